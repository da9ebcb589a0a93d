"""War rooms that were closed in the period: what their closing reviews say of causes, methods and changes."""

from __future__ import annotations

from collections import defaultdict

from csmdesk.domain.facts import WarRoom
from csmdesk.domain.text import Text
from csmdesk.domain.war_room import CAUSES
from csmdesk.metrics import display
from csmdesk.reports.chapters.pieces import shown_of
from csmdesk.reports.document import Block, Bullets, Column, Heading, Inline, Paragraph, Span, Table
from csmdesk.reports.words import BLANK, Writer, plain

_MOST_ROWS = 12
_MOST_NAMES = 8


def closed_rooms(w: Writer) -> list[WarRoom]:
    """The war rooms of the CSM's accounts that were closed in the period, in the order of their closing."""
    b = w.basis
    found = [r for r in b.facts.war_rooms if b.in_flow(r.closed_day) and b.owned(r.account_id, r.closed_day)]
    return sorted(found, key=lambda r: (r.closed_day is not None and r.closed_day.toordinal(), r.id))


def by_cause(w: Writer) -> dict[str, Inline]:
    """By cause: a sentence that names the accounts whose closing review says so."""
    accounts: dict[str, list[str]] = defaultdict(list)
    for room in closed_rooms(w):
        accounts[room.closing_cause].append(w.account_name(room.account_id))
    return {
        cause: w.say(
            "作战室复盘 {n} 家：{names}。",
            "Named by {n} closing {n|review|reviews}: {names}.",
            n=len(names),
            names=w.listed(dict.fromkeys(names), _MOST_NAMES),
        )
        for cause, names in accounts.items()
        if cause in CAUSES
    }


def problems(w: Writer) -> list[Block]:
    """The section of the rooms that were closed; nothing without one."""
    rooms = closed_rooms(w)
    if not rooms:
        return []
    held = sum(not room.closing_review for room in rooms)
    text = w.say(
        "期内关闭作战室 {n} 个，其中稳住 {red} 后关闭 {held} 个。",
        "{n} war {n|room was|rooms were} closed, {held} of them after {red} was held.",
        n=len(rooms),
        held=held,
        red=w.basis.bands.red_words,
    )
    rows = [
        (
            plain(w.account_name(room.account_id)),
            plain(display.day(room.closed_day)),
            plain(w.to(CAUSES.get(room.closing_cause, BLANK))),
            plain(room.closing_worked or w.to(BLANK)),
            _outcome(w, room),
        )
        for room in rooms[-_MOST_ROWS:]
    ]
    return [
        Heading(2, w.t("作战室复盘", "Closing reviews of war rooms"), "problems.rooms"),
        Paragraph(text),
        Table(
            w.t("期内关闭的作战室", "War rooms closed in the period"),
            (
                Column(w.t("客户", "Account"), share=1.4),
                Column(w.t("关闭日", "Closed"), "right", 1.2),
                Column(w.t("根因", "Root cause"), share=1.5),
                Column(w.t("什么起了作用", "What worked"), share=3),
                Column(w.t("结果", "Result"), share=2),
            ),
            tuple(rows),
            note=shown_of(w, len(rows), len(rooms)),
        ),
    ]


def _outcome(w: Writer, room: WarRoom) -> Inline:
    red = w.basis.bands.red_words
    if not room.closing_review:
        return (Span(w.to(Text(f"稳住 {red}", f"{red} held")), status="good"),)
    return (Span(room.closing_review, status="warn"),)


def plan(w: Writer) -> list[Block]:
    """What changes from now on, as the closing reviews say; nothing where they say nothing."""
    items = tuple(
        (Span(f"{w.account_name(room.account_id)} ", bold=True), Span(room.closing_changes))
        for room in closed_rooms(w)
        if room.closing_changes
    )
    if not items:
        return []
    return [
        Heading(2, w.t("作战室复盘后的改变", "What changes after the war rooms"), "plan.rooms"),
        Bullets(items),
    ]
