"""What a web page says of its article in its own head: meta tags and JSON-LD.

A key is there only if the page says it in a form that can be used: a wrong date or address is as good as none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from kg.errors import InputError
from kg.ingest.records import iso_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# In each row the first that a page has; the order is from the property made for articles to the makeshift.
_META: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "parsely-title"),
    "url": ("og:url",),
    "publisher": ("og:site_name", "article:publisher", "dc.publisher", "dcterms.publisher", "application-name"),
    "author": ("author", "article:author", "dc.creator", "dcterms.creator", "citation_author", "parsely-author"),
    "published": (
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "dc.date.issued",
        "dcterms.issued",
        "dc.date",
        "dcterms.date",
        "citation_publication_date",
        "parsely-pub-date",
        "pubdate",
        "date",
    ),
}
_JSON: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("headline", "name"),
    "url": ("url", "mainEntityOfPage", "@id"),
    "publisher": ("publisher",),
    "author": ("author", "creator"),
    "published": ("datePublished", "dateCreated"),
}
_ARTICLE: Final = re.compile(r".*(Article|Posting)|Report")  # schema.org: NewsArticle, BlogPosting, Report, ...
_URL: Final = re.compile(r"https?://[^\s<>\"]+")
_NODES: Final = 10_000  # of one page's JSON-LD; real ones have some hundreds


def page_metadata(tree: HtmlElement) -> dict[str, str]:
    """Title, url, publisher, author and published (ISO), as far as the page has them; JSON-LD comes first."""
    found = {"url": next(filter(None, (_usable("url", str(link)) for link in tree.xpath(_CANONICAL))), "")}
    for source in (_from_json(tree), _from_meta(tree), _from_time(tree)):
        for field, value in source:
            if not found.get(field):
                found[field] = _usable(field, value)
    return {field: value for field, value in found.items() if value}


_CANONICAL: Final = "//link[translate(@rel, 'CANOIL', 'canoil')='canonical']/@href"


def _usable(field: str, value: str) -> str:
    """The value in one line; "" for a date that is none, an address that is none, a name that is an address."""
    value = " ".join(value.split())
    if field == "published":
        try:
            return iso_date(value)
        except InputError:
            return ""
    if field == "url":
        return value if _URL.fullmatch(value) else ""
    return "" if _URL.fullmatch(value) or not any(char.isalnum() for char in value) else value


def _from_meta(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """The fields of the meta tags, each tag's name in lower case whichever attribute it stands in."""
    tags: dict[str, str] = {}
    for tag in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            if (name := tag.get(attribute)) and (content := tag.get("content")):
                tags.setdefault(name.strip().lower(), content)
    for field, names in _META.items():
        yield from ((field, tags[name]) for name in names if name in tags)


def _from_time(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """The date of an element that is marked as the publication date, otherwise the only day that any element names."""
    marked = tree.xpath("//*[@itemprop='datePublished' or (self::time and @pubdate)]")
    for element in marked:
        yield "published", str(element.get("datetime") or element.get("content") or "")
    days = {_usable("published", str(value)) for value in tree.xpath("//time/@datetime")}
    if len(days) == 1:
        yield "published", days.pop()


def _from_json(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """The fields of the first article that a JSON-LD block describes."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            block = json.loads(script.text_content().strip(), strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(block):
            if _is_article(node):
                for field, names in _JSON.items():
                    yield from ((field, text) for name in names if (text := _text(node.get(name))))
                return


def _nodes(block: object) -> Iterator[dict[str, Any]]:
    """The objects of a block, outer ones first."""
    waiting = [block]
    for _ in range(_NODES):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, dict):
            yield value
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _is_article(node: Mapping[str, Any]) -> bool:
    types = node.get("@type")
    return any(isinstance(t, str) and _ARTICLE.fullmatch(t) for t in (types if isinstance(types, list) else [types]))


def _text(value: object) -> str:
    """The text of a value, the name of an object, the names of a list of them."""
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("@id"))
    if isinstance(value, list):
        return _joined([_text(item) for item in value if not isinstance(item, list)])
    return value if isinstance(value, str) else ""


def _joined(names: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(filter(None, names)))
