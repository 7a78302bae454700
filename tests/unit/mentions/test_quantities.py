"""Amounts, numbers and percentages: the snippets of tests/gold/quantities, and rules that no snippet shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import OntologyError
from kg.mentions.quantities import find_literals, find_quantities
from kg.model import Amount, Mention

GOLD = Path(__file__).parents[2] / "gold" / "quantities"
MARKS = {"at_least": ">=", "at_most": "<=", "about": "~"}


def rows(path: Path) -> list[list[str]]:
    """The lines of a gold file, cut at tabs."""
    lines = path.read_text(encoding="utf-8").replace("\\u202f", "\u202f").replace("\\u00a0", "\u00a0").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def shown(mention: Mention) -> str:
    """The value in the notation of the gold files."""
    value = mention.value
    assert isinstance(value, Amount)
    number = f"{value.low}..{value.high}" if value.bound == "range" else f"{MARKS.get(value.bound, '')}{value.low}"
    return f"{number} {value.unit}".strip()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_gold_snippets(lang: str) -> None:
    """Every quantity of every snippet is found with its span and value, and nothing else."""
    wrong = []
    for text, cell in rows(GOLD / f"{lang}.tsv"):
        got = " ; ".join(f"{m.text} = {shown(m)}" for m in find_quantities(text, lang)) or "-"
        if got != cell:
            wrong.append(f"{text}: {cell}, got {got}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("lang", ["fr", "en"])
@given(text=st.text() | st.text(alphabet="0123456789 .,-$€%Mbn milordu’'"))
def test_any_text(lang: str, text: str) -> None:
    """No text is refused; literals are in order, disjoint, cover what they say, and low is never above high."""
    end = 0
    for mention in find_literals(text, lang):
        assert end <= mention.span.start < mention.span.end
        assert mention.span.of(text) == mention.text
        assert not isinstance(mention.value, Amount) or mention.value.low <= mention.value.high
        end = mention.span.end


@pytest.mark.parametrize(
    ("text", "lang", "kinds"),
    [
        ("Une levée de 12 M€ auprès de 30 clients, pour 18 % du capital.", "fr", ["Amount", "Number", "Number"]),
        ("A $12m round from 30 clients for 18% of it.", "en", ["Amount", "Number", "Number"]),
    ],
)
def test_kinds(text: str, lang: str, kinds: list[str]) -> None:
    """Money is an Amount, a count and a percentage are Numbers."""
    assert [m.type for m in find_quantities(text, lang)] == kinds


@pytest.mark.parametrize(
    ("text", "lang", "unit"),
    [
        ("Le suédois Ostrel lève 40 millions de couronnes.", "fr", "SEK"),
        ("Ostrel lève 40 millions de couronnes.", "fr", "XXX"),
        ("Beijing pays ¥3 billion, or 3 billion yuan.", "en", "CNY"),
        ("Tokyo pays ¥3 billion.", "en", "JPY"),
        ("Au Maroc, 8 millions de dirhams suffisent.", "fr", "MAD"),
    ],
)
def test_currency_from_the_text(text: str, lang: str, unit: str) -> None:
    """A form that several currencies share is settled by the country that the text names, else left open."""
    value = find_quantities(text, lang)[0].value
    assert isinstance(value, Amount)
    assert value.unit == unit


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("La société Nimbus Neuf vaut 2 milliards.", "fr"),
        ("Ecran partagé chez Mille-feuille, 2 milliards de vues.", "fr"),
        ("The Four Seasons deal is worth $2 billion.", "en"),
        ("Pages 1 - 2 - 3 - 4 : 2 milliards dans les quinze prochaines années.", "fr"),
        ("Version 6.0 costs $2 billion.", "en"),
    ],
)
def test_names_are_no_numbers(text: str, lang: str) -> None:
    """A number word of a name, a version or a time is not reported beside the true amount."""
    assert [str(m.value.low) for m in find_quantities(text, lang) if isinstance(m.value, Amount)] == ["2000000000"]


def test_literals_do_not_overlap() -> None:
    """A year is a date, the same digits before a noun are a number."""
    found = find_literals("En 2000, 2000 salariés ont reçu 2000 euros.", "fr")
    assert [(m.type, m.text) for m in found] == [("Date", "2000"), ("Number", "2000"), ("Amount", "2000 euros")]


def test_long_runs() -> None:
    """Neither digits without end nor scales without end overflow or slow the reader."""
    assert find_quantities("9" * 5000, "en") == []
    assert len(find_quantities("5 million " + "million " * 5000, "en")) == 1
    assert find_literals("vingt-" * 5000 + "two hundred " * 5000, "fr")
    assert find_literals("two hundred " * 5000, "en")


def test_unknown_language() -> None:
    """A language without data is an error that names the known ones."""
    with pytest.raises(OntologyError, match="xx"):
        find_quantities("12", "xx")
