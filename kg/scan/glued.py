"""Headings that lost their line break: "77 millions d’utilisateursTrois mois plus tard".

A capital inside a word is nearly always a name (DeepSeek, iPhone, LinkedIn). A word is cut only where both halves are
words on their own: the left one elsewhere in the same text (or long and before a word that begins sentences), the
right one a word that begins sentences or a name that the text uses elsewhere. On the article of the seed corpus this
finds all six glued headings and cuts no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.scan.boundaries import WINDOW, SentenceData, Words, opening_quotes

_LOW, _CAPITAL = "a-zß-öø-ÿœ", "A-ZÀ-ÖØ-ÞŒ"
_INSIDE = re.compile(f"(?<=[{_LOW}][{_LOW}][{_LOW}])(?=[{_CAPITAL}])")
_AFTER_QUOTE = re.compile(f"(?<=[^\\W\\d_])[”»](?=[{_CAPITAL}])")
_WORDS = re.compile(r"[^\W\d_]+")
LONG = 6  # letters; no name is known that starts with six small letters and goes on with a word like "The" or "Les"


class Glue:
    """Finds glued headings in one text."""

    def __init__(self, text: str, lang: SentenceData, words: Words) -> None:
        self._text, self._lang, self._count = text, lang, words

    def cuts(self, start: int, end: int) -> Iterator[int]:
        """The places in [start, end) where a heading is glued to what follows it."""
        for match in _INSIDE.finditer(self._text, start, end):
            if start < match.start() < end and self._is_seam(match.start(), start, end):
                yield match.start()
        opening: frozenset[int] | None = None
        for match in _AFTER_QUOTE.finditer(self._text, start, end):
            if opening is None:
                opening = opening_quotes(self._text, start, end)
            place = match.start() if match.start() in opening else match.end()
            if self._begins(self._right(match.end(), end), match.end()):
                yield place

    def _is_seam(self, place: int, start: int, end: int) -> bool:
        left, right = self._left(place, start), self._right(place, end)
        if self._count(left + right) > 1 or not self._begins(right, place):
            return False
        opener = right in self._lang.openers or right in self._lang.elided
        if left.islower():
            enough = 3 if opener else LONG - 1
            return (opener and len(left) >= LONG) or (len(left) >= enough and self._count(left) > 0)
        return opener and right not in self._lang.endings and left[1:].islower() and self._count(left) > 0

    def _begins(self, right: str, place: int) -> bool:
        """True if the word can begin a sentence: an opener, an elision, or a name that stands alone elsewhere."""
        if right in self._lang.elided:
            return self._text[place + len(right) : place + len(right) + 1] in ("’", "'")
        if len(right) < 2 or right.isupper():
            return False
        return right in self._lang.openers or self._count(right) > 0

    def _left(self, place: int, start: int) -> str:
        begin, start = place, max(start, place - WINDOW)
        while begin > start and self._text[begin - 1].isalpha():
            begin -= 1
        return self._text[begin:place]

    def _right(self, place: int, end: int) -> str:
        match = _WORDS.match(self._text, place, min(end, place + WINDOW))
        return match.group() if match else ""
