"""The exported dataset answers the same in pyoxigraph, in rdflib and in an Oxigraph server."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib

from kg import graph as graphs
from kg.export import to_bytes
from kg.model import Amount, Qualifier, Reading
from kg.rdf import Names
from tests.contract.servers import Ask, oxigraph_server
from tests.unit.samples import Text, all_readings, year

QUESTIONS = {
    "all facts": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "types": "SELECT ?class (COUNT(?x) AS ?n) { ?x a ?class } GROUP BY ?class",
    "all organisations": """SELECT ?label { ?x a ?c ; rdfs:label ?label .
        GRAPH graph:ontology { ?c rdfs:subClassOf* kg:Organisation } }""",
    "from a fact to its sentence": """SELECT ?x ?y ?quote ?published {
        ?x kg:subsidiary_of ?y .
        GRAPH graph:statements { ?s rdf:subject ?x ; rdf:predicate kg:subsidiary_of ; rdf:object ?y }
        GRAPH ?g { ?e kg:reads ?s ; kg:quote ?quote ; oa:hasSource ?doc .
          OPTIONAL { ?doc dct:issued ?published } } }""",
    "who invested since 2023": """SELECT ?who ?earliest {
        GRAPH graph:statements { ?s rdf:subject ?who ; rdf:predicate kg:invested_in }
        GRAPH ?g { ?e kg:reads ?s ; kg:status kg:asserted ; kg:when ?w . ?w kg:earliest ?earliest }
        FILTER(?earliest >= "2023-01-01"^^xsd:date) }""",
    "rounds by amount": """SELECT ?who ?value ?unit { ?who kg:raised ?a . ?a kg:value ?value ; kg:unit ?unit
        FILTER(?value >= 1500000) } ORDER BY ?value""",
    "who led": "SELECT ?who ?what { ?who kg:formerly_leads ?what }",
    "owners, transitively, of a firm in a circle": "SELECT ?y { ent:org-one kg:subsidiary_of+ ?y }",
    "disputed": """SELECT ?relation { GRAPH graph:statements {
        ?s rdf:predicate ?relation ; kg:denied_count ?n FILTER(?n > 0) } }""",
}


@pytest.fixture(scope="module")
def trig(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, rounds of three sizes and dates, and three firms that own each other."""
    graph = graphs.open()
    graph.add_readings(all_readings())
    text = Text("One is part of Two, Two of Three, Three of One. One raised €2m in 2022, Two €1m, Three €1.5m.")
    firms = [text.name(name, "Company", f"org:{name.lower()}") for name in ("One", "Two", "Three")]
    for at, firm in enumerate(firms):
        text.say(firm, "subsidiary_of", firms[(at + 1) % 3], "part of")
    for firm, words, value in zip(firms, ("€2m", "€1m", "€1.5m"), ("2E6", "1E6", "1.5E6"), strict=True):
        amount = Amount(Decimal(value), Decimal(value), "EUR")
        text.say(firm, "raised", text.literal(words, "Amount", amount), "raised")
    earlier, later = invested("Alpha", 2022), invested("Beta", 2024)
    graph.add_readings([text.reading(), earlier, later])
    path = tmp_path_factory.mktemp("engines") / "graph.trig"
    path.write_bytes(to_bytes(graph, "trig"))
    return path


def invested(name: str, when: int) -> Reading:
    """An article of its own on one investment in that year."""
    text = Text(f"{name} invested in One in {when}.", meta={"url": f"https://e.example/{when}"})
    investor, firm = text.name(name, "Investor", f"org:{name.lower()}"), text.name("One", "Company", "org:one")
    text.say(investor, "invested_in", firm, "invested", qualifiers=(Qualifier("when", f"in {when}", year(when)),))
    return text.reading()


@pytest.fixture(scope="module")
def oxigraph(trig: Path) -> Ask:
    """Bare pyoxigraph on the file, without any of our code."""
    from pyoxigraph import RdfFormat, Store

    store = Store()
    store.load(path=str(trig), format=RdfFormat.TRIG)

    def ask(sparql: str) -> list[tuple[str, ...]]:
        found = store.query(sparql, prefixes=Names().prefixes())
        return [tuple(getattr(term, "value", "") for term in row) for row in found]  # type: ignore[union-attr]

    return ask


@pytest.fixture(scope="module")
def by_rdflib(trig: Path) -> Ask:
    """Plain rdflib on the file."""
    dataset = rdflib.Dataset()
    dataset.parse(str(trig), format="trig")

    def ask(sparql: str) -> list[tuple[str, ...]]:
        found = dataset.query(sparql, initNs=Names().prefixes())
        return [tuple("" if term is None else str(term) for term in row) for row in found]  # type: ignore[union-attr]

    return ask


@pytest.fixture(scope="module")
def server(trig: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """An Oxigraph server on the loopback address, filled from the file."""
    with oxigraph_server(trig, tmp_path_factory.mktemp("server")) as ask:
        yield ask


EXPECTED = {
    "who invested since 2023": ["org-beta", "org-valmont"],
    "rounds by amount": ["org-three", "org-one", "org-orsel"],
    "who led": ["person-ivo-lang"],
    "owners, transitively, of a firm in a circle": ["org-one", "org-three", "org-two"],
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_rdflib_answers_as_pyoxigraph(question: str, oxigraph: Ask, by_rdflib: Ask) -> None:
    """The same rows, and the right ones where they are known."""
    rows = oxigraph(QUESTIONS[question])
    assert sorted(by_rdflib(QUESTIONS[question])) == sorted(rows) != []
    if question in EXPECTED:
        names = [row[0].rpartition("/")[2] for row in rows]
        assert (names if "ORDER" in QUESTIONS[question] else sorted(names)) == EXPECTED[question]


@pytest.mark.server
@pytest.mark.parametrize("question", QUESTIONS)
def test_an_oxigraph_server_answers_as_pyoxigraph(question: str, oxigraph: Ask, server: Ask) -> None:
    """The same rows over HTTP."""
    assert sorted(server(QUESTIONS[question])) == sorted(oxigraph(QUESTIONS[question])) != []
