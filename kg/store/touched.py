"""The part of what follows that a change touches, so that one more article costs what it says and no more."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import product
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from kg.model import Reading
from kg.rdf import DamageError, Decisions
from kg.rdf.claims import Claim, Thing, Witness, claim, rekeyed, thing_node
from kg.rdf.derived import (
    FACTS,
    Form,
    entity_quads,
    forms,
    replacement,
    statement_quads,
    tally_node,
    tally_quads,
    witnesses,
)
from kg.rdf.reading import described
from kg.rdf.values import ValueNode, text_of
from kg.rdf.vocabulary import ALIAS, KG, LABEL, REPLACED_BY, TYPE, kg
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
        """The quads that go and those that come."""
        before, after = self._entities()
        claims_before, claims_after = self._statements()
        before |= claims_before
        after |= claims_after
        removed, added = before - after, after - before
        return removed - self._values_in_use(removed, added), added

    # Entities: the tally makes the work as large as the change, not as the number of articles with the name.

    def _entities(self) -> tuple[set[Quad], set[Quad]]:
        delta: Counter[Form] = Counter()
        for reading in self.new:
            delta.update(forms(reading))
        for reading in self.old:
            delta.subtract(forms(reading))
        moved = {form: count for form, count in delta.items() if count}
        before: set[Quad] = set()
        after: set[Quad] = set()
        for key in sorted({self.decisions.canonical(form.key) for form in moved}):
            stored, tally = self._tally(key)
            changed = {form: count for form, count in moved.items() if form.key in self.decisions.members(key)}
            for form, count in changed.items():
                tally[form] += count
            if min(tally.values()) < 0:
                raise DamageError(f"{key} is counted less often than it is named; run verify")
            before |= stored | self._entity_as_stored(key)
            after.update(entity_quads(key, tally, self.ontology, self.names))
            after.update(q for form, count in tally.items() if count for q in tally_quads(form, count, self.names))
        return before, after

    def _tally(self, key: str) -> tuple[set[Quad], Counter[Form]]:
        graph, stored, tally = self.names.graph("tally"), set[Quad](), Counter[Form]()
        for member in self.decisions.members(key):
            for row in self.store.quads(None, kg("key"), Literal(member), graph):
                quads = set(self.store.quads(NamedNode(text_of(row.subject)), graph=graph))
                about = {quad.predicate: text_of(quad.object) for quad in quads}
                form = Form(member, about[kg("class")][len(KG) :], about[kg("exact")])
                if tally_node(form, self.names) != row.subject:
                    raise DamageError(
                        f"{self.names.short(text_of(row.subject))} counts another form than it is named for"
                    )
                tally[form] = int(about[kg("mention_count")])
                stored |= quads
        return stored, tally

    def _entity_as_stored(self, key: str) -> set[Quad]:
        node, statements = self.names.entity(key), self.names.graph("statements")
        found = {q for predicate in (TYPE, LABEL, ALIAS) for q in self.store.quads(node, predicate, None, FACTS)}
        for member in self.decisions.members(key):
            found.update(self.store.quads(self.names.entity(member), REPLACED_BY, None, statements))
        return found

    # Statements: their few witnesses are looked up.

    def _statements(self) -> tuple[set[Quad], set[Quad]]:
        fresh: dict[Claim, list[Witness]] = defaultdict(list)
        for reading in self.new:
            for as_read, witness in witnesses(reading, self.ontology):
                fresh[as_read].append(witness)
        gone = {as_read for reading in self.old for as_read, _ in witnesses(reading, self.ontology)}
        before: set[Quad] = set()
        after: set[Quad] = set()
        for claim_ in {self._canonical(as_read) for as_read in fresh.keys() | gone}:
            found: list[Witness] = []
            for as_read in self._as_read(claim_):
                evidence = [*self._stored_witnesses(as_read), *fresh.get(as_read, ())]
                found += evidence
                pointer = set(replacement(as_read, claim_, self.names))
                before |= {q for q in pointer if self.store.has(q)}
                after |= pointer if evidence else set()
            before |= self._statement_as_stored(claim_)
            after.update(statement_quads(claim_, found, self.ontology, self.names))
        return before, after

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

    def _statement_as_stored(self, claim_: Claim) -> set[Quad]:
        node, statements = self.names.statement(claim_.id), self.names.graph("statements")
        found = {q for q in self.store.quads(node, graph=statements) if q.predicate != REPLACED_BY}
        relation = self.ontology.relations[claim_.relation]
        subject, obj = (thing_node(end, self.names) for end in (claim_.subject, claim_.object))
        for name in (relation.name, relation.former):
            for one, other in ((subject, obj), (obj, subject)) if relation.symmetric else ((subject, obj),):
                found.update(self.store.quads(one, kg(name), other, FACTS) if name else ())
        values = [end for end in (claim_.subject, claim_.object) if isinstance(end, ValueNode)]
        return found | {q for value in values for q in described(value, self.names, FACTS) if self.store.has(q)}

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
