"""Predictions: what a reader found in a text, in the shape that `kg extract` prints."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.evaluate.gold import relation_name
from kg.model import Span

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PredictedEntity:
    """An entity that was found; `mentions` are the strings it was found as."""

    name: str
    type: str
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PredictedRelation:
    """A relation that was found; its ends are names of entities of the same text, or literals."""

    subject: str
    relation: str
    object: str
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[Span, ...] = ()
    confidence: float = 1.0
    found_by: str = ""

    @property
    def status(self) -> str:
        """How sure: "stated", "planned", "rumoured" or "denied"."""
        return (self.qualifiers.get("modality") or self.qualifiers.get("polarity") or "stated").lower()


@dataclass(frozen=True, slots=True)
class Prediction:
    """All that was found in one text."""

    entities: tuple[PredictedEntity, ...] = ()
    relations: tuple[PredictedRelation, ...] = ()


def prediction_from_json(data: Json) -> Prediction:
    """The prediction of one object of JSON. Raises KeyError, TypeError, ValueError or AttributeError if it is none."""
    return Prediction(tuple(map(_entity, data.get("entities", ()))), tuple(map(_relation, data.get("relations", ()))))


def read_predictions(folder: Path, ids: Iterable[str]) -> Iterator[tuple[str, Prediction | None]]:
    """Each id with the prediction of FOLDER/ID.json, None where there is no such file. Raises InputError."""
    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder; kg extract --dump DIR makes one")
    for name in ids:
        path = folder / f"{name}.json"
        try:
            yield name, prediction_from_json(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else None
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(f"{path}: is no prediction ({error!r}); it needs entities and relations") from error


def _entity(row: Json) -> PredictedEntity:
    said = (m if isinstance(m, str) else m["text"] for m in row.get("mentions", ()))
    return PredictedEntity(str(row.get("name") or ""), str(row.get("type") or ""), tuple(said))


def _relation(row: Json) -> PredictedRelation:
    qualifiers = row.get("qualifiers") or {}
    spans = (row.get("evidence") or ()) if not isinstance(row.get("evidence"), str) else ()
    return PredictedRelation(
        subject=str(row.get("subject") or ""),
        relation=relation_name(str(row.get("relation") or "")),
        object=str(row.get("object") or ""),
        qualifiers={str(name): str(value) for name, value in qualifiers.items()},
        evidence=tuple(_span(span) for span in spans),
        confidence=float(row.get("confidence", 1.0)),
        found_by=str(row.get("found_by", "")),
    )


def _span(given: Any) -> Span:
    start, end = (given["start"], given["end"]) if isinstance(given, Mapping) else given
    return Span(int(start), int(end))
