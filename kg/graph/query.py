"""Questions in SPARQL: which are refused, and the form in which answers come back."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final
from typing import Literal as OneOf

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    serialize,
)

from kg.errors import QueryError, one_line
from kg.rdf import Names
from kg.rdf.vocabulary import XSD
from kg.store import Solutions, Store

Cell = str | int | Decimal | date | None
Format = OneOf["csv", "tsv", "json", "ttl"]

# The order matters: what stands first is taken first, so that nothing inside an IRI or a string is read as a word.
_TOKEN: Final = re.compile(
    r"""
      (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>\"{3}(?:[^"\\]|\\.|"{1,2}(?!"))*"{3} | '{3}(?:[^'\\]|\\.|'{1,2}(?!'))*'{3}
        | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<comment>\#[^\n\r]*)
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<prefixed>(?P<prefix>[\w.-]*):(?:[\w.:%-]|\\.)*)
    | (?P<word>\w+)
    | (?P<other>\S)
    """,
    re.VERBOSE | re.DOTALL,
)
_UPDATES: Final = frozenset({"insert", "delete", "load", "clear", "drop", "create", "add", "move", "copy", "with"})
_FORMS: Final = frozenset({"select", "ask", "construct", "describe"})


@dataclass(frozen=True, slots=True)
class Question:
    """A query that was looked through: whether it names its graphs with FROM, and whether it puts rows in order."""

    sparql: str
    has_from: bool
    ordered: bool


def check(sparql: str) -> Question:
    """The query if it only reads, and only this store. Raises QueryError for an update, SERVICE and LOAD.
    pyoxigraph has no switch for them and needs no space around a keyword: it follows `1SERVICE<…>` and `SERVICE:x {`.
    """
    words: list[str] = []
    tokens = list(_tokens(sparql))
    for at, (kind, text) in enumerate(tokens):
        if kind == "word":
            words.append(text.lower())
            if "service" in words[-1] or words[-1] == "load":
                raise QueryError(f"{text} is refused: a query reads this store and nothing else; take it out")
        elif kind == "prefixed" and "service" in text.partition(":")[0].lower() and _opens_group(tokens, at):
            raise QueryError(f"{text} reads as SERVICE, which is refused; give the prefix another name")
    form = next((word for word in words if word in _FORMS | _UPDATES), "")
    if form in _UPDATES:
        raise QueryError(f"{form.upper()} would change the store; a query only reads; kg build and kg remove change it")
    return Question(sparql, "from" in words, "order" in words)


def _tokens(sparql: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(sparql):
        kind = "prefixed" if match.lastgroup == "prefix" else match.lastgroup or "other"
        if kind not in ("comment", "iri", "string"):
            yield kind, match.group()
        elif kind != "comment":
            yield kind, ""


def _opens_group(tokens: list[tuple[str, str]], at: int) -> bool:
    """True if a "{" follows, unless GRAPH stands before."""
    after = tokens[at + 1][1] if at + 1 < len(tokens) else ""
    before = tokens[at - 1][1].lower() if at else ""
    return after == "{" and before != "graph"


def ask(store: Store, sparql: str, *, everything: bool) -> Answer:
    """The answer of the store. Rows that the query does not order are sorted, so that they are the same every time."""
    question = check(sparql)
    try:
        found = store.query(sparql, union=everything and not question.has_from)
        return _answer(found, store.names, question)
    except (OSError, RuntimeError, ValueError) as problem:
        raise QueryError(f"the query failed: {one_line(problem)}") from None


def _answer(found: Solutions, names: Names, question: Question) -> Answer:
    if isinstance(found, QueryBoolean):
        return Answer("boolean", (), (), names, truth=bool(found))
    if isinstance(found, QueryTriples):
        triples = sorted(found, key=str)
        terms = tuple((t.subject, t.predicate, t.object) for t in triples)
        return Answer("triples", ("subject", "predicate", "object"), terms, names)
    if not isinstance(found, QuerySolutions):
        raise QueryError("the store answered in a form that is unknown")
    columns = tuple(variable.value for variable in found.variables)
    rows = [tuple(solution[column] for column in columns) for solution in found]
    if not question.ordered:
        rows.sort(key=lambda row: [("" if term is None else str(term)) for term in row])
    return Answer("table", columns, tuple(rows), names)


@dataclass(frozen=True, slots=True)
class Answer:
    """A table, a boolean (ASK) or triples (CONSTRUCT, DESCRIBE). `terms`: RDF terms, None where a cell is unbound."""

    kind: OneOf["table", "boolean", "triples"]
    columns: tuple[str, ...]
    terms: tuple[tuple[object, ...], ...]
    names: Names
    truth: bool = False

    def __bool__(self) -> bool:
        return self.truth or bool(self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    @property
    def rows(self) -> list[dict[str, Cell]]:
        """The rows as dicts of plain values: "ent:org-deepseek", text, int, Decimal, date, None."""
        return [dict(zip(self.columns, map(self._cell, row), strict=True)) for row in self.terms]

    def serialize(self, form: Format) -> str:
        """The answer as text: CSV, TSV and JSON as SPARQL 1.1 defines them, Turtle for triples.
        Raises QueryError if the kind has no such form.
        """
        if self.kind == "boolean":
            if form != "json":
                return f"{str(self.truth).lower()}\n"
            return json.dumps({"head": {}, "boolean": self.truth}) + "\n"
        if form == "ttl":
            return self._turtle()
        if form == "json":
            return self._json()
        return self._delimited(form)

    def _cell(self, term: object) -> Cell:
        if isinstance(term, NamedNode):
            return self.names.short(term.value)
        if isinstance(term, Literal):
            return _plain(term)
        return None if term is None else str(term)

    def _turtle(self) -> str:
        if self.kind != "triples":
            raise QueryError("a table has no Turtle form; use CONSTRUCT, or another --format")
        triples = [Triple(*row) for row in self.terms]  # type: ignore[arg-type]
        return (serialize(triples, format=RdfFormat.TURTLE, prefixes=self.names.prefixes()) or b"").decode("utf-8")

    def _json(self) -> str:
        bindings = [
            {name: _json_term(term) for name, term in zip(self.columns, row, strict=True) if term is not None}
            for row in self.terms
        ]
        document = {"head": {"vars": list(self.columns)}, "results": {"bindings": bindings}}
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"

    def _delimited(self, form: Format) -> str:
        out = io.StringIO()
        if form == "csv":
            writer = csv.writer(out, lineterminator="\r\n")
            writer.writerow(self.columns)
            writer.writerows([getattr(term, "value", "") for term in row] for row in self.terms)
        else:
            out.write("\t".join(f"?{name}" for name in self.columns) + "\n")
            for row in self.terms:
                out.write("\t".join("" if term is None else str(term) for term in row) + "\n")
        return out.getvalue()


def _plain(literal: Literal) -> Cell:
    kind = literal.datatype.value.removeprefix(XSD)
    try:
        if kind == "integer":
            return int(literal.value)
        if kind == "decimal":
            return Decimal(literal.value)
        if kind == "date":
            return date.fromisoformat(literal.value)
    except (ValueError, InvalidOperation):
        pass
    return literal.value


def _json_term(term: object) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if not isinstance(term, Literal):
        return {"type": "bnode", "value": str(term).removeprefix("_:")}
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != XSD + "string":
        found["datatype"] = term.datatype.value
    return found
