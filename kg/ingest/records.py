"""From what a source says of itself (front matter, the fields of a JSON line, a footer) to an article."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date

from kg.errors import InputError
from kg.ingest.boilerplate import metadata
from kg.ingest.decode import checked
from kg.ingest.language import language_of, named_language
from kg.model import Article

MAX_TEXT = 1_000_000  # code points, about 150,000 words: longer than any article, shorter than what exhausts memory
FIELDS = ("lang", "title", "url", "publisher", "author", "published")
_FRONT = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_PAIR = re.compile(r"([A-Za-z][\w-]*)[ \t]*:(?:[ \t]+(.*))?")
_ITEM = re.compile(r"[ \t]+-[ \t]+.*|-[ \t]+.*|#.*")
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?")
_NAMES = {"date": "published", "language": "lang", "source": "url"}


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields between two lines of three hyphens at the head of a text, and the text after them.
    Lists ("checked:") and unknown keys are read over; a head of another form is part of the text.
    """
    match = _FRONT.match(text)
    if match is None:
        return {}, text
    fields: dict[str, str] = {}
    for line in match.group(1).splitlines():
        pair = _PAIR.fullmatch(line.rstrip())
        if pair:
            fields.setdefault(pair.group(1).lower(), _unquoted(pair.group(2) or ""))
        elif line.strip() and not _ITEM.fullmatch(line):
            return {}, text
    return fields, text[match.end() :]


def article_from_text(text: str, name: str) -> Article:
    """The article of a text file: its text without front matter and without white space at its ends.
    Raises InputError if there is none.
    """
    fields, body = front_matter(text)
    return make_article(body.strip(), name, fields)


def article_from_line(line: str, name: str) -> Article:
    """The article of one line of JSON, its text exactly as given. Raises InputError if there is none."""
    try:
        record = json.loads(line)
    except RecursionError as error:
        raise InputError("is nested too deep; give one flat object a line") from error
    except ValueError as error:
        raise InputError(f"is not valid JSON ({error}); give one object a line") from error
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise InputError('is no object with a "text"; give {"id": ..., "text": ...}')
    fields = {field: value for field in FIELDS if (value := record.get(field)) is not None}
    for field, value in fields.items():
        if not isinstance(value, str):
            raise InputError(f'"{field}" is no string; put it in quotes or leave it out')
    given = record.get("id")
    return make_article(checked(record["text"]), str(given) if isinstance(given, str | int) else name, fields)


def make_article(text: str, name: str, given: Mapping[str, str]) -> Article:
    """The article, its empty fields filled from its own footer. Raises InputError if it cannot be read as one."""
    if not text.strip():
        raise InputError("is empty; give a text")
    if len(text) > MAX_TEXT:
        raise InputError(f"has {len(text):,} characters, more than {MAX_TEXT:,}; split it")
    fields = {_NAMES.get(key, key): " ".join(checked(value).split()) for key, value in given.items()}
    lang = named_language(fields["lang"]) if fields.get("lang") else language_of(text)
    if not any(char.isalpha() for char in text):
        raise InputError("holds no letter; give a text")
    found = {**metadata(text, lang), **{key: value for key, value in fields.items() if key in FIELDS and value}}
    found.pop("lang", None)
    found["published"] = iso_date(found.get("published", ""))
    _check_url(found.get("url", ""))
    return Article(text=text, lang=lang, name=name, **found)


def iso_date(value: str) -> str:
    """The day of an ISO date or date and time; "" stays "". Raises InputError for anything else."""
    match = _DATE.fullmatch(value)
    try:
        return date.fromisoformat(match.group(1)).isoformat() if match else _no_date(value)
    except ValueError as error:
        raise InputError(f"publication date {value!r} is no day of the calendar; write YYYY-MM-DD") from error


def _no_date(value: str) -> str:
    if value:
        raise InputError(f"publication date {value!r} is not understood; write YYYY-MM-DD")
    return ""


def _check_url(url: str) -> None:
    if url and not re.fullmatch(r"https?://[^\s<>\"]+", url):
        raise InputError(f"url {url!r} is no http(s) address; correct it or leave it out")


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value
