"""Spans that do not overlap: what a search by halves finds is what comparing each with each finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Mention, Span
from kg.spans import Taken, inside, touches

SPANS = st.builds(lambda start, size: Span(start, start + size), st.integers(0, 60), st.integers(1, 12))


@given(st.lists(SPANS), SPANS)
def test_touching_is_overlapping_one_of_them(found: list[Span], span: Span) -> None:
    """A span touches what is taken exactly if it overlaps one of them."""
    taken = Taken()
    kept = [one for one in found if taken.add(one)]
    assert touches(span, taken.spans) == any(one.overlaps(span) for one in kept)


@given(st.lists(SPANS))
def test_first_come_first_kept(found: list[Span]) -> None:
    """Of spans that overlap the first one stays, and those that stay are sorted."""
    taken = Taken()
    expected: list[Span] = []
    for span in found:
        free = not any(span.overlaps(other) for other in expected)
        assert taken.add(span) == free
        expected += [span] if free else []
    assert taken.spans == sorted(expected)


def test_neighbours_do_not_touch() -> None:
    """Half-open spans that meet share no code point."""
    assert not touches(Span(3, 5), [Span(1, 3), Span(5, 6)])


@given(st.lists(SPANS), st.lists(SPANS))
def test_each_mention_lies_in_its_sentence(found: list[Span], spans: list[Span]) -> None:
    """A mention is given to the one place that holds it whole, and to none if it crosses an end."""
    taken = Taken()
    places = sorted(place for place in found if taken.add(place))
    mentions = [Mention(span, "", "Company") for span in spans]
    assert inside(places, mentions) == [[m for m in mentions if place.holds(m.span)] for place in places]
