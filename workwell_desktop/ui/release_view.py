"""The screen turned to the participant: what the reader of a letter will see, line by line, and what stays here."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from workwell_desktop.casework import letter_issue, letter_release, letters
from workwell_desktop.casework.agreements import SECTION as AGREEMENTS
from workwell_desktop.casework.dates import read_date
from workwell_desktop.casework.diagnosis_guard import hits_in, told_sentence, words_of
from workwell_desktop.casework.letter_gaps import not_known
from workwell_desktop.casework.letter_kinds import EMPLOYER, SUPPORT
from workwell_desktop.casework.letter_line import AGREED, LetterLine
from workwell_desktop.casework.letters import LetterDraft
from workwell_desktop.casework.lists import choices
from workwell_desktop.casework.sharing import SharingStopped
from workwell_desktop.errors import WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.keeper import Keeper, Words
from workwell_desktop.ui.parts.buttons import Button, main_button, second_button
from workwell_desktop.ui.parts.choices import Segments
from workwell_desktop.ui.parts.columns import Fold, Page
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import IconText, Label
from workwell_desktop.ui.parts.layouts import STRETCH, Column, column, empty_out, flow, holder, line, row
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.preview import Preview
from workwell_desktop.ui.release_lines import LineEditor, MarkedLine, ReadLine
from workwell_desktop.ui.release_stays import stays_column
from workwell_desktop.ui.spelling import check_spelling
from workwell_desktop.ui.turn_back import TurnBack

MARKED = "We mark words about health. We may miss some, so read each line."


class ReleaseView(QWidget):
    """Reads one letter with the participant and issues it when every line is settled.

    ``finished`` is sent when the screen is turned back, ``section_wanted`` when the agreements are to be seen after it.
    """

    finished = Signal()
    section_wanted = Signal(str)

    def __init__(
        self,
        desk: Desk,
        participant_id: int,
        kind: str = SUPPORT,
        recipient_id: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """Read the letter of this kind; ``recipient_id`` is the id of the service it goes to, else 0."""
        super().__init__(parent)
        self._desk = desk
        self._participant = participant_id
        self._open_line = self._agreed_as = ""
        self._draft: LetterDraft | None = None
        self._editor: LineEditor | None = None
        self._first: Button | None = None
        self._asked = ""  # the line whose marked words ask for a choice now
        self._keeper = Keeper(self._typed_words, desk, self)
        self._lines: Column = column(desk.look, gap=0)
        self._body: Column = column(desk.look, gap=0)
        self._pages = QStackedWidget()
        self._reading = holder(self._body)
        self._pages.addWidget(self._reading)
        self.setLayout(column(desk.look, self._pages, gap=0))
        try:
            self._draft = letters.load_letter(desk.vault, participant_id, kind, recipient_id)
        except WorkwellError as problem:
            self._cannot(problem)
        else:
            self._build(self._draft)

    def keep(self) -> bool:
        """Keep words and choices now. Return whether all is kept."""
        return self._keeper.keep_now()

    # -- the page -------------------------------------------------------------------------------------------

    def _cannot(self, problem: WorkwellError) -> None:
        look = self._desk.look
        back = main_button(look, "Turn back", "screen-turn")
        back.clicked.connect(self.finished)
        deeds = [("Go to Agreements", self._to_agreements)] if isinstance(problem, SharingStopped) else []
        notice = Notice(look, "warn" if deeds else "note", problem.sentence, problem.next_step, deeds=deeds)
        self._body.addWidget(Page(look, notice, row(look, back, STRETCH), name="Letter"))

    def _to_agreements(self) -> None:
        """Turn back and go to where the answer to the next question is written down."""
        self.finished.emit()
        self.section_wanted.emit(AGREEMENTS)

    def _build(self, draft: LetterDraft) -> None:
        look, now = self._desk.look, self._desk.clock.local()
        back = Button(look, "Turn back", "second", "screen-turn", roomy=True)
        back.clicked.connect(self._stop)
        who = Label(look, f"{draft.call_name} and {draft.coach}, {now:%A} {now.day} {now:%B}", wrap=False)
        who.setVisible(not look.large)
        head = row(look, gap=24, margins=(32, 12, 32, 12))
        head.addWidget(Label(look, f"Your letter to {draft.recipient}", "section"), 1)
        head.put(who)
        head.put(back)
        left = column(
            look,
            Label(look, draft.reads, "page"),
            Label(
                look,
                f"Read each line with {draft.coach}. Keep it, change it or leave it out. You choose.",
                "lead",
                ink="ink2",
            ),
            *([Label(look, MARKED, "lead", ink="ink2")] if draft.kind.to == EMPLOYER else []),
            self._lines,
            self._to_write(draft),
            gap=12,
        )
        left.addSpacing(look.space(12))
        left.put(Label(look, "Above the lines", "medium"))
        for words in draft.above:
            left.put(Label(look, words, "lead"))
        if draft.told_above:
            said = f"{draft.told_above} You can change it in Intake before the letter goes."
            left.put(IconText(look, "triangle-alert", said, ink="warn", role="small_strong"))
        left.put(Label(look, "In every letter", "medium"))
        for sentence in draft.fixed:
            left.put(Label(look, sentence, "lead"))
        left.put(Label(look, draft.also, "lead"))
        left.addStretch(1)
        reads = self._reads = Page(look, holder(left), name=draft.reads)
        stays = self._kept_here = Page(look, holder(stays_column(look, draft)), name="What stays here", ground="sunk")
        self._sides = row(look, gap=0)
        self._sides.addWidget(reads, 3)
        self._sides.addWidget(stays, 2)
        look.changed.connect(self._turn_sides)
        self._turn_sides()
        self._progress = Label(look, "", "lead")
        stop = Button(look, "Stop for now", roomy=True)
        stop.clicked.connect(self._stop)
        self.issue = Button(look, "I agree. Print the letter.", "main", roomy=True)
        self.issue.clicked.connect(self._ask_how)
        told = row(look, stop, self.issue, margins=(32, 12, 32, 12))
        told.insertWidget(0, self._progress, 1)
        foot = column(look, line(look), told, gap=0)
        self._body.addLayout(head)
        self._body.addWidget(line(look))
        self._body.addLayout(self._sides, 1)
        self._foot_bar = holder(foot, "sunk")
        self._body.addWidget(self._foot_bar)
        self._show_lines()

    def _turn_sides(self) -> None:
        """Put what stays below what is read when the text is large."""
        ways = QBoxLayout.Direction
        self._sides.setDirection(ways.TopToBottom if self._desk.look.large else ways.LeftToRight)

    def _to_write(self, draft: LetterDraft) -> QWidget:
        """Return a button for each part of the letter whose lines are written here."""
        box = flow(self._desk.look)
        for part in draft.kind.to_write:
            add = second_button(self._desk.look, part.words, "plus")
            add.clicked.connect(partial(self._add_line, part.code))
            box.addWidget(add)
        return holder(box)

    # -- the lines ------------------------------------------------------------------------------------------

    def _show_lines(self) -> None:
        draft = self._present()
        empty_out(self._lines)
        self._editor, self._first = None, None
        for one in draft.lines:
            self._lines.addWidget(self._edited(one) if one.key == self._open_line else self._line(one))
            self._lines.addWidget(line(self._desk.look))
        self._show_progress()

    def _show_progress(self) -> None:
        draft = self._present()
        rest = draft.why_not or "Nothing is in the way."
        self._progress.set_text(f"{draft.settled} of {len(draft.lines)} lines settled. {rest}")
        self.issue.setEnabled(not draft.why_not)

    def _line(self, one: LetterLine) -> QWidget:
        if one.unanswered:
            return self._marked(one)
        made = ReadLine(self._desk.look, one, self._present().call_name, self._note(one))
        made.settled.connect(lambda choice: self._settle(one.key, choice))
        made.change_wanted.connect(lambda: self._open(one.key))
        if self._first is None:
            self._first = made.agree
        return made

    def _marked(self, one: LetterLine) -> QWidget:
        """Show a line with words about health; its first words are offered where they have none."""
        draft = self._present()
        first = one.first_words if one.changed else ""
        instead = "" if draft.guard is None or hits_in(first, draft.guard) else first
        made = MarkedLine(self._desk.look, one, draft.recipient, instead)
        made.settled.connect(lambda choice: self._settle(one.key, choice))
        made.share_wanted.connect(lambda: self._share(one.key))
        made.use_wanted.connect(lambda words: self._use(one.key, words))
        self._first = made.first if one.key == self._asked else self._first or made.first
        return made

    def _edited(self, one: LetterLine) -> QWidget:
        made = self._editor = LineEditor(self._desk.look, one, self._present().call_name, self._note(one))
        made.settled.connect(lambda choice: self._settle(one.key, choice))
        made.reworded.connect(lambda words: self._reworded(one.key, words))
        made.left.connect(lambda: self._say_of(one.key, made))
        check_spelling(self._desk, self._participant, *made.findChildren(TextArea))
        return made

    def _note(self, one: LetterLine) -> str:
        """Say which words of a line tell about health, and that they are shared when that was chosen."""
        told = told_sentence(words_of(one.hits), self._present().recipient)
        return f"{told} You chose to share it." if told and one.shared else told

    def _say_of(self, key: str, editor: LineEditor) -> None:
        now = self._line_now(key)
        editor.say(now.problem, self._note(now))

    def _open(self, key: str) -> None:
        self._open_line = key
        self._draft = letters.settle(self._present(), key, "")
        self._show_lines()
        if self._editor is not None:
            self._editor.take_focus()

    def _add_line(self, part: str, _checked: bool = False) -> None:
        """Begin one more line of a part that is written here."""
        self._draft, key = letters.add_line(self._present(), part)
        self._open(key)

    def _reworded(self, key: str, text: str) -> None:
        self._draft = letters.reword(self._present(), key, text)
        self._keeper.touch()
        self._show_progress()

    def _line_now(self, key: str) -> LetterLine:
        return next(one for one in self._present().lines if one.key == key)

    def _settle(self, key: str, choice: str) -> None:
        if choice == AGREED and not self._line_now(key).text.strip():
            self._open(key)  # an empty line is nobody's choice
            return
        if choice == AGREED and self._line_now(key).unanswered:
            choice, self._asked = "", key  # it is shown with its words marked, and asks
        self._take(letters.settle(self._present(), key, choice))

    def _share(self, key: str) -> None:
        """Keep that the participant shares the words about health in this line as they are."""
        self._take(letters.share(self._present(), key))

    def _use(self, key: str, words: str) -> None:
        """Put other words in place of those that tell about health, or let them be written."""
        if words:
            self._take(letters.settle(letters.reword(self._present(), key, words), key, AGREED))
        else:
            self._open(key)

    def _take(self, draft: LetterDraft) -> None:
        """Take what was chosen, and go on with the next line."""
        self._open_line = ""
        self._draft = draft
        self._keeper.touch()
        self._show_lines()
        self._asked = ""
        (self._first or self.issue).setFocus()  # the pressed button is gone: the keyboard goes on with the next line
        QTimer.singleShot(0, self, self._show_next)  # once the lines are laid out

    def _show_next(self) -> None:
        """Scroll to the next line that needs a choice."""
        if self._first is not None:
            line = self._first.parentWidget()
            self._reads.show_part(line if isinstance(line, QWidget) else self._first)
            self._reads.show_part(self._first)

    # -- issuing --------------------------------------------------------------------------------------------

    def _ask_how(self) -> None:
        """Ask in place how and when the participant agreed, before anything leaves."""
        look, draft, today = self._desk.look, self._present(), self._desk.clock.today()
        if draft.why_not:
            return
        options = [(choice.code, choice.label) for choice in choices("agreement_method")]
        self._how = Field(look, f"How did {draft.call_name} agree?", Segments(look, options), width="full")
        self._how.set_value(options[0][0])
        self._when = DateField(look, "When?", lambda typed: read_date(typed, today, lean="past"))
        self._when.set_value(f"{today.day} {today:%B %Y}")
        self._send = main_button(look, "Make the letter")
        self._send.clicked.connect(self._issue)
        back = self._back = second_button(look, "Not yet")
        asked = Fold(look, self._how, self._when, shares=(3, 1))
        box = (column if look.large else row)(look, asked, gap=24)
        box.put(row(look, STRETCH, back, self._send))
        self._asking = holder(
            column(look, *self._told_before(draft), holder(box), gap=8, margins=(32, 12, 32, 12)), "sunk"
        )
        back.clicked.connect(self._not_yet)
        self._foot_bar.hide()
        self._kept_here.setVisible(not look.large)  # it was read, and these questions need the room
        self._body.addWidget(self._asking)
        self._send.setFocus()

    def _told_before(self, draft: LetterDraft) -> list[QWidget]:
        """Return what is not known and what the letter says without it; and which version is agreed now."""
        look = self._desk.look
        self._agreed_as = letter_release.print_of(draft)
        missing = not_known(draft.gaps)
        told: list[QWidget] = [IconText(look, "info", missing, ink="note", role="small")] if missing else []
        number = letter_release.short_print(self._agreed_as)
        version = f"This version has the number {number}. Other words need a new yes."
        return [*told, Label(look, version, "small", ink="ink2")]

    def _not_yet(self) -> None:
        self._asking.hide()
        self._body.removeWidget(self._asking)
        self._asking.deleteLater()
        self._kept_here.show()
        self._foot_bar.show()

    def _issue(self) -> None:
        when = self._when.when()
        if when is None or when > self._desk.clock.today():
            self._when.set_error("Write the day this was agreed: today or before.")
            return
        vault, draft, method = self._desk.vault, self._present(), str(self._how.value())
        shown = self._agreed_as
        if not self._keeper.keep_now():
            return
        for button in (self._send, self._back):
            button.setEnabled(False)
        self._send.set_text("Making the letter ...")
        self._desk.worker.run(
            self,
            lambda: letter_issue.issue_letter(vault, draft, agreed_on=when, method=method, agreed_as=shown),
            self._issued,
            self._failed,
        )

    def _issued(self, paper_id: int) -> None:
        """Show the letter as it was issued."""
        preview = Preview(self._desk, paper_id, f"Letter to {self._present().recipient}")
        preview.closed.connect(self._turn)
        self._open_line = ""
        self._pages.insertWidget(0, preview)
        self._pages.setCurrentWidget(preview)
        self._pages.removeWidget(self._reading)
        self._reading.deleteLater()

    def _failed(self, problem: Exception) -> None:
        for button in (self._send, self._back):
            button.setEnabled(True)
        self._send.set_text("Make the letter")
        if not isinstance(problem, WorkwellError):
            raise problem
        self._desk.doors.tell(self, problem.sentence, problem.next_step)

    def _stop(self) -> None:
        self._keeper.touch()
        if self._keeper.keep_now():
            self._turn()
        else:
            self._progress.set_text("Not saved yet. Make some room on this PC, then try again.")

    def _turn(self) -> None:
        """Ask for the coach's passphrase before anything but the letter is seen again."""
        asking = TurnBack(self._desk, self._present().coach)
        asking.proved.connect(self.finished)
        asking.stayed.connect(lambda: self._stay(asking))
        self._pages.addWidget(asking)
        self._pages.setCurrentWidget(asking)
        asking.take_focus()

    def _stay(self, asking: QWidget) -> None:
        self._pages.setCurrentIndex(0)
        self._pages.removeWidget(asking)
        asking.deleteLater()

    def _present(self) -> LetterDraft:
        assert self._draft is not None  # noqa: S101 - the lines are shown only when there is a letter
        return self._draft

    def _typed_words(self) -> Words:
        draft = self._present()
        return lambda vault: letters.keep_letter(vault, draft)
