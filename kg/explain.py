"""Why a sentence gives the facts that it gives: its mentions, its tree, and for each trigger what every construction
found or lacked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kg.ingest.language import language_of, named_language
from kg.mentions.quantities import find_literals
from kg.model import Article, Mention, MentionKind, Reading, RelationMention, Tree
from kg.pipeline import Reader, reader
from kg.relations.lexicon import Trigger
from kg.relations.match import Match, anchor_of, match_lines, match_tree, triggers_in
from kg.relations.match import Sentence as Matched
from kg.scan.sentences import split
from kg.spans import touches

Row = dict[str, Any]
MENTION_COLUMNS = ("text", "type", "kind", "key", "start", "end")
TOKEN_COLUMNS = ("number", "text", "lemma", "pos", "dep", "head")
TRIGGER_COLUMNS = ("trigger", "relation", "parse", "result", "construction")
FACT_COLUMNS = ("subject", "relation", "object", "status", "found_by")


@dataclass(frozen=True, slots=True)
class Explanation:
    """Tables, each a list of rows: `trees` one per parse ("raw", "masked": names replaced by common ones)."""

    lang: str
    mentions: list[Row]
    trees: dict[str, list[Row]]
    triggers: list[Row]
    facts: list[Row]


def explain(text: str, lang: str = "") -> Explanation:
    """The explanation of a text, sentence by sentence. Raises InputError for a language that is not read."""
    lang = named_language(lang) if lang else language_of(text)
    read = reader(lang)
    article = Article(text, lang)
    reading = read.read(article)
    mentions = _mentions(reading)
    trees: dict[str, list[Row]] = {}
    triggers: list[Row] = []
    for name, tree in _trees(read, article, mentions):
        trees.setdefault(name, []).extend(_tokens(tree))
        triggers += _triggers_of(read, reading, tree, name, mentions)
    facts = [_fact(found, text) for found in reading.relations]
    return Explanation(lang, [_mention(m) for m in mentions], trees, _joined(triggers), facts)


def _joined(rows: Sequence[Row]) -> list[Row]:
    """The rows with the constructions of one trigger that lack the same thing side by side."""
    found: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        same = tuple(str(row[column]) for column in TRIGGER_COLUMNS if column != "construction")
        found.setdefault(same, []).append(str(row["construction"]))
    columns = [column for column in TRIGGER_COLUMNS if column != "construction"]
    return [
        {**dict(zip(columns, same, strict=True)), "construction": ", ".join(dict.fromkeys(constructions))}
        for same, constructions in found.items()
    ]


def _mentions(reading: Reading) -> list[Mention]:
    """The mentions of the reading, and the literals beside them: the rules see these too."""
    article = reading.article
    literals = find_literals(article.text, article.lang, article.published)
    taken = [m.span for m in reading.mentions]
    more = [m for m in literals if not touches(m.span, taken)]
    return sorted([*reading.mentions, *more], key=lambda m: m.span)


def _trees(read: Reader, article: Article, mentions: Sequence[Mention]) -> Iterator[tuple[str, Tree]]:
    """Each parse of each sentence, named."""
    parsed = list(read.parser.parse(article.text, split(article.text, article.lang)))
    names = [
        (p.sentence, [m for m in mentions if m.kind is MentionKind.NAME and p.sentence.span.holds(m.span)])
        for p in parsed
    ]
    for sentence, masked in zip(parsed, read.parser.parse_masked(article.text, names), strict=True):
        yield from (("raw", tree) for tree in sentence.trees)
        yield "masked", masked


def _triggers_of(read: Reader, reading: Reading, tree: Tree, name: str, mentions: Sequence[Mention]) -> Iterator[Row]:
    """A row for each construction of each trigger that stands in the tree."""
    inside = [m for m in mentions if tree.tokens and _holds(tree, m)]
    sentence = Matched(tree, inside)
    lexicon = read.relations.lexicon
    matches = list(match_tree(sentence, lexicon, read.ontology))
    matches += match_lines(sentence, lexicon, read.ontology) if name == "raw" else []
    for trigger, first, last in triggers_in(sentence, lexicon):
        start, end = tree.tokens[first].span.start, tree.tokens[last].span.end
        row = {"trigger": reading.article.text[start:end], "relation": trigger.relation, "parse": name}
        lines = [line.name for line in trigger.lines] if name == "raw" else []
        for construction in dict.fromkeys([*(shape.name for shape in trigger.shapes), *lines]):
            found_by = f"{trigger.relation}/{trigger.frame}/{construction}"
            found = [m for m in matches if m.found_by == found_by and m.span.start == start]
            why = _lacks(sentence, trigger, construction, first, last) if not found else ""
            yield {**row, "construction": construction, "result": why or _results(found, reading)}


def _lacks(sentence: Matched, trigger: Trigger, construction: str, first: int, last: int) -> str:
    """Why a construction read nothing."""
    shape = next((shape for shape in trigger.shapes if shape.name == construction), None)
    if shape is None:
        return "the words around it do not fit the line"
    token = sentence.tree.tokens[first]
    if first == last and trigger.pos and token.pos not in trigger.pos:
        return f"{token.text!r} is read as {token.pos}, not {' or '.join(sorted(trigger.pos))}"
    anchor = anchor_of(sentence.tree, first, last)
    ends = {role: sentence.walker.ends(anchor, path) for role, path in shape.roles}
    if missing := [role for role, tokens in ends.items() if not tokens]:
        return f"nothing in the place of {' and '.join(missing)}"
    unnamed = [f"{role} ({_words(sentence, tokens)})" for role, tokens in ends.items() if not _fills(sentence, tokens)]
    if unnamed:
        return f"no mention in the place of {' and '.join(unnamed)}"
    filled = {role: _fills(sentence, tokens) for role, tokens in ends.items()}
    kinds = [f"{role} {m.text!r} ({m.type})" for role, found in filled.items() for m in found[:1]]
    return f"the ends do not fit: {', '.join(kinds)}"


def _fills(sentence: Matched, tokens: Sequence[int]) -> list[Mention]:
    return [mention for token in tokens for mention in sentence.stand_for(token)]


def _words(sentence: Matched, tokens: Sequence[int]) -> str:
    return ", ".join(sentence.tree.tokens[token].text for token in tokens)


def _results(found: Sequence[Match], reading: Reading) -> str:
    """What was read, and whether it is among the facts: a question, a supposition or a better reading leaves it out."""
    told = {(r.relation, frozenset((r.subject, r.object))) for r in reading.relations}
    parts = []
    for match in found:
        ends = frozenset((match.subject.span, match.object.span))
        kept = (match.trigger.relation, ends) in told
        reason = "" if kept else " (left out: asked, supposed, or outdone by another reading)"
        parts.append(f"{match.subject.text} {match.trigger.relation} {match.object.text}{reason}")
    return "; ".join(dict.fromkeys(parts))


def _holds(tree: Tree, mention: Mention) -> bool:
    return tree.tokens[0].span.start <= mention.span.start and mention.span.end <= tree.tokens[-1].span.end


def _mention(mention: Mention) -> Row:
    span = mention.span
    where = {"start": span.start, "end": span.end}
    return {"text": mention.text, "type": mention.type, "kind": mention.kind.value, "key": mention.key, **where}


def _tokens(tree: Tree) -> Iterator[Row]:
    for number, token in enumerate(tree.tokens):
        head = tree.tokens[token.head].text if token.head >= 0 else ""
        words = {"text": token.text, "lemma": token.lemma, "pos": token.pos, "dep": token.dep, "head": head}
        yield {"number": number, **words}


def _fact(found: RelationMention, text: str) -> Row:
    ends = {"subject": found.subject.of(text), "relation": found.relation, "object": found.object.of(text)}
    return {**ends, "status": found.status.value, "found_by": found.found_by}
