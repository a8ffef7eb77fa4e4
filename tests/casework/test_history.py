"""The line of time: total, stable, parted by its filters, and quick with thousands of lines."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.plans import NOW, TODAY, make_jo, still_clock, write_plan
from workwell_desktop.casework import appointments, history, meeting, notes, plan_agreement
from workwell_desktop.casework.appointments import MeetingEntry
from workwell_desktop.casework.assessment import save_assessment, sign_assessment
from workwell_desktop.casework.assessment_content import AssessmentEntry
from workwell_desktop.casework.history import HistoryLine, history_page
from workwell_desktop.casework.history_rows import KINDS, QUIETLY
from workwell_desktop.casework.notes import NoteEntry
from workwell_desktop.clock import Clock
from workwell_desktop.models.agreements import Agreement, Shared
from workwell_desktop.models.attachments import Attachment, StoredFile
from workwell_desktop.models.contacts import Contact, Note, SafetyRecord
from workwell_desktop.models.employment import Absence, FitNote, PastJob
from workwell_desktop.models.episodes import ContactAttempt, Episode, EpisodePause
from workwell_desktop.models.papers import Paper
from workwell_desktop.vault.store import Vault

ALL = [kind for kind, _word in KINDS]
DAY = timedelta(days=1)


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    return make_jo(open_vault)


def furnish(vault: Vault, jo: int) -> None:
    """Write one record of each kind."""
    write_plan(vault, jo)
    plan_agreement.agree_plan(vault, jo, agreed_on="today", how="said")
    appointments.attended(vault, appointments.book(vault, jo, MeetingEntry("yesterday", "11", purpose="First meeting")))
    notes.sign_note(vault, jo, NoteEntry("Sleeps better since the move"))
    with vault.transaction() as transaction:
        session = transaction.session
        session.add_all(
            [
                ContactAttempt(episode_id=1, tried_at=NOW - 3 * DAY, way="phone", outcome="no_answer", note="Twice"),
                FitNote(episode_id=1, starts_on=TODAY - 9 * DAY, ends_on=TODAY + DAY, advice="not_fit"),
                Absence(participant_id=jo, first_day=TODAY - 9 * DAY, last_day=TODAY - 2 * DAY),
                PastJob(participant_id=jo, employer="Mill Example", job_title="Weaver", ended_on=date(2031, 5, 6)),
                Agreement(participant_id=jo, purpose="share", recipient="gp", state="refused", decided_on=TODAY - DAY),
                Shared(participant_id=jo, recipient_name="Dr Example", shared_on=TODAY, what="The plan"),
                EpisodePause(episode_id=1, starts_on=TODAY - 6 * DAY, ends_on=TODAY - 4 * DAY, reason="Abroad"),
                SafetyRecord(participant_id=jo, noticed_on=TODAY, words="Secret words", kind="self_harm"),
                StoredFile(sha256="a" * 64, size=3, kind="pdf", content=b"abc"),
                Episode(
                    uid="f" * 32, participant_id=jo, owner_id=1, sort_name="x", state="closed",
                    opened_on=date(2033, 1, 2), closed_on=date(2033, 4, 5), close_note="Back at work",
                ),
            ]
        )  # fmt: skip
        session.flush()
        session.add(Attachment(participant_id=jo, episode_id=1, file_id=1, name="scan.pdf", dated_on=TODAY - 5 * DAY))


def every(vault: Vault, jo: int, size: int = 7, **asked: object) -> list[HistoryLine]:
    """Read the whole history page by page."""
    found: list[HistoryLine] = []
    while True:
        after = found[-1].place if found else None
        page = history_page(vault, jo, after=after, limit=size, **asked)  # type: ignore[arg-type]  # as they are asked
        found += page
        if len(page) < size:
            return found


def test_everything_stands_in_it_and_earlier_support_too(open_vault: Vault, jo: int) -> None:
    furnish(open_vault, jo)
    said = {(line.title, line.second) for line in every(open_vault, jo, kinds=ALL)}
    assert said >= {
        ("First meeting", ""),
        ("Note", "Sleeps better since the move"),
        ("Tried to reach: phone call", "No answer, Twice"),
        ("Referral", "GP or GP practice"),
        ("Support began", "With Sam Example"),
        ("Support ended", "Back at work"),
        ("Support paused", "Abroad"),
        ("Support went on", ""),
        ("Fit note", "15 November 2037 to 25 November 2037, Not fit for work"),
        ("Off work from here", ""),
        ("Last day off work", ""),
        ("Job ended", "Weaver, Mill Example"),
        ("Shared", "Dr Example, The plan"),
        ("Plan agreed", "Said so in the meeting"),
        ("File: scan.pdf", ""),
        ("Safety record", ""),
    }
    assert ("Agreement: said no", "To share: GP practice") in said
    assert {line.kind for line in every(open_vault, jo, kinds=ALL)} == set(ALL) - {"assessment", "paper"}


def test_what_is_read_beside_the_coach_has_no_code(open_vault: Vault, jo: int) -> None:
    furnish(open_vault, jo)
    with open_vault.transaction() as transaction:
        transaction.session.add(
            Paper(
                uid="e" * 32, participant_id=jo, episode_id=1, kind="letter", recipient="Dr Example",
                reference="L-3N3X6-VH0BW", issued_on=TODAY, number=1, sha256="", content="{}", pdf=b"",
            )
        )  # fmt: skip
    (letter,) = history.history_page(open_vault, jo, kinds=["paper"], find="3N3X6")
    assert (letter.title, letter.second) == ("Letter made", "Dr Example"), "it is found by its code, and shows none"


def test_a_score_is_seen_in_the_assessment_alone(open_vault: Vault, jo: int) -> None:
    answers = dict.fromkeys(("phq4_nervous", "phq4_worry", "phq4_interest", "phq4_down"), "nearly_every_day")
    save_assessment(open_vault, jo, AssessmentEntry(answers=answers))
    sign_assessment(open_vault, jo, method="said", signed_on="today")
    (line,) = history.history_page(open_vault, jo, kinds=["assessment"])
    assert line.title == "Assessment signed"
    assert "PHQ" not in line.second
    assert " of 12" not in line.second


def test_a_meeting_that_goes_on_says_so_until_it_is_closed(open_vault: Vault, jo: int) -> None:
    def badge() -> tuple[str, str] | None:
        (line,) = history.history_page(open_vault, jo, kinds=["meeting"])
        return line.badge

    running = meeting.start_meeting(
        open_vault, appointments.book(open_vault, jo, MeetingEntry("today", f"{NOW.astimezone():%H:%M}"))
    )
    assert badge() == ("In the meeting", "doing")
    with open_vault.transaction() as transaction:
        row = transaction.session.get_one(Contact, running.contact_id)
        row.starts_at, row.began_at = row.starts_at - DAY, NOW - DAY
    assert badge() == ("Met", "done"), "nobody is in the meeting of yesterday"
    with open_vault.transaction() as transaction:
        row = transaction.session.get_one(Contact, running.contact_id)
        row.starts_at, row.closed_at = NOW, NOW
    assert badge() == ("Met", "done")


def test_a_safety_record_says_nothing_and_is_asked_for(open_vault: Vault, jo: int) -> None:
    furnish(open_vault, jo)
    assert all(line.kind != QUIETLY for line in every(open_vault, jo))
    (line,) = every(open_vault, jo, kinds=[QUIETLY])
    assert "Secret" not in repr(line)
    assert every(open_vault, jo, kinds=ALL, find="secret") == []
    assert (line.tab, line.section) == (0, "safety")


@pytest.mark.parametrize("size", [1, 2, 5, 60])
def test_pages_of_any_size_give_the_same_lines_once(open_vault: Vault, jo: int, size: int) -> None:
    furnish(open_vault, jo)
    found = every(open_vault, jo, size, kinds=ALL)
    assert found == every(open_vault, jo, 500, kinds=ALL)
    assert len({line.key for line in found}) == len(found)
    assert [line.day for line in found] == sorted((line.day for line in found), reverse=True)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=st.sets(st.sampled_from(ALL)), words=st.sampled_from(["", "a", "note", "zzz", "%", "_", "plan"]))
def test_the_filters_part_the_whole(open_vault: Vault, chosen: set[str], words: str) -> None:
    with open_vault.reading() as session:
        jo = 1 if session.query(Note).count() else 0
    if not jo:
        jo = make_jo(open_vault)
        furnish(open_vault, jo)
    whole = every(open_vault, jo, 500, kinds=ALL, find=words)
    some = every(open_vault, jo, 500, kinds=chosen, find=words)
    rest = every(open_vault, jo, 500, kinds=set(ALL) - chosen, find=words)
    assert [line for line in whole if line.kind in chosen] == some
    assert sorted(line.key for line in some + rest) == sorted(line.key for line in whole)


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("sleeps", 1),
        ("SLEEPS move", 1),
        ("sleeps plan", 0),
        ("100%", 0),
        ("_leeps", 0),
        ("deep down", 1),
        ("Élan", 1),
    ],
)
def test_words_are_found_in_titles_and_in_the_note_itself(open_vault: Vault, jo: int, typed: str, count: int) -> None:
    notes.sign_note(open_vault, jo, NoteEntry("Sleeps better since the move. " + "x " * 300 + "deep down, élan"))
    assert len(every(open_vault, jo, find=typed)) == count


def test_a_whole_note_may_be_pasted_into_the_search(open_vault: Vault, jo: int) -> None:
    words = " ".join(f"word{number}" for number in range(3000))
    notes.sign_note(open_vault, jo, NoteEntry(words))
    assert len(every(open_vault, jo, find=words)) == 1
    assert every(open_vault, jo, find=f"elsewhere {words}") == []
    assert every(open_vault, jo, find="w" * 60_000) == []


def test_pinned_notes_stand_on_top_too(open_vault: Vault, jo: int) -> None:
    number = notes.sign_note(open_vault, jo, NoteEntry("Save this"))
    assert history.pinned_lines(open_vault, jo) == ()
    notes.pin_note(open_vault, number, pinned=True)
    (line,) = history.pinned_lines(open_vault, jo)
    assert (line.id, line.pinned) == (number, True)


def test_headings_are_days_and_far_back_months() -> None:
    assert history.heading(TODAY - 2 * DAY, TODAY) == "Sunday 22 November 2037, 2 days ago"
    assert history.heading(TODAY, TODAY) == "Tuesday 24 November 2037, today"
    assert history.heading(date(2036, 10, 3), TODAY) == "October 2036"


def test_somebody_else_is_never_in_it(open_vault: Vault, jo: int) -> None:
    furnish(open_vault, jo)
    other = make_jo(open_vault)
    assert {line.title for line in every(open_vault, other, kinds=ALL)} == {"Referral", "Support began"}


def test_two_thousand_lines_open_at_once(open_vault: Vault, jo: int) -> None:
    start = datetime(2020, 1, 1, 9, tzinfo=UTC)
    with open_vault.transaction() as transaction, transaction.roomy():
        transaction.insert_all(
            Contact, [{"episode_id": 1, "starts_at": start + n * DAY, "state": "attended"} for n in range(1000)]
        )
        transaction.insert_all(
            Note,
            [
                {"participant_id": jo, "episode_id": 1, "happened_on": (start + n * DAY).date(), "words": "word " * 400}
                for n in range(1000)
            ],
        )
    assert len(history_page(open_vault, jo)) == history.PAGE
