"""Words of a name that are written as two, and how full a tank is that only has a number."""

import pytest

from custom_components.llm_iot.dialogue import Context
from custom_components.llm_iot.models import HomeView, Step, Utterance
from tests.asking import questions
from tests.recognition.house import COVER, DIMS, NOW, device, home, understand_in


def _farm() -> HomeView:
    return home(
        (device("cover.roof", "Greenhouse roof", "window"), "closed", COVER),
        (device("light.bedside", "Left bedside lamp", "light"), "on", DIMS),
        (device("light.hall", "Chandelier", "light"), "off", DIMS),
        (device("cover.drapes", "Drapes", "blind"), "open", COVER),
        (device("number.tank", "Rain tank", "setting"), "45", {"unit_of_measurement": "%"}),
    )


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("open the green house roof", Step("cover.roof", "open")),
        ("turn the left bed side lamp off", Step("light.bedside", "off")),
        ("turn on the shandelier", Step("light.hall", "on")),
        ("close the draps", Step("cover.drapes", "close")),
    ],
)
def test_a_name_is_known_however_it_is_written(text: str, step: Step) -> None:
    """Words that the language has, too, are one where the home has that one."""
    plan = understand_in(text, _farm())
    assert plan is not None
    assert plan.steps == (step,)


def test_a_number_tells_how_full_a_thing_is() -> None:
    """It has no battery of which that could be asked."""
    plan = questions().read(Utterance("how full is the rain tank"), _farm(), Context(), NOW)
    assert plan is not None
    assert [(query.targets, query.measure) for query in plan.queries] == [(("number.tank",), None)]
