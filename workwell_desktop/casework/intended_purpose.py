"""What this program is for, said in one place: the About page shows it as it stands."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from workwell_desktop.datafiles import read_table
from workwell_desktop.paths import resources


@cache
def intended_purpose() -> tuple[str, ...]:
    """Return the intended purpose, one sentence or two in each part. Raises ``DataFileProblem``."""
    return read_purpose(resources() / "words" / "intended_purpose.toml")


def read_purpose(path: Path) -> tuple[str, ...]:
    """Read the intended purpose from a file. Raises ``DataFileProblem`` naming file, entry, line and reason."""
    top = read_table(path)
    sentences = top.texts("sentences")
    for key in ("source", "licence"):
        top.text(key)
    top.done()
    if not sentences:
        raise top.problem("“sentences” is empty.", "sentences")
    return sentences
