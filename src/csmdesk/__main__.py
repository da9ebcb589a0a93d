"""The entry of the program, for ``python -m csmdesk`` and the installed command."""

from __future__ import annotations

import gc
import sys

_CHILD = "--read-workbook"
"""``importers.workbook.CHILD_OPTION``, which is not loaded for every start."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    # What is loaded stays, and is not to be looked through for garbage meanwhile: ``run`` begins that.
    gc.disable()
    if getattr(sys, "frozen", False) and sys.argv[1:2] == [_CHILD]:
        # A built program has no python to call: it is itself the child that reads a workbook.
        from csmdesk.importers.workbook_child import main as read

        sys.exit(read(sys.argv[2]))
    from csmdesk.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
