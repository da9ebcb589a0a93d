"""What is typed into the fields of targets, turned into what the book keeps."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import partial

from csmdesk.domain.amounts import read_number
from csmdesk.domain.errors import UserError
from csmdesk.domain.facts import Target
from csmdesk.domain.fields import MOST_WORDS, FieldError, one_line, word_key
from csmdesk.domain.period import parse_period
from csmdesk.domain.target import exact, level_of, rank
from csmdesk.domain.text import Text
from csmdesk.metrics.figure import Unit
from csmdesk.metrics.registry import definitions
from csmdesk.services.goal_words import (
    DIRECTIONS,
    FIELDS,
    SCOPE_FIELDS,
    scope_text,
    scope_values,
    unit_of,
)

Kept = dict[str, object]
"""Columns of the table of targets with what goes into them."""

MOST_VALUE = Fraction(10**13)
_MOST_SHARE = Fraction(1)
_PERCENT_FROM = 3
"""A rate typed without % is taken for percent when it is above this, as an import does."""

_PLACES = 6
_AT_LEAST = frozenset({">=", "≥", "＞=", "=>", ">", "至少", "不低于", "大于等于", "atleast", "up"})
_AT_MOST = frozenset({"<=", "≤", "=<", "<", "至多", "不高于", "不超过", "小于等于", "atmost", "down"})
_SIGN = re.compile(r"^\s*(≥|≤|>=|<=)\s*")
_SEPARATORS = re.compile(r"[、,，;；\n]+")
_COUNTERS = re.compile(
    r"(?<=[\d%万亿])\s*(?:条|人次|场|家|份|次|个|天|日|分|人|days?|points?)$", re.IGNORECASE
)


class GoalCheck:
    """Reads typed fields. ``targets`` are those of the book, ``accounts`` names the accounts by code."""

    def __init__(
        self,
        targets: Sequence[Target],
        accounts: Callable[[], Mapping[str, str]],
        fiscal_start: int,
    ) -> None:
        self._targets = targets
        self._coming: Sequence[Target] = ()
        self._by_id = {target.id: target for target in targets}
        self._accounts = accounts
        self._fiscal_start = fiscal_start
        self._metrics: dict[str, str] = {}
        for key, definition in definitions().items():
            for word in (key, *definition.name):
                self._metrics.setdefault(word_key(word), key)

    def expect(self, coming: Sequence[Target]) -> None:
        """Take targets that are about to be added for parents that can be named."""
        self._coming = coming

    # --- one row --------------------------------------------------------------------------------------------

    def changed(self, target: Target | None, typed: Mapping[str, str]) -> Kept:
        """The columns that ``typed`` gives to a target (None: a new one, which gets all columns).

        Raises FieldError for the first field that cannot be kept.
        """
        kept, problems = self.read(target, typed)
        for field, problem in problems.items():
            raise FieldError(field, problem)
        return kept

    def read(self, target: Target | None, typed: Mapping[str, str]) -> tuple[Kept, dict[str, Text]]:
        """The columns that ``typed`` gives to a target, and what is wrong by field."""
        kept: Kept = {}
        problems: dict[str, Text] = {}

        def attempt(field: str, read: Callable[[], Kept]) -> None:
            try:
                kept.update(read())
            except FieldError as error:
                problems[error.field] = error.text
            except UserError as error:
                problems[field] = error.text

        metric = target.metric if target is not None else ""
        for field in ("name", "level", "period", "metric", "owner", "node_share", "weight"):
            if field in typed:
                attempt(field, partial(self._column, field, typed[field]))
        metric = str(kept.get("metric", metric))
        if "value" in typed:
            attempt("value", partial(self._amount, metric, typed["value"]))
        elif target is not None and "metric" in kept and unit_of(metric) is not unit_of(target.metric):
            problems["metric"] = OTHER_UNIT
        if "direction" in typed and (typed["direction"].strip() or "direction" not in kept):
            attempt("direction", partial(self._turned, typed["direction"], metric))
        if "metric" in kept and "metric" not in problems:
            kept["unit"] = UNIT_WORDS[unit_of(metric)]
        if any(field in typed for field in SCOPE_FIELDS):
            scope = scope_values(target.scope) if target is not None else {}
            for field in SCOPE_FIELDS:
                if field in typed:
                    attempt(field, partial(self._narrow, scope, field, typed[field]))
            kept["scope"] = scope_text(scope)
        if "parent" in typed:
            level = str(kept.get("level", level_of(target.level) if target is not None else ""))
            attempt("parent", partial(self._under, target, level, typed["parent"]))
        elif target is not None and "level" in kept:
            attempt("level", partial(self._keeps_family, target, str(kept["level"])))
        if target is None:
            self._complete(typed, kept, problems)
        if not problems:
            attempt("name", partial(self._alone, target, kept))
        return kept, problems

    def _complete(self, typed: Mapping[str, str], kept: Kept, problems: dict[str, Text]) -> None:
        """What a new target needs, and what it gets where nothing was typed."""
        for field in ("metric", "value", "period"):
            if field not in typed and field not in problems:
                problems[field] = EMPTY.format(field=FIELDS[field].name)
        metric = str(kept.get("metric", ""))
        if not kept.get("name") and "name" not in problems and metric:
            # In the words in which it was chosen.
            said = one_line(typed.get("metric", ""))
            kept["name"] = definitions()[metric].name.zh if said == metric else said
        kept.setdefault("direction", self._usual_direction(metric))
        kept.setdefault("node_share", "1")

    def _alone(self, target: Target | None, kept: Kept) -> Kept:
        """Refuse a second target of the same name on the same metric and time."""
        key = tuple(
            str(kept.get(column, getattr(target, column, ""))) for column in ("period", "metric", "name")
        )
        for other in self._targets:
            if (other.period, other.metric, other.name) == key and other.id != getattr(target, "id", None):
                raise FieldError("name", TWICE.format(period=key[0], name=key[2]))
        return {}

    # --- one field ------------------------------------------------------------------------------------------

    def _column(self, field: str, typed: str) -> Kept:
        return {field: self._value(field, typed)}

    def _turned(self, typed: str, metric: str) -> Kept:
        return {"direction": self._direction(typed, metric)}

    def _narrow(self, scope: dict[str, object], field: str, typed: str) -> Kept:
        scope[field] = self._scope(field, typed)
        return {}

    def _under(self, target: Target | None, level: str, typed: str) -> Kept:
        return {"parent_id": self._parent(target, level, typed)}

    def _value(self, field: str, typed: str) -> str | None:
        words = one_line(typed)
        if len(words) > MOST_WORDS:
            raise FieldError(field, TOO_LONG.format(field=FIELDS[field].name, most=MOST_WORDS))
        if not words and FIELDS[field].required and field != "name":
            raise FieldError(field, EMPTY.format(field=FIELDS[field].name))
        if field == "level":
            return level_of(words)
        if field == "period":
            return parse_period(words.replace(" ", ""), self._fiscal_start).name
        if field == "metric":
            return self.metric(words)
        if field == "node_share":
            share = _share(field, words) if words else Fraction(1)
            if not 0 < share <= _MOST_SHARE:
                raise FieldError(field, BAD_SHARE)
            return exact(share)
        if field == "weight":
            return exact(_weight(words)) if words else None
        return words

    def metric(self, typed: str) -> str:
        """The metric that is meant: its key or name, in either language, or the only one that holds it."""
        key = word_key(typed)
        found = self._metrics.get(key)
        if found is None and key:
            holding = {metric for word, metric in self._metrics.items() if key in word}
            found = holding.pop() if len(holding) == 1 else None
        if found is None:
            raise FieldError("metric", NO_METRIC.format(typed=typed))
        return found

    def _amount(self, metric: str, typed: str) -> Kept:
        """A value in the metric's unit; the sign of a direction before it is read too."""
        sign = _SIGN.match(typed)
        words = typed[sign.end() :] if sign else typed
        value = read_amount("value", words, unit_of(metric))
        kept: Kept = {"value": exact(value)}
        if sign:
            kept["direction"] = self._direction(sign[1], metric)
        return kept

    def _usual_direction(self, metric: str) -> str:
        definition = definitions().get(metric)
        return DIRECTIONS[0] if definition is None or definition.higher_is_better else DIRECTIONS[1]

    def _direction(self, typed: str, metric: str) -> str:
        word = word_key(typed)
        if not word:
            return self._usual_direction(metric)
        if word in map(word_key, _AT_LEAST):
            return DIRECTIONS[0]
        if word in map(word_key, _AT_MOST):
            return DIRECTIONS[1]
        raise FieldError("direction", NO_DIRECTION.format(typed=typed.strip()))

    def _scope(self, field: str, typed: str) -> object:
        if field == "arr_min":
            if not typed.strip():
                return None
            least = read_amount("arr_min", typed, Unit.MONEY)
            return int(least) if least.denominator == 1 else float(least)
        words = [word for word in map(one_line, _SEPARATORS.split(typed)) if word]
        if field != "accounts":
            return words
        by_name = {word_key(name): code for code, name in self._accounts().items()}
        codes = {word_key(code): code for code in self._accounts()}
        found = []
        for word in words:
            code = codes.get(word_key(word)) or by_name.get(word_key(word))
            if code is None:
                raise FieldError("accounts", NO_ACCOUNT.format(typed=word))
            found.append(code)
        return list(dict.fromkeys(found))

    def _parent(self, target: Target | None, level: str, typed: str) -> int | None:
        word = word_key(typed)
        if not word:
            return None
        own = target.id if target is not None else None
        known = [*self._targets, *self._coming]
        named = [other for other in known if word_key(other.name) == word and other.id != own]
        higher = [other for other in named if rank(level_of(other.level)) < rank(level)]
        if not named:
            raise FieldError("parent", NO_PARENT.format(typed=typed.strip()))
        if not higher:
            raise FieldError("parent", NOT_HIGHER.format(name=named[0].name))
        # Of several of the name the one of the same time, else the first.
        same = [other for other in higher if target is not None and other.period == target.period]
        return (same or higher)[0].id

    def _keeps_family(self, target: Target, level: str) -> Kept:
        """Refuse a level beside or above the target's own parent, or below its parts."""
        parent = self._by_id.get(target.parent_id) if target.parent_id is not None else None
        if parent is not None and rank(level_of(parent.level)) >= rank(level):
            raise FieldError("level", NOT_HIGHER.format(name=parent.name))
        for other in self._targets:
            if other.parent_id == target.id and rank(level_of(other.level)) <= rank(level):
                raise FieldError("level", HAS_PARTS.format(name=other.name))
        return {}


def read_amount(field: str, typed: str, unit: Unit) -> Fraction:
    """A value in ``unit``, exact: 3,400万, 92%, 55, 14.4 条. Raises FieldError."""
    word = unicodedata.normalize("NFKC", typed).strip()
    word = _COUNTERS.sub("", word)
    if unit is Unit.RATIO:
        value = _rate(field, word)
    elif word.endswith("%"):
        raise FieldError(field, NO_RATE)
    else:
        value = read_number(field, word)
    if abs(value) > MOST_VALUE:
        raise FieldError(field, TOO_MUCH.format(typed=typed.strip()))
    if value < 0 and unit is not Unit.POINTS:
        raise FieldError(field, BELOW_ZERO)
    if (value * (100 if unit is Unit.MONEY else 10**_PLACES)).denominator != 1:
        raise FieldError(field, TOO_FINE)
    return value


def _rate(field: str, word: str) -> Fraction:
    if word.endswith("%"):
        return read_number(field, word[:-1]) / 100
    value = read_number(field, word)
    return value / 100 if abs(value) > _PERCENT_FROM else value


def _share(field: str, typed: str) -> Fraction:
    """A share in percent or as a fraction: 48, 48%, 0.48. 1 is all of it."""
    word = unicodedata.normalize("NFKC", typed).strip()
    if word.endswith("%"):
        return read_number(field, word[:-1]) / 100
    value = read_number(field, word)
    return value / 100 if value > 1 else value


def _weight(typed: str) -> Fraction:
    weight = _share("weight", typed)
    if not 0 <= weight <= 1:
        raise FieldError("weight", BAD_WEIGHT)
    return weight


UNIT_WORDS: Mapping[Unit, str] = {
    Unit.MONEY: "元",
    Unit.RATIO: "比例",
    Unit.COUNT: "个",
    Unit.POINTS: "分",
    Unit.DAYS: "天",
}
"""The unit's word as an import keeps it."""

EMPTY = Text("{field}不能为空。", "{field} must not be empty.")
TOO_LONG = Text("{field}太长：最多 {most} 个字。", "{field} is too long: {most} characters at most.")
NO_METRIC = Text(
    "没有叫“{typed}”的指标，请从列表里选。", "There is no metric “{typed}”: choose one from the list."
)
OTHER_UNIT = Text(
    "新指标的单位不同，请把目标值一起改。", "The new metric has another unit: change the value with it."
)
NO_RATE = Text("这个指标不是比例，请填数。", "This metric is no rate: type a number.")
TOO_MUCH = Text("“{typed}”太大了，请核对。", "“{typed}” is too much: check it.")
BELOW_ZERO = Text("目标值不能小于 0。", "The value must not be below 0.")
TOO_FINE = Text("小数位太多。", "Too many decimals.")
BAD_SHARE = Text(
    "节点比例是大于 0、不超过 100% 的比例，如 48%。", "The node share is above 0 and at most 100 %, as 48%."
)
BAD_WEIGHT = Text("权重在 0 和 100% 之间。", "A weight is between 0 and 100 %.")
NO_DIRECTION = Text("方向“{typed}”请写 ≥ 或 ≤。", "Direction “{typed}”: write ≥ or ≤.")
NO_ACCOUNT = Text("没有叫“{typed}”的客户。", "There is no account “{typed}”.")
NO_PARENT = Text("没有叫“{typed}”的目标。", "There is no target “{typed}”.")
NOT_HIGHER = Text(
    "上级目标要在更高一层，“{name}”不是。", "The parent stands on a higher level; “{name}” does not."
)
HAS_PARTS = Text(
    "它的下级目标“{name}”在这一层或更高，请先改下级。",
    "Its part “{name}” stands on that level or higher: change that first.",
)
TWICE = Text(
    "{period} 已有同一指标的目标“{name}”。", "{period} has a target “{name}” on this metric already."
)
