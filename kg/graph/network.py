"""The graph in the forms of two libraries: networkx for algebra, rdflib for whoever works in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pyoxigraph import Quad, RdfFormat, serialize

if TYPE_CHECKING:
    import networkx
    import rdflib

    from kg.rdf import Names

Row = Mapping[str, object]


def network(entities: Iterable[Row], facts: Iterable[Row]) -> networkx.MultiDiGraph:
    """A node per entity and per value that a statement has as an end (label, type, aliases), an edge per statement of
    any status (its key is the statement's id; relation, status, former, confidence, sources, quote, url). A symmetric
    relation is one edge.
    """
    import networkx

    out = networkx.MultiDiGraph()
    for row in entities:
        aliases = row["aliases"]
        names = " | ".join(map(str, aliases)) if isinstance(aliases, list) else ""
        out.add_node(row["id"], label=row["label"], type=row["type"], aliases=names)
    for row in facts:
        for end in ("subject", "object"):
            if row[f"{end}_id"] not in out:
                out.add_node(row[f"{end}_id"], label=row[end], type=row[f"{end}_type"], aliases="")
        out.add_edge(
            row["subject_id"],
            row["object_id"],
            key=row["statement"],
            relation=row["relation"],
            status=row["status"],
            former=row["former"],
            confidence=row["confidence"],
            sources=row["sources"],
            quote=row["best_quote"],
            url=row["url"],
        )
    return out


def dataset(quads: Iterable[Quad], names: Names) -> rdflib.Dataset:
    """The quads in rdflib: facts in its default graph, everything else in named graphs, our prefixes bound."""
    import rdflib

    out = rdflib.Dataset()
    out.parse(data=serialize(quads, format=RdfFormat.N_QUADS), format="nquads")
    for prefix, namespace in names.prefixes().items():  # after reading: each named graph binds prefixes of its own
        out.bind(prefix, namespace, replace=True)
    return out
