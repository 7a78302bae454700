"""The compiled patterns of quantities.toml: one for a quantity, one for each neighbour that changes what it means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from kg.mentions.numerals import (
    SPACE,
    CurrencyData,
    QuantityData,
    currency_data,
    digits_pattern,
    first_words,
    fold,
    one_of,
    quantity_data,
)
from kg.model import Bound

WORDS = 11  # words after the first of one number; without a limit a row of them takes quadratic time


@dataclass(frozen=True, slots=True)
class Grammar:
    """What one language needs. `multipliers`: folded scale to its value; `units`: form to (currency, factor)."""

    quantity: re.Pattern[str]
    first: frozenset[str]
    sign: re.Pattern[str]
    scale: re.Pattern[str]
    glue: re.Pattern[str]
    multipliers: Mapping[str, Decimal]
    units: Mapping[str, tuple[str, Decimal]]
    weak: frozenset[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    bounds: Mapping[str, Bound]
    measure: re.Pattern[str]
    label: re.Pattern[str]
    small_label: re.Pattern[str]
    counted: re.Pattern[str]
    fraction_tail: re.Pattern[str]
    fraction_head: re.Pattern[str]
    fraction_block: re.Pattern[str]
    link: re.Pattern[str]
    pair: re.Pattern[str]
    opening: re.Pattern[str]
    between: re.Pattern[str]
    growth: re.Pattern[str]


@cache
def grammar(lang: str) -> Grammar:
    """The patterns of a language, compiled once. Raises OntologyError if the language is unknown."""
    data, money = quantity_data(lang), currency_data()
    scales = {**data.scales, **data.rough_scales}
    context, ranges = data.context, data.ranges
    return Grammar(
        quantity=re.compile(_quantity(data, money)),
        first=_first(data),
        sign=re.compile(
            rf"(?<!\w)(?P<sign>{'|'.join(map(re.escape, _longest([*money.signs, *money.codes])))}){SPACE}?$"
        ),
        scale=re.compile(one_of(scales)),
        glue=re.compile(f"^(?:{_glue(data)})"),
        multipliers={fold(word): Decimal(value) for word, value in scales.items()},
        units=_units(data, money),
        weak=frozenset(money.weak),
        before=re.compile(
            f"(?P<word>{one_of(_phrases(data.bounds.before))}){SPACE}*(?:{one_of(data.bounds.between)}{SPACE})?$"
        ),
        after=re.compile(_after(data)),
        bounds=_bounds(data),
        measure=re.compile(rf"(?:{SPACE}|-)?{one_of(context.not_before, fold=False)}"),
        label=re.compile(f"{one_of(context.not_after)}{SPACE}?$"),
        small_label=re.compile(f"{one_of(context.not_after_small)}{SPACE}$"),
        counted=re.compile(f"{SPACE}{one_of(context.counted)}"),
        fraction_tail=re.compile(f"{SPACE}{one_of(data.fraction_context.after)}"),
        fraction_head=re.compile(f"{one_of(data.fraction_context.before)}{SPACE}$"),
        fraction_block=re.compile(f"{one_of(data.fraction_context.not_after)}{SPACE}$"),
        link=re.compile(f"{SPACE}?{one_of(ranges.to)}{SPACE}?"),
        pair=re.compile(f"{SPACE}{one_of(ranges.and_)}{SPACE}"),
        opening=re.compile(f"{one_of(ranges.from_)}{SPACE}?$"),
        between=re.compile(f"{one_of(ranges.between)}{SPACE}$"),
        growth=re.compile(rf"(?i:\b(?:{'|'.join(ranges.growth)}))"),
    )


def _quantity(data: QuantityData, money: CurrencyData) -> str:
    """The number, its scales, a half, a currency or per cent, each in a named group; a sign before it is read apart."""
    signs = one_of((s for s in [*money.signs, *money.codes] if s not in money.weak), fold=False)
    number = f"(?:(?P<digits>{digits_pattern(data.decimal)})(?P<suffix>{_suffix(data, signs)})?|{_worded(data)})"
    chain = f"(?P<scales>(?:(?:{SPACE}|-)?(?:{_glue(data)})?{one_of([*data.scales, *data.rough_scales])}){{0,3}})"
    half = f"{SPACE}{one_of(data.half)}"
    money_names = f"(?P<unit>(?:{SPACE}|-)?(?:{_glue(data)})?(?:{one_of(_names(data))}|{signs}))"
    unit = f"(?:{money_names}|(?P<percent>{_percent(data)}))?"
    return rf"{number}(?P<half>{half}(?={SPACE}{one_of(data.scales)}))?{chain}(?P<late_half>{half})?{unit}(?!\w)"


def _worded(data: QuantityData) -> str:
    """The numbers that begin with a word: "a dozen", "half a billion", "deux cents", "dizaines de", "un tiers"."""
    scale = one_of([*data.scales, *data.rough_scales])
    ones = [word for word, value in data.words.items() if value == 1]
    many = [word for word in data.words if word not in ones]
    tens = one_of(word for word, value in data.words.items() if value >= 100)
    chain = f"{one_of(many)}(?:{data.joiner}{one_of(data.words)}){{0,{WORDS}}}"
    article = one_of([*data.articles, *ones])
    currency = one_of(name for names in data.currencies.values() for name in names)
    single = f"(?:{SPACE}|-)(?:{scale}|{currency}|{one_of(data.percent)}|{one_of(data.half)})"
    lone = f"(?={one_of(data.lone_scales)}{SPACE}(?:{_glue(data)}))" if data.lone_scales else "(?!)"
    parts = [
        f"(?P<half_of>(?i:{'|'.join(map(re.escape, _longest(data.half_before)))}))(?={scale})",
        f"(?P<fraction>{one_of(data.fractions)})(?:{SPACE}{one_of(data.fraction_glue)}{SPACE}(?={one_of(data.scales)}))?",
        f"(?P<vague>{one_of(data.vague)})(?={SPACE}(?:{_glue(data)}))",
        f"(?P<several>{one_of(data.several)})(?={SPACE}{scale})",
        f"(?:{one_of(data.articles)}{SPACE}(?={tens}))?(?P<words>{chain})",
        f"(?P<one>{article}(?={single})|{lone})",
    ]
    return "|".join(parts)


def _suffix(data: QuantityData, signs: str) -> str:
    """Letters that multiply: glued ("13B"), before a sign ("12 M€") or, two of them, after a space ("1.3 bn")."""
    letters = "|".join(map(re.escape, _longest(data.suffixes)))
    long = "|".join(_longest(s for s in data.suffixes if len(s) > 1))
    before = f"{SPACE}?(?:{letters})(?={SPACE}?{signs}|{SPACE}(?:{_glue(data)}))"
    return rf"(?:{letters})(?!\w)|{before}|{SPACE}(?:{long})(?!\w)"


def _longest(words: Iterable[str]) -> list[str]:
    return sorted(set(words), key=lambda word: (-len(word), word))


def _glue(data: QuantityData) -> str:
    """What joins a number to its noun, with the space after it: "of ", "de ", "d'"."""
    return "|".join(f"{one_of([word])}{'' if word.endswith(chr(39)) else SPACE}" for word in data.glue)


def _percent(data: QuantityData) -> str:
    return f"(?:{SPACE}?%|(?:{SPACE}|-){one_of(p for p in data.percent if p != '%')})"


def _first(data: QuantityData) -> frozenset[str]:
    """The words with which a quantity can begin."""
    tables = (data.articles, data.words, data.vague, data.several, data.fractions)
    return first_words(*tables, data.rough_scales, data.half_before, data.lone_scales)


def _names(data: QuantityData) -> list[str]:
    tables = [*data.currencies.values(), *data.small_currencies.values()]
    return [name for names in tables for name in names]


def _units(data: QuantityData, money: CurrencyData) -> dict[str, tuple[str, Decimal]]:
    cent, one = Decimal("0.01"), Decimal(1)
    units = {code: (code, one) for code in money.codes}
    units |= {sign: (code, one) for sign, code in money.signs.items()}
    units |= {fold(name): (code, one) for code, names in data.currencies.items() for name in names}
    return units | {fold(name): (code, cent) for code, names in data.small_currencies.items() for name in names}


def _phrases(table: Mapping[Literal["at_least", "at_most", "about"], list[str]]) -> Iterable[str]:
    return [phrase for phrases in table.values() for phrase in phrases]


def _after(data: QuantityData) -> str:
    """Bounds that follow the number; those of two words may follow the noun that it counts: "500 postes ou plus"."""
    phrases = list(_phrases(data.bounds.after))
    far = one_of(phrase for phrase in phrases if " " in phrase)
    return rf"{SPACE}?(?P<word>{one_of(phrases)})|{SPACE}[^\W\d_][\w'’-]*{SPACE}(?P<far>{far})"


def _bounds(data: QuantityData) -> dict[str, Bound]:
    bounds: dict[str, Bound] = {}
    for kind, phrases in [*data.bounds.before.items(), *data.bounds.after.items()]:
        bounds.update({fold(phrase): kind for phrase in phrases})
    return bounds
