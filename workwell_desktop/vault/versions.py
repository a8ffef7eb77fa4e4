"""What was signed, agreed or issued, as it stood that day. A version is never changed; a correction is the next one."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select

from workwell_desktop.models.audit import RecordVersion
from workwell_desktop.vault.canonical import canonical, with_dates
from workwell_desktop.vault.transaction import Transaction

ACTION = "version"
"""The action of the audit event that stands for a version; ``doctor.py`` compares the two."""

ISSUED = ("add", "paper")
"""The action and the entity of the event that stands for an issued paper; ``doctor.py`` compares these two too."""

DECIDED = ("agree", "agreement")
"""The action and the entity of the event that stands for an agreement (to take part, or to share); compared as well."""

RELEASED = "release"
"""The action of the event after which an earlier paper or agreement, sealed with the same detail, need no longer be
there as it was: it went over to another row of the same person, or was removed with a whole case. It is signed too."""

AGREED_FIELDS = (
    "participant_id", "purpose", "recipient", "recipient_name", "aim", "state", "decided_on", "expires_on", "method",
    "items", "shared", "fingerprint",
)  # fmt: skip


def add_version(
    transaction: Transaction,
    entity: str,
    entity_id: int,
    content: Mapping[str, object],
    *,
    reason: str,
    method: str,
    signed_on: date,
) -> int:
    """Keep a signed or agreed version of a record and return its number, from 1.

    ``content`` holds JSON values (dates too); ``reason`` says why there is a new version, and is empty for the first.
    The SHA-256 of the content goes into the record of what was done. Raises ``ValueError`` for a later version
    without a reason.
    """
    session = transaction.session
    last = session.execute(
        select(func.max(RecordVersion.number)).where(
            RecordVersion.entity == entity, RecordVersion.entity_id == entity_id
        )
    ).scalar()
    number = (last or 0) + 1
    if number > 1 and not reason.strip():
        raise ValueError("a new version needs its reason")
    text = canonical(with_dates(dict(content)))
    digest = hashlib.sha256(text).digest()
    session.add(
        RecordVersion(
            entity=entity,
            entity_id=entity_id,
            number=number,
            content=text.decode("ascii"),
            content_sha256=digest,
            reason=reason,
            method=method,
            signed_on=signed_on,
        )
    )
    transaction.record(ACTION, entity, entity_id, version_detail(number, digest))
    return number


def version_detail(number: int, digest: bytes) -> dict[str, object]:
    """Return the detail of the audit event that stands for a version: its number and its content's SHA-256."""
    return {"number": number, "sha256": digest.hex()}


def paper_detail(kind: str, reference: str, sha256: str, document_sha256: str = "") -> dict[str, object]:
    """Return the detail of the audit event that stands for an issued paper.

    ``sha256`` is of its bytes, ``document_sha256`` of its document where one is kept, both in hex.
    """
    detail: dict[str, object] = {"kind": kind, "reference": reference, "sha256": sha256}
    return detail | ({"document_sha256": document_sha256} if document_sha256 else {})


def agreement_detail(values: Mapping[str, object]) -> dict[str, object]:
    """Return the detail of the event that stands for an agreement, from its ``AGREED_FIELDS`` (dates too)."""
    blank: dict[str, object] = {
        "aim": "",
        "expires_on": None,
        "shared": "",
        "fingerprint": "",
    }  # a yes at the intake says none of these
    return {name: blank.get(name) if values.get(name) is None else values[name] for name in AGREED_FIELDS}
