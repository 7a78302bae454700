"""`python -m kg` and the command `kg`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; leaves with 0 done, 1 the data has a problem, 2 wrong use."""
    from kg.cli import run

    sys.exit(run())


if __name__ == "__main__":
    main()
