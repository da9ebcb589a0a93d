"""The same few fields again and again: terms of a contract, receipts, parts of a bundle, a squad."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.form import Form
from csmdesk.ui.widgets.label import Label

F = TypeVar("F", bound=Form)


class Block(QWidget, Generic[F]):
    """One of them: its name, a cross that takes it out, its fields."""

    def __init__(self, theme: Theme, form: F) -> None:
        super().__init__()
        self.form = form
        self.title = Label(theme, scale="small", role="t2", bold=True)
        self.remove = Button(theme, kind="flat", icon="x")
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.remove)
        self.head = QWidget()
        self.head.setLayout(head)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.head)
        column.addWidget(form)


class Repeated(QWidget, Generic[F]):
    """``name`` holds {n}; ``make`` gives the fields of one. At least ``least`` of them stay.

    ``changed`` follows every change of a field or of how many there are, ``entered`` is Enter in a field.
    """

    changed = Signal()
    entered = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        add: str,
        make: Callable[[], F],
        *,
        least: int = 0,
        most: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._make = make
        self._least = least
        self._most = most
        self.blocks: list[Block[F]] = []
        self.add_button = Button(theme, add, icon="plus", small=True)
        self.add_button.clicked.connect(self.add_one)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._rows)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        for _ in range(least):
            self._append()
        self._number()

    # --- how many -------------------------------------------------------------------------------------------

    def _append(self) -> Block[F]:
        block = Block(self._theme, self._make())
        block.form.changed.connect(self.changed)
        for field in block.form.fields.values():
            field.entered.connect(self.entered)
        block.remove.clicked.connect(partial(self.remove, block))
        self.blocks.append(block)
        self._rows.addWidget(block)
        return block

    def add_one(self) -> None:
        """Put an empty one at the end and go into it."""
        if len(self.blocks) < self._most:
            block = self._append()
            self._number()
            next(iter(block.form.fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit()

    def remove(self, block: Block[F]) -> None:
        """Take one out."""
        if block in self.blocks and len(self.blocks) > self._least:
            self._drop(block)
            self._number()
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit()

    def _drop(self, block: Block[F]) -> None:
        self.blocks.remove(block)
        self._rows.removeWidget(block)
        block.hide()
        block.setParent(None)
        block.deleteLater()

    def _number(self) -> None:
        lone = len(self.blocks) == self._least == 1
        for number, block in enumerate(self.blocks, start=1):
            title = self._name.format(n=number)
            block.title.setText(title)
            block.remove.setAccessibleName(self.tr("移除{what}").format(what=title))
            block.remove.setToolTip(self.tr("移除{what}").format(what=title))
            block.remove.setVisible(len(self.blocks) > self._least)
            block.head.setVisible(not lone)
        self.add_button.setVisible(len(self.blocks) < self._most)

    # --- what is typed --------------------------------------------------------------------------------------

    def values(self) -> list[dict[str, str]]:
        """What the fields of each hold."""
        return [block.form.values() for block in self.blocks]

    def set_values(self, rows: Sequence[Mapping[str, str]]) -> None:
        """Show other ones; fields that are not named are left as they are."""
        while len(self.blocks) > max(self._least, len(rows)):
            self._drop(self.blocks[-1])
        while len(self.blocks) < len(rows):
            self._append()
        for block, row in zip(self.blocks, rows, strict=False):
            block.form.set_values({k: v for k, v in row.items() if k in block.form.fields})
        self._number()
        self.changed.emit()

    def set_problem(self, key: str, sentence: str) -> bool:
        """Say what is wrong with a field: in the one whose value the sentence names, else in the first.

        False when there is no such field.
        """
        having = [block for block in self.blocks if key in block.form.fields]
        if not having:
            return False
        named = [b for b in having if (word := b.form.fields[key].value) and word in sentence]
        (named or having)[0].form.set_problems({key: sentence})
        return True

    def clear_problems(self) -> None:
        """Nothing is wrong any more."""
        for block in self.blocks:
            block.form.clear_problems()

    @staticmethod
    def rows_of(name: str, values: Mapping[str, str]) -> list[dict[str, str]]:
        """The rows of the part ``name`` among typed values: term.0.start, term.0.end, term.1.start …"""
        rows: dict[int, dict[str, str]] = {}
        for key, word in values.items():
            part, _, rest = key.partition(".")
            if part == name:
                number, _, field = rest.partition(".")
                rows.setdefault(int(number), {})[field] = word
        return [rows[number] for number in sorted(rows)]
