"""Readings made by hand, small enough to see at a glance what must follow from them.

`Text` builds a reading by naming words of the text: offsets are found, never counted by hand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from kg.model import (
    Amount,
    Article,
    DateRange,
    Mention,
    MentionKind,
    Qualifier,
    Reading,
    RelationMention,
    Span,
    Status,
)


@dataclass
class Text:
    """A reading in the making."""

    text: str
    lang: str = "en"
    meta: dict[str, str] = field(default_factory=dict)
    mentions: dict[Span, Mention] = field(default_factory=dict)
    relations: list[RelationMention] = field(default_factory=list)

    def at(self, words: str, nth: int = 0) -> Span:
        """The span of the nth occurrence of the whole words."""
        found = list(re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", self.text))[nth]
        return Span(*found.span())

    def name(self, words: str, type_: str, key: str, nth: int = 0) -> Span:
        """Add a name."""
        return self._add(Mention(self.at(words, nth), words, type_, key))

    def refer(self, words: str, type_: str, key: str, to: Span, nth: int = 0) -> Span:
        """Add a reference to an earlier mention."""
        return self._add(Mention(self.at(words, nth), words, type_, key, MentionKind.REFERENCE, to))

    def literal(self, words: str, type_: str, value: Amount | DateRange | None = None) -> Span:
        """Add a literal."""
        return self._add(Mention(self.at(words), words, type_, "", MentionKind.LITERAL, None, value))

    def say(self, subject: Span, relation: str, obj: Span, trigger: str, quote: str = "", **more: Any) -> None:
        """Add a relation mention; the quote is the whole text unless given."""
        more.setdefault("confidence", Decimal("0.9"))
        more.setdefault("found_by", f"rule:{relation}/test")
        span = self.at(quote) if quote else Span(0, len(self.text))
        self.relations.append(RelationMention(relation, subject, obj, span, self.at(trigger), **more))

    def reading(self) -> Reading:
        """The finished reading, sorted as the model asks."""
        mentions = sorted(self.mentions.values(), key=lambda mention: mention.span)
        relations = sorted(self.relations, key=lambda found: (found.span, found.subject, found.object))
        return Reading(Article(self.text, self.lang, **self.meta), tuple(mentions), tuple(relations))

    def _add(self, mention: Mention) -> Span:
        self.mentions[mention.span] = mention
        return mention.span


def millions(value: int, unit: str = "EUR", bound: Any = "exact") -> Amount:
    """So many millions."""
    return Amount(Decimal(value * 1_000_000), Decimal(value * 1_000_000), unit, bound)


def year(value: int) -> DateRange:
    """A whole year."""
    return DateRange(date(value, 1, 1), date(value, 12, 31), "year")


def orsel() -> Reading:
    """A subsidiary by apposition; a founder behind a pronoun; published, with an address."""
    text = Text(
        "Orsel, filiale du fonds Valmont, a été créée par Ana Brun. Elle la dirige encore.",
        "fr",
        {
            "name": "orsel.txt",
            "title": "Orsel se dévoile",
            "url": "https://news.example/orsel",
            "publisher": "La Dépêche du Test",
            "published": "2024-03-05",
        },
    )
    firm = text.name("Orsel", "Company", "org:orsel")
    fund = text.name("Valmont", "Investor", "org:valmont")
    ana = text.name("Ana Brun", "Person", "person:ana-brun")
    she = text.refer("Elle", "Person", "person:ana-brun", ana)
    it = text.refer("la", "Company", "org:orsel", firm)
    first, second = "Orsel, filiale du fonds Valmont, a été créée par Ana Brun.", "Elle la dirige encore."
    text.say(firm, "subsidiary_of", fund, "filiale", first)
    text.say(ana, "founded", firm, "créée", first, confidence=Decimal("0.85"))
    text.say(she, "leads", it, "dirige", second, qualifiers=(Qualifier("role", "dirige"),))
    return text.reading()


def money() -> Reading:
    """A round with an amount and a year; a rumoured value; a partnership; a denial with its speaker."""
    text = Text(
        "Valmont invested in Orsel in 2023. Orsel raised €40 million. Orsel could be worth €1bn. "
        "Kestrel works with Orsel. Kestrel denies that it bought Orsel.",
        "en",
        {"name": "money.txt", "title": "Money", "url": "https://paper.example/money", "published": "2024-04-01"},
    )
    fund = text.name("Valmont", "Investor", "org:valmont")
    firm = [text.name("Orsel", "Company", "org:orsel", nth=i) for i in range(5)]
    kestrel = [text.name("Kestrel", "Company", "org:kestrel", nth=i) for i in range(2)]
    forty, billion = text.literal("€40 million", "Amount", millions(40)), text.literal("€1bn", "Amount", millions(1000))
    it = text.refer("it", "Company", "org:kestrel", kestrel[1])
    when = Qualifier("when", "in 2023", year(2023), text.at("in 2023"))
    text.say(fund, "invested_in", firm[0], "invested", "Valmont invested in Orsel in 2023.", qualifiers=(when,))
    text.say(firm[1], "raised", forty, "raised", "Orsel raised €40 million.")
    text.say(firm[2], "valued_at", billion, "worth", "Orsel could be worth €1bn.", status=Status.RUMOURED)
    text.say(kestrel[0], "partnered_with", firm[3], "works with", "Kestrel works with Orsel.")
    text.say(
        it,
        "acquired",
        firm[4],
        "bought",
        "Kestrel denies that it bought Orsel.",
        status=Status.DENIED,
        said_by=kestrel[1],
        confidence=Decimal("0.7"),
    )
    return text.reading()


def past() -> Reading:
    """A post that is over, a second sentence on the same firm, no address."""
    text = Text("Ivo Lang, former head of Kestrel, invested in Orsel.", "en", {"name": "past.txt"})
    ivo = text.name("Ivo Lang", "Person", "person:ivo-lang")
    kestrel = text.name("Kestrel", "Company", "org:kestrel")
    firm = text.name("Orsel", "Investor", "org:orsel")
    former = (Qualifier("former", "former", None, text.at("former")), Qualifier("role", "head", None, text.at("head")))
    text.say(ivo, "leads", kestrel, "head", qualifiers=former)
    text.say(ivo, "invested_in", firm, "invested")
    return text.reading()


def echo() -> Reading:
    """Another article that says what `orsel` says of the subsidiary, elsewhere in its text."""
    text = Text(
        "The Valmont fund keeps its subsidiary Orsel.", "en", {"name": "echo.txt", "url": "https://e.example/1"}
    )
    fund = text.name("Valmont", "Investor", "org:valmont")
    firm = text.name("Orsel", "Company", "org:orsel")
    text.say(firm, "subsidiary_of", fund, "subsidiary", confidence=Decimal("0.95"))
    return text.reading()


def all_readings() -> list[Reading]:
    """The four, in no order that means anything."""
    return [orsel(), money(), past(), echo()]
