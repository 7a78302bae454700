"""Read French and English news about the AI industry into a knowledge graph whose every fact opens its sentence.

    kg.read(text, lang="fr")       -> list[Statement]; pure, deterministic
    kg.open("store")               -> Graph; a folder, or ":memory:"

Importing kg loads no language model, no RDF library and no page template; a function loads what it needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import InputError, KgError, ModelError, OntologyError, QueryError, StoreError

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.model import Statement

__version__ = "0.1.0.dev0"

__all__ = [
    "InputError",
    "KgError",
    "ModelError",
    "OntologyError",
    "QueryError",
    "StoreError",
    "__version__",
    "open",
    "read",
]


def read(text: str, lang: str, *, published: str = "") -> list[Statement]:
    """The statements that a text makes, sorted. `published` (YYYY-MM-DD) dates words such as "yesterday"."""
    from kg import pipeline
    from kg.model import Article

    with open(":memory:") as graph:
        graph.add_reading(pipeline.reader(lang).read(Article(text, lang, published=published)))
        return list(graph.statements())


def open(path: str) -> Graph:  # noqa: A001 - `kg.open` is what a reader of the calling code expects
    """The graph that is kept in the folder `path`, made if it is not there; ":memory:" for one that is not kept."""
    from kg import graph

    return graph.open(path)
