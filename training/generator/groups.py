"""Commands for groups: all of a kind in a room, on a floor, in the home; with exceptions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from custom_components.llm_iot.plan_language import ALL, ASK, NOT
from custom_components.llm_iot.words import clean_name

from .deeds import actions_of, make_deed
from .homes import Thing
from .scene import Command, Scene

_ACTIONS: Final = (
    "on", "off", "off", "off", "open", "close", "lock", "unlock", "value", "up", "down", "colour",
)  # fmt: skip
_ENDINGS: Final = {"on": "off", "off": "on", "open": "closed", "close": "open"}
"""How that stays which is left out."""
_SYNONYM: Final = 0.25
_BEFORE: Final = 0.3
"""Share of the places that stand before the kind."""
_ENOUGH: Final = 2
"""Things of a group."""
_OTHERWISE: Final = 0.3
_OF_EVERYTHING: Final = ("lock", "lock", "unlock", "pause", "pause", "mute", "stop")
"""What may be said of everything besides on and off, and how often."""


@dataclass(frozen=True, slots=True)
class Group:
    """Some things with a name in common."""

    name: str
    """In the plan language."""
    members: Sequence[Thing]
    place: str
    """What is said behind."""
    called: str = ""
    """The place as a word before the kind: "the kitchen lights"."""
    of_floor: bool = False

    @property
    def target(self) -> str:
        """Return what plans call it: the thing itself where there is only one.

        Of a floor no prompt tells what is there.
        """
        return self.name if self.of_floor or len(self.members) >= _ENOUGH else self.members[0].label

    def words(self, one: str, many: str, *, before: bool) -> dict[str, str]:
        """Return a kind in one and in many, and what is said behind it."""
        if before and self.called:
            return {"one": f"{self.called} {one}", "k": f"{self.called} {many}", "p": ""}
        return {"one": one, "k": many, "p": self.place}


def group(scene: Scene, *, spared: bool = False) -> Command | None:
    """Return a command for all of a kind; with `spared` some are left out."""
    kind = _kind(scene, least=_ENOUGH + 1 if spared else 1)
    found = _place(scene, kind) if kind else None
    if kind is None or found is None or (spared and len(found.members) < _ENOUGH + 1):
        return None
    thing = scene.pick(found.members)
    able = [each for each in actions_of(thing) if each in _ACTIONS]
    if not able:
        return None
    wanted = scene.pick([each for each in _ACTIONS if each in able])
    deed = make_deed(scene, thing, wanted)
    key = f"group.{deed.frames}"
    if key not in scene.vocabulary.frames:
        key = f"group.{wanted}"
    if deed.frames.endswith("_by") or key not in scene.vocabulary.frames:
        return None
    one, many = scene.pick(scene.vocabulary.plurals[kind])
    words = found.words(one, many, before=scene.chance(_BEFORE))
    text = scene.say(key).format(v=deed.spoken, c=deed.spoken, **words)
    if not spared:
        key = f"several.{wanted}"
        if len(found.members) == _ENOUGH and key in scene.vocabulary.frames and scene.chance(0.4):
            both = f"both {scene.pick(('', 'the ', 'of the '))}{many}{found.place}"
            text = scene.say(key).format(list=both, v=deed.spoken)
        return Command(text, (f"{found.target} {deed.what}",), "group")
    return _except(scene, found, wanted, Command(text, (f"{found.name} {deed.what}",), "except"))


def everything(scene: Scene, *, spared: bool = False) -> Command | None:
    """Return a command for all there is in a place."""
    found = _place(scene, None)
    if found is None or len(found.members) < _ENOUGH + spared:
        return None
    wanted = scene.pick(("off", "off", "off", "on"))
    if not spared and scene.chance(_OTHERWISE):
        wanted = scene.pick(_OF_EVERYTHING)
    able = [thing for thing in found.members if wanted in actions_of(thing)]
    if not able or (wanted in _OF_EVERYTHING and not any(each in scene.shown for each in able)):
        return None
    text = scene.say(f"place.{wanted}").format(p=found.place)
    if not spared:
        return Command(text, (f"{found.name} {wanted}",), "group")
    return _except(scene, found, wanted, Command(text, (f"{found.name} {wanted}",), "except"))


def others(scene: Scene) -> Command | None:
    """Return a command for all of a kind but one: "leave that on, the other lights off"."""
    kind = _kind(scene, least=_ENOUGH + 1)
    found = _place(scene, kind) if kind else None
    if kind is None or found is None or len(found.members) <= _ENOUGH:
        return None
    left = scene.pick(found.members)
    able = [each for each in _ENDINGS if all(each in actions_of(thing) for thing in found.members)]
    if left not in scene.shown or not able:
        return None
    wanted = scene.pick(able)
    words = found.words(*scene.pick(scene.vocabulary.plurals[kind]), before=scene.chance(_BEFORE))
    text = scene.say(f"others.{wanted}").format(x=scene.refer(left), **words)
    if found.place and not words["p"] and found.called not in text:
        return None  # it would be all of them everywhere
    if words["p"] and words["p"] not in text:
        return None
    if kind != "light" and words["k"] not in text and words["one"] not in text:
        return None  # "all but the fan" are not the fans, where "all but the lamp" are the lights
    return Command(text, (f"{found.name} {wanted}", f"{NOT} {left.label}"), "except")


def group_question(scene: Scene) -> Command | None:
    """Return a question about all of a kind."""
    kind = _kind(scene)
    found = _place(scene, kind) if kind else None
    if kind is None or found is None:
        return None
    domain = found.members[0].device.domain
    way = {"cover": "open", "valve": "open", "lock": "lock"}.get(domain, "power")
    one, many = scene.pick(scene.vocabulary.plurals[kind])
    words = found.words(one, many, before=scene.chance(_BEFORE))
    text = scene.say(f"ask.group_{way}").format(**words)
    return Command(text, (f"{ASK} {found.target}",), "question", question=True)


def _kind(scene: Scene, least: int = 1) -> str | None:
    """Return a kind of which something is shown, with so many at home, and that has a plural."""
    kinds = [
        thing.device.kind
        for thing in scene.shown
        if thing.device.kind in scene.vocabulary.plurals
        and len(scene.home.kinds[thing.device.kind]) >= least
    ]
    return scene.pick(kinds) if kinds else None


def _place(scene: Scene, kind: str | None) -> Group | None:
    """Return what of a kind, or of everything, is in a place that may be named."""
    tail = f" {kind}" if kind else ""
    spoken = scene.vocabulary.spoken["places"]
    fitting = scene.home.kinds[kind] if kind else scene.home.things
    way = scene.random.random()
    if way < 0.3 and scene.area:  # noqa: PLR2004  # shares of the ways
        inside = [thing for thing in scene.here if kind in {None, thing.device.kind}]
        return _made(
            scene, f"{ALL} {clean_name(scene.area)}{tail}", inside, scene.pick(spoken["here"])
        )
    if way < 0.7:  # noqa: PLR2004
        area = scene.pick([*scene.shown]).device.area
        if area is None:
            return None
        inside = [thing for thing in fitting if thing.device.area == area]
        name = clean_name(area)
        called = scene.called(name) if scene.chance(_SYNONYM) else name
        return _made(scene, f"{ALL} {name}{tail}", inside, scene.place(called), called)
    if way < 0.88 and scene.home.floors:  # noqa: PLR2004
        floor = scene.pick(scene.home.floors)
        inside = [thing for thing in fitting if thing.device.floor == floor]
        found = _made(scene, f"{ALL} {floor}{tail}", inside, _on_floor(scene, floor), floor)
        return replace(found, of_floor=True) if found else None
    place = scene.pick(scene.vocabulary.spoken["everywhere"])
    if scene.area and not place:
        return None  # it may mean this room
    return _made(scene, f"{ALL}{tail}", fitting, place)


def _made(
    scene: Scene, name: str, members: Sequence[Thing], place: str, called: str = ""
) -> Group | None:
    """Return a group of which the model is shown something."""
    shown = any(thing in scene.shown for thing in members)
    return Group(name, members, place, called) if shown else None


def _on_floor(scene: Scene, floor: str) -> str:
    if floor.endswith("stairs"):
        return f" {floor}"
    return str(scene.pick(scene.vocabulary.spoken["places"]["floor"])).format(a=floor, the="the ")


def _except(scene: Scene, found: Group, wanted: str, whole: Command) -> Command | None:
    """Return a command for a group with some left out; None if too few can do what is wanted."""
    able = [thing for thing in found.members if wanted in actions_of(thing)]
    shown = [thing for thing in able if thing in scene.shown]
    count = 2 if len(able) > 3 and scene.chance(0.25) else 1  # noqa: PLR2004
    if len(able) <= count or len(shown) < count:
        return None
    left = scene.random.sample(shown, count)
    names = " and ".join(scene.refer(thing) for thing in left)
    strings = [f"{NOT} {thing.label}" for thing in left]
    area = left[0].device.area
    if count == 1 and area and scene.chance(0.3):
        inside = [thing for thing in found.members if thing.device.area == area]
        kind = left[0].device.kind
        if len(inside) == 1:
            names = f"the {clean_name(area)}"
        elif found.name.endswith(f" {kind}") and any(each.device.area != area for each in able):
            names = f"the ones in the {clean_name(area)}"
            strings = [f"{NOT} {ALL} {clean_name(area)} {kind}"]
    if wanted in _ENDINGS and scene.chance(0.3):
        words = scene.say("except_stay").format(x=names, s=_ENDINGS[wanted])
    else:
        words = scene.say("except").format(x=names)
    return replace(whole, text=whole.text + words, strings=(*whole.strings, *strings))
