"""How a language writes numbers: the data of quantities.toml, and digits or words read as a Decimal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Literal

from kg.languages import Section, load_section, load_shared

SPACE = r"[^\S\n]"
GROUPING = "[ \u00a0\u2009\u202f'’]"
MAX_DIGITS = 18  # longer runs are identifiers, and Decimal's default context would round them


class FractionContext(Section):
    """What must follow a fraction of a whole or stand before it, and what may not stand before it ("second half")."""

    after: list[str]
    before: list[str]
    not_after: list[str]


class Bounds(Section):
    """Words beside a number that bound it; `between` may stand in between ("over the 5 million")."""

    between: list[str]

    before: dict[Literal["at_least", "at_most", "about"], list[str]]
    after: dict[Literal["at_least", "at_most", "about"], list[str]]


class Ranges(Section):
    """Words that make two numbers one range, or that tell a growth from one to the other."""

    to: list[str]
    between: list[str]
    and_: list[str]
    from_: list[str]
    growth: list[str]


class Context(Section):
    """Surroundings in which a bare number counts nothing that is worth reporting."""

    not_before: list[str]
    not_after: list[str]
    not_after_small: list[str]
    openers: list[str]
    counted: list[str]
    after_sum: list[str]
    names_of_sizes: list[str]


class QuantityData(Section):
    """quantities.toml of one language."""

    decimal: Literal[".", ","]
    joiner: str
    glue: list[str]
    fraction_glue: list[str]
    articles: list[str]
    percent: list[str]
    half: list[str]
    half_before: list[str]
    lone_scales: list[str]
    words: dict[str, int]
    scales: dict[str, int]
    rough_scales: dict[str, int]
    suffixes: dict[str, int]
    vague: dict[str, int]
    several: dict[str, int]
    fractions: dict[str, Decimal]
    fraction_context: FractionContext
    currencies: dict[str, list[str]]
    small_currencies: dict[str, list[str]]
    bounds: Bounds
    ranges: Ranges
    context: Context


class Unsure(Section):
    """Forms that several currencies share, with the words of the text that decide."""

    forms: list[str]
    default: str
    cues: dict[str, list[str]]


class CurrencyData(Section):
    """currencies.toml: signs and codes that hold in every language."""

    codes: list[str]
    weak: list[str]
    signs: dict[str, str]
    unsure: list[Unsure]


@cache
def quantity_data(lang: str) -> QuantityData:
    """The data of a language. Raises OntologyError if the language is unknown or its file is wrong."""
    return load_section(lang, "quantities", QuantityData)


@cache
def currency_data() -> CurrencyData:
    """Signs and codes of money."""
    return load_shared("currencies", CurrencyData)


def one_of(phrases: Iterable[str], *, fold: bool = True) -> str:
    """A pattern that matches any of the phrases, the longest first, as whole words; any space for a space, ’ for '.

    Phrases that begin alike are grouped, so that most places of a text fail at the first letter.
    """
    groups: dict[str, list[str]] = {}
    for phrase in sorted(set(phrases), key=lambda p: (-len(p), p)):
        first = phrase[0].lower() if fold else phrase[0]
        groups.setdefault(first, []).append(_escape(phrase[1:]) + (r"(?!\w)" if re.search(r"\w$", phrase) else ""))
    words = [f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in sorted(groups.items()) if first.isalnum()]
    signs = [f"{_escape(first)}(?:{'|'.join(rests)})" for first, rests in sorted(groups.items()) if not first.isalnum()]
    whole = [rf"(?<!\w)(?:{'|'.join(words)})"] if words else []
    return f"({'?i' if fold else '?'}:{'|'.join([*whole, *signs])})"


def _escape(phrase: str) -> str:
    return "".join(SPACE if c == " " else "['’]" if c == "'" else re.escape(c) for c in phrase)


def fold(phrase: str) -> str:
    """The phrase as the tables write it: lower case, single plain spaces, straight apostrophes."""
    return " ".join(phrase.lower().replace("’", "'").split())


def digits_pattern(decimal: str) -> str:
    """A pattern for a number in digits, with its groups of three and its decimals."""
    point = re.escape(decimal)
    other = re.escape("." if decimal == "," else ",")
    grouped = rf"[0-9]{{1,3}}(?:(?:{GROUPING}[0-9]{{3}})+|(?:{other}[0-9]{{3}})+)(?:{point}[0-9]+)?"
    several = rf"[0-9]{{1,3}}(?:{point}[0-9]{{3}}){{2,}}"  # "1,000,000" in a French text
    indian = r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}"
    plain = r"[0-9]+(?:[.,][0-9]+)?"
    return rf"(?:{indian}|{several}|{grouped}|{plain})(?!\.?[0-9])(?!,[0-9])"


def read_digits(written: str, decimal: str, *, scaled: bool) -> Decimal | None:
    """The value of a number in digits, None if it is too long to be one.

    Before a scale a single group of three is a fraction: "1.234 milliard", but "1.500 euros" is 1500.
    """
    bare = re.sub(GROUPING, "", written)
    if len(bare) > MAX_DIGITS:
        return None
    other = "." if decimal == "," else ","
    if bare.count(decimal) > 1:
        bare = bare.replace(decimal, "")
    three = re.search(rf"\{other}[0-9]{{3}}(?![0-9])", bare) and not scaled and bare[0] != "0"
    grouping = bare.count(other) > 1 or three
    bare = bare.replace(other, "" if grouping or decimal in bare else decimal)
    return Decimal(bare.replace(decimal, "."))


def read_words(words: Iterable[str], table: Mapping[str, int]) -> tuple[Decimal, Decimal]:
    """The value of number words, and the power of ten that its last word multiplies by ("trois cents": 300, 100)."""
    total, current, scale = 0, 0, 1
    for word in words:
        value = table[word]
        if value < 100:
            current, scale = current + value, 1
        elif value == 100:
            current, scale = max(current, 1) * 100, 100
        else:
            total, current, scale = total + max(current, 1) * value, 0, value * (scale if current else 1)
    return Decimal(total + current), Decimal(scale)


TOKEN = re.compile(r"[0-9]+|[^\W\d_]+")


def first_words(*tables: Iterable[str]) -> frozenset[str]:
    """The words with which the phrases of the tables begin, in lower case; digits are left out."""
    found = (TOKEN.search(phrase) for table in tables for phrase in table)
    return frozenset(word[0].lower() for word in found if word and not word[0].isdigit())


def leads(text: str, words: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Where a number in digits or one of the words begins, and that word: a long pattern is tried there only."""
    for token in TOKEN.finditer(text):
        word = token[0].lower()
        if word in words or word.isdigit():
            yield token.start(), word


@cache
def word_splitter(lang: str) -> re.Pattern[str]:
    """What finds each number word of a numeral, compound ones such as "quatre-vingt" whole."""
    return re.compile(one_of(quantity_data(lang).words))


def plain(value: Decimal) -> Decimal:
    """The same number in its one canonical form: no exponent, no trailing zeros."""
    short = value.normalize()
    return Decimal(int(short)) if short == short.to_integral_value() else short
