"""What the words around a typed number say that it is: a value, a target, an attainment, a change, …"""

from __future__ import annotations

import re
from typing import Literal

from csmdesk.reports.review_checks.typed import Typed

Role = Literal[
    "value",
    "target",
    "attainment",
    "node_share",
    "difference",
    "growth",
    "opening",
    "sample",
    "above",
    "below",
    "near",
    "",
]
"""``near`` is a number of which the words do not say what it is; '' belongs to no figure."""

_FILL = (
    r"(?:率|数量?|已经?|共计?|合计|总计|累计|实现|达成|完成|达到|达|为|是|有|大约|约|了|的|目前|当前|现|期末|年末|平均|"
    r"得分|总额|总数|实际|结果|数值|本期|\bis|\bwas|\bwere|\bare|\bhas been|\bhave been|\bof|\bat|\breached|"
    r"\bcame to|"
    r"\bstands|\bstood|\btotals?|\btotalled|\babout|\bin|\bfor|\bthe|\bduring|\bnow|\bvalue|\bresult|\bactual|"
    r"[:：=＝（(\s　—–])*"
)
TIGHT = re.compile(_FILL, re.IGNORECASE)
_END = r"(?:值|额|数)?(?:应?为|是|的|[:：=＝（(\s]|\bis|\bwas|\bof|\bat|\bCNY)*$"
_TARGET = re.compile(rf"(?:目标|\btargets?){_END}", re.IGNORECASE)
_TARGET_AFTER = re.compile(r"\s*的(?:节点|全年|年度)?目标")
_ATTAINMENT = re.compile(
    r"(?:(?:完成|达成)(?:率|度|了)?|达到了?|实现)(?:节点|全年|年度)?(?:目标)?(?:的|为|是|[:：\s　])*$"
    r"|目标\S{0,2}的\s*$"
    r"|attain(?:ment|ed)\s*(?:is|was|of|:)*\s*$|achiev(?:ed|ement)\s*(?:is|was|of|:)*\s*$",
    re.IGNORECASE,
)
_ATTAINMENT_AFTER = re.compile(
    r"\s*of (?:the |its |our |this )?(?:node |year's |whole |full )?(?:target|goal|plan)", re.IGNORECASE
)
_OF_THE_YEAR = re.compile(r"(?:走完|占全年目标|占全年)\S{0,3}\s*$")
_OF = re.compile(r"[)）]*\s*的\s*$")
_CHANGE = (
    r"(?:同比|环比|增长率?|增幅|增速|提升|提高|上升|升|下降|降低|减少|下滑|增加|增)(?:了|约|为|达|增长|上升|下降|提升|\s)*$"
    r"|\b(?:up|down|grew|growth|rose|fell|increased?|decreased?)(?: by| of)?\s*$"
)
_GROWTH = re.compile(_CHANGE, re.IGNORECASE)
_GROWTH_AFTER = re.compile(
    r"\s*(?:on\b|up\b|down\b|more than|growth|year on year|以上年|的增长)", re.IGNORECASE
)
_DIFFERENCE = re.compile(
    r"(?:还差|相差|差距|缺口|差|高出|超出|超过目标|高|低|多|少|领先|落后)(?:了|约|为|\s)*$"
    r"|\b(?:short by|ahead by|gap (?:is|of)|by)\s*$",
    re.IGNORECASE,
)
_DIFFERENCE_AFTER = re.compile(
    r"\s*(?:short\b|ahead\b|above\b|below\b|to go\b|的?差距|的?缺口)", re.IGNORECASE
)
_OPENING = re.compile(
    r"(?:由|从|自)(?:期初|年初|去年年?末|上年年?末|\s|的)*$|(?:期初|年初)(?:为|是|的|\s)*$|\b(?:from|opening)\s*$",
    re.IGNORECASE,
)
_TO = re.compile(
    r"(?:→|->|升到|升至|降到|降至|提升[到至]|提高[到至]|增至|减至|到|至|\bto)(?:期末|年末|的|了|\s)*$",
    re.IGNORECASE,
)
_FROM = re.compile(r"由|从|自|→|->|\bfrom\b", re.IGNORECASE)
_SAMPLE = re.compile(
    r"\bn\s*[=＝]\s*$|样本量?(?:为|是|[:：\s])*$|答卷数?(?:为|是|\s)*$|\banswers?\s*$", re.IGNORECASE
)
_TIMES = re.compile(r"[×x*]\s*$")
_OPEN = re.compile(r"\s*[（(]\s*$")

BLOCKS = re.compile(
    r"其中|分别|各|每|月均|日均|除|不含|剔除|假设|如果|另|某|个别|同行|行业|公司|团队均值|部门|中\s*$|里\s*$|"
    r"\bof which|\beach|\bper\b|\bwithout|\bexcept|\bif\b|\bteam\b|\bpeers?\b",
    re.IGNORECASE,
)
"""Words before a number that make it one of something else."""

WISHES = re.compile(
    r"争取|力争|确保|计划(?!书|由)|拟|将|预计(?!年化| ?ARR)|预期|希望|目标是|下一步|目标为|"
    r"要(?:达|做|把|完成)|"
    r"\bwill\b|\bplan to|\baim|\bexpects?\b|\bshould\b|\bintend|\bwould\b",
    re.IGNORECASE,
)
"""Words of a sentence that says what is wished and not what is."""


def role_of(number: Typed, gap: str, since: str, after: str, before: Role) -> Role:
    """What a number is said to be.

    ``gap`` are the words between it and what stands before it, ``since`` all words since the figure was
    named, ``after`` the words behind it, ``before`` what the number before it is.
    """
    if number.part_of:
        return "above" if number.part_of == "above" else "below"
    if _SAMPLE.search(gap):
        return "sample"
    if _TIMES.search(gap):
        return "node_share"
    share = number.written == "percent"
    if share and (_ATTAINMENT_AFTER.match(after) or _says_attainment(gap, since, before)):
        return "attainment"
    if _TARGET.search(gap) or _TARGET_AFTER.match(after):
        return "target"
    if _OPEN.fullmatch(gap) and before == "target":
        return "target"
    return _change_or_value(number, gap, since, after)


def _says_attainment(gap: str, since: str, before: Role) -> bool:
    if _ATTAINMENT.search(gap) or _OF_THE_YEAR.search(gap):
        return True
    return bool(_OF.fullmatch(gap)) and ("目标" in since or before in {"target", "node_share"})


def _change_or_value(number: Typed, gap: str, since: str, after: str) -> Role:
    changes = number.written in {"percent", "points", "score"} or number.signed
    if changes and (_GROWTH.search(gap) or _GROWTH_AFTER.match(after)):
        return "growth"
    if number.written == "points" or _DIFFERENCE.search(gap) or _DIFFERENCE_AFTER.match(after):
        return "difference"
    if _OPENING.search(gap):
        return "opening"
    if _TO.search(gap):
        return "value" if _FROM.search(since) else ""
    if number.signed:
        return "growth"
    if TIGHT.fullmatch(gap) and gap == since:
        return "value"
    return "near"
