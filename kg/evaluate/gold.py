"""Gold: what a text states, as people wrote it down. Relation names are ours (subsidiary_of), whatever the file has."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.model import Span

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """An entity of a text. An optional one counts neither way."""

    name: str
    type: str
    alt_types: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    optional: bool = False

    @property
    def spellings(self) -> tuple[str, ...]:
        """The name, then the aliases, each once."""
        return tuple(dict.fromkeys((self.name, *self.aliases)))


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """A relation that a text states; `status` is "stated", "planned", "rumoured" or "denied"."""

    subject: str
    relation: str
    object: str
    literal: bool = False
    alt_relations: tuple[str, ...] = ()
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    status: str = "stated"
    optional: bool = False
    evidence: tuple[Span, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """The relation and those that are as right."""
        return (self.relation, *self.alt_relations)


@dataclass(frozen=True, slots=True)
class Gold:
    """All that one text states."""

    id: str
    entities: tuple[GoldEntity, ...]
    relations: tuple[GoldRelation, ...]


def relation_name(label: str) -> str:
    """The label as the ontology writes it: "subsidiaryOf" is "subsidiary_of"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", label).lower()


def read_gold(path: Path) -> Json:
    """The content of a gold file. Raises InputError if it is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        gold_from_json(data)
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read as JSON ({error}); mend the file") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{path}: is no gold file ({error!r}); see docs/how-to/evaluate.md for its form") from error
    checked: Json = data
    return checked


def gold_from_json(data: Json) -> Gold:
    """The gold of a gold file's content. Raises KeyError, TypeError or AttributeError where it has another form."""
    return Gold(str(data["id"]), tuple(map(_entity, data["entities"])), tuple(map(_relation, data["relations"])))


def _entity(row: Json) -> GoldEntity:
    return GoldEntity(
        name=row["name"],
        type=row["type"],
        alt_types=tuple(row.get("alt_types", ())),
        aliases=tuple(row.get("aliases", ())),
        optional=bool(row.get("optional")),
    )


def _relation(row: Json) -> GoldRelation:
    return GoldRelation(
        subject=row["subject"],
        relation=relation_name(row["relation"]),
        object=row["object"],
        literal=bool(row.get("literal")),
        alt_relations=tuple(map(relation_name, row.get("alt_relations", ()))),
        qualifiers={name: str(value) for name, value in row.get("qualifiers", {}).items()},
        status=row.get("modality") or "stated",
        optional=bool(row.get("optional")),
        evidence=tuple(Span(start, end) for start, end in row.get("evidence", ())),
    )
