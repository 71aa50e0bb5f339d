"""A home with an agent that learns."""

from homeassistant.core import HomeAssistant
import pytest

from .house import House, async_house


@pytest.fixture
async def house(
    home_assistant: HomeAssistant,
    hass_tmp_config_dir: str,  # noqa: ARG001  # a fixture for its effect
    socket_enabled: None,  # noqa: ARG001  # a fixture for its effect
) -> House:
    """Return the house."""
    return await async_house(home_assistant)


@pytest.fixture
def hass_config_dir(hass_tmp_config_dir: str) -> str:
    """Return a configuration folder of the test's own, as our store lives in it."""
    return hass_tmp_config_dir
