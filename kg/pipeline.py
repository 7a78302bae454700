"""The flow, top to bottom: article -> scan -> parse -> mentions -> references -> parse again -> relations -> reading."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from kg import ontology as ontology_module
from kg.mentions.find import find_names
from kg.mentions.references import ReferenceFinder
from kg.model import Article, Mention, MentionKind, Parse, ParsedSentence, Reading, RelationMention, Tree
from kg.parse.parser import Parser
from kg.relations.read import RelationReader
from kg.resolve.keys import key
from kg.scan.gazetteer import load_gazetteer
from kg.scan.sentences import split


class Reader:
    """Reads articles of one language; loads what it needs once."""

    def __init__(self, lang: str) -> None:
        self.ontology = ontology_module.load()
        self.parser = Parser(lang, self.ontology)
        self.gazetteer = load_gazetteer()
        self.references = ReferenceFinder(lang, self.ontology)
        self.relations = RelationReader(lang, self.ontology)

    def read(self, article: Article) -> Reading:
        """All that the article says, as mentions and relation mentions."""
        sentences = split(article.text, article.lang)
        parse = Parse(article, tuple(self.parser.parse(article.text, sentences)))
        hits = self.gazetteer.find(article.text)
        names = find_names(parse, hits, self.ontology, key)
        mentions = sorted([*names, *self.references.find(parse, names)], key=lambda m: m.span)
        relations = self._relations(parse, mentions)
        return Reading(article, tuple(mentions), tuple(relations))

    def _relations(self, parse: Parse, mentions: Sequence[Mention]) -> list[RelationMention]:
        """What each sentence with two mentions states, read on its own parse and on one with masked names."""
        text = parse.article.text
        inside = {p: [m for m in mentions if p.sentence.span.holds(m.span)] for p in parse}
        wanted = [p for p in parse if len(inside[p]) > 1]
        names = [(p.sentence, [m for m in inside[p] if m.kind is MentionKind.NAME]) for p in wanted]
        masked = self.parser.parse_masked(text, names)
        out: list[RelationMention] = []
        for parsed, tree in zip(wanted, masked, strict=True):
            out += self.relations.read(text, parsed.sentence, (*parsed.trees, tree), inside[parsed])
        return out


@functools.cache
def reader(lang: str) -> Reader:
    """The reader of a language, made once."""
    return Reader(lang)
