"""Every number of a text with its scale and its currency, whatever it counts; `quantities` joins and sifts them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kg.mentions.numerals import fold, leads, quantity_data, read_digits, read_words, word_splitter
from kg.mentions.quantity_grammar import Grammar
from kg.model import Bound

SIGN_WINDOW = 8  # code points before the digits in which a sign and a space have room
HEAD_WINDOW = 24
ONE = Decimal(1)
CENT = Decimal(100)
THOUSAND = Decimal(1000)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what was written to it.

    `scale` is what its scale words multiply by, `unit_form` the words of its currency, `form` how it is written
    (digits, words, vague, fraction), `letter` tells that a letter scales it ("7B").
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    scale: Decimal = ONE
    unit: str = ""
    unit_form: str = ""
    bound: Bound = "exact"
    form: str = "digits"
    letter: bool = False

    @property
    def bare(self) -> bool:
        """True for a plain number, which may be anything: an age, a page, a version."""
        return not self.unit and (self.scale <= THOUSAND or self.letter)


def read_quantities(text: str, lang: str, rules: Grammar) -> Iterator[Quantity]:
    """The numbers of the text in order, disjoint."""
    place = 0
    for start, _ in leads(text, rules.first):
        if start < place:
            continue
        match = rules.quantity.match(text, start)
        quantity = _read(text, lang, rules, match) if match else None
        if quantity:
            yield quantity
            place = quantity.end
        elif match and match["digits"]:
            place = match.end("digits")


def _read(text: str, lang: str, rules: Grammar, match: re.Match[str]) -> Quantity | None:
    start = match.start()
    sign = rules.sign.search(text, max(0, start - SIGN_WINDOW), start) if match["digits"] else None
    number = _number(lang, match)
    if number is None or (not sign and _is_tail(text, start)):
        return None
    value, inner = number
    scale, rough = _scale(lang, rules, match)
    if sign and sign["sign"] in rules.weak and scale == 1:
        return None
    form, bound = _form(match), _own_bound(match, rough)
    unit, unit_form, factor = _unit(rules, match, sign)
    value = value * scale + (scale / 2 if match["half"] or match["late_half"] else 0)
    if form == "fraction":
        if scale != 1:
            value = value / CENT  # "three quarters of a billion"
        elif not _is_share(text, rules, match):
            return None
        else:
            unit, unit_form, bound = "%", "%", "about" if value % 1 and value * 10 % 1 else "exact"
    begin = sign.start() if sign else start
    value *= factor
    letter = bool(match["suffix"])
    return Quantity(begin, match.end(), value, value, scale * inner, unit, unit_form, bound, form, letter)


def _is_tail(text: str, start: int) -> bool:
    """True if the number is the end of something longer: "H100", "98.5.12"."""
    before = text[max(0, start - 2) : start]
    return before[-1:].isalnum() or before[-1:] == "_" or (before[-1:] in (".", ",", ":") and before[:1].isdigit())


def _is_share(text: str, rules: Grammar, match: re.Match[str]) -> bool:
    """True for a fraction of something: "un tiers du capital", "en a pris un quart"; not "the second half"."""
    left, start, end = max(0, match.start() - HEAD_WINDOW), match.start(), match.end("fraction")
    if rules.fraction_block.search(text, left, start):
        return False
    return bool(rules.fraction_tail.match(text, end) or rules.fraction_head.search(text, left, start))


def _form(match: re.Match[str]) -> str:
    if match["digits"]:
        return "digits"
    if match["fraction"]:
        return "fraction"
    return "vague" if match["vague"] or match["several"] else "words"


def _own_bound(match: re.Match[str], rough: bool) -> Bound:
    if match["vague"] or match["several"]:
        return "at_least"
    return "about" if rough else "exact"


def _number(lang: str, match: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """The value before its scales, and the power of ten that its own last word stands for; None for an identifier."""
    data = quantity_data(lang)
    if match["digits"]:
        scaled = bool(match["scales"] or match["suffix"] or match["percent"])
        value = read_digits(match["digits"], data.decimal, scaled=scaled)
        return None if value is None else (value, ONE)
    if match["words"]:
        return read_words((fold(word[0]) for word in word_splitter(lang).finditer(match["words"])), data.words)
    if match["fraction"]:
        return data.fractions[fold(match["fraction"])], ONE
    if match["vague"]:
        return Decimal(data.vague[fold(match["vague"])]), ONE
    if match["several"]:
        return Decimal(data.several[fold(match["several"])]), ONE
    return (Decimal("0.5") if match["half_of"] else ONE), ONE


def _scale(lang: str, rules: Grammar, match: re.Match[str]) -> tuple[Decimal, bool]:
    """The product of the scale words and letters, and whether one of them says "about"."""
    data, product, rough = quantity_data(lang), ONE, False
    if match["suffix"]:
        product *= data.suffixes[match["suffix"].strip()]
    for word in rules.scale.findall(match["scales"] or ""):
        product *= rules.multipliers[fold(word)]
        rough = rough or fold(word) in data.rough_scales
    return product, rough


def _unit(rules: Grammar, match: re.Match[str], sign: re.Match[str] | None) -> tuple[str, str, Decimal]:
    """The currency or "%", the form it was written in, and what to multiply by: a cent is a hundredth."""
    if match["percent"]:
        return "%", "%", ONE
    form = sign["sign"] if sign else (match["unit"] or "").strip(" -\u00a0\u2009\u202f")
    bare = rules.glue.sub("", form)
    for known in (form, bare, fold(bare)):
        if known in rules.units:
            code, factor = rules.units[known]
            return code, known, factor
    return "", "", ONE
