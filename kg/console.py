"""What the command line writes, and where: data on standard output, everything else on standard error."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from kg.errors import one_line

Row = Mapping[str, Any]
Progress = Callable[[int, int], None]
"""Called with how much is done and how much there is; a total of 0 means that it is not known."""


def prepare() -> None:
    """Let names of every script be written: a terminal that is not UTF-8 gets escapes, not an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def write(text: str) -> None:
    """Write data, as it is."""
    sys.stdout.write(text)


def say(line: str) -> None:
    """Write one line of data."""
    write(line + "\n")


def note(line: str) -> None:
    """Tell the user something that is not data."""
    sys.stderr.write(one_line(line) + "\n")


def fail(message: str) -> None:
    """Tell the user what went wrong, in one line."""
    note(f"kg: {message}")


def say_json(value: object) -> None:
    """Write a value as one line of JSON."""
    say(json.dumps(value, ensure_ascii=False, default=str))


def say_rows(rows: Sequence[Row], columns: Sequence[str], *, as_json: bool) -> None:
    """Write rows as a table, or as one JSON line each with all their columns."""
    if as_json:
        for row in rows:
            say_json(dict(row))
    else:
        write(table(columns, [[_cell(row.get(column)) for column in columns] for row in rows]))


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The rows under their columns; on a terminal wrapped to its width, elsewhere as wide as they are."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    out = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        out.add_column(Text(column), overflow="fold")
    for row in rows:
        out.add_row(*(Text(one_line(cell)) for cell in row))
    terminal = sys.stdout.isatty()
    console = Console(file=io.StringIO(), width=None if terminal else 100_000, color_system=None)
    with console.capture() as captured:
        console.print(out)
    lines = (line.rstrip() for line in captured.get().splitlines())
    return "".join(f"{line}\n" for line in lines if line)


@contextmanager
def progress(what: str) -> Iterator[Progress]:
    """A bar on standard error while the block runs, if that is a terminal; else nothing."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total or None)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return str(value)
