"""The people of an account: executives first; telephone, e-mail, birthday, the last touch with each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import QHBoxLayout

from csmdesk.domain.period import today
from csmdesk.services.account_view import AccountDetail, ContactLine
from csmdesk.ui.actions import Action
from csmdesk.ui.panes.accounts.contact_form import ContactForm
from csmdesk.ui.panes.accounts.tabs.entries import Entries
from csmdesk.ui.panes.accounts.tabs.entry_list import EntryList, EntryPainter
from csmdesk.ui.panes.accounts.tabs.page import ListPage, Tools, insets
from csmdesk.ui.theme import RADIUS_SMALL, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.crisp import draw_box, draw_icon
from csmdesk.ui.widgets.label import Label

_PAD, _FIRST, _LINE = 8, 20, 18
_ICON = 12
_GAP = 16


class _Part(NamedTuple):
    """A piece of the second line: what it is, its words, whether a click copies it."""

    name: str
    words: str
    copies: bool


class ContactPainter(EntryPainter):
    """Name, title, 高管, the last touch; below telephone and e-mail, each with its sign to copy, birthday."""

    row_height = 2 * _PAD + _FIRST + _LINE

    def __init__(self, theme: Theme, executive: str) -> None:
        super().__init__(theme)
        self._executive = executive

    def draw(self, painter: QPainter, item: ContactLine, box: QRect) -> None:
        theme = self.theme
        top = box.top() + _PAD
        gone = bool(item.left)
        role = "t3" if gone else "t1"
        right = box.right() + 1
        last = item.left or item.touched
        right -= self.text(
            painter, QRect(box.left(), top, box.width(), _FIRST), last, "t3", scale="small", right=True
        )
        left = box.left()
        badge = 0
        if item.executive:
            badge = theme.metrics("small").horizontalAdvance(self._executive) + 12
        room = right - left - 12 - (badge + 8 if badge else 0)
        name = QRect(left, top, max(40, min(room, box.width() * 3 // 5)), _FIRST)
        left += self.text(painter, name, item.name, role, bold=not gone) + 8
        title = QRect(left, top, max(0, right - 12 - left - (badge + 8 if badge else 0)), _FIRST)
        left += self.text(painter, title, item.title, "t3" if gone else "t2") + 8
        if badge:
            frame = QRect(left, top + 1, badge, _FIRST - 2)
            draw_box(painter, theme, frame.toRectF(), RADIUS_SMALL, ground="inset" if gone else "sel")
            self.text(
                painter,
                frame.adjusted(6, 0, 0, 0),
                self._executive,
                "t3" if gone else "accent",
                scale="small",
            )
        for part, place in self._places(item, box):
            if part.name == "birthday" and item.cake:
                draw_icon(painter, theme, "cake", "accent", place.left(), place.center().y() - 6, 12)
                place = place.adjusted(_ICON + 5, 0, 0, 0)
            words = "t3" if gone else "t1" if part.name == "birthday" and item.cake else "t2"
            room = _ICON + 5 if part.copies else 0
            width = self.text(painter, place.adjusted(0, 0, -room, 0), part.words, words, scale="small")
            if part.copies:
                left = place.left() + width + 5
                draw_icon(painter, theme, "copy", "t3", left, place.center().y() - _ICON / 2 + 1, _ICON)

    def _parts(self, item: ContactLine) -> list[_Part]:
        parts = [
            _Part("phone", item.phone, copies=True),
            _Part("email", item.email, copies=True),
            _Part("birthday", item.birthday, copies=False),
        ]
        return [part for part in parts if part.words]

    def _places(self, item: ContactLine, box: QRect) -> list[tuple[_Part, QRect]]:
        metrics = self.theme.metrics("small")
        left, top = box.left(), box.top() + _PAD + _FIRST
        made = []
        parts = self._parts(item)
        extra = {"birthday": _ICON + 5 if item.cake else 0}
        widths = [
            metrics.horizontalAdvance(p.words) + (_ICON + 5 if p.copies else extra.get(p.name, 0)) + 1
            for p in parts
        ]
        over = sum(widths) + _GAP * (len(widths) - 1) - box.width()
        for part, width in zip(parts, widths, strict=True):
            if over > 0 and part.name == "email":
                # An address may be very long; a number and a day are not.
                width = max(60, width - over)
            made.append((part, QRect(left, top, width, _LINE)))
            left += width + _GAP
        return made

    def spots(self, item: ContactLine, box: QRect) -> Mapping[str, QRect]:
        return {part.name: place for part, place in self._places(item, box) if part.copies}


class ContactsPage(ListPage):
    """The list and, over it, the form. A adds, Enter or E changes, L marks as left, Delete removes."""

    erase_asked = Signal(int)

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self.add_button = Button(tools.theme, self.tr("联系人"), icon="plus", hint="A")
        self.add_button.setAccessibleName(self.tr("新建联系人"))
        self.add_button.set_why_not(tools.read_only)
        self.add_button.clicked.connect(self.add_contact)
        self._note = Label(tools.theme, scale="small", role="t3", elide=True)
        self.form = ContactForm(tools)
        self.form.hide()
        self.form.saved.connect(self._saved)
        self.form.left.connect(self._leave_form)
        bar = QHBoxLayout()
        bar.setContentsMargins(*insets(8, 6))
        bar.setSpacing(12)
        bar.addWidget(self._note, 1)
        bar.addWidget(self.add_button)
        model: Entries[ContactLine] = Entries(_key, self._words)
        painter = ContactPainter(tools.theme, self.tr("高管"))
        self.rows = EntryList(tools.theme, model, painter, self.tr("联系人"))
        self.empty = self.empty_words(self.tr("还没有联系人。"), self.tr("按 A 新建一位，或导入联系人表。"))
        self.column.addLayout(bar)
        self.column.addWidget(self.form)
        self.column.addWidget(self.rows, 1)
        self.column.addWidget(self.empty, 1)
        self.rows.opened.connect(self._edit)
        self.rows.spot_clicked.connect(self._copy_spot)
        self.rows.menu_asked.connect(self.open_menu)

    def fill(self, detail: AccountDetail, *, same: bool) -> None:
        if not same:
            self.form.leave()
        lines = detail.contacts
        here = [line for line in lines if not line.left]
        executives = sum(line.executive for line in here)
        gone = len(lines) - len(here)
        words = [self.tr("在任 {n} 位").format(n=len(here)), self.tr("高管 {n} 位").format(n=executives)]
        if gone:
            words.append(self.tr("离任 {n} 位").format(n=gone))
        self._note.setText("  ".join(words) if lines else "")
        self.show_rows(lines, same=same)

    def reveal(self, contact_id: int) -> bool:
        """Make a contact current; False when the account has none with this id."""
        return self.rows.reveal(contact_id)

    def _words(self, line: ContactLine) -> str:
        parts = (
            line.name,
            line.title,
            self.tr("高管") if line.executive else "",
            line.left or line.touched,
            line.phone,
            line.email,
            line.birthday,
        )
        return "  ".join(part for part in parts if part)

    # --- what can be done -----------------------------------------------------------------------------------

    def row_actions(self) -> list[Action]:
        fixed = self.tools.read_only
        add = Action("add_contact", self.tr("新建联系人"), self.add_contact, "A", "plus", fixed)
        line: ContactLine | None = self.rows.current
        if line is None:
            return [add]
        left = self.tr("改回在任") if line.left else self.tr("标为离任")
        no_phone = "" if line.phone else self.tr("没有电话。")
        no_email = "" if line.email else self.tr("没有邮箱。")
        return [
            Action("edit_contact", self.tr("改联系人"), self._edit_current, "E", "log", fixed),
            Action("copy_phone", self.tr("复制电话"), self._copy_phone, "C", "copy", no_phone),
            Action("copy_email", self.tr("复制邮箱"), self._copy_email, "M", "copy", no_email),
            Action("contact_left", left, self._toggle_left, "L", "person", fixed),
            Action("remove_contact", self.tr("移除联系人"), self._remove, "Delete", "x", fixed),
            Action("erase_person", self.tr("删除个人信息…"), self._erase, "", "eye", fixed),
            add,
        ]

    def add_contact(self) -> None:
        """Open the form for a new contact."""
        if self.detail is not None:
            self.form.add_to(self.detail.id)

    def _edit_current(self) -> None:
        if self.rows.current is not None:
            self._edit(self.rows.current)

    def _edit(self, line: ContactLine) -> None:
        self.form.open(self.account_id, line.id)

    def _copy_spot(self, line: ContactLine, spot: str, _place: QRect) -> None:
        self._copy(line.phone if spot == "phone" else line.email)

    def _copy_phone(self) -> None:
        if self.rows.current is not None:
            self._copy(self.rows.current.phone)

    def _copy_email(self) -> None:
        if self.rows.current is not None:
            self._copy(self.rows.current.email)

    def _copy(self, words: str) -> None:
        QGuiApplication.clipboard().setText(words)
        self.said.emit(self.tr("已复制：{words}").format(words=words), False)

    def _toggle_left(self) -> None:
        line: ContactLine | None = self.rows.current
        if line is None or self.detail is None:
            return
        # Seen from an earlier day, today would leave the contact as he or she was.
        day = None if line.left else min(self.detail.closing, today())
        done = self.tr("已改回在任：{name}") if line.left else self.tr("已标为离任：{name}")
        contact, edits = line.id, self.tools.edits
        self.run(lambda: edits.contact_left(contact, day), done.format(name=line.name))

    def _remove(self) -> None:
        line: ContactLine | None = self.rows.current
        if line is not None:
            contact, edits = line.id, self.tools.edits
            done = self.tr("已移除联系人：{name}").format(name=line.name)
            self.run(lambda: edits.remove_contact(contact), done)

    def _erase(self) -> None:
        if self.rows.current is not None:
            self.erase_asked.emit(self.rows.current.id)

    def _saved(self, sentence: str) -> None:
        self.said.emit(sentence, True)
        self._leave_form()

    def _leave_form(self) -> None:
        self.focus_target().setFocus()


def _key(line: ContactLine) -> int:
    return line.id
