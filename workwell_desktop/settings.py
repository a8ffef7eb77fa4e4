"""What this PC remembers between runs. Nothing about a participant, ever."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from workwell_desktop.files import make_private_folder, not_kept, write_whole

THEMES = ("system", "light", "dark", "contrast")
TEXT_SCALES = (100, 125, 150, 175, 200, 250)
IDLE_MINUTES = range(1, 16)


@dataclass(frozen=True)
class Settings:
    """This PC's choices. Minutes, per cent and pixels as named; folders as text."""

    theme: str = "system"
    text_scale: int = 100
    idle_minutes: int = 5
    backup_folder: str = ""
    vault_folder: str = ""
    last_tab: int = 0
    window_width: int = 1440
    window_height: int = 900
    window_maximised: bool = False


def _sound(name: str, value: Any) -> bool:
    """Say whether a stored value is one that the program can use."""
    default = getattr(Settings(), name)
    if type(value) is not type(default):
        return False
    allowed: dict[str, Any] = {
        "theme": THEMES,
        "text_scale": TEXT_SCALES,
        "idle_minutes": IDLE_MINUTES,
        "last_tab": range(4),
        "window_width": range(640, 20_000),
        "window_height": range(480, 20_000),
    }
    return name not in allowed or value in allowed[name]


def _file(config: Path) -> Path:
    return config / "settings.json"


def load_settings(config: Path) -> Settings:
    """Read the settings of this PC. A missing or damaged file, or an odd value, gives the default."""
    try:
        stored = json.loads(_file(config).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(stored, dict):
        return Settings()
    known = {f.name for f in fields(Settings)}
    return replace(Settings(), **{k: v for k, v in stored.items() if k in known and _sound(k, v)})


def save_settings(config: Path, settings: Settings) -> None:
    """Write the settings, whole or not at all. Raises ``NotKept`` when the disk refuses."""
    try:
        make_private_folder(config)
    except OSError as problem:
        raise not_kept() from problem
    write_whole(_file(config), json.dumps(asdict(settings), indent=1, sort_keys=True).encode("utf-8"))
