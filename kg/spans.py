"""Spans of one text that do not overlap, kept sorted, so that thousands of them cost no more than their number."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from kg.model import Mention, Span


def touches(span: Span, taken: Sequence[Span]) -> bool:
    """True if the span shares a code point with one of `taken`, which are sorted and disjoint."""
    at = bisect_left(taken, span)
    return any(near.overlaps(span) for near in taken[max(0, at - 1) : at + 1])


def inside(places: Sequence[Span], mentions: Iterable[Mention]) -> list[list[Mention]]:
    """For each of the places, which are sorted and disjoint, the mentions that lie in it as a whole, in their order."""
    starts = [place.start for place in places]
    out: list[list[Mention]] = [[] for _ in places]
    for mention in mentions:
        at = bisect_right(starts, mention.span.start) - 1
        if at >= 0 and places[at].holds(mention.span):
            out[at].append(mention)
    return out


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
