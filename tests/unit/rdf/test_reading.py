"""A reading keeps all it says on its way to RDF and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, Quad

from kg.errors import InputError
from kg.model import Amount, DateRange, Mention, MentionKind, Qualifier, Reading, Span, Status
from kg.ontology import load
from kg.rdf import DamageError, Names, quads_reading, reading_quads, text_quads
from kg.rdf.vocabulary import XSD, kg
from tests.unit.samples import Text, all_readings, millions, money, orsel

NAMES = Names("https://test.example/")
ONTOLOGY = load()


def quads(reading: Reading) -> list[Quad]:
    return reading_quads(reading, ONTOLOGY, NAMES)


@pytest.mark.parametrize("reading", all_readings(), ids=lambda reading: reading.article.name)
def test_a_reading_comes_back_as_it_went(reading: Reading) -> None:
    """Nothing is lost: article, mentions, values, antecedents, evidence, qualifiers, speaker."""
    assert quads_reading(quads(reading), reading.article.text, NAMES) == reading


AMOUNTS = st.builds(
    lambda low, more, unit, bound: Amount(low, low + more, unit, bound),
    st.decimals(0, 10**15, allow_nan=False, places=3),
    st.decimals(0, 10**6, allow_nan=False, places=2),
    st.sampled_from(["EUR", "USD", "%", ""]),
    st.sampled_from(["exact", "at_least", "at_most", "about", "range"]),
)
DATES = st.builds(
    lambda first, days, precision: DateRange(min(first, days), max(first, days), precision),
    st.dates(date(1, 1, 1)),
    st.dates(date(1, 1, 1)),
    st.sampled_from(["day", "month", "quarter", "year"]),
)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


@given(name=WORDS, other=WORDS, value=AMOUNTS | DATES, word=WORDS, confidence=st.decimals(0, 1, places=4))
def test_any_text_and_value_comes_back(
    name: str, other: str, value: Amount | DateRange, word: str, confidence: Decimal
) -> None:
    """Control characters, quotes, emoji, right-to-left marks, every amount and date survive."""
    text = Text(f"{name}\n{other}")
    first, second = Span(0, len(name)), Span(len(name) + 1, len(name) + 1 + len(other))
    text.mentions[first] = Mention(first, name, "Company", f"org:{name}")
    text.mentions[second] = Mention(second, other, "Amount", "", MentionKind.LITERAL, None, value)
    reading = text.reading()
    qualifiers = (Qualifier("when", word, value), Qualifier("role", word), Qualifier("amount", word, None, first))
    found = replace(money().relations[0], relation="raised", subject=first, object=second, qualifiers=qualifiers)
    found = replace(found, span=Span(0, len(text.text)), trigger=first, confidence=confidence)
    reading = replace(reading, relations=(found,))
    assert quads_reading(quads(reading), text.text, NAMES) == reading


def test_only_safe_literals_and_no_blank_nodes() -> None:
    """Other literal types are compared differently from engine to engine."""
    allowed = {XSD + name for name in ("string", "integer", "decimal", "date")}
    for reading in all_readings():
        for quad in [*quads(reading), *text_quads(reading.article, NAMES)]:
            assert not isinstance(quad.subject, BlankNode)
            if isinstance(quad.object, Literal):
                assert quad.object.datatype.value in allowed
                assert quad.object.language is None


def test_every_quad_stands_in_the_articles_graph() -> None:
    """Dropping that one graph removes all that the article said."""
    reading = orsel()
    assert {quad.graph_name for quad in quads(reading)} == {NAMES.article_graph(reading.article.id)}


def test_every_term_is_declared() -> None:
    """A property that kg.ttl does not declare is one that nobody can look up."""
    declared = ONTOLOGY.path.read_text("utf-8")
    used = {q.predicate for reading in all_readings() for q in quads(reading)}
    start = kg("").value
    missing = [p.value for p in used if p.value.startswith(start) and f"kg:{p.value[len(start) :]} a " not in declared]
    assert sorted(missing) == []


def test_two_ways_to_write_a_sum_are_one_node() -> None:
    """The words stay on the mention; the value is named by its content."""
    one, two = Text("Orsel raised €1.7bn"), Text("Orsel a levé 1,7 milliard d'euros")
    one.literal("€1.7bn", "Amount", millions(1700))
    two.literal("1,7 milliard d'euros", "Amount", Amount(Decimal("1.70E9"), Decimal("1.70E9"), "EUR"))
    nodes = [{q.object for q in quads(text.reading()) if q.predicate == kg("denotes")} for text in (one, two)]
    assert nodes[0] == nodes[1] == {NAMES.node("val", "eur-1700000000-exact")}


def test_status_and_confidence_stand_on_the_evidence() -> None:
    """Evidence that denies reads its statement like any other."""
    text = money()
    denied = [q.subject for q in quads(text) if q.predicate == kg("status") and q.object == kg(Status.DENIED.value)]
    assert len(denied) == 1
    about = {q.predicate: q.object for q in quads(text) if q.subject == denied[0]}
    assert about[kg("said_by")] == NAMES.entity("org:kestrel")
    assert str(about[kg("confidence")]) == f'"0.7"^^<{XSD}decimal>'
    assert kg("reads") in about


@pytest.mark.parametrize(
    ("predicate", "message"),
    [
        ("exact", "has no kg:exact"),
        ("class", "kg:class"),
        ("relation", "kg:relation"),
        ("quote", ""),
        ("text_id", "kg:text_id"),
    ],
)
def test_a_graph_that_lacks_something_says_what(predicate: str, message: str) -> None:
    """A reading is never made of half a graph; what can be written again from the text alone is not missed."""
    reading = orsel()
    broken = [quad for quad in quads(reading) if quad.predicate != kg(predicate)]
    if not message:
        assert quads_reading(broken, reading.article.text, NAMES) == reading
        return
    with pytest.raises(DamageError, match=message):
        quads_reading(broken, reading.article.text, NAMES)


def test_two_values_where_one_is_right() -> None:
    """A property that was added by hand is found."""
    reading = orsel()
    mention = next(q for q in quads(reading) if q.predicate == kg("exact"))
    more = [*quads(reading), Quad(mention.subject, mention.predicate, Literal("x"), mention.graph_name)]
    with pytest.raises(DamageError, match="has 2 kg:exact"):
        quads_reading(more, reading.article.text, NAMES)


def test_half_a_character_is_refused() -> None:
    """RDF cannot hold a lone surrogate; the message names the article and the field."""
    reading = orsel()
    with pytest.raises(InputError, match=r"orsel.txt: its title holds half of a character"):
        quads(replace(reading, article=replace(reading.article, title="\ud83d")))


def test_a_publication_date_that_is_none_is_refused() -> None:
    """Else every question about time would go wrong silently."""
    reading = orsel()
    with pytest.raises(InputError, match=r"published '5 mars' is no date"):
        quads(replace(reading, article=replace(reading.article, published="5 mars")))


def test_an_end_that_is_no_mention_is_refused() -> None:
    """A relation mention without its mentions is a mistake of the reader that made it."""
    reading = orsel()
    with pytest.raises(InputError, match="end that is no mention"):
        quads(replace(reading, mentions=reading.mentions[1:]))


@given(WORDS, WORDS)
def test_a_key_and_its_iri_are_one_to_one(name: str, other: str) -> None:
    """Letters of every script stay, and no two keys share an IRI."""
    assert NAMES.key(NAMES.entity(f"org:{name}")) == f"org:{name}"
    assert (NAMES.entity(f"org:{name}") == NAMES.entity(f"org:{other}")) == (name == other)


def test_the_iri_of_an_entity_is_its_key() -> None:
    """Never the class, never a counter."""
    assert NAMES.entity("org:deepseek").value == "https://test.example/entity/org-deepseek"
    assert NAMES.entity("org:月之暗面").value == "https://test.example/entity/org-月之暗面"


@pytest.mark.parametrize("key", ["deepseek", "org:", ":deepseek", ""])
def test_a_key_without_family_or_name_is_refused(key: str) -> None:
    """It would give an IRI that means nothing."""
    with pytest.raises(ValueError, match="is no entity key"):
        NAMES.entity(key)
