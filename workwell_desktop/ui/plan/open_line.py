"""The one line of the plan that stands open: its fields, what was typed in them, and the draft of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from workwell_desktop.casework import planning
from workwell_desktop.casework.dates import Lean, Understood, lasting, plain, read_date
from workwell_desktop.casework.drafts import discard_draft, keep_draft, load_draft
from workwell_desktop.casework.plan_state import PlanState
from workwell_desktop.casework.service_profile import load_profile
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.keeper import Keeper, Words
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.plan.about import still_known
from workwell_desktop.ui.plan.editors import Editor
from workwell_desktop.ui.plan.page import PANELS, Opened
from workwell_desktop.ui.plan.saving import first_values, make_editor, save_line, still_there
from workwell_desktop.ui.reading_hints import hint_while_typing
from workwell_desktop.ui.spelling import check_spelling

_LEANS: dict[str, Lean] = {"by": "future", "until": "future", "on": "future", "agreed_on": "past"}  # dates, by field
_ON_PAPER = ("what", "helps", "now")  # a goal is in the participant's own words: nobody corrects them


class OpenLine(QObject):
    """Which line stands open (``at``: kind and id, 0 for a new one) and its ``editor``.

    The wishes come from the buttons and keys of the editor.
    """

    keep_wanted = Signal()
    close_wanted = Signal()
    remove_wanted = Signal()
    intake_wanted = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        """Nothing stands open at first."""
        super().__init__(parent)
        self._desk = desk
        self.keeper = Keeper(self._words, desk, self)
        self.at: tuple[str, int] | None = None
        self.editor: Editor | None = None
        self._person = 0
        self._typed: Mapping[str, Any] = {}
        self._as_kept: Mapping[str, Any] = {}

    @property
    def asking(self) -> str:
        """Which of the two panels above the bar stands open, or nothing."""
        return self.at[0] if self.at is not None and self.at[0] in PANELS else ""

    @property
    def changed(self) -> bool:
        """Whether something was typed that is not in the plan."""
        return self.editor is not None and self.editor.values() != self._as_kept

    def open(self, kind: str, line_id: int, typed: Mapping[str, Any] | None = None) -> None:
        """Have a line open when the page is next drawn, with ``typed`` values over what is kept."""
        self.at, self.editor, self._typed = (kind, line_id), None, typed or {}

    def shut(self) -> None:
        """Let no line stand open, and forget what waits to be kept as a draft."""
        self.at = self.editor = None
        self.keeper.forget()

    def make(self, state: PlanState) -> Opened | None:
        """Make the fields afresh for a page of ``state``; what was typed in them stays."""
        if self.at is None:
            return None
        kind, line_id = self.at
        self._person = state.participant_id
        typed = self.editor.values() if self.editor is not None else self._typed
        place = load_profile(self._desk.vault).meeting_place if kind == "review" else ""
        today = plain(self._desk.clock.today())
        editor = make_editor(
            self._desk.look, state, kind, line_id, self._read_ahead, self._read_past, self.intake_wanted.emit
        )
        editor.set_values(first_values(state, kind, line_id, today=today, place=place))
        self._as_kept = editor.values()
        editor.set_values(still_known(editor.fields, typed))
        check_spelling(self._desk, self._person, *editor.findChildren(TextArea))
        hint_while_typing(*(field for name, field in editor.fields.items() if name in _ON_PAPER))
        editor.edited.connect(self.keeper.touch)
        editor.kept.connect(self.keep_wanted)
        editor.closed.connect(self.close_wanted)
        editor.removed.connect(self.remove_wanted)
        self.editor = editor
        return Opened(kind, line_id, editor)

    def save(self, state: PlanState) -> tuple[int, str]:
        """Keep the fields in the plan and shut the line; return its id and words for the bar (or nothing).

        Raises ``InputProblem`` by field, ``WorkwellError``, ``NotKept``; the line then stays open.
        """
        if self.at is None or self.editor is None:
            return 0, ""
        done = save_line(self._desk.vault, state, *self.at, self.editor.values())
        self.shut()
        return done

    def take_up_draft(self, state: PlanState) -> datetime | None:
        """Open the line that was being written when this plan was last left; return when it was kept, or nothing."""
        draft = load_draft(self._desk.vault, planning.SCREEN, state.participant_id)
        if draft is None or not still_there(state, draft.content["kind"], draft.content["id"]):
            return None
        today = self._desk.clock.today()
        kept_on = draft.kept_at.astimezone(self._desk.clock.local().tzinfo).date()
        values = {
            name: lasting(value, kept_on, today, lean=_LEANS[name]) if name in _LEANS and value else value
            for name, value in draft.content["values"].items()
        }
        self.open(draft.content["kind"], draft.content["id"], values)
        return draft.kept_at

    def take_focus(self) -> None:
        """Give the focus to the first field, if a line stands open."""
        if self.editor is not None:
            self.editor.take_focus()

    def focused_field(self) -> str:
        """Return the name of the field that has the focus, or nothing."""
        fields = self.editor.fields if self.editor is not None else {}
        return next((name for name, field in fields.items() if field.focus_target().hasFocus()), "")

    def _words(self) -> Words | None:
        if self.at is None or self.editor is None:
            return None
        person = self._person
        if not self.changed:  # what was typed was deleted again: it is not to come back
            return lambda vault: discard_draft(vault, planning.SCREEN, person)
        content = {"kind": self.at[0], "id": self.at[1], "values": self.editor.values()}
        return lambda vault: keep_draft(vault, planning.SCREEN, person, content)

    def _read_ahead(self, typed: str) -> Understood:
        return read_date(typed, self._desk.clock.today(), lean="future")

    def _read_past(self, typed: str) -> Understood:
        return read_date(typed, self._desk.clock.today(), lean="past")
