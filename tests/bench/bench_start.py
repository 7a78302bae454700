"""How long `kg --help` and `import kg` take, beside an interpreter that does nothing. Bar: `kg --help` < 0.3 s."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

RUNS = 15
BAR = 0.3
COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "import kg": ["-c", "import kg"],
    "kg --help": ["-m", "kg", "--help"],
    "kg query --help": ["-m", "kg", "query", "--help"],
}


def seconds(arguments: list[str]) -> float:
    """The wall time of one run of the interpreter."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> int:
    """0 if the median is under the bar. The commands take turns, so that a busy moment meets all of them."""
    runs: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(RUNS):
        for name, arguments in COMMANDS.items():
            runs[name].append(seconds(arguments))
    medians = {name: statistics.median(times) for name, times in runs.items()}
    for name, median in medians.items():
        sys.stdout.write(f"{name:16} median {median:.3f} s, best {min(runs[name]):.3f} s\n")
    return int(medians["kg --help"] >= BAR)


if __name__ == "__main__":
    sys.exit(main())
