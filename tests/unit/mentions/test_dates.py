"""Dates, against the snippets of tests/gold/dates and a few rules that no snippet shows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.mentions.dates import find_dates
from kg.model import DateRange

FRENCH = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre"]
FRENCH += ["novembre", "décembre"]
ENGLISH = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October"]
ENGLISH += ["November", "December"]
GOLD = Path(__file__).parents[2] / "gold" / "dates"


def rows(path: Path) -> list[list[str]]:
    """The lines of a gold file, cut at tabs."""
    lines = path.read_text(encoding="utf-8").replace("\\u202f", "\u202f").replace("\\u00a0", "\u00a0").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def shown(value: object) -> str:
    """A date range in the notation of the gold files."""
    if not isinstance(value, DateRange):
        return "?"
    first, last = value.earliest, value.latest
    whole = {
        "year": (f"{first:%Y}", date(first.year, 1, 1), date(first.year, 12, 31)),
        "month": (f"{first:%Y-%m}", first.replace(day=1), last),
        "quarter": (f"{first:%Y}-Q{(first.month + 2) // 3}", first, last),
        "day": (str(first), first, first),
    }[value.precision]
    exact = {
        "month": first.day == 1 and (last.year, last.month) == (first.year, first.month) and last.day > 27,
        "quarter": first.month % 3 == 1 and last.month == first.month + 2,
    }.get(value.precision, True)
    return whole[0] if exact and (first, last) == whole[1:] else f"{first}..{last} {value.precision}"


def same(expected: str, got: str) -> bool:
    """True if two values agree; a whole quarter may be written either way."""
    return expected == got or (expected.endswith("quarter") and expected == _long(got))


def _long(quarter: str) -> str:
    if "-Q" not in quarter:
        return quarter
    year, rank = int(quarter[:4]), int(quarter[-1])
    last = {1: 31, 2: 30, 3: 30, 4: 31}[rank]
    return f"{date(year, 3 * rank - 2, 1)}..{date(year, 3 * rank, last)} quarter"


def wanted(cell: str) -> list[tuple[str, str]]:
    """The pairs of span and value in the last column."""
    if cell == "-":
        return []
    return [(span, value) for span, _, value in (part.rpartition(" = ") for part in cell.split(" ; "))]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_gold_snippets(lang: str) -> None:
    """Every date of every snippet is found with its span and value, and nothing else."""
    wrong = []
    for text, published, cell in rows(GOLD / f"{lang}.tsv"):
        got = [(m.text, shown(m.value)) for m in find_dates(text, lang, published)]
        want = wanted(cell)
        if len(got) != len(want) or any(g[0] != w[0] or not same(w[1], g[1]) for g, w in zip(got, want, strict=True)):
            wrong.append(f"{text} [{published}]: {want}, got {got}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("lang", ["fr", "en"])
@given(text=st.text(), published=st.text(max_size=12))
def test_any_text(lang: str, text: str, published: str) -> None:
    """No text is refused; spans are in order, disjoint and cover what they say."""
    end = 0
    for mention in find_dates(text, lang, published):
        assert end <= mention.span.start < mention.span.end
        assert mention.span.of(text) == mention.text
        end = mention.span.end


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Un manifeste de RH Demain circule.", "fr"),
        ("Son président, Arsène Toussaint-Wu, part.", "fr"),
        ("Il jouait le Père Noël.", "fr"),
        ("Nuée a-t-elle été créée par des anciens ?", "fr"),
        ("He wrote for USA Today and left.", "en"),
        ("Prices fell and the fall of the firm began.", "en"),
    ],
)
def test_names_and_verbs_are_no_dates(text: str, lang: str) -> None:
    """Words of dates inside names, and words that only look like them, are left alone."""
    assert find_dates(text, lang, "2025-04-24") == []


@pytest.mark.parametrize(
    ("text", "lang", "published", "earliest"),
    [
        ("Le modèle sortira en mai.", "fr", "2025-06-10", "2025-05-01"),
        ("Le modèle sera publié en mai.", "fr", "2025-06-10", "2026-05-01"),
        ("It was shown in May.", "en", "2025-06-10", "2025-05-01"),
        ("It will be shown in May.", "en", "2025-06-10", "2026-05-01"),
        ("It was shown in December.", "en", "2025-01-10", "2024-12-01"),
        ("Annonce faite ce lundi 4 novembre.", "fr", "2024-11-05", "2024-11-04"),
        ("It will be shown on Monday.", "en", "2025-04-24", "2025-04-28"),
        ("It was shown on Thursday.", "en", "2025-04-24", "2025-04-24"),
    ],
)
def test_year_of_a_bare_date(text: str, lang: str, published: str, earliest: str) -> None:
    """Without a year a date is the nearest one, behind unless the sentence speaks of the future."""
    value = find_dates(text, lang, published)[0].value
    assert isinstance(value, DateRange)
    assert str(value.earliest) == earliest


@pytest.mark.parametrize("published", ["", "soon", "0001-01-01", "9999-12-31"])
def test_edges_of_the_calendar(published: str) -> None:
    """A date beyond the calendar, or relative to an unknown day, is found without a value or with a legal one."""
    text = "He left 300 years ago, last week, next year, in winter 2024, on February 30 and tomorrow."
    for mention in find_dates(text, "en", published):
        assert mention.value is None or isinstance(mention.value, DateRange)


@given(day=st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_written_days_come_back(day: date) -> None:
    """A full date, in either language and in ISO form, has exactly its day as value."""
    french, english = FRENCH[day.month - 1], ENGLISH[day.month - 1]
    forms = {"fr": [f"le {day.day} {french} {day.year}."], "en": [f"on {english} {day.day}, {day.year}.", f"on {day}."]}
    for lang, texts in forms.items():
        for text in texts:
            assert [m.value for m in find_dates(text, lang)] == [DateRange(day, day, "day")]
