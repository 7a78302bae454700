"""The row that the makers of the gazetteer hand to each other."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Row:
    """One entity before its spellings are claimed; those in `doubtful` are common words or names of people.

    A `known` one is too well known for the word lists to doubt it (Paris, though "paris" is a word). A row whose `core`
    (the name without its legal form) is taken is the same thing again.
    """

    name: str
    type: str
    source: tuple[str, ...]
    aliases: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)
    known: bool = False
    core: str = ""

    def spellings(self) -> list[str]:
        """Every way to write it, the name first, each once."""
        return list(dict.fromkeys([self.name, *self.labels.values(), *self.aliases]))
