"""The Intake tab: sections at the left, the fields of one at the right, and what is typed kept as it is typed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from workwell_desktop.casework import intake
from workwell_desktop.casework.agreements import SECTION as AGREEMENTS
from workwell_desktop.casework.agreements import TAKE_PART
from workwell_desktop.casework.banner import call_name_of
from workwell_desktop.casework.dates import Understood, read_date
from workwell_desktop.casework.drafts import KeptDraft, discard_draft, keep_draft
from workwell_desktop.casework.intake import IntakeEntry
from workwell_desktop.casework.intake_check import DATE_LEANS
from workwell_desktop.errors import InputProblem, NotKept, WorkwellError
from workwell_desktop.ui.called import Called
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.duplicate_notice import DuplicateNotice, NoticeAbove, alone
from workwell_desktop.ui.intake_begun import Begun
from workwell_desktop.ui.intake_beside import IntakeBeside
from workwell_desktop.ui.intake_checks import look_at_all, offer_area, watch
from workwell_desktop.ui.intake_missing import MissingLine
from workwell_desktop.ui.intake_read import read_intake
from workwell_desktop.ui.intake_sections import SECTIONS, Fields, rail_sections, speak_of
from workwell_desktop.ui.intake_values import NEEDED, enough, entry_of, meant
from workwell_desktop.ui.keeper import Keeper, Words
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import main_button, second_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.fields import first_error
from workwell_desktop.ui.parts.layouts import column
from workwell_desktop.ui.parts.rail import BesideRail, Rail, step_by_keys
from workwell_desktop.ui.record_deeds import RecordDeeds
from workwell_desktop.ui.records.shelf import RECORDS, RecordShelf
from workwell_desktop.ui.tab import Tab

_DRAW_AFTER_MS = 60  # the section in sight is painted before those that nobody sees yet are drawn


class IntakeTab(Tab):
    """Everything the coach needs to reach and help somebody whose referral was taken (``pages/referral_page.py``).

    ``compare_wanted`` carries two participants, ``binned`` one and the name.
    """

    compare_wanted = Signal(int, int)
    binned = Signal(int, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.in_company = alone
        self._person = 0
        self._answered = False
        self._called = Called()
        self._record_deeds: RecordDeeds | None = None
        self._fields: Fields = {}
        self._section_of: dict[str, str] = {}
        self._typed: dict[str, Any] = {}
        self._page_of: dict[str, QWidget] = {}
        look = desk.look
        self._bar = BottomBar(look)
        self._keeper = Keeper(self._words, desk, self)
        self._keeper.told.connect(self._bar.set_kept)
        self._keeper.failed.connect(lambda words: self._bar.set_kept(words, "octagon-alert"))
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._draw_next)
        self._pages = QStackedWidget()
        self._shelf = self._new_shelf()
        self._rail = Rail(look, "Intake", rail_sections(self._called))
        self._rail.chosen.connect(self._go)
        step_by_keys(self, lambda: self._rail)
        self.likely = DuplicateNotice(desk, self._seen)
        self.likely.follow(self._standing, lambda: self._person)
        self.likely.compare_wanted.connect(self._compare)
        self.likely.settled.connect(lambda: self._begin_section(self._rail.current()))
        self._beside = IntakeBeside(desk, NoticeAbove(look, self.likely, self._pages))
        self._beside.decided.connect(self._on_decided)
        self._beside.asked.connect(self._open_field)
        self._missing = MissingLine(look)
        self._missing.wanted.connect(self._open_field)
        inside = BesideRail(look, self._rail, self._beside)
        self._top = Begun(look)
        whole = column(look, self._top, self._missing, inside, self._bar, gap=0)
        whole.setStretchFactor(inside, 1)
        self.setLayout(whole)

    def show_participant(self, participant_id: int | None) -> None:
        """Show the intake of this participant; a kept draft comes first. For nobody there is nothing to show."""
        if participant_id is None:
            return
        again = self._person == participant_id
        if not again:  # until all is read this is nobody's form: no word of one person may be kept with another
            self._person = 0
            self._empty()
        try:
            found = read_intake(self._desk.vault, participant_id)
        except WorkwellError:
            self.setEnabled(again)
            raise
        self._person, self._answered = participant_id, found.answered
        self.setEnabled(True)
        if again:
            self._empty()
        self._call(found.name)
        self._top.say_nothing()
        self._fill(found.saved)
        self._beside.show_participant(self._person)
        self._show_beside_fields(again)
        section = self._rail.current() if again else SECTIONS[0][0]
        self._bar.set_kept("Everything here is saved.")
        if found.draft is not None:
            self._show_draft(found.draft, found.saved)
            if not again:  # whoever is on a page of records stays there
                section = found.draft.content.get("section", section)
        self._mark_sections()
        self._go(section)
        self.likely.look()

    def reload(self) -> None:
        """Read the intake again, unless words wait that are not saved."""
        if not self._keeper.unkept and self._person:
            self.show_participant(self._person)

    def keep(self) -> bool:
        """Keep what is typed as a draft. Return whether all is kept."""
        kept = [self._keeper.keep_now(), self._shelf.keep(), self._beside.keep()]
        return all(kept)

    def open_section(self, code: str) -> None:
        """Show a section of the form, a page of records about this participant, or one field (``field:name``)."""
        if code.startswith("field:"):
            self._open_field(code.removeprefix("field:"))
            return
        self._go(code)
        self._begin_section(code)

    def _open_field(self, name: str) -> None:
        """Show the section of a field and give it the focus."""
        if name == TAKE_PART:
            self.open_section(AGREEMENTS)
            return
        field = self._all_fields()[name]
        self._go(self._section_of[name])
        field.take_focus()

    def _show_draft(self, draft: KeptDraft, saved: dict[str, Any]) -> None:
        """Show words that are not saved yet; say so on top where they differ, and offer to do without them."""
        kept = draft.kept_at.astimezone(self._desk.clock.local().tzinfo)
        typed = meant(draft.content["typed"], kept.date(), self._desk.clock.today())
        self._fill(typed)
        self._bar.set_kept(f"Kept on {kept.day} {kept:%B} at {kept:%H:%M}, not saved yet.", "pencil")
        if any((typed[name] or "") != (saved.get(name) or "") for name in typed):
            self._top.say_unsaved(lambda: self._drop_typed(self._rail.current()))

    def _drop_typed(self, section: str) -> None:
        """Forget what was typed and not saved, and begin in a section with what is saved."""
        try:
            discard_draft(self._desk.vault, intake.SCREEN, self._person)
        except NotKept as problem:
            self._bar.set_kept(f"The words are still here. {problem.next_step}", "octagon-alert")
            return
        self._keeper.forget()
        self.show_participant(self._person)
        self._go(section)
        self._begin_section(section)

    def _new_shelf(self) -> RecordShelf:
        shelf = RecordShelf(self._desk)
        shelf.saved.connect(self._on_record)
        shelf.opened.connect(self._open_place)
        self._pages.addWidget(shelf)
        return shelf

    def _show_beside_fields(self, again: bool) -> None:
        """Show what stands beside the fields: likely people and what can be done; of another person the records too."""
        if again:
            self.likely.look_again()
        else:
            self._pages.removeWidget(self._shelf)
            self._shelf.deleteLater()
            self._shelf = self._new_shelf()
            self._rest.start(_DRAW_AFTER_MS)
            self.likely.forget()
            for page in self.findChildren(Page):
                page.to_top()
        if self._record_deeds is not None:
            self._record_deeds.show_participant(self._person)

    def _call(self, name: str) -> None:
        """Speak of the person by this name wherever the form does."""
        if name != self._called.name:
            self._called.rename(name)
            self._rail.set_words({one.code: one.word for one in rail_sections(self._called)})

    def _section(self, code: str) -> QWidget:
        """Return the page of a section, drawn when it is first wanted, with what was typed in it."""
        if code not in self._page_of:
            make = next(m for c, _t, m in SECTIONS if c == code)
            mine: Fields = {}
            page = make(self._desk.look, self._called, mine, self._read)
            self._page_of[code] = page
            self._pages.addWidget(page)
            self._section_of |= dict.fromkeys(mine, code)
            speak_of(self._called, mine)
            watch(mine)
            self._fill_in(mine, self._typed)
            for field in mine.values():
                field.edited.connect(self._touched)
            self.likely.watch(mine)
            if code == "about" and self._person and isinstance(page, Page):
                page.add(self._deeds(), gap=32)
            self._fields = {**self._fields, **mine}
            self._mark_sections()
        return self._page_of[code]

    def _seen(self) -> bool:  # the pane says later who is in the room
        return self.in_company()

    def _deeds(self) -> RecordDeeds:
        self._record_deeds = RecordDeeds(self._desk, self._person, self._seen)
        self._record_deeds.binned.connect(self.binned)
        self._record_deeds.parted.connect(self._parted)
        return self._record_deeds

    def _parted(self, participant_id: int) -> None:
        """Two records were made of one: everything here is read again."""
        self._person = 0
        self.saved.emit(participant_id)
        self.show_participant(participant_id)

    def _standing(self) -> dict[str, Any]:
        """Return what stands in the fields, and in those that are not drawn yet."""
        return self._typed | {name: field.value() for name, field in self._fields.items()}

    def _compare(self, other: int) -> None:
        if self.keep():
            self.compare_wanted.emit(self._person, other)

    def _draw_next(self) -> None:
        """Draw one more section while nobody waits: all of them at once would hold the window up."""
        missing = [code for code, _t, _m in SECTIONS if code not in self._page_of]
        if missing:
            self._section(missing[0])
        if missing[1:]:
            self._rest.start(0)

    def _all_fields(self) -> Fields:
        """Return every field in the order of the sections, drawing those that nobody has seen yet."""
        order = [code for code, _t, _m in SECTIONS]
        for code in order:
            self._section(code)
        names = sorted(self._fields, key=lambda name: order.index(self._section_of[name]))
        return {name: self._fields[name] for name in names}

    def _empty(self) -> None:
        """Take out what stands in the fields: to draw all of them anew takes a quarter of a second."""
        self._typed = {}
        for field in self._fields.values():
            field.set_value([] if isinstance(field.value(), list | tuple) else "")
            field.clear()

    def _read(self, typed: str, name: str) -> Understood:
        return read_date(typed, self._desk.clock.today(), lean=DATE_LEANS[name])

    def _touched(self) -> None:
        self._keeper.touch()
        self._mark_sections()

    def _go(self, code: str) -> None:
        codes = [c for c, _t, _m in SECTIONS]
        self._bar.setVisible(code in codes)
        if code not in codes:
            self._rail.set_current(self._shelf.show_record(code, self._person))
            self._pages.setCurrentWidget(self._shelf)
            return
        at = codes.index(code)
        self._pages.setCurrentWidget(self._section(code))
        self._rail.set_current(code)
        look = self._desk.look
        later = second_button(look, "Finish later")
        later.clicked.connect(self._finish_later)
        if at + 1 < len(codes):
            following = self._title(codes[at + 1])
            main = main_button(look, f"Save and go to {following}")
            main.clicked.connect(lambda: self._save_then(codes[at + 1]))
        else:
            title = next(record.title for record in RECORDS if record.code == AGREEMENTS)
            main = main_button(look, f"Save and go to {title}")
            main.clicked.connect(lambda: self._save_then(AGREEMENTS))
        self._bar.set_buttons(later, main)

    def _title(self, code: str) -> str:
        title = next(t for c, t, _m in SECTIONS if c == code)
        return self._called.words(title)

    def _on_record(self, participant_id: int) -> None:
        """Something was written on a page of records: the form reads again what it shows of it."""
        self.saved.emit(participant_id)
        self.reload()

    def _open_place(self, tab: int, section: str) -> None:
        if tab:
            self.go_elsewhere(tab, section)
        else:
            self.open_section(section)

    def _finish_later(self) -> None:
        self._keeper.touch()
        self._keeper.keep_now()

    def _on_decided(self) -> None:
        """The referral was accepted here: the banner and the caseload read it again."""
        self._bar.set_kept("Accepted. The spell of support is open from today.")
        self.saved.emit(self._person)

    def _save_then(self, code: str) -> None:
        """Save everything, then show the next section; or show what needs another look and keep the words."""
        for field in self._fields.values():
            if field.error:
                field.clear()
        try:
            intake.save_intake(self._desk.vault, self._person, self._entry())
        except InputProblem as problem:
            self._show_problems(problem)
            return
        except NotKept as problem:
            self._bar.set_kept(f"Not saved yet. {problem.next_step}", "octagon-alert")
            return
        self._keeper.forget()
        self._top.say_nothing()
        self.likely.kept_as(self._person)
        self.saved.emit(self._person)
        if call_name_of(self._desk.vault, self._person) == self._called.name:
            self._beside.read()
        else:
            self.show_participant(self._person)  # the new name stands in many words of the form
        self._bar.set_kept(f"Saved at {self._desk.clock.local():%H:%M}. Nothing is lost if you lock or close.")
        self._mark_sections()
        self._go(code)
        self._begin_section(code)

    def _begin_section(self, code: str) -> None:
        """Put the focus where a section begins: the button that led there is gone, and the focus with it."""
        if self._pages.currentWidget() is self._shelf:
            self._shelf.begin()
            return
        next(field for name, field in self._fields.items() if self._section_of[name] == code).take_focus()

    def _show_problems(self, problem: InputProblem) -> None:
        """Put each sentence beside its field, show the section of the first one, and keep the words as a draft."""
        fields = self._all_fields()
        for name, sentence in problem.fields.items():
            fields[name].set_error(sentence)
        self._keeper.touch()
        self._keeper.keep_now()
        wrong = next(name for name, field in fields.items() if field.error)  # in the order of the sections
        self._go(self._section_of[wrong])
        first_error(fields.values())
        self._bar.set_kept("Not saved yet. See the sentences beside the fields.", "octagon-alert")

    def _entry(self) -> IntakeEntry:
        return entry_of(self._all_fields())

    def _fill(self, typed: dict[str, Any]) -> None:
        """Put values into the fields that are drawn, and remember them for those that are not."""
        self._typed |= typed
        self._fill_in(self._fields, typed)

    def _fill_in(self, fields: Fields, typed: dict[str, Any]) -> None:
        if "area" in fields:
            offer_area(fields["area"], typed.get("area", ""), self._desk.clock.today())
        for name, field in fields.items():
            if name in typed:
                field.set_value(typed[name])
        look_at_all(fields)

    def _words(self) -> Words | None:
        if not self._person:
            return None
        typed = {name: field.value() for name, field in self._all_fields().items()}
        person, content = self._person, {"typed": typed, "section": self._rail.current()}
        return lambda vault: keep_draft(vault, intake.SCREEN, person, content)

    def _mark_sections(self) -> None:
        for code in self._page_of:
            mine = [self._fields[name] for name, section in self._section_of.items() if section == code]
            filled = sum(1 for field in mine if field.value())
            self._rail.set_state(code, "none" if not filled else "done" if enough(self._fields, code) else "part")
        asked = [*(name for names in NEEDED.values() for name in names), *self._beside.asks(), TAKE_PART]
        self._missing.show_missing(name for name in asked if not self._stands(name))

    def _stands(self, name: str) -> bool:
        """Say whether something stands in a field, drawn or not, or under agreements."""
        if name == TAKE_PART:
            return self._answered
        return bool(self._fields[name].value() if name in self._fields else self._typed.get(name))
