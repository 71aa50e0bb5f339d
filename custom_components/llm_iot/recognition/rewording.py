"""A command in the words that the grammar knows: roundabout ones are put plainly, one by one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ..models import HomeView
from .accompanied import with_means, with_owner, without_relative, without_with
from .all_there_is import without_having
from .bare_names import wanted_names, with_wishes
from .denied_rows import with_denied
from .elsewhere_otherwise import with_value_elsewhere
from .further import with_further, with_less
from .leading_exceptions import with_pause_behind_exception
from .lexicon import Words
from .made_so import with_made_so
from .noun_again import with_noun_again
from .partly import without_partly
from .paused import with_pause
from .placed_levels import with_placed_level
from .readers import Readers
from .said_otherwise import Home
from .settled_on import settled_on
from .shared_nouns import SharedNouns
from .signs import without_signs
from .targets import Targets
from .there_rather import with_pause_behind_denied, with_place_rather
from .vague_nouns import with_everything_there, without_vague_nouns


@dataclass
class Rewording(Readers):
    """Puts commands plainly; the order matters, as each finds what the ones before have put."""

    def put_plainly(self, tokens: Words, targets: Targets, view: HomeView) -> Words:
        """Return a command that is built otherwise as the grammar knows it."""
        home = self._home
        if home is None or home.targets is not targets or home.view is not view:
            home = self._home = Home(targets, view)
        return self._said_otherwise.plain(tokens, self._forms.begin(tokens), home)

    def _reworded(
        self, tokens: Words, targets: Targets, view: HomeView, now: datetime
    ) -> tuple[Words, bool]:
        """Return a command in plain words, and whether its things are only said to be wanted."""
        tokens = with_pause(tokens, self._forms.begin(tokens), targets.index, self.lexicon)
        tokens = with_pause_behind_exception(
            tokens, self._forms.begin(tokens), targets.index, self.lexicon
        )
        tokens = self._people.plain(tokens, self._forms.begin(tokens), targets.index)
        tokens = without_having(tokens, targets.index, self.lexicon)
        tokens = with_value_elsewhere(tokens, targets.index, self.lexicon)
        tokens = settled_on(tokens, self.lexicon)
        tokens = without_vague_nouns(tokens, targets.index, self.lexicon)
        tokens = with_everything_there(tokens, targets.index, self.lexicon)
        tokens = self.put_plainly(tokens, targets, view)
        tokens = without_partly(tokens, self.lexicon)
        tokens = with_further(tokens, self._forms.begin(tokens), self.lexicon)
        tokens = with_less(tokens, self.lexicon)
        begin, end = self._forms.begin(tokens), self._forms.end(tokens)
        tokens = with_placed_level(tokens, begin, end, targets.index, self.lexicon)
        tokens = with_place_rather(tokens, targets.index, self.lexicon)
        tokens = with_pause_behind_denied(tokens, targets.index, self.lexicon)
        tokens = self._spells.plain(tokens, targets.index, now)
        named = wanted_names(tokens, self._forms.begin(tokens), targets)
        tokens = without_signs(named or tokens, targets.index, self.lexicon)
        tokens = with_made_so(with_wishes(tokens, targets), targets.index, self.lexicon)
        tokens = with_noun_again(tokens, targets.index, self.lexicon)
        tokens = SharedNouns(targets.index, self.lexicon).spread(tokens)
        tokens = without_relative(tokens, self.lexicon)
        tokens = with_means(tokens, targets.index, self.lexicon)
        tokens = without_with(tokens, targets.index, self.lexicon)
        tokens = with_owner(tokens, targets.index, self.lexicon)
        tokens = self._turns_of_phrase.plain(tokens, targets.index)
        tokens = with_denied(tokens, targets.index, self.lexicon)
        tokens = self._without_unwanted(tokens, targets, now)
        tokens = self._own_words.moved(tokens, targets, view)
        tokens = self._idioms.with_everything(tokens, targets.index.things)
        tokens = self._idioms.without_order(tokens, targets.index.things)
        tokens = self._idioms.without_restriction(tokens, targets.index.things)
        tokens = self._idioms.with_leave(self._idioms.with_dismissed(tokens))
        tokens = self._idioms.with_only(self._idioms.with_way(tokens))
        tokens = self._idioms.with_way_in_front(tokens)
        tokens = self._put_back.plain(tokens, now)
        tokens = self._daylight.as_clock(tokens, view.sun, now)
        return self._restated_times.settled(tokens, now), bool(named)

    def _without_unwanted(self, tokens: Words, targets: Targets, now: datetime) -> Words:
        """Return "no more TV" as "TV off"; a time may stand in front: "from ten on no more TV"."""
        if (turned := self._unwanted.turned(tokens, targets.index)) != tokens:
            words: Mapping[str, str] = self.lexicon.file("unwanted")["joined"]
            return tuple(words.get(word, word) for word in turned)  # "in neither" is in both
        found = self._times.at(tokens, 0, now) if tokens else None
        if found is None:
            return tokens
        begin = found[1]
        turned = self._unwanted.turned(tokens[begin:], targets.index)
        return (*turned, *tokens[:begin]) if turned != tokens[begin:] else tokens
