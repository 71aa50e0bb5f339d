"""Whether one correction is enough: goal sentences said again after a person put them right.

Each sentence of `benchmarks/corrections/` is said in a real Home Assistant, what came of it is
corrected in words or by hand, and the home brought back to how it was. Then the sentence and
others that mean the same have to leave the whole home exactly as the person left it. After all
corrections of a home, the other sentences of the understanding benchmark have to end as they
did before any.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
import json
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.progress import track

from benchmarks.conversations import Setting, Stage, async_stage
from benchmarks.scoring import Pictures
from benchmarks.sentences import Half, Talk, load_talks

SENTENCES: Final = Path(__file__).with_name("corrections") / "sentences.json"
OTHERS: Final = ("goal", "complaint", "rambling")
"""Classes of the sentences that must stay as they are."""
RIGHT: Final = 90.0
BROKEN: Final = 2.0
"""Percent that have to be reached, and that must not be passed."""
_RUN_ONCE: Final = ("scene.", "script.", "button.", "input_button.")
"""Entities whose state is the time of their last use."""


@dataclass(frozen=True, slots=True)
class Case:
    """A goal sentence with its correction."""

    home: str
    say: str
    wanted: Mapping[str, str]
    """States by entity id that the correction has to lead to, so that it was one."""
    alike: Sequence[str]
    """Sentences that mean the same."""
    held_out: Sequence[str]
    """Others that do, which nobody looks at while the code is written."""
    area: str | None = None
    fix: Sequence[str] = ()
    hand: Sequence[Sequence[str]] = ()
    """Actions of Home Assistant and their entities, as the person's own."""
    given: Mapping[str, Any] | None = None
    also: Sequence[str] = ()
    """Sentences of the understanding benchmark that mean the same, and so may end otherwise."""

    @property
    def start(self) -> Mapping[str, Mapping[str, Any]]:
        """Return what is not as the home's file says."""
        given = self.given or {}
        return {
            key: {"state": value} if isinstance(value, str) else value
            for key, value in given.items()
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one case."""

    case: Case
    changed: bool
    """Whether the correction was understood, and changed anything."""
    again: bool
    alike: tuple[bool, ...]
    held_out: tuple[bool, ...]
    seen: tuple[str, ...]
    """What differed, for whoever wants to know."""


@dataclass(slots=True)
class Findings:
    """What came of all."""

    outcomes: list[Outcome] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    """Other sentences that ended otherwise, with what differed."""
    others: int = 0

    @property
    def shares(self) -> Mapping[str, tuple[int, int]]:
        """Return how many were right, and of how many, by what was looked at."""
        looked_at = {
            "corrections understood": [each.changed for each in self.outcomes],
            "the same sentence": [each.again for each in self.outcomes],
            "mean the same": [right for each in self.outcomes for right in each.alike],
            "held out": [right for each in self.outcomes for right in each.held_out],
        }
        shares = {name: (sum(right), len(right)) for name, right in looked_at.items()}
        return {**shares, "others end otherwise": (len(self.broken), self.others)}

    @property
    def is_good(self) -> bool:
        """Return whether corrections are followed, and little else ends otherwise."""
        shares = self.shares
        (again, sentences), (alike, others) = shares["the same sentence"], shares["mean the same"]
        held_out, all_held_out = shares["held out"]
        return (
            100 * len(self.broken) <= BROKEN * self.others
            and 100 * (again + alike) >= RIGHT * (sentences + others)
            and 100 * held_out >= RIGHT * all_held_out
        )


def load_cases() -> list[Case]:
    """Read the sentences."""
    return [Case(**record) for record in json.loads(SENTENCES.read_text(encoding="utf-8"))]


async def _async_measure_home(
    stage: Stage,
    cases: Sequence[Case],
    others: Sequence[Talk],
    findings: Findings,
    console: Console,
) -> None:
    """Find out what comes of the cases of a home, and which other sentences end otherwise."""
    memory = stage.agent_entry.runtime_data.memory
    await memory.async_reset()
    before = [await _async_end(stage, talk) for talk in others]
    await memory.async_reset()
    for case in track(cases, cases[0].home, console=console, transient=True):
        findings.outcomes.append(await _async_case(stage, case))
        await memory.async_reset()
    for case in cases:
        await _async_teach(stage, case)
    await _async_settle(stage)
    after = [await _async_end(stage, talk) for talk in others]
    await memory.async_reset()
    findings.others += len(others)
    findings.broken += [
        f"{talk.home}: {talk.sentences[0].text}: {', '.join(differences(old, new))}"
        for talk, old, new in zip(others, before, after, strict=True)
        if old != new
    ]


async def _async_case(stage: Stage, case: Case) -> Outcome:
    """Teach, and say the sentence again, and those that are like it."""
    uncorrected, wanted = await _async_teach(stage, case)
    await _async_settle(stage)
    as_wanted = all(wanted[key]["state"] == state for key, state in case.wanted.items())
    changed = as_wanted and uncorrected != wanted
    right, seen = [], []
    for text in (case.say, *case.alike, *case.held_out):
        await stage.async_reset(case.start)
        with stage.agent_entry.runtime_data.memory.paused():
            await stage.async_hear(text, case.area)
        found = pictures(stage)
        right.append(changed and found == wanted)  # what was not understood cannot be followed
        seen += [f"{text}: {each}" for each in differences(wanted, found)]
    end = 1 + len(case.alike)
    return Outcome(
        case=case,
        changed=changed,
        again=right[0],
        alike=tuple(right[1:end]),
        held_out=tuple(right[end:]),
        seen=tuple(seen),
    )


async def _async_teach(stage: Stage, case: Case) -> tuple[Pictures, Pictures]:
    """Say a sentence and correct it; return the home before and after the correction."""
    await stage.async_reset(case.start)
    conversation_id = await stage.async_hear(case.say, case.area)
    uncorrected = pictures(stage)
    for text in case.fix:
        await stage.async_hear(text, case.area, conversation_id)
    for action, entity_id in case.hand:
        await stage.async_by_hand(action, entity_id)
    return uncorrected, pictures(stage)


async def _async_end(stage: Stage, talk: Talk) -> Pictures:
    """Return the home after another sentence, of which nothing is learned."""
    memory = stage.agent_entry.runtime_data.memory
    with memory.paused():
        await stage.async_run(talk, stage.first)
    return pictures(stage)


async def _async_settle(stage: Stage) -> None:
    """Wait until what was learned has its vectors, as it has a second later at home."""
    await stage.hass.async_block_till_done()
    preparation = stage.agent_entry.runtime_data.preparation
    preparation.async_request()
    await preparation.async_wait()


def pictures(stage: Stage) -> Pictures:
    """Return what people notice of the home, without when something was last used."""
    return {
        entity_id: picture
        for entity_id, picture in stage.pictures().items()
        if not entity_id.startswith(_RUN_ONCE)
    }


def differences(wanted: Pictures, seen: Pictures) -> list[str]:
    """Return in what two homes differ."""
    return [
        f"{key} {dict(seen[key])} instead of {dict(wanted[key])}"
        for key in wanted
        if wanted[key] != seen[key]
    ]


async def async_measure(
    cases: Sequence[Case], setting: Setting, console: Console, every: int = 1
) -> Findings:
    """Measure home by home, with every one of the other sentences, or every second, or third."""
    talks = [talk for talk in load_talks(Half.DEVELOPMENT) if talk.category in OTHERS][::every]
    findings = Findings()
    for home in dict.fromkeys(case.home for case in cases):
        own = [case for case in cases if case.home == home]
        also = {text for case in own for text in case.also}
        others = [
            talk
            for talk in talks
            if talk.home == home and len(talk.sentences) == 1 and talk.sentences[0].text not in also
        ]
        heard_in = [*(each.area for each in own), *(each.area for each in others)]
        areas = {area for area in heard_in if area}
        async with async_stage(home, sorted(areas), setting) as stage:
            await _async_measure_home(stage, own, others, findings, console)
    return findings


def show(findings: Findings, console: Console) -> None:
    """Show what was not as wanted."""
    for each in findings.outcomes:
        if not each.changed:
            console.print(f"not corrected: {each.case.home}: {each.case.say}", markup=False)
        for line in each.seen:
            console.print(f"wrong: {each.case.home}: {line}", markup=False)
    for line in findings.broken:
        console.print(f"broken: {line}", markup=False)
