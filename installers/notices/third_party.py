"""Writes the licences of what is inside as one text that a person can read, with what the LGPL asks of us."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from installers.notices.parts import EVERYWHERE, HERE, TARGETS, Part

NAME = "THIRD-PARTY.txt"
_RULE = "=" * 100


def third_party(parts: Sequence[Part], version: str) -> str:
    """Return the text: what is inside, one line each, then each licence once, with the parts it belongs to."""
    opening = (HERE / "opening.txt").read_text("utf-8").strip().replace("{version}", version)
    lines = [opening, "", _RULE, "What is inside", _RULE, ""]
    for part in parts:
        outermost = part.carried_by in {"", EVERYWHERE, *TARGETS}
        inside = "" if outermost else f", inside {part.carried_by}"
        lines.append(f"- {part.name} {part.version}".rstrip() + f"{inside}: {part.licence}")
        lines.extend(f"  {line}" for line in (part.copyright, part.said) if line)
    lines.append("")
    for words, names in _each_text_once(parts):
        lines += [_RULE, "\n".join(names), _RULE, "", words, ""]
    return "\n".join(lines)


def write_third_party(parts: Sequence[Part], version: str, into: Path) -> Path:
    """Write the text into a folder and return the file."""
    into.mkdir(parents=True, exist_ok=True)
    file = into / NAME
    file.write_text(third_party(parts, version), "utf-8", newline="\n")
    return file


def _each_text_once(parts: Sequence[Part]) -> list[tuple[str, list[str]]]:
    texts: dict[str, list[str]] = {}
    for part in parts:
        for file, words in part.texts:
            texts.setdefault(words, []).append(f"{part.name} {part.version} ({file})".replace("  ", " "))
    return list(texts.items())
