"""The one focus ring of the program: it stands off the control that has the focus.

ring = FocusRing(look, app)  # kept by whoever builds the program
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFocusFrame, QProxyStyle, QStyle, QStyleHintReturn, QStyleOption, QWidget

from workwell_desktop.ui.style.theme import Look

MARGIN = 5  # the ring is 3 px and stands 2 px off
_BY_KEY = "reached_by_key"
_KEYS = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}


def note_focus(widget: QWidget, event: QFocusEvent) -> None:
    """Remember whether a button, tab or row got the focus by key: only then does it show the ring."""
    reason = event.reason()
    if reason in {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}:
        return  # the window came back: what was true before still is
    widget.setProperty(_BY_KEY, reason in _KEYS or reason == Qt.FocusReason.OtherFocusReason)


def shows_ring(widget: QWidget) -> bool:
    """Say whether the ring is drawn around this widget. One that paints its own ring inside sets ``own_ring``."""
    if widget.property("own_ring"):
        return False
    by_key = widget.property(_BY_KEY)
    return by_key is None or bool(by_key)


def ring_place(widget: QWidget) -> QWidget:
    """Return what the ring stands around: the widget itself, or the part of it kept in its ``ring_around``."""
    part = getattr(widget, "ring_around", None)
    return part if isinstance(part, QWidget) else widget


class _WideStyle(QProxyStyle):
    """Gives the frame its margin. Set on the frame alone, so that nothing else pays for it."""

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Return the margin of the frame (called by Qt)."""
        if metric in (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin):
            return MARGIN
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        data: QStyleHintReturn | None = None,
    ) -> int:
        """Put the frame above the whole page, so that no smaller box cuts it off (called by Qt)."""
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        return super().styleHint(hint, option, widget, data)


class Frame(QFocusFrame):
    """The ring itself."""

    def __init__(self, look: Look, style: QProxyStyle) -> None:
        super().__init__()
        self._look = look
        self.setStyle(style)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        """Draw three pixels of ``focus``, two pixels off the control."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.colour("focus"), 3))
        radius = self._look.tokens.radius["focus"]
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), radius, radius)
        painter.end()


class FocusRing(QObject):
    """Follows the focus of the whole application, one ring for whichever window has it."""

    def __init__(self, look: Look, app: QApplication) -> None:
        """Start following. The ring goes when this object goes."""
        super().__init__(app)
        self._look, self._app = look, app
        self._style = _WideStyle("Fusion")
        self._frame: Frame | None = None
        app.focusChanged.connect(self._follow)
        look.changed.connect(self._repaint)

    def frame(self) -> Frame | None:
        """Return the ring that is on the screen, if there is one."""
        return self._frame if self._frame is not None and shiboken6.isValid(self._frame) else None

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        frame = self.frame()
        if new is None or not shows_ring(new):
            if frame is not None:
                frame.setWidget(None)  # type: ignore[arg-type]  # Qt takes null for no widget; the stubs leave it out
            return
        if frame is None:  # the window that held the last one is gone
            frame = self._frame = Frame(self._look, self._style)
        frame.setWidget(ring_place(new))

    def _repaint(self) -> None:
        """Put the ring back: Qt hides it when the style of its widget changes."""
        frame, focused = self.frame(), self._app.focusWidget()
        if frame is not None and focused is not None:
            frame.setWidget(None)  # type: ignore[arg-type]  # Qt takes null for no widget; the stubs leave it out
            self._follow(None, focused)
