"""How csmdesk looks: colours by role, type, sizes and icons, light and dark.

This is the only file with a colour in it. A widget or a delegate asks for a role (``theme.colour("t2")``),
never for a colour, and asks again whenever it paints, so that a change of theme needs no more than a repaint.
Lengths are device-independent pixels at 100 %.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QPainter,
    QPalette,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QToolTip

from csmdesk.domain.text import Language
from csmdesk.paths import resource

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

Mode = Literal["system", "light", "dark"]
Scale = Literal["title", "head", "body", "small"]

_ROLES: Final[dict[str, tuple[str, str]]] = {
    "window": ("#F5F5F3", "#151617"),
    "surface": ("#FFFFFF", "#1B1C1E"),
    "inset": ("#FAFAF8", "#202224"),
    "hover": ("#F3F3F1", "#242628"),
    "line": ("#E8E8E4", "#2B2D30"),
    "line2": ("#D6D6D1", "#3A3D41"),
    "control": ("#8C8C87", "#74777B"),
    "t1": ("#1B1B1A", "#ECECEA"),
    "t2": ("#4B4B48", "#BDBEBC"),
    "t3": ("#6B6B67", "#929492"),
    "t4": ("#A3A39E", "#5F6264"),
    "accent": ("#3356C4", "#93ABFF"),
    "accfill": ("#3356C4", "#4A67D8"),
    "onacc": ("#FFFFFF", "#FFFFFF"),
    "sel": ("#EAEFFB", "#252C42"),
    "accline": ("#B9C7EF", "#3F4F86"),
    "red": ("#C9342C", "#F0685E"),
    "redt": ("#B52A23", "#F58A82"),
    "redbg": ("#FCEFED", "#35211F"),
    "amber": ("#C98200", "#E2A93B"),
    "ambert": ("#855600", "#E5B659"),
    "amberbg": ("#FBF4E3", "#322917"),
    "green": ("#2F8F5B", "#4FB982"),
    "greent": ("#1E6F43", "#6CC798"),
    "greenbg": ("#ECF6F0", "#1A2D23"),
    "track": ("#E9E9E5", "#2E3134"),
    "ink": ("#6E7480", "#9A9FAA"),
    # The sheet of paper that the review's preview shows: paper stays white in the dark too.
    "paper": ("#FFFFFF", "#FFFFFF"),
    "scrim": ("#381B1B1A", "#73000000"),  # ARGB: .22 and .45 opaque
}

_FAMILIES: Final = [
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei UI",
    "PingFang SC",
    "Noto Sans SC",
]

_SCALES: Final[dict[str, tuple[int, int]]] = {
    "title": (20, 28),
    "head": (15, 24),
    "body": (13, 20),
    "small": (12, 16),
}

# Space and size (device-independent pixels).
GRID: Final = 8
HALF: Final = 4
INSET: Final = 24
NAVIGATION: Final = 192
NAVIGATION_NARROW: Final = 48
NAVIGATION_ENTRY: Final = 32
TOP_BAR: Final = 48
STATUS_LINE: Final = 28
PANE_HEAD: Final = 56
ROW: Final = 32
DENSE_ROW: Final = 26
TABLE_HEAD: Final = 32
CONTROL: Final = 28
RADIUS_SMALL: Final = 3
RADIUS_CONTROL: Final = 5
RADIUS_CARD: Final = 6
RADIUS_PANE: Final = 8
BAR: Final = 4
SCROLL_BAR: Final = 12

# What the roles of QPalette are, by our own.
_PALETTE: Final[tuple[tuple[QPalette.ColorRole, str], ...]] = (
    (QPalette.ColorRole.Window, "window"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "surface"),
    (QPalette.ColorRole.Text, "t1"),
    (QPalette.ColorRole.WindowText, "t1"),
    (QPalette.ColorRole.ButtonText, "t1"),
    (QPalette.ColorRole.BrightText, "redt"),
    (QPalette.ColorRole.PlaceholderText, "t3"),
    (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.Light, "surface"),
    (QPalette.ColorRole.Midlight, "line"),
    (QPalette.ColorRole.Mid, "line2"),
    (QPalette.ColorRole.Dark, "control"),
    (QPalette.ColorRole.Shadow, "control"),
    (QPalette.ColorRole.Highlight, "sel"),
    (QPalette.ColorRole.HighlightedText, "t1"),
    (QPalette.ColorRole.Link, "accent"),
    (QPalette.ColorRole.LinkVisited, "accent"),
    (QPalette.ColorRole.ToolTipBase, "surface"),
    (QPalette.ColorRole.ToolTipText, "t1"),
    (QPalette.ColorRole.Accent, "accent"),
)

_SCROLL_BAR: Final = """
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {line2}; border-radius: 3px; }}
QScrollBar::handle:vertical {{ min-height: 32px; margin: 3px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; margin: 3px; }}
QScrollBar::handle:vertical:hover {{ margin: 1px; border-radius: 5px; background: {control}; }}
QScrollBar::handle:horizontal:hover {{ margin: 1px; border-radius: 5px; background: {control}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


class Theme(QObject):
    """Colours, fonts and icons of one theme; ``changed`` is emitted after every switch.

    ``mode`` "system" follows the desktop's light or dark; where it says neither, light is taken.
    """

    changed = Signal()

    def __init__(
        self, mode: Mode = "system", parent: QObject | None = None, *, language: Language = "zh"
    ) -> None:
        super().__init__(parent)
        self._mode: Mode = mode
        self._language: Language = language
        self._system = QGuiApplication.styleHints().colorScheme()
        self._dark = self._is_dark()
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[str, bool], QFont] = {}
        self._metrics: dict[tuple[str, bool], QFontMetrics] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self._svg: dict[str, str] = {}
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    # --- which one ------------------------------------------------------------------------------------------

    @property
    def mode(self) -> Mode:
        """What the user chose."""
        return self._mode

    @property
    def dark(self) -> bool:
        """True while the dark colours are shown."""
        return self._dark

    def set_mode(self, mode: Mode) -> None:
        """Choose light, dark or the system's; repaints everything when that changes what is shown."""
        self._mode = mode
        self._frame()
        self._switch()

    def set_language(self, language: Language) -> None:
        """Write another language: Chinese quotation marks are as wide as a character, English ones not."""
        if language != self._language:
            self._language = language
            self._fonts.clear()
            self._metrics.clear()
            self.apply()
            self.changed.emit()

    def apply(self) -> None:
        """Give the application our palette and font.

        No style sheet for all: it would slow the start and take palettes of single widgets away.
        """
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        if self._mode != "system":
            self._frame()
        app.setPalette(self.palette())
        app.setFont(self.font())
        QToolTip.setPalette(self.palette())

    def _is_dark(self) -> bool:
        if self._mode == "system":
            return self._system == Qt.ColorScheme.Dark
        return self._mode == "dark"

    def _system_changed(self, scheme: Qt.ColorScheme) -> None:
        # What we asked for ourselves (see ``_frame``) is not what the desktop says.
        if self._mode == "system":
            self._system = scheme
            self._switch()

    def _frame(self) -> None:
        """Ask for title bars of the same theme where the system draws them."""
        hints = QGuiApplication.styleHints()
        if self._mode == "system":
            hints.unsetColorScheme()
            self._system = hints.colorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if self._mode == "dark" else Qt.ColorScheme.Light)

    def _switch(self) -> None:
        dark = self._is_dark()
        if dark == self._dark:
            return
        self._dark = dark
        self._colours.clear()
        self._pixmaps.clear()
        self.apply()
        self.changed.emit()

    # --- colours --------------------------------------------------------------------------------------------

    def colour(self, role: str) -> QColor:
        """The colour of a role of the design; KeyError for a role that does not exist."""
        found = self._colours.get(role)
        if found is None:
            found = self._colours[role] = QColor(_ROLES[role][self._dark])
        return found

    def name(self, role: str) -> str:
        """The colour of ``role`` as ``#RRGGBB``, for style sheets, SVG and rich text."""
        return self.colour(role).name()

    def pen(self, role: str, width: float = 1.0, *, dashed: bool = False) -> QPen:
        """A pen with round caps in the colour of ``role``; ``dashed`` is 3 on, 3 off."""
        pen = QPen(self.colour(role), width)
        if dashed:
            pen.setDashPattern([3 / width, 3 / width])
        else:
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        return pen

    def palette(self, **roles: str) -> QPalette:
        """The palette of the window; ``roles`` replace single ones (``WindowText="t3"``)."""
        palette = QPalette()
        disabled = self.colour("t4")
        for role, ours in _PALETTE:
            palette.setColor(role, self.colour(ours))
        for role in (
            QPalette.ColorRole.Text,
            QPalette.ColorRole.WindowText,
            QPalette.ColorRole.ButtonText,
            QPalette.ColorRole.HighlightedText,
            QPalette.ColorRole.PlaceholderText,
        ):
            palette.setColor(QPalette.ColorGroup.Disabled, role, disabled)
        for name, ours in roles.items():
            palette.setColor(QPalette.ColorRole[name], self.colour(ours))
        return palette

    def styled(self, sheet: str) -> str:
        """A style sheet with its ``{role}`` names filled in (braces of the sheet are doubled)."""
        return sheet.format_map({role: self.colour(role).name() for role in _ROLES})

    @property
    def scroll_bar_style(self) -> str:
        """The style sheet of a thin scroll bar; set it on the scroll bar itself."""
        return self.styled(_SCROLL_BAR)

    # --- type -----------------------------------------------------------------------------------------------

    def font(self, scale: Scale = "body", *, bold: bool | None = None) -> QFont:
        """The font of a step of the type scale with figures of equal width; titles and heads are bold."""
        heavy = scale in {"title", "head"} if bold is None else bold
        found = self._fonts.get((scale, heavy))
        if found is None:
            found = QFont()
            found.clearFeatures()  # those of the application's font, which was ours before
            found.setFamilies(_FAMILIES)
            found.setPixelSize(_SCALES[scale][0])
            found.setWeight(QFont.Weight.Bold if heavy else QFont.Weight.Normal)
            for feature in ("tnum", "lnum", *(("pwid",) if self._language == "en" else ())):
                found.setFeature(QFont.Tag(feature), 1)
            self._fonts[scale, heavy] = found
        return found

    def metrics(self, scale: Scale = "body", *, bold: bool | None = None) -> QFontMetrics:
        """The measures of ``font(scale, bold)``."""
        heavy = scale in {"title", "head"} if bold is None else bold
        found = self._metrics.get((scale, heavy))
        if found is None:
            found = self._metrics[scale, heavy] = QFontMetrics(self.font(scale, bold=heavy))
        return found

    def fill(self, painter: QPainter, role: str, x: float, y: float, width: float, height: float) -> None:
        """Fill a rectangle with the colour of ``role``.

        Not by ``fillRect``: to choose among its overloads PySide builds the 170 names of QGradient.Preset.
        """
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colour(role))
        painter.drawRect(QRectF(x, y, width, height))

    @staticmethod
    def line_height(scale: Scale) -> int:
        """The height of a line of the type scale."""
        return _SCALES[scale][1]

    # --- icons ----------------------------------------------------------------------------------------------

    def pixmap(self, name: str, role: str = "t2", size: int = 16, ratio: float = 1.0) -> QPixmap:
        """The icon ``name`` drawn in the colour of ``role``, ``size`` wide, for a screen of ``ratio``."""
        key = (name, role, size, ratio)
        found = self._pixmaps.get(key)
        if found is None:
            found = self._pixmaps[key] = self._render(name, role, size, ratio)
        return found

    def icon(self, name: str, role: str = "t2", size: int = 16) -> QIcon:
        """The icon ``name`` in the colour of ``role``, and in ``t4`` while disabled."""
        from PySide6.QtGui import (
            QIcon,
        )  # brings its 150 names of theme icons along: not before the first paint

        icon = QIcon()
        for ratio in (1.0, 1.5, 2.0):
            icon.addPixmap(self.pixmap(name, role, size, ratio), QIcon.Mode.Normal)
            icon.addPixmap(self.pixmap(name, "t4", size, ratio), QIcon.Mode.Disabled)
        return icon

    def _render(self, name: str, role: str, size: int, ratio: float) -> QPixmap:
        from PySide6.QtSvg import QSvgRenderer

        source = self._svg.get(name)
        if source is None:
            source = self._svg[name] = resource(f"icons/{name}.svg").read_text(encoding="utf-8")
        drawn = QSvgRenderer(QByteArray(source.replace("currentColor", self.name(role)).encode()))
        pixels = round(size * ratio)
        pixmap = QPixmap(pixels, pixels)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        drawn.render(painter, QRectF(0, 0, pixels, pixels))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap
