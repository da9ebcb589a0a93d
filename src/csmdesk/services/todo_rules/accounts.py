"""What an account asks for whatever its contracts: touches, birthdays, activation, typed scores."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

from csmdesk.domain.birthday import UNKNOWN_YEAR, next_birthday
from csmdesk.domain.health import MILLI
from csmdesk.domain.text import Text
from csmdesk.domain.todo import WEEK_DAYS, Finding, broken_since
from csmdesk.domain.work_rules import RuleKey
from csmdesk.metrics import display
from csmdesk.services.account_words import days
from csmdesk.services.todo_rules.ground import Ground

_DAY = timedelta(days=1)


def cadence(g: Ground) -> Iterator[Finding]:
    """The last touch is within the cadence of the segment; an account never touched is owed one at once."""
    b = g.basis
    for account in b.owned_accounts(g.closing):
        line = g.desk.lines[account.id]
        gap, touch = line.cadence_days, line.last_touch
        segment = line.segment or "未分层"
        rhythm = Text(f"{segment}每 {gap} 天一次", f"{line.segment or 'no segment'}: every {days(gap)}")
        if touch is None:
            start = account.handover_day or g.period.start
            due, breach = start, min(start + _DAY, g.closing)
            why = Text(f"{rhythm.zh}，从未触达", f"{rhythm.en}, never touched")
        else:
            start, due = touch, touch + timedelta(days=gap)
            breach = due + _DAY
            why = Text(f"{rhythm.zh}，最近 {g.day(touch)}", f"{rhythm.en}, last {g.day(touch)}")
        yield Finding(
            RuleKey.CADENCE,
            "accounts",
            account.id,
            account.id,
            case=start,
            due=due,
            breach=breach if line.cadence_broken else None,
            done=False,
            why=why,
        )


def birthdays(g: Ground) -> Iterator[Finding]:
    """The next birthday of each contact; a touch with the contact in the week before it is the wish."""
    for row in g.rows.birthdays:
        day = next_birthday(row.birthday, g.closing)
        if day > g.closing + timedelta(days=2 * WEEK_DAYS):
            continue
        known = row.birthday.year != UNKNOWN_YEAR
        year = Text(
            f"，{row.birthday.year} 年生" if known else "", f", born {row.birthday.year}" if known else ""
        )
        who = f"{row.name} {row.title}".strip()
        wished = any((row.contact_id, day - n * _DAY) in g.rows.wished for n in range(WEEK_DAYS))
        yield Finding(
            RuleKey.BIRTHDAY,
            "contacts",
            row.contact_id,
            row.account_id,
            case=day,
            due=day,
            breach=None,
            done=wished,
            why=Text(f"{g.day(day)} 生日{year.zh}", f"birthday on {g.day(day)}{year.en}"),
            action=Text(f"生日祝福 {who}", f"Birthday wishes: {who}"),
            opens=("contact", row.contact_id),
        )


def onboarding(g: Ground) -> Iterator[Finding]:
    """An account handed over is activated within ``activation_days``."""
    for account in g.basis.owned_accounts(g.closing):
        handed, activated = account.handover_day, account.activated_day
        done = activated is not None and activated <= g.closing
        if handed is None or (done and handed < g.period.start):
            continue
        due = handed + timedelta(days=g.rules.activation_days)
        yield Finding(
            RuleKey.ONBOARDING,
            "accounts",
            account.id,
            account.id,
            case=handed,
            due=due,
            breach=None if done else broken_since(due, g.closing, None),
            done=done,
            why=Text(
                f"{g.day(handed)} 交接，{g.rules.activation_days} 天内启用",
                f"handed over {g.day(handed)}, activated within {days(g.rules.activation_days)}",
            ),
            counts_on=handed,
        )


def overrides(g: Ground) -> Iterator[Finding]:
    """A score typed by hand is looked at again before it runs out, unless a newer one has replaced it."""
    for account_id, rows in g.desk.overrides.items():
        newest = max(rows, key=lambda o: (o.day, o.id))
        for row in rows:
            if row.expires_day < g.closing:
                continue
            score = display.health(Fraction(row.score_milli, MILLI))
            day = g.day(row.expires_day)
            yield Finding(
                RuleKey.OVERRIDE,
                "health_overrides",
                row.id,
                account_id,
                case=row.day,
                due=row.expires_day,
                breach=None,
                done=row is not newest,
                why=Text(f"手填 {score}，{day} 失效", f"{score} typed by hand, expires {day}"),
                opens=("account", account_id),
            )
