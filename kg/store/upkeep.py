"""Keeps what follows in step with what was read: every change writes readings and their consequences in one commit.

Only the touched part is computed anew, with the functions that also derive the whole (`kg.rdf.derived`); `rebuild`
does the whole and tells the difference, which is empty unless something is damaged.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.errors import StoreError
from kg.model import Reading
from kg.rdf import DamageError, Decision, Decisions, decision_quads, quads_decisions, quads_reading, reading_quads
from kg.rdf.derived import FACTS, derive
from kg.rdf.values import text_of
from kg.rdf.vocabulary import KG, TYPE, XSD, kg, term
from kg.store.contract import Change, Store
from kg.store.touched import Touched

if TYPE_CHECKING:
    from kg.ontology import Ontology

log = logging.getLogger(__name__)


class Upkeep:
    """Writes readings and decisions to a store. `decisions` are those in force."""

    def __init__(self, store: Store, ontology: Ontology, preferred: frozenset[str] = frozenset()) -> None:
        self.store, self.ontology, self.names = store, ontology, store.names
        recorded = quads_decisions(store.quads(graph=self.names.graph("decisions")))
        self.decisions = Decisions.of(recorded, preferred)

    # Reading

    def article_ids(self) -> list[str]:
        """The ids of all articles, sorted."""
        ids = (self.names.article_id(graph) for graph in self.store.graphs())
        return sorted(article_id for article_id in ids if article_id)

    def reading(self, article_id: str) -> Reading | None:
        """What was read in the article; None if it is not there. Raises DamageError if it is broken."""
        quads = list(self.store.quads(graph=self.names.article_graph(article_id)))
        if not quads:
            return None
        return quads_reading(quads, self.store.text(self._text_id(article_id)), self.names)

    def readings(self) -> Iterator[Reading]:
        """All readings by article id. One that is broken is left out and logged; `verify` names what is wrong."""
        for article_id in self.article_ids():
            try:
                reading = self.reading(article_id)
            except StoreError as problem:
                log.warning("article %s is left out: %s", article_id, problem)
                continue
            if reading:
                yield reading

    def _text_id(self, article_id: str) -> str:
        node, graph = self.names.article(article_id), self.names.article_graph(article_id)
        for quad in self.store.quads(node, kg("text_id"), None, graph):
            return text_of(quad.object)
        raise DamageError(f"doc:{article_id} has no kg:text_id")

    # Writing

    def put(self, readings: Sequence[Reading], at: str = "") -> list[str]:
        """Add articles or read them anew, all in one commit; returns the ids of those that changed, sorted.
        `at`: the moment for the journal, an xsd:dateTime; "" keeps no journal.
        """
        fresh = {reading.article.id: reading for reading in readings}
        written = {key: reading_quads(reading, self.ontology, self.names) for key, reading in fresh.items()}
        stored = {key: set(self.store.quads(graph=self.names.article_graph(key))) for key in fresh}
        changed = sorted(key for key in fresh if not stored[key] or stored[key] != set(written[key]))
        try:
            old = [reading for key in changed if stored[key] and (reading := self.reading(key))]
            removed, added = self._touched(old, [fresh[key] for key in changed])
        except StoreError as problem:
            log.warning("counting everything anew, because of %s", problem)
            others = (reading for reading in self.readings() if reading.article.id not in changed)
            removed, added = self._difference([*others, *(fresh[key] for key in changed)])
        quads: list[Quad] = []
        for key in changed:
            quads += written[key]
            quads += self._journal("replaced" if stored[key] else "added", fresh[key].article.text_id, key, at)
        graphs = tuple(self.names.article_graph(key) for key in changed if stored[key])
        texts = {reading.article.text_id: reading.article.text for reading in fresh.values()}
        self._commit(Change(tuple(removed), graphs, (*added, *quads), texts))
        return changed

    def remove(self, article_ids: Sequence[str], at: str = "") -> list[str]:
        """Take articles out, all in one commit; returns the ids that were there. A broken one can be taken out too."""
        there = sorted(key for key in set(article_ids) if self._has(key))
        graphs = [self.names.article_graph(key) for key in there]
        journal: set[Quad] = set()
        texts: dict[str, str | None] = {}
        try:
            old = [reading for key in there if (reading := self.reading(key))]
            removed, added = self._touched(old, [])
        except StoreError as problem:
            log.warning("counting everything anew, because of %s", problem)
            removed, added = self._difference(r for r in self.readings() if r.article.id not in there)
        for key, graph in zip(there, graphs, strict=True):
            text_id = next((text_of(quad.object) for quad in self.store.quads(None, kg("text_id"), None, graph)), "")
            journal |= self._journal("removed", text_id, key, at)
            if text_id and not self._text_shared(text_id, set(graphs)):
                texts[text_id] = None
        self._commit(Change(tuple(removed), tuple(graphs), (*added, *journal), texts))
        return there

    def decide(self, decisions: Iterable[Decision]) -> None:
        """Put exactly these decisions in force, in place of those that were."""
        graph = self.names.graph("decisions")
        self.decisions = Decisions.of(decisions, self.decisions.preferred)
        stored, written = set(self.store.quads(graph=graph)), set(decision_quads(self.decisions.records, self.names))
        removed, added = self._difference(self.readings())
        self._commit(Change((*removed, *(stored - written)), (), (*added, *(written - stored))))

    def rebuild(self, *, check: bool = False) -> tuple[set[Quad], set[Quad]]:
        """What is stored and does not follow, and what follows and is not stored; mended unless `check`."""
        wrong, lacking = self._difference(self.readings())
        if not check:
            self._commit(Change(tuple(wrong), (), tuple(lacking)))
        return wrong, lacking

    def load_ontology(self) -> None:
        """Put kg.ttl into graph:ontology if it is not there as it is now."""
        graph, node = self.names.graph("ontology"), NamedNode(KG.rstrip("#"))
        source = self.ontology.path.read_bytes()
        mark = Quad(node, kg("digest"), Literal(hashlib.sha256(source).hexdigest()), graph)
        if self.store.has(mark):
            return
        triples = parse(input=source, format=RdfFormat.TURTLE)
        quads = tuple(Quad(t.subject, t.predicate, t.object, graph) for t in triples)
        self.store.commit(Change(drop=(graph,), add=(*quads, mark)))

    def _touched(self, old: Sequence[Reading], new: Sequence[Reading]) -> tuple[set[Quad], set[Quad]]:
        return Touched(self.store, self.decisions, self.ontology, old, new).difference()

    def _commit(self, change: Change) -> None:
        if change:
            self.store.commit(change)

    def _has(self, article_id: str) -> bool:
        return any(self.store.quads(graph=self.names.article_graph(article_id)))

    def _text_shared(self, text_id: str, leaving: set[NamedNode]) -> bool:
        found = self.store.quads(None, kg("text_id"), Literal(text_id))
        return any(quad.graph_name not in leaving for quad in found if quad.graph_name != self.names.graph("journal"))

    def _difference(self, readings: Iterable[Reading]) -> tuple[set[Quad], set[Quad]]:
        """Between all that is stored as following and what follows from these readings."""
        graphs = (FACTS, self.names.graph("statements"), self.names.graph("tally"))
        stored = {quad for graph in graphs for quad in self.store.quads(graph=graph)}
        follows = derive(readings, self.decisions, self.ontology, self.names)
        return stored - follows, follows - stored

    def _journal(self, action: str, text_id: str, article_id: str, at: str) -> set[Quad]:
        """What was done and when, the one place that knows the hour."""
        if not at:
            return set()
        local = hashlib.sha256(f"{at} {action} {article_id}".encode()).hexdigest()[:16]
        node, graph = self.names.node("jrn", local), self.names.graph("journal")
        return {
            Quad(node, TYPE, kg("JournalEntry"), graph),
            Quad(node, kg("did"), Literal(action), graph),
            Quad(node, kg("article"), self.names.article(article_id), graph),
            Quad(node, kg("text_id"), Literal(text_id), graph),
            Quad(node, kg("at"), Literal(at, datatype=term(XSD, "dateTime")), graph),
        }
