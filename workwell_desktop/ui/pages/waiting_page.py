"""Everything that waits for the coach, of every kind or of one: the list behind the numbers of Today."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from workwell_desktop.casework import today
from workwell_desktop.casework.today import Kind
from workwell_desktop.casework.waiting import WaitingRow
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.pages.page import WorkPage
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.buttons import second_button
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.parts.layouts import column, holder
from workwell_desktop.ui.parts.paged_list import PagedList, RowFacts
from workwell_desktop.ui.today_rows import WAITING_BADGES

PAGE = 60
_EVERYTHING = "Everything"


class WaitingPage(WorkPage):
    """Lists what waits, page by page; a row opens the place where it is settled."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        look = desk.look
        self._about = ""
        self._kinds: tuple[Kind, ...] = ()
        self._rows: list[WaitingRow] = []
        self._next: list[tuple[str, int]] = []  # the kinds that are still to come, and from which row on
        self._kind = Combo(look, [], empty=_EVERYTHING)
        self._kind.edited.connect(lambda: self._show(self._kind.value()))
        self._summary = Label(look, "", "lead", ink="ink2")
        self._list = PagedList(look, "Waiting for you")
        self._list.opened.connect(self._open)
        head = column(
            look,
            Label(look, "Waiting for you", "page"),
            self._summary,
            Field(look, "What to show", self._kind, width="name"),
            gap=8,
            margins=(32, 20, 32, 12),
        )
        bar = BottomBar(look)
        back = second_button(look, "Back to Today")
        back.clicked.connect(self.left)
        bar.set_buttons(back)
        rows = holder(column(look, self._list, margins=(16, 0, 16, 8)))
        whole = column(look, head, rows, bar, gap=0)
        whole.setStretchFactor(rows, 1)
        self.setLayout(whole)

    def aim(self, about: str) -> None:
        """Show the kind with this code; nothing for everything."""
        self._about = about

    def show_now(self) -> None:
        """Read what waits now."""
        self._kinds = today.today_page(self._desk.vault).kinds
        known = [kind.code for kind in self._kinds]
        self._kind.set_options([(kind.code, f"{kind.title}, {kind.said}") for kind in self._kinds])
        self._kind.set_value(self._about if self._about in known else "")
        self._show(self._kind.value())

    def begin(self) -> None:
        """Give the focus to the list."""
        self._list.setFocus()

    def _show(self, code: str) -> None:
        self._about = code
        kinds = [kind for kind in self._kinds if code in {"", kind.code}]
        number = sum(kind.number for kind in kinds)
        or_more = "" if all(kind.exact for kind in kinds) else " or more"
        things = f"{number}{or_more} thing{'' if number == 1 else 's'}"
        self._summary.set_text(f"{things}. Enter opens the place." if number else "Nothing is waiting for you.")
        self._rows = []
        self._next = [(kind.code, 0) for kind in kinds]
        self._list.show_rows(self._page(0), self._page)

    def _page(self, _offset: int) -> list[RowFacts]:
        """Return the next rows of the kinds that are shown, with a head above each kind."""
        made: list[RowFacts] = []
        while self._next and len(made) < PAGE:
            code, offset = self._next.pop(0)
            found = today.waiting_of(self._desk.vault, code, PAGE, offset)
            if not offset and found:
                title = next(kind.title for kind in self._kinds if kind.code == code)
                made.append(RowFacts(f"head {code}", title, heading=True))
            for one in found:
                made.append(_facts(len(self._rows), one))
                self._rows.append(one)
            if len(found) == PAGE:
                self._next.insert(0, (code, offset + PAGE))
        return made

    def _open(self, key: str) -> None:
        row = self._rows[int(key)]
        self.opened.emit(row.participant_id, row.tab, row.section)


def _facts(number: int, row: WaitingRow) -> RowFacts:
    return RowFacts(str(number), row.name, row.reason, badge=row.badge, state=WAITING_BADGES.get(row.kind, "todo"))
