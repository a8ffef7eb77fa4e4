"""Settings, letters: a service's own letters. One that ships is the beginning; its words are changed here."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from workwell_desktop.casework import letter_templates
from workwell_desktop.casework.drafts import NOBODY_YET, discard_draft, keep_draft, load_draft
from workwell_desktop.casework.letter_kinds import OFFER, PLACEHOLDERS, allowed_names, letter_kinds
from workwell_desktop.casework.letter_sample import sample_pdf
from workwell_desktop.casework.letter_templates import SCREEN, OwnLetter, Wording
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.keeper import Keeper, Words
from workwell_desktop.ui.parts.buttons import Button, main_button, quiet_button, second_button
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.fields import Field, first_error
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import STRETCH, column, empty_out, flow, holder, line, row
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.printing import page_as_image, page_count

_ONE_LINE = 80  # letters: a longer text gets a box of its own
_PAGE = 496  # pixels wide: the picture of the paper can be read, and fits beside the words


class LetterTemplatesView(Page):
    """The service's own letters, and one of them open to change. What is typed is kept over a lock."""

    def __init__(self, desk: Desk) -> None:
        look = desk.look
        self._desk = desk
        self._base, self._id = "", 0
        self._fields: dict[str, Field] = {}
        self._said = column(look, gap=12)
        self._own = column(look, gap=0)
        self._open = column(look, gap=16)
        kinds = [(kind.code, kind.title) for kind in letter_kinds().values()]
        self.base = Field(look, "Begin with", Combo(look, kinds), hint="Who reads it and what may stand in it stays.")
        begin = second_button(look, "Write a letter of your own", "plus")
        begin.clicked.connect(self._begin)
        words = (
            "You can change the words of a letter, and give it a name of its own. It then stands among the letters "
            "of every participant. What it says about coaches and agreement stays as it is."
        )
        super().__init__(
            look, Label(look, words), holder(self._said), holder(self._own), self.base, row(look, begin, STRETCH),
            holder(self._open), gap=16, name="Letters",
        )  # fmt: skip
        self._keeper = Keeper(self._words, desk, self)
        self._list()
        draft = load_draft(desk.vault, SCREEN, NOBODY_YET)
        if draft is not None:
            self._edit(draft.content["base"], draft.content["words"], draft.content["id"])
            self._say(Notice(look, "note", "What you typed before is here.", "It is not saved yet."))

    def keep(self) -> bool:
        """Keep what is typed now. Return whether all is kept."""
        return self._keeper.keep_now()

    # -- the list -------------------------------------------------------------------------------------------

    def _list(self) -> None:
        look = self._desk.look
        empty_out(self._own)
        found = letter_templates.own_letters(self._desk.vault)
        if not found:
            self._own.addWidget(Label(look, "There is no letter of your own yet.", ink="ink2"))
        for one in found:
            second = f"Begun with: {letter_kinds()[one.base].title}." + (" Put away." if one.put_away else "")
            words = column(look, Label(look, one.title, "medium"), Label(look, second, "hint"), gap=2)
            self._own.addWidget(holder(row(look, words, STRETCH, *self._deeds(one), margins=(0, 8, 0, 8))))
            self._own.addWidget(line(look))

    def _deeds(self, one: OwnLetter) -> list[Button]:
        look = self._desk.look
        if one.put_away:
            back = quiet_button(look, "Offer it again", "undo")
            back.setAccessibleName(f"Offer it again: {one.title}")
            back.clicked.connect(lambda: self._put_away(one, back=True))
            return [back]
        change, away = quiet_button(look, "Change", "pencil"), quiet_button(look, "Put away")
        change.setAccessibleName(f"Change: {one.title}")
        away.setAccessibleName(f"Put away: {one.title}")
        change.clicked.connect(lambda: self._edit(one.base, dict(one.words), one.id, focus=True))
        away.clicked.connect(lambda: self._put_away(one, back=False))
        return [change, away]

    def _put_away(self, one: OwnLetter, *, back: bool) -> None:
        def done() -> None:
            self._list()
            if back:
                self._say(Notice(self._desk.look, "good", f"“{one.title}” is offered again.", announce_it=True))
            else:
                deeds = [("Offer it again", partial(self._put_away, one, back=True))]
                words = "Letters made of it stay."
                self._say(
                    Notice(self._desk.look, "note", f"“{one.title}” is put away.", words, deeds=deeds, announce_it=True)
                )

        self._try(lambda: letter_templates.put_away(self._desk.vault, one.id, back=back), done)

    # -- one letter -----------------------------------------------------------------------------------------

    def _begin(self) -> None:
        base = str(self.base.value())
        if not base:
            self.base.set_error("Choose a letter to begin with.")
            return
        self.base.clear()
        self._edit(base, {}, 0, focus=True)

    def _edit(self, base: str, words: dict[str, str], letter_id: int, *, focus: bool = False) -> None:
        """Open a letter: a field for each text that can be changed, the names that can be used, and the deeds."""
        look = self._desk.look
        self._base, self._id, self._fields = base, letter_id, {}
        empty_out(self._open)
        title = words.get("title") or letter_kinds()[base].title
        self._open.addWidget(Label(look, f"The words of “{title}”", "section"))
        self._open.addWidget(Label(look, self._names(base), "small", ink="ink2"))
        for text in letter_templates.wordings(base, words):
            self._open.addWidget(self._field(text))
        self._paper = column(look, gap=12)
        save, see, leave = (
            main_button(look, "Save this letter"),
            second_button(look, "See it on paper", "sheet"),
            second_button(look, "Leave it"),
        )
        save.clicked.connect(self._save)
        see.clicked.connect(self._see)
        leave.clicked.connect(self._leave)
        self._open.addWidget(holder(flow(look, save, see, leave)))
        self._open.addWidget(holder(self._paper))
        if focus:
            self._fields["title"].take_focus()

    def _names(self, base: str) -> str:
        names = allowed_names(letter_kinds()[base].to, OFFER)
        return "Names that are filled in: " + "; ".join(f"{{{name}}}, {PLACEHOLDERS[name]}" for name in names) + "."

    def _field(self, text: Wording) -> Field:
        look = self._desk.look
        control: QWidget = Line(look) if text.longest <= _ONE_LINE else TextArea(look, lines=2)
        hint = "" if text.needed else "Leave it empty to have it in no such letter."
        field = Field(look, text.label, control, hint=hint, width="full")
        field.set_value(text.words)
        field.edited.connect(self._keeper.touch)
        self._fields[text.where] = field
        return field

    def _typed(self) -> dict[str, str]:
        return {where: str(field.value()) for where, field in self._fields.items()}

    def _words(self) -> Words | None:
        if not self._fields:
            return None
        content: dict[str, Any] = {"base": self._base, "id": self._id, "words": self._typed()}
        return lambda vault: keep_draft(vault, SCREEN, NOBODY_YET, content)

    def _sound(self) -> bool:
        """Say beside the fields what needs another look. Return whether nothing does."""
        problems = letter_templates.check_words(self._base, self._typed())
        for where, field in self._fields.items():
            field.set_error(problems.get(where, ""))
        return first_error(self._fields.values()) is None

    def _save(self) -> None:
        if not self._sound():
            return
        base, words, letter_id = self._base, self._typed(), self._id
        self._try(
            lambda: letter_templates.save_letter(self._desk.vault, base, words, letter_id), partial(self._saved, words)
        )

    def _saved(self, words: dict[str, str]) -> None:
        self._shut()
        self._list()
        title = words["title"].strip()
        self._say(Notice(self._desk.look, "good", f"“{title}” stands among the letters from now on.", announce_it=True))

    def _leave(self) -> None:
        """Shut the letter without saving it; it can be brought back."""
        base, words, letter_id = self._base, self._typed(), self._id
        self._shut()
        deeds = [("Bring it back", lambda: self._edit(base, words, letter_id, focus=True))]
        self._say(Notice(self._desk.look, "note", "What you typed is not saved.", deeds=deeds, announce_it=True))

    def _shut(self) -> None:
        self._keeper.forget()
        self._fields = {}
        empty_out(self._open)
        vault = self._desk.vault
        if load_draft(vault, SCREEN, NOBODY_YET) is not None:
            self._try(lambda: discard_draft(vault, SCREEN, NOBODY_YET), lambda: None)

    # -- on paper -------------------------------------------------------------------------------------------

    def _see(self) -> None:
        """Draw the letter about nobody, as it would be printed."""
        if self._sound():
            kind = letter_templates.kind_from(self._base, self._typed())
            self._desk.worker.run(self, lambda: _pages(sample_pdf(kind)), self._drawn, self._failed)

    def _drawn(self, pages: list[QImage]) -> None:
        look = self._desk.look
        empty_out(self._paper)
        self._paper.addWidget(Label(look, "This is how it looks, about somebody who does not exist.", "small"))
        for number, image in enumerate(pages, start=1):
            page = QLabel()
            page.setProperty("part", "sheet")
            page.setAccessibleName(f"Page {number} of {len(pages)} of the letter")
            page.setPixmap(QPixmap.fromImage(image))
            self._paper.addWidget(page, 0, Qt.AlignmentFlag.AlignLeft)
            if number == 1:
                self.show_part_soon(page)

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, WorkwellError):
            raise problem
        self._say(Notice(self._desk.look, "bad", problem.sentence, problem.next_step, announce_it=True))

    # -- what is said ---------------------------------------------------------------------------------------

    def _try(self, deed: Callable[[], object], then: Callable[[], object]) -> None:
        try:
            deed()
        except InputProblem as problem:
            for where, sentence in problem.fields.items():
                self._fields[where].set_error(sentence)
        except WorkwellError as problem:
            self._failed(problem)
        else:
            then()

    def _say(self, notice: Notice) -> None:
        empty_out(self._said)
        self._said.addWidget(notice)
        self.verticalScrollBar().setValue(0)


def _pages(pdf: bytes) -> list[QImage]:
    return [page_as_image(pdf, number, _PAGE) for number in range(page_count(pdf))]
