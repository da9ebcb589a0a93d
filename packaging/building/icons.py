"""The program's icon in the form of each system, drawn from the one drawing."""

from __future__ import annotations

import os
import struct
from pathlib import Path

PACKAGING = Path(__file__).parents[1]
DRAWING = PACKAGING / "linux" / "csmdesk.svg"
_ICO = (16, 24, 32, 48, 64, 128, 256)
_ICNS = {b"icp4": 16, b"icp5": 32, b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024}


def png(size: int) -> bytes:
    """The icon as PNG, ``size`` pixels wide and high."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    app = QGuiApplication.instance() or QGuiApplication([])
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    buffer.close()
    del app
    return held.data()


def ico(path: Path) -> None:
    """Write the icon for Windows: PNG pictures behind a table of them."""
    pictures = [(size, png(size)) for size in _ICO]
    place = 6 + 16 * len(pictures)
    head = struct.pack("<HHH", 0, 1, len(pictures))
    for size, content in pictures:
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(content), place)
        place += len(content)
    path.write_bytes(head + b"".join(content for _, content in pictures))


def icns(path: Path) -> None:
    """Write the icon for a Mac: PNG pictures, each with its kind and length."""
    parts = []
    for kind, size in _ICNS.items():
        content = png(size)
        parts.append(kind + struct.pack(">I", len(content) + 8) + content)
    whole = b"".join(parts)
    path.write_bytes(b"icns" + struct.pack(">I", len(whole) + 8) + whole)
