"""Amounts, numbers, licences and dates as nodes whose IRI is made of their content.

"1,7 milliard d'euros" and "€1.7bn" are one node; the words of the text stay on the mention and the evidence. A date is
two xsd:date and a precision: a gYear beside a date is compared differently from engine to engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from pyoxigraph import Literal, NamedNode

from kg.model import Amount, Bound, DateRange, Mention, Precision, Value, digest
from kg.rdf.vocabulary import TYPE, XSD, Names, iri_part, kg, term

DATE = term(XSD, "date")
_INTEGER = term(XSD, "integer")
_DECIMAL = term(XSD, "decimal")
_LONGEST_SLUG = 60  # beyond it a hash stands for the words: an IRI with a whole clause in it helps nobody


@dataclass(frozen=True, slots=True)
class ValueNode:
    """A value as the object of a statement or a qualifier. `words` where nothing was normalised; `value` otherwise."""

    prefix: str
    local: str
    type: str
    value: Value | None = None
    words: str = ""

    @property
    def id(self) -> str:
        """The short name, "val:eur-1700000000-at_least"."""
        return f"{self.prefix}:{self.local}"


def value_node(value: Value) -> ValueNode:
    """The node of a normalised value."""
    if isinstance(value, DateRange):
        local = f"date-{value.earliest.isoformat()}-{value.latest.isoformat()}-{value.precision}"
        return ValueNode("val", local, "Date", value)
    unit = {"": "number", "%": "percent"}.get(value.unit, iri_part(value.unit.casefold()))
    size = lexical(value.low) if value.low == value.high else f"{lexical(value.low)}-{lexical(value.high)}"
    kind = "Number" if value.unit in ("", "%") else "Amount"
    return ValueNode("val", f"{unit}-{size}-{value.bound}", kind, value)


def literal_node(mention: Mention) -> ValueNode:
    """The node of a literal mention: of its value, of a licence, or of its bare words."""
    if mention.value is not None:
        return value_node(mention.value)
    words = " ".join(mention.text.split())
    slug = iri_part("-".join(words.casefold().split()))
    if mention.type == "Licence":
        return ValueNode("lic", slug, "Licence", None, words.casefold())
    local = f"{mention.type.lower()}-{slug if len(slug) <= _LONGEST_SLUG else digest(words.casefold())}"
    return ValueNode("val", local, mention.type, None, words.casefold())


def value_triples(node: ValueNode, names: Names) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    """The triples that describe a value node; they depend on its content alone."""
    iri = names.node(node.prefix, node.local)
    yield iri, TYPE, kg(node.type)
    value = node.value
    if value is None:
        yield iri, kg("as_written"), Literal(node.words)
    elif isinstance(value, DateRange):
        yield iri, kg("earliest"), Literal(value.earliest.isoformat(), datatype=DATE)
        yield iri, kg("latest"), Literal(value.latest.isoformat(), datatype=DATE)
        yield iri, kg("precision"), Literal(value.precision)
    else:
        if value.low == value.high:
            yield iri, kg("value"), number(value.low)
        else:
            yield iri, kg("low"), number(value.low)
            yield iri, kg("high"), number(value.high)
        yield iri, kg("unit"), Literal(value.unit)
        yield iri, kg("bound"), Literal(value.bound)


def read_value(node: NamedNode, about: Mapping[NamedNode, list[str]]) -> Value | None:
    """The value that a node's properties describe; None for bare words. Raises ValueError if they do not fit together.
    `about`: property -> lexical forms.
    """
    if kg("as_written") in about:
        return None
    try:
        if kg("earliest") in about:
            earliest, latest = (date.fromisoformat(about[kg(name)][0]) for name in ("earliest", "latest"))
            return DateRange(earliest, latest, cast(Precision, about[kg("precision")][0]))
        low, high = ("value", "value") if kg("value") in about else ("low", "high")
        unit, bound = about[kg("unit")][0], cast(Bound, about[kg("bound")][0])
        return Amount(Decimal(about[kg(low)][0]), Decimal(about[kg(high)][0]), unit, bound)
    except (KeyError, ArithmeticError) as problem:
        raise ValueError(f"{node.value} describes no value") from problem


def text_of(node: object) -> str:
    """The IRI of a node or the lexical form of a literal. Raises ValueError for a blank node: we write none."""
    if isinstance(node, (NamedNode, Literal)):
        return node.value
    raise ValueError(f"{node} is not of our making")


def lexical(value: Decimal) -> str:
    """The number in its one canonical form: no exponent, no zero at the end, "1700000000", "0.5"."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def number(value: Decimal) -> Literal:
    """An xsd:integer where the value is whole, otherwise an xsd:decimal."""
    text = lexical(value)
    return Literal(text, datatype=_DECIMAL if "." in text else _INTEGER)


def integer(value: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(value), datatype=_INTEGER)
