"""Parses made by hand: words cut at white space and marks, tagged by what the test says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.model import Article, Edge, NameSpan, Parse, ParsedSentence, Sentence, Span, Token, Tree

_TOKEN = re.compile(r"\b(?:[cdjlmnst]|qu)['’](?=\w)|['’]s\b|[\w.]*\w|[^\w\s]", re.IGNORECASE)
_CLOSED = {
    "DET": "the a an its le la les l' l’ un une des",
    "ADP": "in of at by for with from and de du d' d’ à chez par pour avec et",
    "AUX": "is was has est",
    "VERB": "said raised joins sells launched lève dit emploie fonde",
}
_TAGS = {word: pos for pos, words in _CLOSED.items() for word in words.split()}


def parse_of(
    *sentences: str,
    lang: str = "en",
    tags: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
    edges: Sequence[tuple[str, str, str]] = (),
) -> Parse:
    """The sentences, a space between them. `tags`: word -> part of speech; `names`: what the model sees -> its label;
    `edges`: (head word, relation, child word).
    """
    text = " ".join(sentences)
    article = Article(text, lang)
    out: list[ParsedSentence] = []
    start = 0
    for sentence in sentences:
        span = Span(start, start + len(sentence))
        tokens = tuple(_token(m, tags or {}) for m in _TOKEN.finditer(text, span.start, span.end))
        places = {t.text: i for i, t in enumerate(tokens)}
        known = tuple(Edge(places[h], dep, places[c]) for h, dep, c in edges if h in places and c in places)
        seen = [
            NameSpan(Span(*m.span()), label)
            for n, label in (names or {}).items()
            for m in re.finditer(re.escape(n), text)
        ]
        inside = tuple(n for n in seen if span.holds(n.span))
        out.append(ParsedSentence(Sentence(span), (Tree(tokens, known),), inside))
        start = span.end + 1
    return Parse(article, tuple(out))


def _token(match: re.Match[str], tags: Mapping[str, str]) -> Token:
    word = match[0]
    pos = tags.get(word) or _TAGS.get(word.lower()) or ("PROPN" if word[0].isupper() else "NOUN")
    lemma = word.lower().removesuffix("s") if pos == "NOUN" else word.lower()
    return Token(Span(*match.span()), word, lemma, pos if word[0].isalnum() else "PUNCT", -1, "dep")
