"""What is asked for beside a remark, where it is clear without it."""

from collections.abc import Callable
from dataclasses import replace

from ..models import Plan, Utterance
from ..wording import is_marked
from .lexicon import Words
from .remarks import Remarks
from .tokenizer import tokenize


def plan_beside(
    remarks: Remarks,
    utterance: Utterance,
    resolve: Callable[[Utterance], Plan | None],
    commands: Callable[[Words], bool],
) -> Plan | None:
    """Return the plan of what is left of a sentence without a remark, None without a clear one.

    `commands` tells whether words begin like a command. What has no verb may go on with what is
    told in front of it: "my husband is on the sofa, TV off".
    """
    if is_marked(utterance):
        return None
    for each in remarks.beside(utterance.text):
        words = tokenize(each.text)
        begun = each.concludes or each.idle or commands(words)
        if not begun and remarks.may_describe(each, words):
            continue
        plan = resolve(replace(utterance, text=each.text))
        if plan and (plan.steps or plan.deferred) and not (plan.problems or plan.request):
            return plan
    return None
