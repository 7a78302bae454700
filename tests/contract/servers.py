"""Servers that the contract tests start on the loopback address."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.rdf import Names

Ask = Callable[[str], list[tuple[str, ...]]]


@contextmanager
def oxigraph_server(trig: Path, folder: Path) -> Iterator[Ask]:
    """A read-only `oxigraph` process filled from a file; gives a function from a query to rows of words.
    Skips the test if the program is not installed.
    """
    program = Path(sys.executable).with_name("oxigraph")
    command = str(program) if program.is_file() else shutil.which("oxigraph")
    if command is None:
        pytest.skip("oxigraph is not installed")
    subprocess.run([command, "load", "--location", str(folder), "--file", str(trig)], check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    arguments = [command, "serve-read-only", "--location", str(folder), "--bind", address]
    process = subprocess.Popen(arguments, stderr=subprocess.DEVNULL)
    try:
        ask = _client(address)
        _wait(ask)
        yield ask
    finally:
        process.terminate()
        process.wait(timeout=20)


def _client(address: str) -> Ask:
    import httpx

    head = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in Names().prefixes().items())

    def ask(sparql: str) -> list[tuple[str, ...]]:
        accept = {"Accept": "application/sparql-results+json"}
        answer = httpx.post(f"http://{address}/query", data={"query": head + sparql}, headers=accept, timeout=30)
        answer.raise_for_status()
        found = answer.json()
        columns = found["head"]["vars"]
        return [tuple(row.get(name, {}).get("value", "") for name in columns) for row in found["results"]["bindings"]]

    return ask


def _wait(ask: Ask) -> None:
    import httpx

    for _ in range(100):
        try:
            ask("SELECT * { ?s ?p ?o } LIMIT 1")
            return
        except httpx.TransportError:
            time.sleep(0.1)
