"""Whether what came of a sentence is what its person wanted.

Plain data in, plain data out: states as pictures of what people notice, what was wanted, what
was heard.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
import re
from typing import Any, Final, TypeIs

from benchmarks.sentences import End, Expectation, Kind, Wanted

type Attributes = Mapping[str, Any]
type Picture = Mapping[str, Any]
"""What people notice of an entity: its state, and some values in their own units."""
type Pictures = Mapping[str, Picture]
"""By entity id."""

ACTIVATED: Final = "activated"
"""Wanted state of what has no states but was used: a scene, a button, a script."""
MORE: Final = "more"
LESS: Final = "less"
_COLOURS: Final = {
    "red": (345, 15),
    "orange": (15, 45),
    "yellow": (45, 75),
    "green": (75, 165),
    "turquoise": (160, 200),
    "blue": (195, 260),
    "purple": (255, 305),
    "pink": (295, 355),
}
"""Hues in degrees, from one end to the other."""
_PALE: Final = 20
"""Saturation in percent below which a colour is white."""


def _as_is(name: str) -> Callable[[Attributes], Any]:
    return lambda attributes: attributes.get(name)


def _scaled(name: str, scale: float) -> Callable[[Attributes], Any]:
    def read(attributes: Attributes) -> float | None:
        value = attributes.get(name)
        return None if value is None else round(value * scale)

    return read


def _in_mode(name: str, mode: str) -> Callable[[Attributes], Any]:
    def read(attributes: Attributes) -> Any:
        return attributes.get(name) if attributes.get("color_mode") == mode else None

    return read


_NOTICED: Final[Mapping[str, Mapping[str, Callable[[Attributes], Any]]]] = {
    "light": {
        "brightness": _scaled("brightness", 100 / 255),
        "kelvin": _in_mode("color_temp_kelvin", "color_temp"),
        "color": _in_mode("hs_color", "hs"),
        "effect": _as_is("effect"),
    },
    "fan": {
        "percentage": _as_is("percentage"),
        "preset": _as_is("preset_mode"),
        "oscillating": _as_is("oscillating"),
        "direction": _as_is("direction"),
    },
    "cover": {
        "position": _as_is("current_position"),
        "tilt": _as_is("current_tilt_position"),
    },
    "valve": {"position": _as_is("current_position")},
    "climate": {
        "temperature": _as_is("temperature"),
        "low": _as_is("target_temp_low"),
        "high": _as_is("target_temp_high"),
        "humidity": _as_is("humidity"),
        "fan_mode": _as_is("fan_mode"),
        "preset": _as_is("preset_mode"),
        "swing_mode": _as_is("swing_mode"),
    },
    "water_heater": {"temperature": _as_is("temperature"), "away": _as_is("away_mode")},
    "humidifier": {"humidity": _as_is("humidity"), "mode": _as_is("mode")},
    "media_player": {
        "volume": _scaled("volume_level", 100),
        "muted": _as_is("is_volume_muted"),
        "source": _as_is("source"),
        "title": _as_is("media_title"),
    },
    "vacuum": {"speed": _as_is("fan_speed")},
    "script": {"ran": _as_is("last_triggered")},
}
_MOMENTARY: Final = frozenset({"button", "input_button", "scene", "script"})
"""Domains whose states say when something was used, or that it is being used."""
_TOLERANCE: Final = {"brightness": 1.0, "volume": 1.0, "position": 1.0, "percentage": 1.0}


def picture(entity_id: str, state: str, attributes: Attributes) -> Picture:
    """Return what people notice of an entity."""
    noticed = _NOTICED.get(entity_id.partition(".")[0], {})
    return {"state": state} | {name: read(attributes) for name, read in noticed.items()}


@dataclass(frozen=True, slots=True)
class Claim:
    """A device of which an agent reports that it did something to it."""

    entity_id: str
    state: str | None
    """As which the agent saw it at the end."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What an agent said and what became of the home meanwhile."""

    reply: str
    asks: bool
    """Whether it waits for an answer."""
    claims_done: bool
    """Whether it says that all is done, with nothing left open."""
    before: Pictures
    after: Pictures
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """The judgement on a sentence."""

    complaints: tuple[str, ...] = ()
    """What is not as it should be; empty if the sentence was understood."""
    wrong: tuple[str, ...] = ()
    """Entities that moved and should not have."""
    false_done: bool = False
    """Whether it was called done although the home is not as the person wanted it."""
    untrue: tuple[str, ...] = ()
    """Entities that are not as the agent itself says."""
    needless: bool = False
    """Whether it asked instead of doing or answering."""

    @property
    def exact(self) -> bool:
        """Return whether all is as it should be."""
        return not self.complaints

    def and_then(self, other: Score) -> Score:
        """Return the judgement on both of two sentences."""
        return Score(
            self.complaints + other.complaints,
            self.wrong + other.wrong,
            self.false_done or other.false_done,
            self.untrue + other.untrue,
            self.needless or other.needless,
        )


def judge(expected: Expectation, heard: Heard) -> Score:
    """Return the judgement on a sentence."""
    if expected.may_ask and heard.asks and not changed(heard.before, heard.after):
        return Score()
    complaints = states_complaints(expected, heard.before, heard.after)
    homes_differ = bool(complaints)
    asked = heard.asks and expected.kind not in {Kind.ASK, Kind.REFUSE}
    if expected.kind is Kind.ASK and not heard.asks:
        complaints += ("it did not ask",)
    if expected.kind is Kind.REFUSE and heard.claims_done:
        complaints += ("it claims to have done something",)
    complaints += _reply_complaints(expected, heard.reply)
    claims_too_much = heard.claims_done and (homes_differ or expected.kind is Kind.REFUSE)
    return Score(
        complaints=complaints,
        wrong=wrong_moves(expected, heard.before, heard.after),
        false_done=claims_too_much,
        untrue=_untrue(heard),
        needless=asked and bool(complaints),
    )


def states_complaints(expected: Expectation, before: Pictures, after: Pictures) -> tuple[str, ...]:
    """Return how the home differs from the nearest of the ends that are right."""
    ends = expected.ends or ({},)
    return min((_differences(end, expected.may, before, after) for end in ends), key=len)


def wrong_moves(expected: Expectation, before: Pictures, after: Pictures) -> tuple[str, ...]:
    """Return what moved although no end that is right has it move."""
    named = {entity_id for end in expected.ends for entity_id in end}
    return tuple(
        entity_id
        for entity_id in changed(before, after)
        if entity_id not in named and not _matches_any(entity_id, expected.may)
    )


def changed(before: Pictures, after: Pictures) -> list[str]:
    """Return the entities that are not as they were."""
    return [
        entity_id
        for entity_id in sorted(before.keys() | after.keys())
        if _moved(before.get(entity_id, {}), after.get(entity_id, {}))
    ]


def _moved(before: Picture, after: Picture) -> bool:
    return any(
        not _same(name, before.get(name), after.get(name)) for name in before.keys() | after.keys()
    )


def _differences(
    end: End, may: Sequence[str], before: Pictures, after: Pictures
) -> tuple[str, ...]:
    """Return how the home differs from one end."""
    found = []
    for entity_id, wanted in end.items():
        was, now = before.get(entity_id, {}), after.get(entity_id, {})
        found += [
            f"{entity_id}: {name} is {now.get(name)}, not {value}"
            for name, value in wanted.items()
            if not _fulfils(name, value, was, now)
        ]
        found += [
            f"{entity_id}: {name} changed from {was[name]} to {now[name]}"
            for name in _disturbed(wanted, was, now)
        ]
    found += [
        f"{entity_id} changed: {_change(before[entity_id], after[entity_id])}"
        for entity_id in changed(before, after)
        if entity_id not in end and not _matches_any(entity_id, may)
    ]
    return tuple(found)


def _disturbed(wanted: Wanted, before: Picture, after: Picture) -> list[str]:
    """Return what changed in an entity unasked.

    What comes or goes with a state is free, as is what gives way to something else.
    """
    if before.get("state") != after.get("state"):
        return []
    return [
        name
        for name, value in after.items()
        if name not in wanted
        and value is not None
        and before.get(name) is not None
        and not _same(name, before[name], value)
    ]


def _change(before: Picture, after: Picture) -> str:
    names = [name for name in after if not _same(name, before.get(name), after[name])]
    return ", ".join(f"{name} {before.get(name)} -> {after[name]}" for name in names)


def _matches_any(entity_id: str, patterns: Sequence[str]) -> bool:
    return any(fnmatch(entity_id, pattern) for pattern in patterns)


def _same(name: str, one: Any, other: Any) -> bool:
    """Return whether nobody would notice the difference."""
    if _is_number(one) and _is_number(other):
        return bool(abs(one - other) <= _TOLERANCE.get(name, 0.01))
    if name == "color" and one and other:
        return all(abs(a - b) <= 1 for a, b in zip(one, other, strict=True))
    return bool(one == other)


def _fulfils(name: str, wanted: Any, before: Picture, after: Picture) -> bool:
    """Return whether one thing about an entity is as wanted."""
    now, was = after.get(name), before.get(name)
    if wanted == ACTIVATED:
        return _moved(before, after)
    if name == "color" and isinstance(wanted, str):
        return _is_colour(wanted, now)
    if wanted in (MORE, LESS):
        was = was or 0  # what was off begins at nothing
        return _is_number(now) and (now > was if wanted == MORE else now < was)
    if isinstance(wanted, list):
        if all(_is_number(each) for each in wanted):
            low, high = wanted
            return _is_number(now) and low <= now <= high
        return now in wanted
    return _same(name, now, wanted)


def _is_colour(wanted: str, hs: Sequence[float] | None) -> bool:
    if not hs:
        return False
    hue, saturation = hs
    if wanted == "white":
        return saturation < _PALE
    begin, end = _COLOURS[wanted]
    inside = begin <= hue <= end if begin <= end else hue >= begin or hue <= end
    return inside and saturation >= _PALE


def _is_number(value: Any) -> TypeIs[float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _reply_complaints(expected: Expectation, reply: str) -> tuple[str, ...]:
    """Return what the reply lacks, or has and should not."""
    missing = [group for group in expected.has if not any(_has(reply, fact) for fact in group)]
    return tuple(f"the reply lacks {' or '.join(group)}" for group in missing) + tuple(
        f"the reply has {fact}" for fact in expected.lacks if _has(reply, fact)
    )


def _has(reply: str, fact: str) -> bool:
    """Return whether a reply has some words, not just as a part of others; "1" is not in "1.5"."""
    pattern = rf"(?<![\w.]){re.escape(fact.casefold())}(?!\w)(?!\.\d)"
    return re.search(pattern, reply.casefold()) is not None


def _untrue(heard: Heard) -> tuple[str, ...]:
    """Return the devices that are not as the agent saw them when it called them done."""
    last = {
        claim.entity_id: claim.state
        for claim in heard.claims
        if claim.entity_id.partition(".")[0] not in _MOMENTARY
    }
    return tuple(
        entity_id
        for entity_id, state in last.items()
        if state is not None
        and not state.endswith("ing")  # under way, and by now there
        and heard.after.get(entity_id, {}).get("state") != state
    )
