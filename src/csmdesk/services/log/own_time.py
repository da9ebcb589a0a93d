"""Her own time: days on the road, sessions for the team; against the year before and the team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from csmdesk.domain.lengths import MINUTES_PER_HOUR
from csmdesk.domain.period import Period
from csmdesk.domain.text import Text
from csmdesk.metrics import display
from csmdesk.metrics.service import year_before
from csmdesk.services.log import forms
from csmdesk.services.log.columns import Column, View
from csmdesk.services.log.forms import Term
from csmdesk.services.log.kind import LogField
from csmdesk.services.log.seen import Seen
from csmdesk.services.log.table import TableKind
from csmdesk.services.log.words import hours, things
from csmdesk.storage import log_rows
from csmdesk.storage.log_rows import Record

TRAVEL, SHARING = "travel", "sharing"
CATEGORIES = (
    Term(TRAVEL, Text("出差", "Travel"), ("差旅", "出差差旅", "客户现场", "外出", "trip", "business trip")),
    Term(SHARING, Text("团队分享", "Team sharing"), ("分享", "内部分享", "知识分享", "sharing session")),
)


class OwnTime(TableKind):
    """Hours of a category on a day."""

    key = "own_time"
    name = Text("个人时间", "Own time")
    one = Text("时间", "time record")
    example = Text("昨天 出差 8小时 岚图 上海-武汉", "yesterday travel 8h Lantu Shanghai-Wuhan")
    table = "own_time"
    facets = ("category", "account")
    added_up = ("hours",)
    columns = (
        Column(
            LogField("day", Text("日期", "Day"), "day", required=True), forms.Day(past=True), default="today"
        ),
        Column(
            LogField("category", Text("类别", "Category"), "choice", required=True),
            forms.Choice(CATEGORIES, free=True),
        ),
        Column(
            LogField(
                "hours",
                Text("时长", "Length"),
                "hours",
                required=True,
                about=Text("小时；也可写 90分钟、2天", "hours; 90min and 2 days are understood"),
            ),
            forms.Length("hour"),
            "minutes",
        ),
        Column(LogField("account", Text("客户", "Account"), "account"), forms.Account(), "account_id"),
        Column(LogField("from_place", Text("出发地", "From"), "text"), forms.Words(), text=True),
        Column(LogField("to_place", Text("目的地", "To"), "text"), forms.Words(), text=True),
        Column(LogField("note", Text("说明", "Note"), "note"), forms.Note(), text=True),
    )

    def _read(self, typed: str, seen: Seen) -> dict[str, str]:
        found = super()._read(typed, seen)
        found.setdefault("day", seen.today.isoformat())
        words = found.get("note", "").split()
        for at, word in enumerate(words):
            for mark in ("→", "->", "—", "至", "-"):
                start, _, end = word.partition(mark)
                if start and end and not any(part[0].isdigit() for part in (start, end)):
                    found |= {"from_place": start, "to_place": end}
                    found["note"] = " ".join([*words[:at], *words[at + 1 :]])
                    return {key: said for key, said in found.items() if said}
        return found

    def _called(self, record: Record, seen: Seen) -> Text:
        form = forms.Choice(CATEGORIES, free=True)
        kept, day = record.get("category"), record.get("day") or ""
        return Text(f"{form.name(kept, 'zh')} {day}", f"{form.name(kept, 'en')} {day}")

    def _sums(self, records: Sequence[Record], view: View) -> tuple[str, ...]:
        """As the metrics count them: days of travel, sessions; each against the year before and the team."""
        language = view.language
        by_category: dict[str, list[int]] = {}
        for record in records:
            by_category.setdefault(record["category"], []).append(record["minutes"])
        before = {} if view.period is None else self._before(view, view.period)
        team = {} if view.period is None else self._team(view, view.period)
        said: list[str] = []
        day = view.seen.rules.travel_day_hours * MINUTES_PER_HOUR
        for category, name, size in (
            (TRAVEL, Text("出差 {value} 天", "{value} travel days"), day),
            (SHARING, Text("分享 {value} 场", "{value} sharing sessions"), 0),
        ):
            minutes = by_category.pop(category, [])
            then = before.get(category, [])
            now = _amount(minutes, size)
            words = [name.format(value=display.decimals(now, 2)).to(language)]
            if view.period is not None:
                last = _amount(then, size)
                words.append(
                    Text("上年同期 {value}", "{value} the year before")
                    .format(value=display.decimals(last, 2))
                    .to(language)
                )
                if last:
                    words[-1] += (
                        Text("（{growth}）", " ({growth})")
                        .format(growth=display.growth((now - last) / last))
                        .to(language)
                    )
            if category in team:
                words.append(
                    Text("团队 {value}", "team {value}")
                    .format(value=display.decimals(team[category], 2))
                    .to(language)
                )
            said.append(Text("，", ", ").to(language).join(words))
        form = forms.Choice(CATEGORIES, free=True)
        for category, minutes in sorted(by_category.items(), key=lambda each: -sum(each[1])):
            said.append(f"{form.name(category, language)} {hours(sum(minutes)).to(language)}")
        return (things(len(records), "条", "record").to(language), *said)

    def _before(self, view: View, period: Period) -> Mapping[str, list[int]]:
        """The minutes of each record of the same days a year before, by category."""
        start, end = year_before(period.start), year_before(min(view.day, period.end))
        found: dict[str, list[int]] = {}
        for record in log_rows.records(
            view.seen.connection,
            self.table,
            ("category", "minutes"),
            "day BETWEEN ? AND ?",
            (start.isoformat(), end.isoformat()),
        ):
            found.setdefault(record["category"], []).append(record["minutes"])
        return found

    def _team(self, view: View, period: Period) -> Mapping[str, Fraction]:
        keys = {"travel_days": TRAVEL, "sharing_sessions": SHARING}
        return {
            keys[record["metric"]]: Fraction(record["value"])
            for record in log_rows.records(
                view.seen.connection,
                "peer_figures",
                ("metric", "value"),
                "period = ? AND peer = 'team' AND metric IN ('travel_days', 'sharing_sessions')",
                (period.name,),
            )
        }


def _amount(minutes: Sequence[int], size: int) -> Fraction:
    """Days of ``size`` minutes, or (0) how many there are."""
    return Fraction(sum(minutes), size) if size else Fraction(len(minutes))
