"""The small parts that every service in the shape of Open Referral UK 3 is made of: ids, addresses, organisations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import UUID, uuid5

from workwell_desktop.directory.record import ServiceRecord

NAMESPACE = UUID("1fffaaab-8f5a-4f34-8380-1ebabf44b68a")
"""What the ids of everything without a UUID of its own are made in. It never changes, or two exports would differ."""

NO_NAME = "Name not given"

_MAIL = re.compile(r"[^\s@<>(),;:\"\\\[\]]+@[^\s@<>(),;:\"\\\[\]]+\.[A-Za-z]{2,}", re.ASCII)
_IN_URI = "%/:?@!$&'()*+,;=~"
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_REGISTER = re.compile(r"([A-Z]{2}-[A-Z]{2,6})-(.+)")


def one_uid(*parts: str) -> str:
    """Return the UUID of something that is told by these words; the same words always give the same."""
    return str(uuid5(NAMESPACE, "\x1f".join(parts).encode("utf-8", "replace").decode("utf-8")))


def own_uid(kind: str, key: str) -> str:
    """Return a key that is a UUID as it is written in the standard, or else the UUID made of it."""
    try:
        return str(UUID(key))
    except ValueError:
        return one_uid(kind, key)


def folded(text: str) -> str:
    """Return a text as it is told apart from others: lower case, single blanks."""
    return " ".join(text.casefold().split())


def given(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that have a value; nought is one."""
    return {name: value for name, value in fields.items() if value is not None and value not in ("", [], {})}


def mail(text: str) -> str:
    """Return an e-mail address, or nothing where a text is none."""
    address = text.strip()
    return address if _MAIL.fullmatch(address) else ""


def uri(text: str) -> str:
    """Return a web address with its scheme and without signs that an address may not hold; nothing where it is none."""
    address = text.strip()
    if not address.lower().startswith(("https://", "http://")):
        if not address or "://" in address:
            return ""
        address = f"https://{address}"
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    if "." not in host.strip("."):
        return ""
    head, sign, mark = _LONE_PERCENT.sub("%25", address).partition("#")
    return quote(head, safe=_IN_URI, errors="replace") + sign + quote(mark, safe=_IN_URI, errors="replace")


def organisation(record: ServiceRecord) -> dict[str, Any]:
    """Return the organisation of a service. The standard asks for one: without a name it has that of the service."""
    name = record.organisation.strip() or record.name.strip() or NO_NAME
    uid = own_uid("organisation", record.organisation_key.strip() or folded(name))
    identifiers = []
    for number in dict.fromkeys(one.strip() for one in record.organisation_ids):
        found = _REGISTER.fullmatch(number)
        if number:
            said = {
                "id": one_uid("organisation identifier", uid, number),
                "organization_id": uid,
                "identifier_scheme": found[1] if found else "",
                "identifier_type": found[1] if found else "Register number",
                "identifier": found[2] if found else number,
            }
            identifiers.append(given(said))
    return given({"id": uid, "name": name, "description": name, "organization_identifiers": identifiers})


def attribute(service: str, link_type: str, taxonomy: str, code: str, label: str) -> dict[str, Any]:
    """Return a category of a service. ``code`` is its code in the taxonomy; without a label it is said in words."""
    name = label.strip() or code.rpartition(":")[2].replace("_", " ").strip().capitalize() or code.strip()
    taxonomy_uid = one_uid("taxonomy", folded(taxonomy))
    term = one_uid("term", taxonomy_uid, code.strip() or folded(name))
    return {
        "id": one_uid("attribute", service, link_type, term),
        "link_id": service,
        "link_type": link_type,
        "taxonomy_term_id": term,
        "taxonomy_term": given(
            {
                "id": term,
                "code": code.strip(),
                "name": name,
                "description": name,
                "taxonomy": taxonomy,
                "taxonomy_id": taxonomy_uid,
            }
        ),
    }
