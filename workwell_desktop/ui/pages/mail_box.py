"""An e-mailed referral beside the five fields: pasted, read, and each value looked at before anything is filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import lists
from workwell_desktop.casework.referral_mail import Found, read_mail
from workwell_desktop.ui.parts.buttons import deed_of_open_fields, quiet_button, second_button
from workwell_desktop.ui.parts.choices import Check
from workwell_desktop.ui.parts.fields import Field, announce
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import (
    STRETCH,
    Column,
    column,
    empty_out,
    flow,
    holder,
    line,
    reveal,
    row,
    show_in_page,
)
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.style.theme import Look

LABELS: Mapping[str, str] = {
    "first_name": "First name",
    "last_name": "Last name",
    "phone": "Phone",
    "birth_date": "Date of birth",
    "source": "Came from",
    "referrer_name": "Who sent them",
    "referrer_organisation": "Practice, employer or service",
    "reason": "What they want help with",
    "received_on": "Arrived",
    "work_status": "Work",
    "nhs_number": "NHS number",
    "email": "E-mail",
    "postcode": "Postcode",
    "gp_practice": "GP practice",
}
"""What each field is called beside a value that was found."""
_CODES = {"source": "referral_source", "work_status": "work_status"}
_SHOWN = 160  # letters of a value that are shown; the whole value is filled in
_AIR = 6  # pixels between the lines: the focus ring of a box reaches over none of them
_QUOTED = 80  # letters of the line that a value was found in


def in_words(field: str, value: str) -> str:
    """Return a value as it is read: the label of a code, anything else as it stands."""
    return lists.label(_CODES[field], value) if field in _CODES else value


class MailBox(QWidget):
    """A place to paste an e-mail. ``chosen`` carries the ticked values by field; ``edited`` says that it changed.

    ``present`` returns what stands in a field already: such a value is not ticked, and what was typed stands below
    it. ``undone`` asks to take the filling in back.
    """

    chosen = Signal(object)
    edited = Signal()
    undone = Signal()

    def __init__(self, look: Look, present: Callable[[str], str]) -> None:
        super().__init__()
        self._look, self._present = look, present
        self._area = TextArea(look, lines=5, most=9)
        self.field = Field(
            look,
            "Paste an e-mail",
            self._area,
            hint="Copy all of it and paste it here. You look at what was found before it is filled in.",
            width="full",
        )
        self.field.edited.connect(self._typed)
        self.read = deed_of_open_fields(second_button(look, "Find the details in it", "search"), holds=False)
        self.read.clicked.connect(self._read)
        self._list = column(look, gap=0)
        self._found: list[tuple[Found, Check]] = []
        self._fill = deed_of_open_fields(second_button(look, "", "tick"), holds=False)
        self._fill.clicked.connect(self._choose)
        self._back = quiet_button(look, "Undo filling in", "undo")
        self._back.clicked.connect(self._undo)
        reveal(self._back, False)
        self.keep = Check(look, "Keep the e-mail with the referral")
        self.keep.edited.connect(self.edited)
        self._title = Label(look, "Is this right?", "section")
        self._results = holder(
            column(
                look,
                self._title,
                Label(look, "Below each you see where it stands in the e-mail. Use it, or leave it out.", "hint"),
                line(look),
                self._list,
                flow(look, self._fill, self._back),
                gap=12,
            )
        )
        reveal(self._results, False)
        reveal(self.keep, False)
        pasted = holder(column(look, self.field, row(look, self.read, STRETCH)))
        whole = column(look, pasted, self._results, self.keep, STRETCH)
        self.setLayout(whole)

    def text(self) -> str:
        """Return the e-mail exactly as it stands there, however long it is."""
        words = self._area.words()
        return words if words.strip() else ""

    def kept_text(self) -> str:
        """Return the e-mail when it shall be kept with the referral."""
        return self.text() if self.keep.value() else ""

    def typed(self) -> dict[str, Any]:
        """Return what stands here, to be kept as a draft."""
        return {"mail": self.text(), "keep_mail": bool(self.keep.value())}

    def set_typed(self, typed: Mapping[str, Any]) -> None:
        """Show what was kept as a draft; nothing is read before it is asked for."""
        self.field.set_value(str(typed.get("mail", "")))
        self.keep.set_value(bool(typed.get("keep_mail", False)))
        self.field.clear()
        self._show(())
        reveal(self.keep, bool(typed.get("mail")))

    def _typed(self) -> None:
        self.field.clear()
        if self._found:
            self._show(())
        reveal(self.keep, bool(self._area.value().strip()))
        self.edited.emit()

    def _read(self) -> None:
        text = str(self.field.value())
        reading = read_mail(text)
        if not text.strip():
            self.field.set_error("Paste the e-mail here first.")
        elif reading.problem:
            self.field.set_error(reading.problem)
        else:
            self.field.clear()
        self._show(reading.found)
        if self._found:
            announce(self, f"{len(self._found)} values were found. Look at each.")
            self._found[0][1].setFocus()
            QTimer.singleShot(
                0, self._results, partial(show_in_page, self._title, at_top=True)
            )  # once they have their places

    def _show(self, found: tuple[Found, ...]) -> None:
        empty_out(self._list)
        self._found = []
        reveal(self._back, False)
        for name, label in LABELS.items():
            if values := [one for one in found if one.field == name]:
                lines = [self._line(label, one) for one in values]
                title = Label(self._look, label, "small_strong", ink="ink2")
                self._list.addLayout(column(self._look, title, *lines, gap=_AIR, margins=(0, 8, 0, 8)))
                self._list.addWidget(line(self._look))
        reveal(self._results, bool(self._found))
        self._count()

    def _line(self, label: str, one: Found) -> Column:
        """Return one value that was found, with the choice to use it at its right, and below where it stands."""
        look, words = self._look, _short(in_words(one.field, one.value), _SHOWN)
        typed = self._present(one.field)
        other = bool(typed) and " ".join(typed.split()) != " ".join(one.value.split())
        said = f"In an older e-mail below: “{_around(one)}”" if one.quoted else f"“{_around(one)}”"
        said += f" You typed: “{_short(in_words(one.field, typed), _QUOTED)}”" if other else ""
        box = Check(look, "Use")
        box.setAccessibleName(f"Use {label}: {words}")
        box.setAccessibleDescription(said)
        box.set_value(one.first and not one.quoted and not other)
        box.edited.connect(partial(self._only, one, box))
        self._found.append((one, box))
        value = row(look, Label(look, words, "medium"), box)
        value.setStretch(0, 1)
        value.setAlignment(box, Qt.AlignmentFlag.AlignTop)
        return column(look, value, Label(look, said, "hint"), gap=_AIR)

    def _only(self, ticked: Found, box: Check) -> None:
        """Use one value at most for each field."""
        if box.value():
            for one, other in self._found:
                if one.field == ticked.field and other is not box:
                    other.set_value(False)
        self._count()

    def _count(self) -> None:
        """Say on the button how much it fills in."""
        number = sum(1 for _one, box in self._found if box.value())
        self._fill.set_text(
            f"Fill in these {number}" if number > 1 else "Fill in this one" if number else "Leave all of it out"
        )

    def _choose(self) -> None:
        self.chosen.emit({one.field: one.value for one, box in self._found if box.value()})
        reveal(self._back, True)

    def _undo(self) -> None:
        reveal(self._back, False)
        self._fill.setFocus()
        self.undone.emit()


def _short(text: str, most: int) -> str:
    """Return words in one line, no longer than ``most`` letters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[:most].rstrip()} …"


def _around(one: Found) -> str:
    """Return the words around a value in its line; a code stands at no place of it."""
    flat, value = " ".join(one.line.split()), " ".join(one.value.split())
    at = flat.find(value)
    if len(flat) <= _QUOTED or at < 0:
        return _short(flat, _SHOWN)
    start = max(0, min(at - (_QUOTED - len(value)) // 2, len(flat) - _QUOTED))
    if start:
        start = flat.find(" ", start - 1) + 1 or start  # at the beginning of a word
    piece = flat[start : start + _QUOTED]
    if start + _QUOTED < len(flat):
        piece = piece.rpartition(" ")[0] or piece
        return f"{'… ' if start else ''}{piece.strip()} …"
    return f"{'… ' if start else ''}{piece.strip()}"
