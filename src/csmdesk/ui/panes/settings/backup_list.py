"""The list of backups: when, how large, whether it is whole, and by which keys it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtGui import QPainter

from csmdesk.ui.models.item_list import ItemList, RowDelegate
from csmdesk.ui.models.review_items import ItemModel
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.file_words import local, size_words
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from csmdesk.services.keeping import Backup

translate = QCoreApplication.translate

_TIME, _BYTES, _STATE = 152, 88, 112
_GAP = 12


class BackupLine(NamedTuple):
    """A backup as the list shows it; ``locked`` says that the book has a passphrase now."""

    path: Path
    time: str
    size: str
    whole: bool
    current: bool
    locked: bool
    place: str

    @property
    def state(self) -> str:
        """Whether it is whole, in a word."""
        return translate("SettingsBackups", "完好") if self.whole else translate("SettingsBackups", "已损坏")

    @property
    def keys(self) -> str:
        """By which keys it opens."""
        if self.current and self.locked:
            return translate("SettingsBackups", "用现在的口令或恢复密钥打开")
        if self.current:
            return translate("SettingsBackups", "不用口令就能打开")
        return translate("SettingsBackups", "用当时的口令或恢复密钥打开")


def backup_lines(backups: Sequence[Backup], folder: Path, *, locked: bool) -> list[BackupLine]:
    """The backups of the book at ``folder`` in words; times by this computer's clock."""
    lines = []
    for made in backups:
        inside = made.path.is_relative_to(folder)
        lines.append(
            BackupLine(
                made.path,
                local(made.at),
                size_words(made.bytes),
                made.verified,
                made.opens_with_current_keys,
                locked,
                "" if inside else str(made.path.parent),
            )
        )
    return lines


def read_out(line: BackupLine) -> str:
    """What a screen reader says for a backup, and its tooltip."""
    return "，".join(part for part in (line.time, line.size, line.state, line.keys, str(line.path)) if part)


def backup_model() -> ItemModel[BackupLine]:
    """An empty model of backups."""
    return ItemModel(lambda line: str(line.path), read_out)


class BackupDelegate(RowDelegate):
    """Shape and word for its state, time, size and keys in columns; a second line where it lies elsewhere."""

    height = 48

    def __init__(self, theme: Theme, view: ItemList) -> None:
        super().__init__(theme, view)

    def draw(self, painter: QPainter, box: QRect, item: BackupLine, row: int) -> None:
        left, top, line = box.left() + 10, box.top() + 5, 20
        shape = "green" if item.whole and item.current else "yellow" if item.whole else "red"
        draw_shape(painter, self.theme, shape, left, top + (line - SIZE) / 2)
        left += SIZE + 8
        self.text(painter, QRect(left, top, _TIME, line), item.time, bold=True)
        self.text(painter, QRect(left + _TIME, top, _BYTES, line), item.size, "t2", right=True)
        state = QRect(left + _TIME + _BYTES + 2 * _GAP, top, _STATE, line)
        self.text(painter, state, item.state, "t1" if item.whole else "redt")
        below = "，".join(part for part in (item.keys, item.place) if part)
        under = QRect(left, top + line, box.right() - 10 - left, 16)
        self.text(painter, under, below, "t3" if item.current else "ambert", small=True)
        painter.setPen(self.theme.pen("line"))
        painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())
