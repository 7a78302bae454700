"""What went wrong in one text, by kind, with the sentence and the rule that found it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.evaluate.gold import Gold, GoldRelation
from kg.evaluate.matching import Judged, Matcher, Outcome, Schema
from kg.evaluate.predictions import PredictedRelation, Prediction
from kg.model import Span


class Kind(StrEnum):
    """Kinds of mistakes, in the order in which they are looked for: the nearest to right first."""

    STATUS = "wrong status"
    DIRECTION = "wrong direction"
    LABEL = "wrong label"
    ARGUMENT = "wrong argument"
    REPEATED = "repeated"
    SPURIOUS = "spurious"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Mistake:
    """A prediction that is wrong, a gold relation that was missed, or both where one was taken for the other.

    `unseen` are the ends of the gold that were not found as entities at all.
    """

    document: str
    kind: Kind
    said: PredictedRelation | None
    gold: GoldRelation | None
    quote: str
    unseen: tuple[str, ...] = ()

    def row(self) -> dict[str, object]:
        """The mistake as flat values."""
        return {
            "document": self.document,
            "kind": self.kind.value,
            "relation": (self.said or self.gold or PredictedRelation("", "", "")).relation,
            "said": _triple(self.said),
            "gold": _triple(self.gold),
            "found_by": self.said.found_by if self.said else "",
            "confidence": self.said.confidence if self.said else None,
            "unseen": ", ".join(self.unseen),
            "quote": self.quote,
        }


def mistakes(
    text: str, gold: Gold, prediction: Prediction, outcome: Outcome, schema: Schema, relations: frozenset[str]
) -> list[Mistake]:
    """The mistakes of one text in these relations, in the order of the kinds, then of the text."""
    matcher = Matcher(gold, prediction, schema, relaxed=False, stated_only=False)
    found = list(_of(text, matcher, outcome))
    chosen = [m for m in found if relations & {r.relation for r in (m.said, m.gold) if r is not None}]
    order = list(Kind)
    return sorted(chosen, key=lambda m: (order.index(m.kind), _place(m)))


def _of(text: str, matcher: Matcher, outcome: Outcome) -> Iterator[Mistake]:
    name = matcher.gold.id
    wrong: list[Judged] = []
    for found in outcome.judged:
        gold = found.gold
        if gold is not None and _wrong_status(found, gold):
            yield Mistake(name, Kind.STATUS, found.said, gold, _quote(text, found.said, gold))
        elif found.counted == "fp" and gold is not None:
            yield Mistake(name, Kind.REPEATED, found.said, gold, _quote(text, found.said, gold))
        elif found.counted == "fp":
            wrong.append(found)
    missed = list(outcome.missed)
    for kind, near in _nearness(matcher).items():
        for found in list(wrong):
            other = next((gold for gold in missed if near(found.said, gold)), None)
            if other is not None:
                wrong.remove(found)
                missed.remove(other)
                yield Mistake(name, kind, found.said, other, _quote(text, found.said, other))
    for found in wrong:
        yield Mistake(name, Kind.SPURIOUS, found.said, None, _quote(text, found.said, None))
    for gold in missed:
        ends = (gold.subject,) if gold.literal else (gold.subject, gold.object)
        unseen = tuple(end for end in ends if end not in outcome.seen)
        yield Mistake(name, Kind.MISSED, None, gold, _quote(text, None, gold), unseen)


def _wrong_status(found: Judged, gold: GoldRelation) -> bool:
    """True for a right triple told with another certainty, and for one that the text denies."""
    if found.counted == "tp":
        return found.said.status != gold.status
    return found.counted == "fp" and gold.status == "denied"


def _nearness(matcher: Matcher) -> dict[Kind, Callable[[PredictedRelation, GoldRelation], bool]]:
    """When a wrong prediction was meant for a missed gold, by kind of mistake."""

    def direction(said: PredictedRelation, gold: GoldRelation) -> bool:
        return said.relation in gold.labels and matcher.ends_fit_turned(said, gold)

    def argument(said: PredictedRelation, gold: GoldRelation) -> bool:
        one_end = matcher.means_subject(said.subject, gold) or matcher.means_object(said.object, gold)
        return said.relation in gold.labels and one_end and _same_place(said, gold)

    return {Kind.DIRECTION: direction, Kind.LABEL: matcher.ends_fit, Kind.ARGUMENT: argument}


def _same_place(said: PredictedRelation, gold: GoldRelation) -> bool:
    """True if the two were read in one sentence, or one of them does not say where."""
    pairs = [(one, other) for one in said.evidence for other in gold.evidence]
    return not pairs or any(one.overlaps(other) for one, other in pairs)


def _quote(text: str, said: PredictedRelation | None, gold: GoldRelation | None) -> str:
    """The sentence that was read, or the one that states what was missed."""
    spans = (said.evidence if said else ()) or (gold.evidence if gold else ())
    return " … ".join(span.of(text) for span in spans)


def _place(mistake: Mistake) -> Span:
    for relation in (mistake.said, mistake.gold):
        if relation is not None and relation.evidence:
            return relation.evidence[0]
    return Span(0, 0)


def _triple(relation: PredictedRelation | GoldRelation | None) -> str:
    if relation is None:
        return ""
    status = "" if relation.status == "stated" else f" ({relation.status})"
    return f"{relation.subject} {relation.relation} {relation.object}{status}"
