"""What the command line writes."""

from __future__ import annotations

import pytest

from kg import console


def test_table_keeps_columns_apart(capsys: pytest.CaptureFixture[str]) -> None:
    """Off a terminal a table is as wide as its rows; lists are joined, nothing is cut."""
    long = "x" * 300
    console.say_rows([{"a": long, "b": ["1", "2"]}, {"a": None, "b": 3}], ("a", "b"), as_json=False)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split() for line in (lines[0], *lines[2:])] == [["a", "b"], [long, "1,", "2"], ["3"]]


def test_markup_of_a_text_is_not_obeyed(capsys: pytest.CaptureFixture[str]) -> None:
    """Square brackets are words, not colours."""
    console.say_rows([{"a": "[red]Orsel[/red] [1]"}], ("a",), as_json=False)
    assert "[red]Orsel[/red] [1]" in capsys.readouterr().out


def test_no_progress_bar_off_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """A log file gets no bar."""
    with console.progress("reading") as progress:
        progress(1, 2)
    assert capsys.readouterr() == ("", "")
