"""References: which name a description, a pronoun or a possessive stands for. Rules only; a doubt is left unresolved."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kg.languages import Section, load_section
from kg.mentions.words import NameWords, name_words
from kg.model import Mention, MentionKind, Parse, ParsedSentence, Span, Token
from kg.ontology import Ontology

WINDOW = 4  # sentences that a reference looks back
FAMILIES = ("Person", "Organisation", "Artefact", "Place", "Regulation", "Document")
# Nouns of these classes say no more of an organisation than that it is one ("le groupe", "the firm").
GENERIC = {"Company"}


class PronounData(Section):
    """Words that stand for a thing of `classes`; `subject`: only as subjects; `last`: for the last thing named."""

    words: list[str]
    classes: list[str]
    subject: bool = False
    last: bool = False


class PossessiveData(Section):
    """Words whose owner is a thing of `classes`."""

    words: list[str]
    classes: list[str]


class ReferencesData(Section):
    """languages/<xx>/references.toml"""

    definite: list[str]
    unlike: list[str]
    complements: list[str]
    pronouns: list[PronounData]
    possessives: list[PossessiveData]
    owners: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Reference:
    """A span that refers: the kind of it, and what it can stand for. `noun` is a description's class."""

    span: Span
    kind: MentionKind
    classes: tuple[str, ...]
    noun: str = ""
    last: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A name, or a reference to it, where it stands: sentence number, whether it is a subject, what describes it there."""

    mention: Mention
    place: Span
    sentence: int
    subject: bool
    nouns: frozenset[str]


class ReferenceFinder:
    """The references of a language's articles."""

    def __init__(self, lang: str, ontology: Ontology) -> None:
        self.data = load_section(lang, "references", ReferencesData)
        self.words: NameWords = name_words(lang)
        self.is_a: Callable[[str, str], bool] = ontology.is_a
        self.owners = {w: cls for cls, words in self.data.owners.items() for w in words}

    def find(self, parse: Parse, names: Sequence[Mention]) -> list[Mention]:
        """A mention for each reference that could be resolved: its class and key are those of its antecedent."""
        text = parse.article.text
        known: list[Named] = []
        out: list[Mention] = []
        for number, parsed in enumerate(parse):
            here = [m for m in names if parsed.sentence.span.holds(m.span)]
            named = [self._named(m, number, parsed, m.span) for m in here]
            for reference in self._references(parsed, here):
                before = known + [n for n in named if n.place.end <= reference.span.start]
                found = self._antecedent(reference, before, number)
                if found is not None:
                    out.append(Mention(reference.span, reference.span.of(text), found.type, found.key, reference.kind, found.span))
                    named.append(self._named(found, number, parsed, reference.span))
            known += sorted(named, key=lambda n: n.place)
        return out

    def _named(self, mention: Mention, number: int, parsed: ParsedSentence, place: Span) -> Named:
        tree = parsed.trees[0]
        covered = [i for i, t in enumerate(tree.tokens) if place.overlaps(t.span)]
        subject = any(e.child in covered and e.head not in covered and e.dep.startswith("nsubj") for e in tree.edges)
        before = [t for t in tree.tokens if t.span.end <= place.start]
        opens = not any(t.pos in {"VERB", "AUX", "ADP"} for t in before)
        nouns = frozenset(t.text.lower() for t in tree.tokens if t.text.lower() in self.words.nouns and _beside(t, place))
        return Named(mention, place, number, subject or opens, nouns)

    def _references(self, parsed: ParsedSentence, here: Sequence[Mention]) -> Iterator[Reference]:
        tokens = [t for t in parsed.trees[0].tokens]
        taken = [m.span for m in here]
        for at, token in enumerate(tokens):
            if any(token.span.overlaps(s) for s in taken):
                continue
            reference = self._description(tokens, at, taken) or self._pronoun(tokens, at) or self._possessive(tokens, at)
            if reference is not None and not any(reference.span.overlaps(s) for s in taken):
                taken.append(reference.span)
                yield reference

    def _description(self, tokens: Sequence[Token], at: int, names: Sequence[Span]) -> Reference | None:
        """A definite noun phrase headed by a noun of the tables, with no name and no complement of its own."""
        if tokens[at].text.lower() not in self.data.definite:
            return None
        for ahead in range(at + 1, min(at + 5, len(tokens))):
            if tokens[ahead].text.lower() in self.data.unlike or tokens[ahead].pos in {"VERB", "AUX", "PUNCT", "ADP"} and tokens[ahead].text != "-":
                return None
            for width in (4, 3, 2, 1):
                phrase, last = _phrase(tokens, ahead, ahead + width - 1), ahead + width - 1
                cls = self.words.nouns.get(phrase) or self.words.roles.get(phrase)
                if cls is None or last >= len(tokens) or self._goes_on(tokens, last):
                    continue
                end = last
                while end + 1 < len(tokens) and tokens[end + 1].pos == "ADJ" and not tokens[end + 1].text[:1].isupper():
                    end += 1
                if self._complemented(tokens, end, names):
                    return None
                return Reference(Span(tokens[at].span.start, tokens[end].span.end), MentionKind.REFERENCE, (cls,), phrase)
        return None

    def _goes_on(self, tokens: Sequence[Token], last: int) -> bool:
        """True inside a compound: in "the chip designer" the noun is "designer"."""
        return last + 1 < len(tokens) and tokens[last + 1].pos == "NOUN" or last + 1 < len(tokens) and tokens[last + 1].text == "-"

    def _complemented(self, tokens: Sequence[Token], end: int, names: Sequence[Span]) -> bool:
        """True if a name or a complement follows: then the phrase names its own thing."""
        if end + 1 >= len(tokens):
            return False
        following = tokens[end + 1]
        if following.pos == "VERB" and "VerbForm=Part" in following.features:
            return True
        start = following.span.start + (1 if following.text in {"«", "“", '"'} else 0)
        return following.text.lower() in self.data.complements or any(s.start <= start + 1 and start < s.end for s in names)

    def _pronoun(self, tokens: Sequence[Token], at: int) -> Reference | None:
        for data in self.data.pronouns:
            for words in data.words:
                width = len(words.split())
                if _phrase(tokens, at, at + width - 1) == words:
                    if data.subject and not self._personal(tokens, at):
                        return None
                    return Reference(Span(tokens[at].span.start, tokens[at + width - 1].span.end), MentionKind.PRONOUN, tuple(data.classes), "", data.last)
        return None

    def _personal(self, tokens: Sequence[Token], at: int) -> bool:
        """False for an impersonal subject: "il faut", "il y a", "it is X that", "it was announced"."""
        rest = [t.text.lower() for t in tokens[at + 1 : at + 3]]
        return not (rest and (rest[0] in IMPERSONAL or rest[0] in {"y", "s'", "s’"} and rest[1:2] and rest[1] in {"a", "avait", "agit", "agissait"}))

    def _possessive(self, tokens: Sequence[Token], at: int) -> Reference | None:
        word = tokens[at].text.lower()
        for data in self.data.possessives:
            if word in data.words:
                classes = tuple(data.classes)
                for ahead in range(at + 1, min(at + 4, len(tokens))):
                    owner = self.owners.get(_phrase(tokens, ahead, ahead + 1)) or self.owners.get(tokens[ahead].text.lower())
                    if owner in classes:
                        classes = (owner,)
                        break
                return Reference(tokens[at].span, MentionKind.POSSESSIVE, classes)
        return None

    def _antecedent(self, reference: Reference, before: Sequence[Named], number: int) -> Mention | None:
        """The name that the reference stands for, or None if two are as good."""
        near = [n for n in before if number - n.sentence <= WINDOW and self._fits(n.mention, reference)]
        if not near:
            return None
        if reference.last:
            return near[-1].mention if near[-1].sentence >= number - 1 else None
        scored: dict[str, float] = {}
        place: dict[str, Mention] = {}
        topic = next((n.mention.key for n in before if self._fits(n.mention, reference)), "")
        for item in near:
            score = self._score(item, reference, number) + (0.6 if item.mention.key == topic else 0.0)
            if score >= scored.get(item.mention.key, -9):
                scored[item.mention.key] = score
                place[item.mention.key] = item.mention
        ranked = sorted(scored, key=lambda k: (-scored[k], -place[k].span.start))
        if len(ranked) > 1 and scored[ranked[0]] - scored[ranked[1]] < MARGIN[reference.kind]:
            return None
        return place[ranked[0]]

    def _score(self, item: Named, reference: Reference, number: int) -> float:
        distance = number - item.sentence
        score = -1.0 * distance
        if item.subject:
            score += 1.2
        if reference.noun and reference.noun in item.nouns:
            score += 2.5
        if reference.kind is MentionKind.REFERENCE and distance == 0:
            score -= 0.8
        return score

    def _fits(self, mention: Mention, reference: Reference) -> bool:
        for cls in reference.classes:
            wanted = "Organisation" if cls in GENERIC else cls
            if self.is_a(mention.type, wanted) or (reference.noun and cls == "Product" and mention.type == "AIModel"):
                return True
        return False


MARGIN = {MentionKind.REFERENCE: 0.5, MentionKind.PRONOUN: 0.5, MentionKind.POSSESSIVE: 0.5}
IMPERSONAL = {"faut", "fallait", "faudra", "faudrait", "semble", "semblait", "paraît", "suffit", "reste", "existe", "convient", "takes", "took", "seems", "turns", "turned", "remains"}


def _beside(token: Token, span: Span) -> bool:
    """True if the word stands within thirty characters of the name, before or after it."""
    return -30 <= token.span.end - span.start <= 0 or 0 <= token.span.start - span.end <= 30


def _phrase(tokens: Sequence[Token], first: int, last: int) -> str:
    if last >= len(tokens):
        return ""
    out = tokens[first].text
    for before, token in zip(tokens[first:last], tokens[first + 1 : last + 1], strict=True):
        out += (" " if token.span.start > before.span.end else "") + token.text
    return out.lower()


@functools.cache
def reference_finder(lang: str, ontology: Ontology) -> ReferenceFinder:
    """The finder of a language, made once."""
    return ReferenceFinder(lang, ontology)
