"""Jobs over time and days off: the present job moves into the past, and both days of time off count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.plans import TODAY, make_jo, still_clock
from workwell_desktop.casework.banner import banner
from workwell_desktop.casework.intake import load_intake, save_intake
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.work_deeds import (
    LeavingEntry,
    new_job,
    put_back,
    remove,
    save_absence,
    save_job,
    save_past_job,
)
from workwell_desktop.casework.work_history import (
    AbsenceEntry,
    JobEntry,
    PastJobEntry,
    absence_notes,
    load_work,
)
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.vault.store import Vault

JOB = JobEntry("Harbour Foods Example", "Shop assistant", "30", "250_plus", "1 May 2031")
NEXT = JobEntry("Quay Books Example", "Bookseller", "16", "1_9", "1 November 2037")
BEFORE = PastJobEntry("Elm Bakery Example", "Baker", "37.5", "2024", "April 2031", "The nights were too much.")


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    return make_jo(open_vault)


def problems(deed: Any, *args: Any) -> dict[str, str]:
    with pytest.raises(InputProblem) as caught:
        deed(*args)
    return caught.value.fields


def off_work(vault: Vault, person: int) -> list[str]:
    return [count.number for count in banner(vault, person).counts if count.about == "off work"]


def test_the_present_job_is_the_one_of_the_intake(open_vault: Vault, jo: int) -> None:
    save_job(open_vault, jo, JOB)
    shown = load_work(open_vault, jo).present
    assert shown.title == "Shop assistant, Harbour Foods Example"
    assert shown.second == "30 hours a week, since 1 May 2031, 250 or more people work there"
    assert shown.entry == JOB
    assert load_intake(open_vault, jo).hours_per_week == "30"
    save_intake(open_vault, jo, replace(load_intake(open_vault, jo), employer="Harbour Example"))
    assert load_work(open_vault, jo).present.entry == replace(JOB, employer="Harbour Example"), "the rest stays"


def test_a_new_job_moves_the_old_one_into_the_past(open_vault: Vault, jo: int) -> None:
    entry = load_intake(open_vault, jo)
    save_intake(open_vault, jo, replace(entry, manager_name="Lena Example", last_worked_on="1 Nov 2037"))
    save_job(open_vault, jo, JOB)
    new_job(open_vault, jo, LeavingEntry("31 Oct 2037", "Too far to travel", NEXT))
    shown = load_work(open_vault, jo)
    assert (shown.present.entry, shown.present.status) == (NEXT, "In work")
    (past,) = shown.past
    assert (past.title, past.why) == ("Shop assistant, Harbour Foods Example", "Too far to travel")
    assert past.second == "1 May 2031 to 31 October 2037, 30 hours a week"
    intake = load_intake(open_vault, jo)
    assert (intake.manager_name, intake.last_worked_on) == ("", ""), "a letter must not go to the old manager"
    assert off_work(open_vault, jo) == []


def test_a_job_that_ended_leaves_nobody_at_work(open_vault: Vault, jo: int) -> None:
    save_job(open_vault, jo, JOB)
    new_job(open_vault, jo, LeavingEntry("yesterday"))
    shown = load_work(open_vault, jo)
    assert (shown.present.title, shown.present.status, len(shown.past)) == ("", "Out of work", 1)
    with open_vault.reading() as session:  # sixteen weeks for those who look for work
        assert current_episode(session, jo).weeks_end_on == TODAY - timedelta(days=1) + timedelta(weeks=16)
    with pytest.raises(WorkwellError):
        new_job(open_vault, jo, LeavingEntry("today"))


@pytest.mark.parametrize(
    ("deed", "entry", "fields"),
    [
        (save_job, replace(JOB, hours="169"), {"hours": "A week has 168 hours. Check this number."}),
        (save_job, replace(JOB, employer_size="huge"), {"employer_size": "Choose one of these."}),
        (
            save_job,
            replace(JOB, started_on="31 nov"),
            {"started_on": "31 November does not exist. November has 30 days."},
        ),
        (new_job, LeavingEntry("tomorrow"), {"ended_on": "This day is still to come. Check the date."}),
        (new_job, LeavingEntry("1 Jan 2031"), {"ended_on": "This job began on 1 May 2031. Check the day."}),
        (new_job, LeavingEntry("today", "", JobEntry()), {"employer": "Write the new employer, or the new job."}),
        (save_past_job, PastJobEntry(), {"employer": "Write where they worked, or as what."}),
        (
            save_past_job,
            replace(BEFORE, ended_on="2 Jan 2023"),
            {"ended_on": "The last day is before the first. Check both dates."},
        ),
        (save_absence, AbsenceEntry(), {"first_day": "Write the first day off work."}),
        (
            save_absence,
            AbsenceEntry("10 Nov 2037", "9 Nov 2037"),
            {"last_day": "The last day is before the first. Check both dates."},
        ),
        (save_absence, AbsenceEntry("31 nov"), {"first_day": "31 November does not exist. November has 30 days."}),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    open_vault: Vault, jo: int, deed: Any, entry: Any, fields: dict[str, str]
) -> None:
    save_job(open_vault, jo, JOB)
    assert problems(deed, open_vault, jo, entry) == fields
    assert load_work(open_vault, jo).present.entry == JOB
    assert (load_work(open_vault, jo).past, load_work(open_vault, jo).absences) == ((), ())


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.integers(0, 300), length=st.integers(0, 300))
def test_both_days_of_time_off_count(open_vault: Vault, first: int, length: int) -> None:
    jo = make_jo(open_vault)
    starts = date(2036, 6, 1) + timedelta(days=first)
    ends = min(starts + timedelta(days=length), TODAY)
    save_absence(open_vault, jo, AbsenceEntry(f"{starts:%d/%m/%Y}", f"{ends:%d/%m/%Y}"))
    days = (ends - starts).days + 1
    assert load_work(open_vault, jo).absences[0].length == f"{days} day{'' if days == 1 else 's'}"
    assert (off_work(open_vault, jo) == []) is (ends < TODAY), "the last day counts, then it is over"


def test_time_off_that_goes_on_is_counted_to_today(open_vault: Vault, jo: int) -> None:
    entry = load_intake(open_vault, jo)
    save_intake(open_vault, jo, replace(entry, last_worked_on="30 Oct 2037"))
    assert (load_work(open_vault, jo).off_since, off_work(open_vault, jo)) == (date(2037, 10, 31), ["25 days"])
    absence = save_absence(open_vault, jo, AbsenceEntry("31 Oct 2037"))
    shown = load_work(open_vault, jo)
    assert (shown.absences[0].length, shown.absences[0].going_on) == ("25 days so far", True)
    assert (shown.off_since, off_work(open_vault, jo)) == (None, ["25 days"])
    save_absence(open_vault, jo, AbsenceEntry("31 Oct 2037", "20 Nov 2037"), absence)
    assert load_work(open_vault, jo).absences[0].length == "21 days"


def test_time_off_with_a_known_end_counts_until_it_is_over(open_vault: Vault, jo: int) -> None:
    save_absence(open_vault, jo, AbsenceEntry("20 nov", "5 dec"))
    (line,) = load_work(open_vault, jo).absences
    assert (line.days, line.length, line.going_on) == ("20 November to 5 December", "16 days", True)
    assert off_work(open_vault, jo) == ["5 days"]
    save_absence(open_vault, jo, AbsenceEntry("1 dec", "5 dec"), line.id)
    assert load_work(open_vault, jo).absences[0].days == "1 December to 5 December"
    assert off_work(open_vault, jo) == [], "it is still to come"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("18 Nov 2037", "", True),
        ("17 Nov 2037", "", False),
        ("1 Nov 2037", "7 Nov 2037", True),
        ("1 Nov 2037", "8 Nov 2037", False),
        ("31 nov", "", False),
        ("10 Nov 2037", "9 Nov 2037", False),
    ],
)
def test_the_first_seven_days_need_no_fit_note(open_vault: Vault, jo: int, first: str, last: str, said: bool) -> None:
    found = absence_notes(open_vault, jo, 0, AbsenceEntry(first, last))
    assert ("No fit note is needed for the first 7 days off." in found.get("last_day", "")) == said


def test_time_off_that_is_there_already_is_said(open_vault: Vault, jo: int) -> None:
    absence = save_absence(open_vault, jo, AbsenceEntry("1 Oct 2037", "20 Oct 2037"))
    found = absence_notes(open_vault, jo, 0, AbsenceEntry("20 Oct 2037", "30 Oct 2037"))
    assert found == {"first_day": "Time off 1 October to 20 October is written down already."}
    assert absence_notes(open_vault, jo, absence, AbsenceEntry("1 Oct 2037", "30 Oct 2037")) == {}
    assert absence_notes(open_vault, jo, 0, AbsenceEntry("21 Oct 2037", "30 Oct 2037")) == {}


def test_what_was_taken_out_comes_back_as_it_was(open_vault: Vault, jo: int) -> None:
    job = save_past_job(open_vault, jo, BEFORE)
    absence = save_absence(open_vault, jo, AbsenceEntry("1 Oct 2037", "20 Oct 2037", "Agreed with work"))
    before = load_work(open_vault, jo)
    gone = [remove(open_vault, jo, "past", job), remove(open_vault, jo, "absence", absence)]
    assert (load_work(open_vault, jo).past, load_work(open_vault, jo).absences) == ((), ())
    for one in gone:
        put_back(open_vault, jo, one)
    after = load_work(open_vault, jo)
    assert [one.entry for one in after.past] == [one.entry for one in before.past]
    assert [one.entry for one in after.absences] == [one.entry for one in before.absences]
    other = make_jo(open_vault)
    with pytest.raises(WorkwellError):
        remove(open_vault, other, "past", after.past[0].id)


def test_earlier_jobs_stand_with_the_latest_first(open_vault: Vault, jo: int) -> None:
    for employer, ended in (("First Example", "2020"), ("Third Example", "2033"), ("Second Example", "May 2029")):
        save_past_job(open_vault, jo, PastJobEntry(employer=employer, ended_on=ended))
    assert [one.title for one in load_work(open_vault, jo).past] == ["Third Example", "Second Example", "First Example"]
    assert load_work(open_vault, jo).past[0].second == "Until 1 January 2033"
