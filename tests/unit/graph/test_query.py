"""A question reads this store and nothing else."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from kg import graph as graphs
from kg.errors import QueryError
from kg.graph import Graph
from kg.graph.query import check
from tests.unit.samples import all_readings


@pytest.fixture(scope="module")
def graph() -> Graph:
    opened = graphs.open()
    opened.add_readings(all_readings())
    return opened


REACHES_OUT = [
    "SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }",
    "SELECT * { sErViCe<http://x.example/>{ ?s ?p ?o } }",
    "SELECT * { SERVICE#comment\n<http://x.example/> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <http://x.example/> { ?s ?p ?o } }",
    "PREFIX : <http://x.example/> SELECT * { SERVICE:a { ?s ?p ?o } }",
    "PREFIX : <http://x.example/> SELECT * { SERVICE: { ?s ?p ?o } }",
    "PREFIX : <http://x.example/> SELECT * { ?s ?p 1SERVICE:a { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE<http://x.example/> { ?a ?b ?c } }",
    "SELECT * { ?s ?p trueSERVICE<http://x.example/> { ?a ?b ?c } }",
    'SELECT * { ?s ?p "x"SERVICE<http://x.example/> { ?a ?b ?c } }',
    "SELECT * { ?s ?p '''it's'''SERVICE<http://x.example/> { ?a ?b ?c } }",
    "SELECT * { ?s ?p ?o FILTER(?o<1)SERVICE<http://x.example/>{ ?a ?b ?c }FILTER(2>1) }",
    "PREFIX e: <http://e/> SELECT * { ?s e:\\# ?o . SERVICE <http://x.example/> { ?a ?b ?c } }",
    "SELECT * { SERVICE ?x { ?s ?p ?o } }",
    "SELECT * { { SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } } } }",
]


@pytest.mark.parametrize("sparql", REACHES_OUT)
def test_a_query_that_reaches_out_is_refused(sparql: str) -> None:
    """Whatever stands between the keyword and what it reaches."""
    with pytest.raises(QueryError, match="refused"):
        check(sparql)


HARMLESS = [
    'SELECT * { ?s ?p "SERVICE <http://x.example/>" }',
    "SELECT * { ?s ?p '''SERVICE\n<x> { }''' }",
    'SELECT * { ?s ?p "a\\"SERVICE <x>" }',
    "SELECT * { ?s ?p ?o } # SERVICE <x>",
    "SELECT ?service { ?service a ?load }",
    "PREFIX SERVICE: <https://kg.example/entity/> SELECT * { SERVICE:org-orsel ?p ?o }",
    "PREFIX service: <https://kg.example/entity/> SELECT * { GRAPH service:x { ?s ?p ?o } }",
    "SELECT * { <http://x.example/SERVICE> ?p ?o }",
    "SELECT * { ent:load kg:service ?o }",
    "SELECT * { ?s ?p ?o FILTER(?o < 3 && 4 > ?o) }",
    'SELECT * { ?s ?p "load"@fr }',
]


@pytest.mark.parametrize("sparql", HARMLESS)
def test_the_word_alone_is_no_crime(sparql: str, graph: Graph) -> None:
    """Strings, comments, IRIs, variables and prefixed names may say it; the query runs."""
    graph.query(sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "INSERT DATA { <a:b> <a:c> 1 }",
        "PREFIX x: <http://x/> delete where { ?s ?p ?o }",
        "DROP ALL",
        "clear graph <http://x/>",
        "WITH <http://x/> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "LOAD <http://x/>",
        "SELECT * { ?s ?p ?o } ; DROP ALL",
    ],
)
def test_an_update_is_refused_and_changes_nothing(sparql: str, graph: Graph) -> None:
    """A query only reads."""
    before = set(graph.store.quads())
    with pytest.raises(QueryError):
        graph.query(sparql)
    assert set(graph.store.quads()) == before


@pytest.fixture
def listener() -> Iterator[tuple[int, list[str]]]:
    """A server on the loopback address that writes down who calls."""
    calls: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            calls.append(self.path)
            self.send_error(404)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port, calls
    server.shutdown()
    server.server_close()


def test_no_query_calls_a_server(graph: Graph, listener: tuple[int, list[str]]) -> None:
    """The words above, sent for true to an address that would answer."""
    port, calls = listener
    here = f"http://127.0.0.1:{port}/"
    froms = [f"SELECT * FROM <{here}> {{ ?s ?p ?o }}", f"SELECT * FROM NAMED <{here}> {{ GRAPH ?g {{ ?s ?p ?o }} }}"]
    for sparql in [*(query.replace("http://x.example/", here) for query in REACHES_OUT), *froms]:
        try:
            graph.query(sparql)
        except QueryError:
            continue
    assert calls == []


def test_the_lexer_is_what_holds_it_back(graph: Graph, listener: tuple[int, list[str]]) -> None:
    """Without it the same queries would call: the test above could not fail otherwise."""
    port, calls = listener
    for sparql in (REACHES_OUT[0], REACHES_OUT[4]):
        with contextlib.suppress(OSError, QueryError):
            graph.store.query(sparql.replace("http://x.example/", f"http://127.0.0.1:{port}/"))
    assert len(calls) == 2


def test_a_plain_query_sees_facts_only(graph: Graph) -> None:
    """Classes of the ontology, statements and evidence would be counted as things of the world otherwise."""
    rows = graph.query("SELECT DISTINCT ?class { ?x a ?class }").rows
    assert [row["class"] for row in rows] == ["kg:Amount", "kg:Company", "kg:Investor", "kg:Person"]


def test_evidence_is_reached_by_graph(graph: Graph) -> None:
    """From a fact to the sentence and its date."""
    sparql = """SELECT ?quote ?date {
      GRAPH graph:statements { ?s rdf:predicate kg:invested_in ; rdf:subject ent:org-valmont }
      GRAPH ?g { ?e kg:reads ?s ; kg:quote ?quote ; kg:as_of ?date } }"""
    assert graph.query(sparql).rows == [{"quote": "Valmont invested in Orsel in 2023.", "date": date(2024, 4, 1)}]


def test_everything_unites_the_graphs_unless_the_query_names_some(graph: Graph) -> None:
    """With FROM the query has said which graphs it wants."""
    ask = "ASK { ?e a kg:Evidence }"
    assert not graph.query(ask)
    assert graph.query(ask, everything=True)
    from_statements = "SELECT * FROM graph:statements { ?e a kg:Evidence }"
    assert not graph.query(from_statements, everything=True)


def test_no_query_sees_a_text(graph: Graph) -> None:
    """Whole articles are fetched by id, never by a query."""
    assert not graph.query("SELECT * { ?s kg:text ?o }", everything=True)


def test_rows_without_an_order_are_sorted(graph: Graph) -> None:
    """So that the same question prints the same table."""
    rows = graph.query("SELECT ?x { ?x rdfs:label ?y }").rows
    assert [row["x"] for row in rows] == sorted(str(row["x"]) for row in rows)
    ordered = graph.query("SELECT ?y { ?x rdfs:label ?y } ORDER BY DESC(?y)").rows
    assert [row["y"] for row in ordered] == ["Valmont", "Orsel", "Kestrel", "Ivo Lang", "Ana Brun"]


def test_answers_as_text(graph: Graph) -> None:
    """CSV, TSV, JSON and Turtle, each as its standard says."""
    table = graph.query("SELECT ?x ?n ?none { ?x kg:value ?n }")
    assert table.serialize("csv") == "x,n,none\r\nhttps://kg.example/value/eur-40000000-exact,40000000,\r\n"
    assert table.serialize("tsv").splitlines()[1].split("\t")[0] == "<https://kg.example/value/eur-40000000-exact>"
    (binding,) = json.loads(table.serialize("json"))["results"]["bindings"]
    assert binding["n"]["value"] == "40000000"
    assert "none" not in binding
    built = graph.query("CONSTRUCT { ?y kg:led_by ?x } WHERE { ?x kg:leads ?y }")
    assert "ent:org-orsel kg:led_by ent:person-ana-brun ." in built.serialize("ttl")
    assert graph.query("ASK {}").serialize("json") == '{"head": {}, "boolean": true}\n'
    with pytest.raises(QueryError, match="no Turtle form"):
        table.serialize("ttl")


@pytest.mark.parametrize("sparql", ["SELECT", "", "SELECT * { ?s ?p }", "SELECT * { x:y ?p ?o }", "\x00", "é" * 10])
def test_what_is_no_sparql_is_one_clear_line(sparql: str, graph: Graph) -> None:
    """No traceback, no line break."""
    with pytest.raises(QueryError, match=r"^not SPARQL: ") as caught:
        graph.query(sparql)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("sparql", "told"),
    [
        ("SELECT * WHERE { ?a kg:leads ", "line 1, column 30, at its end, where a part is missing or too much"),
        ("SELECT *\n{ ?a foo:leads ?b }", "line 2, column 15, at '?b }' (prefix not found)"),
        ("SELEC ?x { ?x ?y ?z }", "line 1, column 10, at '{ ?x ?y ?z }'"),
    ],
)
def test_what_is_no_sparql_is_told_by_its_place(sparql: str, told: str, graph: Graph) -> None:
    """The place, and the reason if it is short: never the list of all characters that would have fitted."""
    with pytest.raises(QueryError) as caught:
        graph.query(sparql)
    assert str(caught.value) == f"not SPARQL: {told}"
