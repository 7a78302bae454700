"""The part of what follows that a change touches, so that one more article costs what it says and no more."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import product
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from kg.model import Reading
from kg.rdf import DamageError, Decisions
from kg.rdf.claims import Claim, Thing, Witness, claim, rekeyed
from kg.rdf.derived import (
    FACTS,
    Form,
    Tally,
    entity_quads,
    forms,
    replacement,
    statement_quads,
    tally_node,
    tally_quads,
    witnesses,
)
from kg.rdf.values import text_of
from kg.rdf.vocabulary import KG, kg
from kg.store.contract import Store

if TYPE_CHECKING:
    from kg.ontology import Ontology


class Touched:
    """The part of what follows that some articles touch: before (`old`) and after (`new`)."""

    def __init__(
        self,
        store: Store,
        decisions: Decisions,
        ontology: Ontology,
        old: Sequence[Reading],
        new: Sequence[Reading],
    ) -> None:
        self.store, self.names, self.ontology, self.decisions = store, store.names, ontology, decisions
        self.old, self.new = old, new
        self.leaving = {self.names.article_graph(reading.article.id) for reading in (*old, *new)}
        self.text_ids: dict[NamedNode, str] = {}

    def difference(self) -> tuple[set[Quad], set[Quad]]:
        """The quads that go and those that come. What was there is computed like what will be, not read back: the
        store holds what follows, and `verify` is there for one that does not.
        """
        before, after = set[Quad](), set[Quad]()
        self._entities(before, after)
        self._statements(before, after)
        removed, added = before - after, after - before
        return removed - self._values_in_use(removed, added), added

    # Entities: the tally makes the work as large as the change, not as the number of articles with the name.

    def _entities(self, before: set[Quad], after: set[Quad]) -> None:
        delta: Counter[Form] = Counter()
        for reading in self.new:
            delta.update(forms(reading))
        for reading in self.old:
            delta.subtract(forms(reading))
        moved: dict[str, Counter[Form]] = defaultdict(Counter)
        for form, count in delta.items():
            if count:
                moved[self.decisions.canonical(form.key)][form] = count
        for key in sorted(moved):
            tally = self._tally(key)
            before.update(self._entity(key, tally))
            tally.update(moved[key])
            if min(tally.values()) < 0:
                raise DamageError(f"{key} is counted less often than it is named; run verify")
            after.update(self._entity(key, tally))

    def _entity(self, key: str, tally: Tally) -> Iterator[Quad]:
        yield from entity_quads(key, tally, self.ontology, self.names)
        for form, count in tally.items():
            if count:
                yield from tally_quads(form, count, self.names)

    def _tally(self, key: str) -> Counter[Form]:
        """How often each form is used, as graph:tally has it."""
        graph, tally = self.names.graph("tally"), Counter[Form]()
        for member in self.decisions.members(key):
            for row in self.store.quads(None, kg("key"), Literal(member), graph):
                node = NamedNode(text_of(row.subject))
                about = {q.predicate: text_of(q.object) for q in self.store.quads(node, graph=graph)}
                form = Form(member, about[kg("class")][len(KG) :], about[kg("exact")])
                if tally_node(form, self.names) != node:
                    raise DamageError(f"{self.names.short(node.value)} counts another form than it is named for")
                tally[form] = int(about[kg("mention_count")])
        return tally

    # Statements: their few witnesses are looked up.

    def _statements(self, before: set[Quad], after: set[Quad]) -> None:
        old, new = self._read(self.old), self._read(self.new)
        for claim_ in {self._canonical(as_read) for as_read in old.keys() | new.keys()}:
            was, becomes = list[Witness](), list[Witness]()
            for as_read in self._as_read(claim_):
                others = list(self._stored_witnesses(as_read))
                pointer = replacement(as_read, claim_, self.names)
                for part, mine, quads in ((was, old, before), (becomes, new, after)):
                    evidence = [*others, *mine.get(as_read, ())]
                    part += evidence
                    quads.update(pointer if evidence else ())
            before.update(statement_quads(claim_, was, self.ontology, self.names))
            after.update(statement_quads(claim_, becomes, self.ontology, self.names))

    def _read(self, readings: Sequence[Reading]) -> dict[Claim, list[Witness]]:
        found: dict[Claim, list[Witness]] = defaultdict(list)
        for reading in readings:
            for as_read, witness in witnesses(reading, self.ontology):
                found[as_read].append(witness)
        return found

    def _canonical(self, as_read: Claim) -> Claim:
        return rekeyed(as_read, self.decisions.canonical, self.ontology)

    def _as_read(self, claim_: Claim) -> list[Claim]:
        """All claims that the decisions make this one, itself first."""
        ends = product(self._members(claim_.subject), self._members(claim_.object))
        pairs = (claim(subject, claim_.relation, obj, self.ontology) for subject, obj in ends)
        return list(dict.fromkeys([claim_, *pairs]))

    def _members(self, end: Thing) -> tuple[Thing, ...]:
        return self.decisions.members(end) if isinstance(end, str) else (end,)

    def _stored_witnesses(self, as_read: Claim) -> Iterator[Witness]:
        for quad in self.store.quads(None, kg("reads"), self.names.statement(as_read.id)):
            graph, node = quad.graph_name, quad.subject
            if isinstance(graph, NamedNode) and isinstance(node, NamedNode) and graph not in self.leaving:
                yield self._witness(node, graph)

    def _witness(self, node: NamedNode, graph: NamedNode) -> Witness:
        status, confidence = (self._one(node, name, graph) for name in ("status", "confidence"))
        if graph not in self.text_ids:
            article = self.names.article_id(graph) or ""
            self.text_ids[graph] = self._one(self.names.article(article), "text_id", graph)
        former = any(self.store.quads(node, kg("former"), None, graph))
        evidence = self.names.local("evd", node)
        return Witness(evidence, status.removeprefix(KG), former, confidence, self.text_ids[graph])

    def _one(self, node: NamedNode, name: str, graph: NamedNode) -> str:
        for quad in self.store.quads(node, kg(name), None, graph):
            return text_of(quad.object)
        raise DamageError(f"{self.names.short(node.value)} has no kg:{name}")

    def _values_in_use(self, removed: set[Quad], added: set[Quad]) -> set[Quad]:
        """Of the descriptions that would go, those of a value to which another fact still points."""
        values, kept = self.names.node("val", "").value, set()
        licences = self.names.node("lic", "").value
        for quad in removed:
            node = quad.subject
            if isinstance(node, NamedNode) and quad.graph_name == FACTS and node.value.startswith((values, licences)):
                pointing = [*self.store.quads(None, None, node, FACTS), *(q for q in added if q.object == node)]
                if any(q not in removed for q in pointing):
                    kept.add(quad)
        return kept
