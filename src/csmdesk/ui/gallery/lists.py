"""Short painted lists, the timeline, and the two sides of a pane."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from csmdesk.domain.text import Text
from csmdesk.ui.gallery.cells import Cell, Family, Look, Row, in_states, shown
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.rows import RowList
from csmdesk.ui.widgets.split import Split
from csmdesk.ui.widgets.timeline import Moment, Timeline

_WIDTH = 320


class _Module(NamedTuple):
    key: str
    name: str
    depth: str


class _Modules(RowList):
    """A list as a pane makes one: a name, and a figure that opens."""

    separators = True
    spoken = ("name", "depth")

    def draw(self, painter: QPainter, item: _Module, box: QRect) -> None:
        painter.setPen(self.theme.colour("t1"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, item.name)

    def figure_text(self, item: _Module) -> str:
        return item.depth


def _modules(look: Look) -> QWidget:
    made = _Modules(look.theme)
    made.set_items(
        [
            _Module("a", look.say("移动审批", "Mobile approval"), "82%"),
            _Module("b", look.say("智能订货", "Ordering"), "97%"),
            _Module("c", look.say("短信包", "Text messages"), "—"),
        ]
    )
    return made


def _timeline(look: Look) -> QWidget:
    made = Timeline(look.theme)
    say = look.say
    made.set_items(
        [
            Moment(
                "06-30",
                "war",
                say("开作战室，14 天", "War room opened, 14 days"),
                "",
                say("2024年6月", "June 2024"),
                1,
            ),
            Moment(
                "06-20",
                "touch",
                say("拜访", "Visit"),
                say("CIO 换人，7 月再约", "New CIO; again in July"),
                key=2,
            ),
            Moment("06-03", "touch", say("电话", "Call"), key=3),
            Moment(
                "05-31",
                "contract",
                say(
                    "续签 HT00108，提前 113 天，金额与去年相同", "HT00108 renewed 113 days early, same amount"
                ),
                "",
                say("2024年5月", "May 2024"),
                4,
            ),
            Moment("05-01", "ticket", say("工单关闭 短信发送失败 P1", "Ticket closed: texts fail, P1")),
        ]
    )
    return made


def _years(look: Look) -> QWidget:
    made = Timeline(look.theme)
    made.set_items(
        [
            Moment("2024-02-26", "person", look.say("交接自 王敏", "Taken over from Wang Min"), key=1),
            Moment("2023-03-11", "open", look.say("启用", "Went live"), key=2),
        ]
    )
    return made


def _down(widget: QWidget) -> QWidget | None:
    assert isinstance(widget, RowList)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier))
    return None


def _split(look: Look) -> QWidget:
    made = Split(look.theme)
    for zh, en in (("列表", "List"), ("详情", "Detail")):
        made.addWidget(Label(look.theme, f"  {look.say(zh, en)}", role="t3"))
    made.setMinimumHeight(72)
    return made


def family() -> Family:
    """The page of lists."""
    return Family(
        "lists",
        Text("短列表与时间线", "Short lists and the timeline"),
        (
            Row(
                Text("带数字的列表", "List with figures"),
                (
                    *in_states(_modules, "normal", "focus", width=200),
                    Cell(_modules, Text("键盘到第二行", "second row by key"), width=200, act=_down),
                ),
            ),
            Row(
                Text("时间线", "Timeline"),
                (
                    *in_states(_timeline, "normal", "hover", width=_WIDTH),
                    Cell(_timeline, Text("键盘到第二行", "second row by key"), width=_WIDTH, act=_down),
                    Cell(_timeline, Text("窄", "narrow"), width=200),
                    Cell(_years, Text("长日期", "long days"), width=_WIDTH),
                ),
            ),
            Row(
                Text("分栏", "Split"),
                (shown(Text("普通", "normal"), _split, width=240, height=72),),
            ),
        ),
    )
