"""The cards of the board as Qt sees them: columns at the top, their cards below, moved as real moves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from csmdesk.ui.models.lines import ACCESSIBLE, DISPLAY, KEY, TOOL_TIP
from csmdesk.ui.panes.war_room.rearranging import Rearranging

if TYPE_CHECKING:
    from csmdesk.services.board_columns import BoardColumn
    from csmdesk.services.board_view import BoardData, Card

CARD = 257
"""The role under which a card's index gives the card itself."""

_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_FIRST_CARD = 16
"""The internal number of a column is its place, that of a card its own number from here on."""


class Count(NamedTuple):
    """How many cards a column shows, how many it has, and how many it should have at most (None: any)."""

    shown: int
    all: int
    limit: int | None

    @property
    def over(self) -> bool:
        """True when there are more cards than the limit of work in progress."""
        return self.limit is not None and self.all > self.limit


class BoardModel(QAbstractItemModel):
    """All cards, and which of them are shown in which order.

    Newer cards, a filter and lanes are taken up with as few insertions, moves and removals as they need;
    where these would be many, in one go. ``arranged`` comes once after each such change.
    """

    arranged = Signal()

    def __init__(
        self, words: Callable[[Card, str], str], tip: Callable[[Card], str], parent: QObject | None = None
    ) -> None:
        """``words(card, column name)`` is what a screen reader says for a card, ``tip`` its tooltip."""
        super().__init__(parent)
        self._words = words
        self._tip = tip
        self._columns: tuple[BoardColumn, ...] = ()
        self._cards: dict[int, Card] = {}
        self._all: list[list[int]] = []
        """The cards of each column in their order, shown or not."""
        self._shown: list[list[int]] = []
        self._at: dict[int, int] = {}
        """The column of each card that is shown."""
        self._accept: Callable[[Card], bool] | None = None
        self._lanes: dict[int, int] | None = None
        """The place of each account's lane; None without lanes."""
        self._accounts: tuple[int, ...] = ()

    # --- what Qt asks ---------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: _Index = _NO_PARENT) -> QModelIndex:
        if column or row < 0:
            return QModelIndex()
        if not parent.isValid():
            return self.createIndex(row, 0, row) if row < len(self._columns) else QModelIndex()
        place = parent.internalId()
        if place >= _FIRST_CARD or row >= len(self._shown[place]):
            return QModelIndex()
        return self.createIndex(row, 0, _FIRST_CARD + self._shown[place][row])

    def parent(self, index: _Index = _NO_PARENT) -> QModelIndex:  # type: ignore[override]
        number = index.internalId() if index.isValid() else 0
        place = self._at.get(number - _FIRST_CARD) if number >= _FIRST_CARD else None
        return QModelIndex() if place is None else self.createIndex(place, 0, place)

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        if not parent.isValid():
            return len(self._columns)
        place = parent.internalId()
        return len(self._shown[place]) if place < _FIRST_CARD and parent.column() == 0 else 0

    def columnCount(self, parent: _Index = _NO_PARENT) -> int:
        return 1

    def data(self, index: _Index, role: int = DISPLAY) -> Any:
        if role not in _ANSWERED or not index.isValid():
            return None
        number = index.internalId()
        if number < _FIRST_CARD:
            return self._columns[number].name if role in {DISPLAY, ACCESSIBLE} else None
        card = self._cards[number - _FIRST_CARD]
        if role == CARD:
            return card
        if role == KEY:
            return card.id
        if role == DISPLAY:
            return card.title
        return self._tip(card) if role == TOOL_TIP else self.words_of(card.id)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if index.internalId() < _FIRST_CARD:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    # --- what there is --------------------------------------------------------------------------------------

    @property
    def columns(self) -> tuple[BoardColumn, ...]:
        """The columns from left to right."""
        return self._columns

    def column_of(self, status: str) -> int:
        """The place of the column whose key is ``status``; -1 when there is none."""
        return next((place for place, one in enumerate(self._columns) if one.key == status), -1)

    def count(self, column: int) -> Count:
        """How many cards a column has."""
        return Count(len(self._shown[column]), len(self._all[column]), self._columns[column].limit)

    @property
    def shown(self) -> int:
        """How many cards are shown."""
        return len(self._at)

    @property
    def total(self) -> int:
        """How many cards there are, shown or not."""
        return len(self._cards)

    @property
    def cards(self) -> list[Card]:
        """All cards, shown or not."""
        return list(self._cards.values())

    def card(self, key: int) -> Card | None:
        """A card by its number, also while it is not shown; None when there is none."""
        return self._cards.get(key)

    def ids(self, column: int) -> Sequence[int]:
        """The cards that a column shows."""
        return self._shown[column]

    def cards_of(self, column: int) -> list[Card]:
        """The same as cards."""
        return list(map(self._cards.__getitem__, self._shown[column]))

    def order_of(self, column: int) -> Sequence[int]:
        """All cards of a column in their order, shown or not."""
        return self._all[column]

    def place_of(self, key: int) -> tuple[int, int] | None:
        """Column and row where a card is shown; None when it is not."""
        column = self._at.get(key)
        return None if column is None else (column, self._shown[column].index(key))

    def index_of(self, key: int) -> QModelIndex:
        """The index of a card that is shown, else an invalid one."""
        place = self.place_of(key)
        return QModelIndex() if place is None else self.index(place[1], 0, self.column_index(place[0]))

    def column_index(self, column: int) -> QModelIndex:
        """The index of a column."""
        return self.index(column, 0)

    def words_of(self, key: int) -> str:
        """What a screen reader says for a card."""
        card = self._cards[key]
        column = self.column_of(card.status)
        return self._words(card, self._columns[column].name if column >= 0 else "")

    def lane(self, column: int, account_id: int) -> range:
        """The rows of an account in a column, empty where they would be; without lanes all rows."""
        shown = self._shown[column]
        if self._lanes is None:
            return range(len(shown))
        rank = self._lanes.get(account_id, len(self._lanes))
        ranks = [self._rank(key) for key in shown]
        first = next((row for row, one in enumerate(ranks) if one >= rank), len(ranks))
        return range(first, next((row for row, one in enumerate(ranks) if one > rank), len(ranks)))

    def before_at(self, column: int, row: int, moving: int) -> int | None:
        """The card in front of which ``moving`` goes when it is put into a row; None: at the end.

        Behind the last card that is shown it stays right behind it, whatever a filter or other lanes hide.
        """
        shown = self._shown[column]
        lane = self.lane(column, self._cards[moving].account_id)
        after = [key for key in shown[row : lane.stop] if key != moving]
        if after:
            return after[0]
        ahead = [key for key in shown[lane.start : row] if key != moving]
        if not ahead:
            return None
        order = [key for key in self._all[column] if key != moving]
        place = order.index(ahead[-1]) + 1
        return order[place] if place < len(order) else None

    # --- changes --------------------------------------------------------------------------------------------

    def set_data(self, data: BoardData) -> None:
        """Take newer cards; what is still there stays what it was."""
        old = self._cards
        places = {column.key: place for place, column in enumerate(data.columns)}
        everything: list[list[int]] = [[] for _ in data.columns]
        cards: dict[int, Card] = {}
        for card in data.cards:
            if card.status in places:
                everything[places[card.status]].append(card.id)
                known = old.get(card.id)
                # What has not changed stays the same object: its height need not be measured again.
                cards[card.id] = known if known == card and known is not None else card
        if [one.key for one in data.columns] != [one.key for one in self._columns]:
            self.beginResetModel()
            self._columns, self._cards, self._all = data.columns, cards, everything
            self._rank_lanes()
            self._take([self._wanted(column) for column in range(len(data.columns))])
            self.endResetModel()
            self.arranged.emit()
            return
        renamed = [place for place, one in enumerate(data.columns) if one != self._columns[place]]
        # A card that is about to go must answer until it has gone.
        self._columns, self._cards, self._all = data.columns, {**old, **cards}, everything
        self._rank_lanes()
        self._arrange()
        self._cards = cards
        for place in renamed:
            self.dataChanged.emit(self.column_index(place), self.column_index(place))
        self._tell(key for key, card in cards.items() if key in old and old[key] is not card)
        self.arranged.emit()

    def set_accept(self, accept: Callable[[Card], bool] | None) -> None:
        """Show only the cards for which ``accept`` says True; None shows all."""
        self._accept = accept
        self._arrange()
        self.arranged.emit()

    def set_lanes(self, on: bool, accounts: Sequence[int] = ()) -> None:
        """Keep the cards of an account together in every column, in the order of ``accounts``."""
        self._accounts = tuple(accounts)
        self._lanes = {} if on else None
        self._rank_lanes()
        self._arrange()
        self.arranged.emit()

    @property
    def lanes(self) -> bool:
        """True while the cards of an account are kept together."""
        return self._lanes is not None

    def move(self, key: int, status: str, before: int | None) -> bool:
        """Put a card into a column, in front of another or at the end; False when it stands there already."""
        card, column = self._cards[key], self.column_of(status)
        source = self._all[self.column_of(card.status)]
        was = source.index(key)
        source.remove(key)
        target = self._all[column]
        place = target.index(before) if before in target else len(target)
        target.insert(place, key)
        if target is source and place == was:
            return False
        self._cards[key] = card._replace(status=status)
        self._arrange()
        if card.status != status:
            self._tell([key])
        self.arranged.emit()
        return True

    def _tell(self, keys: Iterable[int]) -> None:
        for key in keys:
            index = self.index_of(key)
            if index.isValid():
                self.dataChanged.emit(index, index)

    # --- order ----------------------------------------------------------------------------------------------

    def _rank_lanes(self) -> None:
        if self._lanes is None:
            return
        rest = sorted({(card.account, card.account_id) for card in self._cards.values()})
        ordered = dict.fromkeys((*self._accounts, *(account for _, account in rest)))
        self._lanes = {account: rank for rank, account in enumerate(ordered)}

    def _rank(self, key: int) -> int:
        assert self._lanes is not None
        return self._lanes.get(self._cards[key].account_id, len(self._lanes))

    def _wanted(self, column: int) -> list[int]:
        """What a column has to show."""
        accept, cards = self._accept, self._cards
        shown = self._all[column]
        if accept is not None:
            shown = [key for key in shown if accept(cards[key])]
        return list(shown) if self._lanes is None else sorted(shown, key=self._rank)

    def _take(self, shown: list[list[int]]) -> None:
        self._shown = shown
        self._at = {key: column for column, keys in enumerate(shown) for key in keys}

    def _arrange(self) -> None:
        """Bring what is shown to what has to be shown."""
        wanted = [self._wanted(column) for column in range(len(self._columns))]
        if wanted == self._shown:
            return
        if not Rearranging(self, self._shown, self._at, wanted).run():
            self.beginResetModel()
            self._take(wanted)
            self.endResetModel()


_ANSWERED = frozenset({DISPLAY, TOOL_TIP, ACCESSIBLE, KEY, CARD})
