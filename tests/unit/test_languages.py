"""The loader of language data: what is wrong is named with file and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.languages import LANGUAGES, Section, load_file, load_section
from kg.settings import ontology_dir


class Words(Section):
    words: tuple[str, ...]


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_read_once(tmp_path: Path) -> None:
    """A section is one value, whoever asks for it."""
    path = write(tmp_path / "a.toml", 'words = ["un", "deux"]')
    assert load_file(path, Words).words == ("un", "deux")
    assert load_file(path, Words) is load_file(path, Words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('words = ["un"]\nwrods = []', "wrods"),
        ('words = ["un", 3]', "words.1"),
        ("", "words: Field required"),
        ("words = [", "not valid TOML"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, text: str, words: str) -> None:
    """An unknown key, a wrong value, a missing key and broken TOML each say where."""
    with pytest.raises(OntologyError, match=r"a\.toml") as caught:
        load_file(write(tmp_path / "a.toml", text), Words)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A file that is not there is named."""
    with pytest.raises(OntologyError, match=r"none\.toml: cannot be read"):
        load_file(tmp_path / "none.toml", Words)


def test_an_unknown_language_is_named() -> None:
    """A language without a folder is refused with those that have one."""
    with pytest.raises(OntologyError, match="unknown language 'xx'; known: en, fr"):
        load_section("xx", "sentences", Words)


def test_every_language_has_its_folder() -> None:
    """What is announced is there, and nothing else."""
    assert sorted(path.name for path in (ontology_dir() / "languages").iterdir()) == sorted(LANGUAGES)
