"""An invoice, a receipt, a refund, or a plan of instalments to add or to change, in its place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csmdesk.domain.amounts import typed_fen
from csmdesk.domain.changes import Changes
from csmdesk.domain.fields import FieldError
from csmdesk.services.renewal_money import InvoiceDraft, Money, MoneyLine
from csmdesk.services.renewals import ReceiptDraft
from csmdesk.ui.panes.calendar.steps.fields import AmountField, NumberField
from csmdesk.ui.panes.calendar.steps.step_place import StepPlace
from csmdesk.ui.panes.form_in_place import FormInPlace
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.check_field import CheckField
from csmdesk.ui.widgets.form import FormField
from csmdesk.ui.widgets.label import Label

_YES = "1"


class EntryForm(FormInPlace):
    """The base of the two forms of one entry: a title, and 移除 for an entry that is in the book."""

    def __init__(self, place: StepPlace) -> None:
        tools = place.tools
        super().__init__(tools.theme, tools.tasks, tools.language)
        self.place = place
        self.contract = 0
        self.entry: int | None = None
        self.title = Label(tools.theme, bold=True)
        self.remove_button = Button(tools.theme, self.tr("移除"), kind="link")
        self.remove_button.clicked.connect(self.remove)
        self.foot.add(self.remove_button)
        self.body.insertWidget(0, self.title)
        self.hide()
        self.left.connect(self.hide)

    def remove(self) -> None:
        """Take the entry out of the book."""
        raise NotImplementedError

    def take(self, about: str, values: dict[str, str], title: str) -> None:
        """Show an entry, or an empty one."""
        self.title.setText(title)
        self.remove_button.setVisible(self.entry is not None)
        self.begin(about, values)
        self.show()
        self.enter()


class InvoiceForm(EntryForm):
    """Amount, days and number of an invoice; a credit note has an amount below 0."""

    def __init__(self, place: StepPlace) -> None:
        super().__init__(place)
        theme = self.theme
        self.amount = AmountField(theme, self.tr("开票金额"), self.language)
        self.code = FormField(theme, self.tr("发票号"))
        self.code.edit.setPlaceholderText(self.tr("自动编号"))
        self.day = place.day_field(self.tr("开票日"))
        self.due = place.day_field(self.tr("应收日"), ahead=True)
        self.add("amount", self.amount, half=True)
        self.add("code", self.code, half=True)
        self.add("day", self.day, half=True)
        self.add("due_day", self.due, half=True)

    def add_to(self, money: Money) -> None:
        """Begin a new invoice for what has not been invoiced yet."""
        self.contract, self.entry = money.contract_id, None
        rest = max(0, money.amount_fen - money.invoiced_fen)
        values = {
            "amount": typed_fen(rest) if rest else "",
            "code": "",
            "day": self.place.day.isoformat(),
            "due_day": "",
        }
        self.take(f"invoice:{self.contract}", values, self.tr("加开票"))

    def change(self, line: MoneyLine, contract: int, draft: InvoiceDraft) -> None:
        """Take an invoice of the book in hand."""
        self.contract, self.entry = contract, line.id
        values = {
            "amount": typed_fen(draft.amount_fen),
            "code": draft.code,
            "day": draft.day.isoformat(),
            "due_day": "" if draft.due_day is None else draft.due_day.isoformat(),
        }
        self.take(f"invoice:{contract}:{line.id}", values, self.tr("改开票：{code}").format(code=line.code))

    def save(self) -> None:
        if not self.day.check() or not self.due.check():
            return
        if self.day.day is None:
            self.refuse_field("day", self.tr("请填开票日。"))
            return
        try:
            draft = InvoiceDraft(self.amount.read("amount"), self.day.day, self.due.day, self.code.value)
        except FieldError as error:
            self.refuse_field(error.field, error.text.to(self.language))
            return
        money, contract, entry = self.place.tools.source.money, self.contract, self.entry
        if entry is None:
            self.submit(lambda: money.add_invoice(contract, draft), self.tr("已加开票"))
        else:
            self.submit(lambda: money.change_invoice(entry, draft), self.tr("已改开票"))

    def remove(self) -> None:
        money, entry = self.place.tools.source.money, self.entry
        if entry is not None:
            self.submit(lambda: money.remove_invoice(entry), self.tr("已移除开票"))


class ReceiptForm(EntryForm):
    """Money received or still expected; a refund is typed above 0 and kept below."""

    def __init__(self, place: StepPlace) -> None:
        super().__init__(place)
        theme = self.theme
        self._refund = False
        self.amount = AmountField(theme, self.tr("金额"), self.language)
        self.received = place.day_field(self.tr("到账日"))
        self.due = place.day_field(self.tr("应收日"), ahead=True)
        self.discount = AmountField(theme, self.tr("现金优惠"), self.language)
        self.invoice = FormField(theme, self.tr("发票号"))
        self.one_sum = CheckField(theme, self.tr("付款方式"), self.tr("一次付清"))
        self.add("amount", self.amount, half=True)
        self.add("received_day", self.received, half=True)
        self.add("due_day", self.due, half=True)
        self.add("discount", self.discount, half=True)
        self.add("invoice", self.invoice, half=True)
        self.add("one_sum", self.one_sum, half=True)
        self.received.edit.setPlaceholderText(self.tr("留空 = 待收"))

    def add_to(self, money: Money, *, refund: bool = False) -> None:
        """Begin a receipt of what is still due, or a refund."""
        self.contract, self.entry = money.contract_id, None
        rest = 0 if refund else max(0, money.rest_due_fen - money.expected_fen)
        values = {
            "amount": typed_fen(rest) if rest else "",
            "received_day": self.place.day.isoformat(),
            "due_day": "",
            "discount": "",
            "invoice": "",
            "one_sum": "",
        }
        title = self.tr("加退款") if refund else self.tr("加回款")
        self._begin(f"{'refund' if refund else 'receipt'}:{self.contract}", values, title, refund=refund)

    def change(self, line: MoneyLine, contract: int, draft: ReceiptDraft) -> None:
        """Take a receipt of the book in hand."""
        self.contract, self.entry = contract, line.id
        refund = draft.amount_fen < 0
        values = {
            "amount": typed_fen(abs(draft.amount_fen)),
            "received_day": "" if draft.received_day is None else draft.received_day.isoformat(),
            "due_day": "" if draft.due_day is None else draft.due_day.isoformat(),
            "discount": typed_fen(draft.discount_fen) if draft.discount_fen else "",
            "invoice": draft.invoice_code,
            "one_sum": _YES if draft.one_sum else "",
        }
        title = self.tr("改退款：{code}") if refund else self.tr("改回款：{code}")
        self._begin(f"receipt:{contract}:{line.id}", values, title.format(code=line.code), refund=refund)

    def _begin(self, about: str, values: dict[str, str], title: str, *, refund: bool) -> None:
        self._refund = refund
        self.received.set_name(self.tr("退款日") if refund else self.tr("到账日"))
        for field in (self.discount, self.one_sum):
            field.setVisible(not refund)
        self.take(about, values, title)

    def save(self) -> None:
        if not self.received.check() or not self.due.check():
            return
        try:
            amount = self.amount.read("amount")
            discount = self.discount.read("discount") if self.discount.text.strip() else 0
        except FieldError as error:
            self.refuse_field(error.field, error.text.to(self.language))
            return
        draft = ReceiptDraft(
            -abs(amount) if self._refund else amount,
            self.received.day,
            self.due.day,
            bool(self.one_sum.value) if not self._refund else None,
            discount,
            self.invoice.value,
        )
        money, contract, entry = self.place.tools.source.money, self.contract, self.entry
        if entry is None:
            done = self.tr("已加退款") if self._refund else self.tr("已加回款")
            self.submit(lambda: money.add_receipt(contract, draft), done)
        else:
            done = self.tr("已改退款") if self._refund else self.tr("已改回款")
            self.submit(lambda: money.change_receipt(entry, draft), done)

    def remove(self) -> None:
        money, entry = self.place.tools.source.money, self.entry
        if entry is not None:
            done = self.tr("已移除退款") if self._refund else self.tr("已移除回款")
            self.submit(lambda: money.remove_receipt(entry), done)


class PlanForm(EntryForm):
    """What is still due in equal parts, one every so many months."""

    def __init__(self, place: StepPlace) -> None:
        super().__init__(place)
        theme = self.theme
        self.count = NumberField(theme, self.tr("期数"), self.language)
        self.first = place.day_field(self.tr("首期应收日"), ahead=True)
        self.months = NumberField(theme, self.tr("每隔几个月"), self.language)
        self.add("count", self.count, half=True)
        self.add("first", self.first, half=True)
        self.add("months", self.months, half=True)

    def add_to(self, money: Money) -> None:
        """Begin a plan for what is still due."""
        self.contract, self.entry = money.contract_id, None
        values = {"count": "4", "first": self.place.day.isoformat(), "months": "3"}
        self.take(f"plan:{self.contract}", values, self.tr("分期收款"))

    def save(self) -> None:
        numbers = {}
        for key, field in (("count", self.count), ("months", self.months)):
            number = field.number
            if number is None or number.denominator != 1 or number < 1:
                self.refuse_field(key, self.tr("请填整数，如 4。"))
                return
            numbers[key] = int(number)
        first = self.first.day
        if first is None:
            self.refuse_field("first", self.tr("请填首期应收日。"))
            return
        money, contract = self.place.tools.source.money, self.contract

        def plan() -> Changes:
            parts = money.instalments(contract, numbers["count"], first, numbers["months"])
            drafts = [ReceiptDraft(part.amount_fen, due_day=part.due_day) for part in parts]
            return money.add_receipts(contract, drafts)

        self.submit(plan, self.tr("已分 %n 期", "", numbers["count"]))

    def remove(self) -> None:
        """A plan is a few receipts once it is in the book: each is taken out by itself."""


class MoneyForms(QWidget):
    """The three forms in one place, one shown at a time. ``said(sentence, undo)`` goes to the toast."""

    closed = Signal()

    def __init__(self, place: StepPlace) -> None:
        super().__init__()
        self.invoice = InvoiceForm(place)
        self.receipt = ReceiptForm(place)
        self.plan = PlanForm(place)
        self.all: tuple[EntryForm, ...] = (self.invoice, self.receipt, self.plan)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for form in self.all:
            column.addWidget(form)
            form.left.connect(self.closed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def only(self, form: EntryForm) -> None:
        """Close the others; what is typed in them is kept."""
        for other in self.all:
            if other is not form:
                other.leave()
                other.hide()

    def close_all(self) -> None:
        """Close all of them: another contract is shown."""
        for form in self.all:
            form.leave()
            form.hide()

    @property
    def open_form(self) -> EntryForm | None:
        """The form that is shown."""
        return next((form for form in self.all if not form.isHidden()), None)
