"""The first page: what the report is about, and its key figures."""

from __future__ import annotations

from csmdesk.metrics import display
from csmdesk.metrics.figure import Unit
from csmdesk.reports.document import Highlight, Highlights, Inline, Span
from csmdesk.reports.words import Writer

_MOST = 8
_USUAL = (
    "renewal_collected",
    "upsell_collected",
    "renewal_value_rate",
    "nrr",
    "usage_depth",
    "health_red",
    "nps_executive",
    "executive_reach",
    "grr",
    "health_mean",
    "issue_on_time",
    "cadence_kept",
)


def facts(w: Writer, book_name: str) -> list[tuple[str, str]]:
    """The lines of the title block."""
    b = w.basis
    arr = w.figure("arr_per_csm").numerator
    owned = len(b.owned_accounts(b.closing))
    value = display.money(arr, w.language, w.currency) if arr else ""
    accounts = w.t(f"{owned} 家", f"{owned}") + (
        w.t(f"，年化 {value}", f", annual value {value}") if value else ""
    )
    currency = w.t("人民币元，不另注明", "CNY") if w.currency == "CNY" else w.currency
    return [
        (w.t("期间", "Period"), f"{display.day(b.period.start)} – {display.day(b.period.end)}"),
        (w.t("统计日", "As of"), display.day(b.as_of)),
        (w.t("客户书", "Book"), book_name),
        (w.t("名下客户", "Accounts"), accounts),
        (w.t("金额单位", "Currency"), currency),
        (w.t("数据来源", "Source"), w.t("全部数字由书中数据计算", "every figure is counted from the book")),
    ]


def highlights(w: Writer) -> list[Highlights]:
    """Up to eight key figures that are available."""
    known = [k for k in _USUAL if w.known(k)]
    items = tuple(_item(w, key) for key in known[:_MOST])
    return [Highlights(items)] if items else []


def _item(w: Writer, key: str) -> Highlight:
    figure = w.figure(key)
    target = figure.target
    if key == "health_red" and target is None:
        note: Inline = w.say("期初 {n} 家", "{n} at the opening", n=w.part(key, "opening"))
    elif figure.parts.get("growth") is not None and target is None:
        note = w.say("比上年同期 {growth}", "{growth} on the year before", growth=w.part(key, "growth"))
    elif target is None:
        note = w.say("没有设目标", "no target")
    elif figure.definition.adds_up:
        note = w.say(
            "节点 {node}，{rate} {met}",
            "{rate} of {node} {met}",
            node=w.target_span(key, target.node, "node"),
            rate=Span(display.attainment(target), figure=key, part="attainment"),
            met=w.met(target),
        )
    else:
        note = w.say(
            "目标 {node} {met}",
            "target {node} {met}",
            node=w.target_span(key, target.node, "node"),
            met=w.met(target),
        )
    if figure.definition.unit is Unit.POINTS and "answers" in figure.parts:
        note = (*w.say("n = {n}，", "n = {n}, ", n=w.part(key, "answers")), *note)
    return Highlight(w.name(key), (w.value(key),), note)
