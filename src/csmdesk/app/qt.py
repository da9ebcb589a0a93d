"""The QApplication and its languages."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from csmdesk.domain.text import Language


_OURS = "csmdesk translation"


def application() -> QApplication:
    """The one QApplication of the process, in the style that our theme is made for."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        if found.style().name() != "fusion":
            found.setStyle("Fusion")
        return found
    # As an argument, since naming the style by ``setStyle`` makes PySide build all of QStyle's enums first.
    app = QApplication([sys.argv[0], "-style", "Fusion"])
    app.setApplicationName("csmdesk")
    app.setApplicationDisplayName("csmdesk")
    return app


def spare_sources() -> None:
    """Stop PySide from reading the source of every module that is imported after it.

    It looks there for its ``__feature__`` switches, which csmdesk does not use; that is a quarter of a
    millisecond a module. Does nothing where PySide is built another way.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if feature is not None and hasattr(feature, "_mod_uses_pyside"):
        setattr(feature, "_mod_uses_pyside", _uses_no_features)  # noqa: B010 - no stub knows it


def _uses_no_features(_module: ModuleType) -> bool:
    return False


def translators(app: QApplication, language: Language) -> list[QTranslator]:
    """Install our words and those of Qt's own dialogs in ``language``, in place of those installed before.

    The source is Chinese, so that nothing of ours is needed for it.
    """
    for before in app.findChildren(QTranslator, _OURS):
        app.removeTranslator(before)
        before.setParent(None)
    QLocale.setDefault(QLocale(QLocale.Language.Chinese if language == "zh" else QLocale.Language.English))
    made = QTranslator(app)
    made.setObjectName(_OURS)
    if language == "en":
        from csmdesk.paths import resource

        found = made.load(str(resource("translations/csmdesk_en.qm")))
    else:
        found = made.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    if not found:
        return []
    app.installTranslator(made)
    return [made]
