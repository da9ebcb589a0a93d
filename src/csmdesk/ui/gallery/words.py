"""Words and figures: the scale of type, figures that open, key figures, heads of sections, lines."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.domain.text import Text
from csmdesk.ui.gallery.cells import Cell, Family, Look, Make, Row, in_states, shown
from csmdesk.ui.theme import Scale
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.figure_card import FigureCard
from csmdesk.ui.widgets.kept_columns import KeptColumns
from csmdesk.ui.widgets.label import FigureLabel, Label
from csmdesk.ui.widgets.section import Line, SectionHead

_SCALES: tuple[Scale, ...] = ("title", "head", "body", "small")
_ROLES = ("t1", "t2", "t3", "t4", "accent", "redt", "ambert", "greent")


def _label(scale: Scale, *, bold: bool | None = None) -> Make:
    def make(look: Look) -> QWidget:
        return Label(look.theme, look.say("岚图家居 113.0万", "Lantu Home 1.13m"), scale=scale, bold=bold)

    return make


def _role(role: str) -> Make:
    def make(look: Look) -> QWidget:
        return Label(look.theme, look.say("还有 14 天", "in 14 days"), role=role)

    return make


def _paragraph(look: Look) -> QWidget:
    words = look.say(
        "期内到账、款项类型为“续费”的回款之和，按到账日计。",
        "The receipts of the period whose kind is renewal, by the day on which they came in.",
    )
    return Label(look.theme, words, role="t2", wrap=True)


def _elided(look: Look) -> QWidget:
    return Label(
        look.theme,
        look.say("宁波岚图家居用品股份有限公司", "Ningbo Lantu Home Furnishing, Limited"),
        elide=True,
    )


def _figure(text: str, scale: Scale = "body", *, openable: bool = True) -> Make:
    def make(look: Look) -> QWidget:
        made = FigureLabel(look.theme, scale=scale)
        made.set_text(text, openable=openable)
        return made

    return make


def _card(
    label: Text, value: str, note: Text, mark: str = "", *, late: bool = False, openable: bool = True
) -> Make:
    def make(look: Look) -> QWidget:
        made = FigureCard(look.theme)
        words = label.to(look.language), value, note.to(look.language)
        made.set_figure("key", *words, mark, late, openable=openable)
        return made

    return make


_HEALTH = _card(Text("健康度", "Health"), "59.7", Text("红 自去年 12 月", "red since December"), "red")


def _strip(look: Look) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    for make in (
        _card(Text("年化金额", "Annual value"), "113.0万", Text("4 份生效合同", "4 contracts in force")),
        _HEALTH,
        _card(Text("下个决策日", "Next decision"), "07-14", Text("14 天，24.7万", "14 days, 24.7万")),
        _card(Text("最近触达", "Last touch"), "06-20", Text("10 天前", "10 days ago")),
    ):
        row.addWidget(make(look), 1)
    return whole


def _head(large: bool) -> Make:
    def make(look: Look) -> QWidget:
        head = SectionHead(
            look.theme, look.say("合同", "Contracts"), look.say("按决策日", "by decision date"), large=large
        )
        head.add(Button(look.theme, look.say("全部 6", "All 6"), kind="link", small=True))
        return head

    return make


def _kept(look: Look) -> QWidget:
    made = KeptColumns(look.theme)
    made.show_items(
        (
            (look.say("旧系统编号", "Old id"), "A-1021"),
            (look.say("备用说明", "Remarks"), look.say("总部在宁波，合同由上海公司签", "Signed by Shanghai")),
        )
    )
    return made


def _line(role: str) -> Make:
    def make(look: Look) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 8, 0, 8)
        column.addWidget(Line(look.theme, role))
        return whole

    return make


def family() -> Family:
    """The page of words."""
    late = _card(
        Text("下个决策日", "Next decision"), "06-12", Text("已过 18 天", "18 days past"), "red", late=True
    )
    unknown = _card(Text("健康度", "Health"), "—", Text("未评", "unscored"), "unscored", openable=False)
    long = _card(
        Text("最近触达", "Last touch"), "06-20", Text("10 天前，节奏 30 天一次", "10 days ago, every 30 days")
    )
    return Family(
        "words",
        Text("文字与数字", "Words and figures"),
        (
            Row(
                Text("字号", "Type"),
                (
                    *(shown(Text(scale, scale), _label(scale)) for scale in _SCALES),
                    shown(Text("body 粗", "body bold"), _label("body", bold=True)),
                ),
            ),
            Row(Text("颜色", "Role"), tuple(shown(Text(role, role), _role(role)) for role in _ROLES)),
            Row(
                Text("长", "Long"),
                (
                    Cell(_paragraph, Text("换行", "wrapped"), width=240),
                    Cell(_elided, Text("截断", "elided"), width=140),
                ),
            ),
            Row(
                Text("能打开的数字", "Figure that opens"),
                (
                    *in_states(_figure("113.0万"), "normal", "hover", "focus"),
                    *in_states(_figure("94.8%", "head"), "normal", "hover", "focus"),
                    *in_states(_figure("1,746.00万", "title"), "normal", "focus"),
                    shown(Text("不能打开", "opens nothing"), _figure("—", openable=False)),
                ),
            ),
            Row(
                Text("关键数字", "Key figure"),
                (
                    *in_states(_HEALTH, "normal", "focus", width=128),
                    Cell(late, Text("已过", "past"), width=128),
                    Cell(unknown, Text("未知", "unknown"), width=128),
                    Cell(long, Text("长", "long"), width=96),
                    Cell(_strip, Text("四个一排", "four in a row"), width=495),
                ),
            ),
            Row(
                Text("小节", "Section"),
                (
                    Cell(_head(False), Text("普通", "normal"), width=280),
                    Cell(_head(True), Text("大", "large"), width=280),
                    Cell(_kept, Text("名与值", "names and values"), width=280),
                ),
            ),
            Row(
                Text("线", "Line"),
                (
                    Cell(_line("line"), Text("行之间", "between rows"), width=200),
                    Cell(_line("line2"), Text("表头下", "below a head"), width=200),
                ),
            ),
        ),
    )
