"""Invoices and receipts of what was signed, and the early payment offer of what is not paid yet."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from csmdesk.services.contract_track import Track
from csmdesk.services.renewal_money import InvoiceDraft, Money, MoneyLine
from csmdesk.services.renewals import ReceiptDraft
from csmdesk.ui.panes.calendar.money_form import EntryForm, MoneyForms
from csmdesk.ui.panes.calendar.source import TrackTools
from csmdesk.ui.panes.calendar.steps.early_part import EarlyPart
from csmdesk.ui.panes.calendar.steps.money_part import MoneyPart
from csmdesk.ui.panes.calendar.steps.step_place import StepPlace
from csmdesk.ui.widgets.label import Label


class ReceiptsPlace(StepPlace):
    """The money of the contracts that continue this one, or of itself while it is not renewed."""

    def __init__(self, tools: TrackTools) -> None:
        super().__init__(tools)
        self.note = Label(tools.theme, scale="small", role="t3", wrap=True)
        self.column.addWidget(self.note)
        self.parts: list[MoneyPart] = []
        self.money_forms = MoneyForms(self)
        self.money_forms.closed.connect(self._form_closed)
        for form in self.money_forms.all:
            self.forms.append(form)
            form.saved.connect(self._saved)
        self.column.addWidget(self.money_forms)
        self.early = EarlyPart(self)
        self.forms.append(self.early.form)
        self.early.form.saved.connect(self._saved)
        self.early.form.left.connect(self.leave)
        self.column.addWidget(self.early)
        self._came_from: QWidget | None = None

    def fill(self, track: Track, *, same: bool) -> None:
        if not same:
            self.money_forms.close_all()
        renewed = track.row.outcome == "renewed"
        self.note.setText(self.tr("尚未续约：这里是现有合同的开票与回款。续约后，回款记在新合同上。"))
        self.note.setVisible(not renewed)
        while len(self.parts) < len(track.paid):
            part = MoneyPart(self.tools)
            part.opened.connect(self._open)
            part.removed.connect(self._remove)
            part.add_asked.connect(self._add)
            self.column.insertWidget(1 + len(self.parts), part)
            self.parts.append(part)
        for index, part in enumerate(self.parts):
            part.setVisible(index < len(track.paid))
            if index < len(track.paid):
                part.show_money(track.paid[index])
        # What is lost or paid is not paid early any more.
        waits = track.row.outcome != "lost" and any(money.share != 1 for money in track.paid)
        self.early.setVisible(waits)
        if waits:
            self.early.show_track(track)

    def focus_target(self) -> QWidget:
        part = self.parts[0] if self.parts else None
        if part is None:
            return self
        return part.table if part.money is not None and part.money.lines else part.buttons["receipt"]

    # --- entries --------------------------------------------------------------------------------------------

    def _only(self, money: Money, form: EntryForm) -> None:
        self._came_from = QApplication.focusWidget()
        self.money_forms.only(form)
        # The form stands under the table that it belongs to.
        part = next((part for part in self.parts if part.money is money), None)
        if part is not None:
            self.column.removeWidget(self.money_forms)
            self.column.insertWidget(self.column.indexOf(part) + 1, self.money_forms)

    def _add(self, money: Money, kind: str) -> None:
        forms = self.money_forms
        if kind == "invoice":
            self._only(money, forms.invoice)
            forms.invoice.add_to(money)
        elif kind == "plan":
            self._only(money, forms.plan)
            forms.plan.add_to(money)
        else:
            self._only(money, forms.receipt)
            forms.receipt.add_to(money, refund=kind == "refund")

    def _open(self, money: Money, key: str) -> None:
        table, _, number = key.partition(":")
        entry = int(number)
        line = next((each for each in money.lines if (each.table, each.id) == (table, entry)), None)
        if line is None:
            return
        source = self.tools.source.money
        if table == "invoices":
            show = partial(self._change_invoice, money, line)
            self.tools.tasks.query(self, lambda _: source.invoice(entry), show, slot="entry")
        else:
            take = partial(self._change_receipt, money, line)
            self.tools.tasks.query(self, lambda _: source.receipt(entry), take, slot="entry")

    def _change_invoice(self, money: Money, line: MoneyLine, draft: InvoiceDraft) -> None:
        self._only(money, self.money_forms.invoice)
        self.money_forms.invoice.change(line, money.contract_id, draft)

    def _change_receipt(self, money: Money, line: MoneyLine, draft: ReceiptDraft) -> None:
        self._only(money, self.money_forms.receipt)
        self.money_forms.receipt.change(line, money.contract_id, draft)

    def _remove(self, _money: Money, line: MoneyLine) -> None:
        source, entry = self.tools.source.money, line.id
        if line.table == "invoices":
            self.run(
                lambda: source.remove_invoice(entry), self.tr("已移除开票：{code}").format(code=line.code)
            )
        else:
            self.run(
                lambda: source.remove_receipt(entry), self.tr("已移除回款：{code}").format(code=line.code)
            )

    def _form_closed(self) -> None:
        came, self._came_from = self._came_from, None
        if came is not None and self.isAncestorOf(came) and came.isVisible():
            came.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.enter()
