"""Early payment offers: what paying a renewal ahead of time saves and costs, and offers that are kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.early_payment import EarlyPayment, Refusal, early_payment
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import FieldError, several_lines
from csmdesk.domain.text import Text
from csmdesk.services.account_words import money as money_words
from csmdesk.services.calendar_settings import CalendarSettings
from csmdesk.services.contract_record import ContractRecord, record
from csmdesk.services.figures import rules_of
from csmdesk.services.settings_values import decimal
from csmdesk.storage import money_rows
from csmdesk.storage.driver import raw

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book

R = TypeVar("R")


class OfferDraft(NamedTuple):
    """An early payment offer as it is typed: so much, paid in one sum by ``day``."""

    day: date
    amount_fen: int
    note: str = ""


class EarlyOffer(NamedTuple):
    """An offer that is kept, and what it comes to."""

    id: int
    contract_id: int
    day: date
    due_day: date
    amount_fen: int
    currency: str
    note: str
    payment: EarlyPayment


class EarlyOffers:
    """The early payment offers of one book; may be used from any thread.

    Raises UserError, as FieldError where one field is to blame; the book is then as it was.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._settings = CalendarSettings(book)

    def offer(
        self, contract_id: int, paid: date, *, amount_fen: int | None = None, one_sum: bool = True
    ) -> EarlyPayment:
        """What paying the renewal of a contract on ``paid`` saves and costs.

        The amount is that of the contracts that continue it, else its own; it is due when the old term ends.
        """
        amount, due, _ = self._owed(contract_id)
        return early_payment(
            amount if amount_fen is None else amount_fen,
            due,
            paid,
            one_sum=one_sum,
            rules=rules_of(self._book),
            discount=self._settings.discount(),
        )

    def offer_amount(self, contract_id: int) -> int:
        """What there is to be paid early, in fen."""
        return self._owed(contract_id)[0]

    def offers(self, contract_id: int) -> list[EarlyOffer]:
        """The offers made for a contract, by the day by which they are to be paid."""
        rules = rules_of(self._book)
        with self._book.reading() as connection:
            rows = money_rows.offers(connection, "contract_id", contract_id)
        return [
            EarlyOffer(
                row.id,
                row.contract_id,
                row.day,
                row.due_day,
                row.amount_fen,
                row.currency,
                row.note,
                early_payment(
                    row.amount_fen,
                    row.due_day,
                    row.day,
                    one_sum=True,
                    rules=rules,
                    discount=Fraction(row.discount),
                ),
            )
            for row in rows
        ]

    def save_offer(self, contract_id: int, offer: OfferDraft) -> Changes:
        """Keep an offer with the contract; refused for a day that earns no discount any more."""
        if offer.amount_fen <= 0:
            raise FieldError("amount", NO_AMOUNT)
        payment = self.offer(contract_id, offer.day, amount_fen=offer.amount_fen)
        if payment.refusal is Refusal.TOO_LATE:
            raise FieldError("day", TOO_LATE.format(day=payment.pay_by))
        _, due, contract = self._owed(contract_id)
        discount = decimal(self._settings.discount())

        def write(connection: sqlalchemy.Connection) -> None:
            raw(connection).execute(
                "INSERT INTO early_offers (contract_id, day, due_day, amount_fen, currency, discount, note) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    contract_id, offer.day.isoformat(), due.isoformat(), offer.amount_fen, contract.currency,
                    discount, several_lines(offer.note),
                ),
            )  # fmt: skip

        return self._run(write, ADD_OFFER, contract, offer.amount_fen)

    def remove_offer(self, offer_id: int) -> Changes:
        """Take an offer out of the book."""
        with self._book.reading() as connection:
            kept = one_row(money_rows.offers(connection, "id", offer_id))
            contract = record(connection, kept.contract_id)

        def write(connection: sqlalchemy.Connection) -> None:
            raw(connection).execute("DELETE FROM early_offers WHERE id = ?", (offer_id,))

        return self._run(write, REMOVE_OFFER, contract, kept.amount_fen)

    def _owed(self, contract_id: int) -> tuple[int, date, ContractRecord]:
        """What the renewal brings, when it is due, and the contract."""
        with self._book.reading() as connection:
            contract = record(connection, contract_id)
            continued = money_rows.renewed_by(connection, contract_id)
        if contract.end is None:
            raise UserError(OPEN_ENDED)
        same = [amount for _, amount, currency in continued if currency == contract.currency]
        return sum(same) if same else contract.amount_fen, contract.end, contract

    def _run(
        self,
        write: Callable[[sqlalchemy.Connection], None],
        label: Text,
        contract: ContractRecord,
        fen: int,
        **more: object,
    ) -> Changes:
        amount = money_words(fen, contract.currency)
        said = label.format(contract=contract.named, amount=amount, **more)
        return self._book.store.run(Op.EDIT_MONEY, write, said).changes


def one_row(rows: Sequence[R]) -> R:
    """The first row; raises UserError where there is none any more."""
    if not rows:
        raise UserError(GONE)
    return rows[0]


ADD_OFFER = Text("存提前付款优惠：{contract} {amount}", "Keep early payment offer: {contract} {amount}")
REMOVE_OFFER = Text("删提前付款优惠：{contract} {amount}", "Remove early payment offer: {contract} {amount}")
TOO_LATE = Text(
    "最晚 {day} 付清才有提前付款优惠。", "Only what is paid by {day} earns the early payment discount."
)
OPEN_ENDED = Text(
    "没有到期日的合同没有提前付款优惠。", "A contract without an end has no early payment discount."
)
NO_AMOUNT = Text("请填写金额。", "Enter an amount.")
GONE = Text("这一笔已不在客户书里。", "This entry is no longer in the book.")
