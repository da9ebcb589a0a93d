"""The page of escalations: those of the account, the way of the chosen one, and the forms that lead on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from csmdesk.domain.escalation import STEPS, TOP_LEVEL, Step
from csmdesk.ui.panes.form_in_place import FormInPlace
from csmdesk.ui.panes.war_room.escalation_form import EscalationForm, RaiseForm, StepForm
from csmdesk.ui.panes.war_room.escalation_list import EscalationRows, row_of
from csmdesk.ui.panes.war_room.escalation_steps import StepRows
from csmdesk.ui.panes.war_room.side_rows import PAD
from csmdesk.ui.panes.war_room.side_scroll import SideScroll
from csmdesk.ui.panes.war_room.squad import owners_of
from csmdesk.ui.theme import INSET
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.flow import FlowRow
from csmdesk.ui.widgets.focus import step_focus
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import SectionHead
from csmdesk.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from csmdesk.services.board_view import BoardData
    from csmdesk.services.escalations import Escalation
    from csmdesk.services.war_room_view import Room, WarData
    from csmdesk.ui.panes.war_room.source import WarTools

_MINUTE = 30_000
"""Milliseconds between two looks at the hours that are left, which are told in minutes."""


class EscalationPage(QWidget):
    """The least time left comes first. ``counted(open)`` is how many of the account wait for something."""

    said = Signal(str, bool)
    counted = Signal(int)
    left = Signal()

    def __init__(self, tools: WarTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self.room: Room | None = None
        self._board: BoardData | None = None
        self._found: tuple[Escalation, ...] = ()
        self._chosen = 0
        self._new = 0
        """One that has just been opened, until it is listed."""
        self._why_not = ""
        theme = tools.theme
        self.whose = Segmented(
            theme, [("one", self.tr("本客户")), ("all", self.tr("全部"))], self.tr("看谁的升级")
        )
        self.new_button = Button(theme, self.tr("升级"), icon="plus", hint="E")
        self.new_button.setAccessibleName(self.tr("新升级"))
        self.rows = EscalationRows(theme)
        self.none = Label(theme, role="t2", wrap=True)
        self.head = SectionHead(theme, self.tr("经过"))
        self.facts = Label(theme, scale="small", role="t2", wrap=True)
        self.steps = StepRows(theme)
        self.steps.setAccessibleName(self.tr("经过"))
        self.next_button = Button(theme, kind="primary")
        self.raise_button = Button(theme, self.tr("升到 2 级"))
        self.edit_button = Button(theme, self.tr("修改"), kind="link")
        self.back_button = Button(theme, self.tr("退一步"), kind="link")
        self.remove_button = Button(theme, self.tr("删除"), kind="link")
        self.form = EscalationForm(tools)
        self.step_form = StepForm(tools)
        self.raise_form = RaiseForm(tools)
        self.forms: dict[str, FormInPlace] = {
            "escalation": self.form,
            "step": self.step_form,
            "raise": self.raise_form,
        }
        self._timer = QTimer(self)
        self._timer.setInterval(_MINUTE)
        self._timer.timeout.connect(self.read)
        self._lay_out()
        self._connect()
        self._show_parts()

    def _lay_out(self) -> None:
        choice = FlowRow()
        choice.add(self.whose)
        choice.add(self.new_button)
        head = QVBoxLayout()
        head.setContentsMargins(INSET, 8, INSET, 4)
        head.addWidget(choice)
        self._acts = FlowRow()
        for button in (
            self.next_button,
            self.raise_button,
            self.edit_button,
            self.back_button,
            self.remove_button,
        ):
            self._acts.add(button)
        self.view = SideScroll(self._tools.theme)
        for part, out in (
            (self.none, 0),
            (self.rows, PAD),
            (self.form, 0),
            (self.head, 0),
            (self.facts, 0),
            (self.steps, PAD),
            (self.step_form, 0),
            (self.raise_form, 0),
            (self._acts, 0),
        ):
            self.view.add(part, out=out, above=4, below=4)
        self.view.column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.view, 1)
        for form in self.forms.values():
            form.hide()

    def _connect(self) -> None:
        self.whose.chosen.connect(self._choose_whose)
        self.new_button.clicked.connect(self.open_new)
        self.rows.opened.connect(self.choose)
        self.steps.opened.connect(self.open_step)
        self.next_button.clicked.connect(self.open_next)
        self.raise_button.clicked.connect(self.open_raise)
        self.edit_button.clicked.connect(self.open_edit)
        self.back_button.clicked.connect(self.take_back)
        self.remove_button.clicked.connect(self.remove)
        self.form.opened.connect(self._opened)
        for form in self.forms.values():
            form.saved.connect(self._has_saved)
            form.left.connect(self._left_form)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    # --- content --------------------------------------------------------------------------------------------

    def set_data(self, data: WarData, board: BoardData) -> None:
        """Take what the war room shows, and read the escalations again."""
        self._board = board
        if self.room is not None:
            rooms = {room.id: room for room in (*data.rooms, *data.closed)}
            self.room = rooms.get(self.room.id)
        self.read()

    def show_room(self, room: Room | None) -> None:
        """Show the escalations of a room's account."""
        changed = (self.room and self.room.account_id) != (room and room.account_id)
        self.room = room
        if changed:
            self.close_form()
            self.read()

    def read(self) -> None:
        """Read the escalations; of all accounts where no room is chosen."""
        escalations, language = self._tools.source.escalations, self._tools.language
        self._tools.tasks.query(
            self, lambda _: escalations.list(None, None, language), self._take, slot="escalations"
        )

    def _take(self, found: Sequence[Escalation]) -> None:
        self._found = tuple(found)
        own = [each for each in found if self.room is not None and each.account_id == self.room.account_id]
        self.counted.emit(sum(each.open for each in own))
        self._show_parts()
        if any(each.id == self._new for each in self.shown):
            self._new = 0
            if self.new_button.hasFocus():
                # The first one was not in the list yet when its form was left.
                self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def shown(self) -> list[Escalation]:
        """The escalations that are listed."""
        if self.room is None or self.whose.key == "all":
            return list(self._found)
        return [each for each in self._found if each.account_id == self.room.account_id]

    @property
    def chosen(self) -> Escalation | None:
        """The escalation whose way is shown."""
        shown = self.shown
        return next((each for each in shown if each.id == self._chosen), shown[0] if shown else None)

    def _choose_whose(self) -> None:
        self.close_form()
        self._show_parts()

    def choose(self, escalation_id: int) -> None:
        """Show the way of an escalation."""
        if escalation_id != self._chosen:
            self.close_form()
        self._chosen = escalation_id
        self._show_parts()

    def _show_parts(self) -> None:
        shown, chosen = self.shown, self.chosen
        several = self.room is None or self.whose.key == "all"
        self.whose.setVisible(self.room is not None)
        self.new_button.setEnabled(self._can_open)
        self.rows.chosen = 0 if chosen is None else chosen.id
        self.rows.set_rows([row_of(each, with_account=several) for each in shown])
        self.rows.update()
        self.rows.setVisible(bool(shown))
        writing = not self.form.isHidden()
        self.none.setVisible(not shown and not writing)
        self.none.setText(self.tr("没有升级。客户的事故在这里记：限时确认并给出绕行，然后修复、复盘。"))
        form_open = any(not form.isHidden() for form in self.forms.values())
        for part in (self.head, self.facts, self.steps):
            part.setVisible(chosen is not None and not writing)
        self._acts.setVisible(chosen is not None and not form_open and not self._why_not)
        if chosen is None:
            return
        self.steps.show_steps(chosen)
        due = self.tr("限时到 {at}").format(at=chosen.due_words) if chosen.waiting else ""
        facts = (
            (chosen.level_words, chosen.since_words),
            (chosen.owner,),
            (self.tr("发生 {at}").format(at=chosen.opened_words), due),
            (chosen.ticket,),
        )
        lines = (self.tr("，").join(part for part in line if part) for line in facts)
        self.facts.setText("\n".join(line for line in lines if line))
        self.next_button.setVisible(chosen.open)
        if chosen.stage != "done":
            self.next_button.setText(STEPS[chosen.stage].to(self._tools.language))
            self.next_button.updateGeometry()
        self.raise_button.setVisible(chosen.open and chosen.level < TOP_LEVEL)
        self.back_button.setVisible(any(line.at is not None for line in chosen.lines))

    def set_why_not(self, why: str) -> None:
        """Say why nothing can be changed; '' when everything can."""
        self._why_not = why
        self._show_parts()

    # --- acts -----------------------------------------------------------------------------------------------

    def _open(self, name: str) -> None:
        for key, form in self.forms.items():
            form.setVisible(key == name)
        self._show_parts()
        self.view.column.activate()
        self.forms[name].enter()

    @property
    def _can_open(self) -> bool:
        return self.room is not None and self.room.closed_day is None and not self._why_not

    def open_new(self) -> None:
        """Begin an escalation at the account that is shown."""
        if self.room is not None and self._can_open:
            self.form.begin_new(
                self.room, owners_of(self.room, self._board), partial(self._open, "escalation")
            )

    def open_edit(self) -> None:
        """Change what is said of the escalation."""
        if self.chosen is not None:
            self.form.begin_edit(
                self.chosen, owners_of(self.room, self._board), partial(self._open, "escalation")
            )

    def open_next(self) -> None:
        """Write the next step down."""
        if self.chosen is not None and self.chosen.stage != "done":
            self.open_step(self.chosen.stage)

    def open_step(self, step: Step) -> None:
        """Write a step down, or anew."""
        if self.chosen is not None and not self._why_not:
            self.step_form.begin_step(self.chosen, step)
            self._open("step")
            if step != "confirm":
                self.step_form.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_raise(self) -> None:
        """Hand the escalation to level 2."""
        if self.chosen is not None and self.chosen.level < TOP_LEVEL:
            self.raise_form.begin_raise(self.chosen, owners_of(self.room, self._board))
            self._open("raise")

    def take_back(self) -> None:
        """Take the last step back."""
        chosen, escalations = self.chosen, self._tools.source.escalations
        if chosen is not None:
            done = self.tr("已退一步：{what}").format(what=chosen.title)
            self._tools.change(self, partial(escalations.back, chosen.id), done, self.said.emit)

    def remove(self) -> None:
        """Take the escalation out of the book."""
        chosen, escalations = self.chosen, self._tools.source.escalations
        if chosen is not None:
            done = self.tr("已删升级：{what}").format(what=chosen.title)
            self._tools.change(self, partial(escalations.remove, chosen.id), done, self.said.emit)

    def _opened(self, escalation_id: int) -> None:
        self._chosen = self._new = escalation_id

    def _has_saved(self, sentence: str) -> None:
        self.said.emit(sentence, True)

    def close_form(self) -> bool:
        """Close the form that is open, what is typed stays for later; False when there is none."""
        closed = False
        for form in self.forms.values():
            if not form.isHidden():
                form.leave()
                form.hide()
                closed = True
        self._show_parts()
        return closed

    def _left_form(self) -> None:
        inside = any(form.isAncestorOf(QApplication.focusWidget() or self) for form in self.forms.values())
        for form in self.forms.values():
            form.hide()
        self._show_parts()
        if inside:
            self.enter()

    # --- what is remembered ---------------------------------------------------------------------------------

    def drafts(self) -> dict[str, Any]:
        """What is typed and not saved, by form."""
        return {
            name: [[about, values] for about, values in form.drafts().items()]
            for name, form in self.forms.items()
        }

    def take_drafts(self, drafts: Mapping[str, Sequence[Any]]) -> None:
        """Have what ``drafts`` gave ready for when its form is opened."""
        for name, form in self.forms.items():
            for about, values in drafts.get(name, ()):
                form.take_draft(str(about), values)

    # --- focus and keys -------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Take the focus: the open form, the list, or the button that begins one."""
        for form in self.forms.values():
            if not form.isHidden():
                form.enter()
                return
        target: QWidget = self.rows if self.rows.items else self.new_button
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.view.inside.isAncestorOf(now):
            self.view.ensureWidgetVisible(now, 0, INSET)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The hours go on while another page is shown.
        self.read()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return step_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_E:
            self.open_new()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
