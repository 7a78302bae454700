"""Where things lie: the ontology, the store."""

from __future__ import annotations

import os
from pathlib import Path

from kg.errors import OntologyError

DEFAULT_STORE = ".kg"


def ontology_dir() -> Path:
    """The folder ontology/: `kg/_ontology` in an installed package, else beside the package in a checkout."""
    package = Path(__file__).resolve().parent
    folders = (package / "_ontology", package.parent / "ontology")
    for folder in folders:
        if (folder / "kg.ttl").is_file():
            return folder
    raise OntologyError(f"no kg.ttl in {folders[0]} nor in {folders[1]}: install kg again")


def store_location() -> str:
    """The store to open where none is named: KG_STORE, else `.kg` in the working folder."""
    return os.environ.get("KG_STORE") or DEFAULT_STORE
