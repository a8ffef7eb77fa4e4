"""A hint about plain words comes when the typist pauses, and never in place of what is wrong."""

from __future__ import annotations

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.showing import shown
from workwell_desktop.ui.parts.fields import Field
from workwell_desktop.ui.parts.line import Line
from workwell_desktop.ui.reading_hints import hint_while_typing
from workwell_desktop.ui.style.theme import Look

HINT = "Plainer than “facilitate”: help."


def typed(qtbot: QtBot, look: Look, words: str) -> Field:
    field = Field(look, "What will be done", Line(look), width="full")
    hint_while_typing(field)
    shown(qtbot, field)
    QTest.keyClicks(field.control, words)
    return field


def test_the_hint_comes_after_a_pause_and_goes_with_the_word(qtbot: QtBot, look: Look) -> None:
    field = typed(qtbot, look, "facilitate")
    assert field.understood == ""
    qtbot.waitUntil(lambda: field.understood == HINT, timeout=3000)
    assert HINT in field.focus_target().accessibleDescription()
    field.control.selectAll()
    QTest.keyClicks(field.control, "help")
    qtbot.waitUntil(lambda: field.understood == "", timeout=3000)


def test_what_is_wrong_counts_first(qtbot: QtBot, look: Look) -> None:
    field = typed(qtbot, look, "facilitate")
    field.set_error("This sign cannot be printed.")
    other = typed(qtbot, look, "facilitate")
    qtbot.waitUntil(lambda: other.understood == HINT, timeout=3000)
    assert field.error == "This sign cannot be printed."


def test_what_was_understood_stays(qtbot: QtBot, look: Look) -> None:
    field = typed(qtbot, look, "facilitate")
    field.set_understood("8 December 2026.")
    other = typed(qtbot, look, "facilitate")
    qtbot.waitUntil(lambda: other.understood == HINT, timeout=3000)
    assert field.understood == "8 December 2026."
