"""The calendar file that others subscribe to, as the window keeps it; what is half typed when it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from csmdesk.app.qt import translators
from csmdesk.domain.forecast import Forecast
from csmdesk.domain.renewal_track import Step
from tests.ui.calendar.conftest import pane_of
from tests.ui.conftest import Run

Start = Callable[..., Run]


@pytest.fixture(autouse=True)
def chinese(qapp: QApplication) -> Iterator[None]:
    """What is spoken before a test is spoken after it."""
    yield
    translators(qapp, "zh")


def state_forecast(run: Run, category: Forecast) -> None:
    """State the forecast of a contract, and wait until the window has counted anew what is due."""
    pane = pane_of(run)
    contract = next(row for row in pane.reading.model.shown if row.open)
    pane.left.view.set_key(contract.id)
    pane.tools.set_forecast(category)
    run.wait()
    assert run.desk._due is not None
    run.desk._due.count()
    run.wait()


def test_the_subscribed_file_follows_the_book_and_says_once_that_it_cannot(run: Run, tmp_path: Path) -> None:
    pane = pane_of(run)
    folder = tmp_path / "shared"
    folder.mkdir()
    file = folder / "renewals.ics"

    def ask(*_: object) -> Path:
        return file

    pane.tools.export.place.ask = ask
    pane.tools.export.subscribe(pane.title, pane.reading.period, pane.reading.as_of)
    run.wait()
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR")
    file.write_bytes(b"")
    state_forecast(run, Forecast.COMMITTED)
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR")

    file.unlink()
    folder.rmdir()
    folder.write_text("no folder any more", encoding="utf-8")
    failed: list[str] = []
    run.session.tasks.failed.connect(lambda problem: failed.append(problem.text.zh))
    state_forecast(run, Forecast.LIKELY)
    assert len(failed) == 1
    assert run.desk.notice.isVisible()
    run.desk.notice.hide()
    state_forecast(run, Forecast.RISK)
    assert len(failed) == 1
    assert not run.desk.notice.text.startswith(failed[0])

    folder.unlink()
    folder.mkdir()
    state_forecast(run, Forecast.COMMITTED)
    assert file.exists()
    file.unlink()
    folder.rmdir()
    folder.write_text("gone again", encoding="utf-8")
    state_forecast(run, Forecast.LIKELY)
    assert len(failed) == 2


@pytest.mark.parametrize("step", list(Step))
def test_what_is_half_typed_is_there_again_in_another_language(run: Run, step: Step) -> None:
    pane = pane_of(run)
    contract = next(row for row in pane.reading.model.shown if row.open)
    pane.left.view.set_key(contract.id)
    pane.show_contract(contract.id)
    run.wait()
    track = pane.beside.track
    assert track is not None
    track.open_step(step)
    run.wait()
    forms = track.place(step).forms
    form = next(form for form in forms if form.isVisible() and form.form.fields)
    key = next(key for key in ("note", "reason", "amount", "notice_days", "fishbone") if key in form.typed())
    form.put({key: "12"})
    assert form.dirty

    run.session.choose_language("en")
    run.bot.waitUntil(lambda: run.session.language == "en")
    run.wait()
    other = pane_of(run)
    assert other is not pane
    run.bot.waitUntil(lambda: other.beside.track is not None and other.beside.track.track is not None)
    again = other.beside.track
    assert again is not None
    assert other.left.view.key == contract.id
    again.open_step(step)
    run.wait()
    assert again.place(step).forms[forms.index(form)].typed()[key] == "12"
