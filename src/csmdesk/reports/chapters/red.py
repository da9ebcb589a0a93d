"""The accounts that are red at the close: since when, and what the data shows beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from csmdesk.domain.health import Band, band
from csmdesk.domain.ticket import ticket_outcome
from csmdesk.metrics import display
from csmdesk.metrics.engagement import last_touches
from csmdesk.reports.chapters.pieces import shown_of
from csmdesk.reports.document import Block, Column, Paragraph, Span, Table
from csmdesk.reports.words import Writer, plain

_MOST_ROWS = 12


def health_span(w: Writer, value: Fraction | None) -> Span:
    """A score with the shape and word of its band."""
    status = {Band.RED: "bad", Band.YELLOW: "warn", Band.GREEN: "good"}
    now = band(value, w.basis.bands)
    if now is Band.UNSCORED:
        return Span(w.t("未评", "unscored"))
    word = {Band.RED: w.t("红", "red"), Band.YELLOW: w.t("黄", "yellow"), Band.GREEN: w.t("绿", "green")}[now]
    held = status[now]
    return Span(
        f"{display.health(value, w.basis.bands)} {word}",
        status="bad" if held == "bad" else "warn" if held == "warn" else "good",
    )


# red accounts --------------------------------------------------------------------------------------------


class RedSince(NamedTuple):
    """The first day of an account's present stretch in red; ``first_known``: nothing earlier is scored."""

    day: date
    first_known: bool


def red_since(w: Writer, account_id: int) -> RedSince | None:
    """Since when the account has been red without a break, None when it is not red at the close."""
    b = w.basis
    days = [d for d in b.account_scoring_days(account_id) if d <= b.closing]
    since: RedSince | None = None
    for i in range(len(days) - 1, -1, -1):
        if band(b.score(account_id, days[i]).score.value, b.bands) is not Band.RED:
            break
        since = RedSince(days[i], i == 0)
    return since


def red_accounts(w: Writer) -> list[int]:
    """The accounts red at the close, the most valuable first."""
    arr = w.basis.arr(w.basis.closing)
    ids = [r.key for r in w.figure("health_red").evidence.numerator if isinstance(r.key, int)]
    return sorted(ids, key=lambda a: (-arr.get(a, Fraction(0)), a))


def blocks(w: Writer) -> list[Block]:
    key = "health_red"
    if not w.known(key):
        return [Paragraph(w.unavailable(key))]
    ids = red_accounts(w)
    if not ids:
        return [Paragraph(w.say("{close}没有红色客户。", "No account is red at {close}."))]
    b = w.basis
    arr = b.arr(b.closing)
    touches = last_touches(b, b.closing)
    late = Counter(
        t.account_id
        for t in b.facts.tickets
        if b.in_flow(t.opened_at.date()) and ticket_outcome(t, b.as_of) is False
    )
    text = w.say(
        "{close}红色客户 {n}，年化金额合计 {value}，占 {share}。下表的最弱维度、"
        "逾期工单与触达间隔是数据中可见的迹象，不等于根因。",
        "{n} {n|account is|accounts are} red at {close}, with {value} of annual value ({share}). The"
        " weakest dimension,"
        " late tickets"
        " and days since the last touch below are what the data shows, not proven causes.",
        n=w.value(key),
        value=w.money(sum((arr.get(a, Fraction(0)) for a in ids), Fraction(0))),
        share=_share(ids, arr),
    )
    rows = []
    for a in ids[:_MOST_ROWS]:
        since = red_since(w, a)
        touch = touches.get(a)
        rows.append(
            (
                plain(w.account_name(a)),
                (health_span(w, b.score(a, b.closing).score.value),),
                plain(_since(w, since)),
                plain(_weakest(w, a)),
                plain(str(late[a])),
                plain(str((b.closing - touch.day).days) if touch else w.t("从未", "never")),
                plain(display.money_cell(arr.get(a), w.language)),
            )
        )
    red = w.basis.bands.red_words
    return [
        Paragraph(text),
        Table(
            w.t("红色客户与数据中的迹象", "Red accounts and what the data shows"),
            (
                Column(w.t("客户", "Account"), share=1.3),
                Column(w.t("健康度", "Health"), "right", 1.2),
                Column(w.t("红色起始日", "Red since"), "right", 1.9),
                Column(w.t("最弱维度", "Weakest dimension"), share=1.9),
                Column(w.t("逾期工单", "Late tickets"), "right", 1.1),
                Column(w.t("距上次触达（天）", "Days since touch"), "right", 1.3),
                Column(w.t("年化金额", "Annual value"), "right", 1.2),
            ),
            tuple(rows),
            note=w.t(
                f"红色起始日是最近一段连续低于 {red} 的首个评分日；“不晚于”指更早没有评分。",
                f"Red since: the first scoring day of the unbroken stretch below {red}; 'by': nothing earlier"
                " is scored. ",
            )
            + shown_of(w, len(rows), len(ids)),
        ),
    ]


def _share(ids: list[int], arr: Mapping[int, Fraction]) -> str:
    whole = sum(arr.values(), Fraction(0))
    part = sum((arr.get(a, Fraction(0)) for a in ids), Fraction(0))
    return display.percent(part / whole) if whole else display.MISSING


def _since(w: Writer, since: RedSince | None) -> str:
    if since is None:
        return w.t("人工调整", "by override")
    day = display.day(since.day)
    if since.first_known:
        return w.t(f"不晚于 {day}", f"by {day}")
    return w.t(f"{day} 起", day)


def _weakest(w: Writer, account_id: int) -> str:
    """The dimension with the lowest score on the account's newest scoring day."""
    b = w.basis
    rows = b.scoring.rows_behind(account_id, b.closing)
    lowest = min(rows, key=lambda r: (r.score_milli, r.dimension_id), default=None)
    if lowest is None:
        return display.MISSING
    name = b.facts.dimension_names.get(lowest.dimension_id, "")
    return f"{name} {display.points(Fraction(lowest.score_milli, 1000))}"
