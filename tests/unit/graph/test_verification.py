"""Each kind of damage is found and named; an undamaged store has no problem."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg import graph as graphs
from kg.graph import Graph
from kg.model import MentionKind, Reading, Span
from kg.rdf.values import integer
from kg.rdf.vocabulary import ALIAS, END, START, TYPE, kg
from kg.store import Change
from tests.unit.samples import Text, all_readings, money, orsel


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    opened = graphs.open(tmp_path / "store")
    opened.add_readings(all_readings())
    return opened


def change(graph: Graph, old: Quad, new: NamedNode | Literal | None) -> None:
    """Replace one object, behind the back of the store's upkeep."""
    added = () if new is None else (Quad(old.subject, old.predicate, new, old.graph_name),)
    graph.store.commit(Change(remove=(old,), add=added))


def find(graph: Graph, predicate: NamedNode, value: str = "", *, in_article: Reading | None = None) -> Quad:
    """The first quad with this predicate (and value) in the article's graph, by subject."""
    place = graph.names.article_graph((in_article or orsel()).article.id)
    found = (quad for quad in graph.store.quads(None, predicate, None, place) if value in str(quad.object))
    return min(found, key=str)


def problems(graph: Graph) -> str:
    return "\n".join(map(str, graph.verify().problems))


def test_a_sound_store_has_no_problem(graph: Graph) -> None:
    """And says what it looked at."""
    result = graph.verify()
    assert result.problems == ()
    assert (result.articles, result.evidence, result.statements) == (4, 11, 10)
    assert result.longest_quote == "Orsel, filiale du fonds Valmont, a été créée par Ana Brun."
    assert result.by_reference == 2
    assert result.reference_share == 0.2


def text_file(graph: Graph, tmp_path: Path) -> Path:
    (path,) = (tmp_path / "store" / "texts").rglob(f"{orsel().article.text_id}.txt")
    return path


def test_one_character_of_the_text(graph: Graph, tmp_path: Path) -> None:
    """Found by the hash wherever it stands, and named at each mention that it touches."""
    path = text_file(graph, tmp_path)
    path.write_text(path.read_text("utf-8").replace("Valmont", "Valmonk"), "utf-8")
    assert "its text is not the one that was read" in problems(graph)
    assert "says 'Valmont', the text says 'Valmonk'" in problems(graph)


def test_a_space_that_no_quote_holds(graph: Graph, tmp_path: Path) -> None:
    """The smallest change, outside every mention."""
    path = text_file(graph, tmp_path)
    path.write_text(path.read_text("utf-8").replace("encore", "encores"), "utf-8")
    assert "its text is not the one that was read" in problems(graph)


def test_a_missing_text(graph: Graph, tmp_path: Path) -> None:
    """A fact whose text is gone cannot be proven."""
    text_file(graph, tmp_path).unlink()
    assert f"text {orsel().article.text_id}: missing" in problems(graph)


Damage = Callable[[Graph], Quad]


@pytest.mark.parametrize(
    ("predicate", "value", "new", "message"),
    [
        (kg("exact"), "Valmont", Literal("Valmonk"), "says 'Valmonk', the text says 'Valmont'"),
        (kg("quote"), "", Literal("Orsel a été vendue."), "kg:quote '\"Orsel a été vendue.\"' is not of the reading"),
        (kg("trigger"), "filiale", Literal("rivale"), "kg:trigger '\"rivale\"' is not of the reading"),
        (kg("trigger_start"), "", integer(90), "its trigger lies outside the quote"),
        (kg("class"), "Person", kg("Place"), "founded does not go from Place to Company"),
        (kg("class"), "Person", kg("Dragon"), "has a class that kg.ttl does not know: Dragon"),
        (kg("relation"), "subsidiary", kg("employed_by"), "employed_by does not go from Company to Investor"),
        (kg("relation"), "subsidiary", kg("acquired"), "is not made of what it says"),
        (kg("relation"), "subsidiary", kg("owns_all"), "has a relation that kg.ttl does not know: owns_all"),
        (kg("status"), "asserted", kg("certain"), "kg:status or kg:confidence that is none"),
        (kg("confidence"), "0.85", Literal("sure"), "kg:status or kg:confidence that is none"),
        (kg("key"), "org:valmont", Literal("org:other"), "stm:"),
        (kg("text_id"), "", Literal("00"), "text 00: missing"),
        (kg("as_of"), "2024", Literal("2021-01-01"), "kg:as_of"),
        (kg("antecedent"), "", None, "leads to no name of"),
        (kg("key"), "org:valmont", None, "is of no entity"),
    ],
    ids=str,
)
def test_one_wrong_value(
    graph: Graph, predicate: NamedNode, value: str, new: NamedNode | Literal | None, message: str
) -> None:
    """One quad of one article is changed; the problem says which article and what."""
    change(graph, find(graph, predicate, value), new)
    assert message in problems(graph)
    assert f"doc:{orsel().article.id}" in problems(graph)


def test_a_shifted_end_of_a_mention(graph: Graph) -> None:
    """Its words are no longer those of the text."""
    quad = find(graph, kg("exact"), "Ana Brun")
    end = next(graph.store.quads(quad.subject, END, None, quad.graph_name))  # type: ignore[arg-type]
    change(graph, end, integer(56))
    assert "says 'Ana Brun', the text says 'Ana Bru'" in problems(graph)


def test_a_shifted_quote(graph: Graph) -> None:
    """An end that no longer lies in the quote is named."""
    quote = find(graph, kg("relation"), "founded")
    position = NamedNode(f"{quote.subject.value}-position")  # type: ignore[union-attr]
    start = next(graph.store.quads(position, START, None, quote.graph_name))  # type: ignore[arg-type]
    change(graph, start, integer(20))
    assert "its object 'Orsel' lies outside the quote" in problems(graph)


def test_a_deleted_mention(graph: Graph) -> None:
    """The evidence that needs it says so."""
    quad = find(graph, kg("exact"), "Valmont")
    gone = tuple(graph.store.quads(quad.subject, None, None, quad.graph_name))  # type: ignore[arg-type]
    graph.store.commit(Change(remove=gone))
    assert "refers to men:" in problems(graph)
    assert "which is missing" in problems(graph)


def test_an_antecedent_of_another_entity(graph: Graph) -> None:
    """The pronoun "Elle" must lead to Ana Brun, not to Orsel."""
    names, text = graph.names, orsel().article.text
    quad = find(graph, kg("exact"), "Elle")
    antecedent = next(graph.store.quads(quad.subject, kg("antecedent"), None, quad.graph_name))  # type: ignore[arg-type]
    assert text.startswith("Orsel")
    change(graph, antecedent, names.node("men", f"{orsel().article.id}-0-5"))
    assert "'Elle' leads to no name of person:ana-brun in this text" in problems(graph)


def test_two_references_that_point_to_each_other(graph: Graph) -> None:
    """A circle of pronouns ends in no name, and the check ends."""
    reading = orsel()
    she = next(mention for mention in reading.mentions if mention.text == "Elle")
    it = next(mention for mention in reading.mentions if mention.text == "la")
    circle = {she.span: replace(she, antecedent=it.span), it.span: replace(it, antecedent=she.span)}
    mentions = tuple(circle.get(mention.span, mention) for mention in reading.mentions)
    graph.add_reading(replace(reading, mentions=mentions))
    assert problems(graph).count("leads to no name of") == 2


def test_a_quote_of_three_sentences(graph: Graph) -> None:
    """A whole article as quote would hold every name and prove nothing."""
    reading = money()
    long = replace(reading.relations[0], span=Span(0, reading.article.text.index(" Kestrel")))
    graph.add_reading(replace(reading, relations=(long,)))
    assert "its quote is longer than 2 sentences" in problems(graph)


def test_a_mention_beyond_the_text(graph: Graph) -> None:
    """A span that the text does not have."""
    text = Text("Orsel")
    mention = replace(orsel().mentions[0], span=Span(2, 9), kind=MentionKind.NAME)
    graph.add_reading(replace(text.reading(), mentions=(mention,)))
    assert "lies outside the text" in problems(graph)


FACTS = DefaultGraph()


@pytest.mark.parametrize("spoil", ["remove", "add", "count", "type", "tally"])
def test_a_fact_or_count_that_does_not_follow(graph: Graph, spoil: str) -> None:
    """What follows is derived anew, so nothing can be slipped in or lost."""
    names = graph.names
    orsel_node, valmont = names.entity("org:orsel"), names.entity("org:valmont")
    fact = Quad(orsel_node, kg("subsidiary_of"), valmont, FACTS)
    if spoil == "remove":
        change(graph, fact, None)
        expected = "ent:org-orsel: kg:subsidiary_of ent:org-valmont follows"
    elif spoil == "add":
        graph.store.commit(Change(add=(Quad(orsel_node, ALIAS, Literal("OpenAI"), FACTS),)))
        expected = "ent:org-orsel: skos:altLabel '\"OpenAI\"' does not follow from the articles"
    elif spoil == "count":
        change(graph, next(graph.store.quads(None, kg("source_count"), integer(2))), integer(9))
        expected = "kg:source_count"
    elif spoil == "type":
        change(graph, Quad(orsel_node, TYPE, kg("Company"), FACTS), kg("Person"))
        expected = "ent:org-orsel: rdf:type"
    else:
        change(graph, next(graph.store.quads(None, kg("mention_count"), integer(7))), integer(8))
        expected = "kg:mention_count"
    assert expected in problems(graph)
    graph.upkeep.rebuild()
    assert problems(graph) == ""


def test_a_graph_that_nobody_wrote(graph: Graph) -> None:
    """Something that was put into the store by hand is named; an import is not."""
    for name in ("mine", "import-wikidata"):
        quad = Quad(NamedNode("a:a"), NamedNode("a:b"), NamedNode("a:c"), graph.names.graph(name))
        graph.store.commit(Change(add=(quad,)))
    assert problems(graph) == "graph:mine: is a graph that kg does not write"


def test_a_broken_article_can_be_taken_out(graph: Graph) -> None:
    """And the rest is sound again."""
    change(graph, find(graph, kg("exact"), "Valmont"), None)
    assert not graph.verify()
    assert graph.remove(orsel().article.id) == [orsel().article.id]
    assert problems(graph) == ""


def test_a_broken_article_can_be_read_anew(graph: Graph, tmp_path: Path) -> None:
    """Adding it again mends graph and text."""
    change(graph, find(graph, kg("exact"), "Valmont"), None)
    assert graph.add_reading(orsel())
    assert problems(graph) == ""
    text_file(graph, tmp_path).unlink()
    graph.add_reading(orsel())
    assert problems(graph) == ""
    text_file(graph, tmp_path).write_text("another text")
    graph.add_reading(orsel())
    assert problems(graph) == ""
