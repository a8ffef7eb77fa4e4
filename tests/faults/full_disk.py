"""The program on a disk that is really full: ``python -m tests.faults.full_disk HOME``, the passphrase on its input.

HOME lies on a small disk of its own. Says on standard output what came of each thing that was tried.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from tests.journeys import views
from tests.journeys.stage import Stage
from tests.vaults import FakeTime

WORDS = "What I say while there is no room"
FIELD = "In Jo’s words"


def tell(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - the test that started this process reads it


@contextmanager
def full(disk: Path) -> Iterator[None]:
    """Fill the disk to its last byte for as long as this lasts."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    file.write(b"\x00" * size)
            except OSError:
                continue
    yield
    filler.unlink()


def main(home: Path, passphrase: str) -> None:
    stage = Stage(home, clock=FakeTime().clock)
    hand = stage.hand
    stage.unlock(passphrase)
    views.open_person(stage, "Jo Example")
    hand.open_tab("Intake")
    views.go(stage, "health")
    with full(home.parent):
        hand.write(FIELD, WORDS)
        stage.wait_for(lambda: stage.says("Not saved yet"), "that nothing was saved")
        tell("typing: not saved yet")
        hand.press("Save and go to Agreements")
        stage.wait_for(lambda: stage.says("Not saved yet"), "that nothing was saved")
        tell("saving: not saved yet")
        assert stage.typed(FIELD) == WORDS
        stage.window.close()
        stage.app.processEvents()
        assert stage.window.isVisible()
        tell(f"closing: {stage.doors.asked[-1][0]}")
        assert stage.typed(FIELD) == WORDS
    stage.wait_for(lambda: stage.says("Kept at"), "that it was kept once there was room")
    tell("room: kept")
    stage.close()
    stage = Stage(home, clock=FakeTime().clock)
    stage.unlock(passphrase)
    views.open_person(stage, "Jo Example")
    stage.hand.open_tab("Intake")
    views.go(stage, "health")
    tell(f"again: {stage.typed(FIELD)}")
    stage.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.stdin.readline().strip())
