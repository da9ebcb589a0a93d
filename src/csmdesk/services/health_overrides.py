"""Manual health scores: with a reason and a last day, one at a time, the earlier ones kept as history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import MOST_WORDS, FieldError, one_line, several_lines
from csmdesk.domain.natural_day import natural_day
from csmdesk.domain.text import Text
from csmdesk.services.account_fields import accounts_named
from csmdesk.storage.driver import Connection, raw

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book

LONGEST_DAYS = 180
"""An override is looked at again after at most so many days."""

_MILLI = 1000
_HIGHEST = 100


class HealthOverrides:
    """The manual scores of one book; may be used from any thread."""

    def __init__(self, book: Book, today: Callable[[], date]) -> None:
        self._book = book
        self._today = today

    def check(self, score: str, reason: str, expires: str, day: date | None = None) -> dict[str, Text]:
        """What is wrong with what is typed, by field (score, reason, expires)."""
        problems: dict[str, Text] = {}
        start = day or self._today()
        for read in (lambda: _milli(score), lambda: _reason(reason), lambda: _last_day(expires, start)):
            try:
                read()
            except FieldError as error:
                problems[error.field] = error.text
        return problems

    def put(self, account_id: int, score: str, reason: str, expires: str, day: date | None = None) -> Changes:
        """Let ``score`` (0–100, three decimals at most) stand for the account from ``day`` until ``expires``.

        ``day`` is today unless said. ``expires`` is a date or words (30天后, in 2 weeks). One in force ends
        the day before; one made the same day is replaced. Raises FieldError.
        """
        store = self._book.store
        start = day or self._today()
        milli, why, last = _milli(score), _reason(reason), _last_day(expires, start)
        with self._book.reading() as connection:
            (account,) = accounts_named(connection, [account_id])

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            _refuse_overlap(driver, account_id, start, last)
            _end_running(driver, account_id, start)
            same = driver.execute(
                "SELECT id FROM health_overrides WHERE account_id = ? AND day = ? ORDER BY id DESC",
                (account_id, start.isoformat()),
            ).fetchall()
            values = (milli, why, last.isoformat())
            if same:
                driver.execute(
                    "UPDATE health_overrides SET score_milli = ?, reason = ?, expires_day = ? "
                    "WHERE id = ? AND (score_milli, reason, expires_day) IS NOT (?, ?, ?)",
                    (*values, same[0][0], *values),
                )
                return
            driver.execute(
                "INSERT INTO health_overrides (account_id, day, score_milli, reason, expires_day) "
                "VALUES (?, ?, ?, ?, ?)",
                (account_id, start.isoformat(), *values),
            )

        return store.run(Op.OVERRIDE_HEALTH, write, PUT.format(account=account.name)).changes

    def remove(self, override_id: int) -> Changes:
        """Take a manual score out of the book, as if it had never been; raises UserError when it is gone."""
        store = self._book.store
        with self._book.reading() as connection:
            row = connection.execute(
                "SELECT a.name FROM health_overrides o JOIN accounts a ON a.id = account_id WHERE o.id = ?",
                (override_id,),
            ).fetchone()
        if row is None:
            raise UserError(GONE)

        def write(connection: sqlalchemy.Connection) -> None:
            raw(connection).execute("DELETE FROM health_overrides WHERE id = ?", (override_id,))

        return store.run(Op.OVERRIDE_HEALTH, write, REMOVE.format(account=row[0])).changes


def _refuse_overlap(connection: Connection, account_id: int, start: date, last: date) -> None:
    """One that begins later would have its own time inside this one's, and this one come back after it."""
    (later,) = connection.execute(
        "SELECT min(day) FROM health_overrides WHERE account_id = ? AND day > ? AND day <= ?",
        (account_id, start.isoformat(), last.isoformat()),
    ).fetchone()
    if later is not None:
        raise FieldError("expires", OVERLAP.format(later=later))


def _end_running(connection: Connection, account_id: int, start: date) -> None:
    """Let what is in force on ``start`` end the day before: it would come back once the new one expires."""
    connection.execute(
        "UPDATE health_overrides SET expires_day = ? WHERE account_id = ? AND day < ? AND expires_day >= ?",
        ((start - timedelta(days=1)).isoformat(), account_id, start.isoformat(), start.isoformat()),
    )


def _milli(typed: str) -> int:
    """Points in thousandths, exactly."""
    words = one_line(typed).replace("．", ".").replace("。", ".").removesuffix("分").strip()
    try:
        milli = Decimal(words) * _MILLI
    except InvalidOperation:
        raise FieldError("score", NO_SCORE.format(typed=typed)) from None
    if not milli.is_finite() or not 0 <= milli <= _HIGHEST * _MILLI or milli != milli.to_integral_value():
        raise FieldError("score", NO_SCORE.format(typed=typed))
    return int(milli)


def _reason(typed: str) -> str:
    why = several_lines(typed)
    if not why:
        raise FieldError("reason", NO_REASON)
    if len(why) > MOST_WORDS:
        raise FieldError("reason", LONG_REASON.format(most=MOST_WORDS))
    return why


def _last_day(typed: str, start: date) -> date:
    words = one_line(typed)
    if not words:
        raise FieldError("expires", NO_EXPIRY)
    last = natural_day(words, start, ahead=True)
    if last is None:
        raise FieldError("expires", NO_DAY.format(typed=typed))
    if last <= start:
        raise FieldError("expires", PAST.format(day=start))
    if (last - start).days > LONGEST_DAYS:
        latest = start + timedelta(days=LONGEST_DAYS)
        raise FieldError("expires", TOO_LONG.format(most=LONGEST_DAYS, latest=latest))
    return last


PUT = Text("改写健康度：{account}", "Override health: {account}")
REMOVE = Text("取消健康度改写：{account}", "Remove health override: {account}")
GONE = Text("这条健康度改写已不在客户书里。", "The health override is no longer in the book.")
NO_SCORE = Text(
    "“{typed}”不是得分：0–100，最多三位小数。", "“{typed}” is not a score: 0–100, three decimals at most."
)
NO_REASON = Text("改写健康度要写明原因。", "An override needs a reason.")
LONG_REASON = Text("原因太长：最多 {most} 个字。", "The reason is too long: {most} characters at most.")
NO_EXPIRY = Text("改写健康度要有到期日。", "An override needs a last day.")
NO_DAY = Text(
    "“{typed}”不是日期：可写 2024-09-30、30天后、下周五。",
    "“{typed}” is not a date: write 2024-09-30, in 30 days or next Friday.",
)
OVERLAP = Text(
    "从 {later} 起已有一条改写，到期日要早于这一天。",
    "Another override begins on {later}: this one has to end before.",
)
PAST = Text("到期日要晚于 {day}。", "The last day has to be after {day}.")
TOO_LONG = Text(
    "改写最长 {most} 天：最晚到 {latest}。", "An override lasts {most} days at most: until {latest}."
)
