"""Which words of an article are a name, and which names are one."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import ontology
from kg.mentions.find import find_names
from kg.model import Mention, NameHit, Parse, Span
from kg.resolve.keys import key
from tests.unit.mentions.parses import parse_of

ONTOLOGY = ontology.load()


def found(parse: Parse, hits: tuple[NameHit, ...] = ()) -> list[Mention]:
    """The names of a parse."""
    return find_names(parse, hits, ONTOLOGY, key)


def texts(parse: Parse) -> list[str]:
    """The words of the names of a parse."""
    return [m.text for m in found(parse)]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("They met Orvane in Leeds.", ["Orvane", "Leeds"]),
        ("It runs Vellum 3 on two servers.", ["Vellum 3"]),
        ("It sold Orvane 7B in 2023.", ["Orvane 7B"]),
        ("They bought Orvane in 2023.", ["Orvane"]),
        ("They paid Orvane 12 million.", ["Orvane"]),
        ("It runs on GX-7 and xBot.", ["GX-7", "xBot"]),
        ("He left Hafen & Sons.", ["Hafen & Sons"]),
        ("She met Jo K. Adler.", ["Jo K. Adler"]),
        ("It wrote to tally.io yesterday.", ["tally.io"]),
    ],
)
def test_a_row_of_capitalised_words_is_a_name(sentence: str, names: list[str]) -> None:
    """Versions, codes, "&", initials and domains belong to it; years and amounts do not."""
    assert texts(parse_of(sentence)) == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("They met Orvane's Cadence team.", ["Orvane", "Cadence"]),
        ("A Leeds-based maker grew.", ["Leeds"]),
        ("The ex-Orvane coder left.", ["Orvane"]),
        ("They met Orvane CEO Jo Adler.", ["Orvane", "Jo Adler"]),
        ("They met Orvane on Tuesday.", ["Orvane"]),
        ("It closed a Series C in March.", []),
        ("It asked the Chief Executive Officer.", []),
        ("It was Finnish and about AI.", []),
        ("It is under a Lotus Community License.", []),
        ("It costs C$410 or 84 M€ now.", []),
    ],
)
def test_a_name_ends_where_another_thing_begins(sentence: str, names: list[str]) -> None:
    """A genitive, a hyphened participle, a post, a weekday; ordinary capitals are no names."""
    assert texts(parse_of(sentence)) == names


@pytest.mark.parametrize(
    ("sentence", "tags", "names"),
    [
        ("With Orvane it grew.", {"With": "ADP"}, ["Orvane"]),
        ("In March Orvane grew.", {"In": "ADP"}, ["Orvane"]),
        ("Thimble joins the club.", {"Thimble": "NOUN"}, ["Thimble"]),
        ("Memory of it fades.", {"Memory": "NOUN"}, []),
        ("Orvane: a maker of chips.", {"Orvane": "PROPN"}, []),
        ("ORVANE AND CADENCE GROW", {}, []),
        ("Orvane Will Build Faster Chips", {}, []),
    ],
)
def test_a_capital_that_its_place_explains_is_no_proof(
    sentence: str, tags: Mapping[str, str], names: list[str]
) -> None:
    """At the head of a sentence the tagger, the model or another place must speak for the word."""
    assert texts(parse_of(sentence, tags=tags)) == names


def test_a_word_in_lower_case_elsewhere_opens_its_sentence_only() -> None:
    """ "Capital" is no name where the text writes "capital"."""
    assert texts(parse_of("Capital fled.", "They need more capital now.")) == []


def test_a_name_proved_once_counts_everywhere() -> None:
    """Even before a colon or in a headline."""
    assert texts(parse_of("ORVANE AND LEEDS GROW", "Orvane: more chips.", "They met Orvane.")) == ["Orvane", "Orvane"]


@pytest.mark.parametrize(
    ("sentence", "lang", "tags", "names"),
    [
        ("He left the University of Leeds.", "en", {}, ["University of Leeds"]),
        ("He left the US Department of Trade.", "en", {}, ["US Department of Trade"]),
        ("They met Orvane of Leeds.", "en", {}, ["Orvane", "Leeds"]),
        ("Il quitte l'université de Leeds.", "fr", {}, ["université de Leeds"]),
        ("Il va à la Caisse des dépôts.", "fr", {"Caisse": "NOUN"}, ["Caisse des dépôts"]),
        ("Il va à la Commission européenne.", "fr", {"européenne": "ADJ"}, ["Commission européenne"]),
        ("Il lit L'Écho du Rail.", "fr", {"Écho": "NOUN"}, ["L'Écho du Rail"]),
        ("Il va à la commission de Leeds.", "fr", {}, ["Leeds"]),
    ],
)
def test_a_head_word_takes_its_complement_along(
    sentence: str, lang: str, tags: Mapping[str, str], names: list[str]
) -> None:
    """Bodies are named with their preposition; a firm and its town are two names."""
    assert texts(parse_of(sentence, lang=lang, tags=tags)) == names


@pytest.mark.parametrize(
    ("sentence", "lang", "names"),
    [
        ("It read the report “Trust and chips”.", "en", ["Trust and chips"]),
        ("Il lit « Puces et pouvoir », une étude.", "fr", ["Puces et pouvoir"]),
        ("Il dit : « Rien de neuf », hier.", "fr", []),
        ("It read the report “Trust ends here.”", "en", []),
    ],
)
def test_a_quoted_title_is_one_name(sentence: str, lang: str, names: list[str]) -> None:
    """Beside a noun for what has a title; what somebody says is none."""
    tags = {"Trust": "NOUN", "Puces": "NOUN", "Rien": "PRON"}
    assert texts(parse_of(sentence, lang=lang, tags=tags)) == names


def test_particles_join_a_persons_name() -> None:
    """ "von der" joins by itself, "de" only where the model sees one person."""
    assert texts(parse_of("He met Anna von der Au.")) == ["Anna von der Au"]
    assert texts(parse_of("Il voit Anna de Brie.", lang="fr", names={"Anna de Brie": "PER"})) == ["Anna de Brie"]
    assert texts(parse_of("Il voit Anna de Brie.", lang="fr")) == ["Anna", "Brie"]


def keys(parse: Parse) -> dict[str, str]:
    """Name -> key."""
    return {m.text: m.key for m in found(parse)}


@pytest.mark.parametrize(
    ("full", "short", "label"),
    [
        ("Ilse Adlerberg", "Adlerberg", "PER"),
        ("Tamaro Capital", "Tamaro", "ORG"),
        ("National Chip Council", "NCC", "ORG"),
        ("Orvane Inc", "Orvane", "ORG"),
    ],
)
def test_a_short_form_has_the_class_of_its_full_form(full: str, short: str, label: str) -> None:
    """Surname, firm without its generic word, acronym. Which forms are one entity is for the keys to say, not here."""
    classes = {
        m.text: m.type for m in found(parse_of(f"They met {full}.", f"They thanked {short}.", names={full: label}))
    }
    assert classes[full] == classes[short]


@pytest.mark.parametrize(
    ("one", "other"), [("Orvane", "Orvane Nemo"), ("Orvane 2", "Orvane 3"), ("Orvane", "Orvane 3")]
)
def test_a_product_is_not_its_maker(one: str, other: str) -> None:
    """A word that is not generic, or a number, makes another name."""
    found_keys = keys(parse_of(f"They met {one} there.", f"They sold {other} again."))
    assert found_keys[one] != found_keys[other]


def test_a_surname_of_two_persons_stays_alone() -> None:
    """Nothing is joined where two full names fit."""
    names = {"Ilse Adlerberg": "PER", "Karl Adlerberg": "PER"}
    parse = parse_of("They met Ilse Adlerberg and Karl Adlerberg.", "They thanked Adlerberg again.", names=names)
    assert len(set(keys(parse).values())) == 3


def test_known_spellings_share_the_key_of_the_known_name() -> None:
    """The gazetteer's name makes the key, whichever spelling stands in the text."""
    parse = parse_of("They met Orvane and OVN.")
    hits = (NameHit(Span(9, 15), "Company", "Orvane"), NameHit(Span(20, 23), "Company", "Orvane"))
    assert [m.key for m in found(parse, hits)] == ["org:orvane", "org:orvane"]


def test_an_ambiguous_known_name_needs_another_witness() -> None:
    """ "together" in lower case is no name; "Together" inside a sentence is one."""
    lower = parse_of("They met together.")
    upper = parse_of("They met Together.")
    hit = (NameHit(Span(9, 17), "Company", "Together", ambiguous=True),)
    assert (found(lower, hit), [m.text for m in found(upper, hit)]) == ([], ["Together"])


WORDS = st.lists(
    st.sampled_from(
        ["Orvane", "of", "the", "Leeds", "AI", "&", "and", "CEO", "3", "d'", "-", "«", "University", "x.ai"]
    ),
    max_size=14,
)


@settings(max_examples=150, deadline=None)
@given(WORDS, st.sampled_from(["en", "fr"]))
def test_names_are_sorted_disjoint_and_in_the_text(parts: list[str], lang: str) -> None:
    """Whatever the words, each name is a piece of the text without white space at its ends."""
    parse = parse_of(" ".join(parts), lang=lang)
    mentions = found(parse)
    assert all(m.span.of(parse.article.text) == m.text == m.text.strip() for m in mentions)
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))


def test_thousands_of_names_cost_no_more_than_their_number() -> None:
    """4,000 different names in an article: a quadratic step would take minutes."""
    letters = "abcdefghij"
    names = [f"Qu{a}{b}{c}{d}o" for a in letters[:4] for b in letters for c in letters for d in letters]
    lists = [", ".join(names[at : at + 100]) for at in range(0, len(names), 100)]
    assert len(found(parse_of(*(f"They met {some}." for some in lists)))) == len(names)
