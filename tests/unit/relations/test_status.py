"""How sure a sentence is, from the tree and from the words before the trigger."""

from __future__ import annotations

import pytest

from kg.model import Span, Status
from kg.relations.status import Certainty, status_reader
from tests.unit.trees import tree

ACTIVE = "Orvane PROPN nsubj 2\nrachète VERB ROOT 0 racheter\nTarn PROPN obj 2\n. PUNCT punct 2"


def read(lines: str, word: str, lang: str, *, known: bool = False) -> Certainty:
    """The certainty of the trigger `word` in a sentence."""
    text, built = tree(lines)
    token = next(i for i, t in enumerate(built.tokens) if t.text == word)
    return status_reader(lang).read(text, Span(0, len(text)), built, token, built.tokens[token].span, known=known)


def test_a_plain_sentence_asserts() -> None:
    """Orvane rachète Tarn."""
    assert Certainty(Status.ASSERTED) == read(ACTIVE, "rachète", "fr")


@pytest.mark.parametrize(
    ("lines", "word", "lang", "status"),
    [
        (
            "Orvane PROPN nsubj 4\nn' PART advmod 4\na AUX aux 4\nracheté VERB ROOT 0 racheter",
            "racheté",
            "fr",
            "denied",
        ),
        (
            "Orvane PROPN nsubj 3\naurait AUX aux 3 avoir Mood=Cnd\nracheté VERB ROOT 0 racheter",
            "racheté",
            "fr",
            "rumoured",
        ),
        ("Orvane PROPN nsubj 2\nrachètera VERB ROOT 0 racheter Tense=Fut", "rachètera", "fr", "planned"),
        (
            "Orvane PROPN nsubj 2\nprévoit VERB ROOT 0 prévoir\nde ADP mark 4\nracheter VERB xcomp 2",
            "racheter",
            "fr",
            "planned",
        ),
        (
            "Orvane PROPN nsubj 2\ndément VERB ROOT 0 démentir\navoir AUX aux 4\nracheté VERB xcomp 2",
            "racheté",
            "fr",
            "denied",
        ),
        ("Orvane PROPN nsubj 3\nwill AUX aux 3\nbuy VERB ROOT 0", "buy", "en", "planned"),
        ("Orvane PROPN nsubj 3\nmay AUX aux 3\nbuy VERB ROOT 0", "buy", "en", "rumoured"),
        (
            "Orvane PROPN nsubj 2\nsaid VERB ROOT 0 say\nit PRON nsubj 5\nwould AUX aux 5\nbuy VERB ccomp 2",
            "buy",
            "en",
            "planned",
        ),
        ("Orvane PROPN nsubj 3\nreportedly ADV advmod 3\nbought VERB ROOT 0 buy", "bought", "en", "rumoured"),
        ("Orvane PROPN nsubj 4\ndid AUX aux 4\nnot PART neg 4\nbuy VERB ROOT 0", "buy", "en", "denied"),
    ],
)
def test_the_words_around_a_verb_tell_its_status(lines: str, word: str, lang: str, status: str) -> None:
    """Negation, conditional, future, verbs of planning and denying, reported speech, hearsay."""
    assert Status(status) == read(lines, word, lang).status


def test_what_is_told_as_known_keeps_out_of_the_clause() -> None:
    """Ann, founder of Orvane, denies ...: that she founded it is not denied."""
    lines = "Ann PROPN nsubj 4\n, PUNCT punct 1\nfounder NOUN appos 1\ndenies VERB ROOT 0 deny\nit PRON obj 4"
    assert Certainty(Status.ASSERTED) == read(lines, "founder", "en", known=True)


def test_a_question_and_a_hypothesis_tell_nothing() -> None:
    """Does Orvane buy Tarn? If Orvane buys Tarn ..."""
    assert not read("Orvane PROPN nsubj 2\nbuys VERB ROOT 0 buy\nTarn PROPN obj 2\n? PUNCT punct 2", "buys", "en").told
    asked = "Was AUX aux:pass 3 be\nOrvane PROPN nsubj 3\nfounded VERB ROOT 0 found\n? PUNCT punct 3"
    assert not read(asked, "founded", "en", known=True).told
    assert not read("If SCONJ mark 3\nOrvane PROPN nsubj 3\nbuys VERB ROOT 0 buy\nTarn PROPN obj 3", "buys", "en").told


def test_a_former_post_is_former() -> None:
    """L'ancienne directrice d'Orvane."""
    lines = "ancienne ADJ amod 2 ancien\ndirectrice NOUN ROOT 0\nde ADP case 4\nOrvane PROPN nmod 2"
    assert Certainty(Status.ASSERTED, former=True) == read(lines, "directrice", "fr", known=True)


def test_a_negation_behind_but_is_about_what_follows() -> None:
    """Rome fined Tarn, but not Orvane."""
    fined = "Rome PROPN nsubj 2\nfined VERB ROOT 0 fine\nTarn PROPN obj 2\n, PUNCT punct 2\n"
    lines = fined + "but CCONJ cc 2\nnot PART advmod 2\nOrvane PROPN conj 3"
    assert Certainty(Status.ASSERTED) == read(lines, "fined", "en")


def test_a_phrase_that_holds_the_trigger_says_nothing_of_it() -> None:
    """Tarn was blocked by Rome: the ban was made, though a deal that "was blocked" was not."""
    lines = (
        "Tarn PROPN nsubj:pass 3\nwas AUX aux:pass 3\nblocked VERB ROOT 0 block\nby ADP case 5\nRome PROPN obl:agent 3"
    )
    assert Certainty(Status.ASSERTED) == read(lines, "blocked", "en")
