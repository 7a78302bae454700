"""The knowledge graph as its user sees it: articles go in; facts, evidence, answers and proofs come out."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from pyoxigraph import NamedNode, Quad

from kg.errors import QueryError
from kg.graph.card import Card, card
from kg.graph.query import Answer, ask
from kg.graph.rows import Entities, Row, Rows, article_row
from kg.graph.verification import Problem, Verification, Verifier
from kg.model import Article, Entity, Reading, Span, Statement
from kg.rdf import Decision, Names
from kg.rdf.values import text_of
from kg.rdf.vocabulary import OBJECT, PREDICATE, REPLACED_BY, SUBJECT, kg
from kg.store import MEMORY, Store, Upkeep, open_store

if TYPE_CHECKING:
    import networkx
    import rdflib

    from kg.ontology import Ontology

__all__ = ["Answer", "Card", "Graph", "Problem", "Verification", "open"]


def open(  # noqa: A001 - kg.open is what the calling code reads
    path: str | Path = MEMORY,
    *,
    ontology: Ontology | None = None,
    base: str = "",
    clock: Callable[[], str] | None = None,
) -> Graph:
    """The graph kept in a folder, made if it is not there; ":memory:" for one that is not kept.
    `clock` gives the moment for the journal; it touches nothing else.
    """
    if ontology is None:
        from kg.ontology import load

        ontology = load()
    return Graph(open_store(path, base=base), ontology, clock or _now)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class Graph:
    """See the module. Use it in a `with`, or close it, to let others open the folder."""

    def __init__(self, store: Store, ontology: Ontology, clock: Callable[[], str]) -> None:
        self.store, self.ontology, self.clock = store, ontology, clock
        self.upkeep = Upkeep(store, ontology)
        self.upkeep.load_ontology()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let another process open the folder."""
        self.store.close()

    @property
    def names(self) -> Names:
        """The prefixes and IRIs of this graph."""
        return self.store.names

    def short(self, iri: str) -> str:
        """The IRI with its prefix, "ent:org-deepseek"."""
        return self.names.short(iri)

    # Change

    def add_reading(self, reading: Reading) -> bool:
        """Add an article with what was read in it, or replace it; False if it was there just so."""
        return bool(self.add_readings([reading]))

    def add_readings(self, readings: Sequence[Reading]) -> list[str]:
        """Add or replace several articles in one commit (some 50 at a time); the ids of those that changed."""
        return self.upkeep.put(readings, self.clock())

    def remove(self, what: str) -> list[str]:
        """Take out the article with this id, address or name (several may have it) and all that hung on it alone.
        The ids of those that went; none if there is no such article.
        """
        return self.upkeep.remove(self._find(what), self.clock())

    def decide(self, decisions: Iterable[Decision]) -> None:
        """Put exactly these decisions in force."""
        self.upkeep.decide(decisions)

    def decisions(self) -> tuple[Decision, ...]:
        """The decisions in force."""
        return self.upkeep.decisions.records

    def _find(self, what: str) -> list[str]:
        bare = what.removeprefix("doc:")
        ids = self.upkeep.article_ids()
        if bare in ids:
            return [bare]
        return [r.article.id for r in self.upkeep.readings() if what in (r.article.url, r.article.name)]

    # Tables

    def articles(self) -> list[Row]:
        """A row per article, by name and id."""
        rows = [article_row(reading) for reading in self.upkeep.readings()]
        return sorted(rows, key=lambda row: (str(row["name"]), str(row["id"])))

    def readings(self) -> Iterator[Reading]:
        """What was read, article by article."""
        return self.upkeep.readings()

    def entities(self) -> list[Row]:
        """A row per entity, by id."""
        return Rows(self.upkeep).entity_rows(self.upkeep.readings())

    def facts(self) -> list[Row]:
        """A row per statement of any status, by subject, relation and object."""
        rows = Rows(self.upkeep)
        return rows.facts(rows.seen(self.upkeep.readings()))

    def evidence(self) -> list[Row]:
        """A row per evidence, in the order of `facts`, the best first."""
        rows = Rows(self.upkeep)
        return rows.evidence(rows.seen(self.upkeep.readings()))

    # Statements

    def statements(self, *, subject: str = "", relation: str = "", object: str = "") -> list[Statement]:  # noqa: A002
        """The statements with these ends and relation, each with all its evidence; "" for any.
        An end is a name or alias, a key "org:deepseek" or an id "ent:org-deepseek".
        """
        rows = Rows(self.upkeep)
        wanted = self._statement_nodes(subject, relation, object) if subject or relation or object else None
        seen = rows.seen(self._readings_of(wanted))
        found = (item for item in seen.items() if wanted is None or self.names.statement(item[0].id) in wanted)
        return [rows.statement(claim, evidence) for claim, evidence in found]

    def why(self, subject: str, relation: str | None = None, object: str | None = None) -> list[Row]:  # noqa: A002
        """The rows of the evidence for the statements that fit; none if no article says so.
        Raises QueryError for a name that nothing is called, with the names that are near.
        """
        for name in filter(None, (subject, object)):
            self.named(name)
        rows = Rows(self.upkeep)
        wanted = self._statement_nodes(subject, relation or "", object or "")
        seen = rows.seen(self._readings_of(wanted))
        return rows.evidence({c: found for c, found in seen.items() if self.names.statement(c.id) in wanted})

    def resolve(self, name: str) -> list[NamedNode]:
        """The nodes that a name, key or id means: by exact name, otherwise by name without case; values by id."""
        if ":" in name:
            node = self._by_id(name)
            if node and any(self.store.quads(node)):
                return [node]
        entities = Entities(self.store).all()
        exact = [e for e in entities if name in (e.label, *e.aliases)]
        folded = name.casefold()
        found = exact or [e for e in entities if folded in [text.casefold() for text in (e.label, *e.aliases)]]
        return [self.names.entity(entity.key) for entity in found]

    def named(self, name: str) -> list[NamedNode]:
        """What `resolve` finds. Raises QueryError for a name that nothing is called, with the names that are near."""
        if nodes := self.resolve(name):
            return nodes
        near = difflib.get_close_matches(name, self._all_names(), n=3, cutoff=0.6)
        hint = f"near: {', '.join(near)}" if near else "kg ls entities shows the names that are known"
        raise QueryError(f"no entity is called {name!r}; {hint}")

    def entity(self, name: str) -> Entity | None:
        """The one entity that a name, key or id means; None if none or several."""
        nodes = self.resolve(name)
        return Entities(self.store).get(self.names.key(nodes[0])) if len(nodes) == 1 else None

    def _by_id(self, name: str) -> NamedNode | None:
        prefix, _, local = name.partition(":")
        try:
            if prefix in ("ent", "val", "lic"):
                return self.names.node(prefix, local)
            return self.names.entity(self.upkeep.decisions.canonical(name))
        except ValueError:
            return None

    def _all_names(self) -> list[str]:
        return [text for entity in Entities(self.store).all() for text in (entity.label, *entity.aliases)]

    def _statement_nodes(self, subject: str, relation: str, obj: str) -> set[NamedNode]:
        if relation:
            self.ontology.relation(relation)
        parts = list[set[object]]()
        graph = self.names.graph("statements")
        for name, predicate in ((subject, SUBJECT), (obj, OBJECT)):
            if name:
                nodes = self.resolve(name)
                parts.append({q.subject for node in nodes for q in self.store.quads(None, predicate, node, graph)})
        if relation:
            parts.append({q.subject for q in self.store.quads(None, PREDICATE, kg(relation), graph)})
        return {node for node in set.intersection(*parts) if isinstance(node, NamedNode)}

    def _readings_of(self, statements: set[NamedNode] | None) -> Iterator[Reading]:
        """The readings that have evidence for these statements; all for None."""
        if statements is None:
            yield from self.upkeep.readings()
            return
        graphs = {quad.graph_name for node in statements for quad in self._evidence_of(node)}
        ids = (self.names.article_id(graph) for graph in graphs if isinstance(graph, NamedNode))
        for article_id in sorted(filter(None, ids)):
            reading = self.upkeep.reading(article_id)
            if reading:
                yield reading

    def _evidence_of(self, statement: NamedNode) -> Iterator[Quad]:
        older = self.store.quads(None, REPLACED_BY, statement, self.names.graph("statements"))
        for node in (statement, *(NamedNode(text_of(quad.subject)) for quad in older)):
            yield from self.store.quads(None, kg("reads"), node)

    # Questions and proofs

    def query(self, sparql: str, *, everything: bool = False) -> Answer:
        """The answer to a SPARQL query. It sees facts; evidence by GRAPH; `everything` unites all graphs.
        The prefixes of `names` are known. Raises QueryError for a query that is wrong, writes or reaches out.
        """
        return ask(self.store, sparql, everything=everything)

    def verify(self) -> Verification:
        """The proof that every fact opens its sentence, or the list of problems."""
        return Verifier(self.upkeep, _sentences).run()

    def card(self, name: str) -> Card:
        """What is known of the one entity that a name, key or id means. Raises QueryError if none or several do."""
        nodes = self.named(name)
        if len(nodes) > 1:
            several = ", ".join(self.short(node.value) for node in nodes)
            raise QueryError(f"{name!r} means {len(nodes)} entities; name one: {several}")
        wanted = self.short(nodes[0].value)
        entity = next((row for row in self.entities() if row["id"] == wanted), None)
        if entity is None:
            raise QueryError(f"{name} is a value, not an entity; kg ls entities shows those")
        return card(entity, self.facts(), self.ontology)

    # Into other libraries

    def to_networkx(self) -> networkx.MultiDiGraph:
        """A node per entity or value, an edge per statement of any status; see kg.graph.network for the attributes."""
        from kg.graph.network import network

        return network(self.entities(), self.facts())

    def to_rdflib(self) -> rdflib.Dataset:
        """All that an export holds: facts in the default graph, statements and evidence in named graphs."""
        from kg.graph.network import dataset

        return dataset(self.export_quads(), self.names)

    def export_quads(self) -> Iterator[Quad]:
        """All quads of a canonical export: not the texts, the journal and the tally."""
        left_out = {self.names.graph("journal"), self.names.graph("tally")}
        return (quad for quad in self.store.quads() if quad.graph_name not in left_out)


def _sentences(article: Article) -> Sequence[Span]:
    from kg.scan.sentences import split

    return [sentence.span for sentence in split(article.text, article.lang)]
