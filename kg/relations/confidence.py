"""How sure a reading is: the measured precision of its relation, of its construction and of the kind of its ends.

The counts are data, made by tests/gold/confidence.py from texts with gold. Few counts say little: each is shrunk
towards the mean of all readings, which counts as `WEIGHT` readings more.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable
from decimal import Decimal

from kg.languages import Section, load_shared
from kg.model import MentionKind

WEIGHT = 20
LEAST, MOST = 0.05, 0.99
NAMED = "named"
# Of two kinds of ends the one that is surest to mislead.
WEAKER = (MentionKind.PRONOUN, MentionKind.REFERENCE, MentionKind.POSSESSIVE)

Count = tuple[int, int]
"""Right readings, all readings."""


class ConfidenceData(Section):
    """ontology/confidence.toml"""

    all: Count
    ends: dict[str, Count]
    relations: dict[str, Count]
    constructions: dict[str, Count]


@functools.cache
def counts() -> ConfidenceData:
    """What was measured, read once."""
    return load_shared("confidence", ConfidenceData)


def kind_of_ends(kinds: Iterable[MentionKind]) -> str:
    """The kind under which the ends of a reading are counted."""
    there = set(kinds)
    return next((kind.value for kind in WEAKER if kind in there), NAMED)


def confidence(relation: str, construction: str, kinds: Iterable[MentionKind]) -> Decimal:
    """The chance that a reading is right, in hundredths. `construction`: frame and name, "act/passive"."""
    data = counts()
    mean = data.all[0] / data.all[1]
    found = (
        data.relations.get(relation, (0, 0)),
        data.constructions.get(construction, (0, 0)),
        data.ends.get(kind_of_ends(kinds), (0, 0)),
    )
    score = _logit(mean) + sum(_logit(_shrunk(count, mean)) - _logit(mean) for count in found)
    chance = min(MOST, max(LEAST, 1 / (1 + math.exp(-score))))
    return Decimal(f"{chance:.2f}")


def _shrunk(count: Count, mean: float) -> float:
    return (count[0] + WEIGHT * mean) / (count[1] + WEIGHT)


def _logit(chance: float) -> float:
    return math.log(chance / (1 - chance))
