"""Where the nodes of the page stand."""

from __future__ import annotations

import itertools
import math
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.export.page.layout import positions

STAR = [(0, n) for n in range(1, 12)]


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, list[tuple[int, int]]]:
    count = draw(st.integers(1, 40))
    node = st.integers(0, count - 1)
    return count, draw(st.lists(st.tuples(node, node), max_size=80))


def distance(a: tuple[int, int], b: tuple[int, int]) -> float:
    return math.hypot(a[0] - b[0], a[1] - b[1])


def box(points: list[tuple[int, int]]) -> tuple[int, int, int, int]:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


@settings(deadline=None, max_examples=40)
@given(graphs())
def test_every_node_has_integers_of_its_own(graph: tuple[int, list[tuple[int, int]]]) -> None:
    """One pair of integers for each node, and no two nodes in one place, whatever the graph."""
    points = positions(*graph)
    assert graph[0] == len(points) == len(set(points))
    assert all(type(c) is int for point in points for c in point)


@settings(deadline=None, max_examples=25)
@given(graphs(), st.randoms(use_true_random=False))
def test_order_direction_and_number_of_edges_do_not_matter(
    graph: tuple[int, list[tuple[int, int]]], random: Random
) -> None:
    """The layout is one of the set of edges."""
    count, edges = graph
    other = [(b, a) for a, b in edges] + edges[:3]
    random.shuffle(other)
    assert positions(count, edges) == positions(count, other)


def test_known_layout_does_not_move() -> None:
    """A star's coordinates are the same on every machine and in every run: a change here is a change of all pages."""
    assert positions(2, [(0, 1)]) == [(-72, 0), (72, 0)]
    star = [(0, n) for n in range(1, 6)]
    points = positions(8, [*star, (1, 2), (6, 7)])
    assert points[:4] == [(-4, -36), (95, -65), (95, -6), (-33, -122)]
    assert points[4:] == [(-95, -36), (-33, 51), (-94, 122), (50, 122)]


def test_nodes_keep_the_room_that_their_size_needs() -> None:
    """No two nodes of a star touch, also where the links make them large."""
    links = [100, *[9] * 11]
    points = positions(12, STAR, links)
    need = [9 + 2.4 * math.sqrt(n) for n in links]
    assert all(distance(points[a], points[b]) > need[a] + need[b] - 2 for a, b in itertools.combinations(range(12), 2))


def test_components_do_not_overlap() -> None:
    """The boxes of two stars and of an isolated node are apart."""
    second = [(a + 12, b + 12) for a, b in STAR]
    points = positions(25, STAR + second)
    boxes = [box(points[:12]), box(points[12:24]), box(points[24:])]
    for a, b in itertools.combinations(boxes, 2):
        assert a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1]


def test_communities_stand_together() -> None:
    """Two dense groups with one link between them: neighbours are nearer to each other than to the other group."""
    inner = [(a, b) for a, b in itertools.combinations(range(10), 2)]
    points = positions(20, [*inner, *[(a + 10, b + 10) for a, b in inner], (0, 10)])
    same = [distance(points[a], points[b]) for a, b in inner]
    across = [distance(points[a], points[b]) for a in range(10) for b in range(10, 20)]
    assert sum(same) / len(same) < 0.6 * sum(across) / len(across)


def test_empty_graph_has_no_points() -> None:
    """Nothing to place is no error."""
    assert positions(0, []) == []
