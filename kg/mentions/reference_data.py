"""What the language files tell about references, and the values that detection hands to the choice of an antecedent."""

from __future__ import annotations

from dataclasses import dataclass

from kg.languages import Section
from kg.model import Mention, MentionKind, Span


class PronounData(Section):
    """Words that stand for a thing of `classes`. `group` names them in the weights of ontology/references.toml.

    `subject`: dropped where impersonal; `clitic`: only right before a verb; `pos`: only as these parts of speech.
    """

    words: list[str]
    classes: list[str]
    group: str
    subject: bool = False
    clitic: bool = False
    pos: frozenset[str] = frozenset()


class PossessiveData(Section):
    """Words whose owner is a thing of `classes`."""

    words: list[str]
    classes: list[str]
    group: str


class ReferencesData(Section):
    """languages/<xx>/references.toml"""

    definite: list[str]
    contracted: list[str]
    unlike: list[str]
    complements: list[str]
    modifying: list[str]
    copulas: list[str]
    implied: bool
    impersonal: list[str]
    impersonal_phrases: list[str]
    pronouns: list[PronounData]
    possessives: list[PossessiveData]
    owners: dict[str, list[str]]
    feminine: list[str]
    masculine: list[str]
    feminine_endings: list[str]


class WeightsData(Section):
    """ontology/references.toml: for each kind of reference the weights of what speaks for an antecedent."""

    window: int
    thresholds: dict[str, float]
    reference: dict[str, float]
    pronoun: dict[str, float]
    possessive: dict[str, float]


@dataclass(frozen=True, slots=True)
class Reference:
    """A span that refers: what it can stand for, and what it says of that.

    `noun`: a description's head; `words`: its adjectives and places; `gender`: "f", "m" or ""; `owner`: the class that
    the thing possessed asks for; `token`: its head's place.
    """

    span: Span
    kind: MentionKind
    classes: tuple[str, ...]
    group: str
    token: int
    noun: str = ""
    words: tuple[str, ...] = ()
    gender: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A name, or a reference to it, where it stands: what it is in its sentence, and what is said of it there.

    `joint`: the first token of the row of names that it is one of ("A, B and C"), -1 if it stands alone.
    `block`: the paragraph.
    """

    mention: Mention
    place: Span
    sentence: int
    token: int
    role: str
    opens: bool
    nouns: frozenset[str]
    words: frozenset[str]
    gender: str
    joint: int = -1
    chained: bool = False
    block: int = 0
