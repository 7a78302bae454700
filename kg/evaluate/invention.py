"""Names that nobody has, of the shape of given ones.

A word keeps its case, its length about, its hyphens, the sound that it begins with (so that "d'", "de", "a" and "an"
before it stay right) and whether it ends in s (so that the genitive does). Grammar and words such as "Capital" stay.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from kg.languages import Section, load_file
from kg.settings import ontology_dir

VOWELS = frozenset("aeiou")
# Letters whose names begin with a vowel: "an SEC filing", "l'ONU". A word keeps to its group, so its initials do too.
SPELLED = frozenset("fhlmnrsx")
_WORD = re.compile(r"[^\W_]+")
_ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu)['’]\s?([^\W_]+)", re.IGNORECASE)
_AN, _A = re.compile(r"\ban\s+([^\W_]+)", re.IGNORECASE), re.compile(r"\ba\s+([^\W_]+)", re.IGNORECASE)
SHORT = 5  # capitals up to here are an acronym and are drawn letter by letter
TRIES = 1000


class Stock(Section):
    """ontology/evaluation/names.toml."""

    kept: frozenset[str]
    given: tuple[tuple[str, ...], ...]
    onsets: tuple[str, ...]
    vowels: tuple[str, ...]
    ends: tuple[str, ...]

    @cached_property
    def row(self) -> dict[str, int]:
        """Given name in lower case -> its row."""
        return {name.lower(): number for number, row in enumerate(self.given) for name in row}


@cache
def stock() -> Stock:
    """What names are made of."""
    return load_file(ontology_dir() / "evaluation" / "names.toml", Stock)


@dataclass(frozen=True, slots=True)
class Sounds:
    """Words, in lower case, before which the text shows how they begin: "d'Hugging", "a European"."""

    vowel: frozenset[str]
    consonant: frozenset[str]


def sounds(text: str, lang: str) -> Sounds:
    """What elisions and, in English, articles tell of the words that follow them."""
    vowel = {word.lower() for word in _ELIDED.findall(text)} if lang == "fr" else set()
    consonant: set[str] = set()
    if lang == "en":
        vowel |= {word.lower() for word in _AN.findall(text)}
        consonant = {word.lower() for word in _A.findall(text)} - vowel
    return Sounds(frozenset(vowel), frozenset(consonant))


class Inventor:
    """Gives each word of a text's names another one, always the same. `taken` are words that may not come up."""

    def __init__(self, seed: str, taken: Iterable[str], heard: Sounds) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - a seed can be repeated, and nothing is secret
        self.heard = heard
        self.taken = {plain(word) for word in taken}
        self.words: dict[str, list[str]] = {}

    def learn(self, name: str, *, person: bool) -> None:
        """Find another word for each word of the name that needs one."""
        found = _content(name)
        if not found:
            found = [word for word in _WORD.findall(name) if len(word) > 1][-1:] or _WORD.findall(name)[-1:]
        for number, word in enumerate(found):
            if word.lower() not in self.words:
                first_name = number == 0 or word.lower() in stock().row
                given = person and number < len(found) - 1 and first_name
                self.words[word.lower()] = [self._given(word)] if given else self._invented(word)

    def put(self, name: str) -> str:
        """The name with its words replaced; words that were not learned stay."""
        return _WORD.sub(lambda match: self._worded(match.group()), name)

    def _worded(self, word: str) -> str:
        new = self.words.get(word.lower())
        if new is None:
            return word
        parts = _runs(word)
        if len(parts) == len(new):
            return "".join(_cased(made, part) for made, part in zip(new, parts, strict=True))
        return _cased("".join(new), word)

    def _given(self, word: str) -> str:
        """Another given name, of the same gender where that is known and with the same kind of initial."""
        rows = stock().given
        row = rows[stock().row.get(word.lower(), len(rows) - 1)]
        free = [name for name in row if plain(name) not in self.taken and _group(name) == self._begins(word)]
        if not free:
            return "".join(self._invented(word))
        new = self.chance.choice(free)
        self.taken.add(plain(new))
        return new.lower()

    def _invented(self, word: str) -> list[str]:
        """New runs for the runs of a word: "DeepSeek" is two, "OpenAI" one that changes and one that stays."""
        parts = _runs(word)
        for _ in range(TRIES):
            new = [
                part.lower() if len(parts) > 1 and part.lower() in stock().kept else self._run(part, word, number == 0)
                for number, part in enumerate(parts)
            ]
            made = "".join(new)
            if plain(made) not in self.taken and made.endswith("s") == word.lower().endswith("s"):
                self.taken.add(plain(made))
                return new
        return [part.lower() for part in parts]  # one letter, and all are taken: it stays

    def _run(self, part: str, word: str, first: bool) -> str:
        if part.isdigit():
            return "".join(self.chance.choice("123456789") for _ in part)
        begins = self._begins(word) if first else _group(part)
        if len(part) == 1 or part.isupper() and len(part) <= SHORT:
            return self._letter(begins) + "".join(self._letter(_group(letter)) for letter in part[1:])
        return self._syllables(begins, len(part))

    def _begins(self, word: str) -> str:
        """The group of the first letter, or what the text shows of it."""
        heard = word.lower()
        spelled = len(word) <= SHORT and word.isupper()
        if heard in self.heard.vowel and not (spelled and _group(word) == "spelled"):
            return "vowel"
        if heard in self.heard.consonant and _group(word) == "vowel":
            return "other"
        return _group(word)

    def _letter(self, group: str) -> str:
        letters = {"vowel": "aeiou", "spelled": "flmnrsx", "other": "bcdgkptvz"}
        return self.chance.choice(letters[group])

    def _syllables(self, begins: str, length: int) -> str:
        made = self.chance.choice(stock().vowels) if begins == "vowel" else ""
        while len(made) < max(3, min(length, 9)) - 1:
            onsets = stock().onsets
            if not made:
                onsets = tuple(onset for onset in onsets if _group(onset) == begins)
            made += self.chance.choice(onsets) + self.chance.choice(stock().vowels)
        return made + self.chance.choice((*stock().ends, "s"))


def plain(word: str) -> str:
    """The word in lower case without accents."""
    letters = unicodedata.normalize("NFKD", word).lower()
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def words_of(text: str) -> set[str]:
    """The words of a text."""
    return set(_WORD.findall(text))


def initials(name: str) -> str:
    """The first letters of its capitalised words."""
    return "".join(word[0] for word in _WORD.findall(name) if word[0].isupper())


def _content(name: str) -> list[str]:
    """The words of a name that carry it: no grammar, no "Capital", no elided letter."""
    found = []
    for match in _WORD.finditer(name):
        elided = name[match.end() : match.end() + 1] in {"'", "’"} and len(match.group()) <= 2
        if not elided and match.group().lower() not in stock().kept:
            found.append(match.group())
    return found


def _runs(word: str) -> Sequence[str]:
    """The word cut where its case or its kind changes: "DeepSeek", "x|AI", "GPT|4"."""
    cuts = [0]
    for at in range(1, len(word)):
        before, here, after = word[at - 1], word[at], word[at + 1 : at + 2]
        climbs = before.islower() and here.isupper() or before.isupper() and here.isupper() and after.islower()
        if climbs or before.isdigit() != here.isdigit():
            cuts.append(at)
    return [word[start:end] for start, end in zip(cuts, [*cuts[1:], len(word)], strict=True)]


def _cased(made: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return made.upper()
    return made[0].upper() + made[1:] if like[0].isupper() else made


def _group(word: str) -> str:
    letter = plain(word)[0]
    return "vowel" if letter in VOWELS else "spelled" if letter in SPELLED else "other"
