"""Where things lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import settings
from kg.errors import OntologyError


def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package folder as if kg were installed there."""
    package = tmp_path / "site" / "kg"
    package.mkdir(parents=True)
    monkeypatch.setattr(settings, "__file__", str(package / "settings.py"))
    return package


def test_the_packed_ontology_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a wheel it lies inside the package; a folder that happens to lie beside it is somebody else's."""
    package = installed(tmp_path, monkeypatch)
    for folder in (package / "_ontology", package.parent / "ontology"):
        folder.mkdir()
        (folder / "kg.ttl").touch()
    assert settings.ontology_dir() == package / "_ontology"


def test_in_a_checkout_it_lies_beside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No copy is needed to work on it."""
    package = installed(tmp_path, monkeypatch)
    (package.parent / "ontology").mkdir()
    (package.parent / "ontology" / "kg.ttl").touch()
    assert settings.ontology_dir() == package.parent / "ontology"


def test_without_an_ontology_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken installation is told, with what to do."""
    installed(tmp_path, monkeypatch)
    with pytest.raises(OntologyError, match="install kg again"):
        settings.ontology_dir()


def test_the_store_is_dot_kg_unless_the_environment_names_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty KG_STORE names none."""
    monkeypatch.setenv("KG_STORE", "")
    assert settings.store_location() == ".kg"
    monkeypatch.setenv("KG_STORE", "http://localhost:7878")
    assert settings.store_location() == "http://localhost:7878"
