"""What the owner allows: rules, risks and permissions, read from Home Assistant for each turn."""

from collections.abc import Iterable, Mapping, Sequence
from contextvars import Context
from dataclasses import dataclass
import logging
from typing import Any

from homeassistant.auth.permissions.const import POLICY_CONTROL
from homeassistant.components.script import devices_in_script, entities_in_script
from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.const import (
    ATTR_DEVICE_CLASS,
    ATTR_ENTITY_ID,
    ATTR_GROUP_ENTITIES,
    CONF_CONDITION,
    CONF_CONDITIONS,
    CONF_TARGET,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import (
    condition,
    config_validation as cv,
    entity_registry as er,
)
from homeassistant.helpers.target import (
    TargetSelection,
    async_extract_referenced_entity_ids,
)

from .. import capabilities
from ..capability import Risk
from ..const import (
    CONF_ACTIONS,
    CONF_ALWAYS_ASK,
    CONF_BROAD,
    CONF_EFFECT,
    CONF_MAXIMUM,
    CONF_MINIMUM,
    CONF_NEVER_ASK,
    CONF_PIN_HASH,
    DEFAULT_BROAD,
    SUBENTRY_RULE,
)
from ..kinds import Kinds
from ..models import Device
from ..policy import Effect, Policy, Rule
from .labels import kind_of
from .references import to_entity_ids, to_target

_LOGGER = logging.getLogger(__name__)


async def async_compile(
    hass: HomeAssistant, conditions: Sequence[Any]
) -> condition.ConditionChecker:
    """Return the checker of conditions as the condition editor writes them; all have to hold.

    Raises vol.Invalid or HomeAssistantError for what Home Assistant's engine refuses.
    """
    config = cv.CONDITION_SCHEMA({CONF_CONDITION: "and", CONF_CONDITIONS: list(conditions)})
    config = await condition.async_validate_condition_config(hass, config)
    return await condition.async_from_config(hass, config)


@dataclass
class _StoredRule:
    """A rule as the owner has set it up."""

    name: str
    effect: Effect
    target: Mapping[str, Any]
    conditions: Sequence[Any]
    minimum: float | None
    maximum: float | None
    actions: frozenset[str] = frozenset()
    """Actions that it is about; none for all."""
    checker: condition.ConditionChecker | None = None
    """None as long as Home Assistant refuses the conditions."""
    is_faulty: bool = False
    """Whether it has been told that the conditions cannot be checked."""

    @classmethod
    def of(cls, subentry: ConfigSubentry) -> _StoredRule:
        """Return the rule of a subentry."""
        data = subentry.data
        return cls(
            subentry.title,
            Effect(data[CONF_EFFECT]),
            data[CONF_TARGET],
            data.get(CONF_CONDITION, ()),
            data.get(CONF_MINIMUM),
            data.get(CONF_MAXIMUM),
            frozenset(data.get(CONF_ACTIONS, ())),
        )


class Policies:
    """The limits of one agent, each worked out as it is at the moment of a turn."""

    def __init__(
        self, hass: HomeAssistant, kinds: Kinds, entry: ConfigEntry, subentry: ConfigSubentry
    ) -> None:
        """Read the settings; nothing is compiled before `async_start`."""
        self._hass = hass
        self.entry = entry
        self._kinds = kinds
        self._data = subentry.data
        self._rules = [
            _StoredRule.of(each)
            for each in entry.subentries.values()
            if each.subentry_type == SUBENTRY_RULE
        ]

    async def async_start(self, entry: ConfigEntry) -> None:
        """Compile the conditions, which are let go of when the entry is unloaded."""
        entry.async_on_unload(self._async_stop)
        for rule in self._rules:
            await self._async_holds(rule)

    async def async_policy(self, user_id: str | None) -> Policy:
        """Return what limits a plan at this moment, for one person.

        A person without a user, as at a voice satellite, may do what Home Assistant lets
        such a person do: everything that is exposed.
        """
        wholes = self._wholes()
        rules = [
            Rule(
                rule.name,
                rule.effect,
                _with_wholes(self._target(rule), wholes),
                rule.minimum,
                rule.maximum,
                rule.actions,
                lasting=not rule.conditions,
            )
            for rule in self._rules
            if await self._async_holds(rule)
        ]
        return Policy(
            rules=tuple(rules),
            risks=self.async_risks(wholes),
            permitted=await self._async_permitted(user_id),
            broad=self._data.get(CONF_BROAD, DEFAULT_BROAD),
            needs_code=CONF_PIN_HASH in self._data,
        )

    @callback
    def async_risks(self, wholes: Mapping[str, frozenset[str]] | None = None) -> dict[str, Risk]:
        """Return the risks that differ from the table's: as the owner says, or as the parts are.

        What moves other things is as critical as the most critical of them.
        """
        always = to_entity_ids(self._hass, self._data.get(CONF_ALWAYS_ASK, ()))
        never = to_entity_ids(self._hass, self._data.get(CONF_NEVER_ASK, ()))
        said = dict.fromkeys(never, Risk.HARMLESS) | dict.fromkeys(always, Risk.CRITICAL)
        wholes = self._wholes() if wholes is None else wholes
        parts = {part for each in wholes.values() for part in each}
        critical = frozenset(
            part for part in parts if (said.get(part) or self._risk(part)) is Risk.CRITICAL
        )
        guarded = _with_wholes(critical, wholes) - critical
        return dict.fromkeys(guarded, Risk.CRITICAL) | said

    def _risk(self, entity_id: str) -> Risk:
        """Return the greatest risk of what can be done to an entity, exposed or not."""
        domain = entity_id.partition(".")[0]
        state = self._hass.states.get(entity_id)
        device_class = state.attributes.get(ATTR_DEVICE_CLASS) if state else None
        names = (state.name,) if state else ()
        kind = kind_of(self._kinds, domain, device_class, names)
        device = Device(entity_id, entity_id, kind, "", device_class=device_class)
        risks = {item.risk_for(device) for item in capabilities.rows(domain)}
        return Risk.CRITICAL if Risk.CRITICAL in risks else Risk.HARMLESS

    def _wholes(self) -> dict[str, frozenset[str]]:
        """Return what moves other things, groups, scenes and scripts, with these."""
        wholes = {}
        for state in self._hass.states.async_all(capabilities.DOMAINS):
            parts: Any = self._in_script(state.entity_id)
            for key in (ATTR_ENTITY_ID, ATTR_GROUP_ENTITIES):
                parts = parts or state.attributes.get(key)
            if parts and isinstance(parts, (list, tuple, set)):
                wholes[state.entity_id] = frozenset(parts)
        return wholes

    def _in_script(self, entity_id: str) -> set[str]:
        """Return the entities that a script names, itself or by their device; none for others."""
        registry = er.async_get(self._hass)
        devices = devices_in_script(self._hass, entity_id)
        return set(entities_in_script(self._hass, entity_id)) | {
            entry.entity_id
            for device_id in devices
            for entry in er.async_entries_for_device(registry, device_id)
        }

    async def _async_permitted(self, user_id: str | None) -> frozenset[str] | None:
        """Return what a person may control, None for everything.

        A user that is not there any more may control nothing, as in Home Assistant.
        """
        if user_id is None:
            return None
        user = await self._hass.auth.async_get_user(user_id)
        if user is None:
            return frozenset()
        if user.is_admin or user.permissions.access_all_entities(POLICY_CONTROL):
            return None
        return frozenset(
            entity_id
            for entity_id in self._hass.states.async_entity_ids(capabilities.DOMAINS)
            if user.permissions.check_entity(entity_id, POLICY_CONTROL)
        )

    async def _async_holds(self, rule: _StoredRule) -> bool:
        """Return whether all conditions of a rule hold; none is always true.

        Conditions that cannot be checked count as true: a rule that guards something must
        not go away because a sensor did.
        """
        try:
            if rule.checker is None:
                rule.checker = await async_compile(self._hass, rule.conditions)
            # In a context of its own: the trace of a condition is no part of the trace of an
            # automation that may have asked us.
            holds = Context().run(rule.checker.async_check) is not False
        except Exception as err:  # noqa: BLE001  # whatever a condition raises, the rule stays
            if not rule.is_faulty:
                rule.is_faulty = True
                _LOGGER.warning(
                    "The conditions of the rule %s cannot be checked, so it holds: %s",
                    rule.name,
                    err,
                )
            return True
        rule.is_faulty = False
        return holds

    def _target(self, rule: _StoredRule) -> frozenset[str]:
        """Return the entities that a rule is about now; a group stands for its members, too."""
        selection = TargetSelection(to_target(self._hass, rule.target))
        found: set[str] = set()
        for expand in (False, True):
            selected = async_extract_referenced_entity_ids(
                self._hass, selection, expand, primary_entities_only=False
            )
            found |= selected.referenced | selected.indirectly_referenced
        return frozenset(found)

    @callback
    def _async_stop(self) -> None:
        """Let go of what conditions hold."""
        for rule in self._rules:
            if rule.checker:
                rule.checker.async_unload()


def _with_wholes(entity_ids: Iterable[str], wholes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return entities together with everything that moves one of them."""
    found = set(entity_ids)
    while more := {
        whole for whole, parts in wholes.items() if whole not in found and parts & found
    }:
        found |= more
    return frozenset(found)
