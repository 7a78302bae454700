"""Every store keeps this contract: whatever is added, replaced or removed, what follows is what follows."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import QueryError, StoreError
from kg.model import Article, Mention, Reading, Span, Status
from kg.ontology import load
from kg.rdf import Decision, Names
from kg.store import Change, Store, Upkeep, open_store
from tests.unit.samples import Text, all_readings, echo, millions, money, orsel, past

ONTOLOGY = load()
ROOT = Path(__file__).parents[2]
A, B, G = NamedNode("https://t.example/a"), NamedNode("https://t.example/b"), NamedNode("https://t.example/g")


@pytest.fixture(params=["memory", "folder"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind."""
    opened = open_store(":memory:" if request.param == "memory" else tmp_path / "store")
    yield opened
    opened.close()


def test_a_change_is_seen_whole(store: Store) -> None:
    """Quads and graphs go, quads come."""
    first, second = Quad(A, B, Literal("1"), G), Quad(A, B, Literal("2"), G)
    other = Quad(A, B, Literal("3"))
    store.commit(Change(add=(first, other)))
    store.commit(Change(drop=(G,), add=(second,)))
    assert set(store.quads()) == {second, other}
    assert list(store.graphs()) == [G]
    store.commit(Change(remove=(other,)))
    assert list(store.quads(A, B)) == [second]
    assert store.has(second)
    assert not store.has(other)


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_literal_and_text_comes_back(store: Store, text: str) -> None:
    """Quotes, backslashes, NUL, every line end: byte for byte, through an update as through an addition."""
    gone, kept = Quad(A, B, Literal("gone"), G), Quad(A, B, Literal(text), G)
    store.commit(Change(add=(gone,)))
    store.commit(Change(remove=(gone,), add=(kept,), texts={"ab12": text}))
    assert list(store.quads(graph=G)) == [kept]
    assert store.text("ab12") == text
    store.commit(Change(remove=(kept,), texts={"ab12": None}))


def test_a_text_that_is_missing(store: Store) -> None:
    """One clear line."""
    with pytest.raises(StoreError, match="text ab12: missing"):
        store.text("ab12")


def test_a_query_that_is_none(store: Store) -> None:
    """QueryError, whatever the engine throws."""
    with pytest.raises(QueryError, match="not SPARQL"):
        store.query("SELECT")


def test_a_closed_store_says_so(store: Store) -> None:
    """Not an AttributeError of the engine."""
    store.close()
    with pytest.raises(StoreError, match="closed"):
        list(store.quads())


# Upkeep: the touched part, computed after each step, is what the whole gives.


def sound(upkeep: Upkeep) -> None:
    assert upkeep.rebuild(check=True) == (set(), set())


def contents(upkeep: Upkeep) -> set[Quad]:
    return set(upkeep.store.quads())


def test_an_article_is_added_once(store: Store) -> None:
    """The second time changes nothing, and writes nothing in the journal."""
    upkeep = Upkeep(store, ONTOLOGY)
    assert upkeep.put([orsel()], "2024-05-01T10:00:00Z") == [orsel().article.id]
    before = contents(upkeep)
    assert upkeep.put([orsel()], "2024-05-02T10:00:00Z") == []
    assert contents(upkeep) == before


def test_one_by_one_or_all_at_once(store: Store) -> None:
    """The same quads."""
    upkeep, other = Upkeep(store, ONTOLOGY), Upkeep(open_store(), ONTOLOGY)
    upkeep.put(all_readings())
    for reading in reversed(all_readings()):
        other.put([reading])
        sound(other)
    assert contents(upkeep) == contents(other)


@pytest.mark.parametrize("gone", all_readings(), ids=lambda reading: reading.article.name)
def test_removing_leaves_a_build_of_what_is_left(store: Store, gone: Reading) -> None:
    """No name, fact, count, value or text stays of what only that article had."""
    upkeep, other = Upkeep(store, ONTOLOGY), Upkeep(open_store(), ONTOLOGY)
    upkeep.put(all_readings())
    upkeep.remove([gone.article.id])
    other.put([reading for reading in all_readings() if reading != gone])
    assert contents(upkeep) == contents(other)
    with pytest.raises(StoreError):
        store.text(gone.article.text_id)


def test_removing_what_is_not_there(store: Store) -> None:
    """Says so by an empty list."""
    upkeep = Upkeep(store, ONTOLOGY)
    upkeep.put([orsel()])
    before = contents(upkeep)
    assert upkeep.remove(["0123456789abcdef"], "2024-05-01T10:00:00Z") == []
    assert contents(upkeep) == before


def test_a_new_reading_replaces_the_old_one(store: Store) -> None:
    """A better reader reads the same article: old facts go, new ones come."""
    upkeep, other = Upkeep(store, ONTOLOGY), Upkeep(open_store(), ONTOLOGY)
    upkeep.put([orsel(), money()])
    better = replace(orsel(), relations=orsel().relations[:1])
    upkeep.put([better])
    other.put([better, money()])
    assert contents(upkeep) == contents(other)


def test_a_text_at_two_addresses_is_kept_until_both_are_gone(store: Store) -> None:
    """Two articles, one text."""
    upkeep = Upkeep(store, ONTOLOGY)
    twin = replace(echo(), article=replace(echo().article, url="https://other.example/"))
    upkeep.put([echo(), twin])
    upkeep.remove([echo().article.id])
    assert store.text(twin.article.text_id) == twin.article.text
    sound(upkeep)
    upkeep.remove([twin.article.id])
    with pytest.raises(StoreError):
        store.text(twin.article.text_id)
    assert contents(upkeep) == set()


def test_a_value_stays_while_another_fact_points_to_it(store: Store) -> None:
    """Two firms raised the same sum; one article goes."""
    text = Text("Kestrel raised €40 million.", meta={"url": "https://e.example/9"})
    firm = text.name("Kestrel", "Company", "org:kestrel")
    text.say(firm, "raised", text.literal("€40 million", "Amount", millions(40)), "raised")
    upkeep = Upkeep(store, ONTOLOGY)
    upkeep.put([money(), text.reading()])
    upkeep.remove([money().article.id])
    sound(upkeep)
    assert any(store.quads(upkeep.names.node("val", "eur-40000000-exact")))


def test_decisions_last_and_every_change_respects_them(store: Store) -> None:
    """Articles that come after a merge are merged too."""
    upkeep = Upkeep(store, ONTOLOGY)
    upkeep.put([orsel(), past()])
    upkeep.decide([Decision("same", "org:valmont", "org:kestrel", "one firm")])
    sound(upkeep)
    upkeep.put([money(), echo()])
    sound(upkeep)
    upkeep.remove([orsel().article.id])
    sound(upkeep)
    again = Upkeep(store, ONTOLOGY)
    assert again.decisions == upkeep.decisions
    again.decide([])
    sound(again)
    other = Upkeep(open_store(), ONTOLOGY)
    other.put([past(), money(), echo()])
    assert contents(again) == contents(other)


NAMES_ = ["Orsel", "Valmont", "Kestrel", "Brun"]
CLAIMS = st.tuples(
    st.sampled_from(NAMES_),
    st.sampled_from(["subsidiary_of", "partnered_with", "acquired", "leads"]),
    st.sampled_from(NAMES_),
    st.sampled_from(list(Status)),
    st.booleans(),
)
STEPS = st.lists(st.tuples(st.integers(0, 4), st.lists(CLAIMS, max_size=4), st.booleans()), min_size=1, max_size=8)


def reading_of(number: int, claims: list[tuple[str, str, str, Status, bool]]) -> Reading:
    """An article that says these things; names, classes and statuses vary."""
    text = Text(" ".join(NAMES_) + " says", meta={"url": f"https://e.example/{number}"})
    kinds = ["Company", "Investor", "Person"]
    spans = {n: text.name(n, kinds[(number + i) % 3], f"org:{n.lower()}") for i, n in enumerate(NAMES_)}
    for subject, relation, obj, status, former in dict.fromkeys(claims):
        qualifiers = money().relations[0].qualifiers + (past().relations[0].qualifiers if former else ())
        text.say(spans[subject], relation, spans[obj], "says", status=status, qualifiers=qualifiers)
    return text.reading()


@given(steps=STEPS, merged=st.lists(st.tuples(st.sampled_from(NAMES_), st.sampled_from(NAMES_)), max_size=2))
@settings(max_examples=40, deadline=None)
def test_any_sequence_of_changes(
    steps: list[tuple[int, list[tuple[str, str, str, Status, bool]], bool]], merged: list[tuple[str, str]]
) -> None:
    """Adding, replacing and removing five articles in any order, under any merges, equals one build of what is left."""
    decisions = [Decision("same", f"org:{a.lower()}", f"org:{b.lower()}") for a, b in merged if a != b]
    upkeep, other = Upkeep(open_store(), ONTOLOGY), Upkeep(open_store(), ONTOLOGY)
    upkeep.decide(decisions)
    left: dict[str, Reading] = {}
    for number, claims, keep in steps:
        reading = reading_of(number, claims)
        upkeep.put([reading])
        left[reading.article.id] = reading
        if not keep:
            upkeep.remove([reading.article.id])
            del left[reading.article.id]
    other.put(list(left.values()))
    other.decide(decisions)
    sound(upkeep)
    assert contents(upkeep) == contents(other)


# The folder


def test_a_folder_keeps_what_was_written(tmp_path: Path) -> None:
    """Closed and opened again, with its base."""
    upkeep = Upkeep(open_store(tmp_path / "s", base="https://news.example/kg/"), ONTOLOGY)
    upkeep.put(all_readings())
    before = contents(upkeep)
    upkeep.store.close()
    again = Upkeep(open_store(tmp_path / "s"), ONTOLOGY)
    assert again.names == Names("https://news.example/kg/")
    assert contents(again) == before
    assert again.store.text(orsel().article.text_id) == orsel().article.text


def other_process(code: str, *arguments: str) -> subprocess.Popen[str]:
    """Another Python that runs this code in the checkout."""
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def test_a_second_process_gets_one_clear_line(tmp_path: Path) -> None:
    """Not the engine's message about a lock file."""
    store = open_store(tmp_path / "s")
    code = "import sys; from kg.store import open_store\ntry: open_store(sys.argv[1])\nexcept Exception as e: print(e)"
    out, _ = other_process(code, str(tmp_path / "s")).communicate(timeout=60)
    assert out == f"{tmp_path / 's'}: in use by another process; wait until it is done\n"
    store.close()
    open_store(tmp_path / "s").close()


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (lambda folder: (folder / "letters.txt").write_text("mine"), "is no kg store and not empty"),
        (lambda folder: (folder / "kg-store").write_text("99\nhttps://kg.example/\n"), "store of format '99'"),
        (lambda folder: (folder / "kg-store").write_text("1\nhttps://a.example/\n"), "its base is https://a.example/"),
    ],
)
def test_a_folder_that_is_not_ours_is_left_alone(
    tmp_path: Path, prepare: Callable[[Path], object], message: str
) -> None:
    """Nothing is written into it."""
    prepare(tmp_path)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(StoreError, match=message):
        open_store(tmp_path, base="https://b.example/")
    assert sorted(tmp_path.iterdir()) == before


def test_a_place_that_is_a_file(tmp_path: Path) -> None:
    """One clear line."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="name a folder that can be written"):
        open_store(tmp_path / "file")


FEED = """
import sys
sys.path.insert(0, ".")
from kg.ontology import load
from kg.store import Upkeep, open_store
from tests.contract.test_store import numbered
upkeep = Upkeep(open_store(sys.argv[1]), load())
for number in range(10_000):
    upkeep.put([numbered(number)], "2024-05-01T10:00:00Z")
    if number % 3 == 2:
        upkeep.remove([numbered(number - 1).article.id])
        print("gone", number - 1, flush=True)
    print("there", number, flush=True)
"""


def numbered(number: int) -> Reading:
    """An article of its own that shares its firms with all others."""
    text = f"Orsel, subsidiary of Valmont, number {number}."
    firm, fund = Span(0, 5), Span(text.index("Valmont"), text.index("Valmont") + 7)
    mentions = Mention(firm, "Orsel", "Company", "org:orsel"), Mention(fund, "Valmont", "Company", "org:valmont")
    found = replace(echo().relations[0], subject=firm, object=fund, span=Span(0, len(text)), trigger=Span(7, 17))
    return Reading(Article(text, "en", f"{number}"), mentions, (found,))


@pytest.mark.server
@pytest.mark.parametrize("seed", random.SystemRandom().sample(range(10_000), 5))
def test_a_killed_process_loses_nothing_that_it_reported(tmp_path: Path, seed: int) -> None:
    """SIGKILL at a moment drawn from the seed: what was reported is there, all counts are right, work can go on."""
    process = other_process(FEED, str(tmp_path / "s"))
    assert process.stdout
    lines = [process.stdout.readline() for _ in range(random.Random(seed).randrange(20, 400))]
    os.kill(process.pid, signal.SIGKILL)
    lines += process.stdout.read().splitlines(keepends=True)
    process.wait()
    reported = [line.split() for line in lines if line.endswith("\n")]
    gone = {int(number) for word, number in reported if word == "gone"}
    there = {int(number) for word, number in reported if word == "there"} - gone
    upkeep = Upkeep(open_store(tmp_path / "s"), ONTOLOGY)
    stored = set(upkeep.article_ids())
    assert {numbered(number).article.id for number in there} <= stored
    in_flight = {numbered(max(there | gone) + step).article.id for step in (0, 1, 2)}
    assert not {numbered(number).article.id for number in gone} & (stored - in_flight)
    sound(upkeep)
    assert len(list(upkeep.readings())) == len(stored)
    upkeep.put([orsel()])
    sound(upkeep)
