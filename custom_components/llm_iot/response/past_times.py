"""Durations, moments and stretches of the past in words, as seen from when they are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from dateutil.relativedelta import relativedelta

from ..past import Period

_DAY: Final = timedelta(days=1)
_WEEK: Final = 7
_SHORT: Final = 120
"""Seconds below which seconds are told."""
_UNITS: Final = (("days", 86400), ("hours", 3600), ("minutes", 60), ("seconds", 1))
_LONGEST_IN_HOURS: Final = 172800
"""Seconds from which days are told."""
_NIGHT: Final = (time(21), time(6))
_PARTS: Final = {
    "morning": (time(5), time(12)),
    "afternoon": (time(12), time(18)),
    "evening": (time(18), time()),
}
"""Parts of the day as `recognition/periods.py` reads them."""
_SATURDAY: Final = 5
_NOON: Final = 12


@dataclass(frozen=True, slots=True)
class PastTimes:
    """Tells times of the past in one language."""

    texts: Mapping[str, Any]
    asked: datetime
    """Aware, in the time zone of the home."""
    twelve_hours: bool = False

    def duration(self, lasted: timedelta) -> str:
        """Return "2 hours 14 minutes", to the minute; what is short, to the second."""
        seconds = round(lasted.total_seconds())
        if seconds >= _SHORT:
            seconds = round(seconds / 60) * 60
        parts: list[str] = []
        for unit, length in _UNITS:
            if unit == "days" and seconds < _LONGEST_IN_HOURS:
                continue
            number, seconds = divmod(seconds, length)
            if number or (unit == "seconds" and not parts):
                parts.append(self._counted(unit, number))
        return " ".join(parts)

    def moment(self, at: datetime) -> str:
        """Return "at 19:40", "yesterday at 19:40" or "on 3 October at 19:40"."""
        return self._moment(self.texts["when"]["at"], at)

    def bare(self, at: datetime) -> str:
        """Return "19:40" or "yesterday at 19:40", as it follows "since"."""
        return self._moment(self.texts["past"]["bare"], at)

    def day(self, at: datetime) -> str:
        """Return "Tuesday 17 November"."""
        local = at.astimezone(self.asked.tzinfo)
        text = self.texts["past"]["day_name"]
        return str(text.format(day=self._weekday(local.date()), date=self._date(local.date())))

    def period(self, period: Period | None) -> str:
        """Return " yesterday" or " in the last hour"; nothing for all that is known."""
        if period is None:
            return ""
        if period.begin == period.end:
            return f" {self.moment(period.begin)}"
        return f" {self._days(period) or self._part(period) or self._hours(period)}"

    def _days(self, period: Period) -> str | None:
        """Return a stretch of whole days, None if it is none."""
        texts = self.texts["past"]["periods"]
        today = self.asked.date()
        begin, end = period.begin, period.end
        if (begin.time(), end.time()) == _NIGHT and end.date() == today == begin.date() + _DAY:
            return str(texts["night"])
        is_now = end == self.asked
        if begin.time() != time() or (end.time() != time() and not is_now):
            return None
        first = begin.date()
        until = today + _DAY if is_now else end.date()
        if until - first == _DAY:
            return self._one_day(first)
        monday = today - timedelta(days=today.weekday())
        month = today.replace(day=1)
        spans = {
            "week": (monday, monday + _WEEK * _DAY),
            "last_week": (monday - _WEEK * _DAY, monday),
            "month": (month, month + relativedelta(months=1)),
            "last_month": (month - relativedelta(months=1), month),
            "year": (month.replace(month=1), month.replace(month=1) + relativedelta(years=1)),
        }
        for name, (from_day, to_day) in spans.items():
            if first == from_day and until == (min(to_day, today + _DAY) if is_now else to_day):
                return str(texts[name])
        saturday = today - timedelta(days=(today.weekday() - _SATURDAY) % _WEEK)
        if (first, until) == (saturday, saturday + 2 * _DAY):
            return str(texts["weekend"])
        return self._month_or_year(first, until) or (None if is_now else self._named(first, until))

    def _named(self, first: date, until: date) -> str:
        """Return "from Monday to Wednesday"; of more than a week, with dates."""
        near = (self.asked.date() - first).days <= _WEEK
        name = self._weekday if near else self._date
        text = self.texts["past"]["periods"]["days"]
        return str(text.format(begin=name(first), end=name(until - _DAY)))

    def _part(self, period: Period) -> str | None:
        """Return "this morning" or "yesterday evening", None for no part of a day."""
        texts = self.texts["past"]["periods"]
        begin, end = period.begin, period.end
        for name, (first, last) in _PARTS.items():
            ends = end == self.asked or (end.time(), first) == (last, begin.time())
            if begin.time() == first and ends and end - begin < _DAY:
                part, day = texts["parts"][name], begin.date()
                back = (self.asked.date() - day).days
                near = {0: "today", 1: "yesterday"}.get(back)
                key = near or ("day" if 0 < back <= _WEEK else "far_day")
                words = {"day": self._weekday(day), "date": self._date(day)}
                return str(texts["part"][key].format(part=part, **words))
        return None

    def _month_or_year(self, first: date, until: date) -> str | None:
        texts = self.texts["past"]["periods"]
        if first.day == 1 and until == first + relativedelta(months=1):
            near = first > self.asked.date() - relativedelta(years=1)
            name = self.texts["when"]["months"][first.month - 1]
            key = "of_month" if near else "of_month_and_year"
            return str(texts[key].format(month=name, year=first.year))
        if (first.day, first.month) == (1, 1) and until == first + relativedelta(years=1):
            return str(texts["of_year"].format(year=first.year))
        return None

    def _hours(self, period: Period) -> str:
        """Return a stretch that begins or ends within a day."""
        texts = self.texts["past"]["periods"]
        if period.end == self.asked:
            lasts = period.lasts
            if (
                lasts.total_seconds()
                and not lasts.total_seconds() % 60
                and self._is_rolling(period)
            ):
                return str(texts["last"].format(duration=self._single(lasts)))
            return str(texts["since"].format(begin=self.bare(period.begin)))
        begin, end = period.begin, period.end
        until_midnight = end.time() == time() and end.date() - begin.date() == _DAY
        if until_midnight or begin.date() == end.date():
            last = texts["midnight"] if until_midnight else self._time(end)
            day = self._one_day(begin.date())
            return str(texts["within"].format(begin=self._time(begin), end=last, day=day))
        return str(texts["stretch"].format(begin=self.bare(begin), end=self.bare(end)))

    def _is_rolling(self, period: Period) -> bool:
        """Return whether a stretch was told by its length: up to now from no full hour."""
        odd = bool(self.asked.second or self.asked.microsecond)
        whole = period.begin.minute == 0 and period.begin.second == 0
        return odd == bool(period.begin.second or period.begin.microsecond) and not whole

    def _single(self, lasts: timedelta) -> str:
        """Return a duration as it follows "in the last": "hour", "90 minutes"."""
        text = self.duration(lasts)
        for one, _ in self.texts["past"]["units"].values():
            if text == one.format(number=1):
                return str(one.format(number="")).strip()
        return text

    def _one_day(self, day: date) -> str:
        """Return "today", "yesterday", "on Monday" or "on 3 October"."""
        texts = self.texts["past"]["periods"]
        back = (self.asked.date() - day).days
        if near := {0: "today", 1: "yesterday"}.get(back):
            return str(texts[near])
        key = "day" if 0 < back <= _WEEK else "far_day"
        return str(texts[key].format(day=self._weekday(day), date=self._date(day)))

    def _moment(self, texts: Mapping[str, str], at: datetime) -> str:
        local = at.astimezone(self.asked.tzinfo)
        back = (self.asked.date() - local.date()).days
        form = {0: "today", 1: "yesterday"}.get(back, "week" if 0 < back < _WEEK else "date")
        return texts[form].format(
            time=self._time(local), day=self._weekday(local.date()), date=self._date(local.date())
        )

    def _time(self, local: datetime) -> str:
        if not self.twelve_hours:
            return f"{local.hour:02}:{local.minute:02}"
        half = self.texts["when"]["halves"][local.hour // _NOON]
        return f"{local.hour % _NOON or _NOON}:{local.minute:02} {half}"

    def _weekday(self, day: date) -> str:
        return str(self.texts["when"]["days"][day.weekday()])

    def _date(self, day: date) -> str:
        texts = self.texts["when"]
        text = texts["date" if day.year == self.asked.year else "date_and_year"]
        month = texts["months"][day.month - 1]
        return str(text.format(number=day.day, month=month, year=day.year))

    def _counted(self, unit: str, number: int) -> str:
        one, many = self.texts["past"]["units"][unit]
        return str((one if number == 1 else many).format(number=number))
