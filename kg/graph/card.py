"""What is known of one entity, as a card: its names, and its facts by relation with their quotes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.ontology import Ontology

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Group:
    """The facts of one relation seen from the entity: "leads", or "led by" where the entity is the object."""

    relation: str
    labels: Mapping[str, str]
    facts: tuple[Row, ...]
    is_object: bool

    def other(self, fact: Row) -> str:
        """The other end of a fact."""
        return str(fact["subject" if self.is_object else "object"])


@dataclass(frozen=True, slots=True)
class Card:
    """An entity's row of `entities()` and its groups, in the order of kg.ttl, its own facts first."""

    entity: Row
    groups: tuple[Group, ...]

    def rows(self) -> list[Row]:
        """The facts of all groups, as `facts()` gives them."""
        return [fact for group in self.groups for fact in group.facts]


def card(entity: Row, facts: Iterable[Row], ontology: Ontology) -> Card:
    """The card of an entity from the rows of the graph. A symmetric relation is read from the entity's side."""
    found: dict[tuple[bool, str], list[Row]] = {}
    for fact in facts:
        for end in ("subject", "object"):
            if fact[f"{end}_id"] == entity["id"]:
                relation = ontology.relations[str(fact["relation"])]
                turned = end == "object" and not relation.symmetric
                row = _turned(fact) if end == "object" and relation.symmetric else fact
                found.setdefault((turned, relation.name), []).append(row)
    ordered = sorted(found, key=lambda side: (side[0], ontology.relations[side[1]].order))
    return Card(entity, tuple(_group(side, found[side], ontology) for side in ordered))


def _group(side: tuple[bool, str], facts: list[Row], ontology: Ontology) -> Group:
    is_object, name = side
    relation = ontology.relations[name]
    return Group(name, relation.inverse_labels if is_object else relation.labels, tuple(facts), is_object)


def _turned(fact: Row) -> Row:
    """The fact with its ends the other way round."""
    ends = {"subject": "object", "object": "subject"}
    return {
        column: fact[next((column.replace(a, b, 1) for a, b in ends.items() if column.startswith(a)), column)]
        for column in fact
    }
