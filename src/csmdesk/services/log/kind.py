"""What every kind of records of the log can do: fields, rows, fast entry, checks, edits, paste."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, Protocol

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Language, Text
from csmdesk.services.log.cross_table import CrossTable
from csmdesk.services.paste import PastePlan

FieldKind = Literal[
    "text",
    "note",
    "day",
    "moment",
    "account",
    "contact",
    "choice",
    "number",
    "hours",
    "money",
    "percent",
    "flag",
    "score",
]
Mark = Literal["", "red", "amber", "green"]


class LogField(NamedTuple):
    """One field of a kind: its key, what people call it, how it is written and whether it may be empty.

    What is not ``edited`` is counted from other fields. ``about`` says what it is and in which unit, for a
    tooltip. ``listed`` is False for what only the form shows (a long note). ``ahead``: a day that people
    leave open is the next one (周三 is the next Wednesday), not the last.
    """

    key: str
    name: Text
    kind: FieldKind
    required: bool = False
    edited: bool = True
    about: Text = Text("", "")
    listed: bool = True
    ahead: bool = False


class LogRow(NamedTuple):
    """A record: each sequence goes by the fields of its kind, in their order.

    ``values`` are for sorting and for the cells of an export (str, int, ``Fraction``, date, datetime, None),
    ``words`` what the list shows, ``typed`` what stands in a field to be changed: read again it is the same.
    ``marks`` say by field key how it stands, ``problems`` what breaks a rule.
    """

    id: int
    values: tuple[object, ...]
    words: tuple[str, ...]
    typed: tuple[str, ...]
    account_id: int | None = None
    marks: Mapping[str, Mark] = {}
    problems: tuple[Text, ...] = ()


@dataclass(frozen=True)
class FacetChoice:
    """A value that a filter chip offers: what the rows' ``words`` of the field are, and of how many rows."""

    words: str
    count: int


class LogFacet(NamedTuple):
    """A filter chip: the field that it filters by, with the choices of the rows at hand."""

    field: str
    name: Text
    choices: tuple[FacetChoice, ...] = ()


class LogData(NamedTuple):
    """The records of a kind: the newest first, what they add up to in words, and the filter chips.

    ``total`` counts the records of the book, whatever the period; ``day`` is the day they are seen from.
    """

    rows: tuple[LogRow, ...]
    sums: tuple[str, ...]
    facets: tuple[LogFacet, ...]
    total: int
    day: date | None = None


class RuleState(NamedTuple):
    """How a draft or a record stands against one rule: ``words`` say the numbers.

    ``open``: not known yet, or still to come.
    """

    rule: Text
    state: Literal["kept", "open", "broken"]
    words: Text


class Line(NamedTuple):
    """A line of a section beside a record; ``opens`` is the kind and id of what it leads to."""

    words: str
    note: str = ""
    mark: Mark = ""
    opens: tuple[str, int] | None = None


class Section(NamedTuple):
    """What is told beside a record under a title: an escalation's clock, clashes, how a score is counted."""

    title: str
    lines: tuple[Line, ...]


class LogAct(NamedTuple):
    """Something that is done with records beyond editing fields: convert a lead, accept a handover.

    ``fields`` are asked for first, with the same kinds as fields of records; none: it is done at once.
    """

    key: str
    name: Text
    fields: tuple[LogField, ...] = ()
    several: bool = False


class LogKind(Protocol):
    """One kind of records in one book; may be used from any thread.

    Typed values are by field key; a field that is not given counts as empty in ``new``. Changes raise
    UserError, as FieldError where one field is to blame, and are one operation, one undo; where everything
    was so already, none.
    """

    @property
    def key(self) -> str:
        """Its name in the code."""

    @property
    def name(self) -> Text:
        """What its list is called."""

    @property
    def one(self) -> Text:
        """What one record is called."""

    @property
    def example(self) -> Text:
        """A line of fast entry."""

    @property
    def fields(self) -> tuple[LogField, ...]:
        """In the order in which lists and forms show them."""

    @property
    def facets(self) -> tuple[str, ...]:
        """The fields that filter chips go by."""

    @property
    def acts(self) -> tuple[LogAct, ...]:
        """What can be done with records of this kind beyond editing."""

    def count(self) -> int:
        """The number of records in the book."""

    def rows(self, period: str | None, as_of: date | None, language: Language) -> LogData:
        """The records of a period, with what is still open from before it; of all time for None.

        ``as_of`` None is the period's last day, or today if earlier.
        """

    def row(self, record_id: int, as_of: date | None, language: Language) -> LogRow | None:
        """One record; None when it is not in the book."""

    def choices(self, field: str, values: Mapping[str, str] = ...) -> list[str]:
        """The words offered for a field: the standard ones first, then those in the book by frequency.

        ``values`` are those typed in the other fields: the contacts offered are those of the account.
        """

    def read(self, typed: str) -> Mapping[str, str]:
        """What one line of fast entry says, by field: 昨天 拜访 岚图 聊续约 30分钟."""

    def problems(self, values: Mapping[str, str]) -> dict[str, Text]:
        """What is wrong with a new record's typed values, by field; nothing when ``new`` will take them."""

    def check(
        self, values: Mapping[str, str], record_id: int | None = None, as_of: date | None = None
    ) -> tuple[RuleState, ...]:
        """How typed values stand against the rules of the work on a day, while they are typed.

        ``as_of`` None is today.
        """

    def about(self, record_id: int, as_of: date | None, language: Language) -> tuple[Section, ...]:
        """What is told beside a record."""

    def kept(self, record_id: int) -> tuple[tuple[str, str], ...]:
        """What imports kept of a record beside the book's own fields: names and values."""

    def by_month(self, ids: Sequence[int], as_of: date | None, language: Language) -> tuple[CrossTable, ...]:
        """These records in tables by month, for a workbook; raises UserError where there are none."""

    def new(self, values: Mapping[str, str]) -> tuple[int, Changes]:
        """Add a record; its id."""

    def edit(self, ids: Sequence[int], field: str, typed: str) -> Changes:
        """Put ``typed`` into one field of records; '' empties it."""

    def put(self, record_id: int, values: Mapping[str, str]) -> Changes:
        """Put several typed values into one record, as a form does."""

    def remove(self, ids: Sequence[int]) -> Changes:
        """Take records out of the book."""

    def why_not(self, act: str, ids: Sequence[int]) -> Text | None:
        """Why an act cannot be done with these records now; None when it can."""

    def act_values(self, act: str, record_id: int) -> Mapping[str, str]:
        """What stands in the fields of an act to begin with, by field."""

    def act(self, act: str, ids: Sequence[int], values: Mapping[str, str] = ...) -> Changes:
        """Do an act with records."""

    def plan_paste(
        self,
        text: str,
        ids: Sequence[int] | None,
        fields: Sequence[str],
        selected: Sequence[int] = (),
    ) -> PastePlan:
        """What pasting a block of cells would do: onto the records ``ids``, or (None) as new records.

        New records take their columns from a head in the first row where there is one, else from ``fields``.
        """

    def apply_paste(self, plan: PastePlan) -> Changes:
        """Write the cells without a problem (of new records: the rows without one), all as one operation."""
