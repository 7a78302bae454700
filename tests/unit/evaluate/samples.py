"""Small gold and predictions, written by hand."""

from __future__ import annotations

from typing import Any

from kg.evaluate.gold import gold_from_json
from kg.evaluate.matching import Outcome, Schema, judge
from kg.evaluate.predictions import prediction_from_json

Json = dict[str, Any]

SCHEMA = Schema(
    types=frozenset({"Company", "Person", "Place", "AIModel", "Investor"}),
    relations=frozenset({"founded", "leads", "employed_by", "partnered_with", "raised", "acquired", "licensed_under"}),
    symmetric=frozenset({"partnered_with"}),
)


def entity(name: str, type: str = "Company", *aliases: str, **more: Any) -> Json:  # noqa: A002 - the key of the file
    """An entity of a gold file."""
    return {"name": name, "type": type, "alt_types": [], "aliases": list(aliases), "optional": False, **more}


def relation(subject: str, label: str, object: str, **more: Any) -> Json:  # noqa: A002 - the key of the file
    """A relation of a gold file."""
    ends = {"subject": subject, "relation": label, "object": object, "literal": False, "alt_relations": []}
    return {**ends, "qualifiers": {}, "modality": None, "optional": False, "evidence": [], **more}


def gold(entities: list[Json], relations: list[Json] | None = None) -> Json:
    """The content of a gold file."""
    return {"id": "t", "entities": entities, "relations": relations or []}


def said(subject: str, label: str, object: str, **more: Any) -> Json:  # noqa: A002 - the key of the file
    """A relation that was found."""
    return {"subject": subject, "relation": label, "object": object, **more}


def outcome(gold_file: Json, prediction: Json, **options: bool) -> Outcome:
    """How the prediction stands to the gold."""
    return judge(gold_from_json(gold_file), prediction_from_json(prediction), SCHEMA, **options)
