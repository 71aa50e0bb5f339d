"""Questions that are put in other words than those of what is so: "tell me if I locked the door".

What was done, or left so, is told by what is so now; an occasion that is over changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from ..models import Utterance
from ..wording import is_marked
from .asked import FILE
from .asked_of_people import AskedOfPeople
from .contractions import written_out
from .index import HomeIndex
from .lexicon import Lexicon, Tag, Words
from .numerals import number_at
from .tokenizer import MARKS, tokenize, words_of

_MOST_WORDS_OF_OCCASION: Final = 2
"""Most words of what is over: "my morning shower"."""
_MOST_WORDS_OF_DEED: Final = 4
"""Most words of what one may do: "just go in there"."""
_LONGEST_BEGINNING: Final = 6
"""Words of the longest beginning that is put more plainly."""
_ASKING: Final = "?"


@dataclass(frozen=True, eq=False)
class AskedOtherwise:
    """Rewrites such questions of one language (`words/<language>/questions.json`)."""

    lexicon: Lexicon

    @cached_property
    def _data(self) -> Mapping[str, Any]:
        data: Mapping[str, Any] = self.lexicon.file(FILE)["otherwise"]
        return data

    @cached_property
    def _phrases(self) -> Mapping[str, frozenset[Words]]:
        lists = {key: value for key, value in self._data.items() if isinstance(value, list)}
        return {key: frozenset(map(words_of, texts)) for key, texts in lists.items()}

    def plainly(self, utterance: Utterance, index: HomeIndex) -> tuple[Utterance, bool]:
        """Return a question in plain words, and whether it was left so at an earlier time."""
        written = tokens = tokenize(written_out(utterance.text, self.lexicon))
        tokens = self.without_lead(self.without_tags(tokens), index)
        tokens = self.which_room(self.in_use(self.begun_plainly(tokens), index), index)
        tokens = self.how_far(self.of_topic(tokens, index) or tokens)
        tokens = self.whether_done(tokens) or tokens
        tokens = self.in_which_mode(tokens)
        tokens = AskedOfPeople(self.lexicon, index).plainly(tokens, marked=is_marked(utterance))
        tokens = self.without_alternative(tokens) or tokens
        left = self.left_so(tokens)
        tokens = left or tokens
        tokens = self.without_occasion(tokens, index) or tokens
        if tokens == written:
            return utterance, False
        mark = _ASKING if is_marked(utterance) else ""
        text = " ".join(tokens[: _end(tokens)])
        return replace(utterance, text=f"{text}{mark}"), bool(left)

    def without_tags(self, tokens: Words) -> Words:
        """Return a question without what asks once more: ", do you know", "quick question,"."""
        end = _end(tokens)
        for length in (3, 2):
            begin = end - length
            if (
                begin > 1
                and tokens[begin - 1] in MARKS
                and tokens[begin:end] in self._phrases["tags"]
            ):
                return self.without_tags((*tokens[: begin - 1], *tokens[end:]))
        pause = next((n for n, word in enumerate(tokens[:end]) if word in MARKS), 0)
        front = tuple(word for word in tokens[:pause] if (word,) not in self._phrases["polite"])
        return tokens[pause + 1 :] if pause and front in self._phrases["announcing"] else tokens

    def without_lead(self, tokens: Words, index: HomeIndex) -> Words:
        """Return "tempo" for "current tempo": what is asked for is what is so now."""
        named = index.table.longest(tokens, 1) is not None
        measured = self.lexicon.sense(tokens[1:2], Tag.ATTRIBUTE) is not None
        leads = tokens[:1] in self._phrases["present"] and (named or measured)
        return tokens[1:] if leads else tokens

    def begun_plainly(self, tokens: Words) -> Words:
        """Return "how humid is it in here" for "is it damp in here"."""
        for length in range(_LONGEST_BEGINNING, 1, -1):
            if plain := self._data["begins"].get(" ".join(tokens[:length])):
                return (*words_of(plain), *tokens[length:])
        return tokens

    def in_use(self, tokens: Words, index: HomeIndex) -> Words:
        """Return "is the office in use" for "is anybody using the office", or whether it is on."""
        for length in (3, 2):
            state = self._data["using"].get(" ".join(tokens[:length]))
            if state is None:
                continue
            named = tokens[length : _end(tokens)]
            begin = int(self.lexicon.sense(named[:1], Tag.DETERMINER) is not None)
            found = index.table.longest(named, begin)
            if found is None:
                return tokens
            states: Mapping[str, str] = self._data["used"][state]
            used = states["place" if found[0].place else "thing"]
            return (self._data["be"], *named, *words_of(used))
        return tokens

    def which_room(self, tokens: Words, index: HomeIndex) -> Words:
        """Return "which of the meeting rooms" for "which meeting room", or "which of the two"."""
        data = self._data["which_of"]
        if tokens[:1] not in self._phrases["which"]:
            return tokens
        begin = len(words_of(data["of"]))
        if tokens[1:begin] == words_of(data["of"])[1:]:
            few = number_at(tokens, begin, self.lexicon.language)
            return (*tokens[:begin], *tokens[few[1] :]) if few else tokens
        for length in (3, 2):
            room = tokens[1 : 1 + length]
            rooms = (*room[:-1], f"{room[-1]}{data['plural']}") if room else ()
            thing = index.things.get(rooms)
            if thing and thing.place and room not in index.things:
                return (*words_of(data["of"]), *rooms, *tokens[1 + length :])
        return tokens

    def in_which_mode(self, tokens: Words) -> Words:
        """Return "what mode is the heating" for "is the heating on comfort or eco"."""
        end = _end(tokens)
        choice = tokens[end - 3 : end]
        modes = self._phrases["modes"]
        if len(choice) != 3 or choice[1:2] not in self._phrases["or"]:  # noqa: PLR2004
            return tokens
        if not {choice[:1], choice[2:]} <= modes or tokens[:1] not in self._phrases["being"]:
            return tokens
        length = next(
            (n for n in (2, 1) if tokens[end - 3 - n : end - 3] in self._phrases["in_mode"]), 0
        )
        named = tokens[1 : end - 3 - length]
        return (*words_of(self._data["what_mode"]), *named) if length else tokens

    def how_far(self, tokens: Words) -> Words:
        """Return "how far are the blinds open" for "how much are the blinds open"."""
        much = next((text for text in self._data["how_much"] if tokens[:2] == words_of(text)), None)
        opens = tokens[_end(tokens) - 1 : _end(tokens)] in self._phrases["opened"]
        return (*words_of(self._data["how_much"][much]), *tokens[2:]) if much and opens else tokens

    def of_topic(self, tokens: Words, index: HomeIndex) -> Words:
        """Return "how warm is the freezer" for "the freezer, how warm is it"; else nothing.

        Also for "freezer. How warm?", where it is not even said of what.
        """
        pause = next((n for n, word in enumerate(tokens) if word in MARKS), 0)
        topic, asked = tokens[:pause], tokens[pause + 1 : _end(tokens)]
        if not (topic and asked and self._only_names(topic, index)):
            return ()
        if not self.lexicon.sense(asked[:1], Tag.CARRIER) and asked[:1] not in self._phrases["how"]:
            return ()
        places = [n for n, word in enumerate(asked) if (word,) in self._phrases["its"]]
        if len(places) == 1:
            return (*asked[: places[0]], *topic, *asked[places[0] + 1 :])
        if places or len(asked) > _MOST_WORDS_OF_OCCASION:
            return ()
        return (*asked, self._data["be"], *topic)

    def _only_names(self, words: Words, index: HomeIndex) -> bool:
        """Return whether words name things and where they are, and say nothing else."""
        place = 0
        while place < len(words):
            found = index.table.longest(words, place)
            link = self.lexicon.sense(words[place : place + 1], Tag.DETERMINER) is not None
            link |= self.lexicon.sense(words[place : place + 1], Tag.IN) is not None
            if not (found or link):
                return False
            place = found[1] if found else place + 1
        return True

    def without_alternative(self, tokens: Words) -> Words:
        """Return "is it free" for "is it free or can I go in"; nothing for others.

        What is so answers what one may do then.
        """
        end = _end(tokens)
        places = [n for n in range(1, end) if (tokens[n],) in self._phrases["or"]]
        if len(places) != 1:
            return ()
        behind = tokens[places[0] + 1 : end]
        may = next((n for n in (4, 3, 2) if behind[:n] in self._phrases["may_i"]), 0)
        rest = behind[may:]
        own = may and len(rest) <= _MOST_WORDS_OF_DEED and rest[-1:] in self._phrases["it"]
        return tokens[: places[0]] if own or behind in self._phrases["otherwise"] else ()

    def whether_done(self, tokens: Words) -> Words:
        """Return "have I locked it" for "please tell me if I locked it"; nothing for others."""
        place = next((n for n, word in enumerate(tokens) if (word,) in self._phrases["if"]), 0)
        polite = self._phrases["polite"]
        front = tuple(w for w in tokens[:place] if (w,) not in polite and w not in MARKS)
        if not place or front not in self._phrases["telling"]:
            return ()
        doers: Mapping[str, str] = self._data["doers"]
        for length in (2, 1):
            asks = doers.get(" ".join(tokens[place + 1 : place + 1 + length]))
            behind = tokens[place + 1 + length :]
            if _goes_on(behind, self.lexicon):
                return ()
            if asks and behind[:1] in self._phrases["done"]:
                return (*words_of(asks), *behind)
        return ()

    def left_so(self, tokens: Words) -> Words:
        """Return "did I leave it on" for "did I leave it on this morning"; nothing for others."""
        end = _end(tokens)
        leaving = [n for n in range(end) if (tokens[n],) in self._phrases["leaving"]]
        asks = any((word,) in self._phrases["helpers"] for word in tokens[: (leaving or [0])[0]])
        if not asks:
            return ()
        for place in range(leaving[0] + 2, end):
            if tokens[place:end] in self._phrases["earlier"]:
                return (*tokens[:place], *tokens[end:])
        return ()

    def without_occasion(self, tokens: Words, index: HomeIndex) -> Words:
        """Return a question without "after my shower" behind it; nothing for others.

        What the home has by that name is asked about, and is no occasion.
        """
        end = _end(tokens)
        if any((word,) in self._phrases["gone"] for word in tokens):
            return ()
        for length in range(1, _MOST_WORDS_OF_OCCASION + 1):
            begin = end - length - 2
            if begin < 1 or (tokens[begin],) not in self._phrases["after"]:
                continue
            whose, occasion = tokens[begin + 1], tokens[end - length : end]
            own = (whose,) in self._phrases["whose"]
            the = self.lexicon.sense((whose,), Tag.DETERMINER) is not None
            known = occasion[-1:] in self._phrases["occasions"]
            named = occasion in index.things and not own
            if (own or (the and known)) and not named:
                return (*tokens[:begin], *tokens[end:])
        return ()

    def which_of_two(self, tokens: Words) -> Words:
        """Return "which is warmer, A or B" for "which floor is warmer, A or B"."""
        words: Mapping[str, Any] = self.lexicon.file(FILE)
        chooses = any(word in words["choosing"] for word in tokens)
        if not chooses or tokens[:1] not in self._phrases["which"]:
            return tokens
        sort = next((n for n in (4, 3, 2, 1) if tokens[1 : 1 + n] in self._phrases["sorts"]), 0)
        verb = tokens[1 + sort : 2 + sort]
        return (tokens[0], *tokens[1 + sort :]) if verb and verb[0] in words["inverted"] else tokens


def _goes_on(tokens: Words, lexicon: Lexicon) -> bool:
    """Return whether another clause may follow: "(check if I locked the door) and lock it"."""
    joined = (lexicon.sense((word,), Tag.AND) is not None for word in tokens)
    return any(joined) or any(word in MARKS for word in tokens[: _end(tokens)])


def _end(tokens: Words) -> int:
    """Return where a sentence ends without its marks."""
    end = len(tokens)
    while end and tokens[end - 1] in MARKS:
        end -= 1
    return end
