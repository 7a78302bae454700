"""Posts that are a part's and not the whole organisation's: "head of sales", "directrice de la recherche"."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.languages import load_section
from kg.model import Token
from kg.relations.surface import GrammarData

SKIPPED = frozenset({"DET", "PART", "PUNCT"})  # between the preposition and the part: "head of the", "head of Acme's"
NOMINAL = frozenset({"NOUN", "ADJ", "PROPN", "X"})


@dataclass(frozen=True, slots=True)
class PartWords:
    """What joins a post to its part or its area ("for Asia"), nouns for the whole, the genitive's mark."""

    joints: frozenset[str]
    whole: frozenset[str]
    owns: frozenset[str]
    areas: frozenset[str]


@functools.cache
def part_words(lang: str) -> PartWords:
    """The words of a language, from grammar.toml."""
    sets = load_section(lang, "grammar", GrammarData).sets
    return PartWords(*(frozenset(sets[name]) for name in ("part", "whole", "poss", "area")))


def part_follows(tokens: Sequence[Token], last: int, names: Mapping[int, str], words: PartWords) -> bool:
    """True if after token `last`, a post's, comes a part without a name. `names`: token inside a name -> its class.

    In "boss of the chip designer Acme" the nouns describe the name after them: no part. "Head for Ethiopia" and
    "head of Acme's chip unit" are parts though a name follows.
    """
    if last + 1 >= len(tokens) or tokens[last + 1].text.lower() not in words.joints:
        return False
    at = last + 2
    while at < len(tokens) and tokens[at].pos in SKIPPED and at not in names:
        at += 1
    first = at
    while at < len(tokens) and at not in names and tokens[at].pos in NOMINAL:
        if {tokens[at].lemma.lower(), tokens[at].text.lower()} & words.whole:
            return False
        at += 1
    if at >= len(tokens) or at not in names:
        return at > first
    after = next((i for i in range(at, len(tokens)) if i not in names), len(tokens))
    if after < len(tokens) and tokens[after].text.lower() in words.owns:
        return after + 1 < len(tokens) and after + 1 not in names and tokens[after + 1].pos in NOMINAL
    return names[at] == "Place" and tokens[last + 1].text.lower() in words.areas
