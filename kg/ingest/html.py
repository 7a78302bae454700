"""A saved web page as an article: the text without the page around it. Nothing is ever fetched.

The article's text is what was extracted; there is no way back from it to the markup.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING, BinaryIO, Final

from kg.errors import InputError, one_line
from kg.ingest.decode import decode
from kg.ingest.language import ENOUGH
from kg.ingest.page_metadata import page_metadata
from kg.ingest.problem import Problem
from kg.ingest.records import make_article
from kg.model import Article

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from trafilatura.settings import Document

MAX_PAGE: Final = 20_000_000  # bytes; a saved page with its pictures inside has a few millions
MAX_ELEMENTS: Final = 50_000  # a long page with its menus and comments has some 5,000; extraction takes 10 s for 50,000
_DECLARED: Final = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_HEAD: Final = 4096  # bytes in which a page must declare its encoding; the standard says 1,024
_ONE_BYTE: Final = re.compile(r"(windows|cp|iso-?8859|latin|mac|koi8)[\w-]*", re.IGNORECASE)
_LATIN: Final = frozenset({"iso-8859-1", "iso8859-1", "latin1", "latin-1"})  # browsers read these as Windows-1252


def read_page(file: BinaryIO, name: str) -> Iterator[Article | Problem]:
    """The one article of a saved page, or the problem that stands in its way."""
    data = file.read(MAX_PAGE + 1)
    try:
        if len(data) > MAX_PAGE:
            raise InputError(f"is larger than {MAX_PAGE:,} bytes; save the page without its pictures")
        yield article_from_page(data, name)
    except InputError as error:
        yield Problem.at(name, error)


def article_from_page(data: bytes, name: str) -> Article:
    """The article of a page: text by trafilatura, fields by the page's own head, then by trafilatura. The language is
    the text's own: templates declare what their maker spoke. Raises InputError if there is none.
    """
    tree = _tree(page_text(data))
    fields = page_metadata(tree)
    found = _extract(deepcopy(tree), tables=False)
    if len(_text(found)) < ENOUGH:
        found = _extract(tree, tables=True)  # old pages stand in a table as a whole
    text = _text(found)
    if len(text) < ENOUGH:
        raise InputError("no article can be told from the page around it; give its text as .txt or .md")
    return make_article(text, name, {**_guessed(found), **fields})


def page_text(data: bytes) -> str:
    """The page as text: UTF-8 if it is that, whatever it declares; else as declared; else Windows-1252.
    Raises InputError if it is no text.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        match = _DECLARED.search(data[:_HEAD])
        declared = match[1].decode("ascii", "replace").lower() if match else ""
        if _ONE_BYTE.fullmatch(declared) and declared not in _LATIN:
            try:
                return decode(data.decode(declared).encode("utf-8", "surrogatepass"))
            except (LookupError, UnicodeDecodeError):
                pass  # no such encoding, or the page is not in it: what follows reads every byte that is text
    return decode(data)


def _tree(text: str) -> HtmlElement:
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InputError(f"is no HTML page ({one_line(error)}); give the page as saved") from error
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        raise InputError("its elements are nested more than 255 deep; give the text itself")
    elements = sum(1 for _ in tree.iter())
    if elements > MAX_ELEMENTS:
        raise InputError(f"has {elements:,} elements, more than {MAX_ELEMENTS:,}; give the text itself")
    return tree


def _extract(tree: HtmlElement, *, tables: bool) -> Document | None:
    """What trafilatura makes of the page: comments of readers are not the article's, cells of tables no sentences."""
    _quiet()
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            tree, favor_precision=True, include_comments=False, include_tables=tables, with_metadata=True
        )
    except RecursionError as error:
        raise InputError("its elements are nested too deep; give the text itself") from error
    return None if isinstance(found, dict) else found


def _text(found: Document | None) -> str:
    return ((found.text if found else "") or "").strip()


@cache
def _quiet() -> None:
    """Keep what the libraries say of a page out of the terminal; it still reaches a log that is set up."""
    for name in ("trafilatura", "htmldate", "readability"):
        logging.getLogger(name).addHandler(logging.NullHandler())


def _guessed(found: Document | None) -> dict[str, str]:
    """The fields that trafilatura found. Not its date: from "2024-02" it makes a day, and which one hangs on the day of
    the run.
    """
    names = {"title": "title", "url": "url", "publisher": "sitename", "author": "author"}
    return {field: str(getattr(found, name, None) or "") for field, name in names.items()}
