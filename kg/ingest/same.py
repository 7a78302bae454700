"""Articles with one text: a dispatch that several sites carry is read once and counts as one source."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Article


def same_text(articles: Iterable[Article]) -> list[list[Article]]:
    """The articles in groups of one exact text, in the order in which each text is first seen."""
    groups: dict[str, list[Article]] = {}
    for article in articles:
        groups.setdefault(article.text_id, []).append(article)
    return list(groups.values())
