"""References on trees made by hand: what is found, what it stands for, and when nothing is said."""

from __future__ import annotations

import re

import pytest

from kg import ontology
from kg.languages import load_section, load_shared
from kg.mentions.antecedents import governor
from kg.mentions.reference_data import ReferencesData, WeightsData
from kg.mentions.references import ReferenceFinder
from kg.model import Article, Edge, Mention, MentionKind, Parse, ParsedSentence, Sentence, Span, Token, Tree

# word/part of speech/head/edge; a head is the number of a word in its sentence, 1 the first, 0 the root's
ROW = re.compile(r"(\S+?)/([A-Z]+)(?:/(\d+)/([a-z:]+))?(?:\[(.*?)\])?(?=\s|$)")


def parsed(rows: str, start: int) -> tuple[str, ParsedSentence]:
    """The text and the parse of a sentence written as word/POS/head/edge."""
    text, tokens, edges = "", [], []
    for number, (word, pos, head, dep, features) in enumerate(ROW.findall(rows)):
        text += "" if not text or word in {".", ","} or text.endswith(("'", "-")) else " "
        at, above = start + len(text), int(head or 1) - 1
        span = Span(at, at + len(word))
        tokens.append(
            Token(span, word, word.lower(), pos, above, dep or "dep", frozenset(filter(None, features.split(";"))))
        )
        edges.append(Edge(above, dep or "dep", number))
        text += word
    return text, ParsedSentence(Sentence(Span(start, start + len(text))), (Tree(tuple(tokens), tuple(edges)),))


def resolve(lang: str, sentences: list[str], names: dict[str, str]) -> list[tuple[str, str]]:
    """The references of the sentences and the names they stand for."""
    text, parses = "", []
    for rows in sentences:
        start = len(text) + 1 if text else 0
        words, parse = parsed(rows, start)
        text += " " * (start - len(text)) + words
        parses.append(parse)
    found = [
        Mention(Span(*match.span()), name, cls, f"{cls}:{name}")
        for name, cls in names.items()
        for match in re.finditer(re.escape(name), text)
    ]
    finder = ReferenceFinder(lang, ontology.load())
    mentions = finder.find(Parse(Article(text, lang), tuple(parses)), sorted(found, key=lambda m: m.span))
    return [(m.text, m.antecedent.of(text)) for m in mentions if m.antecedent is not None]


ARGOS = "Argos/PROPN/2/nsubj raised/VERB/0/root money/NOUN/2/obj ./PUNCT/2/punct"


def test_only_fitting_name_is_meant() -> None:
    """A description stands for the one thing of its class that was named."""
    said = "The/DET/2/det startup/NOUN/3/nsubj hired/VERB/0/root engineers/NOUN/3/obj ./PUNCT/3/punct"
    assert resolve("en", [ARGOS, said], {"Argos": "Company"}) == [("The startup", "Argos")]


def test_description_never_stands_for_another_class() -> None:
    """Where only a person was named, "the startup" stands for nothing."""
    said = "The/DET/2/det startup/NOUN/3/nsubj hired/VERB/0/root engineers/NOUN/3/obj ./PUNCT/3/punct"
    assert resolve("en", [ARGOS, said], {"Argos": "Person"}) == []


def test_complement_names_its_own_thing() -> None:
    """ "The unit of Borel" is not a thing named before."""
    said = "The/DET/2/det unit/NOUN/5/nsubj of/ADP/4/case Borel/PROPN/2/nmod grew/VERB/0/root ./PUNCT/5/punct"
    assert resolve("en", [ARGOS, said], {"Argos": "Company", "Borel": "Company"}) == []


def test_participle_names_its_own_thing() -> None:
    """ "La société dirigée par Zoé" is not the company named before."""
    before = "Argos/PROPN/2/nsubj recrute/VERB/0/root ./PUNCT/2/punct"
    said = (
        "La/DET/2/det société/NOUN/6/nsubj dirigée/VERB/2/acl[VerbForm=Part] par/ADP/5/case Zoé/PROPN/3/obl "
        "grandit/VERB/0/root ./PUNCT/6/punct"
    )
    assert resolve("fr", [before, said], {"Argos": "Company", "Zoé": "Person"}) == []


def test_kind_is_no_complement() -> None:
    """ "Le fabricant de drones" tells what kind of firm is meant, and stands for it."""
    before = "Argos/PROPN/2/nsubj recrute/VERB/0/root ./PUNCT/2/punct"
    said = "Le/DET/2/det fabricant/NOUN/5/nsubj de/ADP/4/case drones/NOUN/2/nmod grandit/VERB/0/root ./PUNCT/5/punct"
    assert resolve("fr", [before, said], {"Argos": "Company"}) == [("Le fabricant", "Argos")]


def test_name_behind_a_kind_is_what_is_meant() -> None:
    """ "Le développeur de jeux Borel" is Borel, not what was named before."""
    before = "Argos/PROPN/2/nsubj recrute/VERB/0/root ./PUNCT/2/punct"
    said = (
        "Le/DET/2/det fabricant/NOUN/6/nsubj de/ADP/4/case drones/NOUN/2/nmod Borel/PROPN/2/appos grandit/VERB/0/root "
        "./PUNCT/6/punct"
    )
    assert resolve("fr", [before, said], {"Argos": "Company", "Borel": "Company"}) == []


def test_apposition_is_no_reference() -> None:
    """ "Argos, the startup," says what Argos is: the words stay free for the rules."""
    said = "Argos/PROPN/5/nsubj ,/PUNCT/1/punct the/DET/4/det startup/NOUN/1/appos grew/VERB/0/root ./PUNCT/5/punct"
    assert resolve("en", [said], {"Argos": "Company"}) == []


def test_subject_pronoun_follows_the_subject() -> None:
    """ "She" is the person who was the subject of the sentence before."""
    before = "Zoé/PROPN/2/nsubj left/VERB/0/root Argos/PROPN/2/obj ./PUNCT/2/punct"
    said = "She/PRON/2/nsubj joined/VERB/0/root Borel/PROPN/2/obj ./PUNCT/2/punct"
    names = {"Zoé": "Person", "Argos": "Company", "Borel": "Company"}
    assert resolve("en", [before, said], names) == [("She", "Zoé")]


@pytest.mark.parametrize("said", ["Il/PRON/2/nsubj faut/VERB/0/root partir/VERB/2/xcomp ./PUNCT/2/punct"])
def test_impersonal_pronoun_stands_for_nothing(said: str) -> None:
    """ "Il faut" has no antecedent."""
    before = "Zoé/PROPN/2/nsubj recrute/VERB/0/root ./PUNCT/2/punct"
    assert resolve("fr", [before, said], {"Zoé": "Person"}) == []


def test_possessed_post_tells_an_organisation() -> None:
    """ "Son patron" is an organisation's, even where a person is nearer."""
    said = (
        "Argos/PROPN/2/nsubj recrute/VERB/0/root ,/PUNCT/2/punct dit/VERB/2/parataxis Max/PROPN/4/nsubj "
        ",/PUNCT/5/punct son/DET/8/det[Poss=Yes] patron/NOUN/5/appos ./PUNCT/2/punct"
    )
    assert resolve("fr", [said], {"Argos": "Company", "Max": "Person"}) == [("son", "Argos")]


def test_two_equals_are_left_unresolved() -> None:
    """Of two firms named in one breath neither is taken."""
    before = "Argos/PROPN/4/nsubj and/CCONJ/3/cc Borel/PROPN/1/conj grew/VERB/0/root ./PUNCT/4/punct"
    said = "Engineers/NOUN/2/nsubj praise/VERB/0/root its/PRON/4/nmod:poss[Poss=Yes] food/NOUN/2/obj ./PUNCT/2/punct"
    assert resolve("en", [before, said], {"Argos": "Company", "Borel": "Company"}) == []


def test_far_names_are_forgotten() -> None:
    """A pronoun does not reach beyond the window."""
    filler = "Rain/NOUN/2/nsubj fell/VERB/0/root ./PUNCT/2/punct"
    said = "She/PRON/2/nsubj left/VERB/0/root ./PUNCT/2/punct"
    before = "Zoé/PROPN/2/nsubj left/VERB/0/root ./PUNCT/2/punct"
    window = load_shared("references", WeightsData).window
    assert resolve("en", [before, *[filler] * window, said], {"Zoé": "Person"}) == []


def test_governor_is_the_verb_and_the_part_played() -> None:
    """The verb that a name hangs on, through the noun it belongs to."""
    _, sentence = parsed("Engineers/NOUN/4/nsubj of/ADP/3/case Argos/PROPN/1/nmod left/VERB/0/root", 0)
    assert governor(sentence.trees[0], 2) == (3, "owner")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_group_is_weighed(lang: str) -> None:
    """A group of pronouns or possessives without a weight would be resolved by its place alone."""
    data, weights = load_section(lang, "references", ReferencesData), load_shared("references", WeightsData)
    for entries, table in ((data.pronouns, weights.pronoun), (data.possessives, weights.possessive)):
        for entry in entries:
            assert any(f.startswith(f"{entry.group}:") for f in table), entry.group


def test_references_are_of_three_kinds() -> None:
    """Descriptions, pronouns and possessives are told apart for the rules."""
    assert {k for k in MentionKind if k.refers} == {MentionKind.REFERENCE, MentionKind.PRONOUN, MentionKind.POSSESSIVE}
