"""The page of agreements: taking part first, then who may know what, and what was shared already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import agreements, dates, shared_things
from workwell_desktop.casework.agreements import AgreementsState, AnswerEntry, AnswerLine, SharingRow
from workwell_desktop.casework.shared_things import CANNOT_CALL_BACK, SharedEntry, SharedThing, shared_with
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.badge import Badge
from workwell_desktop.ui.parts.buttons import quiet_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.empty import Empty
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, Thing, column, holder, row
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.rows import Col, RowList, Words
from workwell_desktop.ui.records.agreement_forms import shared_form, sharing_form, take_part_form
from workwell_desktop.ui.records.form_page import FormPage
from workwell_desktop.ui.records.forms import NEW, At, Days, Form

_TAKING_PART = "taking part"
_TAKE_PART, _SHARING, _SHARED = "take_part", "sharing", "shared"
_STATES = {
    "agreed": "done",
    "asked": "waiting",
    "refused": "left_out",
    "withdrawn": "left_out",
    "expired": "late",
    "never_asked": "todo",
}
_LEANS: dict[str, dates.Lean] = {"decided_on": "past", "expires_on": "future", "shared_on": "past"}


class AgreementsPage(FormPage):
    """Shows and writes down what somebody agreed to."""

    drafts = agreements.SCREEN
    days = Days(_LEANS)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._state: AgreementsState | None = None
        self._unfolded: set[str] = set()
        self._stopped: AnswerEntry | None = None  # the no that was just written down
        self._read_this: QWidget | None = None

    def read(self) -> None:
        """Read the agreements of the person."""
        self._state = agreements.load_agreements(self._desk.vault, self.person)

    def title(self) -> str:
        """Return the title of the page."""
        return "Agreements"

    def somebody_else(self) -> None:
        """Fold everything, and forget the last no."""
        self._unfolded, self._stopped = set(), None

    def first_deed(self) -> tuple[str, Callable[[], object]]:
        """Write down taking part first; then go on to sharing."""
        if not self._present().take_part:
            return f"Write down whether {self._present().call_name} takes part", self._open_take_part
        return "Write down an answer about sharing", self._open_sharing

    def form_of(self, at: At) -> Form | None:
        """Return a form: taking part, something shared, or sharing (with whom and what for, after a colon)."""
        if at[0] == _SHARED:
            return self._shared_form()
        return self._take_part_form() if at[0] == _TAKE_PART else self._sharing_form(at[0])

    def fill(self, page: Page) -> None:
        """Put everything below the title into the page."""
        for thing in self._things():
            page.add(thing)

    def _things(self) -> list[Thing]:
        state, look = self._present(), self._desk.look
        things: list[Thing] = []
        if self._stopped is not None:
            things += self._what_they_have(self._stopped)
        things += [Label(look, "Taking part", "section"), self._taking_part(state)]
        things += [Label(look, f"Who may know what, if {state.call_name} says yes", "section")]
        if self._at is not None and self._at[0].startswith(_SHARING):
            things += self.form_here(*self._at)
        things.append(self._sharing(state))
        things.append(Label(look, "Shared already", "section"))
        things += self.form_here(_SHARED)
        things.append(self._already(state.shared))
        if state.shared and not self.is_open(_SHARED):
            add = quiet_button(look, "Write down something that was shared", "plus")
            add.clicked.connect(self._open_shared)
            self.openers[_SHARED, NEW] = add
            things.append(row(look, add, STRETCH))
        if state.take_part:
            on = quiet_button(look, "Go to the assessment", "chevron-right")
            on.clicked.connect(lambda: self.opened.emit(1, ""))
            things.append(row(look, on, STRETCH))
        return things

    # -- parts of the page --------------------------------------------------------------------------------------

    def _taking_part(self, state: AgreementsState) -> QWidget:
        look = self._desk.look
        if self.is_open(_TAKE_PART):
            return holder(column(look, *self.form_here(_TAKE_PART)))
        if not state.take_part:
            return Empty(
                look,
                f"It is not written down yet whether {state.call_name} wants to take part.",
                "Write it down",
                self._open_take_part,
            )
        rows = RowList(look, "Taking part", [Col("", 3), Col("", 0), Col("", 0)])
        last = state.take_part[0]
        change = quiet_button(look, "New answer about taking part")
        change.clicked.connect(self._open_take_part)
        self.openers[_TAKE_PART, NEW] = change
        good = "done" if state.takes_part else "waiting" if last.said.startswith("Asked") else "left_out"
        wants = "takes part" if state.takes_part else "was asked" if good == "waiting" else "does not take part"
        words = self._words_of(_TAKING_PART, f"{state.call_name} {wants}", _told(last), state.take_part[1:])
        rows.add("now", words, Badge(look, last.said, good), change)
        return rows

    def _sharing(self, state: AgreementsState) -> RowList:
        look = self._desk.look
        rows = RowList(look, "Sharing", [Col("Who and what for", 4), Col("How it stands", 0), Col("", 0)])
        for one in state.rows:
            key = _kind_of(one)
            change = quiet_button(look, "New answer")
            change.setAccessibleDescription(f"{one.name or one.about}: {one.aim_words}")
            change.clicked.connect(partial(self._open_sharing, key))
            self.openers[key, NEW] = change
            badge = Badge(look, agreements.STANDING_WORDS[one.standing], _STATES[one.standing])
            rows.add(key, self._words_of(key, _title(one), _sharing_told(one), one.answers[1:]), badge, change)
        rows.set_empty(
            Empty(
                look,
                f"Nothing may be shared yet. {state.call_name} decides, one by one.",
                "Write down what was said",
                self._open_sharing,
            )
        )
        return rows

    def _words_of(self, key: str, title: str, told: str, earlier: tuple[AnswerLine, ...]) -> QWidget:
        """Return what stands in a row: title, newest answer, and the earlier ones, folded until they are asked for."""
        look = self._desk.look
        box = column(look, Label(look, title, "medium"), Label(look, told, "hint"), gap=2)
        if earlier:
            folded = key not in self._unfolded
            words = f"{len(earlier)} earlier {'answer' if len(earlier) == 1 else 'answers'}" if folded else "Hide them"
            turn = quiet_button(look, words, "chevron-right" if folded else "chevron-down")
            turn.setAccessibleDescription(title)
            turn.clicked.connect(partial(self._unfold, key))
            box.put(row(look, turn, STRETCH, gap=0))
            for one in () if folded else earlier:
                box.put(Label(look, _told(one), "hint"))
        pair = holder(box)
        pair.setProperty("pair", True)
        return pair

    def _already(self, things: tuple[SharedThing, ...], name: str = "Shared already") -> RowList:
        look = self._desk.look
        rows = RowList(look, name, [Col("What", 3), Col("Who has it", 2), Col("How and when", 2)])
        for number, one in enumerate(things):
            when = dates.plain(one.on) if one.on else ""
            how = Words(one.how, when, weight=400)
            rows.add(str(number), Words(one.what, f"Without agreement: {one.why}" if one.why else ""), one.name, how)
        if name == "Shared already" and not self.is_open(_SHARED):
            sentence = "Nothing has been shared with anybody yet."
            rows.set_empty(Empty(look, sentence, "Write down something that was shared", self._open_shared))
        return rows

    def _what_they_have(self, stopped: AnswerEntry) -> list[Thing]:
        """Say at once what was shared already, and that it cannot be called back."""
        look, state = self._desk.look, self._present()
        taking_part = stopped.purpose == agreements.TAKE_PART
        who = "anybody" if taking_part else stopped.recipient_name.strip() or _kind(stopped.recipient)
        had = shared_with(state.shared, "" if taking_part else stopped.recipient, stopped.recipient_name)
        point = f"From now on nothing more goes to {who}{'' if taking_part or not stopped.aim else ' for this'}."
        rest = f"{CANNOT_CALL_BACK} This is what they have already." if had else "Nothing was shared with them before."
        notice = Notice(look, "warn", point, rest, deeds=[("I have read this", self._read_it)])
        self._read_this = notice.buttons[0]
        things: list[Thing] = [notice]
        if had:
            things.append(self._already(had, f"What {who} has already"))
        return things

    # -- deeds --------------------------------------------------------------------------------------------------

    def _go_on_at(self, at: At | None) -> None:
        """Go on at what they have already, where a no was just written down: it is read before anything else."""
        if self._stopped is not None and self.editor is None and self._read_this is not None:
            self._read_this.setFocus()
        else:
            super()._go_on_at(at)

    def _unfold(self, key: str) -> None:
        self._unfolded ^= {key}
        self.draw()

    def _read_it(self) -> None:
        self._stopped = None
        self.draw()

    def _open_take_part(self) -> None:
        self._stopped = None
        self.open_form(_TAKE_PART)

    def _open_sharing(self, kind: str = "", _checked: bool = False) -> None:
        self._stopped = None
        self.open_form(kind or _SHARING)

    def _open_shared(self) -> None:
        self._stopped = None
        self.open_form(_SHARED)

    def _take_part_form(self) -> Form:
        look, who = self._desk.look, self._present().call_name
        return Form(
            lambda: take_part_form(look, who, self.reader),
            lambda values: self._save_answer(AnswerEntry(agreements.TAKE_PART, **values)),
            {"decided_on": self.today()},
        )

    def _sharing_form(self, kind: str) -> Form:
        look, state = self._desk.look, self._present()
        first = {"decided_on": self.today()}
        about = next((one for one in state.rows if _kind_of(one) == kind), None)
        if about is not None:
            first |= {"recipient": about.recipient, "recipient_name": about.name, "aim": about.aim}
        return Form(
            lambda: sharing_form(look, state.call_name, state.names, self.reader),
            lambda values: self._save_answer(AnswerEntry(**_with_tuple(values))),
            first,
        )

    def _shared_form(self) -> Form:
        look, state = self._desk.look, self._present()
        return Form(
            lambda: shared_form(look, state.call_name, state.names, self.reader),
            self._save_shared,
            {"shared_on": self.today()},
        )

    def _save_answer(self, entry: AnswerEntry) -> str:
        agreements.write_answer(self._desk.vault, self.person, entry)
        self._stopped = entry if entry.state in {"refused", "withdrawn"} else None
        return "The answer is written down."

    def _save_shared(self, values: Mapping[str, Any]) -> str:
        shared_things.write_shared(self._desk.vault, self.person, SharedEntry(**values))
        return "It is written down."

    def _present(self) -> AgreementsState:
        assert self._state is not None  # noqa: S101 - read before anything is drawn
        return self._state


def _kind_of(one: SharingRow) -> str:
    """Return what the form is called that asks for a new answer about a row."""
    return f"{_SHARING}: {one.recipient}/{one.name}/{one.aim}"


def _with_tuple(values: Mapping[str, Any]) -> dict[str, Any]:
    return {**values, "shared": tuple(values["shared"])}


def _kind(recipient: str) -> str:
    return f"any {agreements.kind_words(recipient)}"


def _title(one: SharingRow) -> str:
    return f"{one.name or f'Any {agreements.kind_words(one.recipient)}'}: {one.aim_words[0].lower()}{one.aim_words[1:]}"


def _sharing_told(one: SharingRow) -> str:
    parts = [one.decided_by] if one.decided_by else []
    if one.until is not None:
        parts.append(f"{'Ended' if one.standing == 'expired' else 'Until'} {dates.plain(one.until)}.")
    return " ".join([*parts, _told(one.answers[0])])


def _listed(things: tuple[str, ...]) -> str:
    """Return several things in one sentence: none begins with a capital, and the last stands after *and*."""
    said = [f"{one[0].lower()}{one[1:]}" for one in things]
    return f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else said[0]


def _told(one: AnswerLine) -> str:
    """Say one answer in a line: what, when, how, what may be shared, and who wrote it down."""
    day = f" on {dates.plain(one.said_on)}" if one.said_on else ""
    how = f" ({one.method[0].lower()}{one.method[1:]})" if one.method else ""
    parts = [f"{one.said}{day}{how}."]
    if one.letter_lines:
        parts.append(f"For the {one.letter_lines} lines of one letter.")
    if one.shared:
        parts.append(f"They may know: {_listed(one.shared)}.")
    if one.note:
        parts.append(one.note)
    if one.coach:
        parts.append(f"Written down by {one.coach}.")
    return " ".join(parts)
