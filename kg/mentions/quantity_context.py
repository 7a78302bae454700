"""What a plain number does not count: ages, times, pages, versions, parts of names, addresses, scores, references."""

from __future__ import annotations

import re

from kg.mentions.numerals import quantity_data
from kg.mentions.quantity_grammar import Grammar
from kg.mentions.quantity_reader import Quantity

WINDOW = 48  # code points to the left in which a label or the start of a name has room
SMALL = 10  # below it, "les deux groupes" speaks of two known ones

CAPITAL = re.compile(r"(?:^|[\s(«“\"'’])([^\W\d_][\w&'’.-]*)[^\S\n]$")
GLUED = re.compile(r"[^\s(«“\"'’\[]*$")
NAME_AND_VERSION = re.compile(r"[^\W\d_][\w-]*[^\S\n][0-9.]+[^\S\n]$")
CODE_AFTER = re.compile(r"[-–/:][0-9]|[^\S\n][-|·][^\S\n][0-9]|[ .][0-9]{2}\b|\)")
CODE_BEFORE = re.compile(r"[0-9](?:[-–/: .]|[^\S\n][-|·][^\S\n])$")
ITEM = re.compile(r"[.)] ")
POSTCODE = re.compile(r" [^\W\d_a-z]")


def counts(text: str, rules: Grammar, q: Quantity) -> bool:
    """True if a noun follows that shows that things are counted: "2000 salariés"."""
    return bool(rules.counted.match(text, q.end))


def counts_nothing(text: str, lang: str, rules: Grammar, q: Quantity) -> bool:
    """True for a bare number that is not worth reporting: one without currency, per cent or scale word."""
    left = max(0, q.start - WINDOW)
    if rules.measure.match(text, q.end) or text[q.start : q.end] in quantity_data(lang).context.names_of_sizes:
        return True
    if rules.label.search(text, left, q.start):
        return True
    if q.form != "digits":
        return _word_counts_nothing(text, lang, rules, q)
    return _in_name(text, lang, q) or (not q.letter and _digits_count_nothing(text, lang, rules, q))


def _word_counts_nothing(text: str, lang: str, rules: Grammar, q: Quantity) -> bool:
    """True for "one", for the few that a determiner points at, and for a word of a name ("Four Seasons")."""
    small = q.form == "words" and q.scale == 1 and q.high < SMALL
    if small and (q.high == 1 or rules.small_label.search(text, max(0, q.start - WINDOW), q.start)):
        return True
    if not text[q.start].isupper():
        return False
    follows = text[q.end : q.end + 2]
    return follows[1:].isupper() or (follows[:1] == "-" and follows[1:].isalpha()) or _named(text, lang, q)


def _in_name(text: str, lang: str, q: Quantity) -> bool:
    """True if the number belongs to a name: "Claude 3", "Llama 3 70B", "GPT-4"."""
    left = max(0, q.start - WINDOW)
    glued = GLUED.search(text, left, q.start)
    if glued and any(c.isalpha() for c in glued[0]):
        return True
    return bool(q.letter and NAME_AND_VERSION.search(text, left, q.start)) or _named(text, lang, q)


def _named(text: str, lang: str, q: Quantity) -> bool:
    """True if a word with a capital stands before the number that is none of the words that open a sentence."""
    word = CAPITAL.search(text, max(0, q.start - WINDOW), q.start)
    if not word or word[1].endswith((".", "'s", "’s")) or not any(c.isupper() for c in word[1]):
        return False
    return word[1] not in quantity_data(lang).context.openers


def _digits_count_nothing(text: str, lang: str, rules: Grammar, q: Quantity) -> bool:
    """True for years, codes, scores, times, phone numbers, versions, ages between commas, items of a list."""
    if q.bound == "range":
        return False
    written, before, after = text[q.start : q.end], text[max(0, q.start - 2) : q.start], text[q.end : q.end + 3]
    foreign = "." if quantity_data(lang).decimal == "," else ","
    if q.low == 0 or re.match(r"0[0-9]", written) or written.endswith(".0") or (foreign in written and q.low % 1):
        return True
    if re.fullmatch("(?:19|20)[0-9]{2}", written) and not counts(text, rules, q):
        return True
    if (
        CODE_AFTER.match(after)
        or CODE_BEFORE.search(text, max(0, q.start - 4), q.start)
        or (before == ", " and after[:1] == ",")
    ):
        return True
    if re.fullmatch("[0-9]{5,}", written) and POSTCODE.match(after):
        return True
    opens = not before.strip() and (q.start < 2 or "\n" in before)
    return opens and bool(ITEM.match(after))
