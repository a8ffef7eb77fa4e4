"""One set of fields that stands open in a page of the plan, with what was typed in it kept as a draft."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from workwell_desktop.casework.dates import Lean, lasting
from workwell_desktop.casework.drafts import KeptDraft, discard_draft, keep_draft, load_draft
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.keeper import Keeper, Words
from workwell_desktop.ui.plan.editors import Editor

_LEANS: dict[str, Lean] = {"on": "past", "next_on": "future", "ask": "future"}  # dates, by field


class At(NamedTuple):
    """Which fields stand open: a kind, and the id of the line they are about."""

    kind: str
    id: int


class OneOpen(QObject):
    """Holds at most one open editor. ``save_wanted`` and ``close_wanted`` come from its buttons and keys."""

    save_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, desk: Desk, screen: str, person: int, parent: QObject) -> None:
        """Nothing stands open, unless a draft was left on this screen: that is taken up."""
        super().__init__(parent)
        self._desk, self._screen, self._person = desk, screen, person
        self.keeper = Keeper(self._words, desk, self)
        self.at: At | None = None
        self.editor: Editor | None = None
        self._as_kept: Mapping[str, Any] = {}
        self._typed: Mapping[str, Any] = {}
        draft = load_draft(desk.vault, screen, person)
        if draft is not None:
            self.at = At(draft.content["kind"], draft.content["id"])
            self._typed = self._as_meant(draft)

    @property
    def changed(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.editor is not None and self.editor.values() != self._as_kept

    def open(self, at: At) -> None:
        """Have these fields open when the page is next drawn."""
        self.at, self.editor, self._typed = at, None, {}

    def shut(self) -> None:
        """Let nothing stand open, and forget what was typed."""
        self.at = self.editor = None
        self._typed = {}
        self.keeper.forget()

    def drop(self) -> None:
        """Shut without saving, and forget the draft too. Raises ``NotKept``."""
        discard_draft(self._desk.vault, self._screen, self._person)
        self.shut()

    def make(self, editor: Editor, first: Mapping[str, Any]) -> Editor:
        """Take a fresh editor for what stands open: ``first`` values, then what was typed."""
        typed = self.editor.values() if self.editor is not None else self._typed
        editor.set_values(first)
        self._as_kept = editor.values()
        editor.set_values(typed)
        editor.edited.connect(self.keeper.touch)
        editor.kept.connect(self.save_wanted)
        editor.closed.connect(self.close_wanted)
        self.editor = editor
        return editor

    def values(self) -> dict[str, Any]:
        """Return what is typed; nothing when nothing stands open."""
        return self.editor.values() if self.editor is not None else {}

    def _as_meant(self, draft: KeptDraft) -> dict[str, Any]:
        """Return what was typed; a day such as *yesterday* means the day that it meant then."""
        today = self._desk.clock.today()
        kept_on = draft.kept_at.astimezone(self._desk.clock.local().tzinfo).date()
        return {
            name: lasting(value, kept_on, today, lean=_LEANS[name]) if name in _LEANS and value else value
            for name, value in draft.content["values"].items()
        }

    def _words(self) -> Words | None:
        if self.at is None or self.editor is None:
            return None
        person, screen = self._person, self._screen
        if not self.changed:
            return lambda vault: discard_draft(vault, screen, person)
        content = {"kind": self.at.kind, "id": self.at.id, "values": self.editor.values()}
        return lambda vault: keep_draft(vault, screen, person, content)
