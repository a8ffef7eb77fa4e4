"""Nothing that was typed lies anywhere in the clear: two hundred planted words, and every byte that was written."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.documents.samples import words_of
from tests.journeys.day import GOAL, STEP
from tests.journeys.play import BUGS, PLANTED
from tests.journeys.seeker import pictures, plain_in, planted_in
from tests.journeys.story import planted_words
from tests.journeys.trace import TracedDay
from tests.tree import ROOT
from tests.vaults import NEW_PASSPHRASE
from workwell_desktop.clock import Clock
from workwell_desktop.vault.store import coaches, unlock

ALL = set(planted_words(PLANTED))
NOT_FILES = ("pipe:", "anon_inode:", "socket:")


def written(day: TracedDay) -> Iterator[tuple[str, bytes]]:
    """Yield everything that was written during the day, whether it still lies there or not, but for the papers.

    First what went through the system's calls, by the file (or pipe) it went to, files that were removed since
    included; then every file that lies in the user's folders, or was opened to be written anywhere.
    """
    papers = {str(paper) for paper in day.papers}
    for where, data in day.trace.written.items():
        if not is_paper(where, papers):
            yield where, bytes(data)
    folders = [path for path in day.room.rglob("*") if path.name != "trace"]
    for path in {*folders, *day.trace.opened}:
        if path.is_file() and not is_paper(str(path), papers):
            yield str(path), path.read_bytes()


def is_paper(where: str, papers: set[str]) -> bool:
    """Say whether this is a paper that the coach chose to save, or the file that it was written as at first."""
    name = Path(where).name
    first = name.startswith(".") and name.endswith(".tmp")
    return (str(Path(where).parent / name[1:].rsplit(".", 2)[0]) if first else where) in papers


def test_all_planted_words_lie_in_the_vault(traced_day: TracedDay) -> None:
    """The day planted what it was to plant: with the passphrase, every word is there."""
    (folder,) = (traced_day.desk / "WorkWell" / "vaults").iterdir()
    vault = unlock(folder, coaches(folder)[0].slot_id, traced_day.said("passphrase"), clock=Clock())
    try:
        with vault.reading() as session:
            connection = session.connection()
            tables = connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
            )
            found: set[str] = set()
            for (table,) in tables.all():
                for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"'):  # noqa: S608 - names of our tables
                    found |= planted_in(repr(tuple(row)).encode(), deep=False)
    finally:
        vault.close()
    assert found == ALL


def test_nothing_that_was_written_holds_a_planted_word(traced_day: TracedDay) -> None:
    assert {where: found for where, data in written(traced_day) if (found := planted_in(data))} == {}


def test_nothing_that_was_written_is_a_page_or_a_picture(traced_day: TracedDay) -> None:
    """A page or a picture would hide words from the search: none is written but the papers."""
    assert {where: found for where, data in written(traced_day) if (found := pictures(data[:4096]))} == {}


def test_neither_passphrase_nor_sheet_is_written(traced_day: TracedDay) -> None:
    groups = traced_day.said("sheet").split()
    secrets = (
        traced_day.said("passphrase"),
        NEW_PASSPHRASE,
        "".join(groups),
        " ".join(groups[:3]),
        "-".join(groups[:3]),
    )
    files = ((where, data) for where, data in written(traced_day) if not where.startswith(NOT_FILES))
    assert {where: found for where, data in files if (found := plain_in(data, secrets))} == {}


def test_what_was_searched_is_the_whole_day(traced_day: TracedDay) -> None:
    """The search had before it the database, its journals, the backups and the settings; only papers were left out."""
    searched = [where for where, _data in written(traced_day)]
    for ending in ("vault-0001.db", "-wal", "-shm", ".wwbackup", "settings.json", "vault.json", "throttle.json"):
        assert any(where.endswith(ending) for where in searched), ending
    assert sum(len(data) for _where, data in written(traced_day)) > 2_000_000
    memory = {where for where in traced_day.trace.shared if not where.endswith("-shm")}
    assert memory == set()  # what is written through memory is no call: only SQLite's index of its journal is


def test_each_paper_holds_what_was_said_for_it_and_no_word_more(traced_day: TracedDay) -> None:
    """Nothing of health, mood or home is in the letter, nor what was left out or said otherwise in the end."""
    sown = json.loads(traced_day.said("sown"))

    def said_as(*places: str) -> set[str]:
        words = planted_words(PLANTED)
        return {words[number] for place in places for number in sown[place]}

    sheet, plan, letter = (planted_in(words_of(paper.read_bytes()).encode()) for paper in traced_day.papers)
    service = said_as("Elm Street Clinic")
    names = said_as("Jo", "Joanne", "Example")
    addressed = said_as("Harbour Foods", "Lena Example", "Their job", "Employer’s address")
    assert sheet == service
    assert letter >= said_as("I would like to start at half past nine", "Harbour Foods", "Jo", "Example")
    assert letter <= said_as("I would like to start at half past nine") | service | names | addressed
    assert plan >= said_as("Jo", GOAL, STEP, "A start at nine")
    assert plan <= said_as(GOAL, STEP, "A start at nine", "Mornings are slow", "Room 4") | service | names | addressed


def test_nothing_but_the_papers_lies_beside_the_home(traced_day: TracedDay) -> None:
    assert {path for path in traced_day.desk.iterdir() if path.is_file()} == set(traced_day.papers)


def test_no_window_s_title_names_anybody(traced_day: TracedDay) -> None:
    titles = traced_day.said("titles")
    assert "WorkWell" in titles
    assert planted_in(titles.encode()) == set()


def test_a_report_of_a_bug_holds_no_words(tmp_path: Path) -> None:
    """A bug whose own message is full of planted words leaves none in the report, nor on the console."""
    command = [sys.executable, "-m", "tests.journeys.play", "bugs", str(tmp_path)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.stdout.split() == [*BUGS, "done"], ran.stderr
    for place in BUGS:
        report = (tmp_path / f"{place}.txt").read_text("utf-8")
        assert "ValueError" in report
        assert planted_in(report.encode()) == set()
        assert str(ROOT) not in report
    assert ran.stderr.count("The report holds no names") == len(BUGS)
    assert planted_in(ran.stderr.encode()) == set()
