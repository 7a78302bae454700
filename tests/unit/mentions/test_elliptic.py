"""Sums whose currency is left out."""

from __future__ import annotations

from kg.mentions.quantities import find_literals
from kg.model import Amount


def units(text: str, lang: str) -> list[tuple[str, str]]:
    """Class and unit of each amount and number."""
    return [(m.type, m.value.unit) for m in find_literals(text, lang) if isinstance(m.value, Amount)]


def test_the_sum_before_gives_the_currency() -> None:
    """The last currency named before the number is its own."""
    text = "Un tour de 84 millions d'euros, qui porte à 109 millions la somme réunie."
    assert units(text, "fr") == [("Amount", "EUR"), ("Amount", "EUR")]


def test_the_sum_after_gives_the_currency_of_the_first() -> None:
    """Where no sum stands before, the first one after it counts."""
    assert units("Orvane raised 31 million, Castel $4 million.", "en") == [("Amount", "USD"), ("Amount", "USD")]


def test_a_noun_makes_a_count() -> None:
    """A number with a noun after it, or a counted noun before it, stays a number."""
    assert units("Elle vaut 3 millions d'euros et a 4 millions de fans.", "fr") == [("Amount", "EUR"), ("Number", "")]
    assert units("For $3 million it got users, 4 million in all.", "en") == [("Amount", "USD"), ("Number", "")]


def test_no_sum_no_amount() -> None:
    """In a text without money a large number is a number."""
    assert units("Ils étaient 4 millions.", "fr") == [("Number", "")]


def test_small_numbers_stay() -> None:
    """A small number is a count."""
    assert units("Pour 3 millions d'euros, ils sont 40.", "fr") == [("Amount", "EUR"), ("Number", "")]
