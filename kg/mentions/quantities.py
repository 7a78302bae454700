"""Amounts of money, percentages and counts, as an article writes them in French or English.

Every number is read with its scale and currency; neighbours are joined to ranges; numbers that count nothing (ages,
versions, pages, dates) are dropped; and the words beside a number bound it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.mentions.dates import date_spans, find_dates
from kg.mentions.elliptic import with_currencies
from kg.mentions.numerals import currency_data, fold, plain
from kg.mentions.quantity_context import WINDOW, counts, counts_nothing
from kg.mentions.quantity_grammar import Grammar, grammar
from kg.mentions.quantity_reader import Quantity, read_quantities
from kg.model import Amount, Mention, MentionKind, Span
from kg.spans import touches

LINK = 5  # code points between the two numbers of a range
OPENING_WINDOW = 12
GROWTH_WINDOW = 60
ELLIPTIC = 1000  # "3 à 5 millions" leaves out a scale, "1 200 à 3 millions" does not


def find_quantities(text: str, lang: str) -> list[Mention]:
    """The amounts, percentages and numbers of the text, in order and disjoint; spans are as short as can be.

    Money is an "Amount", a count a "Number" without unit, a percentage a "Number" with the unit "%". A currency that
    the text does not tell (bare "couronnes") is XXX. Raises OntologyError if the language is unknown.
    """
    return _quantities(text, lang, date_spans(text, lang))


def find_literals(text: str, lang: str, published: str = "") -> list[Mention]:
    """Quantities and dates together, in order and disjoint: an amount is no date, a date is no number.

    A large number without a noun is an amount where the text speaks of money ("qui porte à 109 millions").
    """
    dates = find_dates(text, lang, published)
    quantities = _quantities(text, lang, [mention.span for mention in dates])
    taken = [mention.span for mention in quantities]
    found = sorted([*quantities, *(d for d in dates if not touches(d.span, taken))], key=lambda mention: mention.span)
    return with_currencies(found, text, lang)


def _quantities(text: str, lang: str, dates: Sequence[Span]) -> list[Mention]:
    rules, mentions = grammar(lang), []
    settled: dict[str, str] = {}
    for q in _ranges(text, rules, read_quantities(text, lang, rules)):
        if q.bare and (touches(Span(q.start, q.end), dates) or counts_nothing(text, lang, rules, q)):
            continue
        if q.unit_form not in settled:
            settled[q.unit_form] = _currency(text, q)
        mentions.append(_mention(text, _bounded(text, rules, q), settled[q.unit_form]))
    return mentions


def _mention(text: str, q: Quantity, unit: str) -> Mention:
    kind = "Number" if unit in ("", "%") else "Amount"
    value = Amount(plain(q.low), plain(q.high), unit, q.bound)
    return Mention(Span(q.start, q.end), text[q.start : q.end], kind, kind=MentionKind.LITERAL, value=value)


def _currency(text: str, q: Quantity) -> str:
    """The code of the currency; where several share the form, the first one whose country the text speaks of."""
    for unsure in currency_data().unsure if q.unit else ():
        if q.unit_form in unsure.forms:
            found = (code for code, cues in unsure.cues.items() if any(cue in text for cue in cues))
            return next(found, unsure.default)
    return q.unit


def _ranges(text: str, rules: Grammar, quantities: Iterable[Quantity]) -> list[Quantity]:
    """The quantities with neighbours joined: "3 à 5 millions", "£700m to £800m", "between 3 and 5"."""
    joined: list[Quantity] = []
    for right in quantities:
        left = joined[-1] if joined else None
        pair = _pair(text, rules, left, right) if left and right.start - left.end <= LINK else []
        if pair:
            joined[-1:] = pair
        else:
            joined.append(right)
    return joined


def _pair(text: str, rules: Grammar, left: Quantity, right: Quantity) -> list[Quantity]:
    """One range, or the two ends of a growth with the scale and currency that they share; nothing if they are apart."""
    between = rules.between.search(text, max(0, left.start - OPENING_WINDOW), left.start)
    link = (rules.pair if between else rules.link).fullmatch(text, left.end, right.start)
    shared = _share(left, right) if link else None
    if not link or not shared or (link[0].strip() in "-–—" and shared.bare and not counts(text, rules, right)):
        return []
    opening = rules.opening.search(text, max(0, left.start - OPENING_WINDOW), left.start)
    if opening and rules.growth.search(text, max(0, left.start - GROWTH_WINDOW), opening.start()):
        return [shared, right]
    if shared.low >= right.low:
        return []
    start = between.start() if between else left.start
    return [replace(right, start=start, low=shared.low, bound="range", unit=shared.unit, unit_form=shared.unit_form)]


def _share(left: Quantity, right: Quantity) -> Quantity | None:
    """The left end with the scale and currency that the right one gives to both; None if the two do not go together."""
    if (left.unit and right.unit and left.unit != right.unit) or "vague" in (left.form, right.form):
        return None
    if "range" in (left.bound, right.bound):
        return None
    low = left.low
    if left.scale == 1 and right.scale != 1 and low < ELLIPTIC:
        low *= right.scale
        if low >= right.low and not left.unit:
            return None
    unit, form = (left.unit, left.unit_form) if left.unit else (right.unit, right.unit_form)
    return replace(left, low=low, high=low, unit=unit, unit_form=form)


def _bounded(text: str, rules: Grammar, q: Quantity) -> Quantity:
    """The quantity with the bound that the words beside it give: "plus de", "at least", "500+"."""
    if q.bound in ("range", "at_least"):
        return q
    before = rules.before.search(text, max(0, q.start - WINDOW), q.start)
    after = None if before else rules.after.match(text, q.end)
    phrase = before["word"] if before else (after["word"] or after["far"]) if after else ""
    return replace(q, bound=rules.bounds[fold(phrase)]) if phrase else q
