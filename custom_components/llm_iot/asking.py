"""The two ways to ask a chat model for a plan: the general one, and that of the tuned model.

Which one a model knows is a fact of the model. Everything before the prompt and after the
plan is the same for both.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from .capabilities import controllable
from .errors import PromptTruncatedError
from .evidence import Earlier, Evidence
from .model.types import BYTES_PER_TOKEN, Message, Prompt, size_of
from .models import Device, HomeView, Plan, Problem, ProblemCode, Source, Utterance
from .plan_language import read_command
from .prompting.prompt import FEW_EXAMPLES, build_prompt, system_message
from .response.parser import close_answer, read_answer, read_plan, repeats_target
from .tuned import prompt as tuned
from .tuned.labels import kind_in_words, tuned_readings, tuned_view
from .tuned.language import asked_strings, read_line, repeats_itself, step_strings
from .tuned.mark import CONVERSES, LANGUAGE

_SOME_READINGS: Final = 4
"""Things that can only be asked, to which devices that fit less give way."""
_FEW_READINGS: Final = 2
"""Those that are shown for a long command."""
_FEW_DEVICES: Final = 8
"""Devices to which a list goes down before less is shown that can be asked and was said."""
_FEWEST_DEVICES: Final = 3
"""Devices that are shown however long a command is."""


class Style(Protocol):
    """A way to ask."""

    @property
    def is_raw(self) -> bool:
        """Return whether the prompt is sent without the model's chat template."""

    def constant(self, candidates: Sequence[Device], view: HomeView) -> tuple[Message, ...]:
        """Return the part of the prompt that turns have in common."""

    def prompt(self, utterance: Utterance, view: HomeView, evidence: Evidence) -> Prompt:
        """Return the prompt of a turn. Raises PromptTruncatedError if it cannot fit."""

    def is_complete(self, text: str) -> bool:
        """Return whether the answer so far needs no end: it only repeats itself."""

    def read(self, text: str, view: HomeView, evidence: Evidence) -> Plan:
        """Return the plan of an answer. Raises UnreadableAnswerError."""


@dataclass(frozen=True, slots=True)
class GeneralStyle:
    """Instructions, devices and examples as a chat, the answer held to a schema."""

    num_ctx: int
    instructions: str | None = None
    examples: int = FEW_EXAMPLES
    """How many examples are shown."""
    is_raw: bool = False

    def constant(self, candidates: Sequence[Device], view: HomeView) -> tuple[Message, ...]:
        """Return the system's message."""
        return (system_message(candidates, view, self.instructions),)

    def prompt(self, utterance: Utterance, view: HomeView, evidence: Evidence) -> Prompt:
        """Return the chat."""
        return build_prompt(
            utterance,
            view,
            replace(evidence, examples=evidence.examples[: self.examples]),
            num_ctx=self.num_ctx,
            instructions=self.instructions,
        )

    def is_complete(self, text: str) -> bool:
        """Return whether a device is named twice."""
        return repeats_target(text)

    def read(self, text: str, view: HomeView, evidence: Evidence) -> Plan:  # noqa: ARG002
        """Return the plan of an array of strings."""
        strings = read_answer(close_answer(text) if repeats_target(text) else text)
        return read_plan(strings, view, Source.MODEL)


@dataclass(frozen=True, slots=True)
class TunedStyle:
    """The device list, what is known, and the command: the model was trained on nothing else."""

    num_ctx: int
    is_raw: bool = True
    language: int = LANGUAGE
    """Which language of `tuned/` the model writes."""
    bytes_per_token: float = BYTES_PER_TOKEN
    """As the server counted those of this home, whose names may be short tokens throughout."""

    def constant(self, candidates: Sequence[Device], view: HomeView) -> tuple[Message, ...]:
        """Return the device list."""
        return (Message("user", tuned.device_lines(_as_tuned(candidates, tuned_view(view)))),)

    def prompt(self, utterance: Utterance, view: HomeView, evidence: Evidence) -> Prompt:
        """Return the list, what matters for this turn, and the command.

        The first that is short, with less and less beside the command and fewer devices; the
        shortest if none is, which it is the command that makes too long.
        """
        home = _tuned_home(view, evidence)
        area = view.areas.get(utterance.area_id) if utterance.area_id else None
        limit = self.num_ctx - tuned.MAX_OUTPUT
        short = min(tuned.SHORT, limit)
        prompt = None
        for candidates, besides in self._shown(evidence, view, home):
            devices = tuned.device_lines(_as_tuned(candidates, home))
            text = devices + tuned.turn_lines(besides, area, utterance.text)
            messages = (Message("user", text),)
            tokens = int(size_of(messages) / self.bytes_per_token)
            prompt = Prompt(messages, {}, tokens, tuned.MAX_OUTPUT, tuned.STOP, is_raw=True)
            if tokens <= short:
                return prompt
        if prompt is None or prompt.tokens > limit:
            raise PromptTruncatedError
        return prompt

    def is_complete(self, text: str) -> bool:
        """Return whether the same is said twice."""
        return repeats_itself(text)

    def read(self, text: str, view: HomeView, evidence: Evidence) -> Plan:
        """Return the plan of the line, whose names are the tuned ones."""
        home = _tuned_home(view, evidence)
        candidates = _as_tuned(evidence.candidates, home)
        plan = read_line(text, home, candidates, spares=evidence.spares)
        if plan.request and not (evidence.earlier and self._converses):
            return Plan(Source.MODEL, problems=(Problem(ProblemCode.NOT_UNDERSTOOD),))
        return plan

    @property
    def _converses(self) -> bool:
        return self.language >= CONVERSES

    def _shown(
        self, evidence: Evidence, view: HomeView, home: HomeView
    ) -> Iterator[tuple[Sequence[Device], tuned.Besides]]:
        """Yield devices and what may stand beside the command, ever less.

        First what can be asked and what was said go down to some lines, then the devices that fit
        least go, more of what can be asked, more devices, and what is known of this home last.
        """
        lines = tuple(_evidence_lines(evidence, view, home))
        every = evidence.candidates
        if len(controllable(view)) > len(every):
            every = _most_fitting(evidence, tuned.MOST_CHOSEN)
        some = fewer = tuned.Besides(lines)
        if self._converses:
            said = tuple(_earlier_lines(evidence.earlier[: tuned.MOST_EARLIER], home))
            listed = evidence.readings[: tuned.MOST_READINGS]
            for count in range(len(listed), min(_SOME_READINGS, len(listed)) - 1, -1):
                asked = _in_order(listed[:count], home)
                yield every, tuned.Besides(lines, asked, said)
            some, fewer = (
                tuned.Besides(lines, _in_order(listed[:count], home), said[:1])
                for count in (_SOME_READINGS, _FEW_READINGS)
            )
        few = every
        for count in range(len(every), min(_FEW_DEVICES, len(every)) - 1, -1):
            few = _most_fitting(evidence, count)
            yield few, some
        for count in range(len(few), min(_FEWEST_DEVICES, len(few)) - 1, -1):
            few = _most_fitting(evidence, count)
            yield few, fewer
        for count in range(len(lines) - 1, -1, -1):
            yield few, replace(fewer, evidence=lines[:count])
        yield few, replace(fewer, evidence=(), earlier=())


def _most_fitting(evidence: Evidence, count: int) -> tuple[Device, ...]:
    """Return the candidates that fit best, in the order of the home."""
    ranked = evidence.ranked or tuple(each.entity_id for each in evidence.candidates)
    kept = set(ranked[:count])
    return tuple(each for each in evidence.candidates if each.entity_id in kept)


def _tuned_home(view: HomeView, evidence: Evidence) -> HomeView:
    """Return a home as the tuned model knows it; of readings those that it is shown."""
    home = tuned_view(view)
    shown = {each.entity_id: each for each in tuned_readings(evidence.readings, home.devices)}
    readings = tuple(
        shown.get(each.entity_id) or replace(each, kind=kind_in_words(each))
        for each in view.readings
    )
    return replace(home, readings=readings)


def _in_order(readings: Iterable[Device], home: HomeView) -> tuple[Device, ...]:
    """Return readings as the tuned model knows them, in the order of the home."""
    shown = {each.entity_id for each in readings}
    return tuple(each for each in home.readings if each.entity_id in shown)


def _earlier_lines(earlier: Iterable[Earlier], home: HomeView) -> Iterator[str]:
    """Yield what was said in the conversation, and what it came to."""
    for each in earlier:
        strings = [*asked_strings(each.plan, home), *step_strings(each.plan.steps, home)]
        if strings:
            yield tuned.earlier_line(each.utterance.text, strings)


def _as_tuned(devices: Iterable[Device], home: HomeView) -> tuple[Device, ...]:
    return tuple(home.by_id[device.entity_id] for device in devices)


def _evidence_lines(evidence: Evidence, view: HomeView, home: HomeView) -> Iterator[str]:
    """Yield what the home's history says, the most relevant first."""
    nearest = evidence.examples[0] if evidence.examples else None
    if nearest and evidence.learned:
        yield tuned.episode_line(nearest.say, _renamed(nearest.plan, view, home))
    if nearest and nearest.usual and evidence.part_of_day:
        yield tuned.habit_line(evidence.part_of_day, _renamed(nearest.usual, view, home))
    for note in evidence.notes:
        yield tuned.note_line(note)


def _renamed(strings: Iterable[str], view: HomeView, home: HomeView) -> list[str]:
    """Return strings of the plan language with the names that the tuned model knows."""
    commands = (read_command(text, view) for text in strings)
    return [
        f"{home.by_id[device.entity_id].label} {command.what}"
        for command in commands
        if command
        for device in command.devices
    ]
