"""What a list that was read would do, told before anybody sees it, in a real vault."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.directory_lists import CLUBS, pages, service, table
from tests.plans import make_jo
from workwell_desktop.casework import directory_import, directory_report
from workwell_desktop.casework.directory_fields import NOTHING, FieldChange, differences, in_words
from workwell_desktop.casework.directory_import import ListWords, Offered, Stopped, look, read_list
from workwell_desktop.casework.directory_lists import lists, releases
from workwell_desktop.casework.directory_live import make_live, undo_last
from workwell_desktop.casework.directory_report import Change, DryRun, changes, dry_run, refused_csv
from workwell_desktop.casework.planning import add_service_step
from workwell_desktop.casework.service_finding import Asked
from workwell_desktop.casework.services import add_note, find_services, load_starter
from workwell_desktop.directory.record import RecordPlace, RecordTimes, ServiceRecord, Term
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.models.services import DirMapping, DirRelease, Service
from workwell_desktop.vault.store import Vault

CLUBS_LIST = ListWords("Clubs of Exampleton", "Exampleton Council", "Open Government Licence", "Named by the council.")


def staged(vault: Vault, path: Path, words: ListWords = CLUBS_LIST, *, partial: bool = False) -> DryRun:
    return dry_run(vault, read_list(vault, look(vault, path), words=words, partial=partial))


def live(vault: Vault, path: Path, words: ListWords = CLUBS_LIST) -> None:
    make_live(vault, staged(vault, path, words).release_id)


def named(found: tuple[Change, ...]) -> list[str]:
    return [one.name for one in found]


def service_id(vault: Vault, name: str) -> int:
    return next(row.id for row in find_services(vault, Asked(words=name)).rows if row.name == name)


def test_a_first_list_is_all_new_and_shows_nowhere(open_vault: Vault, tmp_path: Path) -> None:
    trial = staged(open_vault, table(tmp_path / "clubs.csv"))
    assert (trial.added, trial.changed, trial.unchanged, trial.withdrawn) == (5, 0, 0, 0)
    assert (trial.services, trial.organisations, trial.locations) == (5, 2, 5)
    assert (trial.state, trial.name, trial.alarms, trial.seen_on) == ("staged", "Clubs of Exampleton", (), None)
    found = changes(open_vault, trial.release_id, "new", 1, 2)
    assert named(found) == ["Back in Step Example", "Rest Easy Example"]
    assert (found[0].place, found[0].where) == ("Harbour Example · M1 1AB", "Row 5 of clubs.csv")
    assert find_services(open_vault, Asked(words="harbour walks")).rows == ()


def test_what_differs_is_said_field_by_field(open_vault: Vault, tmp_path: Path) -> None:
    live(open_vault, table(tmp_path / "clubs.csv"))
    other = "Sofa Bench Example,Lantern Example,Help with sofas,M1 1AG,0161 496 0155,sofas@example.org"
    rows = [CLUBS[0].replace("0101", "0999"), *CLUBS[1:4], other]
    trial = staged(open_vault, table(tmp_path / "clubs.csv", rows))
    assert (trial.added, trial.changed, trial.unchanged, trial.withdrawn) == (1, 1, 3, 1)
    (walks,) = changes(open_vault, trial.release_id, "changed", 0, 20)
    assert walks.fields == (FieldChange("Phone", "0161 496 0101", "0161 496 0999"),)
    assert named(changes(open_vault, trial.release_id, "withdrawn", 0, 20)) == ["Job Bench Example"]


def test_a_service_that_comes_back_says_so(open_vault: Vault, tmp_path: Path) -> None:
    live(open_vault, table(tmp_path / "a.csv"))
    live(open_vault, table(tmp_path / "b.csv", CLUBS[:4]))
    trial = staged(open_vault, table(tmp_path / "c.csv"))
    (back,) = changes(open_vault, trial.release_id, "changed", 0, 20)
    assert (back.name, back.fields) == ("Job Bench Example", ())
    assert back.said == "It was gone from this list, and is back."


def test_what_coaches_have_on_a_service_that_goes_stands_first(open_vault: Vault, tmp_path: Path) -> None:
    live(open_vault, table(tmp_path / "a.csv"))
    jo = make_jo(open_vault)
    add_note(open_vault, service_id(open_vault, "Job Bench Example"), "Ask for the morning.")
    add_service_step(open_vault, jo, service_id(open_vault, "Job Bench Example"), how="refer")
    trial = staged(open_vault, table(tmp_path / "b.csv", CLUBS[:3]))
    assert (trial.withdrawn, trial.to_do) == (2, 1)
    gone = changes(open_vault, trial.release_id, "withdrawn", 0, 20)
    assert [(one.name, one.to_do) for one in gone] == [
        ("Job Bench Example", "1 note and 1 open step in plans"),
        ("Money Table Example", ""),
    ]


def test_a_shorter_list_asks_and_a_part_of_it_takes_nothing_away(open_vault: Vault, tmp_path: Path) -> None:
    live(open_vault, table(tmp_path / "a.csv"))
    short = table(tmp_path / "b.csv", CLUBS[:2])
    (alarm,) = staged(open_vault, short).alarms
    assert (alarm.kind, alarm.asks) == ("shrunk", True)
    assert alarm.sentence.startswith("3 of 5 services are not in this file any more.")
    trial = staged(open_vault, short, partial=True)
    assert (trial.withdrawn, trial.alarms, trial.partial) == (0, (), True)


def test_a_newer_file_under_a_new_name_is_noticed(open_vault: Vault, tmp_path: Path) -> None:
    live(open_vault, table(tmp_path / "a.csv"))
    trial = staged(open_vault, table(tmp_path / "b.csv"), ListWords("Other clubs"))
    assert (trial.added, trial.twice) == (5, 5)
    (alarm,) = trial.alarms
    assert (alarm.kind, alarm.asks) == ("elsewhere", True)
    assert "5 of 5 new services are in the list Clubs of Exampleton already." in alarm.sentence
    assert named(changes(open_vault, trial.release_id, "twice", 4, 20, trial.alike)) == ["Job Bench Example"]


def test_two_of_one_name_and_place_in_a_file_are_suspected(open_vault: Vault, tmp_path: Path) -> None:
    again = CLUBS[0].replace("gentle", "very gentle")
    other = CLUBS[1].replace("M1 1AB", "M20 4XJ").replace("0102", "0177")  # the same name elsewhere
    trial = staged(open_vault, table(tmp_path / "a.csv", [*CLUBS, again, other]))
    assert (trial.twice, trial.alarms) == (2, ())
    assert named(changes(open_vault, trial.release_id, "twice", 0, 20, trial.alike)) == ["Harbour Walks Example"] * 2


def test_the_refused_rows_are_no_formulas(open_vault: Vault, tmp_path: Path) -> None:
    path = table(tmp_path / "=clubs.csv", [*CLUBS, ",,Nobody knows,M1 1AA,,"])
    trial = staged(open_vault, path)
    assert (trial.refused_count, trial.refused[0].row) == (1, 9)
    text = refused_csv(open_vault, trial.release_id).decode("utf-8-sig")
    heads, row = csv.reader(io.StringIO(text))
    assert heads == ["File", "Row", "Reason"]
    assert row == ["'=clubs.csv", "9", trial.refused[0].reason]
    out = tmp_path / "rejected.csv"
    directory_report.save_refused(open_vault, trial.release_id, out)
    assert out.read_bytes() == refused_csv(open_vault, trial.release_id)


def test_the_same_file_is_known_again(open_vault: Vault, tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv")
    live(open_vault, path)
    trial = staged(open_vault, path)
    assert (trial.unchanged, trial.seen_on) == (5, open_vault.clock.today())


def test_what_was_said_of_the_columns_is_remembered_by_their_heads(open_vault: Vault, tmp_path: Path) -> None:
    offered = look(open_vault, table(tmp_path / "clubs 2026-01.csv"))
    (top,) = offered.sheets
    assert (top.mapping.head, offered.remembered, offered.words.name) == (2, False, "Clubs")
    assert top.mapping.fields == ("name", "organisation", "description", "postcode", "phone", "email")
    assert [row[0] for row in top.preview] == [row.split(",")[0] for row in CLUBS]
    offered = offered.with_sheet(top.with_field(5, ""))
    make_live(open_vault, read_list(open_vault, offered, words=CLUBS_LIST, partial=False))
    again = look(open_vault, table(tmp_path / "other name.csv", above=("A title", "", "")))
    assert again.remembered
    assert (again.sheets[0].mapping.head, again.sheets[0].mapping.fields[5]) == (3, "")
    assert again.words == CLUBS_LIST
    assert again.earlier == (CLUBS_LIST,)
    read_list(open_vault, again, words=CLUBS_LIST, partial=False)
    with open_vault.reading() as session:
        assert session.scalar(select(func.count()).select_from(DirMapping)) == 1


def test_a_file_is_known_by_its_name_without_its_day(open_vault: Vault, tmp_path: Path) -> None:
    live(open_vault, pages(tmp_path / "clubs-2026-01.json", service("1", "Harbour Walks Example")))
    offered = look(open_vault, pages(tmp_path / "clubs-2026-02.json", service("1", "Harbour Walks Example")))
    assert (offered.words, offered.sheets) == (CLUBS_LIST, ())
    other = look(open_vault, pages(tmp_path / "2026.json", service("1", "Harbour Walks Example")))
    assert other.words == ListWords("2026")


def test_a_table_without_a_name_is_not_usable(open_vault: Vault, tmp_path: Path) -> None:
    offered = look(open_vault, table(tmp_path / "a.csv"))
    top = offered.sheets[0].with_field(0, "").with_field(1, "")
    assert offered.usable
    assert not offered.with_sheet(top).usable
    with pytest.raises(WorkwellError, match="name of a service"):
        read_list(open_vault, offered.with_sheet(top), words=CLUBS_LIST, partial=False)
    assert releases(open_vault) == ()


def test_another_row_of_heads_is_guessed_afresh(open_vault: Vault, tmp_path: Path) -> None:
    top = look(open_vault, table(tmp_path / "a.csv")).sheets[0].with_head(directory_import.NO_HEADS)
    assert top.mapping.heads == ("",) * 6
    assert top.preview[0][0] == "Clubs of Exampleton"


@pytest.mark.parametrize(
    ("name", "words"), [(" ", "Give the list a name"), ("x" * 81, "too long"), ("", "Give the list a name")]
)
def test_a_list_needs_a_name(open_vault: Vault, tmp_path: Path, name: str, words: str) -> None:
    offered = look(open_vault, table(tmp_path / "a.csv"))
    with pytest.raises(InputProblem) as found:
        read_list(open_vault, offered, words=ListWords(name), partial=False)
    assert words in found.value.fields["name"]


def test_the_list_that_ships_is_nobody_elses(open_vault: Vault, tmp_path: Path) -> None:
    load_starter(open_vault)
    (shipped,) = lists(open_vault)
    assert (shipped.shipped, shipped.undo) == (True, 0)
    offered = look(open_vault, table(tmp_path / "a.csv"))
    assert offered.earlier == ()
    with pytest.raises(InputProblem) as found:
        read_list(open_vault, offered, words=ListWords(shipped.name.upper()), partial=False)
    assert "comes with WorkWell" in found.value.fields["name"]


def test_lists_say_whose_they_are_and_what_can_be_undone(open_vault: Vault, tmp_path: Path) -> None:
    live(open_vault, table(tmp_path / "a.csv"))
    trial = staged(open_vault, table(tmp_path / "b.csv", CLUBS[:4]))
    (facts,) = lists(open_vault)
    assert (facts.name, facts.publisher, facts.services) == ("Clubs of Exampleton", "Exampleton Council", 5)
    assert (facts.licence, facts.attribution) == ("Open Government Licence", "Named by the council.")
    assert (facts.staged, facts.last_import) == (trial.release_id, open_vault.clock.today())
    assert [(one.state, one.file_name) for one in releases(open_vault)] == [("staged", "b.csv"), ("live", "a.csv")]
    make_live(open_vault, trial.release_id)
    assert lists(open_vault)[0].undo == trial.release_id
    undo_last(open_vault, facts.id)
    assert lists(open_vault)[0].services == 5


def test_two_lists_whose_names_read_alike_are_two(open_vault: Vault, tmp_path: Path) -> None:
    live(open_vault, table(tmp_path / "a.csv"), ListWords("Clubs!"))
    live(open_vault, table(tmp_path / "b.csv"), ListWords("Clubs?"))
    live(open_vault, table(tmp_path / "b.csv", CLUBS[:4]), ListWords("CLUBS?"))
    assert [(one.name, one.services) for one in lists(open_vault)] == [("CLUBS?", 4), ("Clubs!", 5)]


def test_nothing_stays_of_a_list_that_was_stopped(open_vault: Vault, tmp_path: Path) -> None:
    offered = look(open_vault, table(tmp_path / "a.csv"))
    with pytest.raises(Stopped):
        read_list(open_vault, offered, words=CLUBS_LIST, partial=False, stopped=lambda: True)
    with open_vault.reading() as session:
        assert session.scalar(select(func.count()).select_from(Service)) == 0
        assert session.scalars(select(DirRelease.state)).all() == ["dropped"]
    assert lists(open_vault) == ()


def test_prepare_is_asked_for_each_record(open_vault: Vault, tmp_path: Path) -> None:
    def prepare(record: ServiceRecord) -> ServiceRecord:
        return replace(record, summary=f"{record.name}, looked at")

    offered: Offered = look(open_vault, table(tmp_path / "a.csv"))
    told: list[tuple[int, int]] = []
    make_live(
        open_vault,
        read_list(
            open_vault, offered, words=CLUBS_LIST, partial=False, prepare=prepare, told=lambda *at: told.append(at)
        ),
    )
    (row,) = find_services(open_vault, Asked(words="harbour walks")).rows
    assert row.summary == "Harbour Walks Example, looked at"
    assert told[-1] == (offered.size, offered.size)


def test_fields_are_said_as_a_person_would_write_them() -> None:
    before = ServiceRecord("1", "Harbour Walks Example", phone="0161 496 0101", national=True)
    after = replace(
        before,
        phone="",
        status="paused",
        national=False,
        assured_on=date(2026, 3, 4),
        modes=("in_person", "home_visit"),
        cost="low",
        places=(RecordPlace("1 Elm Street", "M1 1AA", 53.48, -2.24),),
        times=(RecordTimes("", byday="MO,TH"), RecordTimes("Fridays")),
        terms=(Term("Walking", "x:1"), Term("", "x:2")),
    )
    assert {one.title: (one.before, one.after) for one in differences(before, after)} == {
        "Is it open?": ("Open", "Closed for now"),
        "Phone": ("0161 496 0101", NOTHING),
        "Where": (NOTHING, "1 Elm Street, M1 1AA, 53.4800, -2.2400"),
        "When": (NOTHING, "Monday, Thursday; Fridays"),
        "How to go": (NOTHING, "In person, At home"),
        "Cost": (NOTHING, "Low cost"),
        "Vouched for on": (NOTHING, "4 March 2026"),
        "Categories": (NOTHING, "Walking; x:2"),
        "Everywhere in England": ("Yes", "No"),
    }
    assert differences(before, before) == ()


def test_every_field_of_a_record_has_a_name_on_screen() -> None:
    whole = ServiceRecord("1", "x")
    for name in ServiceRecord.__dataclass_fields__:
        value = getattr(whole, name)
        other: Any = {"phone": "z"} if name == "sources" else ("z",) if isinstance(value, tuple) else "z"
        (one,) = differences(whole, replace(whole, **{name: other}))
        assert one.title, name
    assert in_words("topics", ()) == NOTHING
