"""What can be wrong with a book, as sentences for the user; raised by the modules beside this one."""

from __future__ import annotations

from pathlib import Path

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text


class PassphraseNeeded(UserError):
    """The book is encrypted by a passphrase and none was given."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            Text(
                "客户书“{folder}”设有口令，请输入口令或恢复密钥。",
                "Book “{folder}” needs its passphrase or recovery key.",
            ).format(folder=folder)
        )


class WrongPassphrase(UserError):
    """The passphrase or the recovery key opens nothing."""


class NewerVersion(UserError):
    """The book was written by a newer csmdesk."""

    def __init__(self, folder: Path, found: int, known: int) -> None:
        super().__init__(
            Text(
                "客户书“{folder}”是版本 {found}，本程序只认识到版本 {known}，请升级 csmdesk 后再打开。",
                "Book “{folder}” is of version {found}, this csmdesk knows up to {known}: please update it.",
            ).format(folder=folder, found=found, known=known)
        )


class Damaged(UserError):
    """The book's file does not hold together."""

    def __init__(self, folder: Path | str, why: str) -> None:
        super().__init__(
            Text(
                "客户书“{folder}”的文件已损坏（{why}），请从备份恢复；原文件未作改动。",
                "Book “{folder}” is damaged ({why}): restore a backup; nothing was changed.",
            ).format(folder=folder, why=why)
        )


class Held(UserError):
    """Another instance has the book open for writing."""


class Missing(UserError):
    """There is no book where one was named."""


def failed(what: Text, error: OSError) -> UserError:
    """The sentence for a file operation that the system refused."""
    reason = error.strerror or str(error)
    return UserError(Text("{what}：{reason}", "{what}: {reason}").format(what=what, reason=reason))
