"""A coach's day, played through the real windows over a real vault, with everything that can happen to the PC."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.documents.samples import words_of
from tests.journeys import day
from tests.journeys.reading import Pages, everything
from tests.journeys.stage import Stage
from tests.journeys.story import Story
from tests.tree import ROOT
from tests.vaults import NEW_PASSPHRASE

TYPED, TYPED_LATER = "The words of the last two seconds", " and more"


def test_a_coachs_day(start: Callable[..., Stage], tmp_path: Path) -> None:
    """First run, intake, assessment, plan, letter, lock, kill, PC lost: everything is still there."""
    home, papers, story = tmp_path / "home", tmp_path / "papers", Story()
    papers.mkdir()
    sheet_paper, plan_paper, letter_paper = (papers / name for name in ("sheet.pdf", "plan.pdf", "letter.pdf"))

    # The first day at the desk, and the first participant.
    stage = start(home, saves=[sheet_paper, plan_paper, letter_paper])
    passphrase, sheet = day.first_run(stage, story, sheet_paper)
    day.take_referral(stage, story)
    day.assess(stage, story)
    day.choose_service(stage, story)
    day.make_plan(stage, story)
    day.print_plan(stage, story, plan_paper)
    left_out = day.release_letter(stage, story, letter_paper, passphrase)
    assert day.GOAL in words_of(plan_paper.read_bytes())
    letter = words_of(letter_paper.read_bytes())
    assert "I would like to start at half past nine" in letter
    assert left_out not in letter

    # Somebody comes to the door: the coach locks with half a sentence typed, and comes back.
    half = day.write_on(stage, story)
    day.lock(stage)
    assert not any(story.last in words for words in stage.words())
    stage.unlock(passphrase)
    before = everything(stage, story.called)
    assert f"In Jo’s words: {half}" in before["Intake: Health"]
    assert day.TASK in before["Assessment: Your job’s tasks"]
    assert f"“{day.GOAL}”" in before["Plan"]
    assert any(day.SERVICE in words for words in before["Plan"])
    stage.close()

    # The power goes while somebody types.
    kill_while_typing(home, passphrase)
    stage = start(home)
    stage.unlock(passphrase)
    after = everything(stage, story.called)
    assert [one for one in after["Intake: Health"] if one.startswith("In Jo’s words: ")] in (
        [f"In Jo’s words: {TYPED}"],
        [f"In Jo’s words: {TYPED}{TYPED_LATER}"],  # the program was quicker than the kill
    )
    assert without_words(after) == without_words(before)
    day.back_up_now(stage)
    stage.close()

    # The PC is lost. A new one has the backup from the stick and the sheet from the drawer.
    stage = start(tmp_path / "new PC", opens=[day.newest_backup(home)])
    day.bring_back(stage, sheet, NEW_PASSPHRASE)
    assert everything(stage, story.called) == after
    day.lock(stage)
    stage.unlock(NEW_PASSPHRASE)
    stage.close()


def kill_while_typing(home: Path, passphrase: str) -> None:
    """Start the program in a process of its own, and kill it between two letters, two seconds after the first words."""
    command = [sys.executable, "-m", "tests.journeys.play", "type", str(home), TYPED, TYPED_LATER]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(f"{passphrase}\n")
        child.stdin.flush()
        said = [child.stdout.readline().strip(), child.stdout.readline().strip()]
        child.send_signal(signal.SIGKILL)
        child.wait()
    assert said == ["two seconds have passed", "typing"]
    assert child.returncode == -signal.SIGKILL


def without_words(pages: Pages) -> Pages:
    """Return the pages without the field that was typed in."""
    return {name: [one for one in read if not one.startswith("In Jo’s words: ")] for name, read in pages.items()}
