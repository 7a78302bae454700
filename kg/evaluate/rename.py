"""A text with gold, all its people and organisations named otherwise: what a reader knows by heart helps it no more."""

from __future__ import annotations

import re
import secrets
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from kg import ontology
from kg.evaluate.corpus import Item
from kg.evaluate.gold import Json
from kg.evaluate.invention import Inventor, initials, sounds, words_of
from kg.model import Span

SEEDS = 5
_PERSON = "Person"


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of the text and what takes its place."""

    span: Span
    new: str


def draw_seeds(count: int = SEEDS) -> list[int]:
    """Seeds that nobody could choose beforehand."""
    return [secrets.randbelow(1_000_000) for _ in range(count)]


def renamed(item: Item, seed: int) -> Item:
    """The text and its gold with other names; the same for the same seed."""
    text, gold = item.article.text, item.gold
    inventor = Inventor(f"{seed}/{item.id}", {*words_of(text), *_known_words()}, sounds(text, item.article.lang))
    put = _names(gold, inventor)
    changes = sorted(_changes(text, gold, put), key=lambda change: change.span)
    shift = _shift(changes)
    return replace(item, article=replace(item.article, text=_apply(text, changes)), gold=_gold(gold, put, shift))


@cache
def _known_words() -> frozenset[str]:
    """The names of one word that the gazetteer has: an invented name is none of them."""
    from kg.scan.gazetteer import load_gazetteer

    return frozenset(name for name in load_gazetteer().known if " " not in name)


def _is_renamed(entity: Json) -> bool:
    return entity["type"] == _PERSON or ontology.load().is_a(entity["type"], "Organisation")


def _spellings(entity: Json) -> list[str]:
    """Name and aliases, the longest first, and capitals last: "OpenAI" shows its parts, "OPENAI" does not."""
    found = {entity["name"], *entity.get("aliases", ()), *(m["text"] for m in entity.get("mentions", ()))}
    return sorted(found, key=lambda spelling: (spelling.isupper(), -len(spelling), spelling))


def _names(gold: Json, inventor: Inventor) -> dict[str, dict[str, str]]:
    """Entity -> its spellings -> the new ones. An acronym is made of the initials of the new name if it was before."""
    changed = [entity for entity in gold["entities"] if _is_renamed(entity)]
    for entity in changed:
        full = max(_spellings(entity), key=len)
        for spelling in _spellings(entity):
            if not _is_acronym(spelling, full):
                inventor.learn(spelling, person=entity["type"] == _PERSON)
    names: dict[str, dict[str, str]] = {}
    for entity in changed:
        full = max(_spellings(entity), key=len)
        names[entity["name"]] = {
            spelling: initials(inventor.put(full)) if _is_acronym(spelling, full) else inventor.put(spelling)
            for spelling in _spellings(entity)
        }
    organisations = [names[entity["name"]] for entity in changed if entity["type"] != _PERSON]
    whole = {spelling for spellings in names.values() for spelling in spellings}
    inside = _inside(organisations)
    for entity in gold["entities"]:
        if not _is_renamed(entity):
            spellings = _spellings(entity)
            names[entity["name"]] = {old: old if old in whole else inside(old) for old in spellings}
    return names


def _is_acronym(spelling: str, full: str) -> bool:
    return len(spelling) > 1 and spelling.isupper() and spelling != full and spelling == initials(full)


def _inside(names: Iterable[Mapping[str, str]]) -> Callable[[str], str]:
    """What changes the names that stand in a string: "DeepSeek" in "DeepSeek-R1", or in "head of DeepSeek"."""
    new = {old: name for spellings in names for old, name in spellings.items() if old != name and len(old) > 1}
    longest = sorted(new, key=lambda old: (-len(old), old))
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(old)}(?!\w)" for old in longest) or r"(?!)")
    return lambda said: pattern.sub(lambda match: new[match.group()], said)


def _changes(text: str, gold: Json, names: dict[str, dict[str, str]]) -> Iterator[Change]:
    for entity in gold["entities"]:
        for mention in entity.get("mentions", ()):
            span = Span(mention["start"], mention["end"])
            new = names[entity["name"]][mention["text"]]
            if new != span.of(text):
                yield Change(span, new)


def _apply(text: str, changes: Sequence[Change]) -> str:
    parts, at = [], 0
    for change in changes:
        parts += [text[at : change.span.start], change.new]
        at = change.span.end
    return "".join([*parts, text[at:]])


def _shift(changes: Sequence[Change]) -> Callable[[int], int]:
    """Old offset -> new offset, for offsets at the edges of names or outside them."""
    ends = [change.span.end for change in changes]
    gains = [0]
    for change in changes:
        gains.append(gains[-1] + len(change.new) - len(change.span))
    return lambda offset: offset + gains[bisect_right(ends, offset)]


def _gold(gold: Json, names: dict[str, dict[str, str]], shift: Callable[[int], int]) -> Json:
    inside = _inside(names.values())
    return {
        **gold,
        "entities": [_entity(entity, names[entity["name"]], shift) for entity in gold["entities"]],
        "relations": [_relation(relation, names, inside, shift) for relation in gold["relations"]],
    }


def _entity(entity: Json, spellings: dict[str, str], shift: Callable[[int], int]) -> Json:
    mentions = [
        {**m, "text": spellings[m["text"]], "start": shift(m["start"]), "end": shift(m["end"])}
        for m in entity.get("mentions", ())
    ]
    aliases = sorted({spellings[alias] for alias in entity.get("aliases", ())})
    return {**entity, "name": spellings[entity["name"]], "aliases": aliases, "mentions": mentions}


def _relation(
    relation: Json, names: dict[str, dict[str, str]], inside: Callable[[str], str], shift: Callable[[int], int]
) -> Json:
    out: dict[str, Any] = {**relation, "subject": names[relation["subject"]][relation["subject"]]}
    if not relation.get("literal"):
        out["object"] = names[relation["object"]][relation["object"]]
    out["qualifiers"] = {name: inside(str(value)) for name, value in relation.get("qualifiers", {}).items()}
    out["evidence"] = [[shift(start), shift(end)] for start, end in relation.get("evidence", ())]
    if "object_span" in relation:
        out["object_span"] = [shift(offset) for offset in relation["object_span"]]
    return out
