"""The Intake form is built once: of one person's words nothing is left in it when another person is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from tests.plans import make_jo, still_clock
from tests.ui.test_intake_beside import TOMEK
from workwell_desktop.casework import intake
from workwell_desktop.casework.comparing import FIRST
from workwell_desktop.casework.drafts import load_draft
from workwell_desktop.casework.intake import IntakeEntry, load_intake, save_intake
from workwell_desktop.casework.merging import merge
from workwell_desktop.casework.referral import save_referral
from workwell_desktop.clock import Clock
from workwell_desktop.errors import NotKept
from workwell_desktop.ui import intake_read
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.intake_tab import IntakeTab
from workwell_desktop.ui.parts.columns import Page
from workwell_desktop.ui.parts.labels import Label
from workwell_desktop.ui.person_pane import PersonPane
from workwell_desktop.ui.record_deeds import RecordDeeds
from workwell_desktop.ui.records.shelf import RecordShelf

Show = Callable[[QWidget], Hand]


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def dafydd(desk: Desk) -> int:
    return save_intake(desk.vault, 0, IntakeEntry(first_name="Dafydd", last_name="Example"))


@pytest.fixture
def tab(desk: Desk, shown: Show) -> IntakeTab:
    tab = IntakeTab(desk)
    shown(tab)
    tab.show_participant(make_jo(desk.vault))
    tab._all_fields()
    return tab


def said(tab: IntakeTab) -> str:
    """Return every word that the form shows, or says to a screen reader."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    shelf = tab.findChild(RecordShelf)
    words = []
    for one in tab.findChildren(QWidget):
        if shelf is not None and (one is shelf or shelf.isAncestorOf(one)):
            continue
        words += [one.accessibleName(), one.accessibleDescription(), one.toolTip()]
        if isinstance(one, QLabel | QAbstractButton | QLineEdit):
            words.append(one.text())
        elif isinstance(one, QPlainTextEdit):
            words.append(one.toPlainText())
    return "\n".join(words)


def fill(tab: IntakeTab) -> None:
    """Write Jo's name into every line and area of the form."""
    for field in tab._all_fields().values():
        if isinstance(field.focus_target(), QLineEdit | QPlainTextEdit):
            field.set_value("Jo Planted")
            field.set_error("Jo Planted is not right.", announce_it=False)
    assert said(tab).count("Jo Planted") > 40


def test_nothing_of_one_person_stands_in_the_form_of_the_next(tab: IntakeTab, dafydd: int) -> None:
    fill(tab)
    tab.show_participant(dafydd)
    left = [line for line in said(tab).splitlines() if "Jo" in line and "Job" not in line]
    assert left == []
    assert "What does Dafydd want help with?" in said(tab)
    assert "In Dafydd’s own words." in said(tab)
    assert "Who sent Dafydd" in said(tab)
    assert "{" not in said(tab), "every place for a name is filled"


def test_undo_brings_back_no_word_of_somebody_else(tab: IntakeTab, dafydd: int) -> None:
    for field in tab._all_fields().values():
        if isinstance(field.focus_target(), QLineEdit | QPlainTextEdit):
            QTest.keyClicks(field.focus_target(), "Jo Planted")
    tab.keep()
    tab.show_participant(dafydd)
    for field in tab._all_fields().values():
        target = field.focus_target()
        if isinstance(target, QLineEdit):
            target.undo()
            target.redo()
        elif isinstance(target, QPlainTextEdit):
            target.document().clearUndoRedoStacks(QTextDocument.Stacks.RedoStack)
            target.undo()
    assert "Jo Planted" not in said(tab)


@pytest.mark.parametrize("broken", ["load_intake", "was_asked", "load_draft"])
def test_words_of_one_person_are_kept_with_no_other_when_the_next_cannot_be_read(
    tab: IntakeTab, desk: Desk, dafydd: int, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def fails(*_given: object) -> None:
        raise NotKept("It could not be read.", "Try again.")

    fill(tab)
    with monkeypatch.context() as patch:
        patch.setattr(intake if broken == "load_intake" else intake_read, broken, fails)
        with pytest.raises(NotKept):
            tab.show_participant(dafydd)
    assert "Jo Planted" not in said(tab), "nothing of Jo stands below somebody else's banner"
    assert not tab.isEnabled(), "nothing can be typed there"
    tab._keeper.touch()
    tab.keep()
    assert load_draft(desk.vault, intake.SCREEN, dafydd) is None
    tab.show_participant(dafydd)
    assert tab.isEnabled()
    assert tab._fields["first_name"].value() == "Dafydd"


def test_a_tab_that_could_not_be_read_is_read_again_when_it_is_next_shown(
    desk: Desk, dafydd: int, shown: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_given: object) -> None:
        raise NotKept("It could not be read.", "Try again.")

    pane = PersonPane(desk)
    shown(pane)
    pane.show_person(make_jo(desk.vault), 0)
    with monkeypatch.context() as patch:
        patch.setattr(intake, "load_intake", fails)
        with pytest.raises(NotKept):
            pane.show_person(dafydd, 0)
    pane.show_tab(0)
    assert pane.intake._all_fields()["first_name"].value() == "Dafydd"


def test_records_that_were_compared_meanwhile_are_looked_at_again(tab: IntakeTab, desk: Desk) -> None:
    jo = tab._person
    other = save_intake(desk.vault, 0, replace(load_intake(desk.vault, jo), reason="Again."))
    tab.likely.look_again()
    tab.likely.look_now()
    assert [one.participant_id for one in tab.likely.likely] == [other]
    merge(desk.vault, jo, other, {}, FIRST)
    tab.show_participant(jo)
    tab.likely.look_now()
    assert tab.likely.likely == ()
    assert "Take the two records apart again" in said(tab)


def test_who_has_no_open_referral_has_no_panel_of_somebody_else(tab: IntakeTab, desk: Desk) -> None:
    jo, tomek = tab._person, save_referral(desk.vault, TOMEK)
    tab.show_participant(tomek)
    assert "Can Tomek join?" in said(tab)
    tab.show_participant(jo)
    assert "Can Tomek join?" not in said(tab)


def test_a_name_in_other_letters_is_set_in_a_typeface_that_has_them(tab: IntakeTab, desk: Desk) -> None:
    vietnamese = save_intake(desk.vault, 0, IntakeEntry(first_name="Trần", last_name="Example"))
    tab.show_participant(vietnamese)
    labels = [one for one in tab.findChildren(Label) if "Trần" in one.text()]
    assert len(labels) > 5
    assert {one.property("letters") for one in labels} == {str(tab._desk.look.letters.place("Trần"))}


def test_the_next_person_begins_at_the_top_of_the_first_section(tab: IntakeTab, dafydd: int) -> None:
    tab.open_section("talking")
    page = tab._page_of["talking"]
    assert isinstance(page, Page)
    page.verticalScrollBar().setValue(300)
    assert page.verticalScrollBar().value() == 300
    tab.show_participant(dafydd)
    assert tab._rail.current() == "who"
    assert page.verticalScrollBar().value() == 0


def test_a_page_of_records_is_built_anew_for_the_next_person(tab: IntakeTab, dafydd: int) -> None:
    tab.open_section("history")
    before = tab._shelf
    tab.show_participant(dafydd)
    assert tab._shelf is not before
    assert tab._pages.indexOf(before) < 0


def test_the_bin_takes_the_record_that_is_shown(tab: IntakeTab, dafydd: int) -> None:
    tab.show_participant(dafydd)
    deeds = tab.findChild(RecordDeeds)
    assert deeds is not None
    gone: list[int] = []
    deeds.binned.connect(lambda person, _name: gone.append(person))
    tab.open_section("about")
    button = next(one for one in deeds.findChildren(QAbstractButton) if "bin" in one.text())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert gone == [dafydd]


def test_the_rows_of_the_rail_are_as_tall_as_their_new_words(tab: IntakeTab, desk: Desk) -> None:
    row, jo = tab._rail.button("contact"), tab._person
    before = row.height()
    for name, taller in (("Wilhelmina-Alexandrina", True), ("Jo", False)):
        save_intake(desk.vault, jo, replace(load_intake(desk.vault, jo), known_as=name))
        tab.reload()
        QApplication.processEvents()
        assert row.accessibleName() == f"How to reach {name}"
        assert (row.height() > before) == taller
