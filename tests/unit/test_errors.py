"""What an error says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.errors import one_line


@given(st.text())
def test_one_line_is_one_printable_line(text: str) -> None:
    """Whatever comes in, one line without control characters goes out."""
    assert one_line(text).isprintable()


def test_one_line_keeps_the_words() -> None:
    """Runs of white space become one blank, what drives a terminal becomes one too."""
    assert one_line(" a\n\tb\x1b[31m ") == "a b [31m"
