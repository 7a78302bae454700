"""The language of a text, and texts that kg does not read."""

from __future__ import annotations

import pytest

from kg.errors import InputError
from kg.ingest.language import language_of, named_language

FOREIGN = {
    "es": "La empresa Sillage, filial del fondo Calao, presentó el lunes un nuevo modelo de lenguaje.",
    "de": "Das Unternehmen Sillage, eine Tochter des Fonds Calao, hat am Montag ein neues Sprachmodell vorgestellt.",
    "it": "La società Sillage, controllata dal fondo Calao, ha presentato lunedì un nuovo modello linguistico.",
    "pt": "A empresa Sillage, subsidiária do fundo Calao, apresentou na segunda-feira um novo modelo.",
    "nl": "Het bedrijf Sillage, een dochter van het fonds Calao, heeft maandag een nieuw taalmodel voorgesteld.",
}
SCRIPTS = {
    "Cjk": "硅基智能公司周一发布了新的语言模型，并宣布完成三亿元融资。",
    "Cyrillic": "Компания представила в понедельник новую языковую модель и объявила о новых инвестициях.",
    "Arabic": "أعلنت الشركة يوم الاثنين عن نموذج لغوي جديد وعن جولة تمويل.",
}


def test_french_and_english() -> None:
    """A sentence is enough to tell the two apart."""
    assert language_of("La société, filiale du fonds Calao, a présenté lundi un nouveau modèle.") == "fr"
    assert language_of("The company, a subsidiary of the fund Calao, presented a new model on Monday.") == "en"


@pytest.mark.parametrize("lang", FOREIGN)
def test_another_language_is_refused(lang: str) -> None:
    """A text that is clearly in another language is refused, and the message names it."""
    with pytest.raises(InputError, match=rf"another language \({lang}\)"):
        language_of(FOREIGN[lang])


@pytest.mark.parametrize("script", SCRIPTS)
def test_another_script_is_refused(script: str) -> None:
    """A text in another script is refused, and the message names it."""
    with pytest.raises(InputError, match=rf"another script \({script}\)"):
        language_of(SCRIPTS[script])


def test_foreign_names_do_not_refuse_a_text() -> None:
    """A few words in another script leave a French text French."""
    assert language_of("La société 深度求索, que dirige M. Liang, a présenté un modèle à Pékin (北京).") == "fr"


@pytest.mark.parametrize("text", ["Mistral, Nvidia, OpenAI", "42 Md€ pour X", "Deals"])
def test_a_text_without_a_language_is_taken(text: str) -> None:
    """A few names say too little to refuse them."""
    assert language_of(text) in {"fr", "en"}


@pytest.mark.parametrize(("name", "lang"), [("fr", "fr"), ("EN", "en"), ("fr_FR", "fr"), ("en-GB", "en")])
def test_names_of_languages(name: str, lang: str) -> None:
    """Regions and case of a language tag do not matter."""
    assert named_language(name) == lang


def test_a_named_language_that_is_not_read() -> None:
    """What is not read is refused by its name."""
    with pytest.raises(InputError, match="'de' is not read"):
        named_language("de")
