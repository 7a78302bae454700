"""Titles in quotes: the report “Trust and Chips”; « Puces et pouvoir », une étude. Their words alone are no names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.words import NameWords
from kg.model import Span

_QUOTED = re.compile(r"(?:« ?|“|(?<!\w)\")([^«»“”\"\n]{3,80}?)(?: ?»|”|\"(?!\w))")
_WORDS = re.compile(r"[\w-]+")
_REACH = 4  # words before the quote, and three after it, in which the noun stands


def titles(text: str, words: NameWords) -> Iterator[Span]:
    """The spans of quoted titles: two to ten words, no full sentence, beside a noun for what has a title."""
    for match in _QUOTED.finditer(text):
        inside = match[1].strip()
        size = len(inside.split())
        if not 2 <= size <= 10 or not inside[0].isupper() or inside[-1] in ".,!;:":
            continue
        before = _WORDS.findall(text[max(0, match.start() - 60) : match.start()])[-_REACH:]
        after = _WORDS.findall(text[match.end() : match.end() + 40])[:3] if text.startswith(",", match.end()) else []
        if any(_has_title(word, words) for word in (*before, *after)):
            start = text.index(inside, match.start(1))
            yield Span(start, start + len(inside))


def _has_title(word: str, words: NameWords) -> bool:
    low = word.lower()
    return words.nouns.get(low) in {"Document", "Product"} or words.prepositions.get(low) == "called"
