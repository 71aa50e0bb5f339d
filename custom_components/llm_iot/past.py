"""Questions about what was: what is asked, and what the record of the home says to it.

Read by `recognition`, answered from the record by `processing/recall.py`, put into words by
`response/past.py`. Plain data: nothing here knows where the record is kept.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from .queries import Comparison, QueryForm


class PastForm(StrEnum):
    """What a question about the past asks for."""

    DURATION = "duration"
    """How long the targets were in the state; of several, how long at least one was."""
    COUNT = "count"
    """How often the targets came into the state, all of them together."""
    LAST = "last"
    """When one of the targets last came into the state, and who did it."""
    FIRST = "first"
    """When one of the targets first came into the state within the period."""
    SINCE = "since"
    """Since when each target has been as it is at the end of the period, or in the state or out
    of it if one is named; however long ago that began."""
    WHICH = "which"
    """Which targets were in the state at any moment of the period."""
    ALWAYS = "always"
    """Whether each target was in the state for all of the period that is known of it."""
    NEVER = "never"
    """Which targets were in the state at no moment of the period, as far as it is known."""
    DID = "did"
    """Which targets came into the state within the period."""
    EVER = "ever"
    """Whether any target was in the state at any moment of the period."""
    AT = "at"
    """How the targets were at the begin of the period: their state, or their measure."""
    MEAN = "mean"
    """The mean of a measure, weighted by time; of several targets, the mean of their means."""
    HIGHEST = "highest"
    """The highest value of a measure, and when."""
    LOWEST = "lowest"
    """The lowest value of a measure, and when."""
    TOTAL = "total"
    """By how much a measure grew that only grows, such as energy; a meter may begin anew."""
    HIGHEST_DAY = "highest day"
    """The calendar day with the highest value of a measure."""
    LOWEST_DAY = "lowest day"
    """The calendar day with the lowest value of a measure."""
    CHANGES = "changes"
    """What changed, the latest first."""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time, from its begin up to but without its end."""

    begin: datetime
    """Aware, in the time zone of the home."""
    end: datetime
    """Aware; never before the begin. A period that is not over yet ends now."""

    @property
    def lasts(self) -> timedelta:
        """Return its real length, whatever was done to the clocks meanwhile."""
        return timedelta(seconds=self.end.timestamp() - self.begin.timestamp())


class CauseKind(StrEnum):
    """Who or what changed something."""

    PERSON = "person"
    """Somebody with a user, in an app or on a page."""
    AGENT = "agent"
    """Somebody by talking to us."""
    AUTOMATION = "automation"
    """An automation, a script or another integration of Home Assistant."""
    DEVICE = "device"
    """The device itself: its switch, its remote control, or its own doing."""
    UNKNOWN = "unknown"
    """It was so when we began to look, or the recorder did not keep it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastQuery:
    """One question about the past, answered by code."""

    form: PastForm
    asked: datetime
    """Aware time of the question, in the time zone of the home."""
    targets: tuple[str, ...] = ()
    """Entity ids, which may be readings. Empty for CHANGES of the whole home."""
    state: str | None = None
    """The condition asked for, as `readings.py` names conditions; None without one."""
    measure: str | None = None
    """Name of the measure (`measures.py`) where a number is asked for."""
    comparison: Comparison | None = None
    """How the measure has to compare with the threshold for a target to be in the state that is
    asked for; None where the number itself is asked for."""
    threshold: float = 0.0
    unit: str = ""
    """Unit of the threshold; empty for that of the record."""
    period: Period | None = None
    """None for as far back as the record goes."""
    against: Period | None = None
    """Another stretch of time whose value is to be told beside that of the period."""
    by_speaker: bool = False
    """Whether only what the person who asks did counts: "when did I ..."."""
    by_person: str | None = None
    """Entity id of the person of whom only what that person did counts: "when did Anna ..."."""
    by: CauseKind | None = None
    """What sort of doer alone counts: "by an automation". None for any."""
    speaker: str | None = None
    """Home Assistant's id of the user whose doings count, None if it is not known who that is.
    Set by the seam, not by recognition."""
    who: bool = False
    """Whether it is asked who did it, so that the cause is told before the time."""
    usual: bool = False
    """Whether the value is to be compared with what is usual."""
    counted: bool = False
    """Whether it is asked how many targets there were, besides which."""
    most: bool = False
    """Of WHICH and DID: whether only the target is meant that was so for the longest, or came to
    be so most often."""
    by_area: bool = False
    """Whether rooms are asked for rather than the things in them."""
    present: QueryForm = QueryForm.STATE
    """What the same question asks for of the present: whether all are so, or which of them."""
    kind: str | None = None
    """The kind of thing that was asked for, None where things were named."""
    place: str | None = None
    """Name of the area or floor that the question is limited to."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Who or what changed something."""

    kind: CauseKind = CauseKind.UNKNOWN
    name: str | None = None
    """Name of the person or the automation, if it is known."""
    user_id: str | None = None
    """Home Assistant's id of the user, if there is one behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found for some of the targets; only what the form asks for is set."""

    targets: tuple[str, ...]
    lasted: timedelta | None = None
    count: int | None = None
    at: datetime | None = None
    """Aware, in the zone of the home. Of HIGHEST_DAY and LOWEST_DAY the begin of the day."""
    state: str | None = None
    """Home Assistant's state of the target then."""
    value: float | None = None
    """Of ALWAYS the part of the known time in which it was so, 0 to 1."""
    unit: str = ""
    cause: Cause = field(default_factory=Cause)
    at_least: bool = False
    """Of SINCE: whether it was so already when the record begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAnswer:
    """What the record says to a question."""

    query: PastQuery
    findings: tuple[Finding, ...] = ()
    """One for the whole question, but for SINCE and AT (one for each target of which
    something is known), WHICH and DID (one for each that is meant) and CHANGES (one for each
    change, the latest first). Empty where nothing was found: it never happened, or nothing is
    known."""
    known: Period | None = None
    """The part of the period of which the record knows anything, for at least one target.
    None where it knows nothing."""
    gaps: timedelta = timedelta()
    """How much of the known part nothing is known of: Home Assistant was not running, or
    no target was available."""
    more: int = 0
    """Changes that there were besides those in the findings."""
    usual: float | None = None
    """The usual value where it was asked for: seconds, times, or in the unit of the finding.
    None if the record does not go back far enough."""
    compared: float | None = None
    """The value of the period that is compared with, likewise; None if too little is known."""
