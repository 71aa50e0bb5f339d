"""The question before a plan."""

from datetime import UTC, datetime, timedelta

import pytest

from custom_components.llm_iot import capabilities
from custom_components.llm_iot.dialogue import PendingKind
from custom_components.llm_iot.models import Deferred, HomeView, Plan, Source, Step
from custom_components.llm_iot.policy import Policy
from custom_components.llm_iot.response.confirmation import question, refusal
from custom_components.llm_iot.response.pin import PinCheck, PinResult
from custom_components.llm_iot.response.reply import Speaker, load_texts
from custom_components.llm_iot.response.verifier import verify
from tests.homes import DIMMABLE, device, paper_home, two_rooms, view

from .test_gate import house, lit

SPEAKER = Speaker(load_texts())
NOW = datetime(2026, 5, 4, 18, 0, tzinfo=UTC)
UNLOCK = Step("lock.front", "unlock")


def asked(home: HomeView, plan: Plan, kind: PendingKind = PendingKind.CONFIRMATION) -> str:
    """Return the question about a plan."""
    return question(plan, verify(plan, home, Policy()), home, kind, SPEAKER, now=NOW)


def test_a_question_names_what_would_be_done() -> None:
    """All of it: a yes is a yes to the whole plan. The critical part comes first."""
    home = two_rooms()
    assert asked(home, Plan(Source.RESOLVER, (UNLOCK,))) == "Shall I unlock the front door?"
    plan = Plan(
        Source.RESOLVER,
        (Step("light.h", "brightness", 40), Step("light.k", "off"), UNLOCK, Step("light.k", "off")),
    )
    assert asked(home, plan) == (
        "Shall I unlock the front door, set the hall lamp to 40 percent "
        "and turn off the kitchen lamp?"
    )


def test_the_pin_is_asked_for_with_what_it_is_for() -> None:
    """So that nobody says it for something else."""
    text = asked(two_rooms(), Plan(Source.RESOLVER, (UNLOCK,)), PendingKind.CODE)
    assert text == "Please say the PIN to unlock the front door."


def test_a_word_of_a_device_is_told_as_it_is() -> None:
    """A mode or a source; what could mean something to a machine is left out of it."""
    home = view((device("fan.fan", "Fan", "fan"), "on", {"supported_features": 57}))
    later = Deferred(NOW, (Step("fan.fan", "percentage", "Night \u202e<mode>"),))
    assert asked(home, Plan(Source.RESOLVER, deferred=(later,))) == (
        "Shall I set the fan to night mode at 18:00?"
    )
    home = view((device("light.sign", "Sign", "light"), "on", {"supported_color_modes": ["hs"]}))
    green = Plan(
        Source.RESOLVER, deferred=(Deferred(NOW, (Step("light.sign", "colour", "green"),)),)
    )
    assert asked(home, green) == "Shall I set the colour of the sign to green at 18:00?"


def test_what_is_not_done_is_not_asked_for() -> None:
    """The light is on already, and the TV cannot be dimmed."""
    plan = Plan(
        Source.RESOLVER,
        (Step("light.light", "on"), Step("switch.tv", "volume", 5), Step("fan.fan", "on")),
    )
    assert asked(paper_home(light="on"), plan) == "Shall I turn on the fan?"


def test_many_devices_are_counted_with_their_place() -> None:
    """A room, a floor by either kind of name, or how many rooms."""
    home = house()
    assert asked(home, lit(home, "kitchen")) == "Shall I turn on 5 devices in the kitchen?"
    assert asked(home, lit(home, "kitchen", "hall")) == (
        "Shall I turn on 10 devices on the ground floor?"
    )
    assert asked(home, lit(home, "kitchen", "bedroom")) == "Shall I turn on 10 devices in 2 rooms?"
    bare = view(*((device(f"light.{n}", f"Lamp {n}", "light"), "off", {}) for n in range(4)))
    steps = tuple(Step(f"light.{n}", "on") for n in range(4))
    assert asked(bare, Plan(Source.RESOLVER, steps)) == "Shall I turn on 4 devices?"


def test_what_is_critical_is_never_lost_in_a_number() -> None:
    """Four locks are four names."""
    doors = ("A", "B", "C", "D")
    home = view(*((device(f"lock.{n}", f"{n} door", "lock"), "locked", {}) for n in doors))
    plan = Plan(Source.RESOLVER, tuple(Step(f"lock.{n}", "unlock") for n in doors))
    assert asked(home, plan) == "Shall I unlock the A door, the B door, the C door and the D door?"


def test_what_is_due_later_is_told_with_its_time() -> None:
    """On another day with the date; what is put back is told as that."""
    home = two_rooms()
    soon = Deferred(NOW + timedelta(minutes=90), (UNLOCK,))
    plan = Plan(Source.RESOLVER, deferred=(soon,))
    assert asked(home, plan) == "Shall I unlock the front door at 19:30?"
    tomorrow = Deferred(NOW + timedelta(days=1), (UNLOCK,))
    plan = Plan(Source.RESOLVER, deferred=(tomorrow,))
    assert asked(home, plan) == "Shall I unlock the front door on 5 May at 18:00?"
    back = Deferred(NOW + timedelta(hours=1), (UNLOCK,), restore=True)
    plan = Plan(Source.RESOLVER, (UNLOCK,), deferred=(back,))
    assert asked(home, plan) == (
        "Shall I unlock the front door and put the front door back as before at 19:00?"
    )


@pytest.mark.parametrize("domain", sorted(capabilities.DOMAINS))
def test_every_row_of_the_table_can_be_asked_for(domain: str) -> None:
    """In words that tell the actions of a device apart."""
    home = view((device(f"{domain}.x", "Thing", domain), "on", DIMMABLE))
    texts = set()
    for item in capabilities.rows(domain):
        step = Step(f"{domain}.x", item.action, 20 if item.quantity else None)
        plan = Plan(Source.RESOLVER, deferred=(Deferred(NOW, (step,)),))
        text = question(plan, (), home, PendingKind.CONFIRMATION, SPEAKER)
        assert "the thing" in text
        texts.add(text)
    assert len(texts) == len(capabilities.rows(domain))


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (PinCheck(PinResult.WRONG), "That is not the right PIN, so I did nothing."),
        (PinCheck(PinResult.NOT_A_CODE), "That is not a PIN, so I did nothing."),
        (
            PinCheck(PinResult.LOCKED, timedelta(seconds=29.2)),
            "There were too many wrong PINs. Please try again in 30 seconds.",
        ),
        (
            PinCheck(PinResult.LOCKED, timedelta(seconds=61)),
            "There were too many wrong PINs. Please try again in 2 minutes.",
        ),
    ],
)
def test_a_wrong_pin_is_told_what_it_was(check: PinCheck, text: str) -> None:
    """With the wait, where there is one."""
    assert refusal(check, SPEAKER) == text
