"""Amounts, numbers and percentages: the snippets of tests/gold/quantities, and rules that no snippet shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.mentions.quantities import find_literals, find_quantities
from kg.model import Amount, Mention

GOLD = Path(__file__).parents[2] / "gold" / "quantities"
MARKS = {"at_least": ">=", "at_most": "<=", "about": "~"}


def rows(path: Path) -> list[list[str]]:
    """The lines of a gold file, cut at tabs."""
    lines = path.read_text(encoding="utf-8").replace("\\u202f", "\u202f").replace("\\u00a0", "\u00a0").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def shown(mention: Mention) -> str:
    """The value in the notation of the gold files."""
    value = mention.value
    assert isinstance(value, Amount)
    number = f"{value.low}..{value.high}" if value.bound == "range" else f"{MARKS.get(value.bound, '')}{value.low}"
    return f"{number} {value.unit}".strip()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_gold_snippets(lang: str) -> None:
    """Every quantity of every snippet is found with its span and value, and nothing else."""
    wrong = []
    for text, cell in rows(GOLD / f"{lang}.tsv"):
        got = " ; ".join(f"{m.text} = {shown(m)}" for m in find_quantities(text, lang)) or "-"
        if got != cell:
            wrong.append(f"{text}: {cell}, got {got}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("lang", ["fr", "en"])
@given(text=st.text() | st.text(alphabet="0123456789 .,-$€%Mbn milordu’'"))
def test_any_text(lang: str, text: str) -> None:
    """No text is refused; literals are in order, disjoint, cover what they say, and low is never above high."""
    end = 0
    for mention in find_literals(text, lang):
        assert end <= mention.span.start < mention.span.end
        assert mention.span.of(text) == mention.text
        assert not isinstance(mention.value, Amount) or mention.value.low <= mention.value.high
        end = mention.span.end
