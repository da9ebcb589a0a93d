"""What nobody caught: exceptions, warnings of Qt and deaths of the process are written down and told.

Installing costs next to nothing; the files are opened once the window has been seen.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

if TYPE_CHECKING:
    from csmdesk.app.logs import LogFile

_log = logging.getLogger(__name__)

_KEPT = 5
"""Reports of crashes that are kept."""
_CLASS = re.compile(r"Q\w+::~?\w+")
_LEVELS = {
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Crashes(QObject):
    """Catches what nobody caught, from ``install`` to ``end``.

    ``caught`` brings an exception that nobody caught, from whatever thread; the program goes on.
    """

    caught = Signal(object)  # BaseException

    def __init__(self) -> None:
        super().__init__()
        self._log: LogFile | None = None
        self._report: IO[str] | None = None
        self._telling = False
        self._hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)

    def install(self) -> None:
        """Take over the hooks."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread
        sys.unraisablehook = self._on_unraisable
        qInstallMessageHandler(_on_qt)

    def begin(self) -> Path | None:
        """Open the log and the report of a crash to come; the report of the last crash, if it is a new one.

        May be called from any thread; reads and writes files.
        """
        from csmdesk import paths
        from csmdesk.app import logs

        self._log = logs.begin()
        folder = paths.log_folder()
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            found = _gather(folder)
            self._watch(folder / f"running-{os.getpid()}.txt")
            return found
        return None

    def _watch(self, place: Path) -> None:
        import faulthandler

        # Kept open: when the process dies there is no time to open it. It holds positions in the code only.
        self._report = place.open("w", encoding="utf-8")
        faulthandler.enable(self._report)

    def end(self) -> None:
        """Give the hooks back and close the files; an empty report goes."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._hooks
        qInstallMessageHandler(None)
        if self._report is not None:
            import faulthandler

            faulthandler.disable()
            place = Path(self._report.name)
            self._report.close()
            self._report = None
            with contextlib.suppress(OSError):
                if not place.stat().st_size:
                    place.unlink()
        if self._log is not None:
            from csmdesk.app import logs

            logs.end(self._log)
            self._log = None

    # --- hooks ----------------------------------------------------------------------------------------------

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if not isinstance(error, Exception):
            sys.__excepthook__(kind, error, trace)
            return
        self._write(error)

    def _on_thread(self, told: threading.ExceptHookArgs) -> None:
        if isinstance(told.exc_value, Exception):
            self._write(told.exc_value)

    def _on_unraisable(self, told: sys.UnraisableHookArgs) -> None:
        # In a destructor or a callback of C: nothing for the user to see or do.
        if isinstance(told.exc_value, Exception):
            _log.error("an exception had nowhere to go", exc_info=told.exc_value)

    def _write(self, error: Exception) -> None:
        if self._log is None:
            from csmdesk.app.logs import write_bug

            write_bug(error)
        else:
            _log.error("nobody caught an exception", exc_info=error)
        if os.environ.get("CSMDESK_DEBUG"):
            sys.__excepthook__(type(error), error, error.__traceback__)
        # Whoever shows it may be what is broken.
        if not self._telling:
            self._telling = True
            try:
                self.caught.emit(error)
            finally:
                self._telling = False


def _on_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Log a warning of Qt by its category and the class that it begins with: the rest may name a file."""
    level = _LEVELS.get(kind)
    if level is None:
        return
    from csmdesk.app.logs import Code

    who = _CLASS.match(message)
    _log.log(level, "Qt warns: %s %s", Code(context.category or "default"), Code(who.group() if who else "…"))
    if os.environ.get("CSMDESK_DEBUG") and sys.stderr is not None:
        sys.stderr.write(f"{message}\n")


def _gather(folder: Path) -> Path | None:
    """Put aside the reports of processes that have died; the newest one that says something."""
    found = None
    for report in sorted(folder.glob("running-*.txt"), key=lambda p: p.stat().st_mtime):
        number = report.stem.partition("-")[2]
        if not number.isdecimal() or _alive(int(number)):
            continue
        # Windows refuses both for a file that a living process holds open.
        with contextlib.suppress(OSError):
            if report.stat().st_size:
                found = report.replace(folder / f"crash-{int(report.stat().st_mtime)}-{number}.txt")
            else:
                report.unlink()
    for old in sorted(folder.glob("crash-*.txt"), key=lambda p: p.stat().st_mtime)[:-_KEPT]:
        with contextlib.suppress(OSError):
            old.unlink()
    return found


def _alive(number: int) -> bool:
    if number == os.getpid():
        return False
    if sys.platform == "win32":
        # There ``os.kill`` does kill.
        return False
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
