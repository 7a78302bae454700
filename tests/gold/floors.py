"""Floors under the figures of the project's own gold: a change that loses more than a hundredth fails a test.

    python tests/gold/floors.py                       # shows floors and figures
    python tests/gold/floors.py --raise               # pins what is better now
    python tests/gold/floors.py --lower "REASON"      # pins what is worse too, and keeps the reason

Floors hold for the texts and gold that they were measured on; other texts need new ones, with a reason.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FILE = Path(__file__).with_name("floors.json")
STEP = 100  # floors are hundredths, rounded down: less than that is noise on a hundred facts
WHAT = {"entities_typed": ("f1",), "relations": ("precision", "recall", "f1")}

Figures = dict[str, float]


def measure() -> tuple[str, Figures]:
    """The digest of the seeds with their gold, and the figures of all texts and of each language."""
    from kg.evaluate import runs
    from kg.evaluate.corpus import digest, load_corpus

    items = load_corpus(ROOT / "seeds")
    scored = runs.score(items, list(runs.extract(items)))
    rows = runs.figures(scored, runs.choose_relations(None))
    figures = {
        f"{row['name']} {row['of']} {share}": row[share]
        for row in rows
        if row["level"] in {"all", "language"}
        for share in WHAT.get(row["of"], ())
    }
    return digest(items), figures


def below(floors: Mapping[str, float], figures: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """What is under its floor: name -> (floor, figure). A figure that is not there any more counts 0."""
    found = {name: (floor, figures.get(name, 0.0)) for name, floor in floors.items()}
    return {name: pair for name, pair in found.items() if pair[1] < pair[0]}


def pinned(old: Mapping[str, Any], digest: str, figures: Figures, reason: str | None) -> dict[str, Any]:
    """The content of floors.json after this measurement. ValueError for a loss or other texts without a reason."""
    floors = {name: math.floor(value * STEP) / STEP for name, value in figures.items()}
    before: Mapping[str, float] = old.get("floors", {})
    lost = {name: [pair[0], floors.get(name)] for name, pair in below(before, floors).items()}
    moved = bool(before) and old.get("digest") != digest
    if (lost or moved) and not reason:
        raise ValueError(f"{'other texts or gold' if moved else f'lower than pinned: {lost}'}: say why with --lower")
    best = floors if moved or reason else {name: max(value, before.get(name, 0.0)) for name, value in floors.items()}
    history = list(old.get("lowered", []))
    if reason and (lost or moved):
        history.append({"reason": reason, "from_to": lost})
    return {"corpus": "seeds", "digest": digest, "floors": best, "lowered": history}


def main(arguments: list[str]) -> int:
    """Show or pin the floors; 1 if something is under its floor and nothing was pinned."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", dest="up", action="store_true", help="pin what is better")
    parser.add_argument("--lower", metavar="REASON", help="pin what is worse too")
    options = parser.parse_args(arguments)
    old = json.loads(FILE.read_text("utf-8")) if FILE.is_file() else {}
    digest, figures = measure()
    for name, value in figures.items():
        sys.stdout.write(f"{name:32} {value:.4f}  floor {old.get('floors', {}).get(name, 0):.2f}\n")
    if options.up or options.lower:
        try:
            new = pinned(old, digest, figures, options.lower)
        except ValueError as error:
            sys.stderr.write(f"{error}\n")
            return 1
        FILE.write_text(json.dumps(new, indent=1, ensure_ascii=False) + "\n", "utf-8")
        return 0
    return 1 if below(old.get("floors", {}), figures) or old.get("digest") != digest else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main(sys.argv[1:]))
