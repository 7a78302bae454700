"""What kg raises, in one tree.

KgError                 catch this to catch all of it
├── InputError          a text, a file or a value that was given cannot be used
├── OntologyError       a file under ontology/ is wrong: names the file, the entry and what is known
├── QueryError          a SPARQL query is wrong, too large or not allowed
├── StoreError          a store cannot be opened, read or written
└── ModelError          a language model is missing or not the one expected

Every message is one line: what is wrong, where, what to do.
"""


def one_line(text: object) -> str:
    """The text without line breaks and control characters: what a file says cannot drive the terminal."""
    return "".join(c if c.isprintable() else " " for c in " ".join(str(text).split()))


class KgError(Exception):
    """The root of the tree."""


class InputError(KgError):
    """A text, a file or a value that was given cannot be used; the rest of a batch goes on."""


class OntologyError(KgError):
    """A file under ontology/ is wrong."""


class QueryError(KgError):
    """A SPARQL query is wrong, too large or not allowed."""


class StoreError(KgError):
    """A store cannot be opened, read or written."""


class ModelError(KgError):
    """A language model is missing or not the one expected."""
