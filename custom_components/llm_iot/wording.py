"""What form a sentence has: a question, an exception, a refusal, a wish for later.

A matcher that looks for names and verbs does not see the small words that turn a sentence
round; these do, for English. In other languages only a question mark is looked for.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
import re
from typing import Final

from .models import Utterance
from .words import tokens

_MARKS: Final = re.compile(r"[^\w\s':]")
_ORDERS: Final = (
    r"(turn|switch|put|set|open|close|shut|dim|brighten|start|stop|lock|unlock|mute|play|pause|run|"
    r"kill|power|raise|lower|wake|remind|let|make|get|give|heat|cool|warm)"
)
"""Verbs in the form of an order."""
_QUESTION: Final = re.compile(
    r"^(is|are|was|were|do|does|did|has|have|had|what(?! (i|we|an?)\b)|which|who|whose|why|"
    r"when(?! (i|we|he|she|they|my|our|his|her|their|the)\b)|where|how|should (i|we))\b"
)
_MUSING: Final = re.compile(
    r"^((where was i|what was i saying|how do you say( (it|that))?|what's the word( for it)?"
    r"|when (i|we|he|she|they|the \w+) (was|were) [^,?]+), "
    r"|^what (is|are|was|were) (he|she|they|it) (saying|on about|talking about)[,.?!]+ )+"
)
"""What whoever speaks asks nobody, or remembers, in front of a sentence."""
_REQUEST: Final = re.compile(
    r"^(can|could|will|would) (you|we)\b|^are you able to\b|\b(can|could|will|would) you$"
    rf"|^(how|what) about\b|^do (it|that|so|the same|likewise|please|{_ORDERS})\b"
    r"|^have (the|my|our) (?!.*\b(been|gone|left|got|already|still|ever|yet)\b)"
    r".*\b(on|off|open|closed|running|percent|degrees|%)( please| now| thanks)*$"
)
_CAUSED: Final = re.compile(
    r"^(please |now |then |okay |so |and |just )*have (the|my|our|all|both|every|each|\w+'s) "
    r"(?!.*\b(been|gone|left|got|already|just|still|ever|yet|today|yesterday|last|since|recently|"
    r"this (morning|afternoon|evening|week|month|year))\b)"
    r".*\b(turned|switched|put|set|opened|closed|shut|locked|unlocked|dimmed|brightened|lowered|"
    r"raised|muted|unmuted|paused|started|stopped|armed|disarmed)\b"
    r"( (on|off|up|down|out))?( (to|at|by) .+| in \S+ \w+)?( (please|now|thanks|thank you))*$"
)
"""What somebody wants to have done: "have the door unlocked"; no "have the doors been unlocked"."""
_WONDERING: Final = re.compile(
    r"^((and|but|oh|ugh|man|god|now|so|hey) )*why(?P<be>'s| is| are) "
    r"(?P<what>it|(the|my|our|this|that) [\w' ]+?) (always |still )?so "
    r"(?P<how>dark|dim|gloomy|bright|loud|noisy|quiet|cold|chilly|freezing|hot|warm|stuffy|humid)"
    r"(?P<where>( in)? here| in this room| in there)?$"
)
"""A complaint as a question that nobody expects an answer to: "why is it so dark in here"."""
_POLITE: Final = re.compile(
    r"^(?!(what(?! (i|we)\b)|which|who|whose|why|when|where|how|if)\b).*\b("
    r"(can|could|will|would) you (?!([\w']+ )?(tell|say|see|check|know|find|show|explain|hear)\b)"
    r"|(can|could|may) (we|i) ([\w']+ ){0,2}(have|get)\b|would you mind \w+ing\b"
    r"|any (chance|way) (you|we|i)\b|possible to (?!(tell|say|see|check|know|find|show)\b))"
)
"""A request in the middle of a sentence, where a question mark is only a matter of tone."""
_GRADED: Final = re.compile(
    r"^(?!.*\b(any|if|when|than|with|outside|outdoors|today|tonight|tomorrow)\b)"
    r"(can|could|may|might) (the|my|our|this|that|these|those|it|they|all|both)\b"
    r".* (((be|get|go|run|play|turn|become) ([\w']+ ){0,4}(\w+[^aeiou ]er|more|less))"
    r"|(go|come) (a (little )?bit |a little |all the way |back )?(up|down)( a (little )?bit)?)"
    r"( (please|now|thanks|again|in|on|at|by|for|here|there|upstairs|downstairs)\b.*)?$"
)
"""A wish in the form of a question: "could the lamp be a bit brighter", "can the blind go down"."""
_DONE: Final = re.compile(
    r"^could (?!(you|we|i|he|she|they)\b).* be (turned|switched|put|set|opened|closed|shut|dimmed|"
    r"brightened|lowered|raised|muted|unmuted|paused|started|stopped|locked|brought|made)\b"
)
"""A wish for what somebody is to do: "could the speaker be turned down"."""
_AGREED: Final = re.compile(r",\s*(ok|okay|alright|please|thanks|thank you)\s*\?\s*$")
"""What somebody who asks for something adds: "turn it off, ok?"."""
_PAST: Final = re.compile(r"^(why|when|who|whose|how (long|often)|since when)\b")
_REFUSAL: Final = re.compile(
    r"^(please |no |oh |okay )*(do not|don't|dont|never(?! mind)|"
    r"stop (turning|switching|putting|opening|closing))\b"
)
_BESIDES: Final = re.compile(
    rf"\b(but|and|instead|then|just|only|so|do) (please |also |then |just |only |do )?{_ORDERS}\b"
)
"""An order behind something else that was said."""
_BEHIND_MARK: Final = re.compile(rf"[,;:.!] *(please |then |just |only )?{_ORDERS}\b")
"""An order behind a mark."""
_EXCEPTION: Final = re.compile(
    r"\b(but(?! (also |then |please )?(turn|switch|put|open|close|start|set|dim|make|lock|play))|"
    r"except|excluding|apart from|besides|other than|save for|without|not|never|leave|"
    r"keep|don't|dont|doesn't|won't|shouldn't|needn't)\b"
)
_QUANTIFIER: Final = re.compile(r"\b(all|both|each|every|everything|everywhere|whole|entire)\b")
_IMPERATIVE: Final = re.compile(
    r"^(please |hey |now |then |(can|could|will|would) you (please )?|i want you to )*"
    rf"(do )?{_ORDERS}\b"
    r"|^(?!(i|we|he|she|they|you|it)\b)(?!.*\b(is|are)\b)([a-z]+ ){1,4}(on|off)\b"
    r"|^(if|when|once|after|before|unless|as soon as)\b.*"
    r"\b(turn|switch|put|open|close|start|stop)\b"
)
_ORDER: Final = re.compile(
    rf"^(please |hey |now |then |just |so |and |(can|could|will|would) you (please )?)*{_ORDERS}\b"
)
_REPORT: Final = re.compile(
    r"^(i|we|he|she|they|you|somebody|someone)('ve| have| has| just| already)* "
    r"(turned|switched|opened|closed|locked|unlocked|dimmed|muted)\b"
)
_ORDERED: Final = re.compile(rf"(?<!\bto )(?<!\bgonna )\b{_ORDERS}\b")
_NUMBER: Final = (
    r"(\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|"
    r"thirty|forty|fifty|sixty|half an|a few|a couple of)"
)
_LATER: Final = re.compile(
    rf"\b(in|for|after) {_NUMBER} (and a half )?(second|minute|hour|day|week)s?\b"
    r"|\bat (noon|midnight|dawn|dusk|sunrise|sunset|half past|quarter (past|to))\b"
    r"|\b(o'clock|tomorrow|tonight|later|until|till|whenever|as soon as)\b"
    r"|\d ?(am|pm|a m|p m)\b|\bat \d{1,2}:\d\d\b"
    rf"|\b(on|off)\b.* at {_NUMBER}$"
    rf"|\b(minutes?|mins?|hours?|hrs?)\b|\b(on|off)\b.* from {_NUMBER} (to|till|until) {_NUMBER}\b"
    r"|\b(when|if|unless|while|before|after|once)\b(?! (more|again|all)\b)"
    r"|\bin a (bit|while|moment|minute|second)\b|\bsoon\b"
    r"|\b(every|each) (day|morning|afternoon|evening|night|hour|week|weekend)\b"
    r"|\b(on|next) (mon|tues|wednes|thurs|fri|satur|sun)day"
)
_TODAY: Final = re.compile(
    r"\bfor (today|tonight|the day|the night|the evening|now|a (little )?(bit|while|moment))\b"
)
_INTENTION: Final = re.compile(r"^(please |now |then |okay |so )*let('s| me| us)\b")
_STATEMENT: Final = re.compile(
    r"^(?!.*\b(want|need|like|love|prefer|wish|could|would|should|must|can|may|has to|have to)\b)"
    r"(i|we|he|she|they|it|there|this|that|these|those|the|my|our|your|his|her|their|some\w+|"
    r"every\w+|nobody)('s|'re|'m)?\b.*(\b(is|are|am|was|were|feels|looks|smells|keeps|makes|gets)\b"
    r"|(?<=\w)'(s|re|m)\b)"
)
"""What is so, and nothing that somebody wants or asks."""
_PLEASED: Final = re.compile(
    r"\b(pleasantly|comfortably|nicely|agreeably|perfectly|beautifully|wonderfully|just right|just"
    r" how (i|we) like it|(nice|lovely|good) and \w+)\b"
)
_PRESENT: Final = re.compile(
    r"^(?!.*\b(tomorrow|later|soon|will|going to|next|yesterday|was|were|if|when|unless|until)\b)"
    r"(it|there|this|that|these|those|the|my|our)\b"
)
"""What is so here and now: "it's so close in here tonight", and no plan of the speaker's own."""
_GIVING: Final = re.compile(
    r"^(please |now |then |okay |so |and |can you |could you |just )*give (me|us)\b"
    r"|^(\w+ ){0,3}(what|all) (i|we) (want|need|would like) is (for )?(the|my|our)\b"
)
_POLES: Final = (
    ("on", "off"),
    ("up", "down"),
    ("open", "close closed shut"),
    ("start starting", "stop stopping"),
    ("more", "less"),
    ("bright brighter brighten", "dark darker dim dimmer darken"),
    ("hot hotter warm warmer heat boiling", "cold colder cool cooler freezing chilly"),
    ("loud louder", "quiet quieter silent soft softer"),
    ("fast faster", "slow slower"),
    ("next", "previous last back"),
    ("lock locked", "unlock unlocked"),
)
"""Words that turn a sentence into its contrary, side by side."""
_SIDES: Final = {
    word: (number, side)
    for number, pair in enumerate(_POLES)
    for side, words in enumerate(pair)
    for word in words.split()
}


def is_english(utterance: Utterance) -> bool:
    """Return whether a sentence is in the language that is understood word by word."""
    return utterance.language.partition("-")[0] == "en"


def is_question(utterance: Utterance) -> bool:
    """Return whether something is to be told rather than done."""
    marked = is_marked(utterance)
    text = _plain(without_musing(utterance))
    if text is None:
        return marked
    wishes = (each.search(text) for each in (_REQUEST, _POLITE, _GRADED, _DONE))
    if any(wishes) or is_refusal(utterance) or is_caused(utterance):
        return False
    return marked or bool(_QUESTION.search(text))


def without_musing(utterance: Utterance) -> Utterance:
    """Return a sentence in small letters without what is asked of nobody: "where was I, ..."."""
    return replace(utterance, text=_MUSING.sub("", _small(utterance)))


def as_complaint(utterance: Utterance) -> Utterance:
    """Return "why is it so dark in here" as "it is so dark in here", others as they are.

    With a question mark the reason may be asked for.
    """
    found = _WONDERING.search(_plain(utterance) or "")
    if found is None or is_marked(utterance):
        return utterance
    be = "are" if found["be"] == " are" else "is"
    text = f"{found['what']} {be} so {found['how']}{found['where'] or ''}"
    return replace(utterance, text=text)


def is_caused(utterance: Utterance) -> bool:
    """Return whether something is to be had done ("have the lamp turned on"), and not asked."""
    return not is_marked(utterance) and bool(_CAUSED.search(_plain(utterance) or ""))


def is_marked(utterance: Utterance) -> bool:
    """Return whether a sentence ends with a question mark that is more than "ok?"."""
    return utterance.text.rstrip().endswith("?") and not _AGREED.search(_small(utterance))


def asks_for_the_past(utterance: Utterance) -> bool:
    """Return whether a question is about the past or a reason, which no live state answers."""
    return bool(_PAST.search(_plain(utterance) or ""))


def is_refusal(utterance: Utterance) -> bool:
    """Return whether a sentence forbids something as a whole ("never turn it off")."""
    return bool(_REFUSAL.search(_plain(utterance) or ""))


def is_refusal_only(utterance: Utterance) -> bool:
    """Return whether a sentence forbids something and asks for nothing besides."""
    return is_refusal(utterance) and not orders_besides(utterance)


def orders_besides(utterance: Utterance) -> bool:
    """Return whether an order stands behind something else: "..., so put the lights on"."""
    behind = _BEHIND_MARK.search(_small(utterance)) or _BESIDES.search(_plain(utterance) or "")
    return behind is not None


def is_report(utterance: Utterance) -> bool:
    """Return whether somebody tells what was done and asks for nothing."""
    return bool(_REPORT.search(_plain(utterance) or ""))


def has_order(text: str) -> bool:
    """Return whether the verb of an order is anywhere in a text: "no, I mean turn it off"."""
    return bool(_ORDERED.search(text.casefold()))


def is_command(utterance: Utterance) -> bool:
    """Return whether a sentence tells what to do rather than what is the matter."""
    return bool(_IMPERATIVE.search(_plain(utterance) or ""))


def begins_with_order(utterance: Utterance) -> bool:
    """Return whether a sentence begins with a verb that tells what to do: "turn it on"."""
    return bool(_ORDER.search(_plain(utterance) or ""))


def is_intention(utterance: Utterance) -> bool:
    """Return whether people tell what they are about to do themselves: "let me read"."""
    return bool(_INTENTION.search(_plain(utterance) or ""))


@lru_cache(maxsize=8192)
def is_statement(text: str) -> bool:
    """Return whether words tell how something is and ask for nothing: "the TV is so loud"."""
    return bool(_STATEMENT.search(text.casefold().replace("\u2019", "'")))


def is_praise(text: str) -> bool:
    """Return whether somebody says that something is as it should be: "it's pleasantly warm"."""
    small = text.casefold()
    return is_statement(small) and bool(_PLEASED.search(small))


def is_of_now(utterance: Utterance) -> bool:
    """Return whether somebody tells how something is now, whatever time of day is named."""
    text = _small(utterance)
    told = is_english(utterance) and not is_command(utterance) and is_statement(text)
    return told and bool(_PRESENT.search(text))


def asks_to_be_given(utterance: Utterance) -> bool:
    """Return whether something is to be given: to be told, or to be done ("give me more light")."""
    return bool(_GIVING.search(_plain(utterance) or ""))


def is_for_later(utterance: Utterance) -> bool:
    """Return whether a command names another time than now, or a condition."""
    return is_command(utterance) and bool(_LATER.search(_plain(utterance) or ""))


def is_about_today(utterance: Utterance) -> bool:
    """Return whether the only time that is named begins now: "we are closing up for today"."""
    text = _plain(utterance) or ""
    rest = _TODAY.sub(" ", text)
    return rest != text and not _LATER.search(rest)


def tells_other_time(text: str) -> bool:
    """Return whether words in small letters name another time than now, or a condition."""
    return bool(_LATER.search(text))


def has_exception(text: str) -> bool:
    """Return whether the words may leave something out of what they ask for."""
    return bool(_EXCEPTION.search(text.casefold().replace("\u2019", "'")))


def excepted(text: str) -> str:
    """Return what stands behind the first word of an exception; nothing without one."""
    found = _EXCEPTION.search(text.casefold().replace("\u2019", "'"))
    return text[found.end() :] if found else ""


def has_quantifier(text: str) -> bool:
    """Return whether the words mean all of something."""
    return bool(_QUANTIFIER.search(text.casefold()))


def are_contrary(one: str, other: str) -> bool:
    """Return whether two sentences go different ways: one says "on" where the other says "off".

    Vectors hardly see the difference, as both are about the same thing.
    """
    first, second = _poles(one), _poles(other)
    return any(first[number] != second[number] for number in first.keys() & second.keys())


@lru_cache(maxsize=8192)
def _poles(text: str) -> Mapping[int, frozenset[int]]:
    """Return, by pair of contraries, which sides a sentence has words of."""
    sides: dict[int, frozenset[int]] = {}
    for word in tokens(text):
        if word in _SIDES:
            number, side = _SIDES[word]
            sides[number] = sides.get(number, frozenset()) | {side}
    return sides


def _plain(utterance: Utterance) -> str | None:
    """Return an English sentence in small letters, None in another language."""
    if not is_english(utterance):
        return None
    return " ".join(_MARKS.sub(" ", _small(utterance)).split())


def _small(utterance: Utterance) -> str:
    """Return what was said in small letters and with plain marks."""
    return utterance.text.casefold().replace("\u2019", "'")
