"""Amounts of money, percentages and counts, as an article writes them in French or English.

First every number is read with its scale and currency, then neighbours are joined to ranges, then numbers that count
nothing (ages, versions, page numbers, dates) are dropped, and last the words beside a number bound it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.mentions.dates import date_spans, find_dates
from kg.mentions.numerals import currency_data, fold, plain, quantity_data, read_digits, read_words, word_splitter
from kg.mentions.quantity_grammar import Grammar, grammar
from kg.model import Amount, Bound, Mention, MentionKind, Span

WINDOW = 48  # code points to the left in which a bound, a label or a sign may stand
GROWTH_WINDOW = 60


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what was written to it. `scale`: what its scale words multiply by; `form`: digits, words or other."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    scale: Decimal = Decimal(1)
    unit: str = ""
    unit_form: str = ""
    bound: Bound = "exact"
    form: str = "digits"
    letter: bool = False

    @property
    def bare(self) -> bool:
        """True for a small plain number, which may be anything: an age, a page, a version."""
        return not self.unit and (self.scale == 1 or self.letter)


def find_quantities(text: str, lang: str) -> list[Mention]:
    """The amounts of money, percentages and numbers of the text, in order and disjoint; spans are the shortest literals.
    Raises OntologyError if the language is unknown."""
    return _quantities(text, lang, date_spans(text, lang))


def find_literals(text: str, lang: str, published: str = "") -> list[Mention]:
    """Quantities and dates together, in order and disjoint: what is an amount is no date, what is a date is no number."""
    dates = find_dates(text, lang, published)
    quantities = _quantities(text, lang, [mention.span for mention in dates])
    kept = [d for d in dates if not any(d.span.overlaps(q.span) for q in _near(quantities, d.span))]
    return sorted([*quantities, *kept], key=lambda mention: mention.span)


def _near(mentions: Sequence[Mention], span: Span) -> Iterator[Mention]:
    for mention in mentions[_first_after(mentions, span.start) :]:
        if mention.span.start >= span.end:
            return
        yield mention


def _first_after(mentions: Sequence[Mention], start: int) -> int:
    low, high = 0, len(mentions)
    while low < high:
        middle = (low + high) // 2
        if mentions[middle].span.end <= start:
            low = middle + 1
        else:
            high = middle
    return low


def _quantities(text: str, lang: str, dates: Sequence[Span]) -> list[Mention]:
    rules = grammar(lang)
    dated = {place for span in dates for place in range(span.start, span.end)}
    joined = _ranges(text, rules, list(_read_all(text, lang, rules)))
    kept = (q for q in joined if not (q.bare and (q.start in dated or _counts_nothing(text, lang, rules, q))))
    return [_mention(text, _bounded(text, rules, q)) for q in kept]


def _mention(text: str, q: Quantity) -> Mention:
    unit = _currency(text, q)
    kind = "Amount" if unit and unit != "%" else "Number"
    value = Amount(plain(q.low), plain(q.high), unit, q.bound)
    return Mention(Span(q.start, q.end), text[q.start : q.end], kind, kind=MentionKind.LITERAL, value=value)


def _currency(text: str, q: Quantity) -> str:
    """The code of the currency; where several share the form, the one that the text speaks of."""
    if q.unit in ("", "%"):
        return q.unit
    for unsure in currency_data().unsure:
        if q.unit_form in unsure.forms:
            found = (code for code, cues in unsure.cues.items() if any(cue in text for cue in cues))
            return next(found, unsure.default)
    return q.unit


# --- reading -----------------------------------------------------------------------------------------------------


def _read_all(text: str, lang: str, rules: Grammar) -> Iterator[Quantity]:
    place = 0
    while lead := rules.lead.search(text, place):
        place = lead.end()
        match = rules.quantity.match(text, lead.start())
        quantity = _read(text, lang, rules, match) if match else None
        if quantity:
            yield quantity
            place = max(place, quantity.end)
        elif match and match["digits"]:
            place = max(place, match.end("digits"))


def _read(text: str, lang: str, rules: Grammar, match: re.Match[str]) -> Quantity | None:
    start = match.start()
    sign = rules.sign.search(text, max(0, start - 8), start) if match["digits"] else None
    if (
        not sign
        and start
        and (text[start - 1].isalnum() or text[start - 1] in "_.,:" and text[start - 2 : start - 1].isdigit())
    ):
        return None
    number = _number(lang, match)
    if number is None:
        return None
    value, inner = number
    scale, rough = _scale(lang, rules, match)
    halves = _halves(match, scale, rules)
    value, form = value * scale + halves, _form(match)
    unit, unit_form, factor = _unit(rules, match, sign)
    if sign and sign["sign"] in rules.weak and scale == 1 and "." not in match["digits"]:
        return None
    bound: Bound = "at_least" if form == "vague" else "about" if rough else "exact"
    if form == "fraction" and scale == 1:
        if not rules.fraction_tail.match(text, match.end("fraction")) or rules.fraction_block.search(
            text, max(0, start - 16), start
        ):
            return None
        unit, bound = "%", "about" if value % 1 else "exact"
    elif form == "fraction":
        value = value / 100
    if match["percent"]:
        unit = "%"
    begin = sign.start() if sign else start
    return Quantity(
        begin,
        match.end(),
        value * factor,
        value * factor,
        scale * inner,
        unit,
        unit_form,
        bound,
        form,
        bool(match["suffix"]),
    )


def _form(match: re.Match[str]) -> str:
    if match["digits"]:
        return "digits"
    if match["fraction"]:
        return "fraction"
    return "vague" if match["vague"] or match["several"] else "words"


def _number(lang: str, match: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """The value before its scales, and the power of ten that its own last word stands for."""
    data, one = quantity_data(lang), Decimal(1)
    if match["digits"]:
        value = read_digits(
            match["digits"], data.decimal, scaled=bool(match["scales"] or match["suffix"] or match["percent"])
        )
        return None if value is None else (value, one)
    if match["words"]:
        return read_words((fold(w[0]) for w in word_splitter(lang).finditer(match["words"])), data.words)
    if match["fraction"]:
        return data.fractions[fold(match["fraction"])], one
    if match["vague"] or match["several"]:
        return Decimal({**data.vague, **data.several}[fold(match["vague"] or match["several"])]), one
    return (Decimal("0.5") if match["half_of"] else one), one


def _scale(lang: str, rules: Grammar, match: re.Match[str]) -> tuple[Decimal, bool]:
    """The product of the scale words and letters, and whether one of them says "about"."""
    data, product, rough = quantity_data(lang), Decimal(1), False
    if match["suffix"]:
        product *= data.suffixes[match["suffix"].strip()]
    for word in rules.scale.findall(match["scales"] or ""):
        product *= rules.multipliers[fold(word)]
        rough = rough or fold(word) in data.rough_scales
    return product, rough


def _halves(match: re.Match[str], scale: Decimal, rules: Grammar) -> Decimal:
    """What "and a half" adds: half of the scale, "2 milliards et demi", "one and a half billion"."""
    return scale / 2 if match["half"] or match["late_half"] else Decimal(0)


def _unit(rules: Grammar, match: re.Match[str], sign: re.Match[str] | None) -> tuple[str, str, Decimal]:
    """The currency, the form it was written in, and what to multiply by (a cent is a hundredth)."""
    form = sign["sign"] if sign else (match["unit"] or "").strip(" -\u00a0\u2009\u202f")
    for known in (
        form,
        fold(form),
        re.sub(r"^(?:de |d'|of )", "", fold(form)),
        re.sub(r"^(?:de\s|d['’]|of\s)", "", form),
    ):
        if known in rules.units:
            code, factor = rules.units[known]
            return code, known, factor
    return "", "", Decimal(1)


# --- ranges ------------------------------------------------------------------------------------------------------


def _ranges(text: str, rules: Grammar, quantities: list[Quantity]) -> list[Quantity]:
    """The quantities with neighbours joined: "3 à 5 millions", "£700m to £800m", "between 3 and 5"."""
    joined: list[Quantity] = []
    for right in quantities:
        left = joined[-1] if joined else None
        if left and left.bound != "range" and right.start - left.end <= 5:
            pair = _pair(text, rules, left, right)
            if pair:
                joined[-1:] = pair
                continue
        joined.append(right)
    return joined


def _pair(text: str, rules: Grammar, left: Quantity, right: Quantity) -> list[Quantity]:
    """One range, or the two ends of a growth with the scale and the currency they share; nothing if they are apart."""
    between = rules.between.search(text, max(0, left.start - 12), left.start)
    link = (rules.pair if between else rules.link).fullmatch(text, left.end, right.start)
    if not link and not between:
        return []
    shared = _share(left, right)
    if not link or not shared or (link[0] in "-–—" and shared.bare and not _counts(text, rules, right)):
        return []
    opening = rules.opening.search(text, max(0, left.start - 6), left.start)
    if opening and rules.growth.search(text, max(0, left.start - GROWTH_WINDOW), opening.start()):
        return [shared, right]
    if shared.low >= right.low:
        return []
    start = between.start() if between else left.start
    return [replace(right, start=start, low=shared.low, bound="range", unit=shared.unit, unit_form=shared.unit_form)]


def _share(left: Quantity, right: Quantity) -> Quantity | None:
    """The left end with the scale and currency that the right end gives to both; None if the two do not go together."""
    if left.unit and right.unit and left.unit != right.unit or left.form == "vague" or right.form == "vague":
        return None
    low = left.low
    if left.scale == 1 and right.scale != 1 and low < 1000 and low * right.scale < right.low:
        low *= right.scale
    unit, form = (left.unit, left.unit_form) if left.unit else (right.unit, right.unit_form)
    return replace(left, low=low, high=low, unit=unit, unit_form=form)


# --- context -----------------------------------------------------------------------------------------------------


def _counts(text: str, rules: Grammar, q: Quantity) -> bool:
    return bool(rules.counted.match(text, q.end))


def _counts_nothing(text: str, lang: str, rules: Grammar, q: Quantity) -> bool:
    """True for a bare number that is an age, a time, a version, a part of a name, an address, a score or a reference."""
    left = max(0, q.start - WINDOW)
    if rules.measure.match(text, q.end) or text[q.start : q.end] in quantity_data(lang).context.names_of_sizes:
        return True
    if rules.label.search(text, left, q.start) or _in_name(text, lang, q, left):
        return True
    if q.form == "digits":
        return not q.letter and _digits_count_nothing(text, rules, q)
    small = q.high < 10 and q.form == "words" and q.scale == 1
    return q.high == 1 and q.form == "words" or small and bool(rules.small_label.search(text, left, q.start))


CAPITAL = re.compile(r"(?:^|[\s(«“\"'’])([^\W\d_][\w&'’.-]*)[^\S\n]$")
GLUED = re.compile(r"[^\s(«“\"'’\[]*$")
NAME_AND_VERSION = re.compile(r"[^\W\d_][\w-]*[^\S\n][0-9.]+[^\S\n]$")


def _in_name(text: str, lang: str, q: Quantity, left: int) -> bool:
    """True if the number belongs to a name: "Claude 3", "Llama 3 70B", "GPT-4", "Four Seasons"."""
    glued = GLUED.search(text, left, q.start)
    if glued and any(c.isalpha() for c in glued[0]):
        return True
    capital = CAPITAL.search(text, left, q.start)
    named = bool(capital and capital[1][-1] != "." and any(c.isupper() for c in capital[1]))
    opener = bool(capital and capital[1] in quantity_data(lang).context.openers)
    if q.form != "digits":
        return text[q.start].isupper() and (text[q.end + 1 : q.end + 2].isupper() or named and not opener)
    if q.letter and NAME_AND_VERSION.search(text, left, q.start):
        return True
    return named and not opener


def _digits_count_nothing(text: str, rules: Grammar, q: Quantity) -> bool:
    written, before, after = text[q.start : q.end], text[max(0, q.start - 2) : q.start], text[q.end : q.end + 3]
    if q.bound == "range":
        return False
    if q.low == 0 or written[0] == "0" and written[1:2] != ".":
        return True
    if len(written) == 4 and written.isdigit() and 1900 <= int(written) < 2100 and not _counts(text, rules, q):
        return True
    if re.match(r"[-–/:][0-9]|[ .][0-9]{2}\b|\)", after) or re.search(r"[0-9][-–/: .]$", before):
        return True
    if before == ", " and after[:1] == ",":
        return True
    if len(written) >= 5 and written.isdigit() and re.match(r" [^\W\d_a-z]", after):
        return True
    return not before.strip(" ") and (q.start < 2 or "\n" in before) and bool(re.match(r"[.)] ", after))


# --- bounds ------------------------------------------------------------------------------------------------------


def _bounded(text: str, rules: Grammar, q: Quantity) -> Quantity:
    """The quantity with the bound that the words beside it give: "plus de", "at least", "500+"."""
    if q.bound in ("range", "at_least"):
        return q
    before = rules.before.search(text, max(0, q.start - WINDOW), q.start)
    after = None if before else rules.after.match(text, q.end)
    phrase = before["word"] if before else (after["word"] or after["far"]) if after else ""
    return replace(q, bound=rules.bounds[fold(phrase)]) if phrase else q
