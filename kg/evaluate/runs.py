"""Extraction and scoring of a corpus, as the command line calls them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kg import ontology
from kg.errors import InputError
from kg.evaluate.corpus import Item
from kg.evaluate.figures import Counts, interval, mean_f1, total
from kg.evaluate.gold import gold_from_json, relation_name
from kg.evaluate.matching import Outcome, Schema, judge
from kg.evaluate.mistakes import Kind, Mistake, mistakes
from kg.evaluate.predictions import Prediction, prediction_from_json

Row = dict[str, Any]
Progress = Callable[[int, int], None]
UNSCORED = frozenset({"founded_on"})  # in the ontology, in no gold


@dataclass(frozen=True, slots=True)
class Scored:
    """A text with what was found in it and how that stands to its gold."""

    item: Item
    prediction: Prediction
    outcome: Outcome


def schema() -> Schema:
    """The classes and relations of the ontology that gold has."""
    known = ontology.load()
    relations = frozenset(known.relations) - UNSCORED
    symmetric = frozenset(name for name in relations if known.relation(name).symmetric)
    return Schema(frozenset(known.entity_types), relations, symmetric)


def choose_relations(names: str | None) -> frozenset[str]:
    """The relations of a list parted by commas, all of them where there is none. Raises InputError for unknown ones."""
    known = schema().relations
    if names is None:
        return known
    chosen = frozenset(relation_name(name.strip()) for name in names.split(","))
    if unknown := sorted(chosen - known):
        raise InputError(f"unknown relation {unknown[0]!r}; scored are: {', '.join(sorted(known))}")
    return chosen


def extract(items: Sequence[Item], progress: Progress | None = None) -> Iterator[Prediction]:
    """What kg finds in each text."""
    from kg.export.reading import reading_json
    from kg.pipeline import reader

    for done, item in enumerate(items, 1):
        yield prediction_from_json(reading_json(reader(item.article.lang).read(item.article)))
        if progress is not None:
            progress(done, len(items))


def score(
    items: Sequence[Item],
    predictions: Sequence[Prediction],
    *,
    min_confidence: float = 0.0,
    relaxed: bool = False,
    stated_only: bool = False,
) -> list[Scored]:
    """Each text with its outcome; relations less sure than `min_confidence` were not found."""
    scored = []
    for item, prediction in zip(items, predictions, strict=True):
        sure = tuple(r for r in prediction.relations if r.confidence >= min_confidence)
        kept = replace(prediction, relations=sure)
        gold = gold_from_json(item.gold)
        scored.append(Scored(item, kept, judge(gold, kept, schema(), relaxed=relaxed, stated_only=stated_only)))
    return scored


def all_mistakes(scored: Sequence[Scored], relations: frozenset[str]) -> list[Mistake]:
    """The mistakes of all texts, by kind, then by text."""
    found = [
        mistake
        for s in scored
        for mistake in mistakes(
            s.item.article.text, gold_from_json(s.item.gold), s.prediction, s.outcome, schema(), relations
        )
    ]
    order = list(Kind)
    return sorted(found, key=lambda mistake: order.index(mistake.kind))


def figures(scored: Sequence[Scored], relations: frozenset[str], *, draws: int = 0) -> list[Row]:
    """All figures as rows: level (all, language, relation, document), name, what was counted, precision, recall, F1.

    A row of relations at level "all" or "language" says more: the mean over documents and over relations, how often
    the status is right, which qualifiers were found, what was asserted though denied, what the ontology does not know.
    """
    rows = _scope("all", "all", scored, relations, draws)
    languages = sorted({s.item.article.lang for s in scored})
    for lang in languages:
        rows += _scope("language", lang, [s for s in scored if s.item.article.lang == lang], relations, draws)
    by_relation = _by_relation(scored, relations)
    order = sorted(by_relation, key=lambda name: (-by_relation[name].tp - by_relation[name].fn, name))
    rows += [_row("relation", name, "relations", by_relation[name]) for name in order]
    for s in scored:
        for what, counts in _counted(s, relations).items():
            rows.append({**_row("document", s.item.id, what, counts), "lang": s.item.article.lang})
    return rows


def _scope(level: str, name: str, scored: Sequence[Scored], relations: frozenset[str], draws: int) -> list[Row]:
    counted = [_counted(s, relations) for s in scored]
    rows = []
    for what in ("entities", "entities_typed", "relations"):
        documents = [counts[what] for counts in counted]
        row = _row(level, name, what, total(documents))
        row |= {"documents": len(documents), "mean_document_f1": round(mean_f1(documents), 4)}
        if draws:
            row["f1_95"] = [round(bound, 4) for bound in interval(documents, draws)]
        rows.append(row)
    counts = total(c["relations"] for c in counted)
    with_gold = [c.f1 for c in _by_relation(scored, relations).values() if c.tp + c.fn]
    rows[-1] |= {
        "mean_relation_f1": round(sum(with_gold) / len(with_gold), 4) if with_gold else 0.0,
        "status_accuracy": _rounded(counts.status_accuracy),
        "qualifier_recall": _rounded(counts.qualifier_recall),
        "denied_asserted": counts.denied_asserted,
        "off_schema": sum(s.outcome.off_schema for s in scored),
        "off_schema_entities": sum(s.outcome.off_schema_entities for s in scored),
    }
    return rows


def _counted(scored: Scored, relations: frozenset[str]) -> Mapping[str, Counts]:
    outcome = scored.outcome
    chosen = total(counts for name, counts in outcome.relations.items() if name in relations)
    return {"entities": outcome.entities, "entities_typed": outcome.typed, "relations": chosen}


def _by_relation(scored: Sequence[Scored], relations: frozenset[str]) -> dict[str, Counts]:
    found: dict[str, Counts] = defaultdict(Counts)
    for s in scored:
        for name, counts in s.outcome.relations.items():
            if name in relations:
                found[name] += counts
    return found


def _row(level: str, name: str, what: str, counts: Counts) -> Row:
    shares = {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1}
    rounded = {share: round(value, 4) for share, value in shares.items()}
    return {"level": level, "name": name, "of": what, **rounded, "tp": counts.tp, "fp": counts.fp, "fn": counts.fn}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
