"""The ready questions: each runs, and what is filled in stays a word."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import graph, questions
from kg.errors import InputError, OntologyError
from tests.unit.samples import all_readings

EXAMPLES: dict[str, tuple[list[str], list[dict[str, object]]]] = {
    "about": (["name=Valmont"], [{"subject": "Orsel", "object": "Valmont"}]),
    "classes": ([], [{"class": "Company", "entities": 2}]),
    "denied": ([], [{"subject": "Kestrel", "object": "Orsel", "denied_by": "Kestrel"}]),
    "founders": ([], [{"founder": "Ana Brun", "organisation": "Orsel"}]),
    "investors": (["name=orsel"], [{"investor": "Valmont"}, {"investor": "Ivo Lang"}]),
    "not-stated": ([], [{"subject": "Kestrel", "object": "Orsel", "status": "denied"}]),
    "quotes": (["relation=founded"], [{"subject": "Ana Brun", "title": "Orsel se dévoile"}]),
    "rounds": ([], [{"organisation": "Orsel", "amount": 40_000_000, "currency": "EUR"}]),
    "who-leads": (["name=Kestrel"], [{"person": "Ivo Lang", "when": "formerly"}]),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_question_finds_its_rows(name: str) -> None:
    """Over the readings made by hand, the rows that are expected, among others; the seeds test every question."""
    settings, expected = EXAMPLES[name]
    with graph.open(":memory:", clock=lambda: "") as made:
        made.add_readings(all_readings())
        rows = made.query(questions.fill(name, settings)).rows
    for part in expected:
        assert any(part.items() <= row.items() for row in rows), rows


@pytest.mark.parametrize("row", questions.known(), ids=lambda row: str(row["name"]))
def test_every_question_says_what_it_answers(row: dict[str, str]) -> None:
    """In two languages; each part has a value where none is set, and is explained."""
    question = questions.question(row["name"])
    assert row["en"] != row["fr"]
    assert all(row[lang][0].isupper() for lang in ("en", "fr"))
    assert all(question.about.values())
    assert "$" not in questions.fill(row["name"], [])


@given(st.text())
def test_what_is_filled_in_stays_a_word(words: str) -> None:
    """No value can end the string it is put into: the query gives it back unchanged."""
    clean = words.encode("utf-8", "ignore").decode()
    with graph.open(":memory:", clock=lambda: "") as empty:
        found = empty.query(f"SELECT ?x {{ BIND({questions.literal(clean)} AS ?x) }}").rows
    assert found == [{"x": clean}]


def test_settings_are_checked() -> None:
    """A part that is not there, a setting without a value and a question that is not known are told apart."""
    with pytest.raises(InputError, match="nothing to set called 'nme'; known: name: the name"):
        questions.fill("about", ["nme=x"])
    with pytest.raises(InputError, match="needs the form key=value"):
        questions.fill("about", ["name"])
    with pytest.raises(InputError, match="no such question; known: about"):
        questions.fill("abut", [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# en: What\nASK {}", "no title in fr"),
        ("# en: What\n# fr: Quoi\nASK { ?s ?p $name }", r"\$name is not declared"),
    ],
)
def test_a_file_that_is_wrong_is_named(
    text: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file and the line that is lacking."""
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "bad.rq").write_text(text, "utf-8")
    monkeypatch.setattr(questions, "ontology_dir", lambda: tmp_path)
    with pytest.raises(OntologyError, match=f"queries/bad.rq: {message}"):
        questions.question("bad")
