"""Buttons: one main deed, and quieter ones.

agree = main_button(look, "Jo agrees this plan")
print_it = second_button(look, "Print Jo's papers", "printer", alt="p")
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QIcon
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from workwell_desktop.ui.parts.focus_ring import note_focus
from workwell_desktop.ui.parts.labels import restyle
from workwell_desktop.ui.parts.layouts import show_in_page
from workwell_desktop.ui.style.theme import Look

_GAP = 4
_INK = {"main": "on_accent", "final": "on_accent", "quiet": "accent", "danger": "bad"}


def with_alt(text: str, alt: str) -> str:
    """Return text for a Qt control: every ``&`` shown as it is, the first ``alt`` letter underlined."""
    place = text.casefold().find(alt.casefold()) if alt else -1
    if place < 0:
        return text.replace("&", "&&")
    return text[:place].replace("&", "&&") + "&" + text[place:].replace("&", "&&")


def main_button(look: Look, text: str, icon: str = "", *, alt: str = "") -> Button:
    """Return the one main button of a screen. It says what happens."""
    return Button(look, text, "main", icon, alt=alt)


def second_button(look: Look, text: str, icon: str = "", *, alt: str = "") -> Button:
    """Return an ordinary button."""
    return Button(look, text, "second", icon, alt=alt)


def quiet_button(look: Look, text: str, icon: str = "", *, alt: str = "") -> Button:
    """Return a button without an edge, in the accent's words."""
    return Button(look, text, "quiet", icon, alt=alt)


def danger_button(look: Look, text: str, icon: str = "", *, alt: str = "") -> Button:
    """Return a button whose deed takes something away."""
    return Button(look, text, "danger", icon, alt=alt)


def final_button(look: Look, text: str, icon: str = "", *, alt: str = "") -> Button:
    """Return the last button of a dialog that cannot be undone."""
    return Button(look, text, "final", icon, alt=alt)


class Button(QPushButton):
    """A button: kinds main, second, quiet, danger, final and compact (second, in a row or notice)."""

    def __init__(
        self, look: Look, text: str, kind: str = "second", icon: str = "", *, alt: str = "", roomy: bool = False
    ) -> None:
        """Show ``text``, which is also the accessible name; ``alt`` is the letter reached with Alt."""
        super().__init__()
        self._look, self._icon, self._alt = look, icon, alt
        self._token = _INK.get(kind, "ink")
        self.setAutoDefault(False)
        self.setProperty("kind", kind)
        if roomy:
            self.setProperty("roomy", "true")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_text(text)
        self._draw()
        look.changed.connect(self._draw)

    def set_text(self, text: str) -> None:
        """Show other words; the accessible name follows."""
        self.setText(with_alt(text, self._alt))
        self.setAccessibleName(text)

    def set_icon(self, icon: str) -> None:
        """Show another icon, or none for an empty name."""
        if icon != self._icon:
            self._icon = icon
            self._draw()

    def set_ink(self, token: str) -> None:
        """Show words and icon in another token: ``ink`` for a quiet button beside an ordinary one."""
        self._token = token
        self.setProperty("ink", token)
        restyle(self)
        self._draw()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring only when reached by key."""
        note_focus(self, event)
        super().focusInEvent(event)

    def _draw(self) -> None:
        # Qt leaves 4 pixels between icon and words; the rest of the gap is part of the icon.
        size, gap = self._look.px(20), self._look.space(_GAP)
        self.setIconSize(QSize(size + gap, size))
        sides = {"before": _GAP} if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else {"after": _GAP}
        self.setIcon(self._look.icon(self._icon, self._token, **sides) if self._icon else QIcon())


def does(button: Button, deed: Callable[[], object]) -> Button:
    """Join a button to what it does, and return it."""
    button.clicked.connect(lambda _checked: deed())
    return button


def deed_of_open_fields(button: Button, *, holds: bool = True) -> Button:
    """Mark the button that keeps fields which stand open in a page, and return it.

    With ``holds`` the main deed of the page waits for them; without, it does so only while somebody is in them.
    """
    button.setProperty("open_fields", "holds" if holds else "within")
    return button


def press_main(within: QWidget) -> None:
    """Press the main button that is in sight, if there is one; while fields stand open in the page, theirs instead.

    From outside of them nothing is done: the focus goes to their button, so that it is seen what stands open.
    """
    live = [one for one in within.findChildren(Button) if one.isVisible() and one.isEnabled()]
    keeps = [one for one in live if one.property("open_fields")]
    now = QApplication.focusWidget()
    for button in keeps:
        fields = button.parentWidget()
        if now is not None and fields is not None and fields.isAncestorOf(now):
            button.click()
            return
    if holding := [one for one in keeps if one.property("open_fields") == "holds"]:
        holding[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        show_in_page(holding[0])
        return
    for button in live:
        if button.property("kind") == "main":
            button.click()
            return
