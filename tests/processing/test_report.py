"""What a report does not tell."""

from custom_components.llm_iot.model.types import Completion, Message, Prompt
from custom_components.llm_iot.models import Plan, Reply, Source, Utterance
from custom_components.llm_iot.processing.report import as_event, as_trace, without_pin
from custom_components.llm_iot.response.pin import CONCEALED, conceal
from custom_components.llm_iot.turn_report import TurnPath, TurnReport


def report(text: str, reply: str) -> TurnReport:
    """Return the report of a turn that asked a model."""
    return TurnReport(
        utterance=Utterance(text),
        path=TurnPath.MODEL,
        plan=Plan(Source.MODEL),
        reply=Reply(reply),
        prompt=Prompt((Message("user", text),), {}, 9, 9),
        completion=Completion(text, "model", 9, 9, 0, 0, 0, 0, "stop"),
    )


def test_a_pin_is_in_no_report() -> None:
    """Neither where it was said, nor where it was repeated."""
    told = without_pin(
        report("open the gate, 4 7 1 1", "I do not know a device called 4711."), conceal
    )
    assert "4711" not in f"{told}"
    assert "4 7 1 1" not in f"{as_trace(told)}{as_event(told, share_text=True)}"
    assert as_event(told, share_text=True)["text"] == f"open the gate, {CONCEALED}"


def test_other_reports_are_whole() -> None:
    """Small numbers are values."""
    turn = report("set the fan to 66", "Fan at 66 percent.")
    assert without_pin(turn, conceal) is turn
