"""What the tuned model is shown of a turn, and how its line becomes a plan of this home."""

from dataclasses import replace

import pytest

from custom_components.llm_iot.asking import TunedStyle
from custom_components.llm_iot.errors import PromptTruncatedError
from custom_components.llm_iot.evidence import Earlier, Evidence, Example
from custom_components.llm_iot.models import (
    Device,
    HomeView,
    Plan,
    ProblemCode,
    RequestKind,
    Source,
    Step,
    Utterance,
)
from custom_components.llm_iot.queries import Query
from custom_components.llm_iot.tuned.prompt import (
    MAX_CANDIDATES,
    MOST_CHOSEN,
    MOST_READINGS,
    SHORT,
)
from tests.homes import device, two_rooms, view

STYLE = TunedStyle(num_ctx=1024, language=1)
SECOND = TunedStyle(num_ctx=1024, language=2)
LIT = Earlier(Utterance("Hall lamp on"), Plan(Source.RESOLVER, (Step("light.h", "on"),)))


def test_names_are_those_of_the_tuned_model_in_prompt_and_plan() -> None:
    """Two lamps are told apart by their rooms, and the line is read by these names."""
    home = two_rooms()
    evidence = Evidence(home.devices)
    prompt = STYLE.prompt(Utterance("Turn on the lamp", area_id="hall"), home, evidence)
    (message,) = prompt.messages
    assert prompt.is_raw
    assert "light/kitchen lamp/hall lamp\n" in message.content
    assert message.content.endswith("(hall) turn on the lamp\n")
    plan = STYLE.read('["hall lamp on"]', home, evidence)
    assert plan.steps == (Step("light.h", "on"),)


def test_the_constant_part_is_how_the_prompt_begins() -> None:
    """So that the model's cache of it serves every turn."""
    home = two_rooms()
    (constant,) = STYLE.constant(home.devices, home)
    prompt = STYLE.prompt(Utterance("lights out"), home, Evidence(home.devices))
    assert prompt.messages[0].content.startswith(constant.content)


def test_what_was_learned_usual_and_noted_is_shown_by_its_names() -> None:
    """The nearest to the command is what people corrected."""
    home = two_rooms()
    lamp = home.by_id["light.h"].label
    nearest = Example("film time", (f"{lamp} off",), 0.9, "movie", usual=(f"{lamp} 30",))
    evidence = Evidence(
        home.devices,
        (nearest,),
        learned=frozenset({"light.h"}),
        notes=("The hall is cold",),
        part_of_day="evening",
    )
    prompt = STYLE.prompt(Utterance("movie"), home, evidence)
    assert prompt.messages[0].content.splitlines()[-4:] == [
        "note = the hall is cold",
        "usual in the evening = hall lamp 30",
        "was film time = hall lamp off",
        "movie",
    ]


def test_an_example_that_nobody_taught_is_not_shown() -> None:
    """The model knows the general plans itself."""
    home = two_rooms()
    evidence = Evidence(home.devices, (Example("film time", ("lamp off",), 0.9, "movie"),))
    assert "was" not in STYLE.prompt(Utterance("movie"), home, evidence).messages[0].content


def test_evidence_goes_before_the_command_does_if_there_is_no_room() -> None:
    """And without room for the command there is no prompt."""
    home = view((device("light.a", "Lamp", "light"), "off", {}))
    bare = STYLE.prompt(Utterance("movie"), home, Evidence(home.devices))
    noted = Evidence(home.devices, notes=("The hall is cold",))
    tight = TunedStyle(bare.tokens + bare.max_output)
    assert tight.prompt(Utterance("movie"), home, noted).messages == bare.messages
    with pytest.raises(PromptTruncatedError):
        TunedStyle(bare.tokens).prompt(Utterance("movie"), home, noted)


def test_a_model_of_the_first_language_is_asked_as_it_was_trained() -> None:
    """It never saw what was said before, and takes nothing back."""
    home = two_rooms()
    evidence = Evidence(home.devices, earlier=(LIT,), readings=windows(1))
    bare = STYLE.prompt(Utterance("off again"), home, Evidence(home.devices))
    assert STYLE.prompt(Utterance("off again"), home, evidence) == bare
    (problem,) = STYLE.read('["undo"]', home, evidence).problems
    assert problem.code is ProblemCode.NOT_UNDERSTOOD


def test_what_was_just_said_stands_before_the_command() -> None:
    """With what it came to, so that "it" can be found."""
    home = two_rooms()
    closed = Earlier(
        Utterance("Is the front door locked?"),
        Plan(Source.RESOLVER, queries=(Query(("lock.front",)),)),
    )
    evidence = Evidence(home.devices, earlier=(LIT, closed))
    prompt = SECOND.prompt(Utterance("off again"), home, evidence)
    assert prompt.messages[0].content.splitlines()[-3:] == [
        "just is the front door locked? = ask hall front door",
        "just hall lamp on = hall lamp on",
        "off again",
    ]
    request = SECOND.read('["undo"]', home, evidence).request
    assert request
    assert request.kind is RequestKind.UNDO
    assert SECOND.read('["undo"]', home, Evidence(home.devices)).problems


def test_what_can_be_asked_has_names_in_prompt_and_plan() -> None:
    """A window that only tells whether it is open is no device, and can be asked about."""
    home = replace(two_rooms(), readings=windows(2))
    evidence = Evidence(home.devices, readings=home.readings[1:])
    prompt = SECOND.prompt(Utterance("is it open"), home, evidence)
    assert "window/hall window 1\nis it open\n" in prompt.messages[0].content
    asked = SECOND.read('["ask hall window 1"]', home, evidence)
    assert asked.asked_about == ("binary_sensor.w1",)
    every = SECOND.read('["ask all window"]', home, evidence)
    assert set(every.asked_about) == {"binary_sensor.w0", "binary_sensor.w1"}
    assert SECOND.read('["hall window 1 on"]', home, evidence).steps == ()


def test_a_long_prompt_tells_less_of_what_can_be_asked() -> None:
    """A tiny model reads no more than it needs, and the most fitting remain."""
    home = replace(two_rooms(), readings=windows(MOST_READINGS))
    evidence = Evidence(home.devices, readings=home.readings)
    short = SECOND.prompt(Utterance("is it open"), home, evidence)
    assert short.messages[0].content.count("window") == MOST_READINGS + 1
    long = SECOND.prompt(Utterance("is it open, " * 30), home, evidence)
    assert short.tokens < long.tokens <= SHORT
    assert "window 1" in long.messages[0].content
    assert "window 2" not in long.messages[0].content


def test_a_long_prompt_has_fewer_devices_and_those_that_fit() -> None:
    """As many as a short one can have, and some with any command; the order is the home's."""
    home = corridor(16)
    ranked = tuple(each.entity_id for each in reversed(home.devices))
    evidence = Evidence(home.devices, ranked=ranked)
    prompt = SECOND.prompt(Utterance("lights out"), home, evidence)
    assert prompt.tokens <= SHORT
    (kind, *names), *_ = (line.split("/") for line in prompt.messages[0].content.splitlines())
    assert kind == "light"
    assert names == [each.name.casefold() for each in home.devices][-len(names) :]
    long = SECOND.prompt(Utterance("lights out, " * 30), home, evidence)
    assert long.messages[0].content.count("Flurlampe".casefold()) == 3


def test_of_a_large_home_the_devices_that_fit_best_are_listed() -> None:
    """A list that is new for each turn is read anew; that of a small home is in the cache."""
    home = lamps(MAX_CANDIDATES + 4)
    chosen = home.devices[:MAX_CANDIDATES]
    ranked = tuple(each.entity_id for each in reversed(chosen))
    large = SECOND.prompt(Utterance("lights out"), home, Evidence(chosen, ranked=ranked))
    best = "/".join(each.name.casefold() for each in chosen[-MOST_CHOSEN:])
    assert f"light/{best}\n" in large.messages[0].content
    small = lamps(MAX_CANDIDATES)
    whole = SECOND.prompt(Utterance("lights out"), small, Evidence(small.devices, ranked=ranked))
    assert whole.messages[0].content.count("/") == MAX_CANDIDATES


def test_short_tokens_leave_room_for_fewer_devices() -> None:
    """A home whose names are in another language has more tokens for as many letters."""
    home = corridor(16)
    evidence = Evidence(home.devices)
    usual = SECOND.prompt(Utterance("lights out"), home, evidence)
    short = replace(SECOND, bytes_per_token=2.5).prompt(Utterance("lights out"), home, evidence)
    assert short.tokens <= SHORT
    assert len(short.messages[0].content) < len(usual.messages[0].content)


def test_what_is_known_of_a_home_takes_the_place_of_what_fits_least() -> None:
    """The prompt is no longer for it; that of a long command tells nothing of it."""
    home = corridor(15)
    known = "The corridor is cold in the morning, all winter long"
    evidence = Evidence(home.devices, notes=(known,))
    bare = SECOND.prompt(Utterance("lights out"), home, Evidence(home.devices))
    noted = SECOND.prompt(Utterance("lights out"), home, evidence)
    assert noted.tokens <= SHORT
    assert known.casefold() in noted.messages[0].content
    lamps_of = (each.messages[0].content.count("flurlampe") for each in (noted, bare))
    assert 8 <= next(lamps_of) < next(lamps_of)
    long = SECOND.prompt(Utterance("lights out, " * 30), home, evidence)
    assert known.casefold() not in long.messages[0].content


def test_of_what_is_known_the_nearest_remains_beside_a_long_command() -> None:
    """Not all of it goes at once."""
    home = corridor(3)
    notes = tuple(f"The {room} is cold in the morning, all winter" for room in ("hall", "den"))
    evidence = Evidence(home.devices, notes=notes)
    prompt = SECOND.prompt(Utterance("lights out, " * 24), home, evidence)
    assert prompt.tokens <= SHORT
    known = [line for line in prompt.messages[0].content.splitlines() if line.startswith("note")]
    assert known == [f"note = {notes[0].casefold()}"]


def lamps(count: int) -> HomeView:
    """Return a home with many lamps of short names."""
    return view(
        *((device(f"light.l{number}", f"L{number}", "light"), "off", {}) for number in range(count))
    )


def corridor(count: int) -> HomeView:
    """Return a home with many lamps of long names."""
    return view(
        *(
            (device(f"light.f{number}", f"Flurlampe vor dem Zimmer {number}", "light"), "off", {})
            for number in range(count)
        )
    )


def windows(count: int) -> tuple[Device, ...]:
    """Return windows of the hall that only tell whether they are open."""
    return tuple(
        device(f"binary_sensor.w{number}", f"Window {number}", "window", "Hall")
        for number in range(count)
    )
