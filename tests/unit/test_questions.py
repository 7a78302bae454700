"""The ready questions: each runs, and what is filled in stays a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import graph, questions
from kg.errors import InputError
from tests.unit.samples import all_readings

EXAMPLES: dict[str, tuple[list[str], list[dict[str, object]]]] = {
    "about": (["name=Valmont"], [{"subject": "Orsel", "object": "Valmont"}]),
    "classes": ([], [{"class": "kg:Company", "entities": 2}]),
    "founders": ([], [{"founder": "Ana Brun", "organisation": "Orsel"}]),
    "investors": (["name=Orsel"], [{"investor": "Valmont"}, {"investor": "Ivo Lang"}]),
    "not-stated": ([], [{"subject": "Kestrel", "object": "Orsel", "denied": 1}]),
    "quotes": (["relation=founded"], [{"subject": "Ana Brun", "title": "Orsel se dévoile"}]),
    "who-leads": (["name=Kestrel"], [{"person": "Ivo Lang", "when": "formerly"}]),
}


def test_every_question_has_an_example() -> None:
    """A question that no test asks does not exist."""
    assert [row["name"] for row in questions.known()] == sorted(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_question_finds_its_rows(name: str) -> None:
    """Over the readings made by hand, each question has the rows that are expected, among others."""
    settings, expected = EXAMPLES[name]
    with graph.open(":memory:", clock=lambda: "") as made:
        made.add_readings(all_readings())
        rows = made.query(questions.fill(name, settings)).rows
    for part in expected:
        assert any(part.items() <= row.items() for row in rows), rows


@given(st.text())
def test_what_is_filled_in_stays_a_word(words: str) -> None:
    """No value can end the string it is put into: the query gives it back unchanged."""
    clean = words.encode("utf-8", "ignore").decode()
    with graph.open(":memory:", clock=lambda: "") as empty:
        found = empty.query(f"SELECT ?x {{ BIND({questions.literal(clean)} AS ?x) }}").rows
    assert found == [{"x": clean}]


def test_settings_are_checked() -> None:
    """A part that is missing and a part that is not there are told apart."""
    with pytest.raises(InputError, match="needs --set name"):
        questions.fill("about", [])
    with pytest.raises(InputError, match="nothing to set called 'nme'"):
        questions.fill("about", ["nme=x"])
