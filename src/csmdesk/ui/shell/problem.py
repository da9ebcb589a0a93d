"""A bug of ours, told beside the work: the sentence, what to do, and the details for whoever mends it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFontDatabase, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from csmdesk.ui.theme import RADIUS_PANE, STATUS_LINE, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.crisp import draw_box
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.shapes import StatusShape

_WIDTH = 520
_DETAILS = 168
_EDGE = 24


class ProblemPanel(QWidget):
    """Lies over the foot of ``host`` at the right and stops nothing; hidden until a bug is shown.

    The details are kinds and places in the code only, as in the log: they may be sent to anybody.
    """

    def __init__(self, theme: Theme, host: QWidget, log: Path) -> None:
        """``log`` is the log file."""
        super().__init__(host)
        self._theme = theme
        self._log = log
        self._count = 0
        self._mark = StatusShape(theme, "red")
        self._title = Label(theme, bold=True, wrap=True)
        advice = self.tr("可以接着用。再出现就关掉重开，并把细节发给我们：里面没有客户资料。")
        self._advice = Label(theme, advice, role="t2", wrap=True)
        self.fold = Button(theme, self.tr("细节"), kind="flat", icon="right", small=True)
        self.fold.setCheckable(True)
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setFrameShape(QFrame.Shape.NoFrame)
        self.details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.details.setAccessibleName(self.tr("细节"))
        self.details.setFixedHeight(_DETAILS)
        self.details.hide()
        self.copy = Button(theme, self.tr("复制细节"))
        self.open_log = Button(theme, self.tr("打开日志文件夹"))
        self.cross = Button(theme, self.tr("关闭"), hint="Esc")
        self._lay_out()
        self.fold.toggled.connect(self._unfold)
        self.copy.clicked.connect(self._copy)
        self.open_log.clicked.connect(self._open_log)
        self.cross.clicked.connect(self.hide)
        self.hide()
        host.installEventFilter(self)
        self._restyle()
        theme.changed.connect(self._restyle)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._mark)
        head.addWidget(self._title, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.copy)
        foot.addWidget(self.open_log)
        foot.addStretch(1)
        foot.addWidget(self.cross)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._advice)
        column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.details)
        column.addLayout(foot)

    def _restyle(self) -> None:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(12)
        self.details.setFont(font)
        self.details.setPalette(self._theme.palette(Base="inset", Text="t2"))
        for bar in (self.details.verticalScrollBar(), self.details.horizontalScrollBar()):
            bar.setStyleSheet(self._theme.scroll_bar_style)

    def show_bug(self, details: str) -> None:
        """Tell of a bug; one that comes while another is shown is added to its details."""
        again = self.isVisible()
        self._count = self._count + 1 if again else 1
        said = self.tr("csmdesk 出了个错，刚才的操作没有完成，客户书没有受影响。")
        if self._count > 1:
            said = self.tr("csmdesk 出了 {n} 个错，刚才的操作没有完成，客户书没有受影响。").format(
                n=self._count
            )
        self._title.setText(said)
        self.setAccessibleName(said)
        if again:
            self.details.appendPlainText(f"\n{details}")
        else:
            self.details.setPlainText(details)
            self.fold.setChecked(False)
        self.show()
        self.raise_()
        self._place()
        self._announce(said)

    def _announce(self, said: str) -> None:
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        event = QAccessibleAnnouncementEvent(self, said)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)

    def _unfold(self, shown: bool) -> None:
        self.details.setVisible(shown)
        self.fold.set_icon_name("down" if shown else "right")
        self._place()

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.details.toPlainText())

    def _open_log(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log.parent)))

    # --- place ----------------------------------------------------------------------------------------------

    def _place(self) -> None:
        host = self.parentWidget()
        if host is None:
            return
        width = min(_WIDTH, host.width() - 2 * _EDGE)
        layout = self.layout()
        assert layout is not None
        layout.activate()
        height = layout.heightForWidth(width) if layout.hasHeightForWidth() else self.sizeHint().height()
        left, top = host.width() - width - _EDGE, host.height() - height - STATUS_LINE - _EDGE
        self.setGeometry(left, max(_EDGE, top), width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        if event.type() == QEvent.Type.KeyPress and self.isVisible():
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Escape:
                # Nobody in the page wanted the key, and the panel has no focus to hear it by.
                self.hide()
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        draw_box(painter, self._theme, box, RADIUS_PANE, ground="surface", border="red")
        painter.end()
