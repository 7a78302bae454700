"""The flow, top to bottom: article -> scan -> parse -> mentions -> references -> parse again -> relations -> graph."""

from __future__ import annotations

import functools
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg import ontology as ontology_module
from kg.errors import KgError
from kg.ingest.boilerplate import body
from kg.ingest.problem import Problem
from kg.ingest.read import articles
from kg.mentions.find import find_names
from kg.mentions.licences import find_licences
from kg.mentions.quantities import find_literals
from kg.mentions.references import ReferenceFinder
from kg.model import Article, Mention, MentionKind, NameHit, Parse, Reading, RelationMention, Span
from kg.parse.parser import Parser
from kg.relations.read import RelationReader
from kg.resolve.keys import key
from kg.resolve.within import group
from kg.scan.gazetteer import load_gazetteer
from kg.scan.sentences import split
from kg.spans import inside, touches

if TYPE_CHECKING:
    from kg.graph import Graph

log = logging.getLogger(__name__)

COMMIT = 50  # articles: what a kill can cost; one commit each would double a build's time
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Report:
    """What a build did: article names added (or read anew), those that were there just so, what could not be read."""

    added: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class Reader:
    """Reads articles of one language; loads what it needs once."""

    def __init__(self, lang: str) -> None:
        self.ontology = ontology_module.load()
        self.parser = Parser(lang, self.ontology)
        self.gazetteer = load_gazetteer()
        self.references = ReferenceFinder(lang, self.ontology)
        self.relations = RelationReader(lang, self.ontology)

    def read(self, article: Article, known: Mapping[str, str] | None = None) -> Reading:
        """All that the article says. `known`: names of this text with their classes, where the caller knows them."""
        sentences = split(article.text, article.lang, body(article.text, article.lang))
        parse = Parse(article, tuple(self.parser.parse(article.text, sentences)))
        licences = find_licences(article.text)
        names = list(_outside(self._names(parse, known or {}), [m.span for m in licences]))
        things = [*names, *_outside(self.references.find(parse, names), [m.span for m in licences])]
        mentions = sorted([*things, *_literals(article, licences, things)], key=lambda m: m.span)
        relations = self._relations(parse, mentions)
        return Reading(article, tuple(_kept(mentions, relations)), tuple(relations))

    def _names(self, parse: Parse, known: Mapping[str, str]) -> list[Mention]:
        """The names, each with the key of the fullest form that the article uses for it."""
        text = parse.article.text
        hits = sorted([*_told(text, known), *self.gazetteer.find(text)], key=lambda hit: hit.span)
        names = find_names(parse, hits, self.ontology, key)
        keys = group(names, text, self.ontology.family)
        sure = {hit.span for hit in hits if not hit.ambiguous}
        apart = {m.key for m in names if m.span in sure}  # Google is not a short form of Google DeepMind
        fuller = {m.span: keys.get(m.span, m.key) for m in names}
        return [m if {m.key, fuller[m.span]} <= apart else replace(m, key=fuller[m.span]) for m in names]

    def _relations(self, parse: Parse, mentions: Sequence[Mention]) -> list[RelationMention]:
        """What each sentence states that has two ends, read on its own parse and on one with masked names."""
        text = parse.article.text
        there = inside([p.sentence.span for p in parse], mentions)
        wanted = [(p, here) for p, here in zip(parse, there, strict=True) if self.relations.promises(p.trees[0], here)]
        names = [(p.sentence, [m for m in here if m.kind is MentionKind.NAME]) for p, here in wanted]
        out: list[RelationMention] = []
        for (parsed, here), masked in zip(wanted, self.parser.parse_masked(text, names), strict=True):
            out += self.relations.read(text, parsed.sentence, (*parsed.trees, masked), here)
        return out


def _told(text: str, known: Mapping[str, str]) -> Iterator[NameHit]:
    """Every place of the names that the caller knows."""
    for name, cls in known.items():
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            yield NameHit(Span(*match.span()), cls, name)


def _literals(article: Article, licences: Sequence[Mention], things: Sequence[Mention]) -> Iterator[Mention]:
    """The licences, and the amounts, numbers and dates outside every licence, name and reference."""
    yield from licences
    literals = find_literals(article.text, article.lang, article.published)
    yield from _outside(literals, sorted(m.span for m in (*licences, *things)))


def _outside(mentions: Iterable[Mention], taken: Sequence[Span]) -> Iterator[Mention]:
    """The mentions that overlap none of the spans, which are sorted and disjoint."""
    return (mention for mention in mentions if not touches(mention.span, taken))


def _kept(mentions: Sequence[Mention], relations: Sequence[RelationMention]) -> Iterator[Mention]:
    """All names and references, and the literals that a relation has as an end."""
    ends = {span for r in relations for span in (r.subject, r.object)}
    return (m for m in mentions if m.kind is not MentionKind.LITERAL or m.span in ends)


@functools.cache
def reader(lang: str) -> Reader:
    """The reader of a language, made once."""
    return Reader(lang)


def extract(sources: Sequence[str | Path]) -> Iterator[Reading | Problem]:
    """A reading for each article of the sources, in order, or the problem that stood in its way."""
    for found in articles(sources):
        yield found if isinstance(found, Problem) else _read(found)


def _read(article: Article) -> Reading | Problem:
    try:
        return reader(article.lang).read(article)
    except KgError as error:
        return Problem.at(article.name, error)


def build(
    sources: Sequence[str | Path],
    *,
    store: str | None,
    out: Path | None = None,
    progress: Progress | None = None,
) -> Report:
    """Read the sources into the store (None: none is kept) and write the graph's files into `out`.

    Articles are committed as they are read: what a killed build reported is in the store. `progress` is told how many
    articles are read, and of how many (0: not known).
    """
    from kg import graph as graphs
    from kg.export import write_all

    report = Report()
    with graphs.open(store or ":memory:") as graph:
        batch: list[Reading] = []
        for reading in extract(sources):
            if isinstance(reading, Problem):
                report.problems.append(reading)
                continue
            batch.append(reading)
            if progress is not None:
                progress(len(report.added) + len(report.skipped) + len(batch), 0)
            if len(batch) == COMMIT:
                _commit(graph, batch, report)
        _commit(graph, batch, report)
        if out is not None:
            write_all(graph, out)
    return report


def _commit(graph: Graph, batch: list[Reading], report: Report) -> None:
    """Write what was read and empty the batch."""
    changed = set(graph.add_readings(batch))
    for reading in batch:
        (report.added if reading.article.id in changed else report.skipped).append(reading.article.name)
    batch.clear()
