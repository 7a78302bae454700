"""Ready questions: SPARQL files under ontology/queries, whose $names are filled in with words.

A file begins with comment lines: the first says what it answers, `# $name: …` what each part to fill in is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kg.errors import InputError, OntologyError, QueryError
from kg.settings import ontology_dir

COLUMNS = ("name", "about", "sets")
LARGEST = 1_000_000  # bytes of a query file: a query written by hand has hundreds

_PART = re.compile(r"\$([a-z_]+)")
_DECLARED = re.compile(r"^# \$([a-z_]+): (.+)$", re.MULTILINE)


def known() -> list[dict[str, Any]]:
    """A row for each ready question: name, what it answers, the parts to fill in."""
    out = []
    for name, path in _files().items():
        text = path.read_text("utf-8")
        about = text.partition("\n")[0].removeprefix("#").strip()
        out.append({"name": name, "about": about, "sets": ", ".join(part for part, _ in _DECLARED.findall(text))})
    return out


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
    """The ready question with its parts filled in by "key=value" `settings`. Raises InputError that says what fits."""
    files = _files()
    if template not in files:
        raise InputError(f"{template}: no such question; known: {', '.join(files)}")
    text = files[template].read_text("utf-8")
    wanted = dict(_DECLARED.findall(text))
    values = dict(_pair(setting) for setting in settings)
    for name in sorted(values.keys() - wanted.keys()):
        raise InputError(f"{template}: nothing to set called {name!r}; known: {', '.join(wanted) or 'nothing'}")
    for name in sorted(wanted.keys() - values.keys()):
        raise InputError(f"{template}: needs --set {name}=…, {wanted[name]}")
    return _filled(text, values, template)


def literal(words: str) -> str:
    """The words as a SPARQL string, whatever they contain."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + '"'


def _filled(text: str, values: dict[str, str], template: str) -> str:
    """Only the query is filled in, not the comments above it, and only what the file declares is a part."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]

    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise OntologyError(f"queries/{template}.rq: ${match[1]} is not declared; add a line '# ${match[1]}: …'")
        return literal(values[match[1]])

    return _PART.sub(value, "\n".join(lines)) + "\n"


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
