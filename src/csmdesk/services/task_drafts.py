"""Tasks of war rooms as they are typed: what is refused, what is kept, and putting new ones on the board.

The board, the template of a new room and the decisions of a stand-up all make their cards here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from csmdesk.domain.dates import EARLIEST, LATEST
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import MOST_NOTE, MOST_WORDS, FieldError, one_line, several_lines
from csmdesk.domain.text import Text
from csmdesk.storage import task_rows
from csmdesk.storage.driver import Connection

_MOST_LINK = 2_000
_MOST_IN_LABEL = 24


class CardDraft(NamedTuple):
    """A card as it is typed; ``link`` is a ticket's number or address."""

    title: str
    detail: str = ""
    owner: str = ""
    deadline: date | None = None
    acceptance: str = ""
    link: str = ""


def checked(draft: CardDraft) -> CardDraft:
    """The draft as the book keeps it. Raises FieldError for what it cannot keep.

    Only the title has to be there: what a task of a war room still lacks is shown on its card.
    """
    kept = CardDraft(
        one_line(draft.title),
        several_lines(draft.detail),
        one_line(draft.owner),
        draft.deadline,
        several_lines(draft.acceptance),
        one_line(draft.link),
    )
    if not kept.title:
        raise FieldError("title", NO_TITLE)
    limits = (("title", MOST_WORDS), ("detail", MOST_NOTE), ("owner", MOST_WORDS))
    for field, most in (*limits, ("acceptance", MOST_NOTE), ("link", _MOST_LINK)):
        if len(getattr(kept, field)) > most:
            raise FieldError(field, LONG.format(most=most))
    if kept.deadline is not None and not EARLIEST <= kept.deadline.year <= LATEST:
        raise FieldError("deadline", ODD_DAY.format(day=kept.deadline))
    return kept


def columns_of(draft: CardDraft, *, words: bool = True) -> dict[str, Any]:
    """The columns of the book that a checked draft fills; title and detail only with ``words``."""
    found = draft._asdict() | {"deadline": None if draft.deadline is None else draft.deadline.isoformat()}
    return found if words else {key: value for key, value in found.items() if key not in {"title", "detail"}}


def put_cards(driver: Connection, room_id: int, drafts: Iterable[CardDraft], day: date) -> list[int]:
    """Within an operation: put cards at the end of the first column, made on ``day``; their ids.

    Raises UserError when the room is gone or closed, FieldError for a draft that cannot be kept.
    """
    refuse_closed(driver, room_id)
    order = task_rows.column(driver, "todo")
    ids = []
    for draft in map(checked, drafts):
        position = task_rows.make_place(driver, "tasks", order, len(order))
        card_id = add_card(driver, room_id, draft, "todo", position, day)
        order.append((card_id, position))
        ids.append(card_id)
    return ids


def add_card(
    driver: Connection, room_id: int, draft: CardDraft, status: str, position: int, day: date
) -> int:
    """Within an operation: write a checked draft as a new card; its id."""
    place = {"war_room_id": room_id, "status": status, "position": position, "created_day": day.isoformat()}
    return task_rows.add(driver, "tasks", columns_of(draft) | place)


def refuse_closed(connection: Connection, room_id: int) -> str:
    """Raise UserError unless the room is there and open; the name of its account."""
    found = task_rows.room(connection, room_id)
    if found is None:
        raise UserError(ROOM_GONE)
    if found.closed_day is not None:
        raise UserError(ROOM_CLOSED)
    return found.account


def web_address(link: str) -> str:
    """The address that a card's link opens; '' where it is none for a browser (a ticket's number, a file)."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    return link if parts.scheme.lower() in {"http", "https"} and parts.netloc else ""


def named(account: str, title: str) -> str:
    """A card as labels say it: its account and the beginning of its title."""
    short = title if len(title) <= _MOST_IN_LABEL else f"{title[: _MOST_IN_LABEL - 1].rstrip()}…"
    return f"{account} {short}"


NO_TITLE = Text("请写任务名称。", "Say what is to be done.")
LONG = Text("太长：最多 {most} 个字。", "Too long: {most} characters at most.")
ODD_DAY = Text("{day} 不像截止日，请核对年份。", "{day} is no likely deadline: check the year.")
ROOM_GONE = Text("这个作战室已不在客户书里。", "The war room is no longer in the book.")
ROOM_CLOSED = Text(
    "这个作战室已关闭，卡片不再改动；要改先重开。",
    "The war room is closed and its cards with it: reopen it first.",
)
