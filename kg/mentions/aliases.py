"""Which names of an article are one: surname and full name, short and full form of a firm, acronym and expansion."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.mentions.names import Candidate
from kg.mentions.spelling import spelling, unaccented
from kg.mentions.words import NameWords

_ACRONYM = range(2, 7)


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
    index = _index(parts, words)
    for name in labels:
        looks = {unaccented(name), unaccented(parts[name][0]), _letters(name).lower()}
        near = {full for look in looks for full in index.get(look, ()) if full != name}
        fits = [f for f in sorted(near) if _short_for(name, f, parts, labels, words) or _defined(name, f, text)]
        longest = max(fits, key=lambda full: (len(full), full), default=name)
        look, whole = unaccented(longest), parts[longest]
        if all(unaccented(full) == look or whole[: len(parts[full])] == parts[full] for full in fits):
            out[name] = longest
    _join_known(candidates, text, known, out)
    return {name: _end(name, out) for name in out}


def _index(parts: Mapping[str, list[str]], words: NameWords) -> dict[str, set[str]]:
    """What a short form may look like -> the names it may stand for: the whole, one of its words, its initials."""
    out: dict[str, set[str]] = {}
    for name, whole in parts.items():
        for look in {unaccented(name), *map(unaccented, whole), *_initials(whole, words)}:
            out.setdefault(look, set()).add(name)
    return out


def _initials(whole: Sequence[str], words: NameWords) -> set[str]:
    """The initials of a name of several words in lower case, with and without its small words."""
    if len(whole) < 2:
        return set()
    big = "".join(unaccented(w)[:1] for w in whole if w.lower() not in words.small)
    return {big, "".join(unaccented(w)[:1] for w in whole)}


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


def _short_for(
    name: str, full: str, parts: Mapping[str, list[str]], labels: Mapping[str, set[str]], words: NameWords
) -> bool:
    short, whole = parts[name], parts[full]
    if unaccented(name) == unaccented(full):
        return (full.isupper(), full) < (name.isupper(), name)
    if len(short) >= len(whole):
        return False
    if whole[-len(short) :] == short or unaccented(whole[-1]) == unaccented(name):
        return len(whole) < 5 and _is_person(full, labels) and _is_surname(whole[-1], whole, words)
    if whole[: len(short)] == short:
        if labels[full] == labels[name] == {"PER"} and len(whole) == 2 and _is_surname(whole[-1], whole, words):
            return True
        return all(_is_generic(word, words) for word in whole[len(short) :])
    return len(short) == 1 and _is_acronym(short[0], whole, words)


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
    if word in words.inside or word in words.shared or low.replace(".", "") in words.legal:
        return True
    return low in words.nouns and len(low) > 3


def _letters(name: str) -> str:
    return "".join(c for c in name if c.isalpha())


def _is_acronym(short: str, whole: Sequence[str], words: NameWords) -> bool:
    letters = _letters(short)
    return len(letters) in _ACRONYM and letters.isupper() and unaccented(letters) in _initials(whole, words)
