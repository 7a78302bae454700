"""The shapes accept what kg writes, and name what is damaged in the user's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg import graph as graphs
from kg import ontology, validate
from kg.graph import Graph
from kg.model import MentionKind
from kg.rdf.vocabulary import LABEL, TYPE, kg
from kg.store import Change
from tests.unit.samples import Text, all_readings

FACTS = DefaultGraph()


@pytest.fixture
def graph() -> Iterator[Graph]:
    with graphs.open(clock=lambda: "") as opened:
        opened.add_readings(all_readings())
        yield opened


def test_what_kg_writes_has_the_right_form(graph: Graph) -> None:
    """Readings with values, references, a denial, a symmetric relation, a former post: no finding."""
    assert validate.findings(graph) == []


def test_a_value_in_words_alone_has_the_right_form() -> None:
    """An amount that no reader of numbers understands is kept as it is written."""
    text = Text("Orsel raised half a billion.")
    firm = text.name("Orsel", "Company", "org:orsel")
    text.say(firm, "raised", text.literal("half a billion", "Amount"), "raised", confidence=Decimal(1))
    with graphs.open(clock=lambda: "") as graph:
        graph.add_reading(text.reading())
        assert validate.findings(graph) == []


def test_every_kind_of_mention_has_the_right_form() -> None:
    """A pronoun and a possessive are what kg writes too: the shape names the kinds of the model, no fewer."""
    shapes = (Path(ontology.load().path).parent / "shapes.ttl").read_text(encoding="utf-8")
    listed = re.search(r"sh:path kg:mention_kind ;[^\]]*?sh:in \(([^)]*)\)", shapes)
    assert listed is not None
    assert listed[1].replace('"', "").split() == [kind.value for kind in MentionKind]


def _second_type(graph: Graph) -> Change:
    return Change(add=(Quad(graph.names.entity("org:orsel"), TYPE, kg("Person"), FACTS),))


def _no_name(graph: Graph) -> Change:
    node = graph.names.entity("org:orsel")
    return Change(remove=tuple(graph.store.quads(node, LABEL, None, FACTS)))


def _wrong_end(graph: Graph) -> Change:
    names = graph.names
    return Change(add=(Quad(names.entity("org:orsel"), kg("founded"), names.entity("person:ana-brun"), FACTS),))


def _two_statuses(graph: Graph) -> Change:
    evidence = next(iter(graph.store.quads(None, TYPE, kg("Evidence"))))
    return Change(add=(Quad(evidence.subject, kg("status"), kg("denied"), evidence.graph_name),))


def _low_above_one(graph: Graph) -> Change:
    quad = next(iter(graph.store.quads(None, kg("confidence"), None, graph.names.graph("statements"))))
    high = Literal("7", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    return Change(remove=(quad,), add=(Quad(quad.subject, quad.predicate, high, quad.graph_name),))


def _value_without_unit(graph: Graph) -> Change:
    return Change(remove=tuple(graph.store.quads(graph.names.node("val", "eur-40000000-exact"), kg("unit"))))


@pytest.mark.parametrize(
    ("damage", "node", "english", "french"),
    [
        (_second_type, "ent:org-orsel", "exactly one type", "exactement un type"),
        (_no_name, "ent:org-orsel", "exactly one name", "exactement un nom"),
        (_wrong_end, "ent:person-ana-brun", 'object of "founded"', "L'objet de"),
        (_two_statuses, "evd:", "status", "statut"),
        (_low_above_one, "stm:", "one confidence, from 0 to 1", "une confiance, de 0 à 1"),
        (_value_without_unit, "val:eur-40000000-exact", "A quantity is", "Une quantité est"),
    ],
)
def test_damage_is_named_in_plain_words(
    damage: Callable[[Graph], Change], node: str, english: str, french: str, graph: Graph
) -> None:
    """One thing is damaged at a time; the row says what and where, in English and in French."""
    graph.store.commit(damage(graph))
    for lang, words in (("en", english), ("fr", french)):
        rows = validate.findings(graph, lang)
        assert any(words in row["problem"] and row["node"].startswith(node) for row in rows), rows
