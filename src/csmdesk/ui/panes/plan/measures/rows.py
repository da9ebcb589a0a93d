"""The rows and columns of the list of metrics: what they say, sort by, copy and edit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from csmdesk.ui.models.columns import Column
from csmdesk.ui.models.grouping import Grouping

if TYPE_CHECKING:
    from csmdesk.domain.text import Language
    from csmdesk.services.measure_view import Before, MeasureLine, Titles

translate = QCoreApplication.translate

NAME, VALUE, TARGET, LAST, YEAR, TEAM, TREND = range(7)
"""The places of the columns in the model."""

EDITED = "team"
"""The field that is edited in the list: the team's number."""


@dataclass(frozen=True)
class MeasureRow:
    """A metric in the list; what it is held against and its trend come after its value."""

    line: MeasureLine
    before: Before | None = None
    spark: tuple[float | None, ...] = ()

    @property
    def id(self) -> int:
        """The metric's place in the registry."""
        return self.line.id

    @property
    def search(self) -> str:
        """What a filter looks into."""
        return self.line.search


def measure_rows(
    lines: Sequence[MeasureLine],
    before: Mapping[str, Before],
    sparks: Mapping[str, tuple[Fraction | None, ...]],
) -> list[MeasureRow]:
    """A row for each metric, with what is known of it."""
    return [
        MeasureRow(
            line,
            before.get(line.key),
            tuple(None if value is None else float(value) for value in sparks.get(line.key, ())),
        )
        for line in lines
    ]


def measure_columns(titles: Titles | None, language: Language) -> list[Column[MeasureRow]]:
    """The columns of the list in the order of the constants."""
    last = titles.last if titles else ""
    year = titles.year if titles else ""
    wide = language == "en"
    return [
        Column(
            "name",
            translate("MeasuresPage", "指标"),
            176 if wide else 128,
            attrgetter("line.name"),
            attrgetter("line.id"),
            tip=_name_tip,
        ),
        Column(
            "value",
            translate("MeasuresPage", "数值"),
            88,
            attrgetter("line.words"),
            attrgetter("line.value"),
            right=True,
            figure=True,
            tip=_value_tip,
            copy=attrgetter("line.value"),
        ),
        Column(
            "target",
            translate("MeasuresPage", "目标"),
            124 if wide else 104,
            _target,
            attrgetter("line.verdict"),
            right=True,
            rank=2,
            tip=_target_tip,
        ),
        Column(
            "last",
            translate("MeasuresPage", "上期"),
            84,
            _last,
            _last,
            right=True,
            rank=5,
            tip=lambda row: _against_tip(last, row.before.last if row.before else None),
        ),
        Column(
            "year",
            translate("MeasuresPage", "上年同期"),
            84,
            _year,
            _year,
            right=True,
            rank=6,
            tip=lambda row: _against_tip(year, row.before.year if row.before else None),
        ),
        Column(
            "team",
            translate("MeasuresPage", "团队"),
            72,
            attrgetter("line.team_words"),
            attrgetter("line.team"),
            right=True,
            rank=4,
            edit=EDITED,
            copy=attrgetter("line.team"),
        ),
        Column(
            "trend",
            translate("MeasuresPage", "12 个月"),
            84,
            _no_words,
            _slope,
            rank=3,
            indent=16,
            copy=_slope,
        ),
    ]


def by_family(names: Mapping[str, str]) -> Grouping[MeasureRow]:
    """The rows under the heads of their families, in the order of the registry."""
    places = list(names)
    return Grouping(
        "family",
        attrgetter("line.family"),
        lambda family: names.get(family, family),
        lambda family: places.index(family) if family in places else len(places),
        _sums,
    )


def _sums(rows: Sequence[MeasureRow]) -> str:
    """How many of the targets of a family are met."""
    held = [row for row in rows if row.line.mark]
    met = sum(row.line.mark == "green" for row in held)
    if not held:
        return ""
    return translate("MeasuresPage", "目标 {met}/{of} 达成").format(met=met, of=len(held))


def read_out(row: MeasureRow) -> str:
    """What a screen reader says for a whole row."""
    line = row.line
    said = [line.name, line.words, line.reason, _target(row), line.verdict]
    if row.before is not None:
        said.append(translate("MeasuresPage", "上期 {value}").format(value=row.before.last.words))
    if line.team_words:
        said.append(translate("MeasuresPage", "团队 {value}").format(value=line.team_words))
    return translate("MeasuresPage", "，").join(filter(None, said))


def family_names(language: Language) -> dict[str, str]:
    """What the families are called, in the order of the registry."""
    from csmdesk.services.measure_words import FAMILIES

    return {family: words.to(language) for family, words in FAMILIES.items()}


def _target(row: MeasureRow) -> str:
    return row.line.target_words


def _last(row: MeasureRow) -> str:
    return "" if row.before is None else row.before.last.words


def _year(row: MeasureRow) -> str:
    return "" if row.before is None else row.before.year.words


def _no_words(_: MeasureRow) -> str:
    return ""


def _slope(row: MeasureRow) -> Any:
    known = [value for value in row.spark if value is not None]
    return known[-1] - known[0] if len(known) > 1 else None


def _name_tip(row: MeasureRow) -> str:
    return f"{row.line.name}  {row.line.key}"


def _value_tip(row: MeasureRow) -> str:
    return row.line.reason


def _target_tip(row: MeasureRow) -> str:
    line = row.line
    return "  ".join(filter(None, (line.target_words, line.share_words, line.verdict)))


def _against_tip(title: str, against: Any) -> str:
    if against is None:
        return title
    return "  ".join(filter(None, (title, against.words, against.change)))
