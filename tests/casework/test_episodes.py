"""Spells of support: weeks, pauses, the end and how things stood, and a new beginning with the old readable."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.plans import NOW, TODAY, make_jo, write_plan
from workwell_desktop.casework import episodes, plan_agreement
from workwell_desktop.casework import triage_deeds as deeds
from workwell_desktop.casework.assessment import save_assessment, sign_assessment
from workwell_desktop.casework.assessment_content import AssessmentEntry, InTheWay
from workwell_desktop.casework.assessment_state import load_assessment
from workwell_desktop.casework.banner import banner
from workwell_desktop.casework.caseload import everyone_else
from workwell_desktop.casework.episode_closing import (
    CloseEntry,
    OutcomeEntry,
    ReferralEntry,
    close_episode,
    refer_again,
    reopen,
    save_outcome,
)
from workwell_desktop.casework.episode_deeds import DetailsEntry, WeeksEntry, save_details, save_weeks
from workwell_desktop.casework.episode_history import load_support
from workwell_desktop.casework.episode_pauses import (
    PauseEntry,
    put_pause_back,
    remove_pause,
    resume,
    save_pause,
)
from workwell_desktop.casework.finding import find_people
from workwell_desktop.casework.fit_notes import FitNoteEntry, save_fit_note
from workwell_desktop.casework.intake import load_intake, save_intake
from workwell_desktop.casework.local_rules import rules_in
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.plan_state import load_plan
from workwell_desktop.casework.referral import ReferralEntry as NewReferral
from workwell_desktop.casework.referral import save_referral
from workwell_desktop.casework.triage import queue_page
from workwell_desktop.casework.working_days import after_working_days
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.employment import Employment
from workwell_desktop.models.episodes import Episode, Referral
from workwell_desktop.models.profile import ServiceProfile
from workwell_desktop.vault.doctor import verify
from workwell_desktop.vault.store import Vault

CLOSED = CloseEntry(closed_on="today", reason="back_at_work")
AGAIN = ReferralEntry(source="jobcentre", received_on="today", reason="I need a new start.")


class Days:
    """A day that a test may move on."""

    now = NOW


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
def clock(days: Days) -> Clock:
    return Clock(utc=lambda: days.now)


@pytest.fixture
def jo(open_vault: Vault) -> int:
    jo = make_jo(open_vault)
    save_intake(open_vault, jo, replace(load_intake(open_vault, jo), received_on="1 Oct 2037"))
    return jo


def problems(deed: Any, *args: Any) -> dict[str, str]:
    with pytest.raises(InputProblem) as caught:
        deed(*args)
    return caught.value.fields


def waits(vault: Vault, today: date = TODAY) -> list[tuple[str, str]]:
    with vault.reading() as session:
        return [(row.reason, row.badge) for row in episodes.waiting(session, vault.member_id, today)]


def episode(vault: Vault, person: int) -> Episode:
    with vault.reading() as session:
        return current_episode(session, person)


# -- level, plan type, first appointment, weeks ---------------------------------------------------------------------


def test_the_weeks_count_from_the_referral_until_there_is_a_first_appointment(open_vault: Vault, jo: int) -> None:
    assert load_support(open_vault, jo).stands == "Week 8 of 8"
    assert load_support(open_vault, jo).second.startswith("Counted from the referral on 1 October 2037, 7 weeks used")
    save_details(open_vault, jo, DetailsEntry("regular", "return", "20 Oct 2037"))
    shown = load_support(open_vault, jo)
    assert (shown.stands, shown.support_level, shown.started_on) == ("Week 6 of 8", "regular", "20 October 2037")
    assert shown.second == "Counted from the first appointment on 20 October 2037, 5 weeks used, 3 weeks left."


def test_there_is_one_truth_about_what_the_plan_is_for(open_vault: Vault, jo: int) -> None:
    write_plan(open_vault, jo)
    assert load_support(open_vault, jo).plan_type == "return"
    save_details(open_vault, jo, DetailsEntry(plan_type="seek"))
    assert load_plan(open_vault, jo).plan_type == "seek"
    plan_agreement.agree_plan(open_vault, jo, agreed_on="today", how="said")
    assert "plan_type" in problems(save_details, open_vault, jo, DetailsEntry(plan_type="return"))
    save_details(open_vault, jo, DetailsEntry("light", "seek"))
    assert load_plan(open_vault, jo).plan_type == "seek"


@pytest.mark.parametrize(
    ("entry", "fields"),
    [
        (DetailsEntry(started_on="tomorrow"), {"started_on": "This day is still to come. Check the date."}),
        (
            DetailsEntry(started_on="3/4/76"),
            {"started_on": "The referral arrived on 1 October 2037. Check both dates."},
        ),
        (DetailsEntry(started_on="31 nov"), {"started_on": "31 November does not exist. November has 30 days."}),
        (DetailsEntry(support_level="lots"), {"support_level": "Choose one of these."}),
    ],
)
def test_what_cannot_be_right_about_support_is_said_beside_its_field(
    open_vault: Vault, jo: int, entry: DetailsEntry, fields: dict[str, str]
) -> None:
    assert problems(save_details, open_vault, jo, entry) == fields


def test_the_limit_follows_the_work_status_and_the_rules_of_the_service(open_vault: Vault, jo: int) -> None:
    entry = load_intake(open_vault, jo)
    save_intake(open_vault, jo, replace(entry, work_status="out_of_work"))
    shown = load_support(open_vault, jo)
    assert (shown.stands, shown.weeks_line) == (
        "Week 8 of 16", "16 weeks, from the service’s rules (Example Place. Check before use).",
    )  # fmt: skip
    save_intake(open_vault, jo, replace(entry, work_status=""))
    shown = load_support(open_vault, jo)
    assert shown.stands == "With us 7 weeks", "no rule, no limit"
    assert banner(open_vault, jo).counts[-1].number == "Week 8"


def test_weeks_agreed_for_one_person_need_a_reason_and_go_before_the_rules(open_vault: Vault, jo: int) -> None:
    assert set(problems(save_weeks, open_vault, jo, WeeksEntry("12"))) == {"reason"}
    for typed in ("0", "-3", "105", "some", "8.5", "²"):
        assert set(problems(save_weeks, open_vault, jo, WeeksEntry(typed, "why"))) == {"weeks"}
    save_weeks(open_vault, jo, WeeksEntry("12 weeks", "An operation in December"))
    shown = load_support(open_vault, jo)
    assert (shown.stands, shown.weeks) == ("Week 8 of 12", "12")
    assert shown.weeks_line == "12 weeks agreed for this person: An operation in December"
    assert shown.changes == (("24 November 2037: 12 weeks agreed", "An operation in December"),)
    save_weeks(open_vault, jo, WeeksEntry("", "The operation was put off"))
    assert load_support(open_vault, jo).stands == "Week 8 of 8"


def test_the_weeks_are_worked_out_anew_whenever_something_decides_them(open_vault: Vault, jo: int) -> None:
    assert episode(open_vault, jo).weeks_end_on == date(2037, 11, 26)
    save_details(open_vault, jo, DetailsEntry(started_on="8 Oct 2037"))
    assert episode(open_vault, jo).weeks_end_on == date(2037, 12, 3)
    save_weeks(open_vault, jo, WeeksEntry("9", "One more"))
    assert episode(open_vault, jo).weeks_end_on == date(2037, 12, 10)
    save_weeks(open_vault, jo, WeeksEntry("", "Not now"))
    save_intake(open_vault, jo, replace(load_intake(open_vault, jo), work_status="out_of_work"))
    assert episode(open_vault, jo).weeks_end_on == date(2038, 1, 28)
    save_pause(open_vault, jo, PauseEntry("1 Nov 2037", "", "In hospital"))
    assert episode(open_vault, jo).weeks_end_on is None
    resume(open_vault, jo, "8 Nov 2037")
    assert episode(open_vault, jo).weeks_end_on == date(2038, 2, 4)
    close_episode(open_vault, jo, CLOSED)
    assert episode(open_vault, jo).weeks_end_on is None


def test_new_rules_of_the_service_count_for_everybody(open_vault: Vault, jo: int) -> None:
    text = (
        'name = "Ours"\nsince = 2037-01-01\nsource = "Us"\nlicence = "MIT"\nverified = true\n'
        "[answers]\nworking_days = 2\ntries = 3\nquiet_days = 14\n[programme]\nweeks = { off_sick = 6 }\n"
        '[[can_join]]\nkind = "age_at_least"\nwords = "16 or over"\nyears = 16\n'
    )
    with open_vault.transaction() as transaction:
        transaction.session.add(ServiceProfile(rules=text))
        transaction.session.flush()
        episodes.recount_all(transaction)
    assert episode(open_vault, jo).weeks_end_on == date(2037, 11, 12)
    assert load_support(open_vault, jo).stands == "Week 8 of 6"
    assert load_support(open_vault, jo).weeks_line == "6 weeks, from the service’s rules (Ours)."


def test_the_first_meeting_is_where_support_begins_and_a_later_one_is_not(
    open_vault: Vault, jo: int, days: Days
) -> None:
    with open_vault.transaction() as transaction:
        episodes.began_on(transaction, current_episode(transaction.session, jo).id, transaction.clock.today())
    days.now = NOW + timedelta(days=7)
    with open_vault.transaction() as transaction:
        episodes.began_on(transaction, current_episode(transaction.session, jo).id, transaction.clock.today())
    assert (episode(open_vault, jo).started_on, episode(open_vault, jo).weeks_end_on) == (TODAY, date(2038, 1, 19))


# -- pauses ---------------------------------------------------------------------------------------------------------


def test_a_pause_stops_the_clock_and_going_on_starts_it_where_it_stood(open_vault: Vault, jo: int, days: Days) -> None:
    pause = save_pause(open_vault, jo, PauseEntry("today", "1 December", "In hospital"))
    shown = load_support(open_vault, jo)
    assert (shown.stands, shown.running is not None) == ("Paused until 1 December", True)
    assert [(c.number, c.about) for c in banner(open_vault, jo).counts][-1] == ("Paused", "until 1 December")
    days.now = NOW + timedelta(days=30)
    assert load_support(open_vault, jo).clock.programme.weeks_used == 7
    resume(open_vault, jo, "20 Dec 2037")
    shown = load_support(open_vault, jo)
    assert (shown.stands, shown.clock.programme.days_paused) == ("Week 9 of 8", 26)
    assert [(one.id, one.days, one.second) for one in shown.pauses] == [
        (pause, "24 November 2037 to 19 December 2037", "26 days. In hospital")
    ]


@pytest.mark.parametrize(
    ("entry", "fields"),
    [
        (PauseEntry("", "", "why"), {"starts_on": "Write the first day of the pause."}),
        (PauseEntry("today", "", ""), {"reason": "Write in a few words why support is paused."}),
        (
            PauseEntry("today", "1 Nov 2037", "why"),
            {"back_on": "They come back before the pause begins. Check both dates."},
        ),
        (PauseEntry("31 nov", "", "why"), {"starts_on": "31 November does not exist. November has 30 days."}),
        (
            PauseEntry("12 Oct 2037", "", "why"),
            {"starts_on": "These days are paused already, from 10 October 2037 to 16 October 2037."},
        ),
        (
            PauseEntry("1 Oct 2037", "", "why"),
            {"starts_on": "These days are paused already, from 10 October 2037 to 16 October 2037."},
        ),
    ],
)
def test_a_pause_that_cannot_be_is_refused_in_plain_words(
    open_vault: Vault, jo: int, entry: PauseEntry, fields: dict[str, str]
) -> None:
    save_pause(open_vault, jo, PauseEntry("10 Oct 2037", "", "Away"))
    resume(open_vault, jo, "17 Oct 2037")
    assert problems(save_pause, open_vault, jo, entry) == fields
    assert len(load_support(open_vault, jo).pauses) == 1


def test_a_pause_written_down_afterwards_has_ended_and_can_be_put_right(open_vault: Vault, jo: int) -> None:
    pause = save_pause(open_vault, jo, PauseEntry("3 Nov 2037", "10 nov", "Away"))
    (line,) = load_support(open_vault, jo).pauses
    assert (line.running, line.second) == (False, "7 days. Away")
    save_pause(open_vault, jo, PauseEntry(line.entry["starts_on"], "12 nov", "Away"), pause)
    assert load_support(open_vault, jo).clock.programme.days_paused == 9
    save_pause(open_vault, jo, PauseEntry("3 Nov 2037", "1 dec", "Away"), pause)
    assert load_support(open_vault, jo).stands == "Paused until 1 December"


def test_nothing_is_paused_twice_at_once(open_vault: Vault, jo: int) -> None:
    save_pause(open_vault, jo, PauseEntry("10 Oct 2037", "", "Away"))
    again = problems(save_pause, open_vault, jo, PauseEntry("today", "", "Away"))
    assert again == {"starts_on": "Support is paused from 10 October 2037. Go on with it first."}
    assert problems(resume, open_vault, jo, "9 Oct 2037") == {
        "resumed_on": "The pause began on 10 October 2037. Check the day."
    }
    assert set(problems(resume, open_vault, jo, "tomorrow")) == {"resumed_on"}
    resume(open_vault, jo, "today")
    with pytest.raises(WorkwellError):
        resume(open_vault, jo, "today")


def test_a_pause_that_was_a_mistake_is_taken_out_and_put_back(open_vault: Vault, jo: int) -> None:
    pause = save_pause(open_vault, jo, PauseEntry("10 Oct 2037", "1 Dec 2037", "Away"))
    gone = remove_pause(open_vault, jo, pause)
    assert (load_support(open_vault, jo).pauses, load_support(open_vault, jo).stands) == ((), "Week 8 of 8")
    put_pause_back(open_vault, jo, gone)
    assert load_support(open_vault, jo).pauses[0].days == "Paused from 10 October 2037"


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(marks=st.sets(st.integers(1, 50), min_size=2, max_size=6), chance=st.randoms())
def test_the_order_in_which_pauses_are_written_down_does_not_matter(
    open_vault: Vault, marks: set[int], chance: Any
) -> None:
    jo = make_jo(open_vault)
    save_intake(open_vault, jo, replace(load_intake(open_vault, jo), received_on="1 Oct 2037"))
    points = [date(2037, 10, 1) + timedelta(days=n) for n in sorted(marks)]
    spans = [(points[n], points[n + 1]) for n in range(0, len(points) - 1, 2)]
    chance.shuffle(spans)
    for starts, ends in spans:
        save_pause(open_vault, jo, PauseEntry(f"{starts:%d/%m/%Y}", f"{ends:%d/%m/%Y}", "Away"))
    clock = load_support(open_vault, jo).clock.programme
    assert clock.days_paused == sum((ends - starts).days for starts, ends in spans)
    assert clock.days_used == (TODAY - date(2037, 10, 1)).days - clock.days_paused


# -- the end --------------------------------------------------------------------------------------------------------


def test_closed_support_leaves_the_caseload_and_is_found_still(open_vault: Vault, jo: int) -> None:
    close_episode(open_vault, jo, CLOSED)
    assert everyone_else(open_vault, None, 10) == ((), None)
    assert [found.participant_id for found in find_people(open_vault, "joanne")] == [jo]
    facts = [f"{count.number} {count.about}" for count in banner(open_vault, jo).counts]
    assert facts[-1] == "Support closed on 24 November 2037"


@pytest.mark.parametrize(
    ("entry", "fields"),
    [
        (CloseEntry("today"), {"reason": "Choose why support ends."}),
        (CloseEntry("", "completed"), {"closed_on": "Write the day support ends."}),
        (CloseEntry("tomorrow", "completed"), {"closed_on": "This day is still to come. Check the date."}),
        (CloseEntry("1 Sep 2037", "completed"), {"closed_on": "Support began on 1 October 2037. Check the day."}),
        (CloseEntry("today", "other"), {"note": "Write in a few words what the reason is."}),
        (
            CloseEntry("today", "completed", outcome=OutcomeEntry("in_work", "same", "169")),
            {"hours": "A week has 168 hours. Check this number."},
        ),
    ],
)
def test_an_end_that_cannot_be_is_refused_in_plain_words(
    open_vault: Vault, jo: int, entry: CloseEntry, fields: dict[str, str]
) -> None:
    assert problems(close_episode, open_vault, jo, entry) == fields
    assert load_support(open_vault, jo).state == "open"


def test_what_of_the_outcome_is_missing_is_said_chased_and_added_later(open_vault: Vault, jo: int) -> None:
    close_episode(open_vault, jo, CLOSED)
    closing = load_support(open_vault, jo).closing
    assert closing is not None
    assert closing.missing_line == "Not known yet: what they do now."
    chased = ("Support closed on 24 November 2037. How things stood is not all written down.", "To add")
    assert waits(open_vault) == [chased]
    save_outcome(open_vault, jo, OutcomeEntry("in_work", "new"))
    closing = load_support(open_vault, jo).closing
    assert closing is not None
    assert (closing.lines, closing.missing) == (("In work, new employer",), ("hours", "adjustments"))
    assert waits(open_vault) == [chased]
    save_outcome(open_vault, jo, OutcomeEntry("in_work", "new", "30", "some"))
    closing = load_support(open_vault, jo).closing
    assert closing is not None
    assert closing.lines == ("In work, new employer, 30 hours a week", "Changes at work in place: Some of them")
    assert waits(open_vault) == []


@pytest.mark.parametrize(
    ("entry", "chased"),
    [
        (CloseEntry("today", "died"), False),
        (CloseEntry("today", "lost_contact", outcome=OutcomeEntry("not_known")), False),
        (CloseEntry("today", "completed", outcome=OutcomeEntry("out_of_work", "same", "30")), False),
        (CloseEntry("today", "lost_contact"), True),
    ],
)
def test_nobody_is_asked_for_what_cannot_be_known(open_vault: Vault, jo: int, entry: CloseEntry, chased: bool) -> None:
    close_episode(open_vault, jo, entry)
    assert bool(waits(open_vault)) == chased


def test_a_first_appointment_lies_within_its_support(open_vault: Vault, jo: int) -> None:
    close_episode(open_vault, jo, replace(CLOSED, closed_on="20 Nov 2037"))
    assert problems(save_details, open_vault, jo, DetailsEntry(started_on="today")) == {
        "started_on": "Support was closed on 20 November 2037. Check both dates."
    }


def test_a_pause_that_was_still_to_come_never_was_once_support_is_closed(open_vault: Vault, jo: int) -> None:
    ends = episode(open_vault, jo).weeks_end_on
    save_pause(open_vault, jo, PauseEntry("1 March 2038", "", "An operation"))
    assert episode(open_vault, jo).weeks_end_on == ends, "the weeks are used up before it begins"
    close_episode(open_vault, jo, CLOSED)
    assert load_support(open_vault, jo).pauses == ()


def test_a_pause_that_runs_ends_with_support(open_vault: Vault, jo: int) -> None:
    save_pause(open_vault, jo, PauseEntry("10 Nov 2037", "1 Dec 2037", "Away"))
    close_episode(open_vault, jo, CLOSED)
    assert load_support(open_vault, jo).running is None
    assert "Pause" not in [badge for _reason, badge in waits(open_vault)]
    with pytest.raises(WorkwellError):
        save_pause(open_vault, jo, PauseEntry("today", "", "Away"))


def test_support_opened_again_goes_on_where_it_stood(open_vault: Vault, jo: int, days: Days) -> None:
    used = load_support(open_vault, jo).clock.programme.days_used
    close_episode(open_vault, jo, replace(CLOSED, outcome=OutcomeEntry("in_work", "same", "30", "all")))
    days.now = NOW + timedelta(days=40)
    assert load_support(open_vault, jo).clock.programme.days_used == used, "the clock stands while it is closed"
    assert set(problems(reopen, open_vault, jo, " ")) == {"reason"}
    reopen(open_vault, jo, "It was too soon")
    shown = load_support(open_vault, jo)
    assert (shown.state, shown.closing) == ("open", None)
    assert shown.clock.programme.days_used == used + 1, "the last day before it closed, and no day in between"
    assert shown.changes == (
        ("3 January 2038: opened again", "It was too soon"),
        (
            "How things stood when it closed on 24 November 2037",
            "In work, same employer, 30 hours a week. Changes at work in place: Yes, all that were agreed",
        ),
        ("24 November 2037: closed, back at work", ""),
    ), "what was said at the first end stays readable"
    assert next(one.ok for one in verify(open_vault) if one.check == "versions")
    assert everyone_else(open_vault, None, 10)[0][0].participant_id == jo
    with pytest.raises(WorkwellError):
        reopen(open_vault, jo, "again")
    close_episode(open_vault, jo, CLOSED)
    closing = load_support(open_vault, jo).closing
    assert closing is not None
    assert closing.missing == ("work_status",), "how it ended before is not how it ends now"
    reopen(open_vault, jo, "Once more")
    close_episode(open_vault, jo, replace(CLOSED, closed_on="today"))
    said = [what for what, _why in load_support(open_vault, jo).changes]
    assert sum(one.startswith("How things stood") for one in said) == 1, "nothing was said at the second end"
    days.now += timedelta(days=1)
    refer_again(open_vault, jo, replace(AGAIN, received_on="today"))
    (earlier,) = load_support(open_vault, jo).earlier
    assert [when for when, _lines in earlier.before] == ["How things stood when it closed on 24 November 2037"]


def test_days_closed_do_not_count_where_some_of_them_were_paused_already(
    open_vault: Vault, jo: int, days: Days
) -> None:
    days.now = NOW + timedelta(days=20)
    save_pause(open_vault, jo, PauseEntry("10 days ago", "5 days ago", "A holiday"))
    close_episode(open_vault, jo, replace(CLOSED, closed_on="8 days ago"))
    used = load_support(open_vault, jo).clock.programme.days_used
    days.now = NOW + timedelta(days=30)
    reopen(open_vault, jo, "It was too soon")
    assert load_support(open_vault, jo).clock.programme.days_used == used
    assert [one.days for one in load_support(open_vault, jo).pauses] == [
        "4 December 2037 to 8 December 2037",
        "9 December 2037 to 23 December 2037",
    ]


# -- a new beginning ------------------------------------------------------------------------------------------------


def test_a_new_beginning_has_an_empty_plan_and_the_old_one_stays_readable(open_vault: Vault, jo: int) -> None:
    entry = AssessmentEntry({"makes_work_hard": "Standing"}, (), (InTheWay("My back goes.", "health", "SIT", "a_lot"),))
    save_assessment(open_vault, jo, entry)
    sign_assessment(open_vault, jo, method="said", signed_on="today")
    write_plan(open_vault, jo)
    plan_agreement.agree_plan(open_vault, jo, agreed_on="today", how="said")
    close_episode(
        open_vault, jo, replace(CLOSED, note="Went well", outcome=OutcomeEntry("in_work", "same", "20", "all"))
    )
    first = episode(open_vault, jo).id
    second = refer_again(open_vault, jo, AGAIN)
    assert second != first
    shown = load_support(open_vault, jo)
    assert (shown.state, shown.plan_type) == ("referred", "")
    assert not load_plan(open_vault, jo).written
    assert not load_assessment(open_vault, jo).signed
    (earlier,) = shown.earlier
    assert (earlier.episode_id, earlier.title) == (first, "1 October 2037 to 24 November 2037")
    assert earlier.referral == "GP or GP practice, 1 October 2037"
    assert earlier.reason == "I want to stay in my job."
    assert earlier.closing.lines[0] == "In work, same employer, 20 hours a week"
    assert [one.title for one in earlier.signed] == ["Assessment", "My plan to return to work"]
    said = str(earlier.signed)
    for words in ("My back goes.", "Standing", "I want to be back on the shop floor.", "A stool at the till"):
        assert words in said
    entry_now = load_intake(open_vault, jo)
    assert (entry_now.source, entry_now.reason) == ("jobcentre", "I need a new start.")
    assert (entry_now.employer, entry_now.work_status) == ("Harbour Foods Example", "in_work"), (
        "taken over, to be checked"
    )


def test_who_is_referred_again_waits_for_an_answer_as_anybody_does(open_vault: Vault, jo: int) -> None:
    close_episode(open_vault, jo, CLOSED)
    number = refer_again(open_vault, jo, AGAIN)
    with open_vault.reading() as session:
        (row,) = session.scalars(select(Referral).where(Referral.episode_id == number))
        assert (row.state, row.decided_on, row.decided_by) == ("new", None, None)
        assert row.answer_by == after_working_days(TODAY, rules_in(session).answer_days)
        assert session.get_one(Episode, number).weeks_end_on is None
    (waits_there,), _more = queue_page(open_vault, None, 10)
    assert (waits_there.referral_id, waits_there.participant_id) == (row.id, jo)
    with pytest.raises(WorkwellError, match="waits for its answer"):
        refer_again(open_vault, jo, AGAIN)
    deeds.accept(open_vault, row.id)
    assert load_support(open_vault, jo).stands == "Week 1 of 8"


def test_a_declined_referral_says_when_and_why_and_counts_no_weeks(open_vault: Vault) -> None:
    tomek = save_referral(open_vault, NewReferral("Tomek", "Example", source="gp", received_on="20 Nov 2037"))
    (row,), _more = queue_page(open_vault, None, 10)
    save_fit_note(open_vault, tomek, FitNoteEntry(advice="not_fit", starts_on="1 Nov 2037", ends_on="28 Nov 2037"))
    deeds.decline(open_vault, row.referral_id, "not_reached", "Rang on three days")
    shown = load_support(open_vault, tomek)
    assert (shown.state, shown.stands, shown.second) == (
        "declined", "Referral declined on 24 November 2037, because they could not be reached", "Rang on three days",
    )  # fmt: skip
    assert [(one.number, one.about) for one in banner(open_vault, tomek).counts] == [
        ("Referral declined", "on 24 November, because they could not be reached"),
        ("4 days", "left on fit note"),
    ]
    deeds.undo(open_vault, row.referral_id)
    deeds.signpost(open_vault, row.referral_id, "Quay Advice Example", "other")
    shown = load_support(open_vault, tomek)
    assert shown.stands == "Referral declined on 24 November 2037, for another reason"
    assert shown.second == "Pointed to Quay Advice Example."
    again = refer_again(open_vault, tomek, AGAIN)
    with open_vault.reading() as session:
        assert session.get_one(Episode, again).state == "referred", "it goes through the queue again"


def test_a_plan_that_was_never_agreed_is_not_shown_as_one(open_vault: Vault, jo: int) -> None:
    write_plan(open_vault, jo)
    close_episode(open_vault, jo, CLOSED)
    refer_again(open_vault, jo, AGAIN)
    assert load_support(open_vault, jo).earlier[0].signed == ()


def test_the_outcome_of_an_earlier_spell_can_still_be_added(open_vault: Vault, jo: int) -> None:
    close_episode(open_vault, jo, CLOSED)
    first = episode(open_vault, jo).id
    refer_again(open_vault, jo, AGAIN)
    assert [badge for _reason, badge in waits(open_vault)] == ["To add"]
    save_outcome(open_vault, jo, OutcomeEntry("out_of_work"), first)
    assert waits(open_vault) == []
    other = make_jo(open_vault)
    with pytest.raises(WorkwellError):
        save_outcome(open_vault, other, OutcomeEntry("out_of_work"), first)


def test_a_referral_that_cannot_be_is_refused_in_plain_words(open_vault: Vault, jo: int) -> None:
    with pytest.raises(WorkwellError):
        refer_again(open_vault, jo, AGAIN)
    close_episode(open_vault, jo, CLOSED)
    assert problems(refer_again, open_vault, jo, ReferralEntry("", received_on="1 Nov 2037")) == {
        "source": "Choose where this referral came from.",
        "received_on": "Support was open until 24 November 2037. Check the day.",
    }
    assert set(problems(refer_again, open_vault, jo, replace(AGAIN, received_on="tomorrow"))) == {"received_on"}
    with open_vault.reading() as session:
        assert len(session.scalars(select(Episode.id)).all()) == 1
        assert len(session.scalars(select(Employment.id)).all()) == 1


# -- what waits -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days_on", "row"),
    [
        (-13, None),
        (-12, ("Week 7 of 8, 2 weeks left. Talk about what comes after.", "2 weeks left")),
        (0, ("Week 8 of 8, 2 days left. Talk about what comes after.", "2 days left")),
        (2, ("Week 9 of 8, weeks over. Talk about what comes after.", "Weeks over")),
        (31, None),
    ],
)
def test_weeks_that_are_nearly_used_up_wait(
    open_vault: Vault, jo: int, days_on: int, row: tuple[str, str] | None
) -> None:
    assert waits(open_vault, TODAY + timedelta(days=days_on)) == ([row] if row else [])


@pytest.mark.parametrize(
    ("days_on", "reason"),
    [
        (4, None),
        (5, "The pause ends in 2 days. Go on, or give another day."),
        (7, "The pause ends today. Go on, or give another day."),
        (20, "The pause was to end on 1 December 2037. Go on, or give another day."),
    ],
)
def test_a_pause_that_ends_waits(open_vault: Vault, jo: int, days_on: int, reason: str | None) -> None:
    save_pause(open_vault, jo, PauseEntry("today", "1 Dec 2037", "Away"))
    found = waits(open_vault, TODAY + timedelta(days=days_on))
    assert found == ([(reason, "Pause")] if reason else [])


def test_no_week_is_counted_as_used_before_one_is(open_vault: Vault, jo: int) -> None:
    save_intake(open_vault, jo, replace(load_intake(open_vault, jo), received_on="today"))
    assert re.fullmatch(r"Counted from the referral on [^,]+, 8 weeks left\.", load_support(open_vault, jo).second)
