"""How the user has left the list of to-dos: its order, what is folded, what is opened."""

from __future__ import annotations

from collections.abc import Mapping

from csmdesk.ui.panes.today.lines import FOLDED_AT_FIRST, ORDERS, FoldLine, HeadLine, Layout

_GROUPS = frozenset({"overdue", "today", "week", "snoozed", "done", "worth", "rest"})
"""The heads that are remembered: others are accounts, of which nothing is written outside the book."""


class ListState:
    """The layout of the list, changed by the user and kept over restarts."""

    def __init__(self) -> None:
        self.layout = Layout()

    def choose_order(self, order: str) -> None:
        """Take another order; an unknown one is passed over."""
        for known in ORDERS:
            if known == order:
                self.layout = self.layout._replace(order=known)

    def fold(self, line: HeadLine | FoldLine, *, opened: bool) -> None:
        """Open a head or a row of many, or close it."""
        if isinstance(line, HeadLine):
            key = {line.key[1]}
            folded = self.layout.folded - key if opened else self.layout.folded | key
            self.layout = self.layout._replace(folded=folded)
        else:
            rows = {(line.key[1], line.key[2])}
            held = self.layout.opened | rows if opened else self.layout.opened - rows
            self.layout = self.layout._replace(opened=held)

    def save_state(self) -> dict[str, str]:
        """What to remember over restarts."""
        layout = self.layout
        return {
            "order": layout.order,
            "folded": ",".join(sorted(layout.folded & _GROUPS)),
            "opened": ",".join(sorted(f"{group} {rule}" for group, rule in layout.opened)),
        }

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Take up what ``save_state`` gave; what is wrong is passed over."""
        self.choose_order(state.get("order", ""))
        folded = frozenset(state["folded"].split(",")) & _GROUPS if "folded" in state else FOLDED_AT_FIRST
        pairs = (part.partition(" ") for part in state.get("opened", "").split(",") if part)
        opened = frozenset((group, rule) for group, _, rule in pairs)
        self.layout = self.layout._replace(folded=folded, opened=opened)
