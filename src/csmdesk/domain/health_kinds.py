"""From what a health dimension can be computed, by which formula, with which numbers (docs/definitions.md).

A score is exact, 0–100: it grows in a straight line from ``zero`` (0 points) to ``full`` (100 points). Days
count with the scoring day itself; ``window`` days by it are the day and the ``window - 1`` days before.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal, NamedTuple

from csmdesk.domain.text import Text

NumberUnit = Literal["days", "percent", "points", "nps", "times"]
"""What a number counts: percent is kept as a ratio, nps are points from −100 to 100."""


class KindNumber(NamedTuple):
    """A number of a formula that the user can change; limits are in its own unit (percent as a ratio)."""

    key: str
    name: Text
    unit: NumberUnit
    default: Fraction
    low: Fraction
    high: Fraction


class Kind(NamedTuple):
    """A way to compute a dimension; ``formula`` names its numbers in braces."""

    key: str
    name: Text
    about: Text
    formula: Text
    numbers: tuple[KindNumber, ...]

    def defaults(self) -> dict[str, Fraction]:
        """The numbers where the user sets none."""
        return {number.key: number.default for number in self.numbers}


class DimensionSource(NamedTuple):
    """How a dimension comes by its scores: imported (kind '') or computed, by all numbers of its kind."""

    kind: str = ""
    numbers: tuple[tuple[str, Fraction], ...] = ()

    def number(self, key: str) -> Fraction:
        """One of its numbers; raises KeyError for an unknown one."""
        return dict(self.numbers)[key]

    @property
    def computed(self) -> bool:
        """True when the program computes it from the book."""
        return bool(self.kind)


IMPORTED = DimensionSource()


def source_of(kind: str, own: Mapping[str, Fraction]) -> DimensionSource:
    """The source with these own numbers, the defaults for the rest; an unknown kind is imported."""
    found = KINDS.get(kind)
    if found is None:
        return IMPORTED
    return DimensionSource(kind, tuple((n.key, own.get(n.key, n.default)) for n in found.numbers))


_NOTHING, _WHOLE = Fraction(0), Fraction(100)


def straight(value: Fraction, zero: Fraction, full: Fraction) -> Fraction:
    """Points (0–100) on the line from ``zero`` to ``full``, which may lie on either side of each other."""
    if zero == full:
        return _WHOLE if value >= full else _NOTHING
    # In whole numbers: a fraction of its own for each step would take far longer.
    (v, v_of), (z, z_of), (f, f_of) = (n.as_integer_ratio() for n in (value, zero, full))
    above = (v * z_of - z * v_of) * f_of
    below = (f * z_of - z * f_of) * v_of
    if below < 0:
        above, below = -above, -below
    if above <= 0:
        return _NOTHING
    return _WHOLE if above >= below else Fraction(100 * above, below)


def _percent(key: str, name: Text, default: int, low: int = 0, high: int = 100) -> KindNumber:
    return KindNumber(key, name, "percent", *(Fraction(n, 100) for n in (default, low, high)))


def _days(key: str, name: Text, default: int, low: int = 1) -> KindNumber:
    return KindNumber(key, name, "days", Fraction(default), Fraction(low), Fraction(730))


_WINDOW = Text("数据有效期", "Data counts for")
_SPAN = Text("统计最近", "Counts the last")
_ZERO, _FULL = Text("0 分", "0 points at"), Text("满分", "100 points at")

_ALL = (
    Kind(
        "usage_depth",
        Text("使用深度", "Usage depth"),
        Text("由功能使用计算", "computed from usage"),
        Text(
            "最近一次有数据那天的活跃账号 ÷ 开通账号（不超过 {window}前）；{zero} 记 0 分，{full} 记满分，"
            "其间按比例",
            "active ÷ provisioned on the newest day with data (at most {window} back); {zero} is 0 points, "
            "{full} is 100, in proportion between",
        ),
        (_days("window", _WINDOW, 30), _percent("zero", _ZERO, 0), _percent("full", _FULL, 90)),
    ),
    Kind(
        "usage_breadth",
        Text("使用广度", "Usage breadth"),
        Text("由功能使用计算", "computed from usage"),
        Text(
            "最近一次有数据那天在用的功能 ÷ 可用功能（最多 100%，不超过 {window}前）；{zero} 记 0 分，"
            "{full} 记满分，其间按比例；没有功能许可清单的客户不评",
            "modules used ÷ licensed modules on the newest day with data (100 % at most, at most {window} "
            "back); {zero} is 0 points, {full} is 100, in proportion between; not scored "
            "without a list of licences",
        ),
        (_days("window", _WINDOW, 30), _percent("zero", _ZERO, 0), _percent("full", _FULL, 80)),
    ),
    Kind(
        "usage_trend",
        Text("使用趋势", "Usage trend"),
        Text("由功能使用计算", "computed from usage"),
        Text(
            "活跃账号 ÷ {back}前的活跃账号（各取当时不超过 {window}前最近一次的数据）；{zero} 记 0 分，"
            "{full} 记满分，其间按比例",
            "active accounts ÷ active accounts {back} before (each on the newest day with data by then, at "
            "most {window} back); {zero} is 0 points, {full} is 100, in proportion between",
        ),
        (
            _days("window", _WINDOW, 30),
            _days("back", Text("对比多少天前", "Compared with"), 90),
            _percent("zero", _ZERO, 70, 0, 1000),
            _percent("full", _FULL, 110, 0, 1000),
        ),
    ),
    Kind(
        "tickets_overdue",
        Text("逾期工单", "Overdue tickets"),
        Text("由工单计算", "computed from tickets"),
        Text(
            "100 分减去每张逾期未解决的工单 {each}，最低 0 分；最近 {window}内没有新工单、"
            "也没有未解决的工单时不评",
            "100 less {each} for each open ticket past due, 0 at least; not scored without a ticket opened "
            "in the last {window} or still open",
        ),
        (
            KindNumber(
                "each",
                Text("每张扣", "Each takes"),
                "points",
                Fraction(25),
                Fraction(1),
                Fraction(100),
            ),
            _days("window", _SPAN, 180),
        ),
    ),
    Kind(
        "tickets_on_time",
        Text("工单及时率", "Tickets on time"),
        Text("由工单计算", "computed from tickets"),
        Text(
            "最近 {window}内新开的工单中按时解决的占比（未到期且未解决的不计，逾期未解决算没有按时）；"
            "{zero} 记 0 分，{full} 记满分，其间按比例",
            "resolved by their due time ÷ tickets opened in the last {window} (open and not yet due left "
            "out, open past due a miss); {zero} is 0 points, {full} is 100, in proportion between",
        ),
        (_days("window", _SPAN, 90), _percent("zero", _ZERO, 50), _percent("full", _FULL, 100)),
    ),
    Kind(
        "nps",
        Text("NPS", "NPS"),
        Text("由问卷计算", "computed from surveys"),
        Text(
            "最近 {window}内每位联系人最新一次答复的净推荐值；{zero} 记 0 分，{full} 记满分，其间按比例",
            "net promoter score of each contact's newest answer in the last {window}; {zero} is 0 points, "
            "{full} is 100, in proportion between",
        ),
        (
            _days("window", _SPAN, 180),
            KindNumber("zero", _ZERO, "nps", Fraction(-100), Fraction(-100), Fraction(100)),
            KindNumber("full", _FULL, "nps", Fraction(100), Fraction(-100), Fraction(100)),
        ),
    ),
    Kind(
        "csat",
        Text("满意度", "Satisfaction"),
        Text("由问卷计算", "computed from surveys"),
        Text(
            "最近 {window}内 CSAT 答复中 4–5 分的占比；{zero} 记 0 分，{full} 记满分，其间按比例",
            "share of answers 4–5 among the CSAT answers of the last {window}; {zero} is 0 points, {full} is "
            "100, in proportion between",
        ),
        (_days("window", _SPAN, 180), _percent("zero", _ZERO, 0), _percent("full", _FULL, 100)),
    ),
    Kind(
        "receipts_overdue",
        Text("回款逾期", "Overdue receipts"),
        Text("由回款计算", "computed from receipts"),
        Text(
            "到期未收的回款中逾期最久的天数；没有逾期记满分，逾期 {late}记 0 分，其间按比例；"
            "还没有回款到期时不评",
            "days that the oldest receipt is overdue; none is 100 points, {late} is 0, in proportion "
            "between; not scored before a receipt has been due",
        ),
        (_days("late", Text("0 分：逾期", "0 points after"), 60),),
    ),
    Kind(
        "touch_age",
        Text("触达间隔", "Touch age"),
        Text("由触达计算", "computed from touches"),
        Text(
            "距最近一次触达的天数 ÷ 客户分层的触达节奏；不超过 1 倍记满分，{times}记 0 分，其间按比例；"
            "从未触达时不评",
            "days since the last touch ÷ cadence of the account's segment; up to 1× is 100 points, {times} "
            "is 0, in proportion between; not scored before the first touch",
        ),
        (
            KindNumber(
                "times",
                Text("0 分：节奏的倍数", "0 points at"),
                "times",
                Fraction(3),
                Fraction(11, 10),
                Fraction(20),
            ),
        ),
    ),
)

KINDS: Mapping[str, Kind] = {kind.key: kind for kind in _ALL}
"""The ways to compute a dimension, by key."""
