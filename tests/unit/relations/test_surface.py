"""Surface lines over a row of items."""

from __future__ import annotations

import pytest

from kg.errors import OntologyError
from kg.model import MentionKind
from kg.relations import surface
from tests.unit.trees import mention, tree

LINES = """
Orvane PROPN ROOT 0
, PUNCT punct 1
fondée VERB acl 1 fonder
par ADP case 5
Ann PROPN obl 3
, PUNCT punct 7
Luis PROPN conj 5
et CCONJ cc 9
Kim PROPN conj 5
. PUNCT punct 1
"""


def trigger(items: list[surface.Item], lemma: str) -> range:
    """The place of the trigger's word."""
    at = next(i for i, item in enumerate(items) if item.lemma == lemma)
    return range(at, at + 1)


def roles(line: str, lines: str = LINES, words: str = "fonder") -> list[dict[str, list[str]]]:
    """What the line finds: role -> the words of its mentions."""
    text, built = tree(lines)
    names = [("Orvane", "Company"), ("Ann", "Person"), ("Luis", "Person"), ("Kim", "Person")]
    mentions = [mention(text, name, cls) for name, cls in names if name in text]
    items = surface.itemise(built.tokens, mentions)
    row, at = surface.encode(items, trigger(items, words))
    pattern = surface.parse_line("test", line, "fr", "test").pattern
    return [{k: [m.text for m in v] for k, v in found.roles.items()} for found in surface.find(pattern, row, at, items)]


def test_a_role_takes_the_mention_in_its_place() -> None:
    """The trigger is found by its lemma, a set by its words."""
    assert roles("{thing} , * $by {by}") == [{"thing": ["Orvane"], "by": ["Ann"]}]


def test_a_plural_role_takes_a_list_that_ends_with_and() -> None:
    """A, B et C; a comma alone joins nothing ("Selon Le Monde, Orvane rachète")."""
    assert roles("* $by {by+}") == [{"by": ["Ann", "Luis", "Kim"]}]
    short = "Ann PROPN nsubj 4\n, PUNCT punct 1\nOrvane PROPN appos 1\nfonde VERB ROOT 0 fonder"
    assert roles("{by+} *", short) == [{"by": ["Orvane"]}]


@pytest.mark.parametrize(
    ("line", "count"), [("{thing} ~2 * $by ~1 {by}", 0), ("{thing} <PUNCT> ~2 * par {by}", 1), ("{thing} !, *", 0)]
)
def test_a_gap_holds_neither_a_name_nor_a_comma(line: str, count: int) -> None:
    """Only what is written between two elements may stand there."""
    assert count == len(roles(line))


def test_a_possessive_fills_only_a_role_that_asks_for_it() -> None:
    """{of/poss} takes "son", {of} does not."""
    text, built = tree("son DET det 2\nfondateur NOUN ROOT 0\nAnn PROPN appos 2")
    ann = mention(text, "Ann", "Person")
    items = surface.itemise(built.tokens, [mention(text, "son", "Company", MentionKind.POSSESSIVE, ann), ann])
    row, at = surface.encode(items, trigger(items, "fondateur"))
    for line, count in (("{of/poss} * {holder}", 1), ("{of} * {holder}", 0)):
        pattern = surface.parse_line("test", line, "fr", "test").pattern
        assert count == len(list(surface.find(pattern, row, at, items)))


@pytest.mark.parametrize(
    ("line", "message"),
    [("{a} {b}", r"has no trigger \(\*\)"), ("{a} * $nowhere", r"unknown set '\$nowhere'; known: ")],
)
def test_a_wrong_line_is_named(line: str, message: str) -> None:
    """The error says which line and what is known."""
    with pytest.raises(OntologyError, match=message):
        surface.parse_line("test", line, "fr", "relations/x.toml: trigger 1")


ASIDES = """
Orvane PROPN nsubj 8
, PUNCT punct 3
fondée VERB acl 1 fonder_
par ADP case 5
Ann PROPN obl 3
, PUNCT punct 3
vient VERB ROOT 0 venir
de ADP case 9
racheter VERB xcomp 7 racheter
Kim PROPN obj 9
"""


def test_an_aside_and_a_chain_of_verbs_part_a_name_from_its_verb() -> None:
    """Orvane, fondée par Ann, vient de racheter Kim."""
    assert roles("{a} ^ % * {b}", ASIDES, "racheter") == [{"a": ["Orvane"], "b": ["Kim"]}]


def test_an_aside_holds_no_clause_of_its_own() -> None:
    """Selon Ann, Luis cède, Kim rachète: neither Ann nor Luis buys."""
    clause = "Ann PROPN obl 3\n, PUNCT punct 1\nLuis PROPN nsubj 4\ncède VERB ROOT 0 céder\n, PUNCT punct 4\n"
    clause += "rachète VERB conj 4 racheter\nKim PROPN obj 6"
    assert roles("{a} ^ * {b}", clause, "racheter") == []
