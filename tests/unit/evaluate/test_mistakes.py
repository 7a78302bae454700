"""What went wrong, by kind."""

from __future__ import annotations

from typing import Any

import pytest

from kg.evaluate.gold import gold_from_json
from kg.evaluate.matching import judge
from kg.evaluate.mistakes import Kind, Mistake, mistakes
from kg.evaluate.predictions import prediction_from_json
from tests.unit.evaluate.samples import SCHEMA, Json, entity, gold, relation, said

TEXT = "Orsel bought Vega. Ann Roe runs Orsel."
FIRST, SECOND = [0, 18], [19, 38]
ENTITIES = [entity("Orsel"), entity("Vega"), entity("Ann Roe", "Person")]
BOUGHT = relation("Orsel", "acquired", "Vega", evidence=[FIRST])
RUNS = relation("Ann Roe", "leads", "Orsel", evidence=[SECOND])
FOUND = [{"name": name, "type": "Company"} for name in ("Orsel", "Vega")]


def found(wanted: list[Json], *predicted: Json, relations: frozenset[str] = SCHEMA.relations) -> list[Mistake]:
    """The mistakes of a reading of TEXT."""
    right = gold_from_json(gold(ENTITIES, wanted))
    prediction = prediction_from_json({"entities": FOUND, "relations": list(predicted)})
    return mistakes(TEXT, right, prediction, judge(right, prediction, SCHEMA), SCHEMA, relations)


def at(span: list[int], *triple: str, **more: Any) -> Json:
    """A relation that was found in a place, by a rule."""
    where = [{"start": span[0], "end": span[1]}]
    return said(*triple, evidence=where, found_by="rule:r", confidence=0.5, **more)


@pytest.mark.parametrize(
    "predicted, kinds",
    [
        (at(FIRST, "Orsel", "acquired", "Vega"), []),
        (at(FIRST, "Vega", "acquired", "Orsel"), [Kind.DIRECTION]),
        (at(FIRST, "Orsel", "partnered_with", "Vega"), [Kind.LABEL]),
        (at(FIRST, "Ann Roe", "acquired", "Vega"), [Kind.ARGUMENT]),
        (at(FIRST, "Orsel", "acquired", "Vega", qualifiers={"modality": "planned"}), [Kind.STATUS]),
        (at(SECOND, "Ann Roe", "acquired", "Vega"), [Kind.SPURIOUS, Kind.MISSED]),
        (at(FIRST, "Ann Roe", "founded", "Orsel"), [Kind.SPURIOUS, Kind.MISSED]),
    ],
)
def test_kinds(predicted: Json, kinds: list[Kind]) -> None:
    """Each prediction beside "Orsel acquired Vega": how far it is from right."""
    assert [mistake.kind for mistake in found([BOUGHT], predicted)] == kinds


def test_what_is_denied_and_asserted_has_the_wrong_status() -> None:
    """It is no spurious fact: only its status is wrong."""
    (mistake,) = found([{**BOUGHT, "modality": "denied"}], at(FIRST, "Orsel", "acquired", "Vega"))
    assert mistake.kind is Kind.STATUS


def test_optional_gold_makes_no_mistake() -> None:
    """Found with another status, it is still optional."""
    predicted = at(FIRST, "Orsel", "acquired", "Vega", qualifiers={"modality": "planned"})
    assert found([{**BOUGHT, "optional": True}], predicted) == []


def test_a_fact_found_twice_is_repeated() -> None:
    """The second name of an entity gives a second triple."""
    entities = [entity("Orsel", "Company", "Orsel Group"), entity("Vega")]
    right = gold_from_json(gold(entities, [BOUGHT]))
    twice = [at(FIRST, "Orsel", "acquired", "Vega"), at(FIRST, "Orsel Group", "acquired", "Vega")]
    prediction = prediction_from_json({"relations": twice})
    (mistake,) = mistakes(TEXT, right, prediction, judge(right, prediction, SCHEMA), SCHEMA, SCHEMA.relations)
    assert mistake.kind is Kind.REPEATED


def test_a_row_says_sentence_rule_and_unseen_ends() -> None:
    """What was said with its rule and sentence; of what was missed, the ends that were not found as entities."""
    wrong, missed = (m.row() for m in found([BOUGHT, RUNS], at(FIRST, "Vega", "acquired", "Orsel")))
    assert (wrong["found_by"], wrong["quote"]) == ("rule:r", "Orsel bought Vega.")
    assert (wrong["said"], wrong["gold"]) == ("Vega acquired Orsel", "Orsel acquired Vega")
    assert (missed["kind"], missed["unseen"], missed["quote"]) == ("missed", "Ann Roe", "Ann Roe runs Orsel.")


def test_only_the_chosen_relations_are_shown() -> None:
    """By the label of what was said or of what was meant."""
    assert [m.gold and m.gold.relation for m in found([BOUGHT, RUNS], relations=frozenset({"leads"}))] == ["leads"]
