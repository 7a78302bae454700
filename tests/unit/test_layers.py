"""What holds for the code as a whole: its layers, where libraries may be used, what it must not contain."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

SOURCES = sorted((ROOT / "kg").rglob("*.py"))
LOCKS = ("requirements.txt", "requirements-dev.txt")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def imported(path: Path) -> Iterator[str]:
    """The names of all modules that a file imports, at its top or inside its functions."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def users_of(library: str) -> list[str]:
    """The files of kg that import the library, as paths inside kg."""
    return [
        path.relative_to(ROOT / "kg").as_posix()
        for path in SOURCES
        if any(name == library or name.startswith(f"{library}.") for name in imported(path))
    ]


def test_layers_are_kept() -> None:
    """Data flows one way: the contracts in pyproject.toml hold."""
    command = [str(Path(sys.executable).with_name("lint-imports"))]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert found.returncode == 0, found.stdout


def test_spacy_stays_in_parse() -> None:
    """Only kg/parse knows spaCy, also inside functions."""
    assert [path for path in users_of("spacy") if not path.startswith("parse/")] == []


def test_only_the_command_line_prints() -> None:
    """Everything else logs or returns."""
    prints = [
        f"{path.name}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert prints == []


def test_modules_are_of_one_idea() -> None:
    """No module of more than 400 lines."""
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    assert {path: length for path, length in lengths.items() if length > 400} == {}


def test_importing_kg_is_light() -> None:
    """`import kg` loads no library outside the standard one."""
    heavy = "spacy rdflib pyvis pyoxigraph jinja2 networkx numpy pydantic typer rich babel pyshacl"
    code = f"import kg, sys; print([n for n in {heavy.split()!r} if n in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"


def test_version_is_the_package_s() -> None:
    """The installed package and the source say the same version."""
    import kg

    try:
        installed = importlib.metadata.version("aikg")
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("aikg is not installed here; make test installs it")
    assert installed == kg.__version__


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_pin_and_hash_everything(lock: str) -> None:
    """Every line of a lock is a package with one version and a hash, or a comment; no address of a registry."""
    text = (ROOT / lock).read_text("utf-8")
    assert not re.search(r"https?://|file:|--(index|extra|find|trusted)", text)
    entries = [entry for entry in re.split(r"(?<!\\)\n", text) if entry and not entry.startswith("#")]
    assert entries
    loose = [e for e in entries if not re.match(r"[a-z0-9._-]+==\S+", e) or "--hash=sha256:" not in e]
    assert loose == []


def test_locks_agree() -> None:
    """What runs is what was tested: the development lock holds the other one."""
    pinned = re.compile(r"^[a-z0-9._-]+==\S+", re.MULTILINE)
    run, dev = (set(pinned.findall((ROOT / lock).read_text("utf-8"))) for lock in LOCKS)
    assert run - dev == set()


def test_locks_cover_the_dependencies() -> None:
    """What pyproject.toml asks for is locked."""
    wanted = {re.split(r"[<>=]", item)[0] for item in PROJECT["project"]["dependencies"]}
    locked = set(re.findall(r"^([a-z0-9._-]+)==", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE))
    assert wanted - locked == set()
