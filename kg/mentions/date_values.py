"""The days that the parts of a written date mean; `dates` finds the parts, `days` knows the calendar."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kg.mentions import days as cal
from kg.mentions.numerals import fold, read_words
from kg.model import DateRange

Parts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DateTables:
    """What the words of a language mean, keys folded. `day_first`: how 10/02/2025 is read."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    seasons: Mapping[str, tuple[int, int]]
    ordinals: Mapping[str, int]
    units: Mapping[str, cal.Unit]
    edges: Mapping[str, cal.Edge]
    whens: Mapping[str, int]
    relatives: Mapping[str, int]
    shifts: Mapping[str, int]
    feasts: Mapping[str, tuple[int, int]]
    numbers: Mapping[str, int]
    day_first: bool | Literal["unsure"]


@dataclass(frozen=True, slots=True)
class Written:
    """The parts of one date with what is needed to read them."""

    parts: Parts
    tables: DateTables
    reference: cal.Reference | None

    @property
    def year(self) -> int | None:
        """The year that the words name or shift to; None if they leave it open."""
        if "year" in self.parts:
            return int(self.parts["year"])
        if self.reference and "shift" in self.parts:
            return self.reference.day.year + self.tables.shifts[fold(self.parts["shift"])]
        return self.reference.day.year if self.reference and "current" in self.parts else None

    @property
    def when(self) -> int | None:
        """-1 for the last one, 1 for the next, 0 for this one, None if the words do not say."""
        if "when" in self.parts:
            return self.tables.whens[fold(self.parts["when"])]
        return 0 if "now" in self.parts else None

    @property
    def edge(self) -> cal.Edge | None:
        """The part of the month or the year that is meant."""
        if "mid" in self.parts:
            return "mid"
        return self.tables.edges[fold(self.parts["edge"])] if "edge" in self.parts else None

    def placed(self, build: Callable[[int], DateRange | None]) -> DateRange | None:
        """What `build` makes of the year; where none is named, of the year that the day of publication suggests."""
        if self.year is not None:
            return build(self.year)
        if self.reference is None or "shift" in self.parts:
            return None
        near = range(self.reference.day.year - 1, self.reference.day.year + 2)
        return cal.choose((build(year) for year in near), self.reference, self.when)


def date_value(parts: Parts, tables: DateTables, reference: cal.Reference | None) -> DateRange | None:
    """The days meant; None where the words, the calendar or an unknown day of publication do not settle them."""
    written = Written(parts, tables, reference)
    try:
        return next((read(written) for part, read in READERS if part in parts), None)
    except (ValueError, OverflowError, KeyError):  # beyond the calendar, or "a few" years
        return None


def _iso(w: Written) -> DateRange | None:
    year, month = int(w.parts["year"]), int(w.parts["mm"])
    return cal.day_of(year, month, int(w.parts["dd"])) if "dd" in w.parts else cal.month_of(year, month)


def _numeric(w: Written) -> DateRange | None:
    first, second, year = (int(w.parts[name]) for name in ("first", "second", "year"))
    if w.tables.day_first is True or first > 12 or first == second:
        return cal.day_of(year, second, first)
    return cal.day_of(year, first, second) if w.tables.day_first is False or second > 12 else None


def _years(w: Written) -> DateRange | None:
    return cal.years_of(int(w.parts["year"]), int(w.parts["year2"]))


def _counted(w: Written) -> DateRange | None:
    """So many years ago or ahead; "two years later" hangs on another date."""
    sign = -1 if "past" in w.parts else 1 if "coming" in w.parts else 0
    if not w.reference or not sign:
        return None
    return cal.unit_from(w.reference.day, w.tables.units[fold(w.parts["unit"])], sign * _count(w))


def _count(w: Written) -> int:
    written = fold(w.parts["number"])
    if written.isdigit():
        return int(written)
    if written in w.tables.numbers:
        return w.tables.numbers[written]
    return int(read_words(re.split(r"[ -]", written), w.tables.numbers)[0])


def _relative(w: Written) -> DateRange | None:
    if not w.reference:
        return None
    return cal.unit_from(w.reference.day, "day", w.tables.relatives[fold(w.parts["relative"])])


def _feast(w: Written) -> DateRange | None:
    month, day = w.tables.feasts[fold(w.parts["feast"])]
    return w.placed(lambda year: cal.day_of(year, month, day)) if month else None


def _decade(w: Written) -> DateRange | None:
    first = int(w.parts["decade"]) if "decade" in w.parts else 1900 + int(w.parts["short"])
    return cal.years_of(first, first + 9)


def _ordinal(w: Written) -> DateRange | None:
    rank = w.tables.ordinals[fold(w.parts["ordinal"])]
    if "quarterly" in w.parts:
        return w.placed(lambda year: cal.quarter_of(year, rank))
    return w.placed(lambda year: cal.half_of(year, rank)) if rank <= 2 else None


def _quarter(w: Written) -> DateRange | None:
    return w.placed(lambda year: cal.quarter_of(year, int(w.parts["quarter"])))


def _half(w: Written) -> DateRange | None:
    return w.placed(lambda year: cal.half_of(year, int(w.parts["half"])))


def _season(w: Written) -> DateRange | None:
    first, last = w.tables.seasons[fold(w.parts["season"])]
    return w.placed(lambda year: cal.season_of(year, first, last))


def _day(w: Written) -> DateRange | None:
    month, first = w.tables.months[fold(w.parts["month"])], _digits(w.parts["day"])
    last = _digits(w.parts.get("day2", w.parts["day"]))
    return w.placed(lambda year: _days(cal.day_of(year, month, first), cal.day_of(year, month, last)))


def _days(first: DateRange | None, last: DateRange | None) -> DateRange | None:
    if not first or not last or first.earliest > last.latest:
        return None
    return DateRange(first.earliest, last.latest, "day")


def _digits(written: str) -> int:
    return int(re.sub(r"\D", "", written))


def _month(w: Written) -> DateRange | None:
    month = w.tables.months[fold(w.parts["month"])]
    return w.placed(lambda year: cal.month_of(year, month, w.edge))


def _weekday(w: Written) -> DateRange | None:
    if not w.reference:
        return None
    return cal.weekday_of(w.reference, w.tables.weekdays[fold(w.parts["weekday"])], w.when)


def _unit(w: Written) -> DateRange | None:
    if not w.reference:
        return None
    return cal.unit_from(w.reference.day, w.tables.units[fold(w.parts["unit"])], w.when or 0)


def _year(w: Written) -> DateRange | None:
    """A year, named or shifted to, or the part of it that lies before or after the day of publication."""
    if w.year is None:
        return None
    if w.reference and ("until" in w.parts or "after" in w.parts):
        first, last = date(w.year, 1, 1), date(w.year, 12, 31)
        ends = (first, w.reference.day) if "until" in w.parts else (w.reference.day, last)
        return DateRange(*ends, "year") if ends[0] <= ends[1] else None
    return cal.year_of(w.year, w.edge)


# The first part that a date has decides how it is read.
READERS: tuple[tuple[str, Callable[[Written], DateRange | None]], ...] = (
    ("mm", _iso),
    ("first", _numeric),
    ("year2", _years),
    ("number", _counted),
    ("relative", _relative),
    ("feast", _feast),
    ("decade", _decade),
    ("short", _decade),
    ("ordinal", _ordinal),
    ("quarter", _quarter),
    ("half", _half),
    ("season", _season),
    ("day", _day),
    ("month", _month),
    ("weekday", _weekday),
    ("unit", _unit),
    ("shift", _year),
    ("current", _year),
    ("year", _year),
)
