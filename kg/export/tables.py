"""The tables as CSV files that a spreadsheet opens right: facts, evidence, entities.

The columns are those of the graph's rows and a contract: docs/reference/tables.md.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from kg.graph.rows import ENTITY_COLUMNS, EVIDENCE_COLUMNS, FACT_COLUMNS

if TYPE_CHECKING:
    from kg.graph import Graph

Row = Mapping[str, object]

SEPARATOR: Final = " | "
"""Between the aliases of an entity, which are one cell."""

# What spreadsheets take for a formula at the head of a cell, the wide forms of East Asian keyboards too.
_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")
_TABLES: Final[Mapping[str, tuple[tuple[str, ...], Callable[[Graph], list[dict[str, object]]]]]] = {
    "facts.csv": (FACT_COLUMNS, lambda graph: graph.facts()),
    "evidence.csv": (EVIDENCE_COLUMNS, lambda graph: graph.evidence()),
    "entities.csv": (ENTITY_COLUMNS, lambda graph: graph.entities()),
}


def tables(graph: Graph) -> dict[str, bytes]:
    """File name -> content of the three tables."""
    return {name: as_csv(rows(graph), columns) for name, (columns, rows) in _TABLES.items()}


def as_csv(rows: Iterable[Row], columns: Sequence[str]) -> bytes:
    """The rows as RFC 4180 asks, in UTF-8 with a byte-order mark, without which spreadsheets guess the encoding."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(row[column]) for column in columns] for row in rows)
    return codecs.BOM_UTF8 + out.getvalue().encode("utf-8")


def cell(value: object) -> str:
    """A value as one cell: "true" and "false", names side by side, and text that no spreadsheet runs as a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return str(value)
    text = SEPARATOR.join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
