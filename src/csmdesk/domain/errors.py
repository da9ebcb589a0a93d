"""The user's problem, told apart from our bug."""

from __future__ import annotations

from csmdesk.domain.text import Text


class UserError(Exception):
    """Something the user can mend: one clear sentence, exit code 1, nothing changed.

    Everything else that is raised is a bug of ours (exit code 3, with the log).
    """

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text
