"""Facts, evidence, entities and articles as rows: dicts whose columns are a contract (docs/reference/tables.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pyoxigraph import NamedNode

from kg.model import Amount, DateRange, Entity, Evidence, Mention, Reading, RelationMention, Span, Statement, Status
from kg.rdf.claims import Claim, Thing, read_claim, rekeyed, thing_id
from kg.rdf.derived import FACTS
from kg.rdf.reading import evidence_id
from kg.rdf.values import text_of
from kg.rdf.vocabulary import ALIAS, KG, LABEL, TYPE
from kg.store import Store, Upkeep

Row = dict[str, object]

EVIDENCE_COLUMNS: Final = (
    "subject", "subject_type", "relation", "object", "object_type", "value", "unit", "bound", "status", "former",
    "when_earliest", "when_latest", "when_precision", "confidence", "quote", "start", "end", "subject_start",
    "subject_end", "object_start", "object_end", "speaker", "role", "amount", "round", "percentage", "lead", "kind",
    "action", "found_by", "article", "title", "publisher", "published", "url", "statement", "subject_id", "object_id",
)  # fmt: skip
FACT_COLUMNS: Final = (
    "subject", "subject_type", "relation", "object", "object_type", "value", "unit", "bound", "status", "former",
    "when_earliest", "when_latest", "when_precision", "confidence", "sources", "asserted", "denied", "statement",
    "subject_id", "object_id", "best_quote", "url",
)  # fmt: skip
ENTITY_COLUMNS: Final = ("id", "label", "type", "aliases", "articles", "facts", "first_seen", "last_seen")
ARTICLE_COLUMNS: Final = (
    "id", "name", "title", "url", "publisher", "author", "published", "lang", "text_id", "entities", "evidence"
)  # fmt: skip

QUALIFIERS: Final = ("role", "amount", "round", "percentage", "lead", "kind", "action")  # columns, as written
_ORDER: Final = tuple(Status)  # asserted, planned, rumoured, denied: the first that a statement has is its status


@dataclass(frozen=True, slots=True)
class Seen:
    """One evidence with all that a row or a Statement may want of it. `subject_span` and `object_span` are the places
    of the claim's ends: a symmetric relation may be claimed the other way round than it was read.
    """

    claim: Claim
    found: RelationMention
    subject_span: Span
    object_span: Span
    object_mention: Mention
    reading: Reading
    id: str
    speaker: str

    @property
    def rank(self) -> tuple[object, ...]:
        """Sorts the best first: asserted before others, then by confidence, then by article and place."""
        article = self.reading.article
        return (_ORDER.index(self.found.status), -self.found.confidence, article.published, article.id, self.id)


class Entities:
    """The entities of the default graph, looked up once each."""

    def __init__(self, store: Store) -> None:
        self.store, self.names = store, store.names
        self._known: dict[str, Entity] = {}

    def get(self, key: str) -> Entity:
        """The entity with this canonical key; without a type if nothing names it."""
        if key not in self._known:
            node = self.names.entity(key)
            about: dict[NamedNode, list[str]] = defaultdict(list)
            for quad in self.store.quads(node, None, None, FACTS):
                about[quad.predicate].append(text_of(quad.object))
            label = about[LABEL][0] if about[LABEL] else key.partition(":")[2]
            kind = about[TYPE][0].removeprefix(KG) if about[TYPE] else ""
            self._known[key] = Entity(key, kind, label, tuple(sorted(about[ALIAS])))
        return self._known[key]

    def all(self) -> list[Entity]:
        """All entities, sorted by key."""
        start = self.names.node("ent", "").value
        nodes = (quad.subject for quad in self.store.quads(None, LABEL, None, FACTS))
        return [self.get(self.names.key(n)) for n in _sorted(nodes) if n.value.startswith(start)]


def _sorted(nodes: Iterable[object]) -> list[NamedNode]:
    return sorted({node for node in nodes if isinstance(node, NamedNode)}, key=lambda node: node.value)


class Rows:
    """Makes rows of what a store holds."""

    def __init__(self, upkeep: Upkeep) -> None:
        self.upkeep, self.ontology = upkeep, upkeep.ontology
        self.entities = Entities(upkeep.store)

    def seen(self, readings: Iterable[Reading]) -> dict[Claim, list[Seen]]:
        """The evidence of each statement, the best first; statements sorted by subject, relation, object."""
        found: dict[Claim, list[Seen]] = defaultdict(list)
        for reading in readings:
            mentions = {mention.span: mention for mention in reading.mentions}
            for relation in dict.fromkeys(reading.relations):
                one = self._seen(reading, relation, mentions)
                found[one.claim].append(one)
        ordered = sorted(found, key=lambda claim: self._order(claim, found[claim]))
        return {claim: sorted(found[claim], key=lambda one: one.rank) for claim in ordered}

    def _seen(self, reading: Reading, found: RelationMention, mentions: Mapping[Span, Mention]) -> Seen:
        decisions = self.upkeep.decisions
        claim = rekeyed(read_claim(found, mentions, self.ontology), decisions.canonical, self.ontology)
        speaker = mentions[found.said_by].key if found.said_by and found.said_by in mentions else ""
        read = mentions[found.subject].key
        turned = bool(read) and decisions.canonical(read) != claim.subject
        ends = (found.object, found.subject) if turned else (found.subject, found.object)
        return Seen(
            claim,
            found,
            *ends,
            mentions[ends[1]],
            reading,
            evidence_id(reading.article, found),
            speaker and decisions.canonical(speaker),
        )

    def _order(self, claim: Claim, evidence: list[Seen]) -> tuple[object, ...]:
        order = self.ontology.relations[claim.relation].order
        return (*self._end(claim.subject, evidence)[:1], order, *self._end(claim.object, evidence)[:1], claim.id)

    def _end(self, thing: Thing, evidence: list[Seen]) -> tuple[str, str, str]:
        """Label, type, id of a thing. A value is called as the best evidence writes it."""
        if isinstance(thing, str):
            entity = self.entities.get(thing)
            return entity.label, entity.type, thing_id(thing)
        best = min(evidence, key=lambda one: one.rank)
        return best.object_mention.text, thing.type, thing.id

    # Tables

    def evidence(self, seen: Mapping[Claim, list[Seen]]) -> list[Row]:
        """A row per evidence."""
        return [self._evidence_row(claim, one) for claim, evidence in seen.items() for one in evidence]

    def _evidence_row(self, claim: Claim, one: Seen) -> Row:
        article, found = one.reading.article, one.found
        row: Row = {
            **self._triple(claim, [one]),
            "status": found.status.value,
            "former": found.former,
            **_when([one]),
            "confidence": float(found.confidence),
            "quote": found.span.of(article.text),
            "start": found.span.start,
            "end": found.span.end,
            "subject_start": one.subject_span.start,
            "subject_end": one.subject_span.end,
            "object_start": one.object_span.start,
            "object_end": one.object_span.end,
            "speaker": self.entities.get(one.speaker).label if one.speaker else "",
            **{name: _qualifier(found, name) for name in QUALIFIERS},
            "found_by": found.found_by,
            "article": f"doc:{article.id}",
            **{name: getattr(article, name) for name in ("title", "publisher", "published", "url")},
        }
        return {column: row[column] for column in EVIDENCE_COLUMNS}

    def facts(self, seen: Mapping[Claim, list[Seen]]) -> list[Row]:
        """A row per statement, whatever its status."""
        return [self._fact_row(claim, evidence) for claim, evidence in seen.items()]

    def _fact_row(self, claim: Claim, evidence: list[Seen]) -> Row:
        best = evidence[0]
        asserted = [one for one in evidence if one.found.status is Status.ASSERTED]
        row: Row = {
            **self._triple(claim, evidence),
            "status": best.found.status.value,
            "former": all(one.found.former for one in asserted or evidence),
            **_when(evidence),
            "confidence": float(max(one.found.confidence for one in asserted or evidence)),
            "sources": len({one.reading.article.text_id for one in evidence}),
            "asserted": len(asserted),
            "denied": sum(one.found.status is Status.DENIED for one in evidence),
            "best_quote": best.found.span.of(best.reading.article.text),
            "url": best.reading.article.url,
        }
        return {column: row[column] for column in FACT_COLUMNS}

    def _triple(self, claim: Claim, evidence: list[Seen]) -> Row:
        subject, subject_type, subject_id = self._end(claim.subject, evidence)
        obj, object_type, object_id = self._end(claim.object, evidence)
        return {
            "subject": subject,
            "subject_type": subject_type,
            "relation": claim.relation,
            "object": obj,
            "object_type": object_type,
            **_amount(claim.object),
            "statement": f"stm:{claim.id}",
            "subject_id": subject_id,
            "object_id": object_id,
        }

    def entity_rows(self, readings: Iterable[Reading]) -> list[Row]:
        """A row per entity. `facts`: plain triples that it is an end of, a symmetric one once."""
        dates: dict[str, dict[str, str]] = defaultdict(dict)
        ends: dict[str, set[Claim]] = defaultdict(set)
        for reading in readings:
            for key in {self.upkeep.decisions.canonical(m.key) for m in reading.mentions if m.key}:
                dates[key][reading.article.id] = reading.article.published
        for claim in self._plain_claims():
            for end in (claim.subject, claim.object):
                if isinstance(end, str):
                    ends[end].add(claim)
        return [self._entity_row(entity, dates[entity.key], len(ends[entity.key])) for entity in self.entities.all()]

    def _plain_claims(self) -> set[Claim]:
        """The plain triples between entities and to values, each relation once whatever its direction or time."""
        names, relations = self.upkeep.names, self.ontology.relations
        by_property = {name: relation for relation in relations.values() for name in (relation.name, relation.former)}
        start, found = names.node("ent", "").value, set()
        for quad in self.upkeep.store.quads(graph=FACTS):
            relation = by_property.get(quad.predicate.value.removeprefix(KG))
            if relation and isinstance(quad.subject, NamedNode):
                ends = [text_of(quad.subject), text_of(quad.object)]
                things = [names.key(NamedNode(end)) if end.startswith(start) else f"value:{end}" for end in ends]
                found.add(Claim(*_pair(things, relation.symmetric, relation.name)))
        return found

    def _entity_row(self, entity: Entity, dates: Mapping[str, str], facts: int) -> Row:
        known = sorted(filter(None, dates.values()))
        return {
            "id": thing_id(entity.key),
            "label": entity.label,
            "type": entity.type,
            "aliases": list(entity.aliases),
            "articles": len(dates),
            "facts": facts,
            "first_seen": known[0] if known else "",
            "last_seen": known[-1] if known else "",
        }

    # Values of the model

    def statement(self, claim: Claim, evidence: list[Seen]) -> Statement:
        """The statement with its evidence, the best first."""
        subject = self.entities.get(claim.subject) if isinstance(claim.subject, str) else None
        obj = self.entities.get(claim.object) if isinstance(claim.object, str) else evidence[0].object_mention
        subject = subject or Entity(thing_id(claim.subject), "", thing_id(claim.subject))
        return Statement(subject, claim.relation, obj, tuple(map(self._evidence, evidence)))

    def _evidence(self, one: Seen) -> Evidence:
        found, article = one.found, one.reading.article
        return Evidence(
            article=article,
            span=found.span,
            quote=found.span.of(article.text),
            status=found.status,
            said_by=self.entities.get(one.speaker) if one.speaker else None,
            qualifiers=found.qualifiers,
            confidence=found.confidence,
            found_by=found.found_by,
        )


def _pair(things: list[str], symmetric: bool, relation: str) -> tuple[str, str, str]:
    subject, obj = sorted(things) if symmetric else things
    return subject, relation, obj


def article_row(reading: Reading) -> Row:
    """The row of an article."""
    article = reading.article
    row: Row = {name: getattr(article, name) for name in ARTICLE_COLUMNS[:9]}
    return row | {
        "id": f"doc:{article.id}",
        "entities": len({mention.key for mention in reading.mentions if mention.key}),
        "evidence": len(dict.fromkeys(reading.relations)),
    }


def _amount(thing: Thing) -> Row:
    value = None if isinstance(thing, str) else thing.value
    if not isinstance(value, Amount):
        return {"value": None, "unit": "", "bound": ""}
    return {"value": _number(value.low) if value.low == value.high else None, "unit": value.unit, "bound": value.bound}


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _qualifier(found: RelationMention, name: str) -> str:
    return next((q.text for q in found.qualifiers if q.name == name), "")


def _when(evidence: Iterable[Seen]) -> Row:
    """The date of the best evidence that has one."""
    for one in evidence:
        for qualifier in one.found.qualifiers:
            if qualifier.name == "when" and isinstance(qualifier.value, DateRange):
                when = qualifier.value
                earliest, latest = when.earliest.isoformat(), when.latest.isoformat()
                return {"when_earliest": earliest, "when_latest": latest, "when_precision": when.precision}
    return {"when_earliest": "", "when_latest": "", "when_precision": ""}
