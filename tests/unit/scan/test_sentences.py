"""Sentences: 100 hand-written cases a language, and what must hold for any text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Span
from kg.scan.sentences import MAX_SENTENCE, split

HERE = Path(__file__).parent
PIECES = [
    *(
        "M.",
        "Le",
        "DeepSeek",
        "mois.",
        "utilisateursTrois",
        "«",
        "»",
        "“",
        "”",
        '"',
        "?",
        "!",
        "…",
        "[…]",
        ")",
        "(",
        "’",
    ),
    *("\n", "\n\n", "\r\n", "\u2028", " ", "\u00a0", "\u200f", "\x00", "•", "-", "1.", "6,5", "3.5", ".", "a", "é"),
    *("PARIS, 14 oct. (ANV) - ", "12:28 ", "U.S.", "Inc.", "J.-B.", "xAI", "l’IA", "深度"),
]


def cases(lang: str) -> list[str]:
    lines = (HERE / f"sentences_{lang}.txt").read_text(encoding="utf-8").splitlines()
    return [line.replace("\\n", "\n") for line in lines if line and not line.startswith("#")]


def words(text: str, lang: str) -> list[str]:
    return [sentence.span.of(text) for sentence in split(text, lang)]


def expected(case: str) -> list[str]:
    return [part.strip().lstrip("•—- ") for part in case.split("‖")]


@pytest.mark.parametrize("case", cases("fr"))
def test_french_case(case: str) -> None:
    """Each French case is cut where it says and nowhere else."""
    assert words(case.replace("‖", ""), "fr") == expected(case)


@pytest.mark.parametrize("case", cases("en"))
def test_english_case(case: str) -> None:
    """Each English case is cut where it says and nowhere else."""
    assert words(case.replace("‖", ""), "en") == expected(case)


@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from(["fr", "en"]))
@settings(deadline=None)
def test_every_letter_is_in_one_sentence(pieces: list[str], lang: str) -> None:
    """Sentences are ordered, disjoint, not empty, stripped, and leave out no letter or digit."""
    text = "".join(pieces)
    spans = [sentence.span for sentence in split(text, lang)]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
    covered = {i for span in spans for i in range(span.start, span.end)}
    assert all(i in covered for i, char in enumerate(text) if char.isalnum())


@given(st.text(), st.sampled_from(["fr", "en"]))
def test_any_text_splits(text: str, lang: str) -> None:
    """No text makes the splitter fail, and no letter gets lost."""
    spans = [sentence.span for sentence in split(text, lang)]
    covered = {i for span in spans for i in range(span.start, span.end)}
    assert all(i in covered for i, char in enumerate(text) if char.isalnum())


def test_only_the_body_is_split() -> None:
    """What lies outside the spans given is in no sentence, and positions are those of the whole text."""
    text = "Menu. Une phrase. Pied de page."
    (only,) = split(text, "fr", [Span(6, 17)])
    assert only.span.of(text) == "Une phrase."


def test_blocks_number_the_lines() -> None:
    """Sentences of one line share a block, the next line has the next number, blank lines count for nothing."""
    text = "Un. Deux.\n\n\nTrois."
    assert [sentence.block for sentence in split(text, "fr")] == [0, 0, 1]


def test_wrapped_lines_are_one_block() -> None:
    """Lines that a fixed width has broken are one paragraph, even where a line begins with a capital."""
    text = (
        "The firm said on Tuesday that it had closed a round of forty million\n"
        "Canadian dollars led by Bellwether, which had backed it once before,\n"
        "Northgate Ventures and several more investors. The round values the\n"
        "company at two billion."
    )
    assert len(words(text, "en")) == 2


def test_a_heading_above_a_paragraph_is_not_wrapped() -> None:
    """A short line before a long one stands alone."""
    text = "Deals of the week\nBao raised seven million dollars from Monsoon Partners and others in Hanoi.\n"
    assert words(text, "en")[0] == "Deals of the week"


def test_a_name_with_a_capital_inside_is_never_cut() -> None:
    """Names like these stay whole even where both their halves are words of the text."""
    names = "DeepMind, OpenAI, YouTube, LinkedIn, CapitalOne, openAI, chatGPT, SoftBank, openMind"
    text = f"Deep and deep, open and Open, you and You, linked and Linked, capital and Capital, soft. Now {names}"
    assert names in words(f"{text}, chat, Soft, Bank, Mind, AI, GPT, Tube, In and One.", "en")[1]


def test_a_list_of_names_without_end_is_cut_to_size() -> None:
    """Ten thousand names in one paragraph give sentences of bounded length, cut between names."""
    text = ", ".join(f"Name{i} Corp" for i in range(10_000))
    pieces = words(text, "en")
    assert max(map(len, pieces)) <= MAX_SENTENCE
    assert all(piece.startswith("Name") for piece in pieces)


def test_a_word_without_end_is_cut_to_size() -> None:
    """Not even a text without white space makes a sentence without bound."""
    assert [len(piece) for piece in words("x" * 5000, "en")] == [2000, 2000, 1000]


REPEATED = [
    "A.",
    "abcAbc",
    ".(",
    "mot.Mot",
    "A-",
    "A B ",
    "»”",
    '."',
    "...",
    "\n",
    "• ",
    "1. ",
    "utilisateursTrois",
    ", A",
]


@pytest.mark.parametrize("piece", REPEATED)
def test_no_text_takes_long(piece: str) -> None:
    """Time grows with the length of a text, whatever is repeated in it (a square would take minutes here)."""
    text = piece * (200_000 // len(piece))
    before = process_time()
    split(text, "fr")
    assert process_time() - before < 5
