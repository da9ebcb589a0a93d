"""Before a book is made: whether its name and its folder will do, and the recovery key to store first."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePath

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.storage import keys
from csmdesk.storage.book import DATABASE, Book
from csmdesk.storage.layout import MANIFEST
from csmdesk.storage.place import refuse_filled

_MOST = 60
_MOST_BYTES = 180
"""Names of backups are longer, and a name may have 255 bytes."""
_FORBIDDEN = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)

_SYNCED: tuple[tuple[str, str], ...] = (
    (r"onedrive", "OneDrive"),
    (r"坚果云|我的坚果云|nutstore", "坚果云"),
    (r"dropbox", "Dropbox"),
    (r"icloud|mobile documents|com~apple~clouddocs", "iCloud"),
    (r"百度网盘|百度云|baidunetdisk|baidusyncdisk|baiduyun", "百度网盘"),
    (r"google drive|googledrive", "Google Drive"),
    (r"微云|weiyun|阿里云盘|adrive|wps云盘|wpsdrive", "云盘"),
)
"""What the folders of clients are called that copy files to other machines while they change."""

_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smbfs", "smb3", "afpfs", "webdav", "davfs", "fuse.sshfs", "9p"})


def new_recovery_key() -> str:
    """A recovery key to be shown and stored before ``make`` is called with it."""
    return keys.new_recovery_key()


def make(folder: Path, passphrase: str | None, recovery_key: str | None) -> Book:
    """Make the book and open it; all of it or nothing. Raises UserError."""
    return Book.create(folder, passphrase=passphrase, recovery_key=recovery_key).book


def name_problem(name: str) -> Text | None:
    """Why ``name`` cannot be a folder's name on every system; None when it can."""
    if not name.strip():
        return Text("给客户书起个名称。", "Give the book a name.")
    if _FORBIDDEN.search(name):
        return Text('名称里不能有 / \\ : * ? " < > |', 'A name cannot have / \\ : * ? " < > | in it.')
    if name != name.strip() or name.startswith(".") or name.endswith("."):
        return Text("名称的开头和结尾不能是点或空格。", "A name cannot begin or end with a dot or a space.")
    if _DEVICES.match(name):
        return Text("Windows 把这个名称留给了设备，请换一个。", "Windows keeps this name for a device.")
    if len(name) > _MOST or len(name.encode()) > _MOST_BYTES:
        return Text(f"名称太长，最多 {_MOST} 个字。", f"The name is too long: at most {_MOST} letters.")
    return None


def place_problem(folder: Path) -> Text | None:
    """Why no book can be made at ``folder``; None when one can. Looks at the disk and changes nothing."""
    if not folder.is_absolute():
        return Text("请写出文件夹的完整路径。", "Write the folder's full path.")
    problem = name_problem(folder.name)
    if problem is not None:
        return problem
    try:
        refuse_filled(folder)
    except UserError as error:
        return error.text
    except OSError as error:
        return Text(f"打不开这个文件夹：{error.strerror}", f"The folder cannot be opened: {error.strerror}")
    return _within_a_book(folder) or _not_writable(folder)


def place_warning(folder: Path, file_system: str = "") -> Text | None:
    """What speaks against ``folder`` without forbidding it: a sync client, a network drive (its type)."""
    try:
        whole = str(folder.resolve())
    except OSError:
        whole = str(folder)
    for part in PurePath(whole).parts:
        for pattern, client in _SYNCED:
            if re.match(pattern, part, re.IGNORECASE):
                return Text(
                    f"这里由 {client} 同步，写到一半时可能被抄走或改坏。书放别处，备份可以放这里。",
                    f"{client if client.isascii() else 'A cloud client'} syncs this folder and may copy or "
                    "change the book half written: keep the book elsewhere, backups may lie here.",
                )
    if file_system.lower() in _NETWORK or whole.startswith("\\\\"):
        return Text(
            "这是网络盘，断网时书会打不开甚至写坏。书放本机磁盘，备份可以放这里。",
            "This is a network drive, where a book may be cut off while it is written: keep it on a disk of "
            "this computer, backups may lie here.",
        )
    return None


def free_place(parent: Path, name: str) -> Path:
    """``parent / name``, with a number where something is there already."""
    place, number = parent / name, 2
    while place.exists():
        place, number = parent / f"{name} {number}", number + 1
    return place


def _within_a_book(folder: Path) -> Text | None:
    for above in folder.parents:
        if (above / DATABASE).exists() or (above / MANIFEST).exists():
            return Text(
                "“{above}”是另一本客户书或备份，新书不能放在它里面。",
                "“{above}” is another book or a backup: a new book cannot lie inside it.",
            ).format(above=above)
    return None


def _not_writable(folder: Path) -> Text | None:
    """The nearest folder that exists has to take a new one."""
    there = next((p for p in (folder, *folder.parents) if p.exists()), None)
    if there is None:
        return Text("没有这个磁盘。", "There is no such disk.")
    if not there.is_dir():
        return Text("“{there}”是一个文件。", "“{there}” is a file.").format(there=there)
    if not os.access(there, os.W_OK | os.X_OK):
        return Text(
            "这个账户不能写入“{there}”，请另选文件夹。",
            "This account may not write into “{there}”: choose another folder.",
        ).format(there=there)
    return None
