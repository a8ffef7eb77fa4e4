"""Keying a filled-in paper: by keyboard alone, in order, put right by going back, kept, resumed, and finished."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.plans import make_jo, still_clock
from workwell_desktop import forms
from workwell_desktop.casework import measures
from workwell_desktop.casework.paper_codes import give_paper, paper_to_key
from workwell_desktop.clock import Clock
from workwell_desktop.forms import Questionnaire
from workwell_desktop.models.assessments import Measure
from workwell_desktop.ui.assessment.key_row import NOT_DUE, KeyRow
from workwell_desktop.ui.assessment.paper_entry import NOT_KEYED, PaperEntry
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.keeper import Keeper
from workwell_desktop.ui.parts.bottom_bar import BottomBar
from workwell_desktop.ui.parts.layouts import column
from workwell_desktop.ui.parts.notice import Notice

Show = Callable[[QWidget], Hand]
PHQ9, RULERS, WSAS = (forms.questionnaire(name) for name in ("phq9", "rulers", "wsas"))
NINE = [item.id for item in PHQ9.items[:9]]


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(desk: Desk) -> int:
    return make_jo(desk.vault)


def entry_of(desk: Desk, person: int, form: Questionnaire, shown: Show) -> tuple[PaperEntry, Hand]:
    return begun(desk, give_paper(desk.vault, person, form).measure_id, form, shown)


def begun(desk: Desk, measure: int, form: Questionnaire, shown: Show) -> tuple[PaperEntry, Hand]:
    """Show a paper with the keeper and the bar that the page around it has."""
    around, bar = QWidget(), BottomBar(desk.look)
    entry: PaperEntry
    keeper = Keeper(lambda: entry.words(), desk, around, beside=True)  # noqa: PLW0108 - it is made below
    entry = PaperEntry(desk, measure, form, keeper)
    bar.set_buttons(*entry.deeds())
    whole = column(desk.look, gap=0)
    whole.addWidget(entry, 1)
    whole.addWidget(bar)
    around.setLayout(whole)
    hand = shown(around)
    hand.wait_for(lambda: entry.isAncestorOf(QApplication.focusWidget()), "the first question")
    return entry, hand


def here() -> str:
    """Return the number of the question that has the focus."""
    return QApplication.focusWidget().accessibleName().split(".")[0]


def keys(hand: Hand, signs: str) -> None:
    for sign in signs:
        special = {"\n": Qt.Key.Key_Return, "^": Qt.Key.Key_Up}
        hand.key(special.get(sign) or Qt.Key(ord(sign)))


def row_of(entry: PaperEntry, number: int) -> KeyRow:
    return entry.findChildren(KeyRow)[number - 1]


def kept(desk: Desk, entry: PaperEntry) -> Measure:
    with desk.vault.reading() as session:
        row = session.get_one(Measure, entry._id)
        session.expunge(row)
        return row


def test_nine_keys_key_nine_answers_and_the_words_are_read_back(desk: Desk, jo: int, shown: Show) -> None:
    entry, hand = entry_of(desk, jo, PHQ9, shown)
    assert here() == "1"
    keys(hand, "1234")
    assert here() == "5"
    assert "Nearly every day" in hand.texts()
    keys(hand, "1RN213")
    assert here() == "Which day stands on the paper?"
    assert entry.keep()
    said = json.loads(kept(desk, entry).answers)
    assert [said[one] for one in NINE] == [
        "not_at_all", "several_days", "more_than_half", "nearly_every_day", "not_at_all", "rather_not_say",
        "not_asked", "several_days", "not_at_all",
    ]  # fmt: skip
    assert {"I’d rather not say", "Left empty"} <= set(hand.texts())


def test_a_misread_key_is_put_right_by_going_back(desk: Desk, jo: int, shown: Show) -> None:
    entry, hand = entry_of(desk, jo, PHQ9, shown)
    keys(hand, "12^^4")
    assert here() == "2"
    assert entry.answers() == {NINE[0]: "nearly_every_day", NINE[1]: "several_days"}


@pytest.mark.parametrize("key", ["5", "X", "0", "D"])
def test_a_key_that_is_not_on_the_paper_is_refused_beside_the_line(desk: Desk, jo: int, shown: Show, key: str) -> None:
    entry, hand = entry_of(desk, jo, PHQ9, shown)
    keys(hand, f"{key}\n")
    assert here() == "1"
    assert "Key 1 to 4, or R or N." in hand.texts()
    assert entry.answers() == {}
    keys(hand, "2")
    assert entry.answers() == {NINE[0]: "several_days"}


def test_a_scale_takes_a_number_and_enter_and_words_are_typed(desk: Desk, jo: int, shown: Show) -> None:
    entry, hand = entry_of(desk, jo, RULERS, shown)
    keys(hand, "WORK\n10\n7\nR\n")
    assert entry.answers() == {
        "ruler_what": "work", "ruler_importance": 10, "ruler_confidence": 7, "ruler_up": "rather_not_say",
    }  # fmt: skip
    assert {"10 of 10", "7 of 10"} <= set(hand.texts())
    keys(hand, "^^")
    hand.write(QApplication.focusWidget().accessibleName(), "11")
    keys(hand, "\n")
    assert "Key a number from 0 to 10, or R or N." in hand.texts()
    assert here() == "3"


def test_what_does_not_apply_is_keyed_where_the_paper_offers_it(desk: Desk, jo: int, shown: Show) -> None:
    entry, hand = entry_of(desk, jo, WSAS, shown)
    keys(hand, "D4\n")
    assert entry.answers() == {"wsas_work": "does_not_apply", "wsas_home": 4}


def test_it_is_kept_by_itself_and_resumes_at_the_same_question(desk: Desk, jo: int, shown: Show, qtbot: QtBot) -> None:
    entry, hand = entry_of(desk, jo, PHQ9, shown)
    keys(hand, "123")
    qtbot.waitUntil(lambda: kept(desk, entry).state == "open", timeout=2000)
    assert len(json.loads(kept(desk, entry).answers)) == 3
    again, hand = begun(desk, entry._id, PHQ9, shown)
    assert here() == "4"
    assert again.answers() == entry.answers()
    assert row_of(again, 2).line.text() == "2"


def test_looking_at_a_paper_keeps_nothing(desk: Desk, jo: int, shown: Show, qtbot: QtBot) -> None:
    entry, hand = entry_of(desk, jo, PHQ9, shown)
    with qtbot.waitSignal(entry.left):
        hand.press("Later")
    assert kept(desk, entry).state == "given"


def test_all_of_them_with_the_day_on_the_paper_are_finished(desk: Desk, jo: int, shown: Show, qtbot: QtBot) -> None:
    entry, hand = entry_of(desk, jo, PHQ9, shown)
    keys(hand, "1111111111")
    hand.write("Which day stands on the paper?", "3 days ago")
    with qtbot.waitSignal(entry.done) as done:
        hand.press("These are all 10")
    assert done.args == [entry._id]
    row = kept(desk, entry)
    assert (row.state, row.way, str(row.asked_on)) == ("done", "paper", "2037-11-21")
    assert paper_to_key(desk.vault, entry._id).code == row.code


def test_nothing_is_finished_while_a_line_shows_a_key_that_was_refused(desk: Desk, jo: int, shown: Show) -> None:
    """What was keyed before is still the answer, and no longer what is in sight."""
    entry, hand = entry_of(desk, jo, PHQ9, shown)
    keys(hand, "1111111111")
    row_of(entry, 3).take_focus()
    keys(hand, "7")
    hand.write("Which day stands on the paper?", "today")
    hand.press("These are all 10")
    assert kept(desk, entry).state != "done"
    assert here() == "3"
    keys(hand, "2")
    hand.press("These are all 10")
    assert kept(desk, entry).state == "done"


def test_nothing_is_finished_while_a_question_is_not_keyed(desk: Desk, jo: int, shown: Show) -> None:
    entry, hand = entry_of(desk, jo, PHQ9, shown)
    keys(hand, "111")
    hand.press("These are all 10")
    assert here() == "4"
    assert NOT_KEYED in hand.texts()
    assert kept(desk, entry).state == "given"


def test_a_day_to_come_is_refused_beside_its_field(desk: Desk, jo: int, shown: Show) -> None:
    entry, hand = entry_of(desk, jo, PHQ9, shown)
    keys(hand, "1111111111")
    hand.write("Which day stands on the paper?", "tomorrow")
    hand.press("These are all 10")
    assert any("still to come" in words for words in hand.texts())
    assert kept(desk, entry).state == "open"


def test_the_day_on_the_paper_has_to_be_typed(desk: Desk, jo: int, shown: Show) -> None:
    entry, hand = entry_of(desk, jo, PHQ9, shown)
    keys(hand, "1111111111")
    hand.press("These are all 10")
    assert "Type the day this was asked." in hand.texts()
    assert kept(desk, entry).state == "open"


def test_a_refusal_is_said_on_the_page(desk: Desk, jo: int, shown: Show) -> None:
    entry, hand = entry_of(desk, jo, PHQ9, shown)
    keys(hand, "1111111111")
    assert entry.keep()
    measures.finish_measure(desk.vault, entry._id, PHQ9, on="today")
    hand.write("Which day stands on the paper?", "today")
    hand.press("These are all 10")
    said = [notice.text() for notice in entry.findChildren(Notice) if notice.isVisible()]
    assert any(words.startswith("These answers are finished already.") for words in said)


def test_escape_leaves_and_keeps(desk: Desk, jo: int, shown: Show, qtbot: QtBot) -> None:
    entry, hand = entry_of(desk, jo, PHQ9, shown)
    keys(hand, "4")
    with qtbot.waitSignal(entry.left):
        hand.key(Qt.Key.Key_Escape)
    assert kept(desk, entry).state == "open"


def test_words_that_stand_in_the_line_are_kept_without_enter(desk: Desk, jo: int, shown: Show, qtbot: QtBot) -> None:
    entry, hand = entry_of(desk, jo, RULERS, shown)
    keys(hand, "WORK")
    qtbot.waitUntil(lambda: "work" in kept(desk, entry).answers, timeout=2000)
    again, hand = begun(desk, entry._id, RULERS, shown)
    assert here() == "1"
    assert row_of(again, 1).line.text() == "work"


def test_a_lock_keeps_words_that_were_never_read(desk: Desk, jo: int, shown: Show) -> None:
    """A lock asks the keeper alone, and nothing leaves the line before."""
    entry, hand = entry_of(desk, jo, RULERS, shown)
    keys(hand, "WORK\n7\n99")
    assert entry._keeper.keep_now()
    assert json.loads(kept(desk, entry).answers) == {"ruler_what": "work", "ruler_importance": 7}
    row_of(entry, 1).take_focus()
    hand.key(Qt.Key.Key_Delete)
    assert entry._keeper.keep_now()
    assert json.loads(kept(desk, entry).answers) == {"ruler_importance": 7}


@pytest.mark.parametrize("number", [1, 2])
def test_escape_keeps_what_was_typed_last(desk: Desk, jo: int, shown: Show, qtbot: QtBot, number: int) -> None:
    entry, hand = entry_of(desk, jo, RULERS, shown)
    row_of(entry, number).take_focus()
    keys(hand, "7")
    with qtbot.waitSignal(entry.left):
        hand.key(Qt.Key.Key_Escape)
    assert json.loads(kept(desk, entry).answers) == {RULERS.items[number - 1].id: "7" if number == 1 else 7}


def test_a_question_that_is_not_asked_is_passed_over(desk: Desk, jo: int, shown: Show, own_form: Questionnaire) -> None:
    entry, hand = entry_of(desk, jo, own_form, shown)
    assert row_of(entry, 2).line.accessibleDescription() == NOT_DUE
    keys(hand, "2")
    assert here() == "3"
    keys(hand, "^1")
    assert here() == "2"
    keys(hand, "13\n")
    assert entry.answers() == {"waits": "yes", "for_what": ["call", "letter"]}
    hand.write(QApplication.focusWidget().accessibleName(), "3 november")
    keys(hand, "\n")
    assert "Tuesday 3 November 2037" in hand.texts()
    keys(hand, "^^^2")
    assert entry.answers() == {"waits": "no", "since": "2037-11-03"}


@pytest.fixture
def own_form(tmp_path_factory: pytest.TempPathFactory) -> Questionnaire:
    folder = tmp_path_factory.mktemp("own")
    (folder / "waiting.toml").write_text(
        """
id = "waiting"
version = 1
title = "Waiting"
source = "Ours"
licence = "Ours"
own_words = true
[[sections]]
id = "waiting"
title = "Waiting"
[[sections.items]]
id = "waits"
text = "Are you waiting?"
kind = "choice"
options = [{ code = "yes", label = "Yes" }, { code = "no", label = "No" }]
[[sections.items]]
id = "for_what"
text = "For what?"
kind = "multi"
options = [
  { code = "call", label = "A call" },
  { code = "visit", label = "A visit" },
  { code = "letter", label = "A letter" },
]
show_if = { field = "waits", is = ["yes"] }
[[sections.items]]
id = "since"
text = "Since when?"
kind = "date"
""",
        "utf-8",
    )
    return forms.read_shelf(folder).forms["waiting"]
