"""What follows from readings: plain triples, types, labels, counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.errors import InputError
from kg.model import Mention, Reading, RelationMention, Status
from kg.ontology import load
from kg.rdf import Decision, Decisions, Names, decision_quads, quads_decisions
from kg.rdf.derived import Form, derive, label_of, type_of
from kg.rdf.vocabulary import OBJECT, PREDICATE, REPLACED_BY, SUBJECT, TYPE, kg
from tests.unit.samples import Text, all_readings, echo, money, orsel, past

NAMES, ONTOLOGY = Names("https://test.example/"), load()
ORSEL, VALMONT, KESTREL = (NAMES.entity(f"org:{name}") for name in ("orsel", "valmont", "kestrel"))
ANA, IVO = NAMES.entity("person:ana-brun"), NAMES.entity("person:ivo-lang")


def derived(*readings: Reading, decisions: Iterable[Decision] = ()) -> set[Quad]:
    return derive(readings, Decisions.of(decisions), ONTOLOGY, NAMES)


def facts(quads: set[Quad], relation: str) -> set[tuple[object, object]]:
    """The plain triples with this relation."""
    plain = {quad for quad in quads if isinstance(quad.graph_name, DefaultGraph)}
    return {(quad.subject, quad.object) for quad in plain if quad.predicate == kg(relation)}


def counts(quads: set[Quad], relation: str) -> dict[str, str]:
    """What is counted for the one statement with this relation."""
    (node,) = {quad.subject for quad in quads if quad.predicate == PREDICATE and quad.object == kg(relation)}
    about = ((quad.predicate.value.rpartition("#")[2], quad.object) for quad in quads if quad.subject == node)
    return {name: obj.value for name, obj in about if isinstance(obj, Literal)}


def with_status(reading: Reading, *statuses: Status, relation: str = "subsidiary_of") -> list[Reading]:
    """The reading once for each status, each at an address of its own."""

    def changed(found: RelationMention, status: Status) -> RelationMention:
        return replace(found, status=status) if found.relation == relation else found

    return [
        replace(
            reading,
            article=replace(reading.article, url=f"https://e.example/{number}"),
            relations=tuple(changed(found, status) for found in reading.relations),
        )
        for number, status in enumerate(statuses)
    ]


def test_an_asserted_fact_is_a_plain_triple() -> None:
    """Two articles that say it make one triple."""
    assert facts(derived(orsel(), echo()), "subsidiary_of") == {(ORSEL, VALMONT)}


@pytest.mark.parametrize("status", [Status.PLANNED, Status.RUMOURED, Status.DENIED])
def test_what_nobody_asserts_is_no_plain_triple(status: Status) -> None:
    """It has its statement and its count all the same."""
    found = derived(*with_status(echo(), status))
    assert facts(found, "subsidiary_of") == set()
    assert counts(found, "subsidiary_of")[f"{status.value}_count"] == "1"


def test_a_fact_that_another_article_denies_keeps_its_triple() -> None:
    """Disagreement is shown by the counts, never merged away."""
    found = derived(*with_status(echo(), Status.DENIED, Status.ASSERTED))
    assert facts(found, "subsidiary_of") == {(ORSEL, VALMONT)}
    assert counts(found, "subsidiary_of")["denied_count"] == "1"


def test_a_post_that_is_over_is_told_as_such() -> None:
    """A plain "who leads" must not name past heads."""
    found = derived(past())
    assert facts(found, "leads") == set()
    assert facts(found, "formerly_leads") == {(IVO, KESTREL)}


def test_one_article_that_tells_it_as_holding_is_enough() -> None:
    """A plain triple says what at least one article stated as holding when it was written."""
    now = replace(past(), relations=tuple(replace(found, qualifiers=()) for found in past().relations))
    now = replace(now, article=replace(now.article, url="https://e.example/2"))
    found = derived(past(), now)
    assert facts(found, "leads") == {(IVO, KESTREL)}
    assert facts(found, "formerly_leads") == set()


def test_a_symmetric_fact_is_one_statement_and_two_triples() -> None:
    """Else half of the partners would be missing, or every count doubled."""
    turned = Text("Orsel works with Kestrel.", meta={"url": "https://e.example/3"})
    firm, other = turned.name("Orsel", "Company", "org:orsel"), turned.name("Kestrel", "Company", "org:kestrel")
    turned.say(firm, "partnered_with", other, "works with")
    found = derived(money(), turned.reading())
    assert facts(found, "partnered_with") == {(ORSEL, KESTREL), (KESTREL, ORSEL)}
    assert counts(found, "partnered_with")["evidence_count"] == "2"


def test_a_fact_with_a_value_brings_the_value_along() -> None:
    """Plain questions can ask for rounds by amount."""
    found = derived(money())
    ((_, value),) = facts(found, "raised")
    assert Quad(value, kg("unit"), Literal("EUR"), DefaultGraph()) in found  # type: ignore[arg-type]
    rumoured = NAMES.node("val", "eur-1000000000-exact")
    assert not any(q.subject == rumoured and isinstance(q.graph_name, DefaultGraph) for q in found)


def test_counts_and_sources() -> None:
    """Two addresses with one text are two readings and one independent source; the best confidence stands."""
    twice = with_status(echo(), Status.ASSERTED, Status.ASSERTED)
    assert counts(derived(*twice, orsel()), "subsidiary_of") == {
        "evidence_count": "3",
        "source_count": "2",
        "former_count": "0",
        "asserted_count": "3",
        "planned_count": "0",
        "rumoured_count": "0",
        "denied_count": "0",
        "confidence": "0.95",
    }


def test_the_confidence_is_that_of_the_best_assertion() -> None:
    """A sure denial must not make the fact sure."""
    sure = [replace(found, confidence=Decimal("0.99"), status=Status.DENIED) for found in echo().relations]
    denial = replace(echo(), article=replace(echo().article, url=""), relations=tuple(sure))
    assert counts(derived(echo(), denial), "subsidiary_of")["confidence"] == "0.95"


def test_one_type_an_entity_by_vote() -> None:
    """Orsel is a Company in most of its mentions, an Investor in one."""
    types = [q.object for q in derived(*all_readings()) if q.subject == ORSEL and q.predicate == TYPE]
    assert types == [kg("Company")]


def test_a_tie_goes_to_the_class_that_stands_first() -> None:
    """The order of kg.ttl decides, not the alphabet and not the order of reading."""
    tally = {Form("org:x", "Investor", "X"): 2, Form("org:x", "ResearchOrg", "X"): 2}
    assert type_of(tally, ONTOLOGY) == "ResearchOrg"


@pytest.mark.parametrize(
    ("key", "votes", "label"),
    [
        ("org:mistral-ai", {"Mistral": 9, "Mistral AI": 1}, "Mistral AI"),
        ("org:mistral-ai", {"Mistral AI": 1, "MISTRAL AI": 2}, "MISTRAL AI"),
        ("person:élodie", {"Elodie": 1, "É.": 5}, "Elodie"),
        ("org:bcg", {"B": 2, "Boston": 2}, "Boston"),
    ],
)
def test_the_label_is_the_keys_own_name(key: str, votes: dict[str, int], label: str) -> None:
    """A short form that is used more often does not rename an entity; otherwise frequency, then length decide."""
    assert label_of(key, {Form(key, "Company", text): count for text, count in votes.items()}) == label


def test_only_names_give_an_entity_its_name() -> None:
    """The pronoun "Elle" is no alias of Ana Brun."""
    assert {q.object for q in derived(orsel()) if q.subject == ANA and isinstance(q.object, Literal)} == {
        Literal("Ana Brun")
    }


def test_the_order_of_readings_does_not_matter() -> None:
    """What follows is a function of a set."""
    assert derived(*all_readings()) == derived(*reversed(all_readings()))


def test_a_merge_moves_facts_and_keeps_the_old_name() -> None:
    """The cluster is called by its first key; what was read points to what it became."""
    merge = Decision("same", "org:valmont", "org:kestrel", "one firm", "2024-05-01")
    found = derived(*all_readings(), decisions=[merge])
    assert facts(found, "subsidiary_of") == {(ORSEL, KESTREL)}
    assert Quad(VALMONT, REPLACED_BY, KESTREL, NAMES.graph("statements")) in found
    old, new = (
        next(q.subject for q in quads if q.predicate == OBJECT and (q.object, relation_of(quads, q.subject)) == wanted)
        for quads, wanted in (
            (derived(*all_readings()), (VALMONT, kg("subsidiary_of"))),
            (found, (KESTREL, kg("subsidiary_of"))),
        )
    )
    assert isinstance(old, NamedNode)
    assert isinstance(new, NamedNode)
    assert Quad(old, REPLACED_BY, new, NAMES.graph("statements")) in found


def relation_of(quads: set[Quad], statement: object) -> object:
    return next(quad.object for quad in quads if quad.subject == statement and quad.predicate == PREDICATE)


def test_a_merge_of_both_ends_leaves_no_fact_about_itself() -> None:
    """The claim "Orsel subsidiary_of Orsel" is a statement that an editor can find, not a fact."""
    found = derived(echo(), decisions=[Decision("same", "org:orsel", "org:valmont")])
    assert facts(found, "subsidiary_of") == set()
    assert {q.object for q in found if q.predicate in (SUBJECT, OBJECT)} == {ORSEL}


def test_rulings_that_contradict_each_other_are_refused() -> None:
    """One of them must be taken back by a person."""
    records = [Decision("same", "a:1", "a:2"), Decision("same", "a:2", "a:3"), Decision("not_same", "a:1", "a:3")]
    with pytest.raises(InputError, match="a:1 and a:3 are ruled apart"):
        Decisions.of(records)


def test_a_key_of_the_gazetteer_names_its_cluster() -> None:
    """Else an alias that sorts first would rename a known firm."""
    decisions = Decisions.of([Decision("same", "org:bcg", "org:boston")], frozenset({"org:boston"}))
    assert [decisions.canonical(key) for key in ("org:bcg", "org:boston", "org:x")] == [
        "org:boston",
        "org:boston",
        "org:x",
    ]


def test_decisions_come_back_as_they_went() -> None:
    """With reason and date, in one order."""
    records = [Decision("same", "a:1", "a:2", "acronym", "2024-05-01"), Decision("not_same", "a:1", "a:9")]
    assert quads_decisions(decision_quads(records, NAMES)) == sorted(records)


def test_a_relation_mention_given_twice_counts_once() -> None:
    """It is one evidence."""
    reading = echo()
    double = replace(reading, relations=reading.relations * 2)
    assert derived(double) == derived(reading)


def test_a_name_that_nothing_mentions_has_no_triple() -> None:
    """Principle 2: a name has its source."""
    silent = replace(echo(), mentions=tuple[Mention, ...](), relations=())
    assert derived(silent) == set()
