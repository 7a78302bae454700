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
    from kg.export.page.data import words

    say = words()[lang]
    entity = card.entity
    aliases = entity["aliases"]
    names = ", ".join(map(str, aliases)) if isinstance(aliases, list) else ""
    seen = " – ".join(dict.fromkeys(str(entity[name]) for name in ("first_seen", "last_seen") if entity[name]))
    lines = [f"{one_line(entity['label'])} ({entity['type']}, {entity['id']})"]
    lines += [f"{say['also']} {one_line(names)}"] if names else []
    lines += [", ".join(part for part in (_count(say, "articles", entity["articles"]), seen) if part)]
    for group in card.groups:
        lines += ["", group.label(lang)]
        for fact in group.facts:
            status = str(fact["status"])
            lines.append(f"  {one_line(group.other(fact))}" + (f" ({say[status]})" if status != "asserted" else ""))
            lines.append(f"    « {one_line(fact['best_quote'])} »")
            told = [_when(fact, say["q_when"]), _count(say, "sources", fact["sources"]), str(fact["url"])]
            lines.append(f"    {one_line('; '.join(part for part in told if part))}")
    return "".join(f"{line}\n" for line in lines)


def _count(say: Mapping[str, str], name: str, number: object) -> str:
    """ "1 source", "2 sources"."""
    return say[f"{name}_1" if number == 1 else f"{name}_n"].replace("{n}", str(number))


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


def _when(row: Row, word: str = "when") -> str:
    first, last = row["when_earliest"], row["when_latest"]
    if not first:
        return ""
    return f"{word}: {first}" if first == last else f"{word}: {first} – {last}"
