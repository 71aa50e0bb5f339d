"""Whether what was due was all done, so that nobody has to be told."""

from dataclasses import replace

import pytest

from custom_components.llm_iot.later import is_done
from custom_components.llm_iot.models import (
    Plan,
    Problem,
    ProblemCode,
    Reply,
    Source,
    Step,
    Utterance,
)
from custom_components.llm_iot.outcomes import Cause, Decision, Outcome, Result, Verdict
from custom_components.llm_iot.turn_report import TurnPath, TurnReport

OFF = Step("light.h", "off")
DONE = TurnReport(
    Utterance("turn off the light at ten"),
    TurnPath.RECOGNITION,
    Plan(Source.SCHEDULE, (OFF,)),
    Reply("Light off."),
    verdicts=(Verdict(OFF, Decision.ACCEPT),),
    outcomes=(Outcome(OFF, Result.DONE),),
)


@pytest.mark.parametrize(
    ("report", "done"),
    [
        (DONE, True),
        (replace(DONE, verdicts=(Verdict(OFF, Decision.ALREADY_SO),), outcomes=()), True),
        (
            replace(DONE, outcomes=(Outcome(OFF, Result.NOT_CONFIRMED, None, Cause.NO_FEEDBACK),)),
            True,
        ),
        (
            replace(DONE, outcomes=(Outcome(OFF, Result.NOT_CONFIRMED, None, Cause.TIMEOUT),)),
            False,
        ),
        (replace(DONE, outcomes=(Outcome(OFF, Result.FAILED),)), False),
        (replace(DONE, outcomes=(Outcome(OFF, Result.DONE), Outcome(OFF, Result.FAILED))), False),
        (replace(DONE, verdicts=(Verdict(OFF, Decision.FORBIDDEN),)), False),
        (replace(DONE, verdicts=(Verdict(OFF, Decision.NEEDS_CONFIRMATION),)), False),
        (replace(DONE, reply=Reply("That went wrong.", is_error=True)), False),
        (
            replace(DONE, plan=Plan(Source.SCHEDULE, problems=(Problem(ProblemCode.CANNOT),))),
            False,
        ),
    ],
)
def test_it_is_done_as_far_as_anyone_can_tell(report: TurnReport, done: bool) -> None:  # noqa: FBT001  # as listed
    """What was so already is, and so is what no state ever shows."""
    assert is_done(report) is done
