"""When two strings count as the same name, number, date or qualifier.

The words are data: ontology/evaluation/matching.toml.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, cached_property

from kg.languages import Section, load_file
from kg.settings import ontology_dir

EXACT, RELAXED = 0.005, 0.05  # numbers this far apart, as a share of the larger, are still the same
ENOUGH = 0.5  # share of common words
_WORD = re.compile(r"[^\W_]+(?:\.\d+)?")
_DIGITS = re.compile(r"\d+(?:(?:[ ,.']\d{3})+(?!\d))?(?:[.,]\d+)?")
_AFTER_DIGITS = re.compile(r"[\s-]*(?:[$€£]\s*)?([a-z]+)")
_ISO = re.compile(r"\b((?:19|20)\d\d)-(\d\d)(?:-(\d\d))?\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ANY_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"\b([0-3]?\d)(?:er|st|nd|rd|th)?\b")


class _Words(Section):
    """ontology/evaluation/matching.toml."""

    articles: frozenset[str]
    suffixes: frozenset[str]
    vague: tuple[str, ...]
    magnitudes: dict[float, tuple[str, ...]]
    numbers: dict[int, tuple[str, ...]]
    units: dict[str, tuple[str, ...]]
    months: dict[int, tuple[str, ...]]

    @cached_property
    def magnitude(self) -> dict[str, float]:
        """Word -> factor."""
        return {word: factor for factor, words in self.magnitudes.items() for word in words}

    @cached_property
    def number(self) -> dict[str, int]:
        """Word -> number."""
        return {word: number for number, words in self.numbers.items() for word in words}

    @cached_property
    def month(self) -> dict[str, int]:
        """Word -> month of the year."""
        return {word: month for month, words in self.months.items() for word in words}


@cache
def _words() -> _Words:
    return load_file(ontology_dir() / "evaluation" / "matching.toml", _Words)


@cache
def plain(said: str) -> str:
    """The string in lower case, without accents, with straight apostrophes."""
    letters = unicodedata.normalize("NFKD", said).lower()
    return "".join(c for c in letters if not unicodedata.combining(c)).replace("’", "'")


@cache
def tokens(said: str) -> tuple[str, ...]:
    """Its words, without articles at the head and legal forms at the end; at least one stays."""
    words, known = _WORD.findall(plain(said)), _words()
    first, last = 0, len(words)
    while last - first > 1 and words[first] in known.articles:
        first += 1
    while last - first > 1 and words[last - 1] in known.suffixes:
        last -= 1
    return tuple(words[first:last])


@cache
def fold(said: str) -> str:
    """What two spellings of one name have in common."""
    return "".join(tokens(said)) or plain(said).strip()


def overlap(one: str, other: str) -> float:
    """The share of common words, of the longer of the two."""
    a, b = set(tokens(one)), set(tokens(other))
    return len(a & b) / max(len(a), len(b)) if a and b else 0.0


@cache
def number(said: str) -> tuple[float | None, str | None]:
    """Value and unit of "1,5 milliard d'euros", "$12m", "8B", "une dizaine"; None for what it does not say."""
    text = plain(said)
    known = _words()
    unit = next((name for name, forms in known.units.items() if re.search("|".join(forms), text)), None)
    digits = _DIGITS.search(text)
    if digits is None:
        return _spelled(text), unit
    after = _AFTER_DIGITS.match(text, digits.end())
    factor = known.magnitude.get(after.group(1), 1.0) if after else 1.0
    return factor * _digits(digits.group(), scaled=factor != 1), unit


def _spelled(text: str) -> float | None:
    known = _words()
    words = re.findall(r"[a-z]+", text)
    numbers = [known.number[w] for w in words if w in known.number]
    factors = [known.magnitude[w] for w in words if len(w) > 2 and w in known.magnitude]
    if not numbers and not factors or any(word in text for word in known.vague):
        return None
    return float(numbers[-1] if numbers else 1) * (factors[0] if factors else 1.0)


def _digits(digits: str, *, scaled: bool) -> float:
    """The value of digits. Points and commas between groups of three part thousands, unless a magnitude follows."""
    between = "[ ']" if scaled else "[ ,.']"
    if re.fullmatch(rf"[1-9]\d{{0,2}}(?:{between}\d{{3}})+", digits):
        return float(re.sub(r"\D", "", digits))
    *groups, last = re.split("[.,]", re.sub("[ ']", "", digits))
    return float("".join(groups) + "." + last if groups else last)


@cache
def day(said: str) -> tuple[str, ...]:
    """Year, month and day as far as they are said, "-" for a missing year; () for what is no date."""
    text = plain(said)
    iso = _ISO.search(text)
    if iso:
        return tuple(part for part in iso.groups() if part)
    year = _YEAR.search(text)
    month = next((m for w in re.findall(r"[a-z]+", text) if (m := _words().month.get(w))), None)
    date = [year.group() if year else "-"]
    if month:
        date.append(f"{month:02d}")
        if number := _DAY.search(_ANY_YEAR.sub("", text)):
            date.append(f"{int(number.group(1)):02d}")
    return tuple(date) if year or month else ()


def same_literal(one: str, other: str, *, relaxed: bool = False) -> bool:
    """True for one amount, number or licence in two wordings. A unit counts where both name one."""
    if fold(one) == fold(other):
        return True
    (x, x_unit), (y, y_unit) = number(one), number(other)
    if x is None or y is None:
        return relaxed and overlap(one, other) >= ENOUGH
    near = abs(x - y) <= (RELAXED if relaxed else EXACT) * max(abs(x), abs(y))
    return near and (not x_unit or not y_unit or x_unit == y_unit)


def same_qualifier(name: str, gold: str, said: str) -> bool:
    """True if what was said is what the gold has. A date may be less exact than the other, other words overlap."""
    if name.startswith(("amount", "percentage")):
        return same_literal(gold, said)
    if name == "former":
        return said.lower() in {"true", "1", "yes"}
    if fold(gold) == fold(said):
        return True
    if name == "date":
        one, other = day(gold), day(said)
        shared = min(len(one), len(other))
        return shared > 0 and one[:shared] == other[:shared]
    return overlap(gold, said) >= ENOUGH
