"""The first step: since when renewal talks are under way, and what was said."""

from __future__ import annotations

from csmdesk.services.contract_track import Track
from csmdesk.ui.panes.calendar.source import TrackTools
from csmdesk.ui.panes.calendar.steps.step_place import StepPlace
from csmdesk.ui.panes.form_in_place import FormInPlace
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.form import TextArea


class TalksForm(FormInPlace):
    """The day on which talks started, and notes; 撤回 says that they have not."""

    def __init__(self, place: TalksPlace) -> None:
        tools = place.tools
        super().__init__(tools.theme, tools.tasks, tools.language)
        self._place = place
        self.day = place.day_field(self.tr("启动日"))
        self.note = TextArea(tools.theme, self.tr("谈了什么，下一步"))
        self.add("day", self.day, half=True)
        self.add("note", self.note)
        self.undo_button = Button(tools.theme, self.tr("撤回启动"), kind="link")
        self.undo_button.clicked.connect(self.take_back)
        self.foot.add(self.undo_button)

    def show_track(self, track: Track) -> None:
        """Take a contract in hand."""
        day = track.values.talks_day or self._place.day
        self.begin(track.id, {"day": day.isoformat(), "note": track.values.talks_note})
        self.undo_button.setVisible(track.values.talks_day is not None)

    def save(self) -> None:
        track = self._place.track
        if track is None or not self.day.check():
            return
        day, note, code = self.day.day, self.note.value, track.code
        if day is None:
            self.refuse_field("day", self.tr("请填启动日。"))
            return
        renewals = self._place.tools.source.renewals
        self.submit(
            lambda: renewals.start_talks(track.id, day, note),
            self.tr("已启动续约谈判：{code} {day}").format(code=code, day=f"{day:%m-%d}"),
        )

    def take_back(self) -> None:
        """Say that talks have not started; the notes stay."""
        track = self._place.track
        if track is not None:
            renewals, note = self._place.tools.source.renewals, self.note.value
            self.submit(
                lambda: renewals.start_talks(track.id, None, note),
                self.tr("已撤回谈判启动：{code}").format(code=track.code),
            )


class TalksPlace(StepPlace):
    """The form of the first step."""

    def __init__(self, tools: TrackTools) -> None:
        super().__init__(tools)
        self.form = TalksForm(self)
        self.hold(self.form)

    def fill(self, track: Track, *, same: bool) -> None:
        self.form.show_track(track)

    def focus_target(self) -> TextArea:
        return self.form.note
