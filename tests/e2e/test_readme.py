"""Every block of README.md is run, and says what it shows."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MORE = "…"
"""In a block: any words, and alone on a line any lines."""


def blocks(language: str) -> list[str]:
    """The blocks of one language, in order."""
    return [body for name, body in BLOCK.findall(README) if name == language]


def steps(block: str) -> list[tuple[str, str]]:
    """Each command of a console block with what it shows; nothing shown means that nothing is compared."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def pattern(shown: str) -> str:
    """A regular expression for the output that is shown."""
    return r"[\s\S]*?".join(re.escape(part) for part in shown.split(MORE))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder with the first two articles of seeds/, as seeds/ and articles/, and the command kg."""
    for name in ("seeds", "articles"):
        (tmp_path / name).mkdir()
        for seed in ("en-s01.md", "fr-s01.md"):
            shutil.copy(ROOT / "seeds" / seed, tmp_path / name)
    command = tmp_path / "bin" / "kg"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kg "$@"\n', "utf-8")
    command.chmod(0o755)
    return tmp_path


def test_every_block_is_of_a_kind_that_is_run() -> None:
    """No block escapes these tests."""
    assert {name for name, _ in BLOCK.findall(README)} == {"console", "pycon", "sh"}
    assert README.count("```") == 2 * len(BLOCK.findall(README))


@pytest.mark.model
def test_console_blocks(folder: Path) -> None:
    """Each command leaves with 0 and prints what the block shows."""
    env = {**os.environ, "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    for command, shown in (step for block in blocks("console") for step in steps(block)):
        found = subprocess.run(command, shell=True, cwd=folder, env=env, capture_output=True, text=True)
        assert found.returncode == 0, f"{command}\n{found.stderr}"
        if shown:
            assert re.fullmatch(pattern(shown), found.stdout), f"{command}\nshown:\n{shown}\nprinted:\n{found.stdout}"


@pytest.mark.model
def test_python_blocks() -> None:
    """Each block prints what it shows."""
    for number, block in enumerate(blocks("pycon")):
        example = doctest.DocTestParser().get_doctest(block, {}, f"README block {number}", "README.md", 0)
        lines: list[str] = []
        failed = doctest.DocTestRunner(verbose=False).run(example, out=lines.append).failed
        assert failed == 0, "".join(lines)


def test_make_targets_exist() -> None:
    """The commands of sh blocks are targets of the Makefile."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    commands = [line.split("#")[0].split() for block in blocks("sh") for line in block.splitlines()]
    assert commands
    assert {tuple(words) for words in commands} <= {("make", target) for target in targets}


def test_links_lead_somewhere() -> None:
    """Every relative link names a file of the project."""
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert links
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []
