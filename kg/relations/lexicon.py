"""The lexicon of relations: which words say one, and in which constructions. Read from ontology/, checked on reading.

constructions*.toml  frames: how a kind of word (a verb, a post, a kinship noun) takes its arguments
relations/*.toml     triggers per language, each with its frame and which role is the triple's subject; examples
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from kg.errors import OntologyError
from kg.languages import Lang, Section, load_file
from kg.ontology import Ontology
from kg.relations.paths import Path as TreePath
from kg.relations.paths import parse_path
from kg.relations.surface import Line, parse_line
from kg.settings import ontology_dir

ELISION = re.compile(r"(?<=['’])(?!s$)|(?=['’]s$)")  # where a tokenizer cuts: l'|origine, master|'s


class ShapeData(Section):
    """A tree construction: role -> path from the trigger's token; `fr`/`en` limits it to a language."""

    name: str
    roles: dict[str, str]
    lang: Lang | None = None
    known: bool = False


class LineData(Section):
    """A surface line: elements between blanks (see surface.py). `ends`: see TriggerData."""

    name: str
    line: str
    lang: Lang | None = None
    known: bool = False
    ends: bool = False
    nearest: bool = Field(default=False, description="of several places that fit the one closest to the trigger counts")


class FrameData(Section):
    """How a kind of trigger takes its arguments. `deed`: a noun for a deed, done or not as its verb says."""

    about: str
    deed: bool = False
    pos: list[str]
    trees: list[ShapeData] = Field(default=[])
    lines: list[LineData] = Field(default=[])


class ConstructionsData(Section):
    """constructions.toml"""

    frames: dict[str, FrameData]


class TriggerData(Section):
    """Words of one language that say the relation, in one frame.

    "a|b c" is written for "a c" and "b c". A hyphen inside a word also stands for a hyphen between two words.
    """

    lang: Lang
    frame: str
    words: list[str]
    subject: str
    object: str
    status: Literal["asserted", "planned", "rumoured", "denied"] | None = None
    former: bool = False
    ends: bool = Field(default=False, description="the deed ends the relation: former once done, in force before")
    role: bool | str = Field(default=False, description="true: the trigger's words are the role; or the role itself")
    adds: dict[str, str] = Field(default={}, description="qualifiers that the words bring with them: kind = total")
    function: Literal["only", "no"] | None = Field(
        default=None, description="whether a part of the organisation must, or may not, follow: head of sales"
    )
    only: list[str] = Field(default=[], description="constructions of the frame to use; empty: all")
    without: list[str] = Field(default=[], description="constructions of the frame not to use")
    subject_type: list[str] = Field(default=[])
    object_type: list[str] = Field(default=[])
    beside: list[str] = Field(default=[], description="words one of which must stand in the sentence too")
    never: list[str] = Field(default=[], description="words that may not stand in the sentence")


class MarkData(Section):
    """Words beside a reading that add a qualifier; its text is theirs, or `text` where there is one."""

    lang: Lang
    name: str
    words: list[str]
    text: str = ""


class ExampleData(Section):
    """A sentence and the facts (subject, object) of this relation that it states; none: a near miss."""

    lang: Lang
    text: str
    facts: list[list[str]] = Field(default=[])
    status: Literal["asserted", "planned", "rumoured", "denied"] = "asserted"
    former: bool = False
    names: dict[str, str] = Field(default={}, description="name -> class, where the text alone does not tell")


class RelationData(Section):
    """relations/<name>.toml"""

    about: str
    qualifiers: list[str] = Field(default=["when"], description="what may hang on it: when, amount, percentage")
    yields_to: list[str] = Field(
        default=[], description="relations that say more: beside one, of the same pair, it is dropped"
    )
    marks: list[MarkData] = Field(alias="mark", default=[])
    triggers: list[TriggerData] = Field(alias="trigger", default=[])
    examples: list[ExampleData] = Field(alias="example", default=[])


@dataclass(frozen=True, slots=True)
class Shape:
    """A tree construction, its paths parsed."""

    name: str
    roles: tuple[tuple[str, TreePath], ...]
    known: bool = False


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger entry, ready to match: its words as sequences of lemmas, its constructions."""

    relation: str
    frame: str
    data: TriggerData
    words: tuple[tuple[str, ...], ...]
    pos: frozenset[str]
    deed: bool
    shapes: tuple[Shape, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Lexicon:
    """All triggers of one language, and by the first lemma of each."""

    lang: str
    triggers: tuple[Trigger, ...]

    @functools.cached_property
    def by_lemma(self) -> dict[str, list[tuple[tuple[str, ...], Trigger]]]:
        """First lemma -> the word sequences that begin with it, longest first, with their trigger."""
        out: dict[str, list[tuple[tuple[str, ...], Trigger]]] = {}
        for trigger in self.triggers:
            for words in trigger.words:
                out.setdefault(words[0], []).append((words, trigger))
        for found in out.values():
            found.sort(key=lambda pair: -len(pair[0]))
        return out


def relation_files() -> dict[str, Path]:
    """Relation name -> its file, sorted by name."""
    return {p.stem: p for p in sorted((ontology_dir() / "relations").glob("*.toml"))}


@functools.cache
def relation_data(name: str) -> RelationData:
    """What relations/<name>.toml says."""
    return load_file(relation_files()[name], RelationData)


def load_lexicon(lang: str, ontology: Ontology) -> Lexicon:
    """The triggers of a language. Raises OntologyError that names file, entry and what is known."""
    known_frames = frames()
    triggers: list[Trigger] = []
    for name in relation_files():
        if name not in ontology.relations:
            raise OntologyError(f"relations/{name}.toml: no such relation in kg.ttl: add it there or rename the file")
        for number, data in enumerate(relation_data(name).triggers, 1):
            if data.lang == lang:
                triggers.append(_trigger(name, number, data, known_frames))
    return Lexicon(lang, tuple(triggers))


def frames() -> dict[str, FrameData]:
    """The frames of all constructions files."""
    out: dict[str, FrameData] = {}
    for path in sorted(ontology_dir().glob("constructions*.toml")):
        for name, frame in load_file(path, ConstructionsData).frames.items():
            if name in out:
                raise OntologyError(f"{path.name}: frame {name!r} is in another file too: rename one")
            out[name] = frame
    return out


def spellings(words: str) -> Iterator[tuple[str, ...]]:
    """The sequences of lower-case words that an entry of a trigger stands for."""
    for choice in itertools.product(*(part.split("|") for part in words.lower().split())):
        for apostrophe in ("'", "’") if any("'" in word for word in choice) else ("'",):
            whole = [word.replace("'", apostrophe) for word in choice]
            parts = [piece for word in whole for piece in re.split(ELISION, word) if piece]
            yield tuple(parts)
            if any("-" in word[1:-1] for word in choice):
                yield tuple(piece for word in parts for piece in re.split("(?<=.)(-)(?=.)", word))


def _trigger(relation: str, number: int, data: TriggerData, frames: dict[str, FrameData]) -> Trigger:
    place = f"relations/{relation}.toml: trigger {number} ({data.words[0]!r})"
    if data.frame not in frames:
        raise OntologyError(f"{place}: unknown frame {data.frame!r}; known: {', '.join(sorted(frames))}")
    frame = frames[data.frame]
    names = {s.name for s in frame.trees} | {s.name for s in frame.lines}
    for wanted in (*data.only, *data.without):
        if wanted not in names:
            raise OntologyError(
                f"{place}: frame {data.frame!r} has no construction {wanted!r}; known: {', '.join(sorted(names))}"
            )
    chosen = {n for n in names if (not data.only or n in data.only) and n not in data.without}
    roles = {data.subject, data.object}
    shapes = [
        Shape(s.name, tuple((role, parse_path(path, place)) for role, path in s.roles.items()), s.known)
        for s in frame.trees
        if s.name in chosen and s.lang in (None, data.lang) and roles <= set(s.roles)
    ]
    lines = [
        parse_line(s.name, s.line, data.lang, place, known=s.known, ends=s.ends, nearest=s.nearest)
        for s in frame.lines
        if s.name in chosen and s.lang in (None, data.lang)
    ]
    lines = [line for line in lines if roles <= set(line.roles)]
    if not shapes and not lines:
        raise OntologyError(f"{place}: no construction of frame {data.frame!r} has the roles {sorted(roles)}")
    words = tuple(dict.fromkeys(variant for w in data.words for variant in spellings(w)))
    return Trigger(relation, data.frame, data, words, frozenset(frame.pos), frame.deed, tuple(shapes), tuple(lines))
