"""Figures: counts that add up, precision, recall and F1, the mean over documents, the interval of resamples."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass

RESAMPLE_SEED = 1  # which resamples are drawn; fixed, so that the interval is a function of the counts


@dataclass(frozen=True, slots=True)
class Counts:
    """What was right (`tp`), wrong (`fp`) and missed (`fn`); for relations also how well the right ones were told.

    `status_right` of the right ones have the status of the gold, `qualifiers_right` of `qualifiers` of their gold are
    there; `denied_asserted` of the wrong ones assert what the text denies.
    """

    tp: int = 0
    fp: int = 0
    fn: int = 0
    status_right: int = 0
    qualifiers: int = 0
    qualifiers_right: int = 0
    denied_asserted: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*map(sum, zip(astuple(self), astuple(other), strict=True)))

    def __bool__(self) -> bool:
        return bool(self.tp or self.fp or self.fn)

    @property
    def precision(self) -> float:
        """The share of the found that is right; 0 where nothing was found."""
        return _share(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> float:
        """The share of the gold that was found; 0 where there is none."""
        return _share(self.tp, self.tp + self.fn)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return _share(2 * self.tp, 2 * self.tp + self.fp + self.fn)

    @property
    def status_accuracy(self) -> float | None:
        """The share of the right ones whose status is right; None where none is right."""
        return self.status_right / self.tp if self.tp else None

    @property
    def qualifier_recall(self) -> float | None:
        """The share of the qualifiers that were found; None where there are none."""
        return self.qualifiers_right / self.qualifiers if self.qualifiers else None


def total(counts: Iterable[Counts]) -> Counts:
    """The sum."""
    return sum(counts, Counts())


def mean_f1(documents: Sequence[Counts]) -> float:
    """The mean over documents of F1 as printed; one that states nothing, and where nothing was found, counts 1."""
    return sum(round(counts.f1, 4) if counts else 1.0 for counts in documents) / max(1, len(documents))


def interval(documents: Sequence[Counts], draws: int) -> tuple[float, float]:
    """The 95 % interval of F1 when documents are drawn again, with replacement, that many times."""
    chance = random.Random(RESAMPLE_SEED)  # noqa: S311 - a resample, not a secret
    found = sorted(total(chance.choices(documents, k=len(documents))).f1 for _ in range(draws))
    return found[int(0.025 * draws)], found[min(draws - 1, int(0.975 * draws))]


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
