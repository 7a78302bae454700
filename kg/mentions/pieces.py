"""A sentence as the words that names are made of: what each looks like, and whether its place explains its capital."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.mentions.words import NameWords
from kg.model import ParsedSentence, Span, Token

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}(?!\w)"  # U.S., S.A.
    r"|[^\W_]+(?:(?:[.+&]|(?<=\d),(?=\d)|(?<=\w)[-‑](?=\w)|/(?=\d))[^\W_]+)*\+?|&"
)
_AMOUNT = re.compile(
    r"\d[\d.,]*(?:[kmbgtx]|bn|mn|md|mds|th|st|nd|rd|er|re|e|h|ème|[gtm]b|[gm]o|[kmg]?w|kg|[ckm]m|ms|s|d|p|[ap]m)?\d*",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"[^\W_]{2,}\.[a-z]{2,3}")
_SHORT_CODE = re.compile(r"[a-z]\d[\w.-]*|[a-z]+-?\d+(?:\.\d+)?|[a-z]{2,}/\d+")
_OPENING = frozenset('«“"(—–:•·|→[?!/>*›✔✗✘…')
_CURRENCY = frozenset("€$£¥₩₹")
_COINS = re.compile(r"[A-Z]{1,3}\d+(?:[.,]\d+)?")
_MILLIONS = re.compile(r"\s(?:[mb]illion|[mb]n\b|milli)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence. `strong`: it can be a name by itself; `opens`: its place alone may explain its capital;
    `starts`, `ends`: a hyphen cuts it from what stands before or after ("ex-Shopify", "Toronto-based").
    """

    span: Span
    text: str
    pos: str
    strong: bool
    opens: bool
    starts: bool = False
    ends: bool = False

    @property
    def low(self) -> str:
        """The word in lower case."""
        return self.text.lower()


def words_of(parsed: ParsedSentence, text: str, words: NameWords) -> list[Word]:
    """The words of a sentence in order; hyphenated ones are cut where only a part can be a name."""
    tokens = parsed.trees[0].tokens if parsed.trees else ()
    tagged = {t.span.start: t for t in tokens}
    out: list[Word] = []
    start = parsed.sentence.span.start
    for match in _WORD.finditer(text, start, parsed.sentence.span.end):
        whole = Span(match.start(), match.end())
        span = _cut(text, whole, tagged, words)
        token = tagged.get(span.start)
        word = span.of(text)
        strong = _is_strong(word) and word not in words.calendar and not _is_money(text, span)
        pos = token.pos if token else "X"
        cut = (span.start > whole.start, span.end < whole.end)
        out.append(Word(span, word, pos, strong, _opens(text, span, start), *cut))
    return out


def _is_strong(word: str) -> bool:
    if _AMOUNT.fullmatch(word):
        return False
    if word[0].isupper() or any(c.isupper() for c in word[1:]):
        return True
    return bool(_DOMAIN.fullmatch(word) or _SHORT_CODE.fullmatch(word)) and not word.startswith("www.")


def _is_money(text: str, span: Span) -> bool:
    """True for "M" in "84 M€", "C" in "C$410" and "R" in "R18.4 billion"."""
    if text[span.end : span.end + 1] in _CURRENCY:
        return True
    return bool(_COINS.fullmatch(span.of(text)) and _MILLIONS.match(text, span.end))


def _opens(text: str, span: Span, start: int) -> bool:
    at = span.start - 1
    while at >= start and text[at].isspace():
        at -= 1
    return at < start or text[at] in _OPENING


def _cut(text: str, span: Span, tagged: dict[int, Token], words: NameWords) -> Span:
    """The part of "Toronto-based", "ex-Shopify", "2-Canada" that can be a name; other words stay whole."""
    word = span.of(text)
    head, dash, tail = word.rpartition("-")
    named = dash and tail[:1].islower() and any(c.isupper() for c in head)
    if named and (tail in words.suffixes or _is_participle(tagged, span.end - len(tail))):
        return Span(span.start, span.start + len(head))
    first, dash, rest = word.partition("-")
    if dash and rest[:1].isupper() and (first.lower() in words.prefixes or first.isdigit()):
        return Span(span.start + len(first) + 1, span.end)
    return span


def _is_participle(tagged: dict[int, Token], start: int) -> bool:
    token = tagged.get(start)
    return token is not None and token.pos in {"VERB", "ADV", "ADP"}
