"""Whether what is wrong with an answer is seen, and what is right is let be."""

from dataclasses import replace
from typing import Any

import pytest

from benchmarks.scoring import Claim, Heard, Pictures, Score, judge, picture
from benchmarks.sentences import Expectation, Kind

BEFORE: Pictures = {
    "light.hall": {"state": "off", "brightness": None},
    "light.desk": {"state": "on", "brightness": 40, "kelvin": 3000},
    "scene.evening": {"state": "unknown"},
    "climate.hall": {"state": "heat", "temperature": 20},
    "lock.door": {"state": "locked"},
}
HALL_ON = Expectation(Kind.ACT, ({"light.hall": {"state": "on"}},))


def heard(reply: str = "Done.", *, claims_done: bool = True, **changes: Any) -> Heard:
    """Return an answer after which some entities (`light_hall`) are as given."""
    after = {key.replace("_", ".", 1): value for key, value in changes.items()}
    return Heard(reply, "?" in reply, claims_done, BEFORE, {**BEFORE, **after})


def on(**values: Any) -> dict[str, Any]:
    """Return the picture of a light that is on."""
    return {"state": "on", "brightness": 100, **values}


def test_what_is_wanted_is_exact() -> None:
    """What comes with a state that changed is free, here the brightness."""
    assert judge(HALL_ON, heard(light_hall=on())) == Score()


def test_a_wrong_move_is_seen() -> None:
    """Something else moved, besides what was wanted or instead of it."""
    score = judge(HALL_ON, heard(light_hall=on(), light_desk={"state": "off"}))
    assert not score.exact
    assert score.wrong == ("light.desk",)
    assert score.false_done


def test_a_value_that_nobody_asked_for_is_seen() -> None:
    """The state is as wanted, and another value was changed with it."""
    wanted = Expectation(Kind.ACT, ({"light.desk": {"brightness": 60}},))
    assert judge(wanted, heard(light_desk=on(brightness=60, kelvin=3000))).exact
    score = judge(wanted, heard(light_desk=on(brightness=60, kelvin=5000)))
    assert score.complaints == ("light.desk: kelvin changed from 3000 to 5000",)
    assert not score.wrong


def test_a_false_done_is_seen() -> None:
    """Nothing happened, and the reply says that it did."""
    score = judge(HALL_ON, heard())
    assert (score.exact, score.false_done, score.needless) == (False, True, False)


def test_an_honest_failure_is_no_false_done() -> None:
    """Nothing happened, and the reply says so."""
    score = judge(HALL_ON, heard("The hall light did not answer.", claims_done=False))
    assert (score.exact, score.false_done) == (False, False)


def test_a_needless_question_is_seen() -> None:
    """It asks although everything was said."""
    score = judge(HALL_ON, heard("Which light?", claims_done=False))
    assert (score.exact, score.needless, score.false_done) == (False, True, False)


def test_a_question_that_comes_with_the_deed_is_not_needless() -> None:
    """What was wanted is done."""
    score = judge(HALL_ON, heard("Done. Anything else?", light_hall=on()))
    assert (score.exact, score.needless) == (True, False)


def test_a_question_may_be_as_good() -> None:
    """As long as nothing moved."""
    tolerant = replace(HALL_ON, may_ask=True)
    assert judge(tolerant, heard("Really?", claims_done=False)).exact
    assert not judge(tolerant, heard("Really?", light_desk={"state": "off"})).exact


def test_what_has_to_be_asked_is_not_done_unasked() -> None:
    """A lock moves after a yes only, and no answer is no question."""
    asking = Expectation(Kind.ASK)
    assert judge(asking, heard("Unlock the door?", claims_done=False)).exact
    unlocked = judge(asking, heard("Unlocked. Happy?", lock_door={"state": "unlocked"}))
    assert unlocked.wrong == ("lock.door",)
    assert judge(asking, heard("No.", claims_done=False)).complaints == ("it did not ask",)


def test_a_refusal_moves_and_claims_nothing() -> None:
    """How it is worded does not matter."""
    refusing = Expectation(Kind.REFUSE)
    assert judge(refusing, heard("I know no such lamp.", claims_done=False)).exact
    assert judge(refusing, heard("Which one?", claims_done=False)) == Score()
    assert judge(refusing, heard("Done.")).false_done
    assert judge(refusing, heard(claims_done=False, light_hall=on())).wrong == ("light.hall",)


def test_the_facts_of_an_answer_are_looked_for_as_words() -> None:
    """A part of another word or number is not the fact."""
    asked = Expectation(Kind.ANSWER, has=(("no", "off"), ("1",)), lacks=("hall",))
    assert judge(asked, heard("No, 1 is on.", claims_done=False)).exact
    assert judge(asked, heard("Nobody, 1.", claims_done=False)).complaints == (
        "the reply lacks no or off",
    )
    assert judge(asked, heard("Off, 1.5", claims_done=False)).complaints == ("the reply lacks 1",)
    assert judge(asked, heard("Off 1 in the hall.", claims_done=False)).complaints == (
        "the reply has hall",
    )


def test_a_question_moves_nothing() -> None:
    """Whatever it answers."""
    asked = Expectation(Kind.ANSWER, has=(("yes",),))
    assert judge(asked, heard("Yes.", light_hall=on())).wrong == ("light.hall",)


def test_any_of_several_ends_is_right() -> None:
    """The nearest one is what the complaint is about."""
    ends = ({"light.hall": {"state": "on"}}, {"light.desk": {"state": "off"}})
    wanted = Expectation(Kind.ACT, ends, may=("climate.*",))
    assert judge(wanted, heard(light_hall=on())).exact
    gone = {"state": "off"}
    assert judge(wanted, heard(light_desk=gone, climate_hall={"state": "off"})).exact
    assert not judge(wanted, heard(light_hall=on(), light_desk=gone)).exact


def test_a_record_that_is_not_so_is_seen() -> None:
    """The agent's own report names a state that the device does not have."""
    claims = (Claim("light.hall", "on"), Claim("lock.door", "locking"))
    lying = replace(heard(), claims=claims)
    assert judge(HALL_ON, lying).untrue == ("light.hall",)
    assert not judge(HALL_ON, replace(heard(light_hall=on()), claims=claims)).untrue


RIGHT = [
    ({"brightness": [50, 70]}, {"brightness": 60}),
    ({"brightness": "more"}, {"brightness": 42}),
    ({"brightness": "less"}, {"brightness": 38}),
    ({"brightness": 60}, {"brightness": 61}),
    ({"color": "red"}, {"color": (350, 90)}),
    ({"color": "white"}, {"color": (240, 5)}),
    ({"state": ["on", "idle"]}, {}),
]
WRONG = [
    ({"brightness": [50, 70]}, {"brightness": 71}),
    ({"brightness": "more"}, {"brightness": 40}),
    ({"brightness": "less"}, {"brightness": None}),
    ({"brightness": 60}, {"brightness": 62}),
    ({"color": "red"}, {"color": (240, 90)}),
    ({"color": "red"}, {"color": None}),
    ({"state": ["off", "idle"]}, {}),
]


@pytest.mark.parametrize(("wanted", "now"), RIGHT)
def test_a_value_is_as_people_mean_it(wanted: dict[str, Any], now: dict[str, Any]) -> None:
    """Ranges, more and less, colours by their name, and what nobody would notice."""
    expected = Expectation(Kind.ACT, ({"light.desk": wanted},))
    assert judge(expected, heard(light_desk={**BEFORE["light.desk"], **now})).exact


@pytest.mark.parametrize(("wanted", "now"), WRONG)
def test_a_value_is_not_as_people_mean_it(wanted: dict[str, Any], now: dict[str, Any]) -> None:
    """The same, just beside."""
    expected = Expectation(Kind.ACT, ({"light.desk": wanted},))
    assert not judge(expected, heard(light_desk={**BEFORE["light.desk"], **now})).exact


def test_something_used_is_seen_by_its_state() -> None:
    """A scene shows when it was last activated."""
    wanted = Expectation(Kind.ACT, ({"scene.evening": {"state": "activated"}},))
    assert not judge(wanted, heard()).exact
    assert judge(wanted, heard(scene_evening={"state": "2026-10-14T12:00:00+00:00"})).exact


def test_a_picture_is_in_peoples_units() -> None:
    """Percent of brightness and volume; a colour only while there is one."""
    light = {"brightness": 128, "color_mode": "hs", "hs_color": (10, 90), "color_temp_kelvin": None}
    assert picture("light.hall", "on", light) == {
        "state": "on",
        "brightness": 50,
        "kelvin": None,
        "color": (10, 90),
        "effect": None,
    }
    assert picture("media_player.tv", "on", {"volume_level": 0.35})["volume"] == 35
    assert picture("switch.tv", "on", {"icon": "mdi:tv"}) == {"state": "on"}
