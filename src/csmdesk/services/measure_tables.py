"""Metrics over periods as tables: one row for each metric and period, and the same with a column a period.

Both are pandas frames whose cells are exact: fractions, never floats. Importing pandas takes a while, so this
is called in another thread than the window's and imports it then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from csmdesk.domain.text import Language, Text
from csmdesk.metrics.registry import definitions
from csmdesk.services.measure_words import FAMILIES, NUMBER_FORMATS, UNITS

if TYPE_CHECKING:
    import pandas

    from csmdesk.services.measure_view import Asked
    from csmdesk.services.measures import Measures

HEADS: Mapping[str, Text] = {
    "family": Text("类别", "Family"),
    "key": Text("键", "Key"),
    "name": Text("指标", "Metric"),
    "unit": Text("单位", "Unit"),
    "period": Text("期间", "Period"),
    "as_of": Text("截至", "As of"),
    "value": Text("数值", "Value"),
    "above": Text("分子", "Numerator"),
    "below": Text("分母", "Denominator"),
    "node": Text("目标", "Target"),
    "team": Text("团队", "Team"),
    "reason": Text("空缺的原因", "Why there is none"),
}
"""The columns of the long table in their order."""

NAMED = ("family", "key", "name", "unit")
"""The columns that say which metric a row is of."""

MEASURED = ("value", "node", "team")
"""The columns whose cells are in the unit of the row's metric."""


def nothing() -> None:
    """Nobody wants anything else."""


def long_table(
    measures: Measures,
    asked: Asked,
    periods: Sequence[str],
    keys: Sequence[str] = (),
    check: Callable[[], None] = nothing,
) -> pandas.DataFrame:
    """One row for each metric (``keys``; none: every one) and period, in the order of the registry.

    Its columns are those of ``HEADS``. Raises UserError for an unknown period.
    """
    import pandas

    rows = []
    for key, one in measures.in_periods(list(keys or definitions()), asked, periods, check):
        definition = definitions()[key]
        reason = "" if one.reason is None else one.reason.to(asked.language)
        named = (
            FAMILIES[definition.family].to(asked.language),
            key,
            definition.name.to(asked.language),
            UNITS[definition.unit].to(asked.language),
        )
        values = (one.value, one.above, one.below, one.node, one.team)
        rows.append((*named, one.period, one.as_of, *values, reason))
    # Fractions and days stay what they are: pandas would make floats and times of them.
    return pandas.DataFrame(rows, columns=list(HEADS), dtype=object)


def wide_table(table: pandas.DataFrame) -> pandas.DataFrame:
    """The values of a long table with a row for each metric and a column for each period."""
    import pandas

    values = table.pivot(index="key", columns="period", values="value")
    values = values.reindex(index=table["key"].unique(), columns=table["period"].unique())
    named = table.drop_duplicates("key").set_index("key", drop=False)[list(NAMED)]
    whole: pandas.DataFrame = pandas.concat([named, values], axis=1).reset_index(drop=True)
    return whole.astype(object)


def heads(table: pandas.DataFrame, language: Language) -> list[str]:
    """The columns of either table in words; a period is called by its name."""
    return [HEADS[column].to(language) if column in HEADS else str(column) for column in table.columns]


def cells(table: pandas.DataFrame) -> list[list[object]]:
    """The rows of either table; None where there is nothing."""
    known = table.notna().to_numpy().tolist()
    held = table.to_numpy(dtype=object).tolist()
    return [
        [value if there else None for value, there in zip(*row, strict=True)]
        for row in zip(held, known, strict=True)
    ]


def formats(table: pandas.DataFrame) -> list[str]:
    """By row the number format of its metric."""
    return [NUMBER_FORMATS[definitions()[key].unit] for key in table["key"]]
