"""What the page shows: entities and evidence as plain values, and how to make them from the graph's rows."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kg.errors import InputError

STATUSES = ("asserted", "planned", "rumoured", "denied")
"""From the surest to the least: a fact is drawn with the first one that an evidence of it has."""

QUALIFIERS = ("when", "amount", "percentage", "round", "role", "lead", "kind", "action")
"""The qualifiers shown, in this order; each has its words in words.toml."""

Row = Mapping[str, Any]
Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class PageEntity:
    """A thing with a name. `type` is a class of the ontology."""

    id: str
    label: str
    type: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageEvidence:
    """One reading of one statement. The object is an entity (`object_id`) or words (`value`), never both.

    `subject_marks` and `object_marks` are half-open code-point ranges of `quote`: where it speaks of the two.
    `published` is an ISO date or ""; `qualifiers` are pairs of a name of QUALIFIERS and the words to show.
    """

    statement: str
    subject_id: str
    relation: str
    quote: str
    object_id: str = ""
    value: str = ""
    status: str = "asserted"
    former: bool = False
    said_by: str = ""
    confidence: str = ""
    qualifiers: tuple[tuple[str, str], ...] = ()
    title: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    subject_marks: Marks = ()
    object_marks: Marks = ()

    def __post_init__(self) -> None:
        if self.status not in STATUSES:
            raise InputError(
                f"statement {self.statement}: unknown status {self.status!r}; known: {', '.join(STATUSES)}"
            )
        if bool(self.object_id) == bool(self.value):
            raise InputError(f"statement {self.statement}: needs either an object or a value, not both nor none")


def from_rows(entities: Iterable[Row], evidence: Iterable[Row]) -> tuple[list[PageEntity], list[PageEvidence]]:
    """The page's input from the rows of the graph's entities() and evidence().

    An object is an entity if entities() lists it or its id starts with "ent:", otherwise words; an end without a row
    gets one. Columns that need not be there: subject_start, subject_end, object_start, object_end (places in the
    article, as `start` is); without them the names and aliases of the two are marked in the quote.
    """
    known = {str(row["id"]): _entity(row) for row in entities}
    rows = [dict(row) for row in evidence]
    for row in rows:
        known.setdefault(_text(row, "subject_id"), _end(row, "subject"))
        if _text(row, "object_id").startswith("ent:"):
            known.setdefault(_text(row, "object_id"), _end(row, "object"))
    return list(known.values()), [_evidence(row, known) for row in rows]


def find_names(quote: str, names: Iterable[str]) -> Marks:
    """Where one of the names stands in the quote as a whole word, case and accents apart; longest first, disjoint."""
    folded, origin = _fold_with_origin(quote)
    found: list[tuple[int, int]] = []
    for name in sorted({_fold_with_origin(n)[0] for n in names if n.strip()}, key=lambda n: (-len(n), n)):
        start = folded.find(name)
        while start >= 0:
            end = start + len(name)
            span = (origin[start], origin[end - 1] + 1)
            if _whole_word(folded, start, end) and all(span[1] <= s or e <= span[0] for s, e in found):
                found.append(span)
            start = folded.find(name, end)
    return tuple(sorted(found))


def _fold_with_origin(text: str) -> tuple[str, list[int]]:
    """The text without case and accents, and for each character of it the index of the one it came from."""
    chars: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(text):
        for piece in unicodedata.normalize("NFD", char).casefold():
            if not unicodedata.combining(piece):
                chars.append(piece)
                origin.append(index)
    return "".join(chars), origin


def _whole_word(text: str, start: int, end: int) -> bool:
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not before and not after


def _entity(row: Row) -> PageEntity:
    aliases = row.get("aliases") or ()
    names = aliases.split(" | ") if isinstance(aliases, str) else [str(a) for a in aliases]
    label = _text(row, "label")
    return PageEntity(str(row["id"]), label, _text(row, "type"), tuple(sorted({n for n in names if n and n != label})))


def _end(row: Row, end: str) -> PageEntity:
    return PageEntity(_text(row, f"{end}_id"), _text(row, end), _text(row, f"{end}_type"))


def _evidence(row: Row, known: Mapping[str, PageEntity]) -> PageEvidence:
    quote, object_id = _text(row, "quote"), _text(row, "object_id")
    is_entity = object_id in known
    words = _text(row, "object") or _text(row, "value")
    return PageEvidence(
        statement=_text(row, "statement"),
        subject_id=_text(row, "subject_id"),
        relation=_text(row, "relation"),
        quote=quote,
        object_id=object_id if is_entity else "",
        value="" if is_entity else words,
        status=_text(row, "status") or "asserted",
        former=_text(row, "former").lower() in ("true", "1", "former"),
        said_by=_text(row, "speaker"),
        confidence=_text(row, "confidence"),
        qualifiers=_qualifiers(row),
        title=_text(row, "title"),
        publisher=_text(row, "publisher"),
        published=_text(row, "published"),
        url=_text(row, "url"),
        subject_marks=_marks(row, "subject", quote, known[_text(row, "subject_id")]),
        object_marks=_marks(row, "object", quote, known[object_id] if is_entity else PageEntity("", words, "")),
    )


def _marks(row: Row, end: str, quote: str, entity: PageEntity) -> Marks:
    """The range that the row gives (columns subject_start, subject_end, ... counted in the article), else the names."""
    first, last, base = row.get(f"{end}_start"), row.get(f"{end}_end"), row.get("start")
    if first not in (None, "") and last not in (None, "") and base not in (None, ""):
        start, stop = int(str(first)) - int(str(base)), int(str(last)) - int(str(base))
        if 0 <= start < stop <= len(quote):
            return ((start, stop),)
    return find_names(quote, (entity.label, *entity.aliases))


def _qualifiers(row: Row) -> tuple[tuple[str, str], ...]:
    pairs = [(name, _when(row) if name == "when" else _text(row, name)) for name in QUALIFIERS]
    return tuple((name, text) for name, text in pairs if text)


def _when(row: Row) -> str:
    """The date as exactly as it is known: a day, a month, a year or a range, in ISO form."""
    first, last, precision = (_text(row, f"when_{part}") for part in ("earliest", "latest", "precision"))
    if precision == "year":
        return first[:4]
    if precision == "month":
        return first[:7]
    return first if last in ("", first) else f"{first}/{last}"


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value)
