"""The fields of one new contract and of one first receipt, as parts of the form that renews."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from csmdesk.services.renewals import NewTerm, ReceiptDraft
from csmdesk.ui.panes.calendar.steps.fields import AmountField
from csmdesk.ui.panes.calendar.steps.price_change import Term
from csmdesk.ui.widgets.check_field import CheckField
from csmdesk.ui.widgets.form import DayField, Form, FormField

if TYPE_CHECKING:
    from csmdesk.ui.panes.calendar.steps.step_place import StepPlace

translate = QCoreApplication.translate


class TermForm(Form):
    """Start, end, amount, number and product of a new contract."""

    def __init__(self, place: StepPlace) -> None:
        super().__init__(place.theme)
        self.start = place.day_field(self.tr("开始日"), ahead=True)
        self.end = place.day_field(self.tr("到期日"), ahead=True)
        self.amount = AmountField(place.theme, self.tr("金额（整期）"), place.tools.language)
        self.code = FormField(place.theme, self.tr("合同编号"))
        self.code.edit.setPlaceholderText(self.tr("自动编号"))
        self.product = FormField(place.theme, self.tr("产品"))
        self.add("start", self.start, half=True)
        self.add("end", self.end, half=True)
        self.add("amount", self.amount, half=True)
        self.add("code", self.code, half=True)
        self.add("product", self.product)

    @property
    def term(self) -> Term | None:
        """Days and amount; None while one of them is missing."""
        if self.start.day is None or self.end.day is None or self.amount.fen is None:
            return None
        return Term(self.start.day, self.end.day, self.amount.fen)

    def draft(self) -> NewTerm | None:
        """The new contract; None, with the problem at its field, while something is missing."""
        term = self.term
        if term is None:
            self.set_problems(lacking(self, ("start", "end", "amount")))
            return None
        return NewTerm(*term, product=self.product.value, code=self.code.value)


class FirstReceiptForm(Form):
    """Amount, days and whether it came in one sum."""

    def __init__(self, place: StepPlace) -> None:
        super().__init__(place.theme)
        self.amount = AmountField(place.theme, self.tr("金额"), place.tools.language)
        self.received = place.day_field(self.tr("到账日"))
        self.due = place.day_field(self.tr("应收日"), ahead=True)
        self.one_sum = CheckField(place.theme, self.tr("付款方式"), self.tr("一次付清"))
        self.add("amount", self.amount, half=True)
        self.add("received_day", self.received, half=True)
        self.add("due_day", self.due, half=True)
        self.add("one_sum", self.one_sum, half=True)

    def draft(self) -> ReceiptDraft | None:
        """The receipt; None, with the problem at its field, while something is missing."""
        problems = lacking(self, ("amount",))
        if problems or self.amount.fen is None:
            self.set_problems(problems)
            return None
        return ReceiptDraft(self.amount.fen, self.received.day, self.due.day, bool(self.one_sum.value))


def lacking(form: Form, required: Sequence[str]) -> dict[str, str]:
    """What is wrong with the fields: words that mean nothing, and ``required`` ones that are empty."""
    found = {}
    for key, field in form.fields.items():
        if isinstance(field, DayField) and field.value and field.day is None:
            found[key] = translate("TermForm", "看不懂这个日期。可以写 2024-06-30。")
        elif isinstance(field, AmountField) and field.value.strip() and field.fen is None:
            found[key] = translate("TermForm", "不是金额，可写作 24.7万 或 247,000。")
        elif key in required and not field.value.strip():
            found[key] = translate("TermForm", "请填写。")
    return found
