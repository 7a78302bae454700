"""A folder of texts with gold.

FOLDER/text/ID.txt (or FOLDER/ID.md, with front matter), GOLD/gold/ID.json, GOLD/manifest*.jsonl with the language and
split of each id. GOLD is FOLDER; where that holds no gold, tests/gold/NAME beside it, as for seeds/.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import InputError
from kg.evaluate.gold import Json, read_gold
from kg.ingest.decode import decode
from kg.ingest.language import named_language
from kg.ingest.records import article_from_text
from kg.model import Article

FORM = "it needs text/*.txt (or *.md) and gold/*.json with the same names; see docs/how-to/evaluate.md"


@dataclass(frozen=True, slots=True)
class Item:
    """A text with its gold, as the file has it; the article's name is the id. `split` is "" where none is given."""

    article: Article
    gold: Json
    split: str = ""

    @property
    def id(self) -> str:
        """The name of its files."""
        return self.article.name


def load_corpus(
    folder: Path, *, gold: Path | None = None, split: str | None = None, lang: str | None = None
) -> list[Item]:
    """The texts of the folder that have gold, in the order of their ids. Raises InputError if there are none."""
    place = gold or _gold_folder(folder)
    files = sorted((place / "gold").glob("*.json"))
    if not files:
        raise InputError(f"{folder}: no gold files in {place / 'gold'}: {FORM}")
    manifest = _manifest(place)
    wanted = [path for path in files if split is None or manifest.get(path.stem, {}).get("split") == split]
    if not wanted:
        known = ", ".join(sorted({str(row["split"]) for row in manifest.values() if "split" in row})) or "none"
        raise InputError(f"{folder}: no text of split {split!r}; its manifests know: {known}")
    items = [_item(folder, path, manifest.get(path.stem, {})) for path in wanted]
    chosen = [item for item in items if lang in (None, item.article.lang)]
    if not chosen:
        raise InputError(
            f"{folder}: no text in {lang!r}; there are: {', '.join(sorted({i.article.lang for i in items}))}"
        )
    return chosen


def digest(items: list[Item]) -> str:
    """The hash of all texts and gold: figures compare only where it is the same."""
    found = hashlib.sha256()
    for item in items:
        gold = json.dumps(item.gold, ensure_ascii=False, sort_keys=True)
        found.update(json.dumps([item.id, item.article.lang, item.article.text, gold], ensure_ascii=False).encode())
    return found.hexdigest()


def _gold_folder(folder: Path) -> Path:
    beside = folder.resolve().parent / "tests" / "gold" / folder.resolve().name
    return beside if not (folder / "gold").is_dir() and beside.is_dir() else folder


def _manifest(folder: Path) -> dict[str, Json]:
    """Id -> line of the manifests; empty where there are none."""
    rows: dict[str, Json] = {}
    for path in sorted(folder.glob("manifest*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                row = json.loads(line)
                rows[str(row["id"])] = row
            except (ValueError, KeyError, TypeError) as error:
                raise InputError(f"{path}:{number}: is no line of a manifest; it needs an id") from error
    return rows


def _item(folder: Path, gold: Path, row: Mapping[str, object]) -> Item:
    places = (folder / "text" / f"{gold.stem}.txt", folder / f"{gold.stem}.md", folder / f"{gold.stem}.txt")
    path = next((place for place in places if place.is_file()), None)
    if path is None:
        raise InputError(f"{gold}: has no text at {places[0]}: {FORM}")
    try:
        article = article_from_text(decode(path.read_bytes()), gold.stem)
    except (OSError, InputError) as error:
        raise InputError(f"{path}: {error}") from error
    given = {"lang": named_language(str(row["lang"]))} if row.get("lang") else {}
    return Item(replace(article, **given), read_gold(gold), str(row.get("split", "")))
