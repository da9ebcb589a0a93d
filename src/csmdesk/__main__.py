"""The entry of the program, for ``python -m csmdesk`` and the installed command."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    # What is loaded stays, and is not to be looked through for garbage meanwhile: ``run`` begins that.
    gc.disable()
    from csmdesk.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
