"""What was said a moment ago, among what a model is shown."""

from custom_components.llm_iot.evidence import Earlier, Evidence
from custom_components.llm_iot.heard import Heard
from custom_components.llm_iot.models import Plan, Source, Step, Utterance
from custom_components.llm_iot.recalled import listed, recalled
from tests.homes import DIMMABLE, device, view

HOME = view(
    *((device(f"light.{number}", f"Light {number}", "light"), "off", DIMMABLE) for number in "abcd")
)
CANDIDATES = HOME.devices[:2]


def after(*targets: str, things: frozenset[str] = frozenset()) -> Evidence:
    """Return what is shown of two candidates after some lights were switched on."""
    plan = Plan(Source.RESOLVER, tuple(Step(target, "on") for target in targets))
    earlier = (Earlier(Utterance("on"), plan),)
    return recalled(Evidence(CANDIDATES), Heard(things=things, earlier=earlier), HOME)


def shown(evidence: Evidence) -> list[str]:
    """Return the entity ids of the candidates."""
    return [each.entity_id for each in evidence.candidates]


def test_what_was_just_moved_is_shown_in_place_of_the_last() -> None:
    """In the order of the home, and never more than there were."""
    assert shown(after("light.d")) == ["light.a", "light.d"]
    assert shown(after("light.c", "light.d")) == ["light.c", "light.d"]
    assert after("light.d").earlier


def test_what_is_shown_or_meant_by_a_word_stays() -> None:
    """Neither is it shown twice."""
    assert shown(after("light.a")) == ["light.a", "light.b"]
    assert shown(after("light.d", things=frozenset({"light.b"}))) == ["light.b", "light.d"]
    assert shown(after("light.d", things=frozenset({"light.a", "light.b"}))) == [
        "light.a",
        "light.b",
    ]


def test_what_is_gone_is_not_shown() -> None:
    """A device of the last turn may have been removed since."""
    assert shown(after("light.z")) == ["light.a", "light.b"]


def test_what_the_words_name_is_shown_in_place_of_what_fits_least() -> None:
    """As retrieval ranked it; where that is not known, in place of the last."""
    meant = Heard(things=frozenset({"light.d"}))
    assert shown(listed(Evidence(CANDIDATES), meant, HOME)) == ["light.a", "light.d"]
    found = listed(Evidence(CANDIDATES, ranked=("light.b", "light.a")), meant, HOME)
    assert shown(found) == ["light.b", "light.d"]
    assert found.ranked == ("light.d", "light.b")


def test_of_a_group_that_is_larger_than_the_list_nothing_is_added() -> None:
    """What retrieval found of it will do."""
    meant = Heard(things=frozenset({"light.b", "light.c", "light.d"}))
    assert shown(listed(Evidence(CANDIDATES), meant, HOME)) == ["light.a", "light.b"]
