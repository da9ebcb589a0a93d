"""Chips to filter with: each holds a few choices of one property; the bar folds those that do not fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.focus import RING, stepped
from csmdesk.ui.widgets.pill import GAP, HEIGHT, ICON, PADDING, Pill

if TYPE_CHECKING:
    from csmdesk.ui.widgets.choice_list import ChoicePopup
    from csmdesk.ui.widgets.menu import Menu

_SPACE = 6


@dataclass(frozen=True)
class Choice:
    """One of the values of a chip; ``count`` is how many rows have it, None for not known."""

    key: str
    words: str
    count: int | None = None


class FilterChip(Pill):
    """A chip named ``title``. ``changed`` is a change by the user; Delete, Backspace and × clear it.

    With ``multi`` several choices hold at once and the popup stays open while they are made.
    """

    changed = Signal()

    def __init__(
        self, theme: Theme, title: str, *, multi: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self._title = title
        self._multi = multi
        self._choices: tuple[Choice, ...] = ()
        self._chosen: frozenset[str] = frozenset()
        self._popup: ChoicePopup | None = None
        self.clicked.connect(self.open_choices)
        self._name_it()

    @property
    def title(self) -> str:
        """The property that it filters by."""
        return self._title

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these; what is chosen stays chosen, even while it is not offered."""
        self._choices = tuple(choices)
        self._name_it()

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What it offers."""
        return self._choices

    @property
    def chosen(self) -> frozenset[str]:
        """The keys that are chosen; none means no filter."""
        return self._chosen

    def set_chosen(self, keys: Iterable[str]) -> None:
        """Choose without a signal."""
        self._chosen = frozenset(keys)
        self._name_it()

    def clear(self) -> None:
        """Choose nothing."""
        self._choose(frozenset())

    def _choose(self, keys: frozenset[str]) -> None:
        if keys != self._chosen:
            self.set_chosen(keys)
            self.changed.emit()

    @property
    def label(self) -> tuple[str, str]:
        if not self._chosen:
            return self._title, ""
        if len(self._chosen) > 1:
            return self._title, str(len(self._chosen))
        return self._title, next((c.words for c in self._choices if c.key in self._chosen), "1")

    @property
    def icon_name(self) -> str:
        return "x" if self._chosen else "down"

    def _name_it(self) -> None:
        words = [choice.words for choice in self._choices if choice.key in self._chosen]
        told = self.tr("、").join(words) or self.tr("全部")
        self.setAccessibleName(self.tr("{title}：{value}").format(title=self._title, value=told))
        self.setToolTip(self.tr("{title}：{value}").format(title=self._title, value=told) if words else "")
        self.updateGeometry()
        self.update()

    # --- the popup ------------------------------------------------------------------------------------------

    def open_choices(self, _checked: bool = False, *, below: QPoint | None = None) -> None:
        """Open the choices below the chip, or at another place (global)."""
        from csmdesk.ui.widgets.choice_list import ChoicePopup

        if self._popup is None:
            self._popup = ChoicePopup(self._theme, self, multi=self._multi)
            self._popup.toggled.connect(self._toggled)
        self._popup.open_at(below or self.below(), self._title, self._choices, self._chosen)

    @property
    def popup(self) -> ChoicePopup | None:
        """The popup, once it has been opened."""
        return self._popup

    def _toggled(self, key: str, on: bool) -> None:
        if self._multi:
            self._choose(self._chosen | {key} if on else self._chosen - {key})
        else:
            self._choose(frozenset({key} if on else ()))

    # --- pointer and keys -----------------------------------------------------------------------------------

    def _on_cross(self, place: QPoint) -> bool:
        return bool(self._chosen) and place.x() >= self.width() - RING - PADDING - ICON - GAP // 2

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.isDown() and self._on_cross(event.position().toPoint()):
            self.setDown(False)
            self.clear()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.clear()
        else:
            super().keyPressEvent(event)


class _More(Pill):
    """Stands for the chips that do not fit: its menu opens one of them."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.folded: tuple[FilterChip, ...] = ()
        self._menu: Menu | None = None
        self.clicked.connect(self._open)

    def set_folded(self, chips: tuple[FilterChip, ...]) -> None:
        self.folded = chips
        title, value = self.label
        self.setAccessibleName(f"{title} {value}".strip())
        self.resize(self.sizeHint())
        self.update()

    @property
    def label(self) -> tuple[str, str]:
        count = sum(bool(chip.chosen) for chip in self.folded)
        return self.tr("更多"), str(count) if count else ""

    def _open(self) -> None:
        if self._menu is not None:
            self._menu.deleteLater()
        from csmdesk.ui.widgets.menu import Menu

        menu = self._menu = Menu(self._theme, self)
        for chip in self.folded:
            action = QAction("  ".join(part for part in chip.label if part), menu)
            action.setData(chip)
            action.setProperty("icon_name", "check" if chip.chosen else "")
            menu.addAction(action)
        menu.triggered.connect(self._picked)
        menu.popup(self.below())

    def _picked(self, action: QAction) -> None:
        chip = action.data()
        if isinstance(chip, FilterChip):
            chip.open_choices(below=self.below())


class FilterBar(QWidget):
    """Chips in a row; those that do not fit are behind the last one, 更多. ``changed`` is any of them."""

    changed = Signal()

    def __init__(self, theme: Theme, chips: Sequence[FilterChip], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips = tuple(chips)
        self.more = _More(theme, self)
        self.more.hide()
        for chip in self._chips:
            chip.setParent(self)
            chip.changed.connect(self._on_change)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._lay_out()

    @property
    def chips(self) -> tuple[FilterChip, ...]:
        """All chips, folded or not."""
        return self._chips

    def set_any(self) -> bool:
        """True while at least one chip filters."""
        return any(chip.chosen for chip in self._chips)

    def clear(self) -> None:
        """Clear every chip; one ``changed`` at most."""
        was = self.set_any()
        for chip in self._chips:
            chip.set_chosen(())
        if was:
            self._on_change()

    def next_chip(self) -> None:
        """Move the focus to the first chip, or from one chip to the next (Alt+F)."""
        places = self._places()
        here = next((i for i, chip in enumerate(places) if chip.hasFocus()), -1)
        if places:
            places[(here + 1) % len(places)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _places(self) -> list[QWidget]:
        shown: list[QWidget] = [chip for chip in self._chips if chip not in self.more.folded]
        return [*shown, self.more] if self.more.folded else shown

    def _on_change(self) -> None:
        self._lay_out()
        self.changed.emit()

    def refresh(self) -> None:
        """Lay the chips out again, after words or choices have changed."""
        self._lay_out()

    # --- geometry -------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        widths = [chip.sizeHint().width() for chip in self._chips]
        self.more.set_folded(())
        room = self.width()
        fit = len(widths)
        if sum(widths) + _SPACE * (len(widths) - 1) > room:
            room -= self.more.sizeHint().width() + _SPACE
            used = 0
            fit = 0
            for width in widths:
                used += width + (_SPACE if fit else 0)
                if used > room:
                    break
                fit += 1
        x = 0
        for index, chip in enumerate(self._chips):
            chip.setVisible(index < fit)
            if index < fit:
                chip.setGeometry(x, 0, widths[index], chip.sizeHint().height())
                x += widths[index] + _SPACE
        self.more.set_folded(self._chips[fit:])
        self.more.move(x, 0)
        self.more.setVisible(fit < len(self._chips))
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()
        super().resizeEvent(event)

    def sizeHint(self) -> QSize:
        widths = [chip.sizeHint().width() for chip in self._chips]
        return QSize(sum(widths) + _SPACE * max(0, len(widths) - 1), HEIGHT + 2 * RING)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.more.sizeHint().width(), HEIGHT + 2 * RING)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        places = self._places()
        here = next((i for i, chip in enumerate(places) if chip.hasFocus()), -1)
        to = stepped(event, here, len(places)) if here >= 0 else None
        if to is None:
            super().keyPressEvent(event)
        else:
            places[to].setFocus(Qt.FocusReason.TabFocusReason)
