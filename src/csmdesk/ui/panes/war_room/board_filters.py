"""What narrows the board: words, owners, what is overdue; and whether accounts stand together."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csmdesk.ui.panes.accounts.counted_chip import CountedChip
from csmdesk.ui.theme import INSET
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.chip import Choice, FilterBar, FilterChip
from csmdesk.ui.widgets.field import FilterField
from csmdesk.ui.widgets.label import Label

if TYPE_CHECKING:
    from csmdesk.ui.panes.war_room.board import Board
    from csmdesk.ui.theme import Theme

HEIGHT = 44
_FIELD = 220
_ON = "yes"
NOBODY = ""
"""The owner of cards without one."""


class Switch(FilterChip):
    """A chip with one choice: a click sets it, and takes it back."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__(theme, title, multi=False)
        self.set_choices([Choice(_ON, "")])

    @property
    def on(self) -> bool:
        """True while it filters."""
        return bool(self.chosen)

    @property
    def label(self) -> tuple[str, str]:
        # The words of a choice would only repeat the title: what is set is seen by the ground and the cross.
        return ("", self.title) if self.on else (self.title, "")

    @property
    def icon_name(self) -> str:
        return "x" if self.on else "plus"

    def _name_it(self) -> None:
        super()._name_it()
        state = self.tr("已选") if self.on else self.tr("未选")
        self.setAccessibleName(self.tr("{title}：{value}").format(title=self.title, value=state))
        self.setToolTip("")

    def open_choices(self, _checked: bool = False, *, below: QPoint | None = None) -> None:
        self._toggled(_ON, not self.on)


class BoardFilters(QWidget):
    """The line over the board; it filters by itself. ``changed`` is a change by the user.

    ``left`` is Enter, ↓ or Esc in the empty field: the focus is on the board by then.
    """

    changed = Signal()
    left = Signal()

    def __init__(self, theme: Theme, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._accounts: tuple[int, ...] = ()
        self.field = FilterField(theme, self.tr("任务、负责人、客户"), "/")
        self.field.setFixedWidth(_FIELD)
        self.owners = CountedChip(theme, self.tr("负责人"))
        self.overdue = Switch(theme, self.tr("逾期"))
        self.bar = FilterBar(theme, [self.owners, self.overdue])
        self._count = Label(theme, role="t3")
        self.lanes = Button(theme, self.tr("按客户"), icon="accounts", kind="flat")
        self.lanes.setCheckable(True)
        self.lanes.setToolTip(self.tr("同一客户的任务放在一起"))
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET, 0, INSET - 8, 0)
        row.setSpacing(12)
        row.addWidget(self.field)
        row.addWidget(self.bar, 1)
        row.addWidget(self._count)
        row.addWidget(self.lanes)
        self.setFixedHeight(HEIGHT)
        self.field.filtered.connect(self._change)
        self.field.entered.connect(self._leave)
        self.field.escaped.connect(self._leave)
        self.owners.opening.connect(self._offer)
        self.bar.changed.connect(self._change)
        self.lanes.toggled.connect(self._change_lanes)
        board.typed.connect(self.field.type_on)
        board.arranged.connect(self._tell)

    # --- what is chosen -------------------------------------------------------------------------------------

    def _apply(self) -> None:
        self._board.set_filter(self.field.text, self.owners.chosen, self.overdue.on)

    def _change(self) -> None:
        self._apply()
        self.changed.emit()

    def _change_lanes(self) -> None:
        self._board.set_lanes(self.lanes.isChecked(), self._accounts)
        self.changed.emit()

    def set_accounts(self, accounts: Sequence[int]) -> None:
        """In which order the accounts' cards stand; others follow by name."""
        if tuple(accounts) != self._accounts:
            self._accounts = tuple(accounts)
            if self.lanes.isChecked():
                self._board.set_lanes(True, self._accounts)

    def clear(self) -> None:
        """Show everything again."""
        self.field.set_text("")
        self.bar.clear()

    @property
    def narrows(self) -> bool:
        """True while something is left out."""
        return bool(self.field.text) or self.bar.set_any()

    def state(self) -> str:
        """What to remember over restarts: the chips and the lanes, but not the words."""
        chosen = {
            "owners": sorted(self.owners.chosen),
            "overdue": self.overdue.on,
            "lanes": self.lanes.isChecked(),
        }
        return json.dumps(chosen, ensure_ascii=False)

    def restore(self, state: str) -> None:
        """Take up what ``state`` gave; anything else is passed over."""
        try:
            kept = json.loads(state)
        except ValueError:
            return
        if not isinstance(kept, Mapping):
            return
        owners = kept.get("owners")
        names = owners if isinstance(owners, list) else []
        self.owners.set_chosen(name for name in names if isinstance(name, str))
        self.overdue.set_chosen([_ON] if kept.get("overdue") is True else ())
        self.bar.refresh()
        self.lanes.setChecked(kept.get("lanes") is True)
        self._offer()
        self._apply()

    # --- what is offered ------------------------------------------------------------------------------------

    def _offer(self) -> None:
        """Offer the owners with the number of cards that each would leave."""
        now = self._board.filter
        others = now._replace(owners=frozenset())
        found: Counter[str] = Counter()
        for card in self._board.cards:
            if others.accepts(card):
                found[card.owner] += 1
        names = sorted({*found, *self.owners.chosen}, key=lambda name: (name == NOBODY, -found[name], name))
        nobody = self.tr("没有负责人")
        self.owners.set_choices([Choice(name, name or nobody, found[name]) for name in names])

    def _tell(self) -> None:
        """Say how many cards are left while some are not shown."""
        if not self.owners.choices and self.owners.chosen:
            self._offer()
        shown, total = self._board.model.shown, self._board.model.total
        self._count.setText(f"{shown:,} / {total:,}" if self.narrows else "")

    def _leave(self) -> None:
        self._board.focus_cards()
        self.left.emit()

    def focus_field(self) -> None:
        """Put the focus into the field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
