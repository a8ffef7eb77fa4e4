"""workwell-admin import-participants, on a real vault."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.spreadsheets import workbook
from tests.vaults import PASSPHRASE, Template
from workwell_desktop import admin
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.casework.spreadsheet.undoing import imports
from workwell_desktop.clock import Clock
from workwell_desktop.models.participants import Participant

LIST = """Name,DOB,NHS number,Phone,Favourite colour
"Example, Anna",13/4/1976,999 000 0018,07700 900123,blue
Bill Example,14/4/1980,,,
Jo Example,31/4/1980,,,red
Known Example,15/5/1990,,,
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST, "utf-8")
    return path


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase.txt"
    path.write_text(PASSPHRASE, "utf-8")
    return path


@pytest.fixture
def folder(template: Template, vault_folder: Path) -> Path:
    vault = template.open(vault_folder, Clock())
    save_intake(vault, 0, IntakeEntry(first_name="Known", last_name="Example", birth_date="15 May 1990"))
    vault.close()
    return vault_folder


def say(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = admin.main([str(one) for one in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def people(template: Template, folder: Path) -> int:
    vault = template.open(folder, Clock())
    try:
        with vault.reading() as session:
            return session.scalar(select(func.count()).select_from(Participant)) or 0
    finally:
        vault.close()


def test_a_trial_run_writes_nothing_and_then_it_is_brought_in(
    capsys: pytest.CaptureFixture[str], template: Template, folder: Path, file: Path, secret: Path
) -> None:
    usual = ("--vault", folder, "--passphrase-file", secret, "--json")
    code, out, err = say(capsys, "import-participants", file, "--dry-run", *usual)
    assert (code, err) == (0, "")
    tried: dict[str, Any] = json.loads(out)
    assert tried["new"] == 2
    assert tried["rejected"] == [{"row": 4, "reason": "Date of birth: this day does not exist."}]
    assert tried["duplicates"] == [
        {"row": 5, "reason": "a participant in this vault has the same birth date, the same name"}
    ]
    assert tried["not_taken"] == ["Favourite colour"]
    assert tried["columns"]["DOB"] == "birth_date"
    assert (tried["dry_run"], tried["brought_in_before"], people(template, folder)) == (True, False, 1)
    done = json.loads(say(capsys, "import-participants", file, *usual)[1])
    assert {name: done[name] for name in ("new", "duplicates", "rejected")} == {
        name: tried[name] for name in ("new", "duplicates", "rejected")
    }
    assert people(template, folder) == 3
    vault = template.open(folder, Clock())
    assert [(one.id, one.new, one.duplicates, one.rejected) for one in imports(vault)] == [(done["import"], 2, 1, 1)]
    vault.close()
    code, out, err = say(capsys, "import-participants", file, *usual)
    assert (code, out) == (admin.WRONG_USE, "")
    assert "before" in err
    again = json.loads(say(capsys, "import-participants", file, "--again", *usual)[1])
    assert (again["new"], len(again["duplicates"])) == (0, 3)


def test_the_words_for_people_name_nobody(
    capsys: pytest.CaptureFixture[str], folder: Path, file: Path, secret: Path
) -> None:
    code, out, _err = say(
        capsys, "import-participants", file, "--dry-run", "--vault", folder, "--passphrase-file", secret
    )
    assert code == 0
    assert "2 people would be new." in out
    assert "  Row 4: Date of birth: this day does not exist." in out
    assert "Column “Favourite colour” is not taken." in out
    assert not any(name in out for name in ("Anna", "Bill", "Jo", "Known", "blue", "07700"))


def test_days_that_could_be_either_are_day_first_unless_said(
    capsys: pytest.CaptureFixture[str], template: Template, folder: Path, tmp_path: Path, secret: Path
) -> None:
    file = tmp_path / "either.xlsx"
    file.write_bytes(workbook({"Front": [["x"]], "List": [["Name", "DOB"], ["Jo Example", "3/4/1976"]]}))
    usual = ("--sheet", "List", "--vault", folder, "--passphrase-file", secret, "--json")
    tried = json.loads(say(capsys, "import-participants", file, "--dry-run", *usual)[1])
    assert tried["either_way"] == ["DOB"]
    assert json.loads(say(capsys, "import-participants", file, "--month-first", *usual)[1])["new"] == 1
    vault = template.open(folder, Clock())
    with vault.reading() as session:
        born = session.scalars(select(Participant.birth_date).where(Participant.first_name == "Jo")).one()
    vault.close()
    assert f"{born}" == "1976-03-04"


def test_a_file_that_is_none_is_one_line(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path, secret: Path
) -> None:
    usual = ("--vault", folder, "--passphrase-file", secret)
    picture = tmp_path / "list.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 50)
    for arguments in ((picture,), (tmp_path / "gone.csv",)):
        code, out, err = say(capsys, "import-participants", *arguments, *usual)
        assert (code, out, len(err.splitlines())) == (admin.WRONG_USE, "", 1)
    nameless = tmp_path / "nameless.csv"
    nameless.write_text("Shoe,Size\nleft,41\n", "utf-8")
    code, out, err = say(capsys, "import-participants", nameless, *usual)
    assert (code, out) == (admin.WRONG_USE, "")
    assert "which column holds the names" in err
    book = tmp_path / "book.xlsx"
    book.write_bytes(workbook({"S": [["Name"]]}))
    assert say(capsys, "import-participants", book, "--sheet", "T", *usual)[0] == admin.WRONG_USE


def test_a_list_that_begins_with_its_first_person(
    capsys: pytest.CaptureFixture[str], template: Template, folder: Path, tmp_path: Path, secret: Path
) -> None:
    file = tmp_path / "bare.csv"
    file.write_text("Anna Example,13/4/1976\nBill Example,14/4/1980\n", "utf-8")
    usual = ("--dry-run", "--vault", folder, "--passphrase-file", secret)
    figures = json.loads(say(capsys, "import-participants", file, "--json", *usual)[1])
    assert (figures["no_heads"], figures["rows"], figures["new"]) == (True, 2, 2)
    assert figures["columns"] == {"Column A": "name", "Column B": "birth_date"}
    out = say(capsys, "import-participants", file, *usual)[1]
    assert "The first row is taken for a person: it names no column that we know." in out
    assert "Anna" not in out


def test_the_heads_are_a_person_when_that_is_said(
    capsys: pytest.CaptureFixture[str], template: Template, folder: Path, tmp_path: Path, secret: Path
) -> None:
    file = tmp_path / "town.csv"  # the town that the first person lives in is also what a column may be called
    file.write_text("Anna Example,Town,13/4/1976\nBill Example,York,14/4/1980\n", "utf-8")
    usual = ("--dry-run", "--json", "--vault", folder, "--passphrase-file", secret)
    figures = json.loads(say(capsys, "import-participants", file, "--no-heads", *usual)[1])
    assert (figures["no_heads"], figures["rows"], figures["new"]) == (True, 2, 2)
