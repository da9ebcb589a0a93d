"""The desk's last step: what would change in the book, and then the writing, all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from csmdesk.domain.changes import Changes
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.importers import effect
from csmdesk.importers.apply import apply
from csmdesk.importers.desk_parts import Checked, Choices, Effect, Job, NoJob
from csmdesk.importers.desk_state import OnDesk
from csmdesk.importers.hand_edits import Decisions
from csmdesk.importers.plan import Progress

_WRITTEN: Mapping[str, tuple[int, int]] = {
    "stage": (0, 65),
    "roll-up": (65, 20),
    "apply": (85, 10),
    "checkpoint": (95, 5),
}
"""Each phase of writing: where it begins among a hundred, and how much of it it takes."""


class WritingStep(OnDesk):
    """Writes what was checked."""

    def effect(self, checked: Checked, choices: Choices | None = None) -> Effect:
        """What ``checked`` would do to the book, with ``choices`` for what was changed by hand."""
        decisions = Decisions() if choices is None else choices.decisions
        if checked.errors:
            return Effect((), (), checked.asked, len(checked.errors))
        with self._book.reading() as connection:
            tables, conflicts = effect.effect_of(connection, checked.plan.content, decisions)
        return Effect(tables, conflicts, checked.asked, 0)

    def apply(self, checked: Checked, choices: Choices | None = None, job: Job | None = None) -> Changes:
        """Write ``checked`` into the book: all of it or nothing, one step to undo.

        Raises UserError when there are errors or undecided conflicts, when something on the desk changed
        since the
        check, or when the book did so that the check no longer holds.
        """
        job = job or NoJob()
        with self._lock:
            if checked.version != self._version:
                raise UserError(CHECK_AGAIN)
            decisions = Decisions() if choices is None else choices.decisions

            def tell(step: Progress) -> None:
                begin, length = _WRITTEN[step.phase]
                self.standing = self._pace.told(step.phase, step.done, step.total, self._clock())
                if step.phase != "checkpoint":
                    # After the commit it is too late to stop.
                    job.progress(begin + length * step.done // max(1, step.total), 100)

            applied = apply(self._book, checked.plan, tell, decisions=decisions, label=label_of(checked))
            self._changed()
            self._again()
            return applied.changes


def label_of(checked: Checked) -> Text:
    """What the step is called that writes ``checked``."""
    return LABEL.format(name=Path(checked.plan.source).name or checked.plan.source)


LABEL = Text("导入“{name}”", "Import “{name}”")
CHECK_AGAIN = Text("检查之后又有改动，请重新检查。", "Something changed after the check: check again.")
