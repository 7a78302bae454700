"""What `kg doctor` finds out: whether this installation can read, store and show."""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from kg import __version__
from kg.errors import InputError, KgError, ModelError
from kg.languages import LANGUAGES

COLUMNS = ("what", "ok", "found")
LIBRARIES = ("spacy", "pyoxigraph", "rdflib", "pyshacl", "networkx", "trafilatura")


def checks(store: str) -> list[dict[str, Any]]:
    """A row for each thing looked at: what, ok, found."""
    return [
        _row("kg", lambda: __version__),
        _row("Python", platform.python_version),
        *(_row(name, partial(importlib.metadata.version, name)) for name in LIBRARIES),
        *(_row(f"model {lang}", partial(_model, lang)) for lang in LANGUAGES),
        _row("ontology", _ontology),
        _row("questions", _questions),
        _row("web pages", _web_pages),
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


def _questions() -> str:
    from kg import questions

    return f"{len(questions.known())} ready questions"


def _web_pages() -> str:
    """Whether an article is told from its page: a library of another version may extract otherwise."""
    from kg.ingest.html import article_from_page

    sentence = "This page is made up, so that kg can see whether it reads one: Alpha was founded by Ann Roe in 2019."
    page = f"<html><body><nav>Menu</nav><article><p>{sentence}</p><p>{sentence}</p></article></body></html>"
    read = article_from_page(page.encode(), "page").text
    if sentence not in read or "Menu" in read:
        raise InputError("a page of two paragraphs is not read as it should be; install kg again with its lock file")
    return "read"


def _store(place: str) -> str:
    from kg import graph

    if not Path(place).is_dir():
        return f"none at {place} yet"
    with graph.open(place) as opened:
        return f"{len(list(opened.articles()))} articles in {place}"
