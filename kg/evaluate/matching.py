"""One text: which prediction fits which gold.

A name fits by its own string or by another mention of the entity that bears it. A gold item is taken once, in the
order of the file; a triple said twice counts once; optional gold, and what is said of it, count neither way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from kg.evaluate.figures import Counts
from kg.evaluate.gold import Gold, GoldEntity, GoldRelation
from kg.evaluate.literals import ENOUGH, fold, overlap, same_literal, same_qualifier
from kg.evaluate.predictions import PredictedRelation, Prediction


@dataclass(frozen=True, slots=True)
class Schema:
    """What is scored; other types and relations are counted apart."""

    types: frozenset[str]
    relations: frozenset[str]
    symmetric: frozenset[str]


@dataclass(frozen=True, slots=True)
class Judged:
    """A prediction of a relation. `gold`: the one it fits, right or wrong in status; `counted`: "tp", "fp" or ""."""

    said: PredictedRelation
    gold: GoldRelation | None
    counted: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one text was read. `relations` has the counts of each label, `seen` the gold entities that were found."""

    entities: Counts
    typed: Counts
    relations: Mapping[str, Counts]
    judged: tuple[Judged, ...]
    missed: tuple[GoldRelation, ...]
    seen: frozenset[str]
    off_schema: int
    off_schema_entities: int


class Matcher:
    """Fits the predictions of one text to its gold."""

    def __init__(self, gold: Gold, prediction: Prediction, schema: Schema, *, relaxed: bool, stated_only: bool) -> None:
        self.gold, self.prediction, self.schema = gold, prediction, schema
        self.relaxed, self.stated_only = relaxed, stated_only
        self.by_spelling: dict[str, set[str]] = defaultdict(set)
        for entity in gold.entities:
            for spelling in entity.spellings:
                self.by_spelling[fold(spelling)].add(entity.name)
        self.found = [e for e in prediction.entities if e.name and e.type in schema.types]
        self.mentions = {fold(e.name): e.mentions for e in reversed(self.found)}

    def names(self, said: str) -> frozenset[str]:
        """The gold entities that a predicted string may mean."""
        for spelling in (said, *self.mentions.get(fold(said), ())):
            if fold(spelling) in self.by_spelling:
                return frozenset(self.by_spelling[fold(spelling)])
        return self._near(said) if self.relaxed else frozenset()

    def _near(self, said: str) -> frozenset[str]:
        scores = [(overlap(said, s), entity.name) for entity in self.gold.entities for s in entity.spellings]
        best = max(scores, default=(0.0, ""))[0]
        return frozenset(name for score, name in scores if score == best) if best >= ENOUGH else frozenset()

    def means_subject(self, said: str, gold: GoldRelation) -> bool:
        """True if the string means the subject of the gold."""
        return gold.subject in self.names(said)

    def means_object(self, said: str, gold: GoldRelation) -> bool:
        """True if the string means the object of the gold, an entity or a literal."""
        if gold.literal:
            return same_literal(gold.object, said, relaxed=self.relaxed)
        return gold.object in self.names(said)

    def ends_fit(self, said: PredictedRelation, gold: GoldRelation) -> bool:
        """True if both ends are those of the gold, in its direction."""
        return self.means_subject(said.subject, gold) and self.means_object(said.object, gold)

    def ends_fit_turned(self, said: PredictedRelation, gold: GoldRelation) -> bool:
        """True if the ends are those of the gold the other way round."""
        return self.means_subject(said.object, gold) and self.means_object(said.subject, gold)

    def fits(self, said: PredictedRelation, gold: GoldRelation) -> bool:
        """True if label and ends are those of the gold."""
        if said.relation not in gold.labels:
            return False
        return self.ends_fit(said, gold) or gold.relation in self.schema.symmetric and self.ends_fit_turned(said, gold)

    def optional(self, gold: GoldRelation) -> bool:
        """True if the gold counts neither way."""
        return gold.optional or self.stated_only and gold.status in {"planned", "rumoured"}

    def required(self, gold: GoldRelation) -> bool:
        """True if the gold is to be found."""
        return not self.optional(gold) and gold.status != "denied"


def judge(
    gold: Gold, prediction: Prediction, schema: Schema, *, relaxed: bool = False, stated_only: bool = False
) -> Outcome:
    """How the prediction stands to the gold of its text."""
    matcher = Matcher(gold, prediction, schema, relaxed=relaxed, stated_only=stated_only)
    entities, typed, seen = _entities(matcher)
    said = list(_distinct(matcher))
    judged, used = _relations(matcher, said)
    missed = tuple(g for number, g in enumerate(gold.relations) if number not in used and matcher.required(g))
    return Outcome(
        entities=entities,
        typed=typed,
        relations=_by_label(judged, missed),
        judged=tuple(judged),
        missed=missed,
        seen=seen,
        off_schema=sum(not _scored(r, schema) for r in prediction.relations),
        off_schema_entities=len(prediction.entities) - len(matcher.found),
    )


def _entities(matcher: Matcher) -> tuple[Counts, Counts, frozenset[str]]:
    """The counts of the entities, those with their types, and the names of the gold entities that were found."""
    gold: dict[str, GoldEntity] = {entity.name: entity for entity in matcher.gold.entities}
    hit: set[str] = set()
    right_type = wrong = wrong_type = 0
    skipped: set[str] = set()
    for entity in matcher.found:
        names = matcher.names(entity.name)
        free = sorted(names - hit)
        if any(gold[name].optional for name in names):
            skipped |= names
        elif not free:
            wrong += 1
        else:
            hit.add(free[0])
            if entity.type in (gold[free[0]].type, *gold[free[0]].alt_types):
                right_type += 1
            else:
                wrong_type += 1
    missed = sum(not entity.optional and entity.name not in hit for entity in gold.values())
    return (
        Counts(len(hit), wrong, missed),
        Counts(right_type, wrong + wrong_type, missed + wrong_type),
        frozenset(hit | skipped),
    )


def _scored(said: PredictedRelation, schema: Schema) -> bool:
    return bool(said.subject and said.object) and said.relation in schema.relations


def _distinct(matcher: Matcher) -> Iterator[PredictedRelation]:
    """The predictions that are scored, each triple once; the first of its readings stands for it."""
    seen: set[tuple[str, ...]] = set()
    for said in matcher.prediction.relations:
        ends = (fold(said.subject), fold(said.object))
        key = (said.relation, *(sorted(ends) if said.relation in matcher.schema.symmetric else ends))
        if _scored(said, matcher.schema) and key not in seen:
            seen.add(key)
            yield said


def _relations(matcher: Matcher, predictions: Collection[PredictedRelation]) -> tuple[list[Judged], set[int]]:
    """Each prediction with its verdict, and the numbers of the gold relations that were found."""
    used: set[int] = set()
    judged: list[Judged] = []
    for said in predictions:
        fitting = [(number, gold) for number, gold in enumerate(matcher.gold.relations) if matcher.fits(said, gold)]
        free = [(number, gold) for number, gold in fitting if number not in used and matcher.required(gold)]
        denied = next((gold for _, gold in fitting if gold.status == "denied"), None)
        if free:
            used.add(free[0][0])
            judged.append(Judged(said, free[0][1], "tp"))
        elif any(matcher.optional(gold) for _, gold in fitting) or denied and said.status == "denied":
            judged.append(Judged(said, fitting[0][1], ""))
        else:
            judged.append(Judged(said, denied or next((gold for _, gold in fitting), None), "fp"))
    return judged, used


def _by_label(judged: Collection[Judged], missed: Collection[GoldRelation]) -> dict[str, Counts]:
    """Counts by label: right and missed ones by that of the gold, wrong ones by that of the prediction."""
    counts: dict[str, Counts] = defaultdict(Counts)
    for found in judged:
        if found.counted == "tp" and found.gold is not None:
            counts[found.gold.relation] += _right(found.said, found.gold)
        elif found.counted == "fp":
            denied = found.gold is not None and found.gold.status == "denied"
            counts[found.said.relation] += Counts(fp=1, denied_asserted=int(denied))
    for gold in missed:
        counts[gold.relation] += Counts(fn=1)
    return dict(sorted(counts.items()))


def _right(said: PredictedRelation, gold: GoldRelation) -> Counts:
    """One right prediction, with what it says beside the triple."""
    right = sum(
        any(_one(name) == _one(other) and same_qualifier(name, value, word) for other, word in said.qualifiers.items())
        for name, value in gold.qualifiers.items()
    )
    return Counts(
        tp=1,
        status_right=int(said.status == gold.status),
        qualifiers=len(gold.qualifiers),
        qualifiers_right=right,
    )


def _one(name: str) -> str:
    """The name of a qualifier without its number: "amount2" is another amount."""
    return name.rstrip("2")
