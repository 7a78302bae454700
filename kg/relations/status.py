"""How sure a sentence is of a relation: one pass for all rules, over the tree and the words before the trigger.

The order of weight is denied, rumoured, planned, asserted. A reading inside a question or a hypothesis is no reading.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.languages import Section, load_section
from kg.model import Span, Status, Token, Tree

# Edges along which a verb's certainty reaches the clause or noun under it.
CARRIES = {"xcomp", "ccomp", "obj", "obl", "nmod", "conj", "advcl", "dep", "parataxis", "csubj", "acl"}
# An apposition or a relative clause is told as known, whatever the main clause says of its noun.
BARRIER = {"appos", "acl:relcl", "nsubj", "nsubj:pass"}
CLAUSE_END = {";", ":", "(", ")", "—", "–", "»", "«", "”", "“"}
FINITE = {"VERB", "AUX"}


class StatusData(Section):
    """languages/<xx>/status.toml"""

    negations: list[str]
    plan_verbs: list[str]
    plan_phrases: list[str]
    rumour_verbs: list[str]
    rumour_phrases: list[str]
    denial_verbs: list[str]
    denial_phrases: list[str]
    hypotheses: list[str]
    modals: list[str]
    former: list[str]
    former_phrases: list[str]
    ending_verbs: list[str]
    sayers: list[str]
    according: list[str]


@dataclass(frozen=True, slots=True)
class Certainty:
    """What the sentence says of a reading; `known` False: asked or supposed, not said."""

    status: Status
    former: bool = False
    known: bool = True


class StatusReader:
    """The certainty words of a language, compiled."""

    def __init__(self, lang: str) -> None:
        data = load_section(lang, "status", StatusData)
        self.data = data
        self.negations, self.modals = frozenset(data.negations), frozenset(data.modals)
        self.hypotheses, self.former = frozenset(data.hypotheses), frozenset(data.former)
        self.verbs = {
            **dict.fromkeys(data.plan_verbs, Status.PLANNED),
            **dict.fromkeys(data.rumour_verbs, Status.RUMOURED),
            **dict.fromkeys(data.denial_verbs, Status.DENIED),
        }
        self.phrases = [
            (_phrases(data.denial_phrases), Status.DENIED),
            (_phrases(data.rumour_phrases), Status.RUMOURED),
            (_phrases(data.plan_phrases), Status.PLANNED),
        ]
        self.former_phrases = _phrases(data.former_phrases)

    def read(self, text: str, sentence: Span, tree: Tree, token: int, trigger: Span) -> Certainty:
        """The certainty of a reading whose trigger is `token` of `tree`. Spans are of `text`."""
        tokens = tree.tokens
        chain = list(_chain(tree, token))
        found = {Status.ASSERTED}
        for governor in chain:
            found |= set(self._of(tree, governor, own=governor == token))
        clause = _clause(tokens, trigger)
        found |= set(self._phrases_in(text, clause, trigger))
        if any(t.text.lower() in self.negations and t.text.lower() not in {"sans", "without", "no"} for t in tokens if clause.start <= t.span.start < trigger.start and _near(tokens, t, trigger)):
            found.add(Status.DENIED)
        former = self._is_former(text, tree, token, trigger, clause)
        known = not (text[sentence.start : sentence.end].rstrip(" »\"”").endswith("?") or self._supposed(tree, chain))
        return Certainty(_worst(found), former, known)

    def _of(self, tree: Tree, governor: int, *, own: bool) -> Iterator[Status]:
        """What one word of the chain says: its own lemma (not the trigger's), its auxiliaries, its negation."""
        word = tree.tokens[governor]
        if not own and word.lemma in self.verbs:
            yield self.verbs[word.lemma]
        if "Mood=Cnd" in word.features:
            yield Status.RUMOURED
        if "Tense=Fut" in word.features:
            yield Status.PLANNED
        for edge in tree.edges:
            if edge.head != governor:
                continue
            child = tree.tokens[edge.child]
            lower = child.text.lower()
            if edge.dep in ("advmod", "neg", "det") and lower in self.negations and (own or edge.dep != "det"):
                yield Status.DENIED
            if edge.dep.split(":")[0] in ("aux", "cop"):
                yield from self._auxiliary(child)

    def _auxiliary(self, word: Token) -> Iterator[Status]:
        lower = word.text.lower()
        if lower in ("will", "shall", "'ll", "’ll") or "Tense=Fut" in word.features:
            yield Status.PLANNED
        elif lower in self.modals or "Mood=Cnd" in word.features:
            yield Status.RUMOURED

    def _phrases_in(self, text: str, clause: Span, trigger: Span) -> Iterator[Status]:
        words = text[clause.start : clause.end].lower()
        for pattern, status in self.phrases:
            for match in pattern.finditer(words):
                if status is not Status.PLANNED or clause.start + match.start() < trigger.start:
                    yield status

    def _is_former(self, text: str, tree: Tree, token: int, trigger: Span, clause: Span) -> bool:
        before = [t.text.lower() for t in tree.tokens if t.span.end <= trigger.start][-3:]
        if any(w.rstrip("-") in self.former or w in self.former for w in before):
            return True
        beside = {tree.tokens[e.child].text.lower() for e in tree.edges if e.head == token and e.dep in ("amod", "advmod")}
        if beside & self.former:
            return True
        return bool(self.former_phrases.search(text[trigger.end : clause.end].lower()))

    def _supposed(self, tree: Tree, chain: Sequence[int]) -> bool:
        marks = {tree.tokens[e.child].text.lower() for e in tree.edges if e.head in chain and e.dep == "mark"}
        return bool(marks & self.hypotheses)


def _phrases(phrases: Sequence[str]) -> re.Pattern[str]:
    longest = sorted(phrases, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)" if longest else r"(?!)")


def _worst(found: set[Status]) -> Status:
    return next(s for s in (Status.DENIED, Status.RUMOURED, Status.PLANNED, Status.ASSERTED) if s in found)


def _chain(tree: Tree, token: int) -> Iterator[int]:
    """The trigger's token and the words that govern it, up to the clause that tells it as known."""
    at, steps = token, 0
    while at >= 0 and steps < 6:
        yield at
        edge = next((e for e in tree.edges if e.child == at and e.dep != "conj"), None) or next((e for e in tree.edges if e.child == at), None)
        if edge is None or edge.head < 0 or edge.dep in BARRIER or edge.dep.split(":")[0] not in CARRIES:
            return
        if edge.dep == "acl" and tree.tokens[at].pos == "VERB" and "VerbForm=Part" in tree.tokens[at].features:
            return
        at, steps = edge.head, steps + 1


def _clause(tokens: Sequence[Token], trigger: Span) -> Span:
    """The stretch around the trigger between marks that end a clause."""
    start, end = tokens[0].span.start, tokens[-1].span.end
    for token in tokens:
        if token.text in CLAUSE_END and token.span.end <= trigger.start:
            start = token.span.end
        if token.text in CLAUSE_END and token.span.start >= trigger.end:
            end = token.span.start
            break
    return Span(start, end)


def _near(tokens: Sequence[Token], word: Token, trigger: Span) -> bool:
    """True if at most five words and no comma or relative pronoun stand between the word and the trigger."""
    between = [t for t in tokens if word.span.end <= t.span.start and t.span.end <= trigger.start]
    return len(between) <= 5 and not any(t.text in {",", "qui", "who", "which", "that", "que", "et", "and", "but", "mais"} for t in between)


@functools.cache
def status_reader(lang: str) -> StatusReader:
    """The reader of a language, made once."""
    return StatusReader(lang)
