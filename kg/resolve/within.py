"""The names of one article that mean one thing: "Kervadec" after "Maëlle Kervadec", "Moonshot" after "Moonshot AI".

Only forms of one family are joined, only where exactly one fuller form fits, and never over a digit: a version makes
another thing. A wrong join puts one firm's facts on another, a missed one leaves two entries: in doubt there is none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from kg.languages import Section, load_shared
from kg.model import Mention, MentionKind, Span
from kg.resolve.keys import fold, key

_GENITIVE = re.compile(r"['’]s?$")
_STOP = re.compile(r"[.!?…]['\"”»)]*\s|\n")
_ALIAS = re.compile(r"[^().!?\n]{0,3}\([^()\n]{0,25}")  # between a name and its short form in brackets


class ShortForms(Section):
    """ontology/short_forms.toml."""

    particles: frozenset[str]
    heads: frozenset[str]
    divisions: frozenset[str]


@cache
def _data() -> ShortForms:
    return load_shared("short_forms", ShortForms)


@dataclass(frozen=True, slots=True)
class Form:
    """One name as one family writes it: its folded words, where it stands, and its key."""

    family: str
    words: tuple[str, ...]
    letters: str
    spans: tuple[Span, ...]
    key: str

    def first(self) -> int:
        """Where the article first uses it."""
        return self.spans[0].start


def group(mentions: Sequence[Mention], text: str, family: Callable[[str], str]) -> dict[Span, str]:
    """The key of the fullest form that the article gives, for the span of each name.
    `family` gives the family of a class. A key that is not that of the words themselves (a known name) wins.
    """
    forms = _forms(mentions, family)
    stops = [match.end() for match in _STOP.finditer(text)]
    out: dict[Span, str] = {}
    for form in forms:
        fuller = [other for other in forms if other.family == form.family and _is_short_for(form, other, text, stops)]
        for span in form.spans:
            known = form.key != _own_key(form)
            chosen = None if known else _chosen(fuller, span)
            out[span] = chosen.key if chosen else form.key
    return out


def _forms(mentions: Iterable[Mention], family: Callable[[str], str]) -> list[Form]:
    """The different names, in the order of their first use."""
    found: dict[tuple[str, str, str], list[Mention]] = {}
    for mention in sorted(mentions, key=lambda m: m.span):
        if mention.kind is MentionKind.NAME:
            kind = family(mention.type)
            name = _GENITIVE.sub("", mention.text)
            own = key(kind, mention.text)
            found.setdefault((kind, fold(name), mention.key if mention.key not in ("", own) else ""), []).append(
                mention
            )
    return [_form(kind, known, group) for (kind, _, known), group in found.items()]


def _form(kind: str, known: str, mentions: list[Mention]) -> Form:
    name = _GENITIVE.sub("", mentions[0].text)
    words = tuple(word for word in fold(name, legal=kind == "org").split("-") if word)
    return Form(kind, words, name, tuple(m.span for m in mentions), known or key(kind, name))


def _own_key(form: Form) -> str:
    return key(form.family, form.letters)


def _chosen(fuller: list[Form], span: Span) -> Form | None:
    """The only fuller form; where there are several, the only one that the article has named before."""
    things = {form.key: form for form in fuller}
    if len(things) > 1:
        things = {form.key: form for form in fuller if form.first() < span.start}
    return next(iter(things.values())) if len(things) == 1 else None


def _is_short_for(short: Form, full: Form, text: str, stops: list[int]) -> bool:
    """True if `short` may be what the article calls `full` for short."""
    if short.key == full.key or _digits(short.words) != _digits(full.words):
        return False
    if short.family == "person":
        return _is_part_of_person(short.words, full.words)
    if short.family != "org":
        return False
    if _is_acronym(short.letters, full.words) or _is_bracketed_acronym(short, full, text):
        return True
    return _is_first_words(short, full, text, stops)


def _digits(words: Iterable[str]) -> list[str]:
    return sorted(word for word in words if any(char.isdigit() for char in word))


def _is_part_of_person(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Surname, first name, or first name as initial: "Kervadec", "Liang" (Wenfeng), "M. Kervadec"."""
    if len(short) < len(full):
        return full[-len(short) :] == short or full[: len(short)] == short or _initials_fit(short, full)
    return _initials_fit(short, full)


def _initials_fit(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    first, others = short[0], short[1:]
    is_initial = 0 < len(first) < 3 and len(full[0]) > len(first) and bool(others)
    return is_initial and full[0].startswith(first[0]) and full[-len(others) :] == others


def _is_acronym(letters: str, full: tuple[str, ...]) -> bool:
    """True if the capitals are the first letters of the words, particles counted or not: BCG, IFRI, CNRS."""
    name = letters.replace(".", "")
    if not (2 <= len(name) <= 8 and name.isalpha() and name.isupper() and len(full) > 1):
        return False
    heavy = [word for word in full if word not in _data().particles]
    return name.lower() in {"".join(word[0] for word in full), "".join(word[0] for word in heavy)}


def _is_bracketed_acronym(short: Form, full: Form, text: str) -> bool:
    """True if one stands in brackets after the other and the letters agree: "Parti communiste (PCC)"."""
    name = fold(short.letters).replace("-", "")
    capitals = sum(char.isupper() for char in short.letters)
    if not (2 <= len(name) <= 10 and capitals >= 2 and " " not in short.letters and len(full.words) > 1):
        return False
    pairs = ((a, b) for one, other in ((full, short), (short, full)) for a in one.spans for b in other.spans)
    if not any(0 < b.start - a.end <= 3 and text[a.end : b.start].strip(' «“"') == "(" for a, b in pairs):
        return False
    heads = "".join(word[0] for word in full.words if word not in _data().particles)
    return (
        (name[0] == heads[:1] and _is_subsequence(name, "".join(full.words)))
        or (len(heads) > 1 and name.startswith(heads))
        or _is_subsequence(sorted(name), sorted(heads))
    )


def _is_subsequence(letters: Iterable[str], others: Iterable[str]) -> bool:
    rest = iter(others)
    return all(letter in rest for letter in letters)


def _is_first_words(short: Form, full: Form, text: str, stops: list[int]) -> bool:
    """True if `full` goes on where `short` ends, is named first, and the two are never set beside each other."""
    data, size = _data(), len(short.words)
    rest = full.words[size:]
    headed = full.words[-size:] == short.words and all(word in data.heads for word in full.words[:-size])
    if size >= len(full.words) or not (headed or full.words[:size] == short.words):
        return False
    if not headed and (rest[0] in data.divisions or rest[0] in data.particles or len(short.words[0]) < 3 > size):
        return False
    title_end = text.find("\n")
    if any(title_end < span.start < full.first() for span in short.spans):
        return False
    return not any(_side_by_side(a, b, text, stops) for a in full.spans for b in short.spans)


def _side_by_side(one: Span, other: Span, text: str, stops: list[int]) -> bool:
    """True if both stand in one sentence, but not as a name and its short form in brackets."""
    if bisect_right(stops, one.start) != bisect_right(stops, other.start):
        return False
    first, second = sorted((one, other))
    return not _ALIAS.fullmatch(text, first.end, second.start)
