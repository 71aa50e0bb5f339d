"""Who has set a value is kept with it."""

from custom_components.llm_iot.models import DeviceState
from custom_components.llm_iot.past import Cause, CauseKind
from custom_components.llm_iot.processing.intake import Intake, Observation
from custom_components.llm_iot.processing.series import Change, Sample, SeriesKey
from tests.homes import device

LAMP = device("light.lamp", "Lamp", "light")
ANNA, AUTOMATION = Cause(CauseKind.PERSON, user_id="anna"), Cause(CauseKind.AUTOMATION)


def lit(at: float, brightness: int, cause: Cause) -> Observation:
    """Return the lamp on at a brightness."""
    return Observation("light.lamp", DeviceState("on", {"brightness": brightness}), at, cause)


def test_the_state_is_kept_once_more_where_somebody_else_sets_a_value() -> None:
    """And not for whoever set it last, nor for what is no news."""
    intake = Intake({"light.lamp": "off"}, {})
    for observation in (
        lit(10, 255, ANNA),
        lit(20, 51, ANNA),
        lit(40, 102, AUTOMATION),
        lit(60, 153, AUTOMATION),
        lit(80, 153, ANNA),
        lit(100, 51, ANNA),
    ):
        intake.observe(LAMP, observation)
    kept = intake.end()
    assert kept.changes == {
        SeriesKey("light.lamp"): [
            Change(10, "on", ANNA),
            Change(40, "on", AUTOMATION),
            Change(100, "on", ANNA),
        ]
    }
    assert kept.samples == {
        SeriesKey("light.lamp", "brightness", "%"): [
            Sample(10, 100),
            Sample(20, 20),
            Sample(40, 40),
            Sample(60, 60),
            Sample(100, 20),
        ]
    }
