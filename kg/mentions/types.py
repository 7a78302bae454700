"""What kind of thing each name is: clues beside it and inside it, weighed over the whole article."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.mentions.names import Candidate
from kg.mentions.words import NameWords
from kg.model import Parse, Token
from kg.ontology import Ontology

# Measured on house and wordings (tune): a clue's weight follows its precision there.
GAZETTEER, TITLE, INSIDE, NOUN_BEFORE, NOUN_AFTER, ROLE, OF_ROLE, VERSION, MODEL = 6.0, 6.0, 4.0, 4.0, 3.0, 3.5, 2.0, 2.0, 1.5
MODEL_CLASS = {"PER": "Person", "LOC": "Place", "ORG": "Company", "MISC": "Product"}
MODEL_WEIGHT = {"PER": 1.6, "LOC": 1.6, "ORG": 1.5, "MISC": 0.6}
VERSION_SHAPE = re.compile(r"^(?=.*\d)[A-Za-z][\w.+-]*(?: ?[\w.+-]+)*$")


def classify(parse: Parse, candidates: Sequence[Candidate], words: NameWords, ontology: Ontology) -> dict[str, str]:
    """The class of each name string of the article; every occurrence votes, ties fall to the first class of kg.ttl."""
    text = parse.article.text
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    tokens = [t for parsed in parse for tree in parsed.trees[:1] for t in tree.tokens]
    starts = {t.span.start: i for i, t in enumerate(tokens)}
    ends = {t.span.end: i for i, t in enumerate(tokens)}
    for candidate in candidates:
        name = candidate.span.of(text)
        for cls, weight in _own_clues(candidate, name, words):
            votes[name][cls] += weight
        first, last = starts.get(candidate.span.start), ends.get(candidate.span.end)
        if first is not None and last is not None:
            for cls, weight in _context_clues(tokens, first, last, words):
                votes[name][cls] += weight
    _share_surnames(votes)
    return {name: _winner(found, ontology) for name, found in votes.items()}


def _winner(found: dict[str, float], ontology: Ontology) -> str:
    order = {name: info.order for name, info in ontology.classes.items()}
    return min(found, key=lambda cls: (-found[cls], order.get(cls, 99)), default="Company")


def _own_clues(candidate: Candidate, name: str, words: NameWords) -> Iterator[tuple[str, float]]:
    """What the name itself and its finders say."""
    if candidate.source == "gazetteer":
        yield candidate.label, GAZETTEER
    elif candidate.label:
        yield MODEL_CLASS[candidate.label], MODEL_WEIGHT[candidate.label]
    else:
        yield "Company", 0.5
    parts = name.replace("’", "'").replace("'", " ").split()
    for part in {parts[0], parts[-1]} if len(parts) > 1 else set():
        if part in words.inside:
            yield words.inside[part], INSIDE
    if VERSION_SHAPE.match(name) and candidate.source != "gazetteer":
        yield "AIModel", VERSION


def _context_clues(tokens: Sequence[Token], first: int, last: int, words: NameWords) -> Iterator[tuple[str, float]]:
    """What stands before and after the name."""
    before = _noun_before(tokens, first, words)
    if before:
        yield before
    after = _noun_after(tokens, last, words)
    if after:
        yield after


def _noun_before(tokens: Sequence[Token], first: int, words: NameWords) -> tuple[str, float] | None:
    """"la start-up X", "la jeune pousse lyonnaise X", "analyst X", "Mme X"."""
    at = first - 1
    while at >= 0 and tokens[at].text in {"«", "“", '"', "‘"}:
        at -= 1
    if at < 0:
        return None
    if tokens[at].text in words.titles:
        return "Person", TITLE
    for skipped in range(3):
        if at - skipped < 0:
            break
        token = tokens[at - skipped]
        for width in (3, 2, 1):
            phrase = _phrase(tokens, at - skipped - width + 1, at - skipped)
            if phrase in words.nouns:
                return words.nouns[phrase], NOUN_BEFORE
            if phrase in words.roles:
                return words.roles[phrase], ROLE
        if token.pos != "ADJ":
            break
    return None


def _noun_after(tokens: Sequence[Token], last: int, words: NameWords) -> tuple[str, float] | None:
    """"X, une start-up", "X, the Toronto startup", "X, analyste chez Y"."""
    at = last + 1
    while at < len(tokens) and tokens[at].text in {"»", "”", '"'}:
        at += 1
    if at >= len(tokens) or tokens[at].text not in {",", "(", "–", "—"}:
        return None
    for ahead in range(at + 1, min(at + 6, len(tokens))):
        for width in (3, 2, 1):
            phrase = _phrase(tokens, ahead, ahead + width - 1)
            if phrase in words.roles:
                return words.roles[phrase], ROLE
            if phrase in words.nouns and _ends_noun(tokens, ahead + width):
                return words.nouns[phrase], NOUN_AFTER
        if tokens[ahead].pos not in {"DET", "ADJ", "PROPN", "NOUN", "ADV", "PUNCT", "NUM"} or tokens[ahead].text == ",":
            return None
    return None


def _ends_noun(tokens: Sequence[Token], at: int) -> bool:
    """False inside a compound: in "a chip designer" the word "chip" is not the noun."""
    return at >= len(tokens) or tokens[at].pos not in {"NOUN"}


def _phrase(tokens: Sequence[Token], first: int, last: int) -> str:
    """The words from first to last as the tables write them, hyphenated where the text is."""
    if first < 0 or last >= len(tokens):
        return ""
    out = tokens[first].text
    for before, token in zip(tokens[first:last], tokens[first + 1 : last + 1], strict=True):
        out += (" " if token.span.start > before.span.end else "") + token.text
    return out if out.isupper() else out.lower()


def _share_surnames(votes: dict[str, dict[str, float]]) -> None:
    """A single word that ends the full name of a person is that person."""
    people = {n.split()[-1]: n for n, v in votes.items() if " " in n and max(v, key=lambda c: v[c]) == "Person"}
    for name, found in votes.items():
        if name in people:
            found["Person"] += TITLE
