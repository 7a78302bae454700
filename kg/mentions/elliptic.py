"""Sums whose currency is left out: "84 millions d'euros, ce qui porte à 109 millions la somme réunie"."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from kg.mentions.numerals import quantity_data
from kg.model import Amount, Mention

LEAST = Decimal(1_000_000)  # a smaller number without a noun is a sum too rarely
BEFORE = 60  # characters before the number in which a counted noun ("utilisateurs") makes it a count


def with_currencies(literals: Sequence[Mention], text: str, lang: str) -> list[Mention]:
    """The literals, in which a large number that no noun follows has the currency of the sum before it, or after it."""
    sums = [m for m in literals if m.type == "Amount"]
    if not sums:
        return list(literals)
    bare, counted = _patterns(lang)
    return [_settled(m, sums) if _is_sum(m, text, bare, counted) else m for m in literals]


def _is_sum(mention: Mention, text: str, bare: re.Pattern[str], counted: re.Pattern[str]) -> bool:
    value = mention.value
    if mention.type != "Number" or not isinstance(value, Amount) or value.unit or value.low < LEAST:
        return False
    start = max(0, mention.span.start - BEFORE)
    return bool(bare.match(text, mention.span.end)) and not counted.search(text, start, mention.span.start)


def _settled(mention: Mention, sums: Sequence[Mention]) -> Mention:
    """The number as an amount of the currency last named before it; named first after it, if none was before."""
    near = next((m for m in reversed(sums) if m.span < mention.span), sums[0])
    unit = near.value.unit if isinstance(near.value, Amount) else ""
    value = replace(mention.value, unit=unit) if isinstance(mention.value, Amount) else mention.value
    return replace(mention, type="Amount", value=value)


@functools.cache
def _patterns(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may follow a sum without a currency, and the nouns that make a number a count."""
    data = quantity_data(lang)
    money = {name for names in data.currencies.values() for name in names}
    words = _either(data.context.after_sum)
    nouns = _either([noun for noun in data.context.counted if noun not in money])
    bare = re.compile(rf"\s*(?:[.,;:!?()»”\"]|[-–—]\s|$)|\s+(?:{words})(?!\w)")
    return bare, re.compile(rf"(?<!\w)(?:{nouns})(?!\w)")


def _either(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
