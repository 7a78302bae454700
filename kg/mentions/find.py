"""A parsed article -> its mentions: names with their classes and keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.mentions.aliases import full_forms
from kg.mentions.names import find_candidates, unify
from kg.mentions.types import classify
from kg.mentions.words import name_words
from kg.model import Mention, MentionKind, NameHit, Parse
from kg.ontology import Ontology

Key = Callable[[str, str], str]


def find_names(parse: Parse, hits: Sequence[NameHit], ontology: Ontology, key: Key) -> list[Mention]:
    """The names of an article, sorted and disjoint. `key(family, name)` makes the key of a name.

    A short form has the class of its full form and a key of its own: which forms are one entity is not said here.
    """
    words = name_words(parse.article.lang)
    text = parse.article.text
    candidates = unify(find_candidates(parse, hits, words), text)
    forms = full_forms(candidates, text, words)
    classes = classify(parse, candidates, forms, words)
    out: list[Mention] = []
    for candidate in candidates:
        name = candidate.span.of(text)
        cls = classes[forms[name]]
        own = key(ontology.family(cls), candidate.known or name)
        out.append(Mention(candidate.span, name, cls, own, MentionKind.NAME))
    return out
