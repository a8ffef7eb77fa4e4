"""A view of the history with fields: what is typed is kept within two seconds, and comes back with its days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from workwell_desktop.casework.drafts import discard_draft, keep_draft, load_draft
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.history.view import HistoryView
from workwell_desktop.ui.keeper import Keeper, Words
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.fields import Field


class TypedView(HistoryView):
    """Keeps what ``values`` gives, and shows it again with ``show_values``, once ``begin_keeping`` was called."""

    def __init__(self, desk: Desk, participant_id: int, bar: BottomBar) -> None:
        super().__init__(desk, participant_id, bar)
        self._screen = ""
        self._as_first: Mapping[str, Any] = {}
        self._keeper = Keeper(self._words, desk, self)
        self._keeper.told.connect(bar.set_kept)
        self._keeper.failed.connect(lambda words: bar.set_kept(words, "octagon-alert"))

    def values(self) -> dict[str, Any]:
        """Return what is typed now (JSON values only)."""
        raise NotImplementedError

    def show_values(self, values: Mapping[str, Any], kept: datetime) -> None:
        """Show what was typed at ``kept`` (this PC's own time), its dates as they were meant then."""
        raise NotImplementedError

    def begin_keeping(self, screen: str, fields: Iterable[Field]) -> None:
        """Take up what was typed on this screen before, and keep from now on what is typed."""
        self._screen, self._as_first = screen, self.values()
        draft = load_draft(self._desk.vault, screen, self._person)
        if draft is not None:
            kept = draft.kept_at.astimezone(self._desk.clock.local().tzinfo)
            self.show_values(draft.content, kept)
            words = f"You typed this on {kept.day} {kept:%B} at {kept:%H:%M}. It is not finished yet."
            self._bar.set_kept(words, "pencil")
        for field in fields:
            field.edited.connect(self._keeper.touch)

    def keep(self) -> bool:
        """Keep what is typed as a draft."""
        return self._keeper.keep_now()

    def stay(self) -> None:
        """Keep the words all the same: they could not be written down as they are."""
        self._keeper.touch()

    def forget(self) -> None:
        """Keep nothing more: it was written down."""
        self._keeper.forget()

    def _words(self) -> Words | None:
        screen, person, values = self._screen, self._person, self.values()
        if values == self._as_first:
            return lambda vault: discard_draft(vault, screen, person)
        return lambda vault: keep_draft(vault, screen, person, values)
