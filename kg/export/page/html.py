"""The page as text: pyvis holds nodes and edges and brings vis-network, the template and the scripts are ours."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import InputError
from kg.export.page.data import LANGUAGES, PageData, page_data, words
from kg.export.page.model import PageEntity, PageEvidence
from kg.ontology import Ontology

if TYPE_CHECKING:
    from jinja2 import Environment
    from pyvis.network import Network

HERE = Path(__file__).parent
SCRIPTS = (
    "data.js",
    "filters.js",
    "radial.js",
    "paint.js",
    "canvas.js",
    "facts.js",
    "panel.js",
    "search.js",
    "main.js",
)
"""In this order, as one script."""

DRAW_ALL = 1500
"""Up to here the overview draws every entity: 1,000 nodes are redrawn in 45 ms, 5,000 in 290 ms."""
WORKING_SET = 300
"""Above that it draws the most linked ones: as many as can be told apart on a screen."""


def render(
    entities: Sequence[PageEntity],
    evidence: Sequence[PageEvidence],
    *,
    title: str,
    ontology: Ontology,
    lang: str = "fr",
) -> str:
    """The page, the same text for the same content in any order. Raises InputError for a language it does not speak."""
    if lang not in LANGUAGES:
        raise InputError(f"page language {lang!r}: not spoken; use one of {', '.join(LANGUAGES)}")
    data = page_data(entities, evidence, ontology)
    network = _network(data, title)
    network.templateEnv = _environment()
    network.path = "view.html.j2"
    style, vis, app = _style(), _vis_network(), _app()
    network.templateEnv.globals.update(
        lang=lang,
        words=words()[lang],
        page={**data.value, "words": words(), "lang": lang, "drawn": len(drawn(data))},
        style=style,
        vis=vis,
        app=app,
        policy=_policy(scripts=(vis, app), style=style),
    )
    return str(network.generate_html("page.html")).replace("\r\n", "\n").encode("utf-8", "replace").decode("utf-8")


def drawn(data: PageData) -> list[int]:
    """The entities that the overview draws: those with a fact, or the most linked of them where they are many."""
    told = sorted({end for fact in data.value["facts"] for end in (fact[0], fact[2]) if end >= 0})
    if len(told) <= DRAW_ALL:
        return told
    return sorted(sorted(told, key=lambda n: (-data.degree[n], n))[:WORKING_SET])


def _network(data: PageData, title: str) -> Network:
    """The nodes with their places and the edges, a fact each; node and edge ids are numbers, never text."""
    from pyvis.network import Network

    from kg.export.page.layout import positions

    shown = drawn(data)
    place = {node: i for i, node in enumerate(shown)}
    inner = [(place[a], place[b]) for _, a, b in data.edges if a in place and b in place]
    points = positions(len(shown), inner, [data.degree[node] for node in shown])
    network = Network(directed=True, heading=title, cdn_resources="in_line")
    for number, entity in enumerate(data.entities):
        at: dict[str, Any] = {}
        if number in place:
            at["x"], at["y"] = points[place[number]]
        network.add_node(number, label=entity.label, **at)
    # add_edge looks each end up in a list: 2 s at 10,000 edges
    network.edges.extend({"id": fact, "from": a, "to": b} for fact, a, b in data.edges)
    return network


def _environment() -> Environment:
    """A Jinja environment that escapes everything and writes JSON that is safe inside a script element."""
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.policies["json.dumps_kwargs"] = {
        "ensure_ascii": False,
        "separators": (",", ":"),
        "sort_keys": True,
    }
    return environment


def _policy(*, scripts: Sequence[str], style: str) -> str:
    """The Content-Security-Policy: the page's own scripts and style by hash, and nothing else."""
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _style() -> str:
    return (HERE / "static" / "style.css").read_text(encoding="utf-8")


def _app() -> str:
    parts = [(HERE / "static" / name).read_text(encoding="utf-8") for name in SCRIPTS]
    return _inline('"use strict";\n(() => {\n' + "\n".join(parts) + "\n})();")


def _vis_network() -> str:
    import pyvis

    path = Path(pyvis.__file__).parent / "templates/lib/vis-9.1.2/vis-network.min.js"
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    return _inline(text.replace("//# sourceMappingURL=vis-network.min.js.map", ""))


def _inline(script: str) -> str:
    """The script, if it can stand inside an element."""
    if "</script" in script.lower() or "<!--" in script:
        raise InputError("a script of the page would end its own element: remove '</script' and '<!--' from it")
    return script
