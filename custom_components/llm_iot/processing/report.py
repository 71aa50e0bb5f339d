"""A turn as plain data: for the event, the trace and the log."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ..models import (
    Plan,
    Step,
)
from ..outcomes import Outcome, Result, Verdict
from ..turn_report import TurnPath, TurnReport


def goal_of(report: TurnReport) -> str | None:
    """Return the goal that a turn has carried out, None if it was about none."""
    decided = report.path in {TurnPath.VOTE, TurnPath.AGREEMENT}
    done = any(each.result is Result.DONE for each in report.outcomes)
    return report.vote.goal if report.vote and decided and done else None


def without_pin(report: TurnReport, conceal: Callable[[str], str]) -> TurnReport:
    """Return the report of a turn in which a PIN may have been said, without what could be one.

    `conceal` takes it out of a text. The prompt repeats what was said, so it goes as a whole.
    """
    text = conceal(report.utterance.text)
    if text == report.utterance.text:
        return report
    return replace(
        report,
        utterance=replace(report.utterance, text=text),
        reply=replace(report.reply, text=conceal(report.reply.text)),
        prompt=None,
        completion=None,
    )


def as_event(report: TurnReport, *, share_text: bool) -> dict[str, Any]:
    """Return what the event of a turn carries; the words only where the user shares them."""
    completion = report.completion
    event: dict[str, Any] = {
        "path": report.path.value,
        "source": report.plan.source.value,
        "steps": [_step(step) for step in report.plan.steps],
        "problems": [problem.code.value for problem in report.plan.problems],
        "verdicts": [_verdict(verdict) for verdict in report.verdicts],
        "outcomes": [_outcome(outcome) for outcome in report.outcomes],
        "model": completion.model if completion else None,
        "prompt_tokens": completion.prompt_tokens if completion else 0,
        "longest_prompt_tokens": completion.longest_prompt if completion else 0,
        "output_tokens": completion.output_tokens if completion else 0,
        "error": report.error,
        "stage_ms": {name: round(value, 1) for name, value in report.stage_ms.items()},
    }
    if share_text:
        event |= {"text": report.utterance.text, "reply": report.reply.text}
    return event


def as_trace(report: TurnReport) -> dict[str, Any]:
    """Return everything a turn was, for the conversation trace of Home Assistant."""
    evidence, vote, prompt = report.evidence, report.vote, report.prompt
    return {
        **as_event(report, share_text=True),
        "questions": [
            {"targets": list(query.targets), "form": query.form.value, "state": query.state}
            for query in report.plan.queries
        ],
        "past": [
            {"targets": list(query.targets), "form": query.form.value, "state": query.state}
            for query in report.plan.past
        ],
        "candidates": [device.entity_id for device in evidence.candidates] if evidence else [],
        "examples": [
            {"say": example.say, "plan": list(example.plan), "score": round(example.score, 3)}
            for example in (evidence.examples if evidence else ())
        ],
        "vote": {"weight": round(vote.weight, 3), **_plan(vote.plan)} if vote else None,
        "prompt": [
            {"role": message.role, "content": message.content}
            for message in (prompt.messages if prompt else ())
        ],
        "prompt_tokens_estimated": prompt.tokens if prompt else 0,
        "completion": report.completion.text if report.completion else None,
    }


def _plan(plan: Plan) -> dict[str, Any]:
    return {
        "steps": [_step(step) for step in plan.steps],
        "confidence": round(plan.confidence, 3),
    }


def _step(step: Step) -> dict[str, Any]:
    return {"entity_id": step.target, "action": step.action, "value": step.value}


def _verdict(verdict: Verdict) -> dict[str, Any]:
    reason = verdict.reason.value if verdict.reason else None
    return {**_step(verdict.step), "decision": verdict.decision.value, "reason": reason}


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        **_step(outcome.step),
        "result": outcome.result.value,
        "cause": outcome.cause.value if outcome.cause else None,
        "state": outcome.state.state if outcome.state else None,
        "elapsed_ms": round(outcome.elapsed_ms, 1),
    }
