"""Where the focus goes when the control that had it goes: left alone, Qt hands it to whatever stands next, far off.

begin(tab)       # a page was asked for by key
keep_place(tab)  # what is inside is about to be drawn anew
draw_around(form, draw)  # what is around a form is drawn anew, and somebody may be typing in it
next_pane(panes, 1)  # F6
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.focus_ring import shows_ring


def begin(root: QWidget) -> None:
    """Give the focus to the first field in sight inside ``root``, or to its first control when it has no field."""

    def go() -> None:
        field = next((one for one in root.findChildren(Field) if one.isVisible() and one.isEnabled()), None)
        if field is not None:
            field.take_focus()
        elif there := _stops(root):
            there[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    QTimer.singleShot(0, root, go)  # once what is new in it is shown


def keep_place(root: QWidget) -> None:
    """Call before what stands inside ``root`` is drawn anew: the focus is put back when it was lost meanwhile.

    It goes to the new control of the same name, else to the one at the same place, with a ring only if there was one.
    """
    had = QApplication.focusWidget()
    if had is None or not root.isAncestorOf(had):
        return
    name, place, reason = had.accessibleName(), _stops(root).index(had) if had in _stops(root) else 0, again(had)

    def put_back() -> None:
        now = QApplication.focusWidget()
        there = _stops(root)
        if there and (now is None or not root.isAncestorOf(now)):
            same = [one for one in there if name and one.accessibleName() == name]
            (same or there[min(place, len(there) - 1) :])[0].setFocus(reason)

    QTimer.singleShot(0, root, put_back)  # once the new controls are shown


def draw_around(form: QWidget | None, draw: Callable[[], object]) -> None:
    """Draw anew what stands around an open form: whoever types in it goes on at the same letter, and left no field."""
    had = QApplication.focusWidget()
    if form is None or had is None or not form.isAncestorOf(had):
        draw()
        return
    fields, reason = form.findChildren(Field), again(had)
    blocked = [one.blockSignals(True) for one in fields]  # the form changes its parent, and Qt takes the focus away
    draw()
    had.setFocus(reason)
    for one, before in zip(fields, blocked, strict=True):
        one.blockSignals(before)


def is_inside(root: QWidget) -> bool:
    """Say whether the focus is inside ``root`` now."""
    now = QApplication.focusWidget()
    return now is not None and root.isAncestorOf(now)


def next_pane(panes: Sequence[QWidget], by: int) -> None:
    """Give the focus to the next (1) or the last (-1) of the panes that can be worked by key; round at the ends."""
    now = QApplication.focusWidget()
    here = [n for n, one in enumerate(panes) if now is not None and (one is now or one.isAncestorOf(now))]
    at = here[-1] if here else min(-by, 0)
    for step in range(1, len(panes) + 1):
        pane = panes[(at + by * step) % len(panes)]
        there = [pane] if pane.focusPolicy() & Qt.FocusPolicy.TabFocus else _stops(pane)
        if there:
            there[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
            return


def again(had: QWidget) -> Qt.FocusReason:
    """Return why the next control gets the focus: as by key when this one shows its ring, else as by a click."""
    return Qt.FocusReason.TabFocusReason if shows_ring(had) else Qt.FocusReason.MouseFocusReason


def go_behind(before: QWidget, after: QWidget) -> QWidget:
    """Let Tab go from one control to those in ``after``, which was made just now, and return the last of these."""
    last = before
    for stop in _new_stops(after):
        QWidget.setTabOrder(last, stop)
        last = stop
    return last


def last_stop(root: QWidget) -> QWidget:
    """Return the last control that Tab reaches inside what was made just now, or that itself."""
    return ([root, *_new_stops(root)])[-1]


def _new_stops(root: QWidget) -> list[QWidget]:
    """Return what Tab can reach inside ``root``, in the order in which it does, while nothing of it was moved."""
    found, one = [], root.nextInFocusChain()
    while one is not None and root.isAncestorOf(one):
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(one)
        one = one.nextInFocusChain()
    return found


def _stops(root: QWidget) -> list[QWidget]:
    """Return what Tab can reach inside ``root`` now, in the order it was made."""
    found = root.findChildren(QWidget)
    return [one for one in found if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus]
