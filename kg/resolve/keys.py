"""The key of a name: what two spellings of one name share and two different names do not.

A key never depends on what else is stored. Letters of every script stay; digits always stay, because R1 and R2,
GPT-3.5 and GPT-35 are different things.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from kg.languages import Section, load_shared

ORGANISATION = "org"

# Letters that NFKD does not take apart.
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i", "ŧ": "t", "ß": "ss"}
)
_MARKS = re.compile("[\u0300-\u036f]")  # only the accents of Latin, Greek and Cyrillic; elsewhere a mark is a letter
_TRADE = re.compile("[™®©℠]")
_INITIALS = re.compile(r"(?<![^\W_])((?:[^\W\d_]\.){1,6})(?=(\w{0,3}))")
_DROPPED_DOT = re.compile(r"(?<![^\W_])\.|\.(?![^\W_])")
_SHARP = re.compile(r"(?<=[^\W\d_])#")
_BREAKS = re.compile(r"(?:[^\w&+.]|_)+")
_AROUND_AND = re.compile(r"-*&-*")


class LegalForms(Section):
    """ontology/legal_forms.toml."""

    forms: tuple[str, ...]


@lru_cache(maxsize=65536)
def fold(name: str, *, legal: bool = True) -> str:
    """The name without case, accents, legal form and punctuation, words joined by "-": "GPT-3.5" -> "gpt-3.5".
    A name that folds to nothing keeps its characters; only an empty or blank name gives "".
    """
    plain = _plain(name)
    words = plain.split("-")
    if legal:
        words = _without_form(words)
    return "-".join(words) or "-".join(name.casefold().split())


def key(family: str, name: str) -> str:
    """Family, colon, folded name: "org:deepseek". Only organisations lose a legal form ("Mr. Co" keeps his)."""
    return f"{family}:{fold(name, legal=family == ORGANISATION)}"


def _plain(name: str) -> str:
    text = unicodedata.normalize("NFKD", _TRADE.sub("", name)).casefold().translate(_PLAIN)
    text = unicodedata.normalize("NFC", _MARKS.sub("", text))
    text = "".join(" " if char.isspace() else char for char in text if char.isspace() or char.isprintable())
    text = _INITIALS.sub(_join_initials, text)
    text = _DROPPED_DOT.sub(" ", _SHARP.sub("sharp", text))
    return _AROUND_AND.sub("-&-", _BREAKS.sub("-", text)).strip("-")


def _join_initials(match: re.Match[str]) -> str:
    """The letters without dots, a way of writing: "J.P." -> "jp", "D.E.Shaw" -> "de Shaw", "X.AI" -> "xai"."""
    follows = match.group(2)
    return match.group(1).replace(".", "") + (" " if len(follows) > 2 else "")


def _without_form(words: list[str]) -> list[str]:
    """The words without legal forms at the end ("co ltd"), as long as two letters of a name are left ("H Company")."""
    while True:
        for size in range(min(4, len(words) - 1), 0, -1):
            rest = words[:-size]
            if " ".join(words[-size:]) in _forms() and sum(len(word) for word in rest if word != "&") > 1:
                words = rest
                break
        else:
            return words


@cache
def _forms() -> frozenset[str]:
    """Each form as the words of a folded name: "sp. z o.o." and "sp z oo" are one."""
    return frozenset(_plain(form).replace("-", " ") for form in load_shared("legal_forms", LegalForms).forms)
