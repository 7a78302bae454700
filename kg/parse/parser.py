"""Sentences -> UD trees, by spaCy. Each sentence is parsed alone, so that no parse can cut it in two."""

from __future__ import annotations

import functools
import importlib.metadata
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from kg.errors import ModelError
from kg.languages import Section, load_section
from kg.model import Mention, NameSpan, ParsedSentence, Sentence, Span, Token, Tree
from kg.ontology import Ontology
from kg.parse.respell import Replacement, Respelled, respell
from kg.parse.ud import RelativesData, enhance

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

BATCH = 64  # sentences; 32 to 256 run equally fast, 1 is two to three times slower
GROUPS = ("Person", "Organisation", "Place", "Artefact")
LABELS = {"PER": "PER", "PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC", "NORP": ""}
LITERALS = {"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE", "NORP"}


class Models(Section):
    """Which spaCy models a language may use, best first, and the label scheme of their trees."""

    names: list[str]
    scheme: str


class ParsingData(Section):
    """languages/<xx>/parsing.toml"""

    models: Models
    respell: dict[str, str]
    proxies: dict[str, list[str]]
    lemmas: dict[str, str]
    relatives: RelativesData
    endings: dict[str, list[str]]


@functools.cache
def load_model(lang: str) -> tuple[str, Language]:
    """The name and version of the model in use, and the model. Raises ModelError with the command that installs one."""
    import spacy
    from spacy.util import is_package

    names = load_section(lang, "parsing", ParsingData).models.names
    for name in names:
        if is_package(name):
            nlp = spacy.load(name)
            if nlp.meta.get("lang") != lang:
                raise ModelError(f"model {name} is for {nlp.meta.get('lang')!r}, not {lang!r}: reinstall it")
            return f"{name} {importlib.metadata.version(name)}", nlp
    raise ModelError(f"no model for {lang!r} is installed: pip install {names[-1].replace('_', '-')}")


class Parser:
    """The parser of one language. Loads its model on first use; `masked` parses skip name recognition."""

    def __init__(self, lang: str, ontology: Ontology) -> None:
        self.lang, self.ontology = lang, ontology
        self.data = load_section(lang, "parsing", ParsingData)
        words = sorted(self.data.respell, key=len, reverse=True)
        self._respelled = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, words)) + r")(?!\w)", re.IGNORECASE)

    def parse(self, text: str, sentences: Sequence[Sentence]) -> Iterator[ParsedSentence]:
        """Each sentence with its tree and the names that the model sees in it."""
        shown = [respell(text, s.span, self._known_words(text, s.span)) for s in sentences]
        for sentence, words, doc in zip(sentences, shown, self._docs(shown, ner=True), strict=True):
            yield ParsedSentence(sentence, (self._tree(doc, words, masked=False),), tuple(_names(doc, words)))

    def parse_masked(self, text: str, sentences: Iterable[tuple[Sentence, Sequence[Mention]]]) -> Iterator[Tree]:
        """The tree of each sentence with its names replaced by ones that the parser knows."""
        shown = [respell(text, s.span, self._mask(text, s.span, mentions)) for s, mentions in sentences]
        for words, doc in zip(shown, self._docs(shown, ner=False), strict=True):
            yield self._tree(doc, words, masked=True)

    def _known_words(self, text: str, window: Span) -> list[Replacement]:
        return [
            Replacement(Span(m.start(), m.end()), self.data.respell[m[0].lower()])
            for m in self._respelled.finditer(text, window.start, window.end)
        ]

    def _mask(self, text: str, window: Span, mentions: Sequence[Mention]) -> list[Replacement]:
        out: list[Replacement] = []
        used = dict.fromkeys(GROUPS, 0)
        for mention in mentions:
            group = next((g for g in GROUPS if self.ontology.is_a(mention.type, g)), "Organisation")
            proxies = self.data.proxies[group]
            out.append(Replacement(mention.span, proxies[used[group] % len(proxies)]))
            used[group] += 1
        names = [r.span for r in out]
        return out + [r for r in self._known_words(text, window) if not any(r.span.overlaps(n) for n in names)]

    def _docs(self, shown: Sequence[Respelled], *, ner: bool) -> Iterator[Doc]:
        _, nlp = load_model(self.lang)
        with nlp.select_pipes(disable=[] if ner else ["ner"]):
            yield from nlp.pipe((_whole(nlp, words.text) for words in shown), batch_size=BATCH)

    def _tree(self, doc: Doc, words: Respelled, *, masked: bool) -> Tree:
        tokens = [_token(t, words, self.data) for t in doc]
        return Tree(tuple(tokens), enhance(tokens, self.data.models.scheme, self.data.relatives), masked)


def _whole(nlp: Language, text: str) -> Doc:
    """The text as a Doc that the parser may not cut in two."""
    doc = nlp.make_doc(text)
    for token in doc:
        token.is_sent_start = token.i == 0
    return doc


def _token(token: Any, words: Respelled, data: ParsingData) -> Token:
    span = words.origin(token.idx, token.idx + len(token.text))
    head = -1 if token.head.i == token.i else token.head.i
    features = frozenset(str(token.morph).split("|")) - {""}
    if token.pos_ == "VERB" and "VerbForm=Part" in features:  # no participle ends like a finite form
        ending = next((e for e in data.endings if token.text.endswith(e)), None)
        features = frozenset(data.endings[ending]) if ending else features
    lemma = data.lemmas.get(token.text.lower(), token.lemma_.lower())
    return Token(span, token.text, lemma, token.pos_, head, token.dep_, features)


def _names(doc: Doc, words: Respelled) -> Iterator[NameSpan]:
    for entity in doc.ents:
        if entity.label_ not in LITERALS:
            yield NameSpan(words.origin(entity.start_char, entity.end_char), LABELS.get(entity.label_, "MISC"))
