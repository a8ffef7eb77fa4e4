"""Reads a list of many tables (HSDS 1.1, 2 or 3, or Ohana's files; a zip or a folder) into services.

The tables are joined in a scratch database, so that a list of 50,000 services needs little memory. The joined service
goes through the same reader as one that comes nested in JSON: the two forms of a list give the same services.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import closing
from datetime import date
from pathlib import Path

from workwell_desktop.directory.columns_known import folded
from workwell_desktop.directory.hsds_join import lone_organisations, orphans, services
from workwell_desktop.directory.hsds_load import load, tables_in
from workwell_desktop.directory.hsds_scratch import Scratch
from workwell_desktop.directory.open_referral import read_organisation, read_service
from workwell_desktop.directory.reading import Found, Pieces, Refused, Told
from workwell_desktop.directory.safe_zip import LIMITS, Members, ZipLimits, ZipProblem, open_members

TWICE = "It stands there twice."


def read_hsds_tables(path: Path, today: date, told: Told | None = None, limits: ZipLimits = LIMITS) -> Pieces:
    """Read a zip or a folder of tables. ``today`` says which days lie ahead and so are unknown.

    Yields the rows that belong to nothing as refused, each service with its row in the table of services, and each
    organisation that has no service under :data:`reading.ORGANISATION`. Raises ``WorkwellError`` for a zip that breaks
    a limit, holds no table of services, or whose services cannot be read.
    """
    with open_members(path, limits) as members:
        yield from read_members(members, today, told)


def read_members(members: Members, today: date, told: Told | None = None) -> Pieces:
    """Read the tables of a zip or folder that is open. See :func:`read_hsds_tables`."""
    if not tables_in(members):
        raise ZipProblem("There is no table of services in it.", "Choose a zip or a folder that holds services.csv.")
    yield from members.refused
    with closing(Scratch()) as scratch:
        yield from load(members, scratch, told)
        yield from _services(scratch, today)
        yield from orphans(scratch)
        for file, line, nested in lone_organisations(scratch):
            if not nested.get("name"):
                yield Refused(file, line, "This organisation has no name.")
            else:
                key = nested.get("id") or folded(str(nested["name"]))
                yield Found(read_organisation(nested, key, today), file, line)


def _services(scratch: Scratch, today: date) -> Pieces:
    met: dict[str, tuple[int, bytes]] = {}
    for file, line, nested in services(scratch):
        key = str(nested.get("id") or f"{folded(str(nested.get('name', '')))}|")
        digest = hashlib.blake2b(json.dumps(nested, sort_keys=True).encode(), digest_size=12).digest()
        if not (nested.get("name") or nested.get("alternate_name")):
            yield Refused(file, line, "This service has no name.")
        elif key in met:
            first, before = met[key]
            twice = TWICE if digest == before else f"Its id was used before, in row {first}, for something else."
            yield Refused(file, line, twice)
        else:
            met[key] = (line, digest)
            yield Found(read_service(nested, key, today), file, line)
