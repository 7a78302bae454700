"""A text as sentences: lines first, then datelines, then stops, then headings that lost their line break.

The parser gets these limits and may not move them. Every letter and digit of the prose is in exactly one sentence;
only bullets and rules at the head of a line are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from kg.model import Sentence, Span
from kg.scan.boundaries import Block, Words, data
from kg.scan.glued import Glue

MAX_SENTENCE = 2000  # code points; the longest sentence of the corpora has under 900, and a parse grows with the square
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BULLET = re.compile(r"(?:[•▪‣●○◦·∙*→►▶■□✓✔✗✘➤>–—-]+\s+)+|[•▪‣●○◦∙►▶■□✓✔✗✘➤]+")
_STOPPED = frozenset('.!?…:;»”"’)]')
_TIME = re.compile(r"\d{1,2} ?[h:.] ?\d{2}(?: ?(?:GMT|CET|CEST|UTC|[ap]\.?m\.?))?(?:\s+[–—-]+\s+|\s+(?=[A-ZÀ-Þ«“\"]))")
_BREAKS = (re.compile(r"[;,]\s+"), re.compile(r"\s+"))


def split(text: str, lang: str, body: Sequence[Span] = ()) -> list[Sentence]:
    """The sentences of the text, in order; only those of the spans of `body` if any are given.
    Each is stripped of white space; none overlaps another or crosses the end of a line that is not a wrapped one.
    """
    lists, sentences = data(lang), list[Sentence]()
    words = Words(text)
    glue = Glue(text, lists, words)
    number = 0
    for part in body or (Span(0, len(text)),):
        for start, end in _blocks(text, part):
            spans = list(_sentences(Block(text, start, end, lists, words), glue))
            sentences.extend(Sentence(span, number) for span in spans)
            number += bool(spans)
    return sentences


def _blocks(text: str, part: Span) -> Iterator[tuple[int, int]]:
    """The lines of a part, stripped; lines that a fixed width has wrapped are one."""
    lines = [_strip(text, match.start(), match.end()) for match in _LINE.finditer(text, part.start, part.end)]
    held: tuple[int, int] | None = None
    for line, wrapped in zip(lines, _wrapped(text, lines), strict=True):
        if held is not None and wrapped:
            held = (held[0], line[1])
            continue
        if held is not None:
            yield held
        held = line if line[0] < line[1] else None
    if held is not None:
        yield held


def _wrapped(text: str, lines: list[tuple[int, int]]) -> list[bool]:
    """For each line, True if it goes on with the sentence of the line before it."""
    found = [False] * len(lines)
    for i in range(1, len(lines)):
        (start, end), (begin, stop) = lines[i - 1], lines[i]
        if start == end or begin == stop or text.count("\n", end, begin) > 1 or text[end - 1] in _STOPPED:
            continue
        found[i] = text[begin].islower() or (end - start > 60 and abs(_width(lines, i) - (end - start)) <= 12)
    return found


def _width(lines: list[tuple[int, int]], i: int) -> int:
    """The width that wrapped the lines around line `i`, or 0 if no two neighbours of it are as long."""
    near = sorted((end - start for start, end in lines[max(0, i - 3) : i + 3]), reverse=True)
    return near[0] if len(near) > 2 and near[0] <= 120 and near[0] - near[2] <= 12 else 0


def _sentences(block: Block, glue: Glue) -> Iterator[Span]:
    text, start, end = block.text, block.start, block.end
    if bullet := _BULLET.match(text, start, end):
        start = bullet.end()
    cuts = {start, end}
    for pattern in (_dateline(block.lang.months), _TIME):
        if head := pattern.match(text, start, end):
            start = head.end()
            break
    cuts.add(start)
    cuts.update(replace(block, start=start).cuts())
    cuts.update(glue.cuts(start, end))
    places = sorted(cuts)
    for left, right in pairwise(places):
        yield from _capped(text, *_strip(text, left, right))


def _capped(text: str, start: int, end: int) -> Iterator[Span]:
    """The span, in pieces if it is longer than any sentence."""
    while end - start > MAX_SENTENCE:
        limit = start + MAX_SENTENCE
        found = ([match.end() for match in kind.finditer(text, limit - MAX_SENTENCE // 2, limit)] for kind in _BREAKS)
        place = next((ends[-1] for ends in found if ends), limit)
        left, right = _strip(text, start, place)
        yield Span(left, right)
        start, end = _strip(text, place, end)
    if start < end:
        yield Span(start, end)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


@cache
def _dateline(months: tuple[str, ...]) -> re.Pattern[str]:
    """What an agency puts before its first sentence: "PARIS, 14 oct. (ANV) - ", "MEMPHIS, Tenn. — "."""
    month = "(?:" + "|".join(sorted(months, key=len, reverse=True)) + r")\b\.?"
    day = rf"(?:(?:le )?\d{{1,2}}(?:er)? {month}|{month} \d{{1,2}})(?:,? \d{{4}})?"
    town = r"[A-ZÀ-Þ][A-ZÀ-Þ’'.-]{2,40}(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ’'.-]*){0,6}"
    region = r"(?:(?:, | and | et )[A-ZÀ-Þ][\w.’'-]*(?: [A-ZÀ-Þ][\w.’'-]*){0,2}){0,3}"
    agency = r"(?: ?\([^()\n]{2,40}\))?"
    dash = r"\s+[–—-]{1,2}\s+"
    full = rf"{town}{region}(?:,? {day})?{agency}{dash}(?:{day}{dash})?"
    small = rf"(?:[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){{0,2}}, )?{day}{agency}{dash}"
    return re.compile(rf"(?:{full}|{small})(?=[^\W_a-z]|[«“\"])")
