"""One window a book: a second start of the same book brings the window that has it to the front.

The window that has a book for writing listens on a local socket (a named pipe on Windows) that only the same
user can open. Its name is made of the book's folder, so that two books can be open in two windows.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

_HERE = b"here\n"
_ASKED = 500
"""Bytes at most of a request: the desktop's token that allows a window to come to the front."""
_MILLISECONDS = 2_000


def name_of(folder: Path) -> str:
    """The name of the socket for the book at ``folder``."""
    return "csmdesk-" + hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:24]


def hand_over(folder: Path) -> bool:
    """Ask the window that has the book at ``folder`` to come to the front; False when none answers."""
    socket = QLocalSocket()
    socket.connectToServer(name_of(folder))
    if not socket.waitForConnected(_MILLISECONDS):
        return False
    token = os.environ.get("XDG_ACTIVATION_TOKEN") or os.environ.get("DESKTOP_STARTUP_ID") or ""
    socket.write(token.encode()[: _ASKED - 1] + b"\n")
    answered = b""
    while b"\n" not in answered and socket.waitForReadyRead(_MILLISECONDS):
        answered += socket.readAll().data()
    socket.disconnectFromServer()
    return answered == _HERE


class Doorbell(QObject):
    """Listens for further starts of the book at ``folder`` and brings ``window`` to the front."""

    def __init__(self, folder: Path, window: QWidget) -> None:
        super().__init__(window)
        self.folder = folder
        self._window = window
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        # What a killed window left; nobody else listens, as this window holds the book's lock.
        QLocalServer.removeServer(name_of(folder))
        self._server.newConnection.connect(self._rung)
        self._server.listen(name_of(folder))

    def _rung(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._answer)
            socket.disconnected.connect(socket.deleteLater)

    def _answer(self) -> None:
        socket = self.sender()
        if not isinstance(socket, QLocalSocket):
            return
        if not socket.canReadLine() and socket.bytesAvailable() <= _ASKED:
            return
        token = bytes(socket.readLine(_ASKED).data()).decode(errors="replace").strip()
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token
        bring_up(self._window)
        socket.write(_HERE)
        socket.flush()

    def close(self) -> None:
        """Listen no longer."""
        self._server.close()


def bring_up(window: QWidget) -> None:
    """Show ``window`` in front of the others, as far as the desktop allows it."""
    if window.isMinimized():
        window.showNormal()
    window.show()
    window.raise_()
    window.activateWindow()
