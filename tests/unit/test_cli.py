"""The command line: what it loads, what it says, how it leaves. No language model: the stores are made by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg import __version__, cli, graph
from tests.conftest import ROOT
from tests.unit.samples import all_readings

COMMANDS = [info.callback.__name__ for info in cli.app.registered_commands if info.callback]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with the four readings made by hand."""
    place = tmp_path_factory.mktemp("cli") / "store"
    with graph.open(place, clock=lambda: "2025-01-01T00:00:00Z") as made:
        made.add_readings(all_readings())
    return str(place)


def lines_of(capsys: pytest.CaptureFixture[str]) -> tuple[str, list[str]]:
    """Standard output, and the lines of standard error."""
    captured = capsys.readouterr()
    return captured.out, captured.err.splitlines()


def test_help_loads_nothing_heavy() -> None:
    """`kg --help` answers before any library of its commands is loaded."""
    heavy = "spacy thinc rdflib pyvis pyoxigraph jinja2 networkx numpy pydantic pyshacl babel"
    code = f"""
import sys
from kg.cli import run
status = run(["--help"])
print(status, [name for name in {heavy.split()!r} if name in sys.modules])
"""
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.splitlines()[-1] == "0 []"


def test_no_words_means_help(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """`kg` alone shows what there is."""
    monkeypatch.setattr(sys, "argv", ["kg"])
    assert cli.run() == 0
    assert "Commands:" in lines_of(capsys)[0]


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """`kg --version` is the package's version."""
    assert cli.run(["--version"]) == 0
    assert lines_of(capsys)[0] == f"kg {__version__}\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The help of each command shows a call of it."""
    assert cli.run([command, "--help"]) == 0
    assert f"  kg {command}" in lines_of(capsys)[0].split("Usage:")[1].partition("\n")[2]


def test_reference_is_current() -> None:
    """docs/reference/cli.md is what the commands say of themselves; `make docs` writes it."""
    script = ROOT / "docs" / "reference" / "make_cli.py"
    command = [sys.executable, str(script)]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, env={"PYTHONPATH": str(ROOT)})
    assert (ROOT / "docs" / "reference" / "cli.md").read_text("utf-8") == found.stdout


@pytest.mark.parametrize(
    "words",
    [
        ["biuld", "x"],
        ["build"],
        ["build", "x", "--no-store"],
        ["extract", "x", "--min-confidence", "2"],
        ["query", "--format", "xml", "ASK {}"],
        ["query"],
        ["query", "ASK {}", "--template", "founders"],
        ["query", "ASK {}", "--set", "name=x"],
        ["query", "--template", "no-such"],
        ["query", "--template", "about", "--set", "nam=x"],
        ["query", "--template", "about", "--set", "name"],
        ["query", "-f", "no/such/file.rq"],
        ["ls", "people"],
        ["rules", "no_such_relation"],
        ["verify", "--store", "no/such/store"],
    ],
)
def test_wrong_use_is_one_line(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong call leaves with 2, says so in one line, and prints no data."""
    assert cli.run(words) == 2
    out, errors = lines_of(capsys)
    assert (out, len(errors)) == ("", 1)
    assert errors[0].startswith("kg: ")


@pytest.mark.parametrize(
    "sparql", ["SELECT", "INSERT DATA { <a:a> <a:a> <a:a> }", "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"]
)
def test_bad_query_is_one_line(sparql: str, store: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A query that is wrong, writes or reaches out is refused."""
    assert cli.run(["query", sparql, "--store", store]) == 2
    out, errors = lines_of(capsys)
    assert (out, len(errors)) == ("", 1)


def test_query_as_table(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A table has a heading and short names."""
    assert cli.run(["query", "SELECT ?who { ?who kg:founded ?what }", "--store", store]) == 0
    lines = [line.strip() for line in lines_of(capsys)[0].splitlines()]
    assert (lines[0], lines[-1]) == ("who", "ent:person-ana-brun")


def test_no_rows_are_told_with_the_word_that_nobody_knows(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty table alone would leave a misspelt relation unseen; what is known is not blamed."""
    assert cli.run(["query", 'SELECT * { ?a kg:heads "kg:none" ; kg:leads ?b }', "--store", store]) == 0
    assert lines_of(capsys)[1] == ["no rows; kg.ttl knows no kg:heads"]
    assert cli.run(["query", "--template", "founders", "--set", "name=Nobody", "--store", store]) == 0
    assert lines_of(capsys)[1] == ["no rows"]
    assert cli.run(["query", "SELECT ?who { ?who kg:founded ?what }", "--store", store]) == 0
    assert lines_of(capsys)[1] == []


def test_a_wrong_choice_is_told_without_the_parser_s_words(capsys: pytest.CaptureFixture[str]) -> None:
    """The line names what can be chosen, and nothing of how it was checked."""
    assert cli.run(["ls", "people"]) == 2
    error = lines_of(capsys)[1][0]
    assert "'people' is not one of 'articles', 'entities'" in error
    assert "Value error" not in error


def test_a_file_that_was_written_is_named(store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Export says where, as view does; to the terminal it writes data alone."""
    assert cli.run(["export", "ttl", "-o", str(tmp_path / "a.ttl"), "--store", store]) == 0
    assert lines_of(capsys) == ("", [f"written: {tmp_path / 'a.ttl'}"])
    assert cli.run(["export", "ttl", "--store", store]) == 0
    assert lines_of(capsys)[1] == []


def test_query_as_json(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON is the SPARQL 1.1 results format."""
    assert (
        cli.run(["query", "SELECT ?n { ?x kg:founded ?y . ?x rdfs:label ?n }", "--format", "json", "--store", store])
        == 0
    )
    found = json.loads(lines_of(capsys)[0])
    assert found["results"]["bindings"] == [{"n": {"type": "literal", "value": "Ana Brun"}}]


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json"])
def test_ask_says_true(form: str, store: str, capsys: pytest.CaptureFixture[str]) -> None:
    """ASK answers in every format."""
    assert cli.run(["query", "ASK { ?x kg:founded ?y }", "--format", form, "--store", store]) == 0
    out = lines_of(capsys)[0]
    assert "true" in out if form == "json" else out == "true\n"


def test_query_from_a_file(store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """-f reads the query from a file."""
    file = tmp_path / "q.rq"
    file.write_text("SELECT ?x { ?x kg:founded ?y }", "utf-8")
    assert cli.run(["query", "-f", str(file), "--format", "csv", "--store", store]) == 0
    assert lines_of(capsys)[0].split() == ["x", "https://kg.example/entity/person-ana-brun"]


def test_everything_sees_the_book_keeping(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    """--everything unites all graphs; without it a query sees facts only."""
    asked = "ASK { ?e a kg:Evidence }"
    answers = []
    for more in ([], ["--everything"]):
        cli.run(["query", asked, "--store", store, *more])
        answers.append("true" in lines_of(capsys)[0])
    assert answers == [False, True]


def test_why_shows_the_sentence(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`kg why` prints the triple and what the article says."""
    assert cli.run(["why", "Ana Brun", "founded", "Orsel", "--store", store]) == 0
    out = lines_of(capsys)[0]
    assert out.splitlines()[0] == "Ana Brun founded Orsel"
    assert "« Orsel, filiale du fonds Valmont, a été créée par Ana Brun. »" in out


def test_why_as_json_gives_spans(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The span of each quote counts code points of the article."""
    assert cli.run(["why", "Kestrel", "acquired", "--json", "--store", store]) == 0
    (row,) = map(json.loads, lines_of(capsys)[0].splitlines())
    assert (row["status"], row["speaker"]) == ("denied", "Kestrel")
    assert row["end"] - row["start"] == len(row["quote"])


def test_why_without_an_answer(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A fact that no article states leaves with 1: the use was right."""
    assert cli.run(["why", "Orsel", "founded", "Valmont", "--store", store]) == 1
    assert len(lines_of(capsys)[1]) == 1


@pytest.mark.parametrize("what", ["articles", "entities", "facts", "evidence"])
def test_ls_lists_all_there_is(what: str, store: str, capsys: pytest.CaptureFixture[str]) -> None:
    """--json gives one line a row, with every column of the graph's own tables."""
    with graph.open(store) as opened:
        expected = json.loads(json.dumps(getattr(opened, what)(), default=str))
    assert cli.run(["ls", what, "--json", "--store", store]) == 0
    assert [json.loads(line) for line in lines_of(capsys)[0].splitlines()] == expected


def test_verify_proves_the_store(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A sound store leaves with 0 and says how much was proved."""
    assert cli.run(["verify", "--json", "--store", store]) == 0
    figures = json.loads(lines_of(capsys)[0])
    assert (figures["articles"], figures["problems"]) == (4, 0)


def test_remove_takes_one_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An article goes by its name; one that is not there is told, and the others go all the same."""
    place = str(tmp_path / "store")
    with graph.open(place, clock=lambda: "") as made:
        made.add_readings(all_readings())
    assert cli.run(["remove", "no-such.txt", "past.txt", "--store", place]) == 1
    assert [line for line in lines_of(capsys)[1] if line.startswith("kg: ")] != []
    with graph.open(place) as left:
        assert [row["name"] for row in left.articles()] == ["echo.txt", "money.txt", "orsel.txt"]


def test_an_article_cannot_drive_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Escape sequences of a text are not passed on."""
    place = str(tmp_path / "store")
    reading = all_readings()[0]
    from dataclasses import replace

    bad = replace(reading, article=replace(reading.article, title="\x1b[2J\x07red", publisher="\x1b]0;x\x07"))
    with graph.open(place, clock=lambda: "") as made:
        made.add_reading(bad)
    for words in (["ls"], ["why", "Ana Brun"], ["query", "SELECT ?t { GRAPH ?g { ?d dct:title ?t } }"]):
        assert cli.run([*words, "--store", place]) == 0
        assert "\x1b" not in lines_of(capsys)[0]


def test_doctor_tells_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that is no store is one line of the table, and leaves with 1."""
    (tmp_path / "something").write_text("else", "utf-8")
    assert cli.run(["doctor", "--json", "--store", str(tmp_path)]) == 1
    rows = {row["what"]: row for row in map(json.loads, lines_of(capsys)[0].splitlines())}
    assert not rows["store"]["ok"]
    assert rows["ontology"]["ok"]


def test_show_is_a_card(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The entity, then its facts; --json gives the rows."""
    assert cli.run(["show", "Orsel", "--lang", "fr", "--store", store]) == 0
    assert "\nfondé par\n  Ana Brun\n" in lines_of(capsys)[0]
    assert cli.run(["show", "Orsel", "--json", "--store", store]) == 0
    card = json.loads(lines_of(capsys)[0])
    assert (card["label"], len(card["facts"])) == ("Orsel", 9)
    assert cli.run(["show", "Orsell", "--store", store]) == 2
    assert lines_of(capsys)[1] == ["kg: no entity is called 'Orsell'; near: Orsel"]


def test_a_former_post_is_marked_in_lists(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the mark a row reads as if the post were still held."""
    assert cli.run(["query", "--template", "about", "--set", "name=Ivo Lang", "--format", "csv", "--store", store]) == 0
    assert "Ivo Lang,leads,Kestrel,asserted,former," in lines_of(capsys)[0]
    assert cli.run(["ls", "facts", "--store", store]) == 0
    row = next(line.split() for line in lines_of(capsys)[0].splitlines() if "Ivo Lang" in line and "leads" in line)
    assert row[3:6] == ["Kestrel", "asserted", "yes"]


def test_timeline_is_in_the_order_of_time(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An event that the article dates stands before the articles that came after it."""
    assert cli.run(["timeline", "Orsel", "--json", "--store", store]) == 0
    rows = [json.loads(line) for line in lines_of(capsys)[0].splitlines()]
    assert (rows[0]["day"], rows[0]["dated_by"], rows[0]["subject"]) == ("2023-01-01", "event", "Valmont")
    assert [row["day"] for row in rows] == sorted(row["day"] for row in rows)
    assert cli.run(["timeline", "ent:org-orsel", "--json", "--store", store]) == 0
    assert len(lines_of(capsys)[0].splitlines()) == len(rows)
    assert cli.run(["timeline", "Orsell", "--store", store]) == 2
    assert lines_of(capsys)[1] == ["kg: no entity is called 'Orsell'; near: Orsel"]


def test_conflicts_and_validate_of_a_store_in_order(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing disagrees, nothing has a wrong form."""
    assert cli.run(["conflicts", "--json", "--store", store]) == 0
    assert cli.run(["validate", "--store", store]) == 0
    assert lines_of(capsys) == ("", ["0 problems"])


@pytest.mark.model
def test_explain_tells_which_construction_matched(capsys: pytest.CaptureFixture[str]) -> None:
    """The four parts, in this order."""
    assert cli.run(["explain", "Halva was founded by Ann Roe."]) == 0
    out = lines_of(capsys)[0]
    titles = ["mentions", "tree (raw)", "tree (masked)", "triggers", "facts"]
    assert [line for line in out.splitlines() if line in titles] == titles
    assert "Ann Roe founded Halva" in out
