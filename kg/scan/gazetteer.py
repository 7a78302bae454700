"""Known names in a text: one pass of an Aho-Corasick automaton, longest match first, case as written."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import Field, ValidationError

from kg.errors import OntologyError
from kg.languages import Section
from kg.model import NameHit, Span
from kg.settings import ontology_dir
from kg.spans import Taken

if TYPE_CHECKING:
    import ahocorasick


class Row(Section):
    """One entity that the gazetteer knows: its name, its class, the other ways to write it."""

    name: str
    type: str
    aliases: list[str] = Field(default=[])
    labels: dict[str, str] = Field(default={})
    ambiguous: bool = False
    ambiguous_aliases: list[str] = Field(default=[])
    source: list[str] = Field(default=[])

    def spellings(self) -> list[str]:
        """Every way to write it, the name first, each once."""
        return list(dict.fromkeys([self.name, *self.labels.values(), *self.aliases]))


class Gazetteer:
    """Names by spelling. Two rows with one spelling: the first file, then the first line, wins."""

    def __init__(self, rows: Sequence[Row]) -> None:
        import ahocorasick

        self.automaton: ahocorasick.Automaton = ahocorasick.Automaton()
        known: dict[str, tuple[Row, bool]] = {}
        for row in rows:
            for spelling in row.spellings():
                known.setdefault(spelling, (row, row.ambiguous or spelling in row.ambiguous_aliases))
        for spelling, (row, ambiguous) in known.items():
            self.automaton.add_word(spelling, (len(spelling), row, ambiguous))
        if known:
            self.automaton.make_automaton()
        self.known = known

    def find(self, text: str) -> list[NameHit]:
        """The names in the text, sorted, disjoint: of two that overlap, the longer, then the earlier."""
        if not self.known:
            return []
        taken = Taken()
        hits = sorted(self._all(text), key=lambda h: (-len(h.span), h.span.start))
        return sorted((hit for hit in hits if taken.add(hit.span)), key=lambda h: h.span)

    def _all(self, text: str) -> Iterator[NameHit]:
        for last, (length, row, ambiguous) in self.automaton.iter(text):
            span = Span(last + 1 - length, last + 1)
            if _stands_alone(text, span):
                yield NameHit(span, row.type, row.name, ambiguous)


def _stands_alone(text: str, span: Span) -> bool:
    """True if no letter or digit touches the name, nor a hyphen or point that goes on with one ("Qwen-VL")."""
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 2]
    if before.isalnum() or after[:1].isalnum():
        return False
    if after[:1] in {"-", "."} and after[1:].isalnum() and (after[1:].isdigit() or after[1:].isupper()):
        return False
    return not (before == "-" and text[max(0, span.start - 2) : span.start - 1].isalnum())


@functools.cache
def load_gazetteer(folder: Path | None = None) -> Gazetteer:
    """The names of ontology/gazetteer/*.jsonl, by file name. Raises OntologyError with file and line."""
    rows: list[Row] = []
    for path in sorted((folder or ontology_dir() / "gazetteer").glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                rows.append(Row.model_validate(json.loads(line)))
            except (ValidationError, ValueError) as error:
                reason = str(error).splitlines()[0]
                raise OntologyError(f"{path.name}:{number}: {reason}: see gazetteer/README.md") from error
    return Gazetteer(rows)
