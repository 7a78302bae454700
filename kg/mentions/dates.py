"""Dates, as an article writes them in French or English: found by the forms of dates.toml, valued by the calendar.

A date that is relative, or that names no year, has a value only where the day of publication is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from kg.languages import Section, load_section
from kg.mentions import days as cal
from kg.mentions.date_values import DateTables, date_value
from kg.mentions.numerals import SPACE, first_words, fold, leads, one_of, quantity_data
from kg.model import Mention, MentionKind, Span

WINDOW = 32
YEAR = r"(?:1[6-9]|20)[0-9]{2}(?![0-9])"


class DateContext(Section):
    """What beside a date changes its meaning or denies that it is one."""

    vague_numbers: list[str]
    articles: list[str]
    future: list[str]
    future_before: list[str]
    doubtful: list[str]
    cues: list[str]
    year_not_after: list[str]
    year_not_before: list[str]
    year_openers: list[str]
    old_year_cues: list[str]


class PartsOfDay(Section):
    """Words that follow a day and belong to it."""

    words: list[str]


class DateData(Section):
    """dates.toml of one language."""

    month_any_case: bool
    day_first: bool | Literal["unsure"]
    day_suffix: str
    forms: list[str]
    starts: list[str]
    gates: dict[str, str]
    months: dict[str, int]
    short_months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, tuple[int, int]]
    ordinals: dict[str, int]
    units: dict[str, cal.Unit]
    edges: dict[str, cal.Edge]
    whens: dict[str, int]
    relatives: dict[str, int]
    shifts: dict[str, int]
    feasts: dict[str, tuple[int, int]]
    parts_of_day: PartsOfDay
    context: DateContext


@dataclass(frozen=True, slots=True)
class DateGrammar:
    """The compiled forms of a language, the names of the parts of each, its tables, the patterns of the neighbours."""

    context: DateContext
    first: frozenset[str]
    gates: Mapping[str, re.Pattern[str]]
    small_letters: bool
    form: re.Pattern[str]
    names: Mapping[str, tuple[str, ...]]
    tables: DateTables
    future: re.Pattern[str]
    future_before: re.Pattern[str]
    cue: re.Pattern[str]
    year_not_after: re.Pattern[str]
    year_not_before: re.Pattern[str]
    old_year_cue: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in the text, with the written form of each of its parts."""

    span: Span
    parts: Mapping[str, str]


def find_dates(text: str, lang: str, published: str = "") -> list[Mention]:
    """The dates of the text, in order and disjoint.

    `value` is None where the text and `published` (an ISO date, or "") do not settle it.
    Raises OntologyError if the language is unknown.
    """
    rules, day = date_grammar(lang), _day(published)
    mentions = []
    for found in _found(text, rules):
        reference = cal.Reference(day, _ahead(text, rules, found.span)) if day else None
        value = date_value(found.parts, rules.tables, reference)
        mentions.append(Mention(found.span, found.span.of(text), "Date", kind=MentionKind.LITERAL, value=value))
    return mentions


def date_spans(text: str, lang: str) -> list[Span]:
    """The spans of the dates of the text, in order: what is no number."""
    return [found.span for found in _found(text, date_grammar(lang))]


def _day(published: str) -> date | None:
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


@cache
def date_grammar(lang: str) -> DateGrammar:
    """The forms of a language, compiled once. Raises OntologyError if the language is unknown or its file is wrong."""
    data = load_section(lang, "dates", DateData)
    words = {**quantity_data(lang).words, **dict.fromkeys(data.context.articles, 1)}
    context, parts, forms = data.context, _parts(data, words), []
    names: dict[str, tuple[str, ...]] = {}
    for index, form in enumerate(data.forms):
        pattern = _form(form, parts)
        names[f"f{index}"] = tuple(re.findall(r"\(\?P<(\w+)>", pattern))
        numbered = re.sub(r"\(\?P<(\w+)>", rf"(?P<\g<1>_{index}>", pattern)
        forms.append(f"(?P<f{index}>{numbered}(?!\\w))")
    return DateGrammar(
        context,
        _lead(data, words),
        {
            word: re.compile(rf"{word}(?:{SPACE}|['’])(?:{_form(gate, parts)})", re.I)
            for word, gate in data.gates.items()
        },
        data.month_any_case,
        re.compile("|".join(forms)),
        names,
        _tables(data, words),
        re.compile(one_of(context.future)),
        re.compile(one_of(context.future_before) + r"\s*$"),
        re.compile(f"{one_of(context.cues)}{SPACE}?$"),
        re.compile(f"{one_of(context.year_not_after)}{SPACE}?$"),
        re.compile(f"(?:{SPACE}|-)?{one_of(context.year_not_before)}"),
        re.compile(f"{one_of(context.old_year_cues)}{SPACE}$"),
    )


def _tables(data: DateData, words: Mapping[str, int]) -> DateTables:
    folded = {fold(word): month for word, month in [*data.months.items(), *data.short_months.items()]}
    return DateTables(
        months=folded,
        weekdays={fold(word): day for word, day in data.weekdays.items()},
        seasons={fold(word): ends for word, ends in data.seasons.items()},
        ordinals={fold(word): rank for word, rank in data.ordinals.items()},
        units={fold(word): unit for word, unit in data.units.items()},
        edges={fold(word): edge for word, edge in data.edges.items()},
        whens={fold(word): when for word, when in data.whens.items()},
        relatives={fold(word): days for word, days in data.relatives.items()},
        shifts={fold(word): years for word, years in data.shifts.items()},
        feasts={fold(word): day for word, day in data.feasts.items()},
        numbers=words,
        day_first=data.day_first,
    )


def _parts(data: DateData, words: Iterable[str]) -> dict[str, str]:
    """The pattern of each part that a form may name."""
    month = one_of([*data.months, *data.short_months, *(m.upper() for m in data.months)], fold=data.month_any_case)
    number = f"[0-9]{{1,3}}|{one_of([*words, *data.context.vague_numbers])}(?:[ -]{one_of(words)}){{0,3}}"
    day = f"(?:3[01]|[12][0-9]|0?[1-9]){data.day_suffix}(?![0-9])"
    weekday = one_of(data.weekdays, fold=data.month_any_case)
    tables: dict[str, Iterable[str]] = {"season": data.seasons, "ordinal": data.ordinals, "unit": data.units}
    tables |= {"edge": data.edges, "when": data.whens, "shift": data.shifts, "relative": data.relatives}
    tables |= {"part": data.parts_of_day.words}
    patterns = {name: one_of(table) for name, table in tables.items()}
    patterns |= {"month": month, "weekday": weekday, "weekday2": weekday, "day": day, "day2": day, "number": number}
    patterns |= {"year": YEAR, "year2": YEAR, "mm": "(?:0[1-9]|1[0-2])", "dd": "(?:0[1-9]|[12][0-9]|3[01])(?![0-9])"}
    patterns |= {"first": "[0-3]?[0-9]", "second": "[0-3]?[0-9]", "quarter": "[1-4]", "half": "[12]"}
    patterns |= {"decade": "(?:1[89]|20)[0-9]0", "short": "[1-9]0(?![0-9])", "feast": one_of(data.feasts, fold=False)}
    return patterns | {"own": one_of(data.months, fold=False)}


def _form(form: str, parts: Mapping[str, str]) -> str:
    """One form as a pattern. A month that stands for itself is written in the language's own case."""
    if form == "{month}":
        return f"(?P<month>{parts['own']})"
    spaced = form.replace(" ", SPACE).replace("'", "['’]")
    return re.sub(r"\{([a-z]+2?)\}", lambda part: f"(?P<{part[1]}>{parts[part[1]]})", spaced)


def _lead(data: DateData, words: Iterable[str]) -> frozenset[str]:
    """The words with which a date can begin."""
    tables: list[Iterable[str]] = [data.months, data.short_months, data.weekdays, data.seasons, data.ordinals]
    tables += [
        data.edges,
        data.whens,
        data.relatives,
        data.shifts,
        data.feasts,
        data.starts,
        words,
        data.context.vague_numbers,
    ]
    return first_words(*tables)


def _found(text: str, rules: DateGrammar) -> Iterator[FoundDate]:
    place = 0
    for start, word in leads(text, rules.first):
        if start < place or _is_tail(text, start):
            continue
        gate = rules.gates.get(word)
        if gate and not gate.match(text, start):
            continue
        match = rules.form.match(text, start)
        if not match or not match.lastgroup:
            continue
        index = match.lastgroup[1:]
        parts = {name: match[f"{name}_{index}"] for name in rules.names[match.lastgroup]}
        found = FoundDate(Span(match.start(), match.end()), {name: part for name, part in parts.items() if part})
        if _is_date(text, rules, found):
            yield found
            place = max(place, match.end())


def _is_tail(text: str, start: int) -> bool:
    """True if the word or the digits are the end of something longer: "H100", "3/4"."""
    before = text[max(0, start - 1) : start]
    return before.isalnum() or (before in ("_", ".", ",", "/") and text[start].isdigit())


def _is_date(text: str, rules: DateGrammar, found: FoundDate) -> bool:
    """False for what only looks like a date: a name with a year, a number of things, the verb "may"."""
    parts, span = found.parts, found.span
    if parts.keys() == {"year"}:
        return _is_year(text, rules, found)
    if parts.keys() == {"year", "year2"}:
        return int(parts["year"]) < int(parts["year2"]) and not rules.year_not_before.match(text, span.end)
    if parts.keys() == {"month"} and len(span) == len(parts["month"]):
        cued = bool(rules.cue.search(text, max(0, span.start - WINDOW), span.start))
        doubtful = fold(parts["month"]) in map(fold, rules.context.doubtful)
        return cued or not (doubtful or text[span.end + 1 : span.end + 2].isupper())
    named = rules.small_letters or parts.keys() & {"relative", "shift", "feast"}
    return not (named and _is_name(text, rules, span))


def _is_name(text: str, rules: DateGrammar, span: Span) -> bool:
    """True for a capital that belongs to a name: "RH Demain", "USA Today", "Père Noël", "Toussaint-Wu"."""
    if not text[span.start].isupper():
        return False
    word = LAST_WORD.search(text, max(0, span.start - WINDOW), span.start)
    named = word and word[1][0].isupper() and word[1][-1] != "." and word[1] not in rules.context.year_openers
    return bool(named) or bool(re.match(r"-[^\W\d_]", text[span.end : span.end + 2]))


LAST_WORD = re.compile(r"([^\W\d_][\w'’&.-]*)[^\S\n]$")


def _is_year(text: str, rules: DateGrammar, found: FoundDate) -> bool:
    """True for a year: no number of things, no part of a name ("Vision 2030"), no code ("2024-312")."""
    start, end = found.span.start, found.span.end
    alone, left = end - start == 4, max(0, start - WINDOW)
    if alone and start and text[start - 1] in "-–$€£¥#+_":
        return False
    if re.match(r"[-–/][0-9]|[.,:][0-9]|['’][0-9]|[^\S\n][0-9]{3}(?![0-9])", text[end : end + 5]):
        return False
    if rules.year_not_before.match(text, end) or rules.year_not_after.search(text, left, start):
        return False
    if int(found.parts["year"]) < 1900 and not rules.old_year_cue.search(text, left, start):
        return False
    word = LAST_WORD.search(text, left, start) if alone else None
    named = word and word[1][-1] != "." and any(c.isupper() for c in word[1])
    return not named or word is None or word[1] in rules.context.year_openers


def _ahead(text: str, rules: DateGrammar, span: Span) -> bool:
    """True if the sentence of the date speaks of the future, as far as its words before the date show."""
    left = max(0, span.start - 120)
    stop = max((text.rfind(mark, left, span.start) for mark in (". ", "! ", "? ", "\n", "; ")), default=-1)
    right_before = rules.future_before.search(text[max(left, span.start - 24) : span.start])
    return bool(right_before or rules.future.search(text, max(left, stop), span.start))
