"""Bringing the keys of backups up to date after a change of passphrase or recovery key.

A backup is a copy of the book encrypted by the same key, with a keys.json of its own. So the book's keys.json
fits it, whatever passphrase it had before: replacing that file is all there is to do. Its hash stands in the
manifest, and two files cannot be replaced at once; so the manifest names both hashes while that goes on, and
a kill at any moment leaves a backup that is whole and opens by the old or by the new secret.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from csmdesk.domain.errors import UserError
from csmdesk.storage import backup, files, keys
from csmdesk.storage.layout import DATABASE, MANIFEST


def is_current(path: Path, document: keys.Document) -> bool:
    """Whether the backup at ``path`` has ``document`` as its keys.json; False when it cannot be read."""
    try:
        return (path / keys.NAME).read_bytes() == keys.content_of(document)
    except OSError:
        return False


def seems_whole(path: Path) -> bool:
    """Whether the backup at ``path`` looks as it was made; the bytes of its database take time.

    ``backup.verify`` compares them as well.
    """
    try:
        manifest = backup.manifest_of(path)
        size = (path / DATABASE).stat().st_size
        return backup.has_its_keys(manifest, path) and size == manifest.get("bytes", size)
    except (UserError, OSError):
        return False


def rewrap(path: Path, document: keys.Document) -> bool:
    """Give the backup at ``path`` the keys of ``document``; False when it stays as it was.

    It stays when it is not whole, is of another book, or cannot be written to; then it opens as before. A
    ``path`` whose keys are those of ``document`` already is done.
    """
    try:
        if not seems_whole(path) or keys.load(path)["key_id"] != document["key_id"]:
            return False
        if not os.access(path, os.W_OK):
            # Asked first: a system may let the owner write into a folder that says it is not to be written.
            return False
        files.sweep(path, keys.NAME)
        files.sweep(path, MANIFEST)
        manifest = backup.manifest_of(path)
        coming = hashlib.sha256(keys.content_of(document)).hexdigest()
        if manifest["files"][keys.NAME] != coming or backup.NEXT_KEYS in manifest:
            # What the folder holds now, be it what an earlier, killed change brought, and what is to come.
            manifest["files"][keys.NAME] = backup.sha256(path / keys.NAME)
            backup.save_manifest(path, {**manifest, backup.NEXT_KEYS: coming})
            keys.save(path, document)
            manifest["files"][keys.NAME] = coming
            manifest.pop(backup.NEXT_KEYS, None)
            backup.save_manifest(path, manifest)
    except (OSError, UserError):
        return False
    return is_current(path, document)
