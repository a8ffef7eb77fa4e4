"""Where things lie: the shipped resources, and the folders of the person who uses this PC."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_HERE = Path(__file__).resolve().parent


def resources() -> Path:
    """Return the folder of shipped resources: inside the installed package, or beside it in a checkout."""
    frozen = getattr(sys, "_MEIPASS", None)
    for folder in ([Path(frozen) / "resources"] if frozen else []) + [_HERE / "resources", _HERE.parent / "resources"]:
        if folder.is_dir():
            return folder
    raise FileNotFoundError("resources")  # a broken installation: a bug, not something a coach can mend


@dataclass(frozen=True)
class Places:
    """The folders that this person's WorkWell uses: ``vaults`` for the locked boxes, ``config`` for settings."""

    vaults: Path
    config: Path

    @property
    def questionnaires(self) -> Path:
        """The folder into which a service puts questionnaires of its own; it need not be there."""
        return self.config / "questionnaires"

    @classmethod
    def for_this_person(cls) -> Places:
        """Return the usual places: local application data, never a roaming or cloud-synced folder."""
        name = "WorkWell" if sys.platform == "win32" else "workwell"
        return cls(
            vaults=Path(platformdirs.user_data_path(name, appauthor=False, roaming=False)) / "vaults",
            config=Path(platformdirs.user_config_path(name, appauthor=False, roaming=False)),
        )

    @classmethod
    def under(cls, folder: Path) -> Places:
        """Return places that all lie below one folder: for tests, the demo and ``--home``."""
        return cls(vaults=folder / "vaults", config=folder / "config")
