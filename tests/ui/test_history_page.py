"""Notes and history as a coach uses them: by mouse and by keys, and no word lost."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.plans import TODAY, make_jo, still_clock
from workwell_desktop.casework import appointments, history, notes
from workwell_desktop.casework.appointments import MeetingEntry
from workwell_desktop.casework.drafts import load_draft
from workwell_desktop.casework.notes import NoteEntry
from workwell_desktop.casework.papers import keep_paper
from workwell_desktop.clock import Clock
from workwell_desktop.errors import NotKept
from workwell_desktop.models.contacts import SafetyRecord
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.doors import ReadyDoors
from workwell_desktop.ui.hand import Hand, said
from workwell_desktop.ui.history.note_editor import NoteEditor
from workwell_desktop.ui.history.note_reader import NoteReader
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.records.history_page import HistoryPage
from workwell_desktop.ui.style.theme import Look
from workwell_desktop.ui.workspace import Workspace

Show = Callable[[QWidget], Hand]
WORDS = "Jo sleeps better 🌊 שלום"


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def page(desk: Desk, jo: int, shown: Show) -> HistoryPage:
    page = HistoryPage(desk)
    shown(page)
    page.show_participant(jo)
    return page


@pytest.fixture
def hand(page: HistoryPage, qapp: QApplication) -> Hand:
    return Hand(qapp)


def spoken(page: HistoryPage) -> list[str]:
    model = page.timeline.list.model()
    return [str(model.index(n, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for n in range(model.rowCount())]


def told(page: HistoryPage) -> list[str]:
    return [one.text() for one in page.findChildren(Notice) if one.isVisible()]


def note(desk: Desk, jo: int, words: str = WORDS, on: str = "today") -> int:
    return notes.sign_note(desk.vault, jo, NoteEntry(words, on))


def test_a_note_is_written_signed_and_stands_in_the_history(page: HistoryPage, hand: Hand, desk: Desk, jo: int) -> None:
    hand.press("Write a note")
    hand.pick("What is this note about?", "A call or message")
    hand.write("Note", "Rang Jo")
    hand.press("Sign this note")
    assert told(page) == ["The note is signed."]
    assert any(row.startswith("Note: A call or message, Rang Jo, Signed") for row in spoken(page))
    (line,) = history.history_page(desk.vault, jo, kinds=["note"])
    found = notes.read_note(desk.vault, line.id)
    assert (found.words, found.state, found.kind) == ("Rang Jo", "signed", "call")


def test_what_needs_another_look_stays_and_is_said_beside_it(page: HistoryPage, hand: Hand) -> None:
    hand.press("Write a note")
    hand.write("Which day", "tomorrow")
    hand.press("Sign this note")
    texts = hand.texts()
    assert "This day is still to come. Type the day this note is about." in texts
    assert "Write the note first." in texts
    assert hand.reads("Which day") == "tomorrow"


def test_a_note_is_kept_within_two_seconds_and_offered_again(
    page: HistoryPage, hand: Hand, desk: Desk, jo: int, qtbot: QtBot
) -> None:
    hand.press("Write a note")
    hand.write("Note", "Half a sent")
    began = time.monotonic()
    qtbot.waitUntil(lambda: load_draft(desk.vault, notes.screen(0), jo) is not None)
    assert time.monotonic() - began < 2
    hand.press("Back to the history")
    assert told(page) == ["You began a note on 24 November at " + f"{desk.clock.local():%H:%M}. It is not signed yet."]
    hand.press("Go on with it")
    assert hand.reads("Note") == "Half a sent"
    assert not any(row.startswith("Note") for row in spoken(page)), "not in the history before it is kept"


def test_words_stay_when_the_disk_refuses(page: HistoryPage, hand: Hand, desk: Desk, monkeypatch) -> None:
    hand.press("Write a note")
    hand.write("Note", "Words")

    def full(*_args: object, **_more: object) -> None:
        raise NotKept("The disk is full.", "Make room and try again.")

    monkeypatch.setattr(notes, "sign_note", full)
    hand.press("Sign this note")
    assert hand.reads("Note") == "Words"
    assert any("Not saved yet. The disk is full." in text for text in hand.texts())


def test_a_draft_note_is_opened_changed_and_taken_out_with_a_way_back(
    page: HistoryPage, hand: Hand, desk: Desk, jo: int
) -> None:
    number = notes.save_note(desk.vault, jo, NoteEntry("Not signed"))
    page.show_participant(jo)
    hand.pick_row("Note, Not signed")
    assert hand.reads("Note") == "Not signed"
    hand.press("Take it out")
    assert history.history_page(desk.vault, jo, kinds=["note"]) == ()
    hand.press("Take it back")
    (line,) = history.history_page(desk.vault, jo, kinds=["note"])
    assert notes.read_note(desk.vault, line.id).words == "Not signed"
    assert line.id >= number


def test_a_signed_note_is_changed_with_a_reason_and_both_are_read(
    page: HistoryPage, hand: Hand, desk: Desk, jo: int
) -> None:
    number = note(desk, jo)
    page.open_part(f"note.{number}")
    assert WORDS in hand.texts()
    hand.press("Change this note")
    hand.write("Note", "Better words")
    hand.press("Sign it again")
    assert "Write in a few words why this note changes." in hand.texts()
    hand.write("Why does it change?", "A slip")
    hand.press("Sign it again")
    page.open_part(f"note.{number}")
    texts = hand.texts()
    assert {"Better words", WORDS, "Changed because: A slip"} <= set(texts)


def test_typed_changes_of_a_signed_note_come_back_or_are_let_go(
    page: HistoryPage, hand: Hand, desk: Desk, jo: int
) -> None:
    number = note(desk, jo)
    page.open_part(f"change.{number}")
    hand.write("Note", "Half changed")
    assert page.keep()
    hand.press("Back to the history")
    page.open_part(f"note.{number}")
    assert hand.reads("Note") == "Half changed"
    assert notes.read_note(desk.vault, number).words == WORDS, "what was signed stands apart"
    hand.press("Leave it as it was signed")
    assert load_draft(desk.vault, notes.screen(number), jo) is None
    assert WORDS in hand.texts()


def test_locking_asks_first_and_then_only_adding_is_left(page: HistoryPage, hand: Hand, desk: Desk, jo: int) -> None:
    number = note(desk, jo)
    page.open_part(f"note.{number}")
    hand.press("Lock this note")
    assert notes.read_note(desk.vault, number).state == "signed", "the safe answer is not yet"
    assert isinstance(desk.doors, ReadyDoors)
    desk.doors.choices.append("lock")
    hand.press("Lock this note")
    assert notes.read_note(desk.vault, number).state == "locked"
    page.open_part(f"note.{number}")
    assert not hand.sees(QAbstractButton, "Change this note")
    hand.press("Add to this note")
    hand.write("Add to this note", "And one thing more")
    assert page.keep()
    page.open_part(f"note.{number}")
    assert hand.reads("Add to this note") == "And one thing more", "kept with this note alone"
    hand.press("Sign what is added")
    page.open_part(f"note.{number}")
    assert "And one thing more" in hand.texts()
    assert any(text.startswith("Added on Tuesday 24 November 2037 at") for text in hand.texts())


def test_a_pinned_note_stands_beside_the_history(page: HistoryPage, hand: Hand, desk: Desk, jo: int) -> None:
    number = note(desk, jo)
    page.open_part(f"note.{number}")
    hand.press("Pin to the top")
    hand.press("Back to the history")
    assert "Pinned" in hand.texts()
    hand.press("Note, 24 November 2037")
    assert isinstance(page.findChild(NoteReader), NoteReader)
    hand.press("Take the pin off")
    hand.press("Back to the history")
    assert "Pinned" not in hand.texts()


def test_ready_words_are_shown_before_they_go_in(page: HistoryPage, hand: Hand, desk: Desk, jo: int) -> None:
    note(desk, jo, "Copied line\nAnother line")
    hand.press("Write a note")
    hand.write("Note", "Mine")
    hand.choose("Words to begin with", "Review")
    editor = page.findChild(NoteEditor)
    assert isinstance(editor, NoteEditor)
    editor_words = editor.area.words
    ready = next(text for text in hand.texts() if text.startswith("How things have been"))
    assert editor_words() == "Mine", "nothing goes in by itself"
    hand.press("Put it in")
    assert editor_words() == f"Mine\n{ready}\n"
    editor.area.undo()
    assert editor_words() == "Mine"


def test_copied_words_are_tinted_and_counted_until_they_change(
    page: HistoryPage, hand: Hand, desk: Desk, jo: int
) -> None:
    note(desk, jo, "Copied line 🌊\nAnother line")
    hand.press("Write a note")
    hand.choose("Words to begin with", "The note of 24 November 2037")
    hand.press("Put it in")
    assert "2 lines are copied and not changed yet. They are tinted." in hand.texts()
    editor = page.findChild(NoteEditor)
    assert isinstance(editor, NoteEditor)
    marked = [one.cursor.selectedText() for one in editor.area.extraSelections()]
    assert marked == ["Copied line 🌊", "Another line"]
    editor.area.setFocus()
    for _ in range(2):
        QTest.keyClick(editor.area, Qt.Key.Key_Up)
    QTest.keyClick(editor.area, Qt.Key.Key_End)
    QTest.keyClicks(editor.area, " now")
    assert "One line is copied and not changed yet. They are tinted." in hand.texts()
    hand.press("Sign this note")
    (line, _first) = history.history_page(desk.vault, jo, kinds=["note"])
    assert notes.read_note(desk.vault, line.id).copied == "Copied line 🌊\nAnother line"


def test_a_meeting_is_booked_and_its_outcome_can_be_taken_back(
    page: HistoryPage, hand: Hand, desk: Desk, jo: int
) -> None:
    hand.press("Book a meeting")
    hand.write("Which day", "yesterday")
    hand.write("What time", "2.15 pm")
    hand.leave()
    assert "14:15" in hand.texts()
    hand.write("What it is for", "First meeting")
    hand.press("Book this meeting")
    hand.pick_row("First meeting")
    hand.pick("What became of it?", "Met")
    hand.press("Save this")
    assert any(row.startswith("First meeting, 14:15, Met") for row in spoken(page))
    hand.press("Take it back")
    assert any(row.startswith("First meeting, 14:15, Booked") for row in spoken(page))


def test_meetings_across_each_other_are_said_beside_the_time(
    page: HistoryPage, hand: Hand, desk: Desk, jo: int
) -> None:
    appointments.book(desk.vault, jo, MeetingEntry("tomorrow", "11"))
    hand.press("Book a meeting")
    hand.write("Which day", "tomorrow")
    hand.write("What time", "11.15")
    hand.leave()
    assert "You have another meeting then, from 11:00 to 11:45." in hand.texts()
    hand.press("Book this meeting")
    assert told(page) == ["The meeting is booked."]


@pytest.mark.parametrize(
    ("outcome", "fields", "badge"),
    [
        ("Did not come", {"Why": "The bus"}, "Did not come"),
        ("Cancelled", {"Why": "Ill"}, "Cancelled"),
        ("Moved to another day", {"Which day": "in 2 weeks", "What time": "10"}, "Moved"),
    ],
)
def test_each_outcome_asks_for_what_it_needs(
    page: HistoryPage, hand: Hand, desk: Desk, jo: int, outcome: str, fields: dict[str, str], badge: str
) -> None:
    number = appointments.book(desk.vault, jo, MeetingEntry("today", "11", purpose="Review"))
    page.open_part(f"meeting.{number}")
    hand.pick("What became of it?", outcome)
    for name, words in fields.items():
        hand.write(name, words)
    hand.press("Save this")
    if outcome == "Cancelled":
        assert "Choose who cancelled." in hand.texts()
        hand.pick("Who cancelled?", "The participant")
        hand.press("Save this")
    assert any(row.startswith("Review") and row.endswith(badge) for row in spoken(page))
    page.open_part(f"meeting.{number}")
    said_now = " ".join(hand.texts())
    assert {
        "Did not come": "Why: The bus",
        "Cancelled": "Cancelled by: The participant.",
        "Moved": "Moved to Tuesday 8",
    }[badge] in said_now


def test_a_note_is_written_about_a_meeting(page: HistoryPage, hand: Hand, desk: Desk, jo: int) -> None:
    number = appointments.book(desk.vault, jo, MeetingEntry("yesterday", "11"))
    appointments.attended(desk.vault, number)
    page.open_part(f"meeting.{number}")
    hand.press("Write a note about it")
    assert hand.reads("Which day") == "23 November 2037"
    hand.write("Note", "We met")
    hand.press("Keep, sign later")
    (line,) = history.history_page(desk.vault, jo, kinds=["note"])
    assert notes.read_note(desk.vault, line.id).contact_id == number


def test_a_try_is_written_down(page: HistoryPage, hand: Hand) -> None:
    hand.press("Write down a try")
    hand.press("Save this try")
    assert "Choose how you tried." in hand.texts()
    hand.pick("How you tried", "Phone call")
    hand.pick("What came of it", "No answer")
    hand.press("Save this try")
    assert any(row.startswith("Tried to reach: phone call") for row in spoken(page))


def test_the_history_is_worked_by_keys_alone(page: HistoryPage, desk: Desk, jo: int, qtbot: QtBot) -> None:
    note(desk, jo)
    page.show_participant(jo)
    page.begin()
    qtbot.waitUntil(page.timeline.kind.hasFocus)
    QTest.keyClick(page.timeline.kind, Qt.Key.Key_Tab)
    assert page.timeline.words.hasFocus()
    QTest.keyClick(page.timeline.words, Qt.Key.Key_Down)
    assert page.timeline.list.hasFocus()
    QTest.keyClick(page.timeline.list, Qt.Key.Key_Return)
    reader = page.findChild(NoteReader)
    assert isinstance(reader, NoteReader)
    QTest.keyClick(reader, Qt.Key.Key_Escape)
    qtbot.waitUntil(page.timeline.kind.hasFocus)


def test_filters_are_kept_for_the_next_person_and_safety_is_behind_its_own(
    page: HistoryPage, hand: Hand, desk: Desk, jo: int, shown: Show
) -> None:
    with desk.vault.transaction() as transaction:
        transaction.session.add(SafetyRecord(participant_id=jo, noticed_on=TODAY, words="Secret"))
    page.timeline.reload()
    assert not any("Safety" in row for row in spoken(page))
    hand.choose("Show", "Safety records")
    assert [row for row in spoken(page) if "," not in row or "Safety" in row][-1] == "Safety record"
    other = HistoryPage(desk)
    other.show_participant(make_jo(desk.vault))
    assert other.timeline.kind.value() == "safety"
    other.deleteLater()


def test_finding_leaves_the_lines_with_these_words(page: HistoryPage, hand: Hand, desk: Desk, jo: int) -> None:
    note(desk, jo, "About the stool")
    note(desk, jo, "About the bus")
    page.show_participant(jo)
    hand.write("Find in the history", "stool")
    assert sum(row.startswith("Note") for row in spoken(page)) == 1
    hand.write("Find in the history", "zzz")
    assert "Nothing of this kind is written down, or no line has these words." in hand.texts()


def test_every_other_line_asks_for_its_place(page: HistoryPage, hand: Hand, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.opened) as asked:
        hand.pick_row("Referral")
    assert asked.args == [0, "support"]


def test_two_thousand_lines_are_windowed(page: HistoryPage, desk: Desk, jo: int) -> None:
    from workwell_desktop.models.contacts import Note

    with desk.vault.transaction() as transaction, transaction.roomy():
        transaction.insert_all(
            Note,
            [
                {
                    "participant_id": jo, "episode_id": 1, "happened_on": TODAY - timedelta(days=n),
                    "words": f"Note {n} " + "word " * 100,
                }
                for n in range(2000)
            ],
        )  # fmt: skip
    page.timeline.reload()
    model = page.timeline.list.rows
    assert model.rowCount() < 200
    while model.canFetchMore():
        model.fetchMore()
    lines = [row for row in spoken(page) if row.startswith("Note")]
    assert len(lines) == 2000


def test_what_stands_open_stays_when_the_same_person_is_read_again(
    page: HistoryPage, hand: Hand, desk: Desk, jo: int
) -> None:
    hand.press("Write a note")
    hand.write("Note", "In the middle")
    page.show_participant(jo)
    assert hand.reads("Note") == "In the middle"
    page.show_participant(make_jo(desk.vault))
    assert page.findChild(NoteEditor) is None or not page.findChild(NoteEditor).isVisible()


def test_a_quick_note_from_anywhere(desk: Desk, jo: int, shown: Show) -> None:
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    hand.key(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert not hand.sees_field("Note"), "about nobody there is none"
    workspace.open_person(jo, 2)
    hand.key(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    hand.wait_for(lambda: hand.sees_field("Note"), "the note")
    hand.write("Note", "Quick words")
    hand.press("Sign this note")
    assert len(history.history_page(desk.vault, jo, kinds=["note"])) == 1


def test_a_place_with_a_part_opens_that_note(desk: Desk, jo: int, shown: Show) -> None:
    number = note(desk, jo)
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    workspace.open_person(jo, 0, f"history.note.{number}")
    hand.wait_for(lambda: WORDS in hand.texts(), "the note")


def test_what_waits_opens_the_very_note_and_a_meeting_its_close_out(desk: Desk, jo: int, shown: Show) -> None:
    notes.save_note(desk.vault, jo, NoteEntry("Yesterday’s words", "yesterday"))
    appointments.book(desk.vault, jo, MeetingEntry("yesterday", "11", purpose="Review"))
    with desk.vault.reading() as session:
        (unsigned,) = notes.waiting(session, desk.vault.member_id, TODAY)
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    workspace.open_person(unsigned.participant_id, unsigned.tab, unsigned.section)
    hand.wait_for(lambda: hand.sees_field("Note"), "the note")
    assert hand.reads("Note") == "Yesterday’s words"
    hand.key(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    hand.press("Say if they came: Jo Example")
    hand.pick("Did Jo come?", "Yes")


def test_every_control_has_its_visible_name(page: HistoryPage, hand: Hand) -> None:
    for open_it in ("Write a note", "Book a meeting", "Write down a try"):
        hand.press(open_it)
        for button in page.findChildren(QAbstractButton):
            if button.isVisible():
                assert said(button).strip(), button
        hand.press("Back to the history")
    assert all(label.text() is not None for label in page.findChildren(QLabel))


def test_with_large_text_the_other_deeds_and_the_filter_stand_in_a_menu(
    page: HistoryPage, hand: Hand, look: Look
) -> None:
    look.set_scale(200)
    page.resize(1240, 330)
    hand.wait_for_button("More")
    assert not any(hand.count(word) for word in ("Write down a try", "Book a meeting"))
    assert not hand.sees_field("Find in the history")
    (menu,) = [one for one in page.findChildren(QMenu) if one.accessibleName() == "More"]
    actions = {action.text(): action for action in menu.actions()}
    assert list(actions) == ["Show or find", "Write down a try", "Book a meeting"]
    actions["Show or find"].trigger()
    assert hand.sees_field("Find in the history")
    hand.press("Put these away")
    assert not hand.sees_field("Find in the history")
    actions["Write down a try"].trigger()
    assert "How you tried" in hand.texts()


def test_a_low_page_gives_its_room_to_the_lines(page: HistoryPage, hand: Hand, desk: Desk, jo: int) -> None:
    for _ in range(9):
        note(desk, jo, "Words")
    page.show_participant(jo)
    page.resize(1000, 430)
    bar, rows = page._page.verticalScrollBar(), page.timeline.list
    hand.wait_for(lambda: page._title.isHidden() and bar.maximum() == 0, "one scroll, in the list")
    assert rows.height() >= desk.look.px(176)
    page.resize(1000, 900)
    hand.wait_for(lambda: not page._title.isHidden(), "the title again")


def test_the_words_of_the_history_begin_where_the_fields_above_do(page: HistoryPage, desk: Desk, jo: int) -> None:
    notes.save_note(desk.vault, jo, NoteEntry("A note", "today"))
    page.show_participant(jo)
    QTest.qWait(0)
    rows = page.timeline.list
    left = rows.mapTo(page, rows.rect().topLeft()).x()
    assert left == page.timeline.kind.mapTo(page, page.timeline.kind.rect().topLeft()).x()
    picture = rows.grab().toImage()
    ground = picture.pixelColor(picture.width() - 1, picture.height() - 1)
    first = next(
        x for x in range(picture.width()) if any(picture.pixelColor(x, y) != ground for y in range(picture.height()))
    )
    assert first <= 4, "no inset of the words"


def test_a_line_without_a_second_one_is_lower(page: HistoryPage, desk: Desk, jo: int) -> None:
    with desk.vault.transaction() as t:
        keep_paper(t, participant_id=jo, kind="plan", number=1, reference="P-1", pdf=b"%PDF", content={})
    notes.save_note(desk.vault, jo, NoteEntry("A note", "today"))
    page.show_participant(jo)
    QTest.qWait(0)
    rows = page.timeline.list
    heights = {
        rows.model().index(n, 0).data(): rows.visualRect(rows.model().index(n, 0)).height()
        for n in range(rows.model().rowCount())
    }
    assert heights["Plan printed"] < heights["Note"]


def test_in_a_meeting_with_large_text_three_entries_can_be_read(
    desk: Desk, jo: int, shown: Show, look: Look, qapp: QApplication
) -> None:
    for number in range(6):
        notes.save_note(desk.vault, jo, NoteEntry(f"Note {number}", "today"))
    look.set_scale(200)
    workspace = Workspace(desk, 0)
    hand = shown(workspace)
    workspace.resize(1366, 768)
    workspace.meet_now(jo)
    hand.press_first("Agenda: ")
    assert workspace.pane is not None
    workspace.pane.open_section("history")
    for _ in range(6):
        QTest.qWait(0)
    (history_page,) = workspace.pane.findChildren(HistoryPage)
    rows = history_page.timeline.list
    middles = [rows.visualRect(rows.model().index(n, 0)).center() for n in range(rows.model().rowCount())]
    foot = history_page.mapTo(workspace, history_page._bar.geometry().topLeft()).y()
    seen = [one for one in middles if rows.viewport().mapTo(workspace, one).y() + look.px(8) < foot]
    assert len(seen) >= 3
    assert str(rows.model().index(0, 0).data()).startswith("Today, ")
