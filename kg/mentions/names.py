"""Names in a parsed article: known ones, those the model sees and those that look like one; the longest wins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.mentions.words import NameWords
from kg.model import NameHit, Parse, ParsedSentence, Span, Token

# What may stand at the edge of a name and is no part of it.
EDGE = " \t\n\u00a0\u202f\"'“”«»‘’()[]{},;:!?…–—-*•|/"
GENITIVE = re.compile(r"['’]s?$")
ACRONYM_DOTS = re.compile(r"^(?:[A-Z]\.)+$")
LINKS = {"de", "du", "des", "d'", "d’", "la", "le", "les", "l'", "l’", "of", "the", "and", "et", "&", "for", "van", "von", "der", "di", "del", "el", "al", "in", "en", "-", "'", "’", "to", "pour", "à", "au", "aux", "y", "e", "on"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may be a name: who saw it ("gazetteer", "model", "shape") and as what."""

    span: Span
    source: str
    label: str = ""
    known: str = ""


def find_candidates(parse: Parse, hits: Sequence[NameHit], words: NameWords) -> list[Candidate]:
    """The names of an article, sorted, disjoint. An ambiguous known name needs the model's or the tagger's word for it."""
    text = parse.article.text
    found: list[Candidate] = []
    for parsed in parse:
        inside = [h for h in hits if parsed.sentence.span.holds(h.span)]
        seen = [c for c in (*_from_model(parsed, text, words), *_from_shape(parsed, text, words))]
        found += [Candidate(h.span, "gazetteer", h.type, h.name) for h in inside if _speaks_for(h, seen)]
        found += seen
    return sorted(_longest(found), key=lambda c: c.span)


def _speaks_for(hit: NameHit, seen: Iterable[Candidate]) -> bool:
    return not hit.ambiguous or any(c.span == hit.span and c.source == "model" for c in seen)


def _longest(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Of candidates that overlap the longest; of equal ones the gazetteer's, the model's, the shape's."""
    order = {"gazetteer": 0, "model": 1, "shape": 2}
    taken: list[Candidate] = []
    for item in sorted(candidates, key=lambda c: (-len(c.span), order[c.source], c.span)):
        if not any(item.span.overlaps(t.span) for t in taken):
            taken.append(item)
            yield item


def _from_model(parsed: ParsedSentence, text: str, words: NameWords) -> Iterator[Candidate]:
    for name in parsed.names:
        if name.label:
            span = trim(name.span, text, words)
            if span is not None:
                yield Candidate(span, "model", name.label)


def _from_shape(parsed: ParsedSentence, text: str, words: NameWords) -> Iterator[Candidate]:
    """Runs of capitalised words that the tagger calls proper nouns, or that stand inside a sentence."""
    for tree in parsed.trees[:1]:
        run: list[Token] = []
        for number, token in enumerate((*tree.tokens, None)):
            if token is not None and _joins(token, run, first=number == 0):
                run.append(token)
                continue
            while run and not _strong(run[-1]):
                run.pop()
            if run:
                span = trim(Span(run[0].span.start, run[-1].span.end), text, words)
                if span is not None and not _only_opens(run, tree.tokens):
                    yield Candidate(span, "shape", "")
            run = [token] if token is not None and _strong(token) else []


def _strong(token: Token) -> bool:
    """True for a word that can be a name by itself: a capital or an inner capital, or letters and digits mixed."""
    return token.text[:1].isupper() or (any(c.isupper() for c in token.text[1:]) and token.text[:1].isalpha())


def _joins(token: Token, run: list[Token], *, first: bool) -> bool:
    """True if a token can go on with the run: touching by a space at most, capitalised, a number, or a hyphen."""
    if not run:
        return _strong(token)
    if token.span.start - run[-1].span.end > 1:
        return False
    if _strong(token):
        return True
    version = token.text[:1].isdigit() and len(token.text) <= 6 and not token.text.isdigit() or token.text.isdigit() and len(token.text) <= 2
    return version or (token.text in {"-", "&", "."} and token.span.start == run[-1].span.end) or token.text == "&"


def _only_opens(run: Sequence[Token], tokens: Sequence[Token]) -> bool:
    """True if the run is a sentence's first word and nothing but its place explains the capital."""
    return len(run) == 1 and run[0] is tokens[0] and run[0].pos not in {"PROPN", "X"}


def trim(span: Span, text: str, words: NameWords) -> Span | None:
    """The span without quotes, articles, titles and a genitive's s; None if no name is left."""
    start, end = span.start, span.end
    changed = True
    while changed and start < end:
        before = (start, end)
        while start < end and text[start] in EDGE:
            start += 1
        while end > start and (text[end - 1] in EDGE or (text[end - 1] == "." and not _keeps_dot(text[start:end]))):
            end -= 1
        genitive = GENITIVE.search(text, start, end)
        if genitive:
            end = genitive.start()
        start = _drop_first(text, start, end, words)
        end = _drop_last(text, start, end)
        changed = (start, end) != before
    name = text[start:end]
    if len(name) < 2 or "\n" in name or not any(c.isupper() for c in name) and not any(c.isdigit() for c in name):
        return None
    if name in words.ordinary or all(part in words.ordinary for part in name.split()) or not any(c.isalpha() for c in name):
        return None
    return Span(start, end)


def _keeps_dot(name: str) -> bool:
    last = name.split()[-1]
    return bool(ACRONYM_DOTS.match(last)) or last in {"Inc.", "Corp.", "Ltd.", "Co."}


def _drop_first(text: str, start: int, end: int, words: NameWords) -> int:
    match = re.compile(r"([^\s'’]+['’]?)(\s*)").match(text, start, end)
    if match is None or match.end() >= end:
        return start
    word = match[1]
    lower = word[:1].islower() and not any(c.isupper() for c in word) and not any(c.isdigit() or c == "." for c in word)
    if lower or word in words.titles or (word.lower() in words.roles and word.lower() != word) or word in {"Le", "La", "Les", "L'", "L’", "The", "Un", "Une", "A", "An", "Des", "Du", "D'", "D’"}:
        if word in {"Le", "La", "Les", "L'", "L’", "The"} and _rest_is_weak(text[match.end() : end], words):
            return start
        return match.end()
    return start


def _rest_is_weak(rest: str, words: NameWords) -> bool:
    """True if the words after an article make a title ("The Times", "L'Écho du Rail"): then the article belongs to it."""
    return rest.split()[0] in words.inside and words.inside[rest.split()[0]] == "MediaOrg" or any(words.inside.get(w) == "MediaOrg" for w in rest.split())


def _drop_last(text: str, start: int, end: int) -> int:
    match = re.search(r"\s([^\s]+)$", text[start:end])
    if match is None:
        return end
    word = match[1]
    if word[:1].islower() and not any(c.isupper() or c.isdigit() or c == "." for c in word):
        return start + match.start()
    return end


def unify(candidates: Sequence[Candidate], text: str) -> list[Candidate]:
    """The same candidates with every other occurrence of each name in the text that no candidate covers."""
    names = {c.span.of(text): c for c in candidates if len(c.span) > 2}
    out = list(candidates)
    for name in sorted(names, key=len, reverse=True):
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w])", text):
            span = Span(match.start(), match.end())
            if not any(span.overlaps(c.span) for c in out):
                out.append(replace(names[name], span=span))
    return sorted(out, key=lambda c: c.span)
