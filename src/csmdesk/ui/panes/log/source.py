"""What the pane Log works with: the kinds of records, made when they are first needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from csmdesk.domain.text import Text
from csmdesk.ui.panes.part_tools import PartTools

if TYPE_CHECKING:
    from csmdesk.services.log.log import Log


@dataclass(frozen=True)
class LogSource:
    """``log`` may be asked from any thread; ``read_only`` says why nothing can be changed, if nothing can."""

    log: Callable[[], Log]
    read_only: Callable[[], Text | None]


LogTools = PartTools[LogSource]
"""What every part of the pane works with."""
