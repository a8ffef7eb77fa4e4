"""The shelf of backups: how they are named, which lie there, and which old ones go."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from workwell_desktop.vault.header_file import SUFFIX

KEEP_ALL, KEEP_DAYS, KEEP_WEEKS, KEEP_MONTHS = timedelta(days=2), 12, 10, 9  # Anki's numbers
_STAMP = "%Y%m%dT%H%M%SZ"
BEFORE_UPDATE = "before-update-"  # the start of the names of copies from before the tables were changed
KEEP_BEFORE_UPDATE = timedelta(days=90)  # long enough to go back; a copy must not outlive what was erased since
_NAME = re.compile(r"(\d{8}T\d{6}Z)-g(\d{6,})(?:-(\d+))?" + re.escape(SUFFIX))


def thin_backups(folder: Path, now: datetime) -> list[Path]:
    """Remove old backups and return which: two days keep all, then one for each of 12 days, 10 weeks, 9 months.

    Of each day, week and month the newest stays, and the newest of all always does. Of the copies from before an
    update the newest of each shape of the tables stays for 90 days. Other files are left alone.
    """
    dated = [(when, file) for file in backups_in(folder) if (when := _when(file)) is not None]
    old = [(when, file) for when, file in dated if now - when > KEEP_ALL]
    keep = {file for when, file in dated if now - when <= KEEP_ALL} | {file for _, file in dated[-1:]}
    for period, count in ((_day, KEEP_DAYS), (_week, KEEP_WEEKS), (_month, KEEP_MONTHS)):
        keep |= _newest_of_each(old, period, count)
    removed = []
    copies = _before_updates(folder)
    newest = {shape: max(when for _, own, when in copies if own == shape) for _, shape, _ in copies}
    old += [(when, file) for file, shape, when in copies if when < newest[shape] or now - when > KEEP_BEFORE_UPDATE]
    for _, file in old:
        if file not in keep:
            with suppress(OSError):  # one that is in use goes next time
                file.unlink()
                removed.append(file)
    return removed


def before_update(plain: Path, shape: str) -> Path:
    """Return the name of a copy from before an update: ``plain`` with the ``shape`` ("0001") that its tables have."""
    return plain.with_name(f"{BEFORE_UPDATE}{shape}-{plain.name}")


def newest_before_update(folder: Path, shape: str) -> Path | None:
    """Return the newest copy from before an update that a program can open whose newest tables have this shape."""
    fitting = [(when, file) for file, own, when in _before_updates(folder) if int(own) <= int(shape)]
    return max(fitting)[1] if fitting else None


def _before_updates(folder: Path) -> list[tuple[Path, str, datetime]]:
    """Return each copy from before an update, the shape of its tables, and when it was made."""
    found = []
    for file in folder.glob(f"{BEFORE_UPDATE}*{SUFFIX}"):
        shape, _, plain = file.name.removeprefix(BEFORE_UPDATE).partition("-")
        when = _when(Path(plain))
        if when is not None and shape.isdecimal():
            found.append((file, shape, when))
    return found


def free_name(into: Path, made_at: datetime, generation: int) -> Path:
    """Return the name for a new backup: when it was made (UTC) and the header's generation, never who."""
    stem, number = f"{made_at.astimezone(UTC).strftime(_STAMP)}-g{generation:06d}", 1
    target = into / f"{stem}{SUFFIX}"
    while target.exists():  # two in one second
        number += 1
        target = into / f"{stem}-{number}{SUFFIX}"
    return target


def backups_in(folder: Path) -> list[Path]:
    """Return the backups in a folder, the oldest first; files with other names are none of ours."""
    found = [(match, file) for file in folder.glob(f"*{SUFFIX}") if (match := _NAME.fullmatch(file.name))]
    return [file for match, file in sorted(found, key=lambda f: (f[0][1], int(f[0][2]), int(f[0][3] or 1)))]


def _when(file: Path) -> datetime | None:
    match = _NAME.fullmatch(file.name)
    try:
        return datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC) if match else None
    except ValueError:  # the name only looks like a date
        return None


def _newest_of_each(
    dated: Iterable[tuple[datetime, Path]], period: Callable[[datetime], object], count: int
) -> set[Path]:
    newest: dict[object, Path] = {}
    for when, file in sorted(dated, reverse=True):
        newest.setdefault(period(when), file)
    return set(list(newest.values())[:count])


def _day(when: datetime) -> object:
    return when.date()


def _week(when: datetime) -> object:
    return when.isocalendar()[:2]


def _month(when: datetime) -> object:
    return when.year, when.month
