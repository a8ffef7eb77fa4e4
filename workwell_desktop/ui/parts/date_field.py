"""A date that is typed as one would say it, and shown back in full.

left_work = DateField(look, "Last day worked", parse)
left_work.when()  # a date, or nothing
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Protocol

from PySide6.QtCore import Signal

from workwell_desktop.ui.parts.answers import Answers
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.style.theme import Look

HINT = "Type a date as you would say it: 5 nov, last Tuesday, in 2 weeks."


class ReadDate(Protocol):
    """What a typed date came to: the day, a sentence to show back, or what is wrong with it."""

    @property
    def when(self) -> date | None:
        """The day, or nothing."""

    @property
    def sentence(self) -> str:
        """The day in full, as it is shown back."""

    @property
    def problem(self) -> str:
        """What is wrong and what to do, or ``""``."""


class DateField(Field):
    """A field for a typed date. It is read when the focus leaves or Enter is pressed, never while typing."""

    understood_as = Signal(object)

    def __init__(
        self,
        look: Look,
        label: str,
        parse: Callable[[str], ReadDate],
        *,
        hint: str = "",
        alt: str = "",
        width: str = "date",
        answers: Answers | None = None,
    ) -> None:
        """Show an empty line; ``parse`` reads what is typed."""
        super().__init__(look, label, Line(look), hint=hint, alt=alt, width=width, answers=answers)
        self._parse = parse
        self._when: date | None = None
        self._read_as = ""  # the words that ``_when`` was read from
        self.left.connect(self.read)
        self.edited.connect(self._stale)

    def value(self) -> str:
        """Return what is typed; once it would mean another day, because midnight passed, the day that it meant."""
        typed = self._typed_words()
        meant = self._when if typed == self._read_as else None
        return typed if meant is None or self._parse(typed).when == meant else _in_full(meant)

    def when(self) -> date | None:
        """Return the day that is typed, or nothing when it is empty or not understood."""
        typed = self._typed_words()
        if self._when is not None and typed == self._read_as:
            return self._when
        return self._parse(typed).when if typed else None

    def set_value(self, value: object) -> None:
        """Show typed words, or a day in full."""
        super().set_value(_in_full(value) if isinstance(value, date) else str(value or ""))
        self.read()

    def read(self) -> None:
        """Read what is typed and show what we understood, or what is wrong."""
        typed = self.value()
        if typed != self._typed_words():  # midnight passed: shown in full from now on
            super().set_value(typed)
        self._read_as = typed
        if not typed:
            self.clear()
            return self._tell(None)
        found = self._parse(typed)
        if found.when is None:
            self.set_error(found.problem, announce_it=found.problem != self.error)
        else:
            self.set_understood(found.sentence)
        return self._tell(found.when)

    def _typed_words(self) -> str:
        return str(super().value())

    def _tell(self, when: date | None) -> None:
        if when != self._when:
            self._when = when
            self.understood_as.emit(when)

    def _stale(self) -> None:
        """Take the old day away while another is typed; an error stays until the field is left."""
        if self.understood:
            self.clear()


def _in_full(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
