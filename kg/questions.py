"""Ready questions: SPARQL files under ontology/queries, whose $names are filled in with words.

A file begins with comment lines. `# en: …` and `# fr: …` say what it answers, `# $name = "…": …` gives each part to
fill in its value where none is set, and says what it is; further lines tell what a reader of the rows must know.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError, OntologyError, QueryError
from kg.languages import LANGUAGES
from kg.settings import ontology_dir

COLUMNS = ("name", "en", "fr", "sets")
LARGEST = 1_000_000  # bytes of a query file: a query written by hand has hundreds

_PART = re.compile(r"\$([a-z_]+)")
_DECLARED = re.compile(r"^# \$([a-z_]+) = (\"[^\n]*?\"): (.+)$", re.MULTILINE)
_TERM = re.compile(r"(?<![\w:.-])kg:[A-Za-z]\w*")
_STRING = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>")
_TITLE = re.compile(r"^# ([a-z]{2}): (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Question:
    """A ready question. `titles` by language; `parts`: name -> value where none is set; `about`: name -> what it is."""

    name: str
    titles: Mapping[str, str]
    parts: Mapping[str, str]
    about: Mapping[str, str]
    sparql: str


def known() -> list[dict[str, Any]]:
    """A row for each ready question: name, what it answers in each language, the parts to fill in."""
    questions = [question(name) for name in _files()]
    return [{"name": q.name, **q.titles, "sets": ", ".join(q.parts)} for q in questions]


def question(name: str) -> Question:
    """The ready question of this name. Raises InputError if there is none, OntologyError if its head is wrong."""
    files = _files()
    if name not in files:
        raise InputError(f"{name}: no such question; known: {', '.join(files)}")
    text = files[name].read_text("utf-8")
    head = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
    titles = dict(_TITLE.findall(head))
    if lacking := [lang for lang in LANGUAGES if lang not in titles]:
        raise OntologyError(f"queries/{name}.rq: no title in {lacking[0]}; add a line '# {lacking[0]}: …'")
    declared = _DECLARED.findall(head)
    parts = {part: str(json.loads(default)) for part, default, _ in declared}
    query = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))
    if undeclared := sorted(set(_PART.findall(query)) - parts.keys()):
        part = undeclared[0]
        raise OntologyError(f"queries/{name}.rq: ${part} is not declared; add a line '# ${part} = \"\": …'")
    return Question(name, titles, parts, {part: about for part, _, about in declared}, query)


def choose(sparql: str | None, file: Path | None, template: str | None, settings: Sequence[str]) -> str:
    """The one query that was given, in whichever of the three ways. Raises InputError if it was none or several."""
    given = [value for value in (sparql, file, template) if value is not None]
    if len(given) != 1:
        raise InputError("give one query: 'SPARQL', -f FILE or --template NAME (--template list shows them)")
    if settings and template is None:
        raise InputError("--set fills in a --template, and there is none")
    if template is not None:
        return fill(template, settings)
    return _read(file) if file is not None else sparql or ""


def fill(template: str, settings: Sequence[str]) -> str:
    """The ready question with its parts filled in by "key=value" `settings`, the others by their defaults.
    Raises InputError that says what fits.
    """
    chosen = question(template)
    values = dict(_pair(setting) for setting in settings)
    for name in sorted(values.keys() - chosen.parts.keys()):
        can_be = "; ".join(f"{part}: {about}" for part, about in chosen.about.items()) or "nothing"
        raise InputError(f"{template}: nothing to set called {name!r}; known: {can_be}")
    words = {**chosen.parts, **values}
    return _PART.sub(lambda match: literal(words[match[1]]), chosen.sparql)


def terms(sparql: str) -> list[str]:
    """The names of our own vocabulary that a query uses, such as "kg:leads", in the order of the alphabet."""
    return sorted(set(_TERM.findall(_STRING.sub("", sparql))))


def literal(words: str) -> str:
    """The words as a SPARQL string, whatever they contain."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + '"'


def _pair(setting: str) -> tuple[str, str]:
    name, equals, value = setting.partition("=")
    if not equals:
        raise InputError(f"--set {setting}: needs the form key=value")
    return name, value


def _files() -> dict[str, Path]:
    return {path.stem: path for path in sorted((ontology_dir() / "queries").glob("*.rq"))}


def _read(file: Path) -> str:
    try:
        if file.stat().st_size > LARGEST:
            raise QueryError(f"{file}: more than {LARGEST} bytes; is it a query?")
        return file.read_text("utf-8")
    except OSError as problem:
        raise InputError(f"{file}: cannot be read ({problem.strerror})") from None
    except UnicodeDecodeError:
        raise InputError(f"{file}: is not UTF-8; save it as UTF-8") from None
