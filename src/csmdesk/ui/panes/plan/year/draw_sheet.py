"""Drawing the plan: the numbers that it goes by, and what it would change, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csmdesk.domain.amounts import typed_fen
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import FieldError
from csmdesk.domain.year_plan import DRAWN, NAMES, Numbers
from csmdesk.services.year_plan_view import Drawing, DrawnItem, PlanData
from csmdesk.ui.panes.plan.source import PlanTools
from csmdesk.ui.panes.plan.year.words import YearWords
from csmdesk.ui.tasks import Problem
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.rows import RowList
from csmdesk.ui.widgets.segmented import Segmented
from csmdesk.ui.widgets.shapes import SIZE, StatusShape, draw_shape
from csmdesk.ui.widgets.sheet import Sheet
from csmdesk.ui.widgets.value_field import ValueField

_MOST = 300
_ACT, _DAY, _ACCOUNT = 68, 150, 132


class _Line(NamedTuple):
    """A line of the preview."""

    act: str
    shape: str
    day: str
    account: str
    words: str


class DrawnLines(RowList):
    """One line an item: what becomes of it, its day, whose it is, what it is."""

    row_height = 26
    separators = True
    spoken = ("act", "day", "account", "words")

    def draw(self, painter: QPainter, item: _Line, box: QRect) -> None:
        """Draw a line."""
        theme, middle = self.theme, Qt.AlignmentFlag.AlignVCenter
        draw_shape(painter, theme, item.shape, box.left(), box.center().y() - SIZE / 2 + 1)
        x = box.left() + SIZE + 8
        for text, wide, role, bold in (
            (item.act, _ACT, "t3", False),
            (item.day, _DAY, "t1", False),
            (item.account, _ACCOUNT, "t1", True),
            (item.words, 0, "t2", False),
        ):
            width = wide or box.right() - x
            painter.setFont(theme.font(bold=bold))
            painter.setPen(theme.colour(role))
            shown = theme.metrics(bold=bold).elidedText(text, Qt.TextElideMode.ElideRight, width - 8)
            painter.drawText(QRect(x, box.top(), width, box.height()), middle, shown)
            x += width


class WeekBars(QWidget):
    """The minutes of each week of a drawing as bars, with a line at a full week."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._minutes: list[int] = []
        self._room: list[int] = []
        self._full = 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(44)

    def show_minutes(self, minutes: list[int], room: list[int], full: int, words: str) -> None:
        """Show these weeks with the minutes that each has room for; ``full`` is a week of five days."""
        self._minutes, self._room, self._full = minutes, room, max(1, full)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        most = max([self._full, *self._minutes])
        room = QRectF(0, 2, self.width(), self.height() - 3)
        line = room.bottom() - room.height() * self._full / most
        count = max(1, len(self._minutes))
        for place, (minutes, most_here) in enumerate(zip(self._minutes, self._room, strict=True)):
            high = room.height() * minutes / most
            left, right = self.width() * place // count, self.width() * (place + 1) // count
            role = "amber" if minutes > most_here else "ink"
            theme.fill(painter, role, left, room.bottom() - high, max(1, right - left - 2), high)
        painter.setPen(theme.pen("control", dashed=True))
        painter.drawLine(0, round(line), self.width(), round(line))
        painter.end()


class DrawSheet(Sheet):
    """Shows what drawing would change each time a number does; ``accepted`` writes it."""

    drawn = Signal(object)
    """The drawing that is to be written."""

    def __init__(self, tools: PlanTools, host: QWidget) -> None:
        super().__init__(tools.theme, host, "", width=760)
        self._tools = tools
        self._words = YearWords(tools.language)
        self._period: tuple[str, date | None, int | None] = ("", None, None)
        self._data: PlanData | None = None
        self._drawing: Drawing | None = None
        theme = tools.theme
        self.span = Segmented(
            theme, [("rest", self.tr("从明天起")), ("whole", self.tr("整年"))], self.tr("范围")
        )
        names = {"most": self.tr("每天最多项数"), "day_minutes": self.tr("每天最多分钟")}
        self.fields = {key: ValueField(theme, name, width=64) for key, name in names.items()}
        self._names = names
        self._typing = False
        self._grid = QGridLayout()
        self.said = Label(theme, role="t1", wrap=True)
        self.note = Label(theme, role="t3", scale="small", wrap=True)
        self._shape = StatusShape(theme)
        self.warned = Label(theme, role="ambert", wrap=True)
        self.bars = WeekBars(theme)
        self.lines = DrawnLines(theme)
        self.more = Label(theme, role="t3", scale="small")
        self._fill_body()
        self.span.chosen.connect(self._redraw)
        self.accepted.connect(self._accept)

    def _fill_body(self) -> None:
        theme, language = self._tools.theme, self._tools.language
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.span)
        for key, name in self._names.items():
            top.addSpacing(16)
            top.addWidget(Label(theme, name, role="t3", scale="small"))
            top.addWidget(self.fields[key])
        top.addStretch(1)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        for row, title in enumerate((self.tr("分钟"), self.tr("费用 元")), 1):
            self._grid.addWidget(Label(theme, title, role="t3", scale="small"), row, 0)
        for column, kind in enumerate(DRAWN, 1):
            name = NAMES[kind].to(language)
            head = Label(theme, name, role="t3", scale="small")
            head.setToolTip(name)
            self._grid.addWidget(head, 0, column)
            for row, key in enumerate((f"minutes.{kind.value}", f"cost.{kind.value}"), 1):
                part = self.tr("分钟") if row == 1 else self.tr("费用 元")
                field = self.fields[key] = ValueField(theme, f"{name} {part}", hint="" if row == 1 else "0")
                self._grid.addWidget(field, row, column)
            self._grid.setColumnStretch(column, 1)
        for field in self.fields.values():
            field.committed.connect(self._redraw)
            field.typing.connect(self._note_typing)
            field.edit.escaped.connect(self._leave_field)
        warning = QHBoxLayout()
        warning.setSpacing(6)
        warning.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignTop)
        warning.addWidget(self.warned, 1)
        body = QVBoxLayout()
        body.setSpacing(10)
        body.addLayout(top)
        body.addLayout(self._grid)
        body.addWidget(self.said)
        body.addLayout(warning)
        body.addWidget(self.note)
        body.addWidget(self.bars)
        body.addWidget(self.lines)
        body.addWidget(self.more)
        self.body.addLayout(body)

    # --- opening --------------------------------------------------------------------------------------------

    def begin(self, data: PlanData, period: str, as_of: date | None, year: int | None) -> None:
        """Draw the plan of a year with the numbers that the book keeps, and show what that changes."""
        self._data, self._period = data, (period, as_of, year)
        self._words.closing = data.closing
        self.set_title(self.tr("生成 {year} 年度计划").format(year=data.year))
        started = data.begins > data.first
        self.span.setVisible(started)
        self.span.set_key("rest" if started and data.begins <= data.last else "whole")
        self._show_numbers(data.numbers)
        self._drawing = None
        self._show_nothing(self.tr("正在排…"))
        self._redraw()
        self.open()

    def _show_numbers(self, numbers: Numbers) -> None:
        self.fields["most"].show_value(str(numbers.most))
        self.fields["day_minutes"].show_value(str(numbers.day_minutes))
        for kind in DRAWN:
            self.fields[f"minutes.{kind.value}"].show_value(str(numbers.minutes[kind]))
            cost = numbers.costs.get(kind, 0)
            self.fields[f"cost.{kind.value}"].show_value(typed_fen(cost) if cost else "")

    def _show_nothing(self, words: str) -> None:
        self.said.setText(words)
        self.warned.setText("")
        self._shape.set_shape("")
        self.note.setText("")
        self.lines.set_items([])
        self.more.setText("")
        self.bars.show_minutes([], [], 1, "")
        self.set_buttons(self.tr("写入计划"))
        self.primary.set_why_not(words)

    # --- drawing --------------------------------------------------------------------------------------------

    def _note_typing(self, _: str) -> None:
        self._typing = True

    def _leave_field(self) -> None:
        """Esc puts back what was typed; with nothing to put back it closes the sheet."""
        if self._typing:
            self._typing = False
            self._redraw()
        else:
            self.reject()

    def _redraw(self, _: object = None) -> None:
        """Draw anew with what stands in the fields."""
        if self._data is None:
            return
        typed = {key: field.text for key, field in self.fields.items()}
        for field in self.fields.values():
            field.set_invalid(False)
        tools, before, whole = self._tools, self._data.numbers, self.span.key == "whole"
        period, as_of, year = self._period

        def work(_: object) -> Drawing:
            from csmdesk.services.year_plan import read_numbers

            numbers = read_numbers(typed, before)
            return tools.source.year().draw(
                period, as_of, tools.language, year=year, whole=whole, numbers=numbers
            )

        self._tools.tasks.query(self, work, self._show, failed=self._refuse, slot="draw")

    def _refuse(self, problem: Problem) -> None:
        self._drawing = None
        words = problem.text.to(self._tools.language)
        self._show_nothing(words)
        error = problem.error
        if isinstance(error, FieldError) and error.field in self.fields:
            self.fields[error.field].set_invalid(True)
            self._shape.set_shape("red")
        elif not isinstance(error, UserError):
            self._tools.tasks.failed.emit(problem)

    def _show(self, drawing: Drawing) -> None:
        self._drawing = drawing
        language = self._tools.language
        kinds = [
            f"{NAMES[kind].to(language)} {drawing.by_kind[kind]}"
            for kind in DRAWN
            if drawing.by_kind.get(kind)
        ]
        counts = self.tr("新增 {new} 项，改期 {moved} 项，去掉 {gone} 项；{kept} 项保持不动。").format(
            new=drawing.count("new"),
            moved=drawing.count("moved"),
            gone=drawing.count("gone"),
            kept=drawing.kept,
        )
        if drawing.empty:
            counts = self.tr("计划已经是这样，没有要改的。")
        self.said.setText(counts)
        self.note.setText(" · ".join(kinds))
        warned = []
        if drawing.late:
            warned.append(self.tr("%n 项已过或赶不上规则的最晚日，排在最早的空位。", "", drawing.late))
        if drawing.no_room:
            warned.append(self.tr("%n 项排不下：提高每天的上限，或放宽节奏。", "", len(drawing.no_room)))
        self.warned.setText(("" if language == "zh" else " ").join(warned))
        self.warned.setVisible(bool(warned))
        self._shape.set_shape("red" if drawing.no_room else "yellow" if warned else "")
        self._show_weeks(drawing)
        rows = [*(self._line(each, each.act) for each in drawing.lines[:_MOST])]
        rows = [*(self._line(each, "none") for each in drawing.no_room[:20]), *rows]
        self.lines.set_items(rows)
        left = max(0, len(drawing.lines) - _MOST)
        self.more.setText(self.tr("还有 %n 项没有列出。", "", left))
        self.more.setVisible(bool(left))
        self.set_buttons(self.tr("写入计划"))
        self.primary.set_why_not(self.tr("没有要改的。") if drawing.empty else "")

    def _show_weeks(self, drawing: Drawing) -> None:
        data = self._data
        assert data is not None
        weeks = [week for week in data.weeks if week.last >= drawing.begins]
        minutes = [drawing.weeks.get(week.first, 0) for week in weeks]
        full = drawing.numbers.day_minutes * 5
        words = self.tr("每周 {least}–{most} 分钟；虚线是排满的一周 {full} 分钟。").format(
            least=f"{min(minutes, default=0):,}", most=f"{max(minutes, default=0):,}", full=f"{full:,}"
        )
        room = [week.working * drawing.numbers.day_minutes for week in weeks]
        self.bars.show_minutes(minutes, room, full, words)

    def _line(self, each: DrawnItem, act: str) -> _Line:
        acts: Mapping[str, tuple[str, str]] = {
            "new": (self.tr("新增"), "green"),
            "moved": (self.tr("改期"), "unscored"),
            "gone": (self.tr("去掉"), "lost"),
            "none": (self.tr("排不下"), "red"),
        }
        said, shape = acts[act]
        day = self._words.day(each.day)
        if each.before is not None and each.before != each.day:
            day = f"{self._words.short(each.before)} → {day}"
        if each.late and act in ("new", "moved"):
            shape = "yellow"
        return _Line(said, shape, day, each.account or "—", each.words)

    @property
    def drawing(self) -> Drawing | None:
        """What is shown; None while it is being drawn."""
        return self._drawing

    def _accept(self) -> None:
        if self._drawing is not None:
            self.drawn.emit(self._drawing)
