"""Two signed assessments side by side, to read: which two is chosen at the top, and what is different stands in words.

page = side_by_side(desk, participant_id, (1, 2), back)  # two numbers of versions
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workwell_desktop.casework.assessment_compare import Comparison, Pair, Part, compare
from workwell_desktop.casework.assessment_state import SignedLine, SignedVersion, read_signed, signed_lines
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.parts.buttons import Button, does, main_button
from workwell_desktop.ui.parts.choices import Check
from workwell_desktop.ui.parts.columns import Fold, Page
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import IconText, Label
from workwell_desktop.ui.parts.layouts import STRETCH, Row, column, empty_out, holder, line, reveal, row
from workwell_desktop.ui.style.theme import Look

_ROOM = 700  # pixels at 100 % text: with less, what was said stands one under the other
_ICONS = {"changed": "pencil", "first": "info", "second": "info"}
_NOTHING = "Not in this version"


def side_by_side(desk: Desk, participant_id: int, numbers: tuple[int, int], back: Callable[[], object]) -> SideBySide:
    """Return the page that compares two versions of the present support; ``back`` leads to what was shown before."""
    lines = signed_lines(desk.vault, participant_id)
    present = {one.line.number: one for one in lines if not one.earlier}
    read = cache(partial(read_signed, desk.vault, participant_id))
    return SideBySide(desk.look, lines, read, (present[numbers[0]], present[numbers[1]]), back)


class SideBySide(Page):
    """Shows two versions, the earlier one at the left. Nothing can be changed here."""

    def __init__(
        self,
        look: Look,
        lines: Sequence[SignedLine],
        read: Callable[[SignedLine], SignedVersion],
        pair: tuple[SignedLine, SignedLine],
        back: Callable[[], object],
    ) -> None:
        """Compare a pair to begin with; ``lines`` are all that can be chosen, the oldest first."""
        super().__init__(look, name="Two assessments side by side", gap=24)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # so that the keys scroll it: there is nothing to press below
        self._look, self._lines, self._read = look, {one.code: one for one in lines}, read
        options = [(one.code, one.title) for one in lines]
        self.first = Combo(look, options, empty="")
        self.second = Combo(look, options, empty="")
        self.first.set_value(pair[0].code)
        self.second.set_value(pair[1].code)
        self._back = back
        self.only = Check(look, "Only what is different")
        self.only.set_value(True)
        self.said = Label(look, "", "medium")
        self.why = Label(look, "", ink="ink2")
        self._parts: dict[str, QWidget] = {}
        self._body = column(look, gap=32)
        self.add(Label(look, "Two assessments side by side", "page"))
        choices = (Field(look, "Compare", self.first, width="full"), Field(look, "With", self.second, width="full"))
        self.add(Fold(look, *choices, most=720))
        self.add(column(look, self.said, self.why, self.only, gap=4))
        self.add(self._body)
        self.add(STRETCH)
        for choice in (self.first, self.second, self.only):
            choice.edited.connect(self._show)
        self._beside = self._has_room()
        look.changed.connect(self._turn)
        self._show()

    def deeds(self) -> list[Button]:
        """Return the one deed of this page: to go back."""
        return [does(main_button(self._look, "Back to the assessment"), self._back)]

    def show_section(self, code: str) -> None:
        """Scroll to a section; one that is not in sight leaves the page where it is."""
        if code in self._parts:
            bar = self.verticalScrollBar()
            bar.setValue(min(bar.maximum(), self._parts[code].mapTo(self._inside, QPoint()).y()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what was said beside or under each other when the room for it comes or goes."""
        super().resizeEvent(event)
        self._turn()

    def _has_room(self) -> bool:
        return not self._look.large and self.width() >= self._look.px(_ROOM)

    def _turn(self) -> None:
        if self._beside != self._has_room():
            self._beside = not self._beside
            self._show()

    def _show(self) -> None:
        """Read and draw the two that are chosen."""
        order = list(self._lines)
        codes = sorted((self.first.value(), self.second.value()), key=order.index)
        one, other = (self._lines[code] for code in codes)
        found = compare(self._read(one), self._read(other), (one.title, other.title))
        same = one.code == other.code
        self.said.set_text("Choose two versions that are not the same one." if same else found.sentence)
        reason = self._lines[codes[1]].line.reason
        self.why.set_text(f"Why version {self._lines[codes[1]].line.number} was made: {reason}")
        reveal(self.why, bool(reason) and not same)
        empty_out(self._body)
        self._parts = {}
        for part in found.parts:
            pairs = [pair for pair in part.pairs if pair.different or not self.only.value()]
            if pairs and not same:
                made = self._part(part, pairs, found)
                self._parts.setdefault(part.id, made)
                self._body.addWidget(made)

    def _part(self, part: Part, pairs: Sequence[Pair], found: Comparison) -> QWidget:
        look = self._look
        box = column(look, Label(look, part.title, "section"), gap=12)
        if self._beside:
            heads = [Label(look, words, "small_strong", ink="ink2") for words in (found.first, found.second)]
            box.addLayout(self._two(*heads))
        box.addWidget(line(look, "head_line"))
        for pair in pairs:
            box.addWidget(self._pair(pair, found))
            box.addWidget(line(look))
        return holder(box)

    def _pair(self, pair: Pair, found: Comparison) -> QWidget:
        look = self._look
        words = [Label(look, said if said is not None else _NOTHING, ink="" if said is not None else "ink2")
                 for said in (pair.first, pair.second)]  # fmt: skip
        for label, head, said in zip(words, (found.first, found.second), (pair.first, pair.second), strict=True):
            label.setAccessibleName(f"{head}: {said if said is not None else _NOTHING}")
        icon = _ICONS.get(pair.kind, "")
        note = IconText(look, icon, pair.note, ink="note", role="small") if icon else Label(look, pair.note, "hint")
        box = column(look, Label(look, pair.title, "medium"), note, gap=4)
        if self._beside:
            box.addLayout(self._two(*words))
        else:
            for label, head in zip(words, (found.first, found.second), strict=True):
                box.addLayout(column(look, Label(look, head, "hint"), label, gap=0))
        return holder(box)

    def _two(self, left: Label, right: Label) -> Row:
        two = row(self._look, gap=32)
        for label in (left, right):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, label.sizePolicy().verticalPolicy())
            policy = label.sizePolicy()
            policy.setHeightForWidth(True)
            label.setSizePolicy(policy)
            two.addWidget(label, 1, Qt.AlignmentFlag.AlignTop)
        return two
