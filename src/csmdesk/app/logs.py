"""The log: what went wrong and where in the code, without a word of the customers' data.

A line holds the time, the module, a fixed sentence of ours and positions in the code. Whatever was filled in,
an exception's message, SQL and its parameters, paths of files: all of that may name a customer and stays out.
A sentence is ours when it is a constant of the function that logs it; anything else is replaced.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from csmdesk import __version__, paths

if TYPE_CHECKING:
    from logging.handlers import RotatingFileHandler
    from types import FrameType

NAME = "csmdesk.log"
_BYTES = 1_000_000
_FILES = 5
"""The log that is written and those before it."""
_FRAMES = 40
_CHAIN = 8
_OURS = "csmdesk"
_ROOTS = (_OURS, "tests", "site-packages", "dist-packages", "lib")


def log_file() -> Path:
    """Where the log is; it may not exist yet."""
    return paths.log_folder() / NAME


class Code(str):
    """A word of the program, as a class or a category, that may stand in the log as it is."""

    __slots__ = ()


class Discreet(logging.Formatter):
    """Formats a record without its values."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, logger, sentence and position; below them the exceptions with their positions."""
        where = f"{short(record.pathname)}:{record.lineno}"
        moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        line = f"{moment} {record.levelname} {record.name} {_sentence(record)} [{where}]"
        error = record.exc_info[1] if record.exc_info else None
        return "\n".join([line, *(f"  {part}" for part in lines_of(error))]) if error else line


def _sentence(record: logging.LogRecord) -> str:
    """The record's sentence with the kinds of its values; "…" when it is not one of ours."""
    message = record.msg
    if not record.name.startswith(_OURS) or not isinstance(message, str):
        return "…"
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        code = frame.f_code
        if code.co_filename == record.pathname and code.co_name == record.funcName:
            break
        frame = frame.f_back
    if frame is None or message not in frame.f_code.co_consts:
        return "…"
    values = record.args if isinstance(record.args, tuple) else ()
    kinds = tuple(str(v) if isinstance(v, Code) else f"<{type(v).__qualname__}>" for v in values)
    try:
        return message % kinds
    except (TypeError, ValueError):
        # A place for a number does not take the word for its kind.
        return f"{message} {kinds}"


def short(file: str) -> str:
    """A source file's path from the package on: the folders before it are the user's own."""
    parts = Path(file).parts
    for root in _ROOTS:
        if root in parts[:-1]:
            at = len(parts) - 1 - parts[::-1].index(root)
            return "/".join(parts[at if root in _ROOTS[:2] else at + 1 :])
    return parts[-1] if parts else "?"


def kind_of(error: BaseException) -> str:
    """The kind of an exception with what is a code of the system or of SQLite, never its message."""
    kind = type(error).__qualname__
    code = getattr(getattr(error, "orig", None) or error, "sqlite_errorname", "")
    if isinstance(error, OSError) and error.errno is not None:
        code = errno.errorcode.get(error.errno, "")
    return f"{kind} {code}" if isinstance(code, str) and code.isidentifier() else kind


def lines_of(error: BaseException) -> Iterator[str]:
    """An exception, and those that led to it, as kinds and positions in the code: the newest first."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen and len(seen) < _CHAIN:
        yield kind_of(current) if not seen else f"from {kind_of(current)}"
        seen.add(id(current))
        frames = [*traceback.walk_tb(current.__traceback__)][-_FRAMES:]
        for frame, line in frames:
            code = frame.f_code
            yield f"  {short(code.co_filename)}:{line} {code.co_name}"
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)


class LogFile(logging.Handler):
    """Writes to the log file, which is opened with the first record: most runs of csmdesk have none.

    What handles rotation takes longer to load than a book takes to open. A log that cannot be written is no
    reason to stop.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.setFormatter(Discreet())
        self._file: RotatingFileHandler | None = None
        self._failed = False

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        file = self._opened()
        if file is not None:
            file.emit(record)

    def _opened(self) -> RotatingFileHandler | None:
        if self._file is None and not self._failed:
            from logging.handlers import RotatingFileHandler

            class Quiet(RotatingFileHandler):
                """A disk that is full is no reason to print the record, with all its values, instead."""

                def handleError(self, record: logging.LogRecord) -> None:
                    """Leave the record out."""

            try:
                place = log_file()
                place.parent.mkdir(parents=True, exist_ok=True)
                self._file = Quiet(place, maxBytes=_BYTES, backupCount=_FILES - 1, encoding="utf-8")
            except OSError:
                self._failed = True
                return None
            self._file.setFormatter(self.formatter)
        return self._file

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.close()
            self._file = None
        super().close()


def begin() -> LogFile:
    """Send what is logged, from warnings on, to the log file as well; ``end`` takes it back."""
    handler = LogFile()
    logging.getLogger().addHandler(handler)
    return handler


def end(handler: LogFile) -> None:
    """Stop writing to the log file."""
    logging.getLogger().removeHandler(handler)
    handler.close()


def write_bug(error: BaseException) -> Path:
    """Write down where a bug of ours happened; returns the log file, whether or not it could be written."""
    handler = LogFile()
    try:
        told = (type(error), error, error.__traceback__)
        words = "csmdesk %s has a bug, on Python %s, %s"
        values = (Code(__version__), Code(platform()), Code(sys.platform))
        record = logging.LogRecord(_OURS, logging.ERROR, __file__, 0, words, values, told, "write_bug")
        handler.emit(record)
    finally:
        handler.close()
    return log_file()


def platform() -> str:
    """The version of Python: 3.11.9."""
    return ".".join(str(part) for part in sys.version_info[:3])
