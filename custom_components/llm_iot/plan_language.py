"""The plan language: one line of JSON, an array of short strings.

`<target> <action>`, where a number alone is the main value of the device (`hall fan 40`);
`<target> <action> <value>` for every other value, a number or a word (`tv source hdmi 1`,
`bedroom light colour red`, `blind tilt 40`) and for how far to go (`hall lamp up 20`).
Groups (`all kitchen light off`, `all off`), exceptions (`not hall lamp`), questions
(`ask kitchen light`), `which`, `undo` for what was done last, and nothing at all. Targets are
the spoken labels of devices. Groups are expanded by code, so that an answer does not grow with
the home.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from . import capabilities
from .models import Device, HomeView, Step
from .words import clean_name

ALL = "all"
NOT = "not"
ASK = "ask"
WHICH = "which"
UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Command:
    """A plan string that is to move something."""

    devices: tuple[Device, ...]
    """The device that is named, or the members of the group."""
    action: str
    """Action word, or the number that stands for the main value."""
    value: str | None = None
    """What follows the action."""

    @property
    def what(self) -> str:
        """Return what stands behind the target."""
        return f"{self.action} {self.value}" if self.value else self.action


def read_command(text: str, view: HomeView) -> Command | None:
    """Return what a plan string names and wants, None if it names nothing of this home.

    The longest name counts: a device may be called "light", and another "light two".
    """
    words = text.split()
    for end in range(len(words) - 1, 0, -1):
        action, *value = words[end:]
        if value and not capabilities.takes_value(action):
            continue
        if devices := named(" ".join(words[:end]), view):
            return Command(devices, action, " ".join(value) or None)
    return None


def named(name: str, view: HomeView) -> tuple[Device, ...]:
    """Return the device with a label, or the members of a group."""
    device = view.by_label.get(name)
    return (device,) if device else members(name, view)


def group_name(devices: Sequence[Device], view: HomeView) -> str:
    """Return the name of the smallest group that holds these devices of one kind."""
    kind = devices[0].kind
    areas = {device.area for device in devices}
    everywhere = [device for device in view.devices if device.kind == kind]
    area = next(iter(areas)) if len(areas) == 1 else None
    if area and len(everywhere) > len(devices):
        return f"{ALL} {clean_name(area)} {kind}"
    return f"{ALL} {kind}"


def group_string(devices: Sequence[Device], view: HomeView, action: str) -> str:
    """Return the plan string that does one thing to a group of one kind."""
    return f"{group_name(devices, view)} {action}"


def members(group: str, view: HomeView) -> tuple[Device, ...]:
    """Return the devices of a group, `all [area or floor] [kind]`; none if it is no group."""
    return _members(view.devices).get(" ".join(group.split()), ())


@lru_cache(maxsize=4)
def _members(devices: tuple[Device, ...]) -> Mapping[str, tuple[Device, ...]]:
    """Return the members of every group there is, by its name."""
    found: dict[str, list[Device]] = defaultdict(list)
    for device in devices:
        places = {clean_name(place) for place in (device.area, device.floor) if place}
        names = {device.kind} | places | {f"{place} {device.kind}" for place in places}
        for name in (ALL, *(f"{ALL} {name}" for name in names)):
            found[name].append(device)
    return {name: tuple(group) for name, group in found.items()}


def step_string(step: Step, view: HomeView) -> str | None:
    """Return a step in the plan language, None if the home has no such device."""
    device = view.by_id.get(step.target)
    return f"{device.label} {step_what(step)}" if device else None


def step_what(step: Step) -> str:
    """Return what stands behind the target of a step in the plan language."""
    if step.value is None:
        return step.action
    value = step.value if isinstance(step.value, str) else f"{step.value:g}"
    main = capabilities.value_row(step.target.partition(".")[0])
    return value if main and main.action == step.action else f"{step.action} {value}"


def groups(devices: Iterable[Device], view: HomeView) -> list[str]:
    """Return the groups of two or more that these devices belong to."""
    names: dict[str, None] = {}
    for device in devices:
        for name in (
            f"{ALL} {device.kind}",
            f"{ALL} {clean_name(device.area)} {device.kind}" if device.area else None,
            f"{ALL} {clean_name(device.area)}" if device.area else None,
            ALL,
        ):
            if name:
                names[name] = None
    return [name for name in names if len(members(name, view)) > 1]
