"""The rows behind each figure of one account, as the evidence panel shows them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from csmdesk.domain.health_kinds import IMPORTED
from csmdesk.domain.health_model import ModelVersion, formula_words, missing_words
from csmdesk.domain.text import Language, Text
from csmdesk.metrics import display
from csmdesk.metrics.computed_scores import computed_of
from csmdesk.services import account_health as health
from csmdesk.services import account_row_evidence, account_ticket_evidence
from csmdesk.services import account_words as words
from csmdesk.services.evidence import EvidenceColumn, EvidenceLine, FigureView
from csmdesk.services.figure_view import view
from csmdesk.services.place import Place

if TYPE_CHECKING:
    from csmdesk.domain.facts import Account, Contract
    from csmdesk.services.account_detail import Desk
    from csmdesk.services.figures import FigureSet

_NEWEST = 12

_CONTRACT = Text("合同", "Contract")
_TERM = Text("期限", "Term")
_DAY = Text("日期", "Day")
_ANNUAL = Text("年化，元", "Annual value")
_MODEL = Text("健康度模型", "Health model")
_COUNTED = Text("计入", "Counted")


def evidence(desk: Desk, account_id: int, key: str, language: Language) -> FigureView | None:
    """The figure ``key`` of an account; None when the account or the row is not there any more."""
    account = desk.basis.over_everything.accounts.get(account_id)
    if account is None or account_id not in desk.lines:
        return None
    kind, _, which = key.partition(":")
    a = AccountEvidence(desk, account, language)
    if kind == "metric":
        held = desk.figure_set(account, which)
        return replace(view(held, which, language), name=f"{account.name} {a.metric_name(held, which)}")
    if kind in {"ticket", "tickets"}:
        return account_ticket_evidence.evidence(a, kind, which)
    make = {
        "annual": _annual,
        "health": _health,
        "decision": _decision,
        "touch": _touch,
        "dimension": _dimension,
        "contract": account_row_evidence.contract,
        "usage": account_row_evidence.usage,
    }.get(kind)
    return None if make is None else make(a, int(which) if which else 0)


class AccountEvidence:
    """What every kind of evidence needs."""

    def __init__(self, desk: Desk, account: Account, language: Language) -> None:
        self.desk = desk
        self.basis = desk.basis
        self.line = desk.lines[account.id]
        self.id = account.id
        self.account = account
        self.name = account.name
        self.language: Language = language
        self.closing = desk.basis.closing

    def say(self, text: Text) -> str:
        return text.to(self.language)

    def metric_name(self, held: FigureSet, key: str) -> str:
        return held.figures[key].definition.name.to(self.language)

    def heads(self, *heads: tuple[Text, bool]) -> tuple[EvidenceColumn, ...]:
        return tuple(EvidenceColumn(self.say(head), right) for head, right in heads)

    def rows_of(self, count: int) -> str:
        return self.say(Text(f"{count} 行", f"{count} row" + ("" if count == 1 else "s")))

    def yuan(self, value: Fraction | int) -> str:
        """An amount in full, in units of the home currency."""
        return display.decimals(value, 2)

    def exact(self, value: Fraction) -> str:
        return f"{display.decimals(value, 2, fixed=True)} {self.basis.home}"

    def unrounded(self, score: Fraction | None) -> str:
        """A score in more decimals than it is shown with; '' when it has no more."""
        text = "" if score is None else display.decimals(score, 4)
        return "" if text == display.health(score).removesuffix(".0") else text

    def left_out(self, reasons: list[Text]) -> tuple[EvidenceLine, ...]:
        found = Counter(self.say(reason) for reason in reasons)
        prefix = self.say(Text("未计入：", "Left out: "))
        return tuple(EvidenceLine(f"{prefix}{why}", self.rows_of(n)) for why, n in found.most_common())

    def view(self, key: str, label: Text, value: str, **more: object) -> FigureView:
        as_of = self.say(Text(f"截至 {self.closing}", f"as of {self.closing}"))
        name = f"{self.name} {self.say(label)}"
        return FigureView(key, name, value, as_of, **more)  # type: ignore[arg-type]


def _annual(a: AccountEvidence, _: int) -> FigureView:
    counted = list(a.basis.arr_contracts(a.closing).get(a.id, ()))
    kept = {c.id for c in counted}
    value = a.line.arr_fen / 100
    rows = sorted(counted, key=a.desk.annual, reverse=True)
    left = [_why_not_in_arr(a, c) for c in a.desk.contracts.get(a.id, ()) if c.id not in kept]
    return a.view(
        "annual",
        words.LABELS["annual"],
        display.money_cell(value, a.language),
        exact=a.exact(value),
        definition=a.say(
            Text(
                "当日有效的经常性合同的年化金额之和；已由续约合同接替的不重复计，到期待续的在宽限期内仍计入",
                "Annual values of the recurring contracts of that day; one whose successor has started no "
                "longer counts, one whose renewal is still open counts during the grace period",
            )
        ),
        lines=(
            EvidenceLine(a.say(_COUNTED), a.rows_of(len(counted)), display.money_cell(value, a.language)),
            *a.left_out(left),
        ),
        columns=a.heads((_CONTRACT, False), (_TERM, False), (_ANNUAL, True)),
        rows=tuple((c.code, words.term_of(c), a.yuan(a.desk.annual(c))) for c in rows[:_NEWEST]),
        places=tuple(Place("contract", c.id) for c in rows[:_NEWEST]),
        total_rows=len(rows),
    )


def _why_not_in_arr(a: AccountEvidence, contract: Contract) -> Text:
    b = a.basis
    if not contract.recurring:
        return Text("一次性合同", "not recurring")
    if contract.start_day > a.closing:
        return Text("尚未开始", "not begun")
    if any(new.start_day <= a.closing for new in b.successors.get(contract.id, ())):
        return Text("已由续约合同接替", "continued by a later contract")
    if not b.owned(contract.account_id, a.closing):
        return Text("当日客户不在本人名下", "account not owned on that day")
    if b.lost(contract, a.closing):
        return Text("未续约", "not renewed")
    return Text("已到期", "ended")


def _health(a: AccountEvidence, _: int) -> FigureView:
    b = a.basis
    score = b.score(a.id, a.closing)
    counted = health.counted_scores(a.desk, a.id)
    names, weights = b.facts.dimension_names, health.rescaled_weights(a.desk, a.id)
    rows = []
    for dimension in sorted(counted, key=lambda d: (-weights.get(d, 0), d)):
        row = counted[dimension]
        points = display.points(Fraction(row.score_milli, 1000))
        weight = display.percent(weights.get(dimension, Fraction(0)), places=1)
        rows.append((names.get(dimension, ""), row.day.isoformat(), weight, points))
    missing = [
        Text(f"{name} 没有可算的数据", f"no data to compute {name} from")
        if b.facts.dimension_sources[d].computed
        else Text(f"{name} 当日未评分", f"{name} not scored that day")
        for d, name in names.items()
        if d not in counted
    ]
    notes: tuple[str, ...] = ()
    if any(i.table == "health_overrides" for i in score.inputs):
        notes = tuple(
            f"{o.score} {o.words}" for o in health.overrides(a.desk, a.id, a.language) if o.in_force
        )
    coverage = display.percent(a.line.coverage, places=0)
    rule = missing_words(b.facts.health_rules)
    return a.view(
        "health",
        words.LABELS["health"],
        display.health(a.line.health, b.bands),
        mark=a.line.band.value,
        exact=a.unrounded(a.line.health),
        definition=a.say(
            Text(
                f"最近评分日各维度得分的加权平均；{rule.zh}；人工填写的健康度在有效期内优先",
                f"Weighted mean of the dimensions on the newest day of scoring; {rule.en}; a score typed "
                "by hand counts first while it lasts",
            )
        ),
        reason=""
        if a.line.health is not None
        else a.say(Text("已知的维度不够", "too few dimensions are known")),
        lines=(
            EvidenceLine(a.say(Text("覆盖的权重", "Weight covered")), "", coverage),
            EvidenceLine(a.say(Text("红线", "Red below")), "", b.bands.red_words),
            EvidenceLine(
                a.say(Text("健康度模型", "Health model")), "", a.say(_version(b.facts.health_version))
            ),
            *a.left_out(missing),
        ),
        columns=a.heads(
            (Text("维度", "Dimension"), False),
            (_DAY, True),
            (Text("权重", "Weight"), True),
            (Text("得分", "Score"), True),
        ),
        rows=tuple(rows),
        total_rows=len(rows),
        notes=notes,
    )


def _version(version: ModelVersion) -> Text:
    since = "" if version.day is None else f" · {version.day.isoformat()}"
    return Text(f"第 {version.number} 版{since}", f"version {version.number}{since}")


def _decision(a: AccountEvidence, _: int) -> FigureView:
    b = a.basis
    open_ones, left = [], []
    for contract in a.desk.contracts.get(a.id, ()):
        if b.renewed(contract):
            left.append(Text("已续约", "renewed"))
        elif b.monthly(contract):
            left.append(Text("按月合同", "monthly contract"))
        elif contract.end_day is None:
            left.append(Text("无到期日", "no end"))
        elif not b.counts_in_arr(contract, a.closing) or b.lost(contract, a.closing):
            left.append(_why_not_in_arr(a, contract))
        else:
            open_ones.append(contract)
    day = a.line.decision_day
    rows = [
        (
            c.code,
            words.term_of(c),
            words.short_day(words.decision_of(c), a.closing),
            a.yuan(a.desk.annual(c)),
        )
        for c in open_ones
    ]
    return a.view(
        "decision",
        words.LABELS["decision"],
        words.short_day(day, a.closing, full=True),
        exact="" if day is None else a.say(words.days_until(day, a.closing)),
        definition=a.say(
            Text(
                "未续约合同中最近的决策日：到期日；自动续约的为到期日减通知期",
                "The nearest decision date of the contracts not yet renewed: the end, or for auto-renewal "
                "the end less the notice",
            )
        ),
        reason="" if day else a.say(Text("没有待续约的合同", "no contract is waiting for a renewal")),
        lines=(EvidenceLine(a.say(Text("待续约", "To renew")), a.rows_of(len(rows))), *a.left_out(left)),
        columns=a.heads(
            (_CONTRACT, False), (_TERM, False), (Text("决策日", "Decision"), True), (_ANNUAL, True)
        ),
        rows=tuple(rows[:_NEWEST]),
        places=tuple(Place("contract", c.id) for c in open_ones[:_NEWEST]),
        total_rows=len(rows),
    )


def _touch(a: AccountEvidence, _: int) -> FigureView:
    rows = a.desk.touches.get(a.id, [])
    day = a.line.last_touch
    gap = a.line.cadence_days
    return a.view(
        "touch",
        words.LABELS["touch"],
        a.say(Text("从未", "never")) if day is None else words.short_day(day, a.closing, full=True),
        mark="yellow" if a.line.cadence_broken else "",
        exact="" if day is None else a.say(words.days_ago(day, a.closing)),
        definition=a.say(
            Text(
                f"截至当日最近一次触达；该客户分层的节奏是 {gap} 天一次",
                f"The newest touch by that day; the cadence of the account's segment is {gap} days",
            )
        ),
        lines=(EvidenceLine(a.say(Text("全部触达", "All touches")), a.rows_of(len(rows))),),
        columns=a.heads((_DAY, False), (Text("渠道", "Channel"), False), (Text("分钟", "Minutes"), True)),
        rows=tuple(
            (t.day.isoformat(), t.channel, display.MISSING if t.minutes is None else str(t.minutes))
            for t in rows[:_NEWEST]
        ),
        places=tuple(Place("touch", t.id) for t in rows[:_NEWEST]),
        total_rows=len(rows),
    )


def _dimension(a: AccountEvidence, dimension: int) -> FigureView | None:
    name = a.basis.facts.dimension_names.get(dimension)
    if name is None:
        return None
    source = a.basis.facts.dimension_sources.get(dimension, IMPORTED)
    rows = [r for r in a.desk.scores.get(a.id, ()) if r.dimension_id == dimension]
    value = Fraction(rows[0].score_milli, 1000) if rows else None
    formula = Text("截至当日最新的一次评分", "The newest score by that day")
    nothing = Text("从未评分", "never scored")
    behind: list[EvidenceLine] = []
    if source.computed:
        formula = formula_words(source)
        nothing = Text("没有可算的数据", "no data to compute it from")
        day = a.basis.scoring.scoring_day(a.id, a.closing)
        gauge = computed_of(a.basis.facts, a.basis.rules).gauges[dimension]
        behind = [
            EvidenceLine(a.say(row.words), "" if row.day is None else row.day.isoformat())
            for row in (() if day is None else gauge.behind(a.id, day))
        ]
    weight = display.decimals(a.basis.facts.dimension_weights.get(dimension, Fraction(0)), 2)
    return a.view(
        f"dimension:{dimension}",
        Text(name, name),
        display.MISSING if value is None else display.points(value, against=(a.basis.bands.red_below,)),
        definition=a.say(
            Text(
                f"{formula.zh}；在健康度中的权重是 {weight}",
                f"{formula.en}; its weight in the health score is {weight}",
            )
        ),
        reason="" if rows else a.say(nothing),
        lines=(EvidenceLine(a.say(Text("评分", "Scores")), a.rows_of(len(rows))), *behind),
        columns=a.heads((_DAY, False), (Text("得分", "Score"), True)),
        rows=tuple(
            (r.day.isoformat(), display.points(Fraction(r.score_milli, 1000))) for r in rows[:_NEWEST]
        ),
        total_rows=len(rows),
    )
