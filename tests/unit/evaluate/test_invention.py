"""Invented names: of the same shape, always the same, right beside the words before and after them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluate.invention import Inventor, Sounds, initials, plain, sounds, stock, words_of

SILENT = Sounds(frozenset(), frozenset())


def invented(name: str, *, person: bool = False, seed: str = "1", heard: Sounds = SILENT) -> str:
    """Another name for this one."""
    inventor = Inventor(seed, words_of(name), heard)
    inventor.learn(name, person=person)
    return inventor.put(name)


@pytest.mark.parametrize(
    "name, shape",
    [
        ("Orsel Capital", r"[A-Z][a-z]+ Capital"),
        ("Bank of Orsel", r"Bank of [A-Z][a-z]+"),
        ("OpenAI", r"[A-Z][a-z]+AI"),
        ("xAI", r"[a-z]AI"),
        ("DeepSeek", r"[A-Z][a-z]+[A-Z][a-z]+"),
        ("CNRS", r"[A-Z]{4}"),
        ("01.ai", r"[1-9]{2}\.ai"),
        ("deepset", r"[a-z]+"),
        ("Maple & Main Ventures", r"[A-Z][a-z]+ & [A-Z][a-z]+ Ventures"),
        ("L'Oréal", r"L'[AEIOU][a-z]+"),
        ("Commission européenne", r"Commission [aeiou][a-z]+"),
        ("Commission nationale", r"Commission [a-z]+"),
        ("Banque", r"[A-Z][a-z]+"),
    ],
)
def test_the_shape_stays(name: str, shape: str) -> None:
    """Words such as Capital and grammar stay, case and signs too; at least one word is another."""
    new = invented(name)
    assert re.fullmatch(shape, new)
    assert new != name


@pytest.mark.parametrize("seed", [str(n) for n in range(20)])
def test_people_get_given_names(seed: str) -> None:
    """A given name takes the place of one of the same gender, an unknown one that of a name for both."""
    men, women, both = ({plain(name) for name in row} for row in stock().given)
    for name, row in (("Paul Roe", men), ("Claire Roe", women), ("Wenfeng Roe", both)):
        assert plain(invented(name, person=True, seed=seed).split()[0]) in row


def test_a_surname_alone_is_that_of_the_full_name() -> None:
    """Every form of a name changes in the same way, also in capitals."""
    inventor = Inventor("1", (), SILENT)
    inventor.learn("Ann van Roe", person=True)
    inventor.learn("OpenSeek", person=False)
    full = inventor.put("Ann van Roe").split()
    assert full[1] == "van"
    assert inventor.put("Roe") == full[2]
    assert inventor.put("OPENSEEK") == inventor.put("OpenSeek").upper()
    assert inventor.put("Openseek") == inventor.put("OpenSeek").capitalize()


@given(st.from_regex(r"[A-Z][a-z]{2,9}( [A-Z][a-z]{2,9})?", fullmatch=True), st.integers(0, 999))
def test_sounds_and_genitives_stay_right(name: str, seed: int) -> None:
    """A vowel gives a vowel, a consonant a consonant of the same group, and an s at the end stays one."""
    new = invented(name, seed=str(seed))
    for old_word, new_word in zip(name.split(), new.split(), strict=True):
        assert (plain(old_word)[0] in "aeiou") == (plain(new_word)[0] in "aeiou")
        assert (plain(old_word)[0] in "fhlmnrsx") == (plain(new_word)[0] in "fhlmnrsx")
        assert old_word.endswith("s") == new_word.endswith("s")


def test_the_text_tells_how_a_word_sounds() -> None:
    """ "d'Hugging" begins with a vowel, "an hour" too, "a European" does not."""
    french = sounds("le patron d'Hugging Face et de Mistral", "fr")
    assert french == Sounds(frozenset({"hugging"}), frozenset())
    english = sounds("an Hourglass deal, a European law", "en")
    assert english == Sounds(frozenset({"hourglass"}), frozenset({"european"}))
    for seed in map(str, range(20)):
        assert plain(invented("Hugging", seed=seed, heard=french))[0] in "aeiou"
        assert plain(invented("European", seed=seed, heard=english))[0] not in "aeiou"


def test_no_two_words_become_one_and_none_is_taken() -> None:
    """Words of the text do not come up, and no invented word twice."""
    names = [f"{a}{b}" for a in ("Bar", "Tol", "Ker") for b in ("da", "mo", "vi", "lu")]
    inventor = Inventor("7", names, SILENT)
    for name in names:
        inventor.learn(name, person=False)
    new = [inventor.put(name) for name in names]
    assert len({*new, *names}) == 2 * len(names)


def test_initials_are_those_of_capitals() -> None:
    """Grammar has none."""
    assert initials("Boston Consulting Group of America") == "BCGA"
