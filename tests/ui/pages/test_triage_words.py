"""Words typed about a referral are never passed over by another deed, and what was decided can be read again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.casework.test_triage import card, episode, refer
from tests.plans import still_clock
from tests.ui.pages.test_triage_page import field, notices, words
from workwell_desktop.casework import lists, safety, triage_deeds
from workwell_desktop.casework.drafts import load_draft
from workwell_desktop.casework.intake import load_intake, save_intake
from workwell_desktop.casework.triage import referral_of
from workwell_desktop.casework.tries import TryEntry, record_try
from workwell_desktop.casework.waiting import PAGE
from workwell_desktop.clock import Clock
from workwell_desktop.errors import NotKept
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand, said
from workwell_desktop.ui.intake_beside import IntakeBeside
from workwell_desktop.ui.join_panel import SCREEN as REASON
from workwell_desktop.ui.pages.triage_editors import SLOTS
from workwell_desktop.ui.pages.triage_page import TriagePage
from workwell_desktop.ui.workspace import Workspace

Show = Callable[[QWidget], Hand]
BEGAN = "Keep it or throw it away first."


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def tomek(desk: Desk) -> int:
    return refer(desk.vault)


@pytest.fixture
def page(desk: Desk, tomek: int, shown: Show) -> TriagePage:
    page = TriagePage(desk)
    shown(page)
    page.show_now()
    page.begin()
    return page


@pytest.fixture
def hand(page: TriagePage, qapp: QApplication) -> Hand:
    return Hand(qapp)


def begin_a_try(hand: Hand) -> None:
    hand.press("Write down a try")
    hand.write("Anything to remember", "Call after three")


# -- words are never thrown away ------------------------------------------------------------------------------------


def test_accepting_asks_about_a_try_that_was_begun(page: TriagePage, hand: Hand, desk: Desk, tomek: int) -> None:
    begin_a_try(hand)
    hand.press("Accept Tomek")
    assert episode(desk.vault, tomek)[0] == "referred"
    assert f"You began a try. {BEGAN}" in notices(page)
    assert hand.reads("Anything to remember") == "Call after three"
    hand.press("Accept Tomek")
    assert notices(page).count(f"You began a try. {BEGAN}") == 1, "asked once, however often it is pressed"
    hand.press("Keep it")
    assert field(page, "How did you try?").error == "Choose how you tried."
    hand.pick("How did you try?", "Phone call")
    hand.pick("What came of it?", "No answer")
    hand.press("Keep it")
    assert [one.note for one in card(desk.vault, tomek).tries] == ["Call after three"]
    hand.press("Accept Tomek")
    assert episode(desk.vault, tomek)[0] == "open"


def test_another_deed_never_writes_over_the_words_of_the_first(
    page: TriagePage, hand: Hand, desk: Desk, tomek: int
) -> None:
    begin_a_try(hand)
    hand.press("Decline or point to other help")
    assert f"You began a try. {BEGAN}" in notices(page)
    assert not hand.sees_field("Where can they go?")
    draft = load_draft(desk.vault, SLOTS["try"], card(desk.vault, tomek).participant_id)
    assert draft is not None, "kept at once"
    assert draft.content["values"]["note"] == "Call after three"
    hand.press("Throw it away")
    assert load_draft(desk.vault, SLOTS["try"], card(desk.vault, tomek).participant_id) is None
    hand.press("Decline or point to other help")
    hand.write("Anything to remember", "Rang them")
    assert page.keep()
    assert load_draft(desk.vault, SLOTS["no"], card(desk.vault, tomek).participant_id) is not None
    assert load_draft(desk.vault, SLOTS["try"], card(desk.vault, tomek).participant_id) is None


def test_an_empty_editor_stands_in_nobodys_way(page: TriagePage, hand: Hand, desk: Desk, tomek: int) -> None:
    hand.press("Write down a try")
    hand.press("Decline or point to other help")
    hand.press("Let it wait")
    hand.press("Accept Tomek")
    assert episode(desk.vault, tomek)[0] == "open"


@pytest.mark.parametrize("deed", ["Accept Tomek", "decline"])
def test_a_reason_for_another_way_is_asked_about_before_the_answer(
    page: TriagePage, hand: Hand, desk: Desk, tomek: int, deed: str
) -> None:
    hand.press("Decide another way, with a reason")
    hand.write("Why?", "Manager asked, see the e-mail of Monday")
    if deed == "decline":
        hand.press("Decline or point to other help")
        hand.pick("Why?", "They do not want to take part")
        hand.press("Save this answer", page.card._editor)
    else:
        hand.press(deed)
    assert card(desk.vault, tomek).state == "new"
    assert f"You began a reason. {BEGAN}" in notices(page)
    hand.pick("Your answer", "Can join")
    hand.press("Keep it")
    assert card(desk.vault, tomek).panel.reason == "Manager asked, see the e-mail of Monday"


def test_going_by_the_rules_again_asks_about_a_reason_too(page: TriagePage, hand: Hand, desk: Desk, tomek: int) -> None:
    triage_deeds.decide_another_way(desk.vault, tomek, "no", "Moved away")
    page.card.read()
    hand.press("Accept Tomek")
    assert notices(page) == [
        "You decided that they cannot join. Decide another way, with a reason, or decline the referral."
    ]
    hand.press("Decide another way")
    hand.write("Why?", "Moved back")
    hand.press("Go by the rules again")
    assert hand.reads("Why?") == "Moved back"
    assert card(desk.vault, tomek).panel.decided == "no"


def test_the_panel_beside_the_intake_asks_too(desk: Desk, tomek: int, shown: Show) -> None:
    beside = IntakeBeside(desk, QWidget())
    hand = shown(beside)
    beside.resize(1200, 800)
    beside.show_participant(card(desk.vault, tomek).participant_id)
    hand.press("Decide another way, with a reason")
    hand.write("Why?", "Because")
    hand.press("Accept Tomek")
    assert card(desk.vault, tomek).state == "new"
    assert f"You began a reason. {BEGAN}" in notices(beside)


def test_words_that_cannot_be_kept_stay_in_sight(
    page: TriagePage, hand: Hand, desk: Desk, tomek: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    refer(desk.vault, "Other")
    page.show_now()
    begin_a_try(hand)

    def refuse(*_any: object) -> None:
        raise NotKept("This PC could not write to the disk.", "Make some room.")

    monkeypatch.setattr("workwell_desktop.ui.pages.triage_card.keep_draft", refuse)
    hand.pick_row("Other Example")
    assert page.card.card is not None
    assert page.card.card.referral_id == tomek
    assert hand.reads("Anything to remember") == "Call after three"
    monkeypatch.undo()
    hand.pick_row("Other Example")
    assert page.card.card.name == "Other Example"


def test_words_come_back_once_it_was_decided_elsewhere(page: TriagePage, hand: Hand, desk: Desk, tomek: int) -> None:
    begin_a_try(hand)
    assert page.keep()
    person = triage_deeds.decline(desk.vault, tomek, "full")
    workspace = Workspace(desk, 2)
    workspace._open_place(person, PAGE, "triage")
    other = workspace.pages["triage"]
    assert isinstance(other, TriagePage)
    assert other.card._editor is not None
    assert other.card._editor.values()["note"] == "Call after three"
    workspace.deleteLater()


def test_a_kept_reason_stays_in_sight_once_it_was_decided_elsewhere(
    page: TriagePage, hand: Hand, desk: Desk, tomek: int
) -> None:
    hand.press("Decide another way, with a reason")
    hand.write("Why?", "Because")
    assert page.keep()
    person = triage_deeds.decline(desk.vault, tomek, "full")
    assert load_draft(desk.vault, REASON, person) is not None
    page.card.show_referral(tomek)
    assert hand.reads("Why?") == "Because"


# -- what to mind ---------------------------------------------------------------------------------------------------


def test_what_to_mind_stands_under_the_name_and_leads_where_the_banner_does(
    page: TriagePage, hand: Hand, desk: Desk, tomek: int, qtbot: QtBot
) -> None:
    person = card(desk.vault, tomek).participant_id
    way = next(one for one in lists.choices("interpreter") if one.code not in {"", "none"})
    save_intake(
        desk.vault,
        person,
        replace(load_intake(desk.vault, person), safe_to_message="no", language="Polish", interpreter=way.code),
    )
    kind = lists.choices("safety_kind")[0].code
    safety.begin_safety(
        desk.vault, person, safety.SafetyEntry(kind=kind, noticed_on="today", words="w", review_on="tomorrow")
    )
    page.card.show_referral(tomek)
    seen = words(page)
    assert "Do not leave a message" in seen
    assert any(one.startswith("Polish interpreter") for one in seen)
    with qtbot.waitSignal(page.opened) as opened:
        hand.press("Read this first")
    assert opened.args == [person, 0, safety.SECTION]
    desk.look.set_scale(200)
    page.card.show_referral(tomek)
    assert [one.words for one in card(desk.vault, tomek).needs][:2] == ["Read this first", "Do not leave a message"]


# -- decided lately -------------------------------------------------------------------------------------------------


def test_a_declined_card_is_read_again_and_taken_back(page: TriagePage, hand: Hand, desk: Desk, tomek: int) -> None:
    record_try(
        desk.vault, card(desk.vault, tomek).participant_id, TryEntry("", "", "phone", "spoke", "Was kind"), tomek
    )
    triage_deeds.decide_another_way(desk.vault, tomek, "no", "Too far away")
    triage_deeds.decline(desk.vault, tomek, "full", "Told them by phone")
    page.show_now()
    assert "No referral waits for an answer." in words(page)
    hand.press("Decided lately")
    hand.pick_row("Tomek Example")
    seen = words(page)
    assert any(one.startswith("Declined by ") for one in seen)
    assert {"Told them by phone", "“Too far away”", "Was kind", "The rules on that day"} <= set(seen)
    hand.press("Undo")
    assert episode(desk.vault, tomek)[0] == "referred"
    hand.press("Waiting")
    hand.wait_for_row("Tomek Example")


def test_nothing_decided_yet_leads_back_to_who_waits(page: TriagePage, hand: Hand) -> None:
    hand.press("Decided lately")
    assert "No referral has its answer yet." in words(page)
    hand.press("Show who waits")
    assert page.which.value() == "waiting"
    assert page.card.card is not None
    assert page.card.card.name == "Tomek Example"


def test_somebody_declined_is_referred_again(page: TriagePage, hand: Hand, desk: Desk, tomek: int) -> None:
    person = triage_deeds.decline(desk.vault, tomek, "full")
    page.show_now()
    hand.press("Decided lately")
    hand.press("Refer again")
    hand.press("Take this referral")
    assert field(page, "Where did it come from?").error == "Choose where this referral came from."
    hand.choose("Where did it come from?", "Employer")
    hand.write("What does Tomek want help with now?", "I am ready")
    hand.press("Take this referral")
    assert page.which.value() == "waiting"
    assert page.card.card is not None
    new = page.card.card.referral_id
    assert new != tomek
    assert referral_of(desk.vault, person) == (new, True)
    assert "“I am ready”" in words(page)
    hand.press("Accept Tomek")
    assert episode(desk.vault, new)[0] == "open"
    hand.press("Decided lately")
    assert page.queue.rows.rowCount() == 2


def test_what_was_decided_is_read_page_by_page(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workwell_desktop.ui.pages.triage_page.PAGE", 4)
    for number in range(9):
        triage_deeds.decline(desk.vault, refer(desk.vault, f"Person{number}"), "full")
    page = TriagePage(desk)
    page.which.set_value("decided")
    page.show_now()
    assert page.queue.rows.rowCount() == 4
    for _ in range(3):
        page.queue.rows.fetchMore()
    assert page.queue.rows.rowCount() == 9
    page.deleteLater()


# -- Ctrl+Enter, while fields stand open in a page -----------------------------------------------------------


def main_deed(hand: Hand) -> None:
    hand.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def workspace(desk: Desk, tomek: int, shown: Show) -> Workspace:
    workspace = Workspace(desk, 0)
    shown(workspace)
    workspace.resize(1366, 768)
    workspace.show_page("triage")
    return workspace


def test_ctrl_enter_keeps_the_fields_that_stand_open_and_accepts_nobody(
    workspace: Workspace, desk: Desk, tomek: int, qapp: QApplication
) -> None:
    hand = Hand(qapp)
    hand.press("Write down a try")
    main_deed(hand)
    assert field(workspace, "How did you try?").error == "Choose how you tried."
    page = workspace.pages["triage"]
    assert isinstance(page, TriagePage)
    page.queue.setFocus()
    main_deed(hand)
    assert card(desk.vault, tomek).state == "new"
    assert said(qapp.focusWidget() or page) == "Save this try", "from elsewhere it shows what stands open"
    hand.pick("How did you try?", "Phone call")
    hand.pick("What came of it?", "No answer")
    main_deed(hand)
    assert [one.said for one in card(desk.vault, tomek).tries] == ["Phone call: no answer"]
    assert card(desk.vault, tomek).state == "new"
    main_deed(hand)
    assert card(desk.vault, tomek).state == "accepted", "with nothing open it is the main deed again"


@pytest.mark.parametrize("where", ["beside the referral", "beside the intake"])
def test_ctrl_enter_in_a_reason_for_another_way_keeps_the_reason(
    workspace: Workspace, desk: Desk, tomek: int, qapp: QApplication, where: str
) -> None:
    hand = Hand(qapp)
    if where == "beside the intake":
        workspace.resize(1440, 900)
        workspace.open_person(card(desk.vault, tomek).participant_id, 0)
    saved: list[int] = []
    workspace._made_pane().saved.connect(saved.append)
    hand.press("Decide another way, with a reason")
    hand.pick("Your answer", "Can join")
    hand.write("Why?", "Moved back")
    main_deed(hand)
    found = card(desk.vault, tomek)
    assert (found.panel.decided, found.panel.reason, found.state) == ("yes", "Moved back", "new")
    assert saved == [], "and the page behind it is not saved"
