"""A vault to practise in: encrypted like any other, full of made-up people, and marked so for good."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from workwell_desktop.casework import access
from workwell_desktop.casework.directory_import import look, read_list
from workwell_desktop.casework.directory_live import make_live
from workwell_desktop.casework.fictional import make_fictional_people
from workwell_desktop.casework.service_profile import CrisisContact, Profile, save_profile
from workwell_desktop.casework.training_mark import is_training, set_mark
from workwell_desktop.clock import Clock
from workwell_desktop.paths import Places, resources
from workwell_desktop.vault.lock import take_lock
from workwell_desktop.vault.store import Vault

PASSPHRASE = "velvet harbour practise lantern"  # known to everybody: nothing in there is true  # noqa: S105
COACH = "Robin Practice"
PEOPLE = 40
_FOLDER = "training"
_SERVICES = ("fictional", "northfield_services.json")
_PROFILE = Profile(
    name="Northfield Practice Service",
    letterhead="Northfield Practice Service\n1 Example Street, Northfield",
    coach_phone="01632 960000",
    meeting_place="Room 1, Northfield Library",
    crisis=(CrisisContact("Nobody: this is practice", "In real danger ring 999", "at any time"),),
)


def training_folder(places: Places) -> Path | None:
    """Return the folder of this person's training vault, or nothing where there is none."""
    home = _home(places)
    found = [one for one in home.iterdir() if access.is_vault(one)] if home.is_dir() else []
    return found[0] if found else None


def make_training_vault(places: Places, clock: Clock, told: Callable[[int], None] = lambda _made: None) -> Vault:
    """Make the training vault anew and return it open. Slow: runs on the worker.

    ``told`` hears how many people there are so far. What was there before is removed. Raises as ``access.create``.
    """
    remove_training_vault(places, clock)
    vault, sheet = access.create(Places(_home(places), places.config), COACH, PASSPHRASE, clock)
    try:
        save_profile(vault, _PROFILE)  # before the mark, which keeps it as it is
        with vault.transaction() as transaction:
            set_mark(transaction)
        vault.confirm_sheet(dict(enumerate(sheet.groups, start=1)))  # the passphrase is known: nobody needs the sheet
        make_fictional_people(vault, PEOPLE, told=told)
        offered = look(vault, resources().joinpath(*_SERVICES))
        make_live(vault, read_list(vault, offered, words=offered.words, partial=False))
    except BaseException:
        vault.close()
        remove_training_vault(places, clock)
        raise
    return vault


def open_training_vault(places: Places, clock: Clock) -> Vault:
    """Open the training vault, or make it where there is none. Slow: runs on the worker."""
    folder = training_folder(places)
    if folder is None:
        return make_training_vault(places, clock)
    vault = access.unlock(folder, access.coaches(folder)[0].slot_id, PASSPHRASE, clock)
    if is_training(vault):
        return vault
    vault.close()  # its making was cut short before it was marked: it must not pass for a real one
    return make_training_vault(places, clock)


def remove_training_vault(places: Places, clock: Clock) -> None:
    """Remove the training vault with all that was practised in it. Raises ``VaultInUse`` while it is open."""
    folder = training_folder(places)
    if folder is not None:
        take_lock(folder, clock).release()
    shutil.rmtree(_home(places), ignore_errors=True)


def _home(places: Places) -> Path:
    return places.vaults.parent / _FOLDER
