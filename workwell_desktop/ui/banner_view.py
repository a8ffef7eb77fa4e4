"""The banner above the tabs: who this is, how to communicate with them, and how the days stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLayout, QWidget

from workwell_desktop.casework.banner import Banner, Need
from workwell_desktop.ui.parts.buttons import danger_button, quiet_button, second_button
from workwell_desktop.ui.parts.drawn import line_width
from workwell_desktop.ui.parts.labels import IconText, Label
from workwell_desktop.ui.parts.layouts import STRETCH, Column, column, flow, holder, reveal, row
from workwell_desktop.ui.safety_notice import safety_button
from workwell_desktop.ui.style.theme import Look

MOST_NEEDS = 3  # in the height of the banner; what is more stands beside the last one
MOST_LARGE = 2
MOST_COUNTS = 3
_COUNTS_FOLDED = 1  # the first: the days off work, where there are any


class _IconLine(IconText):
    """A need that stays in one line: the banner has no room for two."""

    def __init__(self, look: Look, icon: str, words: str, *, ink: str = "ink") -> None:
        super().__init__(look, icon, words, ink=ink)
        self.words.setWordWrap(False)


def need_line(look: Look, need: Need, wanted: Callable[[str], object], *, folds: bool = False) -> QWidget:
    """Return one line of what to mind; an alert among them cannot be missed.

    One that leads somewhere is a button that calls ``wanted`` with the section. Words that only tell stay in one
    line, unless ``folds``.
    """
    if not need.section:
        kind = IconText if folds else _IconLine
        return kind(look, need.icon, need.words, ink="bad" if need.alert else "ink")
    press = (danger_button if need.alert else quiet_button)(look, need.words, need.icon)
    press.clicked.connect(lambda: wanted(need.section))
    return holder(row(look, press, STRETCH, gap=0))


class BannerView(QWidget):
    """Shows one :class:`Banner`. With large text, or where it does not fit, it folds to two lines and *More*.

    ``turn_wanted``: the screen is to be turned to the participant. ``meeting_wanted``: a meeting with them begins.
    ``section_wanted``: a line was pressed that leads to a section of the Intake or a page of records.
    ``safety_wanted``: something about safety was said or seen.
    """

    folded = Signal(bool)
    section_wanted = Signal(str)
    turn_wanted = Signal()
    meeting_wanted = Signal()
    safety_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._banner: Banner | None = None
        self._open = False
        self._needed = 0  # pixels that the wide form asks for; 0 while it was not drawn
        self._box: Column = column(look, margins=0)
        self.setLayout(self._box)
        self._inside: QWidget | None = None
        self._beside_name: Sequence[QWidget] = ()
        self._born: Label | None = None  # beside the name of the folded form, where there is room for it
        self._spare: Sequence[tuple[QWidget, QWidget]] = ()  # lines and numbers that go first where room is short
        self._is_wide = False
        self._can_meet = False
        look.changed.connect(self._draw)

    def show_banner(self, banner: Banner) -> None:
        """Show these facts, folded again when they are somebody else's."""
        if self._banner is not None and self._banner.participant_id != banner.participant_id:
            self._open = False
        self._banner = banner
        self._draw()

    def can_meet(self, can: bool) -> None:
        """Say whether a meeting can be begun: with large text the button for it stands behind *More*."""
        if can != self._can_meet:
            self._can_meet = can
            if self._look.large:
                self._draw()

    def minimumSizeHint(self) -> QSize:
        """Ask for no width: what does not fit folds (called by Qt)."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold when the room for it comes or goes."""
        super().resizeEvent(event)
        self._refit()

    def showEvent(self, event: QShowEvent) -> None:
        """Look again whether it fits: what is measured before it is in sight knows nothing of its fonts."""
        super().showEvent(event)
        self._refit()

    def _refit(self) -> None:
        if self._is_wide and self._inside is not None:
            shown = (self._block_width(one) for one in self._spare if not one[0].isHidden())
            self._needed = self._inside.sizeHint().width() - sum(shown)
        if self._needed and not self._look.large and (self.width() >= self._needed) != self._is_wide:
            self._draw()
        elif self._is_wide:
            self._fit_counts()
        self._fit_born()

    def _draw(self) -> None:
        if self._banner is None:
            return
        if self._inside is not None:
            self._box.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        wide = None if self._look.large else self._wide(self._banner)
        self._needed = wide.sizeHint().width() - sum(self._block_width(one) for one in self._spare) if wide else 0
        self._is_wide = wide is not None and (not self.isVisible() or self.width() >= self._needed)
        if wide is not None and not self._is_wide:
            wide.deleteLater()
            wide = None
        self._inside = wide or self._folded(self._banner)
        if self._is_wide:
            self._born = None
        self._inside.setObjectName("banner")
        self._box.addWidget(self._inside)
        if self._is_wide and self.isVisible():
            self._fit_counts()
        self._fit_born()

    def _fit_counts(self) -> None:
        """Show the numbers after the first as far as there is room; who this is and the needs come before them."""
        room = self.width() - self._needed
        for block in self._spare:
            room -= self._block_width(block)
            for part in block:
                reveal(part, room >= 0)

    def _fit_born(self) -> None:
        """Show beside the folded name when they were born, unless it would push something out of its line."""
        if self._born is None or self._inside is None:
            return
        look = self._look
        parts = [one.sizeHint().width() + look.space(24) for one in self._beside_name]
        name = line_width(look.font("name"), self._banner.name if self._banner else "")
        reveal(self._born, name + sum(parts) + 2 * look.space(32) <= self.width())

    def _block_width(self, block: tuple[QWidget, QWidget]) -> int:
        return sum(part.sizeHint().width() for part in block) + 2 * self._look.space(24)

    def _wide(self, banner: Banner) -> QWidget:
        look = self._look
        who = column(look, Label(look, banner.name, "name", wrap=False), gap=0)
        for fact in (banner.born, f"NHS number {banner.nhs_number}" if banner.nhs_number else ""):
            if fact:
                who.addWidget(Label(look, fact, "small", ink="ink2", wrap=False))
        whole = row(look, who, STRETCH, gap=24, margins=(32, 10, 24, 10))
        needs = self._evenly(self._needs(banner), self._turner_of_needs(banner))
        whole.addWidget(needs, 0, Qt.AlignmentFlag.AlignVCenter)
        whole.addStretch(1)
        blocks = [(_Upright(look), self._count(one.number, one.about)) for one in banner.counts[:MOST_COUNTS]]
        for upright, count in blocks:
            whole.addWidget(upright)
            whole.addWidget(count, 0, Qt.AlignmentFlag.AlignVCenter)
        self._spare = blocks[1:]
        if banner.participant_id:
            whole.addWidget(_Upright(look))
            deeds = column(look, self._turner(), self._safety(), gap=4)
            whole.addWidget(holder(deeds), 0, Qt.AlignmentFlag.AlignVCenter)
        return holder(whole, "surface")

    def _evenly(self, lines: Sequence[QWidget], turn: QWidget | None) -> QWidget:
        """Put lines below each other at even distances, *and 2 more* beside the last: both are taller than words."""
        look = self._look
        tallest = max((one.sizeHint().height() for one in lines), default=0)
        even = all(one.sizeHint().height() == tallest for one in lines)
        whole = column(look, gap=4 if even else 0)
        for one in lines:
            beside = row(look, one, gap=0)
            beside.setAlignment(one, Qt.AlignmentFlag.AlignVCenter)
            box = holder(beside)
            box.setMinimumHeight(tallest)
            whole.addWidget(box)
        if turn is None:
            return holder(whole)
        over = max(0, turn.sizeHint().height() - tallest) // 2
        whole.setContentsMargins(0, over, 0, over)
        block = row(look, whole, gap=0)
        block.addWidget(turn, 0, Qt.AlignmentFlag.AlignBottom)
        return holder(block)

    def _folded(self, banner: Banner) -> QWidget:
        look = self._look
        more = quiet_button(look, "Less" if self._open else "More", "chevron-down")
        more.clicked.connect(self._turn)
        name = Label(look, banner.name, "name")
        top = row(look, name, gap=24)
        top.setStretchFactor(name, 1)
        beside: list[QWidget] = []
        self._born = (
            Label(look, banner.born, "body", ink="ink2", wrap=False) if banner.born and not self._open else None
        )
        if self._born is not None:
            beside.append(self._born)
        if banner.participant_id and (self._open or not look.large):
            beside.append(self._turner())
        self._beside_name = (*beside, more)
        for one in self._beside_name:
            top.addWidget(one, 0, Qt.AlignmentFlag.AlignVCenter)
        facts = flow(look, *self._needs(banner), gap=16)
        turn = self._turner_of_needs(banner)
        if turn is not None:
            facts.addWidget(turn)
        # with large text two needs fill the line, and the banner keeps to two
        folded = 0 if look.large and len(banner.needs) >= MOST_LARGE else _COUNTS_FOLDED
        for count in banner.counts if self._open else banner.counts[:folded]:
            facts.addWidget(Label(look, f"{count.number} {count.about}", "body", wrap=False))
        if self._open:
            self._add_more(facts, banner)
        return holder(column(look, top, facts, gap=4, margins=(32, 8, 32, 8)), "surface")

    def _add_more(self, facts: QLayout, banner: Banner) -> None:
        """Put what stands behind *More* of the folded form into its second line."""
        look = self._look
        if self._can_meet and look.large:
            start = second_button(look, "Start meeting", "clock")
            start.clicked.connect(self.meeting_wanted)
            facts.addWidget(start)
        if banner.participant_id:
            facts.addWidget(self._safety())
        for fact in (banner.born, f"NHS number {banner.nhs_number}" if banner.nhs_number else ""):
            if fact:
                facts.addWidget(Label(look, fact, "body", ink="ink2", wrap=False))

    def _safety(self) -> QWidget:
        return safety_button(self._look, self.safety_wanted.emit)

    def _turner(self) -> QWidget:
        turner = second_button(self._look, "Turn the screen", "screen-turn")
        turner.setToolTip("Turn the screen (F9)")
        turner.clicked.connect(self.turn_wanted)
        return turner

    def _turn(self) -> None:
        self._open = not self._open
        self._draw()
        self.folded.emit(not self._open)

    def _needs(self, banner: Banner) -> list[QWidget]:
        look = self._look
        alerts = sum(need.alert for need in banner.needs)
        most = max(MOST_LARGE, alerts) if look.large else MOST_NEEDS
        shown = banner.needs if self._open else banner.needs[:most]
        lines: list[QWidget] = [self._need(need) for need in shown]
        rest = len(banner.needs) - most
        if rest > 0 and look.large and not self._open:  # More stands beside the name then
            lines.append(Label(look, f"and {rest} more", "small", ink="ink2"))
        return lines

    def _turner_of_needs(self, banner: Banner) -> QWidget | None:
        """Return the button that shows the needs behind the first ones, or puts them away again, if there are any."""
        rest = len(banner.needs) - MOST_NEEDS
        if rest <= 0 or self._look.large:
            return None
        turn = quiet_button(self._look, "Show fewer" if self._open else f"and {rest} more")
        turn.clicked.connect(self._turn)
        return turn

    def _need(self, need: Need) -> QWidget:
        return need_line(self._look, need, self.section_wanted.emit)

    def _count(self, number: str, about: str) -> QWidget:
        look = self._look
        return holder(
            column(look, Label(look, number, "section", wrap=False), Label(look, about, "small", wrap=False), gap=0)
        )


class _Upright(QWidget):
    """A thin upright line between two numbers."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedSize(1, look.px(44))

    def sizeHint(self) -> QSize:
        """Return the size of the line (called by Qt)."""
        return QSize(1, self._look.px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line in the colour of lines."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._look.colour("line"))
        painter.end()
