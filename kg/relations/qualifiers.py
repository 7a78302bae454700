"""When, for how much, in which round: the dates and amounts that hang on a reading's trigger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import Amount, Mention, Qualifier, Span, Token, Tree

REACH = 6  # edges from a literal up to the word that it belongs to
NAMES = {"Date": "when", "Amount": "amount"}
PERCENT = "%"
STOPS = {"VERB", "AUX"}


def qualifiers(
    tree: Tree, token: int, trigger: Span, literals: Sequence[Mention], wanted: Sequence[str]
) -> Iterator[Qualifier]:
    """A qualifier for the first literal of each kind in `wanted` that hangs on the trigger or on its verb."""
    home = {token, _verb(tree, token)}
    seen: set[str] = set()
    for literal in literals:
        percent = isinstance(literal.value, Amount) and literal.value.unit == PERCENT
        name = "percentage" if percent else NAMES.get(literal.type)
        if name is None or name not in wanted or name in seen or literal.span.overlaps(trigger):
            continue
        heads = [i for i, t in enumerate(tree.tokens) if literal.span.overlaps(t.span)]
        if heads and _hangs_on(tree, heads, home) and not _told_of_another(tree, heads[0], token):
            seen.add(name)
            yield Qualifier(name, literal.text, literal.value, literal.span)


def _told_of_another(tree: Tree, literal: int, token: int) -> bool:
    """True if a comma parts the literal from the trigger and a verb is with it: "founded by A, X employs 31"."""
    first, last = sorted((literal, token))
    commas = [i for i, t in enumerate(tree.tokens) if t.text == ","]
    if not any(first < i < last for i in commas):
        return False
    start = max((i for i in commas if i < literal), default=-1)
    return any(t.pos in STOPS for t in tree.tokens[start + 1 : literal])


def _hangs_on(tree: Tree, heads: Sequence[int], home: set[int]) -> bool:
    """True if the first verb above the literal, or a noun on the way there, is the trigger's."""
    at = next((i for i in heads if tree.tokens[i].head not in heads), heads[0])
    for _ in range(REACH):
        at = tree.tokens[at].head
        if at < 0:
            return False
        if at in home:
            return True
        if tree.tokens[at].pos in STOPS:
            return False
    return False


def _verb(tree: Tree, token: int) -> int:
    """The verb that a noun trigger is subject, object or predicate of; a trigger inside an apposition has none."""
    at = token
    for _ in range(REACH):
        word: Token = tree.tokens[at]
        if word.pos in STOPS and at != token:
            return at
        if word.head < 0 or word.dep in {"appos", "acl", "acl:relcl", "relcl"} or (word.pos in STOPS and at == token):
            return token
        at = word.head
    return token
