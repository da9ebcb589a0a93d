"""One writer a book: an operating system lock on a file, which a killed process lets go by itself."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import sys
import weakref
from pathlib import Path

from csmdesk.domain.text import Text
from csmdesk.storage.problems import Held, failed

NAME = "lock"

if sys.platform == "win32":
    import msvcrt

    # Far behind the file's content: Windows locks are mandatory, and others must be able to read the holder.
    _FAR = 1 << 30

    def _take(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _free(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

    def _host() -> str:
        return os.environ.get("COMPUTERNAME", "")

else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _free(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)

    def _host() -> str:
        # Not by ``socket``: to load that takes an eightieth of a start.
        return os.uname().nodename


class Lock:
    """The lock of one book's folder, held from ``__init__`` to ``release``.

    Raises Held, naming the holder, when another process (or another book object) has it. The file's content
    changes only with ``sign``, so that an opening that is refused afterwards leaves it as it was.
    """

    def __init__(self, folder: Path) -> None:
        path = folder / NAME
        try:
            self._handle: int | None = os.open(
                path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600
            )
        except OSError as error:
            raise failed(Text("无法锁定客户书", "The book cannot be locked"), error) from error
        try:
            taken = _take(self._handle)
        except OSError as error:
            # Some network drives know no locks.
            os.close(self._handle)
            raise failed(Text("无法锁定客户书", "The book cannot be locked"), error) from error
        if not taken:
            os.close(self._handle)
            raise Held(_held(folder))
        _held_here.add(self)

    def sign(self) -> None:
        """Write into the file who holds the lock: host, process id and since when (UTC)."""
        who = {
            "host": _host(),
            "pid": os.getpid(),
            "since": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        }
        self._write(json.dumps(who, ensure_ascii=False).encode())

    def release(self) -> None:
        """Let the lock go; a second call does nothing."""
        handle, self._handle = self._handle, None
        if handle is None:
            return
        _held_here.discard(self)
        with contextlib.suppress(OSError):
            _free(handle)
        os.close(handle)

    def forget(self) -> None:
        """In a forked child: close the child's copy, so that the lock ends with the parent."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _write(self, content: bytes) -> None:
        assert self._handle is not None
        os.lseek(self._handle, 0, os.SEEK_SET)
        # The old content may be longer: overwrite first, cut after, so that it is never empty.
        os.write(self._handle, content)
        os.ftruncate(self._handle, len(content))


_held_here: weakref.WeakSet[Lock] = weakref.WeakSet()


def _forget_all() -> None:
    for lock in list(_held_here):
        lock.forget()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_all)


def _held(folder: Path) -> Text:
    try:
        who = json.loads((folder / NAME).read_text("utf-8"))
        host, pid = str(who["host"]), int(who["pid"])
        since = f"{datetime.datetime.fromisoformat(who['since']).astimezone():%Y-%m-%d %H:%M}"
    except (OSError, ValueError, KeyError, TypeError):
        return Text(
            "客户书“{folder}”正被另一个 csmdesk 使用。", "Book “{folder}” is in use by another csmdesk."
        ).format(folder=folder)
    return Text(
        "客户书“{folder}”正被 {host} 上的另一个 csmdesk（进程 {pid}，自 {since} 起）使用，请先关闭它。",
        "Book “{folder}” is in use by another csmdesk on {host} (process {pid}, since {since}). "
        "Close it first.",
    ).format(folder=folder, host=host, pid=pid, since=since)
