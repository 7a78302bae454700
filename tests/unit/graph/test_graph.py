"""What the user of the graph sees: tables, statements, names."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg import graph as graphs
from kg.errors import OntologyError, QueryError
from kg.graph import Graph
from kg.graph.rows import ARTICLE_COLUMNS, ENTITY_COLUMNS, EVIDENCE_COLUMNS, FACT_COLUMNS
from kg.model import Entity, Mention, Status
from kg.rdf import Decision
from tests.unit.samples import all_readings, echo, money, orsel


@pytest.fixture
def graph() -> Graph:
    opened = graphs.open(clock=lambda: "2024-05-01T10:00:00Z")
    opened.add_readings(all_readings())
    return opened


def row(rows: list[dict[str, object]], **wanted: object) -> dict[str, object]:
    """The one row with these values."""
    (found,) = [row for row in rows if wanted.items() <= row.items()]
    return found


def test_a_fact_with_its_best_quote(graph: Graph) -> None:
    """The most confident assertion is shown; sources are independent texts."""
    fact = row(graph.facts(), relation="subsidiary_of")
    assert fact["best_quote"] == "The Valmont fund keeps its subsidiary Orsel."
    assert (fact["confidence"], fact["sources"], fact["asserted"], fact["status"]) == (0.95, 2, 2, "asserted")


def test_a_value_in_numbers_and_words(graph: Graph) -> None:
    """A table can be summed, and shows what the article wrote."""
    fact = row(graph.facts(), relation="raised")
    assert (fact["object"], fact["value"], fact["unit"], fact["bound"]) == ("€40 million", 40_000_000, "EUR", "exact")
    assert fact["object_type"] == "Amount"


def test_time_status_former_and_speaker(graph: Graph) -> None:
    """What an analyst filters by."""
    assert row(graph.facts(), relation="leads", subject="Ivo Lang")["former"] is True
    invested = row(graph.facts(), relation="invested_in", subject="Valmont")
    assert (invested["when_earliest"], invested["when_latest"]) == ("2023-01-01", "2023-12-31")
    denied = row(graph.evidence(), status="denied")
    assert (denied["speaker"], denied["subject"], denied["quote"]) == (
        "Kestrel",
        "Kestrel",
        "Kestrel denies that it bought Orsel.",
    )
    assert row(graph.evidence(), subject="Ivo Lang", relation="leads")["role"] == "head"


def test_entities_with_what_is_known_of_them(graph: Graph) -> None:
    """A symmetric fact counts once; dates are those of the articles."""
    assert row(graph.entities(), id="ent:org-orsel") == {
        "id": "ent:org-orsel",
        "label": "Orsel",
        "type": "Company",
        "aliases": [],
        "articles": 4,
        "facts": 7,
        "first_seen": "2024-03-05",
        "last_seen": "2024-04-01",
    }


def test_the_columns_are_a_contract(graph: Graph) -> None:
    """Names and order; every row has them all."""
    tables = (
        (graph.facts(), FACT_COLUMNS),
        (graph.evidence(), EVIDENCE_COLUMNS),
        (graph.entities(), ENTITY_COLUMNS),
        (graph.articles(), ARTICLE_COLUMNS),
    )
    for rows, columns in tables:
        assert {tuple(row) for row in rows} == {columns}


def test_rows_do_not_depend_on_the_order_of_arrival(graph: Graph) -> None:
    """Same articles, same tables."""
    other = graphs.open()
    for reading in reversed(all_readings()):
        other.add_reading(reading)
    assert (other.facts(), other.evidence(), other.entities()) == (graph.facts(), graph.evidence(), graph.entities())


def test_a_statement_with_its_evidence(graph: Graph) -> None:
    """The values of the model; the quote is cut from the text that is kept."""
    (found,) = graph.statements(subject="Orsel", relation="subsidiary_of", object="ent:org-valmont")
    assert found.subject == Entity("org:orsel", "Company", "Orsel")
    assert [evidence.article.name for evidence in found.evidence] == ["echo.txt", "orsel.txt"]
    assert found.evidence[0].confidence == Decimal("0.95")
    assert found.evidence[1].span.of(found.evidence[1].article.text) == found.evidence[1].quote


def test_a_statement_about_a_value(graph: Graph) -> None:
    """Its object is the mention that the best evidence has."""
    (found,) = graph.statements(relation="raised")
    assert isinstance(found.object, Mention)
    assert found.object.text == "€40 million"


def test_statements_by_any_part(graph: Graph) -> None:
    """By name, key, id, value, or all."""
    assert len(graph.statements()) == 10
    assert len(graph.statements(object="val:eur-40000000-exact")) == 1
    assert graph.statements(subject="org:valmont") == graph.statements(subject="valmont")
    assert [s.relation for s in graph.statements(subject="Kestrel")] == ["acquired", "partnered_with"]
    assert graph.statements(subject="Kestrel", relation="acquired")[0].evidence[0].status is Status.DENIED


def test_why_gives_the_sentences(graph: Graph) -> None:
    """The best first."""
    rows = graph.why("Orsel", "subsidiary_of", "Valmont")
    assert [row["quote"] for row in rows] == [
        "The Valmont fund keeps its subsidiary Orsel.",
        "Orsel, filiale du fonds Valmont, a été créée par Ana Brun.",
    ]
    assert graph.why("Valmont", "subsidiary_of", "Orsel") == []


def test_an_unknown_name_or_relation_says_what_is_near(graph: Graph) -> None:
    """A typo costs a second, not a search."""
    with pytest.raises(QueryError, match="no entity is called 'Orsl'; near: Orsel"):
        graph.why("Orsl", "subsidiary_of", "Valmont")
    with pytest.raises(OntologyError, match="unknown relation 'subsidiary'"):
        graph.why("Orsel", "subsidiary", "Valmont")


def test_an_article_goes_by_id_address_or_name(graph: Graph) -> None:
    """And what only it said goes with it."""
    assert graph.remove("https://paper.example/money") == [money().article.id]
    assert graph.remove("orsel.txt") == [orsel().article.id]
    assert graph.remove(f"doc:{echo().article.id}") == [echo().article.id]
    assert graph.remove("orsel.txt") == []
    assert [row["name"] for row in graph.articles()] == ["past.txt"]
    assert [row["relation"] for row in graph.facts()] == ["leads", "invested_in"]


def test_the_hour_stands_in_the_journal_only(graph: Graph) -> None:
    """All other graphs are the same whenever they were made."""
    graph.remove("orsel.txt")
    quads = [quad for quad in graph.store.quads() if "2024-05-01T10:00:00Z" in str(quad)]
    assert len(quads) == 5
    assert {quad.graph_name for quad in quads} == {graph.names.graph("journal")}


def test_a_decision_moves_what_is_shown_and_can_be_taken_back(graph: Graph) -> None:
    """A merge and its undoing leave the tables as they were."""
    before = graph.facts()
    graph.decide([Decision("same", "org:kestrel", "org:valmont", "one firm")])
    assert row(graph.entities(), id="ent:org-kestrel")["aliases"] == ["Valmont"]
    assert {row["object"] for row in graph.facts() if row["relation"] == "subsidiary_of"} == {"Kestrel"}
    assert graph.why("Orsel", "subsidiary_of", "Valmont") == graph.why("Orsel", "subsidiary_of", "Kestrel") != []
    assert graph.verify()
    graph.decide([])
    assert graph.facts() == before
