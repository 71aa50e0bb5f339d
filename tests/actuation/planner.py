"""A Home Assistant that plans one thing after the other and tells of each, until it is killed.

Run as a program with the configuration folder as its argument.
"""

import asyncio
from datetime import timedelta
import sys

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from custom_components.llm_iot.actuation.planned_store import PlannedStore
from custom_components.llm_iot.actuation.schedule import MAX_ITEMS, Schedule
from custom_components.llm_iot.models import Step, Utterance
from custom_components.llm_iot.planned import Fate, Origin, Planned

ENTRY, AGENT = "entry", "agent"


async def main(config_dir: str) -> None:
    """Plan as much as can be planned, and stay."""
    hass = HomeAssistant(config_dir)
    store = PlannedStore(hass, ENTRY)
    await store.async_load({AGENT})

    async def carry_out(planned: Planned, fate: Fate) -> None:
        """Do nothing: nothing is due before the end."""

    schedule = Schedule(hass, store, AGENT, carry_out)
    for number in range(MAX_ITEMS):
        due = dt_util.utcnow() + timedelta(hours=1)
        item = Planned(str(number), due, (Step("light.lamp", "off"),), Origin(Utterance("x")))
        assert await schedule.async_add([item]) is None
        print(item.id, flush=True)  # noqa: T201  # this is what it tells
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
