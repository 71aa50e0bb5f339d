"""The home as a view: what is exposed, with names and areas, kept in step with the registries."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from homeassistant.components.homeassistant.exposed_entities import (
    async_listen_entity_updates,
    async_should_expose,
)
from homeassistant.components.todo import DOMAIN as TODO_DOMAIN
from homeassistant.const import ATTR_DEVICE_CLASS, EVENT_STATE_CHANGED
from homeassistant.core import (
    Event,
    EventStateChangedData,
    HomeAssistant,
    State,
    callback,
)
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
    intent,
)

from ..capabilities import DOMAINS
from ..const import DOMAIN
from ..kinds import Kinds
from ..models import Device, DeviceState, HomeView
from ..naming import Naming
from ..readings import READING_DOMAINS, kind_of_reading
from ..table.common import GUARDED, HOT
from .labels import kind_of, with_labels
from .lists import listed
from .sun import Sun

ASSISTANT = "conversation"
_REGISTRY_EVENTS = (
    ar.EVENT_AREA_REGISTRY_UPDATED,
    er.EVENT_ENTITY_REGISTRY_UPDATED,
    dr.EVENT_DEVICE_REGISTRY_UPDATED,
    fr.EVENT_FLOOR_REGISTRY_UPDATED,
)


class Home:
    """The exposed devices of a home, and what else of it can be asked.

    Names, areas and labels are worked out once and again only after a registry, the
    exposure or the set of entities changed; states are read at each look.
    """

    def __init__(self, hass: HomeAssistant, kinds: Kinds) -> None:
        """Create the home without looking at anything yet."""
        self._hass = hass
        self._kinds = kinds
        self._devices: tuple[Device, ...] | None = None
        self._readings: tuple[Device, ...] = ()
        self._areas: dict[str, str] = {}
        self._main_readings: frozenset[str] = frozenset()
        self._sun = Sun(hass)
        self._place_aliases: dict[str, str] = {}
        self._version = 0
        self._on_change: Callable[[], None] | None = None

    @callback
    def async_listen(self, on_change: Callable[[], None]) -> Callable[[], None]:
        """Follow the registries and tell of changes; return the function that stops it."""
        self._on_change = on_change
        stops = [
            self._hass.bus.async_listen(str(event), self._async_forget)
            for event in _REGISTRY_EVENTS
        ]
        stops.append(
            self._hass.bus.async_listen(
                EVENT_STATE_CHANGED, self._async_state_changed, event_filter=_comes_or_goes
            )
        )
        stops.append(async_listen_entity_updates(self._hass, ASSISTANT, self._async_forget))

        @callback
        def stop() -> None:
            self._on_change = None
            for each in stops:
                each()

        return stop

    @callback
    def _async_forget(self, _event: Event[Any] | None = None) -> None:
        """Drop what was worked out; the next look works it out again."""
        self._devices = None
        if self._on_change:
            self._on_change()

    @callback
    def _async_state_changed(self, event: Event[EventStateChangedData]) -> None:
        """Forget, unless it is a sensor that is not exposed: those come and go all the time."""
        entity_id = event.data["entity_id"]
        if entity_id.partition(".")[0] in READING_DOMAINS:
            known = any(reading.entity_id == entity_id for reading in self._readings)
            if not known and not async_should_expose(self._hass, ASSISTANT, entity_id):
                return
        self._async_forget()

    @callback
    def async_view(self) -> HomeView:
        """Return the home as it is now."""
        if self._devices is None:
            self._read_places()
            naming = self._naming(self._read(DOMAINS))
            self._devices = with_labels(
                self._known(device, naming.of_device(device)) for device in naming.devices
            )
            self._readings = with_labels(map(naming.of_reading, self._read(READING_DOMAINS)))
            self._version += 1
        unit = self._hass.config.units.temperature_unit
        states = {}
        for device in (*self._devices, *self._readings):
            if state := self._hass.states.get(device.entity_id):
                attributes: Mapping[str, Any] = state.attributes
                if state.domain == TODO_DOMAIN:
                    attributes = listed(self._hass, state)
                states[device.entity_id] = DeviceState(state.state, attributes, unit)
        return HomeView(
            self._devices,
            states,
            self._areas,
            self._version,
            self._place_aliases,
            self._readings,
            self._main_readings,
            self._sun.times(),
        )

    def _read_places(self) -> None:
        """Read the areas and floors with their names."""
        areas = ar.async_get(self._hass)
        floors = fr.async_get(self._hass)
        self._areas = {area.id: area.name for area in areas.async_list_areas()}
        self._place_aliases = {
            alias: area.name for area in areas.async_list_areas() for alias in area.aliases
        } | {alias: floor.name for floor in floors.async_list_floors() for alias in floor.aliases}
        self._main_readings = frozenset(
            entity_id
            for area in areas.async_list_areas()
            for entity_id in (area.temperature_entity_id, area.humidity_entity_id)
            if entity_id
        )

    def _read(self, domains: Iterable[str]) -> list[Device]:
        """Read every exposed entity of some domains, sorted so that prompts stay constant."""
        entities = er.async_get(self._hass)
        areas = ar.async_get(self._hass)
        floors = fr.async_get(self._hass)
        found = []
        for state in self._hass.states.async_all(domains):
            if not async_should_expose(self._hass, ASSISTANT, state.entity_id):
                continue
            entry = entities.async_get(state.entity_id)
            if state.domain == TODO_DOMAIN and entry and entry.platform == DOMAIN:
                continue  # our own list of what is planned is asked for in other words
            area_id = er.async_get_effective_area_id(self._hass, entry) if entry else None
            area = areas.async_get_area(area_id) if area_id else None
            floor = floors.async_get_floor(area.floor_id) if area and area.floor_id else None
            names = self._names(state, entry)
            device_class = state.attributes.get(ATTR_DEVICE_CLASS)
            found.append(
                Device(
                    entity_id=state.entity_id,
                    name=names[0],
                    kind=self._kind_of(state.domain, device_class, names),
                    label="",
                    names=names,
                    device_class=device_class,
                    area_id=area_id,
                    area=area.name if area else None,
                    floor=floor.name if floor else None,
                    device_id=entry.device_id if entry else None,
                )
            )
        return sorted(found, key=lambda device: (device.area or "", device.entity_id))

    def _known(self, given: Device, named: Device) -> Device:
        """Return a device as what its usable names make of it.

        A relay stays guarded whichever of its names says that it drives a gate or an oven.
        """
        if given.kind in GUARDED | HOT:
            return named
        kind = self._kind_of(named.domain, named.device_class, named.names)
        return replace(named, kind=kind)

    def _kind_of(self, domain: str, device_class: str | None, names: tuple[str, ...]) -> str:
        """Return what an entity is to the person who speaks."""
        if domain in DOMAINS:
            return kind_of(self._kinds, domain, device_class, names)
        return kind_of_reading(domain, device_class)

    def _naming(self, devices: Sequence[Device]) -> Naming:
        """Return the judge of all names, after it has judged those of places."""
        floors = fr.async_get(self._hass).async_list_floors()
        places = [*self._areas.values(), *(floor.name for floor in floors)]
        naming = Naming(devices, places, self._kinds)
        self._areas = {
            area_id: name
            for area_id, given in self._areas.items()
            if (name := naming.of_place(given))
        }
        self._place_aliases = naming.aliases(self._place_aliases)
        return naming

    def _names(self, state: State, entry: er.RegistryEntry | None) -> tuple[str, ...]:
        """Return the names an entity answers to; at least one."""
        aliases = intent.async_get_entity_aliases(self._hass, entry, state=state)
        names = dict.fromkeys(" ".join(name.split()) for name in aliases if name.strip())
        return tuple(names) or (state.name,)


@callback
def _comes_or_goes(data: EventStateChangedData) -> bool:
    """Return whether a state event adds or removes an entity, or changes its name."""
    domain = data["entity_id"].partition(".")[0]
    if domain not in DOMAINS and domain not in READING_DOMAINS:
        return False
    old, new = data["old_state"], data["new_state"]
    if old is None or new is None:
        return True
    return old.name != new.name or old.attributes.get(ATTR_DEVICE_CLASS) != new.attributes.get(
        ATTR_DEVICE_CLASS
    )
