"""workwell-admin, run as a program of its own on real vaults."""

from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import workwell_desktop
from tests.tree import ROOT
from tests.vaults import COACH, PASSPHRASE, Template
from workwell_desktop import admin
from workwell_desktop.admin import commands
from workwell_desktop.casework import access
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.clock import Clock
from workwell_desktop.vault.store import Vault, coaches


def run(*arguments: object, typed: str | None = None, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the program as IT staff would, with a home of its own and a pipe to type through."""
    environment = dict(os.environ)
    if home is not None:
        environment |= {"HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "XDG_CONFIG_HOME": str(home / "config")}
    return subprocess.run(
        [sys.executable, "-m", "workwell_desktop.admin", *map(str, arguments)],
        input=typed if typed is not None else "",
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def one_line(ran: subprocess.CompletedProcess[str]) -> str:
    """Return the one line of an error, and see that nothing else was said."""
    assert ran.stdout == ""
    (line,) = ran.stderr.splitlines()
    assert line.startswith("workwell-admin: ")
    return line


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    file = tmp_path / "passphrase.txt"
    file.write_text(f"{PASSPHRASE}\r\nwhat follows is ignored\n", "utf-8")
    return file


def test_a_vault_from_its_making_to_its_restoring(
    tmp_path: Path, passphrase_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, sheet, back = tmp_path / "new" / "vault", tmp_path / "sheet.txt", tmp_path / "back"
    made = run("create", "--vault", folder, "--coach", COACH, "--sheet", sheet, "--json", typed=f"{PASSPHRASE}\n")
    assert (made.returncode, made.stderr) == (0, "")
    assert json.loads(made.stdout)["vault"] == str(folder)
    assert [one.label for one in coaches(folder)] == [COACH]
    if os.name == "posix":
        assert stat.S_IMODE(sheet.stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    secret = ("--passphrase-file", passphrase_file, "--json")
    filled = say(capsys, *secret, "--vault", folder, "demo-data", "--participants", 30)
    assert json.loads(filled[1])["participants"] == 30
    kept = json.loads(say(capsys, "backup", tmp_path / "kept.wwbackup", "--vault", folder, *secret)[1])
    assert (kept["path"], kept["participants"]) == (str(tmp_path / "kept.wwbackup"), 30)
    restored = run("restore", kept["path"], "--to", back)
    assert restored.returncode == 0
    assert "30 people" in restored.stdout
    code, checked, _ = say(capsys, "verify", "--vault", back, *secret)
    assert (code, json.loads(checked)["ok"]) == (0, True)
    vault = access.unlock_with_sheet(back, sheet_groups(sheet), "harbour thimble copper lake", Clock())
    assert not vault.sheet_confirmed
    assert len(vault.sheet_groups_to_confirm()) == 2
    vault.close()
    there = {entry.name for entry in tmp_path.iterdir()} - {passphrase_file.name}
    assert there == {"new", "sheet.txt", "kept.wwbackup", "back"}
    assert {entry.name for entry in (tmp_path / "new").iterdir()} == {"vault"}


def sheet_groups(sheet: Path) -> str:
    """Return the nine groups from a sheet written as text."""
    (line,) = [line for line in sheet.read_text("utf-8").splitlines() if len(line.split()) == 9 and line.isupper()]
    return line


def test_it_starts_without_qt() -> None:
    look = (
        "import sys; from workwell_desktop import admin\n"
        "try: admin.main(['--help'])\n"
        "except SystemExit: pass\n"
        "print({name.split('.')[0] for name in sys.modules} & {'PySide6', 'shiboken6', 'reportlab', 'keyring'})"
    )
    ran = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout.splitlines()[-1] == "set()"


def test_qt_is_not_loaded_by_any_command(vault_folder: Path, passphrase_file: Path, tmp_path: Path) -> None:
    """The modules are asked for after the deed: a late import would show too."""
    deeds = [
        ["info", "--vault", str(vault_folder), "--passphrase-file", str(passphrase_file)],
        ["verify", "--vault", str(vault_folder), "--passphrase-file", str(passphrase_file)],
        ["demo-data", "--participants", "3", "--vault", str(vault_folder), "--passphrase-file", str(passphrase_file)],
        ["backup", str(tmp_path), "--vault", str(vault_folder), "--passphrase-file", str(passphrase_file)],
    ]
    look = (
        "import json, sys; from workwell_desktop import admin\n"
        "codes = [admin.main(deed) for deed in json.loads(sys.argv[1])]\n"
        "print(codes, any(name.startswith(('PySide6', 'shiboken6')) for name in sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", look, json.dumps(deeds)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert ran.stdout.splitlines()[-1] == "[0, 0, 0, 0] False"


def test_it_says_its_version_and_its_exit_codes() -> None:
    assert run("--version").stdout == f"workwell-admin {workwell_desktop.__version__}\n"
    words = run("--help").stdout
    codes = {code for code, _, _ in admin._EXIT_CODES} | {0, admin.BUG, admin.WRONG_USE}
    assert codes == set(range(8))
    assert all(f"  {code}  " in words for code in codes)


def test_a_wrong_passphrase_is_one_line_and_has_its_code(vault_folder: Path) -> None:
    refused = run("verify", "--vault", vault_folder, typed="not the right one at all\n")
    assert refused.returncode == admin.NOT_LET_IN
    assert "not the passphrase" in one_line(refused)


def test_a_passphrase_is_never_an_argument(vault_folder: Path) -> None:
    refused = run("verify", "--vault", vault_folder, "--passphrase", PASSPHRASE)
    assert refused.returncode == admin.WRONG_USE
    assert "unrecognized arguments" in one_line(refused)


def test_a_sheet_is_not_put_into_the_folder_of_its_vault(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PASSPHRASE.encode())))
    folder = tmp_path / "vault"
    folder.mkdir()
    code, _, err = say(capsys, "create", "--vault", folder, "--coach", COACH, "--sheet", folder / "sheet.txt")
    assert code == admin.WRONG_USE
    assert "own folder" in err
    assert list(folder.iterdir()) == []


def test_a_name_that_the_console_has_no_letters_for(vault_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = vault_folder.parent / "Łucja"
    vault_folder.rename(named)
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252")
    ran = run("info", "--vault", named)
    assert ran.returncode == 0
    assert "\\u0141ucja" in ran.stdout


def test_what_is_known_without_a_passphrase(vault_folder: Path, template: Template, tmp_path: Path) -> None:
    ran = run("info", "--vault", vault_folder, "--json", home=tmp_path)
    found = json.loads(ran.stdout)
    assert found["vault_id"] == template.opened.header.vault_id
    assert found["coaches"] == [{"name": COACH, "role": "lead", "extra_key": False}]
    assert found["sheets"] == [{"name": "Sheet A", "confirmed": False}]
    assert (found["backups"], found["last_backup"]) == (0, None)
    assert found["database_bytes"] == (vault_folder / "vault-0001.db").stat().st_size
    assert "rows" not in found


# From here on in this very process: the deeds are the same, and nothing is stretched.


def say(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Call the program in this process; return its code and what it said."""
    try:
        code = admin.main([str(argument) for argument in arguments])
    except SystemExit as ended:
        code = int(str(ended.code))
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["info", "--vault", "{none}"], admin.NOT_THERE, "no vault in this folder"),
        (["verify", "--vault", "{vault}", "--passphrase-file", "{none}"], admin.WRONG_USE, "cannot be read"),
        (["verify", "--vault", "{vault}", "--passphrase-file", "{empty}"], admin.WRONG_USE, "There is no passphrase"),
        (["verify", "--vault", "{vault}", "--coach", "Nobody"], admin.WRONG_USE, COACH),
        (["restore", "{empty}", "--to", "{none}"], commands.UNSOUND, "could not be read"),
        (["backup", "{none}", "--vault", "{vault}"], admin.WRONG_USE, ".wwbackup"),
        (["create", "--sheet", "{none}.pdf"], admin.WRONG_USE, "--coach"),
        (["create", "--coach", "A", "--sheet", "{none}.doc"], admin.WRONG_USE, ".pdf"),
        (["create", "--coach", "A", "--sheet", "{here}.txt"], admin.WRONG_USE, "there already"),
        (["create", "--coach", "A", "--sheet", "{none}/s.txt"], admin.WRONG_USE, "is not there"),
        (["demo-data", "--vault", "{vault}"], admin.WRONG_USE, "--participants"),
        (["frobnicate"], admin.WRONG_USE, "frobnicate"),
        ([], admin.WRONG_USE, "COMMAND"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(
    capsys: pytest.CaptureFixture[str], vault_folder: Path, tmp_path: Path, arguments: list[str], code: int, words: str
) -> None:
    (tmp_path / "empty").write_text("", "utf-8")
    (tmp_path / "here.txt").write_text("", "utf-8")
    places = {"vault": vault_folder, "none": tmp_path / "none", "empty": tmp_path / "empty", "here": tmp_path / "here"}
    found, out, err = say(capsys, *(argument.format(**places) for argument in arguments))
    assert (found, out) == (code, "")
    assert words in err
    assert len(err.splitlines()) == 1


def test_a_damaged_header_has_its_code(capsys: pytest.CaptureFixture[str], vault_folder: Path) -> None:
    for name in ("vault.json", "vault.json.bak"):
        (vault_folder / name).write_text("{}", "utf-8")
    code, _, err = say(capsys, "info", "--vault", vault_folder)
    assert code == commands.UNSOUND
    assert len(err.splitlines()) == 1


def test_a_database_that_is_gone_is_said(capsys: pytest.CaptureFixture[str], vault_folder: Path) -> None:
    (vault_folder / "vault-0001.db").unlink()
    code, _, err = say(capsys, "info", "--vault", vault_folder)
    assert code == admin.NOT_THERE
    assert len(err.splitlines()) == 1


def test_a_vault_that_is_in_use_is_left_alone(open_vault: Vault, passphrase_file: Path) -> None:
    refused = run("verify", "--vault", open_vault.folder, "--passphrase-file", passphrase_file)
    assert refused.returncode == admin.NOT_THERE
    assert one_line(refused)


def test_nothing_is_put_into_a_folder_that_holds_something(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PASSPHRASE.encode())))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine", "utf-8")
    code, _, err = say(
        capsys, "create", "--vault", tmp_path / "full", "--coach", COACH, "--sheet", tmp_path / "sheet.txt"
    )
    assert code == admin.WRONG_USE
    assert "not empty" in err
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["full"]


def test_a_passphrase_that_is_too_short_makes_no_vault(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"short\n")))
    code, _, err = say(capsys, "create", "--vault", tmp_path / "v", "--coach", COACH, "--sheet", tmp_path / "s.txt")
    assert (code, len(err.splitlines())) == (admin.WRONG_USE, 1)
    assert list(tmp_path.iterdir()) == []


def test_a_passphrase_that_was_not_typed_is_no_fault_of_the_program(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, vault_folder: Path
) -> None:
    def left(_prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", left)
    code, _, err = say(capsys, "verify", "--vault", vault_folder)
    assert (code, len(err.splitlines())) == (admin.WRONG_USE, 1)
    assert "There is no passphrase" in err


def test_fiction_is_kept_out_of_a_vault_with_real_people(
    capsys: pytest.CaptureFixture[str], template: Template, vault_folder: Path, passphrase_file: Path
) -> None:
    vault = template.open(vault_folder, Clock())
    save_intake(vault, 0, IntakeEntry(first_name="Jo", last_name="Example"))
    vault.close()
    code, out, err = say(
        capsys, "demo-data", "--participants", 5, "--vault", vault_folder, "--passphrase-file", passphrase_file
    )
    assert (code, out) == (admin.WRONG_USE, "")
    assert "not made up" in err


def test_damage_is_found_and_has_its_code(
    capsys: pytest.CaptureFixture[str], vault_folder: Path, passphrase_file: Path
) -> None:
    database = vault_folder / "vault-0001.db"
    data = bytearray(database.read_bytes())
    data[-3000] ^= 1  # in the last page: it opens, and the page check finds it
    database.write_bytes(data)
    code, out, _ = say(capsys, "verify", "--vault", vault_folder, "--passphrase-file", passphrase_file)
    assert code == commands.UNSOUND
    assert out == "" or "BAD" in out


def test_a_bug_is_told_without_a_value(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, vault_folder: Path
) -> None:
    def broken(_folder: Path) -> Any:
        raise ZeroDivisionError("Jo Example")

    monkeypatch.setattr(commands, "first_header", broken)
    code, out, err = say(capsys, "info", "--vault", vault_folder)
    assert (code, out) == (admin.BUG, "")
    assert "ZeroDivisionError" in err
    assert "Jo Example" not in err
    assert len(err.splitlines()) == 1


def test_without_a_folder_the_vault_of_this_pc_is_meant(tmp_path: Path, template: Template) -> None:
    template.copy(tmp_path / "data" / "workwell" / "vaults")
    found = json.loads(run("info", "--json", home=tmp_path).stdout)
    assert Path(found["vault"]).is_relative_to(tmp_path)
    (tmp_path / "other").mkdir()
    nothing = run("info", home=tmp_path / "other")
    assert (nothing.returncode, len(nothing.stderr.splitlines())) == (admin.NOT_THERE, 1)
