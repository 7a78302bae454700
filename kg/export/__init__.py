"""What the graph is written as: RDF files, a network, tables, the single-file page. Same graph, same bytes.

export(graph, "ttl", Path("graph.ttl"))        the path None writes to standard output
export(graph, "csv", Path("tables"))           three files, so the path is a folder
to_bytes(graph, "jsonld")
write_all(graph, Path("out"))
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.files import write_whole

if TYPE_CHECKING:
    from kg.graph import Graph

TITLE = "AI industry: what the articles say"

__all__ = ["FORMATS", "export", "to_bytes", "write_all"]


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


def _graphml(graph: Graph) -> bytes:
    from kg.export.graphml import graphml

    return graphml(graph)


def _csv(graph: Graph) -> dict[str, bytes]:
    from kg.export.tables import tables

    return tables(graph)


FORMATS: dict[str, Callable[[Graph], bytes | dict[str, bytes]]] = {
    "ttl": _ttl,
    "trig": _trig,
    "nq": _nq,
    "jsonld": _jsonld,
    "html": _html,
    "graphml": _graphml,
    "csv": _csv,
}
"""A format gives the content of one file, or of several by their names."""


def to_bytes(graph: Graph, form: str) -> bytes:
    """The whole file. Raises InputError for a format that is unknown or of several files."""
    content = _content(graph, form)
    if isinstance(content, dict):
        raise InputError(f"{form} is {len(content)} files ({', '.join(content)}); name a folder with -o DIR")
    return content


def export(graph: Graph, form: str, path: Path | None) -> None:
    """Write each file whole or not at all; to standard output if there is no path. A format of several files takes a
    folder.
    """
    if path is None:
        sys.stdout.buffer.write(to_bytes(graph, form))
        return
    content = _content(graph, form)
    if isinstance(content, bytes):
        _write(path, content)
        return
    for name, data in content.items():
        _write(path / name, data)


def write_all(graph: Graph, folder: Path) -> None:
    """Write every format into the folder: graph.ttl, ..., and the tables."""
    for form in FORMATS:
        content = _content(graph, form)
        for name, data in (content if isinstance(content, dict) else {f"graph.{form}": content}).items():
            _write(folder / name, data)


def _content(graph: Graph, form: str) -> bytes | dict[str, bytes]:
    if form not in FORMATS:
        raise InputError(f"unknown format {form!r}; known: {', '.join(FORMATS)}")
    return FORMATS[form](graph)


def _write(path: Path, content: bytes) -> None:
    try:
        write_whole(path, content)
    except OSError as problem:
        raise InputError(f"{path}: cannot be written ({problem.strerror}); name another place") from problem
