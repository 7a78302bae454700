"""A claim is the triple of a statement: two things and a relation, with an identity made of the three."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kg.model import Mention, RelationMention, Span, digest
from kg.rdf.values import ValueNode, literal_node
from kg.rdf.vocabulary import Names, entity_id

if TYPE_CHECKING:
    from kg.ontology import Ontology

Thing = str | ValueNode
"""An entity's key, "org:deepseek", or a value."""


def thing_id(thing: Thing) -> str:
    """The short name of a thing: "ent:org-deepseek", "val:eur-1700000000-exact"."""
    return f"ent:{entity_id(thing)}" if isinstance(thing, str) else thing.id


def thing_node(thing: Thing, names: Names) -> NamedNode:
    """The IRI of a thing."""
    return names.entity(thing) if isinstance(thing, str) else names.node(thing.prefix, thing.local)


@dataclass(frozen=True, slots=True)
class Claim:
    """Subject, relation, object. The ends of a symmetric relation stand in code-point order (see `claim`)."""

    subject: Thing
    relation: str
    object: Thing

    @property
    def id(self) -> str:
        """Sixteen hex digits of the hash of the three; the store's base has no part in it."""
        return digest(thing_id(self.subject), self.relation, thing_id(self.object))


def claim(subject: Thing, relation: str, obj: Thing, ontology: Ontology) -> Claim:
    """The claim with the ends of a symmetric relation in order, so that "A with B" and "B with A" are one."""
    if ontology.relations[relation].symmetric and thing_id(obj) < thing_id(subject):
        subject, obj = obj, subject
    return Claim(subject, relation, obj)


def rekeyed(old: Claim, canonical: Callable[[str], str], ontology: Ontology) -> Claim:
    """The claim about the entities that the decisions make of its ends."""
    subject, obj = (canonical(end) if isinstance(end, str) else end for end in (old.subject, old.object))
    return old if (subject, obj) == (old.subject, old.object) else claim(subject, old.relation, obj, ontology)


def mention_thing(mention: Mention) -> Thing:
    """The entity's key or the value that a mention stands for."""
    return mention.key or literal_node(mention)


def read_claim(found: RelationMention, mentions: Mapping[Span, Mention], ontology: Ontology) -> Claim:
    """The claim that a relation mention reads. Raises KeyError if an end is no mention."""
    ends = (mention_thing(mentions[span]) for span in (found.subject, found.object))
    return claim(next(ends), found.relation, next(ends), ontology)


@dataclass(frozen=True, slots=True)
class Witness:
    """One evidence as the counts see it: what it says of its claim, in which text."""

    evidence: str
    status: str
    former: bool
    confidence: str
    text_id: str
