"""How soon the page is ready, beside a blank vis-network page in the same run: `python tests/bench/bench_page.py`.

Exits with 1 if a bar is missed. Ratios are the bars: seconds move with whatever else the machine does.
"""

from __future__ import annotations

import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg import ontology
from kg.export.page import PageEntity, PageEvidence, render
from kg.export.page.html import _vis_network

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
ROUNDS = 5
SIZES = ((60, 110, 6.0, 1_000), (300, 600, 6.0, 1_300), (1_000, 2_000, 6.0, 1_800), (5_000, 10_000, 5.0, 7_000))
"""Entities, facts, the most that the page may take in blank pages, the most it may weigh in kB."""
FRAME_MS, FOCUS_MS = 100, 200

BLANK = """<!doctype html><meta charset="utf-8"><title>blank</title><div id="net" style="height:800px"></div>
<script>{vis}</script><script>
const data = {{ nodes: [{{ id: 1 }}], edges: [] }};
const net = new vis.Network(document.getElementById("net"), data, {{ physics: false }});
window.kgPage = {{ ready: false }};
net.once("afterDrawing", () => requestAnimationFrame(() => setTimeout(() => {{
  window.kgPage.ready = true; window.kgPage.readyAt = performance.now(); }}, 0)));
</script>"""


def graph(entities: int, facts: int) -> tuple[list[PageEntity], list[PageEvidence]]:
    """A scale-free graph in communities of 40, a sentence of about 170 characters for each fact."""
    dice = random.Random(entities)
    types = ontology.load().entity_types
    nodes = [PageEntity(f"ent:{n}", f"Société Énergie {n}", dice.choice(types)) for n in range(entities)]
    weight = [1.0] * entities
    evidence = []
    for fact in range(facts):
        subject = dice.choices(range(entities), weight)[0]
        near = range(subject - subject % 40, min(subject - subject % 40 + 40, entities))
        other = (
            dice.choices(near, weight[near.start : near.stop])[0] if dice.random() < 0.85 else dice.randrange(entities)
        )
        weight[subject] += 1
        weight[other] += 1
        quote = (
            f"Selon le communiqué {fact}, {nodes[subject].label} et {nodes[other].label} " + "confirment l'accord " * 5
        )
        evidence.append(
            PageEvidence(
                f"s{fact}", f"ent:{subject}", dice.choice(("acquired", "uses", "supplies")), quote, f"ent:{other}",
                status=dice.choices(("asserted", "planned", "rumoured", "denied"), (85, 6, 6, 3))[0],
                title=f"Article {fact // 5}", publisher="Le Courrier", published="2025-04-22",
                url=f"https://courrier.example/{fact // 5}",
            )
        )  # fmt: skip
    return nodes, evidence


def ready(browser: Any, path: Path) -> tuple[float, Any]:
    """Seconds from the start of navigation until the first drawing stands and the main thread is free; the page."""
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.goto(path.as_uri())
    while not page.evaluate("Boolean(window.kgPage && window.kgPage.ready)"):
        page.wait_for_timeout(20)
    return page.evaluate("window.kgPage.readyAt") / 1000, page


def frame_ms(page: Any) -> float:
    """Milliseconds of one redraw after a zoom, the mean of five (until the next animation frame has run)."""
    start = page.evaluate("performance.now()")
    for _ in range(5):
        page.evaluate(
            "() => { document.getElementById('zoom-in').click(); return new Promise((done) =>"
            " requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0)))); }"
        )
    return float((page.evaluate("performance.now()") - start) / 5)


def focus_ms(page: Any) -> float:
    """Milliseconds from choosing the most linked entity to its neighbourhood being drawn."""
    page.evaluate("document.querySelector('#panel .most button').click()")
    return float(
        page.evaluate(
            "() => { const start = performance.now(); document.querySelector('.tools .main').click();"
            " return new Promise((done) => requestAnimationFrame(() => setTimeout(() =>"
            " done(performance.now() - start), 0))); }"
        )
    )


def rows(browser: Any, folder: Path) -> Iterator[tuple[str, bool]]:
    """A line per size and whether it keeps its bars."""
    blank = folder / "blank.html"
    blank.write_text(BLANK.format(vis=_vis_network()), encoding="utf-8")
    for entities, facts, most, weight in SIZES:
        content = graph(entities, facts)
        start = time.perf_counter()
        html = render(*content, title="Mesure", ontology=ontology.load())
        written = time.perf_counter() - start
        path = folder / f"{entities}.html"
        path.write_text(html, encoding="utf-8")
        ours: list[float] = []
        control: list[float] = []
        frames: list[float] = []
        focus: list[float] = []
        for _ in range(ROUNDS):
            for file, times in ((blank, control), (path, ours)):
                seconds, page = ready(browser, file)
                times.append(seconds)
                if file is path:
                    frames.append(frame_ms(page))
                    focus.append(focus_ms(page))
                page.close()
        ratio = statistics.median(ours) / statistics.median(control)
        size = len(html.encode()) / 1000
        frame, click = statistics.median(frames), statistics.median(focus)
        kept = ratio <= most and size <= weight and frame <= FRAME_MS and click <= FOCUS_MS
        line = (
            f"{entities:>6} {facts:>6} {size:>7.0f} kB {written:>6.2f} s {statistics.median(ours):>6.2f} s "
            f"{statistics.median(control):>6.2f} s {ratio:>5.1f} x {frame:>5.0f} ms {click:>5.0f} ms"
        )
        yield line, kept


def main() -> int:
    """0 if every bar is kept."""
    from playwright.sync_api import sync_playwright

    print("entities facts    size   written  ready   blank  ratio   frame   focus")  # noqa: T201
    good = True
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, headless=True, args=QUIET)
        for line, kept in rows(browser, Path(folder)):
            print(line if kept else f"{line}  BAR MISSED")  # noqa: T201
            good = good and kept
        browser.close()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
