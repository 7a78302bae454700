"""The rows that each ready question must have over some readings, worked out in plain Python: no SPARQL, no RDF store.

A row is a tuple of strings in the order of the question's columns; "" stands for an empty cell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, permutations

from kg import ontology as ontologies
from kg.model import Amount, DateRange, Mention, Reading, RelationMention, Status, Value
from kg.rdf.claims import thing_id

Row = tuple[str, ...]
Thing = tuple[str, Value | str]
"""("entity", key), or the class and the content of a value."""
Claim = tuple[Thing, str, Thing]

ONE_AT_A_TIME = ("raised", "valued_at", "has_users", "has_employees", "parameter_count")


@dataclass(frozen=True)
class Said:
    """One evidence: what it says in which article, and the words of its object."""

    reading: Reading
    found: RelationMention
    words: str

    @property
    def quote(self) -> str:
        return self.found.span.of(self.reading.article.text)

    @property
    def over(self) -> str:
        return "former" if self.found.former else ""

    @property
    def published(self) -> str:
        return self.reading.article.published

    @property
    def when(self) -> DateRange | None:
        return next(
            (q.value for q in self.found.qualifiers if isinstance(q.value, DateRange) and q.name == "when"), None
        )


class Answers:
    """What readings say, claim by claim. `entities`: the rows of the graph's entities (label, type, aliases by id)."""

    def __init__(self, readings: Iterable[Reading], entities: Sequence[Mapping[str, object]]) -> None:
        self.ontology = ontologies.load()
        self.rows = {str(row["id"]): row for row in entities}
        self.claims: dict[Claim, list[Said]] = defaultdict(list)
        for reading in readings:
            mentions = {mention.span: mention for mention in reading.mentions}
            for found in dict.fromkeys(reading.relations):
                subject, obj = mentions[found.subject], mentions[found.object]
                ends = [_thing(subject), _thing(obj)]
                if self.ontology.relations[found.relation].symmetric:
                    ends.sort(key=_identity)
                self.claims[ends[0], found.relation, ends[1]].append(Said(reading, found, obj.text))

    # What holds

    def state(self, claim: Claim) -> str:
        """ "now", "formerly" or "" for a claim that no article asserts."""
        asserted = [said.found for said in self.claims[claim] if said.found.status is Status.ASSERTED]
        if not asserted or claim[0] == claim[2]:
            return ""
        ends = self.ontology.relations[claim[1]].former
        return "formerly" if ends and all(found.former for found in asserted) else "now"

    def pairs(self, relation: str, state: str = "now") -> list[tuple[Thing, Thing]]:
        """The ends of all that is asserted of a relation; a symmetric one both ways."""
        found = [(s, o) for (s, r, o) in self.claims if r == relation and self.state((s, r, o)) == state]
        if self.ontology.relations[relation].symmetric:
            found += [(o, s) for s, o in found]
        return found

    def label(self, thing: Thing) -> str:
        """The name of an entity."""
        return str(self.rows[_identity(thing)]["label"])

    def called(self, thing: Thing, name: str) -> bool:
        """True if the entity has the name, whatever its case, or if no name is wanted."""
        row = self.rows.get(_identity(thing))
        aliases = row["aliases"] if row else []
        names = [str(row["label"]), *map(str, aliases if isinstance(aliases, list) else [])] if row else []
        return not name or name.lower() in [known.lower() for known in names]

    def evidence(self, name: str = "") -> Iterable[tuple[Claim, Said]]:
        """All evidence whose subject or object has the name."""
        for claim, found in self.claims.items():
            if self.called(claim[0], name) or self.called(claim[2], name):
                yield from ((claim, said) for said in found)

    def triple(self, claim: Claim, said: Said) -> Row:
        """Subject, relation and object in words."""
        subject, relation, obj = claim
        return self.label(subject), relation, self.label(obj) if obj[0] == "entity" else said.words

    # The questions

    def about(self, name: str = "") -> list[Row]:
        rows = {
            (*self.triple(c, s), s.found.status.value, s.over, s.quote, s.published, s.reading.article.publisher)
            for c, s in self.evidence(name)
        }
        return list(rows)

    def classes(self) -> list[Row]:
        types = [str(row["type"]) for row in self.rows.values()]
        return [(name, str(types.count(name))) for name in set(types)]

    def common_investors(self, name: str = "") -> list[Row]:
        by_investor: dict[Thing, set[Thing]] = defaultdict(set)
        for investor, firm in self.pairs("invested_in"):
            by_investor[investor].add(firm)
        return [
            (self.label(investor), self.label(one), self.label(other))
            for investor, firms in by_investor.items()
            for one, other in permutations(firms, 2)
            if (name and self.called(one, name)) or (not name and _identity(one) < _identity(other))
        ]

    def competitors(self, name: str = "") -> list[Row]:
        return [
            (self.label(one), self.label(other))
            for one, other in self.pairs("competes_with")
            if (name and self.called(one, name)) or (not name and _identity(one) < _identity(other))
        ]

    def denied(self) -> list[Row]:
        rows = set()
        for claim, said in self.evidence():
            if said.found.status is Status.DENIED:
                asserted = sum(other.found.status is Status.ASSERTED for other in self.claims[claim])
                speaker = next((m for m in said.reading.mentions if m.span == said.found.said_by), None)
                by = self.label(_thing(speaker)) if speaker else ""
                rows.add((*self.triple(claim, said), by, str(asserted), said.quote, said.published))
        return list(rows)

    def disagreements(self) -> list[Row]:
        return list({*self._two_values(), *self._asserted_and_denied()})

    def _two_values(self) -> Iterable[Row]:
        by_subject: dict[tuple[Thing, str], list[Claim]] = defaultdict(list)
        for claim in self.claims:
            if claim[1] in ONE_AT_A_TIME and self.state(claim) and _exact(claim):
                by_subject[claim[:2]].append(claim)
        for (subject, relation), claims in by_subject.items():
            for pair in combinations(claims, 2):
                less, more = sorted(pair, key=_size)
                if _unit(less) != _unit(more):
                    continue
                both = {s.reading.article.id for s in self.claims[less]} & {
                    s.reading.article.id for s in self.claims[more]
                }
                for one, other in self._asserted_pairs(less, more):
                    if not both & {one.reading.article.id, other.reading.article.id} and _same_year(one, other):
                        titles = (one.reading.article.title, other.reading.article.title)
                        yield self.label(subject), relation, one.words, other.words, *titles

    def _asserted_pairs(self, less: Claim, more: Claim) -> Iterable[tuple[Said, Said]]:
        lists = [[s for s in self.claims[claim] if s.found.status is Status.ASSERTED] for claim in (less, more)]
        return ((one, other) for one in lists[0] for other in lists[1])

    def _asserted_and_denied(self) -> Iterable[Row]:
        for claim, found in self.claims.items():
            for one, other in permutations(found, 2):
                apart = one.reading.article.id != other.reading.article.id and _same_year(one, other)
                if apart and (one.found.status, other.found.status) == (Status.ASSERTED, Status.DENIED):
                    titles = (one.reading.article.title, other.reading.article.title)
                    yield *self.triple(claim, one), "denied", *titles

    def founders(self, name: str = "") -> list[Row]:
        return [(self.label(s), self.label(o)) for s, o in self.pairs("founded") if self.called(o, name)]

    def founders_and_leaders(self, name: str = "") -> list[Row]:
        parts = (("founded", "now", "founded"), ("leads", "now", "leads"), ("leads", "formerly", "led"))
        return [
            (self.label(o), self.label(s), part)
            for relation, state, part in parts
            for s, o in self.pairs(relation, state)
            if self.called(o, name)
        ]

    def investors(self, name: str = "") -> list[Row]:
        return [(self.label(o), self.label(s)) for s, o in self.pairs("invested_in") if self.called(o, name)]

    def models(self, name: str = "") -> list[Row]:
        licences: dict[Thing, list[str]] = defaultdict(list)
        for model, licence in self.pairs("licensed_under"):
            licences[model].append(str(licence[1]))
        return [
            (self.label(s), self.label(o), licence)
            for s, o in self.pairs("developed")
            if self.called(s, name) and self.rows[_identity(o)]["type"] == "AIModel"
            for licence in licences[o] or [""]
        ]

    def moves(self, name: str = "") -> list[Row]:
        past, present = (
            {pair for relation in ("employed_by", "leads") for pair in self.pairs(relation, state)}
            for state in ("formerly", "now")
        )
        return list(
            {
                (self.label(who), self.label(left), self.label(joined))
                for who, left in past
                for other, joined in present
                if who == other and left != joined and self.called(who, name)
            }
        )

    def not_stated(self) -> list[Row]:
        return list(
            {
                (*self.triple(claim, said), said.found.status.value, said.published)
                for claim, said in self.evidence()
                if not any(other.found.status is Status.ASSERTED for other in self.claims[claim])
            }
        )

    def one_source(self, name: str = "") -> list[Row]:
        rows = set()
        for claim, said in self.evidence(name):
            texts = {other.reading.article.text for other in self.claims[claim]}
            if len(texts) == 1 and said.found.status is Status.ASSERTED:
                rows.add((*self.triple(claim, said), said.reading.article.publisher, said.published))
        return list(rows)

    def organisations(self) -> list[Row]:
        return [
            (str(row["label"]), str(row["type"]))
            for row in self.rows.values()
            if self.ontology.is_a(str(row["type"]), "Organisation")
        ]

    def owners(self, name: str = "") -> list[Row]:
        direct = {*self.pairs("subsidiary_of"), *((o, s) for s, o in self.pairs("acquired"))}
        rows: list[Row] = []
        for firm in {firm for firm, _ in direct if self.called(firm, name)}:
            known: set[Thing] = set()
            waiting = [firm]
            while waiting:
                at = waiting.pop()
                fresh = {owner for owned, owner in direct if owned == at} - known
                known |= fresh
                waiting += fresh
            for owner in known - {firm}:
                link = "direct" if (firm, owner) in direct else "through others"
                rows.append((self.label(firm), self.label(owner), link))
        return rows

    def planned(self, name: str = "") -> list[Row]:
        return list(
            {
                (*self.triple(claim, said), said.quote, said.published)
                for claim, said in self.evidence(name)
                if said.found.status is Status.PLANNED
                and not any(other.found.status is Status.ASSERTED for other in self.claims[claim])
            }
        )

    def quotes(self, relation: str = "founded") -> list[Row]:
        rows = set()
        for claim, said in self.evidence():
            if claim[1] == relation:
                subject, _, obj = self.triple(claim, said)
                article = said.reading.article
                rows.add((subject, obj, said.found.status.value, said.quote, article.title, article.published))
        return list(rows)

    def regulation(self, name: str = "") -> list[Row]:
        parts = (
            ("regulates", "now", "regulated"),
            ("regulates", "formerly", "formerly regulated"),
            ("sued_or_fined", "now", "sued or fined"),
        )
        return [
            (self.label(o), how, self.label(s))
            for relation, state, how in parts
            for s, o in self.pairs(relation, state)
            if self.called(o, name)
        ]

    def rounds(self, least: str = "0") -> list[Row]:
        rows = set()
        for firm, (_, amount) in self.pairs("raised"):
            if isinstance(amount, Amount) and amount.low >= Decimal(least):
                rows.add((self.label(firm), format(amount.low.normalize(), "f"), amount.unit, amount.bound))
        return list(rows)

    def suppliers(self, name: str = "") -> list[Row]:
        return [
            (self.label(s), self.label(o), state)
            for state in ("now", "formerly")
            for s, o in self.pairs("supplies", state)
            if self.called(s, name) or self.called(o, name)
        ]

    def timeline(self, name: str = "") -> list[Row]:
        rows = set()
        for claim, said in self.evidence(name):
            days = (
                (said.when.earliest.isoformat(), said.when.latest.isoformat()) if said.when else (said.published,) * 2
            )
            if days[0]:
                dated = "event" if said.when else "article"
                rows.add((*days, dated, *self.triple(claim, said), said.found.status.value, said.over, said.quote))
        return list(rows)

    def who_leads(self, name: str = "") -> list[Row]:
        return [
            (self.label(s), self.label(o), state)
            for state in ("now", "formerly")
            for s, o in self.pairs("leads", state)
            if self.called(o, name)
        ]

    def of(self, question: str, **parts: str) -> list[Row]:
        """The rows of the question of this name, sorted."""
        method: Callable[..., list[Row]] = getattr(self, question.replace("-", "_"))
        return sorted(method(**parts))


def _thing(mention: Mention) -> Thing:
    if mention.key:
        return "entity", mention.key
    return mention.type, mention.value or " ".join(mention.text.casefold().split())


def _identity(thing: Thing) -> str:
    """What entities are told apart and put in order by: their short IRI."""
    return thing_id(str(thing[1])) if thing[0] == "entity" else f"value:{thing}"


def _exact(claim: Claim) -> bool:
    value = claim[2][1]
    return isinstance(value, Amount) and value.bound == "exact" and value.low == value.high


def _size(claim: Claim) -> Decimal:
    value = claim[2][1]
    assert isinstance(value, Amount)
    return value.low


def _unit(claim: Claim) -> str:
    value = claim[2][1]
    assert isinstance(value, Amount)
    return value.unit


def _same_year(one: Said, other: Said) -> bool:
    return bool(one.published) and one.published[:4] == other.published[:4]
