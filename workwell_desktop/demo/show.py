"""The demo under way: the window, a pair of hands, pictures, and what was done so far."""

from __future__ import annotations

import shutil
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QLabel

from workwell_desktop.app import make_application, make_window
from workwell_desktop.clock import Clock
from workwell_desktop.paths import Places
from workwell_desktop.ui.doors import ReadyDoors
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.printing import page_as_image
from workwell_desktop.ui.window import Window

WIDTH, HEIGHT = 1440, 900
PAGE_WIDTH = 827  # pixels: A4 at 100 dots an inch
PLANS = ("plan_standard.pdf", "plan_large.pdf", "plan_easyread.pdf", "plan_pocket.pdf")  # in the order they are saved
SHORTLIST = "shortlist.pdf"
LETTERS = ("letter.pdf", "letter_request.pdf", "letter_referral.pdf")


def _until_morning(now: datetime) -> timedelta:
    """Return how far away half past ten of the same day is; behind the present moment it is below nothing."""
    return now.replace(hour=10, minute=30, second=0, microsecond=0) - now


class Show:
    """The demo under way: the window, a pair of hands, and what was done so far."""

    def __init__(self, out: Path, *, slow_ms: int = 0) -> None:
        self.out = out
        self.home = out / "home"
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True)
        self.done: list[str] = []
        # How far the demo's clock is put on: it plays a morning, whatever the hour, and no meeting is waited for.
        self.ahead = _until_morning(datetime.now().astimezone())
        self.clock = Clock(utc=lambda: datetime.now(UTC) + self.ahead)
        self.began = time.monotonic()
        app, self.look = make_application(Places.under(self.home))
        names = ("recovery-sheet.pdf", "assessment.pdf", SHORTLIST, *PLANS, "phased_return.pdf", *LETTERS)
        self.doors = ReadyDoors(self.look, saves=[out / name for name in names], prints_to=out)
        self.window: Window = make_window(app, self.look, Places.under(self.home), self.clock, self.doors)
        self.window.resize(WIDTH, HEIGHT)
        self.window.show()
        self.app = app
        self.hand = Hand(app, slow_ms)
        self.passphrase = ""

    def say(self, what: str) -> None:
        """Write down what was done, with the seconds since the start."""
        line = f"{time.monotonic() - self.began:5.1f} s  {what}"
        self.done.append(line)
        print(line, flush=True)

    def labels(self) -> list[QLabel]:
        """Return the words in sight."""
        return [label for label in self.window.findChildren(QLabel) if label.isVisible()]

    def keep_print(self, name: str) -> None:
        """Keep what was printed last under a name of its own."""
        self.doors.printed[-1].rename(self.out / name)

    def page_one(self, name: str) -> None:
        """Save a picture of the first page of a paper that was saved under this name."""
        page = page_as_image((self.out / f"{name}.pdf").read_bytes(), 0, PAGE_WIDTH)
        page.save(str(self.out / f"{name}.png"))

    def weekday(self, weeks: int, name: str) -> str:
        """Return the day of that name in the week so many weeks from now, as a coach would type it."""
        day = self.clock.today() + timedelta(weeks=weeks)
        while f"{day:%A}" != name:
            day += timedelta(days=1)
        return f"{day.day} {day:%B}"

    def picture(self, name: str) -> None:
        """Save the window as it stands."""
        for _ in range(3):  # what was laid out anew lays out what stands below it
            self.app.processEvents()
        self.window.grab().save(str(self.out / name))
        self.say(f"{name} taken")
