"""What can be done to a thing: actions with their frames, values and plan strings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from custom_components.llm_iot import capabilities

from .homes import Thing
from .scene import Scene

_MUCH: Final = 40
"""What "much" is worth, in percent."""
_COMPOUND: Final = 0.06
_OFTEN: Final = frozenset({"on", "off", "open", "close", "value", "start", "play", "lock"})
_OF_WORDS: Final = frozenset({"colour", "source", "option", "preset", "mode", "effect"})
"""Actions with a word for a value."""
_DEGREES: Final = {"climate": (15, 26), "water_heater": (42, 58)}
"""Temperatures that are wanted of a domain."""
_WARM: Final = (60, 78)
_FAHRENHEIT: Final = 0.15
_HALF: Final = 0.12
_OWN_WORDS: Final = {"fan": "speeds", "light": "bright", "media_player": "loud"}
"""Where a domain has words of its own for much and little."""
_STEPS: Final = (5, 10, 10, 15, 20, 20, 25, 30, 40)
_FEW_DEGREES: Final = (1, 1, 2, 2, 3, 4, 5)
_PARTICLES: Final = frozenset({"on", "off", "up", "down", "out", "back"})
_TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing to be done, to one thing or to several alike."""

    frames: str
    """Key of its frames."""
    what: str
    """What stands behind the target in the plan language."""
    spoken: str = ""
    """The value in words."""

    @property
    def verb(self) -> str:
        """Return the action without where it belongs."""
        return self.frames.rpartition(".")[2]


def actions_of(thing: Thing) -> Sequence[str]:
    """Return what can be said of a thing."""
    power = [action for action in ("on", "off") if capabilities.row(thing.device.domain, action)]
    return list(dict.fromkeys([*power, *thing.sort.say]))


def make_deed(scene: Scene, thing: Thing, action: str | None = None) -> Deed:
    """Return something to be done to a thing."""
    actions = actions_of(thing)
    if action is None:
        often = [each for each in actions if each in _OFTEN]
        action = scene.pick(often if often and scene.chance(0.6) else actions)
    frames = thing.sort.say.get(action, action)
    return _valued(scene, thing, action, frames)


def compound(scene: Scene, thing: Thing) -> tuple[str, tuple[str, str]] | None:
    """Return two settings of one thing in one phrase, and what plans write for them."""
    for mode in thing.sort.say if "value" in thing.sort.say else ():
        key = f"{thing.sort.say[mode]}_value"
        if key in scene.vocabulary.frames and scene.chance(_COMPOUND):
            first = make_deed(scene, thing, mode)
            number, words = _value(scene, thing.device.domain)
            text = scene.say(key).format(d=scene.refer(thing), c=first.spoken, v=words, t=words)
            return text, (f"{thing.label} {first.what}", f"{thing.label} {number}")
    return None


def _valued(scene: Scene, thing: Thing, action: str, frames: str) -> Deed:
    if action == "value":
        number, words = _value(scene, thing.device.domain)
        return Deed(frames, str(number), words)
    if action in {"up", "down"} and scene.chance(0.35):
        return _by(scene, thing, action, frames)
    if action in _OF_WORDS:
        is_colour = action == "colour"
        word = scene.pick(scene.vocabulary.spoken["colours"] if is_colour else thing.sort.choices)
        return Deed(frames, f"{action} {word}", word)
    if action == "kelvin":
        whites: dict[str, str] = scene.vocabulary.spoken["whites"]
        words = scene.pick(tuple(whites))
        return Deed(frames, f"{action} {whites[words]}", words)
    return Deed(frames, action)


def _by(scene: Scene, thing: Thing, action: str, frames: str) -> Deed:
    """Return a deed that says how much more or less."""
    if scene.chance(0.2) and f"{frames}_much" in scene.vocabulary.frames:
        return Deed(f"{frames}_much", f"{action} {_MUCH}")
    key = f"{frames}_by"
    if key not in scene.vocabulary.frames:
        key = f"{action}_by"
    degrees = thing.device.domain in _DEGREES
    number = scene.pick(_FEW_DEGREES if degrees else _STEPS)
    return Deed(key, f"{action} {number}", in_words(scene, number))


def _value(scene: Scene, domain: str) -> tuple[float, str]:
    spoken = scene.vocabulary.spoken
    if bounds := _DEGREES.get(domain):
        if domain == "climate" and scene.chance(_FAHRENHEIT):
            bounds = _WARM
        number = scene.random.randint(*bounds)
        if scene.chance(_HALF):
            return number + 0.5, _written(scene, spoken["halves"], number)
        return number, _written(scene, spoken["degrees"], number)
    key = _OWN_WORDS.get(domain, "shares")
    if not scene.chance(0.6 if domain == "fan" else 0.4):
        key = "shares"
    if scene.chance(0.3):
        words = scene.pick(tuple(spoken[key]))
        return spoken[key][words], words
    number = scene.random.randint(1, 20) * 5 if scene.chance(0.7) else scene.random.randint(1, 100)
    return number, _written(scene, spoken["percent"], number)


def _written(scene: Scene, templates: Sequence[str], number: int) -> str:
    return scene.pick(templates).format(n=number, w=number_words(scene, number))


def in_words(scene: Scene, number: int) -> str:
    """Return a number in digits or in words."""
    return number_words(scene, number) if scene.chance(0.4) else str(number)


def number_words(scene: Scene, number: int) -> str:
    """Return a number from 0 to 100 in words."""
    words: dict[str, str] = scene.vocabulary.spoken["numbers"]
    if word := words.get(str(number)):
        return word
    tens, ones = divmod(number, 10)
    return f"{words[str(tens * 10)]} {words[str(ones)]}"


def spoken_deed(scene: Scene, deed: Deed, target: str) -> str:
    """Return a deed in words."""
    frame = scene.say(deed.frames)
    for _ in range(_TRIES):
        if not _contradicts(scene, deed, frame):
            break
        frame = scene.say(deed.frames)
    return frame.format(d=target, v=deed.spoken, t=deed.spoken, c=deed.spoken, n=deed.spoken)


def _contradicts(scene: Scene, deed: Deed, frame: str) -> bool:
    """Return whether a frame is for little where all is wanted, or the other way round."""
    key = {"100": "less", "1": "more"}.get(deed.what)
    said = frame.split(" ")
    return key is not None and any(word in said for word in scene.vocabulary.spoken[key])


def of_it(scene: Scene, deed: Deed, pronoun: str) -> str:
    """Return a deed in words with a pronoun in place of the name: "turn it on"."""
    text = spoken_deed(scene, deed, pronoun)
    for _ in range(_TRIES):
        if not text.startswith(f"{pronoun} "):
            break
        text = spoken_deed(scene, deed, pronoun)
    verb, _, rest = text.partition(" ")
    particle, _, rest = rest.partition(" ")
    if particle in _PARTICLES and f"{rest} ".startswith(f"{pronoun} "):
        return f"{verb} {pronoun} {particle}{rest.removeprefix(pronoun)}"
    return text
