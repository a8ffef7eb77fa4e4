"""The banner above the tabs: who this is, how to communicate with them, and how the days stand."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from workwell_desktop.casework.banner import Banner
from workwell_desktop.ui.parts.buttons import quiet_button, second_button
from workwell_desktop.ui.parts.labels import IconText, Label
from workwell_desktop.ui.parts.layouts import STRETCH, Column, column, flow, holder, row
from workwell_desktop.ui.style.theme import Look

MOST_NEEDS = 2
MOST_COUNTS = 3
_COUNTS_FOLDED = 1  # the first: the days off work, where there are any


class _IconLine(IconText):
    """A need that stays in one line: the banner has no room for two."""

    def __init__(self, look: Look, icon: str, words: str, *, ink: str = "ink") -> None:
        super().__init__(look, icon, words, ink=ink)
        self.words.setWordWrap(False)


class BannerView(QWidget):
    """Shows one :class:`Banner`. With large text, or where it does not fit, it folds to two lines and *More*.

    ``turn_wanted``: the screen is to be turned to the participant.
    """

    folded = Signal(bool)
    turn_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._banner: Banner | None = None
        self._open = False
        self._needed = 0  # pixels that the wide form asks for; 0 while it was not drawn
        self._box: Column = column(look, margins=0)
        self.setLayout(self._box)
        self._inside: QWidget | None = None
        self._is_wide = False
        look.changed.connect(self._draw)

    def show_banner(self, banner: Banner) -> None:
        """Show these facts, folded again when they are somebody else's."""
        if self._banner is not None and self._banner.participant_id != banner.participant_id:
            self._open = False
        self._banner = banner
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
            self._needed = self._inside.sizeHint().width()
        if self._needed and not self._look.large and (self.width() >= self._needed) != self._is_wide:
            self._draw()

    def _draw(self) -> None:
        if self._banner is None:
            return
        if self._inside is not None:
            self._inside.setParent(None)
            self._inside.deleteLater()
        wide = None if self._look.large else self._wide(self._banner)
        self._needed = wide.sizeHint().width() if wide is not None else 0
        self._is_wide = wide is not None and (not self.isVisible() or self.width() >= self._needed)
        if wide is not None and not self._is_wide:
            wide.deleteLater()
            wide = None
        self._inside = wide or self._folded(self._banner)
        self._inside.setObjectName("banner")
        self._box.addWidget(self._inside)

    def _wide(self, banner: Banner) -> QWidget:
        look = self._look
        who = column(look, Label(look, banner.name, "name", wrap=False), gap=0)
        for fact in (banner.born, f"NHS number {banner.nhs_number}" if banner.nhs_number else ""):
            if fact:
                who.addWidget(Label(look, fact, "small", ink="ink2", wrap=False))
        whole = row(look, who, STRETCH, gap=24, margins=(32, 10, 24, 10))
        needs = holder(column(look, *self._needs(banner), gap=8))
        whole.addWidget(needs, 0, Qt.AlignmentFlag.AlignVCenter)
        whole.addStretch(1)
        for count in banner.counts[:MOST_COUNTS]:
            whole.addWidget(_Upright(look))
            whole.addWidget(self._count(count.number, count.about), 0, Qt.AlignmentFlag.AlignVCenter)
        if banner.participant_id:
            whole.addWidget(_Upright(look))
            whole.addWidget(self._turner(), 0, Qt.AlignmentFlag.AlignVCenter)
        return holder(whole, "surface")

    def _folded(self, banner: Banner) -> QWidget:
        look = self._look
        more = quiet_button(look, "Less" if self._open else "More", "chevron-down")
        more.clicked.connect(self._turn)
        name = Label(look, banner.name, "name")
        top = row(look, name, gap=24)
        top.setStretchFactor(name, 1)
        if banner.participant_id and (self._open or not look.large):
            top.addWidget(self._turner())
        top.addWidget(more)
        facts = flow(look, *self._needs(banner), gap=16)
        for count in banner.counts if self._open else banner.counts[:_COUNTS_FOLDED]:
            facts.addWidget(Label(look, f"{count.number} {count.about}", "body", wrap=False))
        if self._open:
            for fact in (banner.born, f"NHS number {banner.nhs_number}" if banner.nhs_number else ""):
                if fact:
                    facts.addWidget(Label(look, fact, "body", ink="ink2", wrap=False))
        return holder(column(look, top, facts, gap=4, margins=(32, 8, 32, 8)), "surface")

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
        shown = list(banner.needs[:MOST_NEEDS])
        lines: list[QWidget] = [
            _IconLine(look, need.icon, need.words, ink="bad" if need.alert else "ink") for need in shown
        ]
        rest = len(banner.needs) - len(shown)
        if rest and self._open:
            lines += [_IconLine(look, need.icon, need.words) for need in banner.needs[MOST_NEEDS:]]
        if rest and look.large and not self._open:  # More stands beside the name then
            lines.append(Label(look, f"and {rest} more", "small", ink="ink2"))
        elif rest and not look.large:
            turn = quiet_button(look, "Show fewer" if self._open else f"and {rest} more")
            turn.clicked.connect(self._turn)
            lines.append(turn)
        return lines

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

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line in the colour of lines."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._look.colour("line"))
        painter.end()
