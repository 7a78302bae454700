"""Keys: spellings of one name meet, different names never do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.keys import fold, key

SAME = [
    ("DeepSeek", "deepseek"),
    ("Phi-4", "Phi 4"),
    ("L’Oréal", "L'Oreal"),
    ("Mistral AI SAS", "Mistral AI"),
    ("Aleph Alpha GmbH", "Aleph Alpha"),
    ("Hangzhou DeepSeek Co., Ltd.", "Hangzhou DeepSeek"),
    ("SoftBank Group Corp.", "SoftBank Group"),
    ("Grupo Almenara, S.A.", "Grupo Almenara"),
    ("McKinsey & Company", "McKinsey"),
    ("Eni S.p.A.", "Eni"),
    ("Foo sp. z o.o.", "Foo"),
    ("Novo Nordisk A/S", "Novo Nordisk"),
    ("J.P. Morgan", "JP Morgan"),
    ("X.AI", "xAI"),
    ("AT&T", "AT & T"),
    ("Œuvre Noire", "Oeuvre noire"),
    ("Łukasz", "Lukasz"),
    ("ＤｅｅｐＳｅｅｋ", "DeepSeek"),
    ("Deep\u200bSeek", "DeepSeek"),
    ("Le\u00a0Chat", "« Le Chat »"),
    ("Claude™", "Claude"),
]
DIFFERENT = [
    ("R1", "R2"),
    ("R1", "R1-Lite"),
    ("GPT-3.5", "GPT-35"),
    ("GPT-4", "GPT-4o"),
    ("V3", "V3.1"),
    ("Command R", "Command R+"),
    ("C", "C#"),
    ("Google", "Google UK"),
    ("Goldman Sachs", "Goldman Sachs Group"),
    ("H", "H Company"),
    ("X", "X Corp"),
    ("AT&T", "ATT"),
    ("01.ai", "01ai"),
    ("Llama 3.1 8B", "Llama 3.1 80B"),
    ("深度求索", "月之暗面"),
    ("!!!", "???"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    """Case, accents, punctuation and legal form make no difference."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_names_stay_apart(one: str, other: str) -> None:
    """A digit, a version, a sign or a word of the name makes a difference."""
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("GPT-3.5", "gpt-3.5"),
        ("Kimi k1.5", "kimi-k1.5"),
        ("01.ai", "01.ai"),
        ("Character.AI", "character.ai"),
        ("Jean-Dominique Séval", "jean-dominique-seval"),
        ("D.E. Shaw", "de-shaw"),
        ("S.A.S.", "sas"),
        ("Command R+", "command-r+"),
        ("深度求索", "深度求索"),
        ("!!!", "!!!"),
        ("  ", ""),
    ],
)
def test_folded_form(name: str, folded: str) -> None:
    """The form itself is part of every identifier that was ever given, so it must not change."""
    assert fold(name) == folded


def test_only_organisations_lose_a_legal_form() -> None:
    """A person or a model may be called "Co" or "SE"."""
    assert key("org", "Mistral SE") == "org:mistral"
    assert key("work", "Mistral SE") == "work:mistral-se"
    assert key("person", "Mr. Co") == "person:mr-co"


@given(st.text())
def test_folding_twice_changes_nothing(name: str) -> None:
    """A folded name is its own fold."""
    assert fold(fold(name)) == fold(name)


@given(st.text(min_size=1).filter(str.strip))
def test_no_name_is_lost(name: str) -> None:
    """Only a blank name folds to nothing, and a key never holds white space."""
    assert fold(name)
    assert not any(char.isspace() for char in fold(name))
