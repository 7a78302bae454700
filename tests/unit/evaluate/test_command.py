"""`kg eval`: what it prints, what it holds back, what it refuses. Nothing is read: predictions are made by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from kg import cli
from kg.evaluate import runs
from kg.evaluate.corpus import Item
from kg.evaluate.predictions import Prediction, prediction_from_json
from tests.unit.evaluate.samples import entity, gold, relation, said

TEXT = "Orsel bought Vega. Ann Roe runs Orsel."
Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A text of split tune, one of split check, and predictions that are half right."""
    for name in ("text", "gold", "pred"):
        (tmp_path / name).mkdir()
    mention = {"text": "Ann Roe", "start": 19, "end": 26}
    right = gold(
        [entity("Orsel"), entity("Vega"), entity("Ann Roe", "Person", "Ann Roe", mentions=[mention])],
        [relation("Orsel", "acquired", "Vega"), relation("Ann Roe", "leads", "Orsel", evidence=[[19, 38]])],
    )
    found = {
        "entities": [{"name": "Orsel", "type": "Company"}],
        "relations": [
            said("Orsel", "acquired", "Vega", confidence=0.9, evidence=[{"start": 0, "end": 18}]),
            said("Orsel", "founded", "Vega", confidence=0.3, evidence=[{"start": 0, "end": 18}]),
        ],
    }
    rows = []
    for name, split in (("a", "tune"), ("b", "check")):
        (tmp_path / "text" / f"{name}.txt").write_text(TEXT, "utf-8")
        (tmp_path / "gold" / f"{name}.json").write_text(json.dumps({**right, "id": name}), "utf-8")
        (tmp_path / "pred" / f"{name}.json").write_text(json.dumps(found), "utf-8")
        rows.append(json.dumps({"id": name, "lang": "en", "split": split}))
    (tmp_path / "manifest.jsonl").write_text("\n".join(rows), "utf-8")
    return tmp_path


def printed(capsys: Capsys, folder: Path, *words: str) -> list[dict[str, Any]]:
    """The rows of `kg eval --json` on the predictions made by hand."""
    assert cli.run(["eval", str(folder), "--pred", str(folder / "pred"), "--json", *words]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def of(rows: list[dict[str, Any]], level: str, name: str) -> dict[str, Any]:
    """The row of relations at a level."""
    return next(row for row in rows if (row["level"], row["name"], row["of"]) == (level, name, "relations"))


def test_figures_by_level(folder: Path, capsys: Capsys) -> None:
    """All, language, relation, document: one row each and what was counted."""
    rows = printed(capsys, folder)
    assert [of(rows, "all", "all")[key] for key in ("tp", "fp", "fn", "documents")] == [2, 2, 2, 2]
    assert of(rows, "language", "en")["f1"] == 0.5
    assert [row["name"] for row in rows if row["level"] == "relation"] == ["acquired", "leads", "founded"]
    assert of(rows, "document", "b")["precision"] == 0.5


def test_what_is_less_sure_is_left_out(folder: Path, capsys: Capsys) -> None:
    """--min-confidence moves from recall to precision."""
    assert of(printed(capsys, folder, "--min-confidence", "0.5"), "all", "all")["precision"] == 1.0


def test_relations_can_be_chosen(folder: Path, capsys: Capsys) -> None:
    """Only they count, under either way of writing."""
    row = of(printed(capsys, folder, "--relations", "founded, employedBy"), "all", "all")
    assert [row[key] for key in ("tp", "fp", "fn")] == [0, 2, 0]


def test_the_table_has_three_decimals(folder: Path, capsys: Capsys) -> None:
    """Every level is in it."""
    assert cli.run(["eval", str(folder), "--pred", str(folder / "pred"), "--boot", "10"]) == 0
    out = capsys.readouterr().out
    assert "0.500 to 0.500" in out
    for word in ("entities_typed", "acquired", "mean_document_f1", "denied_asserted"):
        assert word in out


def test_mistakes_of_check_are_held_back(folder: Path, capsys: Capsys) -> None:
    """Only who names the split sees them."""
    assert {row["document"] for row in printed(capsys, folder, "--errors")} == {"a"}
    assert {row["document"] for row in printed(capsys, folder, "--errors", "--split", "check")} == {"b"}


def test_mistakes_as_text(folder: Path, capsys: Capsys) -> None:
    """Counts by kind, then each with its sentence; a note says that some are not shown."""
    assert cli.run(["eval", str(folder), "--pred", str(folder / "pred"), "--errors"]) == 0
    captured = capsys.readouterr()
    assert "    « Ann Roe runs Orsel. »" in captured.out.splitlines()
    assert "a missed: gold: Ann Roe leads Orsel; no entity: Ann Roe" in captured.out.splitlines()
    assert captured.err == "1 texts of split check not shown; --split check shows them\n"


def test_missing_predictions_are_told(folder: Path, capsys: Capsys) -> None:
    """They count as empty."""
    (folder / "pred" / "b.json").unlink()
    assert cli.run(["eval", str(folder), "--pred", str(folder / "pred"), "--json"]) == 0
    assert capsys.readouterr().err.startswith("1 texts without predictions")


def test_rename_says_what_each_seed_loses(folder: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that knows Ann Roe by heart loses all; the mean is over the seeds."""

    def by_heart(items: Sequence[Item], progress: object = None) -> Iterator[Prediction]:
        for item in items:
            known = "Ann Roe" in item.article.text
            yield prediction_from_json({"relations": [said("Ann Roe", "leads", "Orsel")] if known else []})

    monkeypatch.setattr(runs, "extract", by_heart)
    assert cli.run(["eval", str(folder), "--rename", "--seed", "1", "--seed", "2", "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["names"] for row in rows] == ["as written", "seed 1", "seed 2", "mean of the seeds"]
    assert [row["loss"] for row in rows] == pytest.approx([0, 2 / 3, 2 / 3, 2 / 3], abs=1e-4)


@pytest.mark.parametrize(
    "words",
    [
        ["--relations", "marriedTo"],
        ["--split", "chek"],
        ["--rename", "--errors"],
        ["--rename", "--pred", "x"],
        ["--seed", "1"],
        ["--pred", "no/such/folder"],
    ],
)
def test_wrong_use_is_one_line(words: list[str], folder: Path, capsys: Capsys) -> None:
    """What cannot be done is said, and nothing is read."""
    assert cli.run(["eval", str(folder), *words]) == 2
    captured = capsys.readouterr()
    assert (captured.out, len(captured.err.splitlines())) == ("", 1)


def test_a_folder_without_gold_is_one_line(tmp_path: Path, capsys: Capsys) -> None:
    """It says what the folder lacks."""
    assert cli.run(["eval", str(tmp_path)]) == 2
    assert "no gold files" in capsys.readouterr().err
