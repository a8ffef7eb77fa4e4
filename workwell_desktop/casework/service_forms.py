"""Adding a service and changing one: what is typed, what needs another look, and where it is kept.

A service that coaches here added is changed itself. Over one that came with a list, a change is laid as an override,
so that the next release of the list cannot undo it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from workwell_desktop.casework.identifiers import check_email, check_postcode
from workwell_desktop.casework.service_rows import effective, listed_values, live_overrides, new_service, write_values
from workwell_desktop.casework.service_topics import topics
from workwell_desktop.directory.merge import OVERRIDABLE, Listed, merge
from workwell_desktop.directory.record import ACCESS, COSTS, MODES, ServiceRecord
from workwell_desktop.errors import InputProblem
from workwell_desktop.models.services import Service, ServiceOverride
from workwell_desktop.vault.store import Transaction, Vault

_LONGEST_LINE = 200
_LONGEST_TEXT = 2_000
_LONG_FIELDS = {"description", "how_to_refer", "getting_in", "eligibility", "when", "address"}
_REASON = "Changed by a coach."


@dataclass(frozen=True)
class ServiceForm:
    """What a coach types about a service. Codes: topics of :func:`service_topics.topics`, modes, access and cost."""

    name: str = ""
    organisation: str = ""
    summary: str = ""
    description: str = ""
    phone: str = ""
    text_number: str = ""
    email: str = ""
    web: str = ""
    address: str = ""
    postcode: str = ""
    when: str = ""
    how_to_refer: str = ""
    getting_in: str = ""
    eligibility: str = ""
    cost: str = ""
    cost_note: str = ""
    topics: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    access: tuple[str, ...] = ()


def check_service(form: ServiceForm) -> dict[str, str]:
    """Return one plain sentence for each field that needs another look; nothing when all is well."""
    form = tidy(form)
    problems: dict[str, str] = {}
    if not form.name:
        problems["name"] = "Give the service a name, so that it can be found."
    if not form.topics:
        problems["topics"] = "Choose at least one topic, so that the service can be found."
    if form.phone and not any(sign.isdigit() for sign in form.phone):
        problems["phone"] = "A phone number has digits. Write other ways to get in touch under “How to refer”."
    if form.web and (" " in form.web or "." not in form.web):
        problems["web"] = "A web address has a dot and no spaces, like www.example.org."
    for name, checked in (("email", check_email(form.email)), ("postcode", check_postcode(form.postcode))):
        if checked.problem:
            problems[name] = checked.problem
    for one in fields(ServiceForm):
        most = _LONGEST_TEXT if one.name in _LONG_FIELDS else _LONGEST_LINE
        if len(getattr(form, one.name)) > most:
            problems[one.name] = f"This is too long. Use at most {most} letters."
    return problems


def add_service(vault: Vault, form: ServiceForm) -> int:
    """Add a service of our own and return its id. Raises ``InputProblem`` and ``NotKept``."""
    form = _checked(form)
    with vault.transaction() as transaction:
        service = new_service(transaction, own=True)
        write_values(transaction, service, values_of(form, effective(transaction.session, service.id).values))
        transaction.record("add", "service", service.id)
        return service.id


def change_service(vault: Vault, service_id: int, form: ServiceForm, *, reason: str = "") -> None:
    """Change a service. ``reason`` says why, and may be empty.

    Putting a field back to what the list says takes the override away. Raises ``InputProblem`` and ``NotKept``.
    """
    form = _checked(form)
    with vault.transaction() as transaction:
        service = transaction.session.get_one(Service, service_id)
        before = effective(transaction.session, service.id).values
        changed = {name for name, value in vars(form).items() if value != getattr(form_of(before), name)}
        if changed:
            change_fields(transaction, service, {name: getattr(form, name) for name in changed}, reason)


def change_fields(transaction: Transaction, service: Service, changed: Mapping[str, Any], reason: str = "") -> None:
    """Change these fields of a service (checked values, by their names in the form) inside this transaction."""
    before = effective(transaction.session, service.id).values
    if service.own:
        values = values_of(replace(form_of(before), **changed), before)
    else:
        lay_over(transaction, service, changed, reason.strip() or _REASON)
        values = effective(transaction.session, service.id).values
    write_values(transaction, service, values)
    transaction.record("change", "service", service.id, {"fields": sorted(changed)})


def form_of(values: ServiceRecord) -> ServiceForm:
    """Return a service's effective values as a form to change."""
    place = values.places[0] if values.places else None
    typed: dict[str, Any] = {one.name: getattr(values, one.name, "") for one in fields(ServiceForm)}
    typed["address"] = place.address if place else ""
    typed["postcode"] = place.postcode if place else ""
    typed["when"] = "; ".join(times.description for times in values.times)
    return tidy(ServiceForm(**typed))


def values_of(form: ServiceForm, before: ServiceRecord) -> ServiceRecord:
    """Return the values that a form gives, over what was there before."""
    return merge([Listed(0, replace(before, sources={}))], {name: getattr(form, name) for name in OVERRIDABLE}).values


def tidy(form: ServiceForm) -> ServiceForm:
    """Return the form without spaces around what was typed, and with codes in the order they are shown, each once."""
    orders: Mapping[str, tuple[str, ...]] = {"topics": tuple(topics()), "modes": MODES, "access": ACCESS}
    values: dict[str, Any] = {}
    for name, value in vars(form).items():
        if name in orders:
            values[name] = tuple(code for code in orders[name] if code in value)
        else:
            values[name] = value.strip() if name in _LONG_FIELDS else " ".join(value.split())
    if values["cost"] not in COSTS:
        values["cost"] = ""
    return ServiceForm(**values)


def _checked(form: ServiceForm) -> ServiceForm:
    problems = check_service(form)
    if problems:
        raise InputProblem(problems)
    form = tidy(form)
    return replace(form, postcode=check_postcode(form.postcode).value if form.postcode else "")


def lay_over(transaction: Transaction, service: Service, changed: Mapping[str, Any], reason: str) -> None:
    """End the overrides of the changed fields and lay new ones where the value is not the list's own."""
    session = transaction.session
    live = live_overrides(session, service.id)
    listed = form_of(listed_values(session, service.id))
    for name in changed.keys() & live.keys():
        live[name].ended_at = transaction.now
    session.flush()
    session.add_all(
        ServiceOverride(service_id=service.id, field=name, value=json.dumps(value), reason=reason, ended_at=None)
        for name, value in sorted(changed.items())
        if value != getattr(listed, name)
    )
    session.flush()
