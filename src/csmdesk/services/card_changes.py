"""A card of the board as the services that change something of it need it: there, and in an open room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from csmdesk.domain.changes import Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.services.board_view import said_of
from csmdesk.services.task_drafts import ROOM_CLOSED, named
from csmdesk.storage import task_rows
from csmdesk.storage.driver import Connection, raw
from csmdesk.storage.task_rows import CardRow

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book
    from csmdesk.storage.store import Outcome

T = TypeVar("T")


def there(connection: Connection, card_id: int) -> CardRow:
    """The card; raises UserError when it is gone."""
    found = task_rows.cards(connection, [card_id]).get(card_id)
    if found is None:
        raise UserError(GONE)
    return found


def changeable(connection: Connection, card_id: int) -> CardRow:
    """The card; raises UserError when it is gone or its room is closed."""
    found = there(connection, card_id)
    if found.closed_day is not None:
        raise UserError(ROOM_CLOSED)
    return found


def change(
    book: Book,
    card_id: int,
    label: Text,
    write: Callable[[Connection, CardRow], T],
    op: Op = Op.EDIT_TASK,
    **said: Text,
) -> Outcome[T]:
    """Do ``write`` with the card as it then is, as one operation.

    The label names the card where it has ``{card}``, and holds what else is ``said``.
    """
    with book.reading() as connection:
        card = there(connection, card_id)

    def run(connection: sqlalchemy.Connection) -> T:
        driver = raw(connection)
        return write(driver, changeable(driver, card_id))

    return book.store.run(op, run, label.format(card=named(card.account, said_of(card)[0]), **said))


def written(moment: datetime) -> str:
    """A moment as the book keeps it: on the user's own clock, to the minute."""
    return moment.strftime("%Y-%m-%d %H:%M")


GONE = Text("这张卡片已不在客户书里。", "The card is no longer in the book.")
