"""The spans of a sentence that may refer: descriptions ("la start-up lyonnaise"), pronouns, possessives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.mentions.reference_data import PronounData, Reference, ReferencesData
from kg.mentions.words import NameWords, phrase
from kg.model import Mention, MentionKind, ParsedSentence, Span, Token

REACH = 5  # tokens from a determiner to its noun
WIDEST = 4  # tokens of a noun of the tables ("venture capital firm" and hyphens)
BREAKS = {"VERB", "AUX", "PUNCT", "ADP", "PRON", "CCONJ"}
OPENING = {"«", "“", '"'}
WORKS = {"AIModel", "Product", "Hardware", "Technology"}


class SpanFinder:
    """Finds what may refer in a parsed sentence; whether it does, and to what, is for the antecedents to say."""

    def __init__(self, data: ReferencesData, words: NameWords) -> None:
        self.data = data
        self.words = words
        self.owners = {w: cls for cls, listed in data.owners.items() for w in listed}
        self.pronouns: list[tuple[str, PronounData]] = [(w, p) for p in data.pronouns for w in p.words]

    def find(self, parsed: ParsedSentence, here: Sequence[Mention]) -> Iterator[Reference]:
        """The references of the sentence outside its names, left to right, disjoint."""
        tokens = parsed.trees[0].tokens
        taken = [m.span for m in here]
        for at, token in enumerate(tokens):
            if any(token.span.overlaps(s) for s in taken):
                continue
            found = self._description(tokens, at, here) or self._possessive(tokens, at) or self._pronoun(tokens, at)
            if found is not None and not any(found.span.overlaps(s) for s in taken):
                taken.append(found.span)
                yield found

    def _description(self, tokens: Sequence[Token], at: int, names: Sequence[Mention]) -> Reference | None:
        """A definite noun phrase headed by a noun of the tables that does not name its own thing."""
        word = tokens[at].text.lower()
        if word not in self.data.definite and word not in self.data.contracted:
            return None
        for ahead in range(at + 1, min(at + REACH, len(tokens))):
            token = tokens[ahead]
            if token.text.lower() in self.data.unlike or (token.pos in BREAKS and token.text != "-"):
                return None
            found = self._noun(tokens, ahead)
            if found is not None:
                return self._described(tokens, at, *found, names)
        return None

    def _noun(self, tokens: Sequence[Token], first: int) -> tuple[int, str, str] | None:
        """The last token, the words and the class of a noun of the tables that begins here and ends its compound."""
        for width in range(WIDEST, 0, -1):
            last, words = first + width - 1, phrase(tokens, first, first + width - 1)
            cls = self.words.nouns.get(words) or self.words.roles.get(words)
            if cls is not None and not self._goes_on(tokens, last):
                return last, words, cls
        return None

    def _goes_on(self, tokens: Sequence[Token], last: int) -> bool:
        """True inside a compound: in "the chip designer" the noun is "designer"."""
        return last + 1 < len(tokens) and (tokens[last + 1].pos == "NOUN" or tokens[last + 1].text == "-")

    def _described(
        self, tokens: Sequence[Token], at: int, last: int, noun: str, cls: str, names: Sequence[Mention]
    ) -> Reference | None:
        """The description whose determiner is at `at` and whose noun ends at `last`, if it can stand for a name."""
        if tokens[last].text[:1].isupper():  # Bruno Le Maire is no mayor
            return None
        end = last
        while end + 1 < len(tokens) and tokens[end + 1].pos == "ADJ" and not tokens[end + 1].text[:1].isupper():
            end += 1
        role = noun in self.words.roles
        place = self._place(tokens, end, names)
        complemented = not place and self._complemented(tokens, end, names)
        if complemented and not self._modified(tokens, end, names):
            return None
        if self._apposed(tokens, at, names) or self._predicate(tokens, at):
            return self._implied(tokens, at, last) if role and not complemented and not place else None
        start = tokens[at + 1 if tokens[at].text.lower() in self.data.contracted else at].span.start
        inside = tokens[at + 1 : end + 1]
        words = [t.text.lower() for t in inside if t.pos in {"ADJ", "PROPN"}] + ([place.lower()] if place else [])
        group = "role" if role else "work" if cls in WORKS else "organisation"
        gender = _gender(tokens[last].features)
        span = Span(start, tokens[end].span.end)
        return Reference(span, MentionKind.REFERENCE, (cls,), group, last, noun, tuple(words), gender)

    def _apposed(self, tokens: Sequence[Token], at: int, names: Sequence[Mention]) -> bool:
        """True right behind a name and a comma or a bracket: there the description tells what the name is."""
        if at < 2 or tokens[at - 1].text not in {",", "(", "–", "—"}:
            return False
        return any(m.span.overlaps(tokens[at - 2].span) for m in names)

    def _predicate(self, tokens: Sequence[Token], at: int) -> bool:
        """True behind "is" or "as": there the description says what its subject is."""
        return at > 0 and (
            tokens[at - 1].lemma in self.data.copulas or tokens[at - 1].text.lower() in self.data.copulas
        )

    def _implied(self, tokens: Sequence[Token], at: int, last: int) -> Reference | None:
        """The article of a role without its organisation, which stands for the one that is spoken of."""
        if not self.data.implied or tokens[at].text.lower() not in self.data.definite:
            return None
        return Reference(
            tokens[at].span, MentionKind.POSSESSIVE, ("Organisation",), "implied", last, owner="Organisation"
        )

    def _place(self, tokens: Sequence[Token], end: int, names: Sequence[Mention]) -> str:
        """The place that tells of which thing the description speaks: "la firme de Mountain View"."""
        if end + 2 >= len(tokens) or tokens[end + 1].text.lower() not in self.data.modifying:
            return ""
        return next((m.text for m in names if m.type == "Place" and m.span.start == tokens[end + 2].span.start), "")

    def _complemented(self, tokens: Sequence[Token], end: int, names: Sequence[Mention]) -> bool:
        """True if a name or a complement follows: then the phrase names its own thing."""
        if end + 1 >= len(tokens):
            return False
        following = tokens[end + 1]
        if following.pos == "VERB" and "VerbForm=Part" in following.features:
            return True
        start = following.span.start + (1 if following.text in OPENING else 0)
        named = any(m.span.start <= start + 1 and start < m.span.end for m in names)
        return named or following.text.lower() in self.data.complements

    def _modified(self, tokens: Sequence[Token], end: int, names: Sequence[Mention]) -> bool:
        """True if what follows is only a kind, not another thing: "le fabricant de drones", but no name behind it."""
        if end + 2 >= len(tokens) or tokens[end + 1].text.lower() not in self.data.modifying:
            return False
        for token in tokens[end + 2 : end + 6]:
            if any(token.span.overlaps(m.span) for m in names):
                return False
            if token.pos not in {"NOUN", "ADJ", "ADP"} and token.text != "-":
                break
        return tokens[end + 2].pos in {"NOUN", "ADJ"}

    def _pronoun(self, tokens: Sequence[Token], at: int) -> Reference | None:
        for words, data in self.pronouns:
            last = at + len(words.split()) - 1
            if phrase(tokens, at, last) != words or (data.pos and tokens[at].pos not in data.pos):
                continue
            if data.subject and not self._personal(tokens, at):
                return None
            if data.clitic and not self._before_verb(tokens, at):
                continue
            span = Span(tokens[at].span.start, tokens[last].span.end)
            gender = "f" if words in self.data.feminine else "m" if words in self.data.masculine else ""
            return Reference(span, MentionKind.PRONOUN, tuple(data.classes), data.group, at, gender=gender)
        return None

    def _before_verb(self, tokens: Sequence[Token], at: int) -> bool:
        return at + 1 < len(tokens) and tokens[at + 1].pos in {"VERB", "AUX", "PRON"}

    def _personal(self, tokens: Sequence[Token], at: int) -> bool:
        """False for an impersonal subject: "il faut", "il y a", "it seems"."""
        rest = " ".join(t.text.lower() for t in tokens[at + 1 : at + 4]) + " "
        hyphenated = at > 1 and tokens[at - 1].text == "-"
        before = tokens[at - 2 if hyphenated else at - 1].text.lower().strip("-") if at else ""
        words = (*self.data.impersonal, *self.data.impersonal_phrases)
        return not any(rest.startswith(w + " ") for w in words) and before not in self.data.impersonal

    def _possessive(self, tokens: Sequence[Token], at: int) -> Reference | None:
        word = tokens[at].text.lower()
        for data in self.data.possessives:
            if word not in data.words or at + 1 >= len(tokens):
                continue
            if "Poss=Yes" not in tokens[at].features and word in {w for w, _ in self.pronouns}:
                return None
            gender = "f" if word in self.data.feminine else "m" if word in self.data.masculine else ""
            span, kind, owner = tokens[at].span, MentionKind.POSSESSIVE, self._owner(tokens, at)
            return Reference(span, kind, tuple(data.classes), data.group, at, gender=gender, owner=owner)
        return None

    def _owner(self, tokens: Sequence[Token], at: int) -> str:
        """The class that the thing possessed asks of its owner: a "CEO" is an organisation's."""
        for ahead in range(at + 1, min(at + 4, len(tokens))):
            for words in (phrase(tokens, ahead, ahead + 1), tokens[ahead].text.lower()):
                if words in self.owners:
                    return self.owners[words]
        return ""


def _gender(features: frozenset[str]) -> str:
    return "f" if "Gender=Fem" in features else "m" if "Gender=Masc" in features else ""
