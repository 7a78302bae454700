"""Words beside a reading that add a qualifier."""

from __future__ import annotations

from kg.model import Span
from kg.relations.lexicon import MarkData
from kg.relations.marks import marked, marks_of

MARKS = marks_of(
    "en",
    [
        MarkData(lang="en", name="round", words=["Series A", "Series B"]),
        MarkData(lang="en", name="kind", words=["to date"], text="total"),
        MarkData(lang="fr", name="kind", words=["à ce jour"], text="total"),
    ],
)
TEXT = "Orvane raised $5m in a Series A, then $9m in a Series B. To date it has spent little."
SENTENCE = Span(0, TEXT.index(" To date"))


def at(words: str) -> Span:
    """Where the words stand in the text."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


def found(value: str) -> list[tuple[str, str]]:
    """Name and text of the qualifiers of a sum."""
    sums = [at("$5m"), at("$9m")]
    return [(q.name, q.text) for q in marked(TEXT, SENTENCE, at("raised"), at(value), sums, MARKS)]


def test_a_mark_belongs_to_the_value_before_it() -> None:
    """What stands behind another value is that value's."""
    assert found("$5m") == [("round", "Series A")]


def test_no_mark_of_the_next_sentence() -> None:
    """A mark outside the sentence adds nothing."""
    assert ("kind", "total") not in found("$9m")


def test_the_text_of_the_entry_stands_for_the_words() -> None:
    """The words "to date" say total."""
    whole = Span(0, len(TEXT))
    qualifiers = marked(TEXT, whole, at("in a Series B"), at("$9m"), [], MARKS)
    assert ("kind", "total") in [(q.name, q.text) for q in qualifiers]
