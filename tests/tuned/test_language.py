"""The line that the tuned model writes."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from custom_components.llm_iot.models import (
    Deferred,
    HomeView,
    Plan,
    Problem,
    ProblemCode,
    Request,
    RequestKind,
    Source,
    Step,
)
from custom_components.llm_iot.queries import Query
from custom_components.llm_iot.response.parser import UnreadableAnswerError
from custom_components.llm_iot.tuned.labels import tuned_view
from custom_components.llm_iot.tuned.language import (
    NoLineError,
    read_line,
    repeats_itself,
    write_plan,
)
from tests.homes import DIMMABLE, FAN, device, view

NOW = datetime(2026, 5, 4, 13, tzinfo=UTC)


def home() -> HomeView:
    """Return a home of two rooms, labelled for the tuned model."""
    return tuned_view(
        view(
            (device("light.k", "Ceiling", "light", "Kitchen"), "on", DIMMABLE),
            (device("light.c", "Counter", "light", "Kitchen"), "on", DIMMABLE),
            (device("light.h", "Standing lamp", "light", "Hall"), "off", DIMMABLE),
            (device("fan.h", "Breeze", "fan", "Hall"), "off", FAN),
            (device("lock.f", "Front door", "lock", "Hall"), "locked", {}),
        )
    )


def read(line: str) -> Plan:
    """Return the plan of a line in that home."""
    return read_line(line, home(), home().devices)


def test_an_answer_may_come_without_its_end() -> None:
    """The server takes off what it stops at: the end of the array."""
    cut = read('["hall breeze off","hall standing lamp on')
    assert cut.steps == (Step("fan.h", "off"), Step("light.h", "on"))
    assert not read("[]").steps


def test_a_group_is_written_as_one_string_and_read_as_its_members() -> None:
    """The answer does not grow with the home."""
    steps = (Step("light.k", "off"), Step("light.c", "off"), Step("fan.h", "percentage", 40))
    line = write_plan(Plan(Source.MODEL, steps), home())
    assert line == '["all kitchen light off","hall breeze 40"]'
    assert read(line).actions == frozenset(steps)


def test_a_part_of_a_group_is_written_one_by_one() -> None:
    """No device is moved that the plan leaves alone."""
    line = write_plan(Plan(Source.MODEL, (Step("light.k", "off"), Step("light.h", "off"))), home())
    assert line == '["kitchen ceiling off","hall standing lamp off"]'


def test_what_cannot_do_it_is_no_part_of_the_group() -> None:
    """A lamp that only goes on and off does not keep the others from being dimmed as one."""
    rooms = tuned_view(
        view(
            (device("light.k", "Ceiling", "light", "Kitchen"), "on", DIMMABLE),
            (device("light.c", "Counter", "light", "Kitchen"), "on", DIMMABLE),
            (device("light.s", "Sink", "light", "Kitchen"), "on", {}),
        )
    )
    steps = (Step("light.k", "brightness", 40), Step("light.c", "brightness", 40))
    assert write_plan(Plan(Source.MODEL, steps), rooms) == '["all kitchen light 40"]'


@pytest.mark.parametrize(
    "more",
    [
        {"deferred": (Deferred(NOW, (Step("light.h", "on"),)),)},
        {"request": Request(RequestKind.UNDO)},
        {"handled": "It is ten."},
    ],
)
def test_what_the_language_has_no_words_for_is_not_written(more: dict[str, Any]) -> None:
    """It would teach something else than what was wanted."""
    plan = replace(Plan(Source.MODEL, (Step("light.k", "off"),)), **more)
    with pytest.raises(NoLineError):
        write_plan(plan, home())


def test_questions_and_doubt_have_words() -> None:
    """What is asked, and which one, are part of the language."""
    asked = Plan(Source.MODEL, queries=(Query(("light.k", "light.c")),))
    assert write_plan(asked, home()) == '["ask all kitchen light"]'
    assert read('["which"]').problems[0].code is ProblemCode.AMBIGUOUS
    unsure = Plan(Source.MODEL, problems=(Problem(ProblemCode.AMBIGUOUS),))
    assert write_plan(unsure, home()) == '["which"]'


@pytest.mark.parametrize(
    ("line", "moved"),
    [
        ('["all light off","not all kitchen light"]', {"light.h"}),
        ('["all light off","not standing lamp"]', {"light.k", "light.c"}),
    ],
)
def test_a_group_or_a_part_of_a_name_may_be_left_alone(line: str, moved: set[str]) -> None:
    """The others of the larger group are moved."""
    assert {step.target for step in read(line).steps} == moved


@pytest.mark.parametrize(
    ("line", "targets"),
    [
        ('["ask all kitchen light"]', {"light.k", "light.c"}),
        ('["ask hall standng lamp"]', {"light.h"}),
        ('["hall breeze on","ask breeze"]', {"fan.h"}),
    ],
)
def test_what_is_asked_about_may_be_misspelt_as_well(line: str, targets: set[str]) -> None:
    """A group, or the only device that it can be."""
    (query,) = read(line).queries
    assert set(query.targets) == targets


@pytest.mark.parametrize(
    "line",
    ['["standing lamp on"]', '["hall standng lamp on"]', '["hall standing lamp light on"]'],
)
def test_a_name_that_is_cut_or_misspelt_is_the_only_one_that_it_can_be(line: str) -> None:
    """A slip of a small model costs nothing."""
    assert read(line).steps == (Step("light.h", "on"),)


def test_two_things_are_done_to_one_device() -> None:
    """Only a line that says the very same twice goes on so, and is cut there."""
    line = '["hall breeze on","hall breeze 40"]'
    assert not repeats_itself(line)
    assert read(line).steps == (Step("fan.h", "on"), Step("fan.h", "percentage", 40))
    endless = '["hall breeze on","hall breeze on","hall'
    assert repeats_itself(endless)
    assert read(endless).steps == (Step("fan.h", "on"),)


def test_the_model_corrects_itself() -> None:
    """Of what excludes each other, the last is meant."""
    assert read('["hall front door lock","hall front door unlock"]').steps == (
        Step("lock.f", "unlock"),
    )


def test_an_exception_that_nobody_made_is_a_slip() -> None:
    """It stays where the words may leave something out."""
    line = '["all kitchen light off","not kitchen countr"]'
    assert read(line).steps == (Step("light.k", "off"),)
    assert len(read_line(line, home(), home().devices, spares=False).steps) == 2


def test_a_device_that_cannot_do_it_is_not_taken_for_one_that_is_spelt_like_it() -> None:
    """Its name was no slip."""
    home = tuned_view(
        view(
            (device("switch.a", "Desk lamp 1", "light"), "off", {}),
            (device("light.b", "Desk lamp 2", "light"), "off", DIMMABLE),
        )
    )
    assert read_line('["desk lamp 1 40"]', home, home.devices).steps != (
        Step("light.b", "brightness", 40),
    )


def test_of_two_like_names_the_one_that_is_clearly_more_like_it_is_meant() -> None:
    """And neither if none is."""
    home = tuned_view(
        view(
            (device("light.d", "Dad's lamp", "light", "Mum and dad's room"), "off", {}),
            (device("light.m", "Mum's lamp", "light", "Mum and dad's room"), "off", {}),
            (device("light.k", "Lamp", "light", "Kitchen"), "off", {}),
        )
    )
    line = '["mum dads room dads lamp on"]'
    assert read_line(line, home, home.devices).steps == (Step("light.d", "on"),)
    assert read_line('["mums and dads room lamps on"]', home, home.devices).steps == ()


def test_a_name_that_may_be_two_is_not_guessed() -> None:
    """A room is not a device."""
    assert read('["kitchen on"]').steps == ()


def test_the_action_decides_between_what_shares_words() -> None:
    """Only the lock can be locked."""
    assert read('["hall lock"]').steps == (Step("lock.f", "lock"),)


def test_what_is_not_a_list_of_strings_is_an_error() -> None:
    """Nothing is made of it."""
    with pytest.raises(UnreadableAnswerError):
        read("turn on the lamp")


def test_an_action_and_a_number_in_one_string_are_two_steps() -> None:
    """The language has no such string; a name may well end with a number."""
    assert read('["hall breeze on 40"]').actions == {
        Step("fan.h", "on"),
        Step("fan.h", "percentage", 40),
    }
    assert read('["hall breeze up 20"]').steps == (Step("fan.h", "up", 20),)
    cool = view((device("fan.c", "Pure cool", "fan"), "off", FAN))
    plan = read_line('["pure cool 70"]', tuned_view(cool), tuned_view(cool).devices)
    assert plan.steps == (Step("fan.c", "percentage", 70),)
