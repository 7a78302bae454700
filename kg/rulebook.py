"""The rules as a reader of the command line sees them: which relations there are, and which words say each."""

from __future__ import annotations

from typing import Any

from kg import ontology
from kg.errors import InputError
from kg.languages import LANGUAGES
from kg.relations.lexicon import relation_data, relation_files

RELATION_COLUMNS = ("relation", "subject", "object", "words_fr", "words_en", "examples", "about")
TRIGGER_COLUMNS = ("lang", "frame", "words", "subject", "object", "status", "former")


def relations() -> list[dict[str, Any]]:
    """A row for each relation that has rules, in the ontology's order."""
    known = ontology.load().relations
    names = sorted((name for name in relation_files() if name in known), key=lambda name: known[name].order)
    return [_relation(name) for name in names]


def triggers(relation: str) -> list[dict[str, Any]]:
    """A row for each group of words that says the relation. Raises InputError for a relation without rules."""
    if relation not in relation_files():
        raise InputError(f"{relation}: no rules for such a relation; known: {', '.join(relation_files())}")
    columns = set(TRIGGER_COLUMNS)
    return [trigger.model_dump(include=columns) for trigger in relation_data(relation).triggers]


def _relation(name: str) -> dict[str, Any]:
    data, relation = relation_data(name), ontology.load().relations[name]
    words = {lang: sum(len(t.words) for t in data.triggers if t.lang == lang) for lang in LANGUAGES}
    return {
        "relation": name,
        "subject": relation.domain,
        "object": relation.range,
        "words_fr": words["fr"],
        "words_en": words["en"],
        "examples": len(data.examples),
        "about": data.about,
    }
