"""A program in a process of its own, to be traced or killed: ``python -m tests.journeys.play DEED HOME ...``.

    day HOME             plays the coach's day with planted words, and leaves papers beside the home
    type HOME WORDS MORE unlocks with the passphrase on standard input, types WORDS into the Intake of the only
                         participant, waits until two seconds have passed, types MORE, and waits to be killed

Each says on standard output how far it is.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from tests.journeys import day
from tests.journeys.stage import Stage
from tests.journeys.story import Story, planted_words

PLANTED = 200
PAPERS = ("sheet.pdf", "plan.pdf", "letter.pdf")


def tell(words: str) -> None:
    print(words, flush=True)


def play_day(home: Path) -> None:
    """Play the whole day with planted words, lock, unlock, and close."""
    sheet, plan, letter = (home.parent / name for name in PAPERS)
    stage, story = Stage(home, saves=[sheet, plan, letter]), Story(planted_words(PLANTED))
    passphrase, _sheet = day.first_run(stage, story, sheet)
    tell("vault made")
    day.take_referral(stage, story)
    day.assess(stage, story)
    day.choose_service(stage, story)
    tell("assessed")
    day.make_plan(stage, story)
    day.print_plan(stage, story, plan)
    day.release_letter(stage, story, letter)
    tell("papers saved")
    day.write_on(stage, story)
    assert story.left == 0
    day.lock(stage)
    stage.unlock(passphrase)
    day.back_up_now(stage)
    tell("backed up")
    stage.close()
    tell("closed")


def type_and_wait(home: Path, words: str, more: str) -> None:
    """Type, let two seconds pass, type more, and wait for the end."""
    stage = Stage(home)
    stage.unlock(sys.stdin.readline().strip())
    stage.hand.pick_row("Jo")
    stage.hand.open_tab("Intake")
    stage.hand.press("Health")
    stage.hand.write("In Jo’s words", words)
    typed = time.monotonic()
    stage.hand.wait_for(lambda: time.monotonic() - typed >= 2, "two seconds to pass")
    tell("two seconds have passed")
    stage.hand.write("In Jo’s words", words + more)
    tell("typing")
    stage.app.exec()


if __name__ == "__main__":
    deed, home = sys.argv[1], Path(sys.argv[2])
    if deed == "day":
        play_day(home)
    else:
        type_and_wait(home, *sys.argv[3:])
