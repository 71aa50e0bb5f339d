"""What a connection with TLS trusts, and by what it is known."""

from pathlib import Path
import ssl
from tempfile import TemporaryDirectory

from homeassistant.util.ssl import create_client_context

from ..errors import GatewayCertificateError


def create_context(
    authority: str | None, certificate: str | None, key: str | None
) -> ssl.SSLContext:
    """Return a context made of certificates and a key in PEM. Blocks: it reads files.

    Without an `authority` it trusts those that Home Assistant trusts; with one, that alone.
    Raises GatewayCertificateError if something cannot be read, or the key is of another
    certificate.
    """
    try:
        if authority:
            context = ssl.create_default_context(cadata=authority)
            # What guides have people make with openssl lacks extensions that Python asks for.
            context.verify_flags &= ~ssl.VERIFY_X509_STRICT
        else:
            context = create_client_context()
        if certificate:
            _load(context, certificate, key or "")
    except (ssl.SSLError, ValueError, OSError) as err:
        raise GatewayCertificateError from err
    return context


def _load(context: ssl.SSLContext, certificate: str, key: str) -> None:
    """Load a certificate with its key, which Python takes from a file only."""
    with TemporaryDirectory() as folder:  # only this user may look into it
        file = Path(folder, "client.pem")
        file.write_text(f"{certificate}\n{key}\n", encoding="utf-8")
        # A key with a passphrase would otherwise ask for it at the terminal.
        context.load_cert_chain(file, password=_no_passphrase)


def _no_passphrase() -> str:
    return ""
