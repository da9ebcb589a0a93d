"""The checklist of a handover: ticked off line by line, each with its owner, day and acceptance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.period import today
from csmdesk.services.account_words import short_day
from csmdesk.ui.panes.log.painter import SHAPES
from csmdesk.ui.panes.log.record_form import RecordForm
from csmdesk.ui.panes.log.source import LogTools
from csmdesk.ui.tasks import Job
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.frame import FieldFrame
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.line_edit import LineEdit
from csmdesk.ui.widgets.ring import SIZE as RING_SIZE
from csmdesk.ui.widgets.ring import draw_task_ring
from csmdesk.ui.widgets.rows import RowList
from csmdesk.ui.widgets.section import SectionHead
from csmdesk.ui.widgets.shapes import text_role

if TYPE_CHECKING:
    from csmdesk.services.log.handover_template import TemplateItem
    from csmdesk.services.log.handovers import Handovers
    from csmdesk.services.log.kind import LogData
    from csmdesk.ui.panes.log.template_sheet import TemplateSheet

_TEXT = RING_SIZE + 10
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ItemLine(NamedTuple):
    """A line: what, whose and until when, how it stands; ``ring`` is the state of a task."""

    id: int
    name: str
    note: str
    state: str
    ring: str
    shape: str
    typed: tuple[str, ...]


class ItemLines(RowList):
    """The lines. ``ticked(id)`` is a click on a ring or Space, ``moved(id, step)`` Alt and an arrow."""

    row_height = 32
    separators = True
    rows_open = True
    spoken = ("name", "state", "note")

    ticked = Signal(int)
    moved = Signal(int, int)
    removed = Signal(int)

    def row_key(self, item: ItemLine) -> int | str | None:
        return item.id

    def draw(self, painter: QPainter, item: ItemLine, box: QRect) -> None:
        theme = self.theme
        metrics, small = theme.metrics(), theme.metrics("small")
        middle = Qt.AlignmentFlag.AlignVCenter
        if item is self.hot or (self.hasFocus() and item is self.items[self.current]):
            painter.fillRect(box, theme.colour("hover"))
        draw_task_ring(painter, theme, item.ring, box.left(), box.center().y() - RING_SIZE / 2 + 1)
        x, right = box.left() + _TEXT, box.right() - 2
        state = small.horizontalAdvance(item.state)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour(text_role(item.shape, "t3")))
        painter.drawText(QRect(right - state, box.top(), state + 1, box.height()), middle, item.state)
        right -= state + 10
        room = right - x
        note = small.elidedText(item.note, Qt.TextElideMode.ElideRight, room // 3)
        width = small.horizontalAdvance(note)
        painter.setPen(theme.colour("t3"))
        painter.drawText(QRect(right - width, box.top(), width + 1, box.height()), middle, note)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("t3" if item.ring == "done" else "t1"))
        name = metrics.elidedText(item.name, Qt.TextElideMode.ElideRight, room - width - 8)
        painter.drawText(QRect(x, box.top(), room - width - 6, box.height()), middle, name)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        index = self.index_at(place.y())
        if index >= 0 and place.x() < _TEXT and event.button() == Qt.MouseButton.LeftButton:
            self.ticked.emit(self.items[index].id)
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.items[self.current] if self.items else None
        key = Qt.Key(event.key())
        if current is None:
            super().keyPressEvent(event)
        elif key in _STEPS and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(current.id, _STEPS[key])
        elif key == Qt.Key.Key_Space:
            self.ticked.emit(current.id)
        elif key == Qt.Key.Key_Delete:
            self.removed.emit(current.id)
        else:
            super().keyPressEvent(event)


class Checklist(QWidget):
    """The checklist of the handover that is shown. ``said`` is a sentence and the offer to undo."""

    said = Signal(str, bool)
    open_asked = Signal(str, int)

    def __init__(self, tools: LogTools, kind: Handovers) -> None:
        super().__init__()
        self._tools = tools
        self._kind = kind
        self._items = kind.items
        self._handover = 0
        self._day = today()
        self._read_only = ""
        self._sheet: TemplateSheet | None = None
        theme = tools.theme
        self.head = SectionHead(theme, self.tr("交接清单"))
        self.template = Button(theme, self.tr("模板…"), kind="link", small=True)
        self.template.setAccessibleName(self.tr("改清单模板"))
        self.template.clicked.connect(self.open_template)
        self.head.add(self.template)
        self.lines = ItemLines(theme)
        self.lines.setAccessibleName(self.tr("交接清单"))
        self.adding = LineEdit(theme)
        self.adding.setPlaceholderText(self.tr("加一项：要交接什么"))
        self.adding.setAccessibleName(self.tr("加一项"))
        self._frame = FieldFrame(theme, self.adding, 30)
        self.form = RecordForm(tools, self._items)
        self.form.hide()
        self._hint = Label(theme, scale="small", role="t3", wrap=True)
        self._hint.setText(self.tr("空格 完成 · ↵ 改 · Alt ↑ ↓ 移动 · Delete 删除"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(4)
        for part in (self.head, self.lines, self.form, self._frame, self._hint):
            column.addWidget(part)
        self.lines.ticked.connect(self.tick)
        self.lines.moved.connect(self._move)
        self.lines.removed.connect(self._remove)
        self.lines.opened.connect(self.edit)
        self.adding.entered.connect(self._add)
        self.adding.escaped.connect(self.adding.clear)
        self.form.saved.connect(self._saved)
        self.form.left.connect(self._close_form)

    @property
    def widget(self) -> QWidget:
        """The part itself."""
        return self

    def set_read_only(self, reason: str) -> None:
        """Say why nothing can be changed; '' when it can."""
        self._read_only = reason
        self.adding.setEnabled(not reason)
        self.template.set_why_not(reason)
        self.form.set_why_not(reason)

    # --- reading --------------------------------------------------------------------------------------------

    def show_record(self, key: int, as_of: date | None) -> None:
        """Show the checklist of a handover as of a day."""
        if key != self._handover:
            self._handover = key
            self.adding.clear()
            self._close_form()
        items, language = self._items, self._tools.language

        self._day = as_of or today()

        def work(_: Job) -> tuple[int, LogData]:
            return key, items.of(key, as_of, language)

        self._tools.tasks.query(self, work, self._take, slot="items")

    def _take(self, found: tuple[int, LogData]) -> None:
        key, data = found
        if key != self._handover:
            return
        at = {field.key: place for place, field in enumerate(self._items.fields)}
        lines = []
        for row in data.rows:
            word = {name: row.words[place] for name, place in at.items()}
            ring = "done" if word["accepted_day"] else "accept" if word["done_day"] else "todo"
            until = row.values[at["done_day"]] or row.values[at["due_day"]]
            day = short_day(until, self._day) if isinstance(until, date) else ""
            # Where there is no room for both, the day stays.
            note = " · ".join(part for part in (day, word["owner"]) if part)
            shape = SHAPES.get(row.marks.get("state", ""), "")
            lines.append(ItemLine(row.id, word["name"], note, word["state"], ring, shape, row.typed))
        before = self.lines.current
        self.lines.set_items(lines)
        self.lines.go_to(before)
        self.head.set_note(" · ".join(data.sums))
        self._hint.setVisible(bool(lines))
        if self.form.record_id is not None:
            self._fill_form(self.form.record_id)

    # --- changing -------------------------------------------------------------------------------------------

    def tick(self, item: int) -> None:
        """Say that a line is done today, or that it is not."""
        line = next(line for line in self.lines.items if line.id == item)
        act = "done" if line.ring == "todo" else "undone"
        words = self.tr("已完成：{item}") if act == "done" else self.tr("没完成：{item}")
        items = self._items
        self._change(lambda: items.act(act, [item]), words.format(item=line.name))

    def _move(self, item: int, step: int) -> None:
        order = [line.id for line in self.lines.items]
        to = order.index(item) + step
        if 0 <= to < len(order):
            rest = [key for key in order if key != item]
            before = rest[to] if to < len(rest) else None
            items = self._items
            self._change(lambda: items.move(item, before), "")
            self.lines.go_to(to)

    def _remove(self, item: int) -> None:
        line = next(line for line in self.lines.items if line.id == item)
        items = self._items
        self._change(lambda: items.remove([item]), self.tr("已删除：{item}").format(item=line.name))

    def _add(self) -> None:
        typed = self.adding.text().strip()
        if not typed:
            return
        items, handover = self._items, self._handover

        def work(_: Job) -> Changes:
            return items.add(handover, items.read(typed))[1]

        def finish(_: Changes) -> None:
            self.adding.clear()
            self.said.emit(self.tr("已加：{item}").format(item=typed), True)

        self._tools.tasks.command(self, work, finish)

    def _change(self, change: Callable[[], Changes], done: str) -> None:
        if self._read_only:
            return

        def finish(changes: Changes) -> None:
            if done and not changes.empty:
                self.said.emit(done, True)

        self._tools.tasks.command(self, lambda _: change(), finish)

    # --- the form of a line ---------------------------------------------------------------------------------

    def edit(self, item: int) -> None:
        """Open the fields of a line below the list."""
        self.form.show()
        self._fill_form(item)
        self.form.enter()

    def _fill_form(self, item: int) -> None:
        line = next((line for line in self.lines.items if line.id == item), None)
        if line is None:
            self._close_form()
            return
        values = {f.key: typed for f, typed in zip(self._items.fields, line.typed, strict=True)}
        self.form.show_record(item, values)
        self.form.foot.show()

    def _saved(self, sentence: str) -> None:
        self.said.emit(sentence, True)
        self._close_form()

    def _close_form(self) -> None:
        self.form.leave()
        self.form.hide()

    # --- the template ---------------------------------------------------------------------------------------

    def open_template(self) -> None:
        """Show the checklist that new handovers begin with."""
        template, language = self._kind.template, self._tools.language

        def show(items: Sequence[TemplateItem]) -> None:
            from csmdesk.ui.panes.log.template_sheet import TemplateSheet

            if self._sheet is None:
                self._sheet = TemplateSheet(self._tools, self._kind.template, self.window())
                self._sheet.said.connect(self.said)
            self._sheet.show_items(items)
            self._sheet.open()
            self._sheet.enter()

        def work(_: Job) -> Sequence[TemplateItem]:
            return template.items(language)

        self._tools.tasks.query(self, work, show, slot="template")

    @property
    def sheet(self) -> TemplateSheet | None:
        """The template, once it has been opened."""
        return self._sheet
