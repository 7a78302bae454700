"""Who says it."""

from __future__ import annotations

from kg.model import Mention
from kg.relations.speakers import speaker_finder
from tests.unit.trees import mention, tree


def speaker(lines: str, trigger: str, lang: str, *names: tuple[str, str], known: bool = False) -> str | None:
    """The words of the mention that says what the trigger tells."""
    text, built = tree(lines)
    token = next(i for i, t in enumerate(built.tokens) if t.text == trigger)
    mentions: list[Mention] = [mention(text, name, cls) for name, cls in names]
    span = speaker_finder(lang).find(built, token, built.tokens[token].span, mentions, known=known)
    return span.of(text) if span else None


ANN, ORVANE, COURRIER = ("Ann", "Person"), ("Orvane", "Company"), ("Courrier", "MediaOrg")


def test_the_subject_of_a_verb_of_saying_speaks() -> None:
    """Ann says Orvane bought Tarn."""
    lines = "Ann PROPN nsubj 2\nsays VERB ROOT 0 say\nOrvane PROPN nsubj 4\nbought VERB ccomp 2 buy\nTarn PROPN obj 4"
    assert speaker(lines, "bought", "en", ANN, ORVANE) == "Ann"


def test_the_name_after_a_preposition_of_attribution_speaks() -> None:
    """Selon le Courrier, Orvane a racheté Tarn."""
    lines = (
        "Selon ADP case 3\nle DET det 3\nCourrier PROPN obl 6\nOrvane PROPN nsubj 6\na AUX aux 6\nracheté VERB ROOT 0"
    )
    assert speaker(lines, "racheté", "fr", COURRIER, ORVANE) == "Courrier"


def test_nobody_speaks_for_what_the_article_tells_itself() -> None:
    """Ann, founder of Orvane, says no: the apposition is the article's own."""
    lines = (
        "Ann PROPN nsubj 5\nfounder NOUN appos 1\nof ADP case 4\n"
        "Orvane PROPN nmod 2\nsays VERB ROOT 0 say\nno INTJ obj 5"
    )
    assert speaker(lines, "founder", "en", ANN, ORVANE, known=True) is None


def test_the_speaker_of_a_quotation_stands_outside_it() -> None:
    """« Orvane a racheté Tarn », affirme Ann."""
    lines = (
        "« PUNCT punct 4\nOrvane PROPN nsubj 4\na AUX aux 4\nracheté VERB ROOT 0 racheter\nTarn PROPN obj 4\n"
        "» PUNCT punct 4\naffirme VERB parataxis 4 affirmer\nAnn PROPN nsubj 7"
    )
    assert speaker(lines, "racheté", "fr", ANN, ORVANE) == "Ann"
