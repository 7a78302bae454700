"""Confidence follows what was measured, and few counts say little."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.model import MentionKind
from kg.relations import confidence as module
from kg.relations.confidence import ConfidenceData, confidence, kind_of_ends

DATA = ConfidenceData(
    all=(80, 100),
    ends={"named": (60, 70), "pronoun": (8, 20)},
    relations={"founded": (50, 50), "uses": (1, 2)},
    constructions={"act/active": (40, 50)},
)


@pytest.fixture(autouse=True)
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Use these counts."""
    monkeypatch.setattr(module, "counts", lambda: DATA)


def sure(relation: str, *kinds: MentionKind, construction: str = "act/active") -> Decimal:
    """The confidence of a reading with ends of these kinds."""
    return confidence(relation, construction, kinds)


def test_what_was_never_measured_has_the_mean() -> None:
    """An unknown relation and construction say nothing either way."""
    assert Decimal("0.80") == confidence("new", "new/one", (MentionKind.REFERENCE,))


def test_a_relation_that_was_always_right_is_surer() -> None:
    """And one with two readings hardly moves."""
    assert sure("founded", MentionKind.REFERENCE) > Decimal("0.85")
    assert abs(sure("uses", MentionKind.REFERENCE) - Decimal("0.80")) < Decimal("0.05")


def test_the_weaker_end_counts() -> None:
    """A fact between a name and a pronoun hangs on the pronoun."""
    assert kind_of_ends((MentionKind.NAME, MentionKind.PRONOUN)) == "pronoun"
    assert kind_of_ends((MentionKind.NAME, MentionKind.LITERAL)) == "named"
    assert sure("founded", MentionKind.NAME, MentionKind.PRONOUN) < sure("founded", MentionKind.NAME, MentionKind.NAME)
