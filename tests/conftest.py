"""What every test lives in: no screen, a home of its own, no network, and nothing left over afterwards.

After each test these fail it, by name: threads still running, top-level windows still alive, a connection
tried to another machine, a warning logged that the test did not ask for with ``caplog``. Qt's own warnings
fail through pytest-qt and Python's through ``filterwarnings`` (both in ``pyproject.toml``).
"""

from __future__ import annotations

import gc
import ipaddress
import logging
import os
import shutil
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Generator, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

if TYPE_CHECKING:
    from PySide6.QtCore import QThread, QThreadPool
    from PySide6.QtWidgets import QWidget

REPOSITORY = Path(__file__).parent.parent

# How long a thread that is already ending may take; far above what ending costs.
ENDING_SECONDS = 2.0

# Random cases are the same in every run of `make test`, so that it fails for a change and not for luck;
# `make faults` looks further and remembers what it found.
hypothesis.settings.register_profile(
    "ci", max_examples=50, deadline=None, derandomize=True, database=None, print_blob=True
)
hypothesis.settings.register_profile("long", max_examples=2_000, deadline=None, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

failed_key = pytest.StashKey[bool]()
home_key = pytest.StashKey[Path]()


# --- before anything is imported ----------------------------------------------------------------------------


def pytest_configure(config: pytest.Config) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    home = Path(tempfile.mkdtemp(prefix="csmdesk-tests-"))
    config.stash[home_key] = home
    isolate_home(home)
    sys.addaudithook(refuse_network)


def pytest_sessionfinish() -> None:
    """Without a screen Qt keeps what was copied until the process ends, and dies of it, as Python is gone."""
    if "PySide6.QtGui" in sys.modules:
        from PySide6.QtGui import QGuiApplication

        if QGuiApplication.instance() is not None:
            QGuiApplication.clipboard().clear()


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(config.stash[home_key], ignore_errors=True)


def isolate_home(home: Path) -> None:
    """Point every per-user folder of Linux, macOS and Windows into `home`: no profile is read or written."""
    real_fonts = [Path.home() / ".local/share/fonts", Path.home() / ".fonts"]
    folders = {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": home / "AppData/Roaming",
        "LOCALAPPDATA": home / "AppData/Local",
        "XDG_CACHE_HOME": home / ".cache",
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_DATA_HOME": home / ".local/share",
        "XDG_STATE_HOME": home / ".local/state",
    }
    if os.environ["QT_QPA_PLATFORM"] == "offscreen":
        # On a real screen the socket of the display lies in it.
        folders["XDG_RUNTIME_DIR"] = home / "run"
    for name, folder in folders.items():
        folder.mkdir(parents=True, exist_ok=True)
        # Qt warns of a runtime folder that others can read.
        folder.chmod(0o700)
        os.environ[name] = str(folder)
    # A user without root may have installed the Chinese font just for himself.
    for fonts, place in zip(real_fonts, [home / ".local/share/fonts", home / ".fonts"], strict=True):
        if fonts.is_dir() and sys.platform == "linux":
            place.symlink_to(fonts, target_is_directory=True)


# --- the network is off -------------------------------------------------------------------------------------

connections_tried: list[str] = []


class NetworkUsed(Exception):
    """Something tried to reach another machine."""


def refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    """Audit hook: sees every socket that Python code opens, however deep in a library.

    Raises where it happens, and is remembered as well, because code that can do without a network often
    catches all that goes wrong with it.
    """
    if event in {"socket.connect", "socket.sendto"}:
        address = arguments[1]
        # A path is a socket of this machine.
        host = address[0] if isinstance(address, tuple) else None
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        host = arguments[0]
    else:
        return
    if host is None or is_local(host):
        return
    connections_tried.append(f"{event} {host!r}")
    raise NetworkUsed(f"{event} {host!r}: tests and program work without a network")


def is_local(host: str | bytes) -> bool:
    name = host.decode(errors="replace") if isinstance(host, bytes) else host
    if name in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


# --- nothing is left over -----------------------------------------------------------------------------------


class Records(logging.Handler):
    """Keeps what was logged at warning or above, from any thread."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.levelname} {record.name}: {record.getMessage()}")


class QtWorkers:
    """Remembers the QThreads and pools that were started: Qt itself cannot list them."""

    def __init__(self) -> None:
        self.started: weakref.WeakSet[QThread | QThreadPool] = weakref.WeakSet()
        self.watching = False

    def watch(self) -> None:
        """Wrap the start methods, once, and only if Qt is there: a test without Qt must not load it."""
        if self.watching or "PySide6.QtCore" not in sys.modules:
            return
        from PySide6.QtCore import QThread, QThreadPool

        self.watching = True
        self.wrap(QThread, "start")
        self.wrap(QThreadPool, "start")
        self.wrap(QThreadPool, "tryStart")

    def wrap(self, owner: type, name: str) -> None:
        original: Callable[..., Any] = getattr(owner, name)
        started = self.started

        def start(this: Any, *arguments: Any, **options: Any) -> Any:
            started.add(this)
            return original(this, *arguments, **options)

        setattr(owner, name, start)

    def running(self) -> list[str]:
        if not self.watching:
            return []
        import shiboken6
        from PySide6.QtCore import QThread, QThreadPool

        # Qt keeps the global pool, while Python's view of it may have come and gone.
        workers = {*self.started, QThreadPool.globalInstance()}
        running = []
        for worker in workers:
            if not shiboken6.isValid(worker):
                continue
            busy = worker.isRunning() if isinstance(worker, QThread) else worker.activeThreadCount() > 0
            if busy:
                running.append(f"{type(worker).__name__} {worker.objectName()!r}")
        return running


qt_workers = QtWorkers()


def top_level_widgets() -> list[QWidget]:
    """The windows that are alive, shown or not, without what Qt keeps for itself."""
    if "PySide6.QtWidgets" not in sys.modules:
        return []
    from PySide6.QtWidgets import QApplication

    if QApplication.instance() is None:
        return []
    # The label of tool tips belongs to Qt and hides after a while by itself.
    return [w for w in QApplication.topLevelWidgets() if w.metaObject().className() != "QTipLabel"]


def address_of(widget: QWidget) -> int:
    """Where Qt keeps the widget: Python's own object for it may be made anew each time it is asked for."""
    import shiboken6

    return int(shiboken6.getCppPointer(widget)[0])


def delete_what_is_due() -> None:
    """Carry out deleteLater(), which otherwise waits for an event loop that a test no longer runs."""
    if top_level_widgets():
        from PySide6.QtCore import QCoreApplication, QEvent

        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def python_threads(before: Iterable[threading.Thread]) -> list[threading.Thread]:
    known = set(before)
    # A dummy stands for a thread that Python did not start, such as one of Qt's (see QtWorkers).
    return [
        t
        for t in threading.enumerate()
        if t not in known and t.is_alive() and not isinstance(t, threading._DummyThread)
    ]


def wait_until_none(remaining: Callable[[], list[Any]]) -> list[Any]:
    """What is still there when what is ending has had the time to end."""
    deadline = time.monotonic() + ENDING_SECONDS
    pause = threading.Event()
    while (left := remaining()) and time.monotonic() < deadline:
        pause.wait(0.01)
    return left


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed:
        item.stash[failed_key] = True
    return report


@pytest.fixture(autouse=True)
def nothing_left_over(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail the test that leaves a thread, a window, an unexpected warning, or tried the network.

    Set up before the test's other fixtures and torn down after them. A test that already failed is left
    alone: its traceback keeps its windows alive.
    """
    connections_tried.clear()
    qt_workers.watch()
    records = Records()
    logging.getLogger().addHandler(records)
    threads = threading.enumerate()
    windows = {address_of(w) for w in top_level_widgets()}
    yield
    logging.getLogger().removeHandler(records)
    if request.node.stash.get(failed_key, False):
        return

    def new_windows() -> list[QWidget]:
        return [w for w in top_level_widgets() if address_of(w) not in windows]

    delete_what_is_due()
    if new_windows():
        # Only now, as it is slow: a window in a ring of references is not kept by anybody.
        gc.collect()
        delete_what_is_due()
    left = [f"window still alive: {w.metaObject().className()} {w.objectName()!r}" for w in new_windows()]
    left += [f"thread still running: {t.name}" for t in wait_until_none(lambda: python_threads(threads))]
    left += [f"Qt thread still running: {name}" for name in wait_until_none(qt_workers.running)]
    left += [f"network: {attempt}" for attempt in connections_tried]
    if "caplog" not in request.fixturenames:
        left += [f"logged: {message}" for message in records.messages]
    if left:
        pytest.fail("\n".join(["the test left something behind:", *left]), pytrace=False)


# --- data ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def golden_folder() -> Path:
    """The sample book's files with the answers to its figures (expected.json). Copy before changing any."""
    folder = REPOSITORY / "resources/demo/2024H1"
    assert (folder / "expected.json").is_file(), f"{folder} is part of the repository and is missing"
    return folder


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of larger sample data that may lie beside the repository."""
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        pytest.skip(
            "needs the larger sample data, a folder named 'shared' beside the repository, which is not here"
        )
    return folder


@pytest.fixture(autouse=True)
def needs_screen(request: pytest.FixtureRequest) -> None:
    """Skip a test marked `screen` where Qt draws offscreen; QT_QPA_PLATFORM=xcb (or another) runs them."""
    if request.node.get_closest_marker("screen") and os.environ["QT_QPA_PLATFORM"] == "offscreen":
        pytest.skip("needs a real screen: set QT_QPA_PLATFORM to its platform")
