"""Chapter 5: the plan for the red accounts, what falls due next, the gaps, the CSM's own time."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction

from csmdesk.domain.contract import decision_day
from csmdesk.domain.facts import Contract
from csmdesk.domain.health import Band, band
from csmdesk.metrics import display
from csmdesk.metrics.figure import Unit
from csmdesk.reports.chapters import checks, closing, pictures
from csmdesk.reports.chapters.pieces import shown_of
from csmdesk.reports.chapters.red import health_span, red_accounts
from csmdesk.reports.chapters.role import lines_of_targets
from csmdesk.reports.document import Block, Column, Heading, Inline, Paragraph, Span, Table
from csmdesk.reports.words import Writer, plain

_MOST_ROWS = 12
_MINUTES_PER_HOUR = 60
_RISK = {Band.RED: 0, Band.YELLOW: 1, Band.UNSCORED: 2}
_STATUS = {
    "todo": ("待办", "to do"),
    "doing": ("进行中", "in progress"),
    "review": ("待验收", "to accept"),
    "done": ("完成", "done"),
}


def chapter(w: Writer) -> list[Block]:
    """The improvement plan, and the report's check of itself."""
    return [
        Heading(1, w.t("改进计划", "Improvement plan"), "plan"),
        Heading(2, w.t("红色客户作战计划", "Recovery of the red accounts"), "plan.red"),
        *_tasks(w),
        *closing.plan(w),
        Heading(2, w.t("下期到期合同", "Contracts due next"), "plan.due"),
        *_due(w),
        Heading(2, w.t("目标缺口", "Gaps to the targets"), "plan.gaps"),
        *_gaps(w),
        w.to_write(
            "plan.goals",
            "下期目标、期限、步骤与责任人，由本人撰写。",
            "Goals of the next period with deadline, steps and owner.",
        ),
        Heading(2, w.t("个人时间", "Own time"), "plan.time"),
        *_own_time(w),
        Heading(2, w.t("报告自检", "Checks of this report"), "plan.checks"),
        *checks.section(w),
    ]


# red accounts --------------------------------------------------------------------------------------------


def _tasks(w: Writer) -> list[Block]:
    b = w.basis
    if not w.known("health_red"):
        return [Paragraph(w.unavailable("health_red"))]
    red = red_accounts(w)
    if not red:
        nothing = w.say("{close}没有红色客户，无需作战计划。", "No account is red at {close}.")
        return [Paragraph(nothing)]
    rooms = {
        r.id: r.account_id
        for r in b.facts.war_rooms
        if r.account_id in red and (r.closed_day is None or r.closed_day > b.as_of)
    }
    held = [t for t in b.facts.tasks if t.war_room_id in rooms]
    held.sort(key=lambda t: (red.index(rooms[t.war_room_id]), t.deadline or date.max, t.id))
    without = [w.account_name(a) for a in red if a not in set(rooms.values())]
    planned = {rooms[t.war_room_id] for t in held}
    done = sum(t.status == "done" for t in held)
    text = w.say(
        "红色客户 {n} 家，{rooms} 家已开作战室，共 {tasks} 项任务，完成 {done} 项",
        "Of {n} {n|red account|red accounts} {rooms} {rooms|has|have} a war room, with {tasks}"
        " {tasks|task|tasks}, {done} of them done",
        n=Span(str(len(red)), figure="health_red"),
        rooms=len(set(rooms.values())),
        tasks=len(held),
        done=done,
    )
    if without:
        text += w.say("；未开作战室：{names}", "; no war room: {names}", names=w.listed(without, 8))
    empty = [w.account_name(a) for a in red if a in set(rooms.values()) and a not in planned]
    if empty:
        text += w.say("；没有任务：{names}", "; no tasks: {names}", names=w.listed(empty, 8))
    blocks: list[Block] = [Paragraph((*text, Span(w.t("。", "."))))]
    if held:
        rows = [
            (
                plain(w.account_name(rooms[t.war_room_id])),
                plain(t.title),
                plain(t.owner or display.MISSING),
                plain(display.day(t.deadline)),
                plain(t.acceptance or display.MISSING),
                (_task_state(w, t.status, t.deadline),),
            )
            for t in held
        ]
        limit = w.basis.bands.red_words
        blocks.append(
            Table(
                w.t("作战室任务", "Tasks of the war rooms"),
                (
                    Column(w.t("客户", "Account"), share=1.2),
                    Column(w.t("任务", "Task"), share=2.6),
                    Column(w.t("责任人", "Owner"), share=1.4),
                    Column(w.t("截止日", "Deadline"), "right", 1.2),
                    Column(w.t("验收标准", "Acceptance"), share=1.9),
                    Column(w.t("状态", "State"), share=1.1),
                ),
                tuple(rows),
                note=w.t(
                    f"作战室在连续达到 {limit} 分并保持到期限后关闭。",
                    f"A war room closes when the score holds at {limit} or above until its deadline.",
                ),
            )
        )
    return blocks


def _task_state(w: Writer, status: str, deadline: date | None) -> Span:
    zh, en = _STATUS.get(status, (status, status))
    if status == "done":
        return Span(w.t(zh, en), status="good")
    if deadline is not None and deadline < w.basis.as_of:
        return Span(w.t("逾期", "overdue"), status="bad")
    return Span(w.t(zh, en))


# due next ------------------------------------------------------------------------------------------------


def _due(w: Writer) -> list[Block]:
    b = w.basis
    following = w.period.next
    due = b.due(following)
    name = w.period_words(following)
    if not due:
        return [Paragraph(w.say("{next}没有到期合同。", "No contract is due in {next}.", next=name))]
    open_ones = [c for c in due if not b.renewed(c) and not b.lost(c, b.as_of)]
    scores = b.scores(b.closing)

    def now(c: Contract) -> Band:
        held = scores.get(c.account_id)
        return band(held.score.value if held else None, b.bands)

    value = sum((b.annual[c.id] or Fraction(0) for c in open_ones), Fraction(0))
    text = w.say(
        "{next}到期合同 {due} 份，已续 {done} 份，尚未续约 {open} 份，年化金额 {value}；"
        "其中红色客户 {red} 份，黄色 {yellow} 份，未评分 {unscored} 份。",
        "{due} {due|contract is|contracts are} due in {next}: {done} are renewed already, {open} are open"
        " with {value} of"
        " annual value;"
        " {red} of these are with red accounts, {yellow} yellow, {unscored} unscored.",
        next=name,
        due=w.part("early_collection", "due_next_period"),
        done=sum(b.renewed(c) for c in due),
        open=Span(str(len(open_ones)), bold=True),
        value=w.money(value, bold=True),
        red=sum(now(c) is Band.RED for c in open_ones),
        yellow=sum(now(c) is Band.YELLOW for c in open_ones),
        unscored=sum(now(c) is Band.UNSCORED for c in open_ones),
    )
    blocks: list[Block] = [Paragraph(text), *pictures.upcoming(w, due)]
    at_risk = [c for c in open_ones if now(c) in _RISK]

    def decision(c: Contract) -> date:
        assert c.end_day is not None
        return decision_day(c.end_day, c.auto_renewal, c.notice_days)

    at_risk.sort(key=lambda c: (_RISK[now(c)], -(b.annual[c.id] or Fraction(0)), decision(c), c.code))
    if at_risk:
        rows = []
        for c in at_risk[:_MOST_ROWS]:
            held = scores.get(c.account_id)
            rows.append(
                (
                    plain(c.code),
                    plain(w.account_name(c.account_id)),
                    (health_span(w, held.score.value if held else None),),
                    plain(display.money_cell(b.annual[c.id], w.language)),
                    plain(display.day(c.end_day)),
                    plain(display.day(decision(c))),
                    plain(w.t("是", "yes") if c.auto_renewal else w.t("否", "no")),
                )
            )
        blocks.append(
            Table(
                w.t(
                    f"{name}到期、尚未续约且健康度未到绿色的合同",
                    f"Open contracts due in {name} whose account is not green",
                ),
                (
                    Column(w.t("合同", "Contract"), share=1.1),
                    Column(w.t("客户", "Account"), share=1.5),
                    Column(w.t("健康度", "Health"), "right", 1.2),
                    Column(w.t("年化金额", "Annual value"), "right", 1.2),
                    Column(w.t("到期日", "End"), "right", 1.2),
                    Column(w.t("决策日", "Decision day"), "right", 1.2),
                    Column(w.t("自动续约", "Auto-renewal"), "center", 1.0),
                ),
                tuple(rows),
                note=w.t(
                    "先红、后黄、再未评；同档按年化金额，金额相同按决策日。",
                    "Red first, then yellow, then unscored; by annual value, then by decision day. ",
                )
                + shown_of(w, len(rows), len(at_risk)),
            )
        )
    return blocks


# gaps ----------------------------------------------------------------------------------------------------


def _gaps(w: Writer) -> list[Block]:
    rows: list[tuple[Inline, ...]] = []
    for target, figure, attained in lines_of_targets(w):
        if figure is None or attained is None or figure.value is None or attained != figure.target:
            continue
        higher = target.direction != "<="
        # Only a period that begins with the year can be held against the whole of a yearly sum.
        whole = not figure.definition.adds_up or w.begins_year
        asked = target.value if whole else attained.node
        gap = asked - figure.value if higher else figure.value - asked
        if gap <= 0:
            continue
        unit = figure.definition.unit
        words = (
            display.percentage_points(gap, w.language)
            if unit is Unit.RATIO
            else display.value(gap, unit, w.language, key=figure.key, currency=w.currency)
        )
        if unit is Unit.COUNT:
            words = f"{words} {display.measure(figure.key, w.language)}".rstrip()
        rows.append(
            (
                plain(target.name),
                plain(target.period),
                (w.target_span(figure.key, asked, "target" if whole else "node"),),
                (w.value(figure.key, bold=False),),
                plain(words),
                (w.met(attained),),
            )
        )
    if not rows:
        text = w.say("没有尚有缺口的目标。", "No target has a gap.")
        return [Paragraph(text)]
    text = w.say(
        "到统计日，下列 {n} 项目标尚有缺口；结论按节点，“达成”指节点已完成而目标全额未满。",
        "At the as-of day {n} {n|target is|targets are} not full yet; 'met' means that the node is reached"
        " and the whole"
        " is not.",
        n=len(rows),
    )
    return [
        Paragraph(text),
        Table(
            w.t("目标缺口", "Gaps to the targets"),
            (
                Column(w.t("目标", "Target"), share=2.8),
                Column(w.t("目标期", "Time"), share=0.9),
                Column(w.t("目标值", "Of"), "right", 1.2),
                Column(w.t("实际", "Result"), "right", 1.2),
                Column(w.t("缺口", "Gap"), "right", 1.4),
                Column(w.t("节点结论", "Node"), share=1.1),
            ),
            tuple(rows),
        ),
    ]


# own time ------------------------------------------------------------------------------------------------


def _own_time(w: Writer) -> list[Block]:
    sentences = [_travel(w), _sharing(w)]
    b = w.basis
    minutes: dict[str, int] = defaultdict(int)
    for row in b.facts.own_time:
        if b.in_flow(row.day):
            minutes[row.category] += row.minutes
    blocks: list[Block] = [Paragraph(w.flow(*sentences))]
    if minutes:
        whole = sum(minutes.values())
        names = {"travel": w.t("出差", "travel"), "sharing": w.t("团队分享", "sharing")}
        rows = [
            (
                plain(names.get(name, name) or w.t("未填", "blank")),
                plain(display.decimals(Fraction(held, _MINUTES_PER_HOUR), 1, fixed=True)),
                plain(display.percent(Fraction(held, whole), fixed=True) if whole else display.MISSING),
            )
            for name, held in sorted(minutes.items(), key=lambda item: (-item[1], item[0]))
        ]
        blocks.append(
            Table(
                w.t("个人时间按类别", "Own time by category"),
                (
                    Column(w.t("类别", "Category"), share=2),
                    Column(w.t("小时", "Hours"), "right"),
                    Column(w.t("占比", "Share"), "right"),
                ),
                tuple(rows),
            )
        )
    return blocks


def _travel(w: Writer) -> Inline:
    key = "travel_days"
    if not w.known(key):
        return w.unavailable(key)
    text = w.say("期内出差 {value}", "{value} of travel in the period", value=w.value(key))
    if w.figure(key).parts.get("growth") is not None:
        text += w.say(
            "，比上年同期 {before} {growth}",
            ", {growth} on {before} a year before",
            before=w.part(key, "year_before"),
            growth=w.part(key, "growth", bold=True),
        )
    else:
        text += w.say("，上年同期没有记录可比", ", with none a year before to compare")
    return (*text, *_team(w, key), *(w.target_words(key) or ()), Span(w.t("。", ".")))


def _sharing(w: Writer) -> Inline:
    key = "sharing_sessions"
    if not w.known(key):
        return w.unavailable(key)
    figure = w.figure(key)
    text = w.say("团队分享 {value}", "{value} {value|sharing session|sharing sessions}", value=w.value(key))
    target = figure.target
    if target is not None:
        text += w.say(
            "，对照“{name}”的 {node}，{verdict}",
            ", held against {node} of '{name}': {verdict}",
            name=target.name,
            node=w.target_span(key, target.node, "node"),
            verdict=w.met(target),
        )
    return (*text, *_team(w, key), Span(w.t("。", ".")))


def _team(w: Writer, key: str) -> Inline:
    """The team's mean, where the book holds it."""
    held = w.figure(key).parts.get("team")
    if held is None:
        return ()
    unit = w.figure(key).definition.unit
    text = display.value(Fraction(str(held)), unit, w.language, key=key)
    if unit is Unit.COUNT and w.language == "zh":
        text = f"{text} {display.measure(key, 'zh')}".rstrip()
    return w.say("，团队均值 {team}", ", the team's mean is {team}", team=Span(text, figure=key, part="team"))
