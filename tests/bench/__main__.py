"""``python -m tests.bench [NAME ...]``: run the benchmarks of this folder and print ratios.

Each module here with a function ``run(say)`` is one. Both sides of a ratio are measured in the same run,
alternating; the figures are medians unless they say otherwise. No benchmark passes or fails. Each runs in a
process of its own: what one leaves behind (a collector that is off, a large heap) changes the next.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path


def names() -> list[str]:
    """The benchmarks, by name."""
    here = Path(__file__).parent
    return sorted(
        file.stem for file in here.glob("[!_]*.py") if "\ndef run(" in file.read_text(encoding="utf-8")
    )


def main(wanted: list[str]) -> int:
    """Run the named benchmarks, all without a name; the exit code."""
    known = names()
    unknown = [name for name in wanted if name not in known]
    if unknown:
        print(f"no benchmark called {', '.join(unknown)}; there are: {', '.join(known)}", file=sys.stderr)
        return 2
    if len(wanted) != 1:
        return max(
            subprocess.run([sys.executable, "-m", "tests.bench", name], check=False).returncode
            for name in wanted or known
        )
    (name,) = wanted
    print(name, flush=True)
    importlib.import_module(f"tests.bench.{name}").run(lambda text: print(f"  {text}", flush=True))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
