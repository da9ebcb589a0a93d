"""Stand-ups: one log a day of what each member did, will do and is blocked by; its decisions become cards.

A member is written down with role and name as they were on the day (``csm 周岚``), so that a log still says
who spoke when the squad has changed; the role is said in the reader's language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.clock import MOST_STANDUP_SECONDS
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import MOST_NOTE, FieldError, one_line, several_lines
from csmdesk.domain.period import today as own_today
from csmdesk.domain.text import Language, Text
from csmdesk.domain.war_room import ROLES
from csmdesk.services.figures import rules_of
from csmdesk.services.search_marks import Spans, marked
from csmdesk.services.task_drafts import CardDraft, put_cards
from csmdesk.storage import standup_rows
from csmdesk.storage.driver import Connection, raw
from csmdesk.storage.standup_rows import NoteRow
from csmdesk.storage.war_rows import MemberRow, RoomRow, members_of, room_row

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book

PARTS = {
    "yesterday": Text("昨天", "Yesterday"),
    "today": Text("今天", "Today"),
    "blocked": Text("阻塞", "Blocked by"),
    "decisions": Text("决定", "Decisions"),
}
"""What a log is made of, in its order."""


class StandupNote(NamedTuple):
    """What one member says; ``member`` is role and name in the reader's language.

    ``member_id`` None: somebody who is no longer in the squad, or ('') the room as a whole.
    """

    member_id: int | None
    member: str = ""
    yesterday: str = ""
    today: str = ""
    blocked: str = ""

    @property
    def said(self) -> bool:
        """True when there is anything in it."""
        return bool(self.yesterday or self.today or self.blocked)


class StandupDraft(NamedTuple):
    """A log as it is typed; ``seconds`` None: not timed. ``cards`` are the decisions that become cards."""

    day: date
    notes: tuple[StandupNote, ...] = ()
    decisions: str = ""
    seconds: int | None = None
    cards: tuple[CardDraft, ...] = ()


class StandupLog(NamedTuple):
    """The log of a day; ``kept`` is False where nobody has written one yet.

    ``notes`` has one for each of the squad, spoken or not, and those of members who left. ``carded`` are the
    lines of ``decisions`` that are cards of the room already.
    """

    room_id: int
    account: str
    day: date
    notes: tuple[StandupNote, ...]
    decisions: str = ""
    seconds: int | None = None
    kept: bool = False
    carded: frozenset[str] = frozenset()


class LogLine(NamedTuple):
    """Something that was said: ``part`` is a key of PARTS, ``matched`` the places found in ``words``."""

    room_id: int
    account: str
    day: date
    member: str
    part: str
    words: str
    matched: Spans = ()


class Standups:
    """The stand-ups of one book; may be used from any thread.

    Raises UserError, as FieldError where one field is to blame; the book is then as it was.
    """

    def __init__(self, book: Book, today: Callable[[], date] = own_today) -> None:
        self._book = book
        self._today = today

    @property
    def minutes(self) -> int:
        """How long a stand-up takes, by the settings."""
        return rules_of(self._book).standup_minutes

    # --- reading --------------------------------------------------------------------------------------------

    def log(self, room_id: int, day: date, language: Language = "zh") -> StandupLog:
        """The log of a day; where there is none an empty one with a note for each of the squad."""
        with self._book.reading() as connection:
            account = _account(connection, room_id)
            squad = members_of(connection, room_id)
            row = standup_rows.standup_row(connection, room_id, day)
            kept = [] if row is None else standup_rows.note_rows(connection, row.id)
            titles = standup_rows.card_titles(connection, room_id, day)
        if row is None:
            return StandupLog(room_id, account, day, _merged(squad, (), language))
        # Words that an import gave to the room as a whole are those of nobody in particular.
        whole = NoteRow(0, None, "", row.yesterday, row.today, row.blocked)
        notes = _merged(squad, [*kept, whole] if any(whole[3:]) else kept, language)
        carded = frozenset(line for line in row.decisions.splitlines() if one_line(line) in titles)
        return StandupLog(room_id, account, day, notes, row.decisions, row.seconds, True, carded)

    def days(self, room_id: int) -> list[date]:
        """The days that have a log, the newest first."""
        with self._book.reading() as connection:
            return standup_rows.standup_days(connection, room_id)

    def search(
        self,
        text: str,
        room_ids: Sequence[int] | None = None,
        limit: int = 200,
        language: Language = "zh",
    ) -> list[LogLine]:
        """What was said with all the words of ``text`` in it, the newest day first; no words find nothing.

        A word may also be in the member, the account (name, pinyin, initials, number) or the day (06-28).
        ``room_ids`` None: in the rooms of all accounts that are not archived.
        """
        terms = text.casefold().split()
        if not terms:
            return []
        with self._book.reading() as connection:
            rows = standup_rows.said_rows(connection)
        rooms = None if room_ids is None else set(room_ids)
        found: list[LogLine] = []
        for row in rows:
            if rooms is not None and row.room_id not in rooms:
                continue
            member = member_words(row.member, language)
            around = "\n".join((member, row.account, row.code, row.pinyin, row.initials, row.day)).casefold()
            missing = [term for term in terms if term not in around]
            for part in PARTS:
                words: str = getattr(row, part)
                if not words or not all(term in words.casefold() for term in missing):
                    continue
                spans = marked(words, terms)
                day = date.fromisoformat(row.day)
                found.append(LogLine(row.room_id, row.account, day, member, part, words, spans))
                if len(found) == limit:
                    return found
        return found

    # --- changing -------------------------------------------------------------------------------------------

    def save(self, room_id: int, draft: StandupDraft) -> Changes:
        """Keep the log of a day, over what is there; ``draft.cards`` go to the end of the first column.

        A log in which nothing is said and that was not timed is none. A card is not made twice: one whose
        title the room has among its open cards, or those made since that day, is left out. Raises FieldError
        for a day that has not come or is outside the room's days, and for words that are too long.
        """
        with self._book.reading() as connection:
            room = _room(connection, room_id)
            account = _account(connection, room_id)
            squad = {member.id: member for member in members_of(connection, room_id)}
        self._refuse_day(draft.day, room)
        notes = _checked(draft.notes, squad)
        decisions = several_lines(draft.decisions)
        if len(decisions) > MOST_NOTE:
            raise FieldError("decisions", LONG.format(most=MOST_NOTE))
        seconds = _timed(draft.seconds)

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            if not notes and not decisions and seconds is None:
                standup_rows.remove_standup(driver, room_id, draft.day)
            else:
                standup = standup_rows.put_standup(driver, room_id, draft.day, decisions, seconds)
                standup_rows.put_notes(driver, standup, notes)
            held = standup_rows.card_titles(driver, room_id, draft.day)
            new = [card for card in draft.cards if one_line(card.title) not in held]
            if new:
                put_cards(driver, room_id, new, self._today())

        return self._run(write, SAVE, account, draft.day)

    def remove(self, room_id: int, day: date) -> Changes:
        """Take the log of a day out of the book; cards that came of it stay."""
        with self._book.reading() as connection:
            account = _account(connection, room_id)
        return self._run(
            lambda connection: standup_rows.remove_standup(raw(connection), room_id, day),
            REMOVE,
            account,
            day,
        )

    def _refuse_day(self, day: date, room: RoomRow) -> None:
        if day > self._today():
            raise FieldError("day", FUTURE.format(day=day))
        if room.opened is not None and day < room.opened:
            raise FieldError("day", BEFORE.format(day=room.opened))
        if room.closed is not None and day > room.closed:
            raise FieldError("day", AFTER.format(day=room.closed))

    def _run(
        self, write: Callable[[sqlalchemy.Connection], None], label: Text, account: str, day: date
    ) -> Changes:
        words = label.format(account=account, day=f"{day:%m-%d}")
        return self._book.store.run(Op.EDIT_STANDUP, write, words).changes


@lru_cache(maxsize=1024)
def member_words(kept: str, language: Language) -> str:
    """Who spoke, as it is kept (``csm 周岚``), in the reader's language."""
    role, _, name = kept.partition(" ")
    return f"{ROLES[role].to(language)} {name}".strip() if role in ROLES else kept


def member_kept(words: str) -> str:
    """Who spoke, as it is kept, from words in either language; the other way round of ``member_words``."""
    said = one_line(words)
    for role, names in ROLES.items():
        for name in names:
            if said == name or said.startswith(f"{name} "):
                return f"{role}{said[len(name) :]}"
    return said


def _member(member: MemberRow) -> str:
    return f"{member.role} {member.name}".strip()


def _merged(
    squad: Iterable[MemberRow], kept: Sequence[NoteRow], language: Language
) -> tuple[StandupNote, ...]:
    """A note for each of the squad in its order, then those of people who are in it no longer."""
    said: dict[int | str, NoteRow] = {}
    for row in kept:
        key = row.member if row.member_id is None else row.member_id
        held = said.get(key)
        said[key] = row if held is None else _together(held, row)
    notes = []
    for member in squad:
        row_of = said.pop(member.id, None)
        words = member_words(_member(member) if row_of is None else row_of.member, language)
        notes.append(StandupNote(member.id, words, *(row_of[3:] if row_of is not None else ())))
    gone = [row for row in said.values() if row.member_id is None]
    return (*notes, *(StandupNote(None, member_words(row.member, language), *row[3:]) for row in gone))


def _together(first: NoteRow, second: NoteRow) -> NoteRow:
    """Two notes of one member, as there are after two rooms became one; what both say is said once."""
    both = zip(first[3:], second[3:], strict=True)
    parts = ("\n".join(dict.fromkeys(filter(None, words))) for words in both)
    return NoteRow(*first[:3], *parts)


def _checked(notes: Sequence[StandupNote], squad: dict[int, MemberRow]) -> list[NoteRow]:
    """The notes in which anything is said, as they are kept."""
    found = []
    seen: set[int] = set()
    for note in notes:
        parts = [several_lines(words) for words in (note.yesterday, note.today, note.blocked)]
        for field, words in zip(("yesterday", "today", "blocked"), parts, strict=True):
            if len(words) > MOST_NOTE:
                raise FieldError(field, LONG.format(most=MOST_NOTE))
        if not any(parts):
            continue
        if note.member_id is None:
            found.append(NoteRow(0, None, member_kept(note.member), *parts))
            continue
        if note.member_id not in squad or note.member_id in seen:
            raise UserError(STRANGER)
        seen.add(note.member_id)
        found.append(NoteRow(0, note.member_id, _member(squad[note.member_id]), *parts))
    return found


def _timed(seconds: int | None) -> int | None:
    """How long it took; None for a clock that nobody stopped."""
    return None if seconds is None or not 0 < seconds <= MOST_STANDUP_SECONDS else seconds


def _room(connection: Connection, room_id: int) -> RoomRow:
    row = room_row(connection, room_id)
    if row is None:
        raise UserError(GONE)
    return row


def _account(connection: Connection, room_id: int) -> str:
    name = standup_rows.account_of(connection, room_id)
    if name is None:
        raise UserError(GONE)
    return name


SAVE = Text("记站会：{account} {day}", "Log stand-up: {account} {day}")
REMOVE = Text("删站会记录：{account} {day}", "Remove stand-up: {account} {day}")
FUTURE = Text(
    "{day} 还没到：站会记的是已经开过的会。", "{day} has not come yet: a log is of a stand-up that was held."
)
BEFORE = Text("作战室 {day} 才开。", "The war room was opened on {day}.")
AFTER = Text("作战室 {day} 已关闭。", "The war room was closed on {day}.")
LONG = Text("太长：最多 {most} 个字。", "Too long: {most} characters at most.")
STRANGER = Text(
    "这位成员已不在小组里，请刷新后再记。", "This member is not in the squad: open the log again."
)
GONE = Text("这个作战室已不在客户书里。", "The war room is no longer in the book.")
