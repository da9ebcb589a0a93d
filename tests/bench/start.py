"""Start → first paint of the accounts pane, against a bare window with a table; and the pauses after it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.books import make_book

ROUNDS = 15
ACCOUNTS = 2_000

PACKED = Path(__file__).parents[2] / "build" / "tested" / "csmdesk" / "csmdesk-tests"
"""The packed program under an entry that runs code (``packaging/build.py --tests``), where it was built."""

_SEEN = """
def seen(*_):
    print("seen", time.time_ns(), flush=True)
    os._exit(0)
"""

# A window as plain as it can be: 40 rows of Chinese text in a table.
BARE = (
    """
import os, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QTableWidgetItem
"""
    + _SEEN
    + """
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, seen)
        return False

app = QApplication(sys.argv)
window, table = QMainWindow(), QTableWidget(40, 8)
for row in range(40):
    for column in range(8):
        table.setItem(row, column, QTableWidgetItem(f"岚图家居{row}第{column}列"))
window.setCentralWidget(table)
window.resize(1440, 900)
watch = Watch()
table.viewport().installEventFilter(watch)
window.show()
app.exec()
"""
)

# Our own start, as the user starts it; only the module of the window is looked into, when it is loaded.
_HOOK = """
import importlib.util, os, sys, time

class Hook:
    def find_spec(self, name, path=None, target=None):
        if name != "csmdesk.ui.shell.main_window":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        load = spec.loader.exec_module
        def exec_module(module):
            load(module)
            watch(module)
        spec.loader.exec_module = exec_module
        return spec

sys.meta_path.insert(0, Hook())
"""

_STARTS = {
    "command": """
from csmdesk.__main__ import main
sys.argv = ["csmdesk", "--book", sys.argv[1], "--theme", "light", "--lang", "zh"]
main()
""",
    "window": """
from pathlib import Path
from csmdesk import app
app.run(Path(sys.argv[1]), language="zh", theme="light")
""",
}

_PAINTED = _HOOK + _SEEN + "\ndef watch(module):\n    module.MainWindow._after_paint = seen\n"

# A timer that should come every millisecond tells how long nothing else could have come.
_PAUSES = (
    _HOOK
    + """
gaps, started = [], []
def watch(module):
    painted = module.MainWindow._after_paint
    def after_paint(window):
        from PySide6.QtCore import QTimer, Qt
        started.append(time.perf_counter())
        gaps.append(time.perf_counter())
        painted(window)
        timer = QTimer(window)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(lambda: beat(window))
        timer.start(1)
    module.MainWindow._after_paint = after_paint

def beat(window):
    now = time.perf_counter()
    gaps.append(now)
    tasks = window.page._tasks
    if now - started[0] > 0.5 and not tasks.busy and not tasks.loading:
        steps = sorted(b - a for a, b in zip(gaps, gaps[1:]))
        print("pauses", steps[-1] * 1e3, steps[-2] * 1e3, (now - started[0]) * 1e3, flush=True)
        os._exit(0)
"""
)


def run(say: Callable[[str], object]) -> None:
    """Alternate both sides; say medians, the ratio and the longest pause (goals: 1.6 to 1.8 times; 20 ms)."""
    with tempfile.TemporaryDirectory(prefix="csmdesk-bench-") as home:
        place = Path(home) / "book"
        make_book(place, ACCOUNTS).close()
        _left_on_accounts(Path(home) / "config", place)
        environment = _environment(Path(home))
        times: dict[str, list[float]] = {"bare": [], **{name: [] for name in _STARTS}}
        file = Path(home) / "start.py"
        file.write_text(_PAINTED + _STARTS["command"], encoding="utf-8")
        if PACKED.exists():
            times["packed"] = []
        for turn in range(ROUNDS + 1):
            took = {"bare": _start(BARE, place, environment)}
            for name, code in _STARTS.items():
                took[name] = _start(_PAINTED + code, place, environment)
            if PACKED.exists():
                took["packed"] = _start(file, place, environment)
            if turn:  # the first of each warms the disk
                for name, value in took.items():
                    times[name].append(value)
        bare = median(times["bare"])
        say(f"bare window with a table of 40 rows: {bare:.0f} ms (min {min(times['bare']):.0f})")
        for name, words in (("window", "from csmdesk.app.run"), ("command", "python -m csmdesk")):
            ours = median(times[name])
            say(f"{words}, {ACCOUNTS:,} accounts: {ours:.0f} ms (min {min(times[name]):.0f})")
            say(f"ratio: {ours / bare:.2f} (aim: at most 1.6, accepted 1.8)")
        if PACKED.exists():
            ours = median(times["packed"])
            against = ours / median(times["command"])
            say(f"the packed program: {ours:.0f} ms (min {min(times['packed']):.0f})")
            say(f"ratio: {against:.2f} of python -m csmdesk (goal: at most 1.1), {ours / bare:.2f} of bare")
        pauses = [_child(_PAUSES + _STARTS["window"], place, environment, "pauses") for _ in range(7)]
        longest = [float(words[0]) for words in pauses]
        say(
            f"longest pause while figures and libraries arrive: {median(longest):.0f} ms "
            f"(worst {max(longest):.0f}, next {median(float(w[1]) for w in pauses):.0f}; goal: at most 20), "
            f"all there after {median(float(w[2]) for w in pauses):.0f} ms"
        )


def _left_on_accounts(home: Path, place: Path) -> None:
    """The window was left with its list in front; a new book would begin with Today."""
    from PySide6.QtCore import QSettings

    from csmdesk.app.memory import Memory

    kept = QSettings(str(home / "csmdesk/window.ini"), QSettings.Format.IniFormat)
    Memory(kept).keep_state(place, {"pane": "accounts"})
    kept.sync()


def _environment(home: Path) -> dict[str, str]:
    """A profile of its own; compiled modules, as an installed program has; no screen unless asked for."""
    kept = dict(os.environ)
    kept.setdefault("QT_QPA_PLATFORM", "offscreen")
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    kept["PYTHONPYCACHEPREFIX"] = str(home / "compiled")
    kept["XDG_CONFIG_HOME"] = str(home / "config")
    kept["PYTHONPATH"] = str(Path(__file__).parents[2] / "src")
    return kept


def _start(code: str | Path, book: Path, environment: dict[str, str]) -> float:
    """Milliseconds from before the process to its first paint."""
    begun = time.time_ns()
    return (int(_child(code, book, environment, "seen")[0]) - begun) / 1e6


def _child(code: str | Path, book: Path, environment: dict[str, str], word: str) -> list[str]:
    """What the code says after ``word``; code in a file is run by the packed program."""
    command = [sys.executable, "-c", code] if isinstance(code, str) else [str(PACKED), "--run", str(code)]
    done = subprocess.run(
        [*command, str(book)],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    for line in done.stdout.splitlines():
        if line.startswith(f"{word} "):
            return line.split()[1:]
    raise RuntimeError(done.stderr)


if __name__ == "__main__":
    run(print)
