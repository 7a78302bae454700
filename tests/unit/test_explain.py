"""A sentence is explained: what stood in it, which construction read it, what the others lacked."""

from __future__ import annotations

import pytest

from kg.errors import InputError
from kg.explain import Explanation, explain

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def told() -> Explanation:
    return explain("Halva was founded by Ann Roe, its chief executive.")


def test_mentions_and_trees(told: Explanation) -> None:
    """Names with their classes; the sentence parsed as it is, and with names that the parser knows."""
    assert {("Halva", "Company"), ("Ann Roe", "Person")} <= {(m["text"], m["type"]) for m in told.mentions}
    assert [row["text"] for row in told.trees["raw"]][:4] == ["Halva", "was", "founded", "by"]
    assert "Halva" not in [row["text"] for row in told.trees["masked"]]


def test_what_was_read_and_what_the_others_lacked(told: Explanation) -> None:
    """The passive found both ends; the active has no patient; a line needs other words."""
    founded = [row for row in told.triggers if (row["trigger"], row["relation"]) == ("founded", "founded")]
    results = {name: row["result"] for row in founded for name in row["construction"].split(", ")}
    assert results["passive"] == "Ann Roe founded Halva"
    assert results["active"].startswith("nothing in the place of")
    assert "the words around it do not fit the line" in results.values()


def test_the_facts_are_those_of_the_reader(told: Explanation) -> None:
    """Every fact comes with the rule that found it."""
    assert ("Ann Roe", "founded", "Halva") in {(f["subject"], f["relation"], f["object"]) for f in told.facts}
    assert all(f["found_by"].startswith("rule:") for f in told.facts)


@pytest.mark.parametrize("sentence", ["Does Halva own Kestrel?", "If Halva acquires Kestrel, prices will fall."])
def test_what_is_asked_or_supposed_is_left_out_and_says_so(sentence: str) -> None:
    """A construction fits, the sentence does not tell: no fact, and a reason."""
    told = explain(sentence, "en")
    assert told.facts == []
    assert any("left out" in row["result"] for row in told.triggers)


def test_the_language_is_seen_or_given() -> None:
    """French is recognised; another language is refused."""
    assert explain("La société Halva a été fondée par Ann Roe en 2019 dans la ville de Nantes.").lang == "fr"
    with pytest.raises(InputError, match="is not read"):
        explain("Halva wurde von Ann Roe gegründet.", "de")
