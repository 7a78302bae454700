"""The page in a headless Chromium: read from a file, clicked with a real mouse, typed at with a real keyboard."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg import ontology
from kg.export.page import PageEntity, PageEvidence, render
from kg.export.page.data import words

pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
ATTACKS = (
    "<img src=x onerror=window.hit=1>",
    "</script><script>window.hit=1</script>",
    '"><svg onload=window.hit=1>',
    "javascript:window.hit=1",
    '<a href="javascript:window.hit=1">href</a>',
)
ENTITIES = [
    PageEntity("ent:org-isphe", "Ïsphé AI", "Company", ("ISP",)),
    PageEntity("ent:org-nord", "Nord Capital", "Investor"),
    PageEntity("ent:person-lea", "Léa Tessier", "Person"),
    PageEntity("ent:work-r1", "R1", "AIModel"),
    PageEntity("ent:place-lyon", "Lyon", "Place"),
]


def said(statement: str, subject: int, relation: str, object_: int | str, **more: Any) -> PageEvidence:
    """Evidence between two entities, or of an entity and words, with a sentence that no other has."""
    ends: dict[str, Any] = {"object_id": ENTITIES[object_].id} if isinstance(object_, int) else {"value": object_}
    quote = more.pop("quote", f"Phrase {statement} : {ENTITIES[subject].label} et la suite.")
    source = {"title": f"Titre {statement}", "publisher": "Le Courrier", "published": "2025-04-22"}
    url = {"url": f"https://courrier.example/{statement}"}
    return PageEvidence(statement, ENTITIES[subject].id, relation, quote, **(source | url | ends | more))


EVIDENCE = [
    said("s1", 0, "subsidiary_of", 1, quote="Ïsphé AI est une filiale de Nord Capital.", subject_marks=((0, 8),)),
    said("s2", 1, "invested_in", 0, status="rumoured"),
    said("s3", 1, "owns_stake", 0, said_by="Léa Tessier"),
    said("s4", 2, "leads", 0, former=True, qualifiers=(("when", "2024-03"), ("role", "directrice"))),
    said("s5", 0, "developed", 3, status="denied"),
    said("s5", 0, "developed", 3, published="2025-04-20"),
    said("s6", 0, "raised", "12 M€", url="javascript:alert(1)"),
    said("s7", 2, "located_in", 4, status="planned"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One Chromium for all tests of this file."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, headless=True, args=QUIET)
        yield chromium
        chromium.close()


class Reader:
    """A page opened from a file, with all that it asked for and complained of."""

    def __init__(self, browser: Any, path: Path, html: str, *, address: str = "", **context: Any) -> None:
        path.write_text(html, encoding="utf-8")
        self.context = browser.new_context(
            **({"viewport": {"width": 1400, "height": 900}, "locale": "fr-FR"} | context)
        )
        self.page = self.context.new_page()
        self.noise: list[str] = []
        self.page.on(
            "request", lambda r: self.noise.append(r.url) if not r.url.startswith(("file:", "data:")) else None
        )
        self.page.on("console", lambda m: self.noise.append(f"{m.type}: {m.text}"))
        self.page.on("pageerror", lambda e: self.noise.append(f"error: {e}"))
        self.page.on("dialog", self._refuse)
        self.page.goto(path.as_uri() + address)
        self.wait("Boolean(window.kgPage && window.kgPage.ready)")

    def _refuse(self, dialog: Any) -> None:
        self.noise.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def wait(self, condition: str, seconds: float = 20) -> None:
        """Ask until the condition holds. (playwright's own wait_for_function evaluates a string in the page, which the
        policy forbids.)
        """
        for _ in range(int(seconds * 20)):
            if self.page.evaluate(condition):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"still not so after {seconds} s: {condition}")

    def click_edge(self, statement: str) -> None:
        """A click of the mouse where the line of this statement is drawn."""
        point = self.page.evaluate("id => kgPage.edgePoint(id)", statement)
        assert point is not None, f"{statement} cannot be clicked"
        self.page.mouse.click(point["x"], point["y"])

    def panel(self) -> str:
        return str(self.page.inner_text("#panel"))

    def drawn(self, entity: str) -> bool:
        return self.page.evaluate("id => kgPage.nodePoint(id)", entity) is not None

    def find(self, name: str) -> None:
        """Keyboard only: "/", the name, Enter."""
        self.page.keyboard.press("/")
        self.page.keyboard.type(name)
        self.page.keyboard.press("Enter")


@pytest.fixture
def read(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """Opens a page; at the end nothing was fetched and nothing complained."""
    readers: list[Reader] = []

    def open_page(html: str = "", **options: Any) -> Reader:
        html = html or render(ENTITIES, EVIDENCE, title="Essai", ontology=ontology.load(), lang="fr")
        readers.append(Reader(browser, tmp_path / "page.html", html, **options))
        return readers[-1]

    yield open_page
    for reader in readers:
        assert reader.noise == []
        reader.context.close()


@pytest.mark.parametrize("statement", ["s1", "s2", "s3", "s4", "s5", "s7"])
def test_a_click_on_any_line_opens_its_sentence(read: Any, statement: str) -> None:
    """Also on each of three parallel lines."""
    reader = read()
    reader.click_edge(statement)
    assert statement == reader.page.get_attribute("#panel .fact", "data-statement")
    quotes = {e.quote for e in EVIDENCE if e.statement == statement}
    assert all(quote in reader.panel() for quote in quotes)


def test_a_click_on_a_node_opens_its_facts(read: Any) -> None:
    """The panel names the entity, its other names and all its facts, also those with words for an object."""
    reader = read()
    point = reader.page.evaluate("kgPage.nodePoint('ent:org-isphe')")
    reader.page.mouse.click(point["x"], point["y"])
    shown = reader.page.eval_on_selector_all("#panel .fact", "all => all.map(f => f.dataset.statement)")
    assert sorted(shown) == ["s1", "s2", "s3", "s4", "s5", "s6"]
    assert "aussi\u00a0: ISP" in reader.panel()
    assert "12 M€" in reader.panel()


def test_fact_shows_status_speaker_date_and_source(read: Any) -> None:
    """Everything that an editor asks for stands beside the sentence, in words."""
    reader = read()
    reader.click_edge("s4")
    for part in ("affirmé", "passé", "mars 2024", "directrice", "Titre s4", "Le Courrier", "22 avril 2025"):
        assert part in reader.panel()
    assert "a dirigé" in reader.panel()  # not "dirige": she has left
    reader.click_edge("s3")
    assert "selon Léa Tessier" in reader.panel()
    link = reader.page.query_selector("#panel .source a")
    assert (link.get_attribute("href"), link.get_attribute("rel")) == (
        "https://courrier.example/s3",
        "noopener noreferrer",
    )
    reader.click_edge("s1")
    assert reader.page.inner_text("#panel mark.subject") == "Ïsphé AI"


def test_fact_that_is_also_denied_is_disputed(read: Any) -> None:
    """Both sentences stand there, each with its own status."""
    reader = read()
    reader.click_edge("s5")
    assert "contesté" in reader.page.inner_text("#panel .line")
    assert reader.page.eval_on_selector_all("#panel .evidence .chip", "all => all.map(c => c.textContent)") == [
        "démenti",
        "affirmé",
    ]


def test_keyboard_alone_leads_from_search_to_source_and_back(read: Any) -> None:
    """ "/", a name without its accents, Enter; Tab reaches a source; Escape returns to the whole."""
    reader = read()
    reader.find("isphe")
    assert reader.page.evaluate("document.activeElement.textContent") == "Ïsphé AI"
    for _ in range(20):
        reader.page.keyboard.press("Tab")
        if reader.page.evaluate("document.activeElement.matches('.source a')"):
            break
    assert reader.page.evaluate("document.activeElement.href").startswith("https://courrier.example/")
    reader.page.keyboard.press("Escape")
    assert reader.page.is_hidden("#where")
    assert reader.drawn("ent:place-lyon")


def test_other_names_are_searched(read: Any) -> None:
    """An alias finds its entity."""
    reader = read()
    reader.find("isp")
    assert reader.page.inner_text("#panel h2") == "Ïsphé AI"


def test_neighbourhood_grows_with_its_depth(read: Any) -> None:
    """One link away: without Lyon; two links away: with it. The lines can still be clicked."""
    reader = read()
    reader.find("Nord")
    assert (reader.drawn("ent:org-isphe"), reader.drawn("ent:person-lea")) == (True, False)
    reader.page.click("#where .switch button >> nth=1")
    assert (reader.drawn("ent:person-lea"), reader.drawn("ent:place-lyon")) == (True, False)
    reader.click_edge("s2")
    assert reader.page.get_attribute("#panel .fact", "data-statement") == "s2"


def test_address_opens_at_an_entity(read: Any) -> None:
    """#e=ID shows that entity's neighbourhood at once."""
    assert read(address="#e=ent%3Awork-r1").page.inner_text("#panel h2") == "R1"


def test_filters_take_facts_from_drawing_panel_and_list(read: Any) -> None:
    """Without rumours the rumoured line is gone, and the list counts one fewer."""
    reader = read()
    reader.page.click("#filters label:has-text('rumeur') input")
    assert reader.page.evaluate("kgPage.edgePoint('s2')") is None
    reader.page.click("#filters label:has-text('lieu') input")
    assert not reader.drawn("ent:place-lyon")
    reader.page.click("#show-list")
    assert reader.page.inner_text("#list-count") == "5 faits sur 7"


def test_list_holds_every_fact_in_words(read: Any) -> None:
    """Names, sentences and outlets are searched there, without a canvas."""
    reader = read()
    reader.page.click("#show-list")
    assert len(reader.page.query_selector_all("#rows .fact")) == 7
    reader.page.fill("#list-filter", "titre S3")
    assert [f.get_attribute("data-statement") for f in reader.page.query_selector_all("#rows .fact")] == ["s3"]


@pytest.mark.parametrize(("lang", "other"), [("fr", "en"), ("en", "fr")])
def test_page_speaks_one_language_at_a_time(read: Any, lang: str, other: str) -> None:
    """After a switch no word of the other language is left on the page, nor in a label or placeholder."""
    html = render(ENTITIES, EVIDENCE, title="Essai", ontology=ontology.load(), lang=other)
    reader = read(html)
    reader.page.click(f"#lang-{lang}")
    seen = []
    for go in ("#show-graph", "#show-list"):
        reader.page.click(go)
        seen += reader.page.evaluate("""() => {
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            const found = [];
            while (walker.nextNode()) {
                const text = walker.currentNode;
                if (!text.parentElement.closest('script,noscript')) found.push(text.data);
            }
            for (const a of ['aria-label', 'placeholder', 'title']) {
                for (const e of document.querySelectorAll(`[${a}]`)) found.push(e.getAttribute(a));
            }
            return found.map((t) => t.trim());
        }""")
    wrong = {w for key, w in words()[other].items() if w != words()[lang][key]} - set(words()[lang].values())
    kg = ontology.load()
    labels = [c.labels for c in kg.classes.values()] + [r.labels for r in kg.relations.values()]
    wrong |= {c[other] for c in labels} - {c[lang] for c in labels} - set(words()[lang].values())
    assert wrong.isdisjoint(seen)
    assert words()[lang]["search"] in seen
    assert reader.page.get_attribute("html", "lang") == lang


def test_copy_takes_the_source_along(read: Any) -> None:
    """The clipboard holds the fact, its status, the sentence, who says it, and where."""
    reader = read(permissions=["clipboard-read", "clipboard-write"])
    reader.click_edge("s3")
    reader.page.click("#panel .copy")
    reader.wait("document.querySelector('#panel .copy').textContent === 'Copié'")
    assert reader.page.evaluate("navigator.clipboard.readText()").splitlines() == [
        "Nord Capital — détient une part de — Ïsphé AI [affirmé]",
        "«\u00a0Phrase s3 : Nord Capital et la suite.\u00a0» (selon Léa Tessier)",
        "Titre s3, Le Courrier, 22 avril 2025, https://courrier.example/s3",
    ]


def test_phone_needs_no_sideways_scroll(read: Any) -> None:
    """390 pixels wide: overview, neighbourhood and list fit, and the sentence can be read after a tap."""
    reader = read(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    reader.find("isphe")
    for go in ("#show-graph", "#show-list"):
        reader.page.click(go)
        assert reader.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert all(b["width"] <= 390 for b in (q.bounding_box() for q in reader.page.query_selector_all("blockquote")) if b)


@pytest.mark.parametrize("bypass", [False, True])
@pytest.mark.parametrize("attack", ATTACKS)
def test_text_that_looks_like_markup_does_nothing(read: Any, attack: str, bypass: bool) -> None:
    """In every field, searched, drawn, opened and listed; with the policy in force and without it."""
    entities = [PageEntity(attack, attack, "Company", (attack, "autre")), ENTITIES[1]]
    fields: dict[str, Any] = {
        "said_by": attack,
        "title": attack,
        "publisher": attack,
        "published": attack,
        "url": attack,
    }
    evidence = [
        PageEvidence(attack, attack, attack, attack, "ent:org-nord", qualifiers=(("role", attack),), **fields),
        PageEvidence("v", attack, "raised", attack, value=attack, confidence=attack, **fields),
    ]
    reader = read(render(entities, evidence, title=attack, ontology=ontology.load()), bypass_csp=bypass)
    before = reader.page.evaluate("document.querySelectorAll('script,img,iframe').length")
    reader.click_edge(attack)
    reader.find("autre")
    reader.page.click("#show-list")
    reader.page.click("#lang-en")
    assert reader.page.query_selector_all("#rows .fact")
    assert reader.page.query_selector_all("a[href*='javascript' i]") == []
    assert reader.page.evaluate("document.querySelectorAll('script,img,iframe').length") == before
    assert reader.page.evaluate("window.hit") is None


def test_large_graph_shows_its_hubs_and_finds_the_rest(read: Any) -> None:
    """Above 1,500 entities the page says how many it draws; a search draws any other with its neighbours."""
    entities = [PageEntity(f"e{n}", f"Nom {n:04d}", "Company") for n in range(1600)]
    evidence = [PageEvidence(f"s{n}", f"e{n // 8}", "competes_with", "q", f"e{n}") for n in range(1, 1600)]
    reader = read(render(entities, evidence, title="Grand", ontology=ontology.load()))
    assert "300" in reader.page.inner_text("#note")
    assert not reader.drawn("e1599")
    reader.find("nom 1599")
    assert (reader.drawn("e1599"), reader.drawn("e199")) == (True, True)


def test_empty_graph_says_so(read: Any) -> None:
    """No fact is no error."""
    assert (
        read(render([], [], title="Vide", ontology=ontology.load())).page.inner_text("#note") == words()["fr"]["empty"]
    )
