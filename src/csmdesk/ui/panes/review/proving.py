"""Where a figure comes from, beside the text or its pages: evidence, what it is held against, its rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtCore import QObject, QRect

from csmdesk.domain.review_text import Chip
from csmdesk.ui.models.evidence_rows import RowsOfSide, rows_of_side
from csmdesk.ui.panes.review import side
from csmdesk.ui.panes.review.source import Shown, evidence, figures_at
from csmdesk.ui.panes.review.versions.words import version_name
from csmdesk.ui.tasks import Job

if TYPE_CHECKING:
    from csmdesk.reports.frozen import Snapshot
    from csmdesk.services.evidence import EvidenceLine
    from csmdesk.services.review_book import ReviewKey
    from csmdesk.services.witness import Side
    from csmdesk.ui.panes.review.pane import ReviewPane

_SIDES = ("numerator", "denominator", "excluded")


class Asked(NamedTuple):
    """The figure that is shown: of which period ('' is the review's own), and in which version (None: now).

    ``version`` is what that is called.
    """

    figure: str = ""
    period: str = ""
    at: Snapshot | None = None
    version: str = ""

    def same(self, other: Asked) -> bool:
        """Whether both are one figure."""
        return (self.figure, self.period) == (other.figure, other.period) and self.at is other.at


class Proving(QObject):
    """Reads what is shown of a figure, each part as soon as it is there."""

    def __init__(self, pane: ReviewPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._asked = Asked()
        self._review: ReviewKey | None = None
        self._old = False
        self._untouched = True
        self._row_side: Side = "numerator"
        pane.text.chip_picked.connect(self.open_chip)
        pane.view.figure_opened.connect(self.open_mark)
        pane.side.tabs.chosen.connect(self._bring)
        pane.side.rows_wanted.connect(self._open_rows)
        pane.side.figure_wanted.connect(self._open_rival)
        pane.side.other_wanted.connect(self._open_other)
        pane.middle.rows.side_chosen.connect(self._choose_side)
        pane.middle.differences.evidence_wanted.connect(self._open_difference)
        pane.old_pages.changed.connect(self._follow)

    # --- what is shown --------------------------------------------------------------------------------------

    @property
    def asked(self) -> Asked:
        """The figure that is shown."""
        return self._asked

    def open_mark(self, position: int) -> None:
        """A figure on a page: its evidence, and asked for once more all of its rows."""
        view, right = self._pane.view, self._pane.side
        sheets = view.sheets
        assert sheets is not None
        asked = self._on_page(sheets.marks[position].figure)
        again = position == view.selected and asked.same(self._asked) and right.shown is not None
        view.select(position)
        if again and right.tabs.index == side.EVIDENCE:
            self._open_rows(asked.figure)
        else:
            self._show(asked)

    def _on_page(self, figure: str) -> Asked:
        """A figure as the pages tell it."""
        pages = self._pane.old_pages
        return Asked(figure, "", pages.snapshot, pages.name)

    def open_chip(self, chip: Chip, _: QRect) -> None:
        """A figure in the text: its evidence, and asked for once more all of its rows."""
        asked, right = Asked(chip.figure, chip.period), self._pane.side
        again = asked.same(self._asked) and right.shown is not None
        if again and right.tabs.index == side.EVIDENCE:
            self._open_rows(chip.figure)
        else:
            self._show(asked)

    def show_figure(self, key: str) -> None:
        """Show a figure's evidence as the data are now, and the first place where the pages tell it."""
        self._select(key)
        self.show(key)

    def _open_rival(self, key: str) -> None:
        """Another definition of the figure, of the same period and moment; and where the pages tell it."""
        self._select(key)
        self._show(self._asked._replace(figure=key))

    def _select(self, key: str) -> None:
        sheets = self._pane.view.sheets
        if sheets is not None:
            self._pane.view.select(sheets.first_of(key))

    def show(self, key: str, period: str = "") -> None:
        """Show where a figure comes from as the data are now, of another period where given."""
        self._show(Asked(key, period))

    def _show(self, asked: Asked) -> None:
        self._untouched = False
        self._asked = asked
        self._pane.open_side(side.EVIDENCE)
        self._read()
        if self._pane.middle.rows.isVisible():
            self._row_side = "numerator"
            self._read_rows(focus=False)

    def data_came(self) -> None:
        """The review has been made anew: what is shown is read again once it is seen."""
        pane, sheets = self._pane, self._pane.view.sheets
        review = None if pane.draft is None else pane.draft.review.key
        if review != self._review:
            # Other periods and versions are those of the review before.
            self._review, self._asked = review, self._on_page(self._asked.figure)
        if self._untouched and not pane.split.narrow and sheets is not None:
            # The evidence of the first figure shows what a click on any other one will do.
            self._untouched = False
            first = next((i for i, mark in enumerate(sheets.marks) if mark.figure), -1)
            pane.view.select(first, reveal=False)
            self._asked = self._on_page(sheets.marks[first].figure if first >= 0 else "")
        self._read_again()

    def _follow(self) -> None:
        """The pages are those of a version now, or no longer: the figure is shown as they tell it."""
        if self._asked.figure:
            self._asked = self._on_page(self._asked.figure)
            self._read_again()

    def _read_again(self) -> None:
        self._old = bool(self._asked.figure)
        self._bring(self._pane.side.tabs.index)
        if self._asked.figure and self._pane.middle.rows.isVisible():
            self._read_rows(focus=False)

    def forget(self) -> None:
        """Show no figure."""
        self._pane.view.select(-1)
        self._asked = Asked()
        self._pane.side.clear_evidence()

    def _bring(self, tab: int) -> None:
        """Read the evidence again once it is seen: nothing stirs beside words that are being written."""
        if tab == side.EVIDENCE and self._old:
            self._old = False
            self._read()

    # --- elsewhere ------------------------------------------------------------------------------------------

    def _open_difference(self, key: str, period: str, old: bool) -> None:
        """The evidence of a figure as one of the versions that are compared has it."""
        found = self._pane.middle.differences.comparison
        assert found is not None
        if old:
            self._show(Asked(key, period, found.before, version_name(found.old)))
        elif found.new is not None:
            self._show(Asked(key, period, found.after, version_name(found.new)))
        else:
            self.show(key, period)

    def _open_other(self, place: str) -> None:
        """What the figure is held against: another period, what changed since a version, or now."""
        other, _, name = place.partition(" ")
        if other == "version":
            self._pane.versions.compare(int(name), 0)
            return
        draft = self._pane.draft
        period = "" if draft is not None and name == draft.period else name
        if other == "period":
            self._show(self._asked._replace(period=period))
        else:
            self.show(self._asked.figure, period)

    # --- reading --------------------------------------------------------------------------------------------

    def _read(self) -> None:
        draft, asked, language = self._pane.draft, self._asked, self._pane.language
        if draft is None:
            return

        def work(job: Job) -> tuple[Asked, Shown | None]:
            job.check()
            shown = evidence(figures_at(draft, asked.period, asked.at), asked.figure, language)
            if shown is None or not asked.version:
                return asked, shown
            day = f"{asked.version} · {shown.view.as_of}"
            return asked, replace(shown, view=replace(shown.view, as_of=day))

        self._pane.tasks.query(self, work, self._take, slot="evidence")

    def _take(self, found: tuple[Asked, Shown | None]) -> None:
        asked, shown = found
        if asked is not self._asked:
            return
        if shown is None:
            self._pane.side.clear_evidence()
        else:
            self._pane.side.show_evidence(shown)
            self._read_standing()

    def _read_standing(self) -> None:
        """What the figure is held against comes after its evidence: other periods are counted first."""
        report, draft, asked = self._pane.source, self._pane.draft, self._asked
        if draft is None:
            return

        def work(job: Job) -> tuple[EvidenceLine, ...]:
            job.check()
            return report.standing(draft, asked.figure, asked.period, asked.at)

        self._pane.tasks.query(self, work, self._pane.side.evidence.set_standing, slot="standing")

    def _open_rows(self, key: str) -> None:
        self._row_side = cast("Side", key) if key in _SIDES else "numerator"
        self._read_rows(focus=True)

    def _choose_side(self, key: str) -> None:
        self._row_side = cast("Side", key)
        self._read_rows(focus=False)

    def _read_rows(self, *, focus: bool) -> None:
        draft, asked, language, of = self._pane.draft, self._asked, self._pane.language, self._row_side
        if draft is None:
            return

        def work(job: Job) -> RowsOfSide | None:
            job.check()
            held = figures_at(draft, asked.period, asked.at)
            if held is None or asked.figure not in held.figures:
                return None
            rows = rows_of_side(held, asked.figure, of, language)
            period = held.period.title.to(language) if asked.period else ""
            return replace(rows, name=" · ".join(filter(None, (rows.name, period, asked.version))))

        def done(rows: RowsOfSide | None) -> None:
            if asked is not self._asked:
                return
            if rows is None:
                self._pane.middle.hide_rows()
            else:
                self._pane.middle.show_rows(rows, focus=focus)

        self._pane.tasks.query(self, work, done, slot="rows")
