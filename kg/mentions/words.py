"""What a language's words tell about the names beside them: the tables of languages/<xx>/names.toml."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from kg.languages import LANGUAGES, Section, load_section, load_shared
from kg.model import Token


class NamesData(Section):
    """languages/<xx>/names.toml"""

    titles: list[str]
    ordinary: list[str]
    calendar: list[str]
    openers: list[str]
    links: list[str]
    particles: list[str]
    low_heads: list[str]
    articles: list[str]
    conjunctions: list[str]
    small: list[str]
    shared: list[str]
    shortened: list[str]
    letters: list[str]
    units: list[str]
    openings: list[str]
    title_case: bool
    bare_subjects: bool
    licences: list[str]
    never_last: list[str]
    suffixes: list[str]
    prefixes: list[str]
    demonyms: list[str]
    nouns: dict[str, list[str]]
    roles: dict[str, list[str]]
    inside: dict[str, list[str]]
    heads: dict[str, list[str]]
    prepositions: dict[str, list[str]]
    verbs: dict[str, list[str]]
    of_nouns: dict[str, list[str]]
    relatives: dict[str, list[str]]


class LegalForms(Section):
    """ontology/legal_forms.toml"""

    forms: list[str]


class NameWords:
    """The tables as look-ups: word -> class or concept. Where two claim one word, the first in the file has it."""

    def __init__(self, lang: str) -> None:
        own = load_section(lang, "names", NamesData)
        every = [own, *(load_section(other, "names", NamesData) for other in LANGUAGES if other != lang)]
        self.lang = lang
        self.titles = frozenset(own.titles)
        self.ordinary = frozenset(own.ordinary)
        self.calendar = frozenset(own.calendar)
        self.openers = frozenset(own.openers)
        self.links = frozenset(own.links)
        self.particles = frozenset(own.particles)
        self.suffixes = frozenset(own.suffixes)
        self.prefixes = frozenset(own.prefixes)
        self.demonyms = frozenset(own.demonyms)
        self.nouns = look_up(own.nouns)
        self.roles = look_up(own.roles)
        self.heads = look_up(own.heads)
        self.prepositions = look_up(own.prepositions)
        self.verbs = look_up(own.verbs)
        self.of_nouns = look_up(own.of_nouns)
        self.relatives = look_up(own.relatives)
        self.legal = frozenset(form for form in load_shared("legal_forms", LegalForms).forms)
        self.openings = tuple(own.openings)
        self.title_case = own.title_case
        self.bare_subjects = own.bare_subjects
        self.licences = frozenset(own.licences)
        self.never_last = frozenset(own.never_last)
        self.low_heads = frozenset(own.low_heads)
        self._pool(every)

    def _pool(self, every: Sequence[NamesData]) -> None:
        """Take what holds in names of all languages: a French article names English firms and the other way round."""
        self.articles, self.conjunctions = _pooled(d.articles for d in every), _pooled(d.conjunctions for d in every)
        self.small, self.shared = _pooled(d.small for d in every), _pooled(d.shared for d in every)
        self.shortened, self.letters = _pooled(d.shortened for d in every), _pooled(d.letters for d in every)
        self.inside = look_up({c: [w for d in every for w in d.inside.get(c, [])] for d in every for c in d.inside})
        units = "|".join(unit for d in every for unit in d.units)
        self.counted = re.compile(rf"[ \u00a0\u202f]?(?:%|[€$£¥]|[mk]€|{units})", re.IGNORECASE)


def _pooled(lists: Iterable[Iterable[str]]) -> frozenset[str]:
    return frozenset(chain.from_iterable(lists))


def look_up(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Word -> the first key whose list holds it."""
    out: dict[str, str] = {}
    for key, words in table.items():
        for word in words:
            out.setdefault(word, key)
    return out


def phrase(tokens: Sequence[Token], first: int, last: int) -> str:
    """The words from first to last as the tables write them, hyphenated where the text is; "" outside the sentence."""
    if first < 0 or last >= len(tokens):
        return ""
    out = tokens[first].text
    for before, token in zip(tokens[first:last], tokens[first + 1 : last + 1], strict=True):
        out += (" " if token.span.start > before.span.end else "") + token.text
    return out.lower()


@functools.cache
def name_words(lang: str) -> NameWords:
    """The tables of a language, read once."""
    return NameWords(lang)
