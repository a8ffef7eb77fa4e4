"""Works the windows as a person does: finds a control by the name a screen reader would say, then keys and mouse.

The demo and the tests use it. It never sets a value: everything it does is an event on a control in sight.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QTextEdit,
    QWidget,
)

from workwell_desktop.ui.parts.slide import Slide
from workwell_desktop.ui.parts.tabs import Tabs

W = TypeVar("W", bound=QWidget)
_PATIENCE_S = 20
_SOON_S = 2.0
_FIELDS: tuple[type[QWidget], ...] = (QLineEdit, QPlainTextEdit, QTextEdit)
_LEFT = Qt.MouseButton.LeftButton


class NothingThere(Exception):
    """No control of that name is in sight. The message names the control and those of its kind that are there."""


class Hand:
    """One pair of hands over the application's windows. ``slow_ms`` is a pause after each deed, for watching."""

    def __init__(self, app: QApplication, slow_ms: int = 0) -> None:
        self._app = app
        self._slow_ms = slow_ms

    # -- finding --------------------------------------------------------------------------------------------

    def find(self, kind: type[W], name: str, within: QWidget | None = None) -> W:
        """Return the control of this kind and accessible name that is in sight, or soon comes.

        Raises :class:`NothingThere` after two seconds.
        """

        def look() -> W | None:
            return next((one for one in self._visible(kind, within) if said(one) == name), None)

        def there() -> list[str]:
            return sorted({said(one) for one in self._visible(kind, within) if said(one)})

        return self._soon(look, lambda: f"no {kind.__name__} named {name!r}; there are {there()}")

    def sees(self, kind: type[QWidget], name: str) -> bool:
        """Say whether such a control is in sight."""
        return any(said(one) == name for one in self._visible(kind, None))

    def count(self, beginning: str) -> int:
        """Count the buttons in sight whose name begins with these words."""
        return sum(1 for one in self._visible(QAbstractButton, None) if said(one).startswith(beginning))

    def sees_field(self, name: str) -> bool:
        """Say whether a field to write into has this name and is in sight."""
        return any(said(one) == name for kind in _FIELDS for one in self._visible(kind, None))

    def texts(self) -> list[str]:
        """Return the words that stand on the page in sight, outside its controls."""
        return [one.text() for one in self._visible(QLabel, None) if one.text()]

    def reads(self, name: str) -> str:
        """Return what stands in a field."""
        field = self._field(name)
        return field.text() if isinstance(field, QLineEdit) else field.toPlainText()  # type: ignore[attr-defined]  # one of _FIELDS

    def focused(self) -> str:
        """Return the name of the control that has the focus, or nothing."""
        control = self._app.focusWidget()
        return said(control) if control is not None else ""

    def wait_for_row(self, text: str) -> None:
        """Wait until a long list has a row that begins with these words."""
        self.wait_for(lambda: self._row_of(text) is not None, f"a row {text!r}")

    def wait_for(self, so: Callable[[], bool], what: str) -> None:
        """Let the program go on until something is so. Raises :class:`NothingThere` after 20 seconds."""
        end = time.monotonic() + _PATIENCE_S
        while not so():
            if time.monotonic() > end:
                raise NothingThere(f"waited in vain for {what}")
            QTest.qWait(5)

    def wait_for_button(self, name: str) -> None:
        """Wait until a button of this name is in sight and can be pressed."""
        self.wait_for(
            lambda: any(said(b) == name and b.isEnabled() for b in self._visible(QAbstractButton, None)), name
        )

    # -- deeds ----------------------------------------------------------------------------------------------

    def press(self, name: str, within: QWidget | None = None) -> None:
        """Click a button."""
        self._click(self.find(QAbstractButton, name, within))

    def press_first(self, beginning: str) -> None:
        """Click the first button whose name begins with these words. Raises :class:`NothingThere`."""
        for one in self._visible(QAbstractButton, None):
            if said(one).startswith(beginning) and one.isEnabled():
                self._click(one)
                return
        raise NothingThere(f"no button that begins with {beginning!r}")

    def write(self, name: str, text: str) -> None:
        """Click into a field, take out what is there, and type."""
        control = self._field(name)
        self._click(control)
        QTest.keyClick(control, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(control, Qt.Key.Key_Delete)
        for number, line in enumerate(text.split("\n")):
            if number:
                QTest.keyClick(control, Qt.Key.Key_Return)
            QTest.keyClicks(control, line)
        self._pause()

    def leave(self) -> None:
        """Press Tab."""
        focused = self._app.focusWidget()
        if focused is not None:
            QTest.keyClick(focused, Qt.Key.Key_Tab)
        self._pause()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key where the focus is, or in the window when nothing has it."""
        window = self._window()
        if self._app.activeWindow() is not window:
            window.activateWindow()  # as clicking on the window would
            QTest.qWait(5)
        focused = self._app.focusWidget()
        QTest.keyClick(focused if focused is not None and focused.window() is window else window, key, modifier)
        self._pause()

    def pick(self, group: str, word: str) -> None:
        """Click one choice of a group of segments, radios or ticks; on a slide, type the number."""
        found = self._group(group, word)
        if isinstance(found, Slide):
            self._show(found)
            found.setFocus(Qt.FocusReason.TabFocusReason)
            QTest.keyClicks(found, word)
            self._pause()
        else:
            self._click(self.find(QAbstractButton, word, found))

    def choose(self, name: str, word: str) -> None:
        """Choose from a list that opens, by its keys: the letters of the word."""
        combo = self.find(QComboBox, name)
        if combo.findText(word) < 0:
            there = [combo.itemText(i) for i in range(combo.count())]
            raise NothingThere(f"{name!r} has no {word!r}; there are {there}")
        self._show(combo)
        combo.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(combo, Qt.Key.Key_Home)
        for _ in range(combo.findText(word)):
            QTest.keyClick(combo, Qt.Key.Key_Down)
        self._pause()

    def open_tab(self, word: str) -> None:
        """Click a tab, or choose it where the tabs are a list that opens."""
        for bar in self._visible(QTabBar, None):
            for index in range(bar.count()):
                if bar.tabText(index).replace("&", "") == word:
                    self._click_at(bar, bar.tabRect(index))
                    return
        for tabs in self._visible(Tabs, None):
            if tabs.list.isVisible() and tabs.list.findText(word) >= 0:
                self.choose(said(tabs.list), word)
                return
        raise NothingThere(f"no tab {word!r}")

    def pick_row(self, text: str, of: str = "") -> None:
        """Click the row of a long list that begins with these words; ``of`` names the list where several have one."""
        found = self._row_of(text, of)
        if found is None:
            raise NothingThere(f"no row {text!r}")
        view, index = found
        view.scrollTo(index)
        self._click_at(view.viewport(), view.visualRect(index))

    def scroll_up(self) -> None:
        """Turn the page in sight back to its beginning, as with the Home key of a scroll bar."""
        for area in self._visible(QScrollArea, None):
            QTest.keyClick(area.verticalScrollBar(), Qt.Key.Key_Home)
        self._pause()

    def scroll_to(self, beginning: str) -> None:
        """Scroll to what has a name that begins with these words. Raises :class:`NothingThere`."""
        found = next((one for one in self._visible(QWidget, None) if said(one).startswith(beginning)), None)
        if found is None:
            raise NothingThere(f"nothing that begins with {beginning!r}")
        self._show(found)

    # -- inside ---------------------------------------------------------------------------------------------

    def _window(self) -> QWidget:
        modal = self._app.activeModalWidget()
        if modal is not None:
            return modal
        return next(one for one in self._app.topLevelWidgets() if one.isVisible() and one.isWindow())

    def _visible(self, kind: type[W], within: QWidget | None) -> list[W]:
        """Return the controls in sight: of the dialog when one is open, else of the window."""
        self._app.processEvents()
        modal = self._app.activeModalWidget()
        roots = [within] if within is not None else [modal] if modal is not None else self._app.topLevelWidgets()
        return [one for root in roots if root.isVisible() for one in root.findChildren(kind) if one.isVisible()]

    def _row_of(self, text: str, of: str = "") -> tuple[QAbstractItemView, QModelIndex] | None:
        for view in self._visible(QAbstractItemView, None):
            if of and said(view) != of:
                continue
            model = view.model()
            for number in range(model.rowCount()):
                index = model.index(number, 0)
                spoken = str(index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data() or "")
                if spoken.startswith(text) and index.flags() & Qt.ItemFlag.ItemIsSelectable:
                    return view, index
        return None

    def _field(self, name: str) -> QWidget:
        def look() -> QWidget | None:
            seen = (one for kind in _FIELDS for one in self._visible(kind, None))
            return next((one for one in seen if said(one) == name), None)

        def there() -> list[str]:
            return sorted(said(one) for kind in _FIELDS for one in self._visible(kind, None))

        return self._soon(look, lambda: f"no field named {name!r}; there are {there()}")

    def _group(self, group: str, word: str) -> QWidget:
        def look() -> QWidget | None:
            for one in self._visible(QWidget, None):
                if said(one) == group and isinstance(one, Slide):
                    return one
                if said(one) == group and any(said(b) == word for b in one.findChildren(QAbstractButton)):
                    return one
            return None

        return self._soon(look, lambda: f"no group {group!r} with a choice {word!r}")

    def _soon(self, look: Callable[[], W | None], missing: Callable[[], str]) -> W:
        """Look again for a short while: a page may still be on its way after the last deed."""
        end = time.monotonic() + _SOON_S
        while (found := look()) is None:
            if time.monotonic() > end:
                raise NothingThere(missing())
            QTest.qWait(5)
        return found

    def _click(self, control: QWidget) -> None:
        self._click_at(control, control.rect())

    def _click_at(self, control: QWidget, place: QRect) -> None:
        if not control.isEnabled():
            raise NothingThere(f"{said(control)!r} cannot be used now")
        self._show(control)
        QTest.mouseClick(control, _LEFT, Qt.KeyboardModifier.NoModifier, place.center())
        self._pause()

    def _show(self, control: QWidget) -> None:
        """Scroll to the control, as somebody would before using it."""
        parent = control.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(control, 24, 24)
            parent = parent.parentWidget()
        self._app.processEvents()

    def _pause(self) -> None:
        self._app.processEvents()
        if self._slow_ms:
            QTest.qWait(self._slow_ms)


def said(control: QWidget) -> str:
    """Return what a screen reader would call a control: its accessible name, else its own words."""
    name = control.accessibleName()
    if name or not isinstance(control, QAbstractButton):
        return name
    return re.sub("&(.?)", r"\1", control.text())  # one marks the Alt letter, two are one
