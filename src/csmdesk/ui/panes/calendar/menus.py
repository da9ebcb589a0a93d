"""The menus of the calendar, at the buttons and rows that open them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from csmdesk.ui.actions import Action
from csmdesk.ui.panes.accounts.columns_menu import ColumnsMenu
from csmdesk.ui.panes.calendar.priority import grouping_names, order_names
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.menu import Menu

if TYPE_CHECKING:
    from csmdesk.ui.panes.calendar.pane import CalendarPane

_ROW = (
    ("open", "open_account"),
    ("forecast.committed", "forecast.likely", "forecast.risk", "forecast.lost", "forecast.health"),
    ("copy", "export_chosen", "export_ics_chosen"),
)
_EXPORT = (("export_ics", "subscribe", "unsubscribe"), ("export_table",))
_MATRIX = (("by.decision", "by.all", "by.month"), ("rule",))


class CalendarMenus(QObject):
    """Opens them over ``pane``; ``actions`` gives what can be done now."""

    def __init__(self, pane: CalendarPane, theme: Theme, actions: Callable[[], Sequence[Action]]) -> None:
        super().__init__(pane)
        self._pane = pane
        self._theme = theme
        self._actions = actions
        self._menu: Menu | None = None
        self._columns: ColumnsMenu | None = None
        left = pane.left
        left.head.export.clicked.connect(self.open_export)
        left.order.clicked.connect(self.open_orders)
        left.group.clicked.connect(self.open_groupings)
        left.view.head_menu_asked.connect(self.open_columns)
        left.view.customContextMenuRequested.connect(self.open_row)
        pane.right.head.by_asked.connect(self.open_matrix)

    @property
    def menu(self) -> Menu | None:
        """The menu that was opened last."""
        return self._menu

    @property
    def columns(self) -> ColumnsMenu | None:
        """The menu of columns, once it has been opened."""
        return self._columns

    # --- of the list ----------------------------------------------------------------------------------------

    def open_columns(self, *_: object) -> None:
        """Open the columns at the right edge of the list."""
        view = self._pane.left.view
        if self._columns is None:
            self._columns = ColumnsMenu(self._theme, self._pane.reading.model.columns, self._pane)
            self._columns.changed.connect(self._pane.look.set_columns)
        self._columns.open_at(view.mapToGlobal(QPoint(view.width() - 12, 32)), view.layout)

    def open_orders(self) -> None:
        """Offer by what to order the list."""
        look = self._pane.look
        self._open_choices(self._pane.left.order, order_names(), look.order, look.set_order)

    def open_groupings(self) -> None:
        """Offer by what to group the list."""
        look = self._pane.look
        self._open_choices(self._pane.left.group, grouping_names(), look.grouping, look.set_grouping)

    def _open_choices(
        self, button: QWidget, names: Mapping[str, str], now: str, choose: Callable[[str], None]
    ) -> None:
        menu = self._new_menu(button)
        for key, words in names.items():
            entry = menu.addAction(words)
            entry.setCheckable(True)
            entry.setChecked(key == now)
            entry.triggered.connect(partial(_run, partial(choose, key)))
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def open_row(self, place: QPoint) -> None:
        """Open what can be done with the chosen contracts at ``place`` of the list."""
        view = self._pane.left.view
        self._fill(_ROW, view).popup(view.viewport().mapToGlobal(place))

    # --- of the heads ---------------------------------------------------------------------------------------

    def open_export(self) -> None:
        """Open what can be written to a file."""
        button = self._pane.left.head.export
        menu = self._fill(_EXPORT, button)
        right = button.mapToGlobal(QPoint(button.width(), button.height()))
        menu.popup(QPoint(right.x() - menu.sizeHint().width(), right.y()))

    def open_matrix(self) -> None:
        """Open what the columns of the risk matrix can be."""
        button, matrix = self._pane.right.head.by, self._pane.showing.matrix
        menu = self._fill(_MATRIX, button)
        now = "by.all" if matrix.every_year else f"by.{matrix.by}"
        for entry in menu.actions():
            entry.setCheckable(entry.objectName().startswith("by."))
            entry.setChecked(entry.objectName() == now)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    # --- making them ----------------------------------------------------------------------------------------

    def _fill(self, groups: Sequence[Sequence[str]], parent: QWidget) -> Menu:
        by_key = {action.key.removeprefix("calendar."): action for action in self._actions()}
        menu = self._new_menu(parent)
        for group in groups:
            if not menu.isEmpty():
                menu.addSeparator()
            for key in group:
                action = by_key[key]
                words = action.text.replace("&", "&&")
                entry = menu.addAction(f"{words}\t{action.shortcut}".rstrip("\t"))
                entry.setObjectName(key)
                entry.setEnabled(not action.why_not)
                entry.setToolTip(action.why_not)
                entry.triggered.connect(partial(_run, action.run))
        return menu

    def _new_menu(self, parent: QWidget) -> Menu:
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = Menu(self._theme, parent)
        return self._menu


def _run(act: Callable[[], object], _checked: bool = False) -> None:
    act()
