"""Reach: executives at events, and touches by channel."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from csmdesk.metrics import display
from csmdesk.metrics.figure import Part
from csmdesk.reports.document import Block, Column, Inline, Paragraph, Span, Table
from csmdesk.reports.words import Writer, plain


def executives(w: Writer) -> Inline:
    key = "executive_reach"
    if not w.known(key):
        return w.unavailable(key)
    first = w.say(
        "{period}举办线上圆桌 {roundtables} 场、线下沙龙 {salons} 场，高管参会 {value}",
        "{roundtables} {roundtables|roundtable|roundtables} and {salons} {salons|salon|salons} were held"
        " in {period}, with {value} attendances of"
        " executives",
        period=w.period_words(),
        roundtables=w.part(key, "roundtables", bold=True),
        salons=w.part(key, "salons", bold=True),
        value=w.value(key),
    )
    if w.figure(key).parts.get("growth") is not None:
        first += w.say(
            "，比上年同期 {before} 人次 {growth}",
            ", {growth} on {before} a year before",
            before=w.part(key, "year_before"),
            growth=w.part(key, "growth", bold=True),
        )
    else:
        first += w.say("，上年同期没有记录可比", ", with none a year before to compare")
    return (*first, *(w.target_words(key) or ()), Span(w.t("。", ".")))


def touches(w: Writer) -> list[Block]:
    key = "activity_counts"
    if not w.known(key):
        return [Paragraph(w.unavailable(key))]
    figure = w.figure(key)
    channels = w.table(key, "by_channel")
    text = w.say(
        "期内触达 {n}，覆盖 {accounts} 家客户",
        "{n} {n|touch|touches} in the period, with {accounts} {accounts|account|accounts}",
        n=w.value(key),
        accounts=w.part(key, "accounts_touched"),
    )
    if figure.parts.get("per_account") is not None:
        text += w.say("，户均 {mean} 次", ", {mean} an account", mean=w.part(key, "per_account"))
    if w.known("cadence_kept"):
        text += w.say(
            "；按分层节奏，触达达标率 {rate}（{over}）",
            "; within their cadence: {rate} ({over})",
            rate=w.value("cadence_kept"),
            over=w.over("cadence_kept"),
        )
    blocks: list[Block] = [Paragraph((*text, Span(w.t("。", "."))))]
    if channels:
        blocks.append(_channel_table(w, channels, w.table("channel_roi", "by_channel")))
    return blocks


def _channel_table(w: Writer, channels: Mapping[str, Part], roi: Mapping[str, Part]) -> Table:
    rows: list[tuple[Inline, ...]] = []
    for name, n in sorted(channels.items(), key=lambda item: (-int(str(item[1])), item[0])):
        held = roi.get(name)
        outcomes = held.get("outcomes") if isinstance(held, Mapping) else None
        each = held.get("per_touch") if isinstance(held, Mapping) else None
        rows.append(
            (
                plain(name),
                plain(str(n)),
                plain(display.MISSING if outcomes is None else str(outcomes)),
                plain(
                    display.decimals(each, 2, fixed=True) if isinstance(each, Fraction) else display.MISSING
                ),
            )
        )
    return Table(
        w.t("触达渠道与成果", "Channels and outcomes"),
        (
            Column(w.t("渠道", "Channel"), share=1.6),
            Column(w.t("触达次数", "Touches"), "right"),
            Column(w.t("触达后成果", "Outcomes after"), "right"),
            Column(w.t("每次成果", "Outcomes a touch"), "right"),
        ),
        tuple(rows),
        note=w.t(
            f"成果指触达后 {w.basis.rules.outcome_days} 天内的续约、增购、线索或健康度上升；"
            "同一成果可计入多个渠道，不表示因果。",
            "An outcome is a renewal, an upsell, a lead or a health rise within"
            f" {w.basis.rules.outcome_days} days"
            " of a touch; one outcome may count for several channels and proves no cause.",
        ),
    )
