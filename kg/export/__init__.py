"""What the graph is written as: RDF files, the single-file page. Same graph, same bytes.

export(graph, "ttl", Path("graph.ttl"))        the path None writes to standard output
to_bytes(graph, "jsonld")
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError

if TYPE_CHECKING:
    from kg.graph import Graph

TITLE = "AI industry: what the articles say"

__all__ = ["FORMATS", "export", "to_bytes"]


def _ttl(graph: Graph) -> bytes:
    from kg.export.rdf_files import turtle

    return turtle(graph)


def _trig(graph: Graph) -> bytes:
    from kg.export.rdf_files import trig

    return trig(graph)


def _nq(graph: Graph) -> bytes:
    from kg.export.rdf_files import nquads

    return nquads(graph)


def _jsonld(graph: Graph) -> bytes:
    from kg.export.jsonld import jsonld

    return jsonld(graph)


def _html(graph: Graph) -> bytes:
    from kg.export.page import from_rows, render

    entities, evidence = from_rows(graph.entities(), graph.evidence())
    return render(entities, evidence, title=TITLE, ontology=graph.ontology).encode("utf-8")


FORMATS: dict[str, Callable[[Graph], bytes]] = {
    "ttl": _ttl,
    "trig": _trig,
    "nq": _nq,
    "jsonld": _jsonld,
    "html": _html,
}


def to_bytes(graph: Graph, form: str) -> bytes:
    """The whole file. Raises InputError for a format that is unknown."""
    if form not in FORMATS:
        raise InputError(f"unknown format {form!r}; known: {', '.join(FORMATS)}")
    return FORMATS[form](graph)


def export(graph: Graph, form: str, path: Path | None) -> None:
    """Write the file whole or not at all; to standard output if there is no path."""
    content = to_bytes(graph, form)
    if path is None:
        sys.stdout.buffer.write(content)
        return
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(path)
    except OSError as problem:
        raise InputError(f"{path}: cannot be written ({problem.strerror}); name another place") from problem
