"""Chips, the bar that folds them, and what they open."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from csmdesk.domain.text import Text
from csmdesk.ui.gallery.cells import Family, Look, Make, Row, control, shown
from csmdesk.ui.widgets.chip import Choice, FilterBar, FilterChip
from csmdesk.ui.widgets.menu import Menu


def _segment(look: Look) -> FilterChip:
    chip = FilterChip(look.theme, look.say("分层", "Segment"))
    words = [
        ("高价值", "High value", 8),
        ("潜力", "Growth", 6),
        ("稳定", "Stable", 19),
        ("流失风险", "At risk", 2),
    ]
    chip.set_choices([Choice(en, look.say(zh, en), count) for zh, en, count in words])
    return chip


def _health(look: Look) -> FilterChip:
    chip = FilterChip(look.theme, look.say("健康", "Health"), multi=False)
    words = [("红", "Red", 3), ("黄", "Yellow", 19), ("绿", "Green", 13)]
    chip.set_choices([Choice(en, look.say(zh, en), count) for zh, en, count in words])
    return chip


def _with(*keys: str) -> Make:
    def make(look: Look) -> QWidget:
        chip = _segment(look)
        chip.set_chosen(keys)
        return chip

    return make


def _long(look: Look) -> QWidget:
    chip = FilterChip(look.theme, look.say("负责人", "Owner"))
    name = look.say("华东区大客户成功中心第二组欧阳静怡", "Customer success centre, East China, second squad")
    chip.set_choices([Choice("a", name)])
    chip.set_chosen(["a"])
    return chip


def _many(look: Look) -> QWidget:
    chip = FilterChip(look.theme, look.say("行业", "Industry"))
    chip.set_choices([Choice(str(n), look.say(f"行业 {n}", f"Industry {n}"), 40 - n) for n in range(1, 31)])
    return chip


def _bar(look: Look) -> QWidget:
    chips = [
        _segment(look),
        _health(look),
        FilterChip(look.theme, look.say("决策日", "Decision date")),
        FilterChip(look.theme, look.say("未触达", "Untouched")),
    ]
    chips[0].set_chosen(["High value", "Growth"])
    chips[3].set_chosen(["30"])
    return FilterBar(look.theme, chips)


def _open(widget: QWidget) -> QWidget | None:
    assert isinstance(widget, FilterChip)
    widget.open_choices()
    return widget.popup


def _open_more(widget: QWidget) -> QWidget | None:
    assert isinstance(widget, FilterBar)
    widget.more.click()
    return widget.findChild(Menu)


def family() -> Family:
    """The page of chips."""
    return Family(
        "chips",
        Text("筛选条", "Filter chips"),
        (
            Row(Text("没有选择", "Nothing chosen"), control(_segment)),
            Row(Text("选了一个", "One chosen"), control(_with("High value"))),
            Row(Text("选了几个", "Several chosen"), control(_with("High value", "Stable"))),
            Row(
                Text("打开", "Open"),
                (
                    shown(Text("可多选", "several"), _with("High value"), act=_open),
                    shown(Text("只选一个", "one only"), _health, act=_open),
                    shown(Text("很多", "many"), _many, act=_open),
                    shown(Text("长", "long"), _long),
                ),
            ),
            Row(
                Text("一排", "Bar"),
                (
                    shown(Text("放得下", "they fit"), _bar, width=520),
                    shown(Text("放不下", "they do not fit"), _bar, width=240),
                    shown(Text("更窄", "narrower"), _bar, width=90),
                    shown(Text("“更多”打开", "“more”, open"), _bar, width=240, act=_open_more),
                ),
            ),
        ),
    )
