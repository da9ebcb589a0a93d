"""What is imported and asked before the window is first seen: the structure that keeps the start quick."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]

# Run the window as the user does, and stop at its first paint.
CODE = """
import json, os, sys
read = []
def hook(event, arguments):
    if event == "open" and str(arguments[0]).endswith(".py"):
        read.append(arguments[0])
sys.addaudithook(hook)
import csmdesk.app.qt
csmdesk.app.qt.spare_sources()
import csmdesk.ui.shell.main_window as window
def seen(self):
    import gc
    found = {"modules": sorted(sys.modules), "read": read, "collecting": gc.isenabled()}
    print(json.dumps(found), flush=True)
    os._exit(0)
window.MainWindow._after_paint = seen
from pathlib import Path
from csmdesk import app
app.run(Path(sys.argv[1]), language="zh", theme="light")
"""

HEAVY = {
    "PySide6.QtNetwork",
    "PySide6.QtTest",
    "alembic",
    "asyncio",
    "calamine",
    "docx",
    "jinja2",
    "lxml",
    "nacl",
    "numpy",
    "pandas",
    "platformdirs",
    "pypinyin",
    "pyqtgraph",
    "python_calamine",
    "rapidfuzz",
    "sqlalchemy",
    "typst",
    "xlsxwriter",
}

# Of our own: what belongs to figures, reports, imports and pages that are not seen yet.
LATER = {
    "csmdesk.importers",
    "csmdesk.metrics",
    "csmdesk.reports",
    "csmdesk.services.account_detail",
    "csmdesk.services.figures",
    "csmdesk.services.search",
    "csmdesk.services.todos",
    "csmdesk.storage.migrations",
    "csmdesk.storage.schema",
    "csmdesk.ui.panes.accounts.detail",
    "csmdesk.ui.panes.review",
    "csmdesk.ui.panes.today.side",
    "csmdesk.ui.shell.day_picker",
    "csmdesk.ui.shell.due",
    "csmdesk.ui.shell.finder",
    "csmdesk.ui.shell.keys_sheet",
    "csmdesk.ui.shell.palette",
    "csmdesk.ui.shell.period_menu",
    "csmdesk.ui.shell.unlock",
    "csmdesk.ui.shell.welcome",
    "csmdesk.ui.shell.window_actions",
    "csmdesk.ui.widgets.evidence",
    "csmdesk.ui.widgets.toast",
}


@pytest.fixture(scope="module", params=["today", "accounts"])
def first_paint(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, object]:
    """What was loaded when the window was first seen, with each of these panes in front."""
    import json

    from PySide6.QtCore import QSettings

    from csmdesk.app.memory import Memory
    from tests.books import make_book

    home = tmp_path_factory.mktemp("start")
    make_book(home / "book", 40).close()
    kept = QSettings(str(home / "csmdesk/window.ini"), QSettings.Format.IniFormat)
    Memory(kept).keep_state(home / "book", {"pane": request.param})
    kept.sync()
    environment = {
        **os.environ,
        "XDG_CONFIG_HOME": str(home),
        "PYTHONPATH": str(REPOSITORY / "src"),
        "PYTHONPYCACHEPREFIX": str(home / "compiled"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    found: dict[str, object] = {}
    for _ in range(2):  # the first run writes the compiled modules
        done = subprocess.run(
            [sys.executable, "-c", CODE, str(home / "book")],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=environment,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        found = json.loads(done.stdout.splitlines()[-1])
    return found


def loaded(first_paint: dict[str, object], names: set[str]) -> list[str]:
    modules = first_paint["modules"]
    assert isinstance(modules, list)
    return [m for m in modules if any(m == name or m.startswith(f"{name}.") for name in names)]


def test_nothing_heavy_is_imported_before_the_first_paint(first_paint: dict[str, object]) -> None:
    assert not loaded(first_paint, HEAVY)


def test_nothing_of_ours_is_imported_before_it_is_needed(first_paint: dict[str, object]) -> None:
    assert not loaded(first_paint, LATER)
    # 87: the frame of the window, and the list with its columns, groups, selection and editing in small
    # modules, all of which the first paint goes through. What they cost is seen in ``tests.bench start``.
    assert len(loaded(first_paint, {"csmdesk"})) <= 87


def test_no_source_is_read_and_the_collector_is_off(first_paint: dict[str, object]) -> None:
    read = first_paint["read"]
    assert isinstance(read, list)
    # PySide would read the source of each module, if it were let.
    ours = str(REPOSITORY / "src")
    assert not [file for file in read if str(file).startswith(ours)]
    assert first_paint["collecting"] is False
