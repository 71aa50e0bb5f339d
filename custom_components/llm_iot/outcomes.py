"""What becomes of the steps of a plan: the word of the verifier, and what the device shows."""

from dataclasses import dataclass
from enum import StrEnum

from .models import DeviceState, Step


class Decision(StrEnum):
    """What the verifier says of a step."""

    ACCEPT = "accept"
    ALREADY_SO = "already_so"
    IMPOSSIBLE = "impossible"
    NEEDS_CONFIRMATION = "needs_confirmation"
    FORBIDDEN = "forbidden"


class Reason(StrEnum):
    """Why the verifier did not accept a step as it was; each has its own sentence."""

    UNKNOWN = "unknown"
    """Not there, or not exposed: what is not exposed is not known."""
    NOT_PERMITTED = "not_permitted"
    """The person may not control it."""
    UNAVAILABLE = "unavailable"
    CANNOT = "cannot"
    CONTRADICTORY = "contradictory"
    """The plan wants two things of it that exclude each other."""
    OPENS_AND_LOCKS = "opens_and_locks"
    """The plan opens a door and locks it."""
    RULE = "rule"
    """A rule of the owner forbids it, or wants a yes first; detail: the rule's name."""
    LIMITED = "limited"
    """A rule of the owner limits the value, which was bent where it could be; detail: the
    rule's name."""
    OUT_OF_RANGE = "out_of_range"
    """The device does not take the value; detail: what it takes."""
    CRITICAL = "critical"
    """A mistake would do harm, so it wants a yes first."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verifier's word on one step."""

    step: Step
    """As it may be carried out: with the nearest value that device and rules take."""
    decision: Decision
    reason: Reason | None = None
    detail: str = ""


class Result(StrEnum):
    """What became of an accepted step, read from the device's own state."""

    DONE = "done"
    NOT_CONFIRMED = "not_confirmed"
    FAILED = "failed"


class Cause(StrEnum):
    """What a result that is not `done` comes from."""

    NOT_ASKED_FOR = "not_asked_for"
    """The model wanted more than the words bear, and the rest was left alone."""
    NO_ANSWER = "no_answer"
    """The device did not answer a call, so the command was not sent."""
    TIMEOUT = "timeout"
    """The command was sent and the state did not follow in time."""
    NO_FEEDBACK = "no_feedback"
    """The action leaves no trace in the state, so it cannot be confirmed."""
    STUCK = "stuck"
    """The device shows that it could not do it: a lock is jammed."""
    SERVICE_ERROR = "service_error"
    """Home Assistant refused or failed the service call."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one step."""

    step: Step
    result: Result
    state: DeviceState | None = None
    """State of the device at the end."""
    cause: Cause | None = None
    elapsed_ms: float = 0.0
    """From sending the command to the confirming state."""
    left_behind: tuple[str, ...] = ()
    """Entity ids of the members of a group that did not follow."""
