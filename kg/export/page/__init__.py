"""The graph as one HTML file that opens anywhere: nothing fetched, nothing run that the page does not carry.

`render(*from_rows(graph.entities(), graph.evidence()), title="L'IA en avril", ontology=ontology.load(), lang="fr")`
"""

from __future__ import annotations

from kg.export.page.html import render
from kg.export.page.model import PageEntity, PageEvidence, from_rows

__all__ = ["PageEntity", "PageEvidence", "from_rows", "render"]
