"""One line of what can be done at work, while it is written down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from workwell_desktop.casework.assessment_content import AVOID, CAN_DO, CAN_NOW, WITH_HELP, CanDo
from workwell_desktop.casework.dates import Understood, read_date
from workwell_desktop.casework.diagnosis_guard import HealthFacts, told_note
from workwell_desktop.casework.plain_words import paper_problem
from workwell_desktop.ui.assessment.line_form import LineForm
from workwell_desktop.ui.parts.choices import Segments
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.layouts import column, flow, reveal, show_in_page
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.style.theme import Look

_ASKED = {
    CAN_NOW: "What can {name} do now?",
    WITH_HELP: "What could {name} do with help?",
    AVOID: "What is best avoided for now?",
}


class AbilityForm(LineForm):
    """Asks in place for a line, and for what would help or until when it is best avoided."""

    def __init__(
        self, look: Look, name: str, kind: str, today: Callable[[], date], health: HealthFacts, *,
        new: bool, first: bool = False, last: bool = False,
    ) -> None:  # fmt: skip
        """Show an empty form. ``first`` and ``last`` say whether the line can still move up or down its list.

        ``health`` is what would tell an employer about health.
        """
        super().__init__()
        self._look, self._name, self._health = look, name, health
        self._kind = kind

        def to_come(typed: str) -> Understood:
            found = read_date(typed, today(), lean="future")
            past = found.when is not None and found.when < today()
            return Understood(problem="This day is past. Type one that is still to come.") if past else found

        self.words = Field(
            look, "", TextArea(look, lines=2),
            hint="Say the task, not the reason: stand for 20 minutes, lift up to 5 kg.",
        )  # fmt: skip
        self.help = Field(
            look, "With what?", TextArea(look, lines=2), hint="Such as a stool, or a swap every 20 minutes."
        )
        self.until = DateField(
            look, "Until when?", to_come, hint="Type a day, or leave it blank: until we look again.", width="name"
        )
        lists = [(code, heading.removeprefix("I ")) for code, heading in CAN_DO.items()]
        lists = [(code, word[0].upper() + word[1:]) for code, word in lists]
        self.kind = Field(look, "Which list is it for?", Segments(look, lists), width="full")
        self.kind.set_value(kind)
        reveal(self.kind, not new)
        deeds = self.deeds(look, new=new, up=not new and not first, down=not new and not last)
        fields = (self.words, self.help, self.until, self.kind)
        self.setLayout(column(look, *fields, flow(look, *deeds), gap=16, margins=(0, 12, 0, 20)))
        for field in fields:
            field.edited.connect(self.edited)
        for field in (self.words, self.help):
            field.edited.connect(field.clear)
            field.left.connect(lambda said=field: self._look_at(said))
        self.kind.edited.connect(self._turn)
        look.changed.connect(self._fit)
        self._turn()
        self._fit()

    def value(self) -> CanDo:
        """Return the line as it would be kept."""
        until = self.until.when() if self._kind == AVOID else None
        return CanDo(
            self._kind,
            _one_line(self.words),
            _one_line(self.help) if self._kind == WITH_HELP else "",
            until.isoformat() if until else "",
        )

    def typed(self) -> dict[str, str]:
        """Return everything as it is typed and chosen."""
        return {
            "kind": self._kind, "words": self.words.value(), "help": self.help.value(), "until": self.until.value(),
        }  # fmt: skip

    def set_value(self, typed: Mapping[str, Any]) -> None:
        """Show what was typed and chosen; ``until`` is a day or as it was typed."""
        self.kind.set_value(typed.get("kind", self._kind))
        self._turn()
        self.words.set_value(typed.get("words", ""))
        self.help.set_value(typed.get("help", ""))
        self.until.set_value(typed.get("until", ""))

    def begin(self) -> None:
        """Give the focus to the words, and show the whole form once it has taken its size."""
        self.words.take_focus()
        self.words.control.moveCursor(QTextCursor.MoveOperation.End)
        QTimer.singleShot(0, self, self._show_whole)

    def show_problem(self, sentence: str) -> Field:
        """Put a sentence beside the words that it is about, and return their field."""
        field = self.help if paper_problem(_one_line(self.help)) and not paper_problem(_one_line(self.words)) else None
        found = field or self.words
        found.set_error(sentence)
        return found

    def _show_whole(self) -> None:
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        show_in_page(self)

    def _turn(self) -> None:
        """Ask what belongs to the list that the line stands in."""
        self._kind = self.kind.value() or self._kind
        self.words.set_label(_ASKED[self._kind].format(name=self._name))
        reveal(self.help, self._kind == WITH_HELP)
        reveal(self.until, self._kind == AVOID)

    def _look_at(self, field: Field) -> None:
        """Say beside a field when its words cannot be printed, or would tell an employer about health."""
        words = _one_line(field)
        note = told_note(words, self._health.guard, "an employer")
        if problem := paper_problem(words):
            field.set_error(problem)
        elif note:
            field.set_note(f"{note} Say the task, not the reason.")

    def check(self) -> bool:
        """Say whether this can be kept and printed; if not, say beside the field why, with the focus in it."""
        for field in (self.words, self.help):
            if not field.isHidden() and (problem := paper_problem(_one_line(field))):
                field.set_error(problem)
                field.take_focus()
                return False
        if not self.words.value():
            self.words.set_error("Write the task first.")
            self.words.take_focus()
        elif self._kind == AVOID and self.until.value() and self.until.when() is None:
            self.until.read()
            self.until.take_focus()
        else:
            return True
        return False

    def _fit(self) -> None:
        self.kind.setMaximumWidth(self._look.px(720))


def _one_line(field: Field) -> str:
    """Return what is typed in one line: it may stand in a letter."""
    return " ".join(str(field.value()).split())
