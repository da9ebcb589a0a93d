"""What a redacted export will replace, before anything is written: names to aliases, amounts to bands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csmdesk.domain.text import Language
from csmdesk.ui.tasks import Problem, Tasks
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.check import Check, draw_check
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.rows import RowList
from csmdesk.ui.widgets.shapes import StatusShape
from csmdesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from csmdesk.reports.redaction import Redaction, Replaced

_MOST = 400
"""So many lines are shown; a sentence says how many more there are."""
_BOX, _KIND, _OLD, _COUNT, _GAP = 24, 76, 236, 64, 12
_AMOUNT = "amount"


class Hiding(NamedTuple):
    """What was chosen: the words that stay as they are, and whether the list of aliases is written."""

    keep: frozenset[str] = frozenset()
    key: bool = False


class Found(NamedTuple):
    """A line of the list; ``stays`` when it is to be left as it is, ``fixed`` when it cannot be."""

    key: str
    kind: str
    old: str
    new: str
    times: str
    stays: bool
    fixed: bool


Look = Callable[[], "Redaction"]
"""Goes through the report; runs in the background."""


class ReplacedList(RowList):
    """One line for each word: whether it is replaced, its kind, what stands there, what will, how often."""

    row_height = 28
    separators = True
    rows_open = True
    spoken = ("kind", "old", "new", "times")

    def row_key(self, item: Found) -> str | None:
        """The word of a line, which a click keeps or replaces."""
        return None if item.fixed else item.key

    def flip(self, key: str) -> None:
        """Keep a word that was to be replaced, or the other way round; the current row stays."""
        self._items = tuple(
            item._replace(stays=not item.stays) if item.key == key and not item.fixed else item
            for item in self._items
        )
        self._name_it()
        self.update()

    @property
    def kept(self) -> frozenset[str]:
        """The words that stay as they are."""
        return frozenset(item.key for item in self._items if item.stays)

    def draw(self, painter: QPainter, item: Found, box: QRect) -> None:
        """Draw a line; a word that stays is grey."""
        theme, middle = self.theme, Qt.AlignmentFlag.AlignVCenter
        if not item.fixed:
            state = Qt.CheckState.Unchecked if item.stays else Qt.CheckState.Checked
            top = box.top() + (box.height() - 16) / 2
            hover = self.hot is item
            draw_check(painter, theme, QRectF(box.left() + 2, top, 16, 16), state, enabled=True, hover=hover)

        def write(text: str, x: int, width: int, role: str, *, right: bool = False) -> None:
            painter.setPen(theme.colour(role))
            shown = theme.metrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
            align = (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | middle
            painter.drawText(QRect(x, box.top(), width, box.height()), align, shown)

        painter.setFont(theme.font())
        x = box.left() + _BOX
        write(item.kind, x, _KIND - _GAP, "t3")
        x += _KIND
        write(item.old, x, _OLD - _GAP, "t3" if item.stays else "t1")
        x += _OLD
        room = box.right() - x - _COUNT
        write(f"→ {item.old if item.stays else item.new}", x, room - _GAP, "t3" if item.stays else "t1")
        write(item.times, box.right() - _COUNT, _COUNT, "t3", right=True)

    def read_out(self, item: Found) -> str:
        """A line as a screen reader says it."""
        new = item.old if item.stays else item.new
        return "  ".join(part for part in (item.kind, item.old, "→", new, item.times) if part)


class RedactionSheet(Sheet):
    """``ask`` shows what will be replaced; ``then`` gets what was chosen when the user goes on."""

    def __init__(self, theme: Theme, tasks: Tasks, host: QWidget, language: Language) -> None:
        super().__init__(theme, host, "", width=720)
        self._tasks = tasks
        self._language: Language = language
        self._then: Callable[[Hiding], object] | None = None
        self._said = Label(theme, role="t2", wrap=True)
        self._lines = ReplacedList(theme)
        self._lines.setAccessibleName(self.tr("要替换的内容"))
        self._lines.opened.connect(self._lines.flip)
        self._more = Label(theme, scale="small", role="t3")
        self._shape = StatusShape(theme, "yellow")
        self._warned = Label(theme, role="t2", wrap=True)
        self.key = Check(theme, self.tr("另存一份对照表（别名是谁），请与报告分开保管"))
        warning = QHBoxLayout()
        warning.setSpacing(8)
        warning.addWidget(self._shape)
        warning.addWidget(self._warned, 1)
        self.body.addWidget(self._said)
        self.body.addLayout(warning)
        self.body.addWidget(self.key)
        self.body.addWidget(self._lines)
        self.body.addWidget(self._more)
        self.set_title(self.tr("脱敏导出"))
        self.set_buttons(self.tr("选择文件…"))
        self.accepted.connect(self._go_on)

    def ask(self, look: Look, then: Callable[[Hiding], object]) -> None:
        """Open and look through the report in the background."""
        self._then = then
        self._lines.set_items([])
        self._said.setText(self.tr("正在查找姓名、编号和金额…"))
        self._warned.setText("")
        self._shape.hide()
        self._more.hide()
        self.key.setChecked(False)
        self.primary.set_why_not(self.tr("正在查找…"))
        self.open()
        self._tasks.query(self, lambda _: look(), self._show, failed=self._refuse, slot="redaction")

    def _refuse(self, problem: Problem) -> None:
        self.close_sheet()
        self._tasks.failed.emit(problem)

    def _show(self, redaction: Redaction) -> None:
        from csmdesk.reports.redaction_kinds import KINDS

        language = self._language
        rows = redaction.replaced
        found = [
            Found(
                row.old,
                KINDS[row.kind].name.to(language),
                row.old,
                row.new,
                self.tr("%n 处", "", row.times),
                False,
                row.kind == _AMOUNT or not KINDS[row.kind].numbered,
            )
            for row in rows
        ]
        self._lines.set_items(found[:_MOST])
        self._more.setText(self.tr("还有 %n 行没有列出。", "", max(0, len(found) - _MOST)))
        self._more.setVisible(len(found) > _MOST)
        self._say(rows, redaction.short)
        self.primary.set_why_not("")

    def _say(self, rows: Sequence[Replaced], short: Sequence[str]) -> None:
        from csmdesk.reports.redaction_kinds import KINDS

        counts: Counter[str] = Counter()
        named: dict[str, set[str]] = {}
        for row in rows:
            counts[row.kind] += row.times
            named.setdefault(row.kind, set()).add(row.new)
        parts = [
            f"{KINDS[kind].name.to(self._language)} {len(named[kind]) if KINDS[kind].numbered else n}"
            for kind, n in counts.items()
        ]
        words = self.tr("会替换：{parts}。").format(parts=self.tr("、").join(parts))
        self._said.setText(words if parts else self.tr("没有查到要替换的内容。"))
        warning = self.tr("书里没有的名字查不到，行业、城市、日期和百分比保留原样：交出去之前请再读一遍。")
        if short:
            left = self.tr("、").join(short[:5])
            warning += self.tr("太短、没有查找的：{words}。").format(words=left)
        self._warned.setText(warning)
        self._shape.show()

    def _go_on(self) -> None:
        then = self._then
        hiding = Hiding(self._lines.kept, self.key.isChecked())
        self.close_sheet()
        if then is not None:
            then(hiding)

    @property
    def lines(self) -> tuple[Found, ...]:
        """The lines as they are shown."""
        return self._lines.items

    @property
    def words(self) -> str:
        """What is said above the list."""
        return f"{self._said.text()}\n{self._warned.text()}"
