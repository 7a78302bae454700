"""What the page carries: deterministic, escaped, complete, in both languages."""

from __future__ import annotations

import base64
import hashlib
import json
import random
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from kg import ontology
from kg.errors import InputError
from kg.export.page import PageEntity, PageEvidence, from_rows, render
from kg.export.page.data import HERE, LANGUAGES, look, page_data, words
from kg.export.page.html import DRAW_ALL, SCRIPTS, WORKING_SET, drawn
from kg.export.page.model import find_names

ATTACKS = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "javascript:alert(1)",
    'href="javascript:alert(1)" {{ 7 * 7 }} <!--',
)
KG = ontology.load()
ENTITIES = [
    PageEntity("ent:org-corvel", "Corvel", "Company", ("Corvel SA",)),
    PageEntity("ent:org-nord", "Nord Capital", "Investor"),
    PageEntity("ent:person-lea", "Léa Tessier", "Person"),
]
EVIDENCE = [
    PageEvidence("s1", "ent:org-corvel", "subsidiary_of", "Corvel, filiale de Nord Capital.", "ent:org-nord"),
    PageEvidence(
        "s2", "ent:person-lea", "leads", "Léa Tessier dirige Corvel.", "ent:org-corvel", published="2025-04-22"
    ),
    PageEvidence("s2", "ent:person-lea", "leads", "Non, dit Corvel.", "ent:org-corvel", status="denied"),
    PageEvidence("s3", "ent:org-corvel", "raised", "Corvel lève 12 M€.", value="12 M€"),
]


def page(entities: list[PageEntity] = ENTITIES, evidence: list[PageEvidence] = EVIDENCE, **options: Any) -> str:
    settings: dict[str, Any] = {"title": "Essai", "ontology": KG, "lang": "fr"} | options
    return render(entities, evidence, **settings)


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the text of each script and style."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.styles: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] == "script" and data.strip():
            self.scripts.append((self.tags[-1][1], data))
        if self.tags and self.tags[-1][0] == "style" and data.strip():
            self.styles.append(data)


def carried(html: str, name: str) -> Any:
    return next(json.loads(text) for attrs, text in Elements(html).scripts if attrs.get("id") == name)


def test_same_content_in_any_order_is_the_same_text() -> None:
    """Two shuffles of entities and evidence give one page."""
    entities, evidence = ENTITIES[:], EVIDENCE[:]
    random.Random(3).shuffle(entities)
    random.Random(4).shuffle(evidence)
    assert page() == page(entities, evidence)


def test_nothing_is_fetched() -> None:
    """No element of the page names another file: no src, no stylesheet, no address that is not in the data."""
    for tag, attrs in Elements(page()).tags:
        assert "src" not in attrs
        assert tag not in ("iframe", "object", "embed", "base", "form")
        assert tag != "link" or attrs == {"rel": "icon", "href": "data:,"}


def test_policy_admits_exactly_the_scripts_and_the_style_of_the_page() -> None:
    """Each hash of the policy is the hash of what stands in the page."""
    elements = Elements(page())
    policy = next(a["content"] or "" for t, a in elements.tags if t == "meta" and "http-equiv" in a)
    inline = [text for attrs, text in elements.scripts if "type" not in attrs] + elements.styles
    hashes = {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in inline}
    assert hashes == set(re.findall(r"'sha256-([^']+)'", policy))
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'")


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_becomes_an_element(attack: str) -> None:
    """Markup in a name, id, title, quote, speaker or address leaves the page's elements as they are."""
    entities = [PageEntity(attack, attack, "Company", (attack,)), ENTITIES[1]]
    evidence = [
        PageEvidence(
            attack, attack, "subsidiary_of", attack, "ent:org-nord", said_by=attack, title=attack, publisher=attack,
            published=attack, url=attack, qualifiers=(("role", attack),), confidence=attack,
        )
    ]  # fmt: skip
    html = page(entities, evidence, title=attack)
    assert [tag for tag, _ in Elements(html).tags] == [tag for tag, _ in Elements(page()).tags]
    assert carried(html, "nodes")[0]["label"] == attack
    assert "49" not in carried(html, "page")["quotes"][0]


def test_only_web_addresses_are_kept() -> None:
    """A javascript: or data: address of an article never reaches the page."""
    bad = [PageEvidence(f"s{i}", "ent:org-corvel", "leads", "q", "ent:org-nord", url=u) for i, u in enumerate(
        ("javascript:alert(1)", "data:text/html,x", " https://x.example", "HTTPS://ok.example/a"))]  # fmt: skip
    assert {a[3] for a in carried(page(ENTITIES, bad), "page")["articles"]} == {"", "HTTPS://ok.example/a"}


def test_every_fact_is_an_edge_or_a_value() -> None:
    """Parallel facts are edges of their own; a fact with words for an object has no edge but stands in the data."""
    evidence = [*EVIDENCE, PageEvidence("s4", "ent:org-nord", "invested_in", "q", "ent:org-corvel")]
    html = page(ENTITIES, evidence)
    facts = carried(html, "page")["facts"]
    assert [f[4] for f in facts if f[2] < 0] == ["s3"]
    assert [e["id"] for e in carried(html, "edges")] == [i for i, f in enumerate(facts) if f[2] >= 0]


def test_evidence_of_one_fact_is_newest_first() -> None:
    """A dated sentence stands before an undated one."""
    data = carried(page(), "page")
    fact = next(i for i, f in enumerate(data["facts"]) if f[4] == "s2")
    assert [data["quotes"][e[3]] for e in data["evidence"] if e[0] == fact] == [
        "Léa Tessier dirige Corvel.",
        "Non, dit Corvel.",
    ]


def test_marks_count_as_the_browser_counts() -> None:
    """A mark after an emoji is one unit further on than its code point."""
    quote = "🙂 Corvel, filiale de Nord Capital"
    evidence = [PageEvidence("s", "ent:org-corvel", "subsidiary_of", quote, "ent:org-nord", subject_marks=((2, 8),))]
    assert carried(page(ENTITIES, evidence), "page")["evidence"][0][5] == [3, 9, 1]


def test_many_entities_are_drawn_in_part_and_carried_whole() -> None:
    """Above the limit the most linked ones have a place; all are in the page."""
    count = DRAW_ALL + 1
    entities = [PageEntity(f"e{n}", f"N{n}", "Company") for n in range(count)]
    evidence = [PageEvidence(f"s{n}", "e0", "competes_with", "q", f"e{n}") for n in range(1, count)]
    data = page_data(entities, evidence, KG)
    hub = next(i for i, e in enumerate(data.entities) if e.id == "e0")
    assert (len(data.entities), len(drawn(data))) == (count, WORKING_SET)
    assert hub in drawn(data)


def test_entity_without_a_fact_has_no_place() -> None:
    """A name that no fact holds is found by the search but not drawn."""
    html = page([*ENTITIES, PageEntity("ent:x", "Zut", "Place")])
    assert {n["label"] for n in carried(html, "nodes") if "x" not in n} == {"Zut"}


@pytest.mark.parametrize(
    ("change", "words_of_error"),
    [
        ({"status": "sure"}, "status 'sure'"),
        ({"value": "12 M€"}, "either an object or a value"),
        ({"object_id": ""}, "either an object or a value"),
        ({"object_id": "ent:nobody"}, "no entity 'ent:nobody'"),
    ],
)
def test_wrong_evidence_is_refused(change: dict[str, Any], words_of_error: str) -> None:
    """The message names the statement and what is wrong with it."""
    fields: dict[str, Any] = {"statement": "s9", "subject_id": "ent:org-corvel", "relation": "leads", "quote": "q"}
    with pytest.raises(InputError, match=words_of_error):
        page(ENTITIES, [PageEvidence(**(fields | {"object_id": "ent:org-nord"} | change))])


def test_unknown_language_is_refused() -> None:
    """The page speaks French and English."""
    with pytest.raises(InputError, match="page language 'de'"):
        page(lang="de")


def test_empty_graph_is_a_page() -> None:
    """No entity and no fact: a page that says so, not an error."""
    assert carried(page([], []), "page")["facts"] == []


def test_lone_surrogates_and_control_characters_can_be_written() -> None:
    """What UTF-8 cannot hold is replaced; NUL and U+2028 stand escaped in the data."""
    evidence = [PageEvidence("s", "ent:org-corvel", "leads", "a\ud800\x00\u2028b", "ent:org-nord")]
    html = page(ENTITIES, evidence)
    html.encode()
    assert carried(html, "page")["quotes"] == ["a?\x00\u2028b"]


def test_every_word_is_used_and_every_used_word_exists() -> None:
    """The scripts and the template ask for the words of words.toml, no more and no fewer."""
    code = "".join((HERE / "static" / name).read_text(encoding="utf-8") for name in SCRIPTS)
    template = (HERE / "view.html.j2").read_text(encoding="utf-8")
    used = set(re.findall(r'say\("(\w+)"', code)) | set(re.findall(r"words\.(\w+)", template))
    used |= {f"{key}_{n}" for key in re.findall(r'count\("(\w+)"', code) for n in ("1", "n")}
    used |= {"asserted", "planned", "rumoured", "denied", "depth_1", "depth_2", "copied", "copy_failed"}
    used |= {f"q_{name}" for name in ("when", "amount", "percentage", "round", "role", "lead", "kind", "action")}
    assert used == set(words()["fr"])


def test_languages_have_the_same_blanks() -> None:
    """Each word has both languages, with the same {blanks} and nothing empty."""
    french, english = (words()[lang] for lang in LANGUAGES)
    assert set(french) == set(english)
    for key in french:
        assert french[key].strip()
        assert english[key].strip()
        assert re.findall(r"\{\w+\}", french[key]) == re.findall(r"\{\w+\}", english[key]), key


def test_page_starts_in_the_language_asked_for() -> None:
    """The first words stand in the page itself, before any script has run."""
    assert '<html lang="fr">' in page()
    assert "Chercher une entité" in page()
    assert "Search an entity" not in page().split('<script type="application/json"')[0]


def test_every_entity_type_has_its_own_look() -> None:
    """Each class of the ontology has a colour and a shape that no other class has."""
    looks = look()
    assert set(KG.entity_types) <= set(looks) <= set(KG.classes)
    assert len({tuple(v.items()) for v in looks.values()}) == len(looks)


DEUTAN = ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969))
PROTAN = ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052))
TRITAN = ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304))


def lab(color: str, sight: tuple[tuple[float, ...], ...]) -> tuple[float, ...]:
    """CIE Lab of a colour as an eye of this kind sees it (Machado et al. 2009, severity 1)."""
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    r, g, b = (min(max(sum(w * c for w, c in zip(row, linear, strict=True)), 0), 1) for row in sight)
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("sight", [DEUTAN, PROTAN, TRITAN])
def test_classes_of_one_shape_differ_for_every_eye(sight: tuple[tuple[float, ...], ...]) -> None:
    """Two classes drawn with one shape are at least 20 apart in Lab (a just visible difference is about 2)."""
    looks = sorted(look().items())
    for i, (one, a) in enumerate(looks):
        for other, b in looks[i + 1 :]:
            if a["shape"] == b["shape"]:
                pairs = zip(lab(a["color"], sight), lab(b["color"], sight), strict=True)
                assert sum((p - q) ** 2 for p, q in pairs) ** 0.5 >= 20, (one, other)


@pytest.mark.parametrize(
    ("quote", "names", "expected"),
    [
        ("Ïsphé AI et isphe.", ["Isphe"], ["Ïsphé", "isphe"]),
        ("Metaphore, dit Meta.", ["Meta"], ["Meta"]),
        ("Nord Capital et Nord", ["Nord", "Nord Capital"], ["Nord Capital", "Nord"]),
        ("C'est l'IA.", ["IA"], ["IA"]),
        ("rien", ["", " "], []),
    ],
)
def test_names_are_found_as_whole_words(quote: str, names: list[str], expected: list[str]) -> None:
    """Case and accents apart, longest first, never inside a word."""
    assert expected == [quote[s:e] for s, e in find_names(quote, names)]


ROW = {
    "statement": "s1", "subject": "Corvel", "subject_type": "Company", "subject_id": "ent:c", "relation": "raised",
    "object": "12 M€", "object_type": "Amount", "object_id": "val:eur-12000000", "value": None, "status": "rumoured",
    "former": False, "confidence": 0.8, "quote": "Corvel lèverait 12 M€.", "start": 100, "end": 122, "speaker": None,
    "role": "", "when_earliest": "2025-03-01", "when_latest": "2025-03-31", "when_precision": "month",
    "title": "T", "publisher": "P", "published": "2025-04-22", "url": "https://x.example/a",
}  # fmt: skip


def test_rows_of_the_graph_become_the_page_s_input() -> None:
    """An amount is shown in the words of the text, a month as a month, an end without a row of its own is made."""
    entities, (evidence,) = from_rows([], [ROW])
    assert entities == [PageEntity("ent:c", "Corvel", "Company")]
    assert (evidence.value, evidence.object_id, evidence.status) == ("12 M€", "", "rumoured")
    assert evidence.qualifiers == (("when", "2025-03"),)
    assert (evidence.subject_marks, evidence.object_marks) == (((0, 6),), ((16, 21),))


def test_spans_of_the_article_win_over_names() -> None:
    """A subject told by "la start-up" is marked where the row says it stands."""
    row = ROW | {"quote": "La start-up lève 12 M€.", "subject_start": 103, "subject_end": 111}
    _, (evidence,) = from_rows([], [row])
    assert evidence.quote[slice(*evidence.subject_marks[0])] == "start-up"


def test_row_with_an_entity_for_an_object_becomes_an_edge() -> None:
    """An object with an id of its own is an entity, also where entities() did not list it."""
    row = ROW | {"relation": "acquired", "object": "Nord", "object_type": "Company", "object_id": "ent:n", "value": ""}
    entities, (evidence,) = from_rows(
        [{"id": "ent:c", "label": "Corvel", "type": "Company", "aliases": "CRV | Corvel"}], [row]
    )
    assert [(e.id, e.aliases) for e in entities] == [("ent:c", ("CRV",)), ("ent:n", ())]
    assert (evidence.object_id, evidence.value) == ("ent:n", "")
