"""Marks below words that may be spelled wrong, suggestions by mouse and key, and F7 to the next marked word.

area = TextArea(look, lines=8)
SpellMarks(look, area, spelling)

Only what is in sight is looked at, after a pause, and never the word that is being typed: nothing waits for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple, Protocol

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, SignalInstance
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu, QTextEdit

from workwell_desktop.ui.parts.fields import announce
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.style.theme import Look

_PAUSE_MS = 350  # from the last letter typed
_SOON_MS = 60  # from the last move of the page
_SLICE_S = 0.015  # how long a search for the next word may hold up the window at a time
_MOST = 400  # marks in sight


class FoundWord(Protocol):
    """One word in a text: from ``start`` to ``end``, in letters of Python."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def word(self) -> str:
        """The word as it stands there."""


class Spelling(Protocol):
    """What the marks ask: which words are wrong, what may be meant, and to add one or take it back."""

    changed: SignalInstance

    def wrong_in(self, text: str) -> Sequence[FoundWord]:
        """Return the words of a text that are to be marked."""

    def suggest(self, owner: QObject, word: str, done: Callable[[tuple[str, ...]], object]) -> None:
        """Look for what may be meant beside the window; ``done`` gets it, unless ``owner`` is gone."""

    def add(self, word: str) -> None:
        """Take a word for right from now on."""

    def take_back(self, word: str) -> None:
        """No longer take a word for right."""

    def added(self, word: str) -> bool:
        """Say whether somebody added this word."""


class _Mark(NamedTuple):
    """One marked word, from ``start`` to ``end`` in the units that Qt counts."""

    start: int
    end: int
    word: str


def units(text: str) -> int:
    """Return how many units Qt counts in a text: an emoji has two, most letters one."""
    return len(text) + sum(letter > "\uffff" for letter in text)


class SpellMarks(QObject):
    """Looks at the words of one area. It belongs to the area and goes with it."""

    def __init__(self, look: Look, area: TextArea, spelling: Spelling) -> None:
        """Begin to look once the area is shown."""
        super().__init__(area)
        self._look, self._area, self._spelling = look, area, spelling
        self.marks: tuple[_Mark, ...] = ()
        self._typed_at = -1  # where the last letter was typed; the word there is not looked at yet
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.look_again)
        area.textChanged.connect(self._after_a_pause)
        area.edited.connect(self._typed)
        area.cursorPositionChanged.connect(self._moved)
        area.verticalScrollBar().valueChanged.connect(self._soon)
        look.changed.connect(self._soon)  # methods, not lambdas: they let go when the area goes
        spelling.changed.connect(self._soon)
        area.installEventFilter(self)
        area.viewport().installEventFilter(self)
        self._wait(_SOON_MS)

    def look_again(self) -> None:
        """Mark what is in sight now."""
        self._pause.stop()
        self.marks = tuple(mark for mark in self._in_sight() if not self._being_typed(mark))[:_MOST]
        self._draw()

    def next_word(self) -> None:
        """Go to the next word that may be wrong, round at the end; say so when there is none."""
        cursor = self._area.textCursor()
        self._seek(cursor.selectionEnd() if cursor.hasSelection() else cursor.position(), wrapped=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take F7 and the menu of a marked word; look again when the room changes (called by Qt)."""
        if event.type() == QEvent.Type.Resize and watched is self._area.viewport():
            self._wait(_SOON_MS)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F7:
            self.next_word()
            return True
        elif _asks_for_menu(event):
            return self._menu_at(by_key=True)
        elif event.type() == QEvent.Type.ContextMenu and isinstance(event, QContextMenuEvent):
            by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
            return self._menu_at(by_key=by_key, at=event.pos(), on_screen=event.globalPos())
        return False

    # -- marks ------------------------------------------------------------------------------------------------

    def _typed(self) -> None:
        self._typed_at = self._area.textCursor().position() if self._area.hasFocus() else -1

    def _moved(self) -> None:
        if self._typed_at >= 0 and self._area.textCursor().position() != self._typed_at:
            self._wait(_PAUSE_MS)

    def _soon(self) -> None:
        self._wait(_SOON_MS)

    def _after_a_pause(self) -> None:
        self._wait(_PAUSE_MS)

    def _wait(self, milliseconds: int) -> None:
        self._pause.start(milliseconds)

    def _being_typed(self, mark: _Mark) -> bool:
        at = self._area.textCursor().position()
        return self._area.hasFocus() and at == self._typed_at and mark.start <= at <= mark.end

    def _in_sight(self) -> list[_Mark]:
        """Return the wrong words between the first and the last letter in sight, words at the edges whole."""
        area = self._area
        if not area.isVisible():
            return []
        view = area.viewport().rect()
        first = area.cursorForPosition(view.topLeft())
        last = area.cursorForPosition(view.bottomRight())
        return self._wrong_between(first.position(), last.position())

    def _wrong_between(self, first: int, last: int) -> list[_Mark]:
        found: list[_Mark] = []
        block = self._area.document().findBlock(first)
        while block.isValid() and block.position() <= last:
            data = block.text().encode("utf-16-le", "surrogatepass")
            start = max(0, first - block.position() - 64)
            end = min(len(data) // 2, last - block.position() + 64)
            text = data[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")
            cut_left, cut_right = start > 0, end < len(data) // 2
            at, done = block.position() + start, 0
            for one in self._spelling.wrong_in(text):
                if (cut_left and one.start == 0) or (cut_right and one.end == len(text)):
                    continue  # half a word at the edge of what was taken
                at += units(text[done : one.start])
                long = units(one.word)
                found.append(_Mark(at, at + long, one.word))
                at, done = at + long, one.end
            block = block.next()
        return found

    def _draw(self) -> None:
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        look.setUnderlineColor(self._look.colour("bad"))
        drawn = []
        for mark in self.marks:
            one = QTextEdit.ExtraSelection()
            one.cursor = self._cursor(mark)
            one.format = look
            drawn.append(one)
        self._area.set_marks("spelling", drawn)

    def _cursor(self, mark: _Mark) -> QTextCursor:
        cursor = QTextCursor(self._area.document())
        cursor.setPosition(mark.start)
        cursor.setPosition(mark.end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    # -- the next word ----------------------------------------------------------------------------------------

    def _seek(self, start: int, *, wrapped: bool) -> None:
        """Look on from ``start``, a slice at a time, so that a long text never holds the window up."""
        until = time.monotonic() + _SLICE_S
        block = self._area.document().findBlock(start)
        while block.isValid():
            end = block.position() + block.length() - 1
            while start <= end:
                stop = min(end, start + 800)
                for mark in self._wrong_between(start, stop):
                    if mark.start >= start:
                        self._go_to(mark)
                        return
                start = stop + 1
                if time.monotonic() > until:
                    QTimer.singleShot(0, self, partial(self._seek, start, wrapped=wrapped))
                    return
            block = block.next()
            start = block.position() if block.isValid() else start
        if wrapped:
            announce(self._area, "No other word is marked.")
        else:
            self._seek(0, wrapped=True)

    def _go_to(self, mark: _Mark) -> None:
        self._area.setTextCursor(self._cursor(mark))
        self._area.ensureCursorVisible()
        announce(self._area, f"{mark.word} may be spelled wrong. Press Shift F10 for suggestions.")
        self._wait(_SOON_MS)

    # -- the menu ---------------------------------------------------------------------------------------------

    def _menu_at(self, *, by_key: bool, at: QPoint | None = None, on_screen: QPoint | None = None) -> bool:
        """Show the menu of the word there, with what may be meant on top. Other words keep the usual menu."""
        area = self._area
        cursor = area.textCursor() if by_key or at is None else area.cursorForPosition(at)
        there = cursor.selectionStart() if by_key and cursor.hasSelection() else cursor.position()
        mark = next((one for one in self._wrong_between(there, there) if one.start <= there <= one.end), None)
        added = "" if mark is not None else self._added_at(cursor)
        if mark is None and not added:
            return False
        menu = area.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        first = menu.actions()[0] if menu.actions() else None
        if mark is not None:
            self._offer(menu, first, mark)
        else:
            self._put(menu, first, f"Mark “{added}” again", lambda: self._spelling.take_back(added))
            menu.insertSeparator(first)  # type: ignore[arg-type]  # none means at the end
        below = area.viewport().mapToGlobal(area.cursorRect().bottomLeft())
        menu.popup(below if by_key or on_screen is None else on_screen)
        return True

    def _added_at(self, cursor: QTextCursor) -> str:
        at = QTextCursor(cursor)
        at.select(QTextCursor.SelectionType.WordUnderCursor)
        word = at.selectedText()
        return word if word and self._spelling.added(word) else ""

    def _offer(self, menu: QMenu, first: QAction | None, mark: _Mark) -> None:
        waiting = QAction("Looking for other spellings ...", menu)
        waiting.setEnabled(False)
        menu.insertAction(first, waiting)  # type: ignore[arg-type]  # none means at the end
        self._put(menu, first, f"Add “{mark.word}” to the words we know", lambda: self._spelling.add(mark.word))
        menu.insertSeparator(first)  # type: ignore[arg-type]  # as above

        def arrived(words: tuple[str, ...]) -> None:
            if not shiboken6.isValid(menu) or not shiboken6.isValid(waiting):
                return  # the menu was closed meanwhile
            if not words:
                waiting.setText("No other spelling found")
                return
            made = [self._put(menu, waiting, word, partial(self._replace, mark, word)) for word in words]
            menu.removeAction(waiting)
            if menu.activeAction() is None:
                menu.setActiveAction(made[0])

        self._spelling.suggest(menu, mark.word, arrived)

    def _put(self, menu: QMenu, before: QAction | None, words: str, deed: Callable[[], object]) -> QAction:
        action = QAction(words.replace("&", "&&"), menu)
        action.triggered.connect(lambda: deed())  # noqa: PLW0108  (triggered carries a flag that the deed does not take)
        menu.insertAction(before, action)  # type: ignore[arg-type]  # none means at the end
        return action

    def _replace(self, mark: _Mark, word: str) -> None:
        """Put another word in its place, if it still stands there; it can be undone as typing can."""
        cursor = self._cursor(mark)
        if cursor.selectedText() == mark.word:
            cursor.insertText(word)
            self._area.setFocus()
            self._wait(0)


def _asks_for_menu(event: QEvent) -> bool:
    """Say whether this is Shift and F10, which not every system turns into the wish for a menu by itself."""
    return (
        event.type() == QEvent.Type.KeyPress
        and isinstance(event, QKeyEvent)
        and event.key() == Qt.Key.Key_F10
        and event.modifiers() == Qt.KeyboardModifier.ShiftModifier
    )
