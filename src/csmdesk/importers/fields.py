"""What a kind of table is made of: fields, their types and their bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from csmdesk.domain.text import Text


class Type(Enum):
    """What a field's cells are; the parsed value stands behind it."""

    CODE = auto()  # text, normalised in width: an object's own number
    TEXT = auto()  # text as it stands
    WORD = auto()  # text; "-" and 无 are empty
    NAMES = auto()  # tuple of texts: a list in one cell
    CODES = auto()  # tuple of codes: a list in one cell
    ACCOUNT = auto()  # reference, by code or by name
    CONTACT = auto()
    CONTRACT = auto()
    EVENT = auto()
    OPPORTUNITY = auto()
    HANDOVER = auto()
    DAY = auto()  # ISO text
    MOMENT = auto()  # "YYYY-MM-DD HH:MM"
    SPAN = auto()  # (start, end), ISO texts
    MONEY = auto()  # (fen, currency or None)
    COUNT = auto()  # int
    MONTHS = auto()  # int
    LEVEL = auto()  # int
    MINUTES = auto()  # int, from hours, minutes or working days of 8 hours
    HOURS = auto()  # decimal text, from hours, minutes or days of 24 hours
    DECIMAL = auto()  # decimal text
    RATIO = auto()  # decimal text, as a fraction
    SCORE = auto()  # int, thousandths
    POINTS = auto()  # int
    FLAG = auto()  # 0 or 1
    CHOICE = auto()  # a word of the field's vocabulary
    METRIC = auto()  # a key of the metrics module
    PERIOD = auto()  # 2024, 2024H1, 2024Q3, 2024-05
    VALUE = auto()  # decimal text with its unit's scale


REFERENCES = frozenset(
    {Type.ACCOUNT, Type.CONTACT, Type.CONTRACT, Type.EVENT, Type.OPPORTUNITY, Type.HANDOVER}
)
WORDS = frozenset({Type.CODE, Type.TEXT, Type.WORD, Type.NAMES, Type.CODES})


@dataclass(frozen=True)
class Field:
    """One field: its type, its names, and what its values must be.

    ``vocabulary`` is the list of ``values.csv`` that its words come from; ``free`` keeps a word that the list
    does not hold as it stands. ``low`` and ``high`` bound the value (in the value's own unit, both allowed).
    ``named`` is a reference by name, whose characters stay as they are. ``lenient`` makes an unreadable cell
    a warning and empty. ``may_lack`` is a number that some rows are without.
    """

    type: Type
    text: Text
    required: bool = False
    vocabulary: str = ""
    free: bool = False
    low: int | None = None
    high: int | None = None
    lenient: bool = False
    named: bool = False
    may_lack: bool = False


@dataclass(frozen=True)
class Kind:
    """One kind of table.

    ``needs`` are groups of fields; of each group one must be there. ``day`` is the field that a sheet's only
    date column is taken for. ``tell`` are fields that hardly any other kind has. With ``monthly``, a month
    in a date column stands for its last day; with ``month_start`` for its first.
    """

    name: str
    text: Text
    fields: Mapping[str, Field]
    needs: tuple[tuple[str, ...], ...]
    day: str = ""
    monthly: bool = False
    month_start: bool = False
    tell: frozenset[str] = field(default_factory=frozenset)
