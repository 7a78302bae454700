"""A parsed article -> its mentions: names with their classes and keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.mentions.names import find_candidates, unify
from kg.mentions.types import classify
from kg.mentions.words import name_words
from kg.model import Mention, MentionKind, NameHit, Parse
from kg.ontology import Ontology

Key = Callable[[str, str], str]


def find_names(parse: Parse, hits: Sequence[NameHit], ontology: Ontology, key: Key) -> list[Mention]:
    """The names of an article, sorted and disjoint. `key(family, name)` makes the key of a name."""
    words = name_words(parse.article.lang)
    text = parse.article.text
    candidates = unify(find_candidates(parse, hits, words), text)
    classes = classify(parse, candidates, words, ontology)
    out: list[Mention] = []
    for candidate in candidates:
        name = candidate.span.of(text)
        cls = classes[name]
        out.append(Mention(candidate.span, name, cls, key(ontology.family(cls), candidate.known or name), MentionKind.NAME))
    return out
