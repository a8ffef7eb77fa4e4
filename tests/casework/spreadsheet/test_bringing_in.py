"""People from a spreadsheet: guessed columns, a trial run, bringing in, and taking back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.plans import NOW, TODAY, still_clock
from tests.spreadsheets import workbook
from tests.vaults import Template
from workwell_desktop.casework import caseload, drafts, duplicates, episodes, lists, today
from workwell_desktop.casework.comparing import FIRST
from workwell_desktop.casework.finding import find_people
from workwell_desktop.casework.intake import IntakeEntry, load_intake, save_intake
from workwell_desktop.casework.merging import merge, merges_of, unmerge
from workwell_desktop.casework.spreadsheet import columns
from workwell_desktop.casework.spreadsheet.checking import StoppedError, Trial, try_out
from workwell_desktop.casework.spreadsheet.columns import Taken, guess
from workwell_desktop.casework.spreadsheet.rejected import rejected_csv, save_rejected
from workwell_desktop.casework.spreadsheet.undoing import imports, undo
from workwell_desktop.casework.spreadsheet.writing import Brought, Choice, bring_in
from workwell_desktop.casework.waiting import WaitingRow, own_rows
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem, NotKept
from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.models.base import Base
from workwell_desktop.models.contacts import Note
from workwell_desktop.models.employment import FitNote
from workwell_desktop.models.episodes import Episode
from workwell_desktop.models.lists import ImportedRow, SpreadsheetImport
from workwell_desktop.models.participants import Participant
from workwell_desktop.sheets.reading import Sheet, open_source, read_sheet
from workwell_desktop.vault import doctor
from workwell_desktop.vault.store import Vault

HEADS = (
    "Client Name", "D.O.B.", "NHS No.", "Tel", "E-mail", "Postcode", "Referral Date", "Referred by",
    "Reason for referral",
    "Employment Status", "Employer", "Hours", "Fit note end", "Case notes", "Comments", "Date of contact", "Status",
)  # fmt: skip
ANNA = (
    "Example, Anna", "13/04/1976", "999 000 0018", "7700 900123", "anna@example.org", "M1 1AA", "20/10/2037",
    "GP surgery",
    "Her back hurts at work.", "off sick", "Harbour Foods Example", "37.5 hrs", "30/11/2037", "Likes mornings.",
    "Walks with a stick.",
    "18/11/2037", "Open",
)  # fmt: skip
BILL = ("Mr Bill  Example", "", "", "", "", "", "", "", "", "employed", "", "", "", "", "", "", "Discharged")


@pytest.fixture
def clock() -> Clock:
    return still_clock()


def sheet_of(folder: Path, *rows: Sequence[str]) -> Sheet:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    path = folder / "clients.csv"
    path.write_text(out.getvalue(), "utf-8")
    return read_sheet(open_source(path))


def tried(vault: Vault, sheet: Sheet, taken: Taken | None = None) -> tuple[Taken, Trial]:
    taken = taken or guess(sheet)
    return taken, try_out(vault, sheet, taken)


def brought(vault: Vault, sheet: Sheet, choices: dict[int, Choice] | None = None) -> Brought:
    return bring_in(vault, sheet, tried(vault, sheet)[1], choices or {})


def everything(vault: Vault, *without: str) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table, but for the record of what was done."""
    with vault.reading() as session:
        return {
            table.name: sorted(map(tuple, session.execute(select(table))), key=repr)
            for table in Base.metadata.sorted_tables
            if table.name not in {AuditEvent.__tablename__, *without}
        }


def test_the_columns_are_guessed_by_their_names(tmp_path: Path) -> None:
    assert guess(sheet_of(tmp_path, ["Our clients 2037"], [], HEADS, ANNA)) == Taken(
        2,
        (
            "name", "birth_date", "nhs_number", "mobile", "email", "postcode", "received_on", "source", "reason",
            "work_status", "employer", "hours_per_week", "fit_note_to", "note", "note", "note_on", "status",
        ),
    )  # fmt: skip


def test_a_head_of_several_meanings_is_taken_for_what_its_words_are(open_vault: Vault, tmp_path: Path) -> None:
    heads, jo = ("Name", "Status"), ("Jo Example", "off sick")
    assert guess(sheet_of(tmp_path, heads, jo, ("Amara Example", "employed"))).fields == ("name", "work_status")
    assert guess(sheet_of(tmp_path, heads, ("Jo Example", "open"), ("Bo Example", "?"))).fields == ("name", "status")
    assert guess(sheet_of(tmp_path, heads, ("Jo Example", "amber"))).fields == ("name", "status"), "known of neither"


def test_a_rejected_row_says_whose_it_is_and_what_to_do_alone(open_vault: Vault, tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, ("Name", "NHS number"), ("Jo Example", "9990123404"), ("Bo Example", "9990123403"))
    _taken, trial = tried(open_vault, sheet)
    (row,) = trial.rejected
    assert (row.number, row.name) == (2, "Jo Example")
    assert row.reasons == ("NHS number: This NHS number has a wrong digit. Check it.",)


def test_columns_without_a_name_are_guessed_by_their_looks(tmp_path: Path) -> None:
    rows = [
        ["Surname", "A", "B", "C", "D", "E"],
        ["Example", "9990000018", "AB123456C", "07700900123", "jo@example.org", "M1 1AA"],
    ]
    assert guess(sheet_of(tmp_path, *rows)).fields == ("last_name", "nhs_number", "nino", "mobile", "email", "postcode")


def test_phones_that_all_begin_with_07_are_guessed_to_be_mobile_numbers(tmp_path: Path) -> None:
    rows = [["Name", "Phone"], ["Jo Example", "07700 900118"], ["Bo Example", ""], ["Cy Example", "07700"]]
    assert guess(sheet_of(tmp_path, *rows)).fields == ("name", "mobile")
    both = [["Name", "Phone", "Mobile"], ["Jo Example", "07700 900118", "07700 900119"]]
    assert guess(sheet_of(tmp_path, *both)).fields == ("name", "phone", "mobile"), "one field, one column"
    land = [["Name", "Phone"], ["Jo Example", "01632 960123"]]
    assert guess(sheet_of(tmp_path, *land)).fields == ("name", "phone")


def test_a_guess_is_corrected_and_what_is_left_out_is_said(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, ["Name", "Shoe size", "Called"], ["Jo Example", "41", "Jo"])
    taken = guess(sheet)
    assert columns.left_out(sheet, taken) == ("Shoe size",)
    changed = taken.with_field(2, "").with_field(1, "known_as")
    assert changed.fields == ("name", "known_as", "")
    assert columns.left_out(sheet, changed) == ("Called",)
    assert taken.with_field(1, "note").with_field(2, "note").twice() == ()
    assert taken.with_field(1, "name").twice() == ("name",)
    assert columns.shown(sheet, 0)[1].samples == ("41",)
    assert [columns.letters(n) for n in (0, 25, 26, 701)] == ["Column A", "Column Z", "Column AA", "Column ZZ"]


def test_a_row_arrives_whole(open_vault: Vault, tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, HEADS, ANNA, BILL)
    _taken, trial = tried(open_vault, sheet)
    assert (len(trial.new), trial.duplicates, trial.rejected) == (2, (), ())
    done = bring_in(open_vault, sheet, trial, {})
    assert (done.new, done.noted, done.left) == (2, 0, 0)
    (anna,) = find_people(open_vault, "anna exa")
    assert load_intake(open_vault, anna.participant_id) == IntakeEntry(
        source="gp",
        received_on="20 October 2037",
        reason="Her back hurts at work.",
        first_name="Anna",
        last_name="Example",
        birth_date="13 April 1976",
        nhs_number="999 000 0018",
        mobile="07700 900123",
        email="anna@example.org",
        postcode="M1 1AA",
        work_status="off_sick",
        employer="Harbour Foods Example",
        hours_per_week="37.5",
    )
    with open_vault.reading() as session:
        assert session.scalars(select(FitNote.ends_on)).all() == [date(2037, 11, 30)]
        notes = session.scalars(select(Note).order_by(Note.id)).all()
        assert [(note.participant_id, note.happened_on, note.words) for note in notes] == [
            (anna.participant_id, date(2037, 11, 18), "Case notes:\nLikes mornings."),
            (anna.participant_id, date(2037, 11, 18), "Comments:\nWalks with a stick."),
        ]
        assert {(note.state, note.locked_at) for note in notes} == {("locked", NOW)}  # nobody signs what others wrote
        states = dict(session.execute(select(Participant.first_name, Episode.state).join(Episode)).all())  # type: ignore[arg-type]  # rows are pairs
        assert states == {"Anna": "open", "Bill": "closed"}
        closed = session.scalars(select(Episode).where(Episode.state == "closed")).one()
        assert closed.closed_on == TODAY
        assert session.scalars(select(FitNote.ends_on)).one() == date(2037, 11, 30)
    assert all(finding.ok for finding in doctor.verify(open_vault))


def test_what_cannot_be_read_is_rejected_with_its_reason(open_vault: Vault, tmp_path: Path) -> None:
    sheet = sheet_of(
        tmp_path,
        ("Name", "DOB", "NHS number", "Work status", "Hours", "Phone", "Status", "Closed on"),
        ("", "13/1/1980", "", "", "", "", "", ""),
        ("Jo Example", "31/11/1980", "", "", "", "", "", ""),
        ("Jo Example", "1980", "", "", "", "", "", ""),
        ("Jo Example", "", "999 000 0019", "sort of", "many", "", "", ""),
        ("Jo Example", "", "", "", "200", "0770", "perhaps", ""),
        ("", "", "", "", "", "", "", ""),
        ("Jo Example", "", "", "", "", "", "closed", "13/12/2037"),
        ("Fine Example", "14/1/1980", "", "", "", "", "", ""),
    )
    _taken, trial = tried(open_vault, sheet)
    assert {row.number: row.reason for row in trial.rejected} == {
        2: "Last name: A last name is needed, so that this person can be found again. "
        "First name: A first name is needed, so that we know who this is about.",
        3: "Date of birth: this day does not exist.",
        4: "Date of birth: this is not a whole date.",
        5: "Work status: these words are not known. Hours a week: this is not a number. "
        "NHS number: This NHS number has a wrong digit. Check it.",
        6: "Open or closed: write open or closed. Mobile number: A mobile number has 11 digits. This one has 4. "
        "Hours a week: A week has 168 hours. Check this number.",
        8: "Day of closing: this day is still to come.",
    }
    assert trial.empty == 1
    assert len(trial.new) + len(trial.duplicates) + len(trial.rejected) + trial.empty == trial.rows == 8


def test_a_part_of_a_date_is_kept_as_words_where_there_is_no_day(open_vault: Vault, tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, ("Name", "Notes", "Note date"), ("Jo Example", "Rang twice.", "March 2037"))
    brought(open_vault, sheet)
    with open_vault.reading() as session:
        (note,) = session.scalars(select(Note))
        assert (note.words, note.happened_on) == ("March 2037\nRang twice.", TODAY)


def test_somebody_who_was_closed_long_ago_was_open_before(open_vault: Vault, tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, ("Name", "Status", "Closed on"), ("Jo Example", "Closed", "13/2/2035"))
    brought(open_vault, sheet)
    with open_vault.reading() as session:
        (episode,) = session.scalars(select(Episode))
        assert (episode.state, episode.closed_on) == ("closed", date(2035, 2, 13))
        assert episode.opened_on <= episode.closed_on


def test_two_phones_in_one_cell_and_a_third_are_kept(open_vault: Vault, tmp_path: Path) -> None:
    sheet = sheet_of(
        tmp_path, ("Name", "Tel", "Mobile"), ("Jo Example", "01632 960123 / 07700 900123", "+44 7700 900456")
    )
    brought(open_vault, sheet)
    entry = load_intake(open_vault, 1)
    assert (entry.mobile, entry.phone) == ("07700 900123", "01632 960123")
    with open_vault.reading() as session:
        assert session.scalars(select(Note.words)).one() == "Mobile number: +44 7700 900456"


def test_a_name_in_one_column_is_parted(open_vault: Vault, tmp_path: Path) -> None:
    names = ("O’Example, Mary Jane", "Dr Ada Example", "Cher", "van der Example, Jan", "محمد Example")
    sheet = sheet_of(tmp_path, ("Name", "Job"), *((name, "x") for name in names))
    trial = tried(open_vault, sheet)[1]
    assert [(row.read.entry.first_name, row.read.entry.last_name) for row in trial.new] == [
        ("Mary Jane", "O’Example"), ("Ada", "Example"), ("", "Cher"), ("Jan", "van der Example"), ("محمد", "Example"),
    ]  # fmt: skip


def test_days_that_could_be_either_are_asked_about(open_vault: Vault, tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, ("Name", "DOB"), ("Jo Example", "3/4/1976"), ("Al Example", "5/6/1980"))
    taken = guess(sheet)
    with pytest.raises(InputProblem) as asked:
        try_out(open_vault, sheet, taken)
    assert list(asked.value.fields) == ["dates.1"]
    trial = try_out(open_vault, sheet, taken.with_order(1, "mdy"))
    assert [row.checked.dates["birth_date"] for row in trial.new] == [date(1976, 3, 4), date(1980, 5, 6)]
    decided = sheet_of(tmp_path, ("Name", "DOB"), ("Jo Example", "3/4/1976"), ("Al Example", "15/6/1980"))
    trial = try_out(open_vault, decided, guess(decided).with_order(1, "mdy"))  # the column knows better
    assert [row.checked.dates["birth_date"] for row in trial.new] == [date(1976, 4, 3), date(1980, 6, 15)]


def test_without_names_nothing_is_tried(open_vault: Vault, tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, ("Shoe", "Size"), ("left", "41"))
    with pytest.raises(InputProblem) as asked:
        try_out(open_vault, sheet, guess(sheet))
    assert list(asked.value.fields) == ["names"]
    with pytest.raises(InputProblem) as asked:
        try_out(open_vault, sheet, Taken(0, ("name", "name")))
    assert asked.value.fields == {
        "twice": "Two columns are taken for “Name, first and last in one”. Keep one and leave the other out."
    }


KNOWN = IntakeEntry(first_name="Anna", last_name="Example", birth_date="13 April 1976", nhs_number="9990000018")


def test_likely_duplicates_and_what_becomes_of_them(open_vault: Vault, tmp_path: Path) -> None:
    anna = save_intake(open_vault, 0, KNOWN)
    head = ("Name", "DOB", "NHS number", "Notes")
    rows = [
        ("Anne Exemple", "", "999 000 0018", "By number."),
        ("EXAMPLE, ANNA", "13/4/1976", "", "By name."),
        ("Anna Example", "14/4/1976", "", "Another day."),
        ("Bo Example", "1/2/1990", "", "First."),
        ("Example Bo", "1/2/1990", "", "Second."),
    ]
    sheet = sheet_of(tmp_path, head, *rows)
    trial = tried(open_vault, sheet)[1]
    assert [row.number for row in trial.new] == [5]
    assert [(one.row.number, one.like.participant_id, one.like.row, one.like.reason) for one in trial.duplicates] == [
        (2, anna, 0, "the same NHS number, the name sounds alike"),
        (3, anna, 0, "the same birth date, the same name"),
        (4, anna, 0, "nearly the same birth date, the same name"),
        (6, 0, 5, "the same name and birth date"),
    ]
    done = bring_in(open_vault, sheet, trial, {2: "new", 3: "notes", 4: "new", 6: "notes"})
    assert (done.new, done.noted, done.left) == (3, 2, 0)
    with open_vault.reading() as session:
        words = dict(session.execute(select(Note.words, Note.participant_id)).all())  # type: ignore[arg-type]  # rows are pairs
        assert words["By name."] == anna
        assert words["Second."] == words["First."] != anna
        assert session.scalar(select(func.count()).select_from(Participant)) == 4
    assert (undo(open_vault, done.import_id).people, everything_counts(open_vault)) == (3, (1, 0))


def everything_counts(vault: Vault) -> tuple[int, int]:
    with vault.reading() as session:
        counts = [session.scalar(select(func.count()).select_from(table)) or 0 for table in (Participant, Note)]
    return counts[0], counts[1]


def test_the_same_file_is_noticed_until_it_is_undone(open_vault: Vault, tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, HEADS, ANNA)
    assert tried(open_vault, sheet)[1].brought_in_on is None
    done = brought(open_vault, sheet)
    trial = tried(open_vault, sheet)[1]
    assert (trial.brought_in_on, len(trial.duplicates)) == (TODAY, 1)
    undo(open_vault, done.import_id)
    assert tried(open_vault, sheet)[1].brought_in_on is None


def test_undo_leaves_everything_as_it_was(open_vault: Vault, tmp_path: Path) -> None:
    save_intake(open_vault, 0, KNOWN)
    before = everything(open_vault, SpreadsheetImport.__tablename__)
    more = ("Zed Example", "1/1/1990", *[""] * 15)
    done = brought(open_vault, sheet_of(tmp_path, HEADS, ANNA, BILL, more), {2: "notes"})
    assert everything(open_vault, SpreadsheetImport.__tablename__) != before
    assert undo(open_vault, done.import_id).kept == ()
    assert everything(open_vault, SpreadsheetImport.__tablename__) == before
    assert [(one.new, one.undone) for one in imports(open_vault)] == [(2, True)]
    assert undo(open_vault, done.import_id).people == 0
    assert all(finding.ok for finding in doctor.verify(open_vault))


def test_a_number_that_was_taken_back_is_never_given_again(open_vault: Vault, tmp_path: Path) -> None:
    """That somebody was looked at is written down by their number, and it stays theirs."""
    done = brought(open_vault, sheet_of(tmp_path, HEADS, ANNA, BILL))
    with open_vault.reading() as session:
        people = set(session.scalars(select(Participant.id)))
        spells = set(session.scalars(select(Episode.id)))
    caseload.open_person(open_vault, max(people))
    assert undo(open_vault, done.import_id).people == 2
    later = save_intake(open_vault, 0, KNOWN)
    with open_vault.reading() as session:
        assert later > max(people)
        assert min(session.scalars(select(Episode.id))) > max(spells)


def test_who_was_taken_back_is_found_by_nothing(open_vault: Vault, tmp_path: Path) -> None:
    done = brought(open_vault, sheet_of(tmp_path, HEADS, ANNA))
    undo(open_vault, done.import_id)
    for typed in ("anna", "exampel anna", "900123", "M1 1AA", "13/04/1976"):
        assert find_people(open_vault, typed) == (), typed
    assert duplicates.candidates(open_vault, duplicates.Facts("Anna", "Example", birth_date=date(1976, 4, 13))) == ()
    with open_vault.reading() as session:
        asked = "SELECT count(*) FROM person_fts WHERE person_fts MATCH 'anna'"
        assert session.connection().exec_driver_sql(asked).scalar() == 0


@pytest.mark.parametrize("kept", ["imported", "known"])
def test_undo_leaves_who_was_merged_whole_on_both_sides(open_vault: Vault, tmp_path: Path, kept: str) -> None:
    """What came with somebody who was merged since belongs to the kept record, and the merge can still be undone."""
    known = save_intake(open_vault, 0, IntakeEntry(first_name="Zoe", last_name="Other"))
    done = brought(open_vault, sheet_of(tmp_path, HEADS, ANNA, BILL))
    (anna,) = (one.participant_id for one in find_people(open_vault, "anna"))
    before = everything(open_vault, SpreadsheetImport.__tablename__)
    pair = (anna, known) if kept == "imported" else (known, anna)
    merge(open_vault, *pair, {}, FIRST)
    taken_back = undo(open_vault, done.import_id)
    assert taken_back.people == 1, "Bill, whom nobody worked on"
    unmerge(open_vault, merges_of(open_vault, pair[0])[0].merge_id)
    after = everything(open_vault, SpreadsheetImport.__tablename__)
    for table in ("note", "referral", "employment", "fit_note"):
        of_anna = [row for row in before[table] if row in after[table]]
        assert of_anna, table
    assert len(after["note"]) == len(before["note"])


def test_a_case_that_came_closed_is_not_asked_how_it_ended(open_vault: Vault, tmp_path: Path) -> None:
    brought(open_vault, sheet_of(tmp_path, ("Name", "Work", "Status"), ("Jo Example", "off sick", "closed")))
    with open_vault.reading() as session:
        (episode,) = session.scalars(select(Episode))
        assert (episode.close_reason, episode.weeks_end_on) == ("before_workwell", None)
        assert episodes.missing_outcomes(episode) == ()
    assert today.today_page(open_vault).waiting == own_rows_only(open_vault)
    assert lists.label("close_reason", "before_workwell") == "Closed before it came to WorkWell"
    assert "before_workwell" not in {choice.code for choice in lists.choices("close_reason")}, "no form offers it"


def own_rows_only(vault: Vault) -> tuple[WaitingRow, ...]:
    with vault.reading() as session:
        return tuple(own_rows(session, vault.member_id))


def test_a_whole_caseload_is_not_new_because_it_was_brought_in(open_vault: Vault, tmp_path: Path) -> None:
    """Only whose sheet says that they were referred these days have an assessment to begin."""
    rows = (("Ann Example", ""), ("Bob Example", "13/11/2037"), ("Cai Example", "13/2/2037"))
    brought(open_vault, sheet_of(tmp_path, ("Name", "Referral date"), *rows))
    new = today.waiting_of(open_vault, "referrals", 10)
    assert [(row.name, row.reason) for row in new] == [("Bob Example", "Referred 11 days ago. No assessment yet.")]


def test_the_weeks_of_who_was_brought_in_are_counted(open_vault: Vault, tmp_path: Path) -> None:
    rows = (("Ann Example", "off sick", "13/11/2037"), ("Bob Example", "out of work", ""))
    brought(open_vault, sheet_of(tmp_path, ("Name", "Work status", "Referral date"), *rows))
    with open_vault.transaction() as t:
        for episode in t.session.scalars(select(Episode)).all():
            was = episode.weeks_end_on
            episodes.recount(t.session, episode)
            assert episode.weeks_end_on == was is not None


def test_undo_leaves_those_whom_somebody_worked_on(template: Template, vault_folder: Path, tmp_path: Path) -> None:
    moments = iter(NOW + timedelta(minutes=n) for n in range(1000))
    vault = template.open(vault_folder, Clock(utc=lambda: next(moments)))
    try:
        people = (("Ann Example", "cook"), ("Bob Example", "cook"), ("Cai Example", "cook"), ("Dov Example", "cook"))
        sheet = sheet_of(tmp_path, ("Name", "Job"), *people)
        done = brought(vault, sheet)
        names = ("ann", "bob", "cai", "dov")
        first, second, third, fourth = (find_people(vault, name)[0].participant_id for name in names)
        save_intake(vault, first, replace(load_intake(vault, first), job_title="chef"))
        drafts.keep_draft(vault, "intake", second, {"typed": {}})
        with vault.transaction() as t:
            episode = t.session.scalars(select(Episode).where(Episode.participant_id == third)).one()
            t.insert(Note, {"participant_id": third, "episode_id": episode.id, "happened_on": TODAY, "words": "x"})
        taken_back = undo(vault, done.import_id)
        assert (taken_back.people, taken_back.kept) == (1, ("Ann Example", "Bob Example", "Cai Example"))
        with vault.reading() as session:
            assert set(session.scalars(select(Participant.id))) == {first, second, third}
            assert session.scalar(select(func.count()).select_from(ImportedRow)) == 0
        assert fourth not in {one.participant_id for one in find_people(vault, "example")}
        assert all(finding.ok for finding in doctor.verify(vault))
    finally:
        vault.close()


def test_stop_keeps_nothing(open_vault: Vault, tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, ("Name", "Job"), *((f"P{n} Example", "cook") for n in range(120)))
    trial = tried(open_vault, sheet)[1]
    before = everything(open_vault)
    told: list[tuple[int, int]] = []
    with pytest.raises(StoppedError):
        bring_in(
            open_vault,
            sheet,
            trial,
            {},
            told=lambda done, whole: told.append((done, whole)),
            stopped=lambda: len(told) > 2,
        )
    assert told == [(0, 120), (50, 120), (100, 120)]
    assert everything(open_vault) == before
    with pytest.raises(StoppedError):
        try_out(open_vault, sheet, guess(sheet), stopped=lambda: True)


def test_the_rejected_rows_are_a_file_that_runs_nothing(open_vault: Vault, tmp_path: Path) -> None:
    sheet = sheet_of(
        tmp_path,
        ("Name", "DOB", "Notes"),
        ("", "1/13/1980", "=cmd()"),
        ("", "x", "+44"),
        ("", "", "@a"),
        ("", "", "-1"),
    )
    taken, trial = tried(open_vault, sheet)
    path = tmp_path / "rejected.csv"
    save_rejected(open_vault, path, sheet, taken, trial)
    text = path.read_bytes()
    assert text == rejected_csv(sheet, taken, trial)
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["Name", "DOB", "Notes", "Row", "Reason"]
    assert [row[2:4] for row in rows[1:]] == [["'=cmd()", "2"], ["'+44", "3"], ["'@a", "4"], ["'-1", "5"]]
    assert all(row[4].endswith(".") for row in rows[1:])
    with open_vault.reading() as session:
        last = session.scalars(select(AuditEvent).order_by(AuditEvent.seq.desc()).limit(1)).one()
        assert (last.action, last.entity) == ("export", "spreadsheet")
    with pytest.raises(NotKept):
        save_rejected(open_vault, tmp_path / "no" / "such" / "folder.csv", sheet, taken, trial)


def test_rejected_rows_come_back_when_they_are_mended(open_vault: Vault, tmp_path: Path) -> None:
    sheet = sheet_of(
        tmp_path,
        ("Name", "DOB", "Mobile", "Notes"),
        ("Anna Example", "31/02/1980", "+447700900123", "- came in\n- sat down"),
        ("Bill Example", "13/02/1980", "07700900124", "fine"),
    )
    taken, trial = tried(open_vault, sheet)
    mended = tmp_path / "mended.csv"
    mended.write_bytes(rejected_csv(sheet, taken, trial).replace(b"31/02", b"30/02"))
    again = read_sheet(open_source(mended))
    taken, trial = tried(open_vault, again)
    assert again.rows[0] == ("Name", "DOB", "Mobile", "Notes", "Row", "Reason")
    assert taken.fields == ("name", "birth_date", "mobile", "note", "", ""), "our reason is no reason for a referral"
    assert [one.reason for one in trial.rejected] == ["Date of birth: this day does not exist."]
    mended.write_bytes(rejected_csv(again, taken, trial).replace(b"30/02", b"28/02"))
    last = read_sheet(open_source(mended))
    assert last.rows[0] == again.rows[0], "the old reasons are not kept beside the new ones"
    brought(open_vault, last)
    person = find_people(open_vault, "anna")[0].participant_id
    with open_vault.reading() as session:
        assert session.get_one(Participant, person).mobile == "07700900123"
        assert session.scalars(select(Note.words)).all() == ["- came in\n- sat down"]
    assert load_intake(open_vault, person).reason == ""


def test_both_ways_in_one_column_are_asked_about(open_vault: Vault, tmp_path: Path) -> None:
    rows = (("Name", "DOB"), ("Anna Example", "13/02/1980"), ("Bill Other", "02/14/1980"), ("Cy Third", "03/04/1980"))
    sheet = sheet_of(tmp_path, *rows)
    taken = guess(sheet)
    with pytest.raises(InputProblem) as caught:
        try_out(open_vault, sheet, taken)
    assert set(caught.value.fields) == {"dates.1"}
    _taken, trial = tried(open_vault, sheet, taken.with_order(1, "mdy"))
    assert [row.read.entry.birth_date for row in trial.new] == ["14 February 1980", "4 March 1980"]
    assert [row.number for row in trial.rejected] == [2]


def test_a_workbook_comes_in_like_a_text(open_vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(
        workbook({"S": [["Surname", "Forename", "DOB", "Mobile"], ["Example", "Jo", date(1976, 4, 3), 7700900123]]})
    )
    sheet = read_sheet(open_source(path))
    brought(open_vault, sheet)
    entry = load_intake(open_vault, 1)
    assert (entry.last_name, entry.birth_date, entry.mobile) == ("Example", "3 April 1976", "07700 900123")


# -- generated sheets -------------------------------------------------------------------------------------------

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), min_size=1, max_size=8)
NAMES = WORDS.map(lambda word: f"N{word.replace(',', '')}")


@st.composite
def good_rows(draw: st.DrawFn) -> tuple[str, ...]:
    day = draw(st.dates(date(1950, 1, 13), date(2005, 12, 31)).filter(lambda d: d.day > 12))
    return (
        draw(NAMES), draw(NAMES) + "Example", f"{day:%d/%m/%Y}",
        draw(st.sampled_from(["", "employed", "Off Sick"])),
        draw(st.sampled_from(["", "16", "37.5"])),
        draw(st.sampled_from(["", "one\ntwo", "=1+1", "x" * 40_000, "שלום 🙂"])),
    )  # fmt: skip


BAD = st.sampled_from(
    [
        ("", "", "13/01/1980", "", "", ""),
        ("Jo", "Example", "31/02/1980", "", "", ""),
        ("Jo", "Example", "13/01/1980", "whatever", "", ""),
        ("Jo", "Example", "13/01/1980", "", "lots", ""),
        ("Jo", "Example", "about 1980", "", "", ""),
    ]
)
STATUS = {"": "", "employed": "in_work", "Off Sick": "off_sick"}


@pytest.fixture
def many(template: Template, tmp_path: Path) -> Iterator[Vault]:
    vault = template.open(template.copy(tmp_path / "many"), still_clock())
    yield vault
    vault.close()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.one_of(good_rows(), BAD, st.just(("",) * 6)), min_size=1, max_size=8))
def test_every_good_row_arrives_and_every_bad_one_is_named(
    many: Vault, tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    sheet = sheet_of(tmp_path, ("First name", "Surname", "DOB", "Work status", "Hours", "Notes"), *rows, ("z",) * 6)
    before = everything(many, SpreadsheetImport.__tablename__)
    taken, trial = tried(many, sheet)
    bad = {n for n, row in enumerate(rows, 2) if any(row) and not row[0].startswith("N")}
    empty = sum(1 for row in rows if not any(row))
    assert {row.number for row in trial.rejected} == bad | {len(rows) + 2}
    assert trial.empty == empty
    assert len(trial.new) + len(trial.duplicates) + len(trial.rejected) + empty == trial.rows == len(rows) + 1
    assert (
        len(list(csv.reader(io.StringIO(rejected_csv(sheet, taken, trial).decode("utf-8-sig"), newline=""))))
        == len(bad) + 2
    )
    done = bring_in(many, sheet, trial, {one.row.number: "new" for one in trial.duplicates})
    with many.reading() as session:
        people = session.scalars(select(Participant).order_by(Participant.id)).all()
        made = [(p.first_name, p.last_name, f"{p.birth_date:%d/%m/%Y}") for p in people]
        notes = session.scalars(select(Note.words).order_by(Note.id)).all()
    wanted = [row for row in rows if row[0].startswith("N")]
    assert sorted(made) == sorted((row[0], row[1], row[2]) for row in wanted)
    assert sorted(notes) == sorted(row[5] for row in wanted if row[5])
    assert done.new == len(wanted)
    assert undo(many, done.import_id).people == len(wanted)
    assert everything(many, SpreadsheetImport.__tablename__) == before
