"""Books of a few accounts at random, as plain rows, and the computed dimensions counted by plain loops."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from random import Random

from csmdesk.domain import facts as f
from csmdesk.domain.health_kinds import KINDS, DimensionSource, source_of
from csmdesk.domain.rules import DEFAULT_CADENCE_DAYS

FIRST, LAST = date(2024, 1, 1), date(2024, 6, 30)
ACCOUNTS = (1, 2, 3)
SEGMENTS = {1: "高价值", 2: "稳定", 3: ""}
CADENCES = {1: 14, 2: 30, 3: 30}
LICENSED = {1: 4, 2: 6, 3: 0}


def some_day(dice: Random, *, before: int = 120) -> date:
    """A day of the half year, or of the months before."""
    return FIRST + timedelta(days=dice.randint(-before, (LAST - FIRST).days))


def numbers(dice: Random, kind: str) -> DimensionSource:
    """A source of this kind with numbers at random, in their order."""
    own = {}
    for spec in KINDS[kind].numbers:
        if dice.random() < 0.5:
            own[spec.key] = Fraction(dice.randint(2, 90)) if spec.unit == "days" else spec.default
    return source_of(kind, own)


def usage_rows(dice: Random) -> dict[tuple[int, date], f.UsageDay]:
    """The roll-up of some days."""
    found = {}
    for account in ACCOUNTS:
        for _ in range(dice.randint(0, 25)):
            row = usage_row(dice, account, some_day(dice))
            found[account, row.day] = row
    return found


def usage_row(dice: Random, account: int, day: date) -> f.UsageDay:
    """The roll-up of one day; provisioned 0 where nobody knows it."""
    provisioned = dice.choice((0, 10, 20, 37))
    active = dice.randint(0, provisioned)
    used = dice.randint(0, 6)
    return f.UsageDay(account, day, provisioned, active, 6, used, min(used, 2))


def facts_of(dice: Random, usage: dict[tuple[int, date], f.UsageDay]) -> f.Facts:
    """A book at random; usage as it stands in ``usage`` whenever it is asked for."""
    tickets = []
    for n in range(dice.randint(0, 14)):
        opened = datetime.combine(some_day(dice), datetime.min.time()) + timedelta(hours=dice.randint(0, 23))
        due = opened + timedelta(hours=dice.randint(1, 900)) if dice.random() < 0.8 else None
        resolved = opened + timedelta(hours=dice.randint(1, 1500)) if dice.random() < 0.7 else None
        tickets.append(f.Ticket(n + 1, f"T{n}", dice.choice(ACCOUNTS), "", "", opened, due, resolved, None))
    surveys = [
        f.Survey(n + 1, dice.choice(ACCOUNTS), dice.choice((None, 1, 2, 3)), some_day(dice), kind, score)
        for n in range(dice.randint(0, 14))
        for kind, score in [dice.choice((("NPS", dice.randint(0, 10)), ("CSAT", dice.randint(1, 5))))]
    ]
    contracts = [
        f.Contract(a, f"C{a}", a, "", FIRST, LAST, 100, "CNY", None, "", None, True, False, None, "", None)
        for a in ACCOUNTS
    ]
    receipts = [
        f.Receipt(
            n + 1,
            f"R{n}",
            dice.choice(ACCOUNTS),
            "renewal",
            some_day(dice) if dice.random() < 0.9 else None,
            some_day(dice) if dice.random() < 0.6 else None,
            dice.choice((-5, 0, 100, 200)),
            "CNY",
            0,
            None,
        )
        for n in range(dice.randint(0, 10))
    ]
    touches = [
        f.Touch(n + 1, dice.choice(ACCOUNTS), some_day(dice), "电话", None)
        for n in range(dice.randint(0, 12))
    ]
    accounts = [
        f.Account(
            a, f"K{a}", f"客户{a}", "", "", SEGMENTS[a], "", "", None, "", None, "", None,
            frozenset(range(LICENSED[a])),
        )
        for a in ACCOUNTS
    ]  # fmt: skip
    scores = [
        f.HealthScore(n + 1, account, 1, day, 1000 * dice.randint(0, 100))
        for n, (account, day) in enumerate(
            sorted({(dice.choice(ACCOUNTS), some_day(dice)) for _ in range(dice.randint(0, 12))})
        )
    ]
    made = f.Facts(
        accounts=accounts,
        contracts=contracts,
        tickets=tickets,
        surveys=surveys,
        receipts=receipts,
        touches=touches,
        health_scores=f.HealthScores(scores),
        dimension_names={1: "导入的"},
        dimension_weights={1: Fraction(4, 10)},
        dimension_sources={1: DimensionSource()},
    )
    return with_usage(made, usage)


def with_usage(facts: f.Facts, usage: dict[tuple[int, date], f.UsageDay]) -> f.Facts:
    """The same facts over another roll-up."""

    def newest(after: date, until: date) -> list[f.UsageDay]:
        found: dict[int, f.UsageDay] = {}
        for (account, day), row in sorted(usage.items()):
            if after < day <= until:
                found[account] = row
        return list(found.values())

    def of(account: int, start: date, end: date) -> list[f.UsageDay]:
        return [row for (a, day), row in sorted(usage.items()) if a == account and start <= day <= end]

    def first() -> dict[int, date]:
        return {a: min(d for b, d in usage if b == a) for a in {a for a, _ in usage}}

    return replace(facts, newest_usage=newest, usage_of=of, first_usage=first)


# --- by plain loops -----------------------------------------------------------------------------------------


def line(value: Fraction, zero: Fraction, full: Fraction) -> Fraction:
    """Points between 0 and 100."""
    if value <= zero:
        return Fraction(0)
    return Fraction(100) if value >= full else (value - zero) * 100 / (full - zero)


def recount(
    facts: f.Facts,
    usage: dict[tuple[int, date], f.UsageDay],
    source: DimensionSource,
    account: int,
    day: date,
) -> Fraction | None:
    """The points of one account on a day, read off the definition."""
    n = dict(source.numbers)
    if source.kind.startswith("usage"):
        return _usage(usage, source, n, account, day)
    if source.kind.startswith("tickets"):
        return _tickets(facts, source, n, account, day)
    if source.kind in ("nps", "csat"):
        return _answers(facts, source, n, account, day)
    if source.kind == "receipts_overdue":
        due = [
            r
            for r in facts.receipts
            if r.contract_id == account and r.due_day is not None and r.due_day <= day and r.amount_fen > 0
        ]
        if not due:
            return None
        late = [
            (day - r.due_day).days
            for r in due
            if r.due_day is not None and (r.received_day is None or r.received_day > day)
        ]
        return max(Fraction(0), 100 - Fraction(100 * max([0, *late])) / n["late"])
    days = [t.day for t in facts.touches if t.account_id == account and t.day <= day]
    if not days:
        return None
    share = Fraction((day - max(days)).days, CADENCES[account])
    return 100 - line(share, Fraction(1), n["times"])


def _usage(
    usage: dict[tuple[int, date], f.UsageDay],
    source: DimensionSource,
    n: dict[str, Fraction],
    account: int,
    day: date,
) -> Fraction | None:
    def newest(by: date) -> f.UsageDay | None:
        for back in range(int(n["window"])):
            row = usage.get((account, by - timedelta(days=back)))
            if row is not None:
                return row
        return None

    row = newest(day)
    if row is None:
        return None
    if source.kind == "usage_depth":
        ratio = Fraction(row.active, row.provisioned) if row.provisioned else None
    elif source.kind == "usage_breadth":
        most = LICENSED[account]
        ratio = Fraction(min(row.used, most), most) if most else None
    else:
        then = newest(day - timedelta(days=int(n["back"])))
        known = row.provisioned and then is not None and then.active
        ratio = Fraction(row.active, then.active) if known and then is not None else None
    return None if ratio is None else line(ratio, n["zero"], n["full"])


def _tickets(
    facts: f.Facts, source: DimensionSource, n: dict[str, Fraction], account: int, day: date
) -> Fraction | None:
    tomorrow = datetime.combine(day + timedelta(days=1), datetime.min.time())
    known = [t for t in facts.tickets if t.account_id == account and t.opened_at < tomorrow]
    lately = [t for t in known if (day - t.opened_at.date()).days < n["window"]]
    still = [t for t in known if t.resolved_at is None or t.resolved_at >= tomorrow]
    if source.kind == "tickets_overdue":
        if not lately and not still:
            return None
        late = sum(t.due_at is not None and t.due_at < tomorrow for t in still)
        return max(Fraction(0), 100 - late * n["each"])
    good = bad = 0
    for t in lately:
        if t.due_at is None:
            continue
        if t in still:
            bad += t.due_at < tomorrow
        elif t.resolved_at is not None and t.resolved_at <= t.due_at:
            good += 1
        else:
            bad += 1
    return line(Fraction(good, good + bad), n["zero"], n["full"]) if good + bad else None


def _answers(
    facts: f.Facts, source: DimensionSource, n: dict[str, Fraction], account: int, day: date
) -> Fraction | None:
    kind = source.kind.upper()
    rows = [
        s
        for s in facts.surveys
        if s.account_id == account and s.kind == kind and s.day <= day and (day - s.day).days < n["window"]
    ]
    if not rows:
        return None
    if kind == "CSAT":
        return line(Fraction(sum(s.score >= 4 for s in rows), len(rows)), n["zero"], n["full"])
    kept = [
        s
        for s in rows
        if s.contact_id is None
        or (s.day, s.id) == max((o.day, o.id) for o in rows if o.contact_id == s.contact_id)
    ]
    promoters, detractors = sum(s.score >= 9 for s in kept), sum(s.score <= 6 for s in kept)
    return line(Fraction(100 * (promoters - detractors), len(kept)), n["zero"], n["full"])


def all_kinds() -> list[str]:
    """Every kind there is."""
    return list(KINDS)


def cadence(account: int) -> int:
    """The cadence that the rules give the account's segment."""
    return DEFAULT_CADENCE_DAYS.get(SEGMENTS[account], 30)
