"""The flow, top to bottom: article -> scan -> parse -> mentions -> references -> parse again -> relations -> reading."""

from __future__ import annotations

import functools

from kg import ontology as ontology_module
from kg.mentions.find import find_names
from kg.model import Article, Parse, Reading
from kg.parse.parser import Parser
from kg.resolve.keys import key
from kg.scan.gazetteer import load_gazetteer
from kg.scan.sentences import split


class Reader:
    """Reads articles of one language; loads what it needs once."""

    def __init__(self, lang: str) -> None:
        self.ontology = ontology_module.load()
        self.parser = Parser(lang, self.ontology)
        self.gazetteer = load_gazetteer()

    def read(self, article: Article) -> Reading:
        """All that the article says, as mentions and relation mentions."""
        sentences = split(article.text, article.lang)
        parse = Parse(article, tuple(self.parser.parse(article.text, sentences)))
        hits = self.gazetteer.find(article.text)
        names = find_names(parse, hits, self.ontology, key)
        return Reading(article, tuple(names), ())


@functools.cache
def reader(lang: str) -> Reader:
    """The reader of a language, made once."""
    return Reader(lang)
