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
from itertools import pairwise

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


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One name as one family writes it: its folded words, where it stands, and its key."""

    family: str
    words: tuple[str, ...]
    name: str
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
    fuller = _fuller_forms(forms, text)
    stops = [match.end() for match in _STOP.finditer(text)]
    out: dict[Span, str] = {}
    for form in forms:
        known = form.key != key(form.family, form.name)
        fits = [] if known else [other for other in fuller(form) if _is_short_for(form, other, text, stops)]
        for span in form.spans:
            chosen = _chosen(fits, span)
            out[span] = chosen.key if chosen else form.key
    return out


def _forms(mentions: Iterable[Mention], family: Callable[[str], str]) -> list[Form]:
    """The different names, in the order of their first use."""
    found: dict[tuple[str, str, str], list[Mention]] = {}
    for mention in sorted(mentions, key=lambda m: m.span):
        if mention.kind is MentionKind.NAME:
            kind = family(mention.type)
            known = "" if mention.key == key(kind, mention.text) else mention.key
            name = _GENITIVE.sub("", mention.text)
            found.setdefault((kind, fold(name), known), []).append(mention)
    return [_form(kind, known, group) for (kind, _, known), group in found.items()]


def _form(kind: str, known: str, mentions: list[Mention]) -> Form:
    name = _GENITIVE.sub("", mentions[0].text)
    words = tuple(word for word in fold(name, legal=kind == "org").split("-") if word)
    return Form(kind, words, name, tuple(m.span for m in mentions), known or key(kind, name))


def _fuller_forms(forms: Sequence[Form], text: str) -> Callable[[Form], list[Form]]:
    """A function from a form to those that may be fuller ones of it, found without comparing each to each."""
    index: dict[tuple[str, ...], list[Form]] = {}
    for form in forms:
        for clue in _clues(form):
            index.setdefault((form.family, *clue), []).append(form)
    beside = _in_brackets(forms, text)

    def fuller(form: Form) -> list[Form]:
        initial = (form.words[0][:1] + ".", *form.words[1:]) if form.words else ()
        clues = (form.words, initial, ("initials", form.name.replace(".", "").lower()))
        found = [other for clue in clues for other in index.get((form.family, *clue), ())]
        found += [other for other in beside.get(form, ()) if other.family == form.family]
        return list(dict.fromkeys(other for other in found if other is not form))

    return fuller


def _clues(form: Form) -> set[tuple[str, ...]]:
    """What a short form of this one may be: its first words, its last, an initial and its last, its initials."""
    words = form.words
    parts = {words[:i] for i in range(1, len(words))} | {words[i:] for i in range(1, len(words))}
    initial = {(words[0][0] + ".", *words[i:]) for i in range(1, len(words))}
    return parts | initial | {("initials", _initials(words)), ("initials", _initials(_heavy(words)))}


def _in_brackets(forms: Sequence[Form], text: str) -> dict[Form, list[Form]]:
    """For each form, those that stand in brackets after it or before its brackets."""
    places = sorted(((span, form) for form in forms for span in form.spans), key=lambda place: place[0])
    found: dict[Form, list[Form]] = {}
    for (one, first), (other, second) in pairwise(places):
        if _brackets_between(one, other, text):
            found.setdefault(first, []).append(second)
            found.setdefault(second, []).append(first)
    return found


def _heavy(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in _data().particles)


def _initials(words: tuple[str, ...]) -> str:
    return "".join(word[0] for word in words)


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
    if _is_acronym(short.name, full.words) or _is_bracketed_acronym(short, full, text):
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


def _is_acronym(short: str, full: tuple[str, ...]) -> bool:
    """True if the capitals are the first letters of the words, particles counted or not: BCG, IFRI, CNRS."""
    name = short.replace(".", "")
    if not (2 <= len(name) <= 8 and name.isalpha() and name.isupper() and len(full) > 1):
        return False
    return name.lower() in {_initials(full), _initials(_heavy(full))}


def _is_bracketed_acronym(short: Form, full: Form, text: str) -> bool:
    """True if one stands in brackets after the other and the letters agree: "Parti communiste (PCC)"."""
    name, heads = fold(short.name).replace("-", ""), _initials(_heavy(full.words))
    capitals = sum(char.isupper() for char in short.name)
    if not (2 <= len(name) <= 10 and capitals >= 2 and " " not in short.name and len(full.words) > 1):
        return False
    pairs = ((a, b) for one, other in ((full, short), (short, full)) for a in one.spans for b in other.spans)
    if not any(_brackets_between(a, b, text) for a, b in pairs):
        return False
    return (
        (name[0] == heads[:1] and _is_subsequence(name, "".join(full.words)))
        or (len(heads) > 1 and name.startswith(heads))
        or _is_subsequence(sorted(name), sorted(heads))
    )


def _brackets_between(one: Span, other: Span, text: str) -> bool:
    """True if only an opening bracket, and perhaps a quotation mark, stands between the two."""
    return 0 < other.start - one.end <= 3 and text[one.end : other.start].strip(' «“"') == "("


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
    return not _side_by_side(short, full, text, stops)


def _side_by_side(short: Form, full: Form, text: str, stops: list[int]) -> bool:
    """True if both stand in one sentence, but not as a name and its short form in brackets."""
    sentences: dict[int, Span] = {}
    for span in full.spans:
        sentences.setdefault(bisect_right(stops, span.start), span)
    for span in short.spans:
        beside = sentences.get(bisect_right(stops, span.start))
        if beside is not None and not _ALIAS.fullmatch(text, min(beside, span).end, max(beside, span).start):
            return True
    return False
