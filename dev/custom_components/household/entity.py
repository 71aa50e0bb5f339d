"""What all entities of a household have in common."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .home import EntitySpec, Home

type HouseholdConfigEntry = ConfigEntry[Household]
type SetUp = Callable[
    [HomeAssistant, HouseholdConfigEntry, AddConfigEntryEntitiesCallback], Awaitable[None]
]


@dataclass
class Household:
    """A home that runs."""

    home: Home
    entities: dict[str, HouseholdEntity] = field(default_factory=dict)
    """By entity id."""
    journeys: set[asyncio.Future[None]] = field(default_factory=set)
    """Of what is moving."""

    @callback
    def async_reset(self, changes: Mapping[str, Mapping[str, Any]]) -> None:
        """Put everything back to what the file says, but for some changes by entity id."""
        for entity_id, entity in self.entities.items():
            entity.be(**changes.get(entity_id, {}))
            entity.async_write_ha_state()

    async def async_settle(self) -> None:
        """Wait until nothing moves any more."""
        while self.journeys:
            await asyncio.wait(self.journeys)


class HouseholdEntity(Entity):
    """An entity that only exists in memory, and does at once what it is told."""

    _attr_should_poll = False
    _vocabulary: ClassVar[Mapping[str, Any]] = {}
    """What a file can say of such an entity besides its state, with what goes without saying."""

    def __init__(self, spec: EntitySpec, household: Household) -> None:
        """Be as the file says. Raises ValueError if that cannot be."""
        if unknown := spec.values.keys() - self._vocabulary.keys():
            raise ValueError(f"{spec.entity_id} knows nothing of {', '.join(sorted(unknown))}")
        self.spec = spec
        self.household = household
        self.entity_id = spec.entity_id
        self._attr_unique_id = spec.entity_id
        self._attr_name = spec.name
        if spec.device_class:
            self._attr_device_class = spec.device_class
        self.be()

    @callback
    def be(self, state: str | None = None, **values: Any) -> None:
        """Be as the file says, but for what is given."""
        state = state or self.spec.state
        self._attr_available = state != STATE_UNAVAILABLE
        if state in {STATE_UNAVAILABLE, STATE_UNKNOWN}:
            state = None
        self._take({**self._vocabulary, **self.spec.values, **values}, state)

    def _take(self, said: Mapping[str, Any], state: str | None) -> None:
        """Take over what is said in the entity's vocabulary."""
        raise NotImplementedError

    @callback
    def _become(self, **attributes: Any) -> None:
        """Change some of Home Assistant's own attributes, unless this one does not obey."""
        if not self.spec.obeys:
            return
        for name, value in attributes.items():
            setattr(self, f"_attr_{name}", value)
        self.async_write_ha_state()


class TravellingEntity(HouseholdEntity):
    """An entity that is under way for a while before it is where it was sent."""

    _journey: asyncio.Future[None] | None = None
    _arrival: asyncio.TimerHandle | None = None

    @callback
    def _travel(self, seconds: float, arrive: Callable[[], None]) -> None:
        """Arrive after some time, unless another journey begins before."""
        self._stop()
        if not self.spec.obeys:
            return
        journey = self.hass.loop.create_future()
        self.household.journeys.add(journey)
        self._journey = journey

        @callback
        def arrived() -> None:
            self._stop()
            arrive()

        self._arrival = self.hass.loop.call_later(seconds, arrived)

    @callback
    def _stop(self) -> None:
        """End the journey, wherever it has led to."""
        if self._arrival:
            self._arrival.cancel()
        if self._journey:
            self.household.journeys.discard(self._journey)
            self._journey.set_result(None)
        self._journey = self._arrival = None

    async def async_will_remove_from_hass(self) -> None:
        """End the journey with the entity."""
        self._stop()


def adder(domain: str, kind: Callable[[EntitySpec, Household], HouseholdEntity]) -> SetUp:
    """Return the `async_setup_entry` of a platform whose entities are all of one kind."""

    async def async_setup_entry(
        _hass: HomeAssistant,
        entry: HouseholdConfigEntry,
        async_add_entities: AddConfigEntryEntitiesCallback,
    ) -> None:
        """Set up what the home has of this platform."""
        household = entry.runtime_data
        made = [kind(spec, household) for spec in household.home.of(domain)]
        household.entities |= {entity.spec.entity_id: entity for entity in made}
        async_add_entities(made)

    return async_setup_entry


def present(said: Mapping[str, Any], features: Mapping[str, int]) -> int:
    """Return the feature bits of what a file says something about."""
    return combined(bit for name, bit in features.items() if said[name] is not None)


def combined(bits: Iterable[int]) -> int:
    """Return bits as one number."""
    found = 0
    for bit in bits:
        found |= bit
    return found
