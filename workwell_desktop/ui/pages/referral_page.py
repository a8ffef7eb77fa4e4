"""Somebody new: five fields, by keys alone in under a minute. What is not known can wait; the Intake asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.dates import Lean, Understood, lasting, read_date
from workwell_desktop.casework.drafts import NOBODY_YET, discard_draft, keep_draft, load_draft
from workwell_desktop.casework.identifiers import check_phone
from workwell_desktop.casework.referral import SCREEN, ReferralEntry, WithUsAlready, refer_known, save_referral
from workwell_desktop.casework.tabs import INTAKE
from workwell_desktop.casework.waiting import typed_name
from workwell_desktop.errors import InputProblem, NotKept
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.duplicate_notice import DuplicateNotice
from workwell_desktop.ui.intake_checks import look_at
from workwell_desktop.ui.intake_sections import options
from workwell_desktop.ui.keeper import Keeper, Words
from workwell_desktop.ui.pages.mail_box import LABELS, MailBox, in_words
from workwell_desktop.ui.pages.page import WorkPage
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import main_button, second_button
from workwell_desktop.ui.parts.choices import Radios
from workwell_desktop.ui.parts.columns import Columns, Fold, Page
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.fields import Field, first_error
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, empty_out, holder, reveal, row
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.text_area import TextArea

_LEANS: dict[str, Lean] = {"birth_date": "birth", "received_on": "past"}
_MORE = ("nhs_number", "email", "postcode", "gp_practice")  # what an e-mail may say besides the five fields
_NOTHING = "Nothing typed yet."
_PAIR = 600  # pixels at 100 %: two fields side by side, each as wide as the longest kind of sender


class ReferralPage(WorkPage):
    """Takes one referral of somebody new. What is typed is kept as the draft that is about nobody yet."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        look = desk.look
        self._more: dict[str, str] = {}
        self._saved_name = ""
        self._keeper = Keeper(self._words, desk, self)
        self._bar = BottomBar(look)
        self._keeper.told.connect(self._bar.set_kept)
        self._keeper.failed.connect(lambda words: self._bar.set_kept(words, "octagon-alert"))
        self.fields = self._made()
        self.likely = DuplicateNotice(desk, self._seen, refers=True)
        self.likely.follow(self._typed, lambda: NOBODY_YET)
        self.likely.watch(self.fields)
        self.likely.compare_wanted.connect(self._compare)
        self.likely.again_wanted.connect(self._refer_again)
        self.likely.settled.connect(self._go_on_typing)
        self.mail = MailBox(look, self._standing)
        self._filled: dict[str, tuple[str, str]] = {}  # by field: what stood there, and what the e-mail put there
        self.mail.edited.connect(self._keeper.touch)
        self.mail.chosen.connect(self._fill_chosen)
        self.mail.undone.connect(self._undo_filling)
        self._notices = column(look, gap=12)
        self._noticed = holder(self._notices)
        reveal(self._noticed, False)
        head = column(
            look,
            Label(look, "Someone new", "display"),
            Label(look, "Five things are enough to begin. The rest can wait.", "lead", ink="ink2"),
            gap=8,
        )
        parts = Columns(look, self._form(), self.mail, shares=(11, 6), at=980)
        page = Page(look, holder(head), self._noticed, parts, gap=24, name="Someone new")
        again = second_button(look, "Save and take the next one")
        again.clicked.connect(lambda: self._save(opens=False))
        save = main_button(look, "Save and open")
        save.clicked.connect(lambda: self._save(opens=True))
        self._bar.set_buttons(again, save)
        whole = column(look, page, self._bar, gap=0)
        whole.setStretchFactor(page, 1)
        self.setLayout(whole)
        for field in self.fields.values():
            field.edited.connect(self._keeper.touch)
            field.edited.connect(self._say_typed)

    def show_now(self) -> None:
        """Show the referral that was begun and not saved, or empty fields."""
        self._empty()
        draft = load_draft(self._desk.vault, SCREEN, NOBODY_YET)
        if draft is None or not any(draft.content["typed"].values()):
            self.likely.forget()
            self._bar.set_kept(_NOTHING)
            return
        kept = draft.kept_at.astimezone(self._desk.clock.local().tzinfo)
        typed = self._meant(draft.content["typed"], kept.date())
        self._fill(typed)
        self.likely.look()
        begun = f"You began with {typed_name(typed) or 'somebody'} on {kept.day} {kept:%B}."
        deeds = [("Go on", self._go_on), ("Begin with somebody else", self._drop)]
        self._notice(Notice(self._desk.look, "note", begun, deeds=deeds))
        self._bar.set_kept(f"Kept on {kept.day} {kept:%B} at {kept:%H:%M}, not saved yet.", "pencil")

    def begin(self) -> None:
        """Give the focus to the first name."""
        self.fields["first_name"].take_focus()

    def _seen(self) -> bool:
        return self.in_company()

    def company_changed(self) -> None:
        """Name nobody who may be known while somebody else sees the screen."""
        self.likely.show_again()

    def keep(self) -> bool:
        """Keep what is typed as a draft. Return whether all is kept."""
        return self._keeper.keep_now()

    # -- the page -------------------------------------------------------------------------------------------

    def _made(self) -> dict[str, Field]:
        look = self._desk.look
        fields = {
            "first_name": Field(look, "First name", Line(look), width="name"),
            "last_name": Field(look, "Last name", Line(look), width="name"),
            "phone": Field(look, "Phone", Line(look), width="name"),
            "birth_date": DateField(look, "Date of birth", self._reader("birth_date"), width="name"),
            "source": Field(look, "Where did it come from?", Combo(look, options("referral_source")), width="name"),
            "received_on": DateField(look, "When did it arrive?", self._reader("received_on"), width="name"),
            "referrer_name": Field(look, "Who sent them?", Line(look), width="name"),
            "referrer_organisation": Field(look, "Practice, employer or service", Line(look), width="name"),
            "reason": Field(
                look,
                "What does this person want help with?",
                TextArea(look, lines=2),
                hint="In their own words, where you have them.",
                width="full",
            ),
            "work_status": Field(
                look, "What is this person doing now?", Radios(look, options("work_status"), across=True), width="full"
            ),
        }
        fields["phone"].left.connect(lambda: look_at(fields["phone"], check_phone))
        fields["source"].edited.connect(self._show_sender)
        fields["received_on"].left.connect(self._say_today)
        fields["reason"].setMaximumWidth(look.px(_PAIR))
        return fields

    def _form(self) -> QWidget:
        look, fields = self._desk.look, self.fields
        find = Label(
            look, "One of these two helps to find this person again. Leave both blank if you have neither.", "hint"
        )
        self._sender = self._pair("referrer_name", "referrer_organisation")
        self._also = column(look, gap=8)
        return holder(
            column(
                look,
                self._pair("first_name", "last_name"),
                column(look, self._pair("phone", "birth_date"), find, gap=4),
                self.likely,
                self._pair("source", "received_on"),
                self._sender,
                fields["reason"],
                fields["work_status"],
                holder(self._also),
                STRETCH,
                gap=20,
            )
        )

    def _pair(self, left: str, right: str) -> QWidget:
        return Fold(self._desk.look, self.fields[left], self.fields[right], most=_PAIR)

    def _show_sender(self) -> None:
        """Ask who sent them only where somebody did."""
        reveal(self._sender, self.fields["source"].value() != "self")

    def _say_today(self) -> None:
        """Say what a blank day of arrival means."""
        field = self.fields["received_on"]
        if not str(field.value()).strip():
            field.set_understood("Today, unless you type another day")

    def _say_typed(self) -> None:
        """Stop saying that nothing is typed as soon as something is; the keeper says when it is kept."""
        if self._bar.kept() == _NOTHING:
            self._bar.set_kept("Not kept yet.", "pencil")

    def _notice(self, notice: Notice | None) -> None:
        empty_out(self._notices)
        if notice is not None:
            self._notices.addWidget(notice)
        reveal(self._noticed, notice is not None)

    def _show_more(self) -> None:
        """Show what the e-mail said besides the five fields, and offer to leave it out."""
        empty_out(self._also)
        if not self._more:
            return
        look = self._desk.look
        words = ". ".join(f"{LABELS[name]}: {in_words(name, value)}" for name, value in self._more.items())
        leave = second_button(look, "Leave these out")
        leave.clicked.connect(lambda: self._leave_out(tuple(self._more)))
        self._also.addWidget(Notice(look, "note", "Also from the e-mail.", f"{words}.", deeds=()))
        self._also.addLayout(row(look, leave, STRETCH))

    def _leave_out(self, names: tuple[str, ...]) -> None:
        self._more = {name: value for name, value in self._more.items() if name not in names}
        self._show_more()
        self._notice(None)
        self._keeper.touch()
        self.begin()

    # -- what is typed --------------------------------------------------------------------------------------

    def _reader(self, name: str) -> Callable[[str], Understood]:
        return lambda typed: read_date(typed, self._desk.clock.today(), lean=_LEANS[name])

    def _typed(self) -> dict[str, Any]:
        return {**{name: str(field.value()) for name, field in self.fields.items()}, **self._more, **self.mail.typed()}

    def _words(self) -> Words:
        typed = self._typed()
        return lambda vault: keep_draft(vault, SCREEN, NOBODY_YET, {"typed": typed})

    def _meant(self, typed: dict[str, Any], kept_on: date) -> dict[str, Any]:
        """Return what was typed, with dates that mean the day they meant when they were typed."""
        today = self._desk.clock.today()
        return typed | {
            name: lasting(typed[name], kept_on, today, lean=lean) for name, lean in _LEANS.items() if typed.get(name)
        }

    def _fill(self, typed: dict[str, Any]) -> None:
        for name, field in self.fields.items():
            field.set_value(str(typed.get(name, "")))
            field.clear()
        self._more = {name: str(typed[name]) for name in _MORE if typed.get(name)}
        self.mail.set_typed(typed)
        self._show_more()
        self._show_sender()
        self._say_today()

    def _empty(self) -> None:
        self._fill({})
        self._notice(None)

    def _standing(self, name: str) -> str:
        """Return what stands in a field, or among what an e-mail said besides."""
        return str(self.fields[name].value()) if name in self.fields else self._more.get(name, "")

    def _fill_chosen(self, values: dict[str, str]) -> None:
        """Fill in what was ticked, over what stands there: it was looked at, and can be taken back."""
        self._filled = {name: (self._standing(name), value) for name, value in values.items()}
        self._put(values)

    def _undo_filling(self) -> None:
        """Put back what stood there before, but not over what was typed since."""
        self._put({name: was for name, (was, now) in self._filled.items() if self._standing(name) == now})
        self._filled = {}

    def _put(self, values: Mapping[str, str]) -> None:
        for name, value in values.items():
            if name in self.fields:
                self.fields[name].set_value(value)
                self.fields[name].clear()
            else:
                self._more[name] = value
        self._more = {name: value for name, value in self._more.items() if value}
        self._show_more()
        self._show_sender()
        self._keeper.touch()
        self.likely.look()
        for name in ("birth_date", "received_on"):
            field = self.fields[name]
            if isinstance(field, DateField):
                field.read()
        self._say_today()
        look_at(self.fields["phone"], check_phone)
        if first_error(self.fields.values()) is None:
            self._go_on_typing()

    def _go_on_typing(self) -> None:
        """Give the focus to the first field that is still blank."""
        empty = next((field for field in self.fields.values() if not field.value()), self.fields["first_name"])
        empty.take_focus()

    def _go_on(self) -> None:
        self._notice(None)
        self.begin()

    def _drop(self) -> None:
        """Forget the referral that was begun."""
        try:
            discard_draft(self._desk.vault, SCREEN, NOBODY_YET)
        except NotKept as problem:
            self._bar.set_kept(f"The words are still here. {problem.next_step}", "octagon-alert")
            return
        self._keeper.forget()
        self.likely.forget()
        self.show_now()
        self.begin()

    # -- saving ---------------------------------------------------------------------------------------------

    def _compare(self, other: int) -> None:
        if self.keep():
            self.compare_wanted.emit(other, self.likely.facts())

    def _refer_again(self, other: int) -> None:
        """Keep this as a new referral of somebody known, in place of a second record of them."""
        self._save(opens=True, known=other)

    def _save(self, *, opens: bool, known: int = NOBODY_YET) -> None:
        """Save the referral, of somebody new or of ``known``; then open it, or empty the fields for the next one."""
        for field in (*self.fields.values(), self.mail.field):
            if field.error:
                field.clear()
        typed = {name: str(field.value()) for name, field in self.fields.items()}
        if typed["source"] == "self":
            typed |= {"referrer_name": "", "referrer_organisation": ""}
        entry = ReferralEntry(**typed, **self._more, mail=self.mail.kept_text())
        try:
            person = refer_known(self._desk.vault, known, entry) if known else save_referral(self._desk.vault, entry)
        except InputProblem as problem:
            self._show_problems(problem)
            return
        except WithUsAlready as problem:
            self._say_with_us(problem, known)
            return
        except NotKept as problem:
            self._bar.set_kept(f"Not saved yet. {problem.next_step}", "octagon-alert")
            return
        self._keeper.forget()
        if not known:
            self.likely.kept_as(person)
        self.likely.forget()
        name = " ".join(part for part in (typed["first_name"].strip(), typed["last_name"].strip()) if part)
        self._empty()
        self._bar.set_kept(f"{name} saved at {self._desk.clock.local():%H:%M}. The referral waits for your answer.")
        self.changed.emit()
        if opens:
            self.opened.emit(person, INTAKE, "contact")
        else:
            self.begin()

    def _say_with_us(self, problem: WithUsAlready, known: int) -> None:
        """Say on top that somebody has a case already, with the way to it. What was typed stays."""
        self.keep()
        deeds = [("Open their record", lambda: self.opened.emit(known, INTAKE, "")), ("Go on here", self._go_on)]
        words = f"{problem.next_step} What you typed is kept."
        notice = Notice(self._desk.look, "warn", problem.sentence, words, deeds=deeds, announce_it=True)
        self._notice(notice)
        notice.buttons[0].setFocus()

    def _show_problems(self, problem: InputProblem) -> None:
        """Put each sentence beside its field; one about what only the e-mail said stands above them."""
        for name, sentence in problem.fields.items():
            if name in self.fields:
                self.fields[name].set_error(sentence)
        if "mail" in problem.fields:
            self.mail.field.set_error(problem.fields["mail"])
        wrong = [name for name in problem.fields if name not in self.fields and name != "mail"]
        if wrong:
            words = " ".join(f"{LABELS[name]}: {problem.fields[name]}" for name in wrong)
            deeds = [("Leave it out", lambda: self._leave_out(tuple(wrong)))]
            self._notice(Notice(self._desk.look, "bad", words, deeds=deeds, announce_it=True))
        self._keeper.touch()
        self._keeper.keep_now()
        first_error([*self.fields.values(), self.mail.field])
        self._bar.set_kept("Not saved yet. See the fields.", "octagon-alert")
