"""Turtle (the facts), TriG and N-Quads (facts and book-keeping), sorted and therefore always the same bytes.

Texts and journal stay in the store: a text is not ours to publish, a journal knows the hour.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Triple, serialize

from kg.rdf.derived import FACTS
from kg.rdf.values import text_of
from kg.rdf.vocabulary import TYPE

if TYPE_CHECKING:
    from kg.graph import Graph

Key = tuple[str, str, bool, str, str]


def sort_key(quad: Quad) -> Key:
    """The order of every export: default graph first, then by graph, subject, rdf:type first, predicate, object."""
    graph = "" if isinstance(quad.graph_name, DefaultGraph) else text_of(quad.graph_name)
    predicate = quad.predicate
    return (graph, text_of(quad.subject), predicate != TYPE, predicate.value, str(quad.object))


def in_order(quads: Iterable[Quad]) -> list[Quad]:
    """The quads sorted for writing. Raises ValueError for a blank node: its name would not last."""
    return sorted(quads, key=sort_key)


def turtle(graph: Graph) -> bytes:
    """The default graph: what the articles state, and nothing about how it was found."""
    triples = [Triple(q.subject, q.predicate, q.object) for q in in_order(graph.store.quads(graph=FACTS))]
    return _sorted_head(serialize(triples, format=RdfFormat.TURTLE, prefixes=graph.names.prefixes()) or b"")


def trig(graph: Graph) -> bytes:
    """All graphs but texts, journal and tally."""
    quads = in_order(graph.export_quads())
    return _sorted_head(serialize(quads, format=RdfFormat.TRIG, prefixes=graph.names.prefixes()) or b"")


def nquads(graph: Graph) -> bytes:
    """The same quads as `trig`, a line each."""
    return serialize(in_order(graph.export_quads()), format=RdfFormat.N_QUADS) or b""


def _sorted_head(content: bytes) -> bytes:
    """The file with its prefixes in order: the writer puts them in an order of its own, which no version promises."""
    lines = content.splitlines(keepends=True)
    size = next((at for at, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    return b"".join([*sorted(lines[:size]), *lines[size:]])
