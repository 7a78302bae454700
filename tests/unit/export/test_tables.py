"""The tables hold what the graph's rows hold, their columns are documented, and no cell is run as a formula."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import URIRef

from kg import graph as graphs
from kg.errors import InputError
from kg.export import export, to_bytes, write_all
from kg.export.tables import as_csv, cell, tables
from kg.graph import Graph
from kg.graph.rows import ENTITY_COLUMNS, EVIDENCE_COLUMNS, FACT_COLUMNS
from tests.conftest import ROOT
from tests.unit.samples import Text, all_readings, money, orsel

CONTRACT = {"facts.csv": FACT_COLUMNS, "evidence.csv": EVIDENCE_COLUMNS, "entities.csv": ENTITY_COLUMNS}


@pytest.fixture(scope="module")
def graph() -> Graph:
    opened = graphs.open(clock=lambda: "")
    opened.add_readings(all_readings())
    return opened


def read(content: bytes) -> list[list[str]]:
    """The cells as a spreadsheet reads them."""
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_page_names_every_column_in_order() -> None:
    """docs/reference/tables.md is the contract."""
    page = (ROOT / "docs" / "reference" / "tables.md").read_text("utf-8")
    for name, columns in CONTRACT.items():
        section = page.partition(f"## {name}\n")[2].partition("\n## ")[0]
        assert tuple(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) == columns


def test_the_files_hold_the_rows(graph: Graph) -> None:
    """Same rows, same order, every column."""
    rows = {"facts.csv": graph.facts(), "evidence.csv": graph.evidence(), "entities.csv": graph.entities()}
    for name, content in tables(graph).items():
        head, *body = read(content)
        assert tuple(head) == CONTRACT[name]
        assert body == [[cell(row[column]) for column in head] for row in rows[name]]
        assert len(body) > 3


def test_lines_end_as_the_standard_says() -> None:
    """CR LF between records; a line break inside a cell is quoted and kept."""
    assert as_csv([{"a": 'x "y"\nz', "b": None}], ["a", "b"]) == b'\xef\xbb\xbfa,b\r\n"x ""y""\nz",\r\n'


@pytest.mark.parametrize("head", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_text_is_a_formula(head: str) -> None:
    """A firm may be called =cmd|'/C calc'!A0; a spreadsheet shows the name."""
    assert cell(f"{head}1+1") == f"'{head}1+1"
    assert cell([f"{head}x", "y"]).startswith("'")


def test_numbers_stay_numbers() -> None:
    """A loss is no formula."""
    assert [cell(value) for value in (-5, -0.5, 0.9, True, False, None, "")] == [
        "-5",
        "-0.5",
        "0.9",
        "true",
        "false",
        "",
        "",
    ]


@given(st.lists(st.text(st.characters(codec="utf-8")), min_size=2, max_size=4))
def test_cells_come_back(values: list[str]) -> None:
    """Whatever an article holds, a reader of CSV gets it back, but for the apostrophe."""
    columns = [f"c{i}" for i in range(len(values))]
    _, found = read(as_csv([dict(zip(columns, values, strict=True))], columns))
    assert found == [cell(value) for value in values]


def test_the_places_of_both_ends(graph: Graph) -> None:
    """What the row says of a place is what the article's text has there."""
    texts = {f"doc:{r.article.id}": r.article.text for r in graph.readings()}
    (row,) = (row for row in graph.evidence() if row["status"] == "denied")
    text = texts[str(row["article"])]
    assert text[int(str(row["subject_start"])) : int(str(row["subject_end"]))] == "it"
    assert text[int(str(row["object_start"])) : int(str(row["object_end"]))] == "Orsel"


def test_a_symmetric_relation_read_backwards_keeps_its_places() -> None:
    """The statement begins with Alpha, the sentence with Zeta: each place is that of its own name."""
    text = Text("Zeta works with Alpha.")
    zeta, alpha = text.name("Zeta", "Company", "org:zeta"), text.name("Alpha", "Company", "org:alpha")
    text.say(zeta, "partnered_with", alpha, "works with")
    with graphs.open(clock=lambda: "") as graph:
        graph.add_reading(text.reading())
        (row,) = graph.evidence()
    assert (row["subject"], row["subject_start"], row["object"], row["object_start"]) == ("Alpha", 16, "Zeta", 0)


def test_csv_is_a_folder(graph: Graph, tmp_path: Path) -> None:
    """Three files go into the folder that is named; without one there is nowhere to put them."""
    export(graph, "csv", tmp_path / "tables")
    assert sorted(path.name for path in (tmp_path / "tables").iterdir()) == sorted(CONTRACT)
    with pytest.raises(InputError, match=r"csv is 3 files .*; name a folder with -o DIR"):
        to_bytes(graph, "csv")


def test_a_build_writes_everything(graph: Graph, tmp_path: Path) -> None:
    """All formats, and nothing else."""
    write_all(graph, tmp_path)
    files = [f"graph.{form}" for form in ("graphml", "html", "jsonld", "nq", "trig", "ttl")]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*CONTRACT, *files])


def test_the_order_of_articles_does_not_matter() -> None:
    """The same bytes whatever came first."""
    made = []
    for readings in (all_readings(), all_readings()[::-1]):
        with graphs.open(clock=lambda: "") as graph:
            graph.add_readings(readings)
            made.append((tables(graph), to_bytes(graph, "graphml")))
    assert made[0] == made[1]


def test_graphml_comes_back_as_it_was(graph: Graph, tmp_path: Path) -> None:
    """A reader gets the file back: every statement is an edge, two between the same ends are two."""
    import networkx

    export(graph, "graphml", tmp_path / "graph.graphml")
    found = networkx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    assert found.number_of_edges() == len(graph.facts())
    between = {data["relation"] for data in found.get_edge_data("ent:org-kestrel", "ent:org-orsel").values()}
    assert between == {"acquired", "partnered_with"}
    assert found.nodes["ent:org-orsel"]["label"] == "Orsel"
    edge = found.get_edge_data("ent:org-kestrel", "ent:org-orsel")
    denied = next(data for data in edge.values() if data["relation"] == "acquired")
    assert (denied["status"], denied["confidence"], denied["quote"]) == (
        "denied",
        0.7,
        "Kestrel denies that it bought Orsel.",
    )


def test_graphml_holds_what_xml_can(tmp_path: Path) -> None:
    """A form feed in an article, which XML cannot write, does not break the file."""
    import xml.etree.ElementTree as ET

    text = Text("Orsel\x0c bought Kestrel & <b>co</b>.")
    firm, other = text.name("Orsel", "Company", "org:orsel"), text.name("Kestrel", "Company", "org:kestrel")
    text.say(firm, "acquired", other, "bought")
    with graphs.open(clock=lambda: "") as graph:
        graph.add_reading(text.reading())
        root = ET.fromstring(to_bytes(graph, "graphml"))
    assert "Orsel\ufffd bought Kestrel & <b>co</b>." in [element.text for element in root.iter()]


def test_rdflib_holds_what_we_export(graph: Graph) -> None:
    """The facts are in its default graph; the prefixes are ours."""
    found = graph.to_rdflib()
    assert len(list(found.quads())) == len(list(graph.export_quads()))
    assert (
        dict(found.namespaces()).items() >= {name: URIRef(iri) for name, iri in graph.names.prefixes().items()}.items()
    )
    rows = found.query("SELECT ?n { ?x kg:founded ?y ; rdfs:label ?n }")
    assert [str(row[0]) for row in rows] == ["Ana Brun"]  # type: ignore[index]


def test_places_survive_another_address() -> None:
    """Rows of two articles with one text are told apart by their article alone."""
    first = orsel()
    second = replace(first, article=replace(first.article, url="https://other.example/"))
    with graphs.open(clock=lambda: "") as graph:
        graph.add_readings([first, second, money()])
        rows = [row for row in graph.evidence() if row["relation"] == "founded"]
    assert len(rows) == 2
    assert rows[0]["article"] != rows[1]["article"]
    assert {key: rows[0][key] for key in ("start", "subject_start")} == {
        key: rows[1][key] for key in ("start", "subject_start")
    }
