"""Named licences: "Apache 2.0", "CC BY-NC 4.0", "the Lotus Community License"; "MIT" only beside "licence"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import Field

from kg.languages import Section, load_shared
from kg.model import Mention, MentionKind, Span
from kg.spans import Taken

VERSION = r"(?:[\s\u00a0,-]{0,2}(?:(?i:version)\s|v\.?\s?)?\d(?:\.\d){0,2}(?![\w]|[.,]\d))"
LINKS = 4  # words between "licence" and a bare form: "la licence est dite « MIT »"
CAPITALISED = r"(?:[A-Z][\w.+-]*|\d[\w.]*)"


class LicenceData(Section):
    """`bare` forms need a cue, a version or a preposition; `names` need nothing."""

    spdx: str = ""
    names: list[str] = Field(default=[])
    bare: list[str] = Field(default=[])


class LicencesData(Section):
    """ontology/licences.toml"""

    cues: list[str]
    links: list[str]
    alone: list[str]
    under: list[str]
    heads: list[str]
    licence: list[LicenceData]


@dataclass(frozen=True, slots=True)
class Patterns:
    """The forms as patterns; in each the group `name` is the licence's own words."""

    named: re.Pattern[str]
    headed: re.Pattern[str]
    bare: tuple[re.Pattern[str], ...]


def find_licences(text: str) -> list[Mention]:
    """The licences that the text names, in order and disjoint, with their version; the word "licence" is not part."""
    patterns = _patterns()
    found = Taken()
    for pattern in (patterns.headed, patterns.named, *patterns.bare):
        for match in pattern.finditer(text):
            found.add(Span(*match.span("name")))
    return [Mention(s, s.of(text), "Licence", kind=MentionKind.LITERAL) for s in found.spans]


@functools.cache
def _patterns() -> Patterns:
    data = load_shared("licences", LicencesData)
    names = _either(form for licence in data.licence for form in licence.names)
    bare = _either(form for licence in data.licence for form in licence.bare)
    cue, heads = _either(data.cues), _either(data.heads)
    alone, under = _either(data.alone), _either(data.under)
    link = "|".join(re.escape(link) for link in sorted(data.links, key=len, reverse=True))
    between = rf"(?:\s*(?:{link})(?!\w)){{0,{LINKS}}}\s*"
    return Patterns(
        named=re.compile(rf"(?<![\w-])(?P<name>(?:{names}){VERSION}?)(?![\w-])"),
        headed=re.compile(
            rf"(?<![\w-])(?P<name>(?!The\b|La\b)(?:{CAPITALISED}[ -]){{1,3}}(?:{heads}){VERSION}?)(?!\w)"
        ),
        bare=(
            re.compile(rf"(?<![\w-])(?P<name>(?:{bare}){VERSION})(?![\w-])(?=(?:\s|-)*(?:{cue})\b)"),
            re.compile(rf"(?<![\w-])(?P<name>(?:{alone}){VERSION})(?![\w-])"),
            re.compile(rf"\b(?i:{cue})\b{between}(?P<name>(?:{bare}){VERSION}?)(?![\w-])"),
            re.compile(rf"(?<![\w-])(?P<name>(?:{bare}){VERSION}?)[”\"»]?(?:[\s-](?:style|type))?[\s-](?i:{cue})\b"),
            re.compile(rf"\b(?:{under})\s(?P<name>{alone})(?=\s?[,.;:)»”\n]|$)"),
        ),
    )


def _either(forms: Iterator[str] | list[str]) -> str:
    """One of the forms, the longest first; between the parts of a form stands a blank or a hyphen."""
    longest = sorted(dict.fromkeys(forms), key=lambda form: (-len(form), form))
    return "|".join(re.sub(r"(?:\\ |\\-)+", r"[\\s\\u00a0-]", re.escape(form)) for form in longest)
