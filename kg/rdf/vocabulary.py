"""Namespaces, and the IRIs that are made of keys and hashes.

The vocabulary has one fixed namespace; the base of everything that is minted is a setting of the store. An IRI depends
on its own content only, never on what else is stored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final
from urllib.parse import quote, unquote

from pyoxigraph import NamedNode

from kg import ontology

DEFAULT_BASE: Final = "https://kg.example/"
"""Base of the IRIs of entities, statements and articles where a store names no other."""

KG: Final = ontology.KG
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
DCT: Final = "http://purl.org/dc/terms/"
SCHEMA: Final = "https://schema.org/"
OA: Final = "http://www.w3.org/ns/oa#"
PROV: Final = "http://www.w3.org/ns/prov#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
OWL: Final = "http://www.w3.org/2002/07/owl#"

FIXED_PREFIXES: Final = {
    "kg": KG,
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
    "dct": DCT,
    "schema": SCHEMA,
    "oa": OA,
    "prov": PROV,
    "skos": SKOS,
    "owl": OWL,
}
# Prefix and path below the base.
MINTED: Final = {
    "ent": "entity/",
    "stm": "statement/",
    "doc": "article/",
    "evd": "evidence/",
    "men": "mention/",
    "val": "value/",
    "lic": "licence/",
    "txt": "text/",
    "dec": "decision/",
    "jrn": "journal/",
    "tly": "tally/",
    "graph": "graph/",
}

_UNSAFE = re.compile(r"[^\w.~\-]", re.UNICODE)


@cache
def term(namespace: str, name: str) -> NamedNode:
    """The IRI of a name in a namespace."""
    return NamedNode(namespace + name)


def kg(name: str) -> NamedNode:
    """The IRI of a class, property or status of the vocabulary."""
    return term(KG, name)


TYPE: Final = term(RDF, "type")
LABEL: Final = term(RDFS, "label")
ALIAS: Final = term(SKOS, "altLabel")
STATEMENT: Final = term(RDF, "Statement")
SUBJECT: Final = term(RDF, "subject")
PREDICATE: Final = term(RDF, "predicate")
OBJECT: Final = term(RDF, "object")
REPLACED_BY: Final = term(DCT, "isReplacedBy")
START: Final = term(OA, "start")
END: Final = term(OA, "end")


def iri_part(name: str) -> str:
    """The name as the last part of an IRI: letters of every script and digits stay, the rest is percent-encoded."""
    return _UNSAFE.sub(lambda match: quote(match.group(), safe="", errors="replace"), name)


@dataclass(frozen=True, slots=True)
class Names:
    """The IRIs of one store. `base` ends in "/" or "#"."""

    base: str = DEFAULT_BASE

    def node(self, prefix: str, local: str) -> NamedNode:
        """The IRI of a minted name, "ent", "org-deepseek"."""
        return NamedNode(self.base + MINTED[prefix] + local)

    def local(self, prefix: str, node: NamedNode) -> str:
        """What follows the prefix in a minted IRI. Raises ValueError if it is not one of that prefix."""
        start = self.base + MINTED[prefix]
        if not node.value.startswith(start):
            raise ValueError(f"{node.value} is no {prefix}: name")
        return node.value[len(start) :]

    def entity(self, key: str) -> NamedNode:
        """The entity of a key: "org:deepseek" is ent:org-deepseek."""
        return self.node("ent", entity_id(key))

    def key(self, entity: NamedNode) -> str:
        """The key of an entity: ent:org-deepseek is "org:deepseek"."""
        family, _, name = self.local("ent", entity).partition("-")
        return f"{family}:{unquote(name)}"

    def article(self, article_id: str) -> NamedNode:
        """doc:ID, the article itself."""
        return self.node("doc", article_id)

    def article_graph(self, article_id: str) -> NamedNode:
        """graph:doc-ID, the graph that holds what was read in the article."""
        return self.node("graph", f"doc-{article_id}")

    def article_id(self, graph: NamedNode) -> str | None:
        """The article whose graph this is; None for any other graph."""
        start = self.base + MINTED["graph"] + "doc-"
        return graph.value[len(start) :] if graph.value.startswith(start) else None

    def text_graph(self, text_id: str) -> NamedNode:
        """graph:text-ID, the graph of one text."""
        return self.node("graph", f"text-{text_id}")

    def statement(self, identity: str) -> NamedNode:
        """stm:ID."""
        return self.node("stm", identity)

    def graph(self, name: str) -> NamedNode:
        """One of the graphs that exist once: statements, decisions, journal, ontology, tally."""
        return self.node("graph", name)

    def prefixes(self) -> dict[str, str]:
        """All prefixes that a query and a file may use, sorted."""
        minted = {prefix: self.base + path for prefix, path in MINTED.items()}
        return dict(sorted({**FIXED_PREFIXES, **minted}.items()))

    def short(self, iri: str) -> str:
        """The IRI with its prefix, "ent:org-deepseek"; unchanged if none fits."""
        best = max((item for item in self.prefixes().items() if iri.startswith(item[1])), key=_length, default=None)
        return f"{best[0]}:{iri[len(best[1]) :]}" if best else iri


def _length(item: tuple[str, str]) -> int:
    return len(item[1])


def entity_id(key: str) -> str:
    """The key as an IRI spells it, "org-deepseek". Raises ValueError for a key without family or name."""
    family, colon, name = key.partition(":")
    if not (family and colon and name):
        raise ValueError(f"{key!r} is no entity key; it needs a family and a name, such as 'org:deepseek'")
    return f"{family}-{iri_part(name)}"
