"""The values that pass between the stages: frozen, slotted, picklable.

Every `Span` counts code points of one article's `text`, half-open. This module imports nothing from kg.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Literal

Bound = Literal["exact", "at_least", "at_most", "about", "range"]
Precision = Literal["day", "month", "quarter", "year"]


class Status(StrEnum):
    """How sure the article is of a statement; only asserted ones become plain triples."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    RUMOURED = "rumoured"
    DENIED = "denied"


class MentionKind(StrEnum):
    """What a mention is: a name, a reference to a name, or a literal (amount, date).

    References are descriptions ("la start-up"), pronouns ("she") and possessives ("son" in "son fondateur").
    """

    NAME = "name"
    REFERENCE = "reference"
    PRONOUN = "pronoun"
    POSSESSIVE = "possessive"
    LITERAL = "literal"

    @property
    def refers(self) -> bool:
        """True for a mention that stands for another one: it has an antecedent."""
        return self in (MentionKind.REFERENCE, MentionKind.PRONOUN, MentionKind.POSSESSIVE)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words that the span covers."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """True if `other` lies inside this span (or is equal to it)."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True if the two share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Article:
    """One text at one place. `text` is what verification reads: no later step may change it.

    `name` is what its giver calls it (a path, the id of a JSON line); it is not part of the identity.
    `published` is an ISO date (YYYY-MM-DD) or "".
    """

    text: str
    lang: str
    name: str = ""
    title: str = ""
    url: str = ""
    publisher: str = ""
    author: str = ""
    published: str = ""

    @cached_property
    def text_id(self) -> str:
        """The full SHA-256 of the exact text, in hex."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def id(self) -> str:
        """Sixteen hex digits of the hash of (url, text): two addresses with one text are two articles."""
        return digest(self.url, self.text_id)


def digest(*parts: str) -> str:
    """Sixteen hex digits of the hash of the parts, unambiguous whatever the parts contain."""
    joined = "\x1f".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity as stated. `unit` is an ISO 4217 currency, "%" or "" for a plain number."""

    low: Decimal
    high: Decimal
    unit: str = ""
    bound: Bound = "exact"


@dataclass(frozen=True, slots=True)
class DateRange:
    """The days within which something happened, as exactly as the text says."""

    earliest: date
    latest: date
    precision: Precision = "day"


Value = Amount | DateRange


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names, refers to or measures something.

    `type`: a class of the ontology ("Company"), or "Amount", "Number", "Date", "Licence" for a literal.
    `key`: the entity that the reader saw, "org:deepseek" (family, colon, folded name); "" for a literal.
    `antecedent`: for a reference, the span of the mention it stands for; the chain ends in a name.
    `value`: for a literal, its normalised value where there is one.
    """

    span: Span
    text: str
    type: str
    key: str = ""
    kind: MentionKind = MentionKind.NAME
    antecedent: Span | None = None
    value: Value | None = None


@dataclass(frozen=True, slots=True)
class Qualifier:
    """What an evidence adds to its statement: a name (when, amount, role, former), the words, the normalised value."""

    name: str
    text: str
    value: Value | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class RelationMention:
    """One reading of a relation in one article. `subject` and `object` are the spans of two mentions.

    `span` is the evidence (one sentence, or two that follow each other), `trigger` the words that say the relation.
    """

    relation: str
    subject: Span
    object: Span
    span: Span
    trigger: Span
    status: Status = Status.ASSERTED
    said_by: Span | None = None
    qualifiers: tuple[Qualifier, ...] = ()
    confidence: Decimal = Decimal("0.5")
    found_by: str = ""

    @property
    def former(self) -> bool:
        """True if the article tells the relation as over."""
        return any(q.name == "former" for q in self.qualifiers)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in one article. No two mentions share a span; both tuples are sorted by span."""

    article: Article
    mentions: tuple[Mention, ...]
    relations: tuple[RelationMention, ...]

    def mention_at(self, span: Span) -> Mention:
        """The mention with exactly this span. Raises KeyError if there is none."""
        for mention in self.mentions:
            if mention.span == span:
                return mention
        raise KeyError(span)


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing with one identifier. `key`: family and folded name; `aliases`: its other strings in the texts."""

    key: str
    type: str
    label: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A relation mention as the graph shows it: with its quote, its article and its speaker's key."""

    article: Article
    span: Span
    quote: str
    status: Status
    said_by: Entity | None
    qualifiers: tuple[Qualifier, ...]
    confidence: Decimal
    found_by: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A triple with its evidence; its identity is the hash of the three. A literal object is its mention."""

    subject: Entity
    relation: str
    object: Entity | Mention
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence. `pos` is a universal part of speech; `head` and `dep` its basic tree, -1 for the root."""

    span: Span
    text: str
    lemma: str
    pos: str
    head: int
    dep: str
    features: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge of the enhanced graph, in UD names; `case` is the preposition that marks it, a lemma, or ""."""

    head: int
    dep: str
    child: int
    case: str = ""


@dataclass(frozen=True, slots=True)
class Tree:
    """One parse of one sentence: its tokens, and the edges of its UD graph. `masked`: the names were proxies."""

    tokens: tuple[Token, ...]
    edges: tuple[Edge, ...]
    masked: bool = False


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name that a model found: what kind it believes it to be (PER, ORG, LOC, MISC)."""

    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name of the gazetteer seen in the text. An `ambiguous` one counts only where something else speaks for it."""

    span: Span
    type: str
    name: str
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the text; `block` numbers the paragraph it stands in."""

    span: Span
    block: int = 0


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """A sentence with what the parser made of it; `trees` is empty where nothing was parsed."""

    sentence: Sentence
    trees: tuple[Tree, ...] = ()
    names: tuple[NameSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class Parse:
    """An article, sentence by sentence."""

    article: Article
    sentences: tuple[ParsedSentence, ...]

    def __iter__(self) -> Iterator[ParsedSentence]:
        return iter(self.sentences)
