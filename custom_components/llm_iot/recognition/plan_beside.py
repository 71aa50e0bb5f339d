"""What is asked for beside a remark, where it is clear without it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from ..models import Plan, Utterance
from ..wording import is_marked
from .lexicon import Words
from .remarks import Remarks
from .tokenizer import tokenize

_ENDS: Final = " .!?"


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
    marked = is_marked(utterance)
    for each in remarks.beside(utterance.text):
        words = tokenize(each.text)
        begun = each.concludes or each.idle or commands(words)
        if not begun and remarks.may_describe(each, words):
            continue
        # Without its question mark, "could the blind come down" might be taken for an order.
        text = f"{each.text.rstrip(_ENDS)}?" if marked else each.text
        plan = resolve(replace(utterance, text=text))
        if plan and (plan.steps or plan.deferred) and not (plan.problems or plan.request):
            return plan
    return None
