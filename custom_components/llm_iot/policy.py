"""What the owner of a home allows: rules, risks and permissions, as data of one moment.

`collection/` reads them from Home Assistant; the verifier and the gate only look at this.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .capability import Capability, Risk
from .models import Device
from .outcomes import Reason


class Effect(StrEnum):
    """What a rule does to the actions that it is about."""

    FORBID = "forbid"
    ASK = "ask"
    LIMIT = "limit"
    """A value outside the rule's range becomes its nearer end."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the owner whose condition holds now."""

    name: str
    effect: Effect
    targets: frozenset[str]
    """Entity ids."""
    minimum: float | None = None
    maximum: float | None = None
    actions: frozenset[str] = frozenset()
    """Actions that it is about; none for all."""
    lasting: bool = False
    """Whether it has no conditions, so that it holds at any other time, too."""

    def is_about(self, entity_id: str, action: str) -> bool:
        """Return whether it has a say in an action on a device."""
        return entity_id in self.targets and (not self.actions or action in self.actions)


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything that limits what a plan may do at one moment, for one person."""

    rules: tuple[Rule, ...] = ()
    risks: Mapping[str, Risk] = field(default_factory=dict)
    """Risk by entity id, where the owner set it himself."""
    permitted: frozenset[str] | None = None
    """Entity ids that the person may control; None for all."""
    broad: int = 8
    """Most devices that a plan moves without asking, unless the words name them all."""
    needs_code: bool = False
    """Whether critical actions need the PIN besides a yes."""

    def permits(self, entity_id: str) -> bool:
        """Return whether the person may control a device."""
        return self.permitted is None or entity_id in self.permitted

    def risk(self, device: Device, item: Capability) -> Risk:
        """Return the risk of an action on a device: the owner's word goes before the table's."""
        return self.risks.get(device.entity_id) or item.risk_for(device)

    def rules_of(self, entity_id: str, action: str, effect: Effect) -> tuple[Rule, ...]:
        """Return the rules that have an effect on an action on a device."""
        return tuple(
            rule
            for rule in self.rules
            if rule.effect is effect and rule.is_about(entity_id, action)
        )

    def needs_yes(self, device: Device, item: Capability) -> tuple[Reason, str] | None:
        """Return why an action on a device wants a yes first, with its detail; None if not."""
        if self.risk(device, item) is Risk.CRITICAL:
            return Reason.CRITICAL, ""
        rules = self.rules_of(device.entity_id, item.action, Effect.ASK)
        return (Reason.RULE, rules[0].name) if rules else None
