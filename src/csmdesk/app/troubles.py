"""Telling of bugs of ours in the window: what the panel shows is what the log holds."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from csmdesk.app.logs import lines_of, log_file
from csmdesk.ui.shell.problem import ProblemPanel
from csmdesk.ui.theme import Theme


class Troubles:
    """The panel over ``window``, made once."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        self.panel = ProblemPanel(theme, window, log_file())

    def show(self, error: BaseException) -> None:
        """Tell of a bug, with where it happened and without a word of what was being worked on."""
        self.panel.show_bug("\n".join(lines_of(error)))

    def close(self) -> None:
        """Take the panel away."""
        self.panel.hide()
        self.panel.deleteLater()
