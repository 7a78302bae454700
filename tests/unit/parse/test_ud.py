"""Each rewrite of a tree, before and after."""

from __future__ import annotations

from tests.unit.trees import edges, tree


def test_a_preposition_becomes_the_case_of_its_noun() -> None:
    """ClearNLP hangs the noun under the preposition; UD under the verb, with the preposition on the edge."""
    _, built = tree("She PRON nsubj 2\nworks VERB ROOT 0 work\nat ADP prep 2\nOrvane PROPN pobj 3", "clearnlp")
    assert {"works>nsubj>She", "works>obl[at]>Orvane", "ROOT>root>works"} == edges(built)


def test_a_passives_agent_hangs_on_the_verb() -> None:
    """Founded by Ann -> obl:agent with case by."""
    lines = (
        "Orvane PROPN nsubjpass 3\nwas AUX auxpass 3 be\nfounded VERB ROOT 0 found\nby ADP agent 3\nAnn PROPN pobj 4"
    )
    _, built = tree(lines, "clearnlp")
    assert {
        "founded>nsubj:pass>Orvane",
        "founded>aux:pass>was",
        "founded>obl:agent[by]>Ann",
        "ROOT>root>founded",
    } == edges(built)


def test_the_predicate_takes_the_copulas_place() -> None:
    """Ann is the founder of Orvane: the noun heads the clause, as in UD."""
    lines = "Ann PROPN nsubj 2\nis AUX ROOT 0 be\nfounder NOUN attr 2\nof ADP prep 3\nOrvane PROPN pobj 4"
    _, built = tree(lines, "clearnlp")
    assert {"founder>nsubj>Ann", "founder>cop>is", "ROOT>root>founder", "founder>nmod[of]>Orvane"} == edges(built)


def test_a_conjunct_stands_where_the_first_one_stands() -> None:
    """Both founders found."""
    lines = "Ann PROPN nsubj 4\nand CCONJ cc 1\nLuis PROPN conj 1\nfounded VERB ROOT 0 found\nOrvane PROPN obj 4"
    _, built = tree(lines)
    assert {"founded>nsubj>Ann", "founded>nsubj>Luis"} <= edges(built)


def test_a_relative_pronoun_stands_for_its_noun() -> None:
    """Ann, who founded Orvane: Ann is the subject; Orvane, que Bulle a rachetée: Orvane is the object."""
    _, built = tree("Ann PROPN ROOT 0\nwho PRON nsubj 3\nfounded VERB acl:relcl 1 found\nOrvane PROPN obj 3")
    assert "founded>nsubj>Ann" in edges(built)
    lines = (
        "Orvane PROPN ROOT 0\nque PRON mark 5\n"
        "Bulle PROPN nsubj 5\na AUX aux 5 avoir\nrachetée VERB acl:relcl 1 racheter"
    )
    _, built = tree(lines)
    assert "rachetée>obj>Orvane" in edges(built)
    assert "rachetée>nsubj>Orvane" not in edges(built)


def test_a_participle_has_its_noun_as_subject() -> None:
    """Orvane, fondée par Ann: Orvane is what was founded."""
    lines = (
        "Orvane PROPN ROOT 0\nfondée VERB acl 1 fonder Tense=Past|VerbForm=Part\npar ADP case 4\nAnn PROPN obl:agent 2"
    )
    _, built = tree(lines)
    assert {"fondée>nsubj:pass>Orvane", "fondée>obl:agent[par]>Ann"} <= edges(built)


def test_a_fronted_participle_takes_the_main_subject() -> None:
    """Founded by Ann, Orvane sells: Orvane is what was founded."""
    lines = (
        "Founded VERB advcl 5 found Tense=Past|VerbForm=Part\nby ADP agent 1\nAnn PROPN pobj 2\n"
        "Orvane PROPN nsubj 5\nsells VERB ROOT 0 sell"
    )
    _, built = tree(lines, "clearnlp")
    assert {"Founded>nsubj:pass>Orvane", "Founded>obl:agent[by]>Ann"} <= edges(built)


def test_a_second_verb_shares_the_subject() -> None:
    """Ann left and founded Orvane; Ann wants to found Orvane."""
    lines = "Ann PROPN nsubj 2\nleft VERB ROOT 0 leave\nand CCONJ cc 2\nfounded VERB conj 2 found\nOrvane PROPN obj 4"
    _, built = tree(lines)
    assert "founded>nsubj>Ann" in edges(built)
    lines = "Ann PROPN nsubj 2\nwants VERB ROOT 0 want\nto PART mark 4\nfound VERB xcomp 2\nOrvane PROPN obj 4"
    _, built = tree(lines)
    assert "found>nsubj>Ann" in edges(built)
