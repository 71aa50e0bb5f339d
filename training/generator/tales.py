"""What is said around a command: tales, reasons, other people, other things, second thoughts.

None of it is a command, so the plan stays that of the command alone. What the tales are about is
no matter of the home, as nothing of it may follow.
"""

from dataclasses import replace
from typing import Final

from custom_components.llm_iot.plan_language import ALL

from .commands import single
from .deeds import Deed, actions_of, make_deed, of_it, spoken_deed
from .homes import Thing
from .scene import Command, Scene

_SORTS: Final = frozenset(
    {"single", "several", "implied", "group", "except", "negation", "unknown"}
)
"""Sorts that are told at any length; the others only with what leaves their words alone."""
_LONGEST: Final = 260
_SHORTEST: Final = 120
"""Most characters of a sentence with what is around it, where few devices are listed, and many."""
_PROMPT: Final = 430
"""Characters of a list and a sentence: of longer ones the component shows fewer devices."""
_TRIES: Final = 3
_NAMED_AGAIN: Final = 0.3
"""Share of the things that are talked about and then named, where "it" would do."""


def told(scene: Scene, command: Command) -> Command:
    """Return a command with a tale around it; as it is where that would be too long."""
    left = _PROMPT - sum(len(each.label) + 1 for each in scene.shown)
    most = min(_LONGEST, max(_SHORTEST, left))
    for _ in range(_TRIES):
        text = _around(scene, command)
        if len(text) <= most:
            return replace(command, text=text)
    return command


def fact(scene: Scene) -> str:
    """Return a sentence about anything but the home."""
    return _filled(scene, scene.phrase(scene.vocabulary.tales["facts"]))


def _around(scene: Scene, command: Command) -> str:
    """Return the words of a command with something before, in or behind them."""
    text = command.text
    way = scene.random.random()
    if not command.question and scene.chance(0.3):
        text = _quoted(scene, text)
    if command.sort in {"single", "several"} and scene.chance(0.25):
        text = _beside(scene, command, text)
    elif way < 0.42:  # noqa: PLR2004  # shares of the ways
        text = _before(scene, text)
    elif way < 0.62:  # noqa: PLR2004
        text = _behind(scene, text)
    elif way < 0.75:  # noqa: PLR2004
        text = _behind(scene, _before(scene, text))
    elif way < 0.88 and command.sort in _SORTS:  # noqa: PLR2004
        text = _hesitating(scene, text)
    else:
        text = _of(scene, "openers") + text
    if not command.question and text[-1].isalnum() and scene.chance(0.25):
        text += _of(scene, "tags")
    return text


def _before(scene: Scene, text: str) -> str:
    """Return a command at the end of a tale of one sentence, two or three."""
    lead = _of(scene, "openers") if scene.chance(0.35) else ""
    if scene.chance(0.3):
        return lead + _of(scene, "before").format(f=fact(scene)) + text
    tale = fact(scene)
    while scene.chance(0.4):
        tale += _of(scene, "between") + fact(scene)
    return lead + tale + _of(scene, "links") + text


def _behind(scene: Scene, text: str) -> str:
    """Return a command at the beginning of a tale."""
    text += _of(scene, "behind").format(f=fact(scene))
    while scene.chance(0.25):
        text += _of(scene, "between") + fact(scene)
    return text


def _quoted(scene: Scene, text: str) -> str:
    """Return a command that is asked for in a roundabout way, or for somebody else."""
    starts_with_verb = text.partition(" ")[0] in scene.vocabulary.manners["verbs"]
    return _of(scene, "quoted_verb" if starts_with_verb else "quoted") + text


def _hesitating(scene: Scene, text: str) -> str:
    """Return a command with a word that fills a gap, or begun twice."""
    words = text.split(" ")
    if len(words) < 3:  # noqa: PLR2004  # a gap of some kind
        return text
    again = scene.chance(0.25)
    place = scene.random.randrange(1, min(len(words), 4) if again else len(words))
    before, after = " ".join(words[:place]), " ".join(words[place:])
    if again:
        return f"{before}{scene.pick((', ', '... ', ' '))}{before} {after}"
    return f"{before}{_of(scene, 'fillers')}{after}"


def _beside(scene: Scene, command: Command, text: str) -> str:
    """Return a command with something else of the home that is only talked about."""
    if any(each.startswith(f"{ALL} ") for each in command.strings):
        return _before(scene, text)
    if command.sort == "single" and scene.chance(0.3):
        thing = _thing_of(scene, command)
        return _of(scene, "opinion").format(d=scene.refer(thing)) + text
    others = [each for each in scene.shown if not _is_named(each, command)]
    if not others:
        return _before(scene, text)
    name = scene.refer(scene.pick(others))
    if scene.chance(0.3):
        return text + _of(scene, "beside_after").format(d=name)
    return _of(scene, "beside").format(d=name) + text


def _is_named(thing: Thing, command: Command) -> bool:
    return any(f"{each} ".startswith(f"{thing.label} ") for each in command.strings)


def _thing_of(scene: Scene, command: Command) -> Thing:
    """Return the thing that a command for one is about."""
    return max(
        (each for each in scene.shown if _is_named(each, command)),
        key=lambda each: len(each.label),
    )


def topic(scene: Scene) -> Command:
    """Return something that is said of a thing, and then what is to be done to "it"."""
    thing = scene.pick(scene.shown)
    deed = make_deed(scene, thing)
    about = scene.vocabulary.about
    verb = deed.what.partition(" ")[0]
    key = verb if verb in about and scene.chance(0.6) else "any"
    said = _filled(scene, scene.phrase(about[key])).replace("{d}", scene.refer(thing))
    if scene.chance(_NAMED_AGAIN):
        done = spoken_deed(scene, deed, scene.refer(thing))
    else:
        done = of_it(scene, deed, scene.pick(scene.vocabulary.follow_ups.pronouns))
    strings = (f"{thing.label} {deed.what}",)
    is_verb = done.partition(" ")[0] in scene.vocabulary.manners["verbs"]
    link = _of(scene, "about_links" if is_verb else "about_pauses")
    return Command(said + link + done, strings, "single")


def repaired(scene: Scene) -> Command | None:
    """Return a command that is taken back while it is spoken, and the one that is meant."""
    thing = scene.pick(scene.shown)
    deed = make_deed(scene, thing)
    name = scene.refer(thing)
    done = spoken_deed(scene, deed, name)
    if scene.chance(0.3) and (again := _otherwise(scene, thing, deed)):
        text = done + _of(scene, "repairs") + again.spoken
        if scene.chance(0.4) or not again.spoken:
            text = done + _of(scene, "repairs") + of_it(scene, again, "it")
        return Command(text, (f"{thing.label} {again.what}",), "single")
    other = scene.pick(scene.shown)
    if other is thing or deed.what.partition(" ")[0] not in actions_of(other):
        return None
    if scene.chance(0.5):
        meant = scene.refer(other)
        strings: tuple[str, ...] = (f"{other.label} {deed.what}",)
        if thing.sort.domain != other.sort.domain and deed.what not in {"on", "off"}:
            return None
    else:
        command = single(scene)
        meant, strings = command.text, command.strings
    if scene.chance(0.5):
        text = _filled(scene, _of(scene, "repaired")).replace("{a}", done).replace("{b}", meant)
    else:
        text = done + _of(scene, "repairs") + meant
    return Command(text, strings, "single")


def _otherwise(scene: Scene, thing: Thing, deed: Deed) -> Deed | None:
    """Return the same with another value, or the contrary."""
    verb = deed.what.partition(" ")[0]
    if deed.spoken:
        action = next((each for each, key in thing.sort.say.items() if key == deed.frames), None)
        again = make_deed(scene, thing, action) if action else None
        is_other = again and again.frames == deed.frames and again.what != deed.what
        return again if is_other else None
    contrary = {"on": "off", "off": "on", "open": "close", "close": "open"}.get(verb)
    if contrary in actions_of(thing):
        return make_deed(scene, thing, contrary)
    return None


def only_talk(scene: Scene) -> Command:
    """Return a tale that nothing follows from, though a thing of the home may be in it."""
    text = _of(scene, "unheard").replace("{open}", _of(scene, "openers"))
    text = text.replace("{link}", _of(scene, "between"))
    while "{f}" in text:
        text = text.replace("{f}", fact(scene), 1)
    text = _filled(scene, text).replace("{d}", scene.refer(scene.pick(scene.shown)))
    return Command(text, (), "chat")


def _of(scene: Scene, key: str) -> str:
    """Return a phrase of the tales, with everything but things and commands filled in."""
    return _filled(scene, scene.phrase(scene.vocabulary.tales[key]))


def _filled(scene: Scene, text: str) -> str:
    for key, words in scene.vocabulary.tellers.items():
        slot = f"{{{key}}}"
        while slot in text:
            is_person = key == "who" and scene.chance(0.3)
            word = scene.pick(scene.vocabulary.names["people"]) if is_person else scene.pick(words)
            text = text.replace(slot, word, 1)
    return text
