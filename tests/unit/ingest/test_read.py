"""Sources to articles: what is found, in which order, and one line for everything that is not."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

from kg.ingest import Problem, articles
from kg.ingest import read as module
from kg.model import Article

FRENCH = "La société Sillage, filiale du fonds Calao, a présenté lundi un nouveau modèle."
ENGLISH = "The company Sillage, a subsidiary of the fund Calao, presented a new model on Monday."


def read(*sources: str | Path, stdin: bytes = b"") -> list[Article | Problem]:
    return list(articles(sources, stdin=io.BytesIO(stdin)))


def one(*sources: str | Path, stdin: bytes = b"") -> Article:
    (found,) = read(*sources, stdin=stdin)
    assert isinstance(found, Article), found
    return found


def problem(*sources: str | Path, stdin: bytes = b"") -> str:
    (found,) = read(*sources, stdin=stdin)
    assert isinstance(found, Problem)
    assert "\n" not in found.message
    assert found.message.startswith(found.name)
    return found.message


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_text_file(tmp_path: Path) -> None:
    """The text is the file without white space at its ends; the rest is as it stands, line ends included."""
    article = one(write(tmp_path / "a.txt", f"\ufeff\n  {FRENCH}\r\nSuite. \n"))
    assert article.text == f"{FRENCH}\r\nSuite."
    assert (article.lang, article.name) == ("fr", (tmp_path / "a.txt").as_posix())


def test_front_matter(tmp_path: Path) -> None:
    """The head of a file gives metadata and is no part of the text; lists and unknown keys are read over."""
    head = '---\ntitle: "Sillage: le retour"\nlang: fr\npublished: 2025-04-22\nurl: https://a.example/1\n'
    head += "publisher: La Cote\nauthor: A. B.\nchecked:\n  - https://b.example/\nkind: brief\n---\n"
    article = one(write(tmp_path / "a.md", f"{head}\n{FRENCH}\n"))
    assert article.text == FRENCH
    assert (article.title, article.published, article.url) == (
        "Sillage: le retour",
        "2025-04-22",
        "https://a.example/1",
    )
    assert (article.publisher, article.author, article.lang) == ("La Cote", "A. B.", "fr")


def test_a_rule_at_the_head_is_text(tmp_path: Path) -> None:
    """Three hyphens that enclose prose, or nothing, are no front matter."""
    assert one(write(tmp_path / "a.txt", f"---\n{FRENCH}\n---\nSuite.")).text.startswith("---\nLa société")
    assert one(write(tmp_path / "b.txt", f"---\n{FRENCH}")).text.startswith("---\nLa société")


def test_front_matter_wins_over_the_footer(tmp_path: Path) -> None:
    """The footer fills what the head leaves empty and changes nothing else."""
    footer = "Source link : https://a.example/x\n\nAuthor : Foot\n\nPublish date : 2025-04-22 05:30:00"
    article = one(write(tmp_path / "a.txt", f"---\nauthor: Head\n---\n{FRENCH * 9}\n\n{footer}"))
    assert (article.author, article.url, article.published) == ("Head", "https://a.example/x", "2025-04-22")
    assert article.text.endswith("05:30:00")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("published: 22/04/2025", "write YYYY-MM-DD"),
        ("published: 2025-02-30", "no day of the calendar"),
        ("lang: de", "'de' is not read"),
        ("url: javascript:alert(1)", "no http"),
    ],
)
def test_wrong_metadata_is_a_problem(tmp_path: Path, line: str, words: str) -> None:
    """A date, language or address that cannot be used is said, not dropped."""
    assert words in problem(write(tmp_path / "a.txt", f"---\n{line}\n---\n{FRENCH}"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "is empty"),
        (" \n\t ", "is empty"),
        ("---\ntitle: x\n---\n", "is empty"),
        ("1 - 2 - 3", "no letter"),
        (b"\x00\x01\x02", "NUL"),
        (b"\x89PNG" + bytes(range(1, 9)) * 50, "binary"),
        ("硅基智能公司周一发布了新的语言模型", "another script"),
    ],
)
def test_unusable_text_is_a_problem(tmp_path: Path, content: str | bytes, words: str) -> None:
    """Nothing to read is one line that says so."""
    assert words in problem(write(tmp_path / "a.txt", content))


def test_a_missing_path() -> None:
    """A path that leads nowhere is named."""
    assert "no such file or folder" in problem("nowhere/at/all.txt")
    assert isinstance(read("a\x00b")[0], Problem)


def test_an_unknown_suffix(tmp_path: Path) -> None:
    """A file of another kind is refused when named, and passed over in a folder."""
    assert "does not read .xlsx; give .htm, .html, .jsonl, .md, .txt, .xhtml" in problem(
        write(tmp_path / "a.xlsx", "x")
    )
    assert read(tmp_path) == []


def test_a_folder_is_walked_in_order(tmp_path: Path) -> None:
    """Files of all levels come sorted by name; hidden ones, READMEs and other kinds are left out."""
    for name in ("b.txt", "a/z.txt", "a/b.md", "c.jsonl", ".git/x.txt", "README.md", "d.csv"):
        write(tmp_path / name, json.dumps({"id": name, "text": FRENCH}) if name.endswith("l") else FRENCH)
    names = [found.name.removeprefix(f"{tmp_path.as_posix()}/") for found in read(tmp_path)]
    assert names == ["a/b.md", "a/z.txt", "b.txt", "c.jsonl"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    """A file and its folder, given together, give one article."""
    path = write(tmp_path / "a.txt", FRENCH)
    assert len(read(path, tmp_path, tmp_path / "." / "a.txt")) == 1


def test_a_loop_of_folders_ends(tmp_path: Path) -> None:
    """A link to a folder above is followed once."""
    write(tmp_path / "a" / "x.txt", FRENCH)
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    assert len(read(tmp_path)) == 1


def test_a_broken_link_is_a_problem(tmp_path: Path) -> None:
    """A link to nothing is named, and the files beside it are read."""
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone")
    write(tmp_path / "b.txt", FRENCH)
    first, second = read(tmp_path)
    assert isinstance(first, Problem)
    assert isinstance(second, Article)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """What is no regular file is refused, not opened."""
    os.mkfifo(tmp_path / "a.txt")
    assert "no regular file" in problem(tmp_path / "a.txt")


def test_json_lines(tmp_path: Path) -> None:
    """Ids come back as given, texts are exact, blank lines and unknown keys are nothing."""
    rows = [
        {
            "id": "a",
            "lang": "fr",
            "text": f" {FRENCH}\n",
            "published": "2025-01-02T10:00:00Z",
            "url": "https://a.example/",
        },
        {"id": 7, "text": ENGLISH, "title": None, "score": 3},
        {"text": FRENCH},
    ]
    path = write(tmp_path / "a.jsonl", "\ufeff" + "\n\n".join(map(json.dumps, rows)))
    first, second, third = read(path)
    assert isinstance(first, Article)
    assert (first.name, first.text, first.published, first.lang) == ("a", f" {FRENCH}\n", "2025-01-02", "fr")
    assert isinstance(second, Article)
    assert (second.name, second.lang) == ("7", "en")
    assert third.name == f"{path.as_posix()}:5"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "not valid JSON"),
        ("[1, 2]", 'no object with a "text"'),
        ('{"id": "a"}', 'no object with a "text"'),
        ('{"text": 3}', 'no object with a "text"'),
        ('{"text": "Un texte.", "title": 3}', '"title" is no string'),
        ('{"text": "a\\u0000b"}', "NUL"),
        ('{"text": ""}', "is empty"),
        ("[" * 100_000, "nested too deep"),
        ('{"text": "Un texte.", "lang": "xx"}', "'xx' is not read"),
    ],
)
def test_a_bad_line_is_one_problem(tmp_path: Path, line: str, words: str) -> None:
    """A bad line is named with its number, and the lines around it are read."""
    good = json.dumps({"text": FRENCH})
    before, bad, after = read(write(tmp_path / "a.jsonl", f"{good}\n{line}\n{good}\n"))
    assert isinstance(before, Article)
    assert isinstance(after, Article)
    assert isinstance(bad, Problem)
    assert bad.name.endswith("a.jsonl:2")
    assert words in bad.message


def test_a_line_without_end_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line over the limit is a problem, is not held in memory, and the next line is read."""
    monkeypatch.setattr(module, "MAX_LINE", 500)
    long, good = json.dumps({"text": "x" * 2_000}), json.dumps({"text": FRENCH})
    bad, after = read(write(tmp_path / "a.jsonl", f"{long}\n{good}\n"))
    assert isinstance(bad, Problem)
    assert "longer than 500 bytes" in bad.message
    assert isinstance(after, Article)


def test_a_file_too_large_is_refused(tmp_path: Path) -> None:
    """A text of more than a million characters is no article."""
    assert "split it" in problem(write(tmp_path / "a.txt", "mot " * 300_000))
    assert "split it" in problem(write(tmp_path / "b.txt", b"x" * (module.MAX_BYTES + 1)))


def test_lone_surrogates_are_replaced() -> None:
    """Half a character in a JSON escape becomes U+FFFD: positions stay, and the text can be written."""
    assert one("-", stdin=b'{"text": "Un texte \\ud83d en fran\\u00e7ais."}').text == "Un texte \ufffd en français."


def test_standard_input_is_a_text_or_json_lines() -> None:
    """What begins with a brace is JSON lines, anything else is one text."""
    assert one("-", stdin=FRENCH.encode()).name == "stdin"
    assert [found.name for found in read("-", stdin=json.dumps({"id": "x", "text": FRENCH}).encode())] == ["x"]
    assert "is empty" in problem("-", stdin=b"")


def test_reading_has_no_hidden_order(tmp_path: Path) -> None:
    """Two readings of one folder are equal, ids included."""
    for i in range(20):
        write(tmp_path / f"{i}.txt", f"{FRENCH} {i}")
    assert read(tmp_path) == read(tmp_path)
