"""The files hold the same quads, in the same bytes every time."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse

from kg import graph as graphs
from kg.errors import InputError, OntologyError
from kg.export import FORMATS, export, to_bytes
from kg.export.jsonld import Context
from kg.graph import Graph
from kg.rdf import Decision
from kg.rdf.vocabulary import Names
from tests.unit.samples import all_readings, orsel

ROOT = Path(__file__).parents[3]
RDF = {"ttl": RdfFormat.TURTLE, "trig": RdfFormat.TRIG, "nq": RdfFormat.N_QUADS, "jsonld": RdfFormat.JSON_LD}
RDFLIB = {"ttl": "turtle", "trig": "trig", "nq": "nquads", "jsonld": "json-ld"}
DATASETS = ["trig", "nq", "jsonld"]


@pytest.fixture(scope="module")
def graph() -> Graph:
    opened = graphs.open(clock=lambda: "2024-05-01T10:00:00Z")
    opened.add_readings(all_readings())
    opened.decide([Decision("not_same", "org:orsel", "org:kestrel", "two firms", "2024-05-01")])
    return opened


def by_oxigraph(content: bytes, form: str) -> set[tuple[str, ...]]:
    quads = [Quad(*(item if isinstance(item, Quad) else (*item, DefaultGraph()))) for item in parse(content, RDF[form])]
    return {(str(q.subject), str(q.predicate), str(q.object), _name(q.graph_name)) for q in quads}


def _name(graph: object) -> str:
    return "" if isinstance(graph, DefaultGraph) else str(graph)


def by_rdflib(content: bytes, form: str) -> set[tuple[str, ...]]:
    dataset = rdflib.Dataset()
    dataset.parse(data=content, format=RDFLIB[form])
    plain = {None, dataset.default_graph.identifier}
    return {
        (s.n3(), p.n3(), o.n3(), "" if g in plain else rdflib.URIRef(str(g)).n3()) for s, p, o, g in dataset.quads()
    }


def test_three_datasets_hold_the_same_quads_in_two_readers(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    """TriG, N-Quads and JSON-LD, by pyoxigraph and by rdflib: six times one set, with the network refused."""

    def refuse(*args: object) -> None:
        raise AssertionError("a reader of our file opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    expected = by_oxigraph(to_bytes(graph, "nq"), "nq")
    assert len(expected) == len(set(graph.export_quads())) > 500
    for form in DATASETS:
        content = to_bytes(graph, form)
        assert by_oxigraph(content, form) == expected, form
        assert by_rdflib(content, form) == expected, form


def test_turtle_holds_the_facts(graph: Graph) -> None:
    """The default graph of the others, and nothing else."""
    facts = {quad for quad in by_oxigraph(to_bytes(graph, "nq"), "nq") if not quad[3]}
    assert by_oxigraph(to_bytes(graph, "ttl"), "ttl") == facts
    assert by_rdflib(to_bytes(graph, "ttl"), "ttl") == facts


def test_no_text_no_journal_no_blank_node(graph: Graph) -> None:
    """A text is not ours to publish; an hour would change the bytes; a blank node has no lasting name."""
    lines = to_bytes(graph, "nq").decode("utf-8")
    assert not any(quad[1] == "<https://w3id.org/aikg/ontology#text>" for quad in by_oxigraph(lines.encode(), "nq"))
    assert "2024-05-01T" not in lines
    assert "_:" not in lines
    assert orsel().article.text not in lines


@pytest.mark.parametrize("form", ["ttl", "trig"])
def test_prefixes_are_short_and_sorted(graph: Graph, form: str) -> None:
    """A person can read the file."""
    lines = to_bytes(graph, form).decode("utf-8").splitlines()
    head = [line for line in lines if line.startswith("@prefix")]
    assert head == sorted(head)
    assert lines[len(head)] == "ent:org-kestrel a kg:Company ;"


def test_jsonld_is_for_people_who_read_json(graph: Graph) -> None:
    """Keys are relation names, entities short; the facts stand first; the context is in the file."""
    document = json.loads(to_bytes(graph, "jsonld"))
    firm = next(node for node in document["@graph"] if node["@id"] == "ent:org-orsel")
    assert firm == {
        "@id": "ent:org-orsel",
        "@type": "Company",
        "label": "Orsel",
        "partnered_with": "ent:org-kestrel",
        "raised": "val:eur-40000000-exact",
        "subsidiary_of": "ent:org-valmont",
    }
    first_graph = next(at for at, node in enumerate(document["@graph"]) if "@graph" in node)
    assert all("@graph" in node for node in document["@graph"][first_graph:])
    assert isinstance(document["@context"], dict)
    assert not any(isinstance(value, list) for value in document["@context"].values())


def test_the_base_of_the_store_is_that_of_the_files() -> None:
    """Also in the context that is inlined."""
    graph = graphs.open(base="https://news.example/kg/")
    graph.add_readings(all_readings())
    expected = by_oxigraph(to_bytes(graph, "nq"), "nq")
    assert any("https://news.example/kg/entity/org-orsel" in quad[0] for quad in expected)
    for form in ("trig", "jsonld"):
        content = to_bytes(graph, form)
        assert b"kg.example" not in content
        assert by_oxigraph(content, form) == expected


BUILD = """
import hashlib, random, sys
from kg import graph as graphs
from kg.export import to_bytes
from tests.unit.samples import all_readings
readings = all_readings()
random.Random(int(sys.argv[1])).shuffle(readings)
graph = graphs.open()
for reading in readings:
    graph.add_reading(reading)
for form in ("ttl", "trig", "nq", "jsonld"):
    sys.stdout.write(hashlib.sha256(to_bytes(graph, form)).hexdigest() + " ")
"""


def test_the_same_bytes_whatever_the_hash_seed_and_the_order() -> None:
    """Three processes, three seeds, three orders of arrival, one result."""
    results = set()
    for seed in ("0", "1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", BUILD, seed]
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
        results.add(done.stdout)
    assert len(results) == 1
    here = graphs.open()
    here.add_readings(all_readings())
    digests = [hashlib.sha256(to_bytes(here, form)).hexdigest() for form in RDF]
    assert results == {" ".join(digests) + " "}


def test_a_file_is_written_whole_or_not_at_all(graph: Graph, tmp_path: Path) -> None:
    """In a folder that is made; nothing is left beside it."""
    export(graph, "ttl", tmp_path / "new" / "graph.ttl")
    assert (tmp_path / "new" / "graph.ttl").read_bytes() == to_bytes(graph, "ttl")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["graph.ttl"]
    (tmp_path / "taken").write_text("x")
    with pytest.raises(InputError, match="cannot be written"):
        export(graph, "ttl", tmp_path / "taken" / "graph.ttl")


def test_a_format_that_is_unknown(graph: Graph) -> None:
    """Says which are known."""
    with pytest.raises(InputError, match="unknown format 'xml'; known: ttl, trig, nq, jsonld, html"):
        to_bytes(graph, "xml")
    assert set(RDF) < set(FORMATS)


@pytest.mark.parametrize(("content", "message"), [("", "no JSON-LD context"), ('{"@context": ["http://a/"]}', "fetch")])
def test_a_context_that_is_none(tmp_path: Path, content: str, message: str) -> None:
    """Names the file."""
    path = tmp_path / "context.jsonld"
    path.write_text(content)
    with pytest.raises(OntologyError, match=message):
        Context.load(path, Names().prefixes())


def count(*command: str) -> str:
    """What a tool prints; skips the test if it is not installed."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout + done.stderr


@pytest.mark.parametrize(("form", "name"), [("ttl", "turtle"), ("trig", "trig"), ("nq", "nquads")])
def test_serdi_reads_the_same_number(graph: Graph, tmp_path: Path, form: str, name: str) -> None:
    """Another implementation, in C."""
    export(graph, form, tmp_path / "file")
    lines = count("serdi", "-i", name, "-o", "nquads", str(tmp_path / "file")).splitlines()
    assert len(set(lines)) == len(by_oxigraph(to_bytes(graph, form), form))


@pytest.mark.parametrize(("form", "name"), [("ttl", "turtle"), ("nq", "nquads")])
def test_rapper_reads_the_same_number(graph: Graph, tmp_path: Path, form: str, name: str) -> None:
    """A third one."""
    export(graph, form, tmp_path / "file")
    expected = len(by_oxigraph(to_bytes(graph, form), form))
    assert f"returned {expected} triples" in count("rapper", "-i", name, "-c", str(tmp_path / "file"))
