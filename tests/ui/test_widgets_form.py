"""Forms: values by key, problems beside their field, days in words, choices with a key."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csmdesk.ui.shell.day_picker import DayPicker
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.form import ChoiceField, DayField, Form, FormField, TextArea
from csmdesk.ui.widgets.select import Select

# Of the offscreen platform, which shows windows nowhere.
pytestmark = pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard|propagateSizeHints)", extend=True
)

TODAY = date(2024, 6, 30)
SEGMENTS = [("", "—"), ("high", "高价值"), ("flat", "稳定")]


def read_day(text: str) -> date | None:
    words = {"今天": 0, "昨天": 1}
    if text in words:
        return TODAY - timedelta(days=words[text])
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def today() -> date:
    return TODAY


@pytest.fixture
def form(theme: Theme, qtbot: QtBot) -> Form:
    """A form with a field of each kind, shown."""
    made = Form(theme)
    made.add("name", FormField(theme, "名称"))
    made.add("segment", ChoiceField(theme, "分层", SEGMENTS), half=True)
    made.add("owner", ChoiceField(theme, "负责人", [("w", "王敏")], editable=True), half=True)
    made.add("day", DayField(theme, "交接日", "zh", parse=read_day, today=today))
    made.add("note", TextArea(theme, "备注"))
    qtbot.addWidget(made)
    made.resize(520, 480)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def day_of(form: Form) -> DayField:
    field = form.fields["day"]
    assert isinstance(field, DayField)
    return field


def choice_of(form: Form, key: str) -> ChoiceField:
    field = form.fields[key]
    assert isinstance(field, ChoiceField)
    return field


def test_values_go_in_and_come_out_by_key(form: Form) -> None:
    values = {"name": "岚图", "segment": "high", "owner": "w", "day": "2024-06-20", "note": "两\n行"}
    form.set_values(values)
    assert form.values() == values
    assert list(form.fields) == ["name", "segment", "owner", "day", "note"]


def test_half_fields_share_a_line(form: Form) -> None:
    QApplication.processEvents()
    segment, owner = form.fields["segment"].geometry(), form.fields["owner"].geometry()
    assert segment.top() == owner.top()
    assert segment.right() < owner.left()
    assert form.fields["name"].width() > segment.width() * 2


def test_problems_stand_beside_their_fields_and_the_first_is_focused(form: Form) -> None:
    form.set_problems({"note": "写清原因。", "day": "交接日不能晚于今天。"})
    day = form.fields["day"]
    assert day.problem == "交接日不能晚于今天。"
    assert form.fields["note"].problem == "写清原因。"
    assert form.fields["name"].problem == ""
    assert QApplication.focusWidget() is day.focusProxy()
    input_ = day.focusProxy()
    assert input_ is not None
    assert input_.accessibleName() == "交接日"
    assert input_.accessibleDescription() == "交接日不能晚于今天。"


def test_a_problem_goes_with_the_change_that_mends_it(form: Form) -> None:
    form.set_problems({"name": "写上名称。", "segment": "选一个。"})
    name = form.fields["name"]
    assert isinstance(name, FormField)
    QTest.keyClicks(name.edit, "a")
    assert name.problem == ""
    assert form.fields["segment"].problem == "选一个。"
    choice_of(form, "segment").set_value("high")
    assert form.fields["segment"].problem == ""
    form.set_problems({"name": "写上名称。"})
    form.clear_problems()
    assert name.problem == ""


def test_every_change_of_a_field_is_the_forms(form: Form) -> None:
    told: list[dict[str, str]] = []
    form.changed.connect(lambda: told.append(form.values()))
    form.set_values({"name": "岚图", "segment": "flat", "note": "短"})
    assert len(told) == 3
    assert told[-1]["segment"] == "flat"


def test_a_day_is_understood_while_it_is_typed(form: Form) -> None:
    day = day_of(form)
    day.set_value("昨天")
    assert day.day == date(2024, 6, 29)
    assert day.value == "2024-06-29"
    assert day.note == "2024-06-29", "what was understood is shown"
    day.set_value("2024-06-20")
    assert day.note == ""
    day.set_value("")
    assert day.value == ""
    assert day.check(), "no day at all is nothing to complain about"


def test_a_day_that_is_not_understood_is_said_when_the_field_is_left(form: Form) -> None:
    day = day_of(form)
    day.edit.setFocus()
    day.set_value("下辈子")
    assert day.problem == ""
    form.fields["note"].setFocus()
    assert day.problem != ""
    assert day.value == "下辈子"
    day.set_value("昨天")
    assert day.problem == ""


def test_the_calendar_opens_by_key_and_fills_the_field(form: Form) -> None:
    day = day_of(form)
    day.edit.setFocus()
    QTest.keyClick(day.edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = day.popup
    assert popup is not None
    assert popup.isVisible()
    assert popup.calendar.selectedDate() == QDate(2024, 6, 30), "an empty field begins today"
    popup.calendar.activated.emit(QDate(2024, 6, 18))
    assert not popup.isVisible()
    assert day.day == date(2024, 6, 18)
    assert day.edit.hasFocus()
    day.button.click()
    assert popup.calendar.selectedDate() == QDate(2024, 6, 18)
    popup.close()


def test_the_as_of_calendar_offers_the_end_of_the_period(theme: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    picker = DayPicker(theme, "zh", window)
    picker.open_below(window, TODAY)
    with qtbot.waitSignal(picker.chosen, timeout=0) as told:
        picker.calendar.clicked.emit(QDate(2024, 5, 1))
    assert told.args == [date(2024, 5, 1)]


@pytest.mark.parametrize(("typed", "value"), [("王敏", "w"), ("  王敏 ", "w"), ("李雷", "李雷"), ("", "")])
def test_an_editable_choice_gives_the_key_or_the_words(form: Form, typed: str, value: str) -> None:
    owner = choice_of(form, "owner")
    line = owner.select.line
    assert line is not None
    line.setText(typed)
    assert owner.value == value


def test_other_choices_keep_the_value_where_they_can(form: Form) -> None:
    segment, owner = choice_of(form, "segment"), choice_of(form, "owner")
    segment.set_value("flat")
    segment.set_choices([("high", "高价值"), ("flat", "稳定的")])
    assert (segment.value, segment.select.currentText()) == ("flat", "稳定的")
    segment.set_choices([("high", "高价值")])
    assert segment.value == "high"
    owner.set_value("李雷")
    owner.set_choices([("z", "张强")])
    assert owner.value == "李雷"


def test_a_combo_box_opens_by_enter_and_is_not_turned_by_the_wheel(theme: Theme, qtbot: QtBot) -> None:
    select = Select(theme, SEGMENTS)
    qtbot.addWidget(select)
    select.show()
    with qtbot.waitActive(select):
        select.activateWindow()
    select.setFocus(Qt.FocusReason.TabFocusReason)
    told: list[str] = []
    select.picked.connect(lambda: told.append(select.value))
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(select, wheel)
    assert select.value == ""
    QTest.keyClick(select, Qt.Key.Key_Return)
    assert select.view().isVisible()
    QTest.keyClick(select.view(), Qt.Key.Key_Down)
    QTest.keyClick(select.view(), Qt.Key.Key_Return)
    assert not select.view().isVisible()
    assert told == ["high"]


def test_the_text_of_an_editable_combo_box_keeps_its_place(theme: Theme, qtbot: QtBot) -> None:
    select = Select(theme, [("a", "甲"), ("b", "乙")], editable=True, tall=True)
    qtbot.addWidget(select)
    select.resize(240, select.sizeHint().height())
    select.show()
    assert select.line is not None
    place = select.line.geometry()
    assert place.left() > 8
    select.set_value("b")
    assert select.line.geometry() == place
    select.set_choices([("c", "丙"), ("b", "乙")])
    assert select.line.geometry() == place
    select.setFocus()
    QTest.keyClick(select, Qt.Key.Key_Up)
    assert select.value == "c"
    assert select.line.geometry() == place


def test_letters_lead_to_a_choice_by_its_words_its_spelling_and_its_initials(
    qtbot: QtBot, theme: Theme
) -> None:
    select = Select(theme)
    choices = [("accounts", "客户"), ("contracts", "合同"), ("receipts", "回款"), ("usage", "功能使用")]
    searched = {"accounts": "kehu kh", "contracts": "hetong ht", "receipts": "huikuan hk"}
    select.set_choices(choices, searched=searched)
    picked: list[str] = []
    select.picked.connect(lambda: picked.append(select.value))
    qtbot.addWidget(select)
    select.show()
    select.setFocus()
    QTest.keyClicks(select, "h")
    view = select.view()
    assert view.isVisible()
    assert view.currentIndex().data() == "合同"
    QTest.keyClicks(view, "k")
    assert view.currentIndex().data() == "回款"
    # Nothing is chosen before Enter, and Escape leaves it as it was.
    assert (picked, select.value) == ([], "accounts")
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert (picked, select.value) == (["receipts"], "receipts")
    select.hidePopup()
