"""What kind of thing each name is: the clues of all its mentions, weighed."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import exp, sqrt

from kg.languages import Section, load_shared
from kg.mentions.clues import context_clues, own_clues, place_of
from kg.mentions.names import Candidate
from kg.mentions.spelling import spelling
from kg.mentions.words import NameWords
from kg.model import Parse

KNOWN = 6.0  # the gazetteer's class: above any sum of clues but a crowd of them

SAID = 2.5  # a noun right before the name ("le fonds X") says more than its fitted weight: rare nouns are shrunk
MAKER = 1.5  # with every name replaced the first article loses .061 of F1 instead of .083; house tune as before
WORKS = ("AIModel", "Product", "Hardware")
_MADE_BY = re.compile(r" \(| d['’]| de | by ")
COMPANION = 1.0  # of 0, 1, 2 and 3 the best on tune; right group on house .855 -> .862 without gazetteer
_SHARED = ("before:", "prep:", "of:")
_LIST = re.compile(r"(?:,| and| et| or| ou|, and|;| ·) (?:the |le |la |les |l['’]|d['’]|de |du |à )?")


class ClueData(Section):
    """ontology/name_clues.toml: the weight of each clue for each class, in the order of `classes`."""

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    weights: dict[str, tuple[float, ...]]


@functools.cache
def clue_weights() -> ClueData:
    """The weights, read once."""
    return load_shared("name_clues", ClueData)


def classify(
    parse: Parse, candidates: Sequence[Candidate], forms: Mapping[str, str], words: NameWords
) -> dict[str, str]:
    """The class of each full form of the article. `forms`: name -> full form; all mentions of a form vote together."""
    data = clue_weights()
    text = parse.article.text
    known = _known(text, candidates, forms)
    scores = {
        form: _scores(clues, known.get(form), data)
        for form, clues in clue_shares(parse, candidates, forms, words).items()
    }
    shares = {form: _softmax(found) for form, found in scores.items()}
    for form, others in _companions(candidates, text, forms).items():
        for other in others:
            for i, share in enumerate(shares[other]):
                scores[form][i] += COMPANION * share / len(others)
    for form in _makers(candidates, text, forms, scores, data):
        if form not in known:
            scores[form][data.classes.index("Company")] += MAKER
    best = {f: max(range(len(found)), key=lambda i: (round(found[i], 6), -i)) for f, found in scores.items()}
    return {form: data.classes[i] for form, i in best.items()}


def _scores(clues: Mapping[str, float], known: str | None, data: ClueData) -> list[float]:
    """The weight of the evidence for each class."""
    out = list(data.bias)
    for clue, share in clues.items():
        for i, weight in enumerate(data.weights.get(clue, ())):
            out[i] += weight * share
    said = {c.removeprefix("before:"): share for c, share in clues.items() if c.startswith("before:") and not known}
    return [
        score + KNOWN * (cls == known) + SAID * said.get(cls, 0.0) for score, cls in zip(out, data.classes, strict=True)
    ]


def _softmax(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    raised = [exp(score - top) for score in scores]
    return [value / sum(raised) for value in raised]


def _companions(candidates: Sequence[Candidate], text: str, forms: Mapping[str, str]) -> dict[str, list[str]]:
    """Full form -> the other forms that a list joins it to ("A, B et C"), each once, in order."""
    out: dict[str, list[str]] = {}
    for left, right in pairwise(candidates):
        if not _LIST.fullmatch(text, left.span.end, right.span.start):
            continue
        a, b = forms[left.span.of(text)], forms[right.span.of(text)]
        for one, other in ((a, b), (b, a)):
            if one != other and other not in out.setdefault(one, []):
                out[one].append(other)
    return out


def _makers(
    candidates: Sequence[Candidate],
    text: str,
    forms: Mapping[str, str],
    scores: Mapping[str, Sequence[float]],
    data: ClueData,
) -> list[str]:
    """The full forms that stand behind a work as its maker does: "Qwen 2.5 (Alibaba)", "Quark d'Alibaba"; each once."""
    works = {data.classes.index(cls) for cls in WORKS}
    out: dict[str, None] = {}
    for left, right in pairwise(candidates):
        if _MADE_BY.fullmatch(text, left.span.end, right.span.start):
            found = scores[forms[left.span.of(text)]]
            if max(range(len(found)), key=found.__getitem__) in works:
                out[forms[right.span.of(text)]] = None
    return list(out)


def _known(text: str, candidates: Sequence[Candidate], forms: Mapping[str, str]) -> dict[str, str]:
    return {forms[c.span.of(text)]: c.label for c in reversed(candidates) if c.source == "gazetteer"}


def clue_shares(
    parse: Parse, candidates: Sequence[Candidate], forms: Mapping[str, str], words: NameWords
) -> dict[str, dict[str, float]]:
    """Full form -> clue -> the root of the share of its mentions that show the clue.

    The root, because a clue that one mention of many shows ("X, une start-up" stands once) says more than its share.
    """
    text = parse.article.text
    counts: dict[str, Counter[str]] = {}
    mentions: Counter[str] = Counter()
    for candidate, context in zip(candidates, _contexts(parse, candidates, words), strict=True):
        name = candidate.span.of(text)
        own = own_clues(name, candidate.label if candidate.source != "gazetteer" else "", words)
        mentions[forms[name]] += 1
        counts.setdefault(forms[name], Counter()).update({*own, *context})
    shares = {form: {c: sqrt(n / mentions[form]) for c, n in sorted(found.items())} for form, found in counts.items()}
    for form, found in shares.items():
        size = "1" if len(form.split()) == 1 else "2"
        found.update((f"spell:{group}:{size}", score) for group, score in spelling(form))
    return shares


def _contexts(parse: Parse, candidates: Sequence[Candidate], words: NameWords) -> Iterator[set[str]]:
    """The context clues of each candidate; in a list, also what stands before its first name ("the firms A and B")."""
    starts = [p.sentence.span.start for p in parse.sentences]
    end, first = -1, set[str]()
    for candidate in candidates:
        number = bisect_right(starts, candidate.span.start) - 1
        place = place_of(parse.sentences[number], candidate) if number >= 0 else None
        clues = set(context_clues(place, words)) if place is not None else set()
        if end >= 0 and _LIST.fullmatch(parse.article.text, end, candidate.span.start):
            clues |= first
        else:
            first = {f"list:{clue}" for clue in clues if clue.startswith(_SHARED) or ">" in clue}
        end = candidate.span.end
        yield clues
