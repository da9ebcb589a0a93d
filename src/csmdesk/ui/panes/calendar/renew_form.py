"""Renewing a contract: how long, at what price, in how many parts, with which others, what came in first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csmdesk.domain.amounts import typed_fen
from csmdesk.domain.changes import Changes
from csmdesk.domain.contract import annual_value
from csmdesk.services.account_words import joined
from csmdesk.services.calendar_desk import ContractRow
from csmdesk.services.contract_track import Track
from csmdesk.services.renewals import RenewalDraft, Way
from csmdesk.ui.panes.calendar.steps.fields import NumberField
from csmdesk.ui.panes.calendar.steps.price_change import PriceChange, annual_of
from csmdesk.ui.panes.calendar.steps.term_forms import FirstReceiptForm, TermForm
from csmdesk.ui.panes.day_time import DayReader
from csmdesk.ui.panes.form_in_place import FormInPlace
from csmdesk.ui.panes.repeated import Repeated
from csmdesk.ui.tasks import Problem
from csmdesk.ui.widgets.check import Check
from csmdesk.ui.widgets.check_field import CheckField
from csmdesk.ui.widgets.form import ChoiceField, Form
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from csmdesk.ui.panes.calendar.steps.step_place import StepPlace

_YES = "1"
_BLANK = {
    "way": "one_year",
    "years": "2",
    "until": "",
    "merge": "",
    "signed_day": "",
    "notice_days": "",
    "auto": "",
}
_NEAR = 366
"""Contracts that end so many days before or after this one are offered to be renewed with it."""
_MOST_OTHERS = 6


class RenewForm(FormInPlace):
    """The draft is what ``Renewals.suggest`` gives for the way that is chosen; all of it may be changed."""

    def __init__(self, place: StepPlace) -> None:
        tools = place.tools
        super().__init__(tools.theme, tools.tasks, tools.language)
        self.save_button.setText(self.tr("续约"))
        theme = tools.theme
        self._place = place
        self._track: Track | None = None
        self._draft: RenewalDraft | None = None
        self._rows: dict[int, ContractRow] = {}
        self._filling = False
        ways = [
            ("one_year", self.tr("一年")),
            ("multi_year", self.tr("多年")),
            ("co_term", self.tr("同到期")),
        ]
        self.way = Segmented(theme, ways, self.tr("续多久"))
        self.years = NumberField(theme, self.tr("年数"), tools.language)
        self.until = ChoiceField(theme, self.tr("与哪份合同同时到期，或填日期"), editable=True)
        self.length = Form(theme)
        self.length.add("years", self.years, half=True)
        self.length.add("until", self.until)
        self.merge_head = Label(theme, self.tr("一起续（合并）"), scale="small", role="t2")
        self._merge_part = QWidget()
        self.merges: dict[int, Check] = {}
        merge = QVBoxLayout(self._merge_part)
        merge.setContentsMargins(0, 0, 0, 0)
        merge.setSpacing(2)
        merge.addWidget(self.merge_head)
        self._merge_rows = merge
        self.terms = Repeated(
            theme, self.tr("合同 {n}"), self.tr("拆成多份"), self._make_term, least=1, most=8
        )
        self.change = PriceChange(theme, tools.language)
        self.signed = place.day_field(self.tr("签署日"))
        self.auto = CheckField(theme, self.tr("自动续约"), self.tr("到期自动续"))
        self.notice = NumberField(theme, self.tr("提前通知天数"), tools.language)
        self.add("signed_day", self.signed, half=True)
        self.add("auto", self.auto, half=True)
        self.add("notice_days", self.notice, half=True)
        self.receipts = Repeated(
            theme, self.tr("首笔回款 {n}"), self.tr("加首笔回款"), self._make_receipt, most=8
        )
        self._lay_out()
        self._connect()

    def _make_term(self) -> TermForm:
        return TermForm(self._place)

    def _make_receipt(self) -> FirstReceiptForm:
        return FirstReceiptForm(self._place)

    def _lay_out(self) -> None:
        for index, part in enumerate((self.way, self.length, self._merge_part, self.terms, self.change)):
            left = Qt.AlignmentFlag.AlignLeft if part is self.way else Qt.AlignmentFlag(0)
            self.body.insertWidget(index, part, 0, left)
        self.body.insertWidget(self.body.indexOf(self.form) + 1, self.receipts)

    def _connect(self) -> None:
        self.way.chosen.connect(self._suggest)
        self.years.edit.committed.connect(self._suggest)
        self.until.changed.connect(self._suggest)
        self.terms.changed.connect(self._recount)
        self.auto.changed.connect(self._show_length)
        self.terms.entered.connect(self.save)
        self.receipts.entered.connect(self.save)

    # --- content --------------------------------------------------------------------------------------------

    def show_track(self, track: Track, others: Sequence[ContractRow]) -> None:
        """Take a contract in hand; ``others`` are the contracts of its account."""
        again = self._track is not None and self._track.id == track.id and self.about == track.id
        self._track = track
        self._rows = {row.id: row for row in (track.row, *others)}
        if not again:
            self.leave()
        self._filling = True
        self._offer(track, others)
        if not again:
            self._draft = None
            self.terms.set_values([dict.fromkeys(self.terms.blocks[0].form.fields, "")])
            self.receipts.set_values([])
            self.begin(track.id, _BLANK)
        self._filling = False
        # What was typed before is there again and stays; the rest of the draft is asked for all the same.
        self._ask(fill=not self.dirty)

    def _offer(self, track: Track, others: Sequence[ContractRow]) -> None:
        """Offer the other open contracts to be merged, and days on which others end."""
        near = [
            row for row in others if row.outcome == "open" and abs((row.end - track.row.end).days) <= _NEAR
        ]
        near.sort(key=lambda row: (abs((row.end - track.row.end).days), row.id))
        wanted = near[:_MOST_OTHERS]
        if [row.id for row in wanted] != list(self.merges):
            for check in self.merges.values():
                check.hide()
                check.setParent(None)
                check.deleteLater()
            self.merges = {}
            for row in wanted:
                words = self.tr("{code}，{end} 到期").format(code=row.code, end=row.end)
                check = Check(self.theme, words)
                check.toggled.connect(self._suggest)
                self.merges[row.id] = check
                self._merge_rows.addWidget(check)
        self._merge_part.setVisible(bool(wanted))
        later = sorted({(row.end, row.code) for row in others if row.end > track.row.end})
        self.until.set_choices([(end.isoformat(), f"{end}  {code}") for end, code in later])

    def _merged(self) -> tuple[int, ...]:
        assert self._track is not None
        return (self._track.id, *(each for each, check in self.merges.items() if check.isChecked()))

    def _show_length(self) -> None:
        way = self.way.key
        self.length.setVisible(way != "one_year")
        self.years.setVisible(way == "multi_year")
        self.until.setVisible(way == "co_term")
        self.notice.setVisible(bool(self.auto.value))

    def _suggest(self) -> None:
        """Fill in the draft of the way that is chosen."""
        if not self._filling:
            self._ask(fill=True)

    def _ask(self, *, fill: bool) -> None:
        self._show_length()
        if self._track is None:
            return
        until: date | None = None
        years = 1
        if self.way.key == "co_term":
            typed = self.until.value
            until = DayReader(self._place.tools.source.today, ahead=True)(typed) if typed else None
            if until is None:
                return
        elif self.way.key == "multi_year":
            number = self.years.number
            if number is None or number.denominator != 1 or not 1 <= number <= 20:
                return
            years = int(number)
        renewals, ids = self._place.tools.source.renewals, self._merged()
        way: Way = self.way.key  # type: ignore[assignment]
        about = self.about
        self.tasks.query(
            self,
            lambda _: renewals.suggest(ids, way, years=years, until=until),
            partial(self._take, about, fill),
            failed=self._refuse_way,
            slot="suggest",
        )

    def _refuse_way(self, problem: Problem) -> None:
        if self.way.key == "co_term":
            self.length.set_problems({"until": problem.text.to(self.language)})
        else:
            self.refuse(problem)

    def _take(self, about: object, fill: bool, draft: RenewalDraft) -> None:
        """Fill the fields with what is suggested; numbers and products that were typed stay."""
        if about != self.about:
            return
        fresh = self._draft is None or not self.dirty
        self._draft = draft
        if fill:
            self._fill(draft, fresh=fresh)
        self._recount()

    def _fill(self, draft: RenewalDraft, *, fresh: bool) -> None:
        rows = []
        for index, term in enumerate(draft.terms):
            row = {
                "start": term.start.isoformat(),
                "end": term.end.isoformat(),
                "amount": typed_fen(term.amount_fen),
            }
            if fresh or index >= len(self.terms.blocks):
                row |= {"product": term.product, "code": term.code}
            rows.append(row)
        self._filling = True
        self.terms.set_values(rows)
        if fresh:
            notice = "" if draft.notice_days is None else str(draft.notice_days)
            auto = _YES if draft.auto_renewal else ""
            # Seen from an earlier day, today would be after what is shown.
            signed = min(draft.signed_day, self._place.day)
            self.put({"signed_day": signed.isoformat(), "auto": auto, "notice_days": notice})
            self.receipts.set_values([])
            self._start = self.typed()
        self._filling = False

    def _recount(self) -> None:
        """Show what the terms that are typed do to the price."""
        if self._track is None:
            return
        rows = [self._rows[each] for each in self._merged() if each in self._rows]
        before = sum((annual_value(row.amount_fen, row.start, row.end) for row in rows), Fraction(0))
        typed = [block.form.term for block in self.terms.blocks]
        complete = [term for term in typed if term is not None]
        after = annual_of(complete) if len(complete) == len(typed) else None
        self.change.show_change(before, after, self._track.row.currency)

    def typed(self) -> dict[str, str]:
        found = {"way": self.way.key, **self.length.values(), **self.form.values()}
        found["merge"] = " ".join(str(each) for each, check in self.merges.items() if check.isChecked())
        for name, part in (("term", self.terms), ("receipt", self.receipts)):
            for index, row in enumerate(part.values()):
                found |= {f"{name}.{index}.{key}": word for key, word in row.items()}
        return found

    def put(self, values: Mapping[str, str]) -> None:
        if "way" in values:
            self.way.set_key(values["way"])
        self.length.set_values({k: v for k, v in values.items() if k in self.length.fields})
        self.form.set_values({k: v for k, v in values.items() if k in self.form.fields})
        if "merge" in values:
            wanted = values["merge"].split()
            for each, check in self.merges.items():
                check.setChecked(str(each) in wanted)
        for name, part in (("term", self.terms), ("receipt", self.receipts)):
            rows = Repeated.rows_of(name, values)
            if rows:
                part.set_values(rows)
        self._show_length()

    # --- saving ---------------------------------------------------------------------------------------------

    def refuse_field(self, field: str, sentence: str) -> None:
        if field in self.form.fields:
            super().refuse_field(field, sentence)
        elif not any(part.set_problem(field, sentence) for part in (self.terms, self.receipts)):
            self.say(sentence)

    def save(self) -> None:
        track, draft = self._track, self._draft
        if track is None or draft is None or not self.signed.check():
            return
        self.terms.clear_problems()
        self.receipts.clear_problems()
        if self.signed.day is None:
            self.refuse_field("signed_day", self.tr("请填签署日。"))
            return
        notice = self.notice.number
        if self.notice.text.strip() and (notice is None or notice.denominator != 1 or notice < 0):
            self.refuse_field("notice_days", self.tr("请填整天数，如 30。"))
            return
        terms = [block.form.draft() for block in self.terms.blocks]
        receipts = [block.form.draft() for block in self.receipts.blocks]
        if None in terms or None in receipts:
            return
        auto = bool(self.auto.value)
        wanted = replace(
            draft,
            old_ids=self._merged(),
            terms=tuple(term for term in terms if term is not None),
            receipts=tuple(receipt for receipt in receipts if receipt is not None),
            signed_day=self.signed.day,
            auto_renewal=auto,
            notice_days=int(notice) if auto and notice is not None else None,
        )
        renewals = self._place.tools.source.renewals

        def renew() -> Changes:
            return renewals.renew(wanted)[1]

        codes = joined(
            [self._rows[each].code for each in wanted.old_ids if each in self._rows], self.language
        )
        self.submit(renew, self.tr("已续约：{codes} {name}").format(codes=codes, name=track.account))
