"""The words of the generator, read from `data/`; the code has none of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
import json
from pathlib import Path
from typing import Any, Final

from custom_components.llm_iot.kinds import Kinds, load_kinds
from custom_components.llm_iot.words import tokens

from .phrases import expanded

_DATA: Final = Path(__file__).with_name("data")
_HELD_OUT: Final = 9
"""One of so many words and wordings is kept for validation."""
_KEPT: Final = 4
"""Which of them."""

type Frames = tuple[tuple[str, ...], ...]
"""Phrases of some templates: first a template is chosen, then a phrase of it."""


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of device that homes have."""

    domain: str
    names: tuple[str, ...]
    weight: int = 1
    device_class: str | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)
    say: Mapping[str, str] = field(default_factory=dict)
    """Key of the frames by action, where it is not the action itself."""
    words: tuple[str, ...] = ()
    """What it is called besides its name."""
    rooms: tuple[str, ...] = ()
    """Words of the areas where it is found."""
    choices: tuple[str, ...] = ()
    """Sources or options."""
    pets: bool = False
    """Whether people give it a name as if it lived."""
    ask: str = ""
    """Key of the questions about it, of a sort that can only be asked."""


@dataclass(frozen=True, slots=True)
class Building:
    """A sort of building."""

    weight: int
    floors: tuple[str, ...]
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoalWords:
    """The wordings of one goal: frames by the sort of phrase they take, and the phrases."""

    name: str
    phrases: Mapping[str, Frames]
    """By "v" for a verb, "n" a noun, "a" an adjective, "s" a statement, "c" a complaint, "r" what
    is said of a room after "is"."""


@dataclass(frozen=True, slots=True)
class Grumble:
    """What people say of a device that is to be told something else."""

    kinds: frozenset[str]
    classes: frozenset[str]
    """Device classes, where it is said of some of these kinds only."""
    remedies: Sequence[Sequence[str]]
    """What helps, the best first: actions of the plan language."""
    frames: Frames


@dataclass(frozen=True, slots=True)
class Need:
    """What people want that one sort of thing is good for, which they do not name."""

    names: Sequence[frozenset[str]]
    """All words of one of these are in the name of the thing."""
    action: str
    frames: Frames


@dataclass(frozen=True, slots=True)
class ManyWords:
    """Questions about all readings of a kind."""

    kinds: Mapping[str, Sequence[str]]
    """Kinds that are asked about so, each with what one is called, and many."""
    frames: Frames


@dataclass(frozen=True, slots=True)
class ReadingWords:
    """What can only be asked, and how it is asked about."""

    sorts: Sequence[Sort]
    one: Mapping[str, Frames]
    """Questions about one by its name, by key."""
    placed: Mapping[str, Frames]
    """Questions about the only one of a place, by key."""
    many: Mapping[str, ManyWords]
    compared: Mapping[str, Frames]
    missing: Mapping[str, Frames]
    """Questions about a kind, for homes that have none of it."""
    plain_words: frozenset[str]
    """Ends of names that are left out where they are asked for: "car battery"."""


@dataclass(frozen=True, slots=True)
class FollowUpWords:
    """How people go on from what they said a moment ago."""

    short: Mapping[str, Frames]
    """By the key of an action's frames: "a bit more"."""
    pronouns: Sequence[str]
    both: Sequence[str]
    warmer: Mapping[str, Frames]
    """By action: what is wanted of a room that was too cold, or too warm."""
    frames: Mapping[str, Frames]
    """All the others."""


@dataclass(frozen=True)
class Vocabulary:
    """All words of one side: of training, or of validation."""

    kinds: Kinds
    sorts: Sequence[Sort]
    buildings: Sequence[Building]
    company: Sequence[Sequence[Sequence[str]]]
    """Groups of what stands in one room and is easily taken for each other, by words or names."""
    names: Mapping[str, Any]
    frames: Mapping[str, Frames]
    refuse_do: Mapping[str, Frames]
    implied: Mapping[str, Mapping[str, Frames]]
    plurals: Mapping[str, Sequence[Sequence[str]]]
    manners: Mapping[str, Sequence[str]]
    spoken: Mapping[str, Any]
    talk: Mapping[str, Frames]
    goal_frames: Mapping[str, Frames]
    goals: Sequence[GoalWords]
    parts: Mapping[str, Frames]
    """What stands for `{food}` and the like in goals and what looks like them."""
    grumbles: Sequence[Grumble]
    needs: Sequence[Need]
    lookalikes: Frames
    readings: ReadingWords
    follow_ups: FollowUpWords
    tellers: Mapping[str, Sequence[str]]
    """Whom and what tales are about, by the slots that they fill."""
    tales: Mapping[str, Frames]
    """What is said around a command."""
    combined: Mapping[str, Frames]
    """How several things share words."""
    about: Mapping[str, Frames]
    """What is said of a thing before the command, by action."""


@cache
def load(*, validation: bool = False) -> Vocabulary:
    """Read the words; for validation names, areas and wordings that training never shows."""
    frames = _read("frames")
    refuse_do = frames.pop("refuse_do")
    tales = _read("tales")
    tellers = {key: tales.pop(key) for key in ("who", "day", "where", "stuff")}
    about = tales.pop("about")
    return Vocabulary(
        kinds=load_kinds(),
        sorts=[_sort(entry) for entry in _read("sorts")],
        buildings=[
            Building(
                entry["weight"],
                tuple(entry["floors"]),
                tuple(_side(entry["areas"], validation=validation)),
            )
            for entry in _read("buildings").values()
        ],
        company=list(_read("company").values()),
        names=_names(_read("names"), validation=validation),
        frames={key: _frames(entry) for key, entry in frames.items()},
        refuse_do={key: _frames(entry) for key, entry in refuse_do.items()},
        implied={
            domain: {action: _frames(entry) for action, entry in actions.items()}
            for domain, actions in _read("implied").items()
        },
        plurals=_read("plurals"),
        manners=_read("manners"),
        spoken=_read("spoken"),
        talk={key: _frames(entry) for key, entry in _read("talk").items()},
        goal_frames={key: _frames(entry) for key, entry in _read("goal_frames").items()},
        goals=_goals(validation=validation),
        parts={key: _frames(entry) for key, entry in _read("parts").items()},
        grumbles=_grumbles(validation=validation),
        needs=_needs(validation=validation),
        lookalikes=_frames(_side(_read("lookalikes"), validation=validation)),
        readings=_readings(),
        follow_ups=_follow_ups(),
        tellers=tellers,
        tales={key: _spaced(entry) for key, entry in tales.items()},
        combined={key: _spaced(each) for key, each in _read("combined").items()},
        about={key: _frames(entry) for key, entry in about.items()},
    )


def _read(name: str) -> Any:
    return json.loads((_DATA / f"{name}.json").read_text(encoding="utf-8"))


def _sort(entry: Mapping[str, Any]) -> Sort:
    lists = ("names", "words", "rooms", "choices")
    fields: Any = {key: tuple(value) if key in lists else value for key, value in entry.items()}
    return Sort(**fields)


def _readings() -> ReadingWords:
    data = _read("readings")
    keys = ("one", "placed", "compared", "missing")
    return ReadingWords(
        sorts=[_sort(entry) for entry in data["sorts"]],
        many={
            key: ManyWords(entry["kinds"], _frames(entry["frames"]))
            for key, entry in data["many"].items()
        },
        plain_words=frozenset(data["plain_words"]),
        **{name: {key: _frames(each) for key, each in data[name].items()} for name in keys},
    )


def _follow_ups() -> FollowUpWords:
    data = _read("followups")
    short = {key: _frames(each) for key, each in data.pop("short").items()}
    warmer = {key: _frames(each) for key, each in data.pop("warmer").items()}
    plain = {key: data.pop(key) for key in ("pronouns", "both")}
    return FollowUpWords(
        short=short,
        warmer=warmer,
        frames={key: _frames(each) for key, each in data.items()},
        **plain,
    )


def _frames(templates: Sequence[str]) -> Frames:
    return tuple(_phrases(template) for template in templates)


def _phrases(template: str) -> tuple[str, ...]:
    """Return the phrases of a template; a space in front belongs to it."""
    lead = " " if template.startswith(" ") else ""
    return tuple(f"{lead}{phrase}" for phrase in expanded(template))


def _spaced(templates: Sequence[str]) -> Frames:
    """Return phrases with the spaces before and behind them, which belong to them."""
    found = []
    for template in templates:
        tail = " " if template.endswith(" ") else ""
        lead = " " if template.startswith(" ") else ""
        found.append(tuple(f"{lead}{phrase}{tail}" for phrase in expanded(template)))
    return tuple(found)


def _side(words: Sequence[str], *, validation: bool) -> list[str]:
    """Return the words of one side."""
    return [word for place, word in enumerate(words) if (place % _HELD_OUT == _KEPT) is validation]


def _names(data: Mapping[str, Any], *, validation: bool) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, words in data.items():
        if isinstance(words, dict):
            found[key] = {kind: each for kind, each in words.items() if each}
        else:
            found[key] = _side(words, validation=validation) or words
    return found


def _goals(*, validation: bool) -> list[GoalWords]:
    """Return the goals; of all templates of a file a ninth is kept for validation."""
    plain, hints = (_by_goal(_read(name), validation=validation) for name in ("goals", "hints"))
    found = []
    for name in plain:
        both = (plain[name], hints.get(name, {}))
        keys = dict.fromkeys(key for each in both for key in each)
        if keys:
            phrases = {key: tuple(f for each in both for f in each.get(key, ())) for key in keys}
            found.append(GoalWords(name, phrases))
    return found


def _by_goal(
    data: Mapping[str, Mapping[str, Sequence[str]]], *, validation: bool
) -> dict[str, dict[str, Frames]]:
    """Return the phrases of one side by goal and key."""
    found: dict[str, dict[str, Frames]] = {}
    place = 0
    for name, phrases in data.items():
        kept = found[name] = {}
        for key, templates in phrases.items():
            own = []
            for template in templates:
                if (place % _HELD_OUT == _KEPT) is validation:
                    own.append(template)
                place += 1
            if own:
                kept[key] = _frames(own)
    return found


def _grumbles(*, validation: bool) -> list[Grumble]:
    """Return what is said of devices; of its templates, too, a ninth is kept for validation."""
    return [
        Grumble(
            frozenset(entry["kinds"]),
            frozenset(entry.get("classes", ())),
            [remedy.split("+") for remedy in entry["then"]],
            _frames(own),
        )
        for entry in _read("grumbles")
        if (own := _side(entry["say"], validation=validation))
    ]


def _needs(*, validation: bool) -> list[Need]:
    """Return what is needed; of its templates, too, a ninth is kept for validation."""
    found = []
    place = 0
    for entry in _read("needs"):
        numbered = enumerate(entry["say"], place)
        own = [text for at, text in numbered if (at % _HELD_OUT == _KEPT) is validation]
        place += len(entry["say"])
        if own:
            names = [words_of(name) for name in entry["names"]]
            found.append(Need(names, entry["then"], _frames(own)))
    return found


def words_of(text: str) -> frozenset[str]:
    """Return the words of a name."""
    return frozenset(tokens(text))
