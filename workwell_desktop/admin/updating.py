"""``workwell-admin check-update``: whether a folder's update is signed, whole, and for this program."""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from workwell_desktop.admin.console import Answer, WrongUse
from workwell_desktop.build_facts import build_facts
from workwell_desktop.updates import command_for, read_offer, take


def check_update(arguments: argparse.Namespace) -> Answer:
    """Check an update's signature, version and sum, and say what it is. Nothing is installed."""
    facts = build_facts()
    kept: Path | None = arguments.into.absolute() if arguments.into else None
    if kept is not None and os.path.lexists(kept):
        raise WrongUse("The folder for the checked copy is there already.", "Name a new one.")
    offer = read_offer(arguments.folder, facts)
    with tempfile.TemporaryDirectory(prefix="workwell-") as folder:
        package = take(offer, kept or Path(folder) / "checked")
    lines = [f"{offer.package.name}: WorkWell {offer.version} of {offer.released_on}, signed and whole.", *offer.news]
    figures = {"version": offer.version, "released_on": str(offer.released_on), "file": offer.package.name}
    if kept is not None:
        lines.append(f"Install it with: {command_for(facts.kind, package) or package}")
        figures["copy"] = str(package)
    return Answer(lines, figures)
