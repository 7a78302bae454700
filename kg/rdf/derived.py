"""What follows from all readings and decisions: types, labels, plain triples, counts.

Everything here is a pure function of article graphs and decisions. A store that refreshes only the touched part calls
the same three functions (`entity_quads`, `statement_quads`, `tally_quads`) as `derive`, which does it all.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.model import MentionKind, Reading, Status, digest
from kg.rdf.claims import Claim, Witness, read_claim, rekeyed, thing_node
from kg.rdf.decisions import Decisions
from kg.rdf.reading import described, evidence_id
from kg.rdf.values import ValueNode, integer, number
from kg.rdf.vocabulary import (
    ALIAS,
    LABEL,
    OBJECT,
    PREDICATE,
    REPLACED_BY,
    STATEMENT,
    SUBJECT,
    TYPE,
    Names,
    kg,
)

if TYPE_CHECKING:
    from kg.ontology import Ontology

FACTS = DefaultGraph()


@dataclass(frozen=True, slots=True, order=True)
class Form:
    """A way in which mentions name an entity: its key as read, the class seen, the string."""

    key: str
    type: str
    text: str


Tally = Mapping[Form, int]


def forms(reading: Reading) -> Counter[Form]:
    """How often each form stands in a reading. Only names vote: a reference or a pronoun names nothing."""
    return Counter(Form(m.key, m.type, m.text) for m in reading.mentions if m.key and m.kind is MentionKind.NAME)


def witnesses(reading: Reading, ontology: Ontology) -> Iterator[tuple[Claim, Witness]]:
    """Each claim as read with its evidence; a relation mention that is given twice counts once."""
    mentions = {mention.span: mention for mention in reading.mentions}
    for found in dict.fromkeys(reading.relations):
        evidence, confidence = evidence_id(reading.article, found), number(found.confidence).value
        witness = Witness(evidence, found.status.value, found.former, confidence, reading.article.text_id)
        yield read_claim(found, mentions, ontology), witness


# The parts


def entity_quads(key: str, tally: Tally, ontology: Ontology, names: Names) -> Iterator[Quad]:
    """Type, label and aliases of a canonical entity; nothing if no mention names it.
    `tally`: the forms of all members of its cluster.
    """
    counts = {form: count for form, count in tally.items() if count > 0}
    if not counts:
        return
    node, label = names.entity(key), label_of(key, counts)
    yield Quad(node, TYPE, kg(type_of(counts, ontology)), FACTS)
    yield Quad(node, LABEL, Literal(label), FACTS)
    for text in sorted({form.text for form in counts} - {label}):
        yield Quad(node, ALIAS, Literal(text), FACTS)
    for member in sorted({form.key for form in counts} - {key}):
        yield Quad(names.entity(member), REPLACED_BY, node, names.graph("statements"))


def type_of(tally: Tally, ontology: Ontology) -> str:
    """The class that most mentions have; ties go to the one that stands first in kg.ttl."""
    votes: Counter[str] = Counter()
    for form, count in tally.items():
        votes[form.type] += count
    return min(votes, key=lambda name: (-votes[name], ontology.classes[name].order))


def label_of(key: str, tally: Tally) -> str:
    """The string that says the key's own name, otherwise any; among those the most frequent, the longest, the first."""
    votes: Counter[str] = Counter()
    for form, count in tally.items():
        votes[form.text] += count
    own = _letters(key.partition(":")[2])
    return min(votes, key=lambda text: (_letters(text) != own, -votes[text], -len(text), text))


def _letters(name: str) -> str:
    """Letters and digits alone, without case and accents: enough to tell "Mistral" from "Mistral AI"."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in plain if char.isalnum())


def tally_quads(form: Form, count: int, names: Names) -> list[Quad]:
    """One form and its count in graph:tally, so that one more article needs no count over all others."""
    node, graph = tally_node(form, names), names.graph("tally")
    return [
        Quad(node, kg("key"), Literal(form.key), graph),
        Quad(node, kg("class"), kg(form.type), graph),
        Quad(node, kg("exact"), Literal(form.text), graph),
        Quad(node, kg("mention_count"), integer(count), graph),
    ]


def tally_node(form: Form, names: Names) -> NamedNode:
    """tly:HASH of the form."""
    return names.node("tly", digest(form.key, form.type, form.text))


def statement_quads(claim: Claim, found: Sequence[Witness], ontology: Ontology, names: Names) -> Iterator[Quad]:
    """The statement's node with its counts, and the plain triples that follow; nothing without evidence."""
    if not found:
        return
    graph, node = names.graph("statements"), names.statement(claim.id)
    subject, obj = (thing_node(end, names) for end in (claim.subject, claim.object))
    yield Quad(node, TYPE, STATEMENT, graph)
    yield Quad(node, SUBJECT, subject, graph)
    yield Quad(node, PREDICATE, kg(claim.relation), graph)
    yield Quad(node, OBJECT, obj, graph)
    for name, count in _counts(found).items():
        yield Quad(node, kg(name), integer(count), graph)
    yield Quad(node, kg("confidence"), number(best_confidence(found)), graph)
    predicate = plain_predicate(claim, found, ontology)
    if predicate:
        yield Quad(subject, kg(predicate), obj, FACTS)
        if ontology.relations[claim.relation].symmetric and isinstance(obj, NamedNode):
            yield Quad(obj, kg(predicate), subject, FACTS)
        for end in (claim.subject, claim.object):
            if isinstance(end, ValueNode):
                yield from described(end, names, FACTS)


def _counts(found: Sequence[Witness]) -> dict[str, int]:
    by_status = Counter(witness.status for witness in found)
    return {
        "evidence_count": len(found),
        "source_count": len({witness.text_id for witness in found}),
        "former_count": sum(witness.former for witness in found),
        **{f"{status.value}_count": by_status[status.value] for status in Status},
    }


def best_confidence(found: Sequence[Witness]) -> Decimal:
    """That of the best asserted evidence; of the best of all where none asserts. Never a product of several."""
    asserted = [witness for witness in found if witness.status == Status.ASSERTED]
    return max(Decimal(witness.confidence) for witness in asserted or found)


def plain_predicate(claim: Claim, found: Iterable[Witness], ontology: Ontology) -> str | None:
    """The property of the plain triple: the relation if an article asserts it as holding, its `formerly_` if all that
    is asserted is over, None if nothing is asserted or a merge made both ends one.
    """
    asserted = [witness for witness in found if witness.status == Status.ASSERTED]
    if not asserted or claim.subject == claim.object:
        return None
    over = ontology.relations[claim.relation].former
    return over if over and all(witness.former for witness in asserted) else claim.relation


# The whole


def derive(readings: Iterable[Reading], decisions: Decisions, ontology: Ontology, names: Names) -> set[Quad]:
    """All quads that follow: the default graph, graph:statements and graph:tally."""
    tally: Counter[Form] = Counter()
    found: dict[Claim, list[Witness]] = defaultdict(list)
    replaced: set[Quad] = set()
    for reading in readings:
        tally.update(forms(reading))
        for as_read, witness in witnesses(reading, ontology):
            claim = rekeyed(as_read, decisions.canonical, ontology)
            found[claim].append(witness)
            replaced.update(replacement(as_read, claim, names))
    quads = {quad for form, count in tally.items() for quad in tally_quads(form, count, names)}
    clusters: dict[str, dict[Form, int]] = defaultdict(dict)
    for form, count in tally.items():
        clusters[decisions.canonical(form.key)][form] = count
    for key, part in clusters.items():
        quads.update(entity_quads(key, part, ontology, names))
    for claim, evidence in found.items():
        quads.update(statement_quads(claim, evidence, ontology, names))
    return quads | replaced


def replacement(as_read: Claim, claim: Claim, names: Names) -> list[Quad]:
    """The pointer from a statement as read to the one that decisions make of it."""
    if as_read == claim:
        return []
    old, new = names.statement(as_read.id), names.statement(claim.id)
    return [Quad(old, REPLACED_BY, new, names.graph("statements"))]
