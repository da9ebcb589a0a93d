"""The log of one stand-up: what each of the squad said of yesterday, today and what blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csmdesk.services.standups import StandupDraft, StandupNote
from csmdesk.ui.panes.war_room.note_area import NoteArea
from csmdesk.ui.widgets.label import Label

if TYPE_CHECKING:
    from csmdesk.domain.changes import Changes
    from csmdesk.services.standups import StandupLog
    from csmdesk.services.task_drafts import CardDraft
    from csmdesk.services.war_room_view import Room
    from csmdesk.ui.panes.war_room.source import WarTools
    from csmdesk.ui.tasks import Problem

PARTS = ("yesterday", "today", "blocked")


class Place(NamedTuple):
    """Which log: that of a room on a day."""

    room_id: int
    day: date


class Said(NamedTuple):
    """One part of what one member said: the key of the member, and yesterday, today or blocked."""

    member: str
    part: str


class Speaker(NamedTuple):
    """A member as the log names them; ``id`` None: no member of the squad in the book."""

    id: int | None
    name: str


def member_key(member_id: int | None, name: str) -> str:
    """What tells the members of a squad apart, those without a number by what they are called."""
    return name if member_id is None else f"#{member_id}"


class LogForm(QWidget):
    """Three fields for one member at a time; what all of them said is one log, and is saved together.

    ``save`` is asked by Ctrl+Enter, when the log is left and before the book closes; what an input method
    composes is not text yet and is never saved. ``shown()``: a log has been read; ``typed()``: somebody said
    something; ``saved()``: the book has it. What was typed since stays while newer data comes in, and is
    there again when its log is shown again.
    """

    shown = Signal()
    typed = Signal()
    saved = Signal()
    said = Signal(str, bool)

    def __init__(self, tools: WarTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self.place: Place | None = None
        self.account = ""
        self.speakers: dict[str, Speaker] = {}
        self.member = ""
        """The key of the member whose words are in the fields."""
        self.decisions: tuple[str, ...] = ()
        self.carded: frozenset[str] = frozenset()
        """The decisions that are cards."""
        self.seconds: int | None = None
        self._others: tuple[Speaker, ...] = ()
        self._words: dict[Said, str] = {}
        self._kept: dict[Said, str] = {}
        self._sent: dict[Said, str] | None = None
        """What is on its way into the book."""
        self._drafts: dict[Place, dict[Said, str]] = {}
        self._filling = False
        theme = tools.theme
        self.areas = {
            "yesterday": NoteArea(theme, self.tr("昨天")),
            "today": NoteArea(theme, self.tr("今天")),
            "blocked": NoteArea(theme, self.tr("阻塞"), hint=self.tr("没有就留空")),
        }
        self._names = {part: area.name for part, area in self.areas.items()}
        self.problem = Label(theme, scale="small", role="redt", wrap=True)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part, area in self.areas.items():
            area.committed.connect(partial(self._typed, part))
            column.addWidget(area)
        column.addWidget(self.problem)

    # --- reading --------------------------------------------------------------------------------------------

    def show_log(self, room: Room, day: date) -> None:
        """Read the log of a room on a day; the same one again is brought up to date."""
        place = Place(room.id, day)
        if place != self.place:
            self.put_away()
            self.place = place
        self.account = room.account
        # Whoever is in the squad by role only, or owns a card, can say something too.
        self._others = tuple(
            Speaker(None, f"{member.role_words} {member.name}".strip())
            for member in room.squad
            if member.id is None
        )
        standups, language = self._tools.source.standups, self._tools.language
        self._tools.tasks.query(
            self,
            lambda _: standups.log(place.room_id, day, language),
            partial(self._take, place),
            failed=self._not_there,
            slot="log",
        )

    def _not_there(self, problem: Problem) -> None:
        """The room went while its log was asked for: what is read of the rooms next shows another one."""
        if problem.bug:
            self._tools.tasks.failed.emit(problem)

    def put_away(self) -> None:
        """Show no log; what was typed is saved, and kept until the book has it."""
        self.save()
        if self.dirty and self.place is not None:
            self._drafts[self.place] = self.by_hand
        self.place = None
        self.speakers, self._words, self._kept = {}, {}, {}
        self.decisions, self.seconds, self.member, self._sent = (), None, "", None
        self._say("")
        self._fill(anew=True)

    def _take(self, place: Place, log: StandupLog) -> None:
        if place != self.place:
            return
        first = not self.speakers
        by_hand = self._drafts.pop(place, {}) if first else self.by_hand
        found = [Speaker(note.member_id, note.member) for note in log.notes]
        found += [other for other in self._others if other not in found]
        found = found or [Speaker(None, "")]
        self.speakers = {member_key(*speaker): speaker for speaker in found}
        self._sent = None
        self._kept = {
            Said(member_key(note.member_id, note.member), part): getattr(note, part)
            for note in log.notes
            for part in PARTS
        }
        # Words of somebody who has left the squad since have no field any more.
        self._words = self._kept | {key: word for key, word in by_hand.items() if key.member in self.speakers}
        self.decisions = tuple(line for line in log.decisions.splitlines() if line.strip())
        self.carded, self.seconds = log.carded, log.seconds
        if self.member not in self.speakers:
            self.member = next(iter(self.speakers))
        self._fill()
        self.shown.emit()

    def show_member(self, key: str) -> None:
        """Have the words of another member in the fields."""
        if key in self.speakers and key != self.member:
            self.member = key
            self._fill(anew=True)

    def _fill(self, *, anew: bool = False) -> None:
        """Put the member's words into the fields; one that composes is left alone unless ``anew``."""
        speaker = self.speakers.get(self.member)
        whose = "" if speaker is None else speaker.name or self.account
        self._filling = True
        for part, area in self.areas.items():
            name = self._names[part]
            area.set_name(self.tr("{part}，{who}").format(part=name, who=whose) if whose else name)
            area.setEnabled(speaker is not None)
            if anew or not area.composing:
                area.set_value(self._words.get(Said(self.member, part), ""))
        self._filling = False

    # --- what is typed --------------------------------------------------------------------------------------

    def _typed(self, part: str) -> None:
        if self._filling or not self.speakers:
            return
        self._words[Said(self.member, part)] = self.areas[part].value
        self._say("")
        self.typed.emit()

    @property
    def by_hand(self) -> dict[Said, str]:
        """What is not as the book has it."""
        return {key: word for key, word in self._words.items() if word != self._kept.get(key, "")}

    @property
    def dirty(self) -> bool:
        """True while something was typed that is not in the book."""
        return bool(self.by_hand)

    @property
    def composing(self) -> bool:
        """True while an input method has letters in a field that are not text yet."""
        return any(area.composing for area in self.areas.values())

    def has_words(self, key: str) -> bool:
        """True when a member said something."""
        return any(self._words.get(Said(key, part), "").strip() for part in PARTS)

    # --- saving ---------------------------------------------------------------------------------------------

    def save(self, seconds: int | None = None) -> None:
        """Keep what was typed, if anything was; ``seconds`` is how long the stand-up took."""
        timed = seconds is not None and self.started and seconds != self.seconds
        if timed or (self.dirty and self._words != self._sent):
            assert self.place is not None
            words = self.tr("已记站会：{account} {day}")
            done = words.format(account=self.account, day=f"{self.place.day:%m-%d}")
            self.submit(self.decisions, (), done, seconds)

    @property
    def started(self) -> bool:
        """True when the log says anything at all."""
        return any(word.strip() for word in self._words.values()) or bool(self.decisions)

    def submit(
        self,
        decisions: tuple[str, ...],
        cards: tuple[CardDraft, ...],
        done: str,
        seconds: int | None = None,
        *,
        then: Callable[[], None] | None = None,
        failed: Callable[[Problem], None] | None = None,
    ) -> None:
        """Keep the log with these ``decisions``; ``cards`` are made of new ones in the same step.

        ``done`` is said afterwards. ``then`` and ``failed`` are told how it went; a refusal that nobody takes
        stands below the fields.
        """
        place, words = self.place, dict(self._words)
        if place is None or not self.speakers:
            return
        self._sent = words
        notes = tuple(
            StandupNote(speaker.id, speaker.name, *(words.get(Said(key, part), "") for part in PARTS))
            for key, speaker in self.speakers.items()
        )
        took = self.seconds if seconds is None else seconds
        self.seconds = took
        # What is decided next, before this one is in the book, comes on top of it.
        before, self.decisions = self.decisions, decisions
        draft = StandupDraft(place.day, notes, "\n".join(decisions), took, cards)
        standups = self._tools.source.standups

        def finish(changes: Changes) -> None:
            self._drafts.pop(place, None)
            if place == self.place:
                self._kept = words
                self._say("")
                self.saved.emit()
            if then is not None:
                then()
            if not changes.empty:
                self.said.emit(done, True)

        def refuse(problem: Problem) -> None:
            sentence = problem.text.to(self._tools.language)
            self._sent = None
            if place == self.place and self.decisions == decisions:
                self.decisions = before
            if failed is not None:
                failed(problem)
            elif place == self.place:
                self._say(sentence)
            else:
                self.said.emit(sentence, False)

        self._tools.tasks.command(self, lambda _: standups.save(place.room_id, draft), finish, failed=refuse)

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    # --- what is remembered ---------------------------------------------------------------------------------

    def drafts(self) -> dict[Place, dict[Said, str]]:
        """All that was typed and is not in the book, by log."""
        found = dict(self._drafts)
        if self.place is not None and self.dirty:
            found[self.place] = self.by_hand
        return found

    def take_drafts(self, drafts: Mapping[Place, Mapping[Said, str]]) -> None:
        """Have what was typed ready for when its log is shown."""
        self._drafts.update({place: dict(words) for place, words in drafts.items()})

    # --- focus ----------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Put the focus into the first empty field of the member."""
        empty = [area for area in self.areas.values() if not area.value.strip()]
        (empty or list(self.areas.values()))[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
