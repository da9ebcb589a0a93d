"""The self-review pane: chapters, the text or its pages, and the evidence of each figure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QRect, Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QHideEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QStackedLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.review_text import Chip, Prompt
from csmdesk.domain.text import Language
from csmdesk.ui.actions import Action
from csmdesk.ui.models.evidence_rows import RowsOfSide, rows_of_side
from csmdesk.ui.models.review_outline import Chapter
from csmdesk.ui.panes import Pane
from csmdesk.ui.panes.review import chapters, side, source
from csmdesk.ui.panes.review.chapter_acts import ChapterActs
from csmdesk.ui.panes.review.chapter_keeper import ChapterKeeper
from csmdesk.ui.panes.review.chapters import ChapterPanel
from csmdesk.ui.panes.review.checking import Checking
from csmdesk.ui.panes.review.exporting import Exporter, Make, file_name
from csmdesk.ui.panes.review.mark_words import MarkWords
from csmdesk.ui.panes.review.middle import Middle
from csmdesk.ui.panes.review.page_scroll import ZOOM_STEPS
from csmdesk.ui.panes.review.proposing import Proposing
from csmdesk.ui.panes.review.renderer import Rendered, Renderer
from csmdesk.ui.panes.review.room import Room
from csmdesk.ui.panes.review.sheets import Sheets
from csmdesk.ui.panes.review.side import SidePanel
from csmdesk.ui.panes.review.source import Draft, ReviewSource, Shown
from csmdesk.ui.panes.review.text_room import TextRoom
from csmdesk.ui.panes.review.versions.desk import VersionDesk
from csmdesk.ui.tasks import Job, Problem, Tasks
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from csmdesk.services.evidence import EvidenceLine
    from csmdesk.services.witness import Side
    from csmdesk.ui.panes.review.versions.source import Opened

_SIDES = ("numerator", "denominator", "excluded")


class ReviewPane(Pane):
    """Made and shown at once; the report comes with the first ``set_period``, from the background."""

    icon_name = "review"

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        report: ReviewSource,
        language: Language,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.tasks = tasks
        self.source = report
        self.language: Language = language
        self.read_only = "" if report.read_only is None else report.read_only.to(language)
        self._period = ""
        self._figure = self._figure_period = ""
        self._evidence_old = False
        self._untouched = True
        self._row_side: Side = "numerator"
        self._want_chapter = ""
        self._exported: Path | None = None
        self.keeper = ChapterKeeper(tasks, report, self)
        self.renderer = Renderer(tasks, report, language, self)
        self.exporter = Exporter(theme, tasks, report, language, self)
        self.chapters = ChapterPanel(theme, self.title)
        self.marks = MarkWords(self.renderer, language, self)
        self.text = TextRoom(theme, self.keeper, language)
        self.text.editor.set_read_only(bool(self.read_only))
        self.acts = ChapterActs(self)
        self.middle = Middle(theme, tasks, self.text, self.marks.of)
        self.view = self.middle.view
        self.side = SidePanel(theme)
        self.empty = EmptyState(theme, "", "", self.tr("导入文件夹…"))
        self.empty.acted.connect(self.import_asked)
        self.split = Room(theme, self.chapters, self.middle, self.side, chapters.WIDTH[language])
        self._whole = QStackedLayout(self)
        self._whole.addWidget(self.split)
        self._whole.addWidget(self.empty)
        self._connect()

    @property
    def title(self) -> str:
        return self.tr("自评报告")

    def _connect(self) -> None:
        self.renderer.ready.connect(self._take)
        self.renderer.redrawn.connect(self._take_redrawn)
        self.renderer.failed.connect(self._fail)
        self.renderer.working.connect(self._note_work)
        self.middle.looked_at.connect(self._look)
        self.chapters.picked.connect(self.go_to_chapter)
        self.chapters.write_wanted.connect(self._open_writing)
        self.chapters.acted.connect(self.acts.act)
        self.chapters.menu_asked.connect(self.acts.open_menu)
        self.acts.said.connect(self.said)
        self.text.chip_picked.connect(self._open_chip)
        self.text.regenerate_asked.connect(self._regenerate)
        self.text.left.connect(self._to_chapters)
        self.keeper.refused.connect(self._refused)
        self.middle.mode_changed.connect(self._mode_changed)
        self.view.chapter_changed.connect(self._page_turned)
        self.view.figure_opened.connect(self._open_mark)
        self.view.passage_opened.connect(self._open_passage)
        self.side.tabs.chosen.connect(self._bring_evidence)
        self.side.rows_wanted.connect(self._open_rows)
        self.side.figure_wanted.connect(self.show_figure)
        self.side.other_wanted.connect(self._open_other)
        self.text.link_asked.connect(self.open_asked)
        self.checking = Checking(self)
        self.proposing = Proposing(self)
        self.versions = VersionDesk(self.tasks, self.side.versions, self.middle.differences, self)
        self.versions.listed.connect(partial(self.side.tabs.set_count, side.VERSIONS))
        self.versions.opened.connect(self._open_version)
        self.versions.compared.connect(self.middle.show_differences)
        self.versions.said.connect(self.said)
        self.versions.refused.connect(self._not_exported)
        self.middle.differences.evidence_wanted.connect(self._open_difference)
        self.middle.differences.place_wanted.connect(self._go_to_block)
        self.middle.head.freeze_wanted.connect(self.freeze)
        self.side.closed.connect(self._close_side)
        self.middle.rows.side_chosen.connect(self._choose_side)
        self.middle.rows.closed.connect(self.middle.hide_rows)
        self.middle.head.export_wanted.connect(self.export)
        self.middle.line.folder_wanted.connect(self._open_folder)
        self.exporter.done.connect(self._exported_to)
        self.exporter.failed.connect(self._not_exported)
        self.exporter.changed.connect(self._show_export)
        self.middle.head.exports.redacted_changed.connect(self.exporter.set_redacted)
        # Bound methods: a lambda that captures the pane would keep it alive.
        for keys, slot in (
            ("Ctrl++", self._larger),
            ("Ctrl+=", self._larger),
            ("Ctrl+-", self._smaller),
            ("Ctrl+0", self._other_zoom),
            ("Ctrl+E", self._export_again),
            ("Alt+1", self.show_text),
            ("Alt+2", self.show_pages),
            ("F8", self._next_open_check),
            ("Shift+F8", self._previous_open_check),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _note_work(self) -> None:
        self.chapters.set_note(self.tr("更新中…"))

    def _look(self) -> None:
        self.renderer.look(self.view.ppi, self.view.pages_in_view())

    def _larger(self) -> None:
        self.view.step_zoom(1)

    def _smaller(self) -> None:
        self.view.step_zoom(-1)

    def _other_zoom(self) -> None:
        self.view.set_zoom("text" if self.view.zoom == "page" else "page")

    def _export_again(self) -> None:
        self.export(self.exporter.kind)

    def _next_open_check(self) -> None:
        self._next_check(1)

    def _previous_open_check(self) -> None:
        self._next_check(-1)

    # --- the contract of a pane -----------------------------------------------------------------------------

    def set_period(self, period: str, as_of: date | None) -> None:
        # What is being written belongs to the period that was shown.
        self.text.leave()
        self._period = period
        self.renderer.show_period(period, as_of)

    def refresh(self, changes: Changes) -> None:
        self.renderer.again()

    def stops(self) -> list[QWidget]:
        if self._whole.currentWidget() is self.empty:
            return [self.empty]
        found: list[QWidget] = [self.chapters.list, self.middle.front, self.middle.rows.table, self.side]
        return [stop for stop in found if stop.isVisible()]

    def settle(self) -> None:
        # The window may be about to close, and with it the background that keeps words.
        self.text.leave()
        self.keeper.wait()

    def actions(self) -> list[Action]:  # type: ignore[override]
        return self.acts.actions()

    def save_state(self) -> dict[str, str]:
        return {
            "sizes": self.split.sizes_text,
            "chapter": self.chapters.current,
            "mode": self.middle.mode,
            "subject": self.renderer.subject,
            "zoom": str(self.view.zoom),
        } | self.exporter.save_state()

    def restore_state(self, state: Mapping[str, str]) -> None:
        self.split.set_sizes_text(state.get("sizes", ""))
        self._want_chapter = state.get("chapter", "")
        self.renderer.subject = state.get("subject", "")
        if state.get("mode") == "pages":
            self.middle.set_mode("pages")
        self.exporter.restore_state(state)
        zoom = state.get("zoom", "")
        if zoom == "text":
            self.view.set_zoom("text")
        elif zoom.replace(".", "", 1).isdecimal() and ZOOM_STEPS[0] <= float(zoom) <= ZOOM_STEPS[-1]:
            self.view.set_zoom(float(zoom))

    # --- pages ----------------------------------------------------------------------------------------------

    def _take(self, rendered: Rendered) -> None:
        self.chapters.set_note(self.tr("草稿"))
        self.chapters.show_subject(rendered.draft.document.subtitle if self.renderer.subject else "")
        sheets = rendered.sheets
        if sheets is None:
            self._say_empty()
            return
        outline = rendered.draft.outline
        self._whole.setCurrentWidget(self.split)
        hidden = [
            Chapter(head.key, "", head.title, 1, hidden=True)
            for head in rendered.draft.review.heads
            if head.hidden
        ]
        self.chapters.set_outline(outline, len(sheets.sizes), hidden)
        self.checking.show(rendered.draft.checked)
        self.view.set_sheets(sheets, rendered.pictures)
        self.text.set_draft(rendered.draft)
        self.middle.pages_came()
        wanted, self._want_chapter = self._want_chapter, ""
        if wanted and self.chapters.model.row_of(wanted) >= 0:
            self.go_to_chapter(wanted)
        elif self.middle.mode == "pages":
            self.chapters.set_current(self.view.chapter)
        elif self.chapters.chapter != self.text.chapter:
            self.chapters.set_current(self.text.chapter)
        if self._untouched and not self.split.narrow:
            # The evidence of the first figure shows what a click on any other one will do.
            self._untouched = False
            first = next((i for i, mark in enumerate(sheets.marks) if mark.figure), -1)
            self.view.select(first, reveal=False)
            self._figure = sheets.marks[first].figure if first >= 0 else ""
        self.versions.show_review(self.source.versions_of(rendered.draft, self.language))
        self._evidence_old = bool(self._figure)
        self._bring_evidence(self.side.tabs.index)
        if self._figure and self.middle.rows.isVisible():
            self._read_rows(focus=False)

    def _take_redrawn(self, sheets: Sheets, pictures: dict[int, QImage]) -> None:
        self.view.set_sheets(sheets, pictures)

    def _say_empty(self) -> None:
        self.empty.set_words(
            self.tr("还没有数据。"),
            self.tr("导入客户、合同、回款等表格以后，这里会排出本期的自评报告，每个数字都能打开依据。"),
        )
        self._whole.setCurrentWidget(self.empty)

    def _fail(self, problem: Problem) -> None:
        self.chapters.set_note("")
        words = problem.text.to(self.language)
        if self.view.sheets is None or self._whole.currentWidget() is self.empty:
            self.empty.set_words(self.tr("排不出这份报告。"), words)
            self._whole.setCurrentWidget(self.empty)
        else:
            self.middle.line.say(words, bad=True)

    # --- evidence -------------------------------------------------------------------------------------------

    def _open_mark(self, position: int) -> None:
        sheets = self.view.sheets
        assert sheets is not None
        again = position == self.view.selected and self.side.shown is not None
        self.view.select(position)
        if again and self.side.tabs.index == side.EVIDENCE:
            # Enter on a figure shows its evidence, Enter once more all of its rows.
            self._open_rows(self._figure)
        else:
            self.show_evidence_of(sheets.marks[position].figure)

    def _open_chip(self, chip: Chip, _: QRect) -> None:
        """The figure that the cursor is on: its evidence, and asked for once more all of its rows."""
        again = (chip.figure, chip.period) == (self._figure, self._figure_period)
        if again and self.side.shown is not None and self.side.tabs.index == side.EVIDENCE:
            self._open_rows(chip.figure)
        else:
            self.show_evidence_of(chip.figure, chip.period)

    def show_figure(self, key: str) -> None:
        """Show a figure's evidence, and the first place where the report tells it."""
        sheets = self.view.sheets
        if sheets is not None:
            self.view.select(sheets.first_of(key))
        self.show_evidence_of(key)

    def _bring_evidence(self, tab: int) -> None:
        """Read the evidence again once it is seen: nothing stirs beside words that are being written."""
        if tab == side.EVIDENCE and self._evidence_old:
            self._evidence_old = False
            self._read_evidence()

    def show_evidence_of(self, key: str, period: str = "") -> None:
        """Show where a figure comes from, of another period where given."""
        self._untouched = False
        self._figure, self._figure_period = key, period
        self._open_side(side.EVIDENCE)
        self._read_evidence()
        if self.middle.rows.isVisible():
            self._row_side = "numerator"
            self._read_rows(focus=False)

    def _read_evidence(self) -> None:
        draft, key, language = self.renderer.draft, self._figure, self.language
        period = self._figure_period
        if draft is None:
            return

        def work(job: Job) -> Shown | None:
            job.check()
            return source.evidence(draft, key, language, period)

        self.tasks.query(self, work, self._take_evidence, slot="evidence")

    def _take_evidence(self, shown: Shown | None) -> None:
        if shown is None:
            self.side.clear_evidence()
        elif shown.view.key == self._figure:
            self.side.show_evidence(shown)
            self._read_standing()

    def _read_standing(self) -> None:
        """What the figure is held against comes after its evidence: other periods are counted first."""
        report, draft, key, period = self.source, self.renderer.draft, self._figure, self._figure_period
        if draft is None:
            return

        def work(job: Job) -> tuple[EvidenceLine, ...]:
            job.check()
            return report.standing(draft, key, period)

        self.tasks.query(self, work, self.side.evidence.set_standing, slot="standing")

    def _open_other(self, place: str) -> None:
        """The evidence of another period, or what changed since a version."""
        other, _, name = place.partition(" ")
        if other == "period":
            self.show_evidence_of(self._figure, name)
        else:
            self.versions.compare(int(name), 0)

    def _open_rows(self, key: str) -> None:
        self._row_side = cast("Side", key) if key in _SIDES else "numerator"
        self._read_rows(focus=True)

    def _choose_side(self, key: str) -> None:
        self._row_side = cast("Side", key)
        self._read_rows(focus=False)

    def _read_rows(self, *, focus: bool) -> None:
        draft, key, language, of = self.renderer.draft, self._figure, self.language, self._row_side
        if draft is None or key not in draft.figures.figures:
            return

        def work(job: Job) -> RowsOfSide:
            job.check()
            return rows_of_side(draft.figures, key, of, language)

        def done(rows: RowsOfSide) -> None:
            self.middle.show_rows(rows, focus=focus)

        self.tasks.query(self, work, done, slot="rows")

    def _next_check(self, step: int) -> None:
        self._open_side(side.EVIDENCE)
        if self.side.checks.step(step):
            self.side.bring_check()

    # --- versions -------------------------------------------------------------------------------------------

    def freeze(self) -> None:
        """Keep the review as it is now as a version."""
        if self.read_only:
            self.said.emit(self.read_only, False)
            return
        self.text.leave()
        self._open_side(side.VERSIONS)
        self.versions.freeze()

    def _open_version(self, opened: Opened) -> None:
        """Show a frozen version as pages, as it was handed in."""
        report, ppi = self.source, self.view.ppi

        def work(_: Job) -> Sheets:
            return report.sheets(opened.snapshot.document, ppi)

        self.tasks.query(self, work, self._show_version, slot="version")

    def _show_version(self, sheets: Sheets) -> None:
        self.middle.set_mode("pages")
        self.view.set_sheets(sheets, {})
        self.middle.pages_came()

    def _open_difference(self, key: str, period: str, _: bool) -> None:
        self.show_evidence_of(key, period)

    def _go_to_block(self, chapter: str, block: int) -> None:
        """Show a block of a chapter in the text."""
        self.middle.set_mode("text")
        self.chapters.set_current(chapter)
        self.text.show_chapter(chapter)
        if block >= 0:
            self.text.editor.reveal(block)

    # --- text and pages -------------------------------------------------------------------------------------

    @property
    def draft(self) -> Draft | None:
        """The review that is shown."""
        return self.renderer.draft

    def go_to_chapter(self, anchor: str) -> None:
        """Show a chapter or section, in the text or on its page, as soon as it is there."""
        if self.chapters.model.row_of(anchor) < 0:
            self._want_chapter = anchor
            return
        self.chapters.set_current(anchor)
        chapter = self.chapters.chapter_of(anchor)
        self.text.show_chapter(chapter, anchor if anchor != chapter else "")
        if self.middle.mode == "pages":
            self.view.go_to(anchor)

    def show_subject(self, code: str) -> None:
        """Show the review of one customer, or of the whole book ('')."""
        self.text.leave()
        self.renderer.show_subject(code)

    def _page_turned(self, anchor: str) -> None:
        if self.middle.mode == "pages":
            self.chapters.set_current(anchor)

    def show_text(self) -> None:
        """Show the text instead of the pages."""
        self.middle.set_mode("text")
        self._mode_changed()
        self.text.to_text()

    def show_pages(self) -> None:
        """Show the pages as they will be printed."""
        self.middle.set_mode("pages")
        self._mode_changed()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _mode_changed(self) -> None:
        if self.middle.mode == "pages":
            # The pages show what is in the book.
            self.text.leave()
            self.view.go_to(self.chapters.current)
        else:
            anchor = self.chapters.current
            chapter = self.chapters.chapter_of(anchor)
            if chapter:
                self.text.show_chapter(chapter, anchor if anchor != chapter else "")

    def _open_writing(self) -> None:
        """Go to the first place that waits for words."""
        draft = self.renderer.draft
        passages = () if draft is None else draft.outline.passages
        place = next((p.place for p in passages if not p.body.strip()), "")
        if place:
            self._open_passage(place)

    def _open_passage(self, place: str) -> None:
        draft = self.renderer.draft
        if draft is None:
            return
        self.middle.set_mode("text")
        for head in draft.review.heads:
            for index, block in enumerate(draft.review.blocks(head.key)):
                if isinstance(block, Prompt) and block.place == place:
                    self.chapters.set_current(head.key)
                    self.text.show_chapter(head.key)
                    self.text.editor.reveal(index, 0, 0)
                    self.text.to_text()
                    return

    def _regenerate(self, _: str) -> None:
        self.text.leave()
        self.acts.regenerate()

    def _refused(self, _: str, problem: Problem) -> None:
        self.middle.line.say(problem.text.to(self.language), bad=True)

    def _to_pages(self) -> None:
        self.middle.front.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_chapters(self) -> None:
        self.chapters.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- export ---------------------------------------------------------------------------------------------

    def export(self, kind: str) -> None:
        """Ask for a file of one kind and write the report that is shown."""
        draft = self.renderer.draft
        if draft is not None and not draft.empty:
            self.text.leave()
            self.exporter.ask(kind, file_name(draft.document), self._newest)

    def _newest(self) -> Make:
        """The review that is shown, or how to make it when the pages are about to change."""
        draft, report, period, language = self.renderer.draft, self.source, self._period, self.language
        as_of, subject = self.renderer.as_of, self.renderer.subject
        if draft is not None and not self.renderer.waiting and self.keeper.settled:
            review = draft.review
            return lambda: review
        return lambda: report.draft(period, as_of, language, subject).review

    def _show_export(self) -> None:
        menu = self.middle.head.exports
        menu.redacted.setChecked(self.exporter.redacted)
        menu.set_template(self.exporter.template)
        menu.set_last(self.exporter.kind)

    def _exported_to(self, path: Path, note: str) -> None:
        self._exported = path
        self.versions.note_export()
        words = self.tr("已导出 {name}").format(name=path.name)
        self.middle.line.say(self.tr("；").join(filter(None, (words, note))), bad=False, folder=True)

    def _not_exported(self, problem: Problem) -> None:
        self.middle.line.say(problem.text.to(self.language), bad=True)

    def _open_folder(self) -> None:
        if self._exported is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._exported.parent)))

    # --- room and keys --------------------------------------------------------------------------------------

    def _open_side(self, tab: int) -> None:
        self.side.show_tab(tab)
        self.split.open_side()

    def _close_side(self) -> None:
        self.split.close_side()
        self._to_pages()

    def hideEvent(self, event: QHideEvent) -> None:
        self.text.leave()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

    def _escape(self) -> None:
        """Close what was opened last: the rows, the side of a narrow window, the selection."""
        if self.middle.rows.isVisible():
            self.middle.hide_rows()
        elif self.split.covered:
            self._close_side()
        else:
            self.view.select(-1)
            self._figure = ""
            self.side.clear_evidence()
