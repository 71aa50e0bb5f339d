"""Questions about what people did, are to do, or enjoy."""

import pytest

from tests.asking import Conversation, Entity, ask, home

HOME = home(
    [
        Entity("switch.t", "Tyler's PC", "Tyler's room", "on"),
        Entity("light.d", "Desk lamp", "Study", "on"),
        Entity("light.k", "Kitchen light", "Kitchen", "off"),
        Entity("switch.i", "Soldering iron", "Study", "on"),
        Entity("lock.f", "Front door", "Hall", "unlocked"),
        Entity("binary_sensor.k", "Kitchen window", "Kitchen", "on", "window"),
        Entity("binary_sensor.b", "Bath window", "Bathroom", "off", "window"),
        Entity(
            "media_player.p", "Playroom TV", "Playroom", "on", attributes={"source": "CBeebies"}
        ),
        Entity("alarm_control_panel.a", "Alarm", "Hall", "disarmed"),
        Entity("person.a", "Anna", None, "home"),
    ]
)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("did Tyler leave his PC on", "Yes, Tyler's PC is on."),
        ("has my husband left the desk lamp on?", "The desk lamp is on."),
        ("did some fool leave the soldering iron on", "The soldering iron is on."),
        ("have the children got the telly on in the playroom", "CBeebies"),
        ("anyone left a window open?", "the kitchen window is open"),
        ("do i need to close anything", "Yes, the kitchen window is open."),
        ("are there any windows I need to close?", "Yes, the kitchen window is open."),
        ("which windows do we still have to shut", "The kitchen window is open."),
        ("do we have to lock the front door", "Yes, the front door is unlocked."),
        ("do I need to turn the kitchen light off", "No, the kitchen light is off."),
        ("do I still have to switch off the desk lamp", "Yes, the desk lamp is on."),
        ("what are the kids watching in the playroom", "CBeebies"),
        ("what's my sister watching up in the playroom", "CBeebies"),
        ("Hey quick question, did Tyler leave his PC on again?", "Yes, Tyler's PC is on."),
        ("my sister wants to know if the desk lamp is on, is it?", "Yes, the desk lamp is on."),
        ("Oskar is asking whether the front door is locked", "No, the front door is unlocked."),
        ("can you tell me what I left switched on in the study", "the desk lamp"),
        ("which lights have I left on", "The desk lamp in the study is on."),
        ("is there anything left to switch off in the study", "Yes, the desk lamp"),
        ("somebody's left the desk lamp on again, haven't they?", "The desk lamp is on."),
        ("which room has its light on", "The desk lamp in the study is on."),
        ("no idea whether I locked the front door behind me, do you know?", "unlocked"),
        ("I was wondering if the kitchen light is on", "No, the kitchen light is off."),
        ("which windows have been left open", "The kitchen window is open."),
    ],
)
def test_it_is_told_by_how_things_are_now(text: str, answer: str) -> None:
    """Whoever it was, and whatever is to be done."""
    assert answer.casefold() in ask(HOME, text).casefold()


def test_what_they_watch_is_asked_of_what_was_spoken_of() -> None:
    """Where no room is named."""
    talk = Conversation(HOME)
    talk.ask("is the playroom TV on")
    assert "CBeebies" in talk.ask("what are they watching")


def test_a_thing_of_the_home_is_nobody() -> None:
    """It does not leave anything on."""
    assert "kitchen" not in ask(HOME, "did the desk lamp leave the kitchen light on")
