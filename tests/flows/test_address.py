"""An address as people type it becomes a full URL, or is none."""

import pytest

from custom_components.llm_iot.flows.address import full_url


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("desk.local", "http://desk.local:8000"),
        ("desk.local:90", "http://desk.local:90"),
        ("http://desk.local", "http://desk.local"),
        ("https://desk.local/under/", "https://desk.local/under"),
        ("http://desk.local:90?a=b#c", "http://desk.local:90"),
    ],
)
def test_what_is_left_out_is_added(text: str, url: str) -> None:
    """The port of the server is meant only where nothing but the machine is named."""
    assert full_url(text, 8000) == url


@pytest.mark.parametrize(
    "text", ["", "http://", "ftp://desk.local", "http://anna@desk.local", "my desk"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    """Among others one with the name of a user, which would be kept in the open."""
    with pytest.raises(ValueError, match="not the address"):
        full_url(text, 8000)
