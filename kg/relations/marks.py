"""Words beside a reading that add a qualifier to it: the round ("Series B"), that a sum is a total ("to date")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Qualifier, Span
from kg.relations.lexicon import MarkData

BEFORE, AFTER = 50, 40  # characters around the trigger and the object in which a mark is theirs


@dataclass(frozen=True, slots=True)
class Mark:
    """The qualifier's name, its text ("": the words found), and the words."""

    name: str
    text: str
    pattern: re.Pattern[str]


def marks_of(lang: str, entries: Sequence[MarkData]) -> tuple[Mark, ...]:
    """The entries of one language, compiled."""
    return tuple(Mark(e.name, e.text, _pattern(e.words)) for e in entries if e.lang == lang)


def marked(
    text: str, sentence: Span, trigger: Span, value: Span, rivals: Sequence[Span], marks: Sequence[Mark]
) -> Iterator[Qualifier]:
    """A qualifier for each name of `marks` whose words stand near the trigger and the value.
    `rivals`: the values of the kind in the sentence; what stands behind one of them belongs to it.
    """
    if not marks:
        return
    start, end = min(trigger.start, value.start), max(trigger.end, value.end)
    before = max([r.end for r in rivals if r.end <= start], default=sentence.start)
    after = min([r.start for r in rivals if r.start >= end], default=sentence.end)
    window = Span(max(before, start - BEFORE), min(after, end + AFTER))
    seen: set[str] = set()
    for mark in marks:
        found = None if mark.name in seen else mark.pattern.search(text, window.start, window.end)
        if found:
            seen.add(mark.name)
            yield Qualifier(mark.name, mark.text or found[0], None, Span(*found.span()))


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    longest = sorted(words, key=lambda w: (-len(w), w))
    return re.compile(r"(?<!\w)(?i:" + "|".join(map(re.escape, longest)) + r")(?!\w)")
