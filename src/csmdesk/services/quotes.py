"""Tiered quotes: the baseline from recorded usage, pricing, keeping with the account, words for pasting."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain import period
from csmdesk.domain.amounts import read_fen, read_number
from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import FieldError, one_line, several_lines
from csmdesk.domain.period import parse_period
from csmdesk.domain.quote import BundleItem
from csmdesk.domain.text import Language, Text
from csmdesk.services import reviews
from csmdesk.services.account_fields import accounts_named
from csmdesk.services.quote_words import Bundle, QuoteDraft, words
from csmdesk.services.settings_values import decimal
from csmdesk.storage import account_page
from csmdesk.storage.driver import Connection, raw

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.domain.facts import UsageRow
    from csmdesk.storage.book import Book

__all__ = ["BASELINE_DAYS", "Baseline", "Bundle", "BundleItem", "KeptQuote", "QuoteDraft", "Quotes", "words"]

BASELINE_DAYS = 90
"""The baseline is the peak of so many days (domain.md, section 4, tiered quote)."""

_PLACES = 6
_MOST_ITEMS = 20


class Baseline(NamedTuple):
    """The peak of the active accounts over the days before ``by``, and the day on which it was.

    ``module`` is '' for all modules together; ``days`` is how many days have data.
    """

    value: int
    day: date
    by: date
    days: int
    module_id: int | None = None
    module: str = ""

    @property
    def words(self) -> Text:
        """Where the number comes from."""
        name = self.module or "全部模块"
        english = self.module or "all modules"
        return Text(
            f"{name}近 {BASELINE_DAYS} 天峰值 {self.value:,}（{self.day}，{self.days} 天有数据）",
            f"peak of {BASELINE_DAYS} days, {english}: {self.value:,} ({self.day}; {self.days} days of data)",
        )


@dataclass(frozen=True)
class KeptQuote:
    """A quote of the book; ``contract`` is the number of the contract that it is for, or ''."""

    id: int
    account: str
    contract: str
    draft: QuoteDraft


class Quotes:
    """The quotes of one book; may be used from any thread.

    Raises UserError, as FieldError where one field is to blame; the book is then as it was.
    """

    def __init__(self, book: Book, today: Callable[[], date] = period.today) -> None:
        self._book = book
        self._today = today

    # --- the baseline ---------------------------------------------------------------------------------------

    def baseline(self, account_id: int, as_of: date, module_id: int | None = None) -> Baseline | None:
        """The peak of the 90 days up to ``as_of``, of one module or of all; None without usage.

        Of equal days the newest counts.
        """
        return next((b for b in self.baselines(account_id, as_of) if b.module_id == module_id), None)

    def baselines(self, account_id: int, as_of: date) -> tuple[Baseline, ...]:
        """The peak of all modules together, then of each module; nothing without usage."""
        first = as_of - timedelta(days=BASELINE_DAYS - 1)
        with self._book.reading() as connection:
            rows = account_page.usage_between(connection, account_id, first, as_of)
            names: dict[int, str] = dict(connection.execute("SELECT id, name FROM modules").fetchall())
        if not rows:
            return ()
        by_module: dict[int, list[UsageRow]] = defaultdict(list)
        for row in rows:
            by_module[row.module_id].append(row)
        modules = [
            _peak(own, as_of, module, names.get(module, "")) for module, own in sorted(by_module.items())
        ]
        return (_peak(rows, as_of), *modules)

    # --- reading what is typed ------------------------------------------------------------------------------

    def read(self, account_id: int, typed: Mapping[str, str]) -> QuoteDraft:
        """The quote that is typed: baseline, units, list_price, by_band ('1' or ''), note, day, currency.

        Raises FieldError for what makes no quote.
        """
        values = {}
        for field in ("baseline", "units"):
            values[field] = read_number(field, typed.get(field, ""))
        draft = QuoteDraft(
            account_id,
            values["baseline"],
            values["units"],
            read_fen("list_price", typed.get("list_price", "")),
            bool(typed.get("by_band", "")),
            self._today(),
            currency=typed.get("currency", "") or "CNY",
            note=typed.get("note", ""),
        )
        self.refuse(draft)
        return draft

    @staticmethod
    def refuse(draft: QuoteDraft) -> None:
        """Raise FieldError for a quote that cannot be."""
        if draft.baseline <= 0:
            raise FieldError("baseline", ABOVE_ZERO)
        if draft.units <= 0:
            raise FieldError("units", ABOVE_ZERO)
        if draft.list_price_fen <= 0:
            raise FieldError("list_price", ABOVE_ZERO)
        for field, value in (("baseline", draft.baseline), ("units", draft.units)):
            if (value * 10**_PLACES).denominator != 1:
                raise FieldError(field, TOO_FINE.format(places=_PLACES))
        if draft.bundle is not None:
            _refuse_bundle(draft.bundle)

    # --- the book -------------------------------------------------------------------------------------------

    def save(self, draft: QuoteDraft) -> Changes:
        """Keep a quote with its account, and with its contract where it is for one."""
        self.refuse(draft)
        if draft.day > self._today():
            raise FieldError("day", AHEAD.format(day=draft.day))
        with self._book.reading() as connection:
            (account,) = accounts_named(connection, [draft.account_id])
            contract = _contract_code(connection, draft)

        def write(connection: sqlalchemy.Connection) -> None:
            raw(connection).execute(
                "INSERT INTO quotes (account_id, day, baseline, units, list_price_fen, by_band, currency, "
                "contract_id, bundle, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    draft.account_id, draft.day.isoformat(), decimal(draft.baseline), decimal(draft.units),
                    draft.list_price_fen, int(draft.by_band), draft.currency, draft.contract_id,
                    _bundle_json(draft.bundle), several_lines(draft.note),
                ),
            )  # fmt: skip

        return self._run(write, SAVE, account.name, contract)

    def list(self, account_id: int) -> tuple[KeptQuote, ...]:
        """The quotes of an account, the newest first."""
        with self._book.reading() as connection:
            rows = connection.execute(
                "SELECT q.id, a.name, coalesce(c.code, ''), q.day, baseline, units, list_price_fen, by_band, "
                "q.currency, contract_id, bundle, q.note FROM quotes q "
                "JOIN accounts a ON a.id = q.account_id LEFT JOIN contracts c ON c.id = contract_id "
                "WHERE q.account_id = ? ORDER BY q.day DESC, q.id DESC",
                (account_id,),
            ).fetchall()
        return tuple(
            KeptQuote(
                row[0],
                row[1],
                row[2],
                QuoteDraft(
                    account_id,
                    Fraction(row[4]),
                    Fraction(row[5]),
                    row[6],
                    bool(row[7]),
                    date.fromisoformat(row[3]),
                    row[9],
                    row[8],
                    row[11],
                    _bundle_of(row[10]),
                ),
            )
            for row in rows
        )

    def into_review(self, draft: QuoteDraft, period: str, language: Language) -> Changes:
        """Put the quote's words behind what the review of ``period`` says of the renewals or the upsell.

        A quote for a contract belongs to the renewals. Words that stand there already are not put there
        again. Raises UserError for an unknown period, FieldError for a quote that cannot be.
        """
        self.refuse(draft)
        name = parse_period(period).name
        with self._book.reading() as connection:
            (account,) = accounts_named(connection, [draft.account_id])
            contract = _contract_code(connection, draft)
        place = "work.upsell.how" if draft.contract_id is None else "work.renewals.how"
        before = reviews.texts(self._book, name).get(place, "")
        said = words(draft, language, account.name)
        if said in before:
            return Changes()
        label = INTO_REVIEW.format(whom=f"{contract} {account.name}".strip())
        return reviews.write_text(self._book, name, place, f"{before}\n\n{said}".lstrip(), label)

    def remove(self, quote_id: int) -> Changes:
        """Take a quote out of the book."""
        with self._book.reading() as connection:
            found = connection.execute(
                "SELECT a.name, coalesce(c.code, '') FROM quotes q JOIN accounts a ON a.id = q.account_id "
                "LEFT JOIN contracts c ON c.id = contract_id WHERE q.id = ?",
                (quote_id,),
            ).fetchone()
        if found is None:
            raise UserError(GONE)

        def write(connection: sqlalchemy.Connection) -> None:
            raw(connection).execute("DELETE FROM quotes WHERE id = ?", (quote_id,))

        return self._run(write, REMOVE, found[0], found[1])

    def _run(
        self, write: Callable[[sqlalchemy.Connection], None], label: Text, account: str, contract: str
    ) -> Changes:
        said = label.format(whom=f"{contract} {account}".strip())
        return self._book.store.run(Op.EDIT_QUOTE, write, said).changes

    # --- words ----------------------------------------------------------------------------------------------

    @staticmethod
    def words(draft: QuoteDraft, language: Language, account: str = "") -> str:
        """The quote as lines of text, for the clipboard and for the review."""
        return words(draft, language, account)


def _peak(rows: list[UsageRow], by: date, module_id: int | None = None, module: str = "") -> Baseline:
    days: dict[date, int] = defaultdict(int)
    for row in rows:
        days[row.day] += row.active
    value, day = max((active, day) for day, active in days.items())
    return Baseline(value, day, by, len(days), module_id, module)


def _refuse_bundle(bundle: Bundle) -> None:
    if not bundle.items or len(bundle.items) > _MOST_ITEMS:
        raise FieldError("bundle", ITEMS.format(most=_MOST_ITEMS))
    if any(not one_line(item.name) for item in bundle.items):
        raise FieldError("bundle", NAMELESS)
    if any(item.list_fen < 0 or item.cost_fen < 0 for item in bundle.items):
        raise FieldError("bundle", ABOVE_ZERO)
    if sum(item.list_fen for item in bundle.items) <= 0:
        raise FieldError("bundle", ABOVE_ZERO)
    if bundle.price_fen <= 0:
        raise FieldError("bundle_price", ABOVE_ZERO)


def _bundle_json(bundle: Bundle | None) -> str:
    if bundle is None:
        return ""
    items = [[one_line(item.name), int(item.list_fen), int(item.cost_fen)] for item in bundle.items]
    return json.dumps({"items": items, "price": bundle.price_fen}, ensure_ascii=False)


def _bundle_of(text: str) -> Bundle | None:
    if not text:
        return None
    plain = json.loads(text)
    items = tuple(BundleItem(name, Fraction(listed), Fraction(cost)) for name, listed, cost in plain["items"])
    return Bundle(items, plain["price"])


def _contract_code(connection: Connection, draft: QuoteDraft) -> str:
    """The number of the contract that a quote is for; raises FieldError for one of another account."""
    if draft.contract_id is None:
        return ""
    found = connection.execute(
        "SELECT code, account_id FROM contracts WHERE id = ?", (draft.contract_id,)
    ).fetchone()
    if found is None or found[1] != draft.account_id:
        raise FieldError("contract", STRANGER)
    return str(found[0])


SAVE = Text("存报价：{whom}", "Keep quote: {whom}")
INTO_REVIEW = Text("报价写入自评：{whom}", "Quote into the review: {whom}")
REMOVE = Text("删报价：{whom}", "Remove quote: {whom}")
ABOVE_ZERO = Text("要大于 0。", "This must be above 0.")
TOO_FINE = Text("最多 {places} 位小数。", "{places} decimals at most.")
AHEAD = Text("{day} 还没到。", "{day} is still to come.")
ITEMS = Text("组合里要有 1 到 {most} 项。", "A bundle has 1 to {most} parts.")
NAMELESS = Text("组合的每一项都要有名称。", "Each part of a bundle has a name.")
STRANGER = Text("这份合同不属于该客户。", "The contract does not belong to this account.")
GONE = Text("这份报价已不在客户书里。", "The quote is no longer in the book.")
