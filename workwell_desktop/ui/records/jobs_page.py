"""Jobs and time off: the job somebody has now, those before it, and the days off work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import work_deeds, work_history
from workwell_desktop.casework.dates import Lean, plain
from workwell_desktop.casework.lists import choices
from workwell_desktop.casework.work_deeds import LeavingEntry
from workwell_desktop.casework.work_history import AbsenceEntry, JobEntry, PastJobEntry, WorkHistory
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, flow, holder, line
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.records.form_page import FormPage
from workwell_desktop.ui.records.forms import NEW, At, Days, Form, FormFields
from workwell_desktop.ui.records.pieces import add_button, beside, heading, measured, record_row, undo_notice

_LEANS: Mapping[str, Lean] = dict.fromkeys(("started_on", "ended_on", "first_day", "last_day"), "past")


class JobsPage(FormPage):
    """Shows and writes a person's jobs and time off. What the page holds: job, new_job, left_job, past, absence."""

    drafts = work_deeds.SCREEN
    days = Days(_LEANS, near=("first_day",), ends={"last_day": "first_day"}, ends_first=work_deeds.ENDS_FIRST)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._shown: WorkHistory

    def read(self) -> None:
        """Read the jobs and the time off of the person."""
        self._shown = work_history.load_work(self._desk.vault, self.person)

    def title(self) -> str:
        """Return the title of the page."""
        return "Jobs and time off"

    # Drawing

    def fill(self, page: Page) -> None:
        """Put everything below the title into the page."""
        look = self._desk.look
        page.add(holder(column(look, *self._present(), gap=8)))
        page.add(holder(column(look, *self._absences(), gap=8)), gap=32)
        page.add(holder(column(look, *self._past(), gap=8)), gap=32)

    def _present(self) -> list[QWidget]:
        look, shown = self._desk.look, self._shown
        parts: list[QWidget] = [holder(heading(look, "Now"))]
        opened = [w for kind in ("job", "new_job", "left_job") for w in self.form_here(kind)]
        if not opened or not self.is_open("job"):
            parts.append(self._job())
        parts += opened
        if shown.present.title and not opened:
            new = add_button(look, f"{shown.call_name} has a new job", lambda: self.open_form("new_job"))
            left = add_button(look, "This job has ended", lambda: self.open_form("left_job"), "dash")
            self.openers["new_job", NEW], self.openers["left_job", NEW] = new, left
            parts.append(holder(flow(look, new, left)))
        return parts

    def _job(self) -> QWidget:
        look, present = self._desk.look, self._shown.present
        if not present.title:
            status = f"{present.status}. " if present.status else ""
            empty = Empty(look, f"{status}No job is written down.", "Write down a job", lambda: self.open_form("job"))
            if empty.button is not None:
                self.openers["job", NEW] = empty.button
            return empty
        shown = record_row(look, present.title, (present.second, present.status), deed="Change this job")
        shown.clicked.connect(partial(self.open_form, "job"))
        self.openers["job", NEW] = shown
        return measured(look, shown)

    def _absences(self) -> list[QWidget]:
        look, shown = self._desk.look, self._shown
        new = self.form_here("absence")
        add = None if new else add_button(look, "Add time off", lambda: self.open_form("absence"))
        if add is not None:
            self.openers["absence", NEW] = add
        parts: list[QWidget] = [measured(look, holder(heading(look, "Time off work", add)))]
        if shown.off_since is not None and not new:
            parts.append(measured(look, self._off_since()))
        parts += new
        for one in shown.absences:
            if self.is_open("absence", one.id):
                parts += self.form_here("absence", one.id)
                continue
            badge = Badge(look, "Off work now", "doing") if one.going_on else None
            seconds = (one.length, one.note)
            notes = (one.hint,) if one.hint else ()
            shown_row = record_row(look, one.days, seconds, deed="Change this time off", badge=badge, notes=notes)
            shown_row.clicked.connect(partial(self.open_form, "absence", one.id))
            self.openers["absence", one.id] = shown_row
            parts += [measured(look, shown_row), measured(look, line(look))]
        if not shown.absences and not new and shown.off_since is None:
            parts.append(Label(look, "No time off is written down.", ink="ink2"))
        return parts

    def _off_since(self) -> Notice:
        since = self._shown.off_since
        day = plain(since) if since is not None else ""
        typed = {"first_day": day}
        return Notice(
            self._desk.look,
            "note",
            f"The Intake says {self._shown.call_name} is off sick since {day}.",
            deeds=[("Write this down", lambda: self.open_form("absence", NEW, typed))],
        )

    def _past(self) -> list[QWidget]:
        look, shown = self._desk.look, self._shown
        new = self.form_here("past")
        add = None if new else add_button(look, "Add an earlier job", lambda: self.open_form("past"))
        if add is not None:
            self.openers["past", NEW] = add
        parts: list[QWidget] = [measured(look, holder(heading(look, "Before", add)))]
        parts += new
        for one in shown.past:
            if self.is_open("past", one.id):
                parts += self.form_here("past", one.id)
                continue
            why = f"“{one.why}”" if one.why else ""
            shown_row = record_row(look, one.title, (one.second, why), deed="Change this job")
            shown_row.clicked.connect(partial(self.open_form, "past", one.id))
            self.openers["past", one.id] = shown_row
            parts += [measured(look, shown_row), measured(look, line(look))]
        if not shown.past and not new:
            parts.append(Label(look, "No earlier job is written down.", ink="ink2"))
        return parts

    # Forms

    def form_of(self, at: At) -> Form | None:
        """Return a form, while what it is about is there."""
        kind, row_id = at
        if not self._still_there(at):
            return None
        makers: dict[str, Callable[[], FormFields]] = {
            "job": self._job_editor,
            "new_job": self._new_job_editor,
            "left_job": self._left_job_editor,
            "past": partial(self._past_editor, row_id),
            "absence": partial(self._absence_editor, row_id),
        }
        return Form(
            makers[kind],
            partial(self._save_as, at),
            self._first_values(at),
            partial(self._look_at, row_id) if kind == "absence" else lambda _fields: None,
            by_the_way=kind in {"job", "past", "absence"},
        )

    def _job_fields(self, employer: str, job: str) -> tuple[dict[str, Field], list[Any]]:
        look = self._desk.look
        sizes = [(choice.code, choice.label) for choice in choices("employer_size")]
        fields: dict[str, Field] = {
            "employer": Field(look, employer, Line(look), width="name"),
            "job_title": Field(look, job, Line(look), width="name"),
            "hours": Field(look, "Usual hours a week", Line(look), width="postcode"),
            "employer_size": Field(
                look, "How many people work there?", Combo(look, sizes, empty="Not asked"), width="name"
            ),
            "started_on": DateField(
                look, "First day there", self.reader("started_on"), hint="As near as they know: May 2019."
            ),
        }
        lines = [
            beside(look, fields["employer"], fields["job_title"]),
            beside(look, fields["hours"], fields["employer_size"]),
            fields["started_on"],
        ]
        return fields, lines

    def _job_editor(self) -> FormFields:
        fields, lines = self._job_fields("Employer", "Job")
        return FormFields(self._desk.look, fields, lines, "Save this job")

    def _end_fields(self) -> dict[str, Field]:
        look = self._desk.look
        return {
            "ended_on": DateField(
                look, "Last day in the old job", self.reader("ended_on"), hint="Leave blank if it is not known."
            ),
            "why_ended": Field(
                look,
                "Why did it end?",
                TextArea(look, lines=2),
                hint=f"In {self._shown.call_name}’s own words. Leave blank if they would rather not say.",
                width="full",
            ),
        }

    def _new_job_editor(self) -> FormFields:
        ended = self._end_fields()
        fields, lines = self._job_fields("New employer", "New job")
        return FormFields(self._desk.look, {**fields, **ended}, [*lines, *ended.values()], "Save this new job")

    def _left_job_editor(self) -> FormFields:
        fields = self._end_fields()
        return FormFields(self._desk.look, fields, list(fields.values()), "Move this job to Before")

    def _past_editor(self, row_id: int) -> FormFields:
        look = self._desk.look
        fields: dict[str, Field] = {
            "employer": Field(look, "Employer then", Line(look), width="name"),
            "job_title": Field(look, "Job then", Line(look), width="name"),
            "hours": Field(look, "Hours a week then", Line(look), width="postcode"),
            "started_on": DateField(look, "From", self.reader("started_on"), hint="As near as they know."),
            "ended_on": DateField(look, "Until", self.reader("ended_on"), hint="As near as they know."),
            "why_ended": Field(
                look, "Why did it end?", TextArea(look, lines=2), hint="In their own words.", width="full"
            ),
        }
        lines = [
            beside(look, fields["employer"], fields["job_title"]),
            fields["hours"],
            beside(look, fields["started_on"], fields["ended_on"]),
            fields["why_ended"],
        ]
        return FormFields(look, fields, lines, "Save this earlier job", "Take this job out" if row_id else "")

    def _absence_editor(self, row_id: int) -> FormFields:
        look = self._desk.look
        fields: dict[str, Field] = {
            "first_day": DateField(look, "First day off", self.reader("first_day"), hint="This day counts."),
            "last_day": DateField(look, "Last day off", self.reader("last_day"), hint="Leave blank while it goes on."),
            "note": Field(
                look, "Anything to know about it", Line(look), hint="Such as what was agreed with work.", width="full"
            ),
        }
        lines = [beside(look, fields["first_day"], fields["last_day"]), fields["note"]]
        editor = FormFields(look, fields, lines, "Save this time off", "Take this time off out" if row_id else "")
        for field in fields.values():
            field.left.connect(partial(self._look_at, row_id, editor))
        return editor

    def _look_at(self, row_id: int, editor: FormFields) -> None:
        """Say beside the days what is worth a look."""
        found = work_history.absence_notes(self._desk.vault, self.person, row_id, AbsenceEntry(**editor.values()))
        for name in ("first_day", "last_day"):
            field = editor.fields[name]
            if isinstance(field, DateField) and (field.value() or not field.error):
                field.read()
            if name in found and not field.error:
                field.set_note(f"{field.understood}. {found[name]}" if field.understood else found[name])

    # Keeping

    def _first_values(self, at: At) -> Mapping[str, Any]:
        shown = self._shown
        if at[0] == "job":
            return vars(shown.present.entry)
        if at[0] == "past":
            return next((vars(one.entry) for one in shown.past if one.id == at[1]), vars(PastJobEntry()))
        if at[0] == "absence":
            return next((vars(one.entry) for one in shown.absences if one.id == at[1]), vars(AbsenceEntry()))
        return {}

    def _save_as(self, at: At, values: Mapping[str, Any]) -> None:
        vault, person = self._desk.vault, self.person
        if at[0] == "job":
            work_deeds.save_job(vault, person, JobEntry(**values))
        elif at[0] == "past":
            work_deeds.save_past_job(vault, person, PastJobEntry(**values), at[1])
        elif at[0] == "absence":
            work_deeds.save_absence(vault, person, AbsenceEntry(**values), at[1])
        else:
            job = {name: value for name, value in values.items() if name not in {"ended_on", "why_ended"}}
            following = JobEntry(**job) if at[0] == "new_job" else None
            work_deeds.new_job(vault, person, LeavingEntry(values["ended_on"], values["why_ended"], following))

    def _still_there(self, at: At) -> bool:
        if at[0] in {"new_job", "left_job"}:
            return bool(self._shown.present.title)
        ids = {"past": [one.id for one in self._shown.past], "absence": [one.id for one in self._shown.absences]}
        return at[1] in (NEW, *ids.get(at[0], ()))

    def remove(self, at: At) -> None:
        """Take a job or time off out; it can be put back."""
        (kind, row_id), vault, person = at, self._desk.vault, self.person
        gone: list[work_deeds.RemovedWork] = []

        def back() -> None:
            self.do(lambda: work_deeds.put_back(vault, person, gone[0]))

        words = "The job was taken out." if kind == "past" else "The time off was taken out."
        self.do(
            lambda: gone.append(work_deeds.remove(vault, person, kind, row_id)),
            partial(undo_notice, self._desk.look, words, "Put it back", back),
            closes=True,
        )
