"""The tiered quote of a renewal: baseline, volume, list price, priced both ways; a bundle with its margin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from csmdesk.domain.amounts import read_fen, read_number, typed_fen
from csmdesk.domain.changes import Changes
from csmdesk.domain.fields import FieldError
from csmdesk.domain.quote import BundleItem, bundle_margin, quote
from csmdesk.metrics import display
from csmdesk.services.contract_track import Track
from csmdesk.services.quotes import Baseline, Bundle, QuoteDraft
from csmdesk.ui.panes.calendar.steps.fields import AmountField, NumberField
from csmdesk.ui.panes.calendar.steps.tier_table import TierTable
from csmdesk.ui.panes.form_in_place import FormInPlace
from csmdesk.ui.panes.repeated import Repeated
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.form import ChoiceField, Form, TextArea
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import SectionHead

if TYPE_CHECKING:
    from csmdesk.ui.panes.calendar.steps.step_place import StepPlace


class QuoteForm(FormInPlace):
    """``draft`` is what is typed. 存报价 keeps it with account and contract, 复制 puts it into words."""

    def __init__(self, place: StepPlace) -> None:
        tools = place.tools
        super().__init__(tools.theme, tools.tasks, tools.language)
        self.save_button.setText(self.tr("存报价"))
        theme = tools.theme
        self._place = place
        self._track: Track | None = None
        self._baselines: tuple[Baseline, ...] = ()
        self.source = ChoiceField(theme, self.tr("基线取自"))
        self.baseline = NumberField(theme, self.tr("基线（并发峰值）"), tools.language)
        self.units = NumberField(theme, self.tr("报价用量"), tools.language)
        self.price = AmountField(theme, self.tr("标准单价"), tools.language)
        self.add("source", self.source)
        self.add("baseline", self.baseline, half=True)
        self.add("units", self.units, half=True)
        self.add("list_price", self.price, half=True)
        self.table = TierTable(theme)
        self.parts = Repeated(theme, self.tr("组合项 {n}"), self.tr("加组合项"), self._make_part, most=20)
        self.bundle_form = Form(theme)
        self.bundle_price = AmountField(theme, self.tr("组合价"), tools.language)
        self.bundle_form.add("bundle_price", self.bundle_price, half=True)
        self.bundle_price.entered.connect(self.save)
        self.margin = Label(theme, role="t2", wrap=True)
        self.more = Form(theme)
        self.note = TextArea(theme, self.tr("备注"))
        self.more.add("note", self.note)
        self.copy_button = Button(theme, self.tr("复制文字"), icon="copy")
        self.copy_button.clicked.connect(self.copy_words)
        self.foot.insert(1, self.copy_button)
        self.review_button = Button(theme, self.tr("写进自评"), icon="review")
        self.review_button.clicked.connect(self.put_into_review)
        self.foot.insert(2, self.review_button)
        self._lay_out()
        self._connect()

    def _make_part(self) -> Form:
        form = Form(self.theme)
        name = ChoiceField(self.theme, self.tr("名称"), editable=True)
        words = (self.tr("短信"), self.tr("API 调用"), self.tr("存储"))
        name.set_choices([(word, word) for word in words])
        form.add("name", name)
        form.add("list", AmountField(self.theme, self.tr("标准价"), self.language), half=True)
        form.add("cost", AmountField(self.theme, self.tr("成本"), self.language), half=True)
        return form

    def _lay_out(self) -> None:
        head = SectionHead(self.theme, self.tr("组合（选填）"))
        after: tuple[QWidget, ...] = (
            self.table,
            head,
            self.parts,
            self.bundle_form,
            self.margin,
            self.more,
        )
        at = self.body.indexOf(self.form) + 1
        for index, part in enumerate(after):
            self.body.insertWidget(at + index, part)

    def _connect(self) -> None:
        self.source.changed.connect(self._take_baseline)
        for form in (self.form, self.bundle_form):
            form.changed.connect(self.reckon)
        self.parts.changed.connect(self.reckon)
        self.parts.entered.connect(self.save)
        self.table.chosen.connect(self.reckon)

    # --- content --------------------------------------------------------------------------------------------

    def show_track(self, track: Track, baselines: Sequence[Baseline]) -> None:
        """Take a contract in hand; ``baselines`` are the recorded peaks, that of all modules first."""
        self._track = track
        self._baselines = tuple(baselines)
        recorded = [(str(n), self._peak(b)) for n, b in enumerate(self._baselines)]
        self.source.set_choices([*recorded, ("", self.tr("自己填"))])
        first = self._baselines[0] if self._baselines else None
        if self.about == track.id:
            # A calculator: what has been typed stays, also once it is kept.
            return
        self.leave()
        self.table.set_key("band")
        self.parts.set_values([])
        self.begin(
            track.id,
            {
                "source": "0" if first is not None else "",
                "baseline": "" if first is None else str(first.value),
                "units": "",
                "list_price": "",
                "by_band": "1",
                "bundle_price": "",
                "note": "",
            },
        )
        self.reckon()

    def _peak(self, baseline: Baseline) -> str:
        name = baseline.module or self.tr("全部模块")
        words = self.tr("{name} {value}（{day}）")
        return words.format(name=name, value=f"{baseline.value:,}", day=baseline.day)

    def show_draft(self, draft: QuoteDraft) -> None:
        """Take a quote that was kept before as what is typed."""
        self.put(
            {
                "source": "",
                "baseline": _number(draft.baseline),
                "units": _number(draft.units),
                "list_price": typed_fen(draft.list_price_fen),
                "by_band": "1" if draft.by_band else "",
                "bundle_price": "" if draft.bundle is None else typed_fen(draft.bundle.price_fen),
                "note": draft.note,
            }
        )
        items = () if draft.bundle is None else draft.bundle.items
        self.parts.set_values(
            [
                {
                    "name": item.name,
                    "list": typed_fen(int(item.list_fen)),
                    "cost": typed_fen(int(item.cost_fen)),
                }
                for item in items
            ]
        )
        self.reckon()

    def _take_baseline(self) -> None:
        """A recorded peak is taken over into the field, where it may still be changed."""
        key = self.source.value
        if key.isdecimal() and int(key) < len(self._baselines):
            self.baseline.set_text(str(self._baselines[int(key)].value))
            days = self._baselines[int(key)].days
            self.source.set_note(self.tr("90 天里 %n 天有数据", "", days))
        else:
            self.source.set_note("")

    def typed(self) -> dict[str, str]:
        found = self.form.values() | self.bundle_form.values() | self.more.values()
        found["by_band"] = "1" if self.table.key == "band" else ""
        for index, row in enumerate(self.parts.values()):
            found |= {f"part.{index}.{key}": word for key, word in row.items()}
        return found

    def put(self, values: Mapping[str, str]) -> None:
        for form in (self.form, self.bundle_form, self.more):
            form.set_values({key: word for key, word in values.items() if key in form.fields})
        if "by_band" in values:
            self.table.set_key("band" if values["by_band"] else "whole")
        rows = Repeated.rows_of("part", values)
        if rows:
            self.parts.set_values(rows)

    # --- reckoning ------------------------------------------------------------------------------------------

    def reckon(self) -> None:
        """Price what is typed both ways, and the bundle; what is not complete shows no sum."""
        baseline, units, price = self.baseline.number, self.units.number, self.price.fen
        complete = (
            baseline is not None and units is not None and price is not None
            and baseline > 0 and units >= 0 and price >= 0
        )  # fmt: skip
        if complete:
            assert baseline is not None
            assert units is not None
            assert price is not None
            self.table.show_quotes(
                quote(units, baseline, price, by_band=True), quote(units, baseline, price, by_band=False)
            )
        else:
            self.table.show_quotes(None, None)
        self._reckon_bundle()

    def _reckon_bundle(self) -> None:
        has = bool(self.parts.blocks)
        self.bundle_form.setVisible(has)
        self.margin.setVisible(has)
        if not has:
            return
        try:
            bundle = self._bundle()
            found = None if bundle is None else bundle_margin(bundle.items, bundle.price_fen)
        except (FieldError, ValueError):
            found = None
        if found is None:
            self.margin.setText(self.tr("填好各项和组合价后，这里显示毛利率变化"))
            self.margin.set_role("t3")
            return
        points = display.percentage_points(found.points / 100, self.language)
        said = self.tr("毛利率 {before} → {after}，{points}").format(
            before=display.percent(found.at_list),
            after=display.percent(found.bundled),
            points=f"+{points}" if found.points > 0 else points,
        )
        self.margin.set_role("redt" if found.bundled < 0 else "t1")
        self.margin.setText(said)

    def _bundle(self) -> Bundle | None:
        """The bundle that is typed; None without parts. Raises FieldError for what is no amount."""
        items = []
        for row in self.parts.values():
            listed, cost = (read_fen(key, row[key]) for key in ("list", "cost"))
            items.append(BundleItem(row["name"], Fraction(listed), Fraction(cost)))
        if not items:
            return None
        return Bundle(tuple(items), read_fen("bundle_price", self.bundle_price.text))

    def draft(self) -> QuoteDraft:
        """What is typed, as a quote. Raises FieldError for what makes none."""
        assert self._track is not None
        found = QuoteDraft(
            self._track.account_id,
            read_number("baseline", self.baseline.text),
            read_number("units", self.units.text),
            read_fen("list_price", self.price.text),
            self.table.key == "band",
            self._place.day,
            self._track.id,
            self._track.row.currency,
            self.note.value.strip(),
            self._bundle(),
        )
        self._place.tools.source.quotes.refuse(found)
        return found

    # --- doing ----------------------------------------------------------------------------------------------

    def refuse_field(self, field: str, sentence: str) -> None:
        if field in self.bundle_form.fields:
            self.bundle_form.set_problems({field: sentence})
        elif field in {"list", "cost", "name"}:
            self._refuse_part(field, sentence)
        else:
            super().refuse_field(field, sentence)

    def _refuse_part(self, field: str, sentence: str) -> None:
        """Say it at the first part whose field cannot be read."""
        for block in self.parts.blocks:
            held = block.form.fields[field]
            if not isinstance(held, AmountField) or held.fen is None:
                block.form.set_problems({field: sentence})
                return
        self.say(sentence)

    def _try_draft(self) -> QuoteDraft | None:
        self.form.clear_problems()
        self.bundle_form.clear_problems()
        self.parts.clear_problems()
        self.say("")
        try:
            return self.draft()
        except FieldError as error:
            self.refuse_field(error.field, error.text.to(self.language))
            return None

    def save(self) -> None:
        track = self._track
        draft = self._try_draft() if track is not None else None
        if track is None or draft is None:
            return
        quotes = self._place.tools.source.quotes
        key = "band" if draft.by_band else "whole"
        done = self.tr("已存报价：{code} {total}").format(code=track.code, total=self.table.total(key))
        self.submit(lambda: quotes.save(draft), done, close=False)

    def copy_words(self) -> None:
        """Put the quote into the clipboard as text."""
        draft = self._try_draft()
        if draft is not None and self._track is not None:
            words = self._place.tools.source.quotes.words(draft, self.language, self._track.account)
            QGuiApplication.clipboard().setText(words)
            self._place.said.emit(self.tr("已复制报价"), False)

    def put_into_review(self) -> None:
        """Put the quote as text behind what the review of the period says of its renewals."""
        draft = self._try_draft()
        if draft is None:
            return
        quotes, period, language = self._place.tools.source.quotes, self._place.when[0], self.language
        self.tasks.command(
            self,
            lambda _: quotes.into_review(draft, period, language),
            partial(self._put_into_review, period),
            failed=self.refuse,
        )

    def _put_into_review(self, period: str, changes: Changes) -> None:
        told = (
            self.tr("自评 {period} 里已有这份报价。")
            if changes.empty
            else self.tr("已写进自评 {period} 的续约一节。")
        )
        self._place.said.emit(told.format(period=period), not changes.empty)


def _number(value: Fraction) -> str:
    """A number as it stands in a field."""
    return str(value.numerator) if value.denominator == 1 else display.decimals(value, 6).replace(",", "")
