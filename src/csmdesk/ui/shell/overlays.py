"""What lies over the pages of the window: sheets and popups go when the page goes."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QWidget


def close_overlays(window: QWidget) -> None:
    """Close open popups and menus, and the sheets that belong to the window itself."""
    while (popup := QApplication.activePopupWidget()) is not None:
        if not popup.close():
            break
    # Before the first sheet is made there is none to close, and the start need not load them.
    module = sys.modules.get("csmdesk.ui.widgets.sheet")
    if module is not None:
        for sheet in window.findChildren(module.Sheet):
            sheet.close_sheet()
            sheet.deleteLater()
