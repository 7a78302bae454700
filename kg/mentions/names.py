"""Names in a parsed article: known ones, and rows of words that tagger, model and text together take for one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kg.mentions.pieces import Word, words_of
from kg.mentions.runs import Sight, runs
from kg.mentions.titles import titles
from kg.mentions.words import NameWords
from kg.model import NameHit, NameSpan, Parse, ParsedSentence, Span
from kg.spans import Taken

FUNCTION = frozenset({"DET", "PRON", "ADP", "CCONJ", "SCONJ", "AUX", "PART", "INTJ", "ADV", "VERB", "NUM"})
MONEY = re.compile("[$€£¥]")
_FIRST = re.compile(r"(?<![\w-])\w+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that is taken for a name. `label`: what the model, or for a known name the gazetteer, takes it for."""

    span: Span
    source: str
    label: str = ""
    known: str = ""


@dataclass(slots=True)
class Usage:
    """How the article writes its words: which in lower case, which with a capital that their place does not explain."""

    lower: set[str] = field(default_factory=set)
    capital: Counter[str] = field(default_factory=Counter)

    def see(self, sentence: Sequence[Word]) -> None:
        """Count the words of a sentence in running text."""
        for word in sentence:
            if word.strong and not word.opens:
                self.capital[word.text] += 1
            elif word.text.islower() and not word.strong:
                self.lower.add(word.text)


@dataclass(frozen=True, slots=True)
class Finder:
    """What judging a run needs: the text, the language's words, the article's usage."""

    text: str
    words: NameWords
    usage: Usage

    def names(self, parsed: ParsedSentence, sentence: Sequence[Word]) -> Iterator[Candidate]:
        """The names of one sentence of running text."""
        following = {a.span.start: b for a, b in pairwise(sentence)}
        preceding = {b.span.start: a for a, b in pairwise(sentence)}
        for run in runs(sentence, Sight(self.text, self.words, parsed.names)):
            for part in self._parts(run, parsed.names):
                kept = self._trimmed(part, parsed.names)
                before = preceding.get(kept[0].span.start) if kept else None
                if before is not None and before.low in self.words.licences:
                    continue
                if kept and self._holds(kept, parsed.names, following.get(kept[-1].span.start)):
                    span = Span(kept[0].span.start, kept[-1].span.end)
                    yield Candidate(span, "shape", label_of(span, parsed.names))

    def _parts(self, run: list[Word], names: Sequence[NameSpan]) -> Iterator[list[Word]]:
        """The run, cut at posts ("Acme CEO Jo Li"), before a person and before a maker's code ("Nvidia H100")."""
        start = 0
        for at in range(1, len(run)):
            if self._begins_anew(run, start, at, names):
                yield run[start:at]
                start = at
        yield run[start:]

    def _begins_anew(self, run: Sequence[Word], start: int, at: int, names: Sequence[NameSpan]) -> bool:
        word = run[at]
        upto = Span(run[start].span.start, word.span.end)
        if any(n.label == "PER" and n.span.holds(upto) for n in names):
            return False
        post = word.text in self.words.roles and word.text.isupper()
        if post or (word.low in self.words.roles and at + 1 < len(run)):
            return at > start and (word.text.isupper() or run[start].low not in self.words.roles)
        rest = Span(word.span.start, run[-1].span.end)
        if at + 1 < len(run) and any(n.label == "PER" and n.span == rest for n in names):
            return all(w.strong for w in run[start:at])
        code = re.fullmatch(r"[A-Z]+-?\d+\w*", word.text)
        return bool(code) and len(word.text) > 2 and all(self.usage.capital[w.text] > 1 for w in run[start:at])

    def _trimmed(self, run: list[Word], names: Sequence[NameSpan]) -> list[Word]:
        """The run without words that only open the sentence, titles, nationalities; a legal form alone is nothing."""
        run = list(run)
        while run and self._drops_first(run, names):
            run.pop(0)
        while run and not run[-1].strong and run[-1].text == "&":
            run.pop()
        if run and all(w.low.replace(".", "") in self.words.legal for w in run):
            return []
        whole = Span(run[0].span.start, run[-1].span.end) if run else None
        if whole and len(run) > 1 and any(n.label == "PER" and n.span == whole for n in names):
            return run  # Bruno Le Maire
        return self._without_roles(run)

    def _drops_first(self, run: Sequence[Word], names: Sequence[NameSpan]) -> bool:
        first = run[0]
        if first.text == "&" or first.text in self.words.titles or first.text + "." in self.words.titles:
            return True
        if len(run) > 1 and self.words.low_heads and first.text in self.words.demonyms:
            return True
        if not first.opens or len(run) == 1 or self.usage.capital[first.text]:
            return False
        if first.pos == "VERB" and not self.words.bare_subjects and label_of(first.span, names) == "MISC":
            return True
        return first.low in self.usage.lower or (first.pos in FUNCTION and not _inside(first.span, names))

    def _without_roles(self, run: list[Word]) -> list[Word]:
        """The run without "President" before a name; nothing if it is a post ("Chief Executive Officer")."""
        roles = self.words.roles
        while len(run) > 1 and (run[0].low in roles or run[0].text in roles):
            run = run[1:]
            while len(run) > 1 and self._links(run[0]):
                run = run[1:]
        if len(run) > 1 and (run[-1].low in roles or run[-1].text in roles):
            return run[:-1] if run[-1].text.isupper() else []
        return run

    def _links(self, word: Word) -> bool:
        """True for "de" in "PDG de Castel": it ties the post to the name and is no part of it."""
        low = word.low
        return low in self.words.particles or low in self.words.prepositions or low in self.words.links

    def _holds(self, run: Sequence[Word], names: Sequence[NameSpan], after: Word | None) -> bool:
        """True if the run is a name and no ordinary word with a capital."""
        words = self.words
        if all(w.text in words.ordinary or w.text in words.demonyms or not w.strong or len(w.text) < 2 for w in run):
            return len(run) == 1 and run[0].text in words.letters and not run[0].opens
        if run[-1].text in words.never_last or (after is not None and after.low in words.licences):
            return False
        return len(run) > 1 or self._single(run[0], names, after)

    def _single(self, word: Word, names: Sequence[NameSpan], after: Word | None) -> bool:
        """True if one word is a name by itself. One that opens its sentence needs the more proof.

        Measured on tune: a French opening noun is a name in 7 of 24 cases where the model has no name or MISC there,
        in 17 of 27 where it sees a person or a place; an English noun without an article before a verb in 13 of 19.
        """
        words, usage = self.words, self.usage
        if word.low in words.roles or word.text in words.roles or word.low in words.titles:
            return False
        label = label_of(word.span, names)
        if not word.opens:
            return word.pos in {"PROPN", "X", "NUM", "SYM"} or word.low not in usage.lower or bool(label)
        if usage.capital[word.text]:
            return True
        if word.low in usage.lower or word.low in words.openers or self._only_opens(word, after):
            return False
        if words.bare_subjects:
            proper = word.pos in {"PROPN", "X"} or (bool(label) and word.pos not in FUNCTION)
            return proper or self._is_subject(word, after)
        return bool(label) and (word.pos in {"PROPN", "X"} or (label != "MISC" and word.pos not in FUNCTION))

    def _only_opens(self, word: Word, after: Word | None) -> bool:
        """True for "Montant :" and "Échaudés par"."""
        rest = self.text[word.span.end : word.span.end + 2].strip()
        if rest.startswith(":"):
            return True
        return word.low.endswith(self.words.openings) and after is not None and after.pos in FUNCTION

    def _is_subject(self, word: Word, after: Word | None) -> bool:
        """True for a noun without an article before a verb, as only names stand: "Thimble joins"."""
        if after is None or word.pos not in {"NOUN", "ADJ"} or self.text[word.span.end : after.span.start] != " ":
            return False
        return after.pos in {"VERB", "AUX"} and not word.low.endswith("s")


VERSIONED = {"AIModel", "Product", "Hardware"}
VERSION_AFTER = re.compile(r"[ -][A-Za-z]{0,3}\d")


def find_candidates(parse: Parse, hits: Sequence[NameHit], words: NameWords) -> list[Candidate]:
    """The names of an article, sorted, disjoint. An ambiguous known name needs another's word for it."""
    text = parse.article.text
    usage = Usage()
    rows = [(parsed, words_of(parsed, text, words)) for parsed in parse]
    running = [(parsed, sentence) for parsed, sentence in rows if not is_heading(sentence, text, words)]
    for _, sentence in running:
        usage.see(sentence)
    finder = Finder(text, words, usage)
    found = [c for parsed, sentence in running for c in finder.names(parsed, sentence)]
    seen = {c.span for c in found}
    sure = [h for h in hits if not h.ambiguous or h.span in seen]
    known = [Candidate(h.span, "gazetteer", h.type, h.name) for h in sure if not MONEY.match(text, h.span.end)]
    found = [_as_known(c, known, text) for c in found if not _joins_two(c, known)]
    quoted = [Candidate(span, "title") for span in titles(text, words)]
    return sorted(_longest([*known, *found, *quoted]), key=lambda c: c.span)


def _joins_two(candidate: Candidate, known: Sequence[Candidate]) -> bool:
    """True if the candidate begins with one known name and ends with another ("Doubao de ByteDance")."""
    span = candidate.span
    return any(k.span.start == span.start and k.span.end < span.end for k in known) and any(
        k.span.end == span.end and k.span.start > span.start for k in known
    )


def _as_known(candidate: Candidate, known: Sequence[Candidate], text: str) -> Candidate:
    """A known work with a version behind it is a work of that class: "Doubao 1.5 Pro"."""
    for name in known:
        rest = text[name.span.end : candidate.span.end]
        longer = name.span.start == candidate.span.start and name.span.end < candidate.span.end
        if longer and name.label in VERSIONED and VERSION_AFTER.match(rest):
            return Candidate(candidate.span, "gazetteer", name.label, candidate.span.of(text))
    return candidate


def is_heading(sentence: Sequence[Word], text: str, words: NameWords) -> bool:
    """True for a line in capitals, or a headline with a capital on each word: there a capital says nothing."""
    letters = [w for w in sentence if w.text.isalpha() and len(w.text) > 1]
    if len(letters) < 2:
        alone = len(letters) == 1 and len(sentence) == 1 and letters[0].text.isupper() and len(letters[0].text) > 3
        return alone and not re.match(r"\s*(?:,|[—–-]\s)", text[sentence[0].span.end :])
    if all(w.text.isupper() for w in letters):
        return not re.match(r",? ?[\w. ]*\s[—–-]\s", text[letters[-1].span.end :])
    long = [w for w in letters if len(w.text) > 3]
    end = sentence[-1].span.end
    plain = text[end : end + 1] in {"", "\n"} and not any(c in text[sentence[0].span.start : end] for c in ",;|")
    return words.title_case and plain and len(long) > 3 and all(w.text[0].isupper() for w in long)


def _inside(span: Span, names: Iterable[NameSpan]) -> bool:
    return any(n.label and n.span.holds(span) for n in names)


def label_of(span: Span, names: Sequence[NameSpan]) -> str:
    """What the model takes the span for: the label of the name that shares most with it, "" if none does."""
    best = max(names, key=lambda n: min(n.span.end, span.end) - max(n.span.start, span.start), default=None)
    return best.label if best is not None and best.span.overlaps(span) else ""


def _longest(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Of candidates that overlap the longest; of equal ones the gazetteer's."""
    taken = Taken()
    for item in sorted(candidates, key=lambda c: (-len(c.span), c.source != "gazetteer", c.span)):
        if taken.add(item.span):
            yield item


def unify(candidates: Sequence[Candidate], text: str) -> list[Candidate]:
    """The same candidates with every other occurrence of each name in the text that no candidate covers."""
    names = {c.span.of(text): c for c in candidates if len(c.span) > 2}
    starting: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda n: (-len(n), n)):
        if first := _FIRST.match(name):
            starting.setdefault(first[0], []).append(name)
    taken = Taken(c.span for c in candidates)
    out = list(candidates)
    for match in _FIRST.finditer(text):
        for name in starting.get(match[0], ()):
            span = Span(match.start(), match.start() + len(name))
            if text.startswith(name, match.start()) and not text[span.end : span.end + 1].isalnum() and taken.add(span):
                out.append(replace(names[name], span=span))
                break
    return sorted(out, key=lambda c: c.span)
