"""workwell-admin: vaults made, looked at, checked, backed up and restored from a console, for IT staff. No Qt.

A passphrase is never taken from the command line, where other people's programs could read it: it comes from a file,
from a pipe, or is asked for.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from workwell_desktop import crash
from workwell_desktop.admin import commands, directory, importing, updating
from workwell_desktop.admin.console import Answer
from workwell_desktop.build_facts import TellVersion
from workwell_desktop.errors import (
    BackupUnreadable,
    DatabaseDamaged,
    ExtraKeyMissing,
    FolderRefused,
    HeaderDamaged,
    InputProblem,
    NewerVersion,
    NotKept,
    OlderCopy,
    TooManyTries,
    VaultInUse,
    VaultMissing,
    WorkwellError,
    WrongPassphrase,
)
from workwell_desktop.vault.header_file import SUFFIX

BUG, WRONG_USE, NOT_LET_IN, NOT_THERE, NEWER, NOT_WRITTEN, STOPPED = 1, 2, 3, 4, 6, 7, 130

_EXIT_CODES: tuple[tuple[int, str, tuple[type[WorkwellError], ...]], ...] = (
    (NOT_LET_IN, "not let in: passphrase, too many tries, this PC's extra key",
     (WrongPassphrase, TooManyTries, ExtraKeyMissing)),
    (NOT_THERE, "no vault there, in use, or a folder that it must not lie in",
     (VaultMissing, VaultInUse, FolderRefused)),
    (commands.UNSOUND, "damaged, older than its key file, or an unreadable backup",
     (HeaderDamaged, DatabaseDamaged, OlderCopy, BackupUnreadable)),
    (NEWER, "made by a newer WorkWell", (NewerVersion,)),
    (NOT_WRITTEN, "the disk is full or refuses", (NotKept,)),
)  # fmt: skip


class Parser(argparse.ArgumentParser):
    """Reads the command line; what is wrong with it is said in one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is, and end with the code for wrong use."""
        self.exit(WRONG_USE, f"workwell-admin: {message}. See workwell-admin --help.\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line asks for and return the exit code. Errors are one line on the standard error."""
    for out in (sys.stdout, sys.stderr):  # a name that the console has no letters for is no reason to fail
        if isinstance(out, io.TextIOWrapper):
            out.reconfigure(errors="backslashreplace")
    unsaid = argparse.Namespace(vault=None, passphrase_file=None, coach=None, json=False)
    arguments = _parser().parse_args(argv, unsaid)
    deed: Callable[[argparse.Namespace], Answer] = arguments.deed
    try:
        answer = deed(arguments)
    except WorkwellError as problem:
        return _say_problem(problem)
    except KeyboardInterrupt:
        return STOPPED
    except Exception as bug:  # noqa: BLE001 - whatever else it is, it is a bug, and told without a value
        sys.stderr.write(
            f"workwell-admin: a fault in WorkWell. {' '.join(crash.report(type(bug), bug.__traceback__).split())}\n"
        )
        return BUG
    text = json.dumps(answer.figures, indent=1) if arguments.json else "\n".join(answer.lines)
    sys.stdout.write(f"{text}\n")
    return answer.code


def _parser() -> Parser:
    common = Parser(add_help=False, allow_abbrev=False, argument_default=argparse.SUPPRESS)
    common.add_argument(
        "--vault", type=Path, metavar="DIR",
        help="the folder that holds vault.json; without it, the one last used on this PC. For create: the new folder",
    )  # fmt: skip
    common.add_argument(
        "--passphrase-file", metavar="FILE",
        help="read the passphrase from the first line of FILE; - is the standard input, used also without this",
    )  # fmt: skip
    common.add_argument(
        "--coach",
        metavar="NAME",
        help="who signs in, where the vault has more than one coach; for create: whom it is for",
    )
    common.add_argument("--json", action="store_true", help="answer in JSON")
    whole = Parser(
        prog="workwell-admin",
        description="WorkWell vaults for IT staff. A passphrase is never an argument.",
        epilog=_exit_code_help(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[common],
        allow_abbrev=False,  # else --passphrase WORDS would be taken for a file's name, and stand in the history
    )
    whole.add_argument(
        "--version", action=TellVersion, nargs=0, const="workwell-admin", help="say which version this is, and end"
    )
    known = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(name: str, deed: Callable[[argparse.Namespace], Answer], words: str) -> argparse.ArgumentParser:
        parser = known.add_parser(name, help=words, description=deed.__doc__, parents=[common], allow_abbrev=False)
        parser.set_defaults(deed=deed)
        return parser

    new = command("create", commands.create, "make a vault for a coach, and its recovery sheet")
    new.add_argument("--sheet", type=Path, metavar="OUT", required=True, help="a new .pdf or .txt file for the sheet")
    command("info", commands.info, "say what is known of a vault, without its passphrase")
    command("verify", commands.verify, "check every page, event and signed version")
    back_up = command("backup", commands.make_backup, "make and prove a backup")
    back_up.add_argument("out", type=Path, metavar="OUT", help=f"a folder, or a new file that ends in {SUFFIX}")
    back = command("restore", commands.bring_back, "bring a backup back into a new folder; no passphrase is needed")
    back.add_argument("file", type=Path, metavar="FILE", help=f"a {SUFFIX} file")
    back.add_argument("--to", type=Path, metavar="DIR", required=True, help="the new vault's own folder")
    demo = command("demo-data", commands.demo_data, "put fictional people into a vault for trials")
    demo.add_argument("--participants", type=int, metavar="N", required=True, help="how many people")
    people = command("import-participants", importing.import_participants, "bring people in from a spreadsheet")
    people.add_argument("file", type=Path, metavar="FILE", help="a .csv or .xlsx file")
    people.add_argument("--dry-run", action="store_true", help="only say what would happen; nothing is written")
    people.add_argument("--sheet", metavar="NAME", help="which sheet of a workbook; the first one without this")
    people.add_argument(
        "--month-first", action="store_true", help="where nothing in a column of dates shows it, the month comes first"
    )
    people.add_argument("--no-heads", action="store_true", help="the first row is a person, and names no columns")
    people.add_argument("--again", action="store_true", help="bring in a file that was brought in before")
    update = command("check-update", updating.check_update, "check the update on a stick; nothing is installed")
    update.add_argument("folder", type=Path, metavar="FOLDER", help="the folder or the stick")
    update.add_argument(
        "--into", type=Path, metavar="NEW", help="keep the checked copy in this new folder, which only you can change"
    )
    _add_directory(command)
    return whole


def _add_directory(
    command: Callable[[str, Callable[[argparse.Namespace], Answer], str], argparse.ArgumentParser],
) -> None:
    bring = command("import-directory", directory.import_directory, "bring a list of services in")
    bring.add_argument("path", type=Path, metavar="PATH", help="a file or a folder: Open Referral, HSDS, CSV or XLSX")
    bring.add_argument("--source", metavar="NAME", help="what the list is called here; the same name renews it")
    bring.add_argument("--partial", action="store_true", help="it is a part of the list: nothing is taken off")
    bring.add_argument("--dry-run", action="store_true", help="only say what would happen; nothing is shown")
    look = command("find-services", directory.find, "look for services by words")
    look.add_argument("text", metavar="TEXT", help="words, as a coach types them; may be empty")
    fits = command("match-services", directory.match, "suggest services for needs, with why")
    for parser, must in ((look, False), (fits, True)):
        parser.add_argument(
            "--need", metavar="N", nargs="+", required=must, action="extend", help="an id of needs.toml, or several"
        )
        parser.add_argument("--near", metavar="POSTCODE", help="where distances are counted from")
        parser.add_argument("--limit", type=_count, metavar="N", default=20, help="how many at most")
    out = command("export-directory", directory.export, "write the directory to a file")
    out.add_argument("out", type=Path, metavar="OUT", help="a new file")
    out.add_argument("--format", choices=("oruk3", "csv"), required=True, help="Open Referral UK 3, or a table")


def _count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 1_000:
        raise argparse.ArgumentTypeError("a number from 1 to 1000")
    return number


def _exit_code_help() -> str:
    rows = [(0, "done"), (BUG, "a fault in WorkWell"), (WRONG_USE, "wrong use, or something that cannot be")]
    rows += [(code, words) for code, words, _ in _EXIT_CODES]
    return "\n".join(["exit codes:", *(f"  {code}  {words}" for code, words in rows)])


def _say_problem(problem: WorkwellError) -> int:
    said = " ".join(problem.fields.values()) if isinstance(problem, InputProblem) else str(problem)
    sys.stderr.write(f"workwell-admin: {' '.join(said.split())}\n")
    return next((code for code, _, kinds in _EXIT_CODES if isinstance(problem, kinds)), WRONG_USE)
