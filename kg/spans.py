"""Spans of one text that do not overlap, kept sorted, so that thousands of them cost no more than their number."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from kg.model import Span


def touches(span: Span, taken: Sequence[Span]) -> bool:
    """True if the span shares a code point with one of `taken`, which are sorted and disjoint."""
    at = bisect_left(taken, span)
    return any(near.overlaps(span) for near in taken[max(0, at - 1) : at + 1])


class Taken:
    """The spans that have found their place in a text."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self.spans = sorted(spans)

    def add(self, span: Span) -> bool:
        """True, and the span is taken, if it overlaps none that is."""
        if touches(span, self.spans):
            return False
        self.spans.insert(bisect_left(self.spans, span), span)
        return True
