"""What is said about plans, and about what was put back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from custom_components.llm_iot.models import (
    DeviceState,
    Plan,
    Problem,
    ProblemCode,
    Reply,
    Source,
    Step,
    Utterance,
)
from custom_components.llm_iot.outcomes import Cause, Decision, Outcome, Reason, Result, Verdict
from custom_components.llm_iot.planned import Origin, Planned
from custom_components.llm_iot.response.planned import (
    Clock,
    PlannedSpeaker,
    has_twelve_hours,
)
from custom_components.llm_iot.response.reply import load_texts
from tests.homes import DIMMABLE, FAN, device, view

SPEAKER = PlannedSpeaker(load_texts())
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2027, 3, 26, 14, 30, tzinfo=BERLIN)
"""A Friday, two days before the clocks go forward."""
CLOCK = Clock(NOW, BERLIN)
LAMP, BLINDS = "light.lamp", "cover.blinds"
HOME = view(
    (device(LAMP, "Bedroom light", "light"), "on", {**DIMMABLE, "brightness": 128}),
    (device("switch.tv", "TV", "tv"), "on", {}),
    (device("fan.fan", "Fan", "fan"), "on", FAN),
    (device(BLINDS, "Blinds", "blind"), "closed", {}),
    (device("climate.heating", "Heating", "climate"), "heat", {}),
)


def planned(due: datetime, *steps: Step, meanwhile: tuple[Step, ...] = ()) -> Planned:
    """Return something planned."""
    due = due.astimezone(UTC)
    return Planned("a", due, steps, Origin(Utterance("x")), meanwhile=meanwhile)


def at(*when: int) -> datetime:
    """Return a time in the home's zone; hour and minute alone are today's."""
    year, month, day, hour, minute = when if len(when) == 5 else (2027, 3, 26, *when)
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (NOW + timedelta(seconds=20), "in 20 seconds"),
        (NOW + timedelta(seconds=1), "in 1 second"),
        (at(22, 0), "at 22:00"),
        (at(2027, 3, 27, 6, 5), "tomorrow at 06:05"),
        (at(2027, 3, 28, 3, 30), "on Sunday at 03:30"),
        (at(2027, 4, 2, 8, 0), "on 2 April at 08:00"),
        (at(2028, 1, 1, 0, 0), "on 1 January 2028 at 00:00"),
        (at(2027, 3, 25, 22, 0), "yesterday at 22:00"),
    ],
)
def test_a_time_is_told_as_far_as_needed(due: datetime, words: str) -> None:
    """In the home's own time, also behind the change of the clocks."""
    promise = SPEAKER.promised([planned(due, Step(LAMP, "off"))], HOME, CLOCK)
    assert promise == f"I will turn off the bedroom light {words}."


def test_some_read_twelve_hours() -> None:
    """Midnight and noon are twelve."""
    clock = replace(CLOCK, twelve_hours=True)
    times = [at(2027, 3, 27, 0, 5), at(2027, 3, 27, 12, 0), at(2027, 3, 27, 22, 0)]
    listed = SPEAKER.listed([planned(time, Step(LAMP, "off")) for time in times], HOME, clock)
    assert [part in listed for part in ("12:05 AM", "12:00 PM", "10:00 PM")] == [True] * 3


@pytest.mark.parametrize(
    ("language", "country", "twelve"),
    [
        ("en-US", "GB", True),
        ("en-GB", "US", False),
        ("en", "US", True),
        ("en", "DE", False),
        ("en", None, False),
        ("en_us", None, True),
    ],
)
def test_the_habit_comes_from_the_language_then_from_the_home(
    language: str, country: str | None, *, twelve: bool
) -> None:
    """Home Assistant tells no more of it."""
    assert has_twelve_hours(load_texts(), language, country) is twelve


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ([Step(LAMP, "off"), Step("switch.tv", "off")], "turn off the bedroom light and the TV"),
        (
            [Step(LAMP, "brightness", 40.0), Step("fan.fan", "off")],
            "set the bedroom light to 40 percent and turn off the fan",
        ),
        ([Step("climate.heating", "temperature", 21.5)], "set the heating to 21.5 degrees"),
        ([Step("climate.heating", "temperature", 1)], "set the heating to 1 degree"),
        ([Step(LAMP, "colour", "dark blue")], "set the bedroom light to dark blue"),
        ([Step(LAMP, "down")], "dim the bedroom light"),
        ([Step(BLINDS, "open")], "open the blinds"),
        ([Step("script.good_night", "on")], "start the good night"),
        ([Step("climate.heating", "preset", "{device} {0}")], "set the heating to device 0"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_steps_are_told_as_what_is_to_be_done(steps: list[Step], words: str) -> None:
    """What is not there any more goes by its id; words of others are only words."""
    assert SPEAKER.words(planned(NOW, *steps), HOME) == words


def test_a_way_back_is_done_again() -> None:
    """Several things about one device are put back as a whole."""
    on = (Step(LAMP, "on"),)
    one = planned(at(14, 35), Step(LAMP, "off"), meanwhile=on)
    both = planned(
        at(14, 35), Step(LAMP, "brightness", 50), Step(LAMP, "colour", "#ff0000"), meanwhile=on
    )
    assert SPEAKER.promised([one], HOME, CLOCK) == (
        "I will turn off the bedroom light again at 14:35."
    )
    assert SPEAKER.promised([both], HOME, CLOCK) == "I will put back the bedroom light at 14:35."


def test_a_list_of_plans() -> None:
    """With an end where there is one; an empty one says so."""
    items = [
        planned(at(22, 0), Step(LAMP, "off")),
        replace(
            planned(at(2027, 3, 27, 6, 30), Step(BLINDS, "open")),
            until=at(2027, 3, 27, 8, 0).astimezone(UTC),
        ),
    ]
    told = "at 22:00 turn off the bedroom light; tomorrow at 06:30 until 08:00 open the blinds."
    assert SPEAKER.listed(items, HOME, CLOCK) == f"Planned: {told}"
    assert SPEAKER.cancelled(items, HOME, CLOCK) == f"Cancelled: {told}"
    assert SPEAKER.listed([], HOME, CLOCK) == "Nothing is planned."
    assert "nothing to cancel" in SPEAKER.cancelled([], HOME, CLOCK)


def test_what_did_not_happen_is_told_with_its_reason() -> None:
    """For a notification, read hours later."""
    item = planned(at(14, 0), Step(LAMP, "off"))
    reply = Reply("The bedroom light is not available.", is_error=True)
    assert SPEAKER.failed(item, reply, HOME, CLOCK) == (
        "I was to turn off the bedroom light at 14:00. The bedroom light is not available."
    )


def test_what_needs_no_way_back_is_left() -> None:
    """One device or several."""
    assert SPEAKER.unchanged([LAMP], HOME) == "I will leave the bedroom light as it is."
    assert SPEAKER.unchanged([LAMP, "switch.tv"], HOME) == (
        "I will leave the bedroom light and the TV as they are."
    )
    assert SPEAKER.unchanged([], HOME) == ""


def done(target: str) -> Outcome:
    """Return the outcome of a step back that worked."""
    return Outcome(Step(target, "off"), Result.DONE, DeviceState("off"))


LOST = Problem(ProblemCode.NOT_RESTORED, targets=("fan.fan",))
REFUSED = Verdict(Step("switch.tv", "on"), Decision.IMPOSSIBLE, Reason.UNAVAILABLE)


@pytest.mark.parametrize(
    ("problems", "verdicts", "outcomes", "text", "wrong"),
    [
        ([], [], [done(LAMP)], "I put back the bedroom light.", False),
        (
            [LOST, Problem(ProblemCode.NOT_RESTORED, "old lamp")],
            [],
            [done(LAMP)],
            "I put back the bedroom light, but could not put back the fan and the old lamp.",
            False,
        ),
        ([LOST], [], [], "I could not put back the fan.", True),
        ([], [REFUSED], [], "I could not put back the TV.", True),
        (
            [],
            [],
            [done(LAMP), Outcome(Step(LAMP, "up"), Result.NOT_CONFIRMED, None, Cause.TIMEOUT)],
            "I could not put back the bedroom light.",
            True,
        ),
        (
            [],
            [],
            [Outcome(Step("switch.tv", "on"), Result.NOT_CONFIRMED, None, Cause.NO_FEEDBACK)],
            "I asked the TV, which does not report back.",
            False,
        ),
        (
            [],
            [],
            [
                Outcome(
                    Step(LAMP, "off"),
                    Result.NOT_CONFIRMED,
                    None,
                    Cause.TIMEOUT,
                    left_behind=("switch.tv",),
                )
            ],
            "I sent the command to the bedroom light, but the TV did not follow.",
            False,
        ),
        (
            [Problem(ProblemCode.CHANGED_SINCE, targets=(LAMP,))],
            [],
            [],
            "I left the bedroom light alone, as somebody has changed that since.",
            True,
        ),
        (
            [Problem(ProblemCode.NOTHING_TO_UNDO)],
            [],
            [],
            "There is nothing that I could put back.",
            True,
        ),
        ([], [], [], "Everything is as it was before.", False),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_undo_tells_what_went_back_and_what_not(
    problems: list[Problem],
    verdicts: list[Verdict],
    outcomes: list[Outcome],
    text: str,
    *,
    wrong: bool,
) -> None:
    """Nothing is called done that its device did not show."""
    plan = Plan(Source.UNDO, problems=tuple(problems))
    assert SPEAKER.undone(plan, HOME, verdicts, outcomes) == Reply(text, is_error=wrong)


def test_an_undo_of_a_plan_tells_what_was_cancelled() -> None:
    """Nothing moved, and that is right."""
    plan = Plan(Source.UNDO)
    assert SPEAKER.undone(plan, HOME, [], [], "Cancelled: it.") == Reply("Cancelled: it.")
