"""币种与汇率: the book's currency, the fiscal year, and what other currencies are worth by period."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.services.settings_rules import Area
from csmdesk.ui.panes.settings.page import SettingsPage
from csmdesk.ui.panes.settings.rules_page import RuleRow, rule_rows
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.plain_table import Problem, cell, heads
from csmdesk.ui.widgets.section import Line
from csmdesk.ui.widgets.value_field import ValueField

if TYPE_CHECKING:
    from csmdesk.services.settings import Settings, SettingsState
    from csmdesk.services.settings_rates import RateLine
    from csmdesk.ui.panes.settings.work import SettingsWork

_PERIOD, _CODE, _RATE = 120, 88, 120


class RateRow(QWidget):
    """One rate: it can be typed anew or removed."""

    def __init__(self, theme: Theme, line: RateLine, settings: Settings, work: SettingsWork) -> None:
        super().__init__()
        self._line = line
        self._settings = settings
        self._work = work
        name = f"{line.period} {line.currency}"
        self.field = ValueField(theme, self.tr("{name} 汇率").format(name=name), width=_RATE)
        self._home = Label(theme, role="t3")
        self.cross = Button(theme, kind="flat", icon="x")
        self.cross.setAccessibleName(self.tr("删除 {name} 汇率").format(name=name))
        self.cross.setToolTip(self.tr("删除"))
        self.problem = Problem(theme)
        period = cell(theme, line.period, _PERIOD)
        code = cell(theme, f"1 {line.currency} =", _CODE)
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        for widget in (period, code, self.field, self._home):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.cross)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.problem)
        column.addWidget(Line(theme))
        self.field.committed.connect(self._commit)
        self.field.typing.connect(self._clear)
        self.cross.clicked.connect(self._remove)

    def show_home(self, home: str) -> None:
        """Show the book's currency behind the rate."""
        self._home.setText(home)

    def show_line(self, line: RateLine, home: str, *, writable: bool) -> None:
        """Show what is kept; ``home`` is the book's currency."""
        self.field.show_value(line.typed)
        self.field.edit.setReadOnly(not writable)
        if not self.field.invalid:
            self._clear()
        self.show_home(home)
        self.cross.setEnabled(writable)

    def _commit(self, typed: str) -> None:
        change = partial(self._settings.rates.set, self._line.period, self._line.currency, typed)
        self._work.change(self, change, self._refuse)

    def _refuse(self, sentence: str) -> None:
        self.field.set_invalid(True)
        self.problem.say(sentence)

    def _clear(self) -> None:
        self.problem.say("")

    def _remove(self) -> None:
        change = partial(self._settings.rates.remove, self._line.period, self._line.currency)
        self._work.change(self, change, self._refuse)


class MoneyPage(SettingsPage):
    """The two rules of the area, then the rates, and what has none though contracts are in it."""

    def __init__(self, theme: Theme, settings: Settings, work: SettingsWork) -> None:
        super().__init__(theme)
        self._settings = settings
        self._work = work
        self._period = ""
        self._as_of: date | None = None
        self._home = ""
        self._state: SettingsState | None = None
        self.rules: dict[str, RuleRow] = {}
        self.rows: dict[tuple[str, str], RateRow] = {}
        for area, rows in rule_rows(theme, [Area.MONEY], settings, work):
            self.add_group(area.text.to(work.language))
            for row in rows:
                self.add_row(row)
                self.rules[row.key] = row
        self.rules["home_currency"].field.set_hint(self.tr("自动"))
        self.add_group(self.tr("汇率"))
        self.column.addWidget(self._head())
        self.column.addWidget(Line(theme, "line2"))
        place = QWidget()
        self._list = QVBoxLayout(place)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self.column.addWidget(place)
        self._add_line()
        self._missing = self.add_note("")

    def _head(self) -> QWidget:
        columns = (
            (self.tr("期间"), _PERIOD, "left"),
            (self.tr("币种"), _CODE, "left"),
            (self.tr("折合本位币"), _RATE, "right"),
            ("", 0, "left"),
        )
        return heads(self.theme, columns)

    def _add_line(self) -> None:
        theme = self.theme
        self.period = ValueField(theme, self.tr("新汇率的期间"), width=_PERIOD, right=False, hint="2024H1")
        self.code = ValueField(theme, self.tr("新汇率的币种"), width=_CODE, right=False, hint="USD")
        self.rate = ValueField(theme, self.tr("新汇率"), width=_RATE, hint="7.12")
        self.add = Button(theme, self.tr("添加"), icon="plus")
        self.problem = Problem(theme)
        row = QHBoxLayout()
        row.setContentsMargins(0, 12, 0, 2)
        row.setSpacing(12)
        for field in (self.period, self.code, self.rate):
            row.addWidget(field)
            field.edit.entered.connect(self._add)
            field.typing.connect(self._clear)
        row.addWidget(self.add)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addWidget(self.problem)
        self.add.clicked.connect(self._add)

    # --- what it shows --------------------------------------------------------------------------------------

    def show_state(self, state: SettingsState) -> None:
        self._state = state
        for key, row in self.rules.items():
            row.show_value(state.value(key), own=key in state.own, writable=state.writable)
        keys = [(line.period, line.currency) for line in state.rates]
        if keys != list(self.rows):
            self._make_rows(state.rates)
        for line in state.rates:
            self.rows[line.period, line.currency].show_line(line, self._home, writable=state.writable)
        for widget in (self.period, self.code, self.rate, self.add):
            widget.setEnabled(state.writable)
        self._read_home()

    def _make_rows(self, lines: tuple[RateLine, ...]) -> None:
        for old in self.rows.values():
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = {}
        before: QWidget = self.rules["fiscal_start_month"].reset
        for line in lines:
            row = RateRow(self.theme, line, self._settings, self._work)
            self._list.addWidget(row)
            self.rows[line.period, line.currency] = row
            for stop in (row.field.edit, row.cross):
                QWidget.setTabOrder(before, stop)
                before = stop
        QWidget.setTabOrder(before, self.period.edit)

    def set_period(self, period: str, as_of: date | None) -> None:
        self._period, self._as_of = period, as_of
        self.period.set_hint(period)
        self._read_home()

    def come_in(self) -> None:
        self._read_home()

    def _read_home(self) -> None:
        """The currency that sums are in: counted only while the section is seen."""
        if self._period and self.isVisible():
            home = partial(self._settings.home, self._period, self._as_of)
            self._work.read(self, home, self._show_home, slot="home")

    def _show_home(self, home: str) -> None:
        self._home = home
        hint = self.tr("自动：{currency}").format(currency=home)
        self.rules["home_currency"].field.set_hint(hint)
        for row in self.rows.values():
            row.show_home(home)
        self._say_missing()

    def _say_missing(self) -> None:
        """Currencies of contracts that the shown period has no rate for."""
        state = self._state
        if state is None or not self._home:
            return
        have = {line.currency for line in state.rates if line.period == self._period}
        missing = {c: n for c, n in state.currencies.items() if c != self._home and c not in have}
        if not missing:
            self._missing.setText(
                self.tr("半年、季度、月份各用自己期间的汇率，写作 2024H1、2024Q2、2024-05。")
            )
            return
        listed = self.tr("，").join(
            self.tr("{currency} %n 份合同", "", count).format(currency=code)
            for code, count in sorted(missing.items())
        )
        words = self.tr("{period} 没有这些币种的汇率，它们不计入合计：{listed}。")
        self._missing.setText(words.format(period=self._period, listed=listed))

    # --- adding ---------------------------------------------------------------------------------------------

    def _add(self) -> None:
        if not self.code.text.strip() and not self.rate.text.strip():
            self.code.edit.setFocus()
            return
        period = self.period.text.strip() or self._period
        change = partial(self._settings.rates.add, period, self.code.text, self.rate.text)
        self._work.change(self, change, self._refuse, self._added)

    def _added(self) -> None:
        for field in (self.period, self.code, self.rate):
            field.clear()

    def _refuse(self, sentence: str) -> None:
        self.problem.say(sentence)

    def _clear(self) -> None:
        self.problem.say("")
