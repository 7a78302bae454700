"""Which articles are one text."""

from __future__ import annotations

from kg.ingest.same import same_text
from kg.model import Article


def test_one_text_at_two_places() -> None:
    """Two addresses with one text are two articles in one group; a space more is another text."""
    one, two = Article("Un.", "fr", url="https://a.example/"), Article("Un.", "fr", url="https://b.example/")
    other = Article("Un. ", "fr")
    assert one.id != two.id
    assert same_text([one, other, two]) == [[one, two], [other]]
