"""The figures of the project's own gold hold, and their floors are lowered only with a reason."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.gold.floors import FILE, below, measure, pinned

PINNED: dict[str, Any] = {"corpus": "seeds", "digest": "d", "floors": {"all": 0.5, "fr": 0.4}, "lowered": []}


@pytest.mark.model
@pytest.mark.gold
def test_no_figure_is_under_its_floor() -> None:
    """`kg eval seeds`: measured on the texts that the floors were measured on."""
    floors = json.loads(FILE.read_text("utf-8"))
    digest, figures = measure()
    assert digest == floors["digest"], "the seeds or their gold changed: python tests/gold/floors.py --lower REASON"
    assert below(floors["floors"], figures) == {}, "see kg eval seeds --errors"
    assert floors["floors"].keys() == figures.keys()


def test_a_loss_is_found() -> None:
    """Also where a figure is gone."""
    assert below({"all": 0.5, "fr": 0.4}, {"all": 0.49}) == {"all": (0.5, 0.49), "fr": (0.4, 0.0)}


def test_a_gain_is_pinned_freely() -> None:
    """Rounded down to a hundredth; a figure that did not move keeps its floor."""
    assert pinned(PINNED, "d", {"all": 0.6179, "fr": 0.4}, None)["floors"] == {"all": 0.61, "fr": 0.4}


@pytest.mark.parametrize("digest, figures", [("d", {"all": 0.9, "fr": 0.3}), ("e", {"all": 0.9, "fr": 0.9})])
def test_a_loss_and_other_texts_need_a_reason(digest: str, figures: dict[str, float]) -> None:
    """Without one nothing is pinned; with one it is kept beside the floors."""
    with pytest.raises(ValueError, match="say why"):
        pinned(PINNED, digest, figures, None)
    new = pinned(PINNED, digest, figures, "two facts were wrong in the gold")
    assert new["floors"] == figures
    assert new["lowered"][0]["reason"] == "two facts were wrong in the gold"
