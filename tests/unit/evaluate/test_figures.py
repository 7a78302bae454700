"""Counts add up, and figures are those of the counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluate.figures import Counts, interval, mean_f1, total

COUNTS = st.builds(Counts, st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))


def test_precision_recall_f1() -> None:
    """Three right, one wrong, two missed."""
    counts = Counts(tp=3, fp=1, fn=2)
    assert (counts.precision, counts.recall) == (0.75, 0.6)
    assert counts.f1 == pytest.approx(2 * 0.75 * 0.6 / 1.35)


def test_nothing_found_and_nothing_there() -> None:
    """Shares of nothing are 0, and None where the share would be one of right predictions."""
    assert (Counts().precision, Counts().recall, Counts().f1) == (0, 0, 0)
    assert (Counts().status_accuracy, Counts().qualifier_recall) == (None, None)


def test_mean_over_documents() -> None:
    """A document without facts in which nothing was found is right; one without facts and with findings is not."""
    assert mean_f1([Counts(tp=1), Counts(), Counts(fp=1), Counts(tp=1, fn=2)]) == pytest.approx((1 + 1 + 0 + 0.5) / 4)


@given(st.lists(COUNTS))
def test_totals_add_every_field(counts: list[Counts]) -> None:
    """The sum of the parts."""
    assert total(counts).tp == sum(c.tp for c in counts)
    assert total(counts).fn == sum(c.fn for c in counts)


@given(st.lists(COUNTS, min_size=1, max_size=8))
def test_interval_is_repeatable_and_lies_between_documents(counts: list[Counts]) -> None:
    """Same counts, same interval; no resample is better than the best document or worse than the worst."""
    low, high = interval(counts, 20)
    assert (low, high) == interval(counts, 20)
    with_counts = [c.f1 for c in counts if c] or [0.0]
    lowest = 0.0 if len(with_counts) < len(counts) else min(with_counts)
    assert lowest - 1e-9 <= low <= high <= max(with_counts) + 1e-9
