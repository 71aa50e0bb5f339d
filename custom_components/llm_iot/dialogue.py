"""What a conversation remembers from one turn to the next.

Plain data with a clock handed in. A question of ours waits here for its answer, and the
last turns stay known for as long as "it" and "that one too" can mean them.
"""

from collections import OrderedDict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from .models import DeviceState, Plan, Utterance

ANSWER_TIME: Final = timedelta(seconds=60)
"""How long a question of ours waits for its answer."""
MEMORY_TIME: Final = timedelta(minutes=5)
"""How long words like "it" can mean what was spoken of; Home Assistant's sessions live as long."""
_REMEMBERED: Final = 5
"""Turns of a conversation that are kept."""
_CONVERSATIONS: Final = 64
"""Conversations that are kept; the one longest silent goes first."""


class PendingKind(StrEnum):
    """What a question of ours asks for."""

    CHOICE = "choice"
    """Which of several devices is meant: the targets of the plan's ambiguous problem."""
    CONFIRMATION = "confirmation"
    """Whether the plan is to be carried out."""
    CODE = "code"
    """The PIN without which the plan is not carried out."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A question of ours that waits for its answer."""

    kind: PendingKind
    plan: Plan
    """What the answer decides on, as it was read out."""
    utterance: Utterance
    """What it came from."""
    expires: datetime
    """Aware time after which an answer is too late."""
    text: str
    """How it was put."""
    again: bool = False
    """Whether it was put once more, as what was said before was no answer."""

    def repeated(self, now: datetime) -> Pending:
        """Return the question as it is put once more."""
        return replace(self, expires=now + ANSWER_TIME, again=True)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One turn, as far as later ones can refer to it."""

    utterance: Utterance
    plan: Plan
    """As it was carried out: its steps are those that were accepted or already so."""
    reply: str
    at: datetime
    unmoved: frozenset[str] = frozenset()
    """Entity ids of what was already so: to take it back would change what nobody changed."""
    before: Mapping[str, DeviceState] = field(default_factory=dict)
    """How each device of the steps was before; empty where nothing was to move."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a sentence can refer back to."""

    exchanges: tuple[Exchange, ...] = ()
    """The last turns of this conversation that moved or named something, the newest first."""
    refused: Exchange | None = None
    """The turn just before, if it named what is not here."""

    @property
    def previous(self) -> Exchange | None:
        """Return the last of them."""
        return self.exchanges[0] if self.exchanges else None

    @property
    def moved(self) -> Exchange | None:
        """Return the last of them that moved something."""
        return next((each for each in self.exchanges if each.before), None)


@dataclass
class Dialogue:
    """One conversation with one person."""

    pending: Pending | None = None
    refused: Exchange | None = None
    """The last turn, if it only named what is not here."""
    _asked: Pending | None = None
    """The question that waited when the present turn began."""
    _exchanges: deque[Exchange] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))

    def take_pending(self, now: datetime) -> Pending | None:
        """Return the question that waits, if it is not too old; it waits no more."""
        pending, self.pending = self.pending, None
        self._asked = pending if pending and now <= pending.expires else None
        return self._asked

    def remember(self, exchange: Exchange) -> None:
        """Keep a turn that later ones may refer to."""
        self._exchanges.appendleft(exchange)

    def context(self, now: datetime, *, corrects: bool = False) -> Context:
        """Return what can be referred to now.

        What `corrects` something may be about the question that was asked last, of which nothing
        has been done: "not that one, the back door".
        """
        exchanges = tuple(each for each in self._exchanges if now - each.at <= MEMORY_TIME)
        refused = self.refused if self.refused and now - self.refused.at <= MEMORY_TIME else None
        plan = self._asked.plan if self._asked and corrects else None
        if self._asked is None or plan is None or not plan.steps or plan.problems:
            return Context(exchanges, refused)
        unmoved = frozenset(step.target for step in plan.steps)
        asked = Exchange(self._asked.utterance, plan, "", now, unmoved)
        return Context((asked, *exchanges), refused)


@dataclass
class Dialogues:
    """The conversations of an agent: each belongs to one conversation id and one person."""

    _by_key: OrderedDict[tuple[str, str | None], Dialogue] = field(default_factory=OrderedDict)

    def of(self, conversation_id: str, user_id: str | None) -> Dialogue:
        """Return a conversation, a new one if it is not known."""
        key = (conversation_id, user_id)
        dialogue = self._by_key.setdefault(key, Dialogue())
        self._by_key.move_to_end(key)
        while len(self._by_key) > _CONVERSATIONS:
            self._by_key.popitem(last=False)
        return dialogue
