"""Which value belongs to which device: "the lamp and the fan to 50 and 20", "the lamp at 10"."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from ..models import Device
from .actions import SET, Action, Actions, UnclearActionError
from .clauses import Clause
from .lexicon import Lexicon, Tag
from .mentions import Mention, Reference
from .named_once import is_over
from .narrowing import only_names
from .references import References
from .tagging import Part
from .targets import Fit
from .values import read_manner
from .when import Form, When

type Takes = Callable[[Mention, Action], bool]
"""Whether what is mentioned can be set so."""

_LAST_SPOKEN_HOUR = 12
"""Later hours are mostly said with "o'clock", or are those of the afternoon."""
_ROUND = 5
"""What brightness is told in multiples of."""
_COUNTED = frozenset(
    {"brightness", "volume", "temperature", "warmth", "speed", "position", "humidity"}
)
"""Attributes that are nothing without a number."""
_AGAIN = frozenset({Reference.IT, Reference.THEM})
_NUMERIC = frozenset({Tag.TO, Tag.NUMBER, Tag.UNIT})


def takes_of(references: References, actions: Actions) -> Takes:
    """Return what tells whether something can be set so, in the home that is spoken of."""

    def takes(mention: Mention, action: Action) -> bool:
        def able(device: Device) -> bool:
            return bool(actions.steps(action, device, references.view))

        choice = references.targets.choose(mention, references.area_id, able)
        return choice.fit is Fit.CLEAR and any(map(able, choice.devices))

    return takes


def pair_values(clauses: list[Clause]) -> None:
    """Give each of several devices its own of as many values that are said behind them.

    Raises UnclearActionError where there are not as many values as devices.
    """
    place = 0
    while place < len(clauses):
        end = place + 1
        while end < len(clauses) and _is_number(clauses[end]):
            end += 1
        if end - place > 1 and clauses[place].mentions and _says_number(clauses[place]):
            begin = _first_named(clauses, place)
            named = clauses[begin : place + 1]
            if len(named) > 1:
                _pair(named, [clause.manner for clause in clauses[place:end]])
                del clauses[place + 1 : end]
                end = place + 1
        place = end


def _pair(named: Sequence[Clause], values: Sequence[list[Part]]) -> None:
    """Give each device its value; a unit said once holds for all. Raises UnclearActionError."""
    if len(named) != len(values) or any(len(clause.mentions) > 1 for clause in named):
        raise UnclearActionError
    unit = values[-1][-1:] if values[-1][-1].tag is Tag.UNIT else []
    for clause, value in zip(named, values, strict=True):
        clause.manner = value if value[-1].tag is Tag.UNIT else [*value, *unit]


def _first_named(clauses: Sequence[Clause], last: int) -> int:
    """Return where a row of names begins that ends with the one that has a value."""
    begin = last
    while begin and not clauses[begin].has_verb:
        before = clauses[begin - 1]
        if not only_names(replace(before, verbs=[], times=[])):
            break
        begin -= 1
    return begin


def _says_number(clause: Clause) -> bool:
    """Return whether the value of a clause is a number and nothing else."""
    return bool(clause.manner) and all(part.tag in _NUMERIC for part in clause.manner)


def _is_number(clause: Clause) -> bool:
    """Return whether a clause is a number and nothing else."""
    others = clause.has_verb or clause.mentions or clause.own_words or clause.times or clause.scope
    return _says_number(clause) and not (others or clause.corrects or clause.follows)


def may_be_hour(clause: Clause, domains: Collection[str], lexicon: Lexicon) -> bool:
    """Return whether "at eight" may be when lights are to be on, though no verb says so.

    Few people want them at 8 percent.
    """
    said = [part for part in clause.manner if part.text in lexicon.file("targets")["at_hours"]]
    numbers = [part.number for part in clause.manner if part.tag is Tag.NUMBER]
    alone = len(said) == len(numbers) == 1 and len(clause.manner) == 2  # noqa: PLR2004
    if clause.has_verb or not alone or set(domains) != {"light"}:
        return False
    number = numbers[0] or 0.0
    return 0 < number <= _LAST_SPOKEN_HOUR and number % _ROUND > 0


def take_hours_for_values(clauses: Sequence[Clause], times: Sequence[When], takes: Takes) -> None:
    """Let "lamp off and fan at 10" set the fan to 10, if it can be set so.

    With a verb in front ("turn the lamp off and the fan at 10") it goes off at that hour. Of
    what is to be on, a number that few people say for an hour is how much: "lamp on at 20".
    """
    for clause in clauses:
        due = [number for number in clause.times if times[number].form is Form.DUE]
        hour = times[due[0]].number if len(due) == 1 else None
        on = [part.sense for part in clause.particles] == ["on"]
        on |= [part.sense for part in clause.verbs] == ["start"]  # "run the AC at 21"
        carried = [part.tag for part in clause.verbs] == [Tag.CARRIER] and not clause.particles
        on |= carried  # "put the heating at 21 and the kettle on"
        bare = on and clause.mentions and not (clause.manner or clause.own_words)
        if hour is not None and hour > _LAST_SPOKEN_HOUR and bare:
            _take_value(clause, hour, takes, [n for n in clause.times if n not in due])
        if hour is not None and (_lacks_value(clause, hour) or _is_put_again(clause, hour)):
            clause.manner = [*clause.manner, *_said(hour)]
            clause.times = [n for n in clause.times if n not in due]
    for clause, following in pairwise(clauses):
        hour = times[clause.times[0]].number if len(clause.times) == 1 else None
        bare = only_names(replace(clause, times=[])) and not following.leads
        told = bool(following.mentions) and (following.has_verb or following.manner)
        if hour is None or not (bare and told):
            continue
        if hour > _LAST_SPOKEN_HOUR or (hour % _ROUND == 0 and not following.times):
            _take_value(clause, hour, takes, [])  # "lights at 20, blinds shut"
    for before, clause in pairwise(clauses):
        bare = not (before.verbs or before.times) and only_names(replace(clause, times=[]))
        number = times[clause.times[0]].number if len(clause.times) == 1 else None
        if number is None or not bare or not is_over(before):
            continue
        _take_value(clause, number, takes, [])


def _lacks_value(clause: Clause, hour: float) -> bool:
    """Return whether a number is what is told of a thing: "volume at 20", "cooling at 22".

    A cooling at ten may as well be one that is to begin at ten.
    """
    told = [(part.tag, part.sense) for part in clause.manner]
    acts = any(verb.tag is Tag.VERB for verb in clause.verbs)
    if acts or len(told) != 1:
        return False
    begin = clause.manner[0].start
    if any(part.sense != "on" or part.start > begin for part in clause.particles):
        return False  # "the heat on at six"
    tag, sense = told[0]
    counted = tag is Tag.ATTRIBUTE and sense in _COUNTED
    return counted or (tag is Tag.CHOICE and hour > _LAST_SPOKEN_HOUR)


def _is_put_again(clause: Clause, hour: float) -> bool:
    """Return whether a number is how much what was named is to be: "lamps on, both at 20"."""
    again = all(each.reference in _AGAIN for each in clause.mentions)
    counts = hour > _LAST_SPOKEN_HOUR or hour % _ROUND == 0
    return counts and again and only_names(replace(clause, times=[]))


def _said(number: float) -> list[Part]:
    """Return a number as the value that something is to be set to."""
    return [Part(0, 0, (), Tag.TO), Part(0, 0, (), Tag.NUMBER, number=number)]


def _take_value(clause: Clause, number: float, takes: Takes, times: list[int]) -> None:
    """Set what a clause names to a number instead of waiting for it, if all of it can be.

    `times` are those that the clause keeps: "on for an hour at 21".
    """
    said = _said(number)
    action = Action(SET, read_manner(said))
    if all(takes(mention, action) for mention in clause.mentions):
        clause.manner, clause.times = said, times
