"""Licences: which words name one, and where a short form is something else."""

from __future__ import annotations

import pytest

from kg.mentions.licences import find_licences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("released under the Apache 2.0 licence", ["Apache 2.0"]),
        ("weights under MIT, and a long context", ["MIT"]),
        ("diffusé sous licence MIT par son auteur", ["MIT"]),
        ("Sa licence, baptisée RAIL, interdit tout", ["RAIL"]),
        ("from BSD to the Business Source License, then AGPLv3.", ["Business Source License", "AGPLv3"]),
        ("the Orvane Community License 1.1 forbids it", ["Orvane Community License 1.1"]),
        ("CC BY-NC-SA 4.0, ou CC0", ["CC BY-NC-SA 4.0", "CC0"]),
        ("la BSD à trois clauses", ["BSD à trois clauses"]),
        ("the Llama 3.1 licence", ["Llama 3.1"]),
    ],
)
def test_named(text: str, expected: list[str]) -> None:
    """A licence is found with its version and without the word for licence."""
    assert expected == [m.text for m in find_licences(text)]


@pytest.mark.parametrize(
    "text",
    ["trois chercheurs du MIT", "a licence from MIT", "Apache Spark 3.0 is out", "Llama 3 beats Gemma 2"],
)
def test_other_things(text: str) -> None:
    """An institute, a library and a model are no licence."""
    assert find_licences(text) == []


def test_spans() -> None:
    """Licences are literals, in order, and cover what they say."""
    text = "GPL or MPL 2.0"
    found = find_licences(text)
    assert [m.span.of(text) for m in found] == ["GPL", "MPL 2.0"]
    assert {"Licence"} == {m.type for m in found}
