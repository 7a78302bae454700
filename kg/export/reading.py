"""A reading as `kg extract` prints it: one JSON object a document, in the shape that a scorer reads."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from kg.model import Mention, MentionKind, Reading, RelationMention, Span, Status

Json = dict[str, Any]
MODALITIES = {Status.PLANNED: "planned", Status.RUMOURED: "rumoured", Status.DENIED: "denied"}


def reading_json(reading: Reading, *, min_confidence: float = 0.0) -> Json:
    """The entities with their mentions and the relations with their evidence; offsets are code points of the text."""
    entities = _entities(reading)
    names = {key: entity["name"] for key, entity in entities.items()}
    by_span = {m.span: m for m in reading.mentions}
    return {
        "id": reading.article.name or reading.article.id,
        "lang": reading.article.lang,
        "entities": list(entities.values()),
        "relations": [_relation(r, by_span, names) for r in reading.relations if float(r.confidence) >= min_confidence],
    }


def _entities(reading: Reading) -> dict[str, Json]:
    """Key -> entity, in the order of the text; its name is the longest the article uses."""
    found: dict[str, list[Mention]] = defaultdict(list)
    for mention in reading.mentions:
        if mention.kind is MentionKind.NAME:
            found[mention.key].append(mention)
    return {
        key: {
            "name": max((m.text for m in mentions), key=len),
            "type": mentions[0].type,
            "mentions": [{"text": m.text, **_offsets(m.span)} for m in mentions],
        }
        for key, mentions in found.items()
    }


def _relation(relation: RelationMention, by_span: dict[Span, Mention], names: dict[str, str]) -> Json:
    qualifiers: dict[str, str] = {}
    for qualifier in relation.qualifiers:
        name = "date" if qualifier.name == "when" else qualifier.name
        qualifiers.setdefault(name, qualifier.text)
    if relation.status in MODALITIES:
        qualifiers["modality"] = MODALITIES[relation.status]
    out: Json = {
        "subject": _name(by_span[relation.subject], names),
        "relation": relation.relation,
        "object": _name(by_span[relation.object], names),
        "qualifiers": qualifiers,
        "evidence": [_offsets(relation.span)],
        "subject_span": _offsets(relation.subject),
        "object_span": _offsets(relation.object),
        "confidence": float(relation.confidence),
        "found_by": relation.found_by,
    }
    if relation.said_by is not None:
        out["said_by"] = _name(by_span[relation.said_by], names)
    return out


def _name(mention: Mention, names: dict[str, str]) -> str:
    return names.get(mention.key, mention.text)


def _offsets(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}
