"""A Chroma server behind a proxy that speaks TLS and asks for a header."""

import asyncio
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
import ssl
from urllib.error import HTTPError, URLError

import pytest

from custom_components.llm_iot.storage import chroma, chroma_store
from custom_components.llm_iot.storage.base import Entry, Question
from custom_components.llm_iot.storage.chroma import ChromaPlace
from custom_components.llm_iot.storage.chroma_store import ChromaStore
from dev.chroma import ChromaServer
from tests.gateway.certificates import Authority

from .conftest import REACH_TIMEOUT
from .tls_proxy import HEADER, TOKEN, TlsProxy

BANK = [Entry("a", "turn on the light"), Entry("b", "turn off the light"), Entry("c", "movie time")]
VECTORS = {"a": [1.0, 0.0], "b": [0.8, 0.6], "c": [0.0, 1.0]}
CINEMA = Question("cinema", [0.0, 1.0], "m")


@pytest.fixture
def authority(tmp_path: Path) -> tuple[Authority, Path]:
    """Return a certificate authority, and the file with its certificate."""
    authority = Authority("the home's own")
    file = tmp_path / "authority.crt"
    file.write_text(authority.certificate)
    return authority, file


@pytest.fixture
def proxy(
    chroma_server: ChromaServer,
    authority: tuple[Authority, Path],
    tmp_path: Path,
    socket_enabled: None,  # noqa: ARG001  # a fixture for its effect
) -> Iterator[TlsProxy]:
    """Return a running proxy before the server that all tests share."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*authority[0].sign("chroma").write(tmp_path, "chroma"))
    with TlsProxy(chroma_server.url, context) as proxy:
        yield proxy


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no busy machine change what is found."""
    monkeypatch.setattr(chroma_store, "SEARCH_DEADLINE", REACH_TIMEOUT)
    monkeypatch.setattr(chroma, "TIMEOUT", REACH_TIMEOUT)


async def is_used(path: Path, place: ChromaPlace) -> None:
    """Keep vectors in a place, and find by them what shares no word."""
    store = ChromaStore(path, asyncio.to_thread, place)
    await store.async_open()
    await asyncio.wait_for(store.reached.wait(), REACH_TIMEOUT)
    await store.async_put("notes", BANK)
    await store.async_add_vectors("notes", "m", VECTORS)
    hits = await store.async_search("notes", CINEMA, 3)
    assert [hit.entry.key for hit in hits] == ["c", "b"]
    await store.async_leave()
    await store.async_close()


async def refusal(place: ChromaPlace) -> URLError:
    """Return the error that a place is refused with."""
    with pytest.raises(URLError) as raised:
        await asyncio.to_thread(chroma.ChromaVectors(place).connect, "")
    return raised.value


async def test_an_own_authority_is_trusted_where_the_system_does(
    proxy: TlsProxy,
    authority: tuple[Authority, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The certificate is checked, and every request has the header."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority[1]))
    await is_used(tmp_path / "store.db", ChromaPlace(url=proxy.url, headers={HEADER: TOKEN}))
    assert not proxy.refused


async def test_an_unknown_certificate_is_refused_unless_that_is_wanted(
    proxy: TlsProxy, tmp_path: Path
) -> None:
    """Checking is the default; it can be turned off for one's own certificate."""
    place = ChromaPlace(url=proxy.url, headers={HEADER: TOKEN})
    assert isinstance((await refusal(place)).reason, ssl.SSLCertVerificationError)
    unchecked = ChromaPlace(url=proxy.url, headers={HEADER: TOKEN}, verify=False)
    await is_used(tmp_path / "store.db", unchecked)


async def test_without_the_token_nothing_is_there(proxy: TlsProxy) -> None:
    """A wrong or missing header is an error at once."""
    for headers in ({}, {HEADER: "wrong"}):
        place = ChromaPlace(url=proxy.url, headers=headers, verify=False)
        refused = await refusal(place)
        assert isinstance(refused, HTTPError)
        assert refused.code == HTTPStatus.UNAUTHORIZED
    assert proxy.refused == 2
