"""The sentence for a participant of whom it is not written down that they want to take part. It stands in no way."""

from __future__ import annotations

from collections.abc import Callable

from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.style.theme import Look


def not_written_down(look: Look, name: str, to_intake: Callable[[], object]) -> Notice:
    """Return the sentence, with the way to where it is written down."""
    sentence = f"It is not written down yet that {name} wants to take part."
    return Notice(look, "warn", sentence, deeds=[("Go to Agreements", to_intake)])
