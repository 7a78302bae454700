"""Proves that every stored fact opens its sentence, or names what is wrong.

Each article's graph is read back into a reading, the reading is held against its text, and the graph is written again
from it: any quad that is not the form of the reading is damage. What follows from all readings is derived anew and
compared. Nothing is taken from an index or a count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, Quad

from kg.errors import KgError
from kg.model import Article, Mention, MentionKind, Reading, RelationMention, Span
from kg.rdf import article_head, quads_reading, reading_quads
from kg.rdf.claims import Claim, read_claim
from kg.rdf.reading import evidence_id
from kg.store import Upkeep

Sentences = Callable[[Article], Sequence[Span]]
MAX_SENTENCES: Final = 2
_SHOWN: Final = 5  # differing quads named per article; more say nothing more
_ONCE: Final = frozenset({"statements", "decisions", "journal", "ontology", "tally"})


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong, and where: an article's id ("" for what follows from all) and a node."""

    article: str
    node: str
    what: str

    def __str__(self) -> str:
        where = " ".join(filter(None, (f"doc:{self.article}" if self.article else "", self.node)))
        return f"{where}: {self.what}" if where else self.what


@dataclass(frozen=True, slots=True)
class Verification:
    """All problems, sorted, with what was looked at. True in a condition if there is none."""

    problems: tuple[Problem, ...]
    articles: int
    evidence: int
    statements: int
    longest_quote: str
    by_reference: int
    """Statements all of whose evidence names an end by a reference ("she", "the start-up") only."""

    def __bool__(self) -> bool:
        return not self.problems

    @property
    def reference_share(self) -> float:
        """Share of the statements that hang on a reference."""
        return self.by_reference / self.statements if self.statements else 0.0


class Verifier:
    """Looks through one store. `sentences` cuts an article; without it the number of sentences is not checked."""

    def __init__(self, upkeep: Upkeep, sentences: Sentences | None = None) -> None:
        self.upkeep, self.names, self.ontology = upkeep, upkeep.names, upkeep.ontology
        self.sentences = sentences
        self.named: dict[Claim, list[bool]] = defaultdict(list)
        self.longest = ""
        self.evidence = 0

    def run(self) -> Verification:
        """The whole store."""
        problems: set[Problem] = set()
        ids = self.upkeep.article_ids()
        for article_id in ids:
            problems.update(Problem(article_id, node, what) for node, what in self._article(article_id))
        problems.update(Problem("", node, what) for node, what in (*self._derived(), *self._strays()))
        hanging = sum(not any(named) for named in self.named.values())
        return Verification(tuple(sorted(problems)), len(ids), self.evidence, len(self.named), self.longest, hanging)

    def _article(self, article_id: str) -> Iterator[tuple[str, str]]:
        quads = set(self.upkeep.store.quads(graph=self.names.article_graph(article_id)))
        try:
            text_id, _ = article_head(quads, self.names)
            reading = quads_reading(quads, self.upkeep.store.text(text_id), self.names)
        except KgError as problem:
            yield "", str(problem)
            return
        if reading.article.text_id != text_id:
            yield "", "its text is not the one that was read (another SHA-256); add the article again"
        elif reading.article.id != article_id:
            yield "", "its address or text is not the one that its id is made of"
        yield from self._mentions(reading)
        yield from self._relations(reading)
        yield from self._form(reading, quads)

    def _form(self, reading: Reading, quads: set[Quad]) -> Iterator[tuple[str, str]]:
        """What the graph says and the reading does not, and the other way round."""
        try:
            form = set(reading_quads(reading, self.ontology, self.names))
        except (KgError, KeyError, ValueError) as problem:
            yield "", f"cannot be written again: {problem}"
            return
        yield from self._named(quads - form, form, "is not of the reading", "is not made of what it says")
        yield from self._named(form - quads, quads, "is missing", "is missing")

    def _named(self, part: set[Quad], other: set[Quad], state: str, whole: str) -> Iterator[tuple[str, str]]:
        """The quads of one side; a node of which the other side has nothing is named once."""
        known = {quad.subject for quad in other}
        lines = {
            (self._short(q.subject), f"{self._short(q.predicate)} {self._object(q)} {state}")
            if q.subject in known
            else (self._short(q.subject), whole)
            for q in part
        }
        yield from sorted(lines)[:_SHOWN]

    # The reading against its text

    def _mentions(self, reading: Reading) -> Iterator[tuple[str, str]]:
        mentions = {mention.span: mention for mention in reading.mentions}
        for mention in reading.mentions:
            node = f"men:{reading.article.id}-{mention.span.start}-{mention.span.end}"
            if not _inside(mention.span, reading.article.text):
                yield node, "lies outside the text"
            elif mention.span.of(reading.article.text) != mention.text:
                yield node, f"says {_clip(mention.text)}, the text says {_clip(mention.span.of(reading.article.text))}"
            if mention.type not in self.ontology.classes:
                yield node, f"has a class that kg.ttl does not know: {mention.type}"
            if mention.kind is not MentionKind.LITERAL and not mention.key:
                yield node, "is of no entity: it has no kg:key"
            if mention.kind is MentionKind.REFERENCE and not _ends_in_name(mention, mentions):
                yield node, f"{_clip(mention.text)} leads to no name of {mention.key or 'any entity'} in this text"

    def _relations(self, reading: Reading) -> Iterator[tuple[str, str]]:
        mentions = {mention.span: mention for mention in reading.mentions}
        limits = list(self.sentences(reading.article)) if self.sentences and reading.relations else []
        for found in reading.relations:
            node = f"evd:{evidence_id(reading.article, found)}"
            yield from ((node, what) for what in self._evidence(reading, found, mentions, limits))

    def _evidence(
        self, reading: Reading, found: RelationMention, mentions: dict[Span, Mention], limits: list[Span]
    ) -> Iterator[str]:
        text = reading.article.text
        if not _inside(found.span, text):
            yield "its quote lies outside the text"
            return
        if sum(limit.overlaps(found.span) for limit in limits) > MAX_SENTENCES:
            yield f"its quote is longer than {MAX_SENTENCES} sentences"
        if not _inside(found.trigger, text) or not found.span.holds(found.trigger):
            yield "its trigger lies outside the quote"
        for name, span in (("subject", found.subject), ("object", found.object)):
            if not found.span.holds(span):
                yield f"its {name} {_clip(mentions[span].text)} lies outside the quote"
        yield from self._classes(found, mentions)
        self._count(found, mentions, found.span.of(text))

    def _classes(self, found: RelationMention, mentions: dict[Span, Mention]) -> Iterator[str]:
        subject, obj = mentions[found.subject].type, mentions[found.object].type
        if found.relation not in self.ontology.relations:
            yield f"has a relation that kg.ttl does not know: {found.relation}"
        elif not {subject, obj} <= self.ontology.classes.keys():
            return  # named at the mention
        elif not self.ontology.fits(found.relation, subject, obj):
            yield f"{found.relation} does not go from {subject} to {obj}"

    def _count(self, found: RelationMention, mentions: dict[Span, Mention], quote: str) -> None:
        self.evidence += 1
        self.longest = max(self.longest, quote, key=lambda text: (len(text), text))
        if found.relation in self.ontology.relations:
            claim = read_claim(found, mentions, self.ontology)
            ends = (mentions[found.subject], mentions[found.object])
            self.named[claim].append(all(end.kind is not MentionKind.REFERENCE for end in ends))

    # What follows from all

    def _derived(self) -> Iterator[tuple[str, str]]:
        try:
            wrong, lacking = self.upkeep.rebuild(check=True)
        except (KgError, KeyError, ValueError) as problem:
            yield "", f"facts and counts cannot be derived: {problem}"
            return
        stray, gap = "does not follow from the articles", "follows from the articles, is missing"
        for state, part in ((stray, wrong), (gap, lacking)):
            for quad in sorted(part, key=str)[:_SHOWN]:
                yield self._short(quad.subject), f"{self._short(quad.predicate)} {self._object(quad)} {state}"

    def _strays(self) -> Iterator[tuple[str, str]]:
        start = self.names.node("graph", "").value
        for graph in self.upkeep.store.graphs():
            name = graph.value.removeprefix(start)
            if name not in _ONCE and not name.startswith(("doc-", "import-")):
                yield self._short(graph), "is a graph that kg does not write"

    def _short(self, node: object) -> str:
        return self.names.short(str(node).strip("<>"))

    def _object(self, quad: Quad) -> str:
        return _clip(self._short(quad.object)) if isinstance(quad.object, Literal) else self._short(quad.object)


def _inside(span: Span, text: str) -> bool:
    return 0 <= span.start < span.end <= len(text)


def _ends_in_name(mention: Mention, mentions: dict[Span, Mention]) -> bool:
    """True if the chain of antecedents ends in a name of the same entity."""
    seen: set[Span] = set()
    at: Mention | None = mention
    while at and at.kind is MentionKind.REFERENCE and at.span not in seen:
        seen.add(at.span)
        at = mentions.get(at.antecedent) if at.antecedent else None
    return at is not None and at.kind is MentionKind.NAME and at.key == mention.key


def _clip(text: str) -> str:
    """The text in one line, in quotes, not longer than 60 characters."""
    line = " ".join(text.split())
    return repr(line if len(line) <= 60 else f"{line[:57]}...")
