"""The page's data as one compact JSON value: each article, quote and name stands once."""

from __future__ import annotations

import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.export.page.model import STATUSES, Marks, PageEntity, PageEvidence
from kg.ontology import Ontology

HERE = Path(__file__).parent
PLAIN_LOOK = {"color": "#c3cad2", "shape": "dot"}
"""A class that look.toml does not name is drawn like an organisation of unknown kind; its text still says it."""

LANGUAGES = ("fr", "en")

Fact = tuple[int, str, int, str, str]
"""Subject, relation, object (-1 where the object is words), words, statement id."""


@dataclass(frozen=True, slots=True)
class PageData:
    """Entities in the order of their numbers, the edges between them (fact number, from, to), and the JSON value."""

    entities: tuple[PageEntity, ...]
    edges: tuple[tuple[int, int, int], ...]
    degree: tuple[int, ...]
    value: Mapping[str, Any]


def page_data(entities: Sequence[PageEntity], evidence: Sequence[PageEvidence], ontology: Ontology) -> PageData:
    """The data in an order that depends on its content alone. Raises InputError for an end that no entity has."""
    ordered = _ordered({e.id: e for e in entities}.values())
    number = {e.id: i for i, e in enumerate(ordered)}
    facts = _facts(evidence, number, ontology)
    edges = tuple((n, s, o) for n, (s, _, o, _, _) in enumerate(facts) if o >= 0)
    degree = [0] * len(ordered)
    for _, subject, _object in edges:
        degree[subject] += 1
        degree[_object] += 1
    relations = _relation_names(facts, ontology)
    value = {
        "types": _types(ordered, ontology),
        "relations": [_relation(name, ontology) for name in relations],
        "entities": _entity_rows(ordered, ontology),
        "facts": [[s, relations.index(r), o, value, statement] for s, r, o, value, statement in facts],
        **_evidence_tables(evidence, facts),
    }
    return PageData(ordered, edges, tuple(degree), value)


def words() -> dict[str, dict[str, str]]:
    """The words of the page by language, from words.toml; every language has the same keys."""
    with (HERE / "words.toml").open("rb") as file:
        table = tomllib.load(file)
    return {lang: {key: entry[lang] for key, entry in table.items()} for lang in LANGUAGES}


def look() -> dict[str, dict[str, str]]:
    """Colour and shape by class, from look.toml."""
    with (HERE / "look.toml").open("rb") as file:
        return tomllib.load(file)


def fold(text: str) -> str:
    """The text without case and accents, for sorting and searching."""
    parts = unicodedata.normalize("NFD", text).casefold()
    return "".join(c for c in parts if not unicodedata.combining(c))


def _ordered(entities: Any) -> tuple[PageEntity, ...]:
    return tuple(sorted(entities, key=lambda e: (fold(e.label), e.label, e.id)))


def _type_names(entities: Sequence[PageEntity], ontology: Ontology) -> list[str]:
    used = {e.type for e in entities}
    return [name for name in ontology.classes if name in used] + sorted(used - set(ontology.classes))


def _types(entities: Sequence[PageEntity], ontology: Ontology) -> list[dict[str, str]]:
    looks = look()
    rows = []
    for name in _type_names(entities, ontology):
        known = ontology.classes.get(name)
        labels = {lang: known.labels.get(lang, name) if known else name for lang in LANGUAGES}
        rows.append({"name": name, **labels, **looks.get(name, PLAIN_LOOK)})
    return rows


def _relation(name: str, ontology: Ontology) -> dict[str, Any]:
    known = ontology.relations.get(name)
    row: dict[str, Any] = {"name": name, "symmetric": bool(known and known.symmetric)}
    for lang in LANGUAGES:
        row[lang] = known.labels.get(lang, name) if known else name.replace("_", " ")
        row[f"{lang}_inverse"] = known.inverse_labels.get(lang, f"← {row[lang]}") if known else f"← {row[lang]}"
        if known and known.former:
            row[f"{lang}_former"] = known.said(lang, former=True)
            row[f"{lang}_former_inverse"] = known.said(lang, inverse=True, former=True)
    return row


def _relation_names(facts: Sequence[Fact], ontology: Ontology) -> list[str]:
    used = {relation for _, relation, _, _, _ in facts}
    return [name for name in ontology.relations if name in used] + sorted(used - set(ontology.relations))


def _entity_rows(entities: Sequence[PageEntity], ontology: Ontology) -> list[list[Any]]:
    types = {name: i for i, name in enumerate(_type_names(entities, ontology))}
    return [[types[e.type], e.id, list(e.aliases)] for e in entities]


def _facts(evidence: Sequence[PageEvidence], number: Mapping[str, int], ontology: Ontology) -> list[Fact]:
    """Each statement once: subject, relation, object (-1 for words), words, id; in the order of names."""
    order = {name: r.order for name, r in ontology.relations.items()}
    facts = {}
    for item in evidence:
        for end in (item.subject_id, item.object_id):
            if end and end not in number:
                raise InputError(f"statement {item.statement}: no entity {end!r}: give it among the entities")
        object_number = number[item.object_id] if item.object_id else -1
        facts[item.statement] = (number[item.subject_id], item.relation, object_number, item.value, item.statement)
    return sorted(facts.values(), key=lambda f: (f[0], order.get(f[1], len(order)), f[1], f[2], f[3], f[4]))


def _evidence_tables(evidence: Sequence[PageEvidence], facts: Sequence[Fact]) -> dict[str, list[Any]]:
    """The tables of articles, quotes and evidence; the newest evidence of a fact first."""
    articles = _numbered({_article(e) for e in evidence})
    quotes = _numbered({e.quote for e in evidence})
    by_fact: dict[str, list[PageEvidence]] = defaultdict(list)
    for item in evidence:
        by_fact[item.statement].append(item)
    rows = [
        [number, *_evidence_row(item, quotes, articles)]
        for number, fact in enumerate(facts)
        for item in sorted(set(by_fact[fact[4]]), key=_newest_first)
    ]
    return {
        "articles": [list(a) for a in articles],
        "quotes": list(quotes),
        "evidence": rows,
    }


def _evidence_row(item: PageEvidence, quotes: Mapping[str, int], articles: Mapping[tuple[str, ...], int]) -> list[Any]:
    marks = _utf16_marks(item.quote, item.subject_marks, item.object_marks)
    status = STATUSES.index(item.status)
    qualifiers = [list(pair) for pair in item.qualifiers]
    row: list[Any] = [status, int(item.former), quotes[item.quote], articles[_article(item)], marks]
    return [*row, item.said_by, item.confidence, qualifiers]


def _newest_first(item: PageEvidence) -> tuple[Any, ...]:
    newest = tuple(-ord(c) for c in item.published) or (1,)
    return newest, STATUSES.index(item.status), _article(item), item.quote, item.former, item.said_by, item.confidence


def _article(item: PageEvidence) -> tuple[str, str, str, str]:
    """Title, publisher, date and address; an address that is not a web page's is dropped here already."""
    url = item.url if item.url.lower().startswith(("https://", "http://")) else ""
    return item.title, item.publisher, item.published, url


def _numbered(values: Any) -> dict[Any, int]:
    return {value: i for i, value in enumerate(sorted(values))}


def _utf16_marks(quote: str, subject: Marks, object_: Marks) -> list[int]:
    """Start, end, kind (1 subject, 2 object) one after the other, disjoint, in order, in UTF-16 units."""
    flat: list[int] = []
    last = 0
    for start, end, kind in sorted([(s, e, 1) for s, e in subject] + [(s, e, 2) for s, e in object_]):
        if last <= start < end <= len(quote):
            flat += [_utf16(quote[:start]), _utf16(quote[:end]), kind]
            last = end
    return flat


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
