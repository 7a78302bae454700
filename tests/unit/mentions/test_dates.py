"""Dates, against the snippets of tests/gold/dates and a few rules that no snippet shows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.mentions.dates import find_dates
from kg.model import DateRange

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
