"""The language and naming data under ontology/: TOML files, each checked against the model its reader gives.

A reader declares what it needs as a subclass of `Section` and asks for it by name; nothing else opens these files.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from kg.errors import OntologyError
from kg.settings import ontology_dir

Lang = Literal["en", "fr"]
LANGUAGES: tuple[Lang, ...] = get_args(Lang)


class Section(BaseModel):
    """The base of what a TOML file may hold: an unknown key is an error, a read section does not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


S = TypeVar("S", bound=BaseModel)


def load_section(lang: str, name: str, model: type[S]) -> S:
    """The section `name` of a language, from ontology/languages/<lang>/<name>.toml; read once.
    Raises OntologyError, naming file and key, if the language is unknown or the file is not as `model` says.
    """
    if lang not in LANGUAGES:
        raise OntologyError(f"unknown language {lang!r}; known: {', '.join(LANGUAGES)}")
    return load_file(ontology_dir() / "languages" / lang / f"{name}.toml", model)


def load_shared(name: str, model: type[S]) -> S:
    """What holds in every language, from ontology/<name>.toml; read once. Raises OntologyError like `load_section`."""
    return load_file(ontology_dir() / f"{name}.toml", model)


def load_file(path: Path, model: type[S]) -> S:
    """The file, checked against `model`; read once for each pair. Raises OntologyError, naming file and key."""
    section: S = _load(path, model)
    return section


@cache
def _load(path: Path, model: type[S]) -> S:
    place = "/".join(path.parts[-3:])
    try:
        with path.open("rb") as file:
            data = tomllib.load(file)
    except OSError as error:
        raise OntologyError(f"{place}: cannot be read ({error.strerror}); put the file back") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise OntologyError(f"{place}: not valid TOML ({error})") from error
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "(top)"
        known = ", ".join(sorted(model.model_fields))
        raise OntologyError(f"{place}: {key}: {first['msg']}; known keys: {known}") from error
