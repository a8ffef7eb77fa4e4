"""What every page of records does with its forms: one open at a time, no word lost, and dates that stay the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QPushButton, QVBoxLayout, QWidget

from tests.plans import TODAY, still_clock
from tests.ui.showing import field
from workwell_desktop.casework import safety
from workwell_desktop.casework.drafts import load_draft
from workwell_desktop.casework.episode_closing import CloseEntry, ReferralEntry, close_episode, refer_again
from workwell_desktop.casework.episode_history import load_support
from workwell_desktop.casework.safety import SafetyEntry
from workwell_desktop.casework.work_history import load_work
from workwell_desktop.clock import Clock
from workwell_desktop.errors import NotKept, WorkwellError
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.hand import Hand, said
from workwell_desktop.ui.parts.notice import Notice
from workwell_desktop.ui.records.agreements_page import AgreementsPage
from workwell_desktop.ui.records.fit_notes_page import FitNotesPage
from workwell_desktop.ui.records.form_page import FormPage
from workwell_desktop.ui.records.forms import Days, Unfinished, as_draft, from_draft
from workwell_desktop.ui.records.jobs_page import JobsPage
from workwell_desktop.ui.records.safety_page import SafetyPage
from workwell_desktop.ui.records.shelf import RECORDS
from workwell_desktop.ui.records.support_page import SupportPage

Show = Callable[[QWidget], Hand]
PAGES = {
    SupportPage: ("Change the weeks", "Why?"),
    JobsPage: ("Add an earlier job", "Employer then"),
    FitNotesPage: ("Write down a fit note", "Who signed it"),
    AgreementsPage: ("Write down something that was shared", "What was shared?"),
    SafetyPage: ("Write down a worry", "What did you see or hear?"),
}
"""Of each page the deed that opens a form, and a field in it."""


class Filled(NamedTuple):
    """A form that is opened by a deed, filled so that it can be saved, and saved by its button."""

    deed: str
    typed: dict[str, str]
    picked: dict[str, str]
    save: str


FILLED = {
    SupportPage: Filled("Change the weeks", {"Weeks agreed": "12", "Why?": "An operation"}, {}, "Save these weeks"),
    JobsPage: Filled("Add an earlier job", {"Employer then": "Elm Bakery Example"}, {}, "Save this earlier job"),
    FitNotesPage: Filled("Write down a fit note", {"From": "1 nov", "Until": "20 dec"}, {}, "Save this fit note"),
    AgreementsPage: Filled(
        "Write down whether Jo takes part",
        {},
        {"Does Jo want to take part?": "Said yes", "How did they say so?": "By phone"},
        "Write this answer down",
    ),
    SafetyPage: Filled(
        "Write down a worry",
        {"What did you see or hear?": "Afraid", "Look at this again on": "in 3 days"},
        {"What is it about?": "Safeguarding an adult"},
        "Save this record",
    ),
}


@pytest.fixture
def clock() -> Clock:
    return still_clock()


def opened(kind: Any, desk: Desk, shown: Show, jo: int) -> tuple[FormPage, Hand]:
    page = kind(desk)
    hand = shown(page)
    page.show_participant(jo)
    return page, hand


def begun(page: QWidget) -> list[str]:
    return [
        one.point
        for one in page.findChildren(Notice)
        if one.isVisible() and one.point.startswith("You began to write something here")
    ]


@pytest.mark.parametrize("kind", PAGES)
def test_words_that_are_left_are_offered_again_on_every_page(desk: Desk, jo: int, shown: Show, kind: Any) -> None:
    deed, label = PAGES[kind]
    page, hand = opened(kind, desk, shown, jo)
    hand.press(deed)
    hand.write(label, "Some words")
    hand.press("Not now")
    assert not hand.sees_field(label)
    assert len(begun(page)) == 1
    assert load_draft(desk.vault, kind.drafts, jo) is not None, "kept with the vault, for the time after a lock"
    page.hide()
    again, other = opened(kind, desk, shown, jo)
    assert not other.sees_field(label), "what was put aside does not open by itself"
    assert "not saved yet" in again.bar.kept()
    other.press("Go on with it")
    assert other.reads(label) == "Some words"
    assert begun(again) == []
    other.press("Not now")
    other.press("Throw it away")
    assert begun(again) == []
    assert load_draft(desk.vault, kind.drafts, jo) is None
    assert again.bar.kept() == "Everything here is saved."


@pytest.mark.parametrize("kind", PAGES)
def test_a_form_is_drawn_again_without_losing_its_words_or_the_focus(
    desk: Desk, jo: int, shown: Show, kind: Any
) -> None:
    deed, label = PAGES[kind]
    page, hand = opened(kind, desk, shown, jo)
    hand.press(deed)
    hand.write(label, "Some words")
    for scale in (200, 100):
        desk.look.set_scale(scale)
        assert hand.reads(label) == "Some words"
        assert field(page, label).focus_target().hasFocus()
    page.show_participant(jo)
    assert field(page, label).focus_target().hasFocus()


@pytest.mark.parametrize("kind", PAGES)
def test_what_is_closed_untouched_leaves_nothing_behind(desk: Desk, jo: int, shown: Show, kind: Any) -> None:
    page, hand = opened(kind, desk, shown, jo)
    hand.press(PAGES[kind][0])
    hand.press("Not now")
    assert begun(page) == []
    assert load_draft(desk.vault, kind.drafts, jo) is None


def fill(hand: Hand, page: QWidget, filled: Filled) -> None:
    for label, words in filled.typed.items():
        hand.write(label, words)
    for label, word in filled.picked.items():
        if any(said(one) == label for one in page.findChildren(QComboBox)):
            hand.choose(label, word)
        else:
            hand.pick(label, word)


def focused(page: QWidget) -> str:
    """Return what has the focus now; it is inside the page."""
    QApplication.processEvents()
    now = QApplication.focusWidget()
    assert now is not None
    assert page.isAncestorOf(now), f"the focus went to {said(now)!r}"
    return said(now)


@pytest.fixture(params=PAGES)
def beside_lock(request: pytest.FixtureRequest, desk: Desk, shown: Show, jo: int) -> tuple[FormPage, Hand, Filled]:
    """A page of records in a window where another button comes first, as *Lock* does."""
    page, window = request.param(desk), QWidget()
    whole = QVBoxLayout(window)
    whole.addWidget(QPushButton("Lock"))
    whole.addWidget(page)
    hand = shown(window)
    page.show_participant(jo)
    return page, hand, FILLED[request.param]


def test_the_focus_stays_where_a_coach_goes_on(beside_lock: tuple[FormPage, Hand, Filled]) -> None:
    page, hand, filled = beside_lock
    hand.press(filled.deed)
    hand.press("Not now")
    assert focused(page) == filled.deed, "closed untouched: back at what opened it"
    hand.press(filled.deed)
    fill(hand, page, filled)
    hand.press("Not now")
    assert focused(page) == filled.deed, "left with words in it"
    hand.press("Throw it away")
    assert focused(page) == filled.deed, "its words thrown away"
    hand.press(filled.deed)
    fill(hand, page, filled)
    hand.press(filled.save)
    saved = focused(page)
    assert saved == filled.deed or not hand.sees(QAbstractButton, filled.deed), "saved"
    assert saved not in {"Lock", ""}


def test_words_are_kept_by_themselves_and_a_record_is_saved_by_its_button(
    beside_lock: tuple[FormPage, Hand, Filled],
) -> None:
    page, hand, filled = beside_lock
    assert page.bar.kept() == "Everything here is saved."
    hand.press(filled.deed)
    fill(hand, page, filled)
    assert page.keep()
    assert page.bar.kept().startswith("Kept at ")
    hand.press(filled.save)
    assert "Saved at " in page.bar.kept()
    assert not [one for one in page.findChildren(QAbstractButton) if said(one).startswith("Keep")]


@pytest.mark.parametrize(
    ("kind", "deed", "first", "last", "save", "problem"),
    [
        (JobsPage, "Add time off", "First day off", "Last day off", "Save this time off",
         "The last day is before the first. Check both dates."),
        (FitNotesPage, "Write down a fit note", "From", "Until", "Save this fit note",
         "The fit note ends before it starts. Check both dates."),
        (SupportPage, "Pause support", "Paused from", "Back on", "Pause support",
         "They come back before the pause begins. Check both dates."),
    ],
)  # fmt: skip
def test_an_end_before_its_beginning_is_said_beside_the_field_and_stays_until_it_is_mended(
    desk: Desk, jo: int, shown: Show, kind: Any, deed: str, first: str, last: str, save: str, problem: str
) -> None:
    page, hand = opened(kind, desk, shown, jo)
    hand.press(deed)
    hand.write(first, "5 nov")
    hand.write(last, "1 nov")
    assert field(page, last).error == "", "nothing while typing"
    hand.leave()
    assert field(page, last).error == problem
    hand.write(first, "5 nov")
    hand.key(Qt.Key.Key_Return)
    assert field(page, last).error == problem, "Enter saves nothing, and says why"
    assert hand.sees(QAbstractButton, save)
    hand.write(last, "6 nov")
    hand.leave()
    assert field(page, last).error == ""


def with_a_job_taken_out(desk: Desk, shown: Show, jo: int) -> tuple[FormPage, Hand]:
    """Show the jobs after one was written down and taken out again."""
    page, hand = opened(JobsPage, desk, shown, jo)
    hand.press("Add an earlier job")
    hand.write("Employer then", "Elm Bakery Example")
    hand.press("Save this earlier job")
    hand.press_first("Elm Bakery Example")
    hand.press("Take this job out")
    return page, hand


def test_what_was_taken_out_can_be_put_back_by_the_next_key(desk: Desk, jo: int, shown: Show) -> None:
    page, hand = with_a_job_taken_out(desk, shown, jo)
    assert focused(page) == "Put it back"
    hand.key(Qt.Key.Key_Space)
    assert hand.count("Elm Bakery Example") == 1
    assert focused(page)


@pytest.mark.parametrize("kind", PAGES)
def test_drafts_lie_under_the_code_of_their_page_so_that_today_finds_it(kind: Any) -> None:
    (record,) = [one for one in RECORDS if one.name == kind.__name__]
    assert kind.drafts == record.code


def test_a_deed_is_not_done_because_another_form_is_opened(desk: Desk, jo: int, shown: Show) -> None:
    page, hand = opened(SupportPage, desk, shown, jo)
    hand.press("Close Jo’s support")
    hand.choose("Why does support end?", "Moved away")
    hand.press("Change the weeks")
    hand.write("Why?", "An operation")
    assert load_support(desk.vault, jo).state == "open"
    assert begun(page) == ["You began to write something here: “Close Jo’s support”. It is kept, not saved yet."]
    hand.write("Weeks agreed", "12")
    hand.press("Save these weeks")
    assert load_support(desk.vault, jo).weeks == "12"
    assert len(begun(page)) == 1, "saving the one does not lose the other"
    assert load_draft(desk.vault, SupportPage.drafts, jo) is not None
    hand.press("Close Jo’s support")
    assert field(page, "Why does support end?").value() == "moved_away", "its own button brings the words back too"


def test_two_forms_that_were_left_are_both_offered(desk: Desk, jo: int, shown: Show) -> None:
    for words in ("The first", "The second"):
        safety.begin_safety(desk.vault, jo, SafetyEntry("from_others", "yesterday", words, "", "in 3 days"))
    page, hand = opened(SafetyPage, desk, shown, jo)
    for record in (1, 2):
        page.open_form("told", record)
        hand.write("Who was told?", f"Person {record} Example")
    hand.press("Not now")
    assert len(begun(page)) == 2
    for record in (1, 2):
        page.open_form("told", record)
        assert hand.reads("Who was told?") == f"Person {record} Example"


def test_what_was_begun_about_earlier_support_opens_where_it_stands(desk: Desk, jo: int, shown: Show) -> None:
    close_episode(desk.vault, jo, CloseEntry("today", "completed"))
    refer_again(desk.vault, jo, ReferralEntry("self", received_on="today"))
    page, hand = opened(SupportPage, desk, shown, jo)
    hand.press_first("23 November 2037 to 24 November 2037")
    hand.press("Add how it ended")
    hand.pick("What is Jo doing now?", "In work")
    assert page.keep()
    page.hide()
    again, _other = opened(SupportPage, desk, shown, jo)
    assert field(again, "What is Jo doing now?").value() == "in_work"
    assert field(again, "Hours a week now").isVisible()


def test_an_answer_about_somebody_who_is_not_in_the_list_any_more_still_has_a_place(
    desk: Desk, jo: int, shown: Show
) -> None:
    page, hand = opened(AgreementsPage, desk, shown, jo)
    page.open_form("sharing: employer/Harbour Foods Example/talk")
    assert hand.sees_field("Which one?")


def test_a_way_back_is_offered_until_the_page_is_left(desk: Desk, jo: int, shown: Show) -> None:
    page, hand = with_a_job_taken_out(desk, shown, jo)
    page.saved.emit(jo)
    assert hand.sees(QAbstractButton, "Put it back")
    page.show_participant(jo)
    assert hand.count("Put it back") == 0
    hand.press("Add time off")
    hand.press("Not now")
    assert hand.count("Put it back") == 0


def test_bringing_something_back_leaves_the_open_form_open(desk: Desk, jo: int, shown: Show) -> None:
    page, hand = opened(FitNotesPage, desk, shown, jo)
    hand.press("Write down a fit note")
    hand.pick("What does the note say?", "Not fit for work")
    hand.write("From", "1 nov")
    hand.write("Until", "20 dec")
    hand.press("Save this fit note")
    hand.press_first("1 November to 20 December")
    hand.press("This was a mistake: take it back")
    hand.press("Write down a fit note")
    hand.write("Who signed it", "Lee Example")
    hand.press_first("Bring it back: ")
    assert hand.reads("Who signed it") == "Lee Example"
    page.hide()
    _again, other = opened(FitNotesPage, desk, shown, jo)
    assert other.reads("Who signed it") == "Lee Example", "and kept"


def test_what_is_refused_is_said_on_top_and_in_the_bar(
    desk: Desk, jo: int, shown: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_any: object) -> None:
        raise NotKept("This PC could not write to the disk.", "Make some room.")

    page, hand = opened(JobsPage, desk, shown, jo)
    hand.press("Add an earlier job")
    hand.write("Employer then", "Elm Bakery Example")
    monkeypatch.setattr("workwell_desktop.casework.work_deeds.save_past_job", full)
    hand.press("Save this earlier job")
    texts = [one.text() for one in page.findChildren(Notice) if one.isVisible()]
    assert "This PC could not write to the disk. Make some room." in texts
    assert page.bar.kept() == "Not saved yet. Make some room."
    assert hand.reads("Employer then") == "Elm Bakery Example"
    assert load_work(desk.vault, jo).past == ()


def test_records_that_cannot_be_read_say_so_and_keep_the_words(
    desk: Desk, jo: int, shown: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_any: object) -> None:
        raise WorkwellError("The records cannot be read.", "Lock and unlock.")

    page, hand = opened(SafetyPage, desk, shown, jo)
    hand.press("Write down a worry")
    hand.write("What did you see or hear?", "Afraid")
    with monkeypatch.context() as patched:
        patched.setattr(safety, "load_safety", broken)
        page.show_participant(jo)
        desk.look.set_scale(200)
        assert "The records cannot be read. Lock and unlock." in [one.text() for one in page.findChildren(Notice)]
        assert page.keep()
    page.show_participant(jo)
    hand.press("Go on with it")
    assert hand.reads("What did you see or hear?") == "Afraid"


DAYS = Days({"past": "past", "ahead": "future"}, near=("near",), ends={"end": "near"})
TYPED = st.sampled_from(
    ["", "today", "yesterday", "tomorrow", "in 2 weeks", "last Monday", "5 nov", "2 jan", "12 March 2037", "no day"]
)


@given(
    values=st.fixed_dictionaries(dict.fromkeys(("past", "ahead", "near", "end", "words"), TYPED)),
    later=st.integers(0, 400),
)
def test_dates_mean_the_day_they_were_typed(values: dict[str, str], later: int) -> None:
    now = date.fromordinal(TODAY.toordinal() + later)
    kept = DAYS.meant(Unfinished(values, TODAY, "Keep"), now)

    def day(found: dict[str, str], name: str, today: date) -> date | None:
        starts = DAYS.read("near", found["near"], today).when if name == "end" else None
        return DAYS.read(name, found[name], today, starts).when

    for name in ("past", "ahead", "near", "end"):
        meant = day(values, name, TODAY)
        if meant is not None:
            assert day(kept, name, now) == meant
        else:
            assert kept[name] == values[name]
    assert kept["words"] == values["words"], "words that look like a date are words"


def test_drafts_hold_each_form_with_its_day() -> None:
    left = {("told", 3): Unfinished({"who": "Lee Example"}, TODAY, "Save who was told")}
    assert from_draft(as_draft(("told", 3), left)) == (("told", 3), left)
    assert from_draft(as_draft(None, left)) == (("", 0), left)
