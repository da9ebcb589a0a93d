"""A contact to add or to change, in its place over the list of contacts."""

from __future__ import annotations

from csmdesk.services.account_edits import ContactDraft
from csmdesk.ui.panes.accounts.place_form import PlaceForm, typed_day
from csmdesk.ui.panes.accounts.tabs.page import Tools
from csmdesk.ui.widgets.check_field import CheckField
from csmdesk.ui.widgets.form import DayField, FormField

_YES = "1"


class ContactForm(PlaceForm):
    """``add_to(account)`` and ``open(account, contact)``; ``saved(sentence)`` when the book has taken it."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._account = 0
        self._contact: int | None = None
        birthday = FormField(theme, self.tr("生日"))
        birthday.edit.setPlaceholderText("02-23")
        self.left_day = DayField(theme, self.tr("离任日"), tools.language, parse=typed_day)
        self.add("name", FormField(theme, self.tr("姓名")), half=True)
        self.add("title", FormField(theme, self.tr("职务")), half=True)
        self.add("phone", FormField(theme, self.tr("电话")), half=True)
        self.add("email", FormField(theme, self.tr("邮箱")), half=True)
        self.add("birthday", birthday, half=True)
        self.add("left_day", self.left_day, half=True)
        self.add("executive", CheckField(theme, self.tr("级别"), self.tr("高管（CXO 级）")))

    @property
    def contact(self) -> int | None:
        """The contact in hand; None for a new one."""
        return self._contact

    def add_to(self, account_id: int) -> None:
        """Begin a new contact."""
        self._take(account_id, None, ContactDraft(""), self.tr("新建联系人"))

    def open(self, account_id: int, contact_id: int) -> None:
        """Read a contact of the book and take it in hand."""
        edits = self.tools.edits

        def show(draft: ContactDraft) -> None:
            self._take(account_id, contact_id, draft, self.tr("改联系人：{name}").format(name=draft.name))

        self.tools.tasks.query(self, lambda _: edits.contact(contact_id), show, slot="contact")

    def _take(self, account_id: int, contact_id: int | None, draft: ContactDraft, title: str) -> None:
        values = {
            "name": draft.name,
            "title": draft.title,
            "phone": draft.phone,
            "email": draft.email,
            "birthday": draft.birthday,
            "left_day": draft.left_day.isoformat() if draft.left_day else "",
            "executive": _YES if draft.executive else "",
        }
        self.begin(title, values, (account_id, contact_id))
        self._account, self._contact = account_id, contact_id

    def save(self) -> None:
        if not self.left_day.check():
            self.left_day.setFocus()
            return
        values = self.form.values()
        draft = ContactDraft(
            name=values["name"],
            title=values["title"],
            executive=bool(values["executive"]),
            email=values["email"],
            phone=values["phone"],
            birthday=values["birthday"],
            left_day=self.left_day.day,
        )
        account, contact, edits = self._account, self._contact, self.tools.edits
        done = self.tr("已改联系人：{name}") if contact is not None else self.tr("已新建联系人：{name}")
        self.submit(lambda: edits.save_contact(account, contact, draft), done.format(name=draft.name.strip()))
