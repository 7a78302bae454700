"""Each ready question has, over the seeds as their gold reads them, exactly the rows that the gold says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib

from kg import graph as graphs
from kg import questions
from kg.export import export
from kg.graph import Graph
from kg.rdf import Decision, Names
from tests.contract.servers import oxigraph_server
from tests.gold.answers import Answers, Row
from tests.gold.readings import gold_readings
from tests.unit.samples import Text, all_readings

NAMES = [row["name"] for row in questions.known()]
ASKED: list[tuple[str, dict[str, str]]] = [
    *((name, {}) for name in NAMES),
    ("about", {"name": "nvidia"}),
    ("common-investors", {"name": "Mistral AI"}),
    ("competitors", {"name": "OPENAI"}),
    ("founders", {"name": "mistral ai"}),
    ("founders-and-leaders", {"name": "OpenAI"}),
    ("investors", {"name": "Anthropic"}),
    ("models", {"name": "deepseek"}),
    ("moves", {"name": "Arthur Mensch"}),
    ("one-source", {"name": "Ostrelle"}),
    ("owners", {"name": "Annapurna Labs"}),
    ("planned", {"name": "Anthropic"}),
    ("quotes", {"relation": "competes_with"}),
    ("regulation", {"name": "Amazon"}),
    ("rounds", {"least": "500000000"}),
    ("suppliers", {"name": "TSMC"}),
    ("timeline", {"name": "Ostrelle"}),
    ("who-leads", {"name": "Microsoft"}),
]
IDS = [" ".join([name, *parts.values()]) for name, parts in ASKED]


@pytest.fixture(scope="module")
def graph() -> Iterator[Graph]:
    """The seeds as their gold reads them."""
    with graphs.open(clock=lambda: "") as made:
        made.add_readings(gold_readings())
        yield made


@pytest.fixture(scope="module")
def answers(graph: Graph) -> Answers:
    """What the gold says."""
    return Answers(gold_readings(), graph.entities())


@pytest.fixture(scope="module")
def dataset(graph: Graph) -> rdflib.Dataset:
    """The same graph in rdflib."""
    return graph.to_rdflib()


def sparql(name: str, parts: dict[str, str]) -> str:
    """The question with its parts filled in."""
    return questions.fill(name, [f"{part}={words}" for part, words in parts.items()])


def rows_of(graph: Graph, name: str, parts: dict[str, str]) -> list[Row]:
    """The rows of the graph's own answer, sorted, every cell as words."""
    terms = graph.query(sparql(name, parts)).terms
    return sorted(tuple(getattr(term, "value", "") for term in row) for row in terms)


@pytest.mark.parametrize(("name", "parts"), ASKED, ids=IDS)
def test_the_rows_are_those_of_the_gold(name: str, parts: dict[str, str], graph: Graph, answers: Answers) -> None:
    """Worked out from the gold without SPARQL, and compared exactly."""
    assert rows_of(graph, name, parts) == answers.of(name, **parts) != []


@pytest.mark.parametrize(("name", "parts"), ASKED, ids=IDS)
def test_rdflib_has_the_same_rows(name: str, parts: dict[str, str], graph: Graph, dataset: rdflib.Dataset) -> None:
    """On the dataset that graph.to_rdflib() makes."""
    found = dataset.query(sparql(name, parts), initNs=Names().prefixes())
    rows = sorted(tuple("" if term is None else str(term) for term in row) for row in found)  # type: ignore[union-attr]
    assert rows == rows_of(graph, name, parts)


@pytest.mark.server
def test_a_server_has_the_same_rows(graph: Graph, tmp_path: Path) -> None:
    """An Oxigraph server filled with the exported file."""
    export(graph, "trig", tmp_path / "graph.trig")
    with oxigraph_server(tmp_path / "graph.trig", tmp_path / "store") as ask:
        for name, parts in ASKED:
            assert sorted(ask(sparql(name, parts))) == rows_of(graph, name, parts), name


def test_firms_that_own_each_other_in_a_circle() -> None:
    """Each is an owner of the other two, none of itself; a firm without an owner has no row."""
    text = Text("One is part of Two, Two of Three, Three of One. Four stands alone.")
    firms = [text.name(name, "Company", f"org:{name.lower()}") for name in ("One", "Two", "Three", "Four")]
    for at in range(3):
        text.say(firms[at], "subsidiary_of", firms[(at + 1) % 3], "part of")
    with graphs.open(clock=lambda: "") as graph:
        graph.add_reading(text.reading())
        rows = rows_of(graph, "owners", {})
        dataset = graph.to_rdflib()
    assert rows == sorted(
        (a, b, "direct" if (a, b) in {("One", "Two"), ("Two", "Three"), ("Three", "One")} else "through others")
        for a in ("One", "Two", "Three")
        for b in ("One", "Two", "Three")
        if a != b
    )
    found = dataset.query(sparql("owners", {}), initNs=Names().prefixes())
    assert sorted(tuple(map(str, row)) for row in found) == rows  # type: ignore[arg-type]


def test_a_denial_names_its_speaker() -> None:
    """Kestrel denies that it bought Orsel: nobody else is given as the speaker."""
    with graphs.open(clock=lambda: "") as graph:
        graph.add_readings(all_readings())
        (row,) = graph.query(sparql("denied", {})).rows
    assert (row["subject"], row["object"], row["denied_by"], row["asserted"]) == ("Kestrel", "Orsel", "Kestrel", 0)


def test_evidence_is_found_after_a_merge() -> None:
    """The sentence that read another name is still behind the statement that the decision makes of it."""
    text = Text("BCG bought Orsel. Boston Consulting Group hired Ana Brun.")
    short, orsel = text.name("BCG", "Company", "org:bcg"), text.name("Orsel", "Company", "org:orsel")
    text.name("Boston Consulting Group", "Company", "org:boston-consulting-group")
    text.say(short, "acquired", orsel, "bought", "BCG bought Orsel.")
    with graphs.open(clock=lambda: "") as graph:
        graph.add_reading(text.reading())
        graph.decide([Decision("same", "org:bcg", "org:boston-consulting-group", "acronym")])
        rows = graph.query(sparql("about", {"name": "Boston Consulting Group"})).rows
    assert [(row["relation"], row["quote"]) for row in rows] == [("acquired", "BCG bought Orsel.")]
