"""One service in full, beside the list: the facts and where they are from, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.dates import Understood
from workwell_desktop.casework.service_corrections import WrongEntry
from workwell_desktop.casework.services import METHOD_LABELS, NOT_CHECKED, ServiceDetails
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.buttons import main_button, quiet_button, second_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, Column, column, holder, line, row
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.service_wrong import ServiceWrongForm
from workwell_desktop.ui.style.theme import Look

_OWN_FIGURES = "Counted from our own referrals. Nobody is named."


class ServiceDetailsView(QWidget):
    """Shows one service. The signals carry its id; ``checked`` also says how it was checked.

    ``referred`` is a referral that the coach sends, ``helped`` one that the participant makes with help;
    ``reported`` carries what is wrong (a ``WrongEntry``); ``wrong_edited`` says that it is being typed, ``wrong_left``
    that it was left. ``going_wanted`` asks how it goes on.
    """

    referred = Signal(int)
    helped = Signal(int)
    reported = Signal(object)
    details_given = Signal(int)
    checked = Signal(int, str)
    change_wanted = Signal()
    shortlist_turned = Signal(int)
    going_wanted = Signal()
    wrong_edited = Signal()
    wrong_left = Signal()
    closed = Signal()

    def __init__(
        self,
        look: Look,
        details: ServiceDetails,
        call_name: str,
        *,
        in_plan: bool,
        read_day: Callable[[str], Understood],
        shortlist: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._details = look, details
        self._shortlist = shortlist  # what the button says that puts it on the shortlist, or takes it off
        head = column(look, Label(look, details.name, "section"), gap=4)
        if details.subtitle:
            head.addWidget(Label(look, details.subtitle, "body", ink="ink2"))
        self._box = column(look, head, gap=12)
        if details.warning:
            self._box.addWidget(Notice(look, "warn", details.warning))
        if details.summary:
            self._box.addWidget(Label(look, details.summary))
        self._facts(self._box)
        self._checking = holder(self._how_checked())
        self._checking.hide()
        self._wrong = self._wrong_form(read_day)
        self._deeds = column(look, gap=8)
        self._refer(self._deeds, call_name, in_plan)
        self._acting = holder(self._deeds)
        page = self._page = Page(look, holder(self._box), name=details.name)
        self._edge = line(look)
        self._whole = column(look, page, self._edge, gap=0)
        self._whole.setStretchFactor(page, 1)
        self._after = column(look, gap=12)  # scrolls with the facts: a low window has no room for it below them
        self._box.addLayout(self._after)
        self._keep_true(self._box)
        self._box.addWidget(self._wrong)
        self._box.addWidget(self._checking)
        self._box.addStretch(1)
        self.setLayout(self._whole)
        look.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """Have the ways to go stay in sight, but with large text: there they would leave the facts no room."""
        large = self._look.large
        self._deeds.set_spaces(8, 0 if large else (32, 12, 32, 12))
        (self._after if large else self._whole).addWidget(self._acting)
        self._acting.setVisible(bool(self._deeds.count()))
        self._edge.setVisible(bool(self._deeds.count()) and not large)

    def _facts(self, box: Column) -> None:
        look, details = self._look, self._details
        for label, words in (
            ("How to go", details.how_to_refer),
            ("Who can go", ". ".join(details.access)),
            ("Who may come", "\n".join(details.who)),
            ("How long people wait", details.wait),
        ):
            if words:
                self._fact(box, label, words)
        for fact in details.facts:
            if fact.value:
                self._fact(box, fact.label, fact.shown, fact.source)
                if fact.name == "address" and details.secret:
                    box.addWidget(Notice(look, "warn", details.secret, "It is left out of everything that is printed."))
        for label, words in (("Also at", "\n".join(details.other_places)), ("Getting in", details.getting_in)):
            if words:
                self._fact(box, label, words)
        if details.taken_up:
            self._fact(box, "Taken up", details.taken_up, "" if details.waits else _OWN_FIGURES)
        if details.waits:
            self._fact(box, "Waits people really had", details.waits, _OWN_FIGURES)
        self._known(box)

    def _known(self, box: Column) -> None:
        """Show what nobody has said, who vouched for the rest, what coaches noted, and where it is from."""
        look, details = self._look, self._details
        unknown = [fact.label.lower() for fact in details.facts if not fact.value]
        if unknown:  # named together: a row for each would push what is known out of sight
            self._fact(box, NOT_CHECKED, ", ".join(unknown).capitalize())
        looked_at = f"Not yet. The list was last looked at on {details.looked_at}." if details.looked_at else ""
        self._fact(box, "Checked by us", details.checked_by or looked_at or NOT_CHECKED)
        if details.assured:
            self._fact(box, "Checked by the publisher", details.assured)
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

    def _refer(self, box: Column, call_name: str, in_plan: bool) -> None:
        """Offer the ways to go there, and the shortlist."""
        look, service = self._look, self._details.id
        if call_name and in_plan:
            box.addWidget(Badge(look, f"In {call_name}’s plan", "done"))
            going = second_button(look, "Say how it goes on", "pencil")
            going.clicked.connect(self.going_wanted)
            box.addWidget(going)
        elif call_name:
            refer = main_button(look, f"Refer {call_name}")
            refer.clicked.connect(lambda: self.referred.emit(service))
            help_them = second_button(look, f"Help {call_name} to refer themself")
            help_them.clicked.connect(lambda: self.helped.emit(service))
            give = second_button(look, f"Give {call_name} the details only")
            give.clicked.connect(lambda: self.details_given.emit(service))
            for button in (refer, help_them, give):
                box.addWidget(button)
        if self._shortlist:
            listed = quiet_button(look, self._shortlist, "star")
            listed.setToolTip("Ctrl+D")
            listed.clicked.connect(lambda: self.shortlist_turned.emit(service))
            box.addLayout(row(look, listed, STRETCH))

    def _keep_true(self, box: Column) -> None:
        """Offer to say that it is right, or what is wrong."""
        look = self._look
        check = quiet_button(look, "I checked this today", "tick-circle")
        check.clicked.connect(lambda: self._ask(self._checking, self._wrong))
        change = quiet_button(look, "Something here is wrong", "pencil")
        change.clicked.connect(lambda: self._ask(self._wrong, self._checking))
        box.addLayout(row(look, check, STRETCH))
        box.addLayout(row(look, change, STRETCH))

    def show_wrong(self, entry: WrongEntry) -> None:
        """Have the fields about what is wrong stand open, with what was typed in them."""
        self._wrong.show_entry(entry)
        self._wrong.show()

    def wrong(self) -> WrongEntry:
        """Return what is typed about what is wrong."""
        return self._wrong.entry()

    def show_problems(self, sentences: dict[str, str]) -> None:
        """Say beside the fields what needs another look about what is wrong."""
        self._wrong.show_problems(sentences)

    def _ask(self, question: QWidget, other: QWidget) -> None:
        """Ask something in sight, or take the question away again; the other one goes."""
        other.hide()
        question.setVisible(not question.isVisible())
        if question.isVisible():  # scrolled to once it has its place
            QTimer.singleShot(0, self._page, lambda: self._page.show_part(question))
            if question is self._wrong:
                self._wrong.kind.take_focus()

    def _wrong_form(self, read_day: Callable[[str], Understood]) -> ServiceWrongForm:
        form = ServiceWrongForm(self._look, read_day)
        form.hide()
        form.reported.connect(self.reported)
        form.closed.connect(form.hide)
        form.closed.connect(self.wrong_left)
        form.edited.connect(self.wrong_edited)
        form.whole_wanted.connect(self.change_wanted)
        return form

    def _how_checked(self) -> Column:
        look = self._look
        buttons = []
        for code, words in METHOD_LABELS.items():
            button = second_button(look, f"Checked {words}")
            button.clicked.connect(lambda _on=False, how=code: self.checked.emit(self._details.id, how))
            buttons.append(button)
        return column(look, Label(look, "How did you check it?", "medium"), *buttons, gap=8)
