"""A question and its answer: label, hint, control, and below what is wrong or what we understood.

mobile = Field(look, "Mobile number", Line(look), hint="Leave blank if Tomek would rather not say.", width="date")
mobile.left.connect(check)
mobile.set_error("A mobile number has 11 digits. This one has 9.")
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QSpacerItem, QWidget

from workwell_desktop.ui.parts.answers import Answers
from workwell_desktop.ui.parts.buttons import with_alt
from workwell_desktop.ui.parts.labels import IconText, Label, restyle
from workwell_desktop.ui.parts.layouts import Bounded, column, reveal, row, show_in_page
from workwell_desktop.ui.parts.together import Together
from workwell_desktop.ui.style.theme import Look

WIDTHS = ("date", "postcode", "name", "sentence", "full")


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say something at once."""
    event = QAccessibleAnnouncementEvent(widget, words)
    event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


def first_error(fields: Iterable[Field]) -> Field | None:
    """Give the focus to the first field that has an error, scroll to it, and return it; nothing when all are well."""
    for field in fields:
        if field.error:
            field.take_focus()
            return field
    return None


def show_problems(fields: Mapping[str, Field], sentences: Mapping[str, str]) -> None:
    """Put each sentence beside the field of its name, take old ones away, and the focus into the first of them."""
    for name, field in fields.items():
        if name in sentences:
            field.set_error(sentences[name])
        elif field.error:
            field.clear()
    first_error(fields.values())


class Field(QWidget):
    """A label above its control. ``edited`` is sent while typing, ``left`` when the focus goes: check then."""

    edited = Signal()
    left = Signal()
    at_top = True

    def __init__(
        self,
        look: Look,
        label: str,
        control: Any,
        *,
        hint: str = "",
        alt: str = "",
        width: str = "sentence",
        answers: Answers | None = None,
        label_role: str = "medium",
    ) -> None:
        """Join the pieces; ``control`` is any part with ``value``, ``set_value`` and ``edited``.

        Raises ``ValueError`` for an unknown width.
        """
        super().__init__()
        if width not in WIDTHS:
            raise ValueError(width)
        self._look, self._alt, self._width = look, alt, width
        self.control: Any = control
        self.answers = answers
        self.error = self.understood = self._words = ""
        self._kept: Any = None
        self._label = Label(look, label, label_role)
        self._hint = Label(look, hint, "hint")
        self._below = IconText(look, "octagon-alert", "", ink="bad", role="small_strong")
        reveal(self._hint, bool(hint))
        reveal(self._below, False)
        self.set_label(label)
        self._build()
        self._join()
        self._fit()
        look.changed.connect(self._fit)

    def _build(self) -> None:
        head = row(self._look, gap=12)
        head.addWidget(self._label, 1)
        if self.answers is not None:
            head.addWidget(self.answers)
        self._air = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        top = column(self._look, head, self._hint, gap=0)
        top.addItem(self._air)
        box = Bounded(self._look, gap=4)
        box.addLayout(top)
        box.addWidget(self.control)
        box.addWidget(self._below)
        self.setLayout(box)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def _join(self) -> None:
        target = self.focus_target()
        if not isinstance(target, QAbstractButton):
            self._label.setBuddy(target)
        elif isinstance(self.control, Together):  # the Alt letter of a button would press it
            self._label.setBuddy(self.control)
        self.control.edited.connect(self._typed)
        if hasattr(self.control, "left"):
            self.control.left.connect(self.left)
        else:
            self.control.edited.connect(self.left)
        if self.answers is not None:
            self.answers.edited.connect(self._answered)
            QWidget.setTabOrder(target, self.answers)
        self._describe()

    def focus_target(self) -> QWidget:
        """Return the widget that takes the focus for this field."""
        find = getattr(self.control, "first_focus", None)
        target: QWidget = find() if find is not None else self.control
        return target

    def take_focus(self) -> None:
        """Give the focus to the control and scroll it into view."""
        self.focus_target().setFocus()
        show_in_page(self)

    def reveal_label(self, shown: bool) -> None:
        """Show the label, or leave it to the screen reader where the control says enough and room is short."""
        reveal(self._label, shown)

    def value(self) -> Any:
        """Return the control's value."""
        return self.control.value()

    def set_value(self, value: Any) -> None:
        """Show another value; nothing is sent."""
        self.control.set_value(value)

    def label(self) -> str:
        """Return the words of the label."""
        return self._words

    def set_label(self, text: str) -> None:
        """Change the label and with it the accessible name."""
        before, self._words = self._words, text
        self._label.set_text(with_alt(text, self._alt))
        self._label.setAccessibleName(text)
        self.control.setAccessibleName(text)
        target = self.focus_target()
        if target is not self.control and target.accessibleName() in {"", before}:
            target.setAccessibleName(text)
        if self.answers is not None:
            self.answers.setAccessibleDescription(text)

    def hint(self) -> str:
        """Return the words of the hint."""
        return self._hint.text()

    def set_hint(self, text: str) -> None:
        """Change the hint, or take it away."""
        self._hint.set_text(text)
        reveal(self._hint, bool(text))
        self._describe()

    def set_error(self, sentence: str, *, announce_it: bool = True) -> None:
        """Say what is wrong beside the field. What was typed stays."""
        self.error, self.understood = sentence, ""
        self._show_below("octagon-alert", sentence, "bad")
        if announce_it and sentence and QApplication.activeWindow() is not None:
            announce(self.focus_target(), f"{self._words}. {sentence}")

    def set_understood(self, sentence: str) -> None:
        """Say what we understood, with a tick."""
        self.error, self.understood = "", sentence
        self._show_below("tick", sentence, "good")

    def set_note(self, sentence: str) -> None:
        """Say something worth a look that does not stand in the way."""
        self.error, self.understood = "", sentence
        self._show_below("info", sentence, "note")

    def clear(self) -> None:
        """Take away what stands below the control."""
        if not (self.error or self.understood):
            return  # a page of seventy fields is cleared at once
        self.error = self.understood = ""
        self._show_below("tick", "", "good")

    def _show_below(self, icon: str, sentence: str, token: str) -> None:
        self._below.set(icon, sentence, token)
        reveal(self._below, bool(sentence))
        invalid = "true" if self.error else "false"
        for widget in {self.control, self.focus_target()}:
            if (widget.property("invalid") or "false") != invalid:  # to style a widget once more takes long
                widget.setProperty("invalid", invalid)
                restyle(widget)
        self._describe()

    def _describe(self) -> None:
        said = " ".join(part for part in (self._hint.text(), self.error or self.understood) if part)
        self.focus_target().setAccessibleDescription(said)

    def _typed(self) -> None:
        if self.answers is not None and self.answers.value():
            self.answers.set_value("")
            self._kept = None
        self.edited.emit()

    def _answered(self) -> None:
        """Put away what was there when one of the three answers is chosen; bring it back when it is taken away."""
        assert self.answers is not None  # noqa: S101  (only its own signal leads here)
        if self.answers.value():
            now = self.control.value()
            if now is not None and now is not False and now not in ("", []):  # 0 is an answer
                self._kept = now
            self.control.set_value(type(now)() if now is not None and not isinstance(now, int) else None)
            self.clear()
        elif self._kept is not None:
            self.control.set_value(self._kept)
            self._kept = None
        self.edited.emit()
        self.left.emit()

    def head_height(self, width: int) -> int:
        """Return how tall the label and the hint are at a width, in pixels."""
        heads = [self._label] if self._hint.isHidden() else [self._label, self._hint]
        return sum(one.heightForWidth(min(width, self.maximumWidth())) for one in heads)

    def set_air(self, height: int) -> None:
        """Leave room below the hint, so that the control is in line with that of a taller neighbour."""
        if self._air.sizeHint().height() != height:
            self._air.changeSize(0, height, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            layout = self.layout()
            if layout is not None:
                layout.invalidate()

    def sizeHint(self) -> QSize:
        """Return the width that shows what is expected, and the height for it (called by Qt)."""
        hint = super().sizeHint()
        return hint if self._width == "full" else QSize(self.maximumWidth(), hint.height())

    def _fit(self) -> None:
        """Take the width that shows what is expected; what is said above and below a short control may be longer."""
        if self._width == "full":
            return
        short = self._width in {"date", "postcode"}
        if short:
            self.control.setMaximumWidth(self._look.width(self._width))
            self.control.setMinimumWidth(0 if self._look.large else self._look.width(self._width))
        longer = "name" if self._width == "postcode" else self._width
        # The ways of not answering stand in one column down the page, whatever is asked.
        self.setMaximumWidth(self._look.width("sentence" if short and self.answers is not None else longer))
        self.updateGeometry()
