"""Names of one article that mean one thing, and those that only look so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from time import process_time

import pytest

from kg.model import Mention, MentionKind, Span
from kg.resolve.keys import key
from kg.resolve.within import group

FAMILIES = {"Company": "org", "Person": "person", "AIModel": "work", "Place": "place"}


def family(cls: str) -> str:
    return FAMILIES[cls]


def mentions(text: str, names: Sequence[tuple[str, str]]) -> list[Mention]:
    """A mention for each occurrence of each (name, class), longest names first, none inside another."""
    out: list[Mention] = []
    for name, cls in sorted(names, key=lambda pair: -len(pair[0])):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            span = Span(match.start(), match.end())
            if not any(span.overlaps(other.span) for other in out):
                out.append(Mention(span, name, cls, key(FAMILIES[cls], name)))
    return sorted(out, key=lambda mention: mention.span)


def keys(text: str, *names: tuple[str, str]) -> list[str]:
    """The keys of the names in the order of the text."""
    found = group(mentions(text, names), text, family)
    return [found[span].partition(":")[2] for span in sorted(found)]


def companies(text: str, *names: str) -> list[str]:
    return keys(text, *((name, "Company") for name in names))


def people(text: str, *names: str) -> list[str]:
    return keys(text, *((name, "Person") for name in names))


def test_surname() -> None:
    """A surname, with or without initial, is the only person who bears it."""
    text = "Maëlle Kervadec parle. Kervadec insiste. M. Kervadec signe."
    assert people(text, "Maëlle Kervadec", "Kervadec", "M. Kervadec") == ["maelle-kervadec"] * 3


def test_surname_first() -> None:
    """A Chinese name is shortened to its first word."""
    assert people("Liang Wenfeng leads it. Liang is shy.", "Liang Wenfeng", "Liang") == ["liang-wenfeng"] * 2


def test_two_bearers_of_a_surname() -> None:
    """Before the second bearer is named the surname is the first one; after that it is nobody."""
    text = "Rashid Benhaddou left. Benhaddou built it. Leïla Benhaddou stays. Benhaddou said no."
    found = people(text, "Rashid Benhaddou", "Leïla Benhaddou", "Benhaddou")
    assert found == ["rashid-benhaddou", "rashid-benhaddou", "leila-benhaddou", "benhaddou"]


def test_two_people_are_two() -> None:
    """People who share a first name or a surname are not one."""
    assert people("Jean Petit et Jean Roux.", "Jean Petit", "Jean Roux") == ["jean-petit", "jean-roux"]
    assert people("Tang Jie, Zhang Jie.", "Tang Jie", "Zhang Jie") == ["tang-jie", "zhang-jie"]


def test_short_form() -> None:
    """A firm is called by its first words once it has been named."""
    assert companies("Moonshot AI grew. Moonshot fell.", "Moonshot AI", "Moonshot") == ["moonshot-ai"] * 2
    assert companies("Grupo Almenara signed. Almenara paid.", "Grupo Almenara", "Almenara") == ["grupo-almenara"] * 2


def test_short_form_in_the_title() -> None:
    """The first line may use the short form before the text gives the full one."""
    text = "Tamarack raises money\n\nTamarack Clinical said so. Tamarack grew."
    assert companies(text, "Tamarack Clinical", "Tamarack") == ["tamarack-clinical"] * 3


def test_short_form_in_brackets() -> None:
    """A short form that the text defines stands in the sentence of the full one."""
    text = 'Solstice Robotics Inc. ("Solstice") signed.'
    assert companies(text, "Solstice Robotics Inc.", "Solstice") == ["solstice-robotics"] * 2


def test_a_division_is_not_its_owner() -> None:
    """Two names side by side, one after the other's use, or with the word of a division are two things."""
    assert companies("Naver Cloud grew. Naver paid.", "Naver Cloud", "Naver") == ["naver-cloud", "naver"]
    assert companies("Google paid. Google DeepMind grew. Google fell.", "Google DeepMind", "Google")[0] == "google"
    text = "Orbis Motors, the car arm of Orbis, fell. Orbis rose."
    assert companies(text, "Orbis Motors", "Orbis") == ["orbis-motors", "orbis", "orbis"]


def test_a_short_form_of_two_is_none() -> None:
    """Where two fuller forms fit, the short one stays alone."""
    text = "Almenara Futura grew. Almenara Robotics fell. Almenara paid."
    assert companies(text, "Almenara Futura", "Almenara Robotics", "Almenara")[-1] == "almenara"


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Boston Consulting Group", "BCG"),
        ("Institut français des relations internationales", "IFRI"),
        ("Centre national de la recherche scientifique", "CNRS"),
    ],
)
def test_acronym(full: str, short: str) -> None:
    """Initials, particles left out, mean the name they are the initials of."""
    first, second = companies(f"{full} said so. {short} agreed.", full, short)
    assert first == second != short.lower()


@pytest.mark.parametrize(
    "text",
    [
        "Il vient de l'Université des sciences de Hong Kong (HKUS). HKUS paie.",
        "Il vient du Parti communiste (PCC). PCC paie.",
        "Il vient de la Knowledge Group (KEG). KEG paie.",
    ],
)
def test_acronym_in_brackets(text: str) -> None:
    """In brackets after its name an acronym may take other letters of it, or one more."""
    full = re.search(r"(Université.*|Parti.*|Knowledge.*) \(", text)
    assert full
    first, second, third = companies(text, full.group(1), text.split("(")[1].split(")")[0])
    assert first == second == third


def test_brackets_that_hold_another_firm() -> None:
    """A firm in brackets after another is not its acronym."""
    text = "Qwen Lab (Alibaba) et Paperasse Plus (IBM)."
    names = ("Qwen Lab", "Alibaba", "Paperasse Plus", "IBM")
    assert companies(text, *names) == ["qwen-lab", "alibaba", "paperasse-plus", "ibm"]


def test_a_digit_always_blocks() -> None:
    """Versions are never joined, whatever the family and whatever stands first."""
    assert keys("Phi 4 Mini. Phi. Phi 4.", ("Phi 4 Mini", "AIModel"), ("Phi 4", "AIModel"), ("Phi", "AIModel")) == [
        "phi-4-mini",
        "phi",
        "phi-4",
    ]
    assert (
        companies("Prosperity7 Ventures paid. Prosperity left.", "Prosperity7 Ventures", "Prosperity")[1]
        == "prosperity"
    )


def test_families_do_not_mix() -> None:
    """A model, a place and a firm of one name stay three."""
    text = "Mistral AI made Mistral. Paris Capital is in Paris."
    found = keys(
        text, ("Mistral AI", "Company"), ("Mistral", "AIModel"), ("Paris Capital", "Company"), ("Paris", "Place")
    )
    assert found == ["mistral-ai", "mistral", "paris-capital", "paris"]


def test_genitive() -> None:
    """A name with its genitive is the name."""
    assert companies("Alphabet grew. Alphabet's fell.", "Alphabet's", "Alphabet") == ["alphabet"] * 2


def test_a_known_name_keeps_its_key() -> None:
    """A key from the gazetteer is kept, and a short form of that name gets it."""
    text = "Boston Consulting Group said so. BCG agreed."
    full, short = mentions(text, [("Boston Consulting Group", "Company"), ("BCG", "Company")])
    known = Mention(full.span, full.text, full.type, "org:bcg-inc")
    assert set(group([known, short], text, family).values()) == {"org:bcg-inc"}


def test_only_names_are_grouped() -> None:
    """References and literals get no key here."""
    reference = Mention(Span(0, 7), "La firme", "Company", "org:x", MentionKind.REFERENCE, Span(9, 12))
    assert group([reference], "La firme X", family) == {}


def test_order_does_not_matter() -> None:
    """The same mentions in another order give the same keys."""
    text = "Moonshot AI grew. Moonshot fell. Moonshot rose."
    found = mentions(text, [("Moonshot AI", "Company"), ("Moonshot", "Company")])
    assert group(found[::-1], text, family) == group(found, text, family)


def test_many_names_take_little_time() -> None:
    """Ten thousand names are not compared each with each (seconds here would be minutes then)."""
    names = [f"Firm {chr(97 + i % 26)}{chr(97 + i // 26 % 26)}{chr(97 + i // 676)} Group" for i in range(10_000)]
    spans = [Span(40 * i, 40 * i + len(name)) for i, name in enumerate(names)]
    text = "".join(name.ljust(40) for name in names)
    found = [Mention(span, name, "Company", key("org", name)) for span, name in zip(spans, names, strict=True)]
    before = process_time()
    assert len(set(group(found, text, family).values())) == 10_000
    assert process_time() - before < 5
