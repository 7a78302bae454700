"""What `kg doctor` finds out: whether this installation can read, store and show."""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from kg import __version__
from kg.errors import KgError, ModelError
from kg.languages import LANGUAGES

COLUMNS = ("what", "ok", "found")


def checks(store: str) -> list[dict[str, Any]]:
    """A row for each thing looked at: what, ok, found."""
    return [
        _row("kg", lambda: __version__),
        _row("Python", platform.python_version),
        *(_row(name, partial(importlib.metadata.version, name)) for name in ("spacy", "pyoxigraph", "rdflib")),
        *(_row(f"model {lang}", partial(_model, lang)) for lang in LANGUAGES),
        _row("ontology", _ontology),
        _row("store", partial(_store, store)),
    ]


def _row(what: str, look: Callable[[], str]) -> dict[str, Any]:
    try:
        return {"what": what, "ok": True, "found": look()}
    except importlib.metadata.PackageNotFoundError as error:
        return {"what": what, "ok": False, "found": f"{error.name} is not installed: pip install {error.name}"}
    except KgError as error:
        return {"what": what, "ok": False, "found": str(error)}


def _model(lang: str) -> str:
    """The model that reading would use, found without loading it."""
    from kg.languages import load_section
    from kg.parse.parser import ParsingData

    names = load_section(lang, "parsing", ParsingData).models.names
    for name in names:
        try:
            return f"{name} {importlib.metadata.version(name)}"
        except importlib.metadata.PackageNotFoundError:
            continue
    raise ModelError(f"none is installed: pip install {names[-1].replace('_', '-')}")


def _ontology() -> str:
    from kg import ontology

    loaded = ontology.load()
    return f"{len(loaded.classes)} classes, {len(loaded.relations)} relations in {loaded.path}"


def _store(place: str) -> str:
    from kg import graph

    if not Path(place).is_dir():
        return f"none at {place} yet"
    with graph.open(place) as opened:
        return f"{len(list(opened.articles()))} articles in {place}"
