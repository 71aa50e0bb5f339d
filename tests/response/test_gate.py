"""Which plans wait for a yes, or for the PIN."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from custom_components.llm_iot.dialogue import PendingKind
from custom_components.llm_iot.models import (
    Deferred,
    Device,
    DeviceState,
    HomeView,
    Plan,
    Source,
    Step,
    Utterance,
)
from custom_components.llm_iot.policy import Effect, Policy, Rule
from custom_components.llm_iot.response.gate import review
from custom_components.llm_iot.response.verifier import verify
from tests.homes import two_rooms, view

LATER = datetime(2026, 5, 4, 19, 30, tzinfo=UTC)
ON, UNLOCK = Step("light.h", "on"), Step("lock.front", "unlock")


def asked(
    plan: Plan,
    home: HomeView,
    policy: Policy | None = None,
    words: str = "do it",
    language: str = "en",
) -> PendingKind | None:
    """Return what a plan waits for."""
    policy = policy or Policy()
    verdicts = verify(plan, home, policy)
    return review(plan, verdicts, home, policy, Utterance(words, language))


def house(per_room: int = 5) -> HomeView:
    """Return a house of two floors with three rooms, a few lamps in each, all off."""
    rooms = (("Kitchen", "Ground floor"), ("Hall", "Ground floor"), ("Bedroom", "Upstairs"))
    return view(
        *(
            (
                Device(
                    f"light.{room.lower()}_{number}",
                    f"Lamp {number}",
                    "light",
                    "",
                    names=(f"Lamp {number}",),
                    area_id=room.lower(),
                    area=room,
                    floor=floor,
                ),
                "off",
                {},
            )
            for room, floor in rooms
            for number in range(per_room)
        )
    )


def lit(home: HomeView, *rooms: str, source: Source = Source.RESOLVER) -> Plan:
    """Return a plan that turns on all lamps of some rooms."""
    return Plan(
        source,
        tuple(Step(each.entity_id, "on") for each in home.devices if each.area_id in rooms),
    )


def test_a_harmless_plan_goes_on() -> None:
    """And so does one of which nothing is left to do."""
    assert asked(Plan(Source.RESOLVER, (ON,)), two_rooms()) is None
    assert asked(Plan(Source.RESOLVER, (Step("lock.front", "fly"),)), two_rooms()) is None


@pytest.mark.parametrize("source", list(Source))
def test_a_critical_step_waits_whatever_it_came_from(source: Source) -> None:
    """With a PIN, it is the PIN that it waits for."""
    plan = Plan(source, (ON, UNLOCK))
    assert asked(plan, two_rooms()) is PendingKind.CONFIRMATION
    assert asked(plan, two_rooms(), Policy(needs_code=True)) is PendingKind.CODE


def test_a_rule_that_asks_waits_for_a_yes() -> None:
    """No PIN is needed for that."""
    rule = Rule("Guests", Effect.ASK, frozenset({"light.h"}))
    policy = Policy((rule,), needs_code=True)
    assert asked(Plan(Source.RESOLVER, (ON,)), two_rooms(), policy) is PendingKind.CONFIRMATION


def test_what_would_unlock_later_is_asked_for_now() -> None:
    """When it is due, nobody may be there."""
    later = Deferred(LATER, (UNLOCK,))
    plan = Plan(Source.RESOLVER, (ON,), deferred=(later,))
    assert asked(plan, two_rooms()) is PendingKind.CONFIRMATION
    assert asked(plan, two_rooms(), Policy(needs_code=True)) is PendingKind.CODE
    rule = Rule("Guests", Effect.ASK, frozenset({"light.k"}))
    plan = Plan(Source.RESOLVER, deferred=(Deferred(LATER, (Step("light.k", "off"),)),))
    assert asked(plan, two_rooms(), Policy((rule,))) is PendingKind.CONFIRMATION
    unheard_of = Plan(Source.RESOLVER, deferred=(Deferred(LATER, (Step("light.x", "dance"),)),))
    assert asked(unheard_of, two_rooms()) is None


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("turn on the lights", PendingKind.CONFIRMATION),
        ("turn on all the lights", None),
        ("everything on please", None),
        ("lights on in the kitchen and the hall", None),
        ("lights on on the ground floor", None),
        ("lights on in the kitchen", PendingKind.CONFIRMATION),
    ],
)
def test_many_devices_want_words_that_mean_them(words: str, kind: PendingKind | None) -> None:
    """Ten lamps in two rooms; a place that is named counts for what is there alone."""
    home = house()
    whole = lit(home, "kitchen", "hall")
    assert asked(whole, home, words=words) is kind
    assert asked(Plan(whole.source, whole.steps[:9]), home, words=words) is kind


def test_all_of_one_kind_are_meant_where_it_is_said() -> None:
    """On both floors: only things of many kinds are more than people think of."""
    home = house()
    plan = lit(home, "kitchen", "hall", "bedroom")
    assert asked(plan, home, words="turn on all the lights") is None


@pytest.mark.parametrize("source", [Source.VOTE, Source.MODEL, Source.AGREEMENT])
def test_what_a_model_has_chosen_is_counted_whatever_was_said(source: Source) -> None:
    """The words did not name these devices."""
    home = house()
    plan = lit(home, "kitchen", "hall", source=source)
    assert asked(plan, home, words="everything is so dark") is PendingKind.CONFIRMATION
    assert asked(plan, home, Policy(broad=10)) is None


def test_a_whole_floor_is_broad_below_the_count() -> None:
    """A single room is not, nor is a floor with one lamp left out."""
    home = house(per_room=3)
    whole = lit(home, "kitchen", "hall")
    assert asked(whole, home) is PendingKind.CONFIRMATION
    assert asked(whole, home, words="both rooms on") is None
    assert asked(Plan(Source.RESOLVER, whole.steps[1:]), home) is None
    five, two = house(), house(per_room=2)
    assert asked(lit(five, "bedroom"), five) is None
    assert asked(lit(two, "kitchen", "hall"), two) is None


def test_what_is_so_already_makes_a_floor_whole() -> None:
    """Nothing on it is as it was left, though less moves."""
    home = house(per_room=3)
    lamp = "light.hall_0"
    home = replace(home, states={**home.states, lamp: DeviceState("on")})
    assert asked(lit(home, "kitchen", "hall"), home) is PendingKind.CONFIRMATION


def test_what_is_in_no_room_is_no_part_of_a_home() -> None:
    """All rooms are the whole home without it."""
    home = house(per_room=2)
    everywhere = Device("light.led", "Strip", "light", "Strip", names=("Strip",))
    home = replace(
        home,
        devices=(*home.devices, everywhere),
        states={**home.states, "light.led": DeviceState("off")},
    )
    plan = lit(home, "kitchen", "hall", "bedroom")
    assert asked(plan, home) is PendingKind.CONFIRMATION


def test_a_whole_home_is_broad_below_the_count() -> None:
    """All rooms of both floors."""
    home = house(per_room=2)
    assert asked(lit(home, "kitchen", "hall", "bedroom"), home) is PendingKind.CONFIRMATION
    assert asked(lit(home, "hall", "bedroom"), home) is None


def test_a_home_of_few_devices_is_moved_as_a_whole_unasked() -> None:
    """Two lamps in two rooms are all there is, and no reason for a question."""
    home = house(per_room=1)
    assert asked(lit(home, "kitchen", "hall", "bedroom"), home) is None


def test_later_steps_and_those_of_now_are_counted_together() -> None:
    """Each device once; what is so already is not moved."""
    home = house()
    now = lit(home, "kitchen")
    both = Plan(now.source, now.steps, deferred=(Deferred(LATER, lit(home, "hall").steps),))
    assert asked(both, home) is PendingKind.CONFIRMATION
    twice = Plan(now.source, now.steps, deferred=(Deferred(LATER, now.steps),))
    assert asked(twice, home) is None
    off = tuple(Step(step.target, "off") for step in lit(home, "kitchen", "hall").steps)
    assert asked(Plan(Source.RESOLVER, off), home) is None


def test_in_another_language_home_assistants_sentences_name_what_they_mean() -> None:
    """The words for "all" are not known there; our own grammar has to hear the place."""
    home = house()
    rooms = ("kitchen", "hall")
    alle = "alle lichter an"
    assert asked(lit(home, *rooms, source=Source.SENTENCE), home, words=alle, language="de") is None
    plan = lit(home, *rooms)
    assert asked(plan, home, words=alle, language="de") is PendingKind.CONFIRMATION
    assert asked(plan, home, words="licht an in kitchen und hall", language="de") is None


def test_a_plan_that_is_not_sure_waits_for_a_yes() -> None:
    """However harmless it is; not if there is nothing left to do."""
    plan = Plan(Source.RESOLVER, (ON,), unsure=True)
    assert asked(plan, two_rooms()) is PendingKind.CONFIRMATION
    done = Plan(Source.RESOLVER, (Step("light.k", "on"),), unsure=True)
    assert asked(done, two_rooms()) is None
    partly = Plan(Source.RESOLVER, (*done.steps, ON), unsure=True)
    assert asked(partly, two_rooms()) is PendingKind.CONFIRMATION


FLOORS = (("Hall", "Below"), ("Den", "Below"), ("Attic", "Above"), ("Nursery", "Above"))


def mixed(*rooms: tuple[str, str | None]) -> HomeView:
    """Return a house with a lamp, a fan and a speaker in each room of some floors, on."""
    return view(
        *(
            (
                Device(
                    f"{domain}.{room.lower()}",
                    f"{room} {kind}",
                    kind,
                    "",
                    names=(f"{room} {kind}",),
                    area_id=room.lower(),
                    area=room,
                    floor=floor,
                ),
                "on",
                {"supported_features": 0xFFFF},
            )
            for room, floor in rooms
            for domain, kind in (("light", "light"), ("fan", "fan"), ("media_player", "speaker"))
        )
    )


@pytest.mark.parametrize(
    ("words", "rooms", "kind"),
    [
        ("turn everything off in the house", ("hall", "den", "attic", "nursery"), "asked"),
        ("everything off", ("hall", "den", "attic", "nursery"), "asked"),
        ("everything off below and above", ("hall", "den", "attic", "nursery"), None),
        ("everything off in here", ("hall", "den"), None),
    ],
)
def test_everything_of_a_home_is_asked_for(
    words: str, rooms: tuple[str, ...], kind: str | None
) -> None:
    """It is more than lights; a floor that is named, or the one somebody is on, is not all."""
    home = mixed(*FLOORS)
    steps = tuple(Step(each.entity_id, "off") for each in home.devices if each.area_id in rooms)
    found = asked(Plan(Source.RESOLVER, steps), home, Policy(broad=4), words=words)
    assert found is (PendingKind.CONFIRMATION if kind else None)


@pytest.mark.parametrize(
    ("rooms", "off", "kind"),
    [
        (("Hall", "Den"), ("hall", "den"), PendingKind.CONFIRMATION),
        (("Hall", "Den"), ("hall",), None),
        (("Studio",), ("studio",), PendingKind.CONFIRMATION),
    ],
)
def test_without_floors_the_rooms_tell_what_everything_is(
    rooms: tuple[str, ...], off: tuple[str, ...], kind: PendingKind | None
) -> None:
    """All that a home of one room has is everything, too."""
    home = mixed(*((room, None) for room in rooms))
    steps = tuple(Step(each.entity_id, "off") for each in home.devices if each.area_id in off)
    words = "everything off"
    assert asked(Plan(Source.RESOLVER, steps), home, Policy(broad=2), words=words) is kind


@pytest.mark.parametrize(
    ("kinds", "waits"),
    [(("light", "fan"), None), (("light", "fan", "siren"), PendingKind.CONFIRMATION)],
)
def test_two_kinds_that_are_named_are_not_everything(
    kinds: tuple[str, ...], waits: PendingKind | None
) -> None:
    """Who names all of them kind by kind has thought of each; of a third kind nobody may have."""
    devices = [
        Device(
            f"switch.{kind}_{room}_{number}",
            f"{kind} {number}",
            kind,
            "",
            area_id=room,
            area=room,
            floor=floor,
        )
        for kind in kinds
        for room, floor in (("hall", "Ground floor"), ("bedroom", "Upstairs"))
        for number in range(3)
    ]
    home = view(*((each, "on", {}) for each in devices))
    plan = Plan(Source.RESOLVER, tuple(Step(each.entity_id, "off") for each in devices))
    assert asked(plan, home, words="turn off all the lights and all the fans") is waits
