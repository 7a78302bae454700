"""What a person ruled about entities, and the one key that stands for each cluster.

A ruling never touches an article's graph: it changes what follows from all graphs. It can be taken back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal as OneOf
from typing import Self, cast

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import InputError
from kg.model import digest
from kg.rdf.values import DATE
from kg.rdf.vocabulary import DCT, TYPE, Names, kg, term

Ruling = OneOf["same", "not_same"]


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """A ruling about two keys. `date` is the person's (YYYY-MM-DD) or ""."""

    ruling: Ruling
    left: str
    right: str
    reason: str = ""
    date: str = ""

    @property
    def id(self) -> str:
        """Sixteen hex digits: the same ruling about the same two keys is one decision."""
        return digest(self.ruling, *sorted((self.left, self.right)))


@dataclass(frozen=True, slots=True)
class Decisions:
    """Decisions in force. `preferred`: keys that a cluster is called by if it has one (the gazetteer's)."""

    records: tuple[Decision, ...] = ()
    preferred: frozenset[str] = frozenset()
    _clusters: dict[str, tuple[str, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._clusters.update(_clusters(self.records))
        for record in self.records:
            if record.ruling == "not_same" and record.right in self.members(record.left):
                raise InputError(
                    f"{record.left} and {record.right} are ruled apart, but other decisions make them one; undo one"
                )

    @classmethod
    def of(cls, records: Iterable[Decision], preferred: frozenset[str] = frozenset()) -> Self:
        """The decisions in their one order."""
        return cls(tuple(sorted(set(records))), preferred)

    def members(self, key: str) -> tuple[str, ...]:
        """All keys that are ruled the same as this one, itself with them, sorted."""
        return self._clusters.get(key, (key,))

    def canonical(self, key: str) -> str:
        """The key that stands for the cluster: a preferred one, otherwise the first in code-point order."""
        members = self.members(key)
        return next((member for member in members if member in self.preferred), members[0])


def _clusters(records: Iterable[Decision]) -> dict[str, tuple[str, ...]]:
    near: dict[str, set[str]] = defaultdict(set)
    for record in records:
        if record.ruling == "same":
            near[record.left].add(record.right)
            near[record.right].add(record.left)
    clusters: dict[str, tuple[str, ...]] = {}
    for start in sorted(near):
        if start not in clusters:
            members = _reach(start, near)
            clusters.update(dict.fromkeys(members, tuple(sorted(members))))
    return clusters


def _reach(start: str, near: dict[str, set[str]]) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        fresh = near[waiting.pop()] - found
        found |= fresh
        waiting.extend(fresh)
    return found


def decision_quads(records: Iterable[Decision], names: Names) -> list[Quad]:
    """The decisions as they stand in graph:decisions."""
    graph, quads = names.graph("decisions"), []
    for record in records:
        node = names.node("dec", record.id)
        triples: list[tuple[NamedNode, NamedNode | Literal]] = [
            (TYPE, kg("Decision")),
            (kg("ruling"), Literal(record.ruling)),
            (kg("left_key"), Literal(record.left)),
            (kg("right_key"), Literal(record.right)),
            (kg("reason"), Literal(record.reason)),
        ]
        if record.date:
            triples.append((term(DCT, "date"), Literal(record.date, datatype=DATE)))
        quads += [Quad(node, predicate, obj, graph) for predicate, obj in triples]
    return quads


def quads_decisions(quads: Iterable[Quad]) -> list[Decision]:
    """The decisions that graph:decisions holds, sorted."""
    about: dict[str, dict[str, str]] = defaultdict(dict)
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, (Literal, NamedNode)):
            about[quad.subject.value][quad.predicate.value] = quad.object.value
    found = []
    for values in about.values():
        ruling = cast(Ruling, values[kg("ruling").value])
        left, right, reason = (values[kg(name).value] for name in ("left_key", "right_key", "reason"))
        found.append(Decision(ruling, left, right, reason, values.get(term(DCT, "date").value, "")))
    return sorted(found)
