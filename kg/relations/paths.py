"""Paths over a sentence's UD graph: ">nsubj", ">obl[par,by]", "<acl >obj", with "|" between alternatives of a step.

A step may say of which lemma the word must be where it ends: "<obj{raise,lever}".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.errors import OntologyError
from kg.model import Edge, Tree

STEP = re.compile(r"^([<>])([a-z:|]+)(?:\[([^\]]*)\])?(?:\{([^}]+)\})?$")


@dataclass(frozen=True, slots=True)
class Step:
    """One edge: down to a child or up to a head, by name, with one of `cases` if there are any ("" allows none)."""

    down: bool
    deps: frozenset[str]
    cases: frozenset[str]
    lemmas: frozenset[str] = frozenset()

    def fits(self, edge: Edge) -> bool:
        """True if the edge has one of the names and one of the prepositions."""
        return (edge.dep in self.deps or edge.dep.split(":")[0] in self.deps) and (
            not self.cases or edge.case in self.cases
        )


Path = tuple[tuple[Step, ...], ...]


def parse_path(text: str, place: str) -> Path:
    """The alternatives of a path ("or" between them), each a sequence of steps. Raises OntologyError with the place."""
    return tuple(tuple(_step(word, place) for word in option.split()) for option in text.split(" or "))


def _step(word: str, place: str) -> Step:
    match = STEP.match(word)
    if match is None:
        raise OntologyError(f"{place}: {word!r} is no step; write >dep, <dep, >dep[case,case] or >dep{{lemma,lemma}}")
    cases = frozenset(match[3].split(",")) if match[3] is not None else frozenset()
    lemmas = frozenset(match[4].split(",")) if match[4] is not None else frozenset()
    return Step(match[1] == ">", frozenset(match[2].split("|")), cases, lemmas)


class Walker:
    """The edges of a tree by their ends."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.down: dict[int, list[Edge]] = {}
        self.up: dict[int, list[Edge]] = {}
        for edge in tree.edges:
            self.down.setdefault(edge.head, []).append(edge)
            self.up.setdefault(edge.child, []).append(edge)

    def ends(self, start: int, path: Path) -> list[int]:
        """The tokens where the path can end, in order, each once."""
        out: dict[int, None] = {}
        for option in path:
            at = [start]
            for step in option:
                at = list(dict.fromkeys(self._next(at, step)))
            out.update(dict.fromkeys(at))
        return list(out)

    def _next(self, at: Iterable[int], step: Step) -> Iterable[int]:
        for token in at:
            for edge in (self.down if step.down else self.up).get(token, []):
                end = edge.child if step.down else edge.head
                if end >= 0 and step.fits(edge) and (not step.lemmas or self.tree.tokens[end].lemma in step.lemmas):
                    yield end
