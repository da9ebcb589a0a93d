"""The import desk: what the window does with files, step by step, until they are in the book.

Read, correct how each sheet is read and what its columns are, check, mend, see the effect, write. Nothing is
written before ``apply``. Every step may run in a worker thread, one at a time; each takes a job that it tells
how far it is and that may stop it.
"""

from __future__ import annotations

from csmdesk.importers.desk_columns import ColumnsStep
from csmdesk.importers.desk_history import HistoryStep
from csmdesk.importers.desk_mending import MendingStep
from csmdesk.importers.desk_profiles import ProfilesStep
from csmdesk.importers.desk_writing import WritingStep


class ImportDesk(HistoryStep, ColumnsStep, ProfilesStep, MendingStep, WritingStep):
    """Files on their way into one book."""
