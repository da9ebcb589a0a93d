"""The checklist that new handovers begin with: its lines, whose they are, and when they are due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.fields import FieldError
from csmdesk.domain.text import Text
from csmdesk.ui.panes.log.source import LogTools
from csmdesk.ui.panes.repeated import Repeated
from csmdesk.ui.tasks import Job, Problem
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.form import Form, FormField
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from csmdesk.services.log.handover_template import HandoverTemplate, TemplateItem

_MOST = 50
BAD_DAYS = Text("天数请填 0 到 366 的整数。", "Days: a whole number from 0 to 366.")


class _ItemForm(Form):
    """One line of the template."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.add("name", FormField(theme, self.tr("内容")))
        self.add("owner", FormField(theme, self.tr("负责人")), half=True)
        self.add("days", FormField(theme, self.tr("开始后几天内")), half=True)


class TemplateSheet(Sheet):
    """Saves the lines as they stand; handovers that have begun stay as they are."""

    said = Signal(str, bool)

    def __init__(self, tools: LogTools, template: HandoverTemplate, host: QWidget) -> None:
        super().__init__(tools.theme, host, "", width=520)
        self._tools = tools
        self._template = template
        self.set_title(self.tr("交接清单模板"))
        note = self.tr("新建交接时照此列出；已开始的交接不变。")
        self.body.addWidget(Label(tools.theme, note, role="t2", wrap=True))
        self.items: Repeated[_ItemForm] = Repeated(
            tools.theme, self.tr("第 {n} 项"), self.tr("加一项"), self._new_form, least=1, most=_MOST
        )
        self.body.addWidget(self.items)
        self.problem = Label(tools.theme, scale="small", role="redt", wrap=True)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.usual = Button(tools.theme, self.tr("恢复默认清单"), kind="link", small=True)
        self.usual.clicked.connect(self._reset)
        self.body.addWidget(self.usual, 0, Qt.AlignmentFlag.AlignLeft)
        self.set_buttons(self.tr("保存"))
        self.accepted.connect(self._save)
        self.items.changed.connect(self.problem.hide)

    def _new_form(self) -> _ItemForm:
        return _ItemForm(self._tools.theme)

    def show_items(self, items: Sequence[TemplateItem]) -> None:
        """Show the lines as they are kept."""
        self.items.set_values(
            [{"name": item.name, "owner": item.owner, "days": str(item.days)} for item in items]
        )

    def enter(self) -> None:
        """Put the focus into the first line."""
        self.items.blocks[0].form.fields["name"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        from csmdesk.services.log.handover_template import TemplateItem

        found = []
        for at, row in enumerate(self.items.values()):
            if not row["name"].strip() and not row["owner"].strip():
                continue
            days = row["days"].strip()
            if days and not (days.isascii() and days.isdecimal()):
                self._say(at, "days", BAD_DAYS.to(self._tools.language))
                return
            found.append(TemplateItem(row["name"], row["owner"], int(days or 14)))
        template = self._template
        self._run(lambda _: template.save(found))

    def _reset(self) -> None:
        template = self._template
        self._run(lambda _: template.reset())

    def _run(self, work: Callable[[Job], Changes]) -> None:
        def finish(changes: Changes) -> None:
            self.close_sheet()
            if not changes.empty:
                self.said.emit(self.tr("已改清单模板。"), True)

        self._tools.tasks.command(self, work, finish, failed=self._refuse)

    def _refuse(self, problem: Problem) -> None:
        # The line that is to blame is named by its number: name3, days3.
        field = problem.error.field if isinstance(problem.error, FieldError) else ""
        key, number = field.rstrip("0123456789"), field.lstrip("abcdefghijklmnopqrstuvwxyz")
        self._say(int(number) if number else -1, key, problem.text.to(self._tools.language))

    def _say(self, at: int, key: str, sentence: str) -> None:
        if 0 <= at < len(self.items.blocks) and key in self.items.blocks[at].form.fields:
            self.items.blocks[at].form.set_problems({key: sentence})
            return
        self.problem.setText(sentence)
        self.problem.show()
