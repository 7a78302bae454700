"""The seed articles and their gold fit each other; the check that says so finds each kind of damage."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.gold.check_gold import article_text, problems

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "seeds").glob("*.md"))
GOLD = ROOT / "tests" / "gold" / "seeds"
KEYS = {"title", "lang", "published", "publisher", "author", "url", "checked"}

TEXT = "Halva was founded by Ann Roe.\nIt employs 40 people."
SMALL: dict[str, Any] = {
    "id": "small",
    "entities": [
        {
            "name": "Halva",
            "type": "Company",
            "alt_types": [],
            "aliases": ["Halva"],
            "optional": False,
            "mentions": [{"text": "Halva", "start": 0, "end": 5}],
        },
        {
            "name": "Ann Roe",
            "type": "Person",
            "alt_types": [],
            "aliases": ["Ann Roe"],
            "optional": False,
            "mentions": [{"text": "Ann Roe", "start": 21, "end": 28}],
        },
    ],
    "relations": [
        {
            "subject": "Ann Roe",
            "relation": "founded",
            "alt_relations": [],
            "object": "Halva",
            "literal": False,
            "qualifiers": {},
            "certainty": "stated",
            "modality": None,
            "optional": False,
            "evidence": [[0, 29]],
        },
        {
            "subject": "Halva",
            "relation": "hasEmployees",
            "alt_relations": [],
            "object": "40",
            "literal": True,
            "qualifiers": {},
            "certainty": "stated",
            "modality": None,
            "optional": False,
            "evidence": [[0, 29], [30, 51]],
            "object_span": [41, 43],
        },
    ],
}


def _load(seed: Path) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((GOLD / "gold" / f"{seed.stem}.json").read_text(encoding="utf-8"))
    return gold


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_gold_fits_its_article(seed: Path) -> None:
    """Every mention and every piece of evidence lies where the gold says, and every relation joins what it may."""
    assert problems(article_text(seed.read_text(encoding="utf-8")), _load(seed)) == []


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_front_matter_is_complete(seed: Path) -> None:
    """A seed names its language, day, outlet and the sources its claims were checked against."""
    head = seed.read_text(encoding="utf-8").split("\n---\n", 1)[0]
    values = dict(re.findall(r"^(\w+): ?(.*)$", head, re.MULTILINE))
    assert set(values) == KEYS
    assert values["lang"] == seed.stem[:2]
    assert date.fromisoformat(values["published"])
    assert values["url"].startswith("https://kg.example/")
    assert re.search(r"^  - \S", head, re.MULTILINE)


def test_manifest_lists_every_seed() -> None:
    """The manifest has one line an article, with its language and its number of words."""
    lines = [json.loads(line) for line in (GOLD / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [seed.stem for seed in SEEDS] == [line["id"] for line in lines]
    for seed, line in zip(SEEDS, lines, strict=True):
        assert line["lang"] == seed.stem[:2]
        assert line["n_words"] == len(article_text(seed.read_text(encoding="utf-8")).split())


def test_rumours_and_denials_are_about_invented_names() -> None:
    """Nothing is rumoured about a real firm or person; the one negated fact was called off in public by both sides."""
    manifest = map(json.loads, (GOLD / "manifest.jsonl").read_text(encoding="utf-8").splitlines())
    fictional = {line["id"] for line in manifest if line["fictional"]}
    doubtful = {
        (seed.stem, relation["subject"], relation["relation"], relation["object"])
        for seed in SEEDS
        if seed.stem not in fictional
        for relation in _load(seed)["relations"]
        if relation["modality"] in {"rumoured", "denied"}
    }
    assert doubtful == {("en-s03", "Nvidia", "acquired", "Arm")}


def test_gold_holds_every_certainty_in_both_languages() -> None:
    """The seeds hold stated, planned, rumoured and denied facts, and former posts, in French and in English."""
    for lang in ("fr", "en"):
        relations = [relation for seed in SEEDS if seed.stem[:2] == lang for relation in _load(seed)["relations"]]
        assert {relation["modality"] for relation in relations} == {None, "planned", "rumoured", "denied"}
        assert any("former" in relation["qualifiers"] for relation in relations)


def test_two_articles_disagree_on_a_value() -> None:
    """One firm's round, staff and valuation differ between an agency and a trade paper, each in its own language."""

    def values(name: str, relation: str) -> list[str]:
        gold = _load(ROOT / "seeds" / f"{name}.md")["relations"]
        return [r["object"] for r in gold if r["relation"] == relation and r["subject"] == "Ostrelle"]

    assert values("fr-s06", "hasEmployees") == ["120"]
    assert values("en-s05", "hasEmployees") == ["140"]
    assert values("fr-s06", "raised") == ["45 millions d'euros"]
    assert values("en-s05", "raised")[0] == "€52 million"


def _move_mention(gold: dict[str, Any]) -> None:
    gold["entities"][0]["mentions"][0]["start"] = 1


def _drop_mention(gold: dict[str, Any]) -> None:
    gold["entities"][0]["mentions"] = []


def _rename(gold: dict[str, Any]) -> None:
    gold["entities"][0]["name"] = "Halva SA"
    for relation in gold["relations"]:
        for end in ("subject", "object"):
            relation[end] = relation[end].replace("Halva", "Halva SA")


def _unknown_end(gold: dict[str, Any]) -> None:
    gold["relations"][0]["subject"] = "Bob Roe"


def _swap_ends(gold: dict[str, Any]) -> None:
    relation = gold["relations"][0]
    relation["subject"], relation["object"] = relation["object"], relation["subject"]
    relation["relation"] = "employedBy"


def _unknown_relation(gold: dict[str, Any]) -> None:
    gold["relations"][0]["relation"] = "marriedTo"


def _evidence_elsewhere(gold: dict[str, Any]) -> None:
    gold["relations"][0]["evidence"] = [[30, 51]]


def _evidence_across_paragraphs(gold: dict[str, Any]) -> None:
    gold["relations"][0]["evidence"] = [[0, 51]]


def _evidence_beyond_the_text(gold: dict[str, Any]) -> None:
    gold["relations"][0]["evidence"] = [[0, 99]]


def _number_elsewhere(gold: dict[str, Any]) -> None:
    gold["relations"][1]["object_span"] = [40, 43]


def _odd_certainty(gold: dict[str, Any]) -> None:
    gold["relations"][0]["modality"] = "planned"


def _invented_date(gold: dict[str, Any]) -> None:
    gold["relations"][0]["qualifiers"] = {"date": "2019"}


def _twice(gold: dict[str, Any]) -> None:
    gold["relations"].append(gold["relations"][0])


def test_sound_gold_has_no_problems() -> None:
    """The example that the next test damages is sound."""
    assert problems(TEXT, SMALL) == []


@pytest.mark.parametrize(
    "damage, said",
    [
        (_move_mention, "is not at 1-5"),
        (_drop_mention, "no mention"),
        (_rename, "its name does not occur"),
        (_unknown_end, "no entity 'Bob Roe'"),
        (_swap_ends, "takes no such subject"),
        (_unknown_relation, "unknown relation 'marriedTo'"),
        (_evidence_elsewhere, "'Ann Roe' is not named in the evidence"),
        (_evidence_across_paragraphs, "no stretch of one paragraph"),
        (_evidence_beyond_the_text, "no stretch of one paragraph"),
        (_number_elsewhere, "'40' is not at 40-43"),
        (_odd_certainty, "do not fit"),
        (_invented_date, "date '2019' is not in the evidence"),
        (_twice, "stated twice"),
    ],
)
def test_damage_is_found_and_named(damage: Callable[[dict[str, Any]], None], said: str) -> None:
    """One thing is damaged at a time, and the check says which."""
    gold = copy.deepcopy(SMALL)
    damage(gold)
    assert any(said in problem for problem in problems(TEXT, gold))
