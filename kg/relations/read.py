"""A sentence's trees and mentions -> its relation mentions: both matchers, then status, then one reading a fact."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from decimal import Decimal

from kg.model import Mention, MentionKind, Qualifier, RelationMention, Sentence, Span, Status, Tree
from kg.ontology import Ontology
from kg.relations.lexicon import Lexicon, load_lexicon
from kg.relations.match import Match, match_lines, match_tree
from kg.relations.match import Sentence as Matched
from kg.relations.qualifiers import qualifiers
from kg.relations.status import status_reader

Fact = tuple[str, Span, Span]
MONEY = ("when", "amount")
WANTED = {"invested_in": MONEY, "acquired": MONEY, "sued_or_fined": MONEY, "supplies": MONEY, "owns_stake": (*MONEY, "percentage")}
ORDER = (Status.DENIED, Status.RUMOURED, Status.PLANNED, Status.ASSERTED)


class RelationReader:
    """The rules of one language."""

    def __init__(self, lang: str, ontology: Ontology) -> None:
        self.lang, self.ontology = lang, ontology
        self.lexicon: Lexicon = load_lexicon(lang, ontology)
        self.status = status_reader(lang)

    def read(self, text: str, sentence: Sentence, trees: Sequence[Tree], mentions: Sequence[Mention]) -> list[RelationMention]:
        """The relation mentions of one sentence, each fact once, sorted. `trees` are parses of that sentence."""
        found: dict[Fact, list[RelationMention]] = {}
        literals = [m for m in mentions if m.kind is MentionKind.LITERAL]
        for match in self._matches(trees, mentions):
            relation = self._relation(match, text, sentence.span, literals)
            if relation is not None:
                found.setdefault((match.trigger.relation, relation.subject, relation.object), []).append(relation)
        return sorted((_agree(readings) for readings in found.values()), key=_order)

    def _matches(self, trees: Sequence[Tree], mentions: Sequence[Mention]) -> Iterable[Match]:
        for number, tree in enumerate(trees):
            matched = Matched(tree, mentions)
            yield from match_tree(matched, self.lexicon, self.ontology)
            if number == 0:
                yield from match_lines(matched, self.lexicon, self.ontology)

    def _relation(self, match: Match, text: str, sentence: Span, literals: Sequence[Mention]) -> RelationMention | None:
        certainty = self.status.read(text, sentence, match.tree, match.token, match.span, known=match.known)
        if not certainty.told:
            return None
        data = match.trigger.data
        status = Status(data.status) if data.status and certainty.status is Status.ASSERTED else certainty.status
        added: list[Qualifier] = []
        former = data.former or certainty.former
        if data.ends or match.ends:
            former, status = status is Status.ASSERTED, Status.ASSERTED
        if former:
            added.append(Qualifier("former", "true"))
        if isinstance(data.role, str):
            added.append(Qualifier("role", data.role))
        elif data.role:
            added.append(Qualifier("role", match.span.of(text), None, match.span))
        added += qualifiers(match.tree, match.token, match.span, literals, WANTED.get(match.trigger.relation, ("when",)))
        subject, obj = match.subject.span, match.object.span
        if match.trigger.relation in self.ontology.relations and self.ontology.relations[match.trigger.relation].symmetric:
            subject, obj = sorted((subject, obj))
        return RelationMention(
            match.trigger.relation, subject, obj, sentence, match.span, status, None, tuple(added), Decimal("0.8"), "rule:" + match.found_by
        )


def _agree(readings: Sequence[RelationMention]) -> RelationMention:
    """One reading of a fact that several constructions found: the least sure status, former if most say so."""
    return min(readings, key=lambda r: (ORDER.index(r.status), r.found_by))


def _order(relation: RelationMention) -> tuple[Span, Span, str]:
    return relation.subject, relation.object, relation.relation


@functools.cache
def relation_reader(lang: str, ontology: Ontology) -> RelationReader:
    """The reader of a language, made once."""
    return RelationReader(lang, ontology)
