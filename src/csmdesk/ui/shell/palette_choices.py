"""What the palette has to choose from for a text: the book's objects, what can be done, and metrics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from csmdesk.domain.natural_day import natural_day
from csmdesk.domain.natural_period import natural_period
from csmdesk.domain.period import today
from csmdesk.domain.text import Language
from csmdesk.services.search_index import CODE_BEGINS
from csmdesk.services.search_marks import Spans
from csmdesk.services.search_words import Hit
from csmdesk.ui.actions import Action
from csmdesk.ui.models.palette import PaletteLine
from csmdesk.ui.shell.palette_offers import (
    Group,
    Metric,
    Offer,
    Spell,
    action_line,
    action_offer,
    alone,
    grouped,
    hit_line,
    match,
    metric_offer,
)
from csmdesk.ui.tasks import Tasks

if TYPE_CHECKING:
    from csmdesk.services.search import Match, Search
    from csmdesk.ui.shell.desk import Desk

LINES = 12
"""So many lines at most, unless one kind alone was asked for."""

COMMANDS = (">", "＞", "》")
METRICS = ("?", "？")
"""What a text begins with to ask for one kind alone; a Chinese keyboard types the others."""

_LOOK_AGAIN = 10
_LOOKS = 200
"""An account that was opened is waited for by looks every so many milliseconds, but not for ever."""

_ENTER = "↵"
_KINDS = ("account", "contract", "contact")
_ORDER = ("account", "action", "contract", "contact", "metric")

_OF_ACCOUNT = 3
"""So many actions of the best account are offered behind it."""


def no_spelling(_: str) -> tuple[str, str]:
    """The reading of words while there is no dictionary yet."""
    return "", ""


class Choices(QObject):
    """Puts the groups together.

    ``opened(kind, id, beside)`` and ``metric_chosen(key, beside)`` ask for the rest.
    """

    opened = Signal(str, int, bool)
    metric_chosen = Signal(str, bool)

    def __init__(self, desk: Desk, tasks: Tasks, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._language: Language = language
        self.search: Search | None = None
        self.metrics: list[Metric] = []
        self.values: Mapping[str, str] = {}
        self.spell: Spell = no_spelling
        self._actions: list[Action] = []
        self._of_objects: list[Action] = []

    def look(self) -> None:
        """Note what can be done now; nothing of that changes while somebody types."""
        shown, pane = self._desk.pane, self._desk.pane_that_opens("account")
        of_shown = shown.actions()
        # Its own action would only open the palette that is open.
        of_window = [action for action in self._desk.window_actions() if action.key != "search"]
        self._actions = [*of_shown, *of_window, *self._desk.adds()]
        others = of_shown if pane is shown else pane.actions() if pane is not None else []
        # What Enter does to a row, the account's own line does here.
        self._of_objects = [one for one in others if one.about and one.shortcut != _ENTER]

    def groups(self, text: str) -> list[Group]:
        """What there is to a text, the best group first; without one, what was opened lately."""
        terms = text.casefold().split()
        if text[:1] in COMMANDS:
            return _filled("action", self._commands(text[1:].casefold().split()))
        if text[:1] in METRICS:
            return _filled("metric", self._of_metrics(text[1:].casefold().split()))
        if not terms:
            recent = self.search.recent() if self.search else []
            return grouped(
                [Group("recent", self._of_matches(recent, "")), Group("action", self._commands([]))], LINES
            )
        matches = self.search.matches(text) if self.search else []
        best = next((match for match in matches if match.kind == "account"), None)
        about, whose = self._account_and_action(terms), ""
        if best is not None and self.search is not None:
            hit = self.search.hit(best, text, self._language)
            about, whose = self._of_account(hit, ())[:_OF_ACCOUNT], hit.account
        offers = {
            kind: self._of_matches([one for one in matches if one.kind == kind], text) for kind in _KINDS
        }
        offers["action"] = [*about, *self._commands(terms, without=whose), *self._of_time(text)]
        offers["metric"] = self._of_metrics(terms)
        # In the order of those that match equally well.
        return grouped([Group(kind, offers[kind]) for kind in _ORDER], LINES)

    # --- objects and metrics --------------------------------------------------------------------------------

    def _of_matches(self, matches: Sequence[Match], text: str) -> list[Offer]:
        return [
            Offer(
                partial(self._line_of, match, text),
                partial(self.opened.emit, match.kind, match.id),
                match.rank,
            )
            for match in matches
        ]

    def _line_of(self, match: Match, text: str) -> PaletteLine:
        assert self.search is not None
        return hit_line(self.search.hit(match, text, self._language))

    def _of_metrics(self, terms: Sequence[str]) -> list[Offer]:
        offers = [
            metric_offer(
                metric,
                partial(self._choose_metric, metric.key),
                terms,
                self.spell,
                self.values.get(metric.key, ""),
            )
            for metric in self.metrics
        ]
        return sorted((offer for offer in offers if offer is not None), key=_rank)

    def _choose_metric(self, key: str, beside: bool) -> None:
        self.metric_chosen.emit(key, beside)

    # --- actions --------------------------------------------------------------------------------------------

    def _commands(self, terms: Sequence[str], *, without: str = "") -> list[Offer]:
        """Actions of the pane that is shown, then of the window; ``without`` those about an account."""
        found = []
        for action in self._actions:
            offer = action_offer(action, terms, self.spell)
            if offer is not None and not (without and action.about == without):
                found.append((offer.rank, bool(action.why_not), offer))
        return [offer for _, _, offer in sorted(found, key=lambda one: one[:2])]

    def _of_account(self, hit: Hit, terms: Sequence[str]) -> list[Offer]:
        """What can be done with an account, whichever is shown: first it is opened, then that is done."""
        found = []
        for action in self._of_objects:
            text = action.text.replace(action.about, hit.account)
            if match(text, terms, self.spell) is not None:
                # Why not is told of the account that is shown, which may be another one.
                named = replace(
                    action, key=f"{action.key} {hit.id}", text=text, about=hit.account, why_not=""
                )
                line = partial(action_line, named, _marks_in(text, hit))
                found.append(Offer(line, alone(partial(self._do_with_account, hit, action.key)), hit.rank))
        return found

    def _account_and_action(self, terms: Sequence[str]) -> list[Offer]:
        """岚图 触达: an account by the first words, what to do with it by the last ones."""
        for cut in range(len(terms) - 1, 0, -1):
            hits = self.search.find(" ".join(terms[:cut]), self._language, 1) if self.search else []
            if hits and hits[0].kind == "account":
                return self._of_account(hits[0], terms[cut:])
        return []

    def _do_with_account(self, hit: Hit, key: str) -> None:
        self.opened.emit(hit.kind, hit.id, False)
        self._do_when_read(hit, key, _LOOKS)

    def _do_when_read(self, hit: Hit, key: str, looks: int) -> None:
        """Do it once the account is there in full: most is done beside the list, on its page."""
        if self._tasks.busy and looks:
            QTimer.singleShot(_LOOK_AGAIN, self, partial(self._do_when_read, hit, key, looks - 1))
            return
        pane = self._desk.pane_that_opens("account")
        actions = pane.actions() if pane is not None else []
        # Meanwhile another account may have been gone to.
        action = next((one for one in actions if one.key == key and one.about == hit.account), None)
        if action is not None and action.why_not:
            self._desk.say(action.why_not)
        elif action is not None:
            action.run()

    def _of_time(self, text: str) -> list[Offer]:
        """A period or a day that is typed can be chosen."""
        desk, shown = self._desk, self._desk.bar.day
        period = natural_period(text, today(), desk.fiscal_start, near=shown)
        # 6月20日 is meant in the period that is shown, 昨天 is yesterday.
        near = shown if any(letter.isdigit() for letter in text) else today()
        day = natural_day(text, near, ahead=False) if period is None else None
        if period is not None:
            words = self.tr("期间：{period}").format(period=period.title.to(self._language))
            choose = partial(desk.choose_period, period.name)
            action = Action(f"period:{period.name}", words, choose, "Alt+P", "calendar")
        elif day is not None:
            words = self.tr("截至 {day}").format(day=day.isoformat())
            action = Action(f"day:{day}", words, partial(desk.choose_day, day), "Alt+D", "clock")
        else:
            return []
        return [Offer(partial(action_line, action, ()), alone(action.run), CODE_BEGINS)]


def _rank(offer: Offer) -> int:
    return offer.rank


def _filled(kind: str, offers: list[Offer]) -> list[Group]:
    return [Group(kind, offers)] if offers else []


def _marks_in(text: str, hit: Hit) -> Spans:
    """The matched characters of an account's name where it stands in a text."""
    at = text.find(hit.account)
    return tuple((begin + at, end + at) for begin, end in hit.title_marks) if at >= 0 else ()
