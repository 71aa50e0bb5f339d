"""Two homes of other people, to ramble in."""

from functools import cache

from custom_components.llm_iot.models import HomeView
from tests.recognition.house import COLOURS, COVER, DIMS, FAN, HEATING, PLAIN, PLAYER, device, home

_MOIST = {"supported_features": 1, "humidity": 45, "available_modes": ["auto", "sleep"]}
_AC = {**HEATING, "hvac_modes": ["off", "heat", "cool"]}


@cache
def farm() -> HomeView:
    """Return an old farm."""
    return home(
        (device("light.barn", "Barn light", "light", "Barn"), "off", PLAIN),
        (device("switch.heat", "Heat lamp", "light", "Barn"), "off", {}),
        (device("cover.coop", "Coop door", "door", "Yard"), "closed", COVER),
        (device("switch.water", "Sprinkler", "sprinkler", "Yard"), "off", {}),
        (device("light.porch", "Porch light", "light", "Porch"), "off", PLAIN),
        (device("media_player.radio", "Radio", "radio", "Kitchen"), "playing", PLAYER),
        (device("switch.dish", "Dishwasher", "dishwasher", "Kitchen"), "on", {}),
        (device("light.kitchen", "Kitchen light", "light", "Kitchen"), "on", DIMS),
        (device("lock.back", "Back door", "lock", "Kitchen"), "unlocked", {}),
        (device("fan.lounge", "Ceiling fan", "fan", "Lounge"), "off", FAN),
        (device("cover.lounge", "Shutters", "shutter", "Lounge"), "open", COVER),
        (device("climate.lounge", "Heating", "thermostat", "Lounge"), "heat", HEATING),
        (device("light.lounge", "Lounge light", "light", "Lounge"), "off", DIMS),
        (device("light.fred", "Freddie's night light", "light", "Nursery"), "off", DIMS),
        (device("humidifier.fred", "Humidifier", "humidifier", "Nursery"), "off", _MOIST),
    )


@cache
def loft() -> HomeView:
    """Return a loft in a town."""
    return home(
        (device("light.desk", "Desk lamp", "light", "Studio"), "off", DIMS),
        (device("light.strip", "Strip", "light", "Studio"), "on", COLOURS),
        (device("light.spots", "Spots", "light", "Kitchenette"), "off", DIMS),
        (device("switch.coffee", "Espresso machine", "coffee_machine", "Kitchenette"), "off", {}),
        (device("switch.beam", "Projector", "projector", "Studio"), "on", {}),
        (device("cover.roller", "Roller blind", "blind", "Studio"), "open", COVER),
        (device("fan.air", "Air purifier", "air_purifier", "Bedroom"), "off", FAN),
        (device("light.bed", "Bedside lamp", "light", "Bedroom"), "off", COLOURS),
        (device("media_player.bar", "Soundbar", "speaker", "Studio"), "playing", PLAYER),
        (device("vacuum.d", "Dusty", "vacuum", "Studio"), "docked", {"supported_features": 8732}),
        (device("switch.iron", "Iron", "iron", "Bedroom"), "on", {}),
        (device("climate.ac", "AC", "air_conditioner", "Studio"), "off", _AC),
    )
