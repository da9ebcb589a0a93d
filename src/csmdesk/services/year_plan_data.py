"""The plan of a year put together for the window: items with their states, weeks, months, budget."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from csmdesk.domain.period import Period
from csmdesk.domain.text import Language, Text
from csmdesk.domain.working_days import estimated, holiday_name, is_working_day, swap_name
from csmdesk.domain.year_plan import NAMES, PlanKind, week_of
from csmdesk.metrics import display
from csmdesk.services.year_plan_acts import Acts, Standing
from csmdesk.services.year_plan_budget import budget
from csmdesk.services.year_plan_ground import PlanGround
from csmdesk.services.year_plan_view import (
    COUNTED,
    ItemState,
    Load,
    PlanData,
    PlanItem,
    PlanMonth,
    PlanWeek,
    Tally,
)
from csmdesk.services.year_plan_words import PlanWords
from csmdesk.storage.year_plan_rows import ItemRow

_SIX = timedelta(days=6)


def plan_data(ground: PlanGround, language: Language) -> PlanData:
    """Everything that the page shows of a year."""
    acts = Acts(ground)
    states = acts.states
    words = PlanWords(ground, language)
    items = tuple(_item(ground, words, row, states[row.id], language) for row in ground.items)
    period = ground.period
    years = range(period.start.year, period.end.year + 1)
    return PlanData(
        year=ground.year,
        title=period.title.to(language),
        first=period.start,
        last=period.end,
        closing=ground.closing,
        begins=ground.begins,
        items=items,
        months=_months(ground, acts, items, language),
        budget=budget(ground, items, language),
        numbers=ground.numbers,
        drawn=any(row.slot is not None for row in ground.items),
        estimated=tuple(year for year in years if estimated(year)),
    )


def _item(
    ground: PlanGround, words: PlanWords, row: ItemRow, standing: Standing, language: Language
) -> PlanItem:
    kind = PlanKind(row.kind)
    account = ground.basis.over_everything.accounts.get(row.account_id or 0)
    name, title = words.account(row.account_id), words.title(kind, row.title, row.contract_id, row.slot)
    kind_words = "\n".join(NAMES[kind])
    spelt = ground.spelling.get(row.account_id or 0, "")
    return PlanItem(
        id=row.id,
        kind=kind,
        day=row.day,
        week=week_of(row.day),
        last_day=row.last_day,
        account_id=row.account_id,
        account=name,
        segment="" if account is None else ground.segment(account),
        contract_id=row.contract_id,
        title=row.title,
        words=title,
        minutes=row.minutes,
        cost_fen=row.cost_fen,
        spent_fen=row.spent_fen,
        note=row.note,
        state=standing.state,
        done_day=standing.day,
        by_hand=standing.by_hand,
        late=row.last_day is not None and row.day > row.last_day,
        own=row.own,
        typed=row.slot is None,
        day_off=day_off(row.day).to(language),
        search=f"{name}\n{spelt}\n{title}\n{kind_words}\n{row.note}".casefold(),
    )


def day_off(day: date) -> Text:
    """The holiday or the weekend that a day falls on; '' on a working day."""
    return Text("", "") if is_working_day(day) else holiday_name(day) or WEEKEND


def _months(
    ground: PlanGround, acts: Acts, items: Sequence[PlanItem], language: Language
) -> tuple[PlanMonth, ...]:
    by_week: dict[date, list[PlanItem]] = defaultdict(list)
    tallies: dict[tuple[str, PlanKind], Tally] = defaultdict(Tally)
    for item in items:
        by_week[item.week].append(item)
        if item.state in COUNTED:
            key = (f"{item.day:%Y-%m}", item.kind)
            done, missed = item.state is ItemState.DONE, item.state is ItemState.MISSED
            tallies[key] = tallies[key].plus(Tally(1, int(done), int(missed)))
    for key, count in acts.extra.items():
        tallies[key] = tallies[key].plus(Tally(extra=count))
    weeks: dict[str, list[PlanWeek]] = defaultdict(list)
    monday = week_of(ground.period.start)
    while monday <= ground.period.end:
        week = _week(ground, monday, by_week.get(monday, ()), language)
        weeks[week.month].append(week)
        monday += timedelta(days=7)
    return tuple(
        PlanMonth(
            month.name,
            display.month(month.start, language),
            tuple(weeks[month.name]),
            {kind: tallies[month.name, kind] for kind in PlanKind if (month.name, kind) in tallies},
        )
        for month in ground.months
    )


def _week(ground: PlanGround, monday: date, items: Iterable[PlanItem], language: Language) -> PlanWeek:
    load = Load()
    for item in items:
        if item.state in COUNTED:
            load = Load(
                load.items + 1,
                load.done + (item.state is ItemState.DONE),
                load.missed + (item.state is ItemState.MISSED),
                load.minutes + item.minutes,
            )
    days = [monday + timedelta(days=number) for number in range(7)]
    inside = [day for day in days if ground.period.holds(day)]
    notes: list[str] = []
    for day in inside:
        named = swap_name(day) or (holiday_name(day) if not is_working_day(day) else None)
        if named is not None:
            notes.append(f"{display.day_words(day, language)} {named.to(language)}")
    return PlanWeek(
        monday,
        monday + _SIX,
        _month_of(ground.period, monday),
        sum(is_working_day(day) for day in inside),
        load,
        tuple(notes),
        monday <= ground.closing <= monday + _SIX,
    )


def _month_of(period: Period, monday: date) -> str:
    """The month of the week's Thursday; a week at the edge of the year stands in its first or last month."""
    thursday = min(max(monday + timedelta(days=3), period.start), period.end)
    return f"{thursday:%Y-%m}"


WEEKEND = Text("周末", "Weekend")
