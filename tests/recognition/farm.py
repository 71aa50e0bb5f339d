"""A farm, where things are called after people, numbers and what they belong to."""

from functools import cache

from custom_components.llm_iot.dialogue import Context
from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.models import HomeView, Plan, Utterance
from custom_components.llm_iot.recognition.lexicon import load_lexicon
from custom_components.llm_iot.recognition.resolver import Resolver
from tests.recognition.house import (
    COVER,
    DIMS,
    FAN,
    GROUND,
    HEATING,
    NOW,
    PLAIN,
    PLAYER,
    device,
    exchange,
    home,
)

UPPER = "Upper floor"
AIR = {"supported_features": 385, "hvac_modes": ["off", "cool", "heat"], "temperature": 24}
SOURCES = {**PLAYER, "source_list": ["HDMI 1", "PlayStation", "Netflix"], "source": "HDMI 1"}


@cache
def farm() -> HomeView:
    """Return the farm."""
    return home(
        (device("light.main", "Kitchen main light", "light", "Kitchen", GROUND), "on", DIMS),
        (device("light.hob", "Hob light", "light", "Kitchen", GROUND), "off", PLAIN),
        (device("light.p", "Parlour light", "light", "Parlour", GROUND), "on", DIMS),
        (device("light.piano", "Piano lamp", "light", "Parlour", GROUND), "on", DIMS),
        (device("light.tom", "Tom's lamp", "light", "Tom's room", UPPER), "off", DIMS),
        (device("light.granny", "Grandma's lamp", "light", "Grandma's room", UPPER), "off", DIMS),
        (device("light.left", "Barn light left", "light", "Barn"), "off", PLAIN),
        (device("light.right", "Barn light right", "light", "Barn"), "off", PLAIN),
        (device("light.s1", "Stall 1", "light", "Stable"), "on", PLAIN),
        (device("light.s2", "Stall 2", "light", "Stable"), "on", PLAIN),
        (device("light.s3", "Stall 3 lamp", "light", "Stable"), "off", PLAIN),
        (device("light.sign", "Neon sign", "light", "Yard"), "off", PLAIN),
        (device("lock.back", "Back door lock", "lock", "Kitchen", GROUND), "locked", {}),
        (device("lock.tack", "Tack room door", "lock", "Tack room", GROUND), "locked", {}),
        (device("fan.tom", "Tom's fan", "fan", "Tom's room", UPPER), "off", FAN),
        (device("cover.p", "Parlour curtains", "blind", "Parlour", GROUND), "open", COVER),
        (device("cover.tom", "Tom's blind", "blind", "Tom's room", UPPER), "closed", COVER),
        (device("climate.k", "Kitchen radiator", "heater", "Kitchen", GROUND), "heat", HEATING),
        (device("climate.g", "Radiator", "heater", "Grandma's room", UPPER), "heat", HEATING),
        (device("climate.ac", "AC", "ac", "Parlour", GROUND), "off", AIR),
        (device("media_player.tv", "Parlour TV", "tv", "Parlour", GROUND), "on", SOURCES),
        (
            device("media_player.radio", "Kitchen radio", "speaker", "Kitchen", GROUND),
            "playing",
            PLAYER,
        ),
        (device("switch.ps", "Tom's PlayStation", "console", "Tom's room", UPPER), "off", {}),
        (device("switch.sauna", "Sauna heater", "heater", "Yard"), "off", {}),
        (
            device("vacuum.dobby", "Dobby", "vacuum", "Kitchen", GROUND),
            "docked",
            {"supported_features": 8732},
        ),
        (device("button.dobby", "Dobby empty bin", "button", "Kitchen", GROUND), "unknown", {}),
    )


@cache
def farm_resolver() -> Resolver:
    """Return the resolver that knows the farm."""
    made = Resolver(load_lexicon(), load_kinds())
    made.prepare(farm())
    return made


def on_farm(text: str, area_id: str | None = None, *before: str) -> Plan | None:
    """Return the plan of a sentence on the farm, after turns that did something, oldest first."""
    context = Context(tuple(exchange(steps) for steps in reversed(before)))
    return farm_resolver().resolve(Utterance(text, area_id=area_id), farm(), context, NOW)
