"""What the command palette finds and does: it stands between the palette, the book and the window."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QPoint, QRect, QSize

from csmdesk.domain.changes import Changes
from csmdesk.domain.spelling import spelt
from csmdesk.domain.text import Language
from csmdesk.services.search import Search
from csmdesk.services.search_words import Kind
from csmdesk.ui.models.palette import PaletteLine
from csmdesk.ui.panes.evidence_at import EvidenceAt
from csmdesk.ui.shell.palette import Palette
from csmdesk.ui.shell.palette_choices import METRICS, Choices
from csmdesk.ui.shell.palette_offers import Metric, Offer, head_of
from csmdesk.ui.tasks import Job, Problem, Tasks
from csmdesk.ui.theme import Theme

if TYPE_CHECKING:
    from csmdesk.ui.shell.desk import Desk
    from csmdesk.ui.widgets.evidence import EvidencePopover


class Finder(QObject):
    """Reads in the background what can be found, opens the palette, and does what is chosen in it."""

    def __init__(self, theme: Theme, tasks: Tasks, desk: Desk, language: Language) -> None:
        super().__init__(desk)
        self._theme = theme
        self._tasks = tasks
        self._desk = desk
        self._language: Language = language
        self._choices = Choices(desk, tasks, language, self)
        self._choices.opened.connect(self._open)
        self._choices.metric_chosen.connect(self._open_metric)
        self._missed: list[Changes] = []
        self._palette: Palette | None = None
        self._evidence = EvidenceAt(theme, tasks, desk)
        self._evidence.rows_asked.connect(desk.open_figure)
        self._evidence.open_asked.connect(self._open_row)
        self._place = QRect()
        self._offers: dict[str, Offer] = {}
        self._words_asked = False
        self._figures_asked = False
        self._values_asked = False
        self._load()

    # --- reading --------------------------------------------------------------------------------------------

    @property
    def search(self) -> Search | None:
        """What objects are looked for in; None until it has been read."""
        return self._choices.search

    def _load(self) -> None:
        make = next((spec.search for spec in self._desk.specs if spec.search), None)
        if make is None:
            return

        def work(_: Job) -> Search:
            search = make()
            search.load()
            return search

        self._tasks.query(self, work, self._take_search, slot="search")

    def _take_search(self, search: Search) -> None:
        self._choices.search = search
        missed, self._missed = self._missed, []
        for changes in missed:
            self.refresh(changes)
        if self._palette is not None and self._palette.isVisible():
            self._read_figures()
        self._find_again()

    def refresh(self, changes: Changes) -> None:
        """Bring what can be found up to date."""
        search = self.search
        if search is None:
            self._missed.append(changes)
            return
        self.forget_figures()

        def work(_: Job) -> None:
            search.refresh(changes)
            _spare_collector()

        # Without a slot: each change has to be taken up.
        self._tasks.query(self, work, self._refreshed)

    def _refreshed(self, _: None) -> None:
        self._find_again()

    def forget_figures(self) -> None:
        """Count the figures beside names and metrics anew when they are next wanted."""
        self._figures_asked = self._values_asked = False
        self._choices.values = {}

    def _read_figures(self) -> None:
        search, period, as_of = self.search, self._desk.period, self._desk.as_of
        if search is None or not period or self._figures_asked:
            return
        self._figures_asked = True

        def work(_: Job) -> None:
            search.read_figures(period, as_of)
            _spare_collector()

        self._tasks.query(self, work, self._refreshed, failed=self._no_figures, slot="figures")

    def _no_figures(self, _: Problem) -> None:
        # Names are found without them; the pane says what is wrong with the figures.
        self._figures_asked = False

    def _read_values(self) -> None:
        """Count the values of the metrics, once somebody looks at the metrics."""
        book, period, as_of = self._desk.book, self._desk.period, self._desk.as_of
        if not period or self._values_asked:
            return
        self._values_asked = True
        language = self._language

        def work(_: Job) -> dict[str, str]:
            values = book.figure_values(period, as_of, language)
            _spare_collector()
            return values

        self._tasks.query(self, work, self._take_values, failed=self._no_values, slot="values")

    def _no_values(self, _: Problem) -> None:
        self._values_asked = False

    def _take_values(self, values: dict[str, str]) -> None:
        self._choices.values = values
        self._find_again()

    def _read_words(self) -> None:
        """Read metrics and the dictionary of pinyin, once the palette has been opened."""
        if not self._words_asked:
            self._words_asked = True
            language = self._language

            def work(job: Job) -> list[Metric]:
                return _metrics(job, language)

            self._tasks.query(self, work, self._take_metrics, slot="words")

    def _take_metrics(self, metrics: list[Metric]) -> None:
        self._choices.metrics = metrics
        if self._language == "zh":
            self._choices.spell = spelt
        self._find_again()

    # --- the palette ----------------------------------------------------------------------------------------

    @property
    def palette(self) -> Palette | None:
        """The palette, once it has been opened."""
        return self._palette

    def open(self, text: str = "") -> None:
        """Show the palette with ``text`` in its field."""
        if self._palette is None:
            self._palette = Palette(self._theme, self._desk)
            self._palette.asked.connect(self._ask)
            self._palette.chosen.connect(self._choose)
            self._palette.recalled.connect(self._recall)
            self._tasks.arrived.connect(self._palette.look_again)
        self._choices.look()
        self._palette.open_with(text)
        self._read_figures()
        self._read_words()

    def _recall(self) -> None:
        if self._palette is not None and self.search is not None and self.search.last_query:
            self._palette.field.setText(self.search.last_query)
            self._palette.field.selectAll()

    def _find_again(self) -> None:
        if self._palette is not None and self._palette.isVisible():
            self._choices.look()
            self._show(self._palette.field.text(), keep=True)

    def _ask(self, text: str) -> None:
        self._show(text, keep=False)

    def _show(self, text: str, *, keep: bool) -> None:
        palette = self._palette
        assert palette is not None
        asked = text.strip()
        if asked[:1] in METRICS:
            self._read_values()
        lines: list[PaletteLine] = []
        self._offers = {}
        for group in self._choices.groups(asked):
            lines.append(PaletteLine(head_of(group.kind)))
            for offer in group.offers:
                line = offer.line()
                lines.append(line)
                self._offers[line.key] = offer
        waiting = not self._choices.metrics if asked[:1] in METRICS else self.search is None
        none = self.tr("正在读取…") if waiting else self.tr("没有找到“{text}”。").format(text=asked)
        count = self.tr("%n 项", "", len(self._offers)) if asked and self._offers else ""
        palette.show_lines(lines, count, none, keep=keep)

    # --- choosing -------------------------------------------------------------------------------------------

    def _choose(self, key: str, beside: bool) -> None:
        palette, offer = self._palette, self._offers.get(key)
        if palette is None or offer is None:
            return
        if self.search is not None:
            self.search.note_query(palette.field.text())
        self._place = palette.place
        palette.close_palette()
        offer.run(beside)

    def _open(self, kind: str, key: int, beside: bool) -> None:
        if self._desk.open_object(kind, key, beside=beside):
            self.note_opened(kind, key)
        else:
            self._desk.say(self.tr("这里打不开它。"))

    def _open_row(self, kind: str, key: int) -> None:
        self._open(kind, key, False)

    def note_opened(self, kind: str, key: int) -> None:
        """Offer an object among the recent ones from now on."""
        search = self.search
        if search is None:
            return
        search.note_opened(cast("Kind", kind), key)

        def work(_: Job) -> None:
            search.keep()

        self._tasks.command(self, work)

    # --- metrics --------------------------------------------------------------------------------------------

    def _open_metric(self, key: str, beside: bool) -> None:
        """Enter opens the evidence where the eyes are, Ctrl+Enter the metric in the pane with all about it.

        Where that pane is shown anyway it goes to the metric as well.
        """
        number = next((at for at, one in enumerate(self._choices.metrics, start=1) if one.key == key), 0)
        there = self._desk.pane_that_opens("metric") is self._desk.pane
        if number and (beside or there) and self._desk.open_object("metric", number) and beside:
            return
        book, language = self._desk.book, self._language
        period, as_of = self._desk.period, self._desk.as_of
        # Where the palette was, as the eyes are there.
        corner = self._place.topLeft() + QPoint(16, -4)
        place = QRect(corner, QSize(1, 1))
        self._evidence.ask(lambda: book.figure(key, period, as_of, language), place, key)

    @property
    def popover(self) -> EvidencePopover | None:
        """The evidence of a metric, once one has been opened."""
        return self._evidence.popover


def _spare_collector() -> None:
    """Keep the garbage collector from looking through rows that took the place of as many others.

    ``Tasks`` sees by the number of new objects that there is data; here as many old ones have gone.
    """
    gc.freeze()


def _metrics(job: Job, language: Language) -> list[Metric]:
    """Every metric in the order of reports; the registry and the dictionary are read with the first word."""
    from csmdesk.metrics.registry import definitions

    found = [
        Metric(key, one.name.to(language), one.formula.to(language)) for key, one in definitions().items()
    ]
    for metric in found if language == "zh" else ():
        job.check()
        spelt(metric.name)
    return found
