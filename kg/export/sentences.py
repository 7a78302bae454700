"""A statement with the sentences behind it, as `kg why` shows it."""

from __future__ import annotations

from typing import Any

from kg.model import Entity, Evidence, Qualifier, Statement, Status

_WORDS = {Status.PLANNED: "planned", Status.RUMOURED: "rumoured", Status.DENIED: "denied"}


def as_text(statement: Statement) -> str:
    """The triple on a line, and each sentence beneath it with how sure it is, who says it and where."""
    lines = [f"{statement.subject.label} {statement.relation} {_label(statement)}"]
    for evidence in statement.evidence:
        lines.append(f"  « {_line(evidence.quote)} »")
        lines.append(f"    {_source(evidence)}")
    return "".join(f"{line}\n" for line in lines)


def as_json(statement: Statement) -> dict[str, Any]:
    """The same as a value of JSON; spans count code points of the article's text."""
    return {
        "subject": statement.subject.label,
        "relation": statement.relation,
        "object": _label(statement),
        "evidence": [_evidence(evidence) for evidence in statement.evidence],
    }


def _label(statement: Statement) -> str:
    return statement.object.label if isinstance(statement.object, Entity) else statement.object.text


def _source(evidence: Evidence) -> str:
    article = evidence.article
    parts = [
        _WORDS.get(evidence.status, ""),
        f"said by {evidence.said_by.label}" if evidence.said_by else "",
        *(_qualifier(qualifier) for qualifier in evidence.qualifiers),
        article.publisher or article.title or article.name or article.id,
        article.published,
        f"confidence {evidence.confidence}",
        evidence.found_by,
    ]
    return _line("; ".join(part for part in parts if part))


def _qualifier(qualifier: Qualifier) -> str:
    return "former" if qualifier.name == "former" else f"{qualifier.name}: {qualifier.text}"


def _evidence(evidence: Evidence) -> dict[str, Any]:
    article = evidence.article
    return {
        "quote": evidence.quote,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "status": evidence.status.value,
        "said_by": evidence.said_by.label if evidence.said_by else None,
        "qualifiers": {qualifier.name: qualifier.text for qualifier in evidence.qualifiers},
        "confidence": float(evidence.confidence),
        "found_by": evidence.found_by,
        "article": {
            "id": article.id,
            "title": article.title,
            "publisher": article.publisher,
            "published": article.published,
            "url": article.url,
        },
    }


def _line(text: str) -> str:
    """In one line, without control characters: an article must not drive the reader's terminal."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))
