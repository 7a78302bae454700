"""Where the lexicon's triggers meet a sentence's mentions: by tree construction and by surface line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Amount, Edge, Mention, MentionKind, Span, Token, Tree
from kg.ontology import Ontology
from kg.relations import surface
from kg.relations.lexicon import Lexicon, Trigger
from kg.relations.parts import part_follows, part_words
from kg.relations.paths import Path, Step, Walker

Pair = tuple[Mention, Mention]
PERCENT = "%"
APPOSED_TO = Step(False, frozenset({"appos"}), frozenset())
VALUE = "value"  # the role that only an amount, a number or a date can take
DESCRIBED = ("appos", "flat", "nmod", "compound")  # edges between a description and the name beside it


@dataclass(frozen=True, slots=True)
class Match:
    """A reading before its status is known. `token` is the trigger's place in `tree`; `known`: told as known."""

    trigger: Trigger
    subject: Mention
    object: Mention
    span: Span
    tree: Tree
    token: int
    found_by: str
    known: bool = False
    ends: bool = False


class Sentence:
    """A tree with its mentions: which token heads each, and which mention a token stands for."""

    def __init__(self, tree: Tree, mentions: Sequence[Mention]) -> None:
        self.tree = tree
        self.walker = Walker(tree)
        self.mentions = mentions
        self.heads: dict[int, Mention] = {}
        self.inside: dict[int, Mention] = {}
        for mention in mentions:
            covered = [i for i, t in enumerate(tree.tokens) if mention.span.overlaps(t.span)]
            self.inside.update(dict.fromkeys(covered, mention))
            if covered:
                self.heads[_head(tree, covered)] = mention

    def stand_for(self, token: int) -> list[Mention]:
        """The mention that the token heads, or those named beside what it describes ("the brothers A and B")."""
        if token in self.inside:
            return [self.inside[token]]
        noun = self.tree.tokens[token]
        if noun.pos not in {"NOUN", "PROPN", "X", "ADJ"}:
            return []
        down = self.walker.down.get(token, [])
        beside = [self.heads[e.child] for e in down if self._names(token, e) and e.child in self.heads]
        beside = [m for m in beside if m.kind is not MentionKind.LITERAL]
        if beside:
            return beside if "Number=Plur" in noun.features else beside[:1]
        above = [self.heads[e.head] for e in self.walker.up.get(token, []) if e.dep == "appos" and e.head in self.heads]
        if not above and any(e.dep == "cop" for e in down):
            above = [self.heads[e.child] for e in down if e.dep == "nsubj" and e.child in self.heads]
        return above[:1]

    def _names(self, noun: int, edge: Edge) -> bool:
        """True if the edge leads to the name of what the noun describes; "Acme" in "Acme boss" names something else."""
        if edge.dep == "compound" and edge.child < noun:
            return False
        return edge.dep == "appos" or (edge.dep in DESCRIBED and not edge.case and self._touches(noun, edge.child))

    def _touches(self, noun: int, name: int) -> bool:
        """True if only adjectives stand between the noun and the name after it, or the name stands right before."""
        between = range(min(noun, name) + 1, max(noun, name))
        return all(
            self.tree.tokens[i].pos in {"ADJ", "PUNCT"}
            and self.tree.tokens[i].text not in {",", "("}
            or i in self.inside
            for i in between
        )


def _head(tree: Tree, covered: Sequence[int]) -> int:
    """The token of a mention that hangs on something outside it; of several, the first."""
    inside = set(covered)
    return next((i for i in covered if tree.tokens[i].head not in inside), covered[0])


def match_tree(sentence: Sentence, lexicon: Lexicon, ontology: Ontology) -> Iterator[Match]:
    """The facts that the tree constructions read in one parse."""
    tokens = sentence.tree.tokens
    for trigger, first, last in triggers_in(sentence, lexicon):
        if not _fits_pos(tokens[first : last + 1], trigger):
            continue
        anchor = anchor_of(sentence.tree, first, last)
        for shape in trigger.shapes:
            roles = {role: list(_fillers(sentence, anchor, path, literal=role == VALUE)) for role, path in shape.roles}
            if not all(roles.values()):
                continue
            span = Span(tokens[first].span.start, tokens[last].span.end)
            name = f"{trigger.relation}/{trigger.frame}/{shape.name}"
            for pair in _pairs(roles[trigger.data.subject], roles[trigger.data.object], trigger, ontology):
                yield Match(trigger, *pair, span, sentence.tree, anchor, name, shape.known)


def _fillers(sentence: Sentence, anchor: int, path: Path, *, literal: bool) -> Iterator[Mention]:
    """The mentions at the ends of a path, literals only or none.
    A singular noun is apposed to the nearest name of the kind, whatever the tree.
    """
    noun = sentence.tree.tokens[anchor]
    nearest = path[0][0] == APPOSED_TO and "Number=Plur" not in noun.features
    for end in sentence.walker.ends(anchor, path):
        for mention in sentence.stand_for(end):
            if (mention.kind is MentionKind.LITERAL) == literal and not (
                nearest and _intervenes(sentence, mention, noun)
            ):
                yield mention


def _intervenes(sentence: Sentence, mention: Mention, noun: Token) -> bool:
    """True if another name of the same class stands between the mention and the noun after it."""
    return any(
        m.type == mention.type
        and m.kind is MentionKind.NAME
        and mention.span.end <= m.span.start
        and m.span.end <= noun.span.start
        for m in sentence.mentions
    )


def match_lines(sentence: Sentence, lexicon: Lexicon, ontology: Ontology) -> Iterator[Match]:
    """The facts that the surface lines read in one sentence."""
    items = surface.itemise(sentence.tree.tokens, sentence.mentions)
    words = {item.token: number for number, item in enumerate(items) if item.kind == "w"}
    rows: dict[range, tuple[str, dict[int, int]]] = {}
    for trigger, first, last in triggers_in(sentence, lexicon):
        if not trigger.lines or any(token not in words for token in range(first, last + 1)):
            continue
        place = range(words[first], words[last] + 1)
        if place not in rows:
            rows[place] = surface.encode(items, place)
        token = anchor_of(sentence.tree, first, last)
        span = Span(items[place[0]].span.start, items[place[-1]].span.end)
        for line in trigger.lines:
            name = f"{trigger.relation}/{trigger.frame}/{line.name}"
            rows_found = surface.find(line.pattern, *rows[place], items)
            pairs = [pair for found in rows_found for pair in _line_pairs(found, trigger, ontology)]
            for pair in [min(pairs, key=_apart)] if line.nearest and pairs else pairs:
                yield Match(trigger, *pair, span, sentence.tree, token, name, line.known, line.ends)


def _apart(pair: Pair) -> int:
    first, second = sorted(mention.span for mention in pair)
    return second.start - first.end


def _line_pairs(found: surface.Match, trigger: Trigger, ontology: Ontology) -> Iterator[Pair]:
    subjects, objects = found.roles.get(trigger.data.subject, ()), found.roles.get(trigger.data.object, ())
    return _pairs(subjects, objects, trigger, ontology)


def _pairs(
    subjects: Sequence[Mention], objects: Sequence[Mention], trigger: Trigger, ontology: Ontology
) -> Iterator[Pair]:
    """The pairs whose classes the relation allows, none of a thing with itself."""
    data = trigger.data
    for subject in subjects:
        for obj in objects:
            if subject.span == obj.span or (subject.key and subject.key == obj.key):
                continue
            if not ontology.fits(trigger.relation, subject.type, obj.type):
                continue
            if isinstance(obj.value, Amount) and obj.value.unit == PERCENT:
                continue  # a share counts nothing
            if data.subject_type and not any(ontology.is_a(subject.type, t) for t in data.subject_type):
                continue
            if data.object_type and not any(ontology.is_a(obj.type, t) for t in data.object_type):
                continue
            yield subject, obj


def triggers_in(sentence: Sentence, lexicon: Lexicon) -> list[tuple[Trigger, int, int]]:
    """Each trigger outside every name, with its first and last token; none inside a longer one ("vice president")."""
    tokens = sentence.tree.tokens
    present = {t.text.lower() for t in tokens} | {t.lemma.lower() for t in tokens}
    found: list[tuple[Trigger, int, int]] = []
    for first, token in enumerate(tokens):
        if first in sentence.inside and sentence.inside[first].kind is MentionKind.NAME:
            continue
        for form in dict.fromkeys((token.lemma.lower(), token.text.lower())):
            for words, trigger in lexicon.by_lemma.get(form, []):
                last = first + len(words) - 1
                if last < len(tokens) and _spells(tokens[first : last + 1], words) and _allowed(trigger, present):
                    found.append((trigger, first, last))
    spans = {(first, last) for _, first, last in found}
    outer = {s for s in spans if any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)}
    found = [f for f in found if _fits_part(sentence, f[0], f[2], lexicon.lang)]
    kept = {(id(t), first, last): (t, first, last) for t, first, last in found if (first, last) not in outer}
    return list(kept.values())


def _allowed(trigger: Trigger, present: set[str]) -> bool:
    data = trigger.data
    return (not data.beside or bool(present & set(data.beside))) and not present & set(data.never)


def _fits_part(sentence: Sentence, trigger: Trigger, last: int, lang: str) -> bool:
    """True if a part of an organisation follows, or none does, as the trigger wants it."""
    if trigger.data.function is None:
        return True
    names = {i: m.type for i, m in sentence.inside.items() if m.kind is MentionKind.NAME}
    return part_follows(sentence.tree.tokens, last, names, part_words(lang)) == (trigger.data.function == "only")


def _fits_pos(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """A tree construction needs the tagger's word that a single-word trigger is of the frame's kind."""
    return len(tokens) > 1 or not trigger.pos or tokens[0].pos in trigger.pos


def _spells(tokens: Sequence[Token], words: Sequence[str]) -> bool:
    return all(w in (t.lemma.lower(), t.text.lower()) for t, w in zip(tokens, words, strict=True))


def anchor_of(tree: Tree, first: int, last: int) -> int:
    """Of a trigger of several words the one that governs the others."""
    inside = range(first, last + 1)
    return next((i for i in inside if tree.tokens[i].head not in inside), first)
