"""Targets and the team's figures: metrics by key or by name, values in the metric's unit."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from csmdesk.domain.text import Text
from csmdesk.importers import target_tree, units, values, words
from csmdesk.importers.content import Content
from csmdesk.importers.context import Context
from csmdesk.importers.draft_parts import present
from csmdesk.importers.drafts import Draft, rows_of
from csmdesk.importers.typed import Typed
from csmdesk.services.goal_words import scope_text

LOWER_IS_BETTER = frozenset({"logo_churn", "health_red", "collection_days", "non_renewal_reasons"})


def targets(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """What the CSM signed up for, by period, metric and name, those that others stand under first."""
    drafts = []
    for typed in sheets:
        names, said = typed.column("name", ""), typed.column("metric")
        metrics = [metric or metric_of(name) or name for metric, name in zip(said, names, strict=True)]
        typed.problem_each(NO_METRIC, "name", _unknown(said, names), error=False)
        amounts, unit_words = _values(typed, metrics)
        columns: dict[str, list[Any]] = present(typed, "period", "level")
        columns["name"] = [name or metric for name, metric in zip(names, metrics, strict=True)]
        columns |= {"metric": metrics, "value": amounts}
        if "unit" in typed.fields:
            columns["unit"] = unit_words
        fresh: dict[str, list[Any]] = {}
        usual = ["<=" if metric in LOWER_IS_BETTER else ">=" for metric in metrics]
        if "direction" in typed.fields:
            columns["direction"] = [a or b for a, b in zip(typed.fields["direction"], usual, strict=True)]
        else:
            fresh["direction"] = usual
        if "node_share" in typed.fields:
            columns["node_share"] = [share or "1" for share in typed.fields["node_share"]]
        columns |= present(typed, "weight", "owner")
        if SCOPE_FIELDS & typed.fields.keys():
            columns["scope"] = _scopes(typed, context)
        if "parent" in typed.fields:
            columns["parent_id"] = list(typed.fields["parent"])
        drafts.append(Draft(typed, "targets", ("period", "metric", "name"), columns, fresh))
    target_tree.place_under(drafts, context)
    content.rows += target_tree.from_the_top(rows_of(drafts))


SCOPE_FIELDS = {"segment", "industry", "arr_min", "accounts"}


def _scopes(typed: Typed, context: Context) -> list[str]:
    """Which accounts each target is over, as the book keeps it."""
    found = []
    unknown: list[int] = []
    for at, (segments, industries, least, accounts) in enumerate(
        zip(
            typed.column("segment", ()),
            typed.column("industry", ()),
            typed.column("arr_min"),
            typed.column("accounts", ()),
            strict=True,
        )
    ):
        codes = [context.accounts.find(name) for name in accounts]
        if None in codes:
            unknown.append(at)
        yuan = None if least is None else Decimal(least.fen).scaleb(-2)
        number = yuan if yuan is None else int(yuan) if yuan == int(yuan) else float(yuan)
        found.append(
            scope_text({"segment": segments, "industry": industries, "arr_min": number, "accounts": codes})
        )
    typed.problem_each(UNKNOWN_ACCOUNTS, "accounts", unknown)
    return found


def peer_figures(sheets: Sequence[Typed], context: Context, content: Content) -> None:
    """The team's or a colleague's numbers."""
    del context
    drafts = []
    for typed in sheets:
        metrics = typed.fields["metric"]
        columns: dict[str, list[Any]] = present(typed, "period")
        columns |= {"metric": metrics, "peer": [peer or "team" for peer in typed.column("peer", "")]}
        columns["value"] = _values(typed, metrics)[0]
        drafts.append(Draft(typed, "peer_figures", ("period", "metric", "peer"), columns))
    content.rows += rows_of(drafts)


def metric_of(name: str) -> str | None:
    """The metric that a target's name speaks of: the whole name, else the longest metric's name within it."""
    listed = words.vocabulary("metric")
    meaning = listed.meaning(name)
    if meaning is not None:
        return meaning
    key = words.value_key(name)
    inside = [word for word in listed.words if len(word) >= 3 and word in key]
    return listed.words[max(inside, key=len)] if inside else None


def _unknown(said: Sequence[str | None], names: Sequence[str]) -> list[int]:
    return [
        at
        for at, (metric, name) in enumerate(zip(said, names, strict=True))
        if not metric and metric_of(name) is None
    ]


def _values(typed: Typed, metrics: Sequence[str]) -> tuple[list[str | None], list[str]]:
    """Values in the metric's own unit (yuan, fractions, counts), and the units' words after that."""
    amounts: list[str | None] = []
    unit_words: list[str] = []
    percent_guessed: list[int] = []
    for at, (cell, metric, word) in enumerate(
        zip(typed.fields["value"], metrics, typed.column("unit", ""), strict=True)
    ):
        if cell is None:
            amounts.append(None)
            unit_words.append(word)
            continue
        number, header_unit = cell
        said = units.unit_of(word) or units.Unit()
        power = 0 if number.scaled else header_unit.power or said.power
        value: Decimal = number.value.scaleb(power)
        percent = (header_unit.percent or said.percent) and not number.percent
        if not percent and not number.percent and _is_share(metric) and abs(value) > 3:
            percent = True
            percent_guessed.append(at)
        amounts.append(values.decimal_text(value.scaleb(-2) if percent else value))
        if percent or number.percent:
            word = "比例"
        elif power and said.power:
            word = "元"
        unit_words.append(word)
    typed.problem_each(READ_AS_PERCENT, "value", percent_guessed, error=False)
    return amounts, unit_words


def _is_share(metric: str) -> bool:
    return words.vocabulary("share_metric").meaning(metric) is not None


NO_METRIC = Text(
    "“{value}”对不上任何指标，照原样保留", "“{value}” names no metric that we know; kept as it stands"
)
UNKNOWN_ACCOUNTS = Text("“{value}”里有客户书没有的客户", "“{value}” names an account that is not there")
READ_AS_PERCENT = Text("“{value}”按百分数读取", "“{value}” is read as per cent")
