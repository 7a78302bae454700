"""The store in a folder (or in memory): quads in pyoxigraph, texts as files named by their hash.

Texts stand beside the quads, not among them: a query over all graphs must not return whole articles, and pyoxigraph
can leave no graph out (naming 3,000 graphs instead took 7.3 s for a query of 17 ms). A text is written before the
commit that needs it and deleted after the commit that does not, so a kill leaves a spare file at worst.
"""

from __future__ import annotations

import contextlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad
from pyoxigraph import Store as Oxigraph

from kg.errors import QueryError, StoreError, one_line
from kg.files import write_whole
from kg.rdf import DEFAULT_BASE, Names
from kg.store.contract import Change, Solutions

MEMORY: Final = ":memory:"
FORMAT: Final = "1"
_MARK: Final = "kg-store"  # a file that says "this folder is a kg store": its format and its base


def open_store(place: str | Path = MEMORY, *, base: str = "") -> EmbeddedStore:
    """The store in a folder, made if it is not there, or a new one in memory. `base` counts for a new store only.
    Raises StoreError if the folder is in use, is something else, or has another base.
    """
    if str(place) == MEMORY:
        return EmbeddedStore(Oxigraph(), None, Names(base or DEFAULT_BASE))
    folder = Path(place)
    names = Names(_base(folder, base))
    try:
        return EmbeddedStore(Oxigraph(str(folder / "quads")), folder / "texts", names)
    except OSError as problem:
        if "lock" in str(problem).lower():
            raise StoreError(f"{folder}: in use by another process; wait until it is done") from None
        raise StoreError(f"{folder}: cannot be opened ({one_line(problem)}); build it again") from problem


_PLACE: Final = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_PHRASE: Final = re.compile(r"(?<![\"'\w])[A-Z][a-z]+(?: \w+){2,}")  # "Prefix not found", among a hundred characters


def _where(sparql: str, problem: str) -> str:
    """Where a query cannot be read, and why if that is short: the engine lists every character it would have taken."""
    found = _PLACE.match(problem)
    if not found:
        return one_line(problem)
    line, column = int(found[1]), int(found[2])
    rest = one_line("".join(sparql.splitlines(keepends=True)[line - 1 :])[column - 1 :])
    at = f"at {rest[:40]!r}" if rest else "at its end, where a part is missing or too much"
    phrase = _PHRASE.search(found[3])
    return f"line {line}, column {column}, {at}" + (f" ({phrase[0].lower()})" if phrase else "")


def _base(folder: Path, wanted: str) -> str:
    """The base that the folder's mark names; writes the mark of a new store."""
    mark = folder / _MARK
    try:
        if mark.is_file():
            return _marked_base(folder, mark.read_text("utf-8").split("\n"), wanted)
        if folder.is_dir() and any(folder.iterdir()):
            raise StoreError(f"{folder}: is no kg store and not empty; name another folder")
        folder.mkdir(parents=True, exist_ok=True)
        base = wanted or DEFAULT_BASE
        write_whole(mark, f"{FORMAT}\n{base}\n".encode())
    except OSError as problem:
        raise StoreError(f"{folder}: {problem.strerror or problem}; name a folder that can be written") from problem
    return base


def _marked_base(folder: Path, lines: list[str], wanted: str) -> str:
    if len(lines) < 2 or lines[0] != FORMAT:
        raise StoreError(f"{folder}: store of format {lines[0][:20]!r}, this kg reads {FORMAT!r}; build it again")
    if wanted and wanted != lines[1]:
        raise StoreError(f"{folder}: its base is {lines[1]}, not {wanted}; leave the base out or use a new folder")
    return lines[1]


class EmbeddedStore:
    """See `Store`. One process has it open at a time."""

    def __init__(self, quads: Oxigraph, texts: Path | None, names: Names) -> None:
        self._quads: Oxigraph | None = quads
        self._texts = texts
        self._kept: dict[str, str] = {}
        self._names = names

    @property
    def names(self) -> Names:
        """The IRIs of this store."""
        return self._names

    @property
    def _open(self) -> Oxigraph:
        if self._quads is None:
            raise StoreError("the store is closed; open it again")
        return self._quads

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        obj: NamedNode | Literal | None = None,
        graph: NamedNode | DefaultGraph | None = None,
    ) -> Iterator[Quad]:
        """The quads that fit; None fits all."""
        return self._open.quads_for_pattern(subject, predicate, obj, graph)

    def has(self, quad: Quad) -> bool:
        """True if the quad is there."""
        return quad in self._open

    def graphs(self) -> Iterator[NamedNode]:
        """The names of all named graphs."""
        return (graph for graph in self._open.named_graphs() if isinstance(graph, NamedNode))

    def query(self, sparql: str, *, union: bool = False) -> Solutions:
        """The answer to a query that was found harmless."""
        try:
            return self._open.query(sparql, prefixes=self._names.prefixes(), use_default_graph_as_union=union)
        except SyntaxError as problem:
            raise QueryError(f"not SPARQL: {_where(sparql, str(problem))}") from None
        except (OSError, ValueError) as problem:
            raise QueryError(f"cannot be answered: {one_line(problem)}") from None

    def commit(self, change: Change) -> None:
        """Do all of the change or nothing."""
        for text_id, text in change.texts.items():
            if text is not None:
                self._keep(text_id, text)
        try:
            self._apply(change)
        except OSError as problem:
            raise StoreError(f"the store cannot be written: {one_line(problem)}") from problem
        for text_id, text in change.texts.items():
            if text is None:
                self._forget(text_id)

    def _apply(self, change: Change) -> None:
        if change.remove or change.drop:
            self._open.update(";\n".join(_operations(change)))
        elif change.add:
            self._open.extend(change.add)

    def text(self, text_id: str) -> str:
        """The text with this SHA-256."""
        if self._texts is None:
            if text_id not in self._kept:
                raise StoreError(f"text {text_id}: missing; add its article again")
            return self._kept[text_id]
        try:
            return self._path(text_id).read_bytes().decode("utf-8")
        except OSError:
            raise StoreError(f"text {text_id}: missing; add its article again") from None
        except UnicodeDecodeError:
            raise StoreError(f"text {text_id}: is no UTF-8 any more; add its article again") from None

    def close(self) -> None:
        """Let another process in."""
        self._quads = None

    def _path(self, text_id: str) -> Path:
        if self._texts is None or not text_id.isalnum():
            raise StoreError(f"text {text_id}: is no SHA-256")
        return self._texts / text_id[:2] / f"{text_id}.txt"

    def _keep(self, text_id: str, text: str) -> None:
        if self._texts is None:
            self._kept[text_id] = text
            return
        path = self._path(text_id)
        try:
            if not path.is_file() or path.read_bytes() != text.encode("utf-8"):
                write_whole(path, text.encode("utf-8"))
        except OSError as problem:
            raise StoreError(f"{path}: cannot be written ({problem.strerror}); free some room") from problem

    def _forget(self, text_id: str) -> None:
        self._kept.pop(text_id, None)
        if self._texts is not None:
            with contextlib.suppress(OSError):  # a spare text harms nobody
                self._path(text_id).unlink()


def _operations(change: Change) -> Iterator[str]:
    """The change as the operations of one SPARQL update, which pyoxigraph does as one transaction."""
    if change.remove:
        yield f"DELETE DATA {{ {_data(change.remove)} }}"
    yield from (f"DROP SILENT GRAPH {graph}" for graph in change.drop)
    if change.add:
        yield f"INSERT DATA {{ {_data(change.add)} }}"


def _data(quads: Iterable[Quad]) -> str:
    """The quads as the body of a DATA block, each graph named once."""
    by_graph: dict[object, list[str]] = defaultdict(list)
    for quad in quads:
        by_graph[quad.graph_name].append(f"{quad.subject} {quad.predicate} {quad.object}")
    plain = by_graph.pop(DefaultGraph(), [])
    named = (f"GRAPH {graph} {{ {' . '.join(lines)} }}" for graph, lines in by_graph.items())
    return "\n".join((*(f"{line} ." for line in plain), *named))
