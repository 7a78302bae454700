"""Paths lead from a trigger to its arguments, and say what they do not know."""

from __future__ import annotations

import pytest

from kg.errors import OntologyError
from kg.relations.paths import Walker, parse_path
from tests.unit.trees import tree

LINES = """
Ann PROPN nsubj 2
founded VERB ROOT 0 found
Orvane PROPN obj 2
in ADP case 5
Oslo PROPN obl 2
"""


@pytest.mark.parametrize(
    ("path", "start", "words"),
    [
        (">nsubj", 1, ["Ann"]),
        (">obl[in,at]", 1, ["Oslo"]),
        (">obl[at]", 1, []),
        ("<obj >nsubj", 2, ["Ann"]),
        (">iobj or >obj", 1, ["Orvane"]),
        (">nsubj|obj", 1, ["Ann", "Orvane"]),
        ("<root", 1, []),
    ],
)
def test_a_path_ends_where_its_steps_lead(path: str, start: int, words: list[str]) -> None:
    """Down by name and preposition, up by name, alternatives in order."""
    _, built = tree(LINES)
    assert words == [built.tokens[i].text for i in Walker(built).ends(start, parse_path(path, "test"))]


def test_a_word_that_is_no_step_is_named() -> None:
    """The error says where, and what a step looks like."""
    with pytest.raises(OntologyError, match=r"constructions.toml: act: 'nsubj' is no step; write >dep"):
        parse_path("nsubj", "constructions.toml: act")
