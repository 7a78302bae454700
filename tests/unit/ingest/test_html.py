"""Saved web pages: the article comes out, the page around it does not, and what is no article is one clear line."""

from __future__ import annotations

import io
import json
import logging
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.ingest import articles
from kg.ingest.html import MAX_ELEMENTS, article_from_page, page_text, read_page
from kg.ingest.problem import Problem
from kg.model import Article

BODY_FR = (
    "La jeune pousse nantaise Ostrelle a été rachetée par le groupe Vermeil pour 30 millions d'euros.",
    "Fondée en 2019 par Élodie Kermarec, elle emploie une centaine de personnes à Nantes et à Brest.",
    "« Nous gardons nos équipes et notre nom », a précisé sa directrice générale lors d'une conférence de presse.",
)
BODY_EN = (
    "Halva Labs, a London start-up that builds speech models, has raised £12m from Bluewick Partners.",
    "Its founder, Ann Roe, said the money would pay for chips and for a second office in Leeds.",
    "The company employs forty people and was valued at £80m in the round, according to the fund.",
)
FURNITURE_FR = {
    "menu": '<nav><ul><li><a href="/">Accueil</a></li><li><a href="/eco">Économie</a></li></ul></nav>',
    "cookies": '<div class="cookie-banner"><p>Nous utilisons des cookies pour mesurer notre audience.</p>'
    "<button>Tout accepter</button></div>",
    "related": '<aside class="related"><h2>À lire aussi</h2><ul><li><a href="/1">Kestrel rachète Tintoret</a></li>'
    '<li><a href="/2">Le fonds Armançon se retire de Sablier</a></li></ul></aside>',
    "comments": '<section id="comments" class="comments"><h2>Commentaires</h2><div class="comment"><p>Moi je dis que '
    "Ostrelle a été fondée par mon cousin Gaston Truc, en 1987.</p></div></section>",
    "footer": "<footer><p>© Le Courrier du Test, tous droits réservés. Mentions légales.</p></footer>",
}


def page(body: tuple[str, ...], *, head: str = "", before: str = "", after: str = "", lang: str = "fr") -> str:
    """A page around paragraphs."""
    paragraphs = "".join(f"<p>{text}</p>" for text in body)
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>{before}'
        f"<main><article><h1>Titre de la page</h1>{paragraphs}</article></main>{after}</body></html>"
    )


def ld(**fields: object) -> str:
    """A JSON-LD block."""
    return f'<script type="application/ld+json">{json.dumps(fields)}</script>'


def read(source: str | bytes) -> Article:
    """The article of a page."""
    return article_from_page(source.encode() if isinstance(source, str) else source, "page.html")


def test_the_article_without_the_page_around_it() -> None:
    """Menu, cookie banner, links to other articles, comments of readers and footer are not what the article says."""
    f = FURNITURE_FR
    text = read(page(BODY_FR, before=f["cookies"] + f["menu"], after=f["related"] + f["comments"] + f["footer"])).text
    assert [line for line in text.splitlines() if line != "Titre de la page"] == list(BODY_FR)


def test_the_head_speaks_first() -> None:
    """JSON-LD before meta tags, the canonical address before any other."""
    head = (
        ld(
            **{
                "@context": "https://schema.org",
                "@graph": [
                    {"@type": "WebSite", "name": "Un autre nom", "url": "https://autre.example/"},
                    {
                        "@type": ["NewsArticle"],
                        "headline": "Vermeil rachète Ostrelle",
                        "datePublished": "2024-03-05T08:12:00+01:00",
                        "author": [{"@type": "Person", "name": "Zoé Lenoir"}, {"name": "Max Perrin"}],
                        "publisher": {"@type": "Organization", "name": "Le Courrier du Test"},
                        "url": "https://courrier.example/amp/ostrelle",
                    },
                ],
            }
        )
        + '<meta property="og:title" content="Autre titre">'
        '<meta property="article:published_time" content="2024-04-01">'
        '<link rel="Canonical" href="https://courrier.example/ostrelle">'
    )
    article = read(page(BODY_FR, head=head))
    assert article == Article(
        article.text,
        "fr",
        "page.html",
        "Vermeil rachète Ostrelle",
        "https://courrier.example/ostrelle",
        "Le Courrier du Test",
        "Zoé Lenoir, Max Perrin",
        "2024-03-05",
    )


def test_meta_tags_alone() -> None:
    """A page without JSON-LD; an author that is only an address is none."""
    head = (
        '<title>x</title><meta property="og:title" content="Halva Labs raises £12m">'
        '<meta name="DC.date.issued" content="2023-11-02"><meta property="og:site_name" content="The Test Ledger">'
        '<meta property="article:author" content="https://social.example/annroe"><meta name="author" content="Bo Li">'
        '<meta property="og:url" content="https://ledger.example/halva">'
    )
    article = read(page(BODY_EN, head=head, lang="en"))
    assert (article.title, article.published, article.publisher) == (
        "Halva Labs raises £12m",
        "2023-11-02",
        "The Test Ledger",
    )
    assert (article.url, article.author, article.lang) == ("https://ledger.example/halva", "Bo Li", "en")


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="next Tuesday">',
        '<meta property="article:published_time" content="2024-02-31">',
        '<meta property="og:url" content="javascript:alert(1)">',
        '<link rel="canonical" href="/relative/path">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>',
        f'<script type="application/ld+json">{"[" * 100_000}</script>',
        ld(**{"@type": 7, "headline": ["x", {"y": 1}]}),
    ],
)
def test_a_head_that_cannot_be_used_is_no_obstacle(head: str) -> None:
    """The article is read all the same, without what was wrong."""
    article = read(page(BODY_FR, head=head))
    assert (article.published, article.url) == ("", "")
    assert BODY_FR[0] in article.text


def test_the_day_of_the_run_dates_no_page() -> None:
    """A page that names no date has none, one that names a month has no day; a date ahead of us stays as written."""
    assert read(page(BODY_FR)).published == ""
    month = '<meta property="article:published_time" content="2024-02">'
    assert read(page(BODY_FR, head=month)).published == ""
    head = '<meta property="article:published_time" content="2093-05-06">'
    assert read(page(BODY_FR, head=head)).published == "2093-05-06"


def test_the_only_day_that_the_page_marks_up() -> None:
    """One day in <time> elements is that of the article; of several, none is taken."""
    one = '<time datetime="2020-01-02T08:00">2 janvier</time>'
    assert read(page(BODY_FR, before=one + one)).published == "2020-01-02"
    assert read(page(BODY_FR, before=one + '<time datetime="2020-01-03">3 janvier</time>')).published == ""


def test_the_text_says_which_language_it_is() -> None:
    """Templates declare the language of their maker; a text of some length knows better."""
    assert read(page(BODY_FR, lang="en-US")).lang == "fr"


@pytest.mark.parametrize(
    ("declared", "written"),
    [
        ("iso-8859-1", "utf-8"),
        ("utf-8", "cp1252"),
        ("utf-16", "utf-8"),
        ("rot13", "cp1252"),
        ("no-such-thing", "cp1252"),
        ("iso-8859-1", "cp1252"),
        ("macintosh", "mac-roman"),
        ("iso-8859-15", "iso-8859-15"),
    ],
)
def test_encodings_declared_rightly_and_wrongly(declared: str, written: str) -> None:
    """What the bytes are decides, then what they are said to be."""
    source = page(BODY_FR).replace('charset="utf-8"', f'charset="{declared}"')
    assert "Élodie Kermarec" in read(source.encode(written)).text


def test_a_mark_decides_the_encoding() -> None:
    """UTF-16 with a byte-order mark, as some programs save pages."""
    assert "Élodie Kermarec" in read(page(BODY_FR).encode("utf-16")).text


@pytest.mark.parametrize(
    "source",
    [
        "".join(f"<p>{text}" for text in BODY_FR),
        page(BODY_FR).replace("</p>", "").replace("</article></main></body></html>", ""),
        page(BODY_FR).replace("<html", "<html><html").replace("<body>", "</div></span><body><body>"),
        '<?xml version="1.0" encoding="iso-8859-1"?>' + page(BODY_FR),
        page(BODY_FR).replace("<article>", "<article><table><tr><b><i>").replace("</h1>", ""),
        page(BODY_FR)[:-40],
    ],
)
def test_broken_pages_are_read(source: str) -> None:
    """Unclosed, doubled, misplaced or missing tags: browsers show the article, so it is read."""
    assert BODY_FR[1] in read(source).text


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (b"", "is no HTML page"),
        (b"<html><body></body></html>", "no article can be told"),
        (page((), before="".join(FURNITURE_FR.values())).encode(), "no article can be told"),
        (b"<html><script>var a = 'x'</script></html>", "no article can be told"),
        (f"<html><body>{'<div>' * 400}<p>{BODY_FR[0]}".encode(), "nested more than 255 deep"),
        (f"<html><body>{'<b>x</b>' * (MAX_ELEMENTS + 1)}".encode(), "elements, more than"),
        (b"<html><body>\x00\x01" + BODY_FR[0].encode(), "NUL"),
        (bytes(range(128, 256)) * 40 + bytes(range(1, 9)) * 99, "binary data|no text|neither"),
        (
            page(
                ("Das Unternehmen hat seinen Sitz in Berlin und beschäftigt dort vierhundert Menschen.",) * 3
            ).encode(),
            "another language",
        ),
    ],
)
def test_what_is_no_article_is_one_line(source: bytes, message: str, tmp_path: Path) -> None:
    """The line names the file and says what to do; other files go on."""
    (tmp_path / "a.html").write_bytes(source)
    (tmp_path / "b.htm").write_text(page(BODY_EN, lang="en"), "utf-8")
    bad, good = articles([tmp_path])
    assert isinstance(good, Article)
    assert isinstance(bad, Problem)
    assert bad.name.endswith("a.html")
    assert bad.message.startswith(f"{bad.name}: ")
    assert "\n" not in bad.message
    with pytest.raises(InputError, match=message):
        article_from_page(source, "x")


def test_nothing_is_fetched() -> None:
    """No picture, frame, style, base, refresh or DTD of a page is asked for: the test refuses every connection."""
    head = (
        '<base href="https://away.example/"><link rel="stylesheet" href="https://away.example/x.css">'
        '<meta http-equiv="refresh" content="0; url=https://away.example/">'
    )
    source = page(BODY_FR, head=head, after='<img src="https://away.example/1.png"><iframe src="//away.example">')
    doctype = '<!DOCTYPE html PUBLIC "x" "https://away.example/x.dtd" [<!ENTITY e SYSTEM "https://away.example/e">]>'
    assert BODY_FR[0] in read(source.replace("<!DOCTYPE html>", doctype)).text


def test_the_libraries_do_not_talk_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """What trafilatura thinks of an empty page goes to a log, if there is one."""
    logging.getLogger().handlers.clear()
    with pytest.raises(InputError):
        read("<html></html>")
    assert capsys.readouterr().err == ""


@given(st.binary(max_size=300))
def test_any_bytes_give_an_article_or_one_clear_error(data: bytes) -> None:
    """No other exception, whatever the file holds."""
    source = b"<html><head><meta charset=" + data[:20] + b"></head><body><p>" + data
    (found,) = read_page(io.BytesIO(source), "x")
    assert found.text if isinstance(found, Article) else "\n" not in found.message


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])))
def test_utf8_is_never_misread(text: str) -> None:
    """Bytes that are UTF-8 are read as such, whatever the page declares."""
    source = f'<meta charset="windows-1251">{text}'
    assert page_text(source.encode()) == source
