"""Questions about homes, from their words to the answer, without a model."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
import re

import pytest

from custom_components.llm_iot.dialogue import Context, Exchange
from custom_components.llm_iot.models import HomeView, Plan, ProblemCode, Source, Step, Utterance
from tests.asked_homes import APARTMENT, CABIN, HOUSE
from tests.asking import NOW, Conversation, ask, questions, things_in
from tests.recognition.house import device, home

FOLDER = Path(__file__).with_name("asked")
HOMES = {"house": HOUSE, "apartment": APARTMENT}


@dataclass(frozen=True, slots=True)
class Case:
    """A question and what its answer has to tell."""

    question: str
    said: tuple[str, ...]
    things: set[str]
    places: set[str]

    def fits(self, answer: str, home: HomeView) -> bool:
        """Return whether an answer tells all of it, and names nothing else."""
        patterns = [rf"(?<![\w.]){re.escape(words)}(?!\w)" for words in self.said]
        told = all(re.search(pattern, answer.casefold()) for pattern in patterns)
        return told and bool(answer) and things_in(answer, home) == (self.things, self.places)


def lines(name: str) -> Iterator[str]:
    """Yield the lines of a file, without comments."""
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line


def case(line: str) -> Case:
    """Return the case of a line."""
    question, said, things, places = (part.strip() for part in line.split("|"))
    return Case(
        question,
        tuple(each.strip() for each in said.split("&") if each.strip()),
        set(things.split()),
        {place.strip() for place in places.split(",") if place.strip()},
    )


def cases(name: str) -> list[Case]:
    """Return the cases of a file."""
    return [case(line) for line in lines(name)]


CONVERSATIONS = [
    [case(line) for line in block.splitlines()]
    for block in "\n".join(lines("followups")).strip().split("\n\n")
]


@pytest.mark.parametrize("name", HOMES)
def test_a_question_is_answered_from_the_states_of_what_it_is_about(name: str) -> None:
    """With all that was asked for, and with no word of anything else."""
    home = HOMES[name]
    answers = {asked.question: (asked, ask(home, asked.question)) for asked in cases(name)}
    assert not {
        question: answer
        for question, (asked, answer) in answers.items()
        if not asked.fits(answer, home)
    }


@pytest.mark.parametrize(
    "conversation", CONVERSATIONS, ids=[turns[0].question for turns in CONVERSATIONS]
)
def test_a_question_goes_on_where_the_last_one_ended(conversation: list[Case]) -> None:
    """Another place for the same things, another thing in the same place, "it"."""
    talk = Conversation(HOUSE)
    for asked in conversation:
        answer = talk.ask(asked.question)
        assert asked.fits(answer, HOUSE), (asked.question, answer)


@pytest.mark.parametrize("home", [HOUSE, APARTMENT, CABIN])
def test_what_is_no_question_about_the_home_is_left_to_others(home: HomeView) -> None:
    """Commands, statements, and questions about the rest of the world."""
    plans = {text: Conversation(home).plan(text) for text in lines("not_home")}
    assert not {text: plan for text, plan in plans.items() if plan is not None}


def test_no_question_ever_moves_anything() -> None:
    """Neither now nor later, whatever its words are."""
    texts = [asked.question for name in HOMES for asked in cases(name)] + list(lines("not_home"))
    plans = [Conversation(HOUSE).plan(text) for text in texts]
    assert not any(plan.steps or plan.deferred or plan.request for plan in plans if plan)


@pytest.mark.parametrize(
    "text",
    [
        "why is the kitchen light on",
        "why did the fan turn on last night?",
        "how often does the garage door open",
        "how long was the light on since i left",
        "did it rain yesterday",
        "will it rain tomorrow",
        "will the bedroom be warm tonight",
    ],
)
def test_the_future_reasons_and_much_of_the_past_are_not_known(text: str) -> None:
    """The states of now do not tell them."""
    plan = Conversation(HOUSE).plan(text)
    assert plan is not None
    assert [problem.code for problem in plan.problems] == [ProblemCode.NO_ANSWER]
    assert not plan.queries


@pytest.mark.parametrize(
    ("text", "area_id", "things", "places"),
    [
        ("is the light on", "kitchen", {"light.kitchen", "light.counter"}, set()),
        ("are the lights on", "bedroom", {"light.bedside"}, set()),
        ("is the window open", "bathroom", {"binary_sensor.bathroom_w"}, set()),
        ("what's the temperature", "kitchen", set(), {"Kitchen"}),
        ("how warm is it in here", "bedroom", set(), {"Bedroom"}),
        ("is it warmer than 20 degrees", "bathroom", set(), {"Bathroom"}),
        ("is it warmer in here than in the kitchen", "bedroom", set(), {"Bedroom", "Kitchen"}),
        ("what is on in here", "study", {"light.study"}, set()),
        ("is the fan on here", "bathroom", {"fan.bathroom"}, set()),
        ("which rooms are above 23 degrees", "kitchen", set(), {"Bathroom", "Anna's room"}),
        ("how many doors are unlocked", "bedroom", {"lock.back"}, {"Kitchen"}),
        ("is any light on in the house", "bathroom",
         {"light.kitchen", "light.floor_lamp", "light.study"}, {"Living room", "Study"}),
    ],
)  # fmt: skip
def test_the_room_of_the_speaker_goes_first_where_one_thing_is_meant(
    text: str, area_id: str, things: set[str], places: set[str]
) -> None:
    """Which, how many and any are asked of the whole home."""
    answer = ask(HOUSE, text, area_id)
    assert things_in(answer, HOUSE) == (things, places), answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("is the window open in the hall", "There is no window in the hall."),
        ("is the fan on in the kitchen", "There is no fan in the kitchen."),
        ("is the bedroom thermostat on", "There is no thermostat in the bedroom."),
        ("is the tv on in the bathroom", "There is no TV in the bathroom."),
        ("what's the humidity in the hall", "There is no humidity sensor in the hall."),
        ("what's the temperature in the garage", "There is no temperature sensor in the garage."),
        ("is anyone in the kitchen", "There is no presence sensor in the kitchen."),
        ("is there smoke in the kitchen", "There is no smoke detector in the kitchen."),
        ("how bright is it in the study", "The desk lamp is at 100 percent."),
        ("is the pool heater on", "I do not know a device called pool heater."),
        ("is the window open in the sauna", "I do not know a device called sauna."),
    ],
)
def test_what_a_room_lacks_is_never_answered_for_another_room(text: str, answer: str) -> None:
    """It is said to be missing."""
    assert ask(HOUSE, text) == answer


def test_it_is_what_was_moved_before() -> None:
    """A question can follow a command."""
    step = Step("light.kitchen", "on")
    moved = Exchange(
        Utterance("turn on the kitchen light"), Plan(Source.RESOLVER, (step,)), "", NOW
    )
    talk = Conversation(HOUSE, exchanges=[moved])
    assert talk.ask("is it on") == "Yes, the kitchen light is on at 40 percent."


def test_in_there_is_where_something_was_moved_before() -> None:
    """The room of the last turn."""
    step = Step("light.kitchen", "on")
    moved = Exchange(Utterance("kitchen light on"), Plan(Source.RESOLVER, (step,)), "", NOW)
    talk = Conversation(HOUSE, exchanges=[moved])
    assert "22.4 degrees" in talk.ask("how warm is it in there now?")


def test_without_an_earlier_question_nothing_goes_on() -> None:
    """Just "and in the bedroom?" asks for nothing."""
    assert Conversation(HOUSE).plan("and in the bedroom?") is None
    assert Conversation(HOUSE).plan("is it on") is None


def test_other_languages_are_left_to_others() -> None:
    """The words are English."""
    utterance = Utterance("is the kitchen light on", language="de")
    assert questions().read(utterance, HOUSE, Context(), NOW) is None


def test_a_home_that_changed_is_read_anew() -> None:
    """A reader knows the home that it is asked about, not the last one."""
    reader = questions()
    reader.prepare(CABIN)
    assert ask(HOUSE, "is the kettle on") == "No, the kettle is off."
    fewer = replace(HOUSE, devices=HOUSE.devices[:1])
    assert "kettle" in ask(fewer, "is the kettle on")
    assert ask(fewer, "is the kettle on") != "No, the kettle is off."


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("and the tv off", None),
        ("and off, both", None),
        ("same for the tv", None),
        ("what about the tv", "playing"),
    ],
)
def test_what_goes_on_from_a_command_may_be_another_one(text: str, answer: str | None) -> None:
    """Where its words say what is to be done."""
    done = Plan(Source.RESOLVER, (Step("light.kitchen", "on"),))
    talk = Conversation(
        HOUSE, exchanges=[Exchange(Utterance("kitchen light on"), done, "Done.", NOW)]
    )
    plan = talk.plan(text)
    assert (plan is None) is (answer is None)
    assert answer is None or answer in talk.ask(text)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("did anyone lock the front door", "The front door is locked."),
        ("did you lock the front door?", "The front door is locked."),
        ("has somebody turned the dishwasher off", "The dishwasher is on."),
        ("did anyone leave the kettle on", "No, the kettle is off."),
    ],
)
def test_nobody_is_said_to_have_done_anything(text: str, answer: str) -> None:
    """Only how things are now is known, and not by whom."""
    assert ask(HOUSE, text) == answer


def test_a_number_is_called_after_what_it_is() -> None:
    """It has no device class that tells it."""
    rooms = home(
        (device("number.p", "Compressor pressure", "setting", "Hall"), "6", {}),
        (device("number.w", "Waiting time", "setting", "Hall"), "3", {}),
    )
    plan = questions().read(Utterance("what's the pressure?"), rooms, Context(), NOW)
    assert plan is not None
    assert [query.targets for query in plan.queries] == [("number.p",)]


def test_a_room_that_is_called_after_a_machine_has_a_temperature() -> None:
    """In a server room it is not that of a server; that of the freezer is no room's."""
    rooms = home(
        *(
            (
                replace(device(entity_id, name, "temperature", area), device_class="temperature"),
                state,
                {"unit_of_measurement": "°C"},
            )
            for entity_id, name, area, state in (
                ("sensor.s", "Server room temperature", "Server room", "20.7"),
                ("sensor.f", "Freezer temperature", "Pantry", "-18"),
            )
        )
    )
    for text, targets in (
        ("how warm is the server room", ("sensor.s",)),
        ("how warm is the pantry", ()),
    ):
        plan = questions().read(Utterance(text), rooms, Context(), NOW)
        assert plan is not None
        assert [query.targets for query in plan.queries] == [targets]
