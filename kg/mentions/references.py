"""References: which name a description, a pronoun or a possessive stands for. A doubt is left unresolved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kg.languages import load_section, load_shared
from kg.mentions.antecedents import Chooser, Situation, governor, joint
from kg.mentions.reference_data import Named, Reference, ReferencesData, WeightsData
from kg.mentions.reference_spans import SpanFinder
from kg.mentions.words import NameWords, name_words
from kg.model import Mention, Parse, ParsedSentence, Span, Token
from kg.ontology import Ontology
from kg.spans import inside

BESIDE = 40  # code points from a name within which a noun, an adjective or a place tells of it


class ReferenceFinder:
    """The references of a language's articles."""

    def __init__(self, lang: str, ontology: Ontology) -> None:
        self.data = load_section(lang, "references", ReferencesData)
        self.words: NameWords = name_words(lang)
        self.spans = SpanFinder(self.data, self.words)
        self.chooser = Chooser(load_shared("references", WeightsData), ontology.is_a, self.words)

    def find(self, parse: Parse, names: Sequence[Mention]) -> list[Mention]:
        """A mention for each reference that could be resolved: its class and key are those of its antecedent."""
        text = parse.article.text
        out: list[Mention] = []
        for situation, found in self.walk(parse, names, self.chooser.choose):
            if found is not None:
                span, target = situation.reference.span, found.mention
                kind = situation.reference.kind
                out.append(Mention(span, span.of(text), target.type, target.key, kind, target.span))
        return out

    def walk(
        self, parse: Parse, names: Sequence[Mention], choose: Callable[[Situation], Named | None]
    ) -> Iterator[tuple[Situation, Named | None]]:
        """Each reference with what it may stand for and what was chosen, in the order of the text."""
        known: list[Named] = []
        there = inside([parsed.sentence.span for parsed in parse], names)
        for number, (parsed, here) in enumerate(zip(parse, there, strict=True)):
            if not parsed.trees:
                continue
            named = [self._named(m, number, parsed, here) for m in here]
            for reference in self.spans.find(parsed, here):
                here_before = [n for n in named if n.place.end <= reference.span.start]
                before = known + sorted(here_before, key=lambda n: n.place)
                situation = self.chooser.situation(reference, number, parsed, before)
                found = choose(situation)
                yield situation, found
                if found is not None:
                    named.append(self._again(found, reference, number, parsed))
            known += sorted(named, key=lambda n: n.place)

    def _named(self, mention: Mention, number: int, parsed: ParsedSentence, here: Sequence[Mention]) -> Named:
        tree, place = parsed.trees[0], mention.span
        covered = [i for i, t in enumerate(tree.tokens) if place.overlaps(t.span)]
        head = next((i for i in covered if tree.tokens[i].head not in covered), -1)
        before = [t for t in tree.tokens if t.span.end <= place.start]
        opens = not any(t.pos in {"VERB", "AUX", "ADP"} for t in before)
        said = _said(tree.tokens, place, here)
        nouns = [t for t in said if t.text.lower() in self.words.nouns or t.text.lower() in self.words.roles]
        words = frozenset(t.text.lower() for t in said if t.pos in {"ADJ", "PROPN"})
        role = governor(tree, head)[1] if head >= 0 else ""
        gender = self._gender(nouns, mention.text)
        kinds = frozenset(t.text.lower() for t in nouns)
        block = parsed.sentence.block
        return Named(mention, place, number, head, role, opens, kinds, words, gender, joint(tree, head), block=block)

    def _again(self, found: Named, reference: Reference, number: int, parsed: ParsedSentence) -> Named:
        """The thing where a reference names it again."""
        return replace(
            found,
            place=reference.span,
            sentence=number,
            token=reference.token,
            role=governor(parsed.trees[0], reference.token)[1],
            opens=reference.token <= 1,
            words=found.words | set(reference.words),
            gender=reference.gender or found.gender,
            joint=-1,
            chained=True,
            block=parsed.sentence.block,
        )

    def _gender(self, nouns: Sequence[Token], name: str) -> str:
        """What the nouns beside a name tell of its gender, else the ending of its first word."""
        for noun in nouns:
            if noun.text.lower() in self.data.feminine or "Gender=Fem" in noun.features:
                return "f"
            if noun.text.lower() in self.data.masculine or "Gender=Masc" in noun.features:
                return "m"
        first = name.split()[0].lower()
        return "f" if any(first.endswith(e) for e in self.data.feminine_endings) else "m"


def _said(tokens: Sequence[Token], place: Span, here: Sequence[Mention]) -> list[Token]:
    """The words that tell of a name: those right before it, and those in apposition to it or said of it by "is"."""
    left = [t for t in tokens if 0 <= place.start - t.span.end <= BESIDE]
    for at in range(len(left) - 1, -1, -1):
        ends = left[at].pos in {"PUNCT", "VERB", "AUX"} and left[at].text != "-"
        if ends or any(m.span.overlaps(left[at].span) for m in here):
            left = left[at + 1 :]
            break
    right = [t for t in tokens if 0 <= t.span.start - place.end <= BESIDE]
    if not right or not (right[0].text in {",", "("} or right[0].pos == "AUX"):
        return left
    ends_at = (i for i, t in enumerate(right[1:], 1) if t.pos in {"VERB", "AUX"} or t.text in {",", ")", ";"})
    said = right[1 : next(ends_at, len(right))]
    places = [m.span for m in here if m.type == "Place"]
    return left + [t for t in said if t.pos != "PROPN" or any(span.overlaps(t.span) for span in places)]
