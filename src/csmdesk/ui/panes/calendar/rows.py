"""The rows of the calendar: contracts with what orders, narrows and finds them as plain numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain.forecast import Forecast
from csmdesk.domain.health import Band
from csmdesk.domain.renewal_track import State

if TYPE_CHECKING:
    from csmdesk.services.contract_calendar import CalendarData, ContractRow

(
    ACCOUNT,
    CODE,
    PRODUCT,
    SEGMENT,
    END,
    DECISION,
    DAYS,
    AMOUNT,
    ANNUAL,
    HEALTH,
    TRACK,
    FORECAST,
    STATE,
) = range(13)
"""The places of the columns in the model; four of them are shown only when the user chooses them."""

UNSET = "(unset)"
"""The value of a chip for rows that have none."""

CHIPS = ("health", "state", "forecast", "segment", "auto", "monthly")
"""What the calendar can be narrowed by, in the order of ``CalendarRow.facets``."""

OUTCOMES = ("open", "renewed", "lost")
BANDS = (Band.RED, Band.YELLOW, Band.GREEN, Band.UNSCORED)
FORECASTS = (Forecast.COMMITTED, Forecast.LIKELY, Forecast.RISK, Forecast.LOST)

_FORECAST_ORDER = {category: place for place, category in enumerate(FORECASTS)}
_OUTCOME_ORDER = {outcome: place for place, outcome in enumerate(OUTCOMES)}


class Written(NamedTuple):
    """A cell: its text, the width of the text, and the role of its colour."""

    text: str
    width: int
    role: str


class CalendarRow:
    """A contract in the calendar.

    The attributes that columns sort by are plain numbers, None where nothing is known: fractions compare a
    hundred times slower. A monthly contract has no ``decision`` to sort by, so that it stands after the
    others; ``units`` is its annual value in the units of ``CalendarData.units``.
    """

    __slots__ = (
        "annual",
        "days",
        "decision",
        "done",
        "end",
        "facets",
        "forecast",
        "health",
        "id",
        "open",
        "place",
        "search",
        "segment",
        "shown",
        "source",
        "state",
        "texts",
        "units",
    )

    def __init__(self, source: ContractRow, segment: str, units: int, place: int) -> None:
        self.source = source
        self.id = source.id
        self.segment = segment
        self.units = units
        self.place = place
        """Its place by the account's name as it is pronounced."""
        self.search = source.search
        self.end = source.end.toordinal()
        self.decision = None if source.monthly else source.decision.toordinal()
        self.days = source.days
        self.annual = None if source.annual is None else float(source.annual)
        self.health = None if source.health is None else float(source.health)
        self.open = source.outcome == "open"
        self.state = _OUTCOME_ORDER[source.outcome]
        self.done = sum(line.state is State.DONE for line in source.steps)
        """How many steps of the track are done."""
        self.forecast = _FORECAST_ORDER[source.forecast] if self.open else len(FORECASTS) + self.state
        self.facets = _facets(source, segment)
        self.texts: dict[int, str] | None = None
        """The cells as text, once they have been written."""
        self.shown: dict[int, Written] | None = None
        """The cells as they are drawn, once they have been measured."""

    def forecast_as(self, category: Forecast) -> CalendarRow:
        """The same contract with a forecast that somebody has just stated."""
        source = self.source._replace(forecast=category, forecast_stated=True)
        return CalendarRow(source, self.segment, self.units, self.place)


def calendar_rows(data: CalendarData, segments: Mapping[int, str]) -> list[CalendarRow]:
    """A row for each contract by its decision; ``segments`` are those of the accounts by their ids."""
    spoken = sorted(data.rows, key=_spoken)
    places = {row.id: place for place, row in enumerate(spoken)}
    ordered = sorted(data.rows, key=_by_decision)
    return [
        CalendarRow(row, segments.get(row.account_id, ""), data.units.get(row.id, 0), places[row.id])
        for row in ordered
    ]


def _spoken(row: ContractRow) -> tuple[str, str, int]:
    name, pinyin, _ = row.search.split("\n", 2)
    return pinyin or name, name, row.account_id


def _by_decision(row: ContractRow) -> tuple[int, int]:
    return row.decision.toordinal(), row.id


# --- what the chips ask for ---------------------------------------------------------------------------------

_known: dict[str, frozenset[str]] = {}
"""The sets are few: every row shares them."""

_NOTHING: frozenset[str] = frozenset()


def _set(value: str) -> frozenset[str]:
    found = _known.get(value)
    if found is None:
        found = _known[value] = frozenset({value})
    return found


def _facets(source: ContractRow, segment: str) -> tuple[frozenset[str], ...]:
    return (
        _set(source.band.value),
        _set(source.outcome),
        # What is settled is forecast no more.
        _set(source.forecast.value) if source.outcome == "open" else _NOTHING,
        _set(segment or UNSET),
        _set("yes" if source.auto_renewal else "no"),
        _set("yes" if source.monthly else "no"),
    )
