"""A respelled sentence leads back to the text it was made from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.model import Span
from kg.parse.respell import Replacement, respell


def test_a_word_in_a_replacement_stands_for_all_that_was_replaced() -> None:
    """The proxy of a name of three words is the whole name; the words around it are themselves."""
    text = "Kai-Fu Lee a fondé 01.ai."
    shown = respell(text, Span(0, 25), [Replacement(Span(0, 10), "Pierre"), Replacement(Span(19, 24), "Renault")])
    assert shown.text == "Pierre a fondé Renault."
    assert Span(0, 10) == shown.origin(0, 6)
    assert Span(13, 18) == shown.origin(9, 14)
    assert Span(19, 24) == shown.origin(15, 22)
    assert Span(24, 25) == shown.origin(22, 23)


def test_a_window_keeps_the_offsets_of_the_text() -> None:
    """Spans count from the start of the article, not of the sentence."""
    text = "Un. La start-up lève."
    shown = respell(text, Span(4, 21), [Replacement(Span(7, 15), "société")])
    assert shown.text == "La société lève."
    assert Span(16, 20) == shown.origin(11, 15)


@pytest.mark.parametrize("spans", [[Span(0, 3), Span(2, 5)], [Span(8, 12)]])
def test_replacements_that_overlap_or_leave_the_window_are_refused(spans: list[Span]) -> None:
    """Raises InputError, since no way back could be right."""
    with pytest.raises(InputError):
        respell("abcdefghijkl", Span(0, 10), [Replacement(s, "x") for s in spans])


@given(st.lists(st.tuples(st.text(min_size=1, max_size=6), st.booleans(), st.text(min_size=1, max_size=6)), max_size=8))
def test_every_piece_comes_back(pieces: list[tuple[str, bool, str]]) -> None:
    """Whatever is replaced by whatever: each piece's place leads back to that piece."""
    text = "".join(old for old, _, _ in pieces)
    at, shown_at, replacements, wanted = 0, 0, [], []
    for old, replaced, new in pieces:
        words = new if replaced else old
        span = Span(at, at + len(old))
        if replaced:
            replacements.append(Replacement(span, new))
        wanted.append(((shown_at, shown_at + len(words)), span))
        at, shown_at = span.end, shown_at + len(words)
    shown = respell(text, Span(0, len(text)), replacements)
    for (start, end), span in wanted:
        assert span == shown.origin(start, end)
