"""The close-out: note, steps, next date and the papers to print, all on one screen, kept in one go."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import banner, close_out, close_papers, meeting, safety_due
from workwell_desktop.casework.close_out import CAME, MISTAKE, CloseOut, CloseOutEntry
from workwell_desktop.casework.close_papers import MadePaper
from workwell_desktop.casework.dates import Understood, lasting, read_date
from workwell_desktop.casework.drafts import keep_draft, load_draft
from workwell_desktop.casework.planning import StepEntry
from workwell_desktop.casework.tabs import INTAKE, PLAN
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.ui.banner_view import need_line
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.keeper import Keeper, Words
from workwell_desktop.ui.pages.close_out_parts import NextParts, NoteParts, PaperParts, StepParts
from workwell_desktop.ui.pages.page import WorkPage
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import Button, main_button, second_button
from workwell_desktop.ui.parts.columns import Columns, Page
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.fields import Field, first_error
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, holder, reveal, row
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.printing import joined
from workwell_desktop.ui.safety_notice import SafetyNotice, add_safety_key, safety_button, say_something
from workwell_desktop.ui.spelling import check_spelling
from workwell_desktop.ui.today_in_company import Parting

_SHORT_WORDS = 175  # per cent: from here on the bar has no room for whole sentences


class CloseOutPage(WorkPage):
    """Closes one meeting: the one under way, or the one of the participant it is aimed at."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._about = 0
        self._meeting: CloseOut | None = None
        self._fields: dict[str, Field] = {}
        self._keeper = Keeper(self._words, desk, self)
        self._bar = BottomBar(desk.look)
        self._keeper.told.connect(self._say)
        self._keeper.failed.connect(lambda words: self._bar.set_kept(words, "octagon-alert"))
        self._body = column(desk.look, self._bar, gap=0)
        self._page: Page | None = None
        self._main: Button | None = None
        self._unsigned: Button | None = None
        self._large = desk.look.large
        desk.look.changed.connect(self._refit)
        self.setLayout(self._body)
        add_safety_key(self, self._say_safety)

    def aim(self, about: str) -> None:
        """Close the meeting with this participant; nothing means the one under way."""
        self._about = int(about) if about else 0

    def person(self) -> str:
        """Return whom the page is about."""
        return self._meeting.call_name if self._meeting is not None else ""

    def show_now(self) -> None:
        """Read the meeting, and what was typed about it and not kept for good yet."""
        vault = self._desk.vault
        if not self._about:
            running = meeting.running_meeting(vault)
            self._about = running.participant_id if running is not None else 0
        contact = close_out.to_close(vault, self._about) if self._about else 0
        self._keeper.forget()
        if not contact:
            self._show_nothing()
            return
        self._meeting = close_out.load_close_out(vault, contact)
        self._draw(self._meeting)
        draft = load_draft(vault, close_out.SCREEN, self._about)
        if draft is not None and draft.content.get("contact") == contact:
            kept = draft.kept_at.astimezone(self._desk.clock.local().tzinfo)
            self._fill(self._go_on(self._meeting, draft.content, kept.date()))
            self._say(f"Kept at {kept:%H:%M}. The meeting is not closed yet.")
        else:
            self._say("")

    def _go_on(self, shown: CloseOut, content: dict[str, Any], kept_on: date) -> dict[str, Any]:
        """Return what was typed, its days as they were meant, and with what was talked about since in the note."""
        typed, today = dict(content["typed"]), self._desk.clock.today()
        for name in ("next_on", "by"):
            if name in typed:
                typed[name] = lasting(typed[name], kept_on, today, lean="future")
        ticked, begun = content.get("ticked", shown.ticked), content.get("begun_words", shown.begun_words)
        typed["note"] = close_out.go_on(shown, typed["note"], ticked, begun)
        return typed

    def begin(self) -> None:
        """Begin in the note; where it is not known whether they came, with that."""
        if self._meeting is not None and self._meeting.begun:
            QTimer.singleShot(0, self, self._note.fields["note"].take_focus)
        else:
            super().begin()

    def company_changed(self) -> None:
        """Choose words for both, or for the coach alone."""
        if self._meeting is not None:
            self._safety.show_again()

    def keep(self) -> bool:
        """Keep what is typed as a draft. Return whether all is kept."""
        return self._keeper.keep_now()

    # Drawing

    def _refit(self) -> None:
        """Lay it out anew, with what is typed, when the text became large, or is not any more."""
        if self._large != self._desk.look.large:
            self._large = self._desk.look.large
            if self._meeting is not None:
                typed = self._typed()
                self._draw(self._meeting)
                self._fill(typed)

    def _draw(self, shown: CloseOut) -> None:
        look = self._desk.look
        self._note = NoteParts(look, shown)
        self._steps = StepParts(look, shown, self._read_day)
        vault, person = self._desk.vault, shown.participant_id
        self._next = NextParts(look, shown, self._read_day, self._to_mind(person))
        self._papers = PaperParts(
            look, close_papers.papers_to_print(vault, person), close_papers.not_ready(vault, person)
        )
        parts = (self._note, self._steps, self._next, self._papers)
        self._fields = {name: field for part in parts for name, field in part.fields.items()}
        for part in parts:
            part.edited.connect(self._edited)
        self._steps.plan_wanted.connect(lambda: self.opened.emit(shown.participant_id, PLAN, ""))
        self._notice_box = column(look, gap=8)
        self._safety = SafetyNotice(self._desk, self.in_company, in_page=True)
        self._safety.write_wanted.connect(self._write_safety)
        self._safety.settled.connect(self._safety_settled)
        self._safety.show_for(shown.participant_id)
        name, safety = Label(look, shown.title, "page"), safety_button(look, self._say_safety)
        title = column(look, name, row(look, safety, STRETCH), gap=4) if look.large else row(look, name, safety)
        if not look.large:
            title.setStretch(0, 1)
        head = column(look, title, self._second(shown), self._safety, self._notice_box, gap=8)
        left = holder(column(look, self._note, self._steps, gap=32))
        right = holder(column(look, self._next, self._papers, gap=32))
        self._put(Page(look, holder(head), Columns(look, left, right, shares=(1, 1)), gap=24, name="Close the meeting"))
        check_spelling(self._desk, shown.participant_id, self._note.area)
        self._later = second_button(look, "Later" if look.scale >= _SHORT_WORDS else "Leave it for later")
        self._later.clicked.connect(self._leave)
        self._unsigned = second_button(look, "Save without signing")
        self._unsigned.clicked.connect(partial(self._close, sign=False))
        self._main = main_button(look, "")
        self._main.clicked.connect(partial(self._close, sign=True))
        self._bar.set_buttons(self._later, self._unsigned, self._main)
        self._name_main()

    def _to_mind(self, person: int) -> list[QWidget]:
        """Return the lines of the banner: they matter where the next meeting and the papers are decided."""
        facts = banner.banner(self._desk.vault, person)
        return [need_line(self._desk.look, need, partial(self.opened.emit, person, 0)) for need in facts.needs]

    def _second(self, shown: CloseOut) -> Label:
        words = "Write what you both want to remember. Everything here can be left blank."
        return Label(self._desk.look, words if shown.begun else f"Was {shown.call_name} there?", "lead", ink="ink2")

    def _show_nothing(self) -> None:
        self._meeting, self._fields, self._main, self._unsigned = None, {}, None, None
        empty = Empty(self._desk.look, "No meeting is open. Start one from Today.", "Back to Today", self.left.emit)
        self._put(Page(self._desk.look, empty, name="Close the meeting"))
        self._bar.set_buttons()
        self._bar.set_kept("")

    def _put(self, page: Page) -> None:
        if self._page is not None:
            self._page.hide()
            self._body.removeWidget(self._page)
            self._page.deleteLater()
        self._page = page
        self._body.insertWidget(0, page, 1)

    def _name_main(self) -> None:
        """Say on the buttons what will happen. Without a note there is nothing to sign."""
        if self._main is None or self._unsigned is None:
            return
        entry, short = self._entry(), self._desk.look.scale >= _SHORT_WORDS
        prints = bool(self._papers.value()) and entry.outcome == CAME
        for part in (self._steps, self._next, self._papers):
            reveal(part, entry.outcome != MISTAKE)
        if entry.outcome == MISTAKE:
            self._main.set_text("Undo the start" if short else "Take the start back")
            self._main.setToolTip("Takes back that this meeting began. Nothing else of this page is kept.")
        elif entry.note.strip():
            save = "Sign and print" if short else "Save, sign and print"
            self._main.set_text(save if prints else "Save and sign")
            self._unsigned.set_text("Save unsigned" if short else "Save without signing")
            also = " and prints the papers that are ticked" if prints else ""
            self._main.setToolTip(f"Signs the note, closes the meeting{also}.")
            self._unsigned.setToolTip(f"Keeps the note to sign later, closes the meeting{also}.")
        else:
            close = "Save and close" if short else "Save and close the meeting"
            self._main.set_text("Save, print and close" if prints else close)
            self._main.setToolTip("")
        signs = bool(entry.note.strip()) and entry.outcome != MISTAKE
        reveal(self._unsigned, signs)
        # Large text leaves no room for three: Today, in the strip, leaves the page for later as well.
        reveal(self._later, not short or not signs)

    def _say(self, words: str) -> None:
        """Say when it was kept, and what nothing is written about yet."""
        shown = self._meeting
        missing = close_out.left_out(shown, self._entry()) if shown is not None else ""
        self._bar.set_kept(" ".join(part for part in (words, missing) if part), "tick-circle" if words else "info")

    def _edited(self) -> None:
        self._keeper.touch()
        self._name_main()
        self._say("")

    # What is typed

    def _read_day(self, typed: str) -> Understood:
        return read_date(typed, self._desk.clock.today(), lean="future")

    def _typed(self) -> dict[str, Any]:
        return {
            **{name: field.value() for name, field in self._fields.items()},
            "steps": self._steps.value(),
            "interpreter": self._next.interpreter(),
            "papers": self._papers.value(),
        }

    def _fill(self, typed: dict[str, Any]) -> None:
        for name, field in self._fields.items():
            if name in typed:
                field.set_value(typed[name])
        self._steps.set_value(typed.get("steps", {}))
        self._next.set_interpreter(typed.get("interpreter", False))
        self._papers.set_value(typed.get("papers", []))
        self._note.turn()
        self._name_main()

    def _entry(self) -> CloseOutEntry:
        said = {name: str(field.value() or "") for name, field in self._fields.items()}
        return CloseOutEntry(
            outcome=said.get("outcome", CAME),
            cancelled_by=said.get("cancelled_by", ""),
            why=said.get("why", ""),
            note=self._note.said(),
            taken_over=self._taken_over(),
            steps={int(step): state for step, state in self._steps.value().items()},
            step=StepEntry(said.get("what", ""), said.get("who", ""), said.get("by", "")),
            next_on=said.get("next_on", ""),
            next_at=said.get("next_at", ""),
            next_way=said.get("next_way", ""),
            next_place=said.get("next_place", ""),
            next_purpose=said.get("next_purpose", ""),
            interpreter_booked=self._next.interpreter(),
        )

    def _taken_over(self) -> str:
        """Return what was written elsewhere and is in the note of this page, as long as that is in sight."""
        shown = self._meeting
        return shown.begun_words if shown is not None and not self._note.fields["note"].isHidden() else ""

    def _words(self) -> Words | None:
        shown = self._meeting
        if shown is None:
            return None
        content = {
            "contact": shown.contact_id,
            "typed": self._typed(),
            "ticked": list(shown.ticked),
            "begun_words": shown.begun_words,
        }
        return lambda vault: keep_draft(vault, close_out.SCREEN, shown.participant_id, content)

    # Something about safety

    def _say_safety(self) -> None:
        if self._meeting is not None and say_something(self._desk, self._meeting.participant_id, self):
            self.changed.emit()
            self._write_safety()

    def _write_safety(self) -> None:
        if self._meeting is not None:
            self.opened.emit(self._meeting.participant_id, INTAKE, safety_due.PLACE)

    def _safety_settled(self) -> None:
        self.changed.emit()
        self.begin()

    # Closing

    def _leave(self) -> None:
        if self.keep():
            self.left.emit()

    def _close(self, _checked: bool = False, *, sign: bool) -> None:
        """Keep everything and close the meeting, with the note signed or not; then print what is ticked."""
        shown = self._meeting
        if shown is None:
            return
        for field in self._fields.values():
            field.clear()
        entry = replace(self._entry(), sign=sign)
        codes = self._papers.value() if entry.outcome == CAME else []
        try:
            close_out.close_meeting(self._desk.vault, shown.contact_id, entry)
        except InputProblem as problem:
            for name, sentence in problem.fields.items():
                if name in self._fields:
                    self._fields[name].set_error(sentence)
            first_error(self._fields.values())
            self._bar.set_kept("The meeting is not closed yet. See the sentences beside the fields.", "octagon-alert")
        except WorkwellError as problem:
            self._tell(problem)
            if self._page is not None and not self._safety.isHidden():
                self._page.to_top()  # where the two ways stand
        else:
            self._keeper.forget()
            self._part(shown, entry.outcome)
            self._print(shown, codes)

    def _part(self, shown: CloseOut, outcome: str) -> None:
        """Let Today say what became of the meeting; who came to one that began just now may be in the room still."""
        point, rest = close_out.closed_words(self._desk.vault, shown, outcome)
        self.parting = Parting(point, rest, shown.call_name if outcome == CAME and shown.under_way else "")

    def _print(self, shown: CloseOut, codes: list[str]) -> None:
        if not codes:
            self._done()
            return
        vault = self._desk.vault
        if self._main is not None and self._unsigned is not None:
            self._main.set_text("Making the papers ...")
            self._main.setEnabled(False)
            self._unsigned.setEnabled(False)
        self._meeting = None  # it is closed: nothing more is kept about it
        make = partial(close_papers.make_papers, vault, shown.participant_id, codes)
        self._desk.worker.run(self, make, self._made, self._not_made)

    def _made(self, made: tuple[MadePaper, ...]) -> None:
        pdf = joined([paper.pdf for paper in made])
        self._desk.doors.print_pdf(self, pdf, partial(self._printed, made))

    def _printed(self, made: tuple[MadePaper, ...], printed: bool) -> None:
        if printed:
            try:
                close_papers.note_all_printed(self._desk.vault, made)
            except WorkwellError as problem:
                self._tell(problem)
                return
            self._done()
        else:
            self._after("Nothing was printed. The papers wait on Today.")

    def _not_made(self, problem: Exception) -> None:
        if not isinstance(problem, WorkwellError):
            raise problem
        self._after(f"{problem.sentence} {problem.next_step}".strip())

    def _after(self, sentence: str) -> None:
        """Say what became of the papers: the meeting itself is closed and kept."""
        notice = Notice(self._desk.look, "warn", "The meeting is closed and kept.", sentence, announce_it=True)
        self._notice_box.addWidget(notice)
        back = main_button(self._desk.look, "Back to Today")
        back.clicked.connect(self._done)
        self._main = self._unsigned = None
        self._bar.set_buttons(back)
        self._bar.set_kept("The meeting is closed and kept.")
        if self._page is not None:
            self._page.to_top()

    def _done(self) -> None:
        self._meeting, self._about, self._main, self._unsigned = None, 0, None, None
        self.left.emit()

    def _tell(self, problem: WorkwellError) -> None:
        self._bar.set_kept(f"{problem.sentence} {problem.next_step}".strip(), "octagon-alert")
