"""Which name a reference stands for: what speaks for each candidate, weighed, against the chance that none is meant."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.mentions.reference_data import Named, Reference, WeightsData
from kg.mentions.words import NameWords
from kg.model import Edge, MentionKind, ParsedSentence, Tree

FAMILIES = ("Person", "Organisation", "Artefact")
# Nouns of these classes say no more of an organisation than that it is one ("le groupe", "the firm").
GENERIC = {"Company"}
STEM = 4  # letters that an adjective shares with its place: "lyonnaise" and "Lyon", "Finnish" and "Finland"

HIGHEST = 12  # edges that are followed upwards; the cap ends a walk that an enhanced graph leads in a circle
OFTEN = 3  # mentions that make an entity the one an article is about, if none has more

IsA = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity named before a reference, with its mentions in order."""

    key: str
    seen: tuple[Named, ...]

    @property
    def last(self) -> Named:
        """The mention nearest to the reference."""
        return self.seen[-1]


@dataclass(frozen=True, slots=True)
class Situation:
    """A reference in its sentence with all that it may stand for."""

    reference: Reference
    number: int
    tree: Tree
    candidates: tuple[Candidate, ...]
    block: int


class Chooser:
    """Chooses antecedents by the weights of ontology/references.toml."""

    def __init__(self, weights: WeightsData, is_a: IsA, words: NameWords) -> None:
        self.window = weights.window
        self.thresholds = weights.thresholds
        self.weights: dict[MentionKind, Mapping[str, float]] = {
            MentionKind.REFERENCE: weights.reference,
            MentionKind.PRONOUN: weights.pronoun,
            MentionKind.POSSESSIVE: weights.possessive,
        }
        self.is_a = is_a
        self.words = words

    def situation(
        self, reference: Reference, number: int, parsed: ParsedSentence, before: Sequence[Named]
    ) -> Situation:
        """The reference with the entities that it may stand for, in the order of their last mention."""
        keys: dict[str, list[Named]] = {}
        for named in before:
            if self.fits(named.mention.type, reference):
                keys.setdefault(named.mention.key, []).append(named)
        near = [Candidate(k, tuple(seen)) for k, seen in keys.items() if number - seen[-1].sentence <= self.window]
        near.sort(key=lambda c: c.last.place)
        return Situation(reference, number, parsed.trees[0], tuple(near), parsed.sentence.block)

    def fits(self, cls: str, reference: Reference) -> bool:
        """True if a reference of this kind can stand for a thing of the class."""
        for wanted in reference.classes:
            wide = "Organisation" if wanted in GENERIC else wanted
            if self.is_a(cls, wide) or (reference.noun and wanted == "Product" and cls == "AIModel"):
                return True
        return False

    def choose(self, situation: Situation) -> Named | None:
        """The mention that the reference stands for, or None if too little speaks for any."""
        if not situation.candidates:
            return None
        weights = self.weights[situation.reference.kind]
        scores = [sum(weights.get(f, 0.0) for f in self.features(situation, c)) for c in situation.candidates]
        none = sum(weights.get(f, 0.0) for f in null_features(situation))
        best = max(range(len(scores)), key=lambda i: (round(scores[i], 9), i))
        if any(_joined(situation.candidates[best].last, c.last) for c in situation.candidates):
            return None
        rivals = sorted((score for i, score in enumerate(scores) if i != best), reverse=True)[:1]
        share = 1 / (1 + sum(math.exp(min(rival - scores[best], 50)) for rival in (none, *rivals)))
        group, kind = situation.reference.group, situation.reference.kind.value
        limit = self.thresholds.get(group, self.thresholds[kind])
        return situation.candidates[best].last if share >= limit else None

    def features(self, situation: Situation, candidate: Candidate) -> Iterator[str]:
        """What speaks for or against the candidate, by name."""
        reference, last = situation.reference, candidate.last
        yield f"sentences_back_{min(situation.number - last.sentence, 3)}"
        yield f"role_{last.role}"
        if last.role == "subject" or last.opens:
            yield f"prominent_{min(situation.number - last.sentence, 2)}"
        yield from self._order(situation, candidate)
        yield from self._class(reference, last)
        yield from self._doing(situation, last)
        yield from _syntax(situation, last)
        yield from self._said(reference, candidate)

    def _order(self, situation: Situation, candidate: Candidate) -> Iterator[str]:
        own = any(c.last.block == situation.block for c in situation.candidates)
        if own and candidate.last.block != situation.block:
            yield "earlier_paragraph"
        first = min(situation.candidates, key=lambda c: c.seen[0].place)
        if candidate.key == first.key:
            yield "first_named"
        if candidate is situation.candidates[-1]:
            yield "nearest"
            yield f"{situation.reference.group}:nearest"
        if candidate.last.opens:
            yield "opens"
        if len(candidate.seen) > 1:
            yield "again"
        if len(candidate.seen) >= OFTEN and not any(len(c.seen) > len(candidate.seen) for c in situation.candidates):
            yield "main"
        if candidate.last.chained:
            yield "chained"

    def _class(self, reference: Reference, last: Named) -> Iterator[str]:
        cls = last.mention.type
        family = self._family(cls)
        yield f"{reference.group}:{family}"
        if reference.owner:
            yield f"owner_{reference.owner}:{family}"
        if reference.noun:
            yield "class_fits" if cls == reference.classes[0] else "class_differs"
        if family == "Organisation" and cls not in {"Company", "Investor"}:
            yield "not_a_firm"

    def _doing(self, situation: Situation, last: Named) -> Iterator[str]:
        """What the verb of a pronoun that is its subject asks for: a firm is founded, a person joins."""
        reference, tree = situation.reference, situation.tree
        if reference.kind is MentionKind.PRONOUN:
            verb, role = governor(tree, reference.token)
            concept = self.words.verbs.get(tree.tokens[verb].lemma) if verb >= 0 and role == "subject" else None
            if concept:
                passive = any(e.head == verb and e.dep in {"nsubj:pass", "aux:pass"} for e in tree.edges)
                yield f"{'passive' if passive else 'active'}_{concept}:{self._family(last.mention.type)}"

    def _family(self, cls: str) -> str:
        return next((f for f in FAMILIES if self.is_a(cls, f)), "Other")

    def _said(self, reference: Reference, candidate: Candidate) -> Iterator[str]:
        nouns = {n for named in candidate.seen for n in named.nouns}
        if reference.noun:
            if reference.noun in nouns:
                yield "noun_same"
            elif any((self.words.nouns.get(n) or self.words.roles.get(n)) == reference.classes[0] for n in nouns):
                yield "noun_alike"
            elif nouns:
                yield "noun_other"
        words = {w[:STEM] for named in candidate.seen for w in named.words if len(w) >= STEM}
        if any(w[:STEM] in words for w in reference.words if len(w) >= STEM):
            yield "word_same"
        genders = [named.gender for named in candidate.seen if named.gender]
        if reference.gender and genders:
            yield "gender_same" if reference.gender == genders[-1] else "gender_differs"


def _syntax(situation: Situation, last: Named) -> Iterator[str]:
    """How reference and candidate stand to each other in one sentence, or as subjects of two."""
    reference, tree = situation.reference, situation.tree
    own, role = governor(tree, reference.token)
    if last.sentence == situation.number and last.token >= 0:
        theirs, _ = governor(tree, last.token)
        if own >= 0 and own == theirs:
            yield "subject_of_clause" if last.role == "subject" else "in_clause"
        elif _below(tree, own, last.token):
            yield "within"
    elif role == "subject" and last.role == "subject":
        yield "subject_again"


def null_features(situation: Situation) -> Iterator[str]:
    """What speaks for no candidate."""
    yield "none"
    yield f"none:{situation.reference.group}"
    yield f"none_of_{min(len(situation.candidates), 4)}"


def _joined(one: Named, other: Named) -> bool:
    """True for two names of one row: one alone of "A and B" is not spoken of again as "it"."""
    same_kind = one.mention.type == other.mention.type and one.mention.key != other.mention.key
    return same_kind and one.sentence == other.sentence and one.joint == other.joint >= 0


def joint(tree: Tree, token: int) -> int:
    """The first token of the row that a token is one of, -1 if it stands alone."""
    top = token
    for _ in range(HIGHEST):
        edge = next((e for e in tree.edges if e.child == top and e.dep == "conj"), None)
        if edge is None:
            break
        top = edge.head
    return top if top != token or any(e.head == token and e.dep == "conj" for e in tree.edges) else -1


def governor(tree: Tree, token: int) -> tuple[int, str]:
    """The verb (or root) that a token hangs on, and as what: "subject", "object", "oblique", "owner" or ""."""
    role = ""
    for _ in range(HIGHEST):
        edge = _up(tree, token)
        if edge is None or edge.head < 0:
            return token, role
        role = role if role not in {"", "part"} else _role(edge)
        if tree.tokens[edge.head].pos in {"VERB", "AUX"} and edge.dep not in {"aux", "cop"}:
            return edge.head, role
        token = edge.head
    return -1, role


def _up(tree: Tree, token: int) -> Edge | None:
    return next((e for e in tree.edges if e.child == token and e.dep not in {"punct", "case"}), None)


def _role(edge: Edge) -> str:
    if edge.dep.startswith("nsubj"):
        return "subject"
    if edge.dep in {"obj", "iobj", "xcomp"}:
        return "object"
    if edge.dep.startswith("obl"):
        return "oblique"
    if edge.dep.startswith("nmod"):
        return "owner"
    return "part" if edge.dep in {"flat", "compound", "appos", "conj", "flat:name"} else "other"


def _below(tree: Tree, top: int, token: int) -> bool:
    """True if the token hangs, over any number of words, on `top`."""
    for _ in range(HIGHEST):
        if token == top:
            return True
        edge = _up(tree, token)
        if edge is None or edge.head < 0:
            return False
        token = edge.head
    return False
