"""Prose and page furniture: every kind of line once, and prose that looks like one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ingest.boilerplate import body, metadata

PROSE = {
    "fr": "La start-up rennaise a levé 84 millions d'euros auprès du fonds Calao, qui entre au conseil.",
    "en": "The start-up has raised 84 million dollars from the fund Calao, which gets a seat on the board.",
}
FURNITURE = {
    "fr": [
        "Aller au contenu | S'abonner | Se connecter",
        "ACTUALITÉS · TECH · FINANCE · VIDÉOS",
        "Accueil > Tech > Puces",
        "Publié le 22/01 à 07 h 14 - Lecture : 3 min",
        "Partager : Facebook · X · Copier le lien",
        "Lire aussi\u00a0: Corvane supprime des postes",
        "[Newsletter] Chaque matin, l'essentiel. Je m'inscris",
        "Abonnez-vous à notre newsletter du matin",
        "Cet article est réservé aux abonnés. Il vous reste 80 % à lire.",
        "Votre vie privée nous importe. Nos 300 partenaires déposent des cookies. Tout accepter - Paramétrer",
        "Nous utilisons des cookies pour mesurer l'audience.",
        "© La Cote - Mentions légales - Plan du site",
        "Copyright for syndicated content belongs to the linked Source.",
        "Exit mobile version",
        "1 - 2 - 3 - 4 - 5",
        "Mots-clés : puces, Nvidia",
        "* * *",
        "Les plus lus\n1. Livret A\n2. Immobilier",
    ],
    "en": [
        "Skip to content",
        "Home | Chips | Funding | Podcasts",
        "SIGN IN   SUBSCRIBE FOR £1",
        "Published 18 March 2026, 07.14 GMT | 3 min read",
        "Share: Facebook X Email",
        "Read more: Corvane cuts jobs",
        "Sign up for our daily newsletter",
        "We use cookies to improve your experience. Accept all / Manage",
        "© 2026 Quillon Media Ltd",
        "All rights reserved.",
        "Exit mobile version",
        "READ MORE\nJudge throws out a claim\nWhat is a token?",
        "Keywords: chips, Nvidia",
        "Page 2 of 4",
    ],
}
LIKE_FURNITURE = {
    "fr": [
        "La Cnil a condamné Guéridon pour ses cookies, que l'on ne pouvait pas refuser.",
        "Publié en 2023, le rapport de l'Inria a fait date.",
        "Publié le 3 mars 2025, le rapport de l'Inria a fait date.",
        "Partager ses données avec Pampa ? Guéridon s'y refuse.",
        "La newsletter du chercheur Jordan Petit compte 100 000 abonnés.",
        "Source : le cabinet Calao, qui suit 300 sociétés.",
        "Le fonds, le laboratoire et la start-up signent un accord.",
        "Vigie, Corvane et Sillage : trois sociétés de 30, 40 et 50 personnes.",
    ],
    "en": [
        "Share prices fell as Nvidia, AMD and Broadcom reported.",
        "Published in 2017, the paper named eight authors.",
        "Published on 3 March 2025, the paper named eight authors.",
        "Related work at DeepMind was stopped.",
        "The firm reads cookies, and its browser rejects them all.",
        "Sign language models are made by Corvane.",
        "Subscribers pay £49 a month for Arbour Desk.",
        "© 2026 Ledbury Media Ltd. The Ledbury Wire is a trading name of Ledbury Media Ltd, part of Quillon.",
        "Advertisement sales at Meta rose 8%.",
    ],
}


def kept(text: str, lang: str) -> str:
    return "\n".join(span.of(text) for span in body(text, lang))


@pytest.mark.parametrize(("lang", "line"), [(lang, line) for lang, lines in FURNITURE.items() for line in lines])
def test_furniture_is_left_out(lang: str, line: str) -> None:
    """Such a line between two paragraphs is in no span, and both paragraphs are whole."""
    assert kept(f"{PROSE[lang]}\n\n{line}\n\n{PROSE[lang]}", lang) == f"{PROSE[lang]}\n{PROSE[lang]}"


@pytest.mark.parametrize(("lang", "line"), [(lang, line) for lang, lines in LIKE_FURNITURE.items() for line in lines])
def test_prose_is_kept(lang: str, line: str) -> None:
    """A sentence that begins like furniture, or speaks of it, stays."""
    text = f"{PROSE[lang]}\n\n{line}\n\n{PROSE[lang]}"
    assert line in kept(text, lang)


def test_a_footer_ends_the_text() -> None:
    """From the link to its source on, a syndicated text is footer, whatever the lines say."""
    text = f"{PROSE['fr'] * 5}\n\nSource link : https://a.example/x\n\nAuthor : A. B.\n\nune ligne\n\n1 - 2 - 3"
    assert kept(text, "fr") == PROSE["fr"] * 5


def test_a_long_footer_is_none() -> None:
    """Where more than a quarter of the text would go, only the line itself does."""
    text = f"{PROSE['fr']}\n\nSource link : https://a.example/x\n\n{PROSE['fr']}"
    assert kept(text, "fr") == f"{PROSE['fr']}\n{PROSE['fr']}"


def test_signatures_only_at_the_end() -> None:
    """How an agency signs is left out as the last line, not in the midst of a text."""
    assert kept(f"{PROSE['fr']}\n\njpl/cg", "fr") == PROSE["fr"]
    assert "jpl/cg" in kept(f"jpl/cg\n\n{PROSE['fr']}\n\n{PROSE['fr']}\n\n{PROSE['fr']}", "fr")


def test_a_list_with_long_lines_is_prose() -> None:
    """A paragraph under a heading of links stays."""
    text = f"{PROSE['en']}\n\nREAD MORE\n{PROSE['en'] * 2}"
    assert kept(text, "en").endswith(PROSE["en"] * 2)


def test_neighbouring_lines_are_one_span() -> None:
    """Prose without furniture in it is one span, so that wrapped lines can be joined."""
    text = f"{PROSE['en']}\n{PROSE['en']}\n\n{PROSE['en']}"
    assert len(body(text, "en")) == 1


def test_a_text_of_furniture_is_kept() -> None:
    """Where nothing would be left, all is prose: the reader decides."""
    assert kept("Skip to content", "en") == "Skip to content"
    assert body("", "en") == []


def test_footer_gives_metadata() -> None:
    """Address, author and day stand in the footer of a syndicated text."""
    footer = "Source link : https://a.example/x?y=1\nAuthor : Marie Petit\nPublish date : 2025-04-22 05:30:00"
    assert metadata(f"{PROSE['fr']}\n\n{footer}", "fr") == {
        "url": "https://a.example/x?y=1",
        "author": "Marie Petit",
        "published": "2025-04-22",
    }


@pytest.mark.parametrize(
    ("line", "lang", "day"),
    [
        ("Publié le 1er mars 2025 à 8 h", "fr", "2025-03-01"),
        ("Mardi 11 février 2025", "fr", "2025-02-11"),
        ("Published 18 March 2026, 07.14 GMT | 3 min read", "en", "2026-03-18"),
        ("Published: March 18, 2026", "en", "2026-03-18"),
        ("Source : La Cote | Auteur : Qiu Mo | 2025-06-18 09:41", "fr", "2025-06-18"),
        ("Publié le 22/01 à 07 h 14", "fr", None),
        ("Publié le 31 février 2025", "fr", None),
    ],
)
def test_days(line: str, lang: str, day: str | None) -> None:
    """A day is read where it is whole, and never guessed."""
    assert metadata(f"{line}\n\n{PROSE[lang]}", lang).get("published") == day


def test_heading_is_the_title() -> None:
    """A first line that ends like a heading is the title; a sentence or an only line is not."""
    assert metadata(f"Skip to content\nArbour buys time\n\n{PROSE['en']}", "en")["title"] == "Arbour buys time"
    assert "title" not in metadata(f"{PROSE['en']}\n\n{PROSE['en']}", "en")
    assert "title" not in metadata("Arbour buys time", "en")


@given(st.lists(st.sampled_from([*FURNITURE["fr"], *LIKE_FURNITURE["fr"], "", " ", "\r", "x"]), max_size=12))
def test_spans_are_sorted_disjoint_and_stripped(lines: list[str]) -> None:
    """Whatever the lines, spans are in order, do not touch, and begin and end with a character that is seen."""
    text = "\n".join(lines)
    spans = body(text, "fr")
    assert all(a.end < b.start for a, b in pairwise(spans))
    if text.strip():
        assert all(span.of(text).strip() == span.of(text) or span.of(text) == text for span in spans)
