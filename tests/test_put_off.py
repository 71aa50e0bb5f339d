"""A time in words that only a model understands: it is never for now, and no model reads it."""

from pathlib import Path

import pytest

from .pipeline_room import Room, ScriptedModel


@pytest.mark.parametrize(
    "text",
    [
        "at half past six the kids want to do some painting, everything ready with the light on",
        "at 18:30 everything must be ready, the kids want to do some painting with the light on",
    ],
)
async def test_what_a_model_makes_of_it_waits_for_its_time(text: str, tmp_path: Path) -> None:
    """Whether the words are a command or only tell what is going to be."""
    room = Room(ScriptedModel('["light on"]', large=True), tmp_path)
    report = await room.say(text)
    assert room.executed == []
    (deferred,) = report.plan.deferred
    assert [step.action for step in deferred.steps] == ["on"]
    assert deferred.due is not None
    assert (deferred.due.hour, deferred.due.minute) == (18, 30)
    (prompt,) = room.model.prompts
    assert "painting" in prompt.messages[-1].content
    assert not any(word in prompt.messages[-1].content for word in ("half", "six", "18", "30"))
