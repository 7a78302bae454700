"""The rows under ontology/gazetteer: what its README promises."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg import ontology
from kg.resolve.keys import key
from kg.settings import ontology_dir

FOLDER = ontology_dir() / "gazetteer"
FILES = sorted(FOLDER.glob("*.jsonl"))
KEYS = {"name", "type", "aliases", "labels", "ambiguous", "ambiguous_aliases", "source"}

Entry = dict[str, Any]


@cache
def rows(path: Path) -> list[Entry]:
    """The rows of one file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def every() -> list[Entry]:
    """The rows of all files."""
    return [row for path in FILES for row in rows(path)]


def spellings(row: Entry) -> list[str]:
    """Name, labels and aliases, each once."""
    return list(dict.fromkeys([row["name"], *row.get("labels", {}).values(), *row.get("aliases", [])]))


@cache
def by_spelling() -> dict[str, Entry]:
    """The row of each spelling."""
    return {spelling: row for row in every() for spelling in spellings(row)}


def is_ambiguous(spelling: str) -> bool:
    """True if the row marks this spelling."""
    row = by_spelling()[spelling]
    return row.get("ambiguous", False) or spelling in row.get("ambiguous_aliases", [])


def family_key(row: Entry) -> str:
    """The key that the reader makes of the row's name."""
    return key(ontology.load().family(row["type"]), row["name"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_rows_have_the_documented_keys(path: Path) -> None:
    """No unknown key, and the three that must be there."""
    for row in rows(path):
        assert {"name", "type", "source"} <= row.keys() <= KEYS, row
        assert row["source"], row


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_rows_are_sorted_and_written_one_way(path: Path) -> None:
    """A change shows as its own line in a diff."""
    found = rows(path)
    assert found == sorted(found, key=lambda row: (row["name"].casefold(), row["name"]))
    lines = [json.dumps(row, ensure_ascii=False) for row in found]
    assert path.read_text(encoding="utf-8").splitlines() == lines


def test_types_are_entity_classes_without_people() -> None:
    """People are found in the text, never in a list."""
    allowed = set(ontology.load().entity_types) - {"Person"}
    assert {row["type"] for row in every()} <= allowed


def test_a_spelling_stands_in_one_row() -> None:
    """So that the order of files and rows decides nothing."""
    counts = Counter(spelling for row in every() for spelling in spellings(row))
    assert [spelling for spelling, count in counts.items() if count > 1] == []


def test_a_key_stands_in_one_row() -> None:
    """Two rows with one key would be one entity with two classes."""
    counts = Counter(family_key(row) for row in every())
    assert [found for found, count in counts.items() if count > 1] == []


def test_spellings_are_clean() -> None:
    """Two characters or more, no blanks around or doubled, nothing invisible."""
    odd = [s for s in by_spelling() if len(s) < 2 or s != " ".join(s.split()) or not s.isprintable()]
    assert odd == []


def test_apostrophes_come_in_both_forms() -> None:
    """Texts write L'Oréal both ways."""
    lacking = [s for s in by_spelling() if "'" in s and s.replace("'", "\u2019") not in by_spelling()]
    assert lacking == []


def test_marks_name_spellings_of_their_row() -> None:
    """A mark on a string that is not there would do nothing; one on all of them is written `ambiguous`."""
    for row in every():
        marked = set(row.get("ambiguous_aliases", []))
        assert marked < set(spellings(row)), row
        assert not (marked and "ambiguous" in row), row


def test_labels_are_in_both_languages() -> None:
    """A row with labels has the French and the English one."""
    assert {frozenset(row["labels"]) for row in every() if "labels" in row and row["type"] != "Place"} == {
        frozenset({"en", "fr"})
    }


@pytest.mark.parametrize(
    "one, other",
    [
        ("United States", "États-Unis"),
        ("United States", "Etats-Unis"),
        ("U.S.", "USA"),
        ("United Kingdom", "Royaume-Uni"),
        ("UK", "Grande-Bretagne"),
        ("Beijing", "Pékin"),
        ("London", "Londres"),
        ("Zurich", "Zürich"),
        ("European Commission", "Commission européenne"),
        ("White House", "Maison-Blanche"),
        ("Nvidia", "NVIDIA"),
        ("GDPR", "RGPD"),
        ("DeepMind", "Google DeepMind"),
        ("DeepSeek R1", "DeepSeek-R1"),
    ],
)
def test_one_thing_has_one_key(one: str, other: str) -> None:
    """Whatever the language and the spelling."""
    assert family_key(by_spelling()[one]) == family_key(by_spelling()[other])


@pytest.mark.parametrize(
    "spelling",
    [
        "Nice",
        "Tours",
        "Nancy",
        "Reading",
        "Orange",
        "MIT",
        "Writer",
        "Together",
        "Runway",
        "Magic",
        "Opera",
        "Inception",
        "Marin",
        "Liquid",
        "Figure",
        "Scale",
        "Time",
        "Nature",
        "Libération",
        "Charlotte",
        "Chad",
        "Georgia",
        "o1",
        "Visa",
    ],
)
def test_names_that_are_words_or_people_are_marked(spelling: str) -> None:
    """They need something else in the text to speak for them."""
    assert is_ambiguous(spelling)


@pytest.mark.parametrize(
    "spelling",
    [
        "OpenAI",
        "Google",
        "Apple",
        "Meta",
        "Mistral AI",
        "Mistral",
        "Microsoft",
        "Paris",
        "Londres",
        "Chine",
        "China",
        "Japan",
        "US",
        "UE",
        "Canada",
        "Boston",
        "ChatGPT",
        "Claude",
        "Gemini",
        "H100",
        "CNRS",
        "AI Act",
        "Le Monde",
    ],
)
def test_plain_names_are_not_marked(spelling: str) -> None:
    """A mark on them would lose half of the facts."""
    assert not is_ambiguous(spelling)


@pytest.mark.parametrize(
    "spelling, cls",
    [
        ("Sequoia Capital", "Investor"),
        ("BNP Paribas", "Investor"),
        ("Stanford University", "ResearchOrg"),
        ("CNIL", "GovernmentBody"),
        ("Reuters", "MediaOrg"),
        ("Linux Foundation", "OtherOrg"),
        ("ChatGPT", "Product"),
        ("Qwen", "AIModel"),
        ("H100", "Hardware"),
        ("AI Act", "Regulation"),
        ("Hangzhou", "Place"),
        ("Île-de-France", "Place"),
        ("Snowflake", "Company"),
    ],
)
def test_classes(spelling: str, cls: str) -> None:
    """One known name a class."""
    assert by_spelling()[spelling]["type"] == cls


@pytest.mark.parametrize(
    "word", ["Parti", "Command", "Français", "French", "American", "Chinese", "Draw", "FAST", "IA"]
)
def test_words_that_are_no_names_are_absent(word: str) -> None:
    """Common words that are titles of models, and nationalities."""
    assert word not in by_spelling()


def test_sources_are_credited() -> None:
    """Every source of a row stands in the README with its licence."""
    credit = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [s for s in sorted({s for row in every() for s in row["source"]}) if f"- `{s}`:" not in credit] == []


def test_the_gazetteer_is_small() -> None:
    """1.5 MB at most, because every run of the program reads it."""
    assert sum(path.stat().st_size for path in FILES) < 1_500_000
