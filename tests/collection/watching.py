"""A home with a lamp, a door and a thermometer, and the record that is kept of it."""

from datetime import timedelta
from pathlib import Path
from typing import Final

from homeassistant.core import Context, HomeAssistant
from homeassistant.util import dt as dt_util

from custom_components.llm_iot.collection.history import History
from custom_components.llm_iot.collection.home import Home
from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.past import PastAnswer, PastForm, PastQuery, Period
from custom_components.llm_iot.storage.record import Record

LAMP: Final = "input_boolean.lamp"
DOOR: Final = "input_boolean.door"
FAN: Final = "fan.fan"
WARMTH: Final = "sensor.warmth"
HELPERS: Final = {"lamp": {"name": "Lamp"}, "door": {"name": "Door"}}
AUTOMATION: Final = {
    "alias": "Lamp at the door",
    "triggers": {"trigger": "state", "entity_id": DOOR, "to": "on"},
    "actions": {"action": "input_boolean.turn_on", "target": {"entity_id": LAMP}},
}
DEGREES: Final = {"device_class": "temperature", "unit_of_measurement": "°C"}


def watch(hass: HomeAssistant, folder: Path) -> History:
    """Return what has just begun to watch a home."""
    home = Home(hass, load_kinds())
    history = History(hass, home, Record(folder / "record.db"))
    home.async_listen(history.async_home_changed)
    history.async_listen()
    return history


async def ask(
    history: History, hass: HomeAssistant, form: PastForm, target: str = LAMP, **more: object
) -> PastAnswer:
    """Return the answer to a question about the last day."""
    now = dt_util.now()
    more.setdefault("state", None if more.get("measure") else "on")
    query = PastQuery(
        form=form,
        asked=now,
        targets=(target,),
        period=Period(now - timedelta(days=1), now),
        **more,  # type: ignore[arg-type]
    )
    (answer,) = await history.async_recall([query], Home(hass, load_kinds()).async_view(), "anna")
    return answer


async def switch(
    hass: HomeAssistant, target: str, *, on: bool, context: Context | None = None
) -> None:
    """Switch a helper, as a page of Home Assistant does."""
    await hass.services.async_call(
        "input_boolean",
        "turn_on" if on else "turn_off",
        {"entity_id": target},
        blocking=True,
        context=context,
    )
    await hass.async_block_till_done()
