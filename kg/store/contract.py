"""What a store must do; tests/contract holds every store to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples

from kg.rdf import Names

Solutions = QuerySolutions | QueryTriples | QueryBoolean


@dataclass(frozen=True, slots=True)
class Change:
    """What one commit does: quads go, graphs go, quads come; texts by their SHA-256, None for one that goes."""

    remove: tuple[Quad, ...] = ()
    drop: tuple[NamedNode, ...] = ()
    add: tuple[Quad, ...] = ()
    texts: Mapping[str, str | None] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.remove or self.drop or self.add or self.texts)


class Store(Protocol):
    """Quads and texts. All methods raise StoreError if the store cannot be read or written."""

    @property
    def names(self) -> Names:
        """The IRIs of this store; its base was fixed when the store was made."""

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        obj: NamedNode | Literal | None = None,
        graph: NamedNode | DefaultGraph | None = None,
    ) -> Iterator[Quad]:
        """The quads that fit; None fits all. An iterator does not see what is committed after it was made."""

    def has(self, quad: Quad) -> bool:
        """True if the quad is there."""

    def graphs(self) -> Iterator[NamedNode]:
        """The names of all named graphs."""

    def query(self, sparql: str, *, union: bool = False) -> Solutions:
        """The answer to a query that was found harmless. `union`: all graphs as one where the query has no GRAPH.
        Raises QueryError for one that does not parse.
        """

    def commit(self, change: Change) -> None:
        """Do all of the change or nothing. What returned is not lost if the process is killed."""

    def text(self, text_id: str) -> str:
        """The text with this SHA-256. Raises StoreError if it is missing; does not check the hash."""

    def close(self) -> None:
        """Let another process in. Nothing else may be called after it."""
