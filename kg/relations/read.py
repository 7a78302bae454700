"""A sentence's trees and mentions -> its relation mentions: both matchers, then status, then one reading a fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.model import Mention, MentionKind, Qualifier, RelationMention, Sentence, Span, Status, Tree
from kg.ontology import Ontology
from kg.relations.confidence import confidence
from kg.relations.lexicon import Lexicon, load_lexicon, relation_data, relation_files
from kg.relations.marks import marked, marks_of
from kg.relations.match import Match, match_lines, match_tree
from kg.relations.match import Sentence as Matched
from kg.relations.qualifiers import qualifiers
from kg.relations.speakers import speaker_finder
from kg.relations.status import status_reader

Fact = tuple[str, Span, Span]
ORDER = (Status.DENIED, Status.RUMOURED, Status.PLANNED, Status.ASSERTED)


class RelationReader:
    """The rules of one language."""

    def __init__(self, lang: str, ontology: Ontology) -> None:
        self.lang, self.ontology = lang, ontology
        self.lexicon: Lexicon = load_lexicon(lang, ontology)
        self.status = status_reader(lang)
        self.speakers = speaker_finder(lang)
        values = [t for t in self.lexicon.triggers if ontology.is_a(ontology.relations[t.relation].range, "Value")]
        self.counting = frozenset(words[0] for trigger in values for words in trigger.words)
        self.marks = {name: marks_of(lang, relation_data(name).marks) for name in relation_files()}

    def promises(self, tree: Tree, mentions: Sequence[Mention]) -> bool:
        """True if the mentions of a sentence can be ends of a fact: two things, or one and a value with a trigger."""
        things = sum(m.kind is not MentionKind.LITERAL for m in mentions)
        if things > 1 or not things or things == len(mentions):
            return things > 1
        return any({t.lemma.lower(), t.text.lower()} & self.counting for t in tree.tokens)

    def read(
        self, text: str, sentence: Sentence, trees: Sequence[Tree], mentions: Sequence[Mention]
    ) -> list[RelationMention]:
        """The relation mentions of one sentence, each fact once, sorted. `trees` are parses of that sentence."""
        found: dict[Fact, list[tuple[bool, RelationMention]]] = {}
        for match in self._matches(trees, mentions):
            relation = self._relation(match, text, sentence.span, mentions)
            if relation is not None:
                fact = (match.trigger.relation, relation.subject, relation.object)
                found.setdefault(fact, []).append((match.known, relation))
        said = {fact: _agree(readings) for fact, readings in found.items()}
        return sorted((r for fact, r in said.items() if not _outdone(fact, said)), key=_order)

    def _matches(self, trees: Sequence[Tree], mentions: Sequence[Mention]) -> Iterable[Match]:
        for number, tree in enumerate(trees):
            matched = Matched(tree, mentions)
            yield from match_tree(matched, self.lexicon, self.ontology)
            if number == 0:
                yield from match_lines(matched, self.lexicon, self.ontology)

    def _relation(self, match: Match, text: str, sentence: Span, mentions: Sequence[Mention]) -> RelationMention | None:
        """The reading with its status, speaker and qualifiers; None if the sentence asks or supposes it."""
        certainty = self.status.read(
            text, sentence, match.tree, match.token, match.span, known=match.known, deed=match.trigger.deed
        )
        if not certainty.told:
            return None
        if not match.known and match.subject.span in self.speakers.cited(match.tree, mentions):
            return None
        data, relation = match.trigger.data, match.trigger.relation
        status = Status(data.status) if data.status and certainty.status is Status.ASSERTED else certainty.status
        former = data.former or certainty.former
        if (data.ends or match.ends) and status is Status.DENIED:
            return None  # "she did not leave" does not say what she is there
        if data.ends or match.ends:
            former, status = status is Status.ASSERTED, Status.ASSERTED
        subject, obj = match.subject.span, match.object.span
        if self.ontology.relations[relation].symmetric:
            subject, obj = sorted((subject, obj))
        speaker = self.speakers.find(match.tree, match.token, match.span, mentions, known=match.known)
        hanging = (*self._hanging(match, mentions), *self._marked(match, text, sentence, mentions))
        added = (*_fixed(match, text, former=former), *hanging)
        _, construction = match.found_by.split("/", 1)
        sure = confidence(relation, construction, (match.subject.kind, match.object.kind))
        found_by = f"rule:{match.found_by}"
        return RelationMention(relation, subject, obj, sentence, match.span, status, speaker, added, sure, found_by)

    def _hanging(self, match: Match, mentions: Sequence[Mention]) -> Iterator[Qualifier]:
        literals = [
            m
            for m in mentions
            if m.kind is MentionKind.LITERAL and m.span not in (match.subject.span, match.object.span)
        ]
        wanted = relation_data(match.trigger.relation).qualifiers
        return qualifiers(match.tree, match.token, match.span, literals, wanted)

    def _marked(self, match: Match, text: str, sentence: Span, mentions: Sequence[Mention]) -> Iterator[Qualifier]:
        amounts = [m.span for m in mentions if m.type == match.object.type]
        return marked(text, sentence, match.span, match.object.span, amounts, self.marks[match.trigger.relation])


def _fixed(match: Match, text: str, *, former: bool) -> Iterator[Qualifier]:
    """What the trigger itself adds: that it is over, the post, what its entry says."""
    yield from (Qualifier(name, words) for name, words in match.trigger.data.adds.items())
    if former:
        yield Qualifier("former", "true")
    role = match.trigger.data.role
    if isinstance(role, str):
        yield Qualifier("role", role)
    elif role:
        yield Qualifier("role", match.span.of(text), None, match.span)


def _outdone(fact: Fact, said: Mapping[Fact, RelationMention]) -> bool:
    """True if the sentence also says a stronger relation of the same pair: "X joins Y as chief executive"."""
    stronger = ((other, *fact[1:]) for other in relation_data(fact[0]).yields_to)
    return any(s in said and said[s].former == said[fact].former for s in stronger)


def _agree(found: Sequence[tuple[bool, RelationMention]]) -> RelationMention:
    """One reading of a fact that several constructions found: the least sure status, each one's qualifiers.
    Where one tells it as known ("a firm led by X is in talks ..."), the others say nothing of its status.
    """
    readings = [r for known, r in found if known] or [r for _, r in found]
    best = min(readings, key=lambda r: (ORDER.index(r.status), -r.confidence, r.found_by))
    added = {q.name: q for r in reversed([best, *readings]) for q in r.qualifiers if q.name != "former" or best.former}
    speaker = next((r.said_by for r in (best, *readings) if r.said_by is not None), None)
    return replace(best, qualifiers=tuple(added[name] for name in sorted(added)), said_by=speaker)


def _order(relation: RelationMention) -> tuple[Span, Span, str]:
    return relation.subject, relation.object, relation.relation
