"""One service in full, beside the list: the facts and where they are from, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.services import METHOD_LABELS, NOT_CHECKED, ServiceDetails
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.buttons import main_button, quiet_button, second_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, Column, column, holder, line, row
from workwell_desktop.ui.style.theme import Look


class ServiceDetailsView(QWidget):
    """Shows one service. The signals carry its id; ``checked`` also says how it was checked."""

    referred = Signal(int)
    details_given = Signal(int)
    checked = Signal(int, str)
    change_wanted = Signal(int)
    closed = Signal()

    def __init__(
        self,
        look: Look,
        details: ServiceDetails,
        call_name: str,
        *,
        in_plan: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._details = look, details
        head = column(look, Label(look, details.name, "section"), gap=4)
        if details.subtitle:
            head.addWidget(Label(look, details.subtitle, "body", ink="ink2"))
        self._box = column(look, head, gap=12)
        if details.summary:
            self._box.addWidget(Label(look, details.summary))
        self._facts(self._box)
        self._checking = holder(self._how_checked())
        self._checking.hide()
        deeds = column(look, gap=8, margins=(24, 12, 24, 12))
        self._deeds(deeds, call_name, in_plan)
        page = self._page = Page(look, holder(self._box), name=details.name)
        if look.large:  # there is no room for words above buttons that do not scroll
            deeds.set_spaces(8, 0)
            self._box.addLayout(deeds)
            whole = column(look, page, gap=0)
        else:
            whole = column(look, page, line(look), deeds, gap=0)
        self._box.addWidget(self._checking)  # scrolls with the facts: a low window has no room for it below them
        self._box.addStretch(1)
        whole.setStretchFactor(page, 1)
        self.setLayout(whole)

    def _facts(self, box: Column) -> None:
        look, details = self._look, self._details
        if details.how_to_refer:
            self._fact(box, "How to go", details.how_to_refer)
        if details.access:
            self._fact(box, "Who can go", ". ".join(details.access))
        for fact in details.facts:
            if fact.value:
                self._fact(box, fact.label, fact.shown, fact.source)
        if details.getting_in:
            self._fact(box, "Getting in", details.getting_in)
        unknown = [fact.label.lower() for fact in details.facts if not fact.value]
        if unknown:  # named together: a row for each would push what is known out of sight
            self._fact(box, NOT_CHECKED, ", ".join(unknown).capitalize())
        checked = details.checked_by or details.checked
        self._fact(box, "Checked", checked)
        for note in details.notes:
            self._fact(box, f"Note by {note.who}, {note.when}", note.text)
        for source in details.lists:
            words = f"From {source.name}, {source.publisher}, {source.licence}."
            box.addWidget(Label(look, words, "small", ink="ink2"))

    def _fact(self, box: Column, label: str, words: str, source: str = "") -> None:
        look = self._look
        lines = [Label(look, label, "small", ink="ink2"), Label(look, words)]
        if source:
            lines.append(Label(look, source, "small", ink="ink2"))
        box.addWidget(holder(column(look, *lines, gap=4)))
        box.addWidget(line(look))

    def _deeds(self, box: Column, call_name: str, in_plan: bool) -> None:
        look, service = self._look, self._details.id
        if call_name and in_plan:
            box.addWidget(Badge(look, f"In {call_name}’s plan", "done"))
        elif call_name:
            refer = main_button(look, f"Refer {call_name}")
            refer.clicked.connect(lambda: self.referred.emit(service))
            give = second_button(look, f"Give {call_name} the details only")
            give.clicked.connect(lambda: self.details_given.emit(service))
            box.addWidget(refer)
            box.addWidget(give)
        check = quiet_button(look, "I checked this today", "tick-circle")
        check.clicked.connect(self._ask_how_checked)
        change = quiet_button(look, "Something here is wrong", "pencil")
        change.clicked.connect(lambda: self.change_wanted.emit(service))
        box.addLayout(row(look, check, STRETCH))
        box.addLayout(row(look, change, STRETCH))

    def _ask_how_checked(self) -> None:
        """Ask how it was checked, in sight, or take the question away again."""
        self._checking.setVisible(not self._checking.isVisible())
        if self._checking.isVisible():  # scrolled to once it has its place
            QTimer.singleShot(0, self._page, lambda: self._page.show_part(self._checking))

    def _how_checked(self) -> Column:
        look = self._look
        buttons = []
        for code, words in METHOD_LABELS.items():
            button = second_button(look, f"Checked {words}")
            button.clicked.connect(lambda _on=False, how=code: self.checked.emit(self._details.id, how))
            buttons.append(button)
        return column(look, Label(look, "How did you check it?", "medium"), *buttons, gap=8)
