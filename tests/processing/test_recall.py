"""Answers about the past, against a plain recount of every minute."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
import random
from zoneinfo import ZoneInfo

import pytest

from custom_components.llm_iot.past import (
    Cause,
    CauseKind,
    PastForm,
    PastQuery,
)
from custom_components.llm_iot.processing.recall import recall
from custom_components.llm_iot.processing.series import Change, SeriesKey
from custom_components.llm_iot.storage.record import Batch, Record

from .recount import (
    LIGHTS,
    VIEW,
    ZONES,
    expected_state,
    found_state,
    generate,
    keep,
    random_period,
)

FORMS = (
    PastForm.DURATION,
    PastForm.COUNT,
    PastForm.LAST,
    PastForm.FIRST,
    PastForm.EVER,
    PastForm.AT,
    PastForm.SINCE,
    PastForm.WHICH,
    PastForm.DID,
    PastForm.NEVER,
    PastForm.ALWAYS,
)


@pytest.mark.parametrize("zone", ZONES)
def test_states_are_as_a_recount_says(record: Record, zone: str) -> None:
    """Each of 400 questions over a change of the clocks, gaps and unknown times is exact."""
    rng = random.Random(zone)  # noqa: S311  # to be repeatable
    history = generate(rng)
    keep(history, record)
    where = ZoneInfo(zone)
    for number in range(400):
        period = random_period(rng, history, where)
        query = PastQuery(
            form=rng.choice(FORMS),
            asked=period.end,
            targets=tuple(rng.sample(LIGHTS, rng.randrange(1, 4))),
            state="on",
            period=period,
            by_speaker=number % 3 == 0,
            by_person="person.anna" if number % 3 == 1 else None,
            speaker="anna",
        )
        answer = recall(query, VIEW, record)
        assert found_state(answer, history) == expected_state(query, history), query


@pytest.mark.parametrize("zone", ZONES)
def test_the_other_time_is_recounted_too(record: Record, zone: str) -> None:
    """Of what is compared, the value of the other time is exact, or told to be unknown."""
    rng = random.Random(zone)  # noqa: S311  # to be repeatable
    history = generate(rng)
    keep(history, record)
    for _ in range(100):
        one, other = (random_period(rng, history, ZoneInfo(zone)) for _ in range(2))
        query = PastQuery(
            form=rng.choice((PastForm.DURATION, PastForm.COUNT)),
            asked=one.end,
            targets=(rng.choice(LIGHTS),),
            state="on",
            period=one,
            against=other,
        )
        row = history.states[query.targets[0]]
        minutes = row[history.minute(other.begin) : history.minute(other.end)]
        unknown = minutes.count(None)
        (value,) = expected_state(replace(query, period=other), history)
        told = recall(query, VIEW, record).compared
        if unknown > 0.1 * len(minutes):
            assert told is None
        else:
            assert told == (value.total_seconds() if isinstance(value, timedelta) else value)


def test_most_is_one_and_who_did_it_counts(record: Record) -> None:
    """The longest and the most frequent of what a plain question finds; of a sort of doer, its."""
    rng = random.Random(11)  # noqa: S311  # to be repeatable
    history = generate(rng)
    keep(history, record)
    for form in (PastForm.WHICH, PastForm.DID) * 20:
        period = random_period(rng, history, ZoneInfo("Europe/Berlin"))
        query = PastQuery(form=form, asked=period.end, targets=LIGHTS, state="on", period=period)
        every = recall(query, VIEW, record).findings
        best = recall(replace(query, most=True), VIEW, record).findings
        values = [(each.lasted, each.count or 0) for each in every]
        assert [(each.lasted, each.count or 0) for each in best] == (
            [max(values)] if values else []
        )
        persons = recall(replace(query, by=CauseKind.PERSON), VIEW, record).findings
        machines = recall(replace(query, by=CauseKind.AUTOMATION), VIEW, record).findings
        if form is PastForm.DID:
            assert persons == every
            assert not machines


def test_what_was_done_through_us_is_told_to_somebody_who_is_not_known(record: Record) -> None:
    """It may have been anybody; what others did in other ways is not taken for it."""
    begin = datetime(2026, 3, 1, 12, tzinfo=UTC)
    light, other = LIGHTS[:2]
    batch = Batch()
    for entity_id, kind in ((light, CauseKind.AGENT), (other, CauseKind.PERSON)):
        batch.changes[SeriesKey(entity_id)] = [
            Change(begin.timestamp(), "off", Cause()),
            Change(begin.timestamp() + 60, "on", Cause(kind, user_id="ben")),
        ]
    record.write(batch)
    asked = begin + timedelta(minutes=5)
    query = PastQuery(
        form=PastForm.LAST, asked=asked, targets=(light,), state="on", by_speaker=True
    )
    (found,) = recall(query, VIEW, record).findings
    assert found.at == begin + timedelta(minutes=1)
    assert not recall(replace(query, targets=(other,)), VIEW, record).findings
    assert not recall(replace(query, by_speaker=False, by_person="person.x"), VIEW, record).findings
