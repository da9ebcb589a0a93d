"""Profiles on the desk: how a system's tables are mapped, kept in the book and shared as small files."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from csmdesk.domain.changes import Changes
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.importers import profiles as systems
from csmdesk.importers import rejected
from csmdesk.importers.desk_columns import said_columns
from csmdesk.importers.desk_parts import SourceSheet
from csmdesk.importers.desk_state import OnDesk


class ProfilesStep(OnDesk):
    """Keeps, loads and shares profiles."""

    def profiles(self) -> list[systems.Profile]:
        """The profiles that there are: the user's own, then the built-in ones."""
        return [*self._known_now().profiles, *systems.built_in()]

    def save_profile(self, name: str, sheets: Iterable[SourceSheet | int]) -> Changes:
        """Keep how these sheets are mapped as the user's own profile called ``name``, in place of an older
        one."""
        tables = []
        for sheet in sheets:
            shown = self.sheet(sheet)
            if shown.kind is None:
                continue
            ways = self._found[shown.id].ways
            heads = tuple(column.heading for column in shown.columns if column.heading)
            title = shown.name or Path(shown.file).stem
            tables.append(
                systems.Table(
                    Text(title, title), shown.kind, (heads,), said_columns(shown), shown.date_order,
                    shown.end_exclusive, ways.currency, ways.power,
                )
            )  # fmt: skip
        if not tables or not name.strip():
            raise UserError(NOTHING_TO_SAVE)
        profile = systems.Profile(name.strip(), Text(name.strip(), name.strip()), tuple(tables), own=True)
        return self.add_profile(profile)

    def add_profile(self, profile: systems.Profile) -> Changes:
        """Keep a profile in the book, in place of one of the same name."""
        content = json.dumps(systems.document(profile), ensure_ascii=False)
        changes = self._write(
            "INSERT INTO profiles (name, content) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET content = excluded.content",
            (profile.key, content),
            SAVE_PROFILE.format(name=profile.name),
        )
        self._again()
        return changes

    def load_profile(self, path: Path) -> systems.Profile:
        """Take a profile from a file that somebody shared; raises UserError with the reason when it is
        none."""
        profile = systems.read_file(path)
        self.add_profile(profile)
        return profile

    def drop_profile(self, name: str) -> Changes:
        """Take the user's own profile called ``name`` out of the book."""
        changes = self._write("DELETE FROM profiles WHERE name = ?", (name,), DROP_PROFILE.format(name=name))
        self._again()
        return changes

    def share_profile(self, name: str, path: Path) -> Path:
        """Write a profile to a small JSON file; raises UserError when it cannot be written."""
        profile = next((each for each in self.profiles() if name in {each.key, each.name.zh}), None)
        if profile is None:
            raise KeyError(name)
        text = json.dumps(systems.document(profile), ensure_ascii=False, indent=1) + "\n"
        return rejected.write_file(path, text.encode())


SAVE_PROFILE = Text("保存导入模板“{name}”", "Save the import profile “{name}”")
DROP_PROFILE = Text("删除导入模板“{name}”", "Delete the import profile “{name}”")
NOTHING_TO_SAVE = Text("没有可以保存的对应关系。", "There is no mapping to save.")
