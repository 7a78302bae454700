"""How sure a sentence is of a relation: one pass for all rules, over the tree and the words before the trigger.

The order of weight is denied, rumoured, planned, asserted. A reading inside a question or a hypothesis is no reading.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from kg.languages import Section, load_section
from kg.model import Edge, Span, Status, Token, Tree

# Edges along which a verb's certainty reaches the clause or noun under it.
CARRIES = {"xcomp", "ccomp", "obj", "obl", "nmod", "conj", "advcl", "dep", "parataxis", "csubj", "acl"}
# An apposition or a relative clause is told as known, whatever the main clause says of its noun.
BARRIER = {"appos", "acl:relcl", "nsubj", "nsubj:pass"}
CLAUSE_END = {";", ":", "(", ")", "—", "–", "»", "«", "”", "“"}
# What is said of a deed is said of its doing: "the purchase collapsed".
DEED_BARRIER = BARRIER - {"nsubj", "nsubj:pass"}
OPENERS = ' «"“‘(-–—•'
CLOSERS = ' »"”’)'
REACH = 6  # governors above the trigger; words between a negation and the trigger
WEIGHT = (Status.DENIED, Status.RUMOURED, Status.PLANNED, Status.ASSERTED)


class StatusData(Section):
    """languages/<xx>/status.toml"""

    negations: list[str]
    negative_determiners: list[str]
    plan_verbs: list[str]
    plan_phrases: list[str]
    rumour_verbs: list[str]
    rumour_phrases: list[str]
    denial_verbs: list[str]
    denial_phrases: list[str]
    hypotheses: list[str]
    futures: list[str]
    modals: list[str]
    former: list[str]
    former_phrases: list[str]
    sayers: list[str]
    according: list[str]
    clause_words: list[str]
    corrections: list[str]


@dataclass(frozen=True, slots=True)
class Certainty:
    """What the sentence says of a reading; `told` False: asked or supposed, not said."""

    status: Status
    former: bool = False
    told: bool = True


class StatusReader:
    """The certainty words of a language, compiled."""

    def __init__(self, lang: str) -> None:
        data = load_section(lang, "status", StatusData)
        self.negations, self.negative_determiners = frozenset(data.negations), frozenset(data.negative_determiners)
        self.futures, self.modals = frozenset(data.futures), frozenset(data.modals)
        self.hypotheses, self.former = frozenset(data.hypotheses), frozenset(data.former)
        self.sayers, self.clause_words = frozenset(data.sayers), frozenset(data.clause_words) | {","}
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
        self.corrections = _phrases(data.corrections)

    def read(
        self, text: str, sentence: Span, tree: Tree, token: int, trigger: Span, *, known: bool, deed: bool = False
    ) -> Certainty:
        """The certainty of a reading whose trigger is `token` of `tree`. Spans are of `text`.
        `known`: the construction tells it as known; only whether it is over is asked. `deed`: a noun for a deed.
        """
        clause = _clause(tree.tokens, trigger)
        former = self._is_former(text, tree, token, trigger, clause)
        words = text[sentence.start : sentence.end]
        if words.rstrip(CLOSERS).endswith("?") or self.corrections.match(words.lower().lstrip(OPENERS)):
            return Certainty(Status.ASSERTED, former, told=False)
        if known:
            return Certainty(Status.ASSERTED, former)
        chain = list(_chain(tree, token, DEED_BARRIER if deed else BARRIER))
        found = {Status.ASSERTED, *self._phrases_in(text, clause, trigger)}
        reported = any(tree.tokens[i].lemma in self.sayers for i in chain if i != token)
        for governor in chain:
            found |= set(self._of(tree, governor, own=governor == token, reported=reported))
        if self._negated(tree.tokens, clause, trigger):
            found.add(Status.DENIED)
        return Certainty(next(s for s in WEIGHT if s in found), former, not self._supposed(tree, chain))

    def _of(self, tree: Tree, governor: int, *, own: bool, reported: bool) -> Iterator[Status]:
        """What one word of the chain says: its own lemma (not the trigger's), its auxiliaries, its negation.
        A conditional under a verb of saying is a future of the past: "said it would buy" is a plan. A negation behind
        "but" or a comma is about what follows it.
        """
        word = tree.tokens[governor]
        if not own and word.lemma in self.verbs:
            yield self.verbs[word.lemma]
        yield from self._mood(word, reported=reported)
        for edge in tree.edges:
            if edge.head != governor:
                continue
            child = tree.tokens[edge.child]
            lower = child.text.lower()
            aside = governor < edge.child and tree.tokens[edge.child - 1].text.lower() in self.clause_words
            if (edge.dep in ("advmod", "neg") and lower in self.negations and not aside) or (
                edge.dep == "det" and own and lower in self.negative_determiners
            ):
                yield Status.DENIED
            if edge.dep.split(":")[0] in ("aux", "cop"):
                yield from self._mood(child, reported=reported)

    def _mood(self, word: Token, *, reported: bool) -> Iterator[Status]:
        lower = word.text.lower()
        if lower in self.futures or "Tense=Fut" in word.features:
            yield Status.PLANNED
        elif lower in self.modals or "Mood=Cnd" in word.features:
            yield Status.PLANNED if reported else Status.RUMOURED

    def _phrases_in(self, text: str, clause: Span, trigger: Span) -> Iterator[Status]:
        words = text[clause.start : clause.end].lower()
        for pattern, status in self.phrases:
            for match in pattern.finditer(words):
                place = Span(clause.start + match.start(), clause.start + match.end())
                if place.overlaps(trigger):
                    continue  # "was blocked" says of a ban that it was made
                between = text[trigger.end : place.start].lower().split() if place.start > trigger.end else []
                joined = not self.clause_words.isdisjoint(between)
                if place.start < trigger.start or (status is not Status.PLANNED and not joined):
                    yield status

    def _negated(self, tokens: Sequence[Token], clause: Span, trigger: Span) -> bool:
        """True if a negation stands before the trigger with few words and no new clause between, whatever the tree."""
        before = [t for t in tokens if clause.start <= t.span.start and t.span.end <= trigger.start]
        for distance, token in enumerate(reversed(before)):
            lower = token.text.lower()
            if distance > REACH or lower in self.clause_words:
                return False
            if lower in self.negations:
                return True
        return False

    def _is_former(self, text: str, tree: Tree, token: int, trigger: Span, clause: Span) -> bool:
        before = [t.text.lower() for t in tree.tokens if t.span.end <= trigger.start][-3:]
        if any(w.rstrip("-") in self.former for w in before):
            return True
        beside = {
            tree.tokens[e.child].text.lower() for e in tree.edges if e.head == token and e.dep in ("amod", "advmod")
        }
        return bool(beside & self.former) or bool(self.former_phrases.search(text[trigger.end : clause.end].lower()))

    def _supposed(self, tree: Tree, chain: Sequence[int]) -> bool:
        marks = {tree.tokens[e.child].text.lower() for e in tree.edges if e.head in chain and e.dep == "mark"}
        return bool(marks & self.hypotheses)


def _phrases(phrases: Sequence[str]) -> re.Pattern[str]:
    """One pattern for all phrases; "…" in a phrase stands for a few words of the same clause."""
    longest = [re.escape(p).replace("…", r"[^.;:,]{1,60}?") for p in sorted(phrases, key=len, reverse=True)]
    return re.compile(r"(?<!\w)(?:" + "|".join(longest) + r")(?!\w)" if longest else r"(?!)")


def _chain(tree: Tree, token: int, barrier: Container[str]) -> Iterator[int]:
    """The trigger's token and the words that govern it, up to the clause that tells it as known."""
    at = token
    for _ in range(REACH):
        yield at
        edge = _up(tree, at)
        if edge is None or edge.head < 0 or edge.dep in barrier:
            return
        if edge.dep.split(":")[0] not in CARRIES and not edge.dep.startswith("nsubj"):
            return
        if edge.dep == "acl" and tree.tokens[at].pos == "VERB" and "VerbForm=Part" in tree.tokens[at].features:
            return
        at = edge.head


def _up(tree: Tree, token: int) -> Edge | None:
    """The edge that reaches the token: of its first conjunct if it has one, else that of the basic tree."""
    edges = [e for e in tree.edges if e.child == token]
    single = [e for e in edges if e.dep != "conj"]
    basic = [e for e in single if e.head == tree.tokens[token].head]
    return next(iter([*basic, *single, *edges]), None)


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


@functools.cache
def status_reader(lang: str) -> StatusReader:
    """The reader of a language, made once."""
    return StatusReader(lang)
