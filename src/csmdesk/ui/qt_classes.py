"""The Qt classes that the window uses, made by its own thread before there is another.

PySide makes a class, with all of its enums, when it is first named. While it does, Python may go on in
another thread; when that one names the same class, the process dies. Modules of the window are loaded in
threads, so every class that they name has to be there before the first of these begins.
"""

from __future__ import annotations

from importlib import import_module
from typing import Final

# By module what csmdesk names of it, in whatever place; a test holds the two together.
NAMES: Final[dict[str, str]] = {
    "PySide6.QtCore": """
        QAbstractItemModel QAbstractListModel QAbstractTableModel QBuffer QByteArray
        QCollator QCollatorSortKey QCoreApplication QDate QEvent QEventLoop
        QIODevice QItemSelection QItemSelectionModel QItemSelectionRange
        QLibraryInfo QLine QLineF QLocale QMessageLogContext QMetaMethod QMimeData
        QModelIndex QObject QPersistentModelIndex QPoint QPointF QRect QRectF
        QSaveFile QSettings QSize QSizeF QStandardPaths QStorageInfo
        QStringListModel QThreadPool QTimer QTranslator QUrl Qt QtMsgType Signal
        SignalInstance qInstallMessageHandler qVersion
    """,
    "PySide6.QtGui": """
        QAccessible QAccessibleAnnouncementEvent QAccessibleEvent QAction
        QActionGroup QCloseEvent QColor QContextMenuEvent QCursor QDesktopServices
        QDropEvent QEnterEvent QFocusEvent QFont QFontDatabase QFontMetrics
        QFontMetricsF QGuiApplication QHelpEvent QHideEvent QIcon QImage
        QInputMethodEvent QKeyEvent QKeySequence QMouseEvent QPaintEvent QPainter
        QPainterPath QPalette QPen QPixmap QPolygonF QPyTextObject QRegion
        QResizeEvent QShortcut QShowEvent QSyntaxHighlighter QTextBlock
        QTextBlockFormat QTextCharFormat QTextCursor QTextDocument QTextFormat
        QTextFrameFormat QTextLayout QTextLength QTextList QTextListFormat
        QTextOption QTextTable QTextTableFormat QWheelEvent
    """,
    "PySide6.QtSvg": """
        QSvgGenerator QSvgRenderer
    """,
    "PySide6.QtWidgets": """
        QAbstractButton QAbstractItemView QAbstractScrollArea QAbstractSlider
        QApplication QBoxLayout QButtonGroup QCalendarWidget QCheckBox QComboBox
        QCompleter QFileDialog QFrame QGridLayout QHBoxLayout QHeaderView QLabel
        QLayout QLineEdit QListView QListWidget QListWidgetItem QMenu QPlainTextEdit
        QScrollArea QScrollBar QSizePolicy QSplitter QSplitterHandle QStackedLayout
        QStackedWidget QStyle QStyleOptionViewItem QStyledItemDelegate QTableView
        QTextEdit QToolButton QToolTip QVBoxLayout QWidget
    """,
}


def make_classes() -> None:
    """Make them all, which takes some 15 ms the first time; call it in the window's thread."""
    for module, names in NAMES.items():
        made = import_module(module)
        for name in names.split():
            getattr(made, name)
