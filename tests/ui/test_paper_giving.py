"""From the list of questionnaires to a blank paper and back: given out with a code, found by it, keyed, resumed."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from sqlalchemy import select

from tests.casework.test_plan_paper import words_of
from tests.plans import make_jo
from tests.ui.showing import notices
from workwell_desktop.casework.measure_state import load_measures
from workwell_desktop.casework.paper_codes import give_paper
from workwell_desktop.models.assessments import Measure
from workwell_desktop.ui.assessment.paper_entry import PaperEntry
from workwell_desktop.ui.assessment_tab import AssessmentTab
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.doors import ReadyDoors
from workwell_desktop.ui.hand import Hand

PHQ9 = "Mood over 2 weeks (PHQ-9)"


@pytest.fixture
def tab(desk: Desk, jo: int) -> AssessmentTab:
    tab = AssessmentTab(desk)
    tab.show_participant(jo)
    return tab


@pytest.fixture
def hand(tab: AssessmentTab, shown: Callable[[QWidget], Hand]) -> Hand:
    return shown(tab)


def entry_in(tab: AssessmentTab) -> PaperEntry:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    (entry,) = [one for one in tab.findChildren(PaperEntry) if one.isVisible()]
    return entry


def keys(hand: Hand, tab: AssessmentTab, signs: str) -> None:
    entry = entry_in(tab)
    hand.wait_for(lambda: entry.isAncestorOf(QApplication.focusWidget()), "the first question")
    for sign in signs:
        hand.key(Qt.Key(ord(sign)))


def test_a_blank_paper_is_printed_keyed_and_finished(tab: AssessmentTab, hand: Hand, desk: Desk, jo: int) -> None:
    hand.press("Questionnaires")
    hand.press(f"Begin: {PHQ9}")
    hand.press("Print it to fill in by hand")
    hand.wait_for(lambda: any("was printed" in one for one in notices(tab)), "the printed paper")
    (line,) = load_measures(desk.vault, jo, desk.shelf()).lines
    assert isinstance(desk.doors, ReadyDoors)
    assert line.code in words_of(desk.doors.printed[0].read_bytes())
    assert line.state == "given"
    hand.write("Code on the paper", line.code.lower().replace("-", " "))
    hand.press("Find the paper")
    keys(hand, tab, "2222222211")
    hand.write("Which day stands on the paper?", "today")
    hand.press("These are all 10")
    (line,) = load_measures(desk.vault, jo, desk.shelf()).lines
    assert line.figures is not None
    assert (line.state, line.way, line.figures.line) == ("done", "paper", "8 of 27, “mild”")
    hand.wait_for_button("Correct it")


def test_a_paper_is_resumed_at_its_question_after_a_lock(tab: AssessmentTab, hand: Hand, desk: Desk, jo: int) -> None:
    give_paper(desk.vault, jo, desk.shelf().forms["phq9"])
    hand.press("Questionnaires")
    hand.press(f"Type it in: {PHQ9}")
    keys(hand, tab, "123")
    assert tab.keep()
    tab.show_participant(None)
    tab.show_participant(jo)
    keys(hand, tab, "4")
    assert list(entry_in(tab).answers().values()) == [
        "not_at_all", "several_days", "more_than_half", "nearly_every_day",
    ]  # fmt: skip


def test_later_leads_back_to_the_list_that_goes_on_with_it(tab: AssessmentTab, hand: Hand, desk: Desk, jo: int) -> None:
    paper = give_paper(desk.vault, jo, desk.shelf().forms["phq9"])
    hand.press("Questionnaires")
    hand.press(f"Type it in: {PHQ9}")
    keys(hand, tab, "12")
    hand.press("Later")
    hand.press(f"Go on: {PHQ9}, on paper with the code {paper.code}")
    assert len(entry_in(tab).answers()) == 2


def test_a_paper_that_will_not_come_back_is_left_out(tab: AssessmentTab, hand: Hand, desk: Desk, jo: int) -> None:
    paper = give_paper(desk.vault, jo, desk.shelf().forms["phq9"])

    def given() -> list[str]:
        return [line.state for line in load_measures(desk.vault, jo, desk.shelf()).lines if line.id == paper.measure_id]

    hand.press("Questionnaires")
    hand.press(f"Leave it out: {PHQ9}, {paper.code}")
    assert given() == []
    assert not hand.count(f"Type it in: {PHQ9}")
    hand.press("Take it up again")
    assert given() == ["given"]
    keys(hand, tab, "1")


def test_a_code_that_is_none_is_refused_beside_its_field(tab: AssessmentTab, hand: Hand) -> None:
    hand.press("Questionnaires")
    hand.write("Code on the paper", "Q-7F3K2-N")
    hand.press("Find the paper")
    assert any(words.startswith("This is not a code of one of our papers.") for words in hand.texts())


def test_when_nothing_was_printed_no_paper_is_out(
    tab: AssessmentTab, hand: Hand, desk: Desk, jo: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.doors, "print_pdf", lambda _parent, _pdf, on_done: on_done(False))
    hand.press("Questionnaires")
    hand.press(f"Begin: {PHQ9}")
    hand.press("Print it to fill in by hand")
    hand.wait_for(lambda: any(one.startswith("Nothing was printed.") for one in notices(tab)), "the sentence")
    assert load_measures(desk.vault, jo, desk.shelf()).lines == ()


@pytest.fixture
def dialogs(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[Callable[[bool], object]]:
    """Return what the print dialogs that were opened call when they are closed."""
    opened: list[Callable[[bool], object]] = []
    monkeypatch.setattr(desk.doors, "print_pdf", lambda _parent, _pdf, on_done: opened.append(on_done))
    return opened


def papers_of(desk: Desk) -> list[str]:
    """Return how every paper stands."""
    with desk.vault.reading() as session:
        return list(session.scalars(select(Measure.state)))


def ask_for_paper(hand: Hand) -> None:
    hand.press("Questionnaires")
    hand.press(f"Begin: {PHQ9}")
    hand.press("Print it to fill in by hand")


@pytest.mark.parametrize("away", ["somebody else", "another screen"])
def test_a_paper_for_somebody_no_longer_in_sight_is_not_printed(
    tab: AssessmentTab, hand: Hand, desk: Desk, jo: int, dialogs: list[object], away: str
) -> None:
    gate = threading.Event()  # the worker is busy until she is gone
    desk.worker.run(tab, gate.wait, lambda _done: None, lambda _problem: None)
    ask_for_paper(hand)
    if away == "somebody else":
        tab.show_participant(make_jo(desk.vault))
        hand.press("Questionnaires")
    else:
        tab.hide()
    gate.set()
    hand.wait_for(lambda: papers_of(desk) == ["left"], "the paper that is left out")
    assert not dialogs
    assert not notices(tab)


@pytest.mark.parametrize(("printed", "state"), [(True, "given"), (False, "left")])
def test_what_became_of_a_paper_is_not_said_to_somebody_else(
    tab: AssessmentTab, hand: Hand, desk: Desk, jo: int, dialogs: list[Callable[[bool], object]],
    printed: bool, state: str,
) -> None:  # fmt: skip
    ask_for_paper(hand)
    hand.wait_for(lambda: bool(dialogs), "the print dialog")
    tab.show_participant(make_jo(desk.vault))
    hand.press("Questionnaires")
    hand.press(f"Begin: {PHQ9}")
    dialogs[0](printed)
    assert hand.sees(QAbstractButton, "Ask it together")
    assert not notices(tab)
    assert papers_of(desk) == [state]


def test_the_notice_of_a_paper_takes_nobody_from_the_questions(
    tab: AssessmentTab, hand: Hand, dialogs: list[Callable[[bool], object]]
) -> None:
    ask_for_paper(hand)
    hand.wait_for(lambda: bool(dialogs), "the print dialog")
    hand.press("Ask it together")
    dialogs[0](True)
    assert hand.sees(QAbstractButton, "These answers are right")
    assert any("was printed" in one for one in notices(tab))


def test_a_score_from_elsewhere_is_not_offered_on_paper(hand: Hand) -> None:
    hand.press("Questionnaires")
    hand.press("Begin: A score from another form")
    assert not hand.count("Print it to fill in by hand")


def test_the_day_on_the_paper_comes_back_as_it_was_typed(tab: AssessmentTab, hand: Hand, desk: Desk, jo: int) -> None:
    paper = give_paper(desk.vault, jo, desk.shelf().forms["phq9"])
    hand.press("Questionnaires")
    hand.write("Code on the paper", paper.code)
    hand.press("Find the paper")
    keys(hand, tab, "2")
    hand.write("Which day stands on the paper?", "3 november 2025")
    assert tab.keep()
    tab.show_participant(None)
    tab.show_participant(jo)
    assert entry_in(tab).day_typed() == "3 november 2025"
    assert entry_in(tab).answers() == {"phq9_interest": "several_days"}
