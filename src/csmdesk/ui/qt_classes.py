"""The Qt classes that the window uses, made by its own thread before there is another.

PySide makes a class, with all of its enums, when it is first named. While it does, Python may go on in
another thread; when that one names the same class, the process dies. Modules of the window are loaded in
threads, so every class that they name has to be there before the first of these begins.
"""

from __future__ import annotations

from collections.abc import Iterator
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
        QDragEnterEvent QDragLeaveEvent QDropEvent QEnterEvent QFileOpenEvent
        QFocusEvent QFont QFontDatabase QFontMetrics QFontMetricsF QGuiApplication
        QHelpEvent QHideEvent QIcon QImage QInputMethodEvent QKeyEvent QKeySequence
        QMouseEvent QPaintEvent QPainter QPainterPath QPalette QPen QPixmap
        QPolygonF QPyTextObject QRegion QResizeEvent QShortcut QShowEvent
        QStandardItem QStandardItemModel QSyntaxHighlighter QTextBlock
        QTextBlockFormat QTextCharFormat QTextCursor QTextDocument QTextFormat
        QTextFrameFormat QTextLayout QTextLength QTextList QTextListFormat
        QTextOption QTextTable QTextTableFormat QValidator QWheelEvent
    """,
    "PySide6.QtNetwork": """
        QLocalServer QLocalSocket
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


def making() -> Iterator[str]:
    """Make one class after the other; those that are there already take no time."""
    for module, names in NAMES.items():
        made = import_module(module)
        for name in names.split():
            getattr(made, name)
            yield name


def make_classes() -> None:
    """Make them all at once."""
    for _ in making():
        pass
