"""Surface lines: a sentence as a row of items (a mention, or a word), and patterns over it.

For sentences whose tree cannot be trusted. The elements of a line, between blanks:

    {role}       a mention that takes the role; {role+} several joined by commas and "and"; {role/poss} a possessive
    *            the trigger's words
    word|word    one of these words (lower case)         $set     one of the words of grammar.toml's set
    <POS|POS>    a word with one of these parts of speech
    @            any mention; @value an amount, number or date; @date a date
    !word, !$set, !<POS>  the next item is none of these
    ^            an aside between commas or brackets, if there is one: an apposition, a participle, a relative clause
    %            the verbs before the trigger and what stands among them: "vient de", "a annoncé mardi avoir"
    ...n         at most n words or mentions, whatever they are
    ~n           at most n words with no mention, no verb and no punctuation among them; a possessive is a word here
A "?" behind an element makes it optional, a "+" after a word, set or POS repeats it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.errors import OntologyError
from kg.languages import Section, load_section
from kg.model import Mention, MentionKind, Span, Token

A, B, C = "\x01", "\x02", "\x03"  # item: A kind B text B lemma B part-of-speech C
ROLE = re.compile(r"^\{([a-z_]+)(\+)?(?:/([a-z|]+))?\}(\?)?$")
GAP = re.compile(r"^~(\d+)$")
POS = re.compile(r"^<([A-Z|]+)>([?+*])?$")
KINDS = {"name": "N", "ref": "R", "pron": "P", "poss": "S", "value": "L"}
LETTERS = {
    MentionKind.NAME: "N",
    MentionKind.REFERENCE: "R",
    MentionKind.PRONOUN: "P",
    MentionKind.POSSESSIVE: "S",
    MentionKind.LITERAL: "L",
}
DEFAULT_KINDS = "NRP"

Sets = Mapping[str, list[str]]


class GrammarData(Section):
    """languages/<xx>/grammar.toml: small closed sets of words for surface lines."""

    sets: dict[str, list[str]]


def _tagged(tags: str, texts: str = f"[^{B}{C}]*") -> str:
    """A word outside every mention by its part of speech; a possessive is one."""
    return f"{A}[wS]{B}(?:{texts}){B}[^{B}{C}]*{B}(?:{tags}){C}"


def _not_relative(sets: Sets) -> str:
    return f"(?!{A}w{B}(?:{_one_of(sets['relative'])}){B})"


def _aside(sets: Sets) -> str:
    """Verbs stand only in an aside that opens with one or with a relative pronoun; none is followed by a relative."""
    item = f"{A}(?![wT]{B}[,;:()]{B})[^{C}]*{C}"
    still = f"(?!{_tagged('VERB|AUX')}){item}"
    relative = f"{A}w{B}(?:{_one_of(sets['relative'])}){B}[^{C}]*{C}"
    opened = f"(?:{relative}|{_tagged('VERB')})(?:{item}){{0,16}}"
    opening, closing = f"{A}w{B}[,(]{B}[^{C}]*{C}", f"{A}w{B}[,)]{B}[^{C}]*{C}"
    return f"(?:{opening}(?:{opened}|(?:{still}){{1,12}}){closing}{_not_relative(sets)})?"


def _verbs(sets: Sets) -> str:
    """The verbs before the trigger: auxiliaries, adverbs, what joins an infinitive, dates."""
    joint = _tagged("ADP", _one_of(sets["verb_joint"]))
    verbal = f"{_tagged('VERB|AUX|ADV|PART|PRON')}|{joint}|{A}L[^{C}]*{C}"
    return f"(?:{_not_relative(sets)}(?:{verbal})){{0,6}}?"


def _one_of(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, words))


@dataclass(frozen=True, slots=True)
class Item:
    """A mention, or a word outside every mention."""

    span: Span
    text: str
    lemma: str
    pos: str
    mention: Mention | None = None
    kind: str = "w"
    token: int = -1


@dataclass(frozen=True, slots=True)
class Line:
    """A surface line: its roles and its pattern over a row in which the trigger's words are marked."""

    name: str
    source: str
    roles: tuple[str, ...]
    pattern: re.Pattern[str]
    known: bool = False
    ends: bool = False
    nearest: bool = False


def parse_line(
    name: str, line: str, lang: str, place: str, *, known: bool = False, ends: bool = False, nearest: bool = False
) -> Line:
    """The line as a row of regular expressions. Raises OntologyError with the place if an element is unknown."""
    sets = load_section(lang, "grammar", GrammarData).sets
    roles: list[str] = []
    parts = [_element(word, sets, roles, place) for word in line.split()]
    if "*" not in parts:
        raise OntologyError(f"{place}: line {name!r} has no trigger (*)")
    trigger = f"(?P<trigger>(?:{A}T[^{C}]*{C})+)"
    pattern = re.compile("".join(trigger if part == "*" else part for part in parts))
    return Line(name, line, tuple(roles), pattern, known, ends, nearest)


def _element(word: str, sets: Sets, roles: list[str], place: str) -> str:
    if word == "*":
        return "*"
    if word in ("^", "%"):
        return _aside(sets) if word == "^" else _verbs(sets)
    if word.rstrip("?") in ("@", "@value"):
        kinds = "L" if word.startswith("@value") else "NRPSL"
        return f"(?:{A}[{kinds}]{B}[^{C}]*{C}){word[-1] if word[-1] == '?' else ''}"
    if word.rstrip("?") == "@date":
        return f"(?:{A}L{B}[^{B}{C}]*{B}[^{B}{C}]*{B}Date{C}){word[5:]}"
    if word.startswith("..."):
        return f"(?:{A}[^{C}]*{C}){{0,{int(word[3:])}}}?"
    if word[0] == "!" and len(word) > 1:
        return "(?!" + _element(word[1:], sets, roles, place) + ")"
    role = ROLE.match(word)
    if role:
        roles.append(role[1])
        return _role(role, sets)
    gap = GAP.match(word)
    if gap:
        return f"(?:{A}[wS]{B}[^{B}{C}]*{B}[^{B}{C}]*{B}(?!VERB|PUNCT|AUX)[A-Z]*{C}){{0,{gap[1]}}}?"
    pos = POS.match(word)
    if pos:
        return f"(?:{A}[wS]{B}[^{B}{C}]*{B}[^{B}{C}]*{B}(?:{pos[1]}){C}){pos[2] or ''}"
    return _words(word, sets, place)


def _words(word: str, sets: Sets, place: str) -> str:
    """One of some words or of a set's words."""
    mark = word[-1] if word[-1] in "?+" and len(word) > 1 else ""
    plain = word[:-1] if mark else word
    options: list[str] = []
    for option in plain.split("|"):
        if option.startswith("$") and option[1:] not in sets:
            raise OntologyError(f"{place}: unknown set {option!r}; known: {', '.join(sorted(sets))}")
        options += sets[option[1:]] if option.startswith("$") else [option]
    return "(?:" + "|".join(_phrase(o) for o in options) + ")" + mark


def _phrase(words: str) -> str:
    return "".join(f"{A}w{B}{re.escape(w)}{B}[^{C}]*{C}" for w in words.split())


def _role(role: re.Match[str], sets: Sets) -> str:
    kinds = "".join(KINDS[k] for k in role[3].split("|")) if role[3] else DEFAULT_KINDS
    one = f"{A}[{kinds}]{B}[^{C}]*{C}"
    if role[2]:
        comma = f"{A}w{B},{B}[^{C}]*{C}"
        both = f"{A}w{B}(?:{_one_of(sets['row_end'])}){B}[^{C}]*{C}"
        determiner = f"(?:{A}w{B}[^{B}{C}]*{B}[^{B}{C}]*{B}(?:DET|ADP){C})?"
        described = f"(?:{A}w{B}[^{B}{C}]*{B}[^{B}{C}]*{B}(?:NOUN|ADJ|PROPN){C}){{0,3}}"  # "and the pension fund X"
        still = f"(?!{_tagged('VERB|AUX|PUNCT')}){A}w[^{C}]*{C}"
        beside = f"(?:{comma}(?:{still}){{1,5}}{comma})"  # "A, chef, et B"
        one = f"{one}(?:(?:{comma}{determiner}{one})*(?:{beside}|{comma})?{both}{determiner}{described}{one})?"
    return f"(?P<{role[1]}>{one})" + (role[4] or "")


def encode(items: Sequence[Item], trigger: range) -> tuple[str, dict[int, int]]:
    """The row as a string with the items of `trigger` marked, and the number of the item that begins at each offset."""
    out: list[str] = []
    at: dict[int, int] = {}
    length = 0
    for number, item in enumerate(items):
        kind = "T" if number in trigger else item.kind
        record = f"{A}{kind}{B}{item.text.lower()}{B}{item.lemma.lower()}{B}{item.pos}{C}"
        at[length] = number
        out.append(record)
        length += len(record)
    at[length] = len(items)
    return "".join(out), at


@dataclass(frozen=True, slots=True)
class Match:
    """Where a line matched: for each role its mentions."""

    roles: dict[str, tuple[Mention, ...]]


def find(pattern: re.Pattern[str], row: str, at: dict[int, int], items: Sequence[Item]) -> Iterator[Match]:
    """Every place where the pattern matches, also where two matches overlap."""
    start = 0
    while (match := pattern.search(row, start)) is not None:
        filled = {
            name: match.span(name) for name in pattern.groupindex if name != "trigger" and match[name] is not None
        }
        roles = {
            name: tuple(item.mention for item in items[at[first] : at[last]] if item.mention is not None)
            for name, (first, last) in filled.items()
        }
        yield Match(roles)
        start = row.find(A, match.start() + 1)
        if start < 0:
            return


def itemise(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Item]:
    """The sentence as a row: each mention one item, each word outside all mentions one."""
    out: list[Item] = []
    placed: set[Span] = set()
    for number, token in enumerate(tokens):
        mention = next((m for m in mentions if m.span.overlaps(token.span)), None)
        if mention is None:
            if token.pos != "SPACE":
                out.append(Item(token.span, token.text, token.lemma, token.pos, None, "w", number))
        elif mention.span not in placed:
            placed.add(mention.span)
            pos = "DET" if mention.kind is MentionKind.POSSESSIVE else mention.type
            out.append(Item(mention.span, mention.text, "", pos, mention, LETTERS[mention.kind], number))
    return out
