"""Who says it: the subject of the verb of saying over a reading, or the name after "selon", "according to"."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Sequence

from kg.languages import load_section
from kg.model import Mention, MentionKind, Span, Tree
from kg.relations.status import StatusData

REACH = 8  # governors between a trigger and the verb of saying
AHEAD = 4  # words between "according to" and the name
QUOTES = {"«": "»", "“": "”", '"': '"', "”": "”"}


class SpeakerFinder:
    """The verbs and prepositions of attribution of one language."""

    def __init__(self, lang: str) -> None:
        data = load_section(lang, "status", StatusData)
        self.sayers = frozenset(data.sayers)
        self.according = [tuple(words.split()) for words in data.according]

    def find(self, tree: Tree, token: int, trigger: Span, mentions: Sequence[Mention], *, known: bool) -> Span | None:
        """The mention that says what the trigger at `token` tells; None if nobody is named.
        `known`: told as known by the article itself, unless it stands in a quotation.
        """
        people = [m for m in mentions if m.kind not in (MentionKind.LITERAL, MentionKind.POSSESSIVE)]
        said = list(self._quoted(tree, trigger, people))
        if not known:
            said += [*self._over(tree, token, people), *self._after_according(tree, people)]
        return next((m.span for m in said if not m.span.overlaps(trigger)), None)

    def cited(self, tree: Tree, mentions: Sequence[Mention]) -> set[Span]:
        """The name that a preposition of attribution holds: it is not the subject of what is told."""
        people = sorted((m for m in mentions if m.kind is not MentionKind.LITERAL), key=lambda m: m.span)
        return {m.span for m in itertools.islice(self._after_according(tree, people), 1)}

    def _over(self, tree: Tree, token: int, people: Sequence[Mention]) -> Iterator[Mention]:
        """The subject of a verb of saying that governs the trigger."""
        at = token
        for _ in range(REACH):
            if tree.tokens[at].head < 0 or tree.tokens[at].dep.startswith("nsubj"):
                return
            at = tree.tokens[at].head
            if tree.tokens[at].lemma in self.sayers:
                yield from self._subjects(tree, at, people)
                return

    def _after_according(self, tree: Tree, people: Sequence[Mention]) -> Iterator[Mention]:
        """The name that follows a preposition of attribution closely: "selon le quotidien L'Écho"."""
        words = [t.text.lower() for t in tree.tokens]
        for phrase in self.according:
            for at in range(len(words) - len(phrase)):
                if tuple(words[at : at + len(phrase)]) == phrase:
                    near = [t.span for t in tree.tokens[at + len(phrase) : at + len(phrase) + AHEAD]]
                    yield from (m for m in people if any(m.span.overlaps(span) for span in near))

    def _quoted(self, tree: Tree, trigger: Span, people: Sequence[Mention]) -> Iterator[Mention]:
        """The subject of a verb of saying beside a quotation that holds the trigger."""
        quotation = _quotation(tree, trigger)
        if quotation is None:
            return
        for number, token in enumerate(tree.tokens):
            if token.lemma in self.sayers and not quotation.overlaps(token.span):
                yield from (m for m in self._subjects(tree, number, people) if not quotation.overlaps(m.span))

    def _subjects(self, tree: Tree, verb: int, people: Sequence[Mention]) -> Iterator[Mention]:
        for edge in tree.edges:
            if edge.head == verb and edge.dep == "nsubj":
                yield from (m for m in people if m.span.overlaps(tree.tokens[edge.child].span))


def _quotation(tree: Tree, trigger: Span) -> Span | None:
    """The stretch between quotation marks that holds the trigger; None outside of them."""
    opened: int | None = None
    closing = ""
    for token in tree.tokens:
        if opened is not None and token.text == closing:
            if opened <= trigger.start and trigger.end <= token.span.start:
                return Span(opened, token.span.start)
            opened = None
        elif opened is None and token.text in QUOTES:
            opened, closing = token.span.end, QUOTES[token.text]
    return None


@functools.cache
def speaker_finder(lang: str) -> SpeakerFinder:
    """The finder of a language, made once."""
    return SpeakerFinder(lang)
