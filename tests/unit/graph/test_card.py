"""The card of an entity: every fact from its own side."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg import graph as graphs
from kg.errors import QueryError
from kg.export.sentences import as_card
from kg.graph import Graph
from tests.unit.samples import Text, all_readings


@pytest.fixture
def graph() -> Iterator[Graph]:
    with graphs.open(clock=lambda: "") as opened:
        opened.add_readings(all_readings())
        yield opened


def test_facts_by_relation_from_the_entity_s_side(graph: Graph) -> None:
    """Own facts first; what others do to it under the name of the inverse."""
    card = graph.card("Orsel")
    sides = [
        (group.relation.name, group.is_object, [group.other(fact) for fact in group.facts]) for group in card.groups
    ]
    assert sides == [
        ("subsidiary_of", False, ["Valmont"]),
        ("raised", False, ["€40 million"]),
        ("valued_at", False, ["€1bn"]),
        ("partnered_with", False, ["Kestrel"]),
        ("founded", True, ["Ana Brun"]),
        ("leads", True, ["Ana Brun"]),
        ("invested_in", True, ["Ivo Lang", "Valmont"]),
        ("acquired", True, ["Kestrel"]),
    ]


def test_a_symmetric_fact_is_read_from_both_sides(graph: Graph) -> None:
    """The partner of each is the other."""
    for name, partner in (("Orsel", "Kestrel"), ("Kestrel", "Orsel")):
        groups = [group for group in graph.card(name).groups if group.relation.name == "partnered_with"]
        assert [[group.other(fact) for fact in group.facts] for group in groups] == [[partner]]


def test_every_fact_of_the_entity_is_on_its_card(graph: Graph) -> None:
    """None is lost, none is added."""
    for entity in graph.entities():
        wanted = {f["statement"] for f in graph.facts() if entity["id"] in (f["subject_id"], f["object_id"])}
        rows = graph.card(str(entity["id"])).rows()
        assert {row["statement"] for row in rows} == wanted
        assert len(rows) == len(wanted)


def test_the_card_in_words(graph: Graph) -> None:
    """Each fact with its sentence; what is no plain fact says so; all words are in the language asked for."""
    card = as_card(graph.card("Kestrel"), "fr")
    assert card.startswith("Kestrel (Company, ent:org-kestrel)\n")
    assert "\na racheté\n  Orsel (démenti)\n    « Kestrel denies that it bought Orsel. »\n" in card
    assert "1 source; https" in card
    assert "\nacquired\n  Orsel (denied)\n" in as_card(graph.card("Kestrel"))


def test_a_former_post_is_told_as_over(graph: Graph) -> None:
    """Nobody who left is listed under "led by" or "leads"."""
    assert "\na été dirigé par\n  Ivo Lang\n" in as_card(graph.card("Kestrel"), "fr")
    assert "\nformerly led\n  Kestrel\n" in as_card(graph.card("Ivo Lang"))


def test_a_name_that_means_none_or_several(graph: Graph) -> None:
    """The error names what is near, or the identifiers to choose from."""
    with pytest.raises(QueryError, match="no entity is called 'Orsell'; near: Orsel"):
        graph.card("Orsell")
    text = Text("Orsel is a model.", meta={"name": "model"})
    text.name("Orsel", "AIModel", "work:orsel")
    graph.add_reading(text.reading())
    with pytest.raises(QueryError, match="means 2 entities; name one: ent:org-orsel, ent:work-orsel"):
        graph.card("Orsel")
    assert graph.card("ent:work-orsel").entity["type"] == "AIModel"


def test_a_value_has_no_card(graph: Graph) -> None:
    """Amounts are ends of facts, not things with names."""
    with pytest.raises(QueryError, match="is a value, not an entity"):
        graph.card("val:eur-40000000-exact")
