"""A plain hint below a field while a coach types what somebody else will read: a long sentence, a hard word.

hint_while_typing(editor.fields["what"], editor.fields["who"])
"""

from __future__ import annotations

from PySide6.QtCore import QTimer

from workwell_desktop.casework.readability import reading_hint
from workwell_desktop.ui.parts.fields import Field

_PAUSE_MS = 700  # a hint that comes while the fingers still move is a nuisance


def hint_while_typing(*fields: Field) -> None:
    """Show and take away hints about how easy the words of these fields are to read, once the typist pauses.

    What is wrong with the words, or was understood of them, counts first: a hint never takes its place.
    """
    for field in fields:
        _Hint(field)


class _Hint(QTimer):
    """Waits for a pause in one field, then says what is worth a look there."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._field, self._said = field, ""
        self.setSingleShot(True)
        self.setInterval(_PAUSE_MS)
        self.timeout.connect(self._tell)
        field.edited.connect(self.start)

    def _tell(self) -> None:
        field, hint = self._field, reading_hint(str(self._field.value() or ""))
        ours = bool(self._said) and field.understood == self._said and not field.error
        if field.error or (field.understood and not ours):
            return
        self._said = hint
        if hint:
            field.set_note(hint)
        elif ours:
            field.clear()
