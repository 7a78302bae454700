"""The JSON-LD in the reference processor of another language: npm's jsonld, whose document loader refuses."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from kg import graph as graphs
from kg.export import to_bytes
from tests.conftest import ROOT
from tests.unit.samples import all_readings

pytestmark = pytest.mark.server

SCRIPT = """
const jsonld = require('jsonld');
const fs = require('fs');
const refuse = async (url) => { throw new Error('a document was asked for: ' + url); };
const document = JSON.parse(fs.readFileSync(process.argv[1], 'utf-8'));
jsonld.toRDF(document, { format: 'application/n-quads', documentLoader: refuse, safe: true })
  .then((quads) => process.stdout.write(quads), (error) => { console.error(error); process.exit(1); });
"""


def modules() -> Path | None:
    """Where npm put jsonld: KG_NODE_MODULES, or .venv/js of the checkout."""
    places = (os.environ.get("KG_NODE_MODULES"), str(ROOT / ".venv" / "js" / "node_modules"))
    return next((Path(place) for place in places if place and (Path(place) / "jsonld").is_dir()), None)


def test_jsonld_js_reads_the_same_quads(tmp_path: Path) -> None:
    """Read as RDF the exported JSON-LD is the exported N-Quads, and nothing is loaded from anywhere."""
    folder, node = modules(), shutil.which("node")
    if folder is None or node is None:
        pytest.skip("no node, or no npm package jsonld: .ci/run installs it in .venv/js")
    with graphs.open(clock=lambda: "2024-05-01T10:00:00Z") as graph:
        graph.add_readings(all_readings())
        document, quads = to_bytes(graph, "jsonld"), to_bytes(graph, "nq")
    file = tmp_path / "graph.jsonld"
    file.write_bytes(document)
    done = subprocess.run(
        [node, "-e", SCRIPT, str(file)],
        capture_output=True,
        text=True,
        env={**os.environ, "NODE_PATH": str(folder)},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    wanted, found = (
        {str(quad) for quad in parse(content, RdfFormat.N_QUADS)} for content in (quads, done.stdout.encode("utf-8"))
    )
    assert found == wanted
