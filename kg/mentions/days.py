"""From the parts of a written date to the days it covers: calendar arithmetic, no words of any language.

Every function returns None where the text does not say enough, and nothing here reads a clock: what is relative is
relative to the day of publication.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kg.model import DateRange, Precision

Edge = Literal["early", "mid", "late", "all"]
Unit = Literal["day", "week", "month", "quarter", "year"]
AHEAD_WEIGHT = 2  # a date without a year lies behind rather than ahead, unless the sentence says otherwise


@dataclass(frozen=True, slots=True)
class Reference:
    """What a relative date is relative to: the day of publication, and whether its sentence speaks of the future."""

    day: date
    ahead: bool = False


def day_of(year: int, month: int, day: int) -> DateRange | None:
    """One day; None if there is no such day."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return DateRange(found, found, "day")


def months_of(year: int, first: int, last: int, precision: Precision) -> DateRange:
    """From the first day of one month to the last of another; a last before the first lies in the next year."""
    end = year + (last < first)
    return DateRange(date(year, first, 1), date(end, last, monthrange(end, last)[1]), precision)


def month_of(year: int, month: int, edge: Edge | None = None) -> DateRange:
    """A month, or its first ten days, its middle ten, or what follows the twentieth."""
    last = monthrange(year, month)[1]
    first, last = {"early": (1, 10), "mid": (10, 20), "late": (21, last)}.get(edge or "all", (1, last))
    return DateRange(date(year, month, first), date(year, month, last), "month")


def year_of(year: int, edge: Edge | None = None) -> DateRange:
    """A year, or its first quarter ("early"), its last ("late"), or the four months around its middle."""
    if edge == "mid":
        return months_of(year, 5, 8, "year")
    first, last = {"early": (1, 3), "late": (10, 12)}.get(edge or "all", (1, 12))
    return months_of(year, first, last, "quarter" if last - first == 2 else "year")


def quarter_of(year: int, quarter: int) -> DateRange:
    """A quarter of a year."""
    return months_of(year, 3 * quarter - 2, 3 * quarter, "quarter")


def half_of(year: int, half: int) -> DateRange:
    """A half-year; its precision is the coarser one of the scale, a year."""
    return months_of(year, 6 * half - 5, 6 * half, "year")


def season_of(year: int, first: int, last: int) -> DateRange:
    """A season; a winter bears the year in which it ends."""
    return months_of(year - (last < first), first, last, "month" if first == last else "quarter")


def years_of(first: int, last: int) -> DateRange | None:
    """From one year to another; None if they are not in order."""
    return DateRange(date(first, 1, 1), date(last, 12, 31), "year") if first < last else None


def unit_from(reference: date, unit: Unit, offset: int) -> DateRange:
    """The day, week, month, quarter or year that lies so many of its kind from the one of `reference`.

    A week runs from Monday and has the precision of a month. Raises OverflowError or ValueError beyond the calendar.
    """
    if unit == "day":
        moved = reference + timedelta(days=offset)
        return DateRange(moved, moved, "day")
    if unit == "week":
        monday = reference - timedelta(days=reference.weekday()) + timedelta(weeks=offset)
        return DateRange(monday, monday + timedelta(days=6), "month")
    if unit == "year":
        return year_of(reference.year + offset)
    size = 3 if unit == "quarter" else 1
    index = (reference.year * 12 + reference.month - 1) // size + offset
    year, part = divmod(index, 12 // size)
    return quarter_of(year, part + 1) if unit == "quarter" else month_of(year, part + 1)


def weekday_of(reference: Reference, weekday: int, when: int | None) -> DateRange:
    """The day of that name: the latest up to publication, or the next one if `when` or the sentence says so."""
    back = (reference.day.weekday() - weekday) % 7
    if when == -1:
        return unit_from(reference.day, "day", -(back or 7))
    if when == 1 or (when is None and reference.ahead):
        return unit_from(reference.day, "day", 7 - back)
    return unit_from(reference.day, "day", -back)


def choose(candidates: Iterator[DateRange | None], reference: Reference, when: int | None = None) -> DateRange | None:
    """The candidate that is meant: a past one for `when` -1, one ahead for 1, this year's for 0, else the nearest."""
    found = [c for c in candidates if c]
    if when == -1:
        found = [c for c in found if c.latest < reference.day]
    elif when == 1 or (when is None and reference.ahead and any(c.latest >= reference.day for c in found)):
        found = [c for c in found if c.latest >= reference.day and (when is None or c.earliest > reference.day)]
    elif when == 0:
        found = [c for c in found if reference.day.year in (c.earliest.year, c.latest.year)]
    return min(found, key=lambda c: (_distance(c, reference.day), c.earliest), default=None)


def _distance(candidate: DateRange, day: date) -> int:
    if candidate.latest < day:
        return (day - candidate.latest).days
    return AHEAD_WEIGHT * max(0, (candidate.earliest - day).days)
