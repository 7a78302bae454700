"""GraphML for Gephi, yEd, Cytoscape and igraph, written by networkx; the same bytes for the same graph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.graph import Graph

# What XML 1.0 cannot hold, not even as a reference; an article may.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graphml(graph: Graph) -> bytes:
    """The network as one file: nodes in the order of their ids, edges in that of the facts, parallel edges kept."""
    import networkx

    network = graph.to_networkx()
    for _, attributes in network.nodes(data=True):
        _clean(attributes)
    for _, _, attributes in network.edges(data=True):
        attributes["former"] = str(attributes["former"]).lower()  # "False" is no XML boolean
        _clean(attributes)
    lines = ["<?xml version='1.0' encoding='utf-8'?>", *networkx.generate_graphml(network, encoding="utf-8")]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _clean(attributes: dict[str, object]) -> None:
    """Put the replacement character where XML has none."""
    for name, value in attributes.items():
        if isinstance(value, str):
            attributes[name] = _NOT_XML.sub("\ufffd", value)
