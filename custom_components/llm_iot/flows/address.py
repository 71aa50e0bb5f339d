"""Addresses of servers as people type them."""

from yarl import URL


def full_url(text: str, port: int) -> str:
    """Return the URL of a server; `port` is meant where neither scheme nor port are typed.

    Raises ValueError where the text is no address, or holds the name of a user.
    """
    bare = "://" not in text
    url = URL(f"http://{text}" if bare else text)
    if url.scheme not in {"http", "https"} or not url.host or url.user or " " in text:
        raise ValueError("not the address of a server")
    if bare and url.explicit_port is None:
        url = url.with_port(port)
    return str(url.with_query(None).with_fragment(None)).rstrip("/")
