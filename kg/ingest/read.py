"""Articles from files, folders, JSON lines and standard input.

What cannot be read is a Problem and the rest goes on.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from kg.errors import InputError
from kg.ingest.decode import decode
from kg.ingest.html import read_page
from kg.ingest.problem import Problem
from kg.ingest.records import MAX_TEXT, article_from_line, article_from_text
from kg.model import Article

STDIN = "-"
MAX_BYTES = 4 * MAX_TEXT  # of one text, whatever its encoding
MAX_LINE = 2 * MAX_BYTES  # of one JSON line: escapes can double a text
_LEFT_OUT = frozenset({"readme", "license", "licence", "notice", "changelog", "contributing"})  # never articles

Found = Article | Problem
Reader = Callable[[BinaryIO, str], Iterator[Found]]


def articles(sources: Sequence[str | Path], *, stdin: BinaryIO | None = None) -> Iterator[Found]:
    """The articles of the sources, in order: files, folders (sorted, all levels), and "-" for standard input.
    A file that two sources name is read once.
    """
    seen: set[tuple[int, int]] = set()
    for source in sources:
        if str(source) == STDIN:
            yield from _read_stdin(stdin or sys.stdin.buffer)
        else:
            for path in _files(Path(source), seen):
                yield from [path] if isinstance(path, Problem) else _read_file(path)


def _files(path: Path, seen: set[tuple[int, int]]) -> Iterator[Path | Problem]:
    """The files to read under a path, sorted; links are followed, each folder and file is visited once."""
    name = path.as_posix()
    try:
        status = path.stat()
    except FileNotFoundError:
        yield Problem.at(name, "no such file or folder; check the path")
        return
    except (OSError, ValueError) as error:
        yield _unreadable(name, error)
        return
    place = (status.st_dev, status.st_ino)
    if place in seen:
        return
    seen.add(place)
    if not path.is_dir():
        yield path
        return
    try:
        children = sorted(path.iterdir(), key=lambda child: child.name)
    except OSError as error:
        yield _unreadable(name, error)
        return
    for child in children:
        if not child.name.startswith(".") and (child.is_dir() or _wanted(child)):
            yield from _files(child, seen)


def _wanted(path: Path) -> bool:
    return path.suffix.lower() in READERS and path.stem.lower() not in _LEFT_OUT


def _read_file(path: Path) -> Iterator[Found]:
    name = path.as_posix()
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        yield Problem.at(name, f"kg does not read {path.suffix or 'files without a suffix'}; give {known_suffixes()}")
    elif not path.is_file():
        yield Problem.at(name, "is no regular file; give a file or a folder")
    else:
        try:
            with path.open("rb") as file:
                yield from reader(file, name)
        except OSError as error:
            yield _unreadable(name, error)


def _read_stdin(file: BinaryIO) -> Iterator[Found]:
    """Standard input: JSON lines if it begins with "{", else one text."""
    head = file.read(MAX_BYTES + 1)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from _lines(io.BytesIO(head + file.read()), "stdin")
    else:
        yield from _text(io.BytesIO(head), "stdin")


def _text(file: BinaryIO, name: str) -> Iterator[Found]:
    """The one article of a text file."""
    data = file.read(MAX_BYTES + 1)
    try:
        if len(data) > MAX_BYTES:
            raise InputError(f"is larger than {MAX_BYTES:,} bytes; split it")
        yield article_from_text(decode(data), name)
    except InputError as error:
        yield Problem.at(name, error)


def _lines(file: BinaryIO, name: str) -> Iterator[Found]:
    """An article or a problem for each line of JSON that is not blank; no line is held that is too long."""
    number, line = 0, file.readline(MAX_LINE + 1)
    while line:
        number += 1
        place = f"{name}:{number}"
        if len(line) > MAX_LINE:
            yield Problem.at(place, f"the line is longer than {MAX_LINE:,} bytes; split the text")
            while line and not line.endswith(b"\n"):
                line = file.readline(MAX_LINE)
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            try:
                yield article_from_line(decode(line), place)
            except InputError as error:
                yield Problem.at(place, error)
        line = file.readline(MAX_LINE + 1)


def _unreadable(name: str, error: Exception) -> Problem:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Problem.at(name, f"cannot be read ({reason}); check the path and its rights")


def known_suffixes() -> str:
    """The suffixes of the files that kg reads, as one phrase."""
    return ", ".join(sorted(READERS))


# One reader a suffix; a new kind of file is a function and a line here.
READERS: dict[str, Reader] = {
    ".txt": _text,
    ".md": _text,
    ".jsonl": _lines,
    **dict.fromkeys((".html", ".htm", ".xhtml"), read_page),
}
