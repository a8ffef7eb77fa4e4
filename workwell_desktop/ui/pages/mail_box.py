"""An e-mailed referral beside the five fields: pasted, read, and each value looked at before anything is filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from workwell_desktop.casework import lists
from workwell_desktop.casework.referral_mail import Found, read_mail
from workwell_desktop.ui.parts.buttons import quiet_button, second_button
from workwell_desktop.ui.parts.choices import Check
from workwell_desktop.ui.parts.fields import Field, announce
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, Bounded, column, empty_out, flow, holder, line, reveal, row
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
_SHOWN = 46  # letters of a value or a line that are shown beside a box; the whole value is filled in


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
        self.read = second_button(look, "Look through it", "search")
        self.read.clicked.connect(self._read)
        self._list = column(look, gap=0)
        self._found: list[tuple[Found, Check]] = []
        self._fill = second_button(look, "Fill in what is ticked", "tick")
        self._fill.clicked.connect(self._choose)
        self._back = quiet_button(look, "Undo filling in", "undo")
        self._back.clicked.connect(self._undo)
        reveal(self._back, False)
        self.keep = Check(look, "Keep the e-mail with the referral")
        self.keep.edited.connect(self.edited)
        self._results = holder(
            column(
                look,
                Label(look, "Is this right?", "section"),
                self._list,
                flow(look, self._fill, self._back),
                gap=12,
            )
        )
        reveal(self._results, False)
        reveal(self.keep, False)
        whole = column(look, self.field, row(look, self.read, STRETCH), self._results, self.keep, STRETCH)
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

    def _show(self, found: tuple[Found, ...]) -> None:
        empty_out(self._list)
        self._found = []
        reveal(self._back, False)
        order = list(LABELS)
        for one in sorted(found, key=lambda one: order.index(one.field)):
            words = _short(in_words(one.field, one.value))
            where = "In an older e-mail below: " if one.quoted else ""
            said = f"{where}“{_around(one)}”"
            box = Check(self._look, f"{LABELS[one.field]}: {words}")
            policy = box.sizePolicy()  # free to grow: a fixed height is that of one line, and cuts off the second
            policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
            box.setSizePolicy(policy)
            typed = self._present(one.field)
            other = bool(typed) and " ".join(typed.split()) != " ".join(one.value.split())
            box.set_value(one.first and not one.quoted and not other)
            said += f" You typed: “{_short(in_words(one.field, typed))}”" if other else ""
            box.setAccessibleDescription(said)
            box.edited.connect(partial(self._only, one, box))
            self._found.append((one, box))
            source = holder(column(self._look, Label(self._look, said, "hint"), margins=(30, 0, 0, 8)))
            both = Bounded(self._look, gap=0)
            both.put(box)
            both.put(source)
            self._list.addWidget(holder(both))
            self._list.addWidget(line(self._look))
        reveal(self._results, bool(self._found))
        self._list.activate()  # at once: a box that is measured before its words are there is cut off at its foot

    def _only(self, ticked: Found, box: Check) -> None:
        """Keep one value ticked for each field."""
        if box.value():
            for one, other in self._found:
                if one.field == ticked.field and other is not box:
                    other.set_value(False)

    def _choose(self) -> None:
        self.chosen.emit({one.field: one.value for one, box in self._found if box.value()})
        reveal(self._back, True)

    def _undo(self) -> None:
        reveal(self._back, False)
        self._fill.setFocus()
        self.undone.emit()


def _short(text: str) -> str:
    """Return a value in one line that has room beside its box."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN].rstrip()} …"


def _around(one: Found) -> str:
    """Return the words around a value in its line; a code stands at no place of it."""
    flat, value = " ".join(one.line.split()), " ".join(one.value.split())
    at = flat.find(value)
    if len(flat) <= _SHOWN or at < 0:
        return _short(flat)
    start = max(0, min(at - (_SHOWN - len(value)) // 2, len(flat) - _SHOWN))
    piece = flat[start : start + _SHOWN].strip()
    return f"{'… ' if start else ''}{piece}{' …' if start + _SHOWN < len(flat) else ''}"
