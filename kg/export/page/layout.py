"""Where each node stands: PivotMDS, then forces, then room for each node, component by component.

Only + - * / and sqrt on float64, no BLAS, no random numbers: the same integers on every machine. A scale-free
graph of 1,000 nodes and 2,000 edges takes about half a second on one core.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from kg.export.page.packing import pack

Points = NDArray[np.float64]
Indices = NDArray[np.int64]

PIVOTS = 24
"""More pivots no longer change the picture at 1,000 nodes; each costs one breadth-first search."""
STEPS = 160
"""Force steps; beyond, the mean move of a step is below 1 % of the edge length at 300 and at 1,000 nodes."""
SPACING = 90.0
"""Mean distance of neighbours in the page's units: a name of 12 letters at zoom 1."""
EXACT_UP_TO = 400
"""Up to here every pair repels; beyond, far nodes repel as cells (5 times faster at 1,000)."""
CELLS = 20


def positions(count: int, edges: Iterable[tuple[int, int]], links: Sequence[int] = ()) -> list[tuple[int, int]]:
    """Integer coordinates for nodes 0 to count-1; depends on the numbering, the set of edges and `links` only.

    `links`: how many facts each node has, which sets its size; by default the number of its neighbours.
    """
    pairs = sorted({(min(a, b), max(a, b)) for a, b in edges if a != b})
    neighbours: list[list[int]] = [[] for _ in range(count)]
    for a, b in pairs:
        neighbours[a].append(b)
        neighbours[b].append(a)
    groups = _components(neighbours)
    sizes = np.array(links or [len(around) for around in neighbours], dtype=np.float64)
    placed = [_place_component(group, neighbours, sizes) for group in groups]
    result: list[tuple[int, int]] = [(0, 0)] * count
    for group, points in zip(groups, pack(placed, SPACING), strict=True):
        for node, (x, y) in zip(group, points.tolist(), strict=True):
            result[node] = (round(x), round(y))
    return result


def _components(neighbours: Sequence[Sequence[int]]) -> list[list[int]]:
    """The connected components, the largest first, then by their smallest node."""
    seen = [False] * len(neighbours)
    groups = []
    for start in range(len(neighbours)):
        if not seen[start]:
            seen[start] = True
            group = [start]
            for node in group:
                for other in neighbours[node]:
                    if not seen[other]:
                        seen[other] = True
                        group.append(other)
            groups.append(sorted(group))
    return sorted(groups, key=lambda g: (-len(g), g[0]))


def _place_component(group: list[int], neighbours: Sequence[Sequence[int]], sizes: Points) -> Points:
    if len(group) == 1:
        return np.zeros((1, 2))
    if len(group) == 2:
        return np.array([[-0.5, 0.0], [0.5, 0.0]]) * SPACING * 1.6
    number = {node: i for i, node in enumerate(group)}
    local = [[number[n] for n in neighbours[node]] for node in group]
    points = _pivot_mds(local)
    heads = np.array([(a, b) for a, around in enumerate(local) for b in around if a < b], dtype=np.int64)
    degree = np.array([len(around) for around in local], dtype=np.float64)
    points = _upright(_forces(points, heads, degree))
    return _make_room(_scaled(points, heads), sizes[group])


def _pivot_mds(neighbours: Sequence[Sequence[int]]) -> Points:
    """Two axes of the graph distances to a few far-apart pivots, plus a small fixed offset that parts twins."""
    count = len(neighbours)
    nearest = np.full(count, count, dtype=np.int64)
    columns = []
    pivot = max(range(count), key=lambda n: (len(neighbours[n]), -n))
    for _ in range(min(PIVOTS, count)):
        distance = _distances(neighbours, pivot)
        columns.append(distance * distance)
        nearest = np.minimum(nearest, distance.astype(np.int64))
        pivot = int(np.argmax(nearest))
    squares = np.stack(columns, axis=1)
    centred = squares - squares.mean(axis=0) - squares.mean(axis=1)[:, None] + squares.mean()
    product = np.stack([(centred * centred[:, [k]]).sum(axis=0) for k in range(centred.shape[1])])
    first = _leading_vector(product)
    rest = product - first[:, None] * first[None, :] * (first * (product * first).sum(axis=1)).sum()
    second = _leading_vector(rest)
    points = np.stack([(-centred * first).sum(axis=1), (-centred * second).sum(axis=1)], axis=1)
    spread = np.sqrt((points * points).mean(axis=0))
    points = points / np.where(spread > 0, spread, 1.0)
    order = np.arange(count, dtype=np.float64)
    twist = np.stack([(order * 0.618034) % 1.0 - 0.5, (order * 0.754878) % 1.0 - 0.5], axis=1)
    return points + twist * 0.35


def _distances(neighbours: Sequence[Sequence[int]], start: int) -> Points:
    distance = [-1.0] * len(neighbours)
    distance[start] = 0.0
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for other in neighbours[node]:
            if distance[other] < 0:
                distance[other] = distance[node] + 1.0
                queue.append(other)
    return np.array(distance)


def _leading_vector(matrix: Points) -> Points:
    """The leading eigenvector by power iteration; its largest part is positive, which fixes the sign of the axis."""
    size = matrix.shape[0]
    vector = 1.0 + np.arange(size, dtype=np.float64) / size
    for _ in range(100):
        vector = np.asarray((matrix * vector).sum(axis=1), dtype=np.float64)
        length = float(np.sqrt((vector * vector).sum()))
        if length == 0.0:
            return np.asarray(np.eye(1, size)[0], dtype=np.float64)
        vector = vector / length
    largest = int(np.argmax(np.abs(vector)))
    return np.asarray(vector if vector[largest] > 0 else -vector, dtype=np.float64)


def _forces(points: Points, heads: Indices, degree: Points) -> Points:
    """The points after STEPS steps: edges pull, all nodes push (hubs harder), the centre pulls a little."""
    count = len(points)
    mass = 1.0 + np.sqrt(degree)
    points = points * float(np.sqrt(count))
    a, b = heads[:, 0], heads[:, 1]
    pull = 1.0 / (1.0 + np.minimum(degree[a], degree[b]) * 0.25)
    for step in range(STEPS):
        move = _repulsion(points, mass) - points * (0.02 * mass)[:, None]
        delta = (points[b] - points[a]) * pull[:, None]
        for axis in (0, 1):
            move[:, axis] += np.bincount(a, delta[:, axis], count) - np.bincount(b, delta[:, axis], count)
        move /= (1.0 + degree * 0.5)[:, None]
        length = np.sqrt((move * move).sum(axis=1))
        limit = 6.0 * (1.0 - step / STEPS) + 0.02
        points = points + move * np.minimum(0.6, limit / np.maximum(length, 1e-9))[:, None]
    return np.asarray(points - points.mean(axis=0), dtype=np.float64)


def _repulsion(points: Points, mass: Points) -> Points:
    """The push on each node, mass times mass over distance: from each node, or from the cells of a grid."""
    if len(points) <= EXACT_UP_TO:
        return _push(points, mass, points, mass)
    low, high = points.min(axis=0), points.max(axis=0)
    cell = np.minimum((points - low) / np.maximum(high - low, 1e-9) * CELLS, CELLS - 1).astype(np.int64)
    _, key = np.unique(cell[:, 0] * CELLS + cell[:, 1], return_inverse=True)
    weight = np.asarray(np.bincount(key, mass), dtype=np.float64)
    centres = np.stack([np.bincount(key, mass * points[:, axis]) / weight for axis in (0, 1)], axis=1)
    return _push(points, mass, centres, weight)


def _push(points: Points, mass: Points, sources: Points, weight: Points) -> Points:
    dx = points[:, 0][:, None] - sources[:, 0][None, :]
    dy = points[:, 1][:, None] - sources[:, 1][None, :]
    share = weight[None, :] / (dx * dx + dy * dy + 0.05)
    return np.stack([(dx * share).sum(axis=1) * mass, (dy * share).sum(axis=1) * mass], axis=1)


def _upright(points: Points) -> Points:
    """The points turned so that the long axis lies across, each axis with its heavier tail on the positive side."""
    x, y = points[:, 0], points[:, 1]
    xx, yy, xy = float((x * x).sum()), float((y * y).sum()), float((x * y).sum())
    root = float(np.sqrt((xx - yy) * (xx - yy) + 4.0 * xy * xy))
    along = np.array([xy, (root - (xx - yy)) / 2.0]) if xy else np.array([1.0, 0.0] if xx >= yy else [0.0, 1.0])
    along = along / float(np.sqrt((along * along).sum()))
    turned = np.stack([x * along[0] + y * along[1], y * along[0] - x * along[1]], axis=1)
    skew = (turned * turned * turned).sum(axis=0)
    return turned * np.where(skew < 0, -1.0, 1.0)


def _scaled(points: Points, heads: Indices) -> Points:
    delta = points[heads[:, 0]] - points[heads[:, 1]]
    mean = float(np.sqrt((delta * delta).sum(axis=1)).mean())
    room = float(np.sqrt(np.sqrt(max(len(points) / 300.0, 1.0))))  # a crowd needs gaps to show its clusters
    return points * (SPACING * room / max(mean, 1e-9))


def _make_room(points: Points, links: Points) -> Points:
    """The points pushed apart until no two stand closer than their sizes."""
    need = 9.0 + 2.4 * np.sqrt(links)
    for _ in range(60):
        a, b = _close_pairs(points, 2.0 * float(need.max()))
        delta = points[a] - points[b]
        flat = np.sqrt((delta * delta).sum(axis=1))
        lack = need[a] + need[b] - flat
        near = lack > 0.5
        if not near.any():
            break
        a, b, delta, flat, lack = a[near], b[near], delta[near], flat[near], lack[near]
        twin = flat < 1e-6
        delta[twin] = [1.0, 0.5]
        shift = delta * (lack * 0.5 / np.maximum(flat, 1.0))[:, None]
        for axis in (0, 1):
            points[:, axis] += np.bincount(a, shift[:, axis], len(points))
            points[:, axis] -= np.bincount(b, shift[:, axis], len(points))
    return points


def _close_pairs(points: Points, reach: float) -> tuple[Indices, Indices]:
    """All pairs (i < j in the order of x) that lie within `reach` of each other along x, and some that do not."""
    order = np.argsort(points[:, 0], kind="stable")
    x = points[order, 0]
    last = np.searchsorted(x, x + reach, side="right")
    length = last - np.arange(len(x)) - 1
    first = np.repeat(np.arange(len(x)), length)
    offset = np.arange(int(length.sum())) - np.repeat(np.cumsum(length) - length, length)
    second = first + 1 + offset
    close = np.abs(points[order[first], 1] - points[order[second], 1]) <= reach
    return order[first[close]], order[second[close]]
