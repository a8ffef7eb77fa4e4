"""The fit notes of a person: how the days stand, each note with what it says, and the days that notes cover."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import fit_notes
from workwell_desktop.casework.fit_note_rules import ENDS_FIRST
from workwell_desktop.casework.fit_notes import FitNoteEntry, FitNotes, NoteLine
from workwell_desktop.casework.lists import choices
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.buttons import Button, second_button
from workwell_desktop.ui.parts.choices import Checks, Choice, Radios, Segments
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import IconText, Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, holder, line, reveal, row
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.rows import Col, RowList, Words
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.records.covered_days import CoveredDays
from workwell_desktop.ui.records.form_page import FormPage
from workwell_desktop.ui.records.forms import NEW, At, Days, Form, FormFields
from workwell_desktop.ui.records.pieces import beside, heading, measured, record_row, undo_notice

ADD = "Write down a fit note"
_BADGES = {"covered": "booked", "ended": "waiting", "to_come": "soon"}
_NOTED = ("starts_on", "ends_on", "advice", "issued_on")  # fields that a rule may have something to say about


def options(name: str, *, without: str = "") -> list[Choice]:
    """Return a list of ``lists.toml`` as options for a control, with their hints."""
    return [Choice(one.code, one.label, second=one.hint) for one in choices(name) if one.code != without]


class FitNotesPage(FormPage):
    """Shows and writes fit notes. A coach writes down what the paper says, and certifies nothing."""

    drafts = fit_notes.SCREEN
    days = Days(fit_notes.DATES, near=("starts_on",), ends={"ends_on": "starts_on"}, ends_first=ENDS_FIRST)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._shown: FitNotes

    def read(self) -> None:
        """Read the fit notes of the person."""
        self._shown = fit_notes.load_fit_notes(self._desk.vault, self.person)

    def title(self) -> str:
        """Return the title of the page."""
        return "Fit notes"

    # Drawing

    def fill(self, page: Page) -> None:
        """Put everything below the title into the page."""
        look, shown = self._desk.look, self._shown
        if shown.standing_line:
            page.add(self._standing(), gap=12)
        page.add(holder(column(look, *self._notes(), gap=8)))
        if len(shown.spans) > 1:
            page.add(self._days(), gap=32)
        if shown.taken_back:
            page.add(self._taken_back(), gap=32)

    def _standing(self) -> QWidget:
        stands = self._shown.standing.kind
        icon, ink = {"covered": ("calendar", "ink"), "ended": ("clock", "warn")}.get(stands, ("calendar", "ink2"))
        return IconText(self._desk.look, icon, self._shown.standing_line, ink=ink, role="lead")

    def _notes(self) -> list[QWidget]:
        look, shown = self._desk.look, self._shown
        new = self.form_here("note")
        parts: list[QWidget] = [*new]
        for note in shown.notes:
            here = self.form_here("note", note.id)
            if here:
                parts += here
                continue
            shown_row = self._note(note)
            shown_row.clicked.connect(partial(self.open_form, "note", note.id))
            self.openers["note", note.id] = shown_row
            parts += [measured(look, shown_row), measured(look, line(look))]
        if not shown.notes and not new:
            sentence = f"No fit note yet. For the first 7 days off, {shown.call_name} needs none."
            empty = Empty(look, sentence, ADD, lambda: self.open_form("note"))
            if empty.button is not None:
                self.openers["note", NEW] = empty.button
            parts.append(empty)
        elif not new:
            add = second_button(look, ADD, "plus")
            add.clicked.connect(lambda: self.open_form("note"))
            self.openers["note", NEW] = add
            parts.insert(0, holder(row(look, add, STRETCH)))
        return parts

    def _note(self, note: NoteLine) -> Any:
        look, shown = self._desk.look, self._shown
        badge = None
        if note.id == shown.standing.note_id:
            word = {"covered": "Counts now", "ended": "Ended", "to_come": "To come"}[shown.standing.kind]
            badge = Badge(look, word, _BADGES[shown.standing.kind])
        advice = f"{note.advice}: {note.helps.lower()}" if note.helps else note.advice
        signed = ". ".join(part for part in (note.signed, note.again) if part)
        title = ", ".join(part for part in (note.days, note.length) if part)
        seconds = (advice, note.comment, signed)
        return record_row(look, title, seconds, deed="Change this fit note", badge=badge, notes=note.worth)

    def _days(self) -> QWidget:
        look, shown = self._desk.look, self._shown
        table = RowList(look, "Days covered", [Col("Days", 2), Col("How many", 1), Col("What covers them", 2)])
        for number, span in enumerate(shown.spans):
            covers: str | Badge = span.advice if span.covered else Badge(look, "No fit note", "left_out")
            table.add(str(number), Words(span.days), span.length, covers)
        strip = measured(look, CoveredDays(look, shown.spans, shown.today))
        return holder(column(look, heading(look, "Days covered"), strip, measured(look, table), gap=12))

    def _taken_back(self) -> QWidget:
        look = self._desk.look
        table = RowList(look, "Taken back")
        for note in self._shown.taken_back:
            back = Button(look, "Bring it back", "quiet")
            back.setAccessibleName(f"Bring it back: {note.days}")
            back.clicked.connect(partial(self._bring_note_back, note.id))
            table.add(str(note.id), Words(f"{note.days}. {note.advice}", note.taken_back), back)
        words = Label(look, "These count no more. They stay here to be read.", "hint")
        return holder(column(look, heading(look, "Taken back"), words, measured(look, table), gap=4))

    # The form

    def form_of(self, at: At) -> Form | None:
        """Return the form of a new note, or of one that was not taken back."""
        note = next((one for one in self._shown.notes if one.id == at[1]), None)
        if note is None and at[1] != NEW:
            return None
        entry = note.entry if note is not None else FitNoteEntry()
        return Form(
            partial(self._fields, at[1]),
            partial(self._save_as, at[1]),
            {**vars(entry), "options": list(entry.options)},
            partial(self._shown_now, at[1]),
            by_the_way=True,
        )

    def _save_as(self, note_id: int, values: Mapping[str, Any]) -> None:
        fit_notes.save_fit_note(self._desk.vault, self.person, _entry(values), note_id)

    def _fields(self, note_id: int) -> FormFields:
        """Return the fields of one note, in the order of the form."""
        look = self._desk.look
        fields: dict[str, Field] = {
            "assessed_on": DateField(look, "Assessed on", self.reader("assessed_on"), hint="As it stands on the note."),
            "advice": Field(
                look,
                "What does the note say?",
                Segments(look, options("fit_note_advice", without="none")),
                hint="“May be fit” means: some work is possible, if work can change what the note names.",
                width="full",
            ),
            "options": Field(
                look,
                "What is ticked on the note?",
                Checks(look, options("fit_note_option")),
                hint="Tick what is ticked there. The small words say what each means.",
                width="full",
            ),
            "comment": Field(
                look, "Comments on the note", TextArea(look, lines=2), hint="As they stand there.", width="full"
            ),
            "starts_on": DateField(look, "From", self.reader("starts_on"), hint="This day counts.", width="name"),
            "ends_on": DateField(look, "Until", self.reader("ends_on"), hint="This day counts too.", width="name"),
            "assess_again": Field(
                look, "When the note ends, who signed it", Radios(look, options("assess_again")), width="full"
            ),
            "issued_on": DateField(
                look, "Date of the note", self.reader("issued_on"), hint="The day it was given out."
            ),
            "certifier_name": Field(
                look, "Who signed it", Line(look), hint="A name, as it stands there.", width="name"
            ),
            "certifier_profession": Field(
                look, "Their profession", Combo(look, options("certifier_profession"), empty="Not said"), width="name"
            ),
        }
        lines = [
            fields["assessed_on"],
            fields["advice"],
            fields["options"],
            fields["comment"],
            beside(look, fields["starts_on"], fields["ends_on"]),
            fields["assess_again"],
            fields["issued_on"],
            beside(look, fields["certifier_name"], fields["certifier_profession"]),
        ]
        editor = FormFields(
            look, fields, lines, "Save this fit note", "This was a mistake: take it back" if note_id else ""
        )
        for field in fields.values():
            field.left.connect(partial(self._look_at, note_id, editor))
        fields["advice"].edited.connect(partial(self._show_options, editor))
        return editor

    def _shown_now(self, note_id: int, editor: FormFields) -> None:
        self._show_options(editor)
        self._look_at(note_id, editor)

    def _show_options(self, editor: FormFields) -> None:
        """Show the four ticks only where the note says "may be fit", or where one is ticked."""
        ticks = editor.fields["options"]
        reveal(ticks, editor.fields["advice"].value() == "may_be_fit" or bool(ticks.value()))

    def _look_at(self, note_id: int, editor: FormFields) -> None:
        """Say beside the fields what is worth a look. It stands in nobody's way."""
        found = fit_notes.worth_a_look(self._desk.vault, self.person, note_id, _entry(editor.values()))
        for name in _NOTED:
            field = editor.fields[name]
            if isinstance(field, DateField):
                if field.value() or name in found:
                    field.read()
            elif not field.error:
                field.clear()
            if name in found and not field.error:
                field.set_note(f"{field.understood}. {found[name]}" if field.understood else found[name])

    def remove(self, at: At) -> None:
        """Take a note back; it stays to be read, and can be brought back."""
        note_id = at[1]
        undo = partial(
            undo_notice,
            self._desk.look,
            "The fit note was taken back.",
            "Bring it back",
            partial(self._bring_note_back, note_id),
        )
        self.do(lambda: fit_notes.take_back(self._desk.vault, self.person, note_id), undo, closes=True)

    def _bring_note_back(self, note_id: int) -> None:
        self.do(lambda: fit_notes.bring_back(self._desk.vault, self.person, note_id))


def _entry(values: Mapping[str, Any]) -> FitNoteEntry:
    return FitNoteEntry(**{**values, "options": tuple(values["options"])})
