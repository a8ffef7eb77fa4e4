"""The page of somebody's shortlist: their order, what is printed, services beside each other, and the paper itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from workwell_desktop.casework.banner import call_name_of
from workwell_desktop.casework.service_compare import MOST, compare
from workwell_desktop.casework.shortlist import (
    Shortlist,
    into_plan,
    load_shortlist,
    move,
    print_why,
    put_back,
    take_off,
)
from workwell_desktop.casework.shortlist_paper import issue_shortlist, shortlist_forms, shortlist_text
from workwell_desktop.casework.tabs import DIRECTORY
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.pages.page import WorkPage
from workwell_desktop.ui.pages.shortlist_parts import ListedRow, comparison_view
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import Button, does, main_button, quiet_button, second_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.fields import Field, first_error
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, flow, holder, line, reveal
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.preview import Preview

_MEASURE = 800  # pixels at 100 % text: longer lines are hard to follow
_HINT = "Services that {name} may want to try, in {name}’s order. {name} chooses what is printed."
_REASON_HINT = "Recorded is: {form}. The reason is kept with the paper."
_EMPTY = "Nothing is on the list yet. Choose a service in the directory, and put it on."
_KEPT = "Everything here is kept."


class ShortlistPage(WorkPage):
    """Shows one participant's list; prints it, compares what stands on it, and puts it into the plan."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._person = 0
        self._list = Shortlist(0, "", ())
        self._rows: dict[int, ListedRow] = {}
        self._compared: set[int] = set()
        self._wanted = 0  # whose paper is being made
        self._comparing = False
        self._stack = QStackedWidget()
        self._front: QWidget | None = None
        self._bar = BottomBar(desk.look)
        self._large = desk.look.large
        desk.look.changed.connect(self._refit)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self._press_print)
        whole = column(desk.look, self._stack, gap=0)
        self.setLayout(whole)

    # -- what the window asks -----------------------------------------------------------------------------------

    def aim(self, about: str) -> None:
        """Show the list of this participant."""
        self._person = int(about) if about.isdigit() else 0
        self._compared = set()
        self._wanted = 0

    def person(self) -> str:
        """Return whom the list is of."""
        return call_name_of(self._desk.vault, self._person) if self._person else ""

    def show_now(self) -> None:
        """Read and draw the list as it is kept now."""
        self._comparing = False
        self._read()
        self._compared = {row.id for row in self._list.rows[:MOST]}
        self._draw()
        self._bar.set_kept(_KEPT)

    def begin(self) -> None:
        """Begin at the button that prints."""
        if self._list.rows:
            _focus(self._print_button)
        else:
            super().begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc: from a comparison to the list, from the list to the directory."""
        if event.key() == Qt.Key.Key_Escape:
            self._back()
        else:
            super().keyPressEvent(event)

    # -- drawing ------------------------------------------------------------------------------------------------

    def _refit(self) -> None:
        """Lay it out anew when the text became large, or is not any more; a paper in sight stays."""
        if self._large != self._desk.look.large:
            self._large = self._desk.look.large
            if self._person and not isinstance(self._stack.currentWidget(), Preview):
                self._draw()

    def _read(self) -> None:
        self._list = load_shortlist(self._desk.vault, self._person)

    def _draw(self, notice: Notice | None = None) -> None:
        look, name = self._desk.look, self._list.call_name
        page = Page(look, gap=16, name=f"{name}’s shortlist")
        page.add(Label(look, f"{name}’s shortlist", "page"))
        page.add(Label(look, _HINT.format(name=name), "hint"))
        if notice is not None:
            page.add(notice)
        self._forms = shortlist_forms(self._desk.vault, self._person)
        for one in self._forms.undone:
            page.add(Notice(look, "warn", one.what, one.instead))
        if self._list.rows:
            page.add(self._deeds())
            page.add(self._other_form())
        else:
            page.add(Empty(look, _EMPTY, "Go to the directory", self._leave))
        page.add(self._services())
        page.add(STRETCH)
        self._print_button = main_button(look, f"Print {name}’s shortlist ({len(self._list.rows)})", "printer")
        self._print_button.setToolTip("Make the paper and look at it first (Ctrl+P)")
        does(self._print_button, self._make)
        back = does(second_button(look, "Back to the directory"), self._leave)
        plan = does(second_button(look, "Put all into the plan"), self._into_plan)
        self._show(page, [back, plan, self._print_button] if self._list.rows else [back])

    def _deeds(self) -> QWidget:
        look = self._desk.look
        self._copy = does(quiet_button(look, "Copy as text", "sheet"), self._copy_text)
        self._copy.setToolTip("To paste into a message. Locking clears it.")
        compare_it = does(quiet_button(look, "Compare", "people"), self._compare)
        other = does(quiet_button(look, "Another form of paper"), self._ask_form)
        shown = [compare_it] if len(self._list.rows) > 1 else []
        return holder(flow(look, *shown, self._copy, other))

    def _other_form(self) -> QWidget:
        look, offered = self._desk.look, self._forms
        self._form = Field(look, "Which form?", Combo(look, offered.forms), width="sentence")
        self._form.set_value(offered.recorded)
        hint = _REASON_HINT.format(form=offered.forms[0][1])
        self._reason = Field(look, f"Why does {offered.call_name} get another form?", Line(look), hint=hint)
        self._form.edited.connect(lambda: reveal(self._reason, self._form.value() != offered.recorded))
        self._form_box = holder(column(look, self._form, self._reason))
        reveal(self._reason, False)
        reveal(self._form_box, False)
        return self._form_box

    def _services(self) -> QWidget:
        look = self._desk.look
        self._rows = {}
        body = column(look, gap=0)
        for number, one in enumerate(self._list.rows, start=1):
            last = number == len(self._list.rows)
            shown = ListedRow(look, number, one, last=last, compared=one.id in self._compared)
            shown.moved.connect(partial(self._move, one.id))
            shown.taken_off.connect(partial(self._take_off, one.id))
            shown.why_wanted.connect(partial(self._print_why, one.id))
            shown.compare.edited.connect(partial(self._tick, one.id))
            self._rows[one.id] = shown
            body.addWidget(shown)
            body.addWidget(line(look))
        whole = holder(body)
        whole.setMaximumWidth(look.px(_MEASURE))
        return whole

    def _show(self, page: Page, buttons: list[Button]) -> None:
        """Put a page with its bar in place of what is shown."""
        look = self._desk.look
        self._bar = BottomBar(look)
        self._bar.set_buttons(*buttons)
        self._bar.set_kept(_KEPT)
        whole = column(look, page, self._bar, gap=0)
        whole.setStretchFactor(page, 1)
        self._turn_to(holder(whole))

    def _turn_to(self, shown: QWidget) -> None:
        before, self._front = self._front, shown
        self._stack.addWidget(shown)
        self._stack.setCurrentWidget(shown)
        if before is not None:
            self._stack.removeWidget(before)
            before.hide()
            before.deleteLater()

    # -- the list -----------------------------------------------------------------------------------------------

    def _tick(self, service_id: int) -> None:
        shown = self._rows[service_id].compare.value()
        self._compared = self._compared | {service_id} if shown else self._compared - {service_id}

    def _move(self, service_id: int, by: int) -> None:
        if self._done(lambda: move(self._desk.vault, self._person, service_id, by)):
            self._read()
            self._draw()
            shown = self._rows[service_id]
            wanted = shown.up if by < 0 else shown.down
            target = wanted if not wanted.isHidden() else shown.down if by < 0 else shown.up
            _focus(shown.compare if target.isHidden() else target)
            place = [row.id for row in self._list.rows].index(service_id) + 1
            self._bar.set_kept(f"It is number {place} of {len(self._list.rows)} now.")

    def _print_why(self, service_id: int, yes: bool) -> None:
        if self._done(lambda: print_why(self._desk.vault, self._person, service_id, yes=yes)):
            self._read()
            self._bar.set_kept("It is printed." if yes else "It is not printed.")

    def _take_off(self, service_id: int) -> None:
        vault, person = self._desk.vault, self._person
        try:
            taken = take_off(vault, person, service_id)
        except WorkwellError as problem:
            self._refused(problem)
            return
        self._read()

        def back() -> None:
            if taken is not None and self._done(lambda: put_back(vault, person, taken)):
                self._read()
                self._draw()
                self.begin()

        name = taken.name if taken is not None else ""
        notice = Notice(self._desk.look, "note", f"{name} is off the list.", deeds=[("Put it back", back)])
        self._draw(notice)
        _focus(notice.buttons[0])

    def _into_plan(self) -> None:
        try:
            done = into_plan(self._desk.vault, self._person)
        except WorkwellError as problem:
            self._refused(problem)
            return
        self.changed.emit()
        left = f" Left out, because they take nobody now: {', '.join(done.left)}." if done.left else ""
        steps = "1 service is a step" if done.put == 1 else f"{done.put} services are steps"
        self._bar.set_kept(f"{steps} in {self._list.call_name}’s plan now.{left}")

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(shortlist_text(self._desk.vault, self._person))
        self._bar.set_kept("Copied. Paste it into a message. Locking clears it.")

    # -- beside each other --------------------------------------------------------------------------------------

    def _compare(self) -> None:
        chosen = [row.facts for row in self._list.rows if row.id in self._compared]
        try:
            found = compare(chosen)
        except WorkwellError as problem:
            self._refused(problem)
            return
        look = self._desk.look
        page = Page(look, gap=16, name="Services beside each other")
        page.add(Label(look, "Services beside each other", "page"))
        page.add(Label(look, "Where they differ, it says so.", "hint"))
        page.add(comparison_view(look, found))
        page.add(STRETCH)
        back = does(main_button(look, f"Back to {self._list.call_name}’s shortlist"), self._back)
        self._comparing = True
        self._show(page, [back])
        _focus(back)

    def _back(self) -> None:
        if self._comparing:
            self._comparing = False
            self._draw()
            self.begin()
        else:
            self._leave()

    def _leave(self) -> None:
        self.opened.emit(self._person, DIRECTORY, "")

    # -- the paper ----------------------------------------------------------------------------------------------

    def _press_print(self) -> None:
        if self._list.rows and not self._comparing and self._print_button.isVisible():
            self._print_button.click()

    def _ask_form(self) -> None:
        reveal(self._form_box, True)
        QTimer.singleShot(0, self._form_box, self._form.take_focus)

    def _make(self) -> None:
        vault, person = self._desk.vault, self._person
        asked = not self._form_box.isHidden()
        form = self._form.value() if asked else ""
        reason = self._reason.value() if asked else ""
        self._wanted = person
        self._print_button.setEnabled(False)
        self._bar.set_kept("Making the paper ...", "info")
        self._desk.worker.run(
            self, lambda: issue_shortlist(vault, person, form, reason), partial(self._made, person), self._not_made
        )

    def _made(self, person: int, paper_id: int) -> None:
        if self._wanted != person:  # somebody else came into the room meanwhile
            return
        try:
            preview = Preview(self._desk, paper_id, f"{self._list.call_name}’s shortlist")
        except WorkwellError as problem:
            self._not_made(problem)
            return
        preview.closed.connect(self._paper_closed)
        self._turn_to(preview)
        _focus(preview)

    def _paper_closed(self) -> None:
        self._read()
        self._draw()
        self.begin()

    def _not_made(self, problem: Exception) -> None:
        if not isinstance(problem, WorkwellError):
            raise problem
        self._print_button.setEnabled(True)
        if isinstance(problem, InputProblem):
            fields = {"form": self._form, "reason": self._reason}
            for name, sentence in problem.fields.items():
                fields[name].set_error(sentence)
            first_error(fields.values())
            self._bar.set_kept("Something is missing.", "octagon-alert")
        else:
            self._refused(problem)

    def keep(self) -> bool:
        """Keep what is being written down about the paper in sight. Return whether all is kept."""
        return self._front.keep() if isinstance(self._front, Preview) else True

    def _done(self, deed: Callable[[], object]) -> bool:
        try:
            deed()
        except WorkwellError as problem:
            self._refused(problem)
            return False
        return True

    def _refused(self, problem: WorkwellError) -> None:
        self._bar.set_kept(f"{problem.sentence} {problem.next_step}".strip(), "octagon-alert")


def _focus(control: QWidget) -> None:
    """Give the focus to something that was just drawn, once it is shown."""
    QTimer.singleShot(0, control, lambda: control.setFocus(Qt.FocusReason.OtherFocusReason))
