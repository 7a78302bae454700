"""Folders of texts with gold, and of predictions: what is read, and what is said where something is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.evaluate.corpus import digest, load_corpus
from kg.evaluate.predictions import read_predictions
from tests.conftest import ROOT
from tests.unit.evaluate.samples import entity, gold

TEXTS = {"en-1": "Orsel is a firm that bought Vega.", "fr-1": "Orsel est une société, et elle a racheté Vega."}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two texts with gold and two manifests."""
    for name in ("text", "gold"):
        (tmp_path / name).mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "text" / f"{name}.txt").write_text(f"{text}\n", "utf-8")
        (tmp_path / "gold" / f"{name}.json").write_text(json.dumps(gold([entity("Orsel")])), "utf-8")
    for name, split in (("en", "tune"), ("fr", "check")):
        row = {"id": f"{name}-1", "lang": name, "split": split}
        (tmp_path / f"manifest-{name}.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    return tmp_path


def test_texts_meet_their_gold(folder: Path) -> None:
    """Two manifests are one; white space at the ends is no text."""
    found = [(i.id, i.article.lang, i.split, i.article.text) for i in load_corpus(folder)]
    assert found == [("en-1", "en", "tune", TEXTS["en-1"]), ("fr-1", "fr", "check", TEXTS["fr-1"])]


@pytest.mark.parametrize("options, ids", [({"split": "check"}, ["fr-1"]), ({"lang": "en"}, ["en-1"])])
def test_a_part_can_be_chosen(folder: Path, options: dict[str, str], ids: list[str]) -> None:
    """By split or by language."""
    assert [item.id for item in load_corpus(folder, **options)] == ids  # type: ignore[arg-type]


def test_without_a_manifest(folder: Path) -> None:
    """The language is read off the text, and there is no split."""
    for path in folder.glob("manifest*"):
        path.unlink()
    assert [(i.article.lang, i.split) for i in load_corpus(folder)] == [("en", ""), ("fr", "")]


def test_seeds_know_where_their_gold_is() -> None:
    """`kg eval seeds` needs no more than the folder."""
    items = load_corpus(ROOT / "seeds")
    assert len(items) == len(list((ROOT / "seeds").glob("*.md")))
    assert all(item.article.published for item in items)
    assert digest(items) == digest(load_corpus(ROOT / "seeds", gold=ROOT / "tests" / "gold" / "seeds"))


def test_the_digest_changes_with_text_and_gold(folder: Path) -> None:
    """One letter of either is enough."""
    digests = {digest(load_corpus(folder))}
    for path in (folder / "text" / "en-1.txt", folder / "gold" / "fr-1.json"):
        path.write_text(path.read_text("utf-8").replace("Orsel", "Orsal"), "utf-8")
        digests.add(digest(load_corpus(folder)))
    assert len(digests) == 3


def _no_text(folder: Path) -> None:
    (folder / "text" / "en-1.txt").unlink()


def _no_json(folder: Path) -> None:
    (folder / "gold" / "en-1.json").write_text("{", "utf-8")


def _no_gold(folder: Path) -> None:
    (folder / "gold" / "en-1.json").write_text('{"id": "en-1", "entities": [{"nom": "Orsel"}]}', "utf-8")


def _bad_manifest(folder: Path) -> None:
    (folder / "manifest-en.jsonl").write_text('{"lang": "en"}\n', "utf-8")


@pytest.mark.parametrize(
    "damage, said",
    [
        (_no_text, "en-1.json: has no text"),
        (_no_json, "en-1.json: cannot be read as JSON"),
        (_no_gold, "en-1.json: is no gold file (KeyError('name'))"),
        (_bad_manifest, "manifest-en.jsonl:1: is no line of a manifest"),
    ],
)
def test_what_is_wrong_is_named(folder: Path, damage: Callable[[Path], None], said: str) -> None:
    """The file, and what it lacks, in one line."""
    damage(folder)
    with pytest.raises(InputError) as caught:
        load_corpus(folder)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("options, known", [({"split": "chek"}, "check, tune"), ({"lang": "de"}, "en, fr")])
def test_an_empty_choice_says_what_there_is(folder: Path, options: dict[str, str], known: str) -> None:
    """A slip in the name of a split is no corpus without texts."""
    with pytest.raises(InputError, match=known):
        load_corpus(folder, **options)  # type: ignore[arg-type]


def test_predictions_that_are_missing_or_broken(folder: Path) -> None:
    """A missing file is None, a broken one is named, a missing folder too."""
    (folder / "a.json").write_text(
        '{"entities": [{"name": "Orsel", "type": "Company", "mentions": ["Orsel"]}]}', "utf-8"
    )
    found = dict(read_predictions(folder, ["a", "b"]))
    assert found["b"] is None
    assert found["a"] is not None
    assert found["a"].entities[0].mentions == ("Orsel",)
    (folder / "a.json").write_text('["a"]', "utf-8")
    with pytest.raises(InputError, match="is no prediction"):
        list(read_predictions(folder, ["a"]))
    with pytest.raises(InputError, match="no such folder"):
        list(read_predictions(folder / "none", ["a"]))
