"""What a metric's value is made of, in words: its movements, counts by channel or reason, its interval."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from csmdesk.domain.text import Language, Text

if TYPE_CHECKING:
    from csmdesk.metrics.figure import Figure, Part

_SAID_ELSEWHERE = frozenset({"of_node_target", "team", "by_day"})
"""The target, the team's number and the trend have places of their own."""

_MOST_CODES = 12

_NAMES: Mapping[str, Text] = {
    "by_channel": Text("按渠道", "by channel"),
    "by_band": Text("按健康度", "by health"),
    "by_reason": Text("按原因", "by reason"),
    "amount_by_reason": Text("金额", "amount"),
    "late_by_severity": Text("未及时", "late"),
    "by_currency": Text("外币", "other currencies"),
    "newly_red_accounts": Text("新变红的客户", "newly red accounts"),
    "recovered_accounts": Text("恢复的客户", "recovered accounts"),
    "accounts": Text("客户", "accounts"),
}
_KEYS: Mapping[str, Text] = {
    "red": Text("红", "red"),
    "yellow": Text("黄", "yellow"),
    "green": Text("绿", "green"),
    "unscored": Text("未评", "unscored"),
}
_ROI = Text("{outcomes} 个成果 ÷ {touches} 次 = {per_touch}", "{outcomes} outcomes ÷ {touches} = {per_touch}")
_PER_HOUR = Text("，每小时 {per_hour}", ", {per_hour} an hour")


def part_lines(figure: Figure, language: Language, home: str) -> tuple[tuple[str, str], ...]:
    """Names and values of the parts of a figure; loads what reports call them."""
    return tuple(_lines(figure, language, home))


def _lines(figure: Figure, language: Language, home: str) -> Iterator[tuple[str, str]]:
    from csmdesk.metrics import display
    from csmdesk.reports.review_chips import part_name

    for name, part in figure.parts.items():
        if name in _SAID_ELSEWHERE or part is None:
            continue
        if isinstance(part, Mapping):
            title = _NAMES.get(name, part_name(name)).to(language)
            for key, inner in part.items():
                word = _KEYS[key].to(language) if key in _KEYS else key
                yield f"{title} · {word}", _inner(name, inner, language, home)
        elif isinstance(part, tuple):
            codes = [str(code) for code in part]
            if codes:
                more = " …" if len(codes) > _MOST_CODES else ""
                yield _NAMES.get(name, part_name(name)).to(language), " ".join(codes[:_MOST_CODES]) + more
        else:
            yield part_name(name).to(language), display.part(figure, name, language, home)


def _inner(name: str, part: Part, language: Language, home: str) -> str:
    """A part of a part: a number, money, or the outcomes of a channel."""
    from csmdesk.metrics import display

    if isinstance(part, Mapping):
        said = {key: display.count(value) for key, value in part.items() if isinstance(value, Fraction | int)}
        words = _ROI.format(**said).to(language)
        return words + (_PER_HOUR.format(**said).to(language) if "per_hour" in said else "")
    if not isinstance(part, Fraction | int):
        return str(part)
    if name in ("amount_by_reason", "by_currency"):
        return display.money(part, language, home)
    return display.count(part)
