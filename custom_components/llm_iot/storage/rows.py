"""The rows of the record: how its tables are read and written inside a transaction."""

from collections.abc import Callable, Sequence
import sqlite3

from ..past import Cause, CauseKind
from ..processing.numbers import Piece
from ..processing.series import Change, Sample, SeriesKey

type Aggregate = Callable[[Sequence[Sample], float, float], list[Piece]]
"""Makes hours of the samples of a stretch of time."""


def series_number(db: sqlite3.Connection, key: SeriesKey) -> int:
    """Return the number of a series, which is created if need be; its unit is kept up to date."""
    row = db.execute(
        "INSERT INTO series (entity_id, measure, unit) VALUES (?, ?, ?) "
        "ON CONFLICT (entity_id, measure) DO UPDATE SET unit = excluded.unit RETURNING id",
        (key.entity_id, key.measure, key.unit),
    ).fetchone()
    return int(row[0])


def known_series(db: sqlite3.Connection, entity_id: str, measure: str) -> int | None:
    """Return the number of a series, None if there is none."""
    row = db.execute(
        "SELECT id FROM series WHERE entity_id = ? AND measure = ?", (entity_id, measure)
    ).fetchone()
    return row[0] if row else None


def cause_number(db: sqlite3.Connection, known: dict[Cause, int], cause: Cause) -> int:
    """Return the number of a cause, which is created if need be."""
    if cause not in known:
        values = (cause.kind, cause.name or "", cause.user_id or "")
        row = db.execute(
            "INSERT INTO cause (kind, name, user_id) VALUES (?, ?, ?) ON CONFLICT DO UPDATE "
            "SET kind = excluded.kind RETURNING id",
            values,
        ).fetchone()
        known[cause] = int(row[0])
    return known[cause]


def changes_of(db: sqlite3.Connection, number: int, begin: float, end: float) -> list[Change]:
    """Return the states of a series in a stretch of time, with the last one before it."""
    causes = {
        row[0]: Cause(CauseKind(row[1]), row[2] or None, row[3] or None)
        for row in db.execute("SELECT id, kind, name, user_id FROM cause")
    }
    rows = db.execute(
        "SELECT at, state, cause FROM change "
        "WHERE series = ? AND at < ? AND at >= coalesce("
        "(SELECT max(at) FROM change WHERE series = ? AND at < ?), ?) ORDER BY at",
        (number, end, number, begin, begin),
    )
    return [Change(at, state, causes[cause]) for at, state, cause in rows]


def samples_of(db: sqlite3.Connection, number: int, begin: float, end: float) -> list[Sample]:
    """Return the numbers of a series in a stretch of time, with the two before it."""
    before = db.execute(
        "SELECT at, value FROM sample WHERE series = ? AND at <= ? ORDER BY at DESC LIMIT 2",
        (number, begin),
    ).fetchall()
    inside = db.execute(
        "SELECT at, value FROM sample WHERE series = ? AND at > ? AND at < ? ORDER BY at",
        (number, begin, end),
    )
    return [Sample(*row) for row in (*reversed(before), *inside)]


def hours_of(db: sqlite3.Connection, number: int, begin: float, end: float) -> list[Piece]:
    """Return the hours of a series that begin in a stretch of time."""
    rows = db.execute(
        "SELECT at, seconds, integral, low, low_at, high, high_at, growth FROM hour "
        "WHERE series = ? AND at >= ? AND at < ? ORDER BY at",
        (number, begin, end),
    )
    return list(map(Piece._make, rows))


def insert_hours(db: sqlite3.Connection, number: int, hours: Sequence[Piece]) -> None:
    """Keep hours of a series."""
    rows = [
        (
            number,
            hour.begin,
            hour.seconds,
            hour.integral,
            hour.low,
            hour.low_at,
            hour.high,
            hour.high_at,
            hour.growth,
        )
        for hour in hours
    ]
    db.executemany("INSERT OR REPLACE INTO hour VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def compact_series(
    db: sqlite3.Connection, number: int, before: float, aggregate: Aggregate
) -> None:
    """Keep the samples of a series from before a moment by hour."""
    rows = db.execute(
        "SELECT at, value FROM sample WHERE series = ? AND at < ? ORDER BY at", (number, before)
    ).fetchall()
    if not rows:
        return
    samples = [Sample(*row) for row in rows]
    insert_hours(db, number, aggregate(samples, samples[0].at, before))
    db.execute("DELETE FROM sample WHERE series = ? AND at < ?", (number, before))
    # What held at the moment goes on to hold, and what grows is counted from it.
    db.execute("INSERT OR IGNORE INTO sample VALUES (?, ?, ?)", (number, before, samples[-1].value))


def prune(db: sqlite3.Connection, before: float) -> int:
    """Forget what ended before a moment, but for the last value of each series before it.

    Return how many rows that were.
    """
    gone = 0
    for table in ("change", "sample"):
        gone += db.execute(
            f"DELETE FROM {table} AS old WHERE at < ? AND EXISTS (SELECT 1 FROM {table} "  # noqa: S608  # names of ours
            "WHERE series = old.series AND at > old.at AND at <= ?)",
            (before, before),
        ).rowcount
    return gone + db.execute("DELETE FROM hour WHERE at < ?", (before,)).rowcount


def oldest(db: sqlite3.Connection, part: float) -> float | None:
    """Return the end of the hour up to which the oldest part of all rows reaches, None of none."""
    hours = db.execute(
        "SELECT CAST(at / 3600 AS INTEGER) AS number, sum(weight) FROM ("
        "SELECT at, 2 AS weight FROM hour UNION ALL SELECT at, 1 FROM change "
        "UNION ALL SELECT at, 1 FROM sample) GROUP BY number ORDER BY number"
    ).fetchall()  # a row of an hour is about as long as two of the others
    wanted = part * sum(weight for _, weight in hours)
    passed = 0
    for number, weight in hours:
        passed += weight
        if passed >= wanted:
            return (float(number) + 1) * 3600
    return None


def last_before(db: sqlite3.Connection, entity_id: str, before: float) -> float | None:
    """Return the last moment before another at which anything is known of an entity."""
    found = [
        db.execute(
            f"SELECT max(at) FROM {table} JOIN series ON series.id = {table}.series "  # noqa: S608  # names of ours
            "WHERE entity_id = ? AND at < ?",
            (entity_id, before),
        ).fetchone()[0]
        for table in ("change", "sample")
    ]
    return max((at for at in found if at is not None), default=None)


def moment(db: sqlite3.Connection, name: str) -> float | None:
    """Return a moment that was kept under a name, None if there is none."""
    row = db.execute("SELECT at FROM moment WHERE name = ?", (name,)).fetchone()
    return row[0] if row else None


def set_moment(db: sqlite3.Connection, name: str, at: float) -> None:
    """Keep a moment under a name."""
    db.execute("INSERT OR REPLACE INTO moment VALUES (?, ?)", (name, at))
