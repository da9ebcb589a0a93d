"""What is painted asks the theme: text on tinted grounds is readable, a switch reaches every widget."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.ui.gallery.cells import Look
from csmdesk.ui.gallery.families import families
from csmdesk.ui.theme import Mode, Theme
from csmdesk.ui.widgets.badge import Badge
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.progress import ProgressLine
from csmdesk.ui.widgets.ring import TaskRing
from csmdesk.ui.widgets.section import SectionHead
from csmdesk.ui.widgets.sparkline import HIGH, LOW, Sparkline, spark_lines
from csmdesk.ui.widgets.strength import StrengthBar
from tests.ui.test_theme import contrast

# Of the offscreen platform, which shows windows nowhere.
pytestmark = pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard|propagateSizeHints)", extend=True
)

TINTED = [
    ("redt", "redbg"),
    ("ambert", "amberbg"),
    ("greent", "greenbg"),
    ("accent", "sel"),
    ("t2", "inset"),
    ("t1", "accline"),
]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_on_tinted_grounds_is_readable(qapp: QApplication, mode: Mode) -> None:
    look = Theme(mode)
    poor = [pair for pair in TINTED if contrast(look.colour(pair[0]), look.colour(pair[1])) < 4.5]
    assert not poor


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_ring_stands_out_from_every_ground(qapp: QApplication, mode: Mode) -> None:
    look = Theme(mode)
    grounds = ("window", "surface", "sel", "hover", "inset")
    assert all(contrast(look.colour("accent"), look.colour(ground)) >= 3 for ground in grounds)
    assert contrast(look.colour("onacc"), look.colour("accent" if mode == "light" else "accfill")) >= 3


def test_a_switch_of_the_theme_repaints_every_widget(theme: Theme, qtbot: QtBot) -> None:
    fresh = Theme("dark")
    for family in families():
        for row in family.rows:
            cell = row.cells[0]
            window, other = QWidget(), QWidget()
            for each, look in ((window, theme), (other, fresh)):
                qtbot.addWidget(each)
                look.apply()
                made = cell.make(Look(look, "zh"))
                made.setParent(each)
                made.resize(cell.width or made.sizeHint().width(), cell.height or made.sizeHint().height())
                each.setPalette(look.palette(Window="surface"))
                each.resize(made.size())
            theme.apply()
            theme.set_mode("dark")
            window.setPalette(theme.palette(Window="surface"))
            assert window.grab().toImage() == other.grab().toImage(), row.name.zh
            theme.set_mode("light")
            for each in (window, other):
                each.close()
                each.deleteLater()
    fresh.deleteLater()
    gc.collect()


def test_english_quotation_marks_are_narrow(qapp: QApplication) -> None:
    look = Theme("light")
    wide = look.metrics().horizontalAdvance("“”")
    look.set_language("en")
    assert look.metrics().horizontalAdvance("“”") < wide
    look.set_language("zh")
    assert look.metrics().horizontalAdvance("“”") == wide


def test_a_curve_keeps_inside_its_box() -> None:
    lines, end = spark_lines([0, 120, LOW, HIGH, 65], 64, 20, LOW, HIGH)
    assert len(lines) == 4
    assert end is not None
    assert end.x() == 64
    heights = [line.y1() for line in lines] + [end.y()]
    assert (min(heights), max(heights)) == (2, 18)
    assert spark_lines([], 64, 20, LOW, HIGH) == ([], None)
    alone, point = spark_lines([65], 64, 20, LOW, HIGH)
    assert alone == []
    assert point is not None
    assert point.x() == 64


def test_painted_marks_say_what_they_show(theme: Theme, qtbot: QtBot) -> None:
    badge, ring, bar, strength, curve = (
        Badge(theme, "续约中", "amber", "yellow"),
        TaskRing(theme, "accept"),
        ProgressLine(theme, "导入"),
        StrengthBar(theme),
        Sparkline(theme, "半年走势"),
    )
    for widget in (badge, ring, bar, strength, curve):
        qtbot.addWidget(widget)
    bar.set_progress(3, 4)
    strength.set_strength(9, "很强")
    curve.set_values([70, 59.66])
    names = [widget.accessibleName() for widget in (badge, ring, bar, strength, curve)]
    assert names == ["续约中", "待验收", "导入 75%", "很强 5/5", "半年走势 70.0, 59.7"]
    bar.set_progress(0, 0)
    assert (bar.share, bar.accessibleName()) == (None, "导入 进行中")


def test_a_note_too_long_for_its_section_is_elided_and_whole_in_its_tooltip(theme: Theme) -> None:
    short, long = SectionHead(theme, "使用", "覆盖 4/4"), SectionHead(theme, "使用", "覆盖 4/4，" * 40)
    assert long.minimumSizeHint() == short.minimumSizeHint()
    assert "覆盖 4/4，" * 40 in {label.toolTip() for label in long.findChildren(Label)}
