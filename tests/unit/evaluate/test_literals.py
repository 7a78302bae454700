"""When two strings are the same name, number, date or qualifier."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluate.literals import day, fold, number, overlap, same_literal, same_qualifier


@pytest.mark.parametrize(
    "one, other",
    [
        ("La Société Générale", "societe generale"),
        ("Orsel, Inc.", "Orsel"),
        ("L’Oréal", "L'Oreal"),
        ("GPT-4.5", "gpt 4.5"),
        ("The New Yorker", "New Yorker"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    """Case, accents, articles, legal forms and hyphens do not part a name from itself."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize("one, other", [("R1", "V3"), ("GPT-4.5", "GPT-4"), ("Orsel", "Orsel Labs")])
def test_names_that_differ(one: str, other: str) -> None:
    """A version or a further word makes another name."""
    assert fold(one) != fold(other)


def test_an_article_alone_is_a_name() -> None:
    """A name of one word keeps it, even if it is an article."""
    assert fold("Le") == "le"


@pytest.mark.parametrize(
    "said, expected",
    [
        ("1,5 milliard d'euros", (1.5e9, "EUR")),
        ("$12m", (12e6, "USD")),
        ("C$410 mln", (410.0, "CAD")),
        ("84\u00a0M€", (84e6, "EUR")),
        ("8B", (8e9, None)),
        ("1,200", (1200.0, None)),
        ("1.2", (1.2, None)),
        ("1 234,5", (1234.5, None)),
        ("1,234,567.8", (1234567.8, None)),
        ("1,234 million", (1.234e6, None)),
        ("0.500", (0.5, None)),
        ("38 %", (38.0, "%")),
        ("une dizaine", (10.0, None)),
        ("two million euros", (2e6, "EUR")),
        ("several million dollars", (None, "USD")),
        ("a fortune", (None, None)),
    ],
)
def test_numbers(said: str, expected: tuple[float | None, str | None]) -> None:
    """Value and unit, in both languages' ways of writing."""
    value, unit = number(said)
    assert (value if value is None else pytest.approx(value), unit) == expected


@pytest.mark.parametrize(
    "said, expected",
    [
        ("2025-04-22", ("2025", "04", "22")),
        ("2025-04", ("2025", "04")),
        ("le 3 mars 2024", ("2024", "03", "03")),
        ("1er août", ("-", "08", "01")),
        ("March 2024", ("2024", "03")),
        ("in 2019", ("2019",)),
        ("mardi", ()),
    ],
)
def test_dates(said: str, expected: tuple[str, ...]) -> None:
    """A date as far as it is said."""
    assert day(said) == expected


@pytest.mark.parametrize(
    "one, other, same",
    [
        ("12 millions d'euros", "€12m", True),
        ("12 millions d'euros", "$12m", False),
        ("12 millions", "$12m", True),
        ("€100m", "€100.4m", True),
        ("€100m", "€101m", False),
        ("Apache 2.0", "apache-2.0", True),
        ("MIT", "Apache", False),
    ],
)
def test_same_literal(one: str, other: str, same: bool) -> None:
    """Half a per cent apart is the same; a currency counts where both name one."""
    assert same_literal(one, other) is same


def test_relaxed_literals_may_be_five_per_cent_apart() -> None:
    """Relaxed, a rounded number is right too, and so is half of the words."""
    assert same_literal("€100m", "€104m", relaxed=True)
    assert same_literal("Llama licence", "Llama community", relaxed=True)
    assert not same_literal("€100m", "€110m", relaxed=True)


@pytest.mark.parametrize(
    "name, gold, said, same",
    [
        ("date", "3 mars 2024", "2024-03", True),
        ("date", "mars 2024", "mars 2023", False),
        ("date", "mardi", "mardi", True),
        ("date", "last Tuesday", "next Tuesday", False),
        ("amount", "€12m", "12 millions d'euros", True),
        ("amount2", "€12m", "12 million dollars", False),
        ("former", "true", "yes", True),
        ("former", "true", "false", False),
        ("role", "chief executive officer", "chief executive", True),
        ("role", "chief executive", "analyst", False),
    ],
)
def test_same_qualifier(name: str, gold: str, said: str, same: bool) -> None:
    """A date may be less exact than the other; of a role half the words are enough, of a date none."""
    assert same_qualifier(name, gold, said) is same


@given(st.text(), st.text())
def test_comparisons_are_symmetric_and_never_fail(one: str, other: str) -> None:
    """Whatever the strings, the order of the two does not matter."""
    assert same_literal(one, other) == same_literal(other, one)
    assert overlap(one, other) == overlap(other, one)
    assert same_literal(one, one)
