"""What a language's words tell about the names beside them: the tables of languages/<xx>/names.toml."""

from __future__ import annotations

import functools

from pydantic import BaseModel, ConfigDict

from kg.languages import load_section

LANGUAGES = ("fr", "en")


class NamesData(BaseModel):
    """languages/<xx>/names.toml"""

    model_config = ConfigDict(extra="forbid")
    titles: list[str]
    ordinary: list[str]
    nouns: dict[str, list[str]]
    roles: dict[str, list[str]]
    inside: dict[str, list[str]]


class NameWords:
    """The tables as look-ups: word -> class. Where two classes claim one word, the first in the file has it."""

    def __init__(self, lang: str) -> None:
        own = load_section(lang, "names", NamesData)
        every = [own, *(load_section(other, "names", NamesData) for other in LANGUAGES if other != lang)]
        self.titles = frozenset(own.titles)
        self.ordinary = frozenset(own.ordinary)
        self.nouns = _look_up(own.nouns)
        self.roles = _look_up(own.roles)
        # a French article names English firms and the other way round
        self.inside = _look_up({c: [w for data in every for w in data.inside.get(c, [])] for data in every for c in data.inside})


def _look_up(table: dict[str, list[str]]) -> dict[str, str]:
    out: dict[str, str] = {}
    for cls, words in table.items():
        for word in words:
            out.setdefault(word, cls)
    return out


@functools.cache
def name_words(lang: str) -> NameWords:
    """The tables of a language, read once."""
    return NameWords(lang)
