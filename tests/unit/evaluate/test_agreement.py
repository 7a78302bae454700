"""`kg eval` and the scorer that comes with the annotated news texts give the same figures.

The scorer lies beside this checkout, in ../shared/corpus; without it these tests are skipped.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kg import cli
from kg.evaluate.corpus import load_corpus
from tests.conftest import ROOT
from tests.unit.evaluate.samples import entity, gold, relation, said

CORPUS = ROOT.parent / "shared" / "corpus"
SCORER = CORPUS / "score.py"
Json = dict[str, Any]
Capsys = pytest.CaptureFixture[str]

pytestmark = pytest.mark.skipif(not SCORER.is_file(), reason=f"no scorer at {SCORER}")


def theirs(folder: Path, pred: Path, split: str | None, tmp: Path, *options: str) -> Json:
    """The scorer's report."""
    manifest = tmp / "manifest.jsonl"
    manifest.write_text("".join(p.read_text("utf-8") for p in sorted(folder.glob("manifest*.jsonl"))), "utf-8")
    out = tmp / "theirs.json"
    command = [sys.executable, str(SCORER), "--gold", str(folder / "gold"), "--pred", str(pred), "--json", str(out)]
    command += ["--manifest", str(manifest), "--boot", "200", *(["--split", split] if split else []), *options]
    subprocess.run(command, check=True, capture_output=True)
    report: Json = json.loads(out.read_text("utf-8"))
    return report


def ours(folder: Path, pred: Path, split: str | None, capsys: Capsys, *options: str) -> list[Json]:
    """The rows that `kg eval --json` prints."""
    words = ["eval", str(folder), "--pred", str(pred), "--json", "--boot", "200", *options]
    assert cli.run([*words, *(["--split", split] if split else [])]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def in_common(report: Json) -> dict[tuple[str, ...], Any]:
    """The scorer's figures of one mode, each under the names of our row and column."""
    names = {"P": "precision", "R": "recall", "F1": "f1", "macro_doc_F1": "mean_document_f1", "F1_95": "f1_95"}
    names |= {"macro_relation_F1": "mean_relation_f1", "modality_accuracy": "status_accuracy"}
    found: dict[tuple[str, ...], Any] = {}
    scopes = [("all", "all", report)] + [("language", lang, part) for lang, part in report["per_language"].items()]
    for level, name, part in scopes:
        for what in ("entities", "entities_typed", "relations"):
            for key, value in part[what].items():
                found[level, name, what, names.get(key, key)] = value
        for key, value in part["extra"].items():
            found[level, name, "relations", names.get(key, key)] = value
    for label, part in report["per_relation"].items():
        for key, value in part.items():
            found["relation", re.sub(r"([A-Z])", r"_\1", label).lower(), "relations", names.get(key, key)] = value
    return found


def agree(folder: Path, pred: Path, split: str | None, tmp: Path, capsys: Capsys, *more: str) -> None:
    """All that both say is the same to three decimals, strict and relaxed."""
    report = theirs(folder, pred, split, tmp, *more)
    for mode, options in (("strict", ()), ("relaxed", ("--relaxed",))):
        rows = {(r["level"], r["name"], r["of"]): r for r in ours(folder, pred, split, capsys, *options, *more)}
        expected = flat(in_common(report[mode]))
        found = flat({key: rows[key[0], key[1], key[2]][key[3]] for key in in_common(report[mode])})
        assert found == pytest.approx(expected, abs=0.0005)


def flat(found: dict[tuple[str, ...], Any]) -> dict[str, Any]:
    """The figures with the two ends of an interval apart."""
    ends = {(*key, str(n)): end for key, v in found.items() if isinstance(v, list) for n, end in enumerate(v)}
    return {" ".join(key): value for key, value in {**found, **ends}.items() if not isinstance(value, list)}


WORDS = {"m": "million", "M€": "millions d'euros", "Md€": "milliards d'euros", "bn": "billion", "$": "US$"}


def reading(file: Json, chance: random.Random) -> Json:
    """A reader's work made of the gold: much is right, and everything goes wrong in every way here and there."""
    names = [e["name"] for e in file["entities"]]
    entities: list[Json] = []
    relations: list[Json] = []
    for e in file["entities"]:
        form = chance.choice([e["name"], *e["aliases"], e["name"].upper(), e["name"] + " Group"])
        cls = chance.choice([e["type"], e["type"], *e["alt_types"], "Company", "Date"])
        for _ in range(chance.choice([0, 1, 1, 1, 2])):
            mentions = chance.choice([e["mentions"], e["aliases"], []])
            entities.append({"name": form, "type": cls, "mentions": mentions})
    for r in file["relations"]:
        relations += [_said(r, names, chance) for _ in range(chance.choice([0, 1, 1, 2]))]
    return {"entities": entities, "relations": relations}


def _said(r: Json, names: list[str], chance: random.Random) -> Json:
    ends = [r["subject"], r["object"]]
    if r["literal"]:
        for old, new in WORDS.items():
            if chance.random() < 0.3:
                ends[1] = ends[1].replace(old, new)
    if chance.random() < 0.15:
        ends.reverse()
    if chance.random() < 0.15:
        ends[chance.randrange(2)] = chance.choice([*names, "Nobody", ""])
    label = chance.choice([r["relation"]] * 5 + r["alt_relations"] + ["leads", "employed_by", "founded_on"])
    qualifiers = {k: v for k, v in r["qualifiers"].items() if chance.random() < 0.8}
    modality = chance.choice([r["modality"], r["modality"], None, "planned", "rumoured", "denied"])
    if modality:
        qualifiers[chance.choice(["modality", "polarity"])] = modality
    return {"subject": ends[0], "relation": label, "object": ends[1], "qualifiers": qualifiers}


@pytest.mark.gold
@pytest.mark.skipif(not (CORPUS / "house").is_dir(), reason=f"no annotated texts in {CORPUS}")
@pytest.mark.parametrize("split, more", [("tune", ()), ("check", ("--stated-only",)), (None, ())])
def test_on_annotated_news(split: str | None, more: tuple[str, ...], tmp_path: Path, capsys: Capsys) -> None:
    """On readings made of the gold with mistakes of every kind."""
    chance = random.Random(f"{split}")
    pred = tmp_path / "pred"
    pred.mkdir()
    for item in load_corpus(CORPUS / "house", split=split):
        if chance.random() < 0.95:
            (pred / f"{item.id}.json").write_text(json.dumps(reading(dict(item.gold), chance)), "utf-8")
    agree(CORPUS / "house", pred, split, tmp_path, capsys, *more)


ANN, ORSEL = entity("Ann Roe", "Person", "Ann Roe", "Roe"), entity("Orsel", "Company", "Orsel")
VEGA, NORA = entity("Vega Labs", "Company", "Vega", alt_types=["ResearchOrg"]), entity("Nora", optional=True)


def amounts(right: Sequence[str], found: Sequence[str]) -> tuple[Json, Json]:
    """One firm that raised these amounts, and what was found of it."""
    wanted = [relation("Orsel", "raised", amount, literal=True) for amount in right]
    return gold([ORSEL], wanted), {"relations": [said("Orsel", "raised", amount) for amount in found]}


CORNERS: dict[str, tuple[Json, Json]] = {
    "symmetric": (
        gold([ORSEL, VEGA], [relation("Orsel", "partneredWith", "Vega Labs")]),
        {"relations": [said("Vega", "partnered_with", "Orsel"), said("Orsel", "partneredWith", "Vega")]},
    ),
    "numbers": amounts(
        ("84 M€", "$1.2bn", "une dizaine", "€5m"), ("84 millions d'euros", "1,2 milliard", "10", "$5 million")
    ),
    "units": amounts(
        ("C$41m", "¥7", "HK$9bn", "3 %", "1 200"), ("$41m", "7 yuan", "9.04 billion", "3 percent", "1,200")
    ),
    "optional": (
        gold([ORSEL, NORA, ANN], [relation("Ann Roe", "leads", "Orsel", optional=True)]),
        {
            "entities": [{"name": "Nora", "type": "Person"}, {"name": "Zed", "type": "Person"}],
            "relations": [said("Roe", "leads", "Orsel"), said("Zed", "leads", "Orsel")],
        },
    ),
    "denied": (
        gold([ORSEL, VEGA, ANN], [relation("Orsel", "acquired", "Vega Labs", modality="denied")]),
        {
            "relations": [
                said("Orsel", "acquired", "Vega"),
                said("Orsel", "acquired", "Vega Labs", qualifiers={"modality": "denied"}),
            ]
        },
    ),
    "statuses": (
        gold(
            [ORSEL, VEGA],
            [
                relation("Orsel", "acquired", "Vega Labs", modality="rumoured"),
                relation("Vega Labs", "acquired", "Orsel", modality="denied", optional=True),
            ],
        ),
        {"relations": [said("Orsel", "acquired", "Vega Labs"), said("Vega Labs", "acquired", "Orsel")]},
    ),
    "alternatives": (
        gold([ANN, ORSEL], [relation("Ann Roe", "leads", "Orsel", alt_relations=["employedBy"])]),
        {"relations": [said("Roe", "employed_by", "Orsel"), said("Roe", "leads", "Orsel")]},
    ),
    "duplicates": (
        gold([ANN, ORSEL], [relation("Ann Roe", "founded", "Orsel")]),
        {
            "entities": [{"name": n, "type": "Person", "mentions": []} for n in ("Ann Roe", "Roe", "ann roe")],
            "relations": [said("Ann Roe", "founded", "Orsel"), said("Roe", "founded", "Orsel")],
        },
    ),
    "mentions": (
        gold([ANN, ORSEL, VEGA], [relation("Ann Roe", "founded", "Vega Labs")]),
        {
            "entities": [
                {"name": "Miss Roe", "type": "Person", "mentions": [{"text": "Roe", "start": 0, "end": 3}]},
                {"name": "Vega Laboratories", "type": "ResearchOrg", "mentions": ["Vega"]},
            ],
            "relations": [said("Miss Roe", "founded", "Vega Laboratories"), said("miss roe", "leads", "Vega")],
        },
    ),
    "qualifiers": (
        gold(
            [ANN, ORSEL],
            [
                relation("Ann Roe", "leads", "Orsel", qualifiers={"role": "chief executive", "date": "3 mars 2024"}),
                relation("Ann Roe", "employedBy", "Orsel", qualifiers={"former": "true", "amount2": "€5m"}),
            ],
        ),
        {
            "relations": [
                said("Ann Roe", "leads", "Orsel", qualifiers={"role": "chief executive officer", "date": "2024-03"}),
                said("Ann Roe", "employed_by", "Orsel", qualifiers={"former": True, "amount": "5 millions d'euros"}),
            ]
        },
    ),
    "off schema": (
        gold([ANN, ORSEL], [relation("Ann Roe", "founded", "Orsel")]),
        {"entities": [{"name": "2019", "type": "Date"}], "relations": [said("Orsel", "founded_on", "2019")]},
    ),
    "nothing": (gold([], []), {}),
}


@pytest.mark.parametrize("case", CORNERS)
def test_on_corner_cases(case: str, tmp_path: Path, capsys: Capsys) -> None:
    """One text each: what is easily counted otherwise."""
    file, prediction = CORNERS[case]
    for name in ("text", "gold", "pred"):
        (tmp_path / name).mkdir()
    (tmp_path / "text" / "en-t.txt").write_text("Something that is said in English words.", "utf-8")
    (tmp_path / "gold" / "en-t.json").write_text(json.dumps(file), "utf-8")
    (tmp_path / "pred" / "en-t.json").write_text(json.dumps(prediction), "utf-8")
    (tmp_path / "manifest.jsonl").write_text('{"id": "en-t", "lang": "en", "split": "tune"}\n', "utf-8")
    out = tmp_path / "out"
    out.mkdir()
    agree(tmp_path, tmp_path / "pred", None, out, capsys)
    agree(tmp_path, tmp_path / "pred", None, out, capsys, "--stated-only")
