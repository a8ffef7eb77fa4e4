"""``workwell-admin check-update``: whether a folder's update is signed, whole, and for this program."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from workwell_desktop.admin.console import Answer
from workwell_desktop.build_facts import build_facts
from workwell_desktop.updates import read_offer, take


def check_update(arguments: argparse.Namespace) -> Answer:
    """Check an update's signature, version and sum, and say what it is. Nothing is installed."""
    facts = build_facts()
    offer = read_offer(arguments.folder, facts)
    with tempfile.TemporaryDirectory(prefix="workwell-") as folder:
        take(offer, Path(folder) / "checked")
    lines = [f"{offer.package.name}: WorkWell {offer.version} of {offer.released_on}, signed and whole.", *offer.news]
    figures = {"version": offer.version, "released_on": str(offer.released_on), "file": offer.package.name}
    return Answer(lines, figures)
