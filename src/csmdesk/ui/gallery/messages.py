"""What the window says: the toast, empty states, evidence, sheets."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from csmdesk.domain.text import Text
from csmdesk.services.evidence import EvidenceColumn, EvidenceLine, FigureView
from csmdesk.ui.gallery.cells import Cell, Family, Look, Make, Row
from csmdesk.ui.widgets.empty_state import EmptyState
from csmdesk.ui.widgets.evidence import EvidencePanel, EvidencePopover
from csmdesk.ui.widgets.form import ChoiceField, Form, FormField, TextArea
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.sheet import Sheet
from csmdesk.ui.widgets.toast import Toast

_WIDE = 460


class _Ground(QWidget):
    """A page that something lies over."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        words = look.say("望海渔业  弘毅律所  岚图家居", "Wanghai Fishery, Hongyi Law, Lantu Home")
        Label(look.theme, words, role="t3", parent=self).move(24, 12)


def _toast(text: Text, *, bad: bool = False, undo: bool = False) -> Make:
    def make(look: Look) -> QWidget:
        ground = _Ground(look)
        toast = Toast(look.theme, ground)
        ground.resize(_WIDE, 110)
        action = look.say("撤销", "Undo") if undo else ""
        toast.say(text.to(look.language), bad=bad, action=action, hint="Ctrl Z" if undo else "")
        return ground

    return make


def _place(widget: QWidget) -> QWidget | None:
    toast = widget.findChild(Toast)
    assert isinstance(toast, Toast)
    toast.say(toast.words, bad=toast.bad, action=toast.button.text(), hint="Ctrl Z")
    return None


def _empty(title: Text, sentence: Text, action: Text, hint: str) -> Make:
    def make(look: Look) -> QWidget:
        said, more, button = (part.to(look.language) for part in (title, sentence, action))
        return EmptyState(look.theme, said, more, button, hint, top=24)

    return make


def _view(look: Look) -> FigureView:
    say = look.say
    return FigureView(
        key="renewal",
        name=say("续费到账", "Renewals received"),
        value="1,746.00万",
        as_of=say("截至 2024-06-30", "as of 2024-06-30"),
        exact=say("17,460,000.00 元", "17,460,000.00 yuan"),
        definition=say(
            "期内到账、款项类型为“续费”的回款之和，按到账日", "Receipts of the period whose kind is renewal"
        ),
        lines=(
            EvidenceLine(say("计入", "Counted"), say("74 行", "74 rows"), "1,746.0万", "counted"),
            EvidenceLine(
                say("未计入：到账日不在期内", "Left out: not of the period"),
                say("9 行", "9 rows"),
                "225.1万",
                "left",
            ),
            EvidenceLine(say("节点目标 3,400万 × 48%", "Target 3,400万 × 48%"), "", "1,632.0万", "", "green"),
        ),
        columns=(
            EvidenceColumn(say("回款", "Receipt")),
            EvidenceColumn(say("客户", "Account")),
            EvidenceColumn(say("到账", "Day"), right=True, sorted="↓"),
            EvidenceColumn(say("金额，元", "Amount"), right=True),
        ),
        rows=(
            ("HK00066", say("云岫茶饮", "Yunxiu Tea"), "06-28", "238,000"),
            ("HK00074", say("砺石机械", "Lishi Machines"), "06-28", "307,000"),
            ("HK00069", say("启衡证券", "Qiheng Securities"), "06-27", "182,000"),
        ),
        total_rows=74,
        open_all=say("打开全部 74 行", "Open all 74 rows"),
        rivals=say("其他口径 2", "2 other definitions"),
    )


def _panel(look: Look) -> QWidget:
    panel = EvidencePanel(look.theme)
    panel.set_figure(_view(look))
    return panel


def _unknown(look: Look) -> QWidget:
    panel = EvidencePanel(look.theme)
    panel.set_figure(
        FigureView(
            "nps",
            look.say("客户高管 NPS", "Executive NPS"),
            "—",
            reason=look.say("期内没有收到高管的回复。", "No executive has answered in the period."),
        )
    )
    return panel


def _popover_ground(look: Look) -> QWidget:
    return _Ground(look)


def _open_popover(widget: QWidget) -> QWidget | None:
    assert isinstance(widget, _Ground)
    popover = EvidencePopover(widget.look.theme, widget)
    place = QRect(widget.mapToGlobal(widget.rect().topLeft()), widget.size())
    popover.open_at(place, _view(widget.look))
    return popover


def _sheet(*, danger: bool = False, problems: bool = False, long: bool = False) -> Make:
    def make(look: Look) -> QWidget:
        ground = _Ground(look)
        say = look.say
        title = say("彻底删除一个人", "Erase a person") if danger else say("新建客户", "New account")
        sheet = Sheet(look.theme, ground, title)
        if danger:
            sentence = say(
                "张强会从客户书、修改记录和冻结的自评里删去。这一步不能撤销。",
                "Zhang Qiang leaves the book, its history and frozen reviews. This cannot be undone.",
            )
            sheet.body.addWidget(Label(look.theme, sentence, wrap=True))
            sheet.set_buttons(say("彻底删除", "Erase"), danger=True)
            return ground
        form = Form(look.theme)
        form.add("name", FormField(look.theme, say("名称", "Name")))
        segments = [("stable", say("稳定", "Stable"))]
        form.add("segment", ChoiceField(look.theme, say("分层", "Segment"), segments), half=True)
        form.add("owner", ChoiceField(look.theme, say("负责人", "Owner"), editable=True), half=True)
        for n in range(6 if long else 1):
            form.add(f"note{n}", TextArea(look.theme, say("备注", "Note")))
        sheet.body.addWidget(form)
        sheet.set_buttons(say("建立", "Create"))
        if problems:
            form.set_problems({"name": say("写上客户的名称。", "Give the account a name.")})
        return ground

    return make


def _open_sheet(widget: QWidget) -> QWidget | None:
    sheet = widget.findChild(Sheet)
    assert isinstance(sheet, Sheet)
    sheet.open()
    return None


def family() -> Family:
    """The page of messages."""
    done = Text("记触达：岚图家居", "Touch added: Lantu Home")
    long = Text(
        "导出了 35 个客户到“客户 2024-06-30.xlsx”，其中 2 个没有决策日，列在文件的最后。",
        "35 accounts exported to “Accounts 2024-06-30.xlsx”; two of them have no decision date.",
    )
    refused = Text(
        "已经有一个叫“岚图家居”的客户。换一个名称，或合并这两个客户。",
        "There is an account called “Lantu Home” already. Choose another name, or merge the two.",
    )
    no_hit = Text("没有符合的客户。", "No match.")
    none_yet = Text("还没有客户。", "No accounts yet.")
    return Family(
        "messages",
        Text("消息与面板", "Messages and sheets"),
        (
            Row(
                Text("提示", "Toast"),
                (
                    Cell(_toast(done), Text("好消息", "good news"), width=_WIDE, height=110),
                    Cell(
                        _toast(done, undo=True),
                        Text("可撤销", "with undo"),
                        width=_WIDE,
                        height=110,
                        act=_place,
                    ),
                    Cell(_toast(long), Text("长", "long"), width=_WIDE, height=110),
                    Cell(_toast(refused, bad=True), Text("问题", "a problem"), width=_WIDE, height=110),
                ),
            ),
            Row(
                Text("空", "Empty state"),
                (
                    Cell(
                        _empty(
                            none_yet,
                            Text("拖入客户表，或按 N 新建一个。", "Drop a file, or press N."),
                            Text("新建", "New"),
                            "N",
                        ),
                        Text("没有数据", "no data"),
                        width=_WIDE,
                    ),
                    Cell(
                        _empty(no_hit, Text("", ""), Text("清除筛选", "Clear filter"), "Esc"),
                        Text("筛选没有结果", "no hit"),
                        width=_WIDE,
                    ),
                ),
            ),
            Row(
                Text("依据", "Evidence"),
                (
                    Cell(_panel, Text("面板", "panel"), width=414),
                    Cell(_unknown, Text("没有数", "no figure"), width=300),
                    Cell(_popover_ground, Text("浮层", "popover"), width=200, height=60, act=_open_popover),
                ),
            ),
            Row(
                Text("面板窗", "Sheet"),
                (
                    Cell(_sheet(), Text("表单", "form"), width=640, height=480, act=_open_sheet),
                    Cell(
                        _sheet(problems=True),
                        Text("有问题", "with a problem"),
                        width=640,
                        height=500,
                        act=_open_sheet,
                    ),
                    Cell(
                        _sheet(danger=True),
                        Text("不可撤销", "danger"),
                        width=640,
                        height=260,
                        act=_open_sheet,
                    ),
                    Cell(
                        _sheet(long=True),
                        Text("比窗口高", "higher than the window"),
                        width=640,
                        height=360,
                        act=_open_sheet,
                    ),
                ),
            ),
        ),
    )
