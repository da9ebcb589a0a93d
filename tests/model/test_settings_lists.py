"""The lists of the settings under Qt's model tester: sections and backups, through every kind of change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from csmdesk.services.keeping import Backup
from csmdesk.ui.models.review_items import ITEM, ItemModel
from csmdesk.ui.models.table import ACCESSIBLE
from csmdesk.ui.panes.settings.backup_list import BackupLine, backup_lines, backup_model

FOLDER = Path("/书/华东大客户")


def made(number: int, *, whole: bool = True, current: bool = True, folder: Path = FOLDER) -> Backup:
    at = datetime(2024, 6, number, 8, 12, tzinfo=UTC)
    return Backup(folder / "backups" / str(number), at, whole, 1_500_000 * number, current)


@pytest.fixture
def model(qapp: QApplication) -> Iterator[ItemModel[BackupLine]]:
    """An empty list of backups; a warning of the tester fails the test through pytest-qt."""
    found = backup_model()
    tester = QAbstractItemModelTester(found, QAbstractItemModelTester.FailureReportingMode.Warning)
    yield found
    tester.deleteLater()


def test_backups_come_change_and_go(model: ItemModel[BackupLine]) -> None:
    first = [made(2), made(1)]
    model.set_items(backup_lines(first, FOLDER, locked=True))
    assert model.rowCount() == 2
    model.set_items(backup_lines([made(3), *first], FOLDER, locked=True))
    assert [model.index(row, 0).data(ITEM).path.name for row in range(3)] == ["3", "2", "1"]
    model.set_items(
        backup_lines([made(3), made(2, current=False), made(1, whole=False)], FOLDER, locked=True)
    )
    assert model.row_of(str(FOLDER / "backups" / "2")) == 1
    model.set_items(backup_lines([made(3)], FOLDER, locked=True))
    assert model.rowCount() == 1
    model.set_items(())
    assert model.rowCount() == 0


def test_a_backup_says_how_it_opens_and_whether_it_is_whole(model: ItemModel[BackupLine]) -> None:
    elsewhere = made(1, current=False, folder=Path("/u盘"))
    model.set_items(backup_lines([made(3), made(2, whole=False), elsewhere], FOLDER, locked=True))
    words = [model.index(row, 0).data(ACCESSIBLE) for row in range(3)]
    assert "1.5 MB" in words[2]
    assert "完好，用现在的口令或恢复密钥打开" in words[0]
    assert "已损坏" in words[1]
    assert "用当时的口令或恢复密钥打开" in words[2]
    assert [line.place for line in model.items] == ["", "", str(Path("/u盘/backups"))]
    model.set_items(backup_lines([made(3)], FOLDER, locked=False))
    assert "不用口令就能打开" in model.index(0, 0).data(ACCESSIBLE)
