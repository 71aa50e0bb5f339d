"""What a conversation remembers."""

from datetime import UTC, datetime

from custom_components.llm_iot.dialogue import ANSWER_TIME, Dialogue, Pending, PendingKind
from custom_components.llm_iot.models import Plan, Source, Step, Utterance

NOW = datetime(2026, 5, 4, 13, tzinfo=UTC)
UNLOCK = Plan(Source.RESOLVER, (Step("lock.front", "unlock"),))


def asked() -> Dialogue:
    """Return a conversation in which we have just asked whether to unlock a door."""
    said = Utterance("unlock the front door")
    text = "Shall I unlock the front door?"
    return Dialogue(Pending(PendingKind.CONFIRMATION, UNLOCK, said, NOW + ANSWER_TIME, text))


def test_what_was_asked_can_be_corrected_though_nothing_was_done() -> None:
    """So there is nothing to take back: "not that one, the back door"."""
    dialogue = asked()
    dialogue.take_pending(NOW)
    previous = dialogue.context(NOW, corrects=True).previous
    assert previous is not None
    assert previous.plan == UNLOCK
    assert previous.unmoved == {"lock.front"}


def test_what_corrects_nothing_does_not_go_on_from_a_question() -> None:
    """Nor does anything in the turn after that, or when it is too late for an answer."""
    dialogue = asked()
    dialogue.take_pending(NOW)
    assert dialogue.context(NOW).previous is None
    dialogue.take_pending(NOW)
    assert dialogue.context(NOW, corrects=True).previous is None
    late = asked()
    late.take_pending(NOW + 2 * ANSWER_TIME)
    assert late.context(NOW + 2 * ANSWER_TIME, corrects=True).previous is None
