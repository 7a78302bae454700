"""Writing a file whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.files import write_whole


def test_a_file_and_its_folder_are_made(tmp_path: Path) -> None:
    """Bytes stand in the file as they are, and nothing else in the folder."""
    path = tmp_path / "a" / "b.txt"
    write_whole(path, b"x\r\ny")
    assert path.read_bytes() == b"x\r\ny"
    assert list(path.parent.iterdir()) == [path]


def test_what_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that is stopped while it writes has not touched what was there."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def full(self: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
