"""How questions about the past are written down in tests: what they mean, in one line."""

from custom_components.llm_iot.models import Plan, ProblemCode
from custom_components.llm_iot.past import PastQuery, Period
from tests.asked_homes import HOUSE
from tests.asking import Conversation

MARKS = ("by_speaker", "who", "usual", "counted", "most")


def written(query: PastQuery) -> str:
    """Return a question as it is written down here: form, things, what, when, and marks."""
    things = " ".join(sorted(query.targets)) or "-"
    marks = [name for name in MARKS if getattr(query, name)]
    marks += [f"by {query.by}"] if query.by else []
    marks += [f"by {query.by_person}"] if query.by_person else []
    marks += [f"against {when(query.against)}"] if query.against else []
    what = query.state or query.measure or "-"
    if query.comparison:
        what = f"{what} {query.comparison.value} {query.threshold:g}"
    return " | ".join((query.form.value, things, what, when(query.period), *marks))


def when(period: Period | None) -> str:
    """Return a period in the words of its own that the table below uses."""
    if period is None:
        return "ever"
    begin, end = f"{period.begin:%d %H:%M}", f"{period.end:%d %H:%M}"
    return {TODAY: "today", YESTERDAY: "yesterday", NIGHT: "night"}.get(
        (begin, end), begin if begin == end else f"{begin} to {end}"
    )


TODAY = ("25 00:00", "25 15:30")
WEEK, LAST_WEEK = "23 00:00 to 25 15:30", "16 00:00 to 23 00:00"
LIGHTS = (
    "light.bathroom light.bedside light.ceiling light.counter light.floor_lamp light.hall "
    "light.kitchen light.study"
)
PERSONS = "person.anna person.ben person.carla"
BEDROOM = "sensor.bedroom_t1 sensor.bedroom_t2"
YESTERDAY = ("24 00:00", "25 00:00")
NIGHT = ("24 21:00", "25 06:00")


def asked(text: str) -> list[str]:
    """Return the questions about the past in one sentence."""
    plan = Conversation(HOUSE).plan(text)
    return [] if plan is None else [written(query) for query in plan.past]


def codes(plan: Plan | None) -> list[ProblemCode]:
    """Return what stands in the way of a plan."""
    return [problem.code for problem in plan.problems] if plan else []
