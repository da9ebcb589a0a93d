"""Answers to surveys: NPS and CSAT, one by one or as a pasted column of scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from csmdesk.domain.answer import CSAT_GOOD_FROM, nps_class
from csmdesk.domain.clipboard import cells_of
from csmdesk.domain.fields import FieldError
from csmdesk.domain.natural_day import natural_day
from csmdesk.domain.text import Text
from csmdesk.metrics import display
from csmdesk.services.account_words import DETRACTOR, PASSIVE, PROMOTER
from csmdesk.services.log import forms
from csmdesk.services.log.columns import Column, Shown, View
from csmdesk.services.log.forms import Term
from csmdesk.services.log.kind import LogField, Mark
from csmdesk.services.log.seen import Seen
from csmdesk.services.log.table import TableKind
from csmdesk.services.log.words import things
from csmdesk.storage.log_rows import Record

NPS, CSAT = "NPS", "CSAT"
SCALES: Mapping[str, tuple[int, int]] = {NPS: (0, 10), CSAT: (1, 5)}
KINDS = (
    Term(NPS, Text("NPS", "NPS"), ("净推荐值", "推荐意愿", "net promoter score")),
    Term(CSAT, Text("满意度", "CSAT"), ("客户满意度", "服务满意度", "satisfaction")),
)

_SAMPLE = 50
"""So many pasted rows say what a column holds."""


class Surveys(TableKind):
    """One answer of a customer."""

    key = "survey"
    name = Text("问卷", "Surveys")
    one = Text("答复", "answer")
    example = Text("岚图 张敏 NPS 9 响应很快", "Lantu Zhang Min NPS 9 quick to answer")
    table = "surveys"
    rest = "comment"
    facets = ("kind", "meaning", "account")
    columns = (
        Column(
            LogField("day", Text("日期", "Day"), "day", required=True), forms.Day(past=True), default="today"
        ),
        Column(
            LogField("account", Text("客户", "Account"), "account", required=True),
            forms.Account(),
            "account_id",
        ),
        Column(LogField("contact", Text("联系人", "Contact"), "contact"), forms.Contact(), "contact_id"),
        Column(LogField("kind", Text("问卷", "Survey"), "choice", required=True), forms.Choice(KINDS)),
        Column(
            LogField(
                "score",
                Text("分数", "Score"),
                "score",
                required=True,
                about=Text("NPS 0–10，满意度 1–5", "NPS 0–10, CSAT 1–5"),
            ),
            forms.Whole(0, 10, ("分",)),
        ),
        Column(LogField("meaning", Text("含义", "Meaning"), "text", edited=False)),
        Column(LogField("comment", Text("评语", "Comment"), "note"), forms.Note(), text=True),
    )

    def _complete(self, kept: Record, record: Record | None, seen: Seen) -> None:
        super()._complete(kept, record, seen)
        whole = {**(record or {}), **kept}
        kind, score = whole["kind"], whole["score"]
        low, high = SCALES.get(kind, SCALES[NPS])
        if not low <= score <= high:
            raise FieldError("score", OFF_SCALE.format(score=score, kind=kind, low=low, high=high))

    def _checked(
        self, values: Mapping[str, str], seen: Seen, record: Record | None
    ) -> tuple[Record, dict[str, Text]]:
        """The account of an answer is that of the contact where only the contact is said."""
        values = dict(values)
        if record is None and not values.get("account", "").strip() and values.get("contact", "").strip():
            people = seen.contacts.named(values["contact"], None)
            if len(people) == 1:
                values["account"] = seen.accounts.typed(people[0].account_id)
        return super()._checked(values, seen, record)

    def _read(self, typed: str, seen: Seen) -> dict[str, str]:
        found = super()._read(typed, seen)
        found.setdefault("day", seen.today.isoformat())
        if "score" in found:
            found.setdefault("kind", NPS)
        return found

    def _paste_fields(self, text: str, seen: Seen) -> list[str]:
        """Which column is what, by what the cells hold: days, contacts, accounts, kinds, scores, words."""
        rows = cells_of(text)[:_SAMPLE]
        width = max((len(row) for row in rows), default=0)
        taken: set[str] = set()
        fields = []
        for place in range(width):
            cells = [row[place].strip() for row in rows if place < len(row) and row[place].strip()]
            field = next((f for f in _TELLS if f not in taken and cells and _tells(f, cells, seen)), "")
            if not field and cells and "comment" not in taken:
                field = "comment"
            taken.add(field)
            fields.append(field)
        return fields

    def _assumed(
        self, block: Sequence[Sequence[str]], fields: Sequence[str]
    ) -> tuple[Mapping[str, str], list[Text]]:
        """Which survey pasted scores are of where no column says it: by the scores, and it is told."""
        if "kind" in fields or "score" not in fields:
            return {}, []
        place = fields.index("score")
        scores = [row[place].strip().removesuffix("分") for row in block if place < len(row)]
        whole = [int(score) for score in scores if score.isdecimal()]
        kind = NPS if any(score > SCALES[CSAT][1] or score == 0 for score in whole) else CSAT
        return {"kind": kind}, [KIND_BY_SCORES.format(kind=kind)]

    def _count(self, records: Sequence[Record], view: View) -> None:
        for record in records:
            words = meaning(record["kind"], record["score"]).to(view.language)
            record["meaning"] = Shown(words, words)

    def _judge(self, record: Record, view: View) -> tuple[Mapping[str, Mark], tuple[Text, ...]]:
        if record["kind"] == CSAT:
            good = record["score"] >= CSAT_GOOD_FROM
            return {"meaning": "green" if good else "amber" if record["score"] == 3 else "red"}, ()
        marks: dict[int, Mark] = {1: "green", 0: "amber", -1: "red"}
        return {"meaning": marks[nps_class(record["score"])]}, ()

    def _sums(self, records: Sequence[Record], view: View) -> tuple[str, ...]:
        """As the metric counts by default: the latest answer of each contact."""
        language = view.language
        said = [things(len(records), "份答复", "answer")]
        latest = [nps_class(record["score"]) for record in latest_answers(records, NPS)]
        if latest:
            nps = display.decimals(_percent(sum(latest), len(latest)), 0)
            promoters, detractors = latest.count(1), latest.count(-1)
            said.append(
                Text(
                    f"NPS {nps}（n = {len(latest)}，推荐 {promoters}，贬损 {detractors}）",
                    f"NPS {nps} (n = {len(latest)}, {promoters} promoters, {detractors} detractors)",
                )
            )
        scores = [record["score"] for record in records if record["kind"] == CSAT]
        if scores:
            good = sum(score >= CSAT_GOOD_FROM for score in scores)
            share = display.decimals(_percent(good, len(scores)), 1)
            said.append(
                Text(f"满意 {share}%（n = {len(scores)}）", f"satisfied {share}% (n = {len(scores)})")
            )
        return tuple(text.to(language) for text in said)


def latest_answers(records: Sequence[Record], kind: str) -> list[Record]:
    """The latest answer of each contact; answers of nobody in particular all count."""
    found: dict[object, Record] = {}
    for record in sorted((r for r in records if r["kind"] == kind), key=lambda r: (r["day"], r["id"])):
        found[record["contact_id"] or ("nobody", record["id"])] = record
    return list(found.values())


def meaning(kind: str, score: int) -> Text:
    """What a score says."""
    if kind == CSAT:
        return SATISFIED if score >= CSAT_GOOD_FROM else Text("一般", "so so") if score == 3 else DISSATISFIED
    return {1: PROMOTER, 0: PASSIVE, -1: DETRACTOR}[nps_class(score)]


_TELLS = ("day", "kind", "contact", "account", "score")


def _tells(field: str, cells: Sequence[str], seen: Seen) -> bool:
    """Whether most cells of a column can be nothing but values of the field."""
    hits = sum(_may_be(field, cell, seen) for cell in cells)
    return hits * 2 > len(cells)


def _may_be(field: str, cell: str, seen: Seen) -> bool:
    if field == "score":
        return cell.removesuffix("分").strip().isdigit()
    if cell.isdigit() and len(cell) < 3:
        return False
    if field == "day":
        return natural_day(cell, seen.today) is not None
    if field == "kind":
        return forms.Choice(KINDS).meant(cell) is not None
    if field == "contact":
        return bool(seen.contacts.named(cell, None))
    return bool(seen.accounts.matches(cell))


def _percent(part: int, whole: int) -> Fraction:
    return Fraction(part * 100, whole)


SATISFIED, DISSATISFIED = Text("满意", "satisfied"), Text("不满意", "dissatisfied")
OFF_SCALE = Text(
    "{kind} 的分数是 {low}–{high}，不能是 {score}。", "{kind} goes from {low} to {high}: {score} is off."
)
KIND_BY_SCORES = Text(
    "没有问卷类型一列，按分数认定为 {kind}。", "No column says which survey: by the scores, {kind}."
)
