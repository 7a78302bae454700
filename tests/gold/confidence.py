"""Counts how often readings are right, for ontology/confidence.toml.

    python tests/gold/confidence.py FOLDER...           # shows the counts
    python tests/gold/confidence.py FOLDER... --write   # puts them in ontology/confidence.toml

A folder holds texts with gold in a layout that `kg eval` reads; only its split "tune" is counted, all of it if it has
no splits. Readings on optional gold count neither way. Rules change and texts are few: what is measured here on the
texts that rules were written on is flattering, so the counts are shrunk where they are used.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "ontology" / "confidence.toml"
HEAD = """# How often readings were right: [right, all], by relation, by construction and by the kind of their ends.
# Made by tests/gold/confidence.py; used by kg/relations/confidence.py.
"""
Counts = dict[str, dict[str, list[int]]]


def judged(folders: Sequence[Path]) -> Iterator[tuple[str, str, str, bool]]:
    """Relation, construction, kind of the ends, and whether it is right, for each reading that gold judges."""
    from kg.evaluate import runs
    from kg.evaluate.corpus import Item, load_corpus
    from kg.evaluate.gold import gold_from_json
    from kg.evaluate.matching import judge
    from kg.evaluate.predictions import prediction_from_json
    from kg.export.reading import reading_json
    from kg.pipeline import reader
    from kg.relations.confidence import kind_of_ends

    def items(folder: Path) -> list[Item]:
        every = load_corpus(folder)
        return [item for item in every if item.split == "tune"] or every

    for item in (item for folder in folders for item in items(folder)):
        reading = reader(item.article.lang).read(item.article)
        prediction = prediction_from_json(reading_json(reading))
        kinds = {mention.span: mention.kind for mention in reading.mentions}
        ends = {
            id(said): kind_of_ends((kinds[relation.subject], kinds[relation.object]))
            for said, relation in zip(prediction.relations, reading.relations, strict=True)
        }
        for verdict in judge(gold_from_json(item.gold), prediction, runs.schema()).judged:
            if verdict.counted:
                said = verdict.said
                _, construction = said.found_by.removeprefix("rule:").split("/", 1)
                yield said.relation, construction, ends[id(said)], verdict.counted == "tp"


def counted(folders: Sequence[Path]) -> Counts:
    """The counts, by kind and name."""
    out: Counts = {kind: defaultdict(lambda: [0, 0]) for kind in ("constructions", "ends", "relations")}
    for relation, construction, ends, right in judged(folders):
        for kind, name in (("relations", relation), ("constructions", construction), ("ends", ends)):
            out[kind][name][0] += right
            out[kind][name][1] += 1
    return out


def written(counts: Counts) -> str:
    """The counts as TOML, sorted."""
    total = [sum(c[i] for c in counts["ends"].values()) for i in (0, 1)]
    lines = [HEAD, f"all = {total}"]
    for kind, names in sorted(counts.items()):
        lines += ["", f"[{kind}]", *(f'"{name}" = {count}' for name, count in sorted(names.items()))]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    text = written(counted(given.folders))
    if given.write:
        FILE.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
