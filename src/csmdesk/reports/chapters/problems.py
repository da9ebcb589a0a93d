"""Chapter 4: what went wrong, with the causes that the data holds and no others."""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction

from csmdesk.metrics import display
from csmdesk.metrics.renewal import BLANK_REASON
from csmdesk.reports.chapters import breaches, causes, closing, red
from csmdesk.reports.chapters.pieces import shown_of, titles
from csmdesk.reports.document import Block, Column, Heading, Paragraph, Span, Table
from csmdesk.reports.words import Writer, misses, plain

_MOST_ROWS = 12
_MOST_NAMES = 8


def chapter(w: Writer) -> list[Block]:
    """Problems and root causes."""
    return [
        Heading(1, w.t("问题与根因", "Problems and root causes"), "problems"),
        Heading(2, w.t("未续约合同", "Contracts not renewed"), "problems.lost"),
        *_lost(w),
        Heading(2, w.t("红色客户", "Red accounts"), "problems.red"),
        *red.blocks(w),
        *closing.problems(w),
        Heading(2, w.t("逾期工单", "Late tickets"), "problems.tickets"),
        *_tickets(w),
        Heading(2, w.t("规则执行", "Rules broken"), "problems.rules"),
        *_rules(w),
        Heading(2, w.t("根因线索", "Traces of root causes"), "problems.causes"),
        *causes.blocks(w),
        w.to_write(
            "problems.causes.judgement",
            "对以上问题的根因判断（客户人员变动、产品性能、资源冲突、优先级不量化、个人时间），由本人撰写。",
            "Your judgement of the root causes: people change, product performance, resource clash, no"
            " quantified"
            " priority, own time.",
        ),
    ]


# not renewed ---------------------------------------------------------------------------------------------


def _lost(w: Writer) -> list[Block]:
    b, key = w.basis, "non_renewal_reasons"
    figure = w.figure(key)
    if figure.value is None:
        return [Paragraph(w.unavailable(key))]
    if not b.due_now:
        return [Paragraph(w.say("期内没有到期合同。", "No contract was due in the period."))]
    pending = int(w.number(key, "pending"))
    ids = [r.key for r in figure.evidence.numerator if isinstance(r.key, int)]
    if not ids:
        text = w.say("到期合同没有确认未续的", "No contract due is known to be lost")
        if pending:
            text += w.say("；另有 {n} 份仍在谈", "; {n} {n|is|are} still pending", n=w.part(key, "pending"))
        return [Paragraph((*text, Span(w.t("。", "."))))]
    reasons = w.table(key, "by_reason")
    words = w.listed(
        w.t(f"{_reason(w, name)} {count} 份", f"{_reason(w, name)} {count}")
        for name, count in reasons.items()
    )
    text = w.say(
        "期内到期未续 {n}，原因：{words}",
        "{n} {n|contract was|contracts were} not renewed: {words}",
        n=w.value(key),
        words=Span(words, figure=key, part="by_reason"),
    )
    if pending:
        text += w.say(
            "；另有 {n} 份仍在谈，不计入",
            "; {n} more {n|is|are} pending and not counted",
            n=w.part(key, "pending"),
        )
    rows = []
    ordered = sorted((w.contract(i) for i in ids), key=lambda c: (-(b.annual[c.id] or Fraction(0)), c.code))
    for c in ordered[:_MOST_ROWS]:
        score = b.score(c.account_id, min(c.end_day or b.closing, b.closing)).score.value
        value = b.annual[c.id]
        rows.append(
            (
                plain(c.code),
                plain(w.account_name(c.account_id)),
                plain(display.day(c.end_day)),
                plain(display.money_cell(value, w.language)),
                (red.health_span(w, score),),
                plain(_reason(w, c.loss_reason)),
            )
        )
    return [
        Paragraph((*text, Span(w.t("。", ".")))),
        Table(
            w.t("未续约合同与原因", "Contracts not renewed and why"),
            (
                Column(w.t("合同", "Contract"), share=1.1),
                Column(w.t("客户", "Account"), share=1.5),
                Column(w.t("到期日", "End"), "right", 1.2),
                Column(w.t("年化金额", "Annual value"), "right", 1.2),
                Column(w.t("到期时健康度", "Health at the end"), "right", 1.4),
                Column(w.t("原因", "Reason"), share=1.6),
            ),
            tuple(rows),
            note=w.t(
                "原因是书中记录的原因，未填即没有记录。", "The reason is the one recorded; blank: none was."
            )
            + shown_of(w, len(rows), len(ids)),
        ),
    ]


def _reason(w: Writer, reason: str) -> str:
    return w.t("未填", "blank") if reason in {"", BLANK_REASON} else reason


# tickets -------------------------------------------------------------------------------------------------


def _tickets(w: Writer) -> list[Block]:
    key = "issue_on_time"
    figure = w.figure(key)
    if figure.value is None:
        return [Paragraph(w.unavailable(key))]
    rows_by_id = {t.id: t for t in w.basis.facts.tickets}
    late = [rows_by_id[r.key] for r in misses(figure) if isinstance(r.key, int)]
    text = (
        *w.say("{name} ", "{name}: ", name=w.name(key)),
        w.value(key),
        *w.say("（{over}）", " ({over})", over=w.over(key)),
        *(w.target_words(key) or ()),
        *w.say("，逾期 {n} 件。", ", {n} late.", n=Span(str(len(late)), figure=key, part="late")),
    )
    if not late:
        return [Paragraph(text)]
    counted = Counter(
        rows_by_id[r.key].severity for r in figure.evidence.denominator if isinstance(r.key, int)
    )
    by_severity: dict[str, list[str]] = defaultdict(list)
    by_title: dict[str, Counter[str]] = defaultdict(Counter)
    for t in late:
        by_severity[t.severity].append(t.code)
        by_title[t.severity][t.title] += 1
    rows = []
    for name in sorted(counted):
        missed = len(by_severity[name])
        rows.append(
            (
                plain(name or w.t("未填", "blank")),
                plain(str(counted[name])),
                plain(str(missed)),
                plain(display.percent(Fraction(counted[name] - missed, counted[name]), fixed=True)),
                plain(titles(w, by_title[name])),
                plain(w.listed(by_severity[name], 4) or display.MISSING),
            )
        )
    return [
        Paragraph(text),
        Table(
            w.t("逾期工单按级别", "Late tickets by severity"),
            (
                Column(w.t("级别", "Severity"), share=0.95),
                Column(w.t("应计", "Counted"), "right", 0.95),
                Column(w.t("逾期", "Late"), "right", 0.8),
                Column(w.t("及时率", "In time"), "right", 0.9),
                Column(w.t("逾期工单的标题（件数）", "Titles of the late ones"), share=2.6),
                Column(w.t("工单", "Tickets"), share=3.0),
            ),
            tuple(rows),
        ),
    ]


# rules and causes ----------------------------------------------------------------------------------------


def _rules(w: Writer) -> list[Block]:
    held = breaches.found(w)
    broken = [x for x in held if x.objects]
    if not broken:
        return [
            Paragraph(w.say("期内没有发现违反规则的记录。", "The data shows no rule broken in the period."))
        ]
    text = w.say(
        "按规则逐条核对，{n} 条规则有未做到的记录；每条列出对象。",
        "Checked rule by rule, {n} {n|rule has|rules have} breaches; the objects are listed.",
        n=len(broken),
    )
    rows = [
        (
            plain(x.rule),
            (
                Span(
                    f"{len(x.objects)}/{x.of}" if x.of else str(len(x.objects)),
                    figure=x.figure,
                    part="misses",
                ),
            ),
            plain(w.listed(x.objects, _MOST_NAMES)),
        )
        for x in broken
    ]
    return [
        Paragraph(text),
        Table(
            w.t("未做到的规则与对象", "Rules broken and where"),
            (
                Column(w.t("规则", "Rule"), share=2.6),
                Column(w.t("未做到", "Broken"), "right", 0.9),
                Column(w.t("对象", "Objects"), share=4.4),
            ),
            tuple(rows),
            note=w.t("“未做到”为未做到数/应做数。", "Broken / due."),
        ),
    ]
