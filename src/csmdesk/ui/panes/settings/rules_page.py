"""规则: every number of the rules by the area of the work that it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from csmdesk.services.settings_rules import RULES, Area, Rule, Unit
from csmdesk.ui.panes.settings.page import SettingsPage
from csmdesk.ui.panes.settings.rows import SettingRow
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.value_field import ValueField

if TYPE_CHECKING:
    from csmdesk.services.settings import Settings, SettingsState
    from csmdesk.services.settings_values import Value
    from csmdesk.ui.panes.settings.work import SettingsWork

SHOWN_ELSEWHERE = frozenset({Area.SEGMENTS, Area.MONEY})
"""Areas whose numbers stand with the segments and the rates."""

_FIELD, _UNIT, _RESET = 96, 48, 30


class RuleRow(SettingRow):
    """One number: its field, its unit, and a button that brings its default back while it differs."""

    def __init__(self, theme: Theme, rule: Rule, settings: Settings, work: SettingsWork) -> None:
        language = work.language
        self._rule = rule
        self._settings = settings
        self._work = work
        self.field = ValueField(theme, rule.name.to(language), width=_FIELD)
        self._reset = Button(theme, kind="flat", icon="restore")
        unit = Label(theme, rule.unit.text.to(language), role="t3")
        unit.setFixedSize(_UNIT, self.field.height())
        super().__init__(theme, rule.name.to(language), rule.about.to(language), self.field, unit)
        place = self._reset.sizePolicy()
        place.setRetainSizeWhenHidden(True)
        self._reset.setSizePolicy(place)
        self._reset.setFixedWidth(_RESET)
        self.controls.addWidget(self._reset, 0, Qt.AlignmentFlag.AlignTop)
        self._reset.hide()
        default = rule.words(rule.default).to(language)
        tip = self.tr("恢复默认：{default}").format(default=default)
        self._reset.setToolTip(tip)
        self._reset.setAccessibleName(f"{self.name}，{tip}")
        self.field.committed.connect(self._commit)
        self.field.typing.connect(self._clear)
        self._reset.clicked.connect(self._go_back)

    @property
    def key(self) -> str:
        """The field of ``Rules`` that the row sets."""
        return self._rule.key

    @property
    def reset(self) -> Button:
        """The button that brings the default back."""
        return self._reset

    def show_value(self, value: Value, *, own: bool, writable: bool) -> None:
        """Show what is kept; ``own`` says that it is not the default."""
        self.field.edit.setReadOnly(not writable)
        self.field.show_value(self._rule.typed(value))
        if not self.field.invalid:
            self._clear()
        if self._reset.hasFocus() and not own:
            self.field.setFocus()
        self._reset.setVisible(own and writable)

    def _commit(self, typed: str) -> None:
        self._work.change(self, partial(self._settings.set_rule, self._rule.key, typed), self._refuse)

    def _go_back(self) -> None:
        self._work.change(self, partial(self._settings.reset_rule, self._rule.key), self._refuse)

    def _refuse(self, sentence: str) -> None:
        self.field.set_invalid(True)
        self.field.edit.setAccessibleDescription(sentence)
        self.problem.say(sentence)

    def _clear(self) -> None:
        self.field.edit.setAccessibleDescription("")
        self.problem.say("")


def rule_rows(
    theme: Theme, areas: Sequence[Area], settings: Settings, work: SettingsWork
) -> list[tuple[Area, list[RuleRow]]]:
    """A row for each number of the ``areas``, area by area."""
    found = []
    for area in areas:
        rules = [r for r in RULES.values() if r.area is area and r.unit is not Unit.BY_SEGMENT]
        found.append((area, [RuleRow(theme, rule, settings, work) for rule in rules]))
    return found


class RulesPage(SettingsPage):
    """The areas that have no section of their own."""

    def __init__(self, theme: Theme, settings: Settings, work: SettingsWork) -> None:
        super().__init__(theme)
        self._settings = settings
        self._work = work
        self.rows: dict[str, RuleRow] = {}
        self._resets: dict[Area, Button] = {}
        areas = [area for area in Area if area not in SHOWN_ELSEWHERE]
        for area, rows in rule_rows(theme, areas, settings, work):
            head = self.add_group(area.text.to(work.language))
            button = self._resets[area] = Button(theme, self.tr("全部恢复默认"), kind="link", small=True)
            button.setProperty("area", area.value)
            button.clicked.connect(self._reset_area)
            button.hide()
            head.add(button)
            for row in rows:
                self.add_row(row)
                self.rows[row.key] = row

    def show_state(self, state: SettingsState) -> None:
        for key, row in self.rows.items():
            row.show_value(state.value(key), own=key in state.own, writable=state.writable)
        for area, button in self._resets.items():
            own = sum(RULES[key].area is area for key in state.own)
            button.setVisible(own > 1 and state.writable)

    def _reset_area(self) -> None:
        area = self.sender().property("area")
        keys = frozenset(key for key, rule in RULES.items() if rule.area == area)
        self._work.change(self, partial(self._settings.reset_rules, keys), self._refuse)

    def _refuse(self, sentence: str) -> None:
        self._work.said.emit(sentence, False)
