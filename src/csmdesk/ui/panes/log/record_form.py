"""The form of a record: all its fields, with the rules of the work shown live beside what is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal

from csmdesk.domain.changes import Changes
from csmdesk.ui.panes.form_in_place import FormInPlace
from csmdesk.ui.panes.log.fields import CHOOSING, form_field, form_order, is_half, offer
from csmdesk.ui.panes.log.source import LogTools
from csmdesk.ui.panes.log.told import Told
from csmdesk.ui.tasks import Job
from csmdesk.ui.widgets.form import ChoiceField

if TYPE_CHECKING:
    from csmdesk.services.log.kind import LogAct, LogField, LogKind, RuleState

NEW = 0
"""What the form is about while it holds a record that is not in the book yet."""

_SOON = 150  # milliseconds from the last key to the check


class _Fields(FormInPlace):
    """Fields that offer words: those of a contact are of the account that is chosen in another field."""

    def __init__(self, tools: LogTools, kind: LogKind, fields: Sequence[LogField]) -> None:
        super().__init__(tools.theme, tools.tasks, tools.language)
        self.kind = kind
        self._offered: dict[str, list[str]] = {}
        self._old = True
        self._choosing = [field.key for field in fields if field.kind in CHOOSING]
        self._account = next((field.key for field in fields if field.kind == "account"), "")
        self._contacts = [field.key for field in fields if field.kind == "contact"]
        for field in fields:
            self.add(field.key, form_field(self.theme, field, self.language), half=is_half(field))
        account = self.form.fields.get(self._account)
        if isinstance(account, ChoiceField) and self._contacts:
            account.changed.connect(self._offer_contacts)

    def read_choices(self) -> None:
        """Read which words the fields offer: all after a change of the book, else those of the account alone.

        The words that are used most are counted over all records, which is too much for every step in a list.
        """
        wanted = self._choosing if self._old else self._contacts
        self._old = False
        self._read(wanted)

    def forget_choices(self) -> None:
        """The book has changed: read all of them again for the next record."""
        self._old = True

    def _offer_contacts(self) -> None:
        self._read(self._contacts)

    def _read(self, keys: Sequence[str]) -> None:
        kind, values, wanted = self.kind, self.form.values(), list(keys)
        if wanted:
            self.tasks.query(
                self,
                lambda _: {key: kind.choices(key, values) for key in wanted},
                self._offer,
                slot=f"choices {wanted[0]}",
            )

    def _offer(self, choices: Mapping[str, list[str]]) -> None:
        # Thousands of accounts are put into a field once, not with every record that is shown.
        new = {key: words for key, words in choices.items() if self._offered.get(key) != words}
        self._offered |= new
        offer(self.form.fields, new)


class RecordForm(_Fields):
    """``added(id)`` when a new record is in the book; ``saved`` has the sentence for both.

    Enter in a field or Ctrl+Enter saves, Esc gives up what was typed. What was typed for one record stays
    while another is shown.
    """

    added = Signal(int)

    def __init__(self, tools: LogTools, kind: LogKind) -> None:
        super().__init__(tools, kind, form_order(kind.fields))
        self.always_judged = False
        """Whether the rules are shown of a record that nobody changes, too."""
        self.rules = Told(self.theme)
        self.rules.hide()
        self.body.insertWidget(self.body.indexOf(self.foot), self.rules)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SOON)
        self._later.timeout.connect(self.check)
        self.form.changed.connect(self._later.start)
        self.form.changed.connect(self._show_dirty)
        self._one = kind.one.to(tools.language)
        self._why_not = ""
        self._day: date | None = None
        # Which records the form shows is not what it would be left for.
        self.left.connect(self._show_dirty)

    @property
    def record_id(self) -> int | None:
        """The record in the form; None for a new one, or for none."""
        return self.about if isinstance(self.about, int) and self.about != NEW else None

    @property
    def is_new(self) -> bool:
        """True while the form holds a record that is not in the book yet."""
        return self.about == NEW

    def set_why_not(self, reason: str) -> None:
        """Say why nothing can be saved; '' when it can."""
        self._why_not = reason
        self._show_dirty()

    def set_day(self, day: date | None) -> None:
        """Judge by another day from now on; None: by today."""
        self._day = day

    def show_record(self, record_id: int, values: Mapping[str, str]) -> None:
        """Show a record, or newer values of the same; ``NEW`` for the values of a new one."""
        same = self.about == record_id
        known = {key: values.get(key, "") for key in self.form.fields}
        self.begin(record_id, known)
        if not same:
            self.read_choices()
        self.check()
        self._show_dirty()

    def _show_dirty(self) -> None:
        """Nothing to save, no button to press: what is typed brings it up."""
        changed = self.is_new or self.dirty
        self.save_button.set_why_not(self._why_not)
        self.foot.setVisible(changed)

    def check(self) -> None:
        """Show how what is typed stands against the rules on the window's day."""
        self._later.stop()
        if self.about is None:
            return
        if not (self.always_judged or self.is_new or self.dirty):
            # How it stands on the day of the list is told below.
            self.rules.hide()
            return
        kind, values, record, day = self.kind, self.form.values(), self.record_id, self._day
        self.tasks.query(self, lambda _: kind.check(values, record, day), self._show_rules, slot="check")

    def _show_rules(self, states: Sequence[RuleState]) -> None:
        if not (self.always_judged or self.is_new or self.dirty):
            return
        self.rules.show_rules(states, self.language)

    # --- saving ---------------------------------------------------------------------------------------------

    def save(self) -> None:
        if self._why_not or self.about is None:
            return
        values, kind, record = self.form.values(), self.kind, self.record_id
        if record is not None:
            start = self.kept
            changed = {key: value for key, value in values.items() if value != start.get(key, "")}
            if changed:
                done = self.tr("已改{one}").format(one=self._one)
                self.submit(lambda: kind.put(record, changed), done, close=False)
            return
        made: list[int] = []

        def add() -> Changes:
            key, changes = kind.new(values)
            made.append(key)
            return changes

        def done_words(_: Changes) -> str:
            self.added.emit(made[0])
            return self.tr("已记{one}").format(one=self._one)

        self._with_problems(values, partial(self.submit, add, done_words))

    def _with_problems(self, values: Mapping[str, str], then: Callable[[], None]) -> None:
        """Say all that is wrong with a new record, each beside its field; else go on."""
        kind, language = self.kind, self.language

        def take(problems: Mapping[str, str]) -> None:
            if not problems:
                then()
                return
            self.form.set_problems(problems)
            others = [words for key, words in problems.items() if key not in self.form.fields]
            self.say(" ".join(others))

        def work(_: Job) -> dict[str, str]:
            return {key: problem.to(language) for key, problem in kind.problems(values).items()}

        self.tasks.query(self, work, take, slot="problems")


class ActForm(_Fields):
    """What an act asks for before it is done; ``done`` when it has been."""

    done = Signal()

    def __init__(self, tools: LogTools, kind: LogKind, act: LogAct) -> None:
        super().__init__(tools, kind, form_order(act.fields))
        self.act = act
        self._ids: tuple[int, ...] = ()
        self.save_button.setText(act.name.to(tools.language))

    def open(self, ids: Sequence[int]) -> None:
        """Ask for these records."""
        self._ids = tuple(ids)
        about = (self.act.key, self._ids)
        self.begin(about, dict.fromkeys(self.form.fields, ""))
        kind, act, first = self.kind, self.act.key, self._ids[0]

        def fill(values: Mapping[str, str]) -> None:
            if self.about == about:
                self.begin(about, {**dict.fromkeys(self.form.fields, ""), **values})
                self.read_choices()

        self.tasks.query(self, lambda _: kind.act_values(act, first), fill, slot="values")
        self.enter()

    def save(self) -> None:
        kind, key, ids, values = self.kind, self.act.key, self._ids, self.form.values()
        words = self.tr("已完成：{act}").format(act=self.act.name.to(self.language))

        def finish(_: Changes) -> str:
            self.done.emit()
            return words

        self.submit(lambda: kind.act(key, ids, values), finish)
