"""JSON-LD for people who read JSON: keys are relation names, entities "ent:org-deepseek", facts first.

The context of ontology/context.jsonld stands in the file, with the prefixes of the store: nothing is fetched. Only what
that context uses is done here (prefixes, @vocab, @type of a term), which takes a tenth of the time of a general library
and gives the same bytes every time.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.errors import OntologyError
from kg.export.rdf_files import in_order
from kg.rdf.values import text_of
from kg.rdf.vocabulary import TYPE, XSD

if TYPE_CHECKING:
    from kg.graph import Graph

Node = dict[str, Any]


def jsonld(graph: Graph) -> bytes:
    """The same quads as TriG, compacted; one `@graph`, the facts first, then each named graph."""
    context = Context.load(graph.ontology.path.with_name("context.jsonld"), graph.names.prefixes())
    nodes: list[Node] = []
    for name, quads in groupby(in_order(graph.export_quads()), key=lambda quad: quad.graph_name):
        if isinstance(name, DefaultGraph):
            nodes += context.nodes(quads)
        else:
            nodes.append({"@id": context.iri(text_of(name)), "@graph": context.nodes(quads)})
    document = {"@context": context.terms, "@graph": nodes}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


class Context:
    """The terms of a context, and the compaction that they allow."""

    def __init__(self, terms: Mapping[str, Any], prefixes: Mapping[str, str]) -> None:
        self.terms: dict[str, Any] = {**terms, **prefixes}

    @classmethod
    def load(cls, path: Path, prefixes: Mapping[str, str]) -> Context:
        """The context of a file; the prefixes of the store replace those of the file."""
        try:
            terms = json.loads(path.read_text("utf-8"))["@context"]
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise OntologyError(f"{path}: no JSON-LD context ({problem}); install kg again") from problem
        if not isinstance(terms, dict):
            raise OntologyError(f"{path}: its @context must be one object, with nothing to fetch")
        return cls(terms, prefixes)

    @cached_property
    def prefixes(self) -> list[tuple[str, str]]:
        """Prefix and namespace, the longest namespace first."""
        usable = [
            (k, v) for k, v in self.terms.items() if isinstance(v, str) and v.endswith(("/", "#")) and k[0] != "@"
        ]
        return sorted(usable, key=lambda item: (-len(item[1]), item[0]))

    @cached_property
    def properties(self) -> dict[str, list[tuple[str, str]]]:
        """IRI of a property -> the terms for it with their @type ("" for none), in the order of the file."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name, definition in self.terms.items():
            if name.startswith("@") or (isinstance(definition, str) and definition.endswith(("/", "#"))):
                continue
            parts = {"@id": definition} if isinstance(definition, str) else definition
            if parts.keys() <= {"@id", "@type"}:
                kind = str(parts.get("@type", ""))
                found[self.expand(str(parts.get("@id", name)))].append((name, self.expand(kind) if kind else ""))
        return dict(found)

    def expand(self, name: str) -> str:
        """The IRI that a term's definition means."""
        prefix, colon, local = name.partition(":")
        if name.startswith("@") or local.startswith("//"):
            return name
        if colon and isinstance(self.terms.get(prefix), str):
            return f"{self.terms[prefix]}{local}"
        return name if colon else f"{self.terms.get('@vocab', '')}{name}"

    def nodes(self, quads: Iterable[Quad]) -> list[Node]:
        """A node per subject; the quads are sorted."""
        return [self._node(text_of(subject), list(part)) for subject, part in groupby(quads, lambda quad: quad.subject)]

    def _node(self, subject: str, quads: list[Quad]) -> Node:
        values: dict[str, list[Any]] = defaultdict(list)
        for quad in quads:
            if quad.predicate == TYPE:
                values["@type"].append(self.name(text_of(quad.object)))
                continue
            if not isinstance(quad.object, (NamedNode, Literal)):
                raise ValueError(f"{quad.object} is not of our making")
            key, value = self._value(quad.predicate.value, quad.object)
            values[key].append(value)
        keys = sorted(values, key=lambda key: (key != "@type", key))
        return {"@id": self.iri(subject)} | {
            key: values[key][0] if len(values[key]) == 1 else values[key] for key in keys
        }

    def _value(self, predicate: str, obj: NamedNode | Literal) -> tuple[str, Any]:
        """The key and the value of one triple: with a term whose @type fits, otherwise with the value spelt out."""
        terms = self.properties.get(predicate, [])
        kinds = {kind: name for name, kind in reversed(terms)}
        plain = kinds.get("", self.iri(predicate))
        if isinstance(obj, NamedNode):
            if "@id" in kinds:
                return kinds["@id"], self.iri(obj.value)
            if "@vocab" in kinds:
                return kinds["@vocab"], self.name(obj.value)
            return plain, {"@id": self.iri(obj.value)}
        datatype = obj.datatype.value
        if obj.language:
            return plain, {"@value": obj.value, "@language": obj.language}
        if datatype in kinds:
            return kinds[datatype], obj.value
        if datatype == XSD + "string":
            return plain, obj.value
        if datatype == XSD + "integer" and str(int(obj.value)) == obj.value and abs(int(obj.value)) < 2**53:
            return plain, int(obj.value)
        return plain, {"@value": obj.value, "@type": self.iri(datatype)}

    def iri(self, iri: str) -> str:
        """The IRI with a prefix, where one fits and what remains cannot be misread."""
        for prefix, namespace in self.prefixes:
            if iri.startswith(namespace) and not iri[len(namespace) :].startswith("//"):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri

    def name(self, iri: str) -> str:
        """The IRI of a class or concept as short as the context allows: a term, a name of @vocab, a prefixed name."""
        for term, kind in self.properties.get(iri, []):
            if not kind:
                return term
        vocabulary = str(self.terms.get("@vocab", ""))
        local = iri[len(vocabulary) :] if vocabulary and iri.startswith(vocabulary) else ""
        return local if local and local not in self.terms and ":" not in local else self.iri(iri)
