"""Every example in every rule file is read as it says, and every construction is used by an example."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from kg import pipeline
from kg.model import Article, Reading, Span, Status
from kg.relations import read as reading_module
from kg.relations.lexicon import ExampleData, frames, relation_data, relation_files
from kg.relations.match import Match, match_lines, match_tree

pytestmark = pytest.mark.model

EXAMPLES = [(name, number, e) for name in relation_files() for number, e in enumerate(relation_data(name).examples, 1)]


def read(example: ExampleData) -> Reading:
    """The reading of an example's text, its names known."""
    return pipeline.reader(example.lang).read(Article(example.text, example.lang), example.names)


def name_of(reading: Reading, span: Span) -> str:
    """The name that an end stands for."""
    mention = reading.mention_at(span)
    return mention.text if mention.antecedent is None else mention.antecedent.of(reading.article.text)


@pytest.mark.parametrize(("relation", "number", "example"), EXAMPLES, ids=[f"{n}-{i}" for n, i, _ in EXAMPLES])
def test_example_is_read_as_it_says(relation: str, number: int, example: ExampleData) -> None:
    """The facts of the relation are the example's, no more and no fewer, with its status."""
    reading = read(example)
    found = [r for r in reading.relations if r.relation == relation]
    symmetric = pipeline.reader(example.lang).ontology.relations[relation].symmetric
    pairs = [[name_of(reading, r.subject), name_of(reading, r.object)] for r in found]
    wanted = [list(pair) for pair in example.facts]
    if symmetric:
        pairs, wanted = [sorted(p) for p in pairs], [sorted(p) for p in wanted]
    assert sorted(wanted) == sorted(p for i, p in enumerate(pairs) if p not in pairs[:i]), example.text
    assert {Status(example.status)} >= {r.status for r in found}
    assert all(r.former == example.former for r in found)


def test_every_construction_is_used_by_an_example(monkeypatch: pytest.MonkeyPatch) -> None:
    """A construction that reads a fact of no example is a rule that nobody runs."""
    used: set[str] = set()

    def watched(find: Callable[..., Iterator[Match]]) -> Callable[..., Iterator[Match]]:
        def matches(*arguments: object) -> Iterator[Match]:
            for match in find(*arguments):
                used.add(match.found_by.split("/", 1)[1])
                yield match

        return matches

    monkeypatch.setattr(reading_module, "match_tree", watched(match_tree))
    monkeypatch.setattr(reading_module, "match_lines", watched(match_lines))
    for _, _, example in EXAMPLES:
        read(example)
    declared = {f"{name}/{shape.name}" for name, frame in frames().items() for shape in frame.trees}
    declared |= {f"{name}/{line.name}" for name, frame in frames().items() for line in frame.lines}
    assert declared - used == set()


def test_every_relation_has_facts_and_near_misses_in_both_languages() -> None:
    """Each rule file shows what it reads and what it must not read, in French and in English."""
    for name in relation_files():
        examples = relation_data(name).examples
        for lang in ("fr", "en"):
            assert any(e.facts for e in examples if e.lang == lang), f"{name}: no {lang} example with a fact"
            assert any(not e.facts for e in examples if e.lang == lang), f"{name}: no {lang} near miss"
