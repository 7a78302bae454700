"""The RDF form of the graph: the only package that knows its vocabulary.

vocabulary    namespaces and the IRIs that are made of keys and hashes
values        amounts, numbers, licences, dates  <->  nodes named by their content
reading       a Reading  <->  the quads of its article's graph
derived       what follows from all readings and decisions: facts, types, labels, counts
decisions     a person's rulings, and the one key that stands for each cluster
"""

from __future__ import annotations

from kg.rdf.decisions import Decision, Decisions, decision_quads, quads_decisions
from kg.rdf.reading import DamageError, article_head, quads_reading, reading_quads, text_quads
from kg.rdf.vocabulary import DEFAULT_BASE, Names

__all__ = [
    "DEFAULT_BASE",
    "DamageError",
    "Decision",
    "Decisions",
    "Names",
    "article_head",
    "decision_quads",
    "quads_decisions",
    "quads_reading",
    "reading_quads",
    "text_quads",
]
