"""Writes the list of what is inside for machines: a CycloneDX bill of materials, the same for the same build."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.exception import CycloneDxException
from cyclonedx.model import Property
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from installers.notices.parts import Part

_OURS = uuid.UUID("6f2f7f0e-5f1c-5d56-9a55-3d8b2f1c7a10")  # the root of our serial numbers: any fixed one will do


def bill(parts: Sequence[Part], version: str, commit: str, target: str, made: int) -> str:
    """Return the bill as JSON (CycloneDX 1.6). ``made`` is the commit's time in seconds since 1970.

    The same arguments give the same bytes: the serial number is made from them. Raises ``ValueError`` when the text
    does not hold against the schema.
    """
    licences = LicenseFactory()
    program = Component(
        name="workwell-desktop",
        version=version,
        type=ComponentType.APPLICATION,
        bom_ref="workwell-desktop",
        licenses=[licences.make_from_string("MIT")],
        purl=PackageURL("generic", name="workwell-desktop", version=version),
    )
    about = BomMetaData(
        component=program,
        timestamp=datetime.fromtimestamp(made, UTC),
        properties=[Property(name="workwell:commit", value=commit), Property(name="workwell:target", value=target)],
    )
    pieces = {part: _component(part, licences) for part in parts}
    serial = uuid.uuid5(_OURS, f"{version} {commit} {target}")
    bom = Bom(serial_number=serial, metadata=about, components=pieces.values())
    by_name = {part.name: piece for part, piece in pieces.items() if not part.carried_by}
    bom.register_dependency(program, [piece for part, piece in pieces.items() if part.carried_by not in by_name])
    for name, piece in by_name.items():
        bom.register_dependency(piece, [pieces[part] for part in parts if part.carried_by == name])
    text = str(JsonV1Dot6(bom).output_as_string(indent=1))
    problem = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if problem is not None:
        raise ValueError(f"The bill of materials does not hold against its schema: {problem}")
    return json.dumps(json.loads(text), indent=1, sort_keys=True) + "\n"


def write_bill(parts: Sequence[Part], version: str, commit: str, target: str, made: int, into: Path) -> Path:
    """Write the bill beside the installers and return the file."""
    into.mkdir(parents=True, exist_ok=True)
    file = into / f"workwell-desktop_{version}_{target}.cdx.json"
    file.write_text(bill(parts, version, commit, target, made), "utf-8", newline="\n")
    return file


def _component(part: Part, licences: LicenseFactory) -> Component:
    try:
        purl = PackageURL.from_string(part.purl) if part.purl else None
    except ValueError as problem:
        raise ValueError(f"{part.name} has an address of its package that cannot be read.") from problem
    try:
        licence = licences.make_from_string(part.licence, license_text=None)
    except CycloneDxException:
        licence = licences.make_with_name(part.licence)
    properties = [Property(name="workwell:carried_by", value=part.carried_by)] if part.carried_by else []
    return Component(
        name=part.name,
        version=part.version or None,
        type=ComponentType.LIBRARY,
        licenses=[licence],
        purl=purl,
        bom_ref=f"{part.carried_by}/{part.name}@{part.version}",
        copyright=part.copyright or None,
        properties=properties,
    )
