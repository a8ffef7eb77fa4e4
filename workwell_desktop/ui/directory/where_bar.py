"""From where miles are counted: home, work, or a postcode that is typed. Never an address."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from workwell_desktop.casework.where import TYPED, Where, where_typed
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, row
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.style.theme import Look

_NOWHERE = "nowhere"


class WhereBar(QWidget):
    """Chooses a place. ``edited`` says that a person chose another one."""

    edited = Signal()

    def __init__(self, look: Look) -> None:
        """Offer no place yet."""
        super().__init__()
        self._look = look
        self._choices: dict[str, Where] = {}
        self._typed: Where | None = None
        self._words = Label(look, "Miles are straight lines from", "small", ink="ink2", wrap=False)
        self.choice = Combo(look, (), name="Miles are straight lines from", empty="")
        self.choice.edited.connect(self._chosen)
        self.line = Line(look, name="Postcode to count from", limit=10)
        self.line.setPlaceholderText("Postcode")
        self.line.setFixedWidth(look.width("postcode"))
        self.line.left.connect(self._read)
        self.line.hide()
        self._why_not = Label(look, "", "small", ink="warn")
        self._why_not.hide()
        self._row = row(look, self._words, self.choice, self.line, gap=12)
        self._row.addStretch(1)
        self.setLayout(column(look, self._row, self._why_not, gap=4))
        look.changed.connect(self._fit)
        self._fit()

    def fold(self, folded: bool) -> None:
        """Put the words above the choice, and the postcode below it, where there is little room."""
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if folded else ways.LeftToRight)
        self._row.set_spaces(4 if folded else 12, (0, 0, 0, 12) if folded else 0)

    def minimumSizeHint(self) -> QSize:
        """Ask for no width: in a narrow window it is put elsewhere (called by Qt)."""
        return QSize(0, super().minimumSizeHint().height())

    def show_choices(self, choices: Sequence[Where]) -> None:
        """Offer these places, the first one chosen, and a postcode that is typed. Nothing is sent."""
        self._choices = {one.code: one for one in choices}
        self._typed = None
        self.line.set_value("")
        options = [(one.code, one.label) for one in choices]
        if not options:
            options = [(_NOWHERE, "Nowhere yet")]
        self.choice.set_options([*options, (TYPED, "A postcode")])
        self.choice.set_value(options[0][0])
        self._say()

    def where(self) -> Where | None:
        """Return the place that is chosen, perhaps one that is not known; nothing while none is."""
        return self._typed if self.choice.value() == TYPED else self._choices.get(self.choice.value())

    def _chosen(self) -> None:
        self._say()
        if self.choice.value() == TYPED and not self.line.value():
            self.line.setFocus()
        self.edited.emit()

    def _read(self) -> None:
        typed = where_typed(self.line.value())
        if typed != self._typed:
            self._typed = typed
            self._say()
            self.edited.emit()

    def _say(self) -> None:
        self.line.setVisible(self.choice.value() == TYPED)
        where = self.where()
        why = where.why_not if where is not None and where.place is None else ""
        self._why_not.set_text(why)
        self._why_not.setVisible(bool(why))

    def _fit(self) -> None:
        self.line.setFixedWidth(self._look.width("postcode"))
