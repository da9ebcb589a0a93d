"""What the versions of a review are read and made with: all of it in the background."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from csmdesk.domain.changes import Changes
from csmdesk.domain.text import Language

if TYPE_CHECKING:
    from csmdesk.reports.differences import Differences
    from csmdesk.reports.frozen import Snapshot
    from csmdesk.services.review_book import ReviewKey
    from csmdesk.services.review_versions import ReviewVersions, VersionHead


@dataclass(frozen=True)
class Opened:
    """A frozen version with everything that it tells."""

    head: VersionHead
    snapshot: Snapshot


@dataclass(frozen=True)
class Comparison:
    """A version held against another one, or against the review as it is now (``new`` None)."""

    old: VersionHead
    new: VersionHead | None
    before: Snapshot
    after: Snapshot
    found: Differences


@dataclass(frozen=True)
class Versions:
    """The versions of one review; ``live`` is the review as it is shown, ``newest`` reads it once more, with
    words that have just been written. Both may be called from any thread.
    """

    service: ReviewVersions
    review: ReviewKey
    live: Callable[[], Snapshot]
    newest: Callable[[], Snapshot]
    language: Language

    def heads(self) -> list[VersionHead]:
        """All versions, the newest first."""
        return self.service.versions(self.review)

    def freeze(self) -> tuple[int, Changes]:
        """Keep the review as it is now as its next version. Raises UserError."""
        from csmdesk.reports.frozen import contents

        return self.service.freeze(self.review, contents(self.newest()))

    def note_export(self) -> Changes:
        """Mark the newest version as handed out, if it is what the review is now; else nothing."""
        from csmdesk.reports.frozen import contents

        heads = self.heads()
        if not heads or heads[0].exported or self.service.contents(heads[0].id) != contents(self.newest()):
            return Changes()
        return self.service.mark_exported(heads[0].id)

    def opened(self, head: VersionHead) -> Opened:
        """A version with everything that it tells. Raises UserError."""
        return Opened(head, self._read(head))

    def comparison(self, old: VersionHead, new: VersionHead | None) -> Comparison:
        """What differs from one version to another, or to now. Raises UserError."""
        from csmdesk.reports.differences import differences

        before = self._read(old)
        after = self.live() if new is None else self._read(new)
        return Comparison(old, new, before, after, differences(before, after, self.language))

    def _read(self, head: VersionHead) -> Snapshot:
        from csmdesk.reports.frozen import read

        return read(self.service.contents(head.id))
