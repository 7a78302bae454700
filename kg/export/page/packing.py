"""Components side by side: the largest first, each further one as high up as there is room."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

ASPECT = 1.15
"""Width by height of the whole: between the stages of a 1400 x 900 (0.92) and of a 1920 x 1080 window (1.27)."""


def pack(components: Sequence[Points], gap: float) -> list[Points]:
    """The components moved so that their boxes do not meet; the whole is centred on 0, 0.

    The order given is kept from the top left to the bottom right, so that isolated nodes come last.
    """
    if not components:
        return []
    unit = gap / 4.0
    margin = np.array([gap * 1.2, gap * 0.7])
    boxes = [np.ceil((np.ptp(points, axis=0) + margin) / unit).astype(np.int64) for points in components]
    area = int(sum(int(w) * int(h) for w, h in boxes))
    columns = max(int(max(w for w, _ in boxes)), int(np.sqrt(area * ASPECT)) + 1)
    skyline = np.zeros(columns, dtype=np.int64)
    moved = []
    for points, (wide, high) in zip(components, boxes, strict=True):
        tops = np.lib.stride_tricks.sliding_window_view(skyline, int(wide)).max(axis=1)
        left = int(np.argmin(tops))
        top = int(tops[left])
        skyline[left : left + int(wide)] = top + int(high)
        middle = (points.min(axis=0) + points.max(axis=0)) / 2.0
        moved.append(points - middle + np.array([left + wide / 2.0, top + high / 2.0]) * unit)
    everything = np.concatenate(moved)
    centre = (everything.min(axis=0) + everything.max(axis=0)) / 2.0
    return [points - centre for points in moved]
