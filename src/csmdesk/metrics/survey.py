"""What customers answer: NPS and CSAT."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from csmdesk.domain.answer import CSAT_GOOD_FROM, nps_class
from csmdesk.domain.facts import Survey
from csmdesk.domain.text import Text
from csmdesk.metrics.basis import Basis
from csmdesk.metrics.figure import Counted, Definition, Figure, LeftOut, Part, Unit
from csmdesk.metrics.registry import metric
from csmdesk.metrics.shape import NOT_OWNED, counted, left_out, ratio

NO_ANSWERS = Text("期内没有答复", "no answers in the period")
OLDER_ANSWER = Text("同一联系人有更新的答复", "the same contact answered later")
NOT_EXECUTIVE = Text("不是高管", "not an executive")


def _answers(b: Basis, kind: str) -> tuple[list[Survey], list[LeftOut]]:
    rows = [s for s in b.facts.surveys if s.kind == kind and b.in_flow(s.day) and s.account_id in b.accounts]
    owned = [s for s in rows if b.owned(s.account_id, s.day)]
    return owned, [LeftOut("surveys", s.id, NOT_OWNED) for s in rows if s not in owned]


def _nps(b: Basis, d: Definition, *, executives: bool = False, every: bool = False) -> Figure:
    rows, excluded = _answers(b, "NPS")
    if executives:
        people = {c.id for c in b.facts.contacts if c.executive}
        excluded += left_out("surveys", [s.id for s in rows if s.contact_id not in people], NOT_EXECUTIVE)
        rows = [s for s in rows if s.contact_id in people]
    if not every:
        newest: dict[int, Survey] = {}
        for s in rows:
            if s.contact_id is not None:
                known = newest.get(s.contact_id)
                if known is None or (s.day, s.id) > (known.day, known.id):
                    newest[s.contact_id] = s
        kept = {s.id for s in newest.values()} | {s.id for s in rows if s.contact_id is None}
        excluded += left_out("surveys", [s.id for s in rows if s.id not in kept], OLDER_ANSWER)
        rows = [s for s in rows if s.id in kept]
    classes = [nps_class(s.score) for s in rows]
    promoters, detractors, n = classes.count(1), classes.count(-1), len(rows)
    parts: dict[str, Part] = {
        "answers": n,
        "promoters": promoters,
        "passives": n - promoters - detractors,
        "detractors": detractors,
    }
    if n:
        low, high = _interval(promoters, detractors, n, b.rules.nps_interval_z)
        parts |= {"interval_low": low, "interval_high": high}
    return ratio(
        b,
        d,
        tuple(Counted("surveys", s.id, Fraction(100 * c)) for s, c in zip(rows, classes, strict=True)),
        counted("surveys", [s.id for s in rows]),
        NO_ANSWERS,
        excluded=excluded,
        parts=parts,
    )


def _interval(promoters: int, detractors: int, n: int, z: Fraction) -> tuple[Fraction, Fraction]:
    """The adjusted Wald interval in points: three answers (¾ promoter, 1½ passive, ¾ detractor) are added.

    The plain one has no width at all when everybody answers alike (B. Rocks, "Interval Estimation for the
    Net Promoter Score", 2016).
    """
    size = n + Fraction(3)
    high, low = (promoters + Fraction(3, 4)) / size, (detractors + Fraction(3, 4)) / size
    variance = (high + low - (high - low) ** 2) / size
    root = Fraction((Decimal(variance.numerator) / Decimal(variance.denominator)).sqrt())
    middle, margin = 100 * (high - low), 100 * z * root
    return max(middle - margin, Fraction(-100)), min(middle + margin, Fraction(100))


_NPS = Text("100 ×（推荐者 9–10 － 贬损者 0–6）÷ 答复数", "100 × (promoters 9–10 − detractors 0–6) ÷ answers")


def _rule(zh: str, en: str) -> Text:
    return Text(f"{_NPS.zh}；{zh}", f"{_NPS.en}; {en}")


@metric(
    "nps",
    Text("净推荐值", "NPS"),
    Unit.POINTS,
    _rule("每位联系人取期内最新答复", "the latest answer of each contact in the period"),
    rivals=("nps_executive", "nps_all_answers"),
)
def nps(b: Basis, d: Definition) -> Figure:
    """All contacts."""
    return _nps(b, d)


@metric(
    "nps_executive",
    Text("客户高管净推荐值", "Executive NPS"),
    Unit.POINTS,
    _rule("只看高管，每人取期内最新答复", "executives only, the latest answer of each"),
    rivals=("nps", "nps_all_answers"),
)
def nps_executive(b: Basis, d: Definition) -> Figure:
    """Executives."""
    return _nps(b, d, executives=True)


@metric(
    "nps_all_answers",
    Text("净推荐值（全部答复）", "NPS (every answer)"),
    Unit.POINTS,
    _rule("期内每份答复都计", "every answer of the period counts"),
    rivals=("nps", "nps_executive"),
)
def nps_all_answers(b: Basis, d: Definition) -> Figure:
    """Every answer."""
    return _nps(b, d, every=True)


@metric(
    "csat",
    Text("客户满意度", "CSAT"),
    Unit.RATIO,
    Text("评 4–5 分的答复 ÷ 答复数（满分 5）；另列平均分", "answers 4–5 of 5 ÷ answers; the mean beside it"),
)
def csat(b: Basis, d: Definition) -> Figure:
    """All CSAT answers of the flow."""
    rows, excluded = _answers(b, "CSAT")
    mean = Fraction(sum(s.score for s in rows), len(rows)) if rows else None
    return ratio(
        b,
        d,
        counted("surveys", [s.id for s in rows if s.score >= CSAT_GOOD_FROM]),
        counted("surveys", [s.id for s in rows]),
        NO_ANSWERS,
        excluded=excluded,
        parts={"mean": mean, "answers": len(rows)},
    )
