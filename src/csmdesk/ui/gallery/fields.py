"""Fields: to filter with, of a form, to choose a day; while an input method composes, and with a problem."""

from __future__ import annotations

from datetime import date

from PySide6.QtGui import QInputMethodEvent, QTextCharFormat
from PySide6.QtWidgets import QApplication, QWidget

from csmdesk.domain.text import Text
from csmdesk.ui.gallery.cells import Cell, Family, Look, Make, Row, field, shown
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.check_field import CheckField
from csmdesk.ui.widgets.field import FilterField
from csmdesk.ui.widgets.form import DayField, FormField, TextArea
from csmdesk.ui.widgets.frame import FieldFrame
from csmdesk.ui.widgets.line_edit import LineEdit
from csmdesk.ui.widgets.plain_table import Problem
from csmdesk.ui.widgets.recovery_key import RecoveryKeyBlock
from csmdesk.ui.widgets.secret_form import SecretForm
from csmdesk.ui.widgets.text_area import TextEdit
from csmdesk.ui.widgets.value_field import ValueField

_WIDTH = 240
_DAY = date(2024, 6, 29)
_EMPTY, _LONG, _INVALID = Text("空", "empty"), Text("长", "long"), Text("有问题", "invalid")


def _filter(text: str = "") -> Make:
    def make(look: Look) -> QWidget:
        words = look.say("名称、拼音、首字母、编号", "Name, pinyin, initials, id")
        made = FilterField(look.theme, words, "/")
        made.set_text(text)
        return made

    return make


def _value(zh: str, en: str = "") -> Make:
    def make(look: Look) -> QWidget:
        made = ValueField(look.theme, look.say("权重", "Weight"), width=96, hint=look.say("默认", "default"))
        made.show_value(look.say(zh, en or zh))
        return made

    return make


def _refuse_value(widget: QWidget) -> QWidget | None:
    assert isinstance(widget, ValueField)
    widget.set_invalid(True)
    return None


def _problem(look: Look) -> QWidget:
    made = Problem(look.theme)
    made.say(look.say("权重是 0 到 1000 的数。", "A weight is a number from 0 to 1,000."))
    return made


def _name(look: Look) -> FormField:
    made = FormField(look.theme, look.say("名称", "Name"))
    made.set_text(look.say("岚图家居", "Lantu Home"))
    return made


def _empty(look: Look) -> QWidget:
    made = FormField(look.theme, look.say("城市", "City"))
    made.edit.setPlaceholderText(look.say("例如 宁波", "such as Ningbo"))
    made.set_note(look.say("选填", "optional"))
    return made


def _long(look: Look) -> QWidget:
    made = FormField(look.theme, look.say("名称", "Name"))
    made.set_text(
        look.say("宁波岚图家居用品（集团）股份有限公司", "Ningbo Lantu Home Furnishing Group, Limited")
    )
    return made


def _taken(look: Look) -> QWidget:
    made = _name(look)
    made.set_problem(
        look.say("已经有一个叫“岚图家居”的客户。", "There is an account called “Lantu Home” already.")
    )
    return made


def _secret(look: Look) -> QWidget:
    made = FormField(look.theme, look.say("口令", "Passphrase"), secret=True)
    made.set_text("csmdesk 2024")
    eye = Button(look.theme, kind="flat", icon="eye")
    eye.setAccessibleName(look.say("显示口令", "Show the passphrase"))
    made.add(eye)
    return made


def _parse(text: str) -> date | None:
    return _DAY if text in {"昨天", "yesterday", _DAY.isoformat()} else None


def _day(zh: str, en: str) -> Make:
    def make(look: Look) -> QWidget:
        made = DayField(look.theme, look.say("交接日", "Handed over"), look.language, parse=_parse)
        made.set_value(look.say(zh, en))
        return made

    return make


def _check_day(widget: QWidget) -> QWidget | None:
    assert isinstance(widget, DayField)
    widget.check()
    return None


def _open_day(widget: QWidget) -> QWidget | None:
    assert isinstance(widget, DayField)
    widget.open_calendar()
    return widget.popup


def _area(zh: str, en: str) -> Make:
    def make(look: Look) -> QWidget:
        made = TextArea(look.theme, look.say("备注", "Note"))
        made.set_text(look.say(zh, en))
        return made

    return make


def _area_problem(look: Look) -> QWidget:
    made = _area("短", "short")(look)
    assert isinstance(made, TextArea)
    made.set_problem(look.say("写清原因，至少 4 个字。", "Say why, in four characters at least."))
    return made


def _check(value: str) -> Make:
    def make(look: Look) -> QWidget:
        made = CheckField(look.theme, look.say("级别", "Level"), look.say("高管（CXO 级）", "Executive"))
        made.set_value(value)
        return made

    return make


def _secret_form(look: Look) -> QWidget:
    return SecretForm(look.theme)


def _recovery_key(look: Look) -> QWidget:
    return RecoveryKeyBlock(look.theme, "K7QF-2MXW-9HTD-R4PA-VB6N-E3YJ-8CZS-5GLU")


def _bare(look: Look) -> QWidget:
    return FieldFrame(look.theme, LineEdit(look.theme, look.say("单元格", "A cell")), 28)


def _bare_area(look: Look) -> QWidget:
    made = TextEdit(look.theme)
    made.setPlainText(look.say("没有框的多行文字", "Several lines without a frame"))
    made.setFixedHeight(40)
    return made


def _compose(widget: QWidget) -> QWidget | None:
    edit = widget.findChild(LineEdit)
    assert isinstance(edit, LineEdit)
    edit.setFocus()
    edit.end(False)
    # As an input method shows what is not text yet.
    line = QTextCharFormat()
    line.setFontUnderline(True)
    letters = "ning'bo"
    drawn = QInputMethodEvent.Attribute(QInputMethodEvent.AttributeType.TextFormat, 0, len(letters), line)
    QApplication.sendEvent(edit, QInputMethodEvent(letters, [drawn]))
    return None


def _select_all(widget: QWidget) -> QWidget | None:
    edit = widget.findChild(LineEdit)
    assert isinstance(edit, LineEdit)
    edit.setFocus()
    edit.selectAll()
    return None


def family() -> Family:
    """The page of fields."""
    sentence = ("聊了续约，CIO 换人，7 月再约。", "Talked about the renewal; the CIO is leaving.")
    return Family(
        "fields",
        Text("输入框", "Fields"),
        (
            Row(
                Text("筛选", "Filter"),
                (
                    *field(_filter(), _WIDTH),
                    shown(Text("有字", "with text"), _filter("lt"), width=_WIDTH),
                    shown(Text("正在组字", "composing"), _filter("lt"), width=_WIDTH, act=_compose),
                ),
            ),
            Row(
                Text("一行", "One line"),
                (
                    *field(_name, _WIDTH),
                    shown(_EMPTY, _empty, width=_WIDTH),
                    shown(_LONG, _long, width=_WIDTH),
                    shown(_INVALID, _taken, width=_WIDTH),
                    Cell(_taken, Text("有问题，焦点", "invalid, focus"), "focus", _WIDTH),
                    shown(Text("正在组字", "composing"), _name, width=_WIDTH, act=_compose),
                    shown(Text("选中文字", "text selected"), _name, width=_WIDTH, act=_select_all),
                    shown(Text("口令", "passphrase"), _secret, width=_WIDTH),
                ),
            ),
            Row(
                Text("日期", "Day"),
                (
                    *field(_day("2024-06-29", "2024-06-29"), _WIDTH),
                    shown(Text("自然的说法", "natural words"), _day("昨天", "yesterday"), width=_WIDTH),
                    shown(_INVALID, _day("下辈子", "some day"), width=_WIDTH, act=_check_day),
                    shown(_EMPTY, _day("", ""), width=_WIDTH),
                    shown(Text("日历", "calendar"), _day("昨天", "yesterday"), width=_WIDTH, act=_open_day),
                ),
            ),
            Row(
                Text("一个值", "One value"),
                (
                    *field(_value("12.5"), 96),
                    shown(_EMPTY, _value(""), width=96),
                    shown(_INVALID, _value("很多", "many"), width=96, act=_refuse_value),
                    shown(Text("说明问题", "the problem in words"), _problem, width=_WIDTH),
                ),
            ),
            Row(
                Text("多行", "Several lines"),
                (
                    *field(_area(*sentence), _WIDTH),
                    shown(_EMPTY, _area("", ""), width=_WIDTH),
                    shown(_LONG, _area(sentence[0] * 8, sentence[1] * 6), width=_WIDTH),
                    shown(_INVALID, _area_problem, width=_WIDTH),
                ),
            ),
            Row(
                Text("是或否", "Yes or no"),
                (
                    *field(_check(""), _WIDTH),
                    shown(Text("选中", "checked"), _check("1"), width=_WIDTH),
                ),
            ),
            Row(
                Text("口令与恢复密钥", "Passphrase and recovery key"),
                (
                    shown(Text("打开", "to open"), _secret_form, width=360),
                    shown(Text("恢复密钥", "recovery key"), _recovery_key, width=480),
                ),
            ),
            Row(
                Text("部件", "Parts"),
                (
                    *field(_bare, _WIDTH),
                    shown(Text("无框多行", "lines without a frame"), _bare_area, width=_WIDTH),
                ),
            ),
        ),
    )
