"""Whether a model's plan is about what the words name, and what happens if it is not."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from custom_components.llm_iot.dialogue import Context
from custom_components.llm_iot.evidence import Evidence
from custom_components.llm_iot.heard import Heard, Named
from custom_components.llm_iot.models import (
    Plan,
    Problem,
    ProblemCode,
    Request,
    RequestKind,
    Source,
    Step,
    Utterance,
)
from custom_components.llm_iot.queries import Query
from custom_components.llm_iot.second_look import better, narrowed, needs_another
from tests.pipeline_room import Room, ScriptedModel
from tests.recognition.house import device, home, house, read, resolver, write


def heard(text: str, area_id: str | None = None) -> Heard:
    """Return what a sentence names in the house."""
    return resolver().hear(Utterance(text, area_id=area_id), house(), Context())


def plan(steps: str, *codes: ProblemCode) -> Plan:
    """Return a plan of the model."""
    return Plan(Source.MODEL, read(steps), problems=tuple(Problem(code) for code in codes))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("turn on the hall light", "light.h on"),
        ("hall light and reading lamp on", "light.h on, light.b2 on"),
        ("put the blinds and the curtains down", "cover.l close, cover.b close"),
        ("turn on the light in the living room", "light.l2 on"),
        ("make it cosy", "light.h on, media_player.tv off"),
        ("it is far too bright for the tv", "cover.l close"),
        ("turn on the fan instead of the hall light", "fan.k on"),
        ("everything off but the tv", "light.h off, light.kc off"),
        ("turn off everything", "light.h off"),
        ("turn off everything and put the reading lamp on", "light.h off"),
        ("leave the reading lamp on and make it dark", "light.h off"),
        ("the hall light is to be on", "light.h on, light.ba on"),
        ("the bedroom light has to be at 20", "light.b brightness 20, fan.b off"),
    ],
)
def test_a_plan_about_what_is_named_is_taken(text: str, steps: str) -> None:
    """So is one for a goal, for all there is, or of a sentence that leaves something out."""
    assert not needs_another(plan(steps), Utterance(text), heard(text))


@pytest.mark.parametrize(
    ("text", "steps", "codes"),
    [
        ("turn on the hall light", "light.ba on", ()),
        ("turn on the hall light", "light.h on, light.ba on", ()),
        ("the hall light is to be on", "light.ba on", ()),
        ("hall light and reading lamp on", "light.h on", ()),
        ("turn on the hall light", "", (ProblemCode.AMBIGUOUS,)),
        ("turn on the hall light", "", ()),
        ("bedroom light to 20", "fan.k 20", ()),
        ("turn on the hall light", "light.h on", (ProblemCode.NOT_UNDERSTOOD,)),
        ("leave the reading lamp on and make it dark", "", ()),
        ("leave the reading lamp on and make it dark", "light.h off", (ProblemCode.AMBIGUOUS,)),
    ],
)
def test_a_plan_about_something_else_is_doubted(
    text: str, steps: str, codes: Sequence[ProblemCode]
) -> None:
    """A neighbour, one too many, one too few, a needless question, nothing."""
    assert needs_another(plan(steps, *codes), Utterance(text), heard(text))
    assert needs_another(None, Utterance(text), heard(text))


def test_a_command_that_is_answered_with_a_state_is_doubted() -> None:
    """A question is not."""
    told = Plan(Source.MODEL, queries=(Query(("light.h",)),))
    for text, is_doubted in (("turn on the hall light", True), ("is the hall light on", False)):
        assert needs_another(told, Utterance(text), heard(text)) is is_doubted


def test_no_second_look_helps_where_the_words_are_not_known_or_no_device_is_asked_for() -> None:
    """The model would be shown the same, and nothing of what it lacks."""
    text = "turn on the hall light"
    amiss = replace(heard(text), amiss=True)
    assert not needs_another(plan("light.ba on"), Utterance(text), amiss)
    request = Plan(Source.MODEL, request=Request(RequestKind.LIST_PLANNED))
    assert not needs_another(request, Utterance(text), heard(text))


@pytest.mark.parametrize(("size", "fits"), [(0, False), (16, True), (17, False)])
def test_a_list_has_something_and_is_no_longer_than_any(size: int, fits: bool) -> None:  # noqa: FBT001  # as listed
    """Of a group of many a model cannot be shown all, nor of what nobody can control any."""
    lights = home(*((device(f"light.{n}", f"L{n}", "light"), "on", {}) for n in range(size)))
    named = Heard(named=(Named(frozenset({"sensor.x", *lights.by_id}), group=True),))
    alone = narrowed(Evidence(()), named, lights)
    assert (alone is not None) is fits
    assert alone is None or len(alone.candidates) == size


def test_the_model_is_then_shown_what_is_named_and_nothing_else() -> None:
    """Once: a list that is so already is not shown again."""
    home = house()
    named = heard("hall light and reading lamp on")
    alone = narrowed(Evidence(home.devices), named, home)
    assert alone is not None
    assert {each.entity_id for each in alone.candidates} == {"light.h", "light.b2"}
    assert narrowed(alone, named, home) is None


def test_the_plan_that_is_about_it_is_carried_out() -> None:
    """The second, or the first if the second is worse, without what is not named."""
    named = heard("turn on the hall light")
    right, wrong = plan("light.h on"), plan("light.ba on")
    assert better(wrong, right, named) == right
    assert better(right, wrong, named) == right
    assert better(None, right, named) == right
    assert better(plan("light.h on, light.ba on"), None, named) == right
    assert better(None, None, named) is None


def test_two_halves_make_a_plan() -> None:
    """Each of which is about something that the other one misses."""
    named = heard("hall light and reading lamp on")
    found = better(plan("light.h on"), plan("light.b2 on"), named)
    assert found is not None
    assert write(found.steps) == {"light.h on", "light.b2 on"}


def test_no_plan_is_made_of_halves_of_which_one_is_in_doubt() -> None:
    """Its problem would be lost."""
    named = heard("hall light and reading lamp on")
    doubtful = plan("light.b2 on", ProblemCode.NOT_UNDERSTOOD)
    for first, second in ((doubtful, plan("light.h on")), (plan("light.h on"), doubtful)):
        found = better(first, second, named)
        assert found is not None
        assert found.steps == ()


def test_what_stays_as_it_is_need_not_be_in_a_plan() -> None:
    """It is named all the same."""
    text = "the hall light off, the reading lamp can stay on"
    assert not needs_another(plan("light.h off"), Utterance(text), heard(text))


def test_a_plan_that_stays_about_something_else_moves_nothing() -> None:
    """Not even the part of it that is named: the rest would be called done."""
    named = heard("hall light and reading lamp on")
    for first, second in ((plan("light.h on"), None), (plan("light.ba on"), plan("light.h on"))):
        found = better(first, second, named)
        assert found is not None
        assert found.steps == ()
        assert [each.code for each in found.problems] == [ProblemCode.NOT_UNDERSTOOD]


def test_it_is_asked_which_only_where_there_are_several() -> None:
    """And the question names them."""
    which = plan("", ProblemCode.AMBIGUOUS)
    found = better(which, which, heard("turn on the light in the living room"))
    assert found is not None
    assert found.problems == (Problem(ProblemCode.AMBIGUOUS, targets=("light.l1", "light.l2")),)
    found = better(which, which, heard("turn on the hall light"))
    assert found is not None
    assert found.problems == (Problem(ProblemCode.NOT_UNDERSTOOD),)


@pytest.mark.parametrize(
    ("second", "moved"), [('["light on"]', [Step("light.light", "on")]), ('["tv off"]', [])]
)
async def test_a_tuned_model_that_misses_what_is_named_is_asked_once_more(
    tmp_path: Path, second: str, moved: list[Step]
) -> None:
    """With that alone in its list; nothing moves if it misses it again."""
    model = ScriptedModel("[]", tuned=True)

    def answer_otherwise() -> None:
        if len(model.prompts) > 1:
            model.answer = second

    model.while_thinking = answer_otherwise
    room = Room(model, tmp_path)
    report = await room.say("the lodger hums his old tune, so let him have the light on for it")
    first, again = (prompt.messages[0].content for prompt in model.prompts)
    assert "tv/tv" in first
    assert again.startswith("light/light\n")
    assert "tv/tv" not in again
    assert room.executed == moved
    assert report.completion is not None
    assert report.completion.output_tokens == 2 * 9
    assert report.completion.longest_prompt * 2 == report.completion.prompt_tokens
