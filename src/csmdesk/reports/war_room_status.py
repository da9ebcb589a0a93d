"""The state of a war room on one page, for those who help and those who ask: what is at stake, what is next.

Everything in it is what the window shows as of the same day; nothing is counted here. What does not fit on
the page is said as a number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from csmdesk.domain.text import Language, Text
from csmdesk.domain.war_room import CAUSES, STATUSES
from csmdesk.metrics.display import MISSING
from csmdesk.reports.document import (
    Block,
    Bullets,
    Chart,
    Column,
    Document,
    Highlight,
    Highlights,
    Inline,
    Paragraph,
    Series,
    Span,
    Status,
    Table,
)
from csmdesk.reports.to_markdown import markdown
from csmdesk.services.account_view import Mark
from csmdesk.services.board_columns import BoardColumn
from csmdesk.services.board_view import Card
from csmdesk.services.escalation_view import Escalation
from csmdesk.services.standups import StandupLog
from csmdesk.services.war_room_view import Room

_MOST_CARDS, _MOST_NOTES, _MOST_ESCALATIONS, _MOST_POINTS = 10, 3, 3, 14
_LONGEST = 60
"""Letters of a stand-up's line, and of a goal, that are shown."""
_CELL = 22
"""Letters of a cell of the table that are shown."""

_STATUS: dict[Mark, Status] = {"red": "bad", "yellow": "warn", "green": "good"}


@dataclass(frozen=True)
class RoomState:
    """What the page is made of: a room, its cards, its last stand-up, what is escalated."""

    room: Room
    columns: Sequence[BoardColumn]
    cards: Sequence[Card]
    log: StandupLog | None
    escalations: Sequence[Escalation]
    closing: date


def status_document(state: RoomState, language: Language, book: str) -> Document:
    """The page of one war room."""
    write = _Writing(state, language)
    room = state.room
    return Document(
        title=write.t("作战室状态", "War room status"),
        subtitle=room.account,
        language=language,
        facts=(
            (write.t("客户", "Account"), f"{room.account} {room.code}".strip()),
            (write.t("统计日", "As of"), state.closing.isoformat()),
            (write.t("来自", "From"), book),
        ),
        blocks=tuple(write.blocks()),
        subject=book,
    )


def status_markdown(state: RoomState, language: Language) -> str:
    """The same to be pasted into a chat: without a table, which a chat shows as bars and dashes."""
    write = _Writing(state, language)
    room = state.room
    document = Document(
        title=write.t("作战室状态", "War room status"),
        subtitle=f"{room.account} {state.closing.isoformat()}",
        language=language,
        blocks=tuple(write.lines()),
    )
    return markdown(document)


class _Writing:
    """The blocks of one page."""

    def __init__(self, state: RoomState, language: Language) -> None:
        self._state = state
        self._language: Language = language
        names = {column.key: column.name for column in state.columns}
        self._names = {status: names.get(status, status) for status in STATUSES}
        order = [column.key for column in state.columns] or list(STATUSES)
        mine = [card for card in state.cards if card.room_id == state.room.id]
        # What is done stands at the end: the reader asks what is left.
        self._cards = sorted(mine, key=lambda card: (card.status == "done", -order.index(card.status)))

    def t(self, zh: str, en: str) -> str:
        """The words in the page's language."""
        return Text(zh, en).to(self._language)

    def blocks(self) -> list[Block]:
        """Everything of the page."""
        return [
            self._highlights(),
            *self._goal(),
            *self._course(),
            *self._tasks(),
            *self._escalations(),
            *self._standup(),
            *self._squad(),
        ]

    def lines(self) -> list[Block]:
        """Everything as paragraphs and lists."""
        mark = self.t("：", ": ")
        cards = [
            (
                *_plain(f"{self._names[card.status]}{mark}"),
                Span(card.title, bold=True),
                *_plain(self._comma(["", card.owner or MISSING, self._due(card)])),
            )
            for card in self._cards[:_MOST_CARDS]
        ]
        tasks: list[Block] = [Bullets(tuple(cards))] if cards else []
        return [
            self._highlights(),
            *self._goal(),
            *tasks,
            *self._more_cards(),
            *self._escalations(),
            *self._standup(),
        ]

    # --- parts ----------------------------------------------------------------------------------------------

    def _highlights(self) -> Highlights:
        room = self._state.room
        done = room.cards.get("done", 0)
        count = sum(room.cards.values())
        late = self.t(f"逾期 {room.late_cards}", f"{room.late_cards} overdue") if room.late_cards else ""
        health = Span(room.score_words, bold=True, status=_STATUS.get(room.mark, "none"))
        return Highlights(
            (
                Highlight(self.t("健康度", "Health"), (health,), _plain(room.since)),
                Highlight(
                    self.t("倒计时", "Countdown"), (Span(room.left_words, bold=True),), _plain(room.day_words)
                ),
                Highlight(self.t("任务", "Tasks"), (Span(f"{done}/{count}", bold=True),), _plain(late)),
                Highlight(self.t("涉及", "At stake"), (Span(room.annual, bold=True),), _plain(room.stake)),
            )
        )

    def _goal(self) -> list[Block]:
        room = self._state.room
        found: list[Block] = []
        if room.goal:
            found.append(Paragraph(_plain(_short(room.goal, 4 * _LONGEST)), lead=self.t("目标", "Goal")))
        found.append(Paragraph(_plain(room.standing_words), lead=self.t("状态", "State")))
        if room.cause in CAUSES:
            cause = CAUSES[room.cause].to(self._language)
            found.append(Paragraph(_plain(cause), lead=self.t("根因", "Cause")))
        return found

    def _course(self) -> list[Block]:
        points = [point for point in self._state.room.curve if point.value is not None][-_MOST_POINTS:]
        if len(points) < 2:
            return []
        name = self.t("健康度走势", "Health over time")
        bands = self._state.room.bands
        return [
            Chart(
                name,
                "line",
                tuple(f"{point.day:%m-%d}" for point in points),
                (Series(self.t("健康度", "Health"), tuple(point.value for point in points), "ink"),),
                reference=float(bands.red_below),
                reference_label=self.t(f"红线 {bands.red_words}", f"red below {bands.red_words}"),
                alt=name,
                label_places=1,
            )
        ]

    def _tasks(self) -> list[Block]:
        if not self._cards:
            return [Paragraph(_plain(self.t("没有任务。", "No tasks.")))]
        rows = tuple(
            (
                _plain(self._names[card.status]),
                _plain(_short(card.title, _CELL)),
                _plain(card.owner or MISSING),
                (Span(self._due(card), status="bad" if card.overdue else "none"),),
                _plain(_short(card.acceptance, _CELL) or MISSING),
            )
            for card in self._cards[:_MOST_CARDS]
        )
        columns = (
            Column(self.t("状态", "State"), share=1.2),
            Column(self.t("任务", "Task"), share=3),
            Column(self.t("负责人", "Owner"), share=1.6),
            Column(self.t("截止", "Due"), share=2),
            Column(self.t("验收标准", "Acceptance"), share=2.4),
        )
        return [Table(self.t("任务", "Tasks"), columns, rows, small=True), *self._more_cards()]

    def _more_cards(self) -> list[Block]:
        more = len(self._cards) - _MOST_CARDS
        if more <= 0:
            return []
        return [Paragraph(_plain(self.t(f"另有 {more} 项任务。", f"{more} more tasks.")))]

    def _escalations(self) -> list[Block]:
        found = [each for each in self._state.escalations if each.stage != "done"][:_MOST_ESCALATIONS]
        if not found:
            return []
        items = tuple(
            _plain(self._comma([each.title, each.level_words, each.stage_words, each.left_words, each.owner]))
            for each in found
        )
        lead = self.t("升级中", "Escalated")
        return [Paragraph(_plain(self.t(f"{len(found)} 件", str(len(found)))), lead=lead), Bullets(items)]

    def _standup(self) -> list[Block]:
        log = self._state.log
        if log is None or not log.kept:
            return []
        items = []
        for note in [each for each in log.notes if each.said][:_MOST_NOTES]:
            said = [
                (self.t("昨天", "yesterday"), note.yesterday),
                (self.t("今天", "today"), note.today),
                (self.t("阻塞", "blocked"), note.blocked),
            ]
            words = [f"{part} {_short(line)}" for part, line in said if line]
            who = Span(f"{note.member or self.t('全体', 'all')} ", bold=True)
            items.append((who, *_plain(self.t("；", "; ").join(words))))
        lead = self.t(f"{log.day:%m-%d} 站会", f"Stand-up {log.day:%m-%d}")
        found: list[Block] = [Paragraph(_plain(_short(log.decisions) or MISSING), lead=lead)]
        return [*found, Bullets(tuple(items))] if items else found

    def _squad(self) -> list[Block]:
        members = [
            self._comma([member.role_words, member.name, member.contact])
            for member in self._state.room.squad
            if member.name or member.contact
        ]
        if not members:
            return []
        return [Paragraph(_plain(self.t("；", "; ").join(members)), lead=self.t("小组", "Squad"))]

    # --- words ----------------------------------------------------------------------------------------------

    def _due(self, card: Card) -> str:
        day = "" if card.deadline is None else f"{card.deadline:%m-%d}"
        left = "" if card.status == "done" else card.left_words
        return self._comma([day, left]) or MISSING

    def _comma(self, parts: Sequence[str]) -> str:
        mark = self.t("，", ", ")
        head = mark if parts and not parts[0] and any(parts[1:]) else ""
        return head + mark.join(part for part in parts if part)


def _plain(text: str) -> Inline:
    return (Span(text),) if text else ()


def _short(text: str, most: int = _LONGEST) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
