"""What is known of one entity, as a card: its names, and its facts by relation with their quotes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.ontology import Ontology, Relation

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Group:
    """The facts of one relation seen from the entity: "leads", "led by" where the entity is the object, and
    "formerly led" or "formerly led by" what is over.
    """

    relation: Relation
    facts: tuple[Row, ...]
    is_object: bool
    former: bool

    def label(self, lang: str) -> str:
        """What the relation is called from this side."""
        return self.relation.said(lang, inverse=self.is_object, former=self.former)

    def other(self, fact: Row) -> str:
        """The other end of a fact."""
        return str(fact["subject" if self.is_object else "object"])


@dataclass(frozen=True, slots=True)
class Card:
    """An entity's row of `entities()` and its groups: its own facts first in the order of kg.ttl, what is over last."""

    entity: Row
    groups: tuple[Group, ...]

    def rows(self) -> list[Row]:
        """The facts of all groups, as `facts()` gives them."""
        return [fact for group in self.groups for fact in group.facts]


def card(entity: Row, facts: Iterable[Row], ontology: Ontology) -> Card:
    """The card of an entity from the rows of the graph. A symmetric relation is read from the entity's side."""
    found: dict[tuple[bool, str, bool], list[Row]] = {}
    for fact in facts:
        for end in ("subject", "object"):
            if fact[f"{end}_id"] == entity["id"]:
                relation = ontology.relations[str(fact["relation"])]
                turned = end == "object" and not relation.symmetric
                row = _turned(fact) if end == "object" and relation.symmetric else fact
                found.setdefault((turned, relation.name, bool(fact["former"])), []).append(row)
    ordered = sorted(found, key=lambda side: (side[0], ontology.relations[side[1]].order, side[2]))
    return Card(entity, tuple(Group(ontology.relations[s[1]], tuple(found[s]), s[0], s[2]) for s in ordered))


def _turned(fact: Row) -> Row:
    """The fact with its ends the other way round."""
    ends = {"subject": "object", "object": "subject"}
    return {
        column: fact[next((column.replace(a, b, 1) for a, b in ends.items() if column.startswith(a)), column)]
        for column in fact
    }
