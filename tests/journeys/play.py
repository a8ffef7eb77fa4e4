"""A program in a process of its own, to be traced or killed: ``python -m tests.journeys.play DEED HOME ...``.

    day HOME             plays the coach's day with planted words, and leaves papers beside the home
    guide HOME           goes through the guide of the first start to the recovery sheet, and waits to be killed
    hold HOME            unlocks with the passphrase on standard input, and waits to be killed
    bugs HOME            meets bugs whose own messages hold planted words, and puts each report beside the home
    type HOME WORDS MORE unlocks with the passphrase on standard input, types WORDS into the Intake of the only
                         participant, waits until two seconds have passed, types MORE, and waits to be killed
    answer HOME          unlocks with the passphrase on standard input, answers four questions of the only participant's
                         PHQ-9 by key, waits until two seconds have passed, and waits to be killed

Each says on standard output how far it is.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path
from unittest.mock import patch

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from tests.journeys import day
from tests.journeys.keyboard import Keyboard
from tests.journeys.stage import Stage
from tests.journeys.story import Story, planted_words
from tests.vaults import NEW_PASSPHRASE, make_template
from workwell_desktop.casework import access
from workwell_desktop.crash import catch_bugs
from workwell_desktop.forms import questionnaire
from workwell_desktop.paths import Places
from workwell_desktop.ui.pages import referral_page

PLANTED = 200
BUGS = ("save", "worker", "timer", "thread", "unraisable")
PAPERS = ("sheet.pdf", "plan.pdf", "letter.pdf")


class Titles(QObject):
    """Notes every title that a window of the program bears: window managers and screen recorders keep them."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        titled = event.type() in {QEvent.Type.WindowTitleChange, QEvent.Type.Show}
        if titled and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.add(watched.windowTitle())
        return False


def tell(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - the test that started this process reads it


def play_day(home: Path) -> None:
    """Play the whole day with planted words: lock, unlock, lose the PC, restore. Say the secrets and the titles."""
    sheet, plan, letter = (home.parent / name for name in PAPERS)
    home.parent.mkdir(exist_ok=True)
    stage, story = Stage(home, saves=[sheet, plan, letter]), Story(planted_words(PLANTED))
    titles = Titles()
    titles.seen.add(stage.window.windowTitle())
    stage.app.installEventFilter(titles)
    passphrase, groups = day.first_run(stage, story, sheet)
    tell(f"passphrase: {passphrase}")
    tell(f"sheet: {' '.join(groups.split())}")
    tell("vault made")
    day.take_referral(stage, story)
    day.assess(stage, story)
    day.choose_service(stage, story)
    tell("assessed")
    day.make_plan(stage, story)
    day.print_plan(stage, story, plan)
    day.release_letter(stage, story, letter, passphrase)
    tell("papers saved")
    day.write_on(stage, story)
    assert story.left == 0
    day.lock(stage)
    stage.unlock(passphrase)
    day.back_up_now(stage)
    tell("backed up")
    stage.close()
    stage = Stage(home.parent / "new PC", opens=[day.newest_backup(home)])
    day.bring_back(stage, groups, NEW_PASSPHRASE)
    stage.close()
    tell("restored")
    tell(f"titles: {sorted(titles.seen)}")
    tell(f"sown: {json.dumps(story.sown)}")


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


def answer_and_wait(home: Path) -> None:
    """Answer the first questions of a questionnaire, let two seconds pass, and wait for the end."""
    stage = Stage(home)
    keys = Keyboard(stage)
    stage.unlock(sys.stdin.readline().strip())
    keys.press("Begin the assessment: Jo Example")
    keys.write("What makes work hard?", "Standing and lifting.")
    keys.section("Questionnaires")
    keys.press("Begin: Mood over 2 weeks (PHQ-9)")
    keys.press("Ask it together")
    for item in questionnaire("phq9").items[:4]:
        keys.pick(item.text, "Several days")
    answered = time.monotonic()
    stage.hand.wait_for(lambda: time.monotonic() - answered >= 2, "two seconds to pass")
    tell("two seconds have passed")
    stage.app.exec()


def go_to_the_sheet(home: Path) -> None:
    """Go through the guide of the first start as far as the recovery sheet, and wait for the end."""
    stage = Stage(home)
    tell(day.make_vault(stage, Story()))
    tell("the sheet is shown")
    stage.app.exec()


def hold(home: Path) -> None:
    """Unlock with the passphrase on standard input, and stay open until the end."""
    stage = Stage(home)
    stage.unlock(sys.stdin.readline().strip())
    tell("open")
    stage.app.exec()


def meet_bugs(home: Path) -> None:
    """Let something go wrong in a save, on the worker, in a timer, in a thread and where nothing can be raised."""
    words = " ".join(planted_words(20))
    places = Places.under(home)
    make_template(places.vaults)
    stage = Stage(home)
    stage.unlock_template()
    stage.hand.press("Someone new")
    catch_bugs(places.config)

    def fail(*_given: object, **_named: object) -> None:
        raise ValueError(words) from KeyError(words)

    class Falls:
        def __del__(self) -> None:
            fail()

    def save() -> None:
        with patch.object(referral_page, "save_referral", fail):
            stage.hand.write("First name", words)
            stage.hand.press("Save and open")

    def worker() -> None:
        with patch.object(access, "back_up", fail):
            stage.hand.press("Settings")
            stage.hand.open_tab("This PC")
            stage.hand.press("Back up now")
            stage.hand.wait_for(report.exists, "a report")
            stage.hand.press("Close")

    def timer() -> None:
        with patch.object(referral_page, "keep_draft", fail):
            stage.hand.write("Last name", words)
            stage.hand.wait_for(report.exists, "a report")
            stage.hand.write("Last name", "")

    def thread() -> None:
        one = threading.Thread(target=fail)
        one.start()
        one.join()

    report = places.config / "last-bug.txt"
    for name, meet in zip(BUGS, (save, worker, timer, thread, lambda: Falls() and None), strict=True):
        meet()
        stage.hand.wait_for(report.exists, "a report")
        report.rename(home / f"{name}.txt")
        tell(name)
    tell("done")
    os._exit(0)  # the window stands as the bugs left it


if __name__ == "__main__":
    deed, home = sys.argv[1], Path(sys.argv[2])
    if deed == "day":
        play_day(home)
    elif deed == "guide":
        go_to_the_sheet(home)
    elif deed == "hold":
        hold(home)
    elif deed == "answer":
        answer_and_wait(home)
    elif deed == "bugs":
        meet_bugs(home)
    else:
        type_and_wait(home, *sys.argv[3:])
