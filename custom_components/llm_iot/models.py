"""The frozen values that pass between the stages of a turn.

Plain data: nothing here knows Home Assistant, Ollama or SQLite, so every stage runs in
a test or a benchmark with no more than these.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from .past import PastQuery
from .queries import Query
from .sun import SunTimes

type Value = float | str
"""Parameter of an action: a number in the row's unit, or one of a device's own words for it."""

UNAVAILABLE_STATES = frozenset({"unavailable", "unknown"})


@dataclass(frozen=True, slots=True)
class Utterance:
    """What a person said, and from where."""

    text: str
    language: str = "en"
    area_id: str | None = None
    """Area of the satellite or device that heard it."""
    user_id: str | None = None
    """Home Assistant's id of who said it, if that is known."""


@dataclass(frozen=True, slots=True)
class Device:
    """One exposed device as a person knows it. Its state is kept apart, in `DeviceState`."""

    entity_id: str
    name: str
    kind: str
    """What the thing is to the person who speaks: a relay that feeds a lamp is a light."""
    label: str
    """Shortest unambiguous spoken name, lower case: what plans and prompts call it."""
    names: tuple[str, ...] = ()
    """Every name it answers to, the primary one first."""
    device_class: str | None = None
    area_id: str | None = None
    area: str | None = None
    floor: str | None = None
    device_id: str | None = None
    """Home Assistant's id of the physical device that it is a part of."""
    domain: str = field(init=False, repr=False, compare=False)
    """Home Assistant's domain; kept, because every stage of a turn asks for it."""

    def __post_init__(self) -> None:
        """Take the domain from the entity id."""
        object.__setattr__(self, "domain", self.entity_id.partition(".")[0])


@dataclass(frozen=True, slots=True)
class DeviceState:
    """State of a device at one moment."""

    state: str
    attributes: Mapping[str, Any] = field(default_factory=dict)
    temperature_unit: str = "°C"
    """Unit of those temperatures that come without one, as a thermostat's do."""

    @property
    def available(self) -> bool:
        """Return whether the device can be asked anything at all."""
        return self.state != "unavailable"

    @property
    def assumed(self) -> bool:
        """Return whether the state is what was last sent, because the device tells none."""
        return self.attributes.get("assumed_state") is True

    @property
    def members(self) -> tuple[str, ...]:
        """Return the entity ids of the members of a group; none for anything else."""
        listed = self.attributes.get("entity_id") or self.attributes.get("group_entities")
        return tuple(listed) if isinstance(listed, (list, tuple)) else ()


@dataclass(frozen=True)
class HomeView:
    """The exposed part of the home at the moment of a turn."""

    devices: tuple[Device, ...]
    states: Mapping[str, DeviceState]
    areas: Mapping[str, str] = field(default_factory=dict)
    """Area names by area id."""
    version: int = 0
    """Grows whenever names, areas or exposure change; states do not count."""
    place_aliases: Mapping[str, str] = field(default_factory=dict)
    """Names of areas and floors by the other names that they have."""
    readings: tuple[Device, ...] = ()
    """Exposed entities that can only be asked: sensors, persons, the weather."""
    main_readings: frozenset[str] = frozenset()
    """Entity ids of the sensors that the owner chose for the temperature or the humidity of
    their area."""
    sun: SunTimes | None = None

    @cached_property
    def by_id(self) -> dict[str, Device]:
        """Return the devices by entity id."""
        return {device.entity_id: device for device in self.devices}

    @cached_property
    def anything(self) -> dict[str, Device]:
        """Return everything that can be asked about by entity id: devices and readings."""
        return self.by_id | {reading.entity_id: reading for reading in self.readings}

    @cached_property
    def by_label(self) -> dict[str, Device]:
        """Return the devices by spoken label."""
        return {device.label: device for device in self.devices}

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Return the kinds of device there are."""
        return frozenset(device.kind for device in self.devices)

    def state(self, entity_id: str) -> DeviceState:
        """Return the state of a device; a device without one counts as unavailable."""
        return self.states.get(entity_id) or DeviceState("unavailable")


@dataclass(frozen=True, slots=True)
class Step:
    """One action on one device."""

    target: str
    """Entity id."""
    action: str
    """Name of a row of the capability table within the device's domain."""
    value: Value | None = None
    """In the unit of that row; None for an action without parameter.

    For a relative action how far to go, None for its usual step.
    """


@dataclass(frozen=True, slots=True)
class Deferred:
    """Steps that are due later."""

    due: datetime
    """Aware time."""
    steps: tuple[Step, ...]
    restore: bool = False
    """Whether the targets of the steps are put back as they were before the plan ("for an
    hour"); the actions of the steps are then what is done meanwhile."""


class RequestKind(StrEnum):
    """What is asked of the agent itself rather than of a device."""

    UNDO = "undo"
    """Put back what the last turns changed."""
    REDO = "redo"
    """Take back the last undo."""
    LIST_PLANNED = "list_planned"
    """Tell what is planned."""
    CANCEL_PLANNED = "cancel_planned"
    """Drop what is planned; all of it, or what `targets` names."""
    SPARE = "spare"
    """Do nothing of `steps`: what is planned of them is dropped."""
    TELL_BEFORE = "tell_before"
    """Tell how what the last turn moved was before it; all of it, or `targets`."""
    REPEAT = "repeat"
    """Say the last reply again."""
    THANK = "thank"
    """Be thanked."""
    INTRODUCE = "introduce"
    """Tell what it is for."""
    REMEMBER = "remember"
    """Keep what `text` says."""
    LIST_LEARNED = "list_learned"
    """Tell what was learned and noted; all of it, or what is about `targets`, or about `text`."""
    FORGET = "forget"
    """Forget what was learned last, or what is about `targets`, or about `text`."""
    FORGET_ALL = "forget_all"
    """Forget all that was learned and noted."""
    ADD_RULE = "add_rule"
    """Make `rule` a rule of the home."""


@dataclass(frozen=True, slots=True)
class RuleWish:
    """A rule that somebody wants: what is never to be done, and when."""

    targets: tuple[str, ...]
    """Entity ids."""
    steps: tuple[Step, ...]
    """What is not to be done to them."""
    after: str | None = None
    """Local time of day from which it holds, as HH:MM:SS; None for always."""
    before: str | None = None
    """Local time of day until which it holds; None for always."""


@dataclass(frozen=True, slots=True)
class Request:
    """Something asked of the agent itself."""

    kind: RequestKind
    targets: tuple[str, ...] = ()
    """Entity ids that it is limited to; none for all."""
    count: int = 1
    """How many turns, for an undo."""
    place: int = 0
    """Which one of what is planned, as it is listed: from 1 on, -1 for the last; 0 for all."""
    steps: tuple[Step, ...] = ()
    """What is not to be done."""
    text: str = ""
    """What is to be remembered, told or forgotten, as it was said."""
    rule: RuleWish | None = None


class ProblemCode(StrEnum):
    """Why the words cannot become a plan."""

    UNKNOWN_DEVICE = "unknown_device"
    """The home has no such device; subject: the words."""
    UNKNOWN_PLACE = "unknown_place"
    """The home has no such room or floor; subject: the word."""
    CANNOT = "cannot"
    """The targets cannot do that."""
    AMBIGUOUS = "ambiguous"
    """Several devices fit; targets: those that do."""
    LATER = "later"
    """Something is to happen at another time, or on a condition."""
    REPORTED = "reported"
    """A command is quoted, reported or to be passed on, and not given."""
    NO_RECORD = "no_record"
    """The past was asked about, and its record cannot be read."""
    NOT_UNDERSTOOD = "not_understood"
    """Nothing sensible came out."""
    UNSURE = "unsure"
    """Model and examples disagree and the plan is not harmless enough to try."""
    NOT_ASKED_FOR = "not_asked_for"
    """The model wanted more than the words bear, and the rest was left alone."""
    NO_ANSWER = "no_answer"
    """A question that code cannot answer."""
    BEYOND = "beyond"
    """Something is asked for that has nothing to do with a home: a joke, a phone call."""
    ONLY_ANSWERED = "only_answered"
    """A command stood behind a question, and only the question was taken up."""
    MODEL_DOWN = "model_down"
    """A model was needed and could not be asked; subject: error key."""
    NOTHING_ASKED = "nothing_asked"
    """A yes to no question of ours."""
    NOTHING_EXPOSED = "nothing_exposed"
    """There is no device that may be controlled."""
    NOT_RESTORED = "not_restored"
    """The targets cannot be put back; subject: names of devices that are gone."""
    CHANGED_SINCE = "changed_since"
    """Somebody else changed the targets, so they are not put back."""
    NOTHING_TO_UNDO = "nothing_to_undo"
    """No turn is remembered that could be taken back."""
    NO_WAY_BACK = "no_way_back"
    """The targets cannot be put back later, so nothing is done to them for a time."""
    TOO_MANY_PLANNED = "too_many_planned"
    """No more can be planned; subject: the limit."""
    TOO_FAR = "too_far"
    """It is to happen too late to be planned; subject: the limit in days."""
    IN_THE_PAST = "in_the_past"
    """It is to happen at a time that has passed."""
    NOT_KEPT = "not_kept"
    """What is to happen later could not be written down."""
    MISSED = "missed"
    """Home Assistant was not running when something planned was due, or the clock jumped."""
    INTERRUPTED = "interrupted"
    """Home Assistant stopped while something planned was carried out."""
    NOT_A_USER = "not_a_user"
    """Whoever planned it may not use the home any more."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that stands between the words and a plan."""

    code: ProblemCode
    subject: str = ""
    targets: tuple[str, ...] = ()
    """Entity ids of the devices that it is about."""
    steps: tuple[Step, ...] = ()
    """Where one of several targets is meant, what is to happen to each of them."""


class Source(StrEnum):
    """Which part of the pipeline a plan came from."""

    SENTENCE = "sentence"
    VOTE = "vote"
    MODEL = "model"
    AGREEMENT = "agreement"
    """Model and vote named the same steps."""
    RESOLVER = "resolver"
    """Our own grammar."""
    ANSWER = "answer"
    """The person's answer to a question of ours."""
    UNDO = "undo"
    SCHEDULE = "schedule"
    """Planned earlier, due now."""
    TALK = "talk"
    """Not about the home: the model's words, which move nothing."""


GUESSED: Final = frozenset({Source.VOTE, Source.MODEL, Source.AGREEMENT})
"""Where the devices are not those of the words, so that the words prove nothing."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to happen: steps, or questions, or what stands in the way."""

    source: Source
    steps: tuple[Step, ...] = ()
    queries: tuple[Query, ...] = ()
    problems: tuple[Problem, ...] = ()
    confidence: float = 1.0
    """0 to 1; recognition is sure, the others state their support."""
    handled: str | None = None
    """Reply of Home Assistant's own agent to an intent that moves no device."""
    deferred: tuple[Deferred, ...] = ()
    """What is to happen later."""
    request: Request | None = None
    """What is asked of the agent itself."""
    unsure: bool = False
    """Whether the words may mean something else, so that it waits for a yes."""
    corrects: bool = False
    """Whether the words take back something of the turn before: "no, the lamp"."""
    past: tuple[PastQuery, ...] = ()
    """Questions about what was."""
    replans: bool = False
    """Whether what is deferred takes the place of what the turn before planned."""

    @property
    def asks(self) -> bool:
        """Return whether anything is asked about the home, as it is or as it was."""
        return bool(self.queries or self.past)

    @property
    def asked_about(self) -> tuple[str, ...]:
        """Return the entity ids of what is asked about, each once."""
        targets = [target for query in self.queries for target in query.targets]
        targets += [target for query in self.past for target in query.targets]
        return tuple(dict.fromkeys(targets))

    @property
    def actions(self) -> frozenset[Step]:
        """Return the set of steps, for comparing plans regardless of order."""
        return frozenset(self.steps)


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said."""

    text: str
    is_error: bool = False
