"""Bytes as text: what is taken, what is refused, and that nothing is repaired."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.ingest.decode import checked, decode


@pytest.mark.parametrize(
    "data",
    [
        "Présenté".encode(),
        codecs.BOM_UTF8 + "Présenté".encode(),
        codecs.BOM_UTF16_LE + "Présenté".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "Présenté".encode("utf-16-be"),
        codecs.BOM_UTF32_LE + "Présenté".encode("utf-32-le"),
        "Présenté".encode("latin-1"),
    ],
)
def test_encodings_give_one_text(data: bytes) -> None:
    """Each way of writing the word gives the word, without a mark."""
    assert decode(data) == "Présenté"


def test_windows_quotes_are_read() -> None:
    """A text that is no UTF-8 is Windows-1252, in which 0x93 is a quotation mark."""
    assert decode(b"\x93caf\xe9\x94 \x80") == "“café” €"


@pytest.mark.parametrize("data", [b"a\x00b", b"PK\x03\x04" + bytes(range(1, 32)) * 9, b"\x81\x8d\x8f caf\xe9"])
def test_binary_is_refused(data: bytes) -> None:
    """NUL bytes, control characters by the dozen, and bytes that no encoding has are no text."""
    with pytest.raises(InputError):
        decode(data)


def test_broken_utf16_is_refused() -> None:
    """Bytes that break the encoding of their own mark are refused with the place."""
    with pytest.raises(InputError, match="utf-16-le"):
        decode(codecs.BOM_UTF16_LE + b"a")


def test_marks_and_escapes_stay() -> None:
    """Right-to-left marks, zero-width characters and a stray control character are kept: positions must not move."""
    text = "Vu \u202egnol\u202c a\u200bb \x1b[0m fin\x07"
    assert decode(text.encode()) == text


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_utf8_round_trip(text: str) -> None:
    """Any UTF-8 text without control characters comes back as it is, but for a mark at its head."""
    assert decode(text.encode()) == text.removeprefix("\ufeff")


@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cc"])))
def test_checked_keeps_length(text: str) -> None:
    """Lone surrogates are replaced one for one, so that what remains can be written as UTF-8."""
    assert len(checked(text)) == len(text)
    checked(text).encode()
