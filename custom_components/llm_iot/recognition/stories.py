"""Which talk around a command is a mere story, and which turns the command round."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from .lexicon import Tag, Words
from .phrases import Phrases
from .times import Times
from .topics import Topics
from .when import Form, When

_TELLING: Final = ("rhetorical", "excused", "musing", "contracted", "meantime", "unasked")
"""Groups of phrases that begin a statement; of "that's great", "great" is dropped."""
_SHORT: Final = 4
"""Most letters of words such as "need" that only look like a past form."""
_THIRD_PERSON: Final = "s"
_BEING: Final = frozenset({"are", "were"})
_AT_ONCE: Final = timedelta(minutes=15)
_MORNING: Final = 4
_EVENING: Final = 17
"""Hours between which "tonight" is another time."""


@dataclass(frozen=True)
class Stories:
    """Judges the talk of one sentence."""

    phrases: Phrases
    topics: Topics
    times: Times
    now: datetime

    def tells(self, words: Words) -> bool:
        """Return whether words are a statement: a subject, and a verb that is no command."""
        phrases = self.phrases
        if any(phrases.length(group, words) for group in _TELLING):
            return True
        while words and phrases.has("openings", words[0]):
            words = words[1:]
        if len(words) < 2 or phrases.has("asking", words[0]):  # noqa: PLR2004
            return False
        if phrases.length("subjects", words):
            return not (phrases.has("finite", words[0]) and self._opens_noun(words[1]))
        if phrases.has("elided", words[0]) or phrases.length("harmless", words):
            return True
        if phrases.has("finite", words[0]):
            return False
        if phrases.does(words) and not phrases.has("it_subjects", words[0]):
            return False
        it_does = words[0] == phrases.data["pronoun"] and words[1].endswith(_THIRD_PERSON)
        if it_does or any(phrases.has(g, w) for w in words[1:] for g in ("finite", "mishaps")):
            return True  # "it calms me down"
        if phrases.has("determiners", words[0]) and any(map(self._is_past_form, words[2:])):
            return True  # "my neighbour knocked"
        return any(
            word.endswith(phrases.data["contraction"]) and self._is_predicate(after)
            for word, after in pairwise(words)
        )

    def _is_predicate(self, word: str) -> bool:
        """Return whether a word tells how something is: "the milk's gone", "his tea's steeping"."""
        data = self.phrases.data
        goes_on = len(word) > _SHORT and word.endswith(data["progressive_ending"])
        return goes_on or self.phrases.has("predicates", word)

    def _opens_noun(self, word: str) -> bool:
        """Return whether a word makes a question of the verb in front: "were the", "were you"."""
        return any(
            self.phrases.has(group, word) for group in ("subjects", "it_subjects", "determiners")
        )

    def is_harmless(
        self,
        words: Words,
        *,
        may_deny: bool,
        concluded: bool = False,
        addressed: bool = False,
        settled: bool = False,
    ) -> bool:
        """Return whether words leave the command as it is: no condition, no quotation, no ban.

        `may_deny` is whether something of the home may be denied: "nobody needs the fan".
        `concluded` is whether the command is a conclusion of the speaker's own ("so ..."), and
        no part of a habit or of what somebody said. `addressed` is whether the command is said to
        us ("could you ..."), and so no part of what somebody thought or said before. `settled`
        is whether a statement follows that a condition can be about: "if it rains, it rains".
        """
        if self._turns_round(words, concluded=concluded, addressed=addressed, settled=settled):
            return False
        if any(self._acts(words, place) for place in range(len(words))):
            return False
        return may_deny or not (self._denies(words) and self.topics.mentions(words))

    def _turns_round(
        self, words: Words, *, concluded: bool, addressed: bool, settled: bool
    ) -> bool:
        """Return whether words tie a command to something, quote it or take it back."""
        phrases = self.phrases
        never_lists = concluded or self._is_of_another(words)
        place = phrases.length("unasked", words)
        while place < len(words):
            length = phrases.length("excused", words, place)
            if not length and concluded:
                length = self._reporting(words, place)
            veto = phrases.length("vetoes", words, place) if not length else 0
            if veto and self._is_idle(words, place, veto, settled=settled):
                length, veto = veto, 0
            quoted = self._says_what(words, place, veto) or (settled and self._asks_for_more(words))
            quoted |= self.looks_back(words)
            whole = (addressed or concluded) and quoted
            if veto and not whole:
                return True
            if not (length or never_lists) and phrases.length("habits", words, place):
                return True
            place += length or 1
        return False

    def _is_idle(self, words: Words, place: int, length: int, *, settled: bool) -> bool:
        """Return whether a word ties nothing that follows: it is a part of what is told.

        "I was asleep when he came" is told as a whole, and so is "Tom has a test".
        """
        phrases = self.phrases
        if phrases.length("meantime", words, place):
            return True  # "while I look for it"
        if phrases.length("tying", words, place) == length:
            return settled or (place > 0 and self.tells(words[:place]))
        owned = phrases.length("owned", words, place) == length
        around = (*words[:place], *words[place + length : place + length + 1])
        return owned and any(phrases.has("owning", word) for word in around)  # "homework time"

    def _says_what(self, words: Words, place: int, length: int) -> bool:
        """Return whether a word of speech or thought has what was said with it.

        "She said the room is cold" has, and "she said" and "I told him" quote what follows.
        """
        phrases = self.phrases
        if phrases.length("speaking", words, place) != length:
            return False
        behind = [word for word in words[place + length :] if not phrases.has("spoken_to", word)]
        return len(behind) > 1

    def looks_back(self, words: Words) -> bool:
        """Return whether words are about what was said before them: "that's what Joe says"."""
        return self.phrases.length("looking_back", words) > 0

    def _asks_for_more(self, words: Words) -> bool:
        """Return whether words end with one of speech, so that what was said follows them."""
        return self.phrases.has("speaking", words[-1])

    def _is_of_another(self, words: Words) -> bool:
        """Return whether a habit cannot go on with a command, as its verb has another form.

        "I always come home, turn on the TV" may, "she always comes home" and "my feet are
        cold every night" may not.
        """
        phrases = self.phrases
        if phrases.has("listing", words[0]) or phrases.length("habits", words):
            return False
        subject = phrases.has("subjects", words[0])
        if subject and words[0].endswith(_THIRD_PERSON):  # "he's always late"
            return True
        habit = phrases.length("habits", words, 1)
        verb = words[1 + habit : 2 + habit]
        if subject and habit and verb and verb[0].endswith(_THIRD_PERSON):  # "she always trips"
            return True
        return any(
            phrases.has("finite", word) and (word.endswith(_THIRD_PERSON) or word in _BEING)
            for word in words[1:]
        )

    def _reporting(self, words: Words, place: int) -> int:
        """Return how many words lead to what somebody said, if that is a whole statement.

        "The doctor says I ought to rest" quotes no command, "the sign says" may.
        """
        length = self.phrases.length("reporting", words, place)
        return length if length and self.tells(words[place + length :]) else 0

    def _acts(self, words: Words, place: int) -> bool:
        """Return whether a word is a verb that moves something; "the open door" has none."""
        phrases = self.phrases
        if not phrases.has("acting", words[place]):
            return False
        before = words[place - 1] if place else ""
        if phrases.has("states", before) or phrases.has("articles", before):
            return False
        if self._is_had_so(words[:place], words[place]):
            return False
        return place < len(words) - 1 or not phrases.contains("found", words)

    def _is_had_so(self, before: Words, word: str) -> bool:
        """Return whether somebody had a thing in a state: "we had the curtains open"."""
        state = self.phrases.lexicon.sense((word,), Tag.PARTICLE) is not None
        had = any(self.phrases.has("having", each) for each in before)
        return state and had and self.topics.mentions(before[-1:])

    def _denies(self, words: Words) -> bool:
        """Return whether something is denied that may concern a command."""
        place = 0
        while place < len(words):
            groups = ("harmless", "excused")
            if length := max(self.phrases.length(group, words, place) for group in groups):
                place += length
                continue
            if self.phrases.has("negations", words[place]):
                return True
            place += 1
        return False

    def _is_past_form(self, word: str) -> bool:
        return len(word) > _SHORT and word.endswith(self.phrases.data["past_ending"])

    def is_of_speaker_now(self, words: Words) -> bool:
        """Return whether the speaker tells what is so now: "I'm so late"."""
        return self.phrases.has("speaker", words[0]) and not self.is_past(words)

    def is_past(self, words: Words) -> bool:
        """Return whether words tell what was so: "I came home", but not "I am exhausted"."""
        phrases = self.phrases
        words = self._without_perfect(words)
        if phrases.contains("past", words):
            return True
        return any(
            self._is_past_form(word) and not phrases.has("predicating", before)
            for before, word in pairwise(words)
        )

    def _without_perfect(self, words: Words) -> Words:
        """Return words without what has come about by now: "everyone has left"."""
        phrases, kept = self.phrases, list[str]()
        for place, word in enumerate(words):
            before = place - 1
            while before > 0 and phrases.has("all_by_now", words[before]):
                before -= 1
            if place == 0 or not phrases.has("perfect", words[before]):
                kept.append(word)
        return tuple(kept)

    def is_for_later(self, words: Words) -> bool:
        """Return whether words are about a time to come; "it is seven o'clock" is not.

        What comes at once is a reason to do something now: "I've got a call in five minutes".
        """
        if self._lasts(words):
            return False  # "it was a drive, three hours"
        since = (n for n, word in enumerate(words) if self.phrases.has("since", word))
        words = self._without_spell(words[: next(since, len(words))])
        words = self._without_soon(words, "setting_out")
        _, whens = self.times.replace(words, self.now, bare_is_value=True)
        due = any(when.form is Form.DUE and not self._is_near(when) for when in whens)
        is_now = self.phrases.contains("being", words)  # "I can't believe it's May already"
        return (due and not is_now) or self.phrases.contains("future", words)

    def _without_spell(self, words: Words) -> Words:
        """Return words without how long something took: "he fell asleep after two hours"."""
        for place in range(2, len(words) - 1):
            if not self.phrases.has("following", words[place]):
                continue
            told = words[:place]
            over = self.is_past(told) or any(self.phrases.has("over", word) for word in told)
            begins = (self.times.duration(words, place + n) for n in (1, 2))
            lasts = next(filter(None, begins), None)
            if over and lasts:
                return (*told, *words[lasts[1] :])
        return words

    def _lasts(self, words: Words) -> bool:
        """Return whether words are a length of time and nothing else."""
        found = self.times.at((self.phrases.data["lasting"], *words), 0, self.now)
        return found is not None and found[1] > len(words) and found[0].form is Form.END

    def leading_time(self, words: Words) -> int:
        """Return how many words tell when something is to be done, in front of what that is."""
        found = self.times.at(words, 0, self.now) if words else None
        return found[1] if found and found[0].form is Form.DUE else 0

    def closing_time(self, words: Words) -> int:
        """Return how many words at the end tell when something is to be done, or for how long."""
        for place in range(2, len(words)):
            found = self.times.at(words, place, self.now)
            if found and found[1] == len(words) and found[0].form in {Form.DUE, Form.END}:
                return len(words) - place
        return 0

    def due_in(self, words: Words) -> Words:
        """Return the words of a time to come, none without one: "at nine"."""
        for place in range(len(words)):
            found = self.times.at((*words, self.phrases.data["switched"]), place, self.now)
            if found and found[0].form is Form.DUE:  # also "asleep by eight"
                return words[place : found[1]]
            if lasts := self.times.duration(words, place):  # "they may have ten more minutes"
                return (self.phrases.data["passing"], *words[place : lasts[1]])
        return ()

    def near_time(self, words: Words, place: int) -> int:
        """Return how many words tell a time shortly from now: "(a call) in five minutes"."""
        found = self.times.at(words, place, self.now)
        due = found is not None and found[0].form is Form.DUE and self._is_near(found[0])
        return found[1] - place if found and due else 0

    def _is_near(self, when: When) -> bool:
        return when.at is not None and when.at - self.now <= _AT_ONCE

    def is_for_evening(self, words: Words) -> bool:
        """Return whether words are about an evening that has not begun yet."""
        early = _MORNING <= self.now.hour < _EVENING
        return early and self.phrases.contains("evenings", words)

    def _is_of_others_soon(self, words: Words) -> bool:
        """Return whether others do something shortly, for which something is done before.

        "He's coming over in a bit, so turn the yard light on"; what the speaker does soon may
        be what the command is to wait for.
        """
        rest = self._without_soon(words, "soon")
        others = not self.phrases.has("speaker", words[0])
        return others and len(rest) < len(words) and not self.is_for_later(rest)

    def is_of_others_later(self, words: Words) -> bool:
        """Return whether others come later, for which we are asked: "..., so can you"."""
        rest = self._without_soon(words, "soon", "later_on")
        others = not self.phrases.has("speaker", words[0]) or self._awaits(words)
        return others and len(rest) < len(words) and not self.is_for_later(rest)

    def _is_pressed(self, words: Words) -> bool:
        """Return whether the speaker soon has no time: "I've got to go in a minute, so ..."."""
        rest = self._without_soon(words, "soon")
        pressed = len(rest) < len(words) and self.phrases.length("pressed", words) > 0
        return pressed and not self.is_for_later(rest)

    def _awaits(self, words: Words) -> bool:
        """Return whether the speaker tells of others: "we've got people coming over"."""
        begin = self.phrases.length("awaiting", words)
        return begin > 0 and any(self.phrases.has("coming", word) for word in words[begin + 1 :])

    def _without_soon(self, words: Words, *groups: str) -> Words:
        """Return words without those for shortly, which is no time to wait for."""
        rest, place = list(words), 0
        while place < len(rest):
            length = max(self.phrases.length(group, rest, place) for group in groups)
            rest[place : place + length] = []
            place += not length
        return tuple(rest)

    def lead_up(
        self,
        stories: Sequence[Words],
        *,
        paused: bool,
        concluded: bool = False,
        now: bool = False,
    ) -> bool:
        """Return whether stories in front of a command are complete, and about the same time.

        `paused` is whether there is a mark between: "we never had that, close the blinds".
        `concluded` is whether the command is drawn from them ("so ..."), `now` whether it says that
        it is for now, whatever comes later.
        """
        if not stories:
            return True
        last = stories[-1]
        ends = last[-2:] in self.phrases.group("being") or not self.phrases.has(
            "dangling", last[-1]
        )
        ends |= paused and (self.phrases.has("standing", last[-1]) or self._ends(last[-2:]))
        now |= concluded and (self._is_of_others_soon(last) or self._is_pressed(last))
        return ends and (now or not self.is_for_later(last))

    def _ends(self, words: Words) -> bool:
        """Return whether a statement ends with words: "the way they are", "cold for May"."""
        if len(words) < 2:  # noqa: PLR2004
            return False
        is_so = self.phrases.has("subjects", words[0]) and self.phrases.has("states", words[1])
        return is_so or self.phrases.has("passed", words[0])

    def trail(self, words: Words, joined: Words, *, timed: bool = False) -> bool:
        """Return whether a story behind a command takes nothing back from it.

        `timed` is whether the command has a time of its own: no other one is meant.
        """
        phrases = self.phrases
        if phrases.contains("limits", joined):
            return False
        if self.is_for_later(self._without_soon(words, "soon")) and not timed:
            return self._plans_besides(words, joined)
        return not (phrases.contains("also", joined) and phrases.length("threats", words))

    def _plans_besides(self, words: Words, joined: Words) -> bool:
        """Return whether the speaker adds what to do later: "and I'll apologise tomorrow".

        Who comes or goes then may want the command for that time.
        """
        phrases = self.phrases
        length = phrases.length("own_plan", words)
        adds = bool(length) and phrases.contains("also", joined)
        return adds and not phrases.has("arriving", words[length])
