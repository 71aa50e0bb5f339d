"""What knows the words of one language, each part for sentences of its own kind."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from ..kinds import Kinds
from ..models import HomeView, Utterance
from .actions import Actions
from .comments import Comments
from .corrections import Corrections
from .daylight import Daylight
from .forms import Forms
from .going_on import GoingOn
from .idioms import Idioms
from .index import HomeIndex, build_index
from .lexicon import Lexicon, Tag, Words
from .own_words import OwnWords
from .people import People
from .postponing import Postponing
from .purposes import Purposes
from .put_back import PutBack
from .rambling import Rambling
from .remarks import Remarks
from .remembering import Remembering
from .reported import Reported
from .requests import Requests
from .rescheduling import Rescheduling
from .restated_times import RestatedTimes
from .said_otherwise import Home, SaidOtherwise
from .spells import Spells
from .targets import Targets
from .times import Times
from .tokenizer import MARKS, tokenize
from .turns_of_phrase import TurnsOfPhrase
from .unwanted import Unwanted

_LONGEST_CORRECTION: Final = 4
"""Words of the longest phrase that takes something back."""


@dataclass
class Readers:
    """Everything that reads sentences, with the words of one home to find them in."""

    lexicon: Lexicon
    kinds: Kinds
    _targets: Targets | None = None
    _times: Times = field(init=False)
    _daylight: Daylight = field(init=False)
    _actions: Actions = field(init=False)
    _requests: Requests = field(init=False)
    _rescheduling: Rescheduling = field(init=False)
    _restated_times: RestatedTimes = field(init=False)
    _spells: Spells = field(init=False)
    _corrections: Corrections = field(init=False)
    _remembering: Remembering = field(init=False)
    _forms: Forms = field(init=False)
    _rambling: Rambling = field(init=False)
    _own_words: OwnWords = field(init=False)
    _people: People = field(init=False)
    _reported: Reported = field(init=False)
    _unwanted: Unwanted = field(init=False)
    _idioms: Idioms = field(init=False)
    _said_otherwise: SaidOtherwise = field(init=False)
    _home: Home | None = field(default=None, init=False)
    """What commands were last put plainly for."""
    _turns_of_phrase: TurnsOfPhrase = field(init=False)
    _comments: Comments = field(init=False)
    _going_on: GoingOn = field(init=False)
    _postponing: Postponing = field(init=False)
    _purposes: Purposes = field(init=False)
    _put_back: PutBack = field(init=False)

    def __post_init__(self) -> None:
        """Create what knows the words."""
        self._times = Times(self.lexicon)
        self._daylight = Daylight(self.lexicon)
        self._actions = Actions(self.lexicon)
        self._requests = Requests(self.lexicon)
        self._rescheduling = Rescheduling(self.lexicon)
        self._restated_times = RestatedTimes(self.lexicon)
        self._corrections = Corrections(self.lexicon)
        self._remembering = Remembering(self.lexicon)
        self._forms = Forms(self.lexicon)
        self._spells = Spells(self.lexicon, self._forms)
        self._rambling = Rambling(self.lexicon)
        self._own_words = OwnWords(self.lexicon)
        self._people = People(self.lexicon)
        self._reported = Reported(self.lexicon)
        self._unwanted = Unwanted(self.lexicon)
        self._idioms = Idioms(self.lexicon, self._forms)
        self._said_otherwise = SaidOtherwise(self.lexicon)
        self._turns_of_phrase = TurnsOfPhrase(self.lexicon)
        self._comments = Comments(self.lexicon)
        self._going_on = GoingOn(self.lexicon)
        self._purposes = Purposes(self.lexicon)
        self._put_back = PutBack(self.lexicon)
        self._postponing = Postponing(
            self._times, self._daylight, self._restated_times, self._forms, self._actions
        )

    def prepare(self, view: HomeView) -> None:
        """Build the index of a home if it changed; blocking, call it off the event loop."""
        self._at(view)

    def asks(self, tokens: Words) -> bool:
        """Return whether words begin like a question."""
        return self._forms.is_question(tokens, marked=False)

    def commands(self, tokens: Words, view: HomeView) -> bool:
        """Return whether words begin like a command, with what it is done to."""
        return self._forms.commands(tokens, self._at(view).index.things)

    def remarks(self, view: HomeView, now: datetime) -> Remarks:
        """Return what finds a remark beside a command or a question in a home."""
        return self._rambling.remarks(self._at(view), now)

    def corrects(self, utterance: Utterance) -> bool:
        """Return whether a sentence begins with words that take something back: "no, ..."."""
        if utterance.language.partition("-")[0] != self.lexicon.language:
            return False
        tokens = tuple(token for token in tokenize(utterance.text) if token not in MARKS)
        return any(
            self.lexicon.sense(tokens[:end], Tag.CORRECTION) is not None
            for end in range(1, min(len(tokens), _LONGEST_CORRECTION) + 1)
        )

    def _at(self, view: HomeView) -> Targets:
        """Return the targets of a home, from an index that fits it."""
        targets = self._targets
        if targets is None or not _fits(targets.index, view):
            targets = Targets(build_index(view, self.kinds, self.lexicon), self.lexicon, self.kinds)
            self._targets = targets
        return targets


def _fits(index: HomeIndex, view: HomeView) -> bool:
    """Return whether an index is that of this home, in this state of its registries."""
    return index.version == view.version and (
        index.devices is view.devices or index.devices == view.devices
    )
