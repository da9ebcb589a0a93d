"""What is chosen from: combo boxes, check boxes, segmented controls, tabs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from csmdesk.domain.text import Text
from csmdesk.ui.gallery.cells import Cell, Family, Look, Make, Row, control, field, in_states, shown
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.check import Check
from csmdesk.ui.widgets.form import ChoiceField
from csmdesk.ui.widgets.segmented import Segmented
from csmdesk.ui.widgets.select import Select
from csmdesk.ui.widgets.tabs import Tab, Tabs

_WIDTH = 240


def _segments(look: Look) -> list[tuple[str, str]]:
    words = [("高价值", "High value"), ("潜力", "Growth"), ("稳定", "Stable"), ("流失风险", "At risk")]
    return [(en, look.say(zh, en)) for zh, en in words]


def _select(look: Look) -> QWidget:
    return Select(look.theme, _segments(look))


def _long(look: Look) -> QWidget:
    words = look.say(
        "华东区大客户成功中心第二组欧阳静怡", "Customer success centre, East China, second squad"
    )
    return Select(look.theme, [("a", words)])


def _choice(*, editable: bool, value: str = "Stable") -> Make:
    def make(look: Look) -> QWidget:
        made = ChoiceField(look.theme, look.say("分层", "Segment"), _segments(look), editable=editable)
        made.set_value(value)
        return made

    return make


def _choice_problem(look: Look) -> QWidget:
    made = ChoiceField(look.theme, look.say("阶段", "Stage"), [("", "—")])
    made.set_problem(look.say("选一个阶段。", "Choose a stage."))
    return made


def _open(widget: QWidget) -> QWidget | None:
    select = widget if isinstance(widget, Select) else widget.findChild(Select)
    assert isinstance(select, Select)
    select.showPopup()
    return select.view().window()


def _type(widget: QWidget) -> QWidget | None:
    select = widget.findChild(Select)
    assert isinstance(select, Select)
    line, completion = select.line, select.completion
    assert line is not None
    assert completion is not None
    line.setFocus()
    line.selectAll()
    line.insert(select.itemText(0)[:1])
    completion.offer()
    return completion.popup()


def _check(state: Qt.CheckState) -> Make:
    def make(look: Look) -> QWidget:
        made = Check(look.theme, look.say("我已经存好恢复密钥", "I have kept the recovery key"))
        made.setTristate(state == Qt.CheckState.PartiallyChecked)
        made.setCheckState(state)
        return made

    return make


def _segmented(look: Look) -> QWidget:
    words = [("年", "Year"), ("月", "Month"), ("列表", "List")]
    return Segmented(look.theme, [(en, look.say(zh, en)) for zh, en in words], look.say("视图", "View"))


def _tabs(look: Look) -> Tabs:
    tabs = Tabs(look.theme, look.say("客户", "Account"))
    tabs.set_tabs(
        [
            Tab("overview", look.say("概览", "Overview")),
            Tab("contracts", look.say("合同", "Contracts"), 6),
            Tab("usage", look.say("使用", "Usage"), 6),
            Tab("tickets", look.say("工单", "Tickets"), 3, "red"),
            Tab("contacts", look.say("联系人", "Contacts"), 3),
            Tab("touches", look.say("触达", "Touches"), 13),
            Tab("timeline", look.say("时间线", "Timeline")),
        ]
    )
    return tabs


def _tabs_at(key: str) -> Make:
    def make(look: Look) -> QWidget:
        tabs = _tabs(look)
        tabs.set_current(key)
        return tabs

    return make


def _head_tabs(look: Look) -> QWidget:
    tabs = Tabs(look.theme, look.say("右栏", "Side"), height=56, inset=24)
    tabs.set_tabs(
        [
            Tab("evidence", look.say("依据", "Evidence")),
            Tab("rivals", look.say("口径", "Definitions"), 2),
            Tab("versions", look.say("版本", "Versions"), 3),
        ]
    )
    cross = Button(look.theme, kind="flat", icon="x")
    cross.setAccessibleName(look.say("关闭", "Close"))
    tabs.add(cross)
    return tabs


def family() -> Family:
    """The page of choices."""
    editable = _choice(editable=True)
    return Family(
        "choices",
        Text("选择", "Choices"),
        (
            Row(Text("下拉", "Combo box"), (*control(_select), shown(Text("长", "long"), _long, width=180))),
            Row(
                Text("表单里的下拉", "In a form"),
                (
                    *in_states(_choice(editable=False), "normal", "hover", "focus", "disabled", width=_WIDTH),
                    shown(Text("有问题", "invalid"), _choice_problem, width=_WIDTH),
                    shown(Text("打开", "open"), _choice(editable=False), width=_WIDTH, act=_open),
                ),
            ),
            Row(
                Text("可输入的下拉", "Editable"),
                (
                    *field(editable, _WIDTH),
                    shown(
                        Text("自己的词", "a word of one's own"),
                        _choice(editable=True, value="VIP"),
                        width=_WIDTH,
                    ),
                    shown(Text("补全", "completion"), editable, width=_WIDTH, act=_type),
                    shown(Text("打开", "open"), editable, width=_WIDTH, act=_open),
                ),
            ),
            Row(Text("勾选框", "Check box"), control(_check(Qt.CheckState.Unchecked))),
            Row(Text("已勾选", "Checked"), control(_check(Qt.CheckState.Checked))),
            Row(
                Text("部分勾选", "Partly checked"),
                in_states(_check(Qt.CheckState.PartiallyChecked), "normal", "focus", "disabled"),
            ),
            Row(Text("分段", "Segmented"), in_states(_segmented, "normal", "hover", "focus", "disabled")),
            Row(
                Text("标签", "Tabs"),
                (
                    *in_states(_tabs, "normal", "focus", width=620),
                    shown(Text("窄", "narrow"), _tabs_at("overview"), width=300),
                    shown(Text("窄，中间", "narrow, in the middle"), _tabs_at("tickets"), width=300),
                    shown(Text("窄，最后", "narrow, at the end"), _tabs_at("timeline"), width=300),
                    shown(Text("面板顶上", "over a panel"), _head_tabs, width=382),
                    Cell(_tabs_at("tickets"), Text("悬停", "hover"), "hover", 620),
                ),
            ),
        ),
    )
