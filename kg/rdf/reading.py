"""A Reading and the quads of its article's graph, both ways.

What is written here is what the reader saw: mentions with their keys, evidence with its quote. No decision ever
rewrites it. `quads_reading(reading_quads(r)) == r`, which `verify` uses: a stored graph that is not the form of the
reading in it is damaged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.errors import InputError, StoreError
from kg.model import Article, Mention, MentionKind, Qualifier, Reading, RelationMention, Span, Status, Value, digest
from kg.rdf.claims import read_claim
from kg.rdf.values import DATE, ValueNode, integer, literal_node, number, read_value, value_node, value_triples
from kg.rdf.vocabulary import DCT, END, KG, OA, PROV, SCHEMA, START, TYPE, Names, iri_part, kg, term

if TYPE_CHECKING:
    from kg.ontology import Ontology

Node = NamedNode | Literal
Triple = tuple[NamedNode, NamedNode, Node]
CONTEXT = 32  # characters kept before and after a quote, as the Web Annotation examples do; finds it after small edits

_HEAD = {  # property of the article -> field of Article
    term(DCT, "title"): "title",
    term(DCT, "language"): "lang",
    term(DCT, "issued"): "published",
    term(SCHEMA, "url"): "url",
    term(SCHEMA, "publisher"): "publisher",
    term(SCHEMA, "author"): "author",
    term(DCT, "identifier"): "name",
}


_VALUED = frozenset({"when", "amount", "amount2"})  # qualifiers that point to a node; the others are words
_FLAGS = frozenset({"former", "lead"})  # qualifiers that are there or not, whatever the words


class DamageError(StoreError):
    """A stored article's graph lacks something or contradicts itself; names the node."""


# Writing


def reading_quads(reading: Reading, ontology: Ontology, names: Names) -> list[Quad]:
    """The quads of the article's own graph, sorted by nothing yet, each once. Raises InputError for text that RDF
    cannot hold and for a date that is none.
    """
    check_article(reading.article)
    graph = names.article_graph(reading.article.id)
    found: dict[Triple, None] = dict.fromkeys(_article_triples(reading, names))
    for mention in reading.mentions:
        found.update(dict.fromkeys(_mention_triples(reading.article, mention, names)))
    for relation in reading.relations:
        found.update(dict.fromkeys(_evidence_triples(reading, relation, ontology, names)))
    return [Quad(subject, predicate, obj, graph) for subject, predicate, obj in found]


def text_quads(article: Article, names: Names) -> list[Quad]:
    """The text as one literal in its own graph, kept apart so that exports and queries can leave it out."""
    node = names.node("txt", article.text_id)
    return [Quad(node, kg("text"), Literal(article.text), names.text_graph(article.text_id))]


def check_article(article: Article) -> None:
    """Raise InputError if the article cannot be written as RDF."""
    for field in ("text", "lang", "name", "title", "url", "publisher", "author"):
        if any("\ud800" <= char <= "\udfff" for char in getattr(article, field)):
            where = article.name.encode("utf-8", "backslashreplace").decode() or article.id
            raise InputError(f"{where}: its {field} holds half of a character (lone surrogate); decode the file again")
    if article.published:
        try:
            date.fromisoformat(article.published)
        except ValueError:
            raise InputError(
                f"{article.name or article.id}: published {article.published!r} is no date; write YYYY-MM-DD"
            ) from None


def mention_node(article_id: str, span: Span, names: Names) -> NamedNode:
    """men:ARTICLE-START-END: an article has one mention a span."""
    return names.node("men", f"{article_id}-{span.start}-{span.end}")


def evidence_id(article: Article, found: RelationMention) -> str:
    """ARTICLE-HASH, the hash made of all that the relation mention says."""
    spans = (found.subject, found.object, found.span, found.trigger, found.said_by)
    qualifiers = (f"{q.name}\x1f{q.text}\x1f{_written(q.value)}\x1f{q.span}" for q in found.qualifiers)
    facts = (found.relation, found.status, number(found.confidence).value, found.found_by)
    return f"{article.id}-{digest(*facts, *map(str, spans), *qualifiers)}"


def _written(value: Value | None) -> str:
    return value_node(value).id if value else ""


def _article_triples(reading: Reading, names: Names) -> Iterator[Triple]:
    article = reading.article
    node = names.article(article.id)
    yield node, TYPE, kg("Article")
    yield node, kg("text_id"), Literal(article.text_id)
    for predicate, field in _HEAD.items():
        if text := getattr(article, field):
            yield node, predicate, Literal(text, datatype=DATE) if field == "published" else Literal(text)
    for key in sorted({mention.key for mention in reading.mentions if mention.key}):
        yield node, term(SCHEMA, "mentions"), names.entity(key)


def _mention_triples(article: Article, mention: Mention, names: Names) -> Iterator[Triple]:
    node = mention_node(article.id, mention.span, names)
    yield node, TYPE, kg("Mention")
    yield node, kg("class"), kg(mention.type)
    yield node, kg("mention_kind"), Literal(mention.kind.value)
    yield node, kg("exact"), Literal(mention.text)
    yield from _span_triples(node, mention.span)
    if mention.key:
        yield node, kg("key"), Literal(mention.key)
    if mention.antecedent:
        yield node, kg("antecedent"), mention_node(article.id, mention.antecedent, names)
    if not mention.key or mention.value:
        value = literal_node(mention)
        yield node, kg("denotes"), names.node(value.prefix, value.local)
        yield from value_triples(value, names)


def _span_triples(node: NamedNode, span: Span) -> Iterator[Triple]:
    yield node, START, integer(span.start)
    yield node, END, integer(span.end)


def _evidence_triples(reading: Reading, found: RelationMention, ontology: Ontology, names: Names) -> Iterator[Triple]:
    article = reading.article
    mentions = {mention.span: mention for mention in reading.mentions}
    node = names.node("evd", evidence_id(article, found))
    try:
        claim = read_claim(found, mentions, ontology)
    except KeyError as missing:
        raise InputError(
            f"{article.name or article.id}: {found.relation} has an end that is no mention: {missing}"
        ) from None
    yield node, TYPE, kg("Evidence")
    yield node, kg("reads"), names.statement(claim.id)
    yield node, kg("relation"), kg(found.relation)
    yield node, kg("subject_mention"), mention_node(article.id, found.subject, names)
    yield node, kg("object_mention"), mention_node(article.id, found.object, names)
    yield node, kg("status"), kg(found.status.value)
    yield node, kg("confidence"), number(found.confidence)
    if found.found_by:
        yield node, kg("found_by"), Literal(found.found_by)
    if article.published:
        yield node, kg("as_of"), Literal(article.published, datatype=DATE)
    if found.said_by:
        speaker = mentions.get(found.said_by)
        yield node, kg("speaker_mention"), mention_node(article.id, found.said_by, names)
        if speaker and speaker.key:
            yield node, kg("said_by"), names.entity(speaker.key)
    yield from _quote_triples(node, article, found, names)
    for index, qualifier in enumerate(found.qualifiers):
        yield from _qualifier_triples(node, index, qualifier, names)


def _quote_triples(node: NamedNode, article: Article, found: RelationMention, names: Names) -> Iterator[Triple]:
    text, span = article.text, found.span
    yield node, kg("quote"), Literal(span.of(text))
    yield node, kg("trigger"), Literal(found.trigger.of(text))
    yield node, kg("trigger_start"), integer(found.trigger.start)
    yield node, kg("trigger_end"), integer(found.trigger.end)
    yield node, term(OA, "hasSource"), names.article(article.id)
    yield node, term(PROV, "wasDerivedFrom"), names.article(article.id)
    position, quote = NamedNode(node.value + "-position"), NamedNode(node.value + "-quote")
    yield node, term(OA, "hasSelector"), position
    yield position, TYPE, term(OA, "TextPositionSelector")
    yield from _span_triples(position, span)
    yield node, term(OA, "hasSelector"), quote
    yield quote, TYPE, term(OA, "TextQuoteSelector")
    yield quote, term(OA, "exact"), Literal(span.of(text))
    yield quote, term(OA, "prefix"), Literal(text[max(0, span.start - CONTEXT) : span.start])
    yield quote, term(OA, "suffix"), Literal(text[span.end : span.end + CONTEXT])


def _qualifier_triples(evidence: NamedNode, index: int, qualifier: Qualifier, names: Names) -> Iterator[Triple]:
    """Twice: `evidence kg:amount val:…` for whoever asks, a node with words and place for whoever checks."""
    node = NamedNode(f"{evidence.value}-q{index}")
    yield evidence, kg("qualifier"), node
    yield node, TYPE, kg("Qualifier")
    yield node, kg("qualifier_name"), Literal(qualifier.name)
    yield node, kg("as_written"), Literal(qualifier.text)
    if qualifier.span:
        yield from _span_triples(node, qualifier.span)
    if qualifier.value:
        value = value_node(qualifier.value)
        yield node, kg("denotes"), names.node(value.prefix, value.local)
        yield from value_triples(value, names)
        if qualifier.name in _VALUED:
            yield evidence, kg(qualifier.name), names.node(value.prefix, value.local)
    if qualifier.name not in _VALUED:
        words = "true" if qualifier.name in _FLAGS else qualifier.text
        yield evidence, kg(iri_part(qualifier.name)), Literal(words)


# Reading back


class _Graph:
    """The quads of one article's graph by subject and property."""

    def __init__(self, quads: Iterable[Quad], names: Names) -> None:
        self.names = names
        self.nodes: dict[NamedNode, dict[NamedNode, list[Node]]] = defaultdict(lambda: defaultdict(list))
        self.typed: dict[NamedNode, list[NamedNode]] = defaultdict(list)
        for quad in quads:
            subject, obj = quad.subject, quad.object
            if not isinstance(subject, NamedNode) or not isinstance(obj, (NamedNode, Literal)):
                raise DamageError(f"{quad.graph_name}: {subject} {quad.predicate} {obj} is not of our making")
            self.nodes[subject][quad.predicate].append(obj)
            if quad.predicate == TYPE and isinstance(obj, NamedNode):
                self.typed[obj].append(subject)

    def of_type(self, name: str) -> list[NamedNode]:
        """The nodes of a class, sorted."""
        return sorted(self.typed[kg(name)], key=lambda node: node.value)

    def maybe(self, node: NamedNode, predicate: NamedNode) -> Node | None:
        """The one object, or None. Raises DamageError if there are two."""
        found = self.nodes[node][predicate] if node in self.nodes else []
        if len(found) > 1:
            raise DamageError(f"{self.short(node)} has {len(found)} {self.short(predicate)}; one is right")
        return found[0] if found else None

    def one(self, node: NamedNode, predicate: NamedNode) -> Node:
        """The one object. Raises DamageError if there is none or there are two."""
        found = self.maybe(node, predicate)
        if found is None:
            state = "has no" if node in self.nodes else "is missing; something refers to it for its"
            raise DamageError(f"{self.short(node)} {state} {self.short(predicate)}")
        return found

    def text(self, node: NamedNode, predicate: NamedNode) -> str:
        """The one object's value."""
        return self.one(node, predicate).value

    def span(self, node: NamedNode, start: NamedNode = START, end: NamedNode = END) -> Span:
        """The span that two properties of a node give."""
        try:
            return Span(int(self.text(node, start)), int(self.text(node, end)))
        except ValueError:
            raise DamageError(f"{self.short(node)} has a start or end that is no number") from None

    def value(self, node: NamedNode) -> Value | None:
        """The value that a mention or qualifier denotes; None if it denotes none or bare words."""
        denoted = self.maybe(node, kg("denotes"))
        if not isinstance(denoted, NamedNode):
            return None
        about = {predicate: [obj.value for obj in found] for predicate, found in self.nodes[denoted].items()}
        try:
            return read_value(denoted, about)
        except ValueError as problem:
            raise DamageError(f"{self.short(node)}: {problem}") from None

    def short(self, node: NamedNode) -> str:
        """The node with its prefix."""
        return self.names.short(node.value)


def article_head(quads: Iterable[Quad], names: Names) -> tuple[str, dict[str, str]]:
    """The text's id and the fields of the article (title, url, …) from its graph. Raises DamageError."""
    return _head(_Graph(quads, names))


def quads_reading(quads: Iterable[Quad], text: str, names: Names) -> Reading:
    """The reading that an article's graph holds. Raises DamageError if the graph lacks what a reading needs."""
    graph = _Graph(quads, names)
    _, fields = _head(graph)
    mentions = sorted((_mention(graph, node) for node in graph.of_type("Mention")), key=lambda m: m.span)
    relations = [_relation(graph, node) for node in graph.of_type("Evidence")]
    return Reading(Article(text=text, **fields), tuple(mentions), tuple(sorted(relations, key=relation_order)))


def relation_order(found: RelationMention) -> tuple[object, ...]:
    """The order of relation mentions in a reading: by place, then by all that tells two at one place apart."""
    qualifiers = tuple((q.name, q.text, str(q.span)) for q in found.qualifiers)
    what = (found.relation, found.status.value, found.found_by, found.confidence, str(found.said_by))
    return (found.span, found.subject, found.object, found.trigger, *what, qualifiers)


def _head(graph: _Graph) -> tuple[str, dict[str, str]]:
    articles = graph.of_type("Article")
    if len(articles) != 1:
        raise DamageError(f"an article's graph describes {len(articles)} articles; one is right")
    node = articles[0]
    fields = {field: obj.value for predicate, field in _HEAD.items() if (obj := graph.maybe(node, predicate))}
    return graph.text(node, kg("text_id")), {"lang": "", **fields}


def _mention(graph: _Graph, node: NamedNode) -> Mention:
    key, antecedent = graph.maybe(node, kg("key")), graph.maybe(node, kg("antecedent"))
    try:
        kind = MentionKind(graph.text(node, kg("mention_kind")))
    except ValueError:
        raise DamageError(f"{graph.short(node)} has a kg:mention_kind that is unknown") from None
    return Mention(
        span=graph.span(node),
        text=graph.text(node, kg("exact")),
        type=_local(graph, node, kg("class")),
        key=key.value if key else "",
        kind=kind,
        antecedent=_place(graph, node, antecedent) if antecedent else None,
        value=graph.value(node),
    )


def _relation(graph: _Graph, node: NamedNode) -> RelationMention:
    speaker, found_by = graph.maybe(node, kg("speaker_mention")), graph.maybe(node, kg("found_by"))
    qualifiers = [obj for obj in graph.nodes[node][kg("qualifier")] if isinstance(obj, NamedNode)]
    try:
        status, confidence = Status(_local(graph, node, kg("status"))), Decimal(graph.text(node, kg("confidence")))
    except (ValueError, ArithmeticError):
        raise DamageError(f"{graph.short(node)} has a kg:status or kg:confidence that is none") from None
    return RelationMention(
        relation=_local(graph, node, kg("relation")),
        subject=_place(graph, node, graph.one(node, kg("subject_mention"))),
        object=_place(graph, node, graph.one(node, kg("object_mention"))),
        span=graph.span(NamedNode(node.value + "-position")),
        trigger=graph.span(node, kg("trigger_start"), kg("trigger_end")),
        status=status,
        said_by=_place(graph, node, speaker) if speaker else None,
        qualifiers=tuple(_qualifier(graph, item) for item in sorted(qualifiers, key=_position)),
        confidence=confidence,
        found_by=found_by.value if found_by else "",
    )


def _qualifier(graph: _Graph, node: NamedNode) -> Qualifier:
    place = graph.span(node) if graph.maybe(node, START) else None
    return Qualifier(
        graph.text(node, kg("qualifier_name")), graph.text(node, kg("as_written")), graph.value(node), place
    )


def _position(node: NamedNode) -> tuple[int, str]:
    digits = node.value.rpartition("-q")[2]
    return (int(digits) if digits.isdecimal() else -1, node.value)


def _place(graph: _Graph, node: NamedNode, mention: Node) -> Span:
    """The span that a mention's IRI names. The mention must be there and say the same."""
    if not isinstance(mention, NamedNode) or kg("exact") not in graph.nodes.get(mention, {}):
        raise DamageError(f"{graph.short(node)} refers to {graph.names.short(mention.value)}, which is missing")
    return graph.span(mention)


def _local(graph: _Graph, node: NamedNode, predicate: NamedNode) -> str:
    value = graph.text(node, predicate)
    if not value.startswith(KG):
        raise DamageError(f"{graph.short(node)} has a {graph.short(predicate)} outside the vocabulary: {value}")
    return value[len(KG) :]


def described(node: ValueNode, names: Names, graph: NamedNode | DefaultGraph) -> list[Quad]:
    """The quads that describe a value in one graph."""
    return [Quad(*triple, graph) for triple in value_triples(node, names)]
