"""Reading articles against the bare model on the same texts: CPU seconds, the median of three ratios.

python tests/bench/bench_build.py [FOLDER...]      # text files; seeds/ if none is named
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 3
BATCH = 32


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of the work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main(folders: Sequence[str]) -> None:
    """Print seconds, words per CPU second and the ratio, language by language."""
    from kg import pipeline
    from kg.ingest.problem import Problem
    from kg.ingest.read import articles
    from kg.parse.parser import load_model

    found = [a for a in articles(folders or [str(ROOT / "seeds")]) if not isinstance(a, Problem)]
    for lang in ("fr", "en"):
        own = [a for a in found if a.lang == lang]
        if not own:
            continue
        reader, (name, nlp) = pipeline.reader(lang), load_model(lang)
        reader.read(own[0])
        words = sum(len(a.text.split()) for a in own)
        ratios = []
        for _ in range(ROUNDS):
            bare = cpu(lambda own=own, nlp=nlp: list(nlp.pipe((a.text for a in own), batch_size=BATCH)))  # type: ignore[misc]
            whole = cpu(lambda own=own, reader=reader: [reader.read(a) for a in own])  # type: ignore[misc]
            ratios.append(whole / bare)
            sys.stdout.write(
                f"{lang} {words} words: {name} {bare:.2f} s, kg {whole:.2f} s, {words / whole:.0f} words/s\n"
            )
        sys.stdout.write(f"{lang} ratio {statistics.median(ratios):.2f}\n")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main(sys.argv[1:])
