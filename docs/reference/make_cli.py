"""Prints docs/reference/cli.md from the commands themselves: `make docs` writes it, a test compares."""

from __future__ import annotations

import contextlib
import io
import os
import sys

from kg import cli

HEAD = """# Command line

Written by `make docs` from the commands themselves; do not edit.

Every command leaves with 0 when it is done, 1 when the data has a problem, 2 when it was used wrongly, and tells an
error in one line on standard error. Data goes to standard output; progress bars appear on a terminal only.
"""


def help_of(*words: str) -> str:
    """What `kg WORDS --help` prints on a terminal of 100 columns."""
    os.environ["COLUMNS"] = "100"
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        cli.run([*words, "--help"])
    return "\n".join(line.rstrip() for line in out.getvalue().strip().splitlines())


def reference() -> str:
    """The whole page: kg itself, then each command in the order of the help."""
    names = [command.name or command.callback.__name__ for command in cli.app.registered_commands if command.callback]
    parts = [HEAD, f"## kg\n\n```text\n{help_of()}\n```\n"]
    parts += [f"## kg {name}\n\n```text\n{help_of(name)}\n```\n" for name in names]
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(reference())
