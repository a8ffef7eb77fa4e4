"""Getting in and out: making a vault, unlocking it, the recovery sheet, backups, and this PC's extra key.

The screens import nothing of the vault; what they need of it they find here.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.files import write_whole
from workwell_desktop.later import Later, load
from workwell_desktop.paths import Places
from workwell_desktop.policy import refuse_backup
from workwell_desktop.vault import doorplate
from workwell_desktop.vault.doorplate import CoachName

if TYPE_CHECKING:
    from workwell_desktop.casework import lists, service_import, service_profile
    from workwell_desktop.vault import access as vault_access
    from workwell_desktop.vault import backup as backups
    from workwell_desktop.vault import device, doctor, store, throttle
    from workwell_desktop.vault import passphrase as passphrases
    from workwell_desktop.vault import restore as restoring
    from workwell_desktop.vault.backup import BackupFacts
    from workwell_desktop.vault.sheet import RecoverySheet
    from workwell_desktop.vault.store import Vault
else:  # the first window is painted before the database, keys and tables are loaded
    lists = Later("workwell_desktop.casework.lists")
    service_import = Later("workwell_desktop.casework.service_import")
    service_profile = Later("workwell_desktop.casework.service_profile")
    vault_access = Later("workwell_desktop.vault.access")
    backups = Later("workwell_desktop.vault.backup")
    device = Later("workwell_desktop.vault.device")
    doctor = Later("workwell_desktop.vault.doctor")
    store = Later("workwell_desktop.vault.store")
    throttle = Later("workwell_desktop.vault.throttle")
    passphrases = Later("workwell_desktop.vault.passphrase")
    restoring = Later("workwell_desktop.vault.restore")

__all__ = ["BackupFacts", "CoachName", "RecoverySheet", "Vault"]

HEADER = "vault.json"


def make_ready() -> None:
    """Load what unlocking needs, so that nobody waits for it later. Slow the first time: runs on the worker."""
    load(
        "sqlalchemy.orm",
        "workwell_desktop.vault.store",
        "workwell_desktop.vault.backup",
        "workwell_desktop.casework.service_import",
        "workwell_desktop.casework.service_profile",
        "workwell_desktop.casework.lists",
    )
    lists.names()  # read once: it takes longer than all the rest of a page


def last_vault(places: Places, remembered: str) -> Path | None:
    """Return the folder of the vault last used on this PC, else the newest one here, else nothing."""
    if remembered and Path(remembered).is_dir():
        return Path(remembered)
    found = [folder for folder in _folders(places.vaults) if (folder / HEADER).exists()]
    return max(found, key=lambda folder: (folder / HEADER).stat().st_mtime, default=None)


def vaults_here(places: Places, present: Path) -> tuple[tuple[Path, str], ...]:
    """Return the vaults that can be opened on this PC, ``present`` among them, each with what tells it from the others.

    They are those of the usual place, the one last used first. One whose key file cannot be read is left out.
    """
    found = {folder.resolve(): folder for folder in [*_folders(places.vaults), present] if (folder / HEADER).exists()}
    named = []
    for folder in found.values():
        try:
            who = ", ".join(one.label for one in doorplate.coaches(folder))
            used = (folder / HEADER).stat().st_mtime
        except (WorkwellError, OSError):
            continue
        when = datetime.fromtimestamp(used).astimezone()
        kind = "backup opened here on" if (folder / doorplate.RESTORED).exists() else "last used"
        named.append((used, folder, f"{who}, {kind} {when.day} {when:%B %Y} at {when:%H:%M}"))
    named.sort(key=lambda one: one[0], reverse=True)
    return tuple((folder, words) for _, folder, words in named)


def is_vault(folder: Path) -> bool:
    """Say whether a folder holds a vault: the one that has the key file in it."""
    return (folder / HEADER).is_file()


def coaches(folder: Path) -> list[CoachName]:
    """Return the coaches who can unlock this vault. Raises ``VaultMissing``, ``HeaderDamaged`` or ``NewerVersion``."""
    return doorplate.coaches(folder)


def create(places: Places, coach: str, passphrase: str, clock: Clock) -> tuple[Vault, RecoverySheet]:
    """Make a new vault for a coach and return it open, with its recovery sheet. Slow: runs on the worker."""
    vault, sheet = store.create_vault(places.vaults, coach=coach, passphrase=passphrase, clock=clock)
    return _with_starter(vault), sheet


def unlock(folder: Path, slot_id: str, passphrase: str, clock: Clock, *, accept_older: bool = False) -> Vault:
    """Unlock a vault. Slow: runs on the worker. Raises the five kinds of ``VaultProblem``, or ``TooManyTries``.

    ``accept_older`` opens a vault whose last savings are missing (``OlderCopy``) as it is.
    """
    return _with_starter(
        store.unlock(
            folder, slot_id, passphrase, clock=clock, keyring=device.DeviceKeyring(), accept_older=accept_older
        )
    )


def waiting_words(seconds: int) -> str:
    """Say how long to wait before the next try, in words."""
    return throttle.in_words(seconds)


def unlock_with_sheet(folder: Path, sheet: str, new_passphrase: str, clock: Clock) -> Vault:
    """Open a vault with its recovery sheet and set a new passphrase. Slow: runs on the worker."""
    return _with_starter(store.unlock_with_sheet(folder, sheet, new_passphrase=new_passphrase, clock=clock))


def _with_starter(vault: Vault) -> Vault:
    """Bring the shipped list of services into a vault that does not have this edition of it yet."""
    try:
        service_import.load_starter(vault)
    except BaseException:
        vault.close()
        raise
    return vault


def close(vault: Vault, backup_folder: str, *, leaving: bool = False) -> None:
    """Back up when it is due, then shut the vault, whatever the backup says. Slow: runs on the worker.

    A backup is due when something changed and the last one is over 30 minutes old; when the program is left
    (``leaving``), whenever something changed.
    """
    try:
        if backups.is_due(vault, leaving=leaving):
            back_up(vault, backup_folder)
    finally:
        vault.close()


def check(vault: Vault) -> tuple[str, ...]:
    """Check the open vault through and through and return a sentence for each thing that is wrong. Slow."""
    return tuple(finding.sentence for finding in doctor.verify(vault) if not finding.ok)


def suggest_passphrase() -> str:
    """Return four random words of the shipped list."""
    return passphrases.offer(passphrases.passphrase_words())


def name_problem(typed: str) -> str:
    """Return in one sentence why a coach's name cannot stand at the door of a vault, or nothing."""
    return "" if doorplate.is_label(typed.strip()) else "Write your name, up to 100 letters."


def passphrase_problem(typed: str) -> str:
    """Return what is wrong with a new passphrase in one sentence, or nothing."""
    try:
        passphrases.check_passphrase(typed)
    except InputProblem as problem:
        return problem.fields["passphrase"]
    return ""


def passphrase_strength(typed: str) -> str:
    """Return how hard a passphrase is to guess, in a word or two."""
    return passphrases.strength(typed).word


def sheet_paper(vault: Vault, sheet: RecoverySheet) -> bytes:
    """Return the recovery sheet as a PDF page."""
    from workwell_desktop.documents.sheet import RecoveryPaper, sheet_pdf  # noqa: PLC0415 - reportlab is slow to import

    paper = RecoveryPaper(
        service_name=service_profile.load_profile(vault).name,
        coach=vault.coach,
        made_on=vault.clock.today(),
        label=vault_access.sheet_label(vault),
        vault=vault.vault_id[:8],
        groups=sheet.groups,
    )
    return sheet_pdf(paper)


def new_sheet(vault: Vault, passphrase: str) -> tuple[RecoverySheet, bytes]:
    """Make a new recovery sheet after asking for the passphrase again; the old one stops working. Slow."""
    vault_access.prove(vault, passphrase)
    sheet = vault.new_sheet()
    return sheet, sheet_paper(vault, sheet)


def prove(vault: Vault, passphrase: str) -> None:
    """Let the coach show again that they know the passphrase, under the limits of the door. Slow.

    Raises ``WrongPassphrase``, ``TooManyTries`` or ``ExtraKeyMissing``.
    """
    vault_access.prove(vault, passphrase)


def save_paper(path: Path, pdf: bytes) -> None:
    """Save a paper where the coach chose. Raises ``NotKept``."""
    write_whole(path, pdf)


def back_up(vault: Vault, second_folder: str) -> BackupFacts:
    """Make and prove a backup beside the vault, put a copy into the second place, and thin the old ones. Slow.

    The copies lie in a folder of this vault's own below the second place, because others may be kept there. Raises
    ``NotAllowed``, with the backup made, where IT does not allow the second place.
    """
    facts = _backed_up(vault, None)
    if second_folder:
        refuse_backup(Path(second_folder))
        own = Path(second_folder) / f"WorkWell {vault.vault_id[:8]}"
        with suppress(OSError):  # without the stick it is not there, and that is said
            own.mkdir(mode=0o700, exist_ok=True)
        _backed_up(vault, own)
    return facts


def _backed_up(vault: Vault, into: Path | None) -> BackupFacts:
    facts = backups.make_backup(vault, into)
    backups.thin_backups(facts.path.parent, vault.clock.utc())
    return facts


NO_BACKUP = "No backup yet"


def backup_line(vault: Vault) -> str:
    """Return when the last backup was proved and how many people are in it, in one line."""
    last = backups.last_backup(vault.folder / "backups")
    if last is None:
        return NO_BACKUP
    when = last.made_at.astimezone()
    day = "today" if when.date() == vault.clock.today() else f"on {when.day} {when:%B}"
    people = f"{last.participants}\N{NO-BREAK SPACE}{'person' if last.participants == 1 else 'people'}"
    return f"Last backup proved {day} at {when:%H:%M}, {people}"


def backup_sentence(file: Path) -> str:
    """Say what is in a backup file, without its secret. Raises ``BackupUnreadable``."""
    facts = backups.read_backup_facts(file)
    made: datetime = facts.made_at.astimezone()
    people = f"{facts.participants} {'person' if facts.participants == 1 else 'people'}"
    return f"Made on {made.day} {made:%B %Y} at {made:%H:%M}, with {people} in it."


def restore(file: Path, places: Places, clock: Clock) -> Path:
    """Bring a backup into a new folder on this PC and return the folder. Slow: runs on the worker."""
    return restoring.restore(file, places.vaults, clock=clock)


def extra_key_sentence(vault: Vault) -> str:
    """Say whether this PC's extra key is on, or why it cannot be."""
    if vault_access.has_extra_key(vault):
        return "This PC’s extra key is on: the passphrase opens the vault on this PC only. The sheet opens it anywhere."
    why_not = device.DeviceKeyring().why_not()
    if why_not:
        return f"{why_not} The passphrase alone opens the vault, which is safe."
    return "This PC’s extra key is off. Switched on, somebody who copies the files cannot guess at the passphrase."


def extra_key_on(vault: Vault, passphrase: str) -> str:
    """Switch this PC's extra key on and say so. Raises ``WrongPassphrase`` or ``ExtraKeyMissing``. Slow."""
    vault.extra_key_on(passphrase, device.DeviceKeyring())
    return "This PC’s extra key is on. Keep the recovery sheet: it opens the vault on any PC."


def extra_key_off(vault: Vault, passphrase: str) -> str:
    """Switch this PC's extra key off and say so. Raises ``WrongPassphrase`` or ``ExtraKeyMissing``. Slow."""
    vault.extra_key_off(passphrase, device.DeviceKeyring())
    return "This PC’s extra key is off. The passphrase opens the vault on any PC."


def extra_key_test(vault: Vault, _passphrase: str) -> str:
    """Ask this PC's keyring for the extra key and say whether it is the right one. Slow."""
    vault.extra_key_test(device.DeviceKeyring())
    return "This PC’s extra key is there and fits."


def _folders(vaults: Path) -> list[Path]:
    try:
        return [folder for folder in vaults.iterdir() if folder.is_dir()]
    except OSError:
        return []
