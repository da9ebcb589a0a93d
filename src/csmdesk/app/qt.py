"""The QApplication and its languages."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QTranslator, Signal, qVersion
from PySide6.QtGui import QFileOpenEvent, QFont, QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from csmdesk.domain.text import Language


_OURS = "csmdesk translation"


class Application(QApplication):
    """The QApplication of the program; the desktop of a Mac tells it which book was double-clicked."""

    book_opened = Signal(str)

    def event(self, event: QEvent) -> bool:
        """Pass on the path of a file that the desktop wants opened."""
        if event.type() is QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent):
            self.book_opened.emit(event.file())
            return True
        return super().event(event)


def application() -> QApplication:
    """The one QApplication of the process, in the style that our theme is made for."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        if found.style().name() != "fusion":
            found.setStyle("Fusion")
        return found
    # As an argument, since naming the style by ``setStyle`` makes PySide build all of QStyle's enums first.
    app = Application([sys.argv[0], "-style", "Fusion"])
    app.setApplicationName("csmdesk")
    app.setApplicationDisplayName("csmdesk")
    # By it the desktop finds our icon and groups our windows.
    app.setDesktopFileName("csmdesk")
    _bring_fonts(app)
    return app


def _bring_fonts(app: QApplication) -> None:
    """Where this machine cannot write Chinese, take the font that a built program brings."""
    # Not above: before ``spare_sources``, PySide would read the module's source.
    from csmdesk.paths import BROUGHT, brought_fonts

    folder = brought_fonts()
    if folder is None or QFontMetrics(app.font()).inFontUcs4(ord("客")):
        return
    for file in sorted(folder.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    QFont.insertSubstitution(app.font().family(), BROUGHT)


def qt_version() -> str:
    """The version of Qt that is loaded."""
    return qVersion() or ""


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
