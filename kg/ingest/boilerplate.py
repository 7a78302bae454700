"""What of a text is the article and what its page has put around it: menus, footers, calls to subscribe.

Nothing is deleted: `body` gives the spans that are prose. What such a line looks like is data, in
ontology/languages/<xx>/boilerplate.toml. A line is left out only if it fits as a whole: prose must never be lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from pydantic import field_validator

from kg.languages import Section, load_section
from kg.model import Span

LONGEST = 400  # characters; no line of page furniture in the corpora is longer than 210
LINKS = 12  # lines; no list of links in the corpora has more than 5
EDGE = 15  # lines at either end of a text that may hold its author and date
TITLE = 200  # characters; the longest heading of the corpora has 150
_STOPS = frozenset(".…:;,")
_LINE = re.compile(r"[^\n\r]+")
_PART = re.compile(r"\s*[|•]\s*")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DAY = re.compile(
    r"(\d{1,2})(?:er|st|nd|rd|th)? ([^\W\d_]+)\.?,? (\d{4})|([^\W\d_]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})"
)


class BoilerplateData(Section):
    """ontology/languages/<xx>/boilerplate.toml; every entry but `months` is a regular expression for a whole line."""

    lines: tuple[str, ...]
    blocks: tuple[str, ...]
    ends: tuple[str, ...]
    last: tuple[str, ...]
    url: tuple[str, ...]
    author: tuple[str, ...]
    publisher: tuple[str, ...]
    published: tuple[str, ...]
    months: tuple[str, ...]

    @field_validator("*")
    @classmethod
    def _compiles(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in value:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"{pattern!r} is no regular expression ({error})") from error
        return value


@cache
def _data(lang: str) -> BoilerplateData:
    return load_section(lang, "boilerplate", BoilerplateData)


@cache
def _fits(lang: str, kind: str) -> re.Pattern[str]:
    """One pattern for all lines of a kind."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in getattr(_data(lang), kind)), re.IGNORECASE)


def body(text: str, lang: str) -> list[Span]:
    """The spans of the text that are prose, sorted, disjoint, not empty; the whole text if nothing would be left."""
    lines = [_stripped(text, match) for match in _LINE.finditer(text)]
    lines = [line for line in lines if len(line)]
    spans: list[Span] = []
    after: int | None = None
    for i in sorted(set(range(len(lines))) - _furniture(text, lines, lang)):
        if after == i and spans:
            spans[-1] = Span(spans[-1].start, lines[i].end)
        else:
            spans.append(lines[i])
        after = i + 1
    return spans or ([Span(0, len(text))] if text else [])


def metadata(text: str, lang: str) -> dict[str, str]:
    """What the text says of itself: "title" (a first line like a heading), and from the lines at either end "url",
    "author", "publisher" and "published" (ISO). A key is there only if a line says it.
    """
    lines = [line for match in _LINE.finditer(text) if (line := match.group().strip())]
    edge = lines if len(lines) <= 2 * EDGE else [*lines[:EDGE], *lines[-EDGE:]]
    found: dict[str, str] = {}
    for part in (part for line in edge if len(line) <= LONGEST for part in _PART.split(line)):
        for field in ("url", "author", "publisher", "published"):
            match = _fits(lang, field).fullmatch(part)
            value = next((group for group in match.groups() if group), "").strip() if match else ""
            value = _day(value, _data(lang).months) if field == "published" else value
            if value:
                found.setdefault(field, value)
    if title := _title(text, body(text, lang)):
        found["title"] = title
    return found


def _title(text: str, prose: list[Span]) -> str:
    """The first line of prose if it is short, ends like a heading and has text after it, else ""."""
    first, _, rest = text[prose[0].start :].partition("\n") if prose else ("", "", "")
    first = first.strip()
    return first if rest.strip() and len(first) <= TITLE and first[-1:] not in _STOPS else ""


def _furniture(text: str, lines: list[Span], lang: str) -> set[int]:
    """The numbers of the lines that are no prose."""
    out: set[int] = set()
    end = next((i for i in _matching(text, lines, lang, "ends") if i > 0), len(lines))
    if sum(map(len, lines[end:])) * 4 <= len(text):  # a "footer" of more than a quarter of the text is none
        out.update(range(end, len(lines)))
    out.update(_matching(text, lines, lang, "lines"))
    for head in _matching(text, lines, lang, "blocks"):
        out.update(_block(text, lines, head))
    last = [i for i in _matching(text, lines, lang, "last") if i >= len(lines) - 3]
    out.update(i for i, line in enumerate(lines) if not any(char.isalnum() for char in line.of(text)))
    return out.union(last)


def _matching(text: str, lines: list[Span], lang: str, kind: str) -> list[int]:
    fits = _fits(lang, kind)
    return [i for i, line in enumerate(lines) if len(line) <= LONGEST and fits.fullmatch(text, line.start, line.end)]


def _block(text: str, lines: list[Span], head: int) -> Iterator[int]:
    """The heading of a list of links, and its lines down to the next blank one if all of them are short."""
    block = [head]
    for i in range(head + 1, min(len(lines), head + LINKS)):
        gap = text[lines[i - 1].end : lines[i].start]
        if gap.count("\n") > 1 or len(lines[i]) > 120:
            break
        block.append(i)
    yield from block


def _stripped(text: str, match: re.Match[str]) -> Span:
    line = match.group()
    start = match.start() + len(line) - len(line.lstrip())
    return Span(start, max(start, match.end() - (len(line) - len(line.rstrip()))))


def _day(value: str, months: tuple[str, ...]) -> str:
    """The ISO date that the words begin with or hold, or ""."""
    if match := _ISO.search(value):
        parts = tuple(map(int, match.groups()))
    elif (match := _DAY.search(value)) and (name := (match[2] or match[4]).lower()) in months:
        parts = (int(match[3] or match[6]), months.index(name) + 1, int(match[1] or match[5]))
    else:
        return ""
    try:
        return date(*parts).isoformat()
    except ValueError:
        return ""
