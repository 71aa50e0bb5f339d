"""A spoken sentence cut into what it is made of: talk, stories, and what is asked for.

What only fills a pause or is polite is dropped.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from .beginnings import Beginnings
from .lexicon import Words
from .phrases import Opening
from .segment import Segment
from .tokenizer import MARKS


@dataclass
class Cutter(Beginnings):
    """Cuts one sentence."""

    segments: list[Segment] = field(default_factory=list)
    _joined: list[str] = field(default_factory=list)
    _opened_with: Words = ()
    _opening: Opening | None = None
    _held: bool = False
    _softened: bool = False
    _concludes: bool = False
    _at_that_time: bool = False
    _at_this_time: bool = False
    _goes_on: bool = False
    """Whether it ends with a word for a conclusion, which is that of the next one."""

    def cut(self) -> list[Segment]:
        """Return the segments of the sentence, in order."""
        self.tokens = tuple(token for token, _ in groupby(self.tokens))
        position = 0
        while position < len(self.tokens):
            position = self._take(position)
        self._close()
        return self.segments

    def _close(self) -> None:
        """Finish the segment that is being read."""
        hanging = self._hanging()
        if self._words or self._opening:
            self.segments.append(
                Segment(
                    tuple(self._words),
                    tuple(self._joined),
                    self._opening,
                    self._opened_with,
                    self._held,
                    self._softened,
                    self._concludes or self.phrases.contains("conclusions", self._joined),
                    self._at_that_time,
                    self._at_this_time,
                )
            )
            self._joined, self._held = list(hanging), False
            self._concludes, self._goes_on = self._goes_on, False
            self._softened = self._at_that_time = self._at_this_time = False
        self._words, self._opening, self._opened_with = [], None, ()

    def _hanging(self) -> Words:
        """Take off the "and" at the end of a segment: it joins what follows behind a pause."""
        hanging: Words = ()
        while len(self._words) > 1 and tuple(self._words[-1:]) in self.phrases.group("also"):
            hanging = (self._words.pop(), *hanging)
        return hanging

    def _take(self, position: int) -> int:
        """Take the phrase at a position; return the position behind it."""
        tokens, phrases = self.tokens, self.phrases
        token = tokens[position]
        if token in MARKS:
            return self._mark(position, 1)
        whole = max(self._name(position), phrases.length("whole", tokens, position))
        if whole > 1:  # "afternoon" greets, "this afternoon" does not
            return self._keep(position, whole)
        if request := self._request(position):
            return request
        if self._words and phrases.has("summons", token) and phrases.does(tokens, position + 1):
            self._close()
        if end := self._takes_back(position):
            self._close()
            self._words = [phrases.data["no"]]
            return end
        if aside := self._aside(position):
            return self._pass_over(position, aside)
        breaks = self._breaks(position) or self._meanwhile(position)
        if length := breaks or self._conjunction(position):
            return self._mark(position, length)
        if self._begins_story(position):
            self._close()
        if self._words and phrases.has("moods", token) and self._colours_nothing(position):
            return position + 1
        self._softened |= phrases.has("now", token)
        return self._keep(position, 1)

    def _pass_over(self, position: int, length: int) -> int:
        """Drop an aside, and keep what it tells of what stands around it."""
        phrases = self.phrases
        said = self.tokens[position : position + length]
        spoken_to = bool(self._words) and phrases.contains("callings", said)
        self._softened |= spoken_to or phrases.contains("now", said)
        concludes = phrases.contains("conclusions", said)
        self._concludes |= not self._words and concludes
        self._goes_on |= bool(self._words) and concludes
        self._held |= not self._words
        self._at_this_time |= said in phrases.group("this_time")
        placed = bool(self._words) or bool(MARKS & set(self._joined))
        self._at_that_time |= placed and said in phrases.group("that_time")
        return position + length

    def _takes_back(self, position: int) -> int:
        """Return where a name begins that takes the place of one behind a command, else 0.

        "The lamp off, sorry, the fan": in front of a name such words are no mere politeness.
        """
        tokens, phrases = self.tokens, self.phrases
        retracted = phrases.length("retractions", tokens, position)
        length = max(phrases.length("corrections", tokens, position), retracted)
        if not length or not self._wanted():
            return 0
        end = position + length
        end += end < len(tokens) and tokens[end] in MARKS
        begin = end + int(end < len(tokens) and phrases.has("determiners", tokens[end]))
        after = begin + (self._name(begin) if begin < len(tokens) else 0)
        told = after < len(tokens) and phrases.has("finite", tokens[after])
        anew = retracted == length
        if anew and self._commands(end):
            return end
        return end if after > begin and (anew or not told) else 0

    def _wanted(self) -> bool:
        """Return whether something was asked for by now."""
        said = [*(each.words for each in self.segments), tuple(self._words)]
        return any(each.opening for each in self.segments) or any(map(self._wants, said))

    def _breaks(self, position: int) -> int:
        """Return how many words end a thought here; "nothing but" does not."""
        if self._words and self.phrases.has("but_of", self._words[-1]):
            follows = position + 1 < len(self.tokens)
            told = follows and self.phrases.has("contracted", self.tokens[position + 1])
            if not (told or self._is_clause(position + 1)):
                return 0
        return self.phrases.length("breaks", self.tokens, position)

    def _colours_nothing(self, position: int) -> bool:
        """Return whether an adjective only tells a mood: "that awful radio"."""
        own = self.tokens[position] in self.index.own_words
        return self.phrases.has("articles", self._words[-1]) and not own

    def _keep(self, position: int, length: int) -> int:
        self._words += self.tokens[position : position + length]
        return position + length

    def _mark(self, position: int, length: int) -> int:
        """End a segment at a mark or a conjunction; a request waits for what it asks for."""
        if self._opening and not self._words:
            return position + length
        self._close()
        self._joined += self.tokens[position : position + length]
        return position + length

    def _request(self, position: int) -> int | None:
        """Begin a request; None if none begins here."""
        plain = self.tokens[position : position + self.phrases.longest_opening]
        said = list(plain), list(range(position + 1, position + 1 + len(plain)))
        found = [self._opened(*each) for each in (said, self._without_asides(position))]
        opened, end = max(found, key=lambda each: each[1])
        asks_nothing = self.phrases.length("rhetorical", self.tokens, position)
        if max(self._dropped(position), asks_nothing, self._tag(position)) > end - position:
            return None  # "can you believe it"
        if len(opened) == 1 and self.phrases.contains("negations", self.tokens[end : end + 1]):
            return None  # "do not know"
        if self._words and self.phrases.length("unparted", self.tokens, position - 1):
            return None  # "the light had better go on"
        if self._words and len(opened) == 1 and not self.phrases.does(self.tokens, end):
            return None  # "she sleeps better when it's dark"
        if not opened or (self._trails(end) and opened in self.phrases.group("asides")):
            return None  # "turn it off, would you"
        if self._words:
            self._close()
        self._opening, self._opened_with = self.phrases.openings[opened], opened
        return end

    def _opened(self, words: Sequence[str], ends: Sequence[int]) -> tuple[Words, int]:
        """Return the longest beginning of a request in front of some words, and where it ends."""
        for length in range(self.phrases.opening(words), 0, -1):
            opened = tuple(words[:length])
            if opened in self.phrases.openings and (
                not self._words or opened in self.phrases.group("within")
            ):
                return opened, ends[length - 1]
        return (), 0

    def _without_asides(self, position: int) -> tuple[list[str], list[int]]:
        """Return the words from a position on without asides among them, and where each ends.

        "I would, if possible, like" is "I would like".
        """
        words, ends = [self.tokens[position]], [position + 1]
        position += 1
        while position < len(self.tokens) and len(words) < self.phrases.longest_opening:
            mark = int(self.tokens[position] in MARKS)
            dropped = self._dropped(position + mark)
            if dropped:
                position += mark + dropped
                position += int(bool(mark) and self._ends(position))
            elif mark:
                break
            else:
                words.append(self.tokens[position])
                position += 1
                ends.append(position)
        return words, ends

    def _conjunction(self, position: int) -> int:
        """Return how many words a conjunction has here that a clause or a request follows.

        "So" behind "it is" says how much, and "and" may stand between two devices.
        """
        tokens, phrases = self.tokens, self.phrases
        starter = phrases.length("starters", tokens, position)
        length = starter or phrases.length("joins", tokens, position)
        before = tokens[position - 1] if position else ""
        if not length and (threat := phrases.length("consequences", tokens, position)):
            follows = self._words and phrases.length("threats", tokens, position + threat)
            return threat if follows else 0
        if not length or phrases.has("dangling", before) or phrases.has("states", before):
            return length if starter and self._commands(position + length) else 0
        end = position + length
        while not phrases.opening(tokens, end):
            further = phrases.length("starters", tokens, end) if starter else 0  # "so um yeah"
            if not (dropped := max(self._dropped(end), further)):
                break
            end += dropped
        if end >= len(tokens):
            return 0
        if not starter and self._names_people(end):
            return 0
        begins = bool(phrases.opening(tokens, end)) or self._is_clause(end)
        begins |= self._is_of_a_thing() and self._commands(end)
        if tokens[position:end] in phrases.group("also"):  # "and it's pitch dark"
            begins |= phrases.has("contracted", tokens[end]) and not self._possesses(end)
        if starter:
            begins |= tokens[end] in MARKS or phrases.does(tokens, end) or self._presents(end)
            begins |= self._commands(end)
        elif not self._words:
            begins = True
        return length if begins else 0

    def _meanwhile(self, position: int) -> int:
        """Return 1 where it is told what the speaker does at the same time: "while I cook".

        While somebody is away, something is to be so for that time: that is no aside.
        """
        tokens, phrases = self.tokens, self.phrases
        if not self._words:
            return 0
        if phrases.has("preventing", tokens[position]) and not self._ends(position + 1):
            return int(self._happens(position + 1))
        if not phrases.length("meantime", tokens, position):
            return 0
        marks = (place for place in range(position, len(tokens)) if tokens[place] in MARKS)
        told = tokens[position : next(marks, len(tokens))]
        return 0 if phrases.contains("absent", told) else 1
