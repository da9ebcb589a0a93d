"""Words and figures of the page, for cells, tips and screen readers."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QCoreApplication

from csmdesk.domain.text import Language
from csmdesk.domain.year_plan import NAMES
from csmdesk.metrics import display
from csmdesk.services.account_words import short_day
from csmdesk.services.today_words import weekday
from csmdesk.services.year_plan_view import STATES, ItemState, PlanItem, PlanWeek

translate = QCoreApplication.translate

MISSING = display.MISSING

SHAPES = {
    ItemState.PLANNED: "unscored",
    ItemState.MISSED: "red",
    ItemState.DONE: "green",
    ItemState.VOID: "renewed",
    ItemState.DROPPED: "lost",
}


class YearWords:
    """Says days, money and states in the user's language; ``closing`` is the day that the page shows."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self.closing = date.min

    def day(self, when: date) -> str:
        """07-01 周一."""
        return f"{short_day(when, self.closing)} {weekday(when, self.language)}"

    def item_day(self, item: PlanItem) -> str:
        """The same of an item; a day that is not worked says so."""
        off = translate("YearWords", " 休") if item.day_off else ""
        return f"{self.day(item.day)}{off}"

    def short(self, when: date | None) -> str:
        """07-01."""
        return short_day(when, self.closing)

    def money(self, fen: int | None) -> str:
        """An amount in yuan, to the fen where there are any; a dash for none."""
        if not fen:
            return MISSING if fen is None else "0"
        yuan, rest = divmod(abs(fen), 100)
        sign = "\u2212" if fen < 0 else ""
        return f"{sign}{yuan:,}.{rest:02d}" if rest else f"{sign}{yuan:,}"

    def cost(self, item: PlanItem) -> str:
        """What an item costs; '' for nothing."""
        return self.money(item.cost_fen) if item.cost_fen else ""

    def kind(self, item: PlanItem) -> str:
        """The kind of an item."""
        return NAMES[item.kind].to(self.language)

    def state(self, item: PlanItem) -> str:
        """完成 07-03, 计划."""
        said = STATES[item.state].to(self.language)
        if item.state is ItemState.PLANNED and item.late:
            return translate("YearWords", "{state}，已晚").format(state=said)
        if item.done_day is None:
            return said
        by_hand = translate("YearWords", " 手记") if item.by_hand else ""
        return f"{said} {self.short(item.done_day)}{by_hand}"

    def tip(self, item: PlanItem) -> str:
        """Everything about an item."""
        parts = [f"{item.account} {item.words}".strip(), f"{self.day(item.day)} · {self.state(item)}"]
        if item.last_day is not None:
            last = translate("YearWords", "最晚 {day}").format(day=self.short(item.last_day))
            late = translate("YearWords", "，已晚于规则") if item.late else ""
            parts.append(f"{last}{late}")
        if item.day_off:
            parts.append(translate("YearWords", "这天不上班：{what}").format(what=item.day_off))
        if item.own:
            parts.append(translate("YearWords", "手工改过：重新生成时不动它"))
        if item.note:
            parts.append(item.note)
        return "\n".join(parts)

    def spoken(self, item: PlanItem) -> str:
        """An item for a screen reader."""
        comma = translate("YearWords", "，")
        parts = (item.account, item.words, self.kind(item), self.day(item.day), self.state(item), item.note)
        return comma.join(part for part in parts if part)

    def week(self, week: PlanWeek) -> str:
        """A week for tip and screen reader."""
        load = week.load
        words = translate(
            "YearWords",
            "{first} – {last}：{days} 个工作日，{n} 项，{minutes} 分钟，完成 {done}，未做 {missed}",
        ).format(
            first=self.short(week.first),
            last=self.short(week.last),
            days=week.working,
            n=load.items,
            minutes=f"{load.minutes:,}",
            done=load.done,
            missed=load.missed,
        )
        return "\n".join((words, *week.notes))


def yuan(fen: int | None) -> Any:
    """An amount for a workbook."""
    return None if fen is None else Fraction(fen, 100)
