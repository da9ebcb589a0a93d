"""What the check of a review's text finds: what it is, where it stands, and what can be done about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from csmdesk.domain.review_text import Chip, Runs
from csmdesk.domain.text import Text

Kind = Literal[
    "number_disagrees",
    "period_mixed",
    "rounding",
    "target_without_result",
    "without_evidence",
    "redact",
    "small_sample",
    "coverage",
    "to_write",
]
Action = Literal["correct", "insert", "note", ""]

KINDS: tuple[Kind, ...] = (
    "number_disagrees",
    "period_mixed",
    "rounding",
    "redact",
    "target_without_result",
    "without_evidence",
    "small_sample",
    "coverage",
    "to_write",
)
"""The kinds in the order in which they are shown: what is wrong first, what is missing last."""

TITLES: Mapping[Kind, Text] = {
    "number_disagrees": Text("数字不符", "Number disagrees"),
    "period_mixed": Text("期间混用", "Periods mixed"),
    "rounding": Text("取整改变结论", "Rounding changes the verdict"),
    "target_without_result": Text("目标无结果", "Target without result"),
    "without_evidence": Text("没有依据", "Figure without evidence"),
    "redact": Text("未脱敏", "Not redacted"),
    "small_sample": Text("小样本", "Small sample"),
    "coverage": Text("覆盖不全", "Coverage"),
    "to_write": Text("待填写", "To be written"),
}
"""What a finding of each kind is called."""


class Finding(NamedTuple):
    """One thing that the check found.

    ``chapter`` and ``block`` (its place among the chapter's blocks; -1: nowhere in particular) say where;
    ``start`` and ``length`` count in ``lines.plain_text`` of the block, in which a figure is one character.
    ``key`` stays the same while the finding does, whatever is written around it: answers are kept by it.

    ``correct`` replaces that stretch by ``replacement`` (or by the words in ``insert``), ``insert`` puts
    ``insert`` behind it, ``note`` has only an answer to offer; ``mending.mended`` does the first two.
    """

    kind: Kind
    status: Literal["bad", "warn"]
    title: str
    detail: str
    chapter: str
    block: int
    start: int
    length: int
    key: str
    figure: str = ""
    action: Action = "note"
    replacement: Chip | None = None
    insert: Runs = ()
