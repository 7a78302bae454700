"""Whether a full stop, a question mark or an ellipsis ends a sentence, by the word before it and the word after it.

The words are in ontology/languages/<xx>/sentences.toml. A cut inside a name costs more than a missed cut: in doubt
there is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.languages import Section, load_section

# A stop, the quotes and brackets that close after it, the space, and what follows (looked at, not taken).
STOP = re.compile(r"(?P<stop>[.!?…]+)(?P<close>(?:[ \u00a0\u202f]?»|[\"”’')\]])*)(?P<gap>\s*)(?=(?P<next>\S?))")
_NEXT_WORD = re.compile(r"[^\w\s]*\s*([^\W_]+)")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]")
_FOUR_WORDS = re.compile(r"(?:[^\W\d_]+[ \u00a0\u202f’'-]+){0,3}[^\W\d_]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_MARKS = re.compile(r"[\"“”]")
_BEGINS = frozenset('«“"‘([{¿¡$€£¥#@•▪●→►–—-')
_JOINS = frozenset(".-'’")
WINDOW = 80  # characters looked at on either side of a stop, so that no text takes time that grows with its square


class SentenceData(Section):
    """ontology/languages/<xx>/sentences.toml; its comments say what each list is for."""

    never: frozenset[str]
    abbreviations: frozenset[str]
    before_number: frozenset[str]
    before_letter: frozenset[str]
    openers: frozenset[str]
    elided: frozenset[str]
    speech: frozenset[str]
    suffixes: frozenset[str]
    endings: frozenset[str]
    months: tuple[str, ...]


@cache
def data(lang: str) -> SentenceData:
    """The lists of one language."""
    return load_section(lang, "sentences", SentenceData)


class Words:
    """How often each word stands alone in one text; counted when first asked, which most texts never do."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._counts: Counter[str] | None = None

    def __call__(self, word: str) -> int:
        """The number of times the word stands alone."""
        if self._counts is None:
            self._counts = Counter(_LETTERS.findall(self._text))
        return self._counts[word]


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch of text that is looked at alone: no sentence crosses its ends."""

    text: str
    start: int
    end: int
    lang: SentenceData
    words: Words

    def cuts(self) -> Iterator[int]:
        """The places where a new sentence begins after a stop, in order."""
        opening: frozenset[int] | None = None
        for match in STOP.finditer(self.text, self.start, self.end):
            if match["gap"]:
                if self._ends(match):
                    yield match.end()
            elif match["next"] and not match["next"].isdigit() and not match["next"].islower():
                if opening is None:
                    opening = opening_quotes(self.text, self.start, self.end)
                place = next((i for i in range(match.start("close"), match.end("close")) if i in opening), match.end())
                if self._glued(match, place):
                    yield place

    def _ends(self, match: re.Match[str]) -> bool:
        """True if a stop that white space follows ends its sentence."""
        if match.start() == self.start or not self._begins(match["next"], match.end()):
            return False
        word = word_before(self.text, self.start, match.start())
        if match["stop"] == ".":
            return self._dot_ends(word, match)
        if not word and match["close"][:1] in (")", "]") and match["close"]:
            return self._opener(match.end())  # "(!)", "[…]"
        if word.lower() in self.lang.abbreviations and not match["close"]:
            return self._opener(match.end())  # "Yahoo! Japan"
        return not (match["close"] and "…" not in match["stop"] and self._speaker_follows(match.end()))

    def _dot_ends(self, word: str, match: re.Match[str]) -> bool:
        if match["close"] and match["close"] != ")":
            return True
        lower, start = word.lower(), match.start() - len(word)
        if word.isdigit() and start == self.start:
            return False  # "1. Futures point up"
        if lower in self.lang.never or (lower in self.lang.before_number and match["next"].isdigit()):
            return False
        if _INITIALS.fullmatch(word) and (len(word) > 1 or word.isupper()):
            before = word_before(self.text, self.start, max(self.start, start - 1))
            return self._opener(match.end()) or (len(word) == 1 and before.lower() in self.lang.before_letter)
        return lower not in self.lang.abbreviations or self._opener(match.end())

    def _glued(self, match: re.Match[str], place: int) -> bool:
        """True if the sentence ends although no space follows: "chaque mois.DeepSeek avait"."""
        word = word_before(self.text, self.start, match.start())
        following = _NEXT_WORD.match(self.text, place, min(self.end, place + WINDOW))
        if not following or "." in word or len(word) == 1 or self._address(match):
            return False
        after, lower = following.group(1), word.lower()
        if lower in self.lang.never or lower in self.lang.abbreviations or after in self.lang.suffixes:
            return False
        if after in self.lang.elided and self.text[following.end() : following.end() + 1] in ("’", "'"):
            return True
        if len(after) < 2 or not after[0].isupper() or not after[1].islower():
            return False
        if after in self.lang.openers:
            return True
        if word:
            return word.isalpha() and (word.islower() or (self.words(word) > 1 and self.words(after) > 1))
        return self.text[match.start() - 1] in ")»”"

    def _address(self, match: re.Match[str]) -> bool:
        """True if the stop stands inside an address of the web, a mail or a path."""
        low = max(self.start, match.start() - WINDOW)
        token = re.split(r"\s", self.text[low : match.start()])[-1]
        return any(sign in token for sign in ("@", "www.", "/"))

    def _begins(self, char: str, place: int) -> bool:
        """True if a sentence can begin here: a capital, a digit, a quote, or a name like "iPhone" and "xAI"."""
        if not char.islower():
            return char.isalnum() or char in _BEGINS
        word = _LETTERS.match(self.text, place, min(self.end, place + WINDOW))
        return word is not None and not word.group().islower()

    def _opener(self, place: int) -> bool:
        word = _NEXT_WORD.match(self.text, place, min(self.end, place + WINDOW))
        return word is not None and word.group(1) in self.lang.openers

    def _speaker_follows(self, place: int) -> bool:
        words = _FOUR_WORDS.match(self.text, place, self.end)
        return words is not None and not self.lang.speech.isdisjoint(_LETTERS.findall(words.group()))


def word_before(text: str, start: int, end: int) -> str:
    """The word that ends at `end`, with the dots and hyphens inside it, without what an elision puts before it."""
    place, start = end, max(start, end - WINDOW)
    while place > start and (text[place - 1].isalnum() or text[place - 1] in _JOINS):
        place -= 1
    word = text[place:end]
    head = max(word.rfind("’"), word.rfind("'")) + 1
    return word if head > 2 and len(word) - head < 2 else word[head:]  # "doesn't", "Murati's", but "d’A"


def opening_quotes(text: str, start: int, end: int) -> frozenset[int]:
    """The places of the marks ” and " that open a quotation: those that are met while none is open."""
    found, is_open = set(), False
    for match in _MARKS.finditer(text, start, end):
        if match.group() != "“" and not is_open:
            found.add(match.start())
        is_open = match.group() == "“" or not is_open
    return frozenset(found)
