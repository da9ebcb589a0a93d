"""The QApplication and its languages."""

from __future__ import annotations

import sys

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from csmdesk.domain.text import Language
from csmdesk.paths import resource


def application() -> QApplication:
    """The one QApplication of the process, in the style that our theme is made for."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("csmdesk")
    app.setApplicationDisplayName("csmdesk")
    app.setStyle("Fusion")
    return app


def translators(app: QApplication, language: Language) -> list[QTranslator]:
    """Install our words and those of Qt's own dialogs in ``language``; the source is Chinese."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese if language == "zh" else QLocale.Language.English))
    made = QTranslator(app)
    if language == "en":
        found = made.load(str(resource("translations/csmdesk_en.qm")))
    else:
        found = made.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    if not found:
        return []
    app.installTranslator(made)
    return [made]
