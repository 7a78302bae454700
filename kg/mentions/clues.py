"""Clues to what kind of thing a name is: its form, the words beside it, its place in the tree. None decides alone.

A clue is a short string, the same in every language: "before:Company" for "la start-up X" and "the startup X". What
each is worth stands in ontology/name_clues.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.mentions.names import Candidate
from kg.mentions.spelling import spelling
from kg.mentions.words import NameWords, phrase
from kg.model import ParsedSentence, Token, Tree

TAGS = frozenset({"NOUN", "ADJ", "VERB", "PROPN", "X"})
QUOTES = frozenset("«»“”\"'‘’")
_CODE = re.compile(r"(?=.*\d)(?=.*[^\W\d_]).+")
_NUMBER = re.compile(r"[\d.]+[A-Za-z]{0,2}")


@dataclass(frozen=True, slots=True)
class Place:
    """A name's place in its sentence: the tokens from `first` to `last`."""

    tree: Tree
    first: int
    last: int

    def text(self, at: int) -> str:
        """The token's text in lower case, "" outside the sentence."""
        return self.tree.tokens[at].text.lower() if 0 <= at < len(self.tree.tokens) else ""

    def token(self, at: int) -> Token | None:
        """The token, None outside the sentence."""
        return self.tree.tokens[at] if 0 <= at < len(self.tree.tokens) else None


def place_of(parsed: ParsedSentence, candidate: Candidate) -> Place | None:
    """Where the candidate stands in its sentence's first tree; None if no tree covers it."""
    for tree in parsed.trees[:1]:
        inside = [i for i, t in enumerate(tree.tokens) if t.span.overlaps(candidate.span)]
        if inside:
            return Place(tree, inside[0], inside[-1])
    return None


def own_clues(name: str, label: str, words: NameWords) -> Iterator[str]:
    """What the name's form and the model say."""
    parts = name.replace("’", "'").replace("'", " ").split()
    size = "1" if len(parts) == 1 else "2" if len(parts) == 2 else "3"
    yield f"label:{label or 'none'}"
    yield f"{words.lang}:label:{label or 'none'}:{size}"
    yield f"words:{size}"
    looks = max(spelling(name), key=lambda pair: (pair[1], pair[0]))[0]
    yield f"looks:{looks}:{label or 'none'}:{size}"
    yield from _shape(name, parts)
    yield from _parts(parts, words)


def _shape(name: str, parts: Sequence[str]) -> Iterator[str]:
    letters = [c for c in name if c.isalpha()]
    if len(parts) == 1 and letters and all(c.isupper() for c in letters):
        yield "caps"
    if any(c.isupper() for c in parts[0][1:]) and not parts[0].isupper():
        yield "camel"
    if len(parts) > 1 and _NUMBER.fullmatch(parts[-1]):
        yield "version"
    elif any(_CODE.fullmatch(part) for part in parts):
        yield "code"
    if name[0].islower():
        yield "lower"
    if "&" in parts:
        yield "and"
    if re.fullmatch(r"\w+\.[a-z]{2,3}", name):
        yield "domain"
    if any(part.islower() for part in parts[1:]):
        yield "linked"
    if any(len(part) == 2 and part[1] == "." for part in parts):
        yield "initial"


def _parts(parts: Sequence[str], words: NameWords) -> Iterator[str]:
    if len(parts) > 1:
        if parts[0] in words.inside:
            yield f"first:{words.inside[parts[0]]}"
        if parts[-1] in words.inside:
            yield f"last:{words.inside[parts[-1]]}"
        for cls in sorted({words.inside[p] for p in parts if p in words.inside}):
            yield f"part:{cls}"
        if parts[-1].lower().replace(".", "") in words.legal and not parts[-1].islower():
            yield "legal"
    head = parts[0] if parts[0] in words.heads else parts[0].lower()
    if head in words.heads:
        yield f"head:{words.heads[head]}"
    elif parts[0].lower() in words.nouns:
        yield f"noun-head:{words.nouns[parts[0].lower()]}"


def context_clues(place: Place, words: NameWords) -> Iterator[str]:
    """What stands before and after the name, and what governs it."""
    yield from _before(place, words)
    yield from _after(place, words)
    yield from _governed(place, words)
    yield from _neighbours(place, words)
    for pos in sorted({t.pos for t in place.tree.tokens[place.first : place.last + 1]} & TAGS):
        yield f"{words.lang}:pos:{pos}"


def _neighbours(place: Place, words: NameWords) -> Iterator[str]:
    """The very words before and after, and the verb that governs the name, of this language."""
    for step in (-2, -1, 1, 2):
        token = place.token((place.first if step < 0 else place.last) + step)
        if token is not None and token.text.islower():
            yield f"{words.lang}:{step:+}:{token.lemma or token.text.lower()}"
    for edge in place.tree.edges:
        if place.first <= edge.child <= place.last and not place.first <= edge.head <= place.last and edge.head >= 0:
            head = place.tree.tokens[edge.head]
            if head.pos == "VERB":
                yield f"{words.lang}:{edge.dep}:{head.lemma}"


def _before(place: Place, words: NameWords) -> Iterator[str]:
    at = place.first - 1
    if place.text(at) in QUOTES:
        yield "quoted"
        at -= 1
    previous = place.token(at)
    if previous is None:
        yield "opens"
        if place.text(place.last + 1) in {",", "—", "–", "-", "("} and place.tree.tokens[place.first].text.isupper():
            yield "dateline"
        return
    if previous.text in words.titles or previous.text + "." in words.titles:
        yield "title"
        return
    if previous.pos == "NUM" or previous.text[0].isdigit():
        yield "number-before"
    if previous.text in {"(", ",", ":", ";", "/", "•"}:
        yield f"mark:{previous.text}"
    if previous.text in words.demonyms or previous.text.capitalize() in words.demonyms:
        yield "demonym-before"
    cue = _noun_before(place, at, words)
    if cue:
        yield cue
    else:
        yield from _preposition(place, at, words)


def _noun_before(place: Place, at: int, words: NameWords) -> str:
    """The class of the noun before: "la start-up X", "la jeune pousse lyonnaise X", "l'application de messagerie X".

    Over two adjectives or nouns at most; before a comma ("its tool, X,") it is a weaker clue.
    """
    form = "before"
    if place.text(at) == ",":
        form, at = "comma", at - 1
    for skipped in range(4):
        token = place.token(at - skipped)
        if token is None:
            return ""
        for width in (3, 2, 1):
            kind = kind_of(phrase(place.tree.tokens, at - skipped - width + 1, at - skipped), words)
            kind = kind or (kind_of(token.lemma, words) if width == 1 and token.pos == "NOUN" else "")
            if kind:
                return f"{form}:{kind}"
        inner = skipped > 0 and words.prepositions.get(token.text.lower()) == "of"
        if not inner and token.pos not in {"ADJ", "NOUN"} and token.text.capitalize() not in words.demonyms:
            return ""
    return ""


def kind_of(text: str, words: NameWords) -> str:
    """The class of a cue noun, "role" for a person's, "" for other words."""
    if text in words.roles or text.upper() in words.roles and len(text) < 5:
        return "role"
    return words.nouns.get(text, "")


def _preposition(place: Place, at: int, words: NameWords) -> Iterator[str]:
    """ "chez X", "based in X", "CEO of X", "les utilisateurs de X": the preposition, and with it what it hangs on."""
    concept = words.prepositions.get(place.text(at), "")
    if not concept:
        return
    yield f"prep:{concept}"
    before = place.text(at - 1)
    outer = words.prepositions.get(before, "")
    if outer:
        yield f"prep:{outer}+{concept}"
        before, concept = place.text(at - 2), outer
        at -= 1
    if before in words.of_nouns:
        yield f"of:{words.of_nouns[before]}"
    kind = kind_of(before, words)
    if kind:
        yield f"{kind}>{concept}"
    token = place.token(at - 1)
    if token is not None and token.lemma in words.verbs and token.pos in {"VERB", "AUX", "ADJ", "NOUN"}:
        yield f"{words.verbs[token.lemma]}>{concept}"


def _after(place: Place, words: NameWords) -> Iterator[str]:
    at = place.last + 1
    if place.text(at) in QUOTES and place.text(at) not in {"'", "’"}:
        at += 1
    token = place.token(at)
    if token is None:
        return
    low = token.text.lower()
    if low in {"'s", "’s", "'", "’"}:
        yield "genitive"
        yield from _owned(place, at + 1, words)
        return
    if low == "-" and place.text(at + 1) in words.suffixes:
        yield f"suffix:{place.text(at + 1)}"
        return
    if low in {",", "(", "–", "—"}:
        yield f"then:{low}"
        yield from _apposition(place, at, words)
        return
    yield from _next(place, at, token, words)


def _next(place: Place, at: int, token: Token, words: NameWords) -> Iterator[str]:
    """What follows without a mark: "X, who", "the X model", "X CEO", "X of", a verb."""
    low = token.text.lower()
    if low in words.relatives:
        yield f"rel:{words.relatives[low]}"
    for width in (2, 1):
        kind = kind_of(phrase(place.tree.tokens, at, at + width - 1), words)
        if kind:
            yield f"next:{kind}"
            return
    if words.prepositions.get(low) in {"of", "at", "in"}:
        yield f"then:{words.prepositions[low]}"
    if token.pos in {"VERB", "AUX"}:
        yield "then:verb"


def _owned(place: Place, at: int, words: NameWords) -> Iterator[str]:
    """What "X's" owns: its CEO, its model, a name."""
    for ahead in range(at, at + 3):
        token = place.token(ahead)
        if token is None:
            return
        kind = kind_of(phrase(place.tree.tokens, ahead, ahead + 1), words) or kind_of(token.text.lower(), words)
        if kind:
            yield f"owns:{kind}"
            return
        if token.pos == "PROPN":
            yield "owns:name"
            return


def _apposition(place: Place, at: int, words: NameWords) -> Iterator[str]:
    """ "X, une start-up", "X, the Toronto startup", "X, analyste chez Y", "X, 34", "X, whose"."""
    following = place.text(at + 1)
    if following in words.relatives:
        yield f"rel:{words.relatives[following]}"
        return
    if following.isdigit() and len(following) == 2:
        yield "age"
    for ahead in range(at + 1, at + 7):
        token = place.token(ahead)
        if token is None:
            return
        for width in (3, 2, 1):
            kind = kind_of(phrase(place.tree.tokens, ahead, ahead + width - 1), words)
            if kind and not _compound(place, ahead + width):
                yield f"after:{kind}"
                return
        if token.pos not in {"DET", "ADJ", "PROPN", "NOUN", "ADV", "NUM", "PUNCT"} or token.text == ",":
            return


def _compound(place: Place, at: int) -> bool:
    """True inside a compound: in "a chip designer" the word "chip" is not the noun."""
    token = place.token(at)
    return token is not None and token.pos == "NOUN"


def _governed(place: Place, words: NameWords) -> Iterator[str]:
    """The name's edges to words outside it: subject or object of a group of verbs, "X is a startup"."""
    seen: set[str] = set()
    for edge in place.tree.edges:
        if not place.first <= edge.child <= place.last or place.first <= edge.head <= place.last or edge.head < 0:
            continue
        head = place.tree.tokens[edge.head]
        seen.add(f"dep:{edge.dep}")
        if head.lemma in words.verbs and head.pos in {"VERB", "AUX"}:
            seen.add(f"{edge.dep}:{words.verbs[head.lemma]}")
        kind = kind_of(head.text.lower(), words)
        if kind and edge.dep in {"nsubj", "appos", "flat", "compound", "nmod"}:
            seen.add(f"{edge.dep}:{kind}")
    yield from sorted(seen)
