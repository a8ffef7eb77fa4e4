"""The commands for the service directory: bring a list in, look for services, match needs, and write the list out."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import select

from workwell_desktop.admin.console import Answer, WrongUse, opened
from workwell_desktop.casework import directory_import
from workwell_desktop.casework.directory_export import CREDITS_SUFFIX, export_directory
from workwell_desktop.casework.directory_live import make_live
from workwell_desktop.casework.directory_report import dry_run
from workwell_desktop.casework.directory_tidying import drop_release
from workwell_desktop.casework.service_finding import Asked, find_services
from workwell_desktop.casework.service_index import ServiceIndex, near, read_index
from workwell_desktop.casework.service_matching import Person
from workwell_desktop.casework.service_need_rules import FoundNeed, needs
from workwell_desktop.casework.service_own_needs import need_rules
from workwell_desktop.casework.service_suggesting import suggest
from workwell_desktop.casework.service_where import where_of
from workwell_desktop.models.services import DirRecord, DirSaid, Service, ServiceFace, ServiceLink, ServiceLocation
from workwell_desktop.places.points import Place, place_of, why_unknown
from workwell_desktop.vault.store import Vault

_MOST_TOLD = 20  # refused rows that are listed for people; programs get all


def import_directory(arguments: argparse.Namespace) -> Answer:
    """Bring a list of services in from a file or a folder, or only try it out. What coaches noted is never touched."""
    path: Path = arguments.path
    if not path.exists():
        raise WrongUse("There is no such file or folder.")
    with opened(arguments) as vault:
        offered = directory_import.look(vault, path)
        words = replace(offered.words, name=arguments.source) if arguments.source else offered.words
        release_id = directory_import.read_list(vault, offered, words=words, partial=bool(arguments.partial))
        found = dry_run(vault, release_id)
        if arguments.dry_run:
            drop_release(vault, release_id)
        else:
            make_live(vault, release_id)
    lone = found.lone  # organisations that the list names without a service are no services
    figures: dict[str, Any] = {
        "source": words.name,
        "format": offered.offer.format,
        "dry_run": bool(arguments.dry_run),
        "services": found.services,
        "organisations": found.organisations,
        "locations": found.locations,
        "schedules": found.schedules,
        "new": found.added - lone.get("added", 0),
        "changed": found.changed - lone.get("changed", 0),
        "unchanged": found.unchanged - lone.get("unchanged", 0),
        "withdrawn": found.withdrawn - lone.get("withdrawn", 0),
        "rejected": [{"file": one.where, "row": one.row, "reason": one.reason} for one in found.refused],
        "rejected_count": found.refused_count,
        "alarms": [{"kind": one.kind, "sentence": one.sentence} for one in found.alarms],
    }
    return Answer(_import_lines(figures, offered.said), figures)


def find(arguments: argparse.Namespace) -> Answer:
    """Look for services by words, best first."""
    place, unknown = _place(arguments.near)
    wanted = _known_needs(arguments.need or [])
    with opened(arguments) as vault:
        index = read_index(vault)
        distances = near(index, place) if place else None
        # Nobody goes on typing here: the last word is finished.
        asked = Asked(f"{arguments.text} ", ticked={"need": wanted})
        page = find_services(vault, asked, index=index, distances=distances, page_size=arguments.limit)
        rows = [(row.id, row.km, [row.line, row.checked]) for row in page.rows]
        found = _services(vault, rows)
    lines = [*unknown, page.notice] if page.notice else unknown
    return Answer([*lines, *_lines(found)], found)


def match(arguments: argparse.Namespace) -> Answer:
    """Suggest services for needs, best first, each with why; and say which need nothing fits."""
    wanted = _known_needs(arguments.need)
    place, unknown = _place(arguments.near)
    with opened(arguments) as vault:
        index = read_index(vault)
        distances = near(index, place) if place else None
        where = where_of(arguments.near or "", vault.clock.today())
        found = suggest(
            vault, [FoundNeed(one) for one in wanted], index, where, Person(), distances=distances,
            limit=arguments.limit, rules=need_rules(vault),
        )  # fmt: skip
        suggestions = found.matches.suggestions
        rows = _services(vault, [(one.id, _km(one.id, one.km, index), list(one.reasons)) for one in suggestions])
    unmet = [one.sentence for one in found.matches.unmet]
    return Answer([*unknown, *(_lines(rows) if rows or not unmet else []), *unmet], rows)


def export(arguments: argparse.Namespace) -> Answer:
    """Write every service that is shown to a file, and beside it which lists it was made from."""
    out: Path = arguments.out
    if out.exists():
        raise WrongUse("The file is there already.", "Choose another name.")
    with opened(arguments) as vault:
        count = export_directory(vault, out, arguments.format)
    beside = out.with_name(out.name + CREDITS_SUFFIX)
    return Answer(
        [f"{count:,} services were written to {out}.", f"Where they are from stands in {beside}."],
        {"services": count, "file": str(out), "credits": str(beside)},
    )


def _km(service_id: int, km: float | None, index: ServiceIndex) -> float | None:
    """Return the distance, nothing for what is given from everywhere."""
    everywhere = index.bits.get(("everywhere", "yes"), 0)
    return None if everywhere >> index.places[service_id] & 1 else km


def _place(postcode: str | None) -> tuple[Place | None, list[str]]:
    """Return where a postcode is; where nobody knows, nothing and a line that says why there are no distances."""
    if not postcode:
        return None, []
    why = why_unknown(postcode)
    return (None, [f"{why} No distances are known."]) if why else (place_of(postcode), [])


def _known_needs(asked: Sequence[str]) -> list[str]:
    known = needs().needs
    for one in asked:
        if one not in known:
            raise WrongUse(f"There is no need “{one}”. There are: {', '.join(known)}.")
    return list(asked)


def _services(vault: Vault, rows: Sequence[tuple[int, float | None, list[str]]]) -> list[dict[str, Any]]:
    """Return services as objects. ``id`` is the list's own, or ours where a coach added it."""
    ids = [service_id for service_id, _km, _reasons in rows]
    with vault.reading() as session:
        faces = {
            row.id: row
            for row in session.execute(
                select(Service.id, Service.uid, ServiceFace.name, ServiceFace.organisation, ServiceLocation.postcode)
                .join(ServiceFace, ServiceFace.id == Service.face_id)
                .outerjoin(ServiceLocation, (ServiceLocation.face_id == ServiceFace.id) & (ServiceLocation.number == 0))
                .where(Service.id.in_(ids))
            )
        }
        keys = {
            row.service_id: row.source_key
            for row in session.execute(
                select(ServiceLink.service_id, DirSaid.source_key)
                .join(DirRecord, DirRecord.id == ServiceLink.record_id)
                .join(DirSaid, DirSaid.id == DirRecord.said_id)
                .where(ServiceLink.service_id.in_(ids))
                .order_by(ServiceLink.id.desc())
            )
        }
    return [
        {
            "id": keys.get(service_id, faces[service_id].uid),
            "name": faces[service_id].name,
            "organisation": faces[service_id].organisation,
            "postcode": faces[service_id].postcode or "",
            "distance_km": None if km is None else round(km, 2),
            "reasons": reasons,
        }
        for service_id, km, reasons in rows
    ]


def _lines(found: Sequence[dict[str, Any]]) -> list[str]:
    lines = []
    for one in found:
        where = ", ".join(filter(None, [one["organisation"], one["postcode"]]))
        lines += [f"{one['name']} ({where})" if where else one["name"], *(f"  {reason}" for reason in one["reasons"])]
    return lines or ["No service fits."]


def _import_lines(figures: dict[str, Any], said: str) -> list[str]:
    deed = "would be" if figures["dry_run"] else "were"
    lines = [said, *(f"Careful: {one['sentence']}" for one in figures["alarms"])]
    lines.append(
        f"{figures['services']:,} services of {figures['organisations']:,} organisations in "
        f"{figures['locations']:,} places."
    )
    lines += [f"{figures[name]:,} {deed} {word}." for name, word in _WORDS.items()]
    lines.append(f"{figures['rejected_count']:,} rows are rejected.")
    lines += [f"  {one['file']}, row {one['row']}: {one['reason']}" for one in figures["rejected"][:_MOST_TOLD]]
    return lines


_WORDS = {"new": "new", "changed": "changed", "unchanged": "left as they are", "withdrawn": "taken off the list"}
