"""This PC's extra key, turned and lost, each deed in a process of its own over the same vault.

on HOME            unlock, switch the extra key on in the settings, test it
again HOME         unlock after a restart: the passphrase and the keyring together
lose HOME          take the key out of the keyring, as a new PC or a cleared keyring does
without HOME       try to unlock; say on standard output what the unlock view says
sheet HOME SHEET   get in with the recovery sheet and a new passphrase, and out and in again

Each says on standard output what came of it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QLabel

from tests.journeys.day import lock
from tests.journeys.stage import Stage, in_sight
from tests.vaults import NEW_PASSPHRASE, PASSPHRASE
from workwell_desktop.vault.device import DeviceKeyring

ON = "This PC’s extra key is on"
FITS = "This PC’s extra key is there and fits."


def tell(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - the test that started this process reads it


def settings_say(stage: Stage, words: str) -> None:
    """Wait until the settings say these words."""
    stage.wait_for(
        lambda: any(words in one.text() for one in in_sight(stage.app.activeModalWidget(), QLabel)), repr(words)
    )


def switch_on(home: Path) -> None:
    stage = Stage(home)
    stage.unlock_template()
    stage.hand.press("Settings")
    stage.hand.open_tab("Passphrase and sheet")
    stage.hand.write("Passphrase now", PASSPHRASE)
    stage.hand.press("Switch it on")
    settings_say(stage, f"{ON}. Keep the recovery sheet")
    stage.hand.press("Test it")
    settings_say(stage, FITS)
    stage.hand.press("Close")
    stage.close()
    tell("on")


def unlock_again(home: Path) -> None:
    stage = Stage(home)
    stage.unlock_template()
    stage.hand.press("Settings")
    stage.hand.open_tab("Passphrase and sheet")
    settings_say(stage, f"{ON}: the passphrase opens the vault on this PC only")
    stage.hand.press("Close")
    stage.close()
    tell("opened")


def lose(home: Path) -> None:
    (folder,) = (home / "vaults").iterdir()
    DeviceKeyring().forget(folder.name)
    tell("lost")


def try_without(home: Path) -> None:
    stage = Stage(home)
    stage.hand.write("Passphrase", PASSPHRASE)
    stage.hand.press("Unlock")
    stage.wait_for(lambda: stage.says("extra key"), "what the view says of the key")
    tell(next(one for one in stage.words() if "extra key" in one))
    assert stage.window.workspace is None
    stage.close()


def use_sheet(home: Path, sheet: str) -> None:
    stage = Stage(home)
    stage.hand.press("I have forgotten my passphrase")
    stage.hand.write("The 36 letters and numbers on the sheet", sheet)
    stage.hand.write("New passphrase", NEW_PASSPHRASE)
    stage.hand.write("The same again", NEW_PASSPHRASE)
    stage.hand.press("Open with the sheet")
    stage.past_the_sheet()
    lock(stage)
    stage.hand.write("Passphrase", NEW_PASSPHRASE)
    stage.hand.press("Unlock")
    stage.past_the_sheet()
    stage.close()
    tell("opened with the sheet")


if __name__ == "__main__":
    deeds = {"on": switch_on, "again": unlock_again, "lose": lose, "without": try_without, "sheet": use_sheet}
    deeds[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
