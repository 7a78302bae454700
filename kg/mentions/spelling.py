"""How a name is spelled -> how much that looks like an organisation, a person, a place or a work.

Pairs to fours of letters of its first and last word, weighed; no name is listed. It tells "Ilya Sutskever" from
"Sunda Digital" where the words around do not.
"""

from __future__ import annotations

import functools
import re
import unicodedata

from kg.languages import Section, load_shared


class SpellingData(Section):
    """ontology/name_spelling.toml: tenths of a weight for each group, in the order of `groups`."""

    groups: tuple[str, ...]
    bias: tuple[int, ...]
    weights: dict[str, tuple[int, ...]]


@functools.lru_cache(maxsize=65536)
def spelling(name: str) -> tuple[tuple[str, float], ...]:
    """The groups with their scores, whose mean is zero."""
    data = load_shared("name_spelling", SpellingData)
    scores = list(data.bias)
    for gram in grams(name):
        for i, weight in enumerate(data.weights.get(gram, ())):
            scores[i] += weight
    mean = sum(scores) / len(scores)
    return tuple((group, (score - mean) / 30) for group, score in zip(data.groups, scores, strict=True))


def grams(name: str) -> set[str]:
    """The letter groups of the first ("f"), last ("l") or single ("s") word, "^" and "$" at its ends."""
    parts = [w for w in re.split(r"[\s'’-]+", name) if w]
    places = [("s", parts[0])] if len(parts) == 1 else [("f", parts[0]), ("l", parts[-1])] if parts else []
    out: set[str] = set()
    for place, part in places:
        marked = f"^{unaccented(part)}$"
        out.update(place + marked[at : at + size] for size in (2, 3, 4) for at in range(len(marked) - size + 1))
    return out


@functools.lru_cache(maxsize=65536)
def unaccented(word: str) -> str:
    """The word without accents and case, to compare with others."""
    folded = unicodedata.normalize("NFKD", word).casefold()
    return "".join(c for c in folded if not unicodedata.combining(c))
