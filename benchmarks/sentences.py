"""What people say in the homes of the understanding benchmark, and what is to come of it.

`benchmarks/understanding/README.md` describes the files.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
import json
from pathlib import Path
from typing import Any, Final

import voluptuous as vol

FOLDER: Final = Path(__file__).with_name("understanding")
HOMES: Final = FOLDER / "homes"
CLASSES: Final = (
    "direct",
    "several",
    "area_floor",
    "values",
    "relative",
    "negation",
    "goal",
    "complaint",
    "question",
    "unknown",
    "unsafe",
    "follow_up",
    "timed",
    "rambling",
    "misspelt",
)


class Half(StrEnum):
    """One of the two halves of the sentences."""

    DEVELOPMENT = "development"
    TEST = "test"


class Kind(StrEnum):
    """What the agent is to do with a sentence."""

    ACT = "act"
    """Bring about an end."""
    ANSWER = "answer"
    """Tell, and move nothing."""
    ASK = "ask"
    """Ask back, and move nothing."""
    REFUSE = "refuse"
    """Move nothing and claim nothing; whether it asks or explains is its own affair."""


def _with_one_of(*keys: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return a validator of records that need one of some keys."""

    def validate(record: dict[str, Any]) -> dict[str, Any]:
        if not record.keys() & set(keys):
            raise vol.Invalid(f"none of {', '.join(keys)}")
        return record

    return validate


_ENTITY_IDS: Final = vol.Match(r"^[a-z_]+\.[a-z0-9_]+( [a-z_]+\.[a-z0-9_]+)*$")
_VALUE: Final = vol.Any(str, bool, int, float, [vol.Any(str, int, float)])
_END: Final = vol.Schema({_ENTITY_IDS: vol.Any(str, [str], {str: _VALUE})})
_FACTS: Final = [vol.Any(str, [str])]
_MAY: Final = [vol.Match(r"^[a-z_]+\.[a-z0-9_*]+$")]
_LATER: Final = vol.All(
    {
        vol.Exclusive("after", "when"): vol.All(vol.Any(int, float), vol.Range(min=0.1)),
        vol.Exclusive("until", "when"): vol.Match(r"^\d\d:\d\d$"),
        vol.Required("then"): _END,
        vol.Optional("may", default=[]): _MAY,
    },
    _with_one_of("after", "until"),
)
_TURN: Final = {
    vol.Required("say"): vol.All(str, vol.Length(min=1)),
    vol.Exclusive("then", "expected"): _END,
    vol.Exclusive("any", "expected"): vol.All([_END], vol.Length(min=2)),
    vol.Exclusive("answer", "expected"): _FACTS,
    vol.Exclusive("ask", "expected"): True,
    vol.Exclusive("refuse", "expected"): True,
    vol.Optional("may", default=[]): _MAY,
    vol.Optional("may_ask", default=False): bool,
    vol.Optional("has", default=[]): _FACTS,
    vol.Optional("lacks", default=[]): [str],
    vol.Optional("later", default=[]): [_LATER],
}
_TALK: Final = {
    vol.Required("home"): str,
    vol.Optional("area"): str,
    vol.Optional("at"): vol.Match(r"^\d\d:\d\d$"),
    vol.Optional("given", default={}): _END,
}


_EXPECTED: Final = _with_one_of("then", "any", "answer", "ask", "refuse")
SENTENCE: Final = vol.Any(
    vol.All({**_TALK, **_TURN}, _EXPECTED),
    vol.Schema(
        {
            **_TALK,
            vol.Required("talk"): vol.All([vol.All(_TURN, _EXPECTED)], vol.Length(min=2)),
        }
    ),
)
"""One record of a file: a sentence, or a talk of several."""

type Wanted = Mapping[str, Any]
"""What is wanted of an entity, by the names of `scoring.picture`."""
type End = Mapping[str, Wanted]
"""An end state: what is wanted of each entity that is to change or to be in a state."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is to come of one sentence."""

    kind: Kind
    ends: tuple[End, ...] = ()
    """Any of them is right."""
    may: tuple[str, ...] = ()
    """Patterns of entities that may change besides."""
    may_ask: bool = False
    """Whether a question back is as good, as long as nothing moves."""
    has: tuple[tuple[str, ...], ...] = ()
    """What the reply must contain: of each group one."""
    lacks: tuple[str, ...] = ()
    """What the reply must not contain."""


@dataclass(frozen=True, slots=True)
class Later:
    """What is to be so at a later time."""

    expectation: Expectation
    minutes: float | None = None
    """So many after the sentence, or else ..."""
    clock: str | None = None
    """... the time of day."""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence with what is to come of it, at once and later."""

    text: str
    expectation: Expectation
    later: tuple[Later, ...] = ()


@dataclass(frozen=True, slots=True)
class Talk:
    """A sentence, or several that belong together, in one home."""

    name: str
    """Class, home and number, for reports."""
    category: str
    half: Half
    home: str
    sentences: tuple[Said, ...]
    area: str | None = None
    """Where the person speaks, if that is known."""
    at: str | None = None
    """Time of day, if it matters."""
    given: Mapping[str, Wanted] = field(default_factory=dict)
    """What is not as the home's file says, in the words of home files."""

    @property
    def entity_ids(self) -> Iterator[str]:
        """Return every entity that is named, for checking."""
        yield from self.given
        for said in self.sentences:
            for expectation in (said.expectation, *(each.expectation for each in said.later)):
                for end in expectation.ends:
                    yield from end


def load_talks(half: Half, folder: Path = FOLDER / "sentences") -> list[Talk]:
    """Read one half. Raises vol.Invalid, with the file's name, where a file is wrong."""
    found = []
    for path in sorted((folder / half).glob("*.json")):
        try:
            records = vol.Schema([SENTENCE])(json.loads(path.read_text(encoding="utf-8")))
        except (vol.Invalid, ValueError) as err:
            raise vol.Invalid(f"{path.name}: {err}") from err
        found += [
            _talk(record, f"{path.stem} {number}", path.stem, half)
            for number, record in enumerate(records, 1)
        ]
    return found


def _talk(record: Mapping[str, Any], name: str, category: str, half: Half) -> Talk:
    return Talk(
        name=name,
        category=category,
        half=half,
        home=record["home"],
        sentences=tuple(_said(turn) for turn in record.get("talk", (record,))),
        area=record.get("area"),
        at=record.get("at"),
        given=_end(record["given"]),
    )


def _said(turn: Mapping[str, Any]) -> Said:
    return Said(
        text=turn["say"],
        expectation=Expectation(
            kind=_kind(turn),
            ends=_ends(turn),
            may=tuple(turn["may"]),
            may_ask=turn["may_ask"],
            has=_facts([*turn["has"], *turn.get("answer", ())]),
            lacks=tuple(turn["lacks"]),
        ),
        later=tuple(
            Later(
                Expectation(Kind.ACT, (_end(each["then"]),), tuple(each["may"])),
                minutes=each.get("after"),
                clock=each.get("until"),
            )
            for each in turn["later"]
        ),
    )


def _kind(turn: Mapping[str, Any]) -> Kind:
    return next((kind for kind in Kind if kind.value in turn), Kind.ACT)


def _ends(turn: Mapping[str, Any]) -> tuple[End, ...]:
    if "any" in turn:
        return tuple(_end(end) for end in turn["any"])
    return (_end(turn.get("then", {})),)


def _end(said: Mapping[str, Any]) -> End:
    """Return an end state; a state alone stands for an entity's state."""
    return {
        entity_id: wanted if isinstance(wanted, dict) else {"state": wanted}
        for entity_ids, wanted in said.items()
        for entity_id in entity_ids.split()
    }


def _facts(said: Sequence[str | list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple((fact,) if isinstance(fact, str) else tuple(fact) for fact in said)
