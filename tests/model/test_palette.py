"""The palette's lines under Qt's model tester, and how the keys move through them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem

from csmdesk.ui.models.palette import HEAD, ROW, PaletteDelegate, PaletteLine, PaletteModel
from csmdesk.ui.models.review_items import ITEM
from csmdesk.ui.models.table import ACCESSIBLE
from csmdesk.ui.theme import Theme

LINES = (
    PaletteLine("客户"),
    PaletteLine("岚图家居", "account:1", "lantujiaju，KH1021", "113.0万", mark="red", title_marks=((0, 2),)),
    PaletteLine("操作"),
    PaletteLine("记触达：岚图家居", "action:touch 1", icon="touch", keys="T", title_marks=((4, 6),)),
    PaletteLine("撤销", "action:undo", icon="undo", keys="Ctrl+Z", why_not="没有可撤销的操作"),
)


@pytest.fixture
def model(qapp: QApplication) -> Iterator[PaletteModel]:
    made = PaletteModel()
    # A warning of the tester fails the test through pytest-qt.
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning)
    made.set_items(LINES)
    yield made
    tester.deleteLater()


def test_lines_are_read_out_whole_and_heads_cannot_be_chosen(model: PaletteModel) -> None:
    assert [model.index(row).data() for row in (0, 1)] == ["客户", "岚图家居  lantujiaju，KH1021  113.0万"]
    assert model.index(4).data(ACCESSIBLE) == "撤销  没有可撤销的操作  Ctrl+Z"
    assert model.index(1).data(ITEM) is LINES[1]
    enabled = [bool(model.flags(model.index(row)) & Qt.ItemFlag.ItemIsEnabled) for row in range(5)]
    assert enabled == [False, True, False, True, True]


def test_lines_come_change_and_go(model: PaletteModel) -> None:
    changed, resets = [], []
    model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    model.modelReset.connect(lambda: resets.append(1))
    # The same lines with other figures: nothing moves.
    model.set_items([LINES[0], PaletteLine("岚图家居", "account:1", right="120.0万"), *LINES[2:]])
    assert (changed, resets) == ([(0, 4)], [])
    assert model.items[1].right == "120.0万"
    model.set_items([*LINES, PaletteLine("重做", "action:redo")])
    model.set_items(LINES[:2])
    model.set_items(())
    assert model.rowCount() == 0
    model.set_items(LINES)
    assert len(resets) == 4


def test_keys_step_from_line_to_line_around_the_ends(model: PaletteModel) -> None:
    assert model.step(-1, 1) == 1
    assert [model.step(row, 1) for row in (1, 3, 4)] == [3, 4, 1]
    assert [model.step(row, -1) for row in (1, 3, 4)] == [4, 1, 3]
    assert [model.step_group(row, 1) for row in (1, 3, 4)] == [3, 1, 1]
    assert model.step_group(4, -1) == 1
    model.set_items(())
    assert model.step(-1, 1) == -1
    assert model.step_group(-1, 1) == -1


@pytest.mark.parametrize("dark", [False, True])
def test_matched_characters_are_drawn_in_the_accent(model: PaletteModel, dark: bool) -> None:
    theme = Theme("dark" if dark else "light")
    delegate = PaletteDelegate(theme)
    image = QImage(640, ROW, QImage.Format.Format_RGB32)

    def colours(row: int, state: QStyle.StateFlag) -> set[str]:
        option = QStyleOptionViewItem()
        option.rect = image.rect()
        option.state = state
        image.fill(theme.colour("surface"))
        painter = QPainter(image)
        delegate.paint(painter, option, model.index(row))
        painter.end()
        return {image.pixelColor(x, y).name() for x in range(640) for y in range(ROW)}

    enabled = QStyle.StateFlag.State_Enabled
    assert theme.name("accent") in colours(1, enabled)
    assert theme.name("red") in colours(1, enabled)
    assert theme.name("sel") in colours(1, enabled | QStyle.StateFlag.State_Selected)
    # What cannot be done now is pale, and no matched character is in the accent.
    assert theme.name("accent") not in colours(4, enabled)
    assert delegate.sizeHint(QStyleOptionViewItem(), model.index(0)).height() == HEAD
    assert delegate.sizeHint(QStyleOptionViewItem(), model.index(1)).height() == ROW
