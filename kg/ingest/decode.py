"""Bytes as text, exactly: nothing is repaired, and what is no text is refused."""

from __future__ import annotations

import codecs
import re

from kg.errors import InputError

_MARKED = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the one of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SHARE = 0.01  # of control characters; prose has none, compressed data has about a tenth


def decode(data: bytes) -> str:
    """The text of the bytes, without byte-order mark: UTF-8, what the mark says, or Windows-1252.
    Raises InputError if they are no text.
    """
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    if b"\x00" in data:
        raise InputError("holds NUL bytes, so it is no text (or UTF-16 without a mark); save it as UTF-8")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _strict(data, "cp1252")
    return checked(text)


def checked(text: str) -> str:
    """The text, each lone surrogate replaced by U+FFFD (same length). Raises InputError if it holds binary data."""
    if "\x00" in text:
        raise InputError("holds NUL characters, so it is no text; remove them")
    if len(_CONTROL.findall(text)) > max(4, len(text) * _SHARE):
        raise InputError("is binary data, not text; give the text itself")
    return _SURROGATE.sub("\ufffd", text)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return checked(data.decode(encoding))
    except UnicodeDecodeError as error:
        known = "neither UTF-8 nor Windows-1252" if encoding == "cp1252" else f"not the {encoding} that its mark says"
        raise InputError(f"is {known} (byte {error.start}); save it as UTF-8") from error
