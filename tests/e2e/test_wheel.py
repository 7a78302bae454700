"""What is installed is whole: the wheel is built, unpacked elsewhere, and used there."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.model]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel holds, far from the checkout."""
    place = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(place), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = place.glob("aikg-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place / "site")
    return place / "site"


def test_wheel_reads_an_article(installed: Path) -> None:
    """The package works without its checkout: code, ontology and page template are inside."""
    env = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    for words in (["doctor", "--json"], ["extract", "-"], ["build", "-", "-o", "out"]):
        found = subprocess.run(
            [sys.executable, "-m", "kg", *words],
            cwd=installed.parent,
            env=env,
            input="Mistral AI, dirigée par Arthur Mensch, prépare un nouveau modèle à Paris.",
            capture_output=True,
            text=True,
        )
        assert found.returncode == 0, found.stderr
        if words[0] == "doctor":
            rows = {row["what"]: row["found"] for row in map(json.loads, found.stdout.splitlines())}
            assert str(installed / "kg" / "_ontology") in rows["ontology"]
    assert (installed.parent / "out" / "graph.html").stat().st_size > 100_000


def test_wheel_holds_what_the_checkout_has(installed: Path) -> None:
    """No file that is needed is left behind; what the gazetteer was made of is not needed."""
    command = ["git", "ls-files", "kg", "ontology"]
    tracked = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    assert tracked
    needed = [name for name in tracked if not re.match(r"ontology/gazetteer/(sources/|\w+\.py$)", name)]
    names = sorted(re.sub(r"^ontology/", "kg/_ontology/", name) for name in needed)
    assert [name for name in names if not (installed / name).is_file()] == []
