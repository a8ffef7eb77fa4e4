"""Fields: what is wrong stands beside them, is announced, and keeps what was typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.showing import count_colour, shown
from workwell_desktop.ui.parts.answers import DOES_NOT_APPLY, NOT_ASKED, RATHER_NOT_SAY, WORDS, Answers
from workwell_desktop.ui.parts.choices import Checks, Segments
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.combo import Combo
from workwell_desktop.ui.parts.date_field import DateField
from workwell_desktop.ui.parts.fields import Field, first_error
from workwell_desktop.ui.parts.layouts import column, holder, row
from workwell_desktop.ui.parts.line import Line, Number, SearchLine, SecretLine
from workwell_desktop.ui.parts.scale import Scale
from workwell_desktop.ui.parts.text_area import TextArea
from workwell_desktop.ui.style.theme import Look

PROBLEM = "A mobile number has 11 digits. This one has 9."


@dataclass(frozen=True)
class Read:
    when: date | None
    sentence: str = ""
    problem: str = ""


def read_date(text: str) -> Read:
    if text in {"5 nov", "5 November 2026"}:
        return Read(date(2026, 11, 5), "5 November 2026, 19 days ago")
    return Read(None, problem="31 November does not exist. November has 30 days.")


def description(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Description)


def test_an_error_stands_beside_the_field_and_keeps_what_was_typed(qtbot: QtBot, look: Look) -> None:
    field = Field(look, "Mobile number", Line(look), hint="Leave blank if there is none.", width="date")
    shown(qtbot, field)
    QTest.keyClicks(field.control, "07700 9001")
    assert not count_colour(field, look.colour("bad"))
    field.set_error(PROBLEM)
    assert field.value() == "07700 9001"
    assert description(field.control) == f"Leave blank if there is none. {PROBLEM}"
    assert any(label.isVisible() and label.text() == PROBLEM for label in field.findChildren(QLabel))
    assert count_colour(field, look.colour("bad"))
    field.set_understood("That is Tomek’s own phone.")
    assert (field.error, field.understood) == ("", "That is Tomek’s own phone.")
    assert not count_colour(field, look.colour("bad"))
    field.clear()
    assert description(field.control) == "Leave blank if there is none."


def test_the_name_is_the_label_and_not_the_hint(qtbot: QtBot, look: Look) -> None:
    field = Field(look, "Employer & job", Line(look), hint="Leave blank if Tomek would rather not say.", alt="e")
    shown(qtbot, field)
    assert QAccessible.queryAccessibleInterface(field.control).text(QAccessible.Text.Name) == "Employer & job"
    field.set_label("Job")
    assert field.control.accessibleName() == field.label() == "Job"
    QTest.keyClick(field, Qt.Key.Key_J, Qt.KeyboardModifier.AltModifier)  # the letter went with the old words
    assert field.label() == "Job"


def test_the_alt_letter_leads_to_the_control(qtbot: QtBot, look: Look) -> None:
    one, two = Field(look, "Town", Line(look), alt="t"), Field(look, "Postcode", Line(look), alt="p", width="postcode")
    page = shown(qtbot, holder(column(look, one, two)))
    one.take_focus()
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(two.control.hasFocus)


CONTROLS = {
    "line": (Line, "words"),
    "secret": (SecretLine, "four words with spaces "),
    "number": (lambda look: Number(look, unit="hours"), "37.5"),
    "area": (TextArea, "A sentence.\nAnother."),
    "segments": (lambda look: Segments(look, [("a", "A"), ("b", "B")]), "b"),
    "combo": (lambda look: Combo(look, [("a", "A"), ("b", "B")]), "b"),
    "checks": (lambda look: Checks(look, [("a", "A"), ("b", "B")]), ["b"]),
    "scale": (lambda look: Scale(look, "Low", "High"), 0),
}


@pytest.mark.parametrize("kind", CONTROLS)
def test_every_control_gives_back_what_it_was_given_and_says_nothing(qtbot: QtBot, look: Look, kind: str) -> None:
    make, value = CONTROLS[kind]
    field = Field(look, "Question", make(look))
    qtbot.addWidget(field)
    told: list[object] = []
    field.edited.connect(lambda: told.append(1))
    field.left.connect(lambda: told.append(2))
    field.set_value(value)
    assert field.value() == value
    assert told == []


@pytest.mark.parametrize("kind", CONTROLS)
def test_one_of_the_three_answers_takes_the_place_of_an_answer(qtbot: QtBot, look: Look, kind: str) -> None:
    make, value = CONTROLS[kind]
    answers = Answers(look)
    field = Field(look, "Question", make(look), answers=answers)
    qtbot.addWidget(field)
    field.set_value(value)
    told: list[str] = []
    field.edited.connect(lambda: told.append(answers.value()))
    choose(answers, "Would rather not say")
    assert answers.value() == RATHER_NOT_SAY
    assert field.value() in ("", None, [])
    choose(answers, "Does not apply")
    choose(answers, "Give an answer")
    assert answers.value() == ""
    assert field.value() == value
    assert told == [RATHER_NOT_SAY, DOES_NOT_APPLY, ""]


def choose(answers: Answers, word: str) -> None:
    next(action for action in answers.menu().actions() if action.text() == word).trigger()


def test_typing_takes_the_answer_away(qtbot: QtBot, look: Look) -> None:
    answers = Answers(look)
    field = Field(look, "Ethnic group", Line(look), answers=answers)
    shown(qtbot, field)
    answers.set_value(NOT_ASKED)
    assert answers.accessibleName() == answers.text() == "Not asked"
    assert answers.accessibleDescription() == "Ethnic group"
    QTest.keyClicks(field.control, "W")
    assert answers.value() == ""
    assert len(set(WORDS.values())) == 3
    with pytest.raises(ValueError, match="perhaps"):
        answers.set_value("perhaps")


def test_the_first_field_with_an_error_gets_the_focus_and_is_scrolled_to(qtbot: QtBot, look: Look) -> None:
    fields = [Field(look, f"Question {number}", Line(look)) for number in range(30)]
    page = Page(look, *fields, name="Questions")
    shown(qtbot, page)
    assert first_error(fields) is None
    for number in (20, 25):
        fields[number].set_error("Look here.", announce_it=False)
    assert first_error(fields) is fields[20]
    assert fields[20].control.hasFocus()
    middle = fields[20].control.mapTo(page.viewport(), fields[20].control.rect().center())
    assert page.viewport().rect().contains(middle)


def test_leaving_is_told_when_the_focus_goes(qtbot: QtBot, look: Look) -> None:
    one, two = Field(look, "One", TextArea(look)), Field(look, "Two", Line(look))
    shown(qtbot, holder(column(look, one, two)))
    told: list[str] = []
    one.left.connect(lambda: told.append("one"))
    two.left.connect(lambda: told.append("two"))
    one.take_focus()
    QTest.keyClicks(one.control, "typed")
    assert told == []
    QTest.keyClick(one.control, Qt.Key.Key_Tab)
    assert one.value() == "typed"
    assert told == ["one"]
    QTest.keyClick(two.control, Qt.Key.Key_Backtab)
    assert told == ["one", "two"]


def test_a_date_is_read_on_leaving_and_never_while_typing(qtbot: QtBot, look: Look) -> None:
    field, other = DateField(look, "Last day worked", read_date), Field(look, "Other", Line(look))
    shown(qtbot, holder(column(look, field, other)))
    days: list[object] = []
    field.understood_as.connect(days.append)
    field.take_focus()
    QTest.keyClicks(field.control, "31 nov")
    assert (field.error, field.understood) == ("", "")
    QTest.keyClick(field.control, Qt.Key.Key_Tab)
    assert field.error.startswith("31 November does not exist")
    assert (field.value(), field.when()) == ("31 nov", None)
    field.take_focus()
    field.control.clear()
    QTest.keyClicks(field.control, "5 nov")
    QTest.keyClick(field.control, Qt.Key.Key_Return)
    assert (field.error, field.understood) == ("", "5 November 2026, 19 days ago")
    assert field.when() == date(2026, 11, 5)
    QTest.keyClick(field.control, Qt.Key.Key_Backspace)
    assert field.understood == ""
    assert days == [date(2026, 11, 5)]


def test_a_date_can_be_set_as_a_day_or_as_words(qtbot: QtBot, look: Look) -> None:
    field = DateField(look, "Last day worked", read_date)
    qtbot.addWidget(field)
    field.set_value(date(2026, 11, 5))
    assert field.value() == "5 November 2026"
    assert field.when() == date(2026, 11, 5)
    field.set_value("")
    assert (field.when(), field.error, field.understood) == (None, "", "")


def test_fields_in_a_row_keep_the_width_that_shows_what_is_expected(qtbot: QtBot, look: Look) -> None:
    one, two = DateField(look, "From", read_date), DateField(look, "To", read_date)
    two.set_value("31 nov")
    shown(qtbot, holder(row(look, one, two, gap=24)), width=1000)
    assert one.control.width() == two.control.width() == 248
    assert (
        one.control.mapTo(one.window(), one.control.rect().topLeft()).y()
        == two.control.mapTo(two.window(), two.control.rect().topLeft()).y()
    )


def test_a_text_area_grows_with_its_text_to_a_limit(qtbot: QtBot, look: Look) -> None:
    area = TextArea(look, name="Reason", lines=2, most=6)
    shown(qtbot, holder(column(look, area)))
    heights = []
    for lines in (1, 2, 4, 6, 9):
        area.set_value("\n".join(["A line of words."] * lines))
        QApplication.processEvents()
        heights.append(area.height())
    assert heights[0] == heights[1] < heights[2] < heights[3] == heights[4]


def test_a_search_is_cleared_by_esc_and_by_its_cross(qtbot: QtBot, look: Look) -> None:
    line = SearchLine(look, "Find a person", keys="Ctrl+F")
    shown(qtbot, line)
    typed: list[str] = []
    downs: list[int] = []
    line.typed.connect(typed.append)
    line.down.connect(lambda: downs.append(1))
    line.setFocus()
    QTest.keyClicks(line, "jo")
    QTest.keyClick(line, Qt.Key.Key_Down)
    QTest.keyClick(line, Qt.Key.Key_Escape)
    QTest.keyClicks(line, "a")
    cross = next(child for child in line.children() if isinstance(child, QWidget) and child.isVisible())
    assert cross.accessibleName() == "Clear the search"
    QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert typed == ["j", "jo", "", "a", ""]
    assert downs == [1]


def test_a_secret_is_hidden_until_shown_and_keeps_its_spaces(qtbot: QtBot, look: Look) -> None:
    field = Field(look, "Passphrase", SecretLine(look))
    shown(qtbot, field)
    secret = field.control
    field.take_focus()
    QTest.keyClicks(secret.line, " one two ")
    assert secret.line.echoMode() == secret.line.EchoMode.Password
    assert QAccessible.queryAccessibleInterface(secret.line).text(QAccessible.Text.Name) == "Passphrase"
    assert "one" not in QAccessible.queryAccessibleInterface(secret.line).text(QAccessible.Text.Value)
    QTest.mouseClick(secret.show_button, Qt.MouseButton.LeftButton)
    assert secret.line.echoMode() == secret.line.EchoMode.Normal
    assert secret.show_button.accessibleName() == "Hide"
    assert secret.value() == " one two "
    secret.hide_letters()
    assert secret.show_button.text() == "Show"


@pytest.mark.parametrize(
    ("typed", "number"),
    [("37.5", "37.5"), ("37,5", "37.5"), ("", None), ("many", None), ("NaN", None), ("1e9999", None), ("-3", "-3")],
)
def test_a_number_is_read_from_what_was_typed(qtbot: QtBot, look: Look, typed: str, number: str | None) -> None:
    part = Number(look, name="Hours", unit="hours")
    qtbot.addWidget(part)
    part.set_value(typed)
    found = part.number()
    assert (None if found is None else str(found)) == number
