"""What the ready questions answer over the seeds as kg reads them, held against their gold."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import graph as graphs
from kg import pipeline, questions
from kg.graph import Graph
from tests.conftest import ROOT
from tests.gold.answers import Answers
from tests.gold.readings import gold_readings

# Cells that depend on where a sentence is cut, or on the day that a reader gives to an event.
LEFT_OUT = frozenset({"quote", "published", "publisher", "day", "until", "dated_by", "denied_by", "asserted", "title"})
LEAST = 0.6  # of all rows right; single questions have too few rows for a floor of their own

pytestmark = [pytest.mark.model, pytest.mark.gold, pytest.mark.slow]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """The seeds, built as `kg build seeds` does."""
    place = str(Path(tmp_path_factory.mktemp("seeds")) / "store")
    pipeline.build([ROOT / "seeds"], store=place)
    with graphs.open(place) as graph:
        yield graph


def rows_of(graph: Graph, name: str) -> set[tuple[str, ...]]:
    """The rows of a question in lower case, without the cells that are left out."""
    answer = graph.query(questions.fill(name, []))
    wanted = [at for at, column in enumerate(answer.columns) if column not in LEFT_OUT]
    return {tuple(getattr(row[at], "value", "").casefold() for at in wanted) for row in answer.terms}


def test_rows_are_right(read: Graph, capsys: pytest.CaptureFixture[str]) -> None:
    """Precision and recall of the rows are printed, question by question; most rows are right."""
    right = found = 0
    lines = []
    with graphs.open(clock=lambda: "") as gold:
        gold.add_readings(gold_readings())
        assert len(Answers(gold_readings(), gold.entities()).claims) == len(gold.facts())
        for row in questions.known():
            here, there = rows_of(read, row["name"]), rows_of(gold, row["name"])
            if row["name"] not in ("classes", "organisations"):
                right, found = right + len(here & there), found + len(here)
            precision = f"{len(here & there) / len(here):.2f}" if here else "   -"
            recall = f"{len(here & there) / len(there):.2f}" if there else "   -"
            lines.append(f"{row['name']:22} rows {len(here):4}  precision {precision}  recall {recall}")
    with capsys.disabled():
        sys.stdout.write("\n".join(["", *lines, f"all rows               precision {right / found:.2f}", ""]))
    assert right / found >= LEAST
