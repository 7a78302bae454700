"""A text with other names: its gold still fits it, and nothing but names has changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.evaluate.corpus import Item, load_corpus
from kg.evaluate.gold import Json
from kg.evaluate.rename import draw_seeds, renamed
from kg.model import Article
from tests.conftest import ROOT
from tests.gold.check_gold import problems
from tests.unit.evaluate.samples import entity, gold, relation

SEEDS = load_corpus(ROOT / "seeds")
TEXT = "Le Centre de Calcul d'Orsel (CCO) vend Orsel-R1, dit Ann Roe. Roe dirige le CCO à Nice depuis 2019."


def made(text: str, names: list[tuple[str, str, list[str]]]) -> Item:
    """A text whose gold has these entities with all their mentions."""
    entities = []
    taken: set[int] = set()
    for name, cls, aliases in names:
        mentions = []
        for said in sorted({name, *aliases}, key=len, reverse=True):
            at = text.find(said)
            while at >= 0:
                if not taken & set(range(at, at + len(said))):
                    taken |= set(range(at, at + len(said)))
                    mentions.append({"text": said, "start": at, "end": at + len(said)})
                at = text.find(said, at + 1)
        entities.append(entity(name, cls, *sorted({name, *aliases}), mentions=mentions))
    facts = [
        relation("Ann Roe", "leads", "Centre de Calcul d'Orsel", evidence=[[62, len(text)]], certainty="stated")
        | {"qualifiers": {"date": "2019", "role": "patronne du CCO"}}
    ]
    return Item(Article(text, "fr", "t"), gold(entities, facts))


SMALL = made(
    TEXT,
    [
        ("Centre de Calcul d'Orsel", "ResearchOrg", ["CCO"]),
        ("Orsel-R1", "AIModel", []),
        ("Ann Roe", "Person", ["Roe"]),
        ("Nice", "Place", []),
    ],
)


def named(item: Item) -> list[str]:
    """The names of the entities."""
    return [e["name"] for e in item.gold["entities"]]


def test_the_example_is_sound() -> None:
    """Its gold fits its text."""
    assert problems(SMALL.article.text, SMALL.gold) == []


def test_people_and_organisations_are_renamed_and_nothing_else() -> None:
    """The place stays; so do all words between the names."""
    new = renamed(SMALL, 1)
    centre, _, person, place = named(new)
    assert place == "Nice"
    assert "Orsel" not in centre
    assert person.split()[0] != "Ann"
    assert new.article.text.startswith(f"Le {centre} (")
    assert new.article.text.endswith("à Nice depuis 2019.")


def test_an_acronym_is_that_of_the_new_name() -> None:
    """The letters are those of its words, also in a qualifier."""
    new = renamed(SMALL, 1)
    full = named(new)[0]
    acronym = "".join(c for c in full if c.isupper())
    assert f"({acronym}) vend" in new.article.text
    assert new.gold["relations"][0]["qualifiers"] == {"date": "2019", "role": f"patronne du {acronym}"}


def test_an_organisation_inside_another_name_changes_too() -> None:
    """The model of a renamed firm bears the firm's new name; a whole name of another kind stays."""
    item = made("Orsel vend Orsel-R1. Ann Roe le dit.", [("Orsel", "Company", []), ("Orsel-R1", "AIModel", [])])
    firm, model = named(renamed(Item(item.article, {**item.gold, "relations": []}), 3))
    assert firm != "Orsel"
    assert model == f"{firm}-R1"


@pytest.mark.parametrize("item", SEEDS, ids=lambda item: item.id)
def test_the_gold_still_fits(item: Item) -> None:
    """Every mention and every piece of evidence of the seeds lies where the new gold says."""
    new = renamed(item, 11)
    assert problems(new.article.text, new.gold) == []
    assert new == renamed(item, 11)
    assert new.article.text != renamed(item, 12).article.text


@pytest.mark.parametrize("item", SEEDS, ids=lambda item: item.id)
def test_every_person_and_organisation_changes(item: Item) -> None:
    """Not one keeps its name, and no two become one; places, models and numbers keep theirs."""
    new = renamed(item, 5)
    pairs = list(zip(item.gold["entities"], new.gold["entities"], strict=True))
    kept = [old["name"] for old, other in pairs if _changes(old) and old["name"] == other["name"]]
    assert kept == []
    assert len(set(named(new))) == len(pairs)
    assert _digits(item.gold) == _digits(new.gold)


def test_seeds_are_drawn() -> None:
    """Five, and not the same five again."""
    assert len(draw_seeds()) == 5
    assert draw_seeds() != draw_seeds()


def _changes(row: Json) -> bool:
    return row["type"] in {"Person", "Company", "ResearchOrg", "GovernmentBody", "Investor", "MediaOrg", "OtherOrg"}


def _digits(file: Json) -> list[str]:
    return [r["object"] for r in file["relations"] if r["literal"]]


def test_a_renamed_gold_file_is_a_gold_file(tmp_path: Path) -> None:
    """It can be written and read again."""
    new = renamed(SMALL, 2)
    (tmp_path / "text").mkdir()
    (tmp_path / "gold").mkdir()
    (tmp_path / "text" / "t.txt").write_text(new.article.text, "utf-8")
    (tmp_path / "gold" / "t.json").write_text(json.dumps(new.gold), "utf-8")
    assert load_corpus(tmp_path)[0].gold == new.gold
