"""What kind of thing a name is."""

from __future__ import annotations

import pytest

from kg import ontology
from kg.mentions.clues import context_clues, own_clues, place_of
from kg.mentions.names import Candidate
from kg.mentions.spelling import grams, spelling
from kg.mentions.types import clue_shares, clue_weights
from kg.mentions.words import name_words
from kg.model import NameHit, Parse, Span
from tests.unit.mentions.parses import parse_of
from tests.unit.mentions.test_names import ONTOLOGY, found


def clues(sentence: str, name: str, lang: str = "en", **more: object) -> set[str]:
    """The clues of the first occurrence of a name."""
    parse = parse_of(sentence, lang=lang, **more)  # type: ignore[arg-type]
    start = sentence.index(name)
    candidate = Candidate(Span(start, start + len(name)), "shape")
    words = name_words(lang)
    place = place_of(parse.sentences[0], candidate)
    assert place is not None
    return {*own_clues(name, "", words), *context_clues(place, words)}


@pytest.mark.parametrize(
    ("sentence", "lang", "clue"),
    [
        ("The startup Orvane grew.", "en", "before:Company"),
        ("La jeune pousse Orvane grandit.", "fr", "before:Company"),
        ("L'application de messagerie Orvane plaît.", "fr", "before:Product"),
        ("Les modèles Orvane plaisent.", "fr", "before:AIModel"),
        ("The analyst Orvane left.", "en", "before:role"),
        ("Its tool, Orvane, grew.", "en", "comma:Product"),
        ("Mr Orvane left.", "en", "title"),
        ("It met Orvane, a bank.", "en", "after:Investor"),
        ("Il voit « Orvane », un logiciel.", "fr", "after:Product"),
        ("It met Orvane, a chip designer.", "en", "after:Company"),
        ("It met Orvane's founder.", "en", "owns:role"),
        ("The Orvane model grew.", "en", "next:AIModel"),
        ("The founder of Orvane left.", "en", "of:organisation"),
        ("Il travaille chez Orvane.", "fr", "prep:at"),
        ("An Orvane-based maker grew.", "en", "suffix:based"),
        ("It met Orvane, whose chips sell.", "en", "rel:whose"),
    ],
)
def test_the_words_beside_a_name_are_clues(sentence: str, lang: str, clue: str) -> None:
    """The same clue for the same thing said in either language."""
    assert clue in clues(sentence, "Orvane", lang)


def test_the_verb_that_governs_a_name_is_a_clue() -> None:
    """ "Orvane raised": the subject of a verb of the group."""
    got = clues("Orvane raise money.", "Orvane", tags={"raise": "VERB"}, edges=[("raise", "nsubj", "Orvane")])
    assert "nsubj:raise" in got


@pytest.mark.parametrize(
    ("name", "clue"),
    [("Orvane 3", "version"), ("GX-7", "code"), ("NCC", "caps"), ("xBot", "camel"), ("tally.io", "domain"),
     ("Tamaro Capital", "last:Investor"), ("University of Leeds", "head:ResearchOrg"), ("Orvane GmbH", "legal")],
)  # fmt: skip
def test_the_form_of_a_name_is_a_clue(name: str, clue: str) -> None:
    """Versions, codes, words that kinds of organisations share."""
    assert clue in set(own_clues(name, "", name_words("en")))


def types(parse: Parse, hits: tuple[NameHit, ...] = ()) -> dict[str, str]:
    """Name -> class."""
    return {m.text: m.type for m in found(parse, hits)}


@pytest.mark.parametrize(
    ("sentence", "name", "lang", "cls"),
    [
        ("The analyst Ilse Adlerberg left.", "Ilse Adlerberg", "en", "Person"),
        ("Il voit l'université de Leeds.", "université de Leeds", "fr", "ResearchOrg"),
        ("It took money from Tamaro Capital.", "Tamaro Capital", "en", "Investor"),
        ("Il voit le modèle Orvane 3.", "Orvane 3", "fr", "AIModel"),
        ("La start-up Orvane grandit.", "Orvane", "fr", "Company"),
    ],
)
def test_clear_clues_decide(sentence: str, name: str, lang: str, cls: str) -> None:
    """The weights agree with what a reader would say."""
    assert types(parse_of(sentence, lang=lang))[name] == cls


def test_all_mentions_of_a_name_have_one_class() -> None:
    """The clue of one mention holds for the others and for the short form."""
    parse = parse_of("The analyst Ilse Adlerberg left.", "They thanked Adlerberg at Leeds.")
    got = types(parse)
    assert (got["Ilse Adlerberg"], got["Adlerberg"]) == ("Person", "Person")


def test_the_gazetteer_outweighs_a_clue() -> None:
    """A known model is a model even where the words beside it speak of a firm."""
    parse = parse_of("The startup Orvane grew.")
    assert types(parse, (NameHit(Span(12, 18), "AIModel", "Orvane"),)) == {"Orvane": "AIModel"}


def test_a_list_shares_its_class(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name between two known places follows them, the more the companions weigh."""
    monkeypatch.setattr("kg.mentions.types.COMPANION", 9.0)
    parse = parse_of("They chose Aro, Orvane and Ulm.")
    places = tuple(NameHit(Span(a, b), "Place", parse.article.text[a:b]) for a, b in ((11, 14), (27, 30)))
    assert (types(parse)["Orvane"], types(parse, places)["Orvane"]) == ("Company", "Place")


def test_a_list_shares_what_stands_before_it() -> None:
    """ "the startups Aro, Orvane and Ulm": the noun speaks for each; a name after the list it does not reach."""
    parse = parse_of("The startups Aro, Orvane and Ulm met Zel.")
    names = ("Aro", "Orvane", "Ulm", "Zel")
    candidates = [Candidate(Span(at, at + len(n)), "shape") for n in names for at in [parse.article.text.index(n)]]
    shares = clue_shares(parse, candidates, {n: n for n in names}, name_words("en"))
    assert [n for n in names if "list:before:Company" in shares[n]] == ["Orvane", "Ulm"]


def test_spelling_tells_persons_from_firms() -> None:
    """Names that no training list holds."""
    scores = {name: dict(spelling(name)) for name in ("Ilse Adlerberg", "Sunvale Digital")}
    assert scores["Ilse Adlerberg"]["person"] > scores["Ilse Adlerberg"]["org"]
    assert scores["Sunvale Digital"]["org"] > scores["Sunvale Digital"]["person"]


def test_spelling_reads_the_ends_of_the_first_and_last_word() -> None:
    """Middle words say nothing; accents are dropped."""
    assert {"f^jo", "lé"} - grams("Jo K. Lé") == {"lé"}
    assert "l^le" in grams("Jo K. Lé")
    assert "sle$" in grams("Lé")


def test_every_weighed_class_is_a_class_of_the_ontology() -> None:
    """And each row has one weight a class."""
    data = clue_weights()
    assert set(data.classes) == set(ONTOLOGY.entity_types)
    assert {len(data.bias), *map(len, data.weights.values())} == {len(data.classes)}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_tables_name_classes_of_the_ontology(lang: str) -> None:
    """A mistyped class in names.toml would never be found otherwise."""
    words = name_words(lang)
    named = {*words.nouns.values(), *words.roles.values(), *words.inside.values(), *words.heads.values()}
    assert named <= set(ontology.load().entity_types)
