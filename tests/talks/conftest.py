"""Homes to talk in."""

from homeassistant.core import HomeAssistant
import pytest

from custom_components.llm_iot.const import CONF_ALWAYS_ASK, CONF_LEARN
from tests.learning.house import LIGHT, House, async_house


@pytest.fixture
async def cabin(
    home_assistant: HomeAssistant,
    hass_tmp_config_dir: str,  # noqa: ARG001  # a fixture for its effect
    socket_enabled: None,  # noqa: ARG001  # a fixture for its effect
) -> House:
    """Return a home of three devices, whose light wants a yes."""
    settings = {CONF_LEARN: False, CONF_ALWAYS_ASK: [LIGHT]}
    return await async_house(home_assistant, **settings)


@pytest.fixture
def hass_config_dir(hass_tmp_config_dir: str) -> str:
    """Return a configuration folder of the test's own, as our store lives in it."""
    return hass_tmp_config_dir
