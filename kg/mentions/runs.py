"""Runs of words that look like one name: capitals side by side, versions, and the small words that join their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.mentions.pieces import Word
from kg.mentions.words import NameWords
from kg.model import NameSpan, Span

_YEAR = re.compile(r"(?:19|20)\d\d")
_VERSION = re.compile(r"\d{1,4}(?:\.\d+)*[A-Za-zα-ω]{0,2}")
_GAPS = frozenset({" ", "\u00a0", "\u202f"})
_APOSTROPHES = frozenset("'’")


@dataclass(frozen=True, slots=True)
class Sight:
    """What joining words needs to know: the text, the language's words, and what the model takes for names there."""

    text: str
    words: NameWords
    names: Sequence[NameSpan]

    def one(self, first: Word, last: Word, *, person: bool = False) -> bool:
        """True if the model sees one name (or one person) from the first word to the last."""
        whole = Span(first.span.start, last.span.end)
        return any(n.span.holds(whole) and (n.label == "PER" or not person) for n in self.names if n.label)


def runs(sentence: Sequence[Word], sight: Sight) -> Iterator[list[Word]]:
    """The longest rows of words that may be one name, in order."""
    at = 0
    while at < len(sentence):
        if not _begins(sentence, at, sight):
            at += 1
            continue
        end = at + 1
        while (more := _goes_on(sentence, at, end, sight)) > end:
            end = more
        yield list(sentence[at:end])
        at = end


def _begins(sentence: Sequence[Word], at: int, sight: Sight) -> bool:
    word, words = sentence[at], sight.words
    if word.opens and word.low in words.openers and (not word.text.isupper() or len(word.text) == 1):
        return False
    return word.strong or word.text in words.low_heads and _institution(sentence, at, sight) > at + 1


def _goes_on(sentence: Sequence[Word], start: int, end: int, sight: Sight) -> int:
    """Where the run from `start` ends if it goes on at `end`; `end` if it does not."""
    if end >= len(sentence) or sentence[end - 1].ends or sentence[end].starts:
        return end
    last, word, words = sentence[end - 1], sentence[end], sight.words
    if last.text in words.heads or last.text in words.low_heads or last.low in words.heads and last.strong:
        reached = _institution(sentence, end - 1, sight)
        if reached > end:
            return reached
    if not _touches(last, word, sight.text, words):
        return _over_preposition(sentence, start, end, sight)
    if word.strong or word.text == "&" and end + 1 < len(sentence) and sentence[end + 1].strong:
        return end + 1
    if _is_version(word, sight.text, words):
        return end + 1
    return max(_over_particles(sentence, end, sight), _over_preposition(sentence, start, end, sight))


def _over_preposition(sentence: Sequence[Word], start: int, end: int, sight: Sight) -> int:
    """Past "du" in "L'Écho du Rail", "and" in "Competition and Markets Authority".

    A preposition joins what the model sees as one name, or two single words of which the first is no name by itself.
    """
    link = _links(sentence, end, sight.words)
    if not link and sentence[end].text in sight.words.conjunctions:
        return _over_and(sentence, end, sight)
    if not link or link >= len(sentence) or not _touching(sentence, end - 1, link, sight.text):
        return end
    first, after = sentence[start], sentence[link]
    if after.low in sight.words.openers or not first.strong or not after.strong:
        return end
    if sight.one(first, after) and not sight.one(first, after, person=True):
        return link + 1
    common = end == start + 1 and not first.opens and first.pos == "NOUN" and first.low not in sight.words.roles
    return link + 1 if common else end


def _over_and(sentence: Sequence[Word], end: int, sight: Sight) -> int:
    """Past "and" where one body is named: what follows ends in a head word and the model sees one name."""
    at = end + 1
    while at < len(sentence) and sentence[at].strong and _touching(sentence, at - 1, at, sight.text):
        at += 1
    body = at > end + 1 and sentence[at - 1].text in sight.words.heads and _touching(sentence, end - 1, end, sight.text)
    return at if body and sight.one(sentence[end - 1], sentence[at - 1]) else end


def _touches(last: Word, word: Word, text: str, words: NameWords) -> bool:
    gap = text[last.span.end : word.span.start]
    if gap in _GAPS:
        return True
    if gap in (". ", ".\u00a0"):  # an initial, or "St. Gallen"
        initial = len(last.text) == 1 and last.text not in words.letters and word.low not in words.openers
        return initial or last.text in words.shortened
    return gap in _APOSTROPHES and len(last.text) == 1 and last.strong and word.strong and not last.opens


def _is_version(word: Word, text: str, words: NameWords) -> bool:
    """True for a number that can follow a name: "3", "4.0", "7B", no year, no amount."""
    if not _VERSION.fullmatch(word.text) or _YEAR.fullmatch(word.text):
        return False
    return not words.counted.match(text, word.span.end) and text[word.span.end : word.span.end + 1] != ":"


def _over_particles(sentence: Sequence[Word], end: int, sight: Sight) -> int:
    """Past "von der" in "Ursula von der Leyen", if the model sees one person, or no other reading is likely."""
    words, at = sight.words, end
    while at < len(sentence) and sentence[at].text in words.particles and at - end < 3:
        at += 1
    if at == end or at >= len(sentence) or not sentence[at].strong or sentence[at].low in words.openers:
        return end
    if not _touching(sentence, end - 1, at, sight.text):
        return end
    foreign = all(w.text not in words.prepositions and w.text not in words.links for w in sentence[end:at])
    return at + 1 if foreign or sight.one(sentence[end - 1], sentence[at], person=True) else end


def _institution(sentence: Sequence[Word], start: int, sight: Sight) -> int:
    """Where a name ends that goes on from a head word: "Ministry of Science and ICT", "université de Tampere".

    A capitalised head may take lower-case words ("Caisse des dépôts"); a lower-case one must reach a capital.
    """
    words, head = sight.words, sentence[start]
    loose = bool(words.low_heads) and (head.text in words.low_heads or head.strong and not head.opens)
    best = start + 1 if head.strong else start
    at = start + 1
    while at < len(sentence) and _touching(sentence, at - 1, at, sight.text):
        plain = _links(sentence, at, words)
        link = plain or _links_on(sentence, start, at, sight)
        if link and (link >= len(sentence) or not _touching(sentence, at, link, sight.text)):
            break
        at = link or at
        word = sentence[at]
        if word.strong and not word.starts and word.low not in words.openers:
            best = at + 1
        elif not loose or (link and not plain) or not _binds(word, linked=bool(link), words=words):
            break
        elif head.strong:
            best = at + 1
        at += 1
    return best


def _binds(word: Word, *, linked: bool, words: NameWords) -> bool:
    """True for a lower-case word that a capitalised head takes along: an adjective, or a noun after "de"."""
    if not word.text.islower():
        return False
    return word.pos == "ADJ" or word.text.capitalize() in words.demonyms or linked and word.pos in {"NOUN", "PROPN"}


def _links_on(sentence: Sequence[Word], start: int, at: int, sight: Sight) -> int:
    """The index after "and" or "et des" inside a body's name, if the model sees one name there; else 0."""
    if sentence[at].text not in sight.words.conjunctions or at + 1 >= len(sentence) or at < start + 2:
        return 0
    link = _links(sentence, at + 1, sight.words)
    if sight.words.low_heads:
        return link
    return at + 1 if sentence[at + 1].strong and sight.one(sentence[at - 1], sentence[at + 1]) else 0


def _links(sentence: Sequence[Word], at: int, words: NameWords) -> int:
    """The index after the preposition at `at` and its article ("de la", "for the"), or 0 if there is none."""
    if at >= len(sentence) or sentence[at].text not in words.links:
        return 0
    article = at + 1 < len(sentence) and sentence[at + 1].text in words.articles
    return at + 2 if article else at + 1


def _touching(sentence: Sequence[Word], first: int, last: int, text: str) -> bool:
    pairs = zip(sentence[first:last], sentence[first + 1 : last + 1], strict=True)
    return all(text[a.span.end : b.span.start] in {*_GAPS, "'", "’"} for a, b in pairs)
