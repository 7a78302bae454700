"""Whether a graph looks as ontology/shapes.ttl says, in plain words.

`verify` proves that each fact stands in its article; this checks the form: one type and one name an entity, one status
a piece of evidence, at each end of a relation what may stand there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kg.errors import OntologyError, one_line

if TYPE_CHECKING:
    import rdflib

    from kg.graph import Graph

COLUMNS = ("problem", "node", "property", "value")
_SH = "http://www.w3.org/ns/shacl#"
_APART = ("ontology", "decisions")  # graphs of another form than facts and evidence


def findings(graph: Graph, lang: str = "en") -> list[dict[str, str]]:
    """A row for each node that is not as the shapes say: problem (in the language), node, property, value; sorted.
    Takes a second for some 3,000 triples.
    """
    import pyshacl
    import rdflib

    folder = graph.ontology.path.parent
    _, report, text = pyshacl.validate(
        _data(graph),
        shacl_graph=rdflib.Graph().parse(folder / "shapes.ttl"),
        ont_graph=rdflib.Graph().parse(graph.ontology.path),
        inference="none",
    )
    if not isinstance(report, rdflib.Graph):
        raise OntologyError(f"shapes.ttl: {one_line(text)}; mend the file")
    rows = {tuple(_row(report, node, graph, lang)) for node in report.subjects(rdflib.URIRef(_SH + "focusNode"))}
    return [dict(zip(COLUMNS, row, strict=True)) for row in sorted(rows)]


def _data(graph: Graph) -> rdflib.Graph:
    """Facts, statements and what was read in the articles, as one graph."""
    import rdflib
    from pyoxigraph import RdfFormat, Triple, serialize

    apart = {graph.names.graph(name) for name in _APART}
    triples = [Triple(q.subject, q.predicate, q.object) for q in graph.export_quads() if q.graph_name not in apart]
    return rdflib.Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")


def _row(report: rdflib.Graph, result: Any, graph: Graph, lang: str) -> Iterable[str]:
    """The cells of one result. A path that is no property, and a value that is the node itself, are left out."""
    import rdflib

    def one(name: str) -> Any:
        return report.value(result, rdflib.URIRef(_SH + name))

    messages = {str(m.language): str(m) for m in report.objects(result, rdflib.URIRef(_SH + "resultMessage"))}  # type: ignore[attr-defined]
    node, path, value = one("focusNode"), one("resultPath"), one("value")
    yield messages.get(lang) or next(iter(sorted(messages.values())), "")
    yield graph.short(str(node))
    yield graph.short(str(path)) if isinstance(path, rdflib.URIRef) else ""
    yield "" if value is None or value == node else graph.short(str(value))
