"""The early payment offer: paid in one sum by a day, what the customer saves, what it saves and costs us."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.domain.amounts import typed_fen
from csmdesk.domain.early_payment import EarlyPayment, Refusal
from csmdesk.domain.fields import FieldError
from csmdesk.metrics import display
from csmdesk.services.contract_track import Track
from csmdesk.services.renewal_money import EarlyOffer, OfferDraft
from csmdesk.ui.panes.calendar.steps.amount_words import amount_words
from csmdesk.ui.panes.calendar.steps.fields import AmountField
from csmdesk.ui.panes.calendar.steps.step_place import StepPlace
from csmdesk.ui.panes.form_in_place import FormInPlace
from csmdesk.ui.tasks import Problem
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.check_field import CheckField
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import SectionHead
from csmdesk.ui.widgets.shapes import StatusShape, text_role

_YES = "1"


class EarlyForm(FormInPlace):
    """Day, amount and whether it comes in one sum; what that is worth is shown while it is typed."""

    def __init__(self, place: StepPlace) -> None:
        tools = place.tools
        super().__init__(tools.theme, tools.tasks, tools.language)
        self.save_button.setText(self.tr("存优惠"))
        theme = tools.theme
        self._place = place
        self._track: Track | None = None
        self.paid = place.day_field(self.tr("客户付款日"), ahead=True)
        self.amount = AmountField(theme, self.tr("付款金额"), tools.language)
        self.one_sum = CheckField(theme, self.tr("付款方式"), self.tr("一次付清"))
        self.add("day", self.paid, half=True)
        self.add("amount", self.amount, half=True)
        self.add("one_sum", self.one_sum, half=True)
        self.shape = StatusShape(theme)
        self.verdict = Label(theme, role="t2", wrap=True)
        self.figures: dict[str, Label] = {}
        self._result = QWidget()
        said = QHBoxLayout()
        said.setSpacing(6)
        said.addWidget(self.shape)
        said.addWidget(self.verdict, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        for row, (key, words) in enumerate(
            (
                ("discount", self.tr("客户省下（我们让利）")),
                ("to_pay", self.tr("实收")),
                ("saved", self.tr("我们省下的资金成本")),
                ("net", self.tr("净收益")),
            )
        ):
            value = self.figures[key] = Label(theme, align="right", bold=key == "net")
            grid.addWidget(Label(theme, words, scale="small", role="t3"), row, 0)
            grid.addWidget(value, row, 1)
        column = QVBoxLayout(self._result)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(said)
        column.addLayout(grid)
        self.body.insertWidget(1, self._result)
        self.cancel_button.hide()
        self.form.changed.connect(self.reckon)

    def show_track(self, track: Track, amount_fen: int, payment: EarlyPayment) -> None:
        """Take a contract in hand: paid on the last day with a discount, or today if that is later."""
        self._track = track
        day = max(payment.pay_by, self._place.day)
        about = f"{track.id}:{amount_fen}"
        if self.about != about:
            # What has been typed stays, also once it is kept.
            self.begin(about, {"day": day.isoformat(), "amount": typed_fen(amount_fen), "one_sum": _YES})
        self.reckon()

    def reckon(self) -> None:
        """Ask what the payment that is typed is worth."""
        track, day, amount = self._track, self.paid.day, self.amount.fen
        if track is None or day is None or amount is None:
            return
        money, one_sum = self._place.tools.source.money, bool(self.one_sum.value)
        self.tasks.query(
            self,
            lambda _: money.offer(track.id, day, amount_fen=amount, one_sum=one_sum),
            self.show_payment,
            failed=self._unknown,
            slot="offer",
        )

    def _unknown(self, problem: Problem) -> None:
        self.verdict.setText(problem.text.to(self.language))

    def show_payment(self, payment: EarlyPayment) -> None:
        """Show what a payment earns and is worth."""
        if self._track is None:
            return
        currency = self._track.row.currency
        by = payment.pay_by.isoformat()
        if payment.refusal is Refusal.TOO_LATE:
            mark, said = "red", self.tr("没有优惠：要在 {day} 前付清").format(day=by)
        elif payment.refusal is Refusal.NOT_ONE_SUM:
            mark, said = "yellow", self.tr("没有优惠：要一次付清")
        else:
            mark = "green"
            days = self.tr("%n 天", "", payment.days)
            said = self.tr("有优惠：提前 {days}，最晚 {day}").format(days=days, day=by)
        self.shape.set_shape(mark)
        self.verdict.set_role(text_role(mark, "t2"))
        self.verdict.setText(said)
        for key, fen in (
            ("discount", payment.discount_fen),
            ("to_pay", payment.to_pay_fen),
            ("saved", payment.financing_saved_fen),
            ("net", payment.net_fen),
        ):
            self.figures[key].setText(amount_words(fen, currency))
        self.save_button.set_why_not("" if payment.refusal is None else said)

    def save(self) -> None:
        track, day = self._track, self.paid.day
        if track is None or not self.paid.check():
            return
        if day is None:
            self.refuse_field("day", self.tr("请填付款日。"))
            return
        if not self.one_sum.value:
            self.refuse_field("one_sum", self.tr("一次付清才有优惠。"))
            return
        try:
            draft = OfferDraft(day, self.amount.read("amount"))
        except FieldError as error:
            self.refuse_field(error.field, error.text.to(self.language))
            return
        money = self._place.tools.source.money
        done = self.tr("已存提前付款优惠：{code} {day}").format(code=track.code, day=day)
        self.submit(lambda: money.save_offer(track.id, draft), done, close=False)


class EarlyPart(QWidget):
    """The form, and the offers that are kept."""

    def __init__(self, place: StepPlace) -> None:
        super().__init__()
        self._place = place
        self._track: Track | None = None
        theme = place.theme
        self.head = SectionHead(theme, self.tr("提前付款优惠"))
        self.terms = Label(theme, scale="small", role="t3", wrap=True)
        self.terms.hide()
        self.form = EarlyForm(place)
        self.offers: list[QWidget] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.head)
        column.addWidget(self.terms)
        column.addWidget(self.form)
        column.addLayout(self._rows)

    def show_track(self, track: Track) -> None:
        """Show the offers of a contract."""
        self._track = track
        money, day = self._place.tools.source.money, self._place.day

        def read(_: object) -> tuple[Track, int, EarlyPayment, list[EarlyOffer]]:
            return track, money.offer_amount(track.id), money.offer(track.id, day), money.offers(track.id)

        self._place.tools.tasks.query(self, read, self._show, slot="early")

    def _show(self, found: tuple[Track, int, EarlyPayment, list[EarlyOffer]]) -> None:
        track, amount, payment, offers = found
        if track is not self._track:
            return
        note = self.tr("{percent}，提前 {days} 天，一次付清")
        percent = display.percent(payment.discount_fen / amount) if payment.discount_fen and amount else ""
        days = track.rules.early_days
        self.terms.setText(note.format(percent=percent, days=days) if percent else "")
        self.terms.setVisible(bool(percent))
        self.form.show_track(track, amount, payment)
        for row in self.offers:
            row.hide()
            row.setParent(None)
            row.deleteLater()
        self.offers = [self._row(offer) for offer in offers]
        for row in self.offers:
            self._rows.addWidget(row)

    def _row(self, offer: EarlyOffer) -> QWidget:
        theme = self._place.theme
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        words = self.tr("{day} 前付 {amount}，优惠 {discount}").format(
            day=offer.day,
            amount=amount_words(offer.payment.to_pay_fen, offer.currency),
            discount=amount_words(offer.payment.discount_fen, offer.currency),
        )
        cross = Button(theme, kind="flat", icon="x")
        cross.setToolTip(self.tr("移除优惠"))
        cross.setAccessibleName(self.tr("移除优惠：{words}").format(words=words))
        cross.clicked.connect(partial(self.remove, offer.id))
        line.addWidget(Label(theme, words, scale="small", role="t2", elide=True), 1)
        line.addWidget(cross, 0, Qt.AlignmentFlag.AlignRight)
        return row

    def remove(self, offer_id: int) -> None:
        """Take an offer out of the book."""
        money = self._place.tools.source.money
        self._place.run(lambda: money.remove_offer(offer_id), self.tr("已移除提前付款优惠"))
