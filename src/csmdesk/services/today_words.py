"""How Today is said, in both languages: what is due and when, the day itself, the next two weeks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from csmdesk.domain.period import Period, half_year_of
from csmdesk.domain.text import Language, Text
from csmdesk.domain.todo import Finding, Put
from csmdesk.domain.work_rules import RULE_DEFS
from csmdesk.metrics import display
from csmdesk.services.account_words import BANDS, days, joined, short_day
from csmdesk.services.place import Place
from csmdesk.services.today_view import Amount, Group, Todo, TodoKey

if TYPE_CHECKING:
    from csmdesk.services.account_view import Mark
    from csmdesk.services.todo_rules.ground import Ground

WEEKDAYS = (
    Text("周一", "Monday"),
    Text("周二", "Tuesday"),
    Text("周三", "Wednesday"),
    Text("周四", "Thursday"),
    Text("周五", "Friday"),
    Text("周六", "Saturday"),
    Text("周日", "Sunday"),
)

_SHORT = 3
"""Letters of an English weekday in a list."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_NEAR_END_DAYS = 30
"""The days that are left of a half year are said from here on."""

SUBJECTS: Mapping[str, Text] = {
    "quarters": Text("线下沙龙", "Salons"),
    "events": Text("线下沙龙", "Salon"),
    "reviews": Text("自评报告", "Self-review"),
    "requests": Text("方案顾问", "Consultant"),
    "suggestions": Text("需求反馈", "Suggestion"),
    "handovers": Text("销售交接", "Handover"),
}
"""What stands in the column of accounts where a to-do concerns none."""

_KINDS: Mapping[str, str] = {
    "contracts": "contract",
    "accounts": "account",
    "contacts": "contact",
    "tickets": "ticket",
    "war_rooms": "war_room",
    "tasks": "task",
}
"""What opens an object of a table, where a rule does not say otherwise."""


def key_of(finding: Finding) -> TodoKey:
    """Which to-do the finding is."""
    return TodoKey(finding.rule.value, finding.table, finding.id, finding.case)


def action_of(finding: Finding) -> Text:
    """What the finding proposes to do."""
    return finding.action or RULE_DEFS[finding.rule].action


def subject_of(ground: Ground, finding: Finding) -> Text:
    """Whom it concerns: the account's name, else what kind of thing it is."""
    account = ground.basis.over_everything.accounts.get(finding.account_id or 0)
    return Text(account.name, account.name) if account is not None else SUBJECTS.get(finding.table, _NOBODY)


_NOBODY = Text("", "")


def place_of(finding: Finding) -> Place:
    """What the finding opens."""
    return Place(*(finding.opens or (_KINDS[finding.table], finding.id)))


def value_of(ground: Ground, finding: Finding) -> Fraction | None:
    """The money that it concerns, in units of the home currency; None for none, or without a rate."""
    if finding.amount is not None or finding.contract_id is None:
        return finding.amount
    return ground.basis.annual.get(finding.contract_id)


def todo(ground: Ground, finding: Finding, group: Group, put: Put | None, language: Language) -> Todo:
    """The finding as a row of the list."""
    rule = RULE_DEFS[finding.rule]
    closing = ground.closing
    late = finding.due < closing
    broken = finding.breach is not None and finding.breach <= closing
    line = ground.desk.lines.get(finding.account_id or 0)
    mark: Mark = "" if line is None else line.band.value
    amount = _amount(ground, finding, language)
    subject = subject_of(ground, finding).to(language)
    action = action_of(finding).to(language)
    why = finding.why.to(language)
    said = due_words(finding, closing, language)
    missing = finding.missing or _rule_words(finding, broken, closing)
    band = "" if line is None else BANDS[line.band].to(language)
    money = "" if amount is None else amount.words
    snoozed = put is not None and group == "snoozed"
    return Todo(
        key=key_of(finding),
        rule=finding.rule.value,
        rule_words=rule.action.to(language),
        group=group,
        mark=mark,
        account=subject,
        account_id=finding.account_id,
        action=action,
        why=why,
        amount=amount,
        due=finding.due,
        due_words=said,
        days=(closing - finding.due).days,
        late=late,
        breach=broken,
        opens=place_of(finding),
        missing=missing.to(language),
        spoken=joined([subject, band, action, why, money, said], language),
        until=put.until if snoozed and put is not None else None,
        note=put.note if put is not None else "",
    )


def _amount(ground: Ground, finding: Finding, language: Language) -> Amount | None:
    value = value_of(ground, finding)
    if value is None:
        return None
    words = display.money_cell(value, language)
    if finding.amount is not None:
        return Amount((finding.table, finding.id), value, words, "")
    assert finding.contract_id is not None
    return Amount(("contracts", finding.contract_id), value, words, f"contract:{finding.contract_id}")


def due_words(finding: Finding, closing: date, language: Language) -> str:
    """When it is due, with the hour where the rule has one."""
    gone = (closing - finding.due).days
    if gone > 0:
        return Text(f"逾期 {gone} 天", f"{days(gone)} overdue").to(language)
    hour = "" if finding.at is None else f"{finding.at:%H:%M}"
    if gone == 0:
        if finding.at is not None and finding.at.date() > closing:
            return Text(f"明天 {hour}", f"tomorrow {hour}").to(language)
        return hour or Text("今天", "today").to(language)
    return f"{short_day(finding.due, closing)} {hour}".rstrip()


def _rule_words(finding: Finding, broken: bool, closing: date) -> Text:
    """The rule behind a to-do, and since when it is broken."""
    name = RULE_DEFS[finding.rule].name
    if not broken:
        return Text(f"规则：{name.zh}", f"Rule: {name.en}")
    day = short_day(finding.breach, closing)
    return Text(f"{day} 起违反规则：{name.zh}", f"Rule broken since {day}: {name.en}")


# --- the day ------------------------------------------------------------------------------------------------


def weekday(day: date, language: Language) -> str:
    """The day of the week as lists write it: 周一, Mon."""
    name = WEEKDAYS[day.weekday()]
    return Text(name.zh, name.en[:_SHORT]).to(language)


def headline(day: date, language: Language) -> str:
    """6月30日 周日; Sunday 30 June."""
    name = WEEKDAYS[day.weekday()]
    zh = f"{day.month}月{day.day}日 {name.zh}"
    return Text(zh, f"{name.en} {day.day} {_MONTHS[day.month - 1]}").to(language)


def day_note(day: date, fiscal_start: int, language: Language) -> str:
    """What is special about a day: the last or first of a half year or quarter, how much of it is left."""
    half = half_year_of(day, fiscal_start)
    quarter = next(part for part in _quarters(half) if part.holds(day))
    left = (half.end - day).days
    if left == 0:
        return Text(f"{_half(half).zh}最后一天", f"last day of {_half(half).en}").to(language)
    if day == half.start:
        return Text(f"{_half(half).zh}第一天", f"first day of {_half(half).en}").to(language)
    if day == quarter.end:
        return Text(f"{_quarter(quarter).zh}最后一天", f"last day of {_quarter(quarter).en}").to(language)
    if day == quarter.start:
        return Text(f"{_quarter(quarter).zh}第一天", f"first day of {_quarter(quarter).en}").to(language)
    if left <= _NEAR_END_DAYS:
        return Text(f"{_half(half).zh}还剩 {left} 天", f"{days(left)} left of {_half(half).en}").to(language)
    return ""


def _quarters(half: Period) -> list[Period]:
    first = 1 if half.name.endswith("H1") else 3
    year = half.name[:4]
    months = half.month_list()
    return [Period(f"{year}Q{first + n}", months[3 * n].start, months[3 * n + 2].end) for n in (0, 1)]


def _half(half: Period) -> Text:
    first = half.name.endswith("H1")
    return Text("上半年" if first else "下半年", "H1" if first else "H2")


def _quarter(quarter: Period) -> Text:
    number = int(quarter.name[-1])
    return Text(f"{'一二三四'[number - 1]}季度", f"Q{number}")


def next_words(day: date | None, closing: date, language: Language) -> str:
    """When the next thing is due; '' for never."""
    if day is None:
        return ""
    other = day.year != closing.year
    zh, en = (display.day_words(day, each, year=other) for each in ("zh", "en"))
    return Text(f"下一件在 {zh}", f"Next: {en}").to(language)
