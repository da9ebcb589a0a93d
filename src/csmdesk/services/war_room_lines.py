"""A war room as the window shows it: score, countdown, days, squad, and what happened meanwhile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain.fields import word_key
from csmdesk.domain.health import Band
from csmdesk.domain.text import Language, Text
from csmdesk.domain.war_room import ROLES, STATUSES, Scored, Stretch, Term, stretches
from csmdesk.domain.war_room import standing as standing_of
from csmdesk.domain.war_room import term as term_of
from csmdesk.domain.working_days import is_working_day, working_days
from csmdesk.metrics import display
from csmdesk.services import account_head
from csmdesk.services import account_health as health
from csmdesk.services import war_room_words as words
from csmdesk.services.account_words import short_day
from csmdesk.services.war_room_view import ClosingDraft, DayBlock, EventKind, EventMark, Member, Room

if TYPE_CHECKING:
    from csmdesk.services.account_detail import Desk
    from csmdesk.storage.war_rows import MemberRow, RoomCard, RoomRow, WarRows

_DAY = timedelta(days=1)


class Course(NamedTuple):
    """The scores of an account up to the closing day and their stretches on either side of 60."""

    scores: list[Scored]
    stretches: list[Stretch]


def course(desk: Desk, account_id: int) -> Course:
    """The account's scores, those typed by hand included."""
    b = desk.basis
    days = health.turning_days(desk, account_id)
    scores = [Scored(day, b.health(account_id, day).value, b.bands.red_below) for day in days]
    return Course(scores, stretches(scores))


def open_on(room: RoomRow, day: date) -> bool:
    """True when the room is known to be there and not closed on ``day``."""
    begun = room.opened is None or room.opened <= day
    return begun and (room.closed is None or room.closed > day)


def room_term(room: RoomRow, cards: Iterable[RoomCard], usual_days: int, today: date) -> Term:
    """The days of a room."""
    last = max((card.deadline for card in cards if card.deadline is not None), default=None)
    return term_of(room.opened, room.deadline, last, usual_days, today)


def room_line(desk: Desk, room: RoomRow, rows: WarRows, language: Language) -> Room:
    """The room as of the closing day, or of the day on which it was closed."""
    b = desk.basis
    account = b.over_everything.accounts[room.account_id]
    line = desk.lines[room.account_id]
    # A room that was closed later is open on the closing day.
    closed = None if open_on(room, b.closing) else room.closed
    on = b.closing if closed is None else min(closed, b.closing)
    cards = rows.cards.get(room.id, ())
    term = room_term(room, cards, b.rules.war_room_days, b.closing)
    known = course(desk, room.account_id)
    by_then = [score for score in known.scores if score.day <= on]
    state = standing_of(by_then, term.deadline, on)
    said = words.standing(state, term, on, b.bands, scored=line.health is not None)
    if closed is not None:
        early = words.CLOSED_EARLY if room.review else words.CLOSED
        said = early.format(day=short_day(closed, b.closing), red=b.bands.red_words)
    return Room(
        id=room.id,
        account_id=room.account_id,
        account=account.name,
        code=account.code,
        mark=line.band.value,
        segment=line.segment,
        annual=words.annual(line.arr_fen / 100, language),
        score=line.health,
        score_words=display.health(line.health, b.bands),
        since=_since(desk, room.account_id, known).to(language),
        stake=words.stake(
            line.decision_day, account_head.at_stake(desk, room.account_id), b.closing, language
        ),
        days_red=_days_red(known, on),
        start=term.start,
        deadline=term.deadline,
        closed_day=closed,
        goal=room.goal,
        cause=room.cause,
        day=term.day(on),
        days=term.days,
        days_left=term.left(on),
        left_words=words.left(term, b.closing, state, closed).to(language),
        day_words=words.day_of(term, on).to(language),
        blocks=tuple(_blocks(term, on, cards, rows.standups.get(room.id, frozenset()))),
        curve=health.curve(desk, room.account_id, language),
        marks=tuple(event_marks(desk, room.account_id, rows.rooms, language)),
        standing=state,
        standing_words=said.to(language),
        cards=_counts(cards),
        late_cards=sum(_late(card, on) for card in cards),
        squad=tuple(squad(rows.members.get(room.id, ()), cards, language)),
        missed=_missed(room, on, rows.standups.get(room.id, frozenset())),
        closing=closing_draft(room) if closed is not None else None,
        bands=b.bands,
    )


def closing_draft(room: RoomRow) -> ClosingDraft | None:
    """The closing review of a closed room."""
    if room.closed is None:
        return None
    return ClosingDraft(
        room.closed, room.closing_cause, room.closing_worked, room.closing_changes, room.review
    )


def _since(desk: Desk, account_id: int, known: Course) -> Text:
    closing = desk.basis.closing
    state = desk.lines[account_id].band
    if state is Band.RED:
        # A day without a score does not end a stretch below 60.
        return words.since(state, known.stretches[-1].start.day, closing)
    return words.since(state, health.band_since(desk, account_id), closing)


def _days_red(known: Course, on: date) -> int:
    """Days of the newest stretch below 60 by ``on``; 0 where there was none."""
    red = [stretch for stretch in known.stretches if stretch.start.red and stretch.start.day <= on]
    if not red:
        return 0
    last = red[-1]
    if last.end is not None and last.end <= on:
        return (last.end - last.start.day).days
    return (on - last.start.day).days + 1


# --- days ---------------------------------------------------------------------------------------------------


def _blocks(term: Term, on: date, cards: Sequence[RoomCard], standups: frozenset[date]) -> Iterable[DayBlock]:
    due: dict[date, list[str]] = {}
    for card in cards:
        if card.deadline is not None:
            due.setdefault(card.deadline, []).append(card.title)
    for place in range(term.days):
        day = term.start + place * _DAY
        yield DayBlock(
            day, day < on, day == on, tuple(due.get(day, ())), day in standups, is_working_day(day)
        )


def _missed(room: RoomRow, on: date, standups: frozenset[date]) -> tuple[date, ...]:
    """Working days before ``on`` on which nothing was logged; ``on`` itself is not over."""
    if room.opened is None:
        return ()
    return tuple(day for day in working_days(room.opened, on - _DAY) if day not in standups)


# --- squad --------------------------------------------------------------------------------------------------


def squad(members: Sequence[MemberRow], cards: Sequence[RoomCard], language: Language) -> Iterable[Member]:
    """The squad with its cards; without one the three roles. Owners who are not of it come last."""
    of_card = {card.id: word_key(card.owner) for card in cards}
    left = set(of_card)

    def member(row: MemberRow | None, key: str, name: str) -> Member:
        own = {word_key(said) for said in (key, name, *ROLES.get(key, ())) if said}
        mine = [card for card in cards if card.id in left and of_card[card.id] in own]
        left.difference_update(card.id for card in mine)
        waiting = [card.deadline for card in mine if card.deadline is not None and card.status != "done"]
        return Member(
            None if row is None else row.id,
            key,
            words.role(key, language),
            name,
            "" if row is None else row.contact,
            "" if row is None else row.goal,
            None if row is None else row.deadline,
            _counts(mine),
            min(waiting, default=None),
        )

    for row in members:
        yield member(row, row.role, row.name)
    if not members:
        for key in ROLES:
            yield member(None, key, "")
    for owner in dict.fromkeys(card.owner for card in cards if card.owner):
        if any(of_card[card_id] == word_key(owner) for card_id in left):
            yield member(None, "", owner)


def _counts(cards: Iterable[RoomCard]) -> dict[str, int]:
    counted = Counter(card.status for card in cards)
    return {status: counted[status] for status in STATUSES}


def _late(card: RoomCard, on: date) -> bool:
    return card.status != "done" and card.deadline is not None and card.deadline < on


# --- events -------------------------------------------------------------------------------------------------


def event_marks(desk: Desk, account_id: int, rooms: Iterable[RoomRow], language: Language) -> list[EventMark]:
    """What happened at the account while the curve runs, in order: tickets, contacts, touches, war rooms."""
    b = desk.basis
    first = health.curve_start(desk)
    found: list[tuple[date, EventKind, Text]] = []
    for ticket in desk.tickets.get(account_id, ()):
        said = Text(f"工单 {ticket.title}", f"Ticket: {ticket.title}")
        found.append((ticket.opened_at.date(), "ticket", said))
    for contact in desk.people.get(account_id, ()):
        if contact.left_day is not None:
            who = f"{contact.name} {contact.title}".strip()
            found.append((contact.left_day, "contact", Text(f"{who} 离任", f"{who} left")))
    found += [
        (touch.day, "touch", Text(f"触达 {touch.channel}", f"Touch: {touch.channel}"))
        for touch in desk.touches.get(account_id, ())
    ]
    for room in rooms:
        if room.account_id != account_id:
            continue
        if room.opened is not None:
            found.append((room.opened, "room", Text("开作战室", "War room opened")))
        if room.closed is not None:
            found.append((room.closed, "room", Text("关闭作战室", "War room closed")))
    marks = [
        EventMark(day, kind, f"{short_day(day, b.closing)} {said.to(language)}")
        for day, kind, said in found
        if first <= day <= b.closing
    ]
    return sorted(marks, key=lambda mark: (mark.day, mark.kind, mark.words))
