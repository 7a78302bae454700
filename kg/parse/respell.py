"""A sentence in other words, with the way back: what the parser reads is not always what stands in the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.errors import InputError
from kg.model import Span


@dataclass(frozen=True, slots=True)
class Replacement:
    """`span` of the article's text is shown to the parser as `words`."""

    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Respelled:
    """What the parser reads, and for each replacement its place there."""

    text: str
    start: int
    pieces: tuple[tuple[Span, Span], ...]

    def origin(self, start: int, end: int) -> Span:
        """The span of the article that `text[start:end]` stands for; inside a replacement, all that was replaced."""
        return Span(self._place(start, end, left=True), self._place(start, end, left=False))

    def _place(self, start: int, end: int, *, left: bool) -> int:
        at = start if left else end
        shift = self.start
        for here, there in self.pieces:
            if start < here.end and here.start < end:
                if left and here.start <= start:
                    return there.start
                if not left and end <= here.end:
                    return there.end
            if here.end <= at:
                shift = there.end - here.end
        return at + shift


def respell(text: str, window: Span, replacements: Iterable[Replacement]) -> Respelled:
    """Show `window` of `text` with each replacement made. Spans are of `text`.

    Raises InputError if two replacements overlap or one leaves the window.
    """
    out: list[str] = []
    pieces: list[tuple[Span, Span]] = []
    length, at = 0, window.start
    for item in sorted(replacements, key=lambda r: r.span):
        if item.span.start < at or item.span.end > window.end:
            raise InputError(f"replacement {item.words!r} at {item.span.start} overlaps another or leaves its sentence")
        before = text[at : item.span.start]
        out += [before, item.words]
        here = Span(length + len(before), length + len(before) + len(item.words))
        pieces.append((here, item.span))
        length, at = here.end, item.span.end
    out.append(text[at : window.end])
    return Respelled("".join(out), window.start, tuple(pieces))
