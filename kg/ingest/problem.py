"""What could not be read: one line that says what, where and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import one_line


@dataclass(frozen=True, slots=True)
class Problem:
    """A source, or one record of it, that gives no article. `message` begins with `name`, where it stands."""

    name: str
    message: str

    @classmethod
    def at(cls, name: str, message: object) -> Problem:
        """The problem of the source `name`, its message on one line whatever the parts contain."""
        return cls(name, one_line(f"{name}: {message}"))
