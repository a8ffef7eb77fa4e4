"""The safety page: whom to ring, what was noticed and done, and who was told. Apart from the notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import dates, lists, safety, safety_due
from workwell_desktop.casework.safety import SafetyEntry, SafetyLine, SafetyState, SafetyVersion, ToldEntry
from workwell_desktop.casework.safety_due import Due
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.buttons import quiet_button, second_button
from workwell_desktop.ui.parts.columns import Columns, Page
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, Thing, column, flow, holder, line, row
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.rows import Col, RowList, Words
from workwell_desktop.ui.records.form_page import FormPage
from workwell_desktop.ui.records.forms import NEW, At, Days, Form
from workwell_desktop.ui.records.safety_forms import DUE, due_values, reason_form, told_form, worry_form
from workwell_desktop.ui.records.safety_print import print_button
from workwell_desktop.ui.safety_notice import WRITES

_MOST_HELP = 3  # a short list is read in need; the service puts its own first in the settings
_WORRY, _TOLD, _CLOSE, _REOPEN = "worry", "told", "close", "reopen"
_LEANS: dict[str, dates.Lean] = {"noticed_on": "past", "review_on": "future", "told_on": "past"}
_NAMES = {
    "kind": "About",
    "noticed_on": "Noticed on",
    "words": "Seen or heard",
    "done": "Done",
    "review_on": "Look again on",
    "state": "Record",
    "close_reason": "Closed because",
}


class SafetyPage(FormPage):
    """Shows and writes down what concerns somebody's safety."""

    drafts = safety.SCREEN
    days = Days(_LEANS)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._state: SafetyState | None = None
        self._unfolded: set[int] = set()
        self._all_help = False
        self._led = False  # the form was opened to write down what was said, not for another worry

    def read(self) -> None:
        """Read the records, which is written down as a look at them."""
        self._state = safety.load_safety(self._desk.vault, self.person)

    def title(self) -> str:
        """Return the title of the page."""
        return "Safety"

    def open_part(self, part: str) -> None:
        """Open the form to write down what was said."""
        if part == safety_due.PLACE.partition(".")[2] and self._readable:
            self._write_down()

    def somebody_else(self) -> None:
        """Fold all earlier texts."""
        self._unfolded, self._all_help, self._led = set(), False, False

    def first_deed(self) -> tuple[str, Callable[[], object]]:
        """Say what is missing most: who was told about the first open record; else a new worry."""
        untold = next((one for one in self._present().records if one.open and not one.told), None)
        if untold is not None:
            return "Write down who was told", partial(self.open_form, _TOLD, untold.id)
        return "Write down a worry", self._open_worry

    def form_of(self, at: At) -> Form | None:
        """Return a form, while its record can still be written on."""
        kind, about = at
        record = next((one for one in self._present().records if one.id == about), None)
        if kind == _WORRY:
            return self._worry_form(record) if not about or (record and record.open) else None
        if record is None or record.open == (kind == _REOPEN):
            return None
        return self._told_form(record) if kind == _TOLD else self._reason_form(record)

    def fill(self, page: Page) -> None:
        """Put everything below the title into the page: help first."""
        self.setProperty(WRITES, self.is_open(_WORRY))
        for thing in self._things():
            page.add(thing)

    def _things(self) -> list[Thing]:
        look, state = self._desk.look, self._present()
        danger = Label(look, "If somebody’s life is in danger, ring 999 now.", "lead")
        open_now = [record for record in state.records if record.open]
        if not open_now or self.editor is not None:  # a form takes the whole width
            first = [danger] if not open_now else [self._read_this_first(open_now), danger]
            return [*first, *self._help(state), *self._records(state)]
        records, aid = column(look, *self._records(state)), column(look, *self._help(state), gap=12)
        beside = Columns(look, holder(records), holder(aid), shares=(3, 2), at=760)
        return [self._read_this_first(open_now), danger, beside]

    def _read_this_first(self, records: list[SafetyLine]) -> Notice:
        """Say that something is open before anything else does, and of how much it is not known who was told."""
        count, untold = len(records), sum(1 for record in records if not record.told)
        who = self._present().call_name
        one, are = ("A record", "is") if count == 1 else (f"{count} records", "are")
        rest = f"{one} about {who}’s safety {are} open."
        if untold:
            of = "it" if count == 1 else "all of them" if untold == count else f"{untold} of them"
            rest += f" Write down who was told about {of}."
        return Notice(self._desk.look, "bad", "Read this first.", rest)

    def _records(self, state: SafetyState) -> list[Thing]:
        look, things = self._desk.look, list[Thing]()
        if not self.is_open(_WORRY):
            things += [self._due_notice(one) for one in state.due if not one.stands]
        things += self.form_here(_WORRY)
        for record in state.records:
            if record.open:
                things += self._record(record)
        if not state.records and not self.is_open(_WORRY):
            sentence = f"Nothing about {state.call_name}’s safety is written down."
            things.append(Empty(look, sentence, "Write it down", self._open_worry))
        elif not self.is_open(_WORRY):
            add = quiet_button(look, "Write down another worry", "plus")
            add.clicked.connect(self._open_worry)
            things.append(row(look, add, STRETCH))
        closed = [record for record in state.records if not record.open]
        if closed:
            things.append(Label(look, "Closed", "section"))
            for record in closed:
                things += self._record(record)
        note = "This page stands apart from the notes. It is in no letter and no plan, and in no search."
        things.append(Label(look, note, "hint"))
        return things

    def _due_notice(self, due: Due) -> Notice:
        """Say of one that was put off until when, and why."""
        when = f"until {dates.full(due.until)}" if due.until is not None else ""
        point = f"Something said on {dates.full(due.said_on)} is put off {when}."
        return Notice(self._desk.look, "note", point, due.reason, deeds=[("Write it down", self._write_down)])

    # -- parts of the page --------------------------------------------------------------------------------------

    def _help(self, state: SafetyState) -> list[Thing]:
        look, things = self._desk.look, list[Thing]()
        rows = RowList(look, "Whom to ring", [Col("Whom to ring", 3), Col("How", 2)])
        shown = state.crisis if self._all_help else state.crisis[:_MOST_HELP]
        for number, contact in enumerate(shown):
            rows.add(str(number), Words(contact.name, contact.when), Words(contact.contact))
        things.append(rows)
        if len(state.crisis) > len(shown):
            more = quiet_button(look, f"Show {len(state.crisis) - len(shown)} more", "chevron-right")
            more.clicked.connect(self._show_help)
            things.append(row(look, more, STRETCH))
        if state.checked is not None:
            checked = f"Your service checked these on {dates.plain(state.checked)}."
            things.append(Label(look, checked, "small", ink="ink2"))
        else:
            point = "These places of help are not checked yet."
            rest = "Check them in Settings before you rely on them, and add your own local ones."
            things.append(Notice(look, "warn", point, rest))
        return things

    def _record(self, record: SafetyLine) -> list[Thing]:
        look = self._desk.look
        badge = Badge(look, "Open", "waiting") if record.open else Badge(look, "Closed", "left_out")
        head = row(look, Label(look, record.kind_words, "section"), badge)
        head.setStretch(0, 1)
        things: list[Thing] = [line(look), head]
        if self.is_open(_WORRY, record.id):
            return [*things, *self.form_here(_WORRY, record.id)]
        facts = [
            ("Seen or heard", record.words),
            ("Done", record.done or "Not written down yet."),
            ("Noticed", f"{dates.full(record.noticed_on)}. Written down by {record.coach}."),
        ]
        if record.review_on is not None:
            day = f"{dates.full(record.review_on)}, {dates.ago(record.review_on, self._desk.clock.today())}"
            facts.append(("Look at this again", day))
        if not record.open and record.closed_on is not None:
            facts.append(("Closed", f"{dates.full(record.closed_on)}. {record.close_reason}"))
        table = RowList(look, record.kind_words, [Col("", 0), Col("", 1)])
        for name, words in facts:
            table.add(name, Words(name), Words(words, weight=400))
        things.append(table)
        things += self._who_was_told(record)
        for kind in (_TOLD, _CLOSE, _REOPEN):
            things += self.form_here(kind, record.id)
        things.append(self._deeds(record))
        if record.id in self._unfolded:
            things.append(self._versions(record))
        return things

    def _who_was_told(self, record: SafetyLine) -> list[Thing]:
        look = self._desk.look
        if not record.told:
            return [Notice(look, "warn", "It is not written down yet who was told.")] if record.open else []
        rows = RowList(look, "Who was told", [Col("Who was told", 2), Col("When", 2), Col("On what ground", 2)])
        for number, one in enumerate(record.told):
            when = Words(f"{dates.plain(one.at.date())} at {one.at:%H:%M}", one.way, weight=400)
            rows.add(
                str(number), Words(one.who, f"Written down by {one.coach}"), when, Words(one.ground, one.note, 400)
            )
        return [rows]

    def _deeds(self, record: SafetyLine) -> QWidget:
        look = self._desk.look
        deeds = [(_REOPEN, "Open this record again")]
        if record.open:
            deeds = [(_TOLD, "Write down who was told"), (_WORRY, "Correct or add"), (_CLOSE, "Close this record")]
        buttons = []
        for kind, words in deeds:
            button = second_button(look, words)
            button.clicked.connect(partial(self._open, kind, record.id))
            self.openers[kind, record.id] = button
            buttons.append(button)
        buttons.append(print_button(self._desk, self, record.id))
        if len(record.versions) > 1:
            folded = record.id not in self._unfolded
            turn = quiet_button(look, "Earlier texts" if folded else "Hide earlier texts")
            turn.clicked.connect(partial(self._unfold, record.id))
            buttons.append(turn)
        return holder(flow(look, *buttons))

    def _versions(self, record: SafetyLine) -> QWidget:
        look = self._desk.look
        box = column(look, gap=8)
        for one in record.versions:
            why = f" {one.reason}" if one.reason else ""
            box.put(Label(look, f"Text {one.number}, {dates.plain(one.written_on)}, {one.coach}.{why}", "strong"))
            rows = RowList(look, f"Text {one.number}", [Col("", 0), Col("", 1)])
            for name, words in _version_rows(one):
                rows.add(name, Words(name), Words(words, weight=400))
            box.put(rows)
        return holder(box)

    # -- deeds --------------------------------------------------------------------------------------------------

    def _unfold(self, record_id: int) -> None:
        self._unfolded ^= {record_id}
        self.draw()

    def _open(self, kind: str, record_id: int, _checked: bool = False) -> None:
        self.open_form(kind, record_id)

    def _show_help(self) -> None:
        self._all_help = True
        self.draw()

    def _open_worry(self) -> None:
        self._led = False
        self.open_form(_WORRY)

    def _write_down(self) -> None:
        """Open the form about what was said; one that stands open already stays as it is."""
        self._led = self._led or not self.is_open(_WORRY)
        self.open_form(_WORRY)

    def _worry_form(self, record: SafetyLine | None) -> Form:
        look = self._desk.look
        due = () if record is not None else self._present().due
        first: dict[str, Any] = {"noticed_on": self.today(), **(due_values(due) if self._led else {})}
        if record is not None:
            review = dates.plain(record.review_on) if record.review_on else ""
            first = {"kind": record.kind, "noticed_on": dates.plain(record.noticed_on), "words": record.words}
            first |= {"done": record.done, "review_on": review}
        return Form(
            lambda: worry_form(look, self.reader, due, corrects=record is not None, led=self._led),
            partial(self._save_worry, record.id if record else NEW),
            first,
        )

    def _told_form(self, record: SafetyLine) -> Form:
        look, who, now = self._desk.look, self._present().call_name, self._desk.clock.local()
        return Form(
            lambda: told_form(look, who, self.reader),
            lambda values: self._save_told(record.id, values),
            {"told_on": dates.plain(now.date()), "told_at": f"{now:%H:%M}"},
        )

    def _reason_form(self, record: SafetyLine) -> Form:
        look = self._desk.look
        if record.open:
            question, hint = "Why can this be closed?", "Say what changed, and who agreed that it can be closed."
            return Form(
                lambda: reason_form(look, question, hint, "Close this record"),
                lambda values: self._save_reason(safety.close_safety, record.id, values, "The record is closed."),
            )
        return Form(
            lambda: reason_form(look, "Why is this opened again?", "", "Open this record again"),
            lambda values: self._save_reason(safety.reopen_safety, record.id, values, "The record is open again."),
        )

    def _save_worry(self, record_id: int, values: Mapping[str, Any]) -> str:
        said = dict(values)
        due = [int(one) for one in said.pop(DUE, [])]
        entry = SafetyEntry(**said)
        if record_id:
            safety.correct_safety(self._desk.vault, record_id, entry)
        else:
            safety.begin_safety(self._desk.vault, self.person, replace(entry, reason=""), due)
        return ""

    def _save_told(self, record_id: int, values: Mapping[str, Any]) -> str:
        safety.tell(self._desk.vault, record_id, ToldEntry(**values))
        return "It is written down who was told."

    def _save_reason(
        self, deed: Callable[[Any, int, str], None], record_id: int, values: Mapping[str, Any], done: str
    ) -> str:
        deed(self._desk.vault, record_id, values["reason"])
        return done

    def _present(self) -> SafetyState:
        assert self._state is not None  # noqa: S101 - read before anything is drawn
        return self._state


def _version_rows(one: SafetyVersion) -> list[tuple[str, str]]:
    """Return what stood in a text, in words, without what was empty."""
    found = []
    for name, words in _NAMES.items():
        value = str(one.content.get(name) or "")
        if name == "kind":
            value = lists.label("safety_kind", value)
        found.append((words, value))
    return [(name, value) for name, value in found if value]
