"""The war room's board as words and marks, ready to be shown: what ``WarBoard.data`` and ``card`` give."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from csmdesk.domain.text import Language, Text
from csmdesk.services.account_view import Mark
from csmdesk.services.account_words import days
from csmdesk.services.board_columns import BoardColumn
from csmdesk.services.task_drafts import CardDraft
from csmdesk.storage.task_rows import CardRow, CommentRow, Counts, ItemRow, MoveRow

_SOON = 2
"""With fewer days left an open card is late."""


class Card(NamedTuple):
    """A card on a day.

    ``days_left`` counts to the deadline, below 0 when it has passed; ``left_words`` say it, '' for a card
    that is done or has no deadline. ``late``: open with less than two days left; ``overdue``: open and past.
    ``age`` are the days in its column, None when the book does not know since when. ``missing`` says what a
    task of a war room has and this one lacks. ``search`` is folded: title, detail, owner and the account's
    name, pinyin, initials and number.
    """

    id: int
    room_id: int
    account_id: int
    account: str
    mark: Mark
    title: str
    detail: str
    owner: str
    deadline: date | None
    days_left: int | None
    left_words: str
    late: bool
    overdue: bool
    acceptance: str
    status: str
    position: int
    link: str
    items_done: int
    items: int
    comments: int
    accepted: bool
    age: int | None
    age_words: str
    search: str
    missing: str = ""


class BoardData(NamedTuple):
    """The board: the columns in the user's order, the cards by column and place, owners by their cards."""

    columns: tuple[BoardColumn, ...]
    cards: tuple[Card, ...]
    owners: tuple[str, ...]


class Item(NamedTuple):
    """A line of a card's checklist."""

    id: int
    words: str
    done: bool


class Comment(NamedTuple):
    """A comment; ``at`` is on the user's own clock, an empty ``author`` is the user."""

    id: int
    at: datetime
    author: str
    words: str


class MoveLine(NamedTuple):
    """When a card went from one column to another."""

    at: datetime
    words: str


class CardDetail(NamedTuple):
    """One card with all that hangs on it; ``draft`` is what a form starts from. Comments are oldest first."""

    card: Card
    draft: CardDraft
    items: tuple[Item, ...]
    comments: tuple[Comment, ...]
    moves: tuple[MoveLine, ...]
    accepted_day: date | None
    accepted_by: str


class _Words:
    """Says what many cards have in common once: days to a deadline, days in a column, what is missing."""

    def __init__(self, closing: date, language: Language) -> None:
        self._closing = closing
        self._language: Language = language
        self._lefts: dict[str | None, tuple[date | None, int | None, str]] = {None: (None, None, "")}
        self._ages: dict[str | None, tuple[int | None, str]] = {None: (None, "")}
        self._lacks: dict[tuple[bool, bool, bool], str] = {}

    def left(self, deadline: str | None) -> tuple[date | None, int | None, str]:
        """A deadline as a day, the days left to it, and how that is said."""
        found = self._lefts.get(deadline)
        if found is None:
            day = date.fromisoformat(deadline or "")
            left = (day - self._closing).days
            found = self._lefts[deadline] = (day, left, left_words(left).to(self._language))
        return found

    def age(self, since: str | None) -> tuple[int | None, str]:
        """How many days something has been so, and how that is said of a card in its column."""
        found = self._ages.get(since)
        if found is None:
            age = max(0, (self._closing - date.fromisoformat(since or "")).days)
            found = self._ages[since] = (age, _age_words(age).to(self._language))
        return found

    def lacking(self, row: CardRow) -> str:
        """What a task of a war room has and this one lacks."""
        lacks = (not row.owner, not row.deadline, not row.acceptance)
        found = self._lacks.get(lacks)
        if found is None:
            found = self._lacks[lacks] = _missing(lacks).to(self._language)
        return found


def board(
    rows: Sequence[CardRow],
    counts: Counts,
    columns: tuple[BoardColumn, ...],
    closing: date,
    language: Language,
    marks: Mapping[int, Mark],
) -> BoardData:
    """The board of these cards, which come by position."""
    words = _Words(closing, language)
    in_column: dict[str, list[CardRow]] = {column.key: [] for column in columns}
    for row in rows:
        in_column[row.status].append(row)
    cards = tuple(
        _card(row, counts, words, marks.get(row.account_id, ""))
        for each in in_column.values()
        for row in each
    )
    owners = Counter(row.owner for row in rows if row.owner)
    return BoardData(columns, cards, tuple(sorted(owners, key=lambda name: (-owners[name], name))))


def card_of(row: CardRow, counts: Counts, closing: date, language: Language) -> Card:
    """One card as of ``closing``, without its account's mark."""
    return _card(row, counts, _Words(closing, language), "")


def _card(row: CardRow, counts: Counts, words: _Words, mark: Mark) -> Card:
    title, detail = said_of(row)
    deadline, left, left_said = words.left(row.deadline)
    age, age_said = words.age(_since(row, counts))
    unfinished = row.status != "done"
    items_done, items = counts.items.get(row.id, (0, 0))
    names = f"{title}\n{detail}\n{row.owner}\n{row.account}\n{row.pinyin}\n{row.initials}\n{row.code}"
    return Card(
        row.id,
        row.room_id,
        row.account_id,
        row.account,
        mark,
        title,
        detail,
        row.owner,
        deadline,
        left,
        left_said if unfinished else "",
        late=unfinished and left is not None and left < _SOON,
        overdue=unfinished and left is not None and left < 0,
        acceptance=row.acceptance,
        status=row.status,
        position=row.position,
        link=row.link,
        items_done=items_done,
        items=items,
        comments=counts.comments.get(row.id, 0),
        accepted=row.accepted_day is not None,
        age=age,
        age_words=age_said,
        search=names.casefold(),
        missing=words.lacking(row) if unfinished else "",
    )


def draft_of(row: CardRow) -> CardDraft:
    """The card as a form shows it, in the words of the board."""
    deadline = None if row.deadline is None else date.fromisoformat(row.deadline)
    return CardDraft(*said_of(row), row.owner, deadline, row.acceptance, row.link)


def detail_of(
    row: CardRow,
    card: Card,
    items: Sequence[ItemRow],
    comments: Sequence[CommentRow],
    moves: Sequence[MoveRow],
    columns: Sequence[BoardColumn],
) -> CardDetail:
    """One card with all that hangs on it."""
    names = {column.key: column.name for column in columns}
    return CardDetail(
        card,
        draft_of(row),
        tuple(Item(each.id, each.content, bool(each.done)) for each in items),
        tuple(
            Comment(each.id, datetime.fromisoformat(each.at), each.author, each.content) for each in comments
        ),
        tuple(
            MoveLine(
                datetime.fromisoformat(each.at),
                f"{names.get(each.from_status, each.from_status)} → "
                f"{names.get(each.to_status, each.to_status)}",
            )
            for each in moves
        ),
        None if row.accepted_day is None else date.fromisoformat(row.accepted_day),
        row.accepted_by,
    )


def left_words(left: int) -> Text:
    """How many days are left to a deadline, or how many it has passed."""
    if left < 0:
        return Text(f"逾期 {-left} 天", f"{days(-left)} overdue")
    return Text("今天到期", "Due today") if left == 0 else Text(f"还剩 {left} 天", f"{days(left)} left")


def said_of(row: CardRow) -> tuple[str, str]:
    """Title and detail: sources write ``what is wrong: what is done about it`` into one column."""
    found = _TWO_PARTS.fullmatch(row.title) if row.imported and not row.detail else None
    return (found["act"], found["wrong"]) if found else (row.title, row.detail)


def _since(row: CardRow, counts: Counts) -> str | None:
    """The day since when a card is in its column; None when the book does not know."""
    moved = counts.moved.get(row.id)
    if moved is None:
        return row.created_day
    # An import can have put the card elsewhere since its last move.
    return moved[0][:10] if moved[1] == row.status else None


def _age_words(age: int) -> Text:
    if age == 0:
        return Text("今天进入此列", "In this column since today")
    return Text(f"在此列 {age} 天", f"{days(age)} in this column")


def _missing(lacks: tuple[bool, bool, bool]) -> Text:
    lacking = [words for lack, words in zip(lacks, _OF_A_TASK, strict=True) if lack]
    if not lacking:
        return Text("", "")
    return Text(
        f"缺{'、'.join(words.zh for words in lacking)}", f"No {', no '.join(words.en for words in lacking)}"
    )


_OF_A_TASK = (
    Text("负责人", "owner"),
    Text("截止日", "deadline"),
    Text("验收标准", "acceptance criteria"),
)
"""What each task of a war room has (domain.md, section 4)."""

_TWO_PARTS = re.compile(r"(?P<wrong>[^:：]{2,}?)\s*[:：]\s*(?P<act>[^:：]{2,})")
