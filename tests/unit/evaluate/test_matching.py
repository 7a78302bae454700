"""Which prediction fits which gold, one rule a test."""

from __future__ import annotations

from kg.evaluate.figures import Counts, total
from tests.unit.evaluate.samples import Json, entity, gold, outcome, relation, said

ANN, ORSEL, VEGA = entity("Ann Roe", "Person", "Roe"), entity("Orsel", "Company", "Orsel"), entity("Vega")
FOUND: Json = {"name": "Orsel", "type": "Company", "mentions": []}


def counts(entities: list[Json], relations: list[Json], found: Json, **options: bool) -> tuple[int, int, int]:
    """Right, wrong and missed relations."""
    summed = total(outcome(gold(entities, relations), found, **options).relations.values())
    return summed.tp, summed.fp, summed.fn


def test_an_alias_stands_for_its_entity() -> None:
    """A relation between short forms is the relation between the full ones."""
    found = {"relations": [said("Roe", "founded", "orsel")]}
    assert counts([ANN, ORSEL], [relation("Ann Roe", "founded", "Orsel")], found) == (1, 0, 0)


def test_a_mention_stands_for_its_entity() -> None:
    """A name that the gold does not know counts by another mention of the predicted entity that bears it."""
    roe = {"name": "Miss A. Roe", "type": "Person", "mentions": [{"text": "Roe", "start": 0, "end": 3}]}
    found = {"entities": [roe], "relations": [said("Miss A. Roe", "founded", "Orsel")]}
    assert counts([ANN, ORSEL], [relation("Ann Roe", "founded", "Orsel")], found) == (1, 0, 0)


def test_camel_case_is_the_same_relation() -> None:
    """Gold files write employedBy, kg writes employed_by."""
    found = {"relations": [said("Ann Roe", "employed_by", "Orsel")]}
    assert counts([ANN, ORSEL], [relation("Ann Roe", "employedBy", "Orsel")], found) == (1, 0, 0)


def test_another_label_of_the_gold_is_as_right() -> None:
    """It counts under the label of the gold."""
    wanted = relation("Ann Roe", "leads", "Orsel", alt_relations=["employedBy"])
    found = outcome(gold([ANN, ORSEL], [wanted]), {"relations": [said("Ann Roe", "employed_by", "Orsel")]})
    assert found.relations == {"leads": Counts(tp=1, status_right=1)}


def test_direction_matters_but_for_symmetric_relations() -> None:
    """A turned pair of partners is right, a turned purchase is wrong and missed."""
    pair = [ORSEL, VEGA]
    assert counts(
        pair, [relation("Orsel", "partneredWith", "Vega")], {"relations": [said("Vega", "partnered_with", "Orsel")]}
    ) == (1, 0, 0)
    assert counts(
        pair, [relation("Orsel", "acquired", "Vega")], {"relations": [said("Vega", "acquired", "Orsel")]}
    ) == (0, 1, 1)


def test_a_triple_said_twice_counts_once() -> None:
    """Also when a symmetric one is said in both directions."""
    twice = [said("Vega", "partnered_with", "Orsel"), said("Orsel", "partnered_with", "Vega")]
    assert counts([ORSEL, VEGA], [relation("Orsel", "partneredWith", "Vega")], {"relations": twice}) == (1, 0, 0)


def test_a_gold_relation_is_taken_once() -> None:
    """The same fact under two names of its subject is one right and one wrong."""
    both = [said("Ann Roe", "founded", "Orsel"), said("Roe", "founded", "Orsel")]
    assert counts([ANN, ORSEL], [relation("Ann Roe", "founded", "Orsel")], {"relations": both}) == (1, 1, 0)


def test_optional_gold_counts_neither_way() -> None:
    """Found or not."""
    wanted = [relation("Ann Roe", "founded", "Orsel", optional=True)]
    assert counts([ANN, ORSEL], wanted, {"relations": [said("Ann Roe", "founded", "Orsel")]}) == (0, 0, 0)
    assert counts([ANN, ORSEL], wanted, {}) == (0, 0, 0)


def test_what_the_text_denies_must_not_be_asserted() -> None:
    """Asserted it is wrong and counted apart, denied it counts neither way, and nobody has to find it."""
    denied = gold([ORSEL, VEGA], [relation("Orsel", "acquired", "Vega", modality="denied")])
    asserted = outcome(denied, {"relations": [said("Orsel", "acquired", "Vega")]})
    assert asserted.relations == {"acquired": Counts(fp=1, denied_asserted=1)}
    marked = said("Orsel", "acquired", "Vega", qualifiers={"modality": "denied"})
    assert outcome(denied, {"relations": [marked]}).relations == {}
    assert outcome(denied, {}).relations == {}


def test_planned_is_wanted_unless_only_stated_counts() -> None:
    """The status is scored apart."""
    planned = gold([ORSEL, VEGA], [relation("Orsel", "acquired", "Vega", modality="planned")])
    found = {"relations": [said("Orsel", "acquired", "Vega")]}
    assert outcome(planned, found).relations == {"acquired": Counts(tp=1, status_right=0)}
    assert outcome(planned, found, stated_only=True).relations == {}
    assert outcome(planned, {}, stated_only=True).missed == ()


def test_literals_match_by_value() -> None:
    """One amount in two languages."""
    wanted = [relation("Orsel", "raised", "12 millions d'euros", literal=True)]
    assert counts([ORSEL], wanted, {"relations": [said("Orsel", "raised", "€12m")]}) == (1, 0, 0)
    assert counts([ORSEL], wanted, {"relations": [said("Orsel", "raised", "$12m")]}) == (0, 1, 1)


def test_qualifiers_are_counted_on_right_triples() -> None:
    """Of those of the gold, how many were found."""
    wanted = relation("Ann Roe", "leads", "Orsel", qualifiers={"role": "chief executive", "date": "2019"})
    found = said("Ann Roe", "leads", "Orsel", qualifiers={"role": "chief executive", "date": "in 2021"})
    (counted,) = outcome(gold([ANN, ORSEL], [wanted]), {"relations": [found]}).relations.values()
    assert (counted.qualifiers, counted.qualifiers_right) == (2, 1)


def test_off_schema_is_counted_apart() -> None:
    """A relation and a type that the gold cannot have are no mistakes."""
    found: Json = {
        "entities": [{"name": "2019", "type": "Date"}],
        "relations": [said("Ann Roe", "founded_on", "2019"), said("", "founded", "Orsel")],
    }
    result = outcome(gold([ANN, ORSEL]), found)
    assert (result.off_schema, result.off_schema_entities, result.relations) == (2, 1, {})


def test_entities_count_once_and_by_type() -> None:
    """Two predictions of one entity are one right and one wrong; a wrong type is wrong and missed among the typed."""
    found: Json = {"entities": [FOUND, {"name": "Roe", "type": "Company"}, {"name": "Ann Roe", "type": "Person"}]}
    result = outcome(gold([ANN, ORSEL, VEGA]), found)
    assert result.entities == Counts(tp=2, fp=1, fn=1)
    assert result.typed == Counts(tp=1, fp=2, fn=2)
    assert result.seen == {"Ann Roe", "Orsel"}


def test_optional_entities_and_other_types() -> None:
    """An optional entity counts neither way, and an alternative type is right."""
    optional, either = entity("Nora", optional=True), entity("Vega", alt_types=["Investor"])
    found: Json = {"entities": [{"name": "Nora", "type": "Person"}, {"name": "Vega", "type": "Investor"}]}
    result = outcome(gold([optional, either]), found)
    assert (result.entities, result.typed) == (Counts(tp=1), Counts(tp=1))


def test_relaxed_names_share_half_their_words() -> None:
    """Strictly they do not fit."""
    wanted, found = [relation("Ann Roe", "founded", "Orsel")], {"relations": [said("Ann M. Roe", "founded", "Orsel")]}
    assert counts([ANN, ORSEL], wanted, found) == (0, 1, 1)
    assert counts([ANN, ORSEL], wanted, found, relaxed=True) == (1, 0, 0)
