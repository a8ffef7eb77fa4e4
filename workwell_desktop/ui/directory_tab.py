"""The Service directory tab: search as you type, filters at the left, the list, and one service in full."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import shiboken6
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from workwell_desktop.casework.banner import call_name_of
from workwell_desktop.casework.drafts import NOBODY_YET, discard_draft, keep_draft, load_draft
from workwell_desktop.casework.service_asking import Asker, asker_of, fallbacks
from workwell_desktop.casework.service_corrections import lift_pauses
from workwell_desktop.casework.service_facets import ForWhom, asked_of, facet_groups, list_names
from workwell_desktop.casework.service_needs import services_in_plan
from workwell_desktop.casework.service_referrals import WAY
from workwell_desktop.casework.service_typing import Typed
from workwell_desktop.casework.services import (
    Asked,
    ServiceForm,
    ServicePage,
    directory_line,
)
from workwell_desktop.casework.tabs import PLAN
from workwell_desktop.casework.where import where_choices
from workwell_desktop.errors import InputProblem, NotKept, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.directory.filters import FilterPane
from workwell_desktop.ui.directory.finder import LARGE, Finder
from workwell_desktop.ui.directory.head import DirectoryHead
from workwell_desktop.ui.directory.known_here import KnownHere
from workwell_desktop.ui.directory.left_out import InsteadView, LeftOutView
from workwell_desktop.ui.directory.panes import DETAILS, LIST, DirectoryPanes
from workwell_desktop.ui.directory.results import Results
from workwell_desktop.ui.keeper import Keeper, Words
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import second_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.layouts import column, holder, line
from workwell_desktop.ui.scoring_beside import ScoringBeside
from workwell_desktop.ui.service_editor import ServiceEditor
from workwell_desktop.ui.service_pane import ServicePane
from workwell_desktop.ui.service_parts.open_editor import open_editor, save_service
from workwell_desktop.ui.shortlist_door import ShortlistDoor
from workwell_desktop.ui.tab import Tab

_SCREEN = "service"
_AGE = ("age", "yes")


class DirectoryTab(Tab):
    """Finds services for a participant and puts them into the plan."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, large: int = LARGE) -> None:
        super().__init__(parent)
        self._desk = desk
        self._person: int | None = None
        self._call_name = ""
        self._asker: Asker | None = None
        self._shown_id = self._hold = 0  # the service in sight, and the one to choose when the list comes
        self._new_person = False
        self._bar = BottomBar(desk.look)
        self._finder = Finder(desk, self, large=large)
        self._finder.ready.connect(self._arrived)
        self._finder.failed.connect(self._not_read)
        self._in_plan: frozenset[int] = frozenset()
        self._editor: ServiceEditor | None = None
        self._known: KnownHere | None = None
        self._editing = 0
        self._keeper = Keeper(self._words, desk, self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._finding())
        self._pane = ServicePane(desk, self)
        self._pane.done.connect(self._done)
        self._pane.planned.connect(self.saved)
        self._pane.told.connect(self._bar.set_kept)
        self._pane.refused.connect(lambda words: self._bar.set_kept(words, "octagon-alert"))
        self._pane.edit_wanted.connect(lambda it: self._edit(it.id))
        self._pane.shortlist_turned.connect(self._short.turn)
        self._pane.going_wanted.connect(lambda: self.place_wanted.emit(PLAN, WAY))
        self.setLayout(column(desk.look, self._stack, gap=0))
        ScoringBeside(desk, self).start()  # goes on where it was broken off, and after a program came with other rules

    # -- the page -------------------------------------------------------------------------------------------

    def _finding(self) -> QWidget:
        look = self._desk.look
        self._head = DirectoryHead(look)
        self._head.wanted.connect(self._find)
        self.search, self.where = self._head.search, self._head.where
        self.where.edited.connect(self._aim)
        self.filters = FilterPane(look)
        self.filters.edited.connect(self._find)
        self.results = Results(look)
        self.list = self.results.list
        self.search.down.connect(self.list.setFocus)
        self.list.chosen.connect(lambda key: self._show_details(int(key)))
        self.list.opened.connect(self._show_one)
        self.results.cleared.connect(self._clear)
        self.results.taken_off.connect(lambda kind, code: self.filters.press((kind, code), ticked=False))
        self.results.instead_wanted.connect(self._show_instead)
        self.results.left_out_wanted.connect(self._show_left_out)
        self._right = QStackedWidget()
        self._right.addWidget(holder(column(look, gap=0)))
        self._panes = DirectoryPanes(look, self.filters, self.results, self._right)
        look.changed.connect(self._fit_head)
        self._fit_head()
        add = second_button(look, "Add a service", "plus")
        add.clicked.connect(lambda: self._edit(0))
        lists = second_button(look, "Look after the directory", "book")
        lists.clicked.connect(lambda: self.page_wanted.emit("lists"))
        self._short = ShortlistDoor(self._desk, self, self.list.chosen_key, self._finder.why)
        self._short.done.connect(self._done)
        self._short.refused.connect(lambda words: self._bar.set_kept(words, "octagon-alert"))
        self._short.page_wanted.connect(self.page_wanted)
        self._bar.set_buttons(lists, add, self._short.button)
        whole = column(look, self._head, line(look), self._panes, self._bar, gap=0)
        whole.setStretchFactor(self._panes, 1)
        return holder(whole)

    def _show_one(self, _key: str) -> None:
        """Show the service that was opened, where the list leaves it no room."""
        self._panes.show_one(DETAILS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move the place to count from where it has room (called by Qt)."""
        super().resizeEvent(event)
        if self._head.is_wide(event.oldSize().width()) != self._head.is_wide(event.size().width()):
            self._fit_head()

    def _fit_head(self) -> None:
        """Leave the list as much room as there is: what else is said stands above the filters, if need be."""
        if not self._head.fit(self.width()):
            self.filters.show_above(self.where)
        if self._desk.look.large:
            self.filters.show_above(*self.results.apart())
        else:
            self.results.put_together()

    # -- what the window asks -------------------------------------------------------------------------------

    def show_participant(self, participant_id: int | None) -> None:
        """Show the directory for this participant: what fits them stands first."""
        vault = self._desk.vault
        if participant_id != self._person or self._finder.index is None:
            self._begin_with(participant_id)
        self._shown_id = 0
        with suppress(NotKept):  # then it is tried the next time
            lift_pauses(vault)
        self._pane.show_for(participant_id, self._call_name)
        self._short.show_for(participant_id, self._call_name)
        self._read_person()
        self._aim()
        self._bar.set_kept(directory_line(vault), "book")
        draft = load_draft(vault, _SCREEN, NOBODY_YET)
        if draft is not None and draft.content.get("note"):
            self._show_details(int(draft.content["service"]))
        elif draft is not None and self._editor is None:
            self._edit(int(draft.content["service"]), draft.content["typed"])

    def _begin_with(self, participant_id: int | None) -> None:
        """Forget what was looked for with somebody else."""
        vault = self._desk.vault
        self._person = participant_id
        self._call_name = call_name_of(vault, participant_id) if participant_id else ""
        self.where.show_choices(where_choices(vault, participant_id) if participant_id else ())
        self.filters.clear_all()
        self.search.set_value("")
        self._head.settle()
        self._new_person = True

    def reload(self) -> None:
        """Read needs and list again."""
        self._shown_id = 0
        self._read_person()
        self._aim()

    def keep(self) -> bool:
        """Keep a service that is being typed. Return whether all is kept."""
        return all([self._keeper.keep_now(), self._pane.keep()])  # a list: each is tried

    def begin(self) -> None:
        """Put the focus into the search."""
        self.search.setFocus()

    # -- finding --------------------------------------------------------------------------------------------

    def _read_person(self) -> None:
        vault, person = self._desk.vault, self._person
        self._asker = asker_of(vault, person) if person is not None else None
        self._in_plan = services_in_plan(vault, person) if person is not None else frozenset()
        self.results.show_for(self._call_name, self._in_plan, self._short.ids())

    def _aim(self) -> None:
        """Look for the present participant from the chosen place."""
        self._finder.aim(self._asker, self.where.where())
        if self._finder.index is None:  # what was found for somebody else is not to be seen meanwhile
            self.results.clear("Reading the directory …")
            self._shown_id = 0
            self._put_right(holder(column(self._desk.look, gap=0)))

    def _arrived(self) -> None:
        """Offer the filters of what was read, and find."""
        index = self._finder.index
        if index is None:
            return
        asker = self._asker
        whom = ForWhom()
        if asker is not None:
            whom = ForWhom(asker.name, asker.person.age, tuple(need.need for need in asker.needs))
        lists = list_names(self._desk.vault)
        known = self._finder.has_distances
        self.filters.show_groups(facet_groups(index, lists, whom, distances=known))
        if self._new_person:  # a filter that nobody ticked says so above the list, where it can be taken off
            self._new_person = False
            self.filters.set_ticked(_AGE, ticked=True)
        self._find()

    def _not_read(self, words: str) -> None:
        self._bar.set_kept(words, "octagon-alert")
        if self._finder.index is None:
            self.results.clear("The directory could not be read.")

    def _asked(self) -> Asked:
        age = self._asker.person.age if self._asker is not None else None
        return asked_of(self.search.value(), self.filters.ticked(), age)

    def _find(self) -> None:
        self._head.settle()
        asked = self._asked()
        self._finder.ask(asked, lambda page: self._show_found(asked, page))

    def _show_found(self, asked: Asked, page: ServicePage) -> None:
        self.results.show_page(page, lambda number: self._finder.page(asked, number))
        self.filters.show_counts(page.counts)
        unmet = self._finder.unmet[0][0] if self._finder.unmet and not asked.words and not page.empty else ""
        self.results.show_words(self.filters.words(), page.notice, unmet, self._finder.left_out[1])
        if not page.rows:
            self._shown_id = 0
            self._put_right(holder(column(self._desk.look, gap=0)))
            return
        chosen = self._hold or page.rows[0].id
        self._hold = 0
        self.list.choose(str(chosen))
        if chosen != self._shown_id:
            self._show_details(chosen)

    def _clear(self) -> None:
        self.filters.clear_all()
        self.search.set_value("")
        self._find()
        self._panes.show_one(LIST)

    def _again(self, service_id: int) -> None:
        """Show the list as it is now, with this service chosen, after something was written about it."""
        self._shown_id, self._hold = 0, service_id
        self._read_person()
        self._finder.read_again()

    def _show_left_out(self) -> None:
        left_out, number = self._finder.left_out
        view = LeftOutView(self._desk.look, self._call_name, left_out, number)
        self._show_beside(view, view.opened)

    def _show_instead(self) -> None:
        unmet = [(sentence, fallbacks(self._desk.vault, keys)) for sentence, keys in self._finder.unmet]
        view = InsteadView(self._desk.look, unmet)
        self._show_beside(view, view.opened)

    def _show_beside(self, view: QWidget, opened: Any) -> None:
        opened.connect(self._show_details)
        self._shown_id = 0
        self._put_right(view)
        self._panes.show_one(DETAILS)

    # -- one service ----------------------------------------------------------------------------------------

    def _show_details(self, service_id: int) -> None:
        reasons, why_not = self._finder.reasons(service_id), self._finder.why_not(service_id)
        view = self._pane.view(
            service_id,
            in_plan=service_id in self._in_plan,
            reasons=reasons,
            why_not=why_not,
            shortlist=self._short.words(service_id),
        )
        self._shown_id = service_id
        self._add_known(view, service_id, starred=self._pane.starred)
        self._put_right(view)

    def _add_known(self, view: QWidget, service_id: int, *, starred: bool) -> None:
        """Add a star and a note to the details, with a note that was kept half written."""
        self.keep()
        self._known = known = KnownHere(self._desk, service_id, starred=starred)
        known.done.connect(self._noted)
        known.refused.connect(lambda words: self._bar.set_kept(words, "octagon-alert"))
        known.edited.connect(self._keeper.touch)
        known.left.connect(self._forget_draft)
        for page in view.findChildren(Page)[:1]:
            page.content.addWidget(known)
        draft = load_draft(self._desk.vault, _SCREEN, NOBODY_YET)
        if draft is not None and draft.content.get("note") and draft.content["service"] == service_id:
            known.write(draft.content["note"])

    def _noted(self, service_id: int, words: str) -> None:
        self._again(service_id)
        self._bar.set_kept(words)

    def _put_right(self, view: QWidget) -> None:
        before = self._right.currentWidget()
        self._right.addWidget(view)
        self._right.setCurrentWidget(view)
        if before is not None:
            self._right.removeWidget(before)
            before.deleteLater()

    def _done(self, service_id: int, words: str) -> None:
        """Show the list as it is now, with the service that something was done with, and say what."""
        self._again(service_id)
        self._bar.set_kept(words)

    # -- adding and changing --------------------------------------------------------------------------------

    def _edit(self, service_id: int, typed: Typed | None = None) -> None:
        self._editing = service_id
        self._editor = open_editor(self._desk, service_id, typed)
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
            service_id = save_service(self._desk, self._editing, form)
        except InputProblem as problem:
            self._editor.show_problems(problem.fields)
            return
        except WorkwellError as problem:
            self._editor.say_not_kept(f"Not saved yet. {problem.next_step}")
            return
        self._close_editor()
        self._again(service_id)
        self._bar.set_kept("Saved.")

    def _close_editor(self) -> None:
        if self._editor is None:
            return
        self._forget_draft()
        self._stack.setCurrentIndex(0)
        self._stack.removeWidget(self._editor)
        self._editor.deleteLater()
        self._editor = None

    def _forget_draft(self) -> None:
        self._keeper.forget()
        with suppress(NotKept):  # then it is offered again next time
            discard_draft(self._desk.vault, _SCREEN, NOBODY_YET)

    def _words(self) -> Words | None:
        if self._editor is None:
            return self._note_words()
        content = {"service": self._editing, "typed": self._editor.typed()}
        return lambda vault: keep_draft(vault, _SCREEN, NOBODY_YET, content)

    def _note_words(self) -> Words | None:
        known = self._known
        if known is None or not shiboken6.isValid(known) or not known.note():
            return None
        content = {"service": known.service, "note": known.note()}
        return lambda vault: keep_draft(vault, _SCREEN, NOBODY_YET, content)
