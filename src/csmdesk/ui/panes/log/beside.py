"""Beside the list: one record in full, or the form of a new one; what can be done with it, what is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.ui.panes.log.columns import naming_place
from csmdesk.ui.panes.log.parts import RecordPart, part_of
from csmdesk.ui.panes.log.record_form import NEW, ActForm, RecordForm
from csmdesk.ui.panes.log.source import LogTools
from csmdesk.ui.panes.log.told import Told
from csmdesk.ui.panes.scroll_room import ScrollRoom
from csmdesk.ui.tasks import Job
from csmdesk.ui.theme import INSET, PANE_HEAD
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.flow import FlowRow
from csmdesk.ui.widgets.kept_columns import KeptColumns
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import Line

if TYPE_CHECKING:
    from csmdesk.services.log.kind import LogAct, LogKind, LogRow, Section


class _Read(NamedTuple):
    row: LogRow | None
    sections: tuple[Section, ...]
    kept: tuple[tuple[str, str], ...]
    why_not: Mapping[str, str]


class Beside(QWidget):
    """Shows the record that is current in the list, or the form of a new one.

    ``added(id)`` is a new record, ``open_asked(kind, id)`` what a line leads to, ``left`` asks for the focus
    to go back to the list.
    """

    added = Signal(int)
    open_asked = Signal(str, int)
    left = Signal()
    said = Signal(str, bool)

    def __init__(self, tools: LogTools, kind: LogKind) -> None:
        super().__init__()
        self._tools = tools
        self._kind = kind
        self._key = 0
        self._account: int | None = None
        self._as_of: date | None = None
        self._read_only = ""
        theme, language = tools.theme, tools.language
        self.title = Label(theme, scale="head", elide=True)
        self.account = Button(theme, self.tr("打开客户"), kind="flat", icon="open")
        self.account.clicked.connect(self._open_account)
        self.close_button = Button(theme, kind="flat", icon="x")
        self.close_button.setAccessibleName(self.tr("关闭"))
        self.close_button.setToolTip(self.tr("关闭 Esc"))
        self.close_button.clicked.connect(self._give_up)
        self._none = Label(theme, role="t3", wrap=True)
        one = kind.one.to(language)
        self._none.setText(self.tr("选一行看全部内容，或按 N 记{one}。").format(one=one))
        self._new_title = self.tr("新建{one}").format(one=one)
        self.form = RecordForm(tools, kind)
        self.form.saved.connect(self._say_saved)
        self.form.added.connect(self._show_added)
        self.form.left.connect(self._after_form)
        self.buttons = FlowRow()
        self.acts: dict[str, Button] = {}
        self._forms: dict[str, ActForm] = {}
        self._sections: list[Told] = []
        self.part: RecordPart | None = part_of(tools, kind)
        self.kept = KeptColumns(theme)
        self._room = ScrollRoom(theme)
        self._lay_out()
        for act in kind.acts:
            self._add_act(act)
        self._show_whole()

    def _lay_out(self) -> None:
        head = QWidget()
        head.setFixedHeight(PANE_HEAD)
        row = QHBoxLayout(head)
        row.setContentsMargins(INSET, 0, INSET - 8, 0)
        row.setSpacing(4)
        row.addWidget(self.title, 1)
        row.addWidget(self.account)
        row.addWidget(self.close_button)
        inside = self._room.column
        inside.setContentsMargins(INSET, 0, INSET, 16)
        inside.setSpacing(12)
        self._act_place = QVBoxLayout()
        self._act_place.setSpacing(12)
        self._told_place = QVBoxLayout()
        self._told_place.setSpacing(0)
        for part in (self._none, self.buttons):
            inside.addWidget(part)
        inside.addLayout(self._act_place)
        inside.addWidget(self.form)
        self._rule = Line(self._tools.theme)
        inside.addWidget(self._rule)
        if self.part is not None:
            self.form.always_judged = True
            inside.addWidget(self.part.widget)
            self.part.said.connect(self.said)
            self.part.open_asked.connect(self.open_asked)
        inside.addLayout(self._told_place)
        inside.addWidget(self.kept)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._room, 1)

    def _add_act(self, act: LogAct) -> None:
        button = Button(self._tools.theme, act.name.to(self._tools.language), small=True)
        button.clicked.connect(partial(self.do, act.key))
        self.acts[act.key] = button
        self.buttons.add(button)

    def set_read_only(self, reason: str) -> None:
        """Say why nothing can be changed; '' when everything can."""
        self._read_only = reason
        self.form.set_why_not(reason)
        if self.part is not None:
            self.part.set_read_only(reason)

    # --- what is shown --------------------------------------------------------------------------------------

    @property
    def key(self) -> int:
        """The record that is shown; 0 for none."""
        return self._key

    def show_record(self, key: int, as_of: date | None) -> None:
        """Read a record and show it."""
        self._as_of = as_of
        self.form.set_day(as_of)
        if self.form.is_new and not self.form.dirty:
            self.form.leave()
        if key != self._key:
            for form in self._forms.values():
                form.hide()
        self._key = key
        self.read()

    def read(self) -> None:
        """Read the record anew."""
        kind, key, as_of, language = self._kind, self._key, self._as_of, self._tools.language
        own = self.part is not None
        if not key:
            self._take(_Read(None, (), (), {}))
            return

        def work(job: Job) -> _Read:
            row = kind.row(key, as_of, language)
            if row is None:
                return _Read(None, (), (), {})
            job.check()
            reasons = {act.key: kind.why_not(act.key, [key]) for act in kind.acts}
            words = {act: "" if why is None else why.to(language) for act, why in reasons.items()}
            sections = () if own else kind.about(key, as_of, language)
            return _Read(row, sections, kind.kept(key), words)

        self._tools.tasks.query(self, work, self._take, slot="record")

    def _take(self, found: _Read) -> None:
        row = found.row
        if row is None:
            self._key = 0
            self._account = None
            if not self.form.is_new:
                self.form.leave()
            self._show_sections(())
            self.kept.show_items(())
            self._show_whole()
            return
        self._account = row.account_id
        fields = self._kind.fields
        if not self.form.is_new:
            typed = {field.key: word for field, word in zip(fields, row.typed, strict=True)}
            self.form.show_record(row.id, typed)
            self.title.setText(self._name_of(row))
        for key, button in self.acts.items():
            button.set_why_not(self._read_only or found.why_not.get(key, ""))
        if self.part is not None:
            self.part.show_record(row.id, self._as_of)
        self._show_sections(found.sections)
        self.kept.show_items(found.kept)
        self._show_whole()

    def _name_of(self, row: LogRow) -> str:
        """What names a record, as in the first column of the list."""
        return row.words[naming_place(self._kind.fields)] or self._kind.one.to(self._tools.language)

    def _show_sections(self, sections: tuple[Section, ...]) -> None:
        while len(self._sections) < len(sections):
            told = Told(self._tools.theme)
            told.opened.connect(self.open_asked)
            self._sections.append(told)
            self._told_place.addWidget(told)
        for place, told in enumerate(self._sections):
            shown = place < len(sections) and not self.form.is_new
            if shown:
                told.show_section(sections[place])
            told.setVisible(shown)

    def _show_whole(self) -> None:
        new, some = self.form.is_new, bool(self._key)
        self.form.setVisible(new or some)
        self._none.setVisible(not new and not some)
        self.title.setText(self._new_title if new else self.title.text() if some else "")
        self.account.setVisible(some and not new and self._account is not None)
        self.close_button.setVisible(new)
        self.buttons.setVisible(some and not new and bool(self.acts))
        told = any(not section.isHidden() for section in self._sections)
        if self.part is not None:
            self.part.widget.setVisible(some and not new)
        self._rule.setVisible(some and not new and (told or bool(self.kept.items) or self.part is not None))

    @property
    def sections(self) -> list[Told]:
        """The sections that are shown."""
        return [told for told in self._sections if not told.isHidden()]

    # --- a new record ---------------------------------------------------------------------------------------

    def new(self, values: Mapping[str, str]) -> None:
        """Show the form of a new record, with what is known of it already."""
        if self.form.is_new:
            self.form.put({k: v for k, v in values.items() if k in self.form.form.fields})
        else:
            self.form.show_record(NEW, values)
        for form in self._forms.values():
            form.hide()
        self._show_sections(())
        self.kept.show_items(())
        self._show_whole()
        self.form.enter()

    @property
    def asks_new(self) -> bool:
        """True while the form holds a record that is not in the book yet."""
        return self.form.is_new

    def _give_up(self) -> None:
        self.form.give_up()

    def _show_added(self, key: int) -> None:
        self._key = key
        self.added.emit(key)

    def _after_form(self) -> None:
        """A form was saved or given up: show the record of the list again."""
        key, self._key = self._key, 0
        self.show_record(key, self._as_of)
        self.left.emit()

    def _say_saved(self, sentence: str) -> None:
        self.said.emit(sentence, True)

    # --- acts -----------------------------------------------------------------------------------------------

    def do(self, key: str) -> None:
        """Do an act with the record, or ask for what it needs first."""
        act = next(act for act in self._kind.acts if act.key == key)
        if not self._key or self._read_only:
            return
        if act.fields:
            form = self._form_of(act)
            form.show()
            form.open([self._key])
            return
        kind, record = self._kind, self._key
        done = self.tr("已完成：{act}").format(act=act.name.to(self._tools.language))
        self._tools.change(self, lambda: kind.act(key, [record]), done, self.said.emit)

    def _form_of(self, act: LogAct) -> ActForm:
        form = self._forms.get(act.key)
        if form is None:
            form = self._forms[act.key] = ActForm(self._tools, self._kind, act)
            form.saved.connect(self._say_saved)
            form.done.connect(form.hide)
            form.left.connect(partial(self._close_act, form))
            self._act_place.addWidget(form)
        return form

    def _close_act(self, form: ActForm) -> None:
        form.hide()
        self.form.enter()

    def act_form(self, key: str) -> ActForm | None:
        """The form of an act, once it has been opened."""
        return self._forms.get(key)

    def _open_account(self) -> None:
        if self._account is not None:
            self.open_asked.emit("account", self._account)

    # --- the window -----------------------------------------------------------------------------------------

    def refresh(self, changes: Changes) -> None:
        """Read the record again after a change of the book."""
        if changes.empty:
            return
        for form in (self.form, *self._forms.values()):
            form.forget_choices()
        self.read()

    @property
    def has_focus(self) -> bool:
        """True while the focus is in here."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def enter(self) -> None:
        """Put the focus into the form."""
        if self._key or self.form.is_new:
            self.form.enter()

    def settle(self) -> None:
        """Save what is typed into a record that is in the book already."""
        if self.form.record_id is not None and self.form.dirty:
            self.form.save()

    def restore_draft(self, values: Mapping[str, str]) -> None:
        """Go on with a new record that was being typed, without taking the focus."""
        self.form.show_record(NEW, {})
        self.form.put({k: v for k, v in values.items() if k in self.form.form.fields})
        self._show_whole()

    def drafts(self) -> Mapping[str, str]:
        """What is typed of a new record and not saved."""
        return self.form.typed() if self.form.is_new and self.form.dirty else {}


FOCUS = Qt.FocusReason.OtherFocusReason
"""Why the focus moves between the parts of a page."""
