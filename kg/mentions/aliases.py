"""Which names of an article are one: surname and full name, short and full form of a firm, acronym and expansion."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from kg.mentions.names import Candidate
from kg.mentions.spelling import spelling
from kg.mentions.words import NameWords

_SMALL = frozenset({"of", "for", "and", "the", "on", "de", "du", "des", "la", "le", "les", "l", "d", "et", "pour", "sur", "en", "&"})


def full_forms(candidates: Sequence[Candidate], text: str, words: NameWords) -> dict[str, str]:
    """Name -> the full form that the article uses for the same thing; a name without one maps to itself.

    Only what cannot well be otherwise is joined: two full forms that fit leave a short one alone.
    """
    labels: dict[str, set[str]] = {}
    known: dict[str, str] = {}
    for candidate in candidates:
        name = candidate.span.of(text)
        labels.setdefault(name, set()).add(candidate.label)
        if candidate.known:
            known.setdefault(candidate.known, name)
    parts = {name: _words(name) for name in labels}
    out: dict[str, str] = {name: name for name in labels}
    for name in labels:
        fits = [full for full in labels if full != name and (_short_for(name, full, parts, labels, words) or _defined(name, full, text))]
        longest = max(fits, key=lambda full: (len(full), full), default=name)
        if all(_plain(full) == _plain(longest) or parts[longest][: len(parts[full])] == parts[full] for full in fits):
            out[name] = longest
    _join_known(candidates, text, known, out)
    return {name: _end(name, out) for name in out}


def _join_known(candidates: Sequence[Candidate], text: str, known: Mapping[str, str], out: dict[str, str]) -> None:
    """Two spellings of one known name are one."""
    for candidate in candidates:
        name = candidate.span.of(text)
        if candidate.known and out[name] == name and known[candidate.known] != name:
            out[name] = known[candidate.known]


def _end(name: str, out: Mapping[str, str]) -> str:
    seen = {name}
    while out[name] not in seen:
        name = out[name]
        seen.add(name)
    return name


def _words(name: str) -> list[str]:
    return [w for w in re.split(r"[\s'’]+", name) if w]


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in folded if not unicodedata.combining(c))


def _short_for(
    name: str, full: str, parts: Mapping[str, list[str]], labels: Mapping[str, set[str]], words: NameWords
) -> bool:
    short, whole = parts[name], parts[full]
    if _plain(name) == _plain(full):
        return (full.isupper(), full) < (name.isupper(), name)
    if len(short) >= len(whole):
        return False
    if whole[-len(short) :] == short or _plain(whole[-1]) == _plain(name):
        return len(whole) < 5 and _is_person(full, labels) and _is_surname(whole[-1], whole, words)
    if whole[: len(short)] == short:
        if labels[full] == labels[name] == {"PER"} and len(whole) == 2 and _is_surname(whole[-1], whole, words):
            return True
        return all(_is_generic(word, words) for word in whole[len(short) :])
    return len(short) == 1 and _is_acronym(short[0], whole)


def _defined(name: str, full: str, text: str) -> bool:
    """True if the article says so: "Solstice Robotics Inc. ("Solstice")", "Yunfan Zhineng (ci-après « Yunfan »)"."""
    if not full.startswith(name + " "):
        return False
    return re.search(rf"{re.escape(full)}\.? ?\([^()]{{0,30}}[\"“«] ?{re.escape(name)} ?[\"”»]\)", text) is not None


def _is_person(name: str, labels: Mapping[str, set[str]]) -> bool:
    """True if the model or the spelling takes the name for a person's."""
    scores = dict(spelling(name))
    return "PER" in labels[name] or max(scores, key=lambda group: (scores[group], group)) == "person"


def _is_surname(last: str, whole: Sequence[str], words: NameWords) -> bool:
    generic = any(_is_generic(word, words) for word in whole[1:])
    return not generic and not any(c.isdigit() for c in last)


def _is_generic(word: str, words: NameWords) -> bool:
    """True for a word that many organisations' names share: "Capital", "AI", "Inc"."""
    if any(c.isdigit() for c in word):
        return False
    low = word.lower()
    return word in words.inside or word in {"AI", "IA"} or low.replace(".", "") in words.legal or (low in words.nouns and len(low) > 3)


def _is_acronym(short: str, whole: Sequence[str]) -> bool:
    letters = "".join(c for c in short if c.isalpha())
    if not 2 <= len(letters) <= 6 or not letters.isupper():
        return False
    big = "".join(_plain(w)[0] for w in whole if w.lower() not in _SMALL).upper()
    every = "".join(_plain(w)[0] for w in whole).upper()
    return _plain(letters).upper() in (big, every)
