"""The seeds as their gold reads them: what a perfect reader would hand to the graph, without any model.

Amounts and dates get their values from the readers of literals, which have tests of their own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from kg import ontology as ontologies
from kg.ingest.records import article_from_text
from kg.mentions.quantities import find_literals
from kg.model import Article, Mention, MentionKind, Qualifier, Reading, RelationMention, Span, Status, Value
from kg.resolve.keys import key

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "gold" / "seeds" / "gold"
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

Gold = Mapping[str, Any]


@cache
def gold_readings() -> tuple[Reading, ...]:
    """A reading for each seed, optional entities and relations too."""
    return tuple(gold_reading(path) for path in sorted(GOLD.glob("*.json")))


def gold_reading(path: Path) -> Reading:
    """The reading that a gold file and its seed make."""
    gold = json.loads(path.read_text("utf-8"))
    seed = ROOT / "seeds" / f"{path.stem}.md"
    article = article_from_text(seed.read_text("utf-8"), seed.name)
    values = {m.span: m for m in find_literals(article.text, article.lang, article.published)}
    names = {m.span: m for entity in gold["entities"] for m in _names(entity)}
    literals = {m.span: m for r in gold["relations"] if r["literal"] for m in [_literal(r, values)]}
    mentions = {**literals, **names}
    relations = [_relation(r, article, gold["entities"], mentions, values) for r in gold["relations"]]
    return Reading(
        article,
        tuple(sorted(mentions.values(), key=lambda m: m.span)),
        tuple(sorted(relations, key=lambda r: (r.span, r.relation, r.subject, r.object))),
    )


def relation_name(label: str) -> str:
    """The name that kg.ttl gives to a relation of the gold: "subsidiaryOf" is subsidiary_of."""
    return _CAMEL.sub("_", label).lower()


def entity_key(entity: Gold) -> str:
    """The key of an entity: its family and its folded name."""
    return key(ontologies.load().family(entity["type"]), entity["name"])


def _names(entity: Gold) -> Iterator[Mention]:
    for m in entity["mentions"]:
        yield Mention(Span(m["start"], m["end"]), m["text"], entity["type"], entity_key(entity))


def _literal(relation: Gold, values: Mapping[Span, Mention]) -> Mention:
    """The object of a relation that is words: with its value if the reader of literals sees one just there."""
    span = Span(*relation["object_span"])
    wanted = ontologies.load().relations[relation_name(relation["relation"])].range
    found = values.get(span) or next((m for s, m in sorted(values.items()) if span.holds(s) or s.holds(span)), None)
    value = found.value if found and found.type == wanted else None
    type_ = {"TrainingInput": "Dataset"}.get(wanted, wanted)
    return Mention(span, relation["object"], type_, "", MentionKind.LITERAL, None, value)


def _relation(
    relation: Gold,
    article: Article,
    entities: Sequence[Gold],
    mentions: Mapping[Span, Mention],
    values: Mapping[Span, Mention],
) -> RelationMention:
    spans = [Span(*span) for span in relation["evidence"]]
    quote = Span(min(s.start for s in spans), max(s.end for s in spans))
    by_name = {entity["name"]: entity for entity in entities}
    subject = _place(by_name[relation["subject"]], quote, Span(0, 0))
    obj = Span(*relation["object_span"]) if relation["literal"] else _place(by_name[relation["object"]], quote, subject)
    assert {subject, obj} <= mentions.keys()
    return RelationMention(
        relation_name(relation["relation"]),
        subject,
        obj,
        quote,
        subject,
        Status(relation["modality"] or "asserted"),
        None,
        tuple(_qualifier(n, words, article, quote, values) for n, words in sorted(relation["qualifiers"].items())),
        Decimal("0.9"),
        "gold",
    )


def _place(entity: Gold, quote: Span, other: Span) -> Span:
    """The first mention of the entity in the quote that is not the other end."""
    spans = [Span(m["start"], m["end"]) for m in entity["mentions"]]
    return next(span for span in spans if quote.holds(span) and span != other)


def _qualifier(name: str, words: Any, article: Article, quote: Span, values: Mapping[Span, Mention]) -> Qualifier:
    text = str(words)
    start = article.text.find(text, quote.start, quote.end)
    span = Span(start, start + len(text)) if start >= 0 else None
    value: Value | None = None
    if span and name in ("date", "amount", "amount2"):
        value = next((m.value for s, m in sorted(values.items()) if s.overlaps(span)), None)
    return Qualifier("when" if name == "date" else name, text, value, span)
