"""What a goal means in a home: the room, the kinds that are there, how they are now."""

import json
from pathlib import Path

import pytest

from custom_components.llm_iot.capabilities import controllable
from custom_components.llm_iot.kinds import load_kinds
from custom_components.llm_iot.models import DeviceState, HomeView, Source, Utterance
from custom_components.llm_iot.prompting.bank import load_templates
from custom_components.llm_iot.prompting.goal import Goal
from custom_components.llm_iot.prompting.goals import GoalPlanner
from custom_components.llm_iot.response.parser import read_plan
from tests.homes import device, paper_home, view

from .homes import HOMES, ONOFF, PLAYER

SENTENCES = json.loads(Path(__file__).with_name("sentences.json").read_text(encoding="utf-8"))
GOALS = {template.goal.name: template.goal for template in load_templates() if template.goal}


def plan(home: HomeView, goal: Goal, text: str = "", area: str | None = None) -> set[str]:
    """Return what a goal means, as said in a room."""
    planner = GoalPlanner(home, controllable(home), Utterance(text, area_id=area), load_kinds())
    return set(planner.plan(goal))


def changed(home: HomeView, **states: str) -> HomeView:
    """Return a home with some devices in other states, by the end of their entity id."""
    new = {
        entity_id: DeviceState(
            states.get(entity_id.partition(".")[2], state.state), state.attributes
        )
        for entity_id, state in home.states.items()
    }
    return HomeView(home.devices, new, home.areas)


@pytest.mark.parametrize(
    ("home", "area", "goal", "text", "wanted"),
    [
        ("bungalow", "kitchen", "smell", "it stinks", {"cooker hood on"}),
        ("bungalow", "bathroom", "humid", "steam everywhere", {"fan on"}),
        ("office", "break_room", "smell", "it stinks", {"skylight open"}),
        ("office", "open_office", "fresh_air", "it is stuffy", {"air purifier on"}),
        ("office", "lab", "dust", "dust everywhere", {"sawdust extractor on"}),
        ("bungalow", "parents'_bedroom", "too_hot", "it is hot", {"bed fan on"}),
        ("office", "conference_room", "too_hot", "it is hot", {"conference ac cool"}),
        ("student", "room", "too_hot", "it is hot", {"fan up"}),
        ("student", "room", "too_cold", "it is cold", {"fan off"}),
        ("bungalow", "parents'_bedroom", "too_cold", "it is cold", {"bedroom heating heat"}),
        ("bungalow", "lounge", "too_cold", "it is cold", {"lounge radiator up"}),
        ("office", "lab", "too_cold", "it is cold", {"heater on"}),
        ("bungalow", "kitchen", "too_cold", "it is cold", set()),
        ("bungalow", "kitchen", "too_dark", "it is dark", {"kitchen spots on"}),
        ("bungalow", "kitchen", "too_dark", "it is dark in the bathroom", {"mirror light on"}),
        ("bungalow", None, "too_dark", "it is dark", set()),
        ("bungalow", "lounge", "too_bright", "the light blinds me", {"ceiling light down"}),
        ("bungalow", "kitchen", "too_bright", "it is so bright", set()),
        ("bungalow", "lounge", "too_loud", "it is so loud", {"stereo down"}),
        ("bungalow", "lounge", "too_loud", "the television is so loud", set()),
        ("bungalow", "lounge", "hear_better", "I cannot hear the stereo", {"stereo up"}),
        (
            "bungalow",
            "lounge",
            "baby_sleeping",
            "the baby sleeps",
            {"nursery light off", "bunny night light on", "nursery blind close"},
        ),
        (
            "bungalow",
            None,
            "film",
            "a film",
            {"television on", "ceiling light off", "curtains close"},
        ),
        ("bungalow", "kitchen", "coffee", "coffee", {"coffee machine on"}),
        ("bungalow", "kitchen", "dinner", "we eat", {"chandelier on"}),
        ("bungalow", "parents'_bedroom", "reading", "a book", {"bedside lamp on"}),
        ("student", "room", "film", "a film", {"movie mode on"}),
        ("office", "conference_room", "presentation", "slides", {"presentation on"}),
    ],
)
def test_a_goal_is_planned_for_its_room(
    home: str, area: str | None, goal: str, text: str, wanted: set[str]
) -> None:
    """With the best that there is, and nothing where nothing helps or the room is not clear."""
    assert plan(HOMES[home](), GOALS[goal], text, area) == wanted


def test_what_is_so_already_is_not_the_answer_while_something_else_helps() -> None:
    """With the ceiling light on, the floor lamp is what makes the lounge less dark."""
    home = HOMES["bungalow"]()
    assert plan(home, GOALS["too_dark"], area="lounge") == {"floor lamp on"}
    home = changed(home, hood="on")
    assert plan(home, GOALS["smell"], area="kitchen") == {"cooker hood up"}


def test_a_scene_of_other_rooms_is_left_alone() -> None:
    """Cosy in the room is not a scene that lights the bathroom."""
    assert plan(HOMES["student"](), GOALS["cosy"], area="room") == {"led strip on", "ceiling off"}


def test_leaving_ends_what_is_on_and_leaves_alone_what_has_to_run() -> None:
    """No fridge, no machine, no cooling of servers; no garage door, which may hit somebody."""
    office = plan(HOMES["office"](), GOALS["leave_home"])
    assert {"panels off", "ceiling panels off", "lab radio off", "entrance lock"} <= office
    assert not {text for text in office if "server" in text or "milling" in text}
    assert "fridge off" not in plan(HOMES["student"](), GOALS["leave_home"])
    bungalow = plan(HOMES["bungalow"](), GOALS["leave_home"])
    assert not {text for text in bungalow if "garage" in text or "radiator" in text}


def test_a_scene_of_several_words_is_meant_where_they_are_said() -> None:
    """The dinner party is the scene of that name, and dinner is not."""
    rooms = view(
        (device("light.d", "Chandelier", "light", "Dining room"), "off", ONOFF),
        (device("scene.d", "Dinner party", "scene", "Dining room"), "unknown", {}),
    )
    assert plan(rooms, GOALS["guests"], "a dinner party", "dining_room") == {"dinner party on"}
    assert plan(rooms, GOALS["dinner"], "let's eat", "dining_room") == {"chandelier on"}


def test_a_complaint_about_what_cannot_help_it_moves_nothing_else() -> None:
    """The mower is too loud, and the radio is not turned down for it."""
    garden = view(
        (device("media_player.s", "Radio", "speaker", "Garden"), "playing", PLAYER),
        (device("lawn_mower.m", "Mower", "mower", "Garden"), "mowing", {}),
    )
    assert plan(garden, GOALS["too_loud"], "the mower's making a racket", "garden") == set()


def test_a_fan_is_for_comfort_only_where_it_is_warm() -> None:
    """In the paper's room nothing tells the temperature, and the fan is all there is."""
    assert "bed fan on" not in plan(HOMES["bungalow"](), GOALS["sleep"], area="parents'_bedroom")
    assert plan(paper_home(light="on"), GOALS["film"]) == {"light off", "fan on", "tv on"}


def test_nobody_who_goes_to_bed_needs_the_fan_of_the_lounge() -> None:
    """It helps where people sleep, as in the only room of a home."""
    fan = {"supported_features": 49, "percentage_step": 25}
    rooms = ("Lounge", "Bedroom")
    fans = [(device(f"fan.{each}", f"{each} fan", "fan", each), "off", fan) for each in rooms]
    assert plan(view(*fans), GOALS["sleep"], area="lounge") == set()
    assert plan(view(*fans), GOALS["sleep"], area="bedroom") == {"bedroom fan on"}
    assert "fan on" in plan(paper_home(), GOALS["sleep"])
    assert plan(paper_home(), GOALS["match"]) == {"tv on"}


def test_the_blanket_of_the_home_warms_the_bed_from_any_room() -> None:
    """And not the heating of the room in which that is said."""
    home = view(
        (device("switch.b", "Electric blanket", "blanket", "Bedroom"), "off", {}),
        (device("light.l", "Lamp", "light", "Lounge"), "on", {}),
    )
    assert plan(home, GOALS["cold_bed"], area="lounge") == {"electric blanket on"}


@pytest.mark.parametrize("home", HOMES)
def test_every_goal_is_a_plan_that_can_be_read(home: str) -> None:
    """In every room, and where nobody knows the room."""
    view = HOMES[home]()
    for goal in GOALS.values():
        for area in (None, *view.areas):
            strings = sorted(plan(view, goal, area=area))
            assert not read_plan(strings, view, Source.VOTE).problems, (goal.name, strings)


def test_the_bank_holds_no_sentence_of_the_tests() -> None:
    """They are to be understood as paraphrases."""
    told = {template.say.casefold() for template in load_templates()}
    assert not told & {each["say"].casefold() for each in SENTENCES}


def test_a_light_that_signals_is_lit_only_where_that_is_meant() -> None:
    """Who records wants it on; who wants light means the others."""
    home = view(
        (device("light.on_air", "On air", "light", "Booth"), "off", ONOFF),
        (device("light.lamp", "Lamp", "light", "Booth"), "off", ONOFF),
        (device("media_player.monitor", "Monitor", "speaker", "Booth"), "playing", PLAYER),
    )
    assert plan(home, GOALS["recording"], "we're going live", "booth") == {
        "on air on",
        "monitor off",
    }
    assert plan(home, GOALS["outdoors"], "a barbecue in the booth", "booth") == {"lamp on"}


@pytest.mark.parametrize(
    ("goal", "text", "area", "wanted"),
    [
        ("kids_bedtime", "bedtime for Max", "lounge", {"big light off"}),
        ("sleep", "Max's bedtime", None, {"big light off"}),
        ("homework", "homework time for Max", None, {"big light on"}),
        ("sleep", "bedtime for Leo", "lounge", {"ceiling light off"}),
        ("kids_bedtime", "bedtime for Leo", "lounge", set()),
        ("dinner", "dinner for Max", "lounge", {"ceiling light on"}),
    ],
)
def test_who_is_named_has_a_room(goal: str, text: str, area: str | None, wanted: set[str]) -> None:
    """What somebody does in a room of one's own is not done where it is said."""
    state = "on" if wanted & {"big light off", "ceiling light off"} else "off"
    home = view(
        (device("light.max", "Big light", "light", "Max's room"), state, ONOFF),
        (device("light.lounge", "Ceiling light", "light", "Lounge"), state, ONOFF),
    )
    assert plan(home, GOALS[goal], text, area) == wanted
