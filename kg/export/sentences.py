"""Facts with the sentences behind them, as `kg why` shows them: made of the graph's rows of evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from kg.errors import one_line
from kg.graph.rows import QUALIFIERS

if TYPE_CHECKING:
    from kg.graph import Card

Row = Mapping[str, object]


def as_text(rows: Iterable[Row]) -> str:
    """Each fact on a line, and beneath it each sentence with how sure it is, who says it and where."""
    lines = []
    for _, evidence in groupby(rows, key=lambda row: row["statement"]):
        found = list(evidence)
        lines.append(" ".join(one_line(found[0][end]) for end in ("subject", "relation", "object")))
        for row in found:
            lines += [f"  « {one_line(row['quote'])} »", f"    {_source(row)}"]
    return "".join(f"{line}\n" for line in lines)


def as_card(card: Card, lang: str = "en") -> str:
    """The entity with its names, and each fact on a line with the sentence behind it and where that stands."""
    entity = card.entity
    aliases = entity["aliases"]
    names = ", ".join(map(str, aliases)) if isinstance(aliases, list) else ""
    seen = " to ".join(dict.fromkeys(str(entity[name]) for name in ("first_seen", "last_seen") if entity[name]))
    lines = [f"{one_line(entity['label'])} ({entity['type']}, {entity['id']})"]
    lines += [f"also: {one_line(names)}"] if names else []
    lines += [f"articles: {entity['articles']}{f', {seen}' if seen else ''}"]
    for group in card.groups:
        lines += ["", group.labels.get(lang, group.relation)]
        for fact in group.facts:
            state = [str(fact["status"])] if fact["status"] != "asserted" else []
            state += ["former"] if fact["former"] else []
            lines.append(f"  {one_line(group.other(fact))}" + (f" ({', '.join(state)})" if state else ""))
            lines.append(f"    « {one_line(fact['best_quote'])} »")
            sources = fact["sources"]
            told = [_when(fact), f"sources: {sources}", str(fact["url"])]
            lines.append(f"    {one_line('; '.join(part for part in told if part))}")
    return "".join(f"{line}\n" for line in lines)


def _source(row: Row) -> str:
    parts = [
        "" if row["status"] == "asserted" else row["status"],
        "former" if row["former"] else "",
        f"said by {row['speaker']}" if row["speaker"] else "",
        *(f"{name}: {row[name]}" for name in QUALIFIERS if row[name]),
        _when(row),
        row["publisher"] or row["title"] or row["article"],
        row["published"],
        f"confidence {row['confidence']}",
    ]
    return one_line("; ".join(str(part) for part in parts if part))


def _when(row: Row) -> str:
    first, last = row["when_earliest"], row["when_latest"]
    if not first:
        return ""
    return f"when: {first}" if first == last else f"when: {first} to {last}"
