"""One contract for every place that can keep the graph, and the ways to open one.

A store moves quads and texts; what they mean, and which of them follow from which, is upkeep's business. The contract
is small so that any SPARQL 1.1 server can meet it: patterns, queries, and one atomic change.
"""

from __future__ import annotations

from kg.store.contract import Change, Solutions, Store
from kg.store.embedded import MEMORY, EmbeddedStore, open_store
from kg.store.upkeep import Upkeep

__all__ = ["MEMORY", "Change", "EmbeddedStore", "Solutions", "Store", "Upkeep", "open_store"]
