"""The Service directory tab: search as you type, filters at the left, the list, and one service in full."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from workwell_desktop.casework.banner import call_name_of
from workwell_desktop.casework.drafts import NOBODY_YET, discard_draft, keep_draft, load_draft
from workwell_desktop.casework.service_corrections import lift_pauses
from workwell_desktop.casework.service_needs import needs_of, services_in_plan
from workwell_desktop.casework.service_referrals import WAY
from workwell_desktop.casework.service_typing import Typed
from workwell_desktop.casework.services import (
    MODE_LABELS,
    Asked,
    ServiceForm,
    ServiceNeed,
    ServiceRow,
    add_service,
    change_service,
    directory_line,
    find_services,
    service_details,
    topic_choices,
)
from workwell_desktop.casework.tabs import PLAN
from workwell_desktop.errors import InputProblem, NotKept, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.directory_panes import DETAILS, LIST, DirectoryPanes
from workwell_desktop.ui.keeper import Keeper, Words
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import quiet_button, second_button
from workwell_desktop.ui.parts.choices import Check
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, holder, line, row
from workwell_desktop.ui.parts.line import SearchLine
from workwell_desktop.ui.parts.paged_list import PagedList, RowFacts
from workwell_desktop.ui.service_editor import ServiceEditor
from workwell_desktop.ui.service_pane import ServicePane
from workwell_desktop.ui.tab import Tab

_FIND_AFTER_MS = 80
_SCREEN = "service"
_FIRST_TOPICS = 6
_COUNTED = {
    "topic": tuple(code for code, _label in topic_choices()),
    "mode": tuple(MODE_LABELS),
    "cost": ("free",),
    "access": ("self",),
}


class DirectoryTab(Tab):
    """Finds services for a participant and puts them into the plan."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._person: int | None = None
        self._call_name = ""
        self._needs: tuple[ServiceNeed, ...] = ()
        self._in_plan: frozenset[int] = frozenset()
        self._editor: ServiceEditor | None = None
        self._editing = 0
        self._keeper = Keeper(self._words, desk, self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._finding())
        self._pane = ServicePane(desk, self)
        self._pane.done.connect(self._done)
        self._pane.planned.connect(self.saved)
        self._pane.told.connect(self._bar.set_kept)
        self._pane.refused.connect(lambda words: self._bar.set_kept(words, "octagon-alert"))
        self._pane.edit_wanted.connect(lambda it: self._edit(it.id, it.form, f"Put {it.name} right"))
        self._pane.going_wanted.connect(lambda: self.place_wanted.emit(PLAN, WAY))
        self.setLayout(column(desk.look, self._stack, gap=0))

    # -- the page -------------------------------------------------------------------------------------------

    def _finding(self) -> QWidget:
        look = self._desk.look
        self.search = SearchLine(look, "Search services", keys="Ctrl+K")
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_FIND_AFTER_MS)
        self._later.timeout.connect(self._find)
        self.search.typed.connect(lambda _text: self._later.start())
        self.search.returnPressed.connect(self._find)
        self._head = row(
            look,
            Label(look, "Search services", "medium", wrap=False),
            self.search,
            STRETCH,
            gap=24,
            margins=(32, 12, 32, 12),
        )
        self.list = PagedList(look, "Services", lines=4)
        self.search.down.connect(self.list.setFocus)
        self.list.chosen.connect(lambda key: self._show_details(int(key)))
        self.list.opened.connect(self._show_one)
        self._count = Label(look, "", "medium")
        clear = quiet_button(look, "Clear filters")
        clear.clicked.connect(self._clear)
        self._said = Label(look, "", "body", ink="ink2")
        self._said.hide()
        top = row(look, self._count, clear, margins=(16, 8, 16, 0))
        top.setStretch(0, 1)  # the sentence has all the room that the button leaves
        said = column(look, self._said, gap=0, margins=(16, 0, 16, 0))
        listed = column(look, top, said, self.list, gap=4)
        listed.setStretchFactor(self.list, 1)
        self._right = QStackedWidget()
        self._right.addWidget(holder(column(look, gap=0)))
        self._panes = DirectoryPanes(look, self._filters(), holder(listed), self._right)
        look.changed.connect(self._fit_head)
        self._fit_head()
        add = second_button(look, "Add a service", "plus")
        add.clicked.connect(lambda: self._edit(0, ServiceForm(), "Add a service"))
        self._bar = BottomBar(look)
        lists = second_button(look, "Look after the directory", "book")
        lists.clicked.connect(lambda: self.page_wanted.emit("lists"))
        self._bar.set_buttons(lists, add)
        whole = column(look, self._head, line(look), self._panes, self._bar, gap=0)
        whole.setStretchFactor(self._panes, 1)
        return holder(whole)

    def _show_one(self, _key: str) -> None:
        """Show the service that was opened, where the list leaves it no room."""
        self._panes.show_one(DETAILS)

    def _fit_head(self) -> None:
        """Put the search below its label when the text is large."""
        look = self._desk.look
        ways = QBoxLayout.Direction
        self._head.setDirection(ways.TopToBottom if look.large else ways.LeftToRight)
        self._head.set_spaces(4 if look.large else 24, (32, 12, 32, 12))
        self.search.setMinimumWidth(0 if look.large else look.px(360))

    def _filters(self) -> QWidget:
        look = self._desk.look
        self._topics: dict[str, Check] = {}
        self._modes: dict[str, Check] = {}
        self._numbers: dict[str, Label] = {}
        self._counted: dict[str, QWidget] = {}
        page = Page(look, gap=0, name="Filters")  # a row to tick is tall enough by itself
        self._group(page, "Topic", topic_choices(), self._topics)
        self._all_topics = quiet_button(look, "Show all topics")
        self._all_topics.clicked.connect(self._show_topics)
        page.add(row(look, self._all_topics, STRETCH))
        self._group(page, "How to go", list(MODE_LABELS.items()), self._modes)
        self._good: dict[str, Check] = {}
        self._group(page, "Good to know", (("free", "Free"), ("self", "No GP needed")), self._good)
        return page

    def _group(self, page: Page, title: str, options: Any, boxes: dict[str, Check]) -> None:
        look = self._desk.look
        page.add(Label(look, title, "small_strong"), gap=16 if self._counted else 0)
        for code, word in options:
            boxes[code] = Check(look, word)
            boxes[code].edited.connect(self._find)
            self._numbers[code] = Label(look, "", "small", ink="ink2", wrap=False)
            counted = row(look, boxes[code], self._numbers[code], gap=8)
            counted.setStretch(0, 1)
            counted.setAlignment(boxes[code], Qt.AlignmentFlag.AlignTop)  # so that words of two lines are whole
            self._counted[code] = holder(counted)
            page.add(self._counted[code])

    def _show_topics(self) -> None:
        """Show every topic; those in sight stay where they are, and the keyboard goes on with the first new one."""
        new = [code for code in self._topics if self._counted[code].isHidden()]
        for code in new:
            self._counted[code].show()
        if new:
            self._topics[new[0]].setFocus()
        self._all_topics.hide()

    def _first_topics(self) -> None:
        """Show the topics that this participant needs, filled up to a few, and those that are ticked."""
        needed = [need.topic for need in self._needs if need.topic in self._topics]
        rest = [code for code in self._topics if code not in needed]
        first = {*[*needed, *rest][: max(_FIRST_TOPICS, len(needed))]}
        for code, box in self._topics.items():
            self._counted[code].setVisible(code in first or box.value())
        self._all_topics.setVisible(len(first) < len(self._topics))

    # -- what the window asks -------------------------------------------------------------------------------

    def show_participant(self, participant_id: int | None) -> None:
        """Show the directory for this participant: what fits them stands first."""
        self._person = participant_id
        vault = self._desk.vault
        self._call_name = call_name_of(vault, participant_id) if participant_id else ""
        with suppress(NotKept):  # then it is tried the next time
            lift_pauses(vault)
        self._pane.show_for(participant_id, self._call_name)
        self._read_person()
        self._first_topics()
        self._find()
        self._bar.set_kept(directory_line(vault), "book")
        draft = load_draft(vault, _SCREEN, NOBODY_YET)
        if draft is not None and self._editor is None:
            self._go_on(int(draft.content["service"]), draft.content["typed"])

    def reload(self) -> None:
        """Read needs and list again."""
        self._read_person()
        self._find()

    def keep(self) -> bool:
        """Keep a service that is being typed. Return whether all is kept."""
        return all([self._keeper.keep_now(), self._pane.keep()])  # a list: each is tried

    def begin(self) -> None:
        """Put the focus into the search."""
        self.search.setFocus()

    # -- finding --------------------------------------------------------------------------------------------

    def _read_person(self) -> None:
        if self._person is None:
            self._needs, self._in_plan = (), frozenset()
            return
        self._needs = needs_of(self._desk.vault, self._person)
        self._in_plan = services_in_plan(self._desk.vault, self._person)

    def _page(self, number: int) -> Any:
        ticked = {
            "topic": [code for code, box in self._topics.items() if box.value()],
            "mode": [code for code, box in self._modes.items() if box.value()],
            "cost": ["free"] if self._good["free"].value() else [],
            "access": ["self"] if self._good["self"].value() else [],
        }
        asked = Asked(self.search.value(), ticked, needs=self._needs)
        return find_services(self._desk.vault, asked, page=number)

    def _find(self) -> None:
        self._later.stop()
        page = self._page(0)
        pages = {"next": 1}

        def more(_offset: int) -> list[RowFacts]:
            rows = [self._row(found) for found in self._page(pages["next"]).rows]
            pages["next"] += 1
            return rows

        self.list.show_rows([self._row(found) for found in page.rows], more)
        fit = "service fits" if page.total == 1 else "services fit"
        order = ", best first" if self._needs else ""
        self._count.set_text(f"{page.total} {fit}{order}" if page.total else "No service fits all of these.")
        self._said.set_text(page.notice)
        self._said.setVisible(bool(page.notice))
        for kind, codes in _COUNTED.items():
            for code in codes:
                self._numbers[code].set_text(str(page.counts.get((kind, code), 0)))
        if page.rows:
            self.list.choose(str(page.rows[0].id))
            self._show_details(page.rows[0].id)
        else:
            self._put_right(holder(column(self._desk.look, gap=0)))

    def _row(self, found: ServiceRow) -> RowFacts:
        third = " · ".join(part for part in (found.how_far, found.line) if part)
        badge = f"In {self._call_name}’s plan" if found.id in self._in_plan else found.checked
        state = "done" if found.id in self._in_plan or found.checked_state == "good" else "waiting"
        return RowFacts(str(found.id), found.name, found.summary, third, reason=found.fits, badge=badge, state=state)

    def _clear(self) -> None:
        for box in (*self._topics.values(), *self._modes.values(), *self._good.values()):
            box.set_value(False)
        self.search.set_value("")
        self._find()
        self._panes.show_one(LIST)

    # -- one service ----------------------------------------------------------------------------------------

    def _show_details(self, service_id: int) -> None:
        self._put_right(self._pane.view(service_id, in_plan=service_id in self._in_plan))

    def _put_right(self, view: QWidget) -> None:
        before = self._right.currentWidget()
        self._right.addWidget(view)
        self._right.setCurrentWidget(view)
        if before is not None:
            self._right.removeWidget(before)
            before.deleteLater()

    def _done(self, service_id: int, words: str) -> None:
        """Show the list as it is now, with the service that something was done with, and say what."""
        self._read_person()
        self._find()
        self.list.choose(str(service_id))
        self._show_details(service_id)
        self._bar.set_kept(words)

    # -- adding and changing --------------------------------------------------------------------------------

    def _go_on(self, service_id: int, typed: Typed) -> None:
        """Show a service that was being typed as it was left."""
        form = service_details(self._desk.vault, service_id).form if service_id else ServiceForm()
        self._edit(service_id, form, "Go on with this service", typed)

    def _edit(self, service_id: int, form: ServiceForm, title: str, typed: Typed | None = None) -> None:
        vault, self._editing = self._desk.vault, service_id
        listed = service_details(vault, service_id).listed if service_id else None
        today = vault.clock.today()
        self._editor = ServiceEditor(self._desk.look, form, title=title, today=today, listed=listed, typed=typed)
        self._editor.edited.connect(self._keeper.touch)
        self._editor.saved.connect(self._save)
        self._editor.closed.connect(self._close_editor)
        self._keeper.told.connect(self._editor.bar.set_kept)
        self._keeper.failed.connect(self._editor.say_not_kept)
        self._stack.addWidget(self._editor)
        self._stack.setCurrentWidget(self._editor)

    def _save(self, form: ServiceForm) -> None:
        assert self._editor is not None  # noqa: S101 - its own button was pressed
        try:
            service_id = self._editing
            if service_id:
                change_service(self._desk.vault, service_id, form)
            else:
                service_id = add_service(self._desk.vault, form)
        except InputProblem as problem:
            self._editor.show_problems(problem.fields)
            return
        except WorkwellError as problem:
            self._editor.say_not_kept(f"Not saved yet. {problem.next_step}")
            return
        self._close_editor()
        self._find()
        self.list.choose(str(service_id))
        self._show_details(service_id)
        self._bar.set_kept("Saved.")

    def _close_editor(self) -> None:
        if self._editor is None:
            return
        self._keeper.forget()
        with suppress(NotKept):  # then it is offered again next time
            discard_draft(self._desk.vault, _SCREEN, NOBODY_YET)
        self._stack.setCurrentIndex(0)
        self._stack.removeWidget(self._editor)
        self._editor.deleteLater()
        self._editor = None

    def _words(self) -> Words | None:
        if self._editor is None:
            return None
        content = {"service": self._editing, "typed": self._editor.typed()}
        return lambda vault: keep_draft(vault, _SCREEN, NOBODY_YET, content)
