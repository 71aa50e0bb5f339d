"""What the benchmark of understanding hears of an agent's answer."""

from collections.abc import Mapping
from typing import Any

from homeassistant.components.conversation import ConversationResult
from homeassistant.helpers.intent import IntentResponseType

from benchmarks.scoring import Claim, Heard, Pictures


def heard_of(
    result: ConversationResult, event: Mapping[str, Any] | None, before: Pictures, after: Pictures
) -> Heard:
    """Return what was heard, from a response and the event of our agent's turn, if it was ours."""
    response = result.response
    reply = response.speech.get("plain", {}).get("speech", "")
    asks = result.continue_conversation or "?" in reply
    acted = response.response_type is IntentResponseType.ACTION_DONE
    if event is None:
        claims_done = acted and not response.failed_results
        return Heard(reply, asks, claims_done and not asks, before, after)
    outcomes = event["outcomes"]
    open_ends = [each for each in outcomes if each["result"] != "done"]
    refused = [
        each for each in event["verdicts"] if each["decision"] not in {"accept", "already_so"}
    ]
    claims = tuple(
        Claim(each["entity_id"], each["state"]) for each in outcomes if each["result"] == "done"
    )
    clean = not (open_ends or refused or event["problems"])
    claims_done = acted and bool(claims) and clean and not asks
    return Heard(reply, asks, claims_done, before, after, claims)
