"""Adding a service and changing one: what was typed is looked at and kept.

A service that coaches here added is changed itself. Over one that came with a list, a change is laid as an override,
so that the next release of the list cannot undo it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from workwell_desktop.casework.identifiers import check_postcode
from workwell_desktop.casework.service_form import ServiceForm, form_of, tidy, values_of, with_details
from workwell_desktop.casework.service_form_checks import check_service, of_field
from workwell_desktop.casework.service_rows import effective, listed_values, live_overrides, new_service, write_values
from workwell_desktop.casework.service_times import parts_of
from workwell_desktop.directory.merge import SAID_HERE, SINGLE
from workwell_desktop.directory.record import RecordPlace, field_to_json
from workwell_desktop.errors import InputProblem
from workwell_desktop.models.services import Service, ServiceOverride
from workwell_desktop.vault.store import Transaction, Vault

_REASON = "Changed by a coach."

__all__ = [
    "ServiceForm", "add_service", "change_fields", "change_service", "check_service", "form_of", "lay_over", "tidy",
    "values_of", "with_details",
]  # fmt: skip


def add_service(vault: Vault, form: ServiceForm) -> int:
    """Add a service of our own and return its id. Raises ``InputProblem`` and ``NotKept``."""
    problems = check_service(form)
    if problems:
        raise InputProblem(problems)
    form = _as_kept(form)
    with vault.transaction() as transaction:
        service = new_service(transaction, own=True)
        write_values(transaction, service, values_of(form, effective(transaction.session, service.id).values))
        transaction.record("add", "service", service.id)
        return service.id


def change_service(vault: Vault, service_id: int, form: ServiceForm, *, reason: str = "") -> None:
    """Change a service. ``reason`` says why, and may be empty.

    Putting a field back to what the list says takes the override away. What was wrong before in a field that is left
    as it is stands in nobody's way. Raises ``InputProblem`` and ``NotKept``.
    """
    with vault.transaction() as transaction:
        service = transaction.session.get_one(Service, service_id)
        before = form_of(effective(transaction.session, service.id, standing=False).values)
        form, problems = tidy(form), check_service(form)
        changed = {name for name, value in vars(form).items() if value != getattr(before, name)}
        problems = {name: said for name, said in problems.items() if of_field(name) in changed}
        if problems:
            raise InputProblem(problems)
        form = _as_kept(form)
        changed = {name for name in changed if getattr(form, name) != getattr(before, name)}
        if changed:
            change_fields(transaction, service, {name: getattr(form, name) for name in changed}, reason)


def change_fields(transaction: Transaction, service: Service, changed: Mapping[str, Any], reason: str = "") -> None:
    """Change these details of a service (checked values) inside this transaction.

    They go by their names in the form; ``address``, ``postcode`` and ``when`` are details of their own.
    """
    before = effective(transaction.session, service.id).values
    if service.own:
        values = values_of(with_details(form_of(before), changed), before)
    else:
        lay_over(transaction, service, changed, reason.strip() or _REASON)
        values = effective(transaction.session, service.id).values
    write_values(transaction, service, values)
    transaction.record("change", "service", service.id, {"fields": sorted(changed)})


def lay_over(transaction: Transaction, service: Service, changed: Mapping[str, Any], reason: str) -> None:
    """End the overrides of the changed details and lay new ones where the value is not the list's own."""
    session = transaction.session
    live = live_overrides(session, service.id)
    listed = form_of(listed_values(session, service.id))
    over = {
        SAID_HERE.get(name, name): value
        for name, said in sorted(changed.items())
        if (value := _as_listed(name, said, listed)) != getattr(listed, name) or SINGLE.get(name) in live
    }
    whole = {single for single, field in SINGLE.items() if field in changed and single not in changed}
    for name in {*(SAID_HERE.get(name, name) for name in changed), *whole} & live.keys():
        live[name].ended_at = transaction.now
    session.flush()
    session.add_all(
        ServiceOverride(service_id=service.id, field=name, value=field_to_json(value), reason=reason, ended_at=None)
        for name, value in over.items()
    )
    session.flush()


def _as_kept(form: ServiceForm) -> ServiceForm:
    form = tidy(form)
    return replace(
        form,
        places=tuple(replace(one, postcode=check_postcode(one.postcode).value or one.postcode) for one in form.places),
    )


def _as_listed(name: str, value: Any, listed: ServiceForm) -> Any:
    """Return what was typed as the list's own value where it says the same: its positions, keys and lines of times."""
    if name == "places":
        known = {(one.address, one.postcode): one for one in reversed(listed.places)}
        return tuple(_placed(one, known.get((one.address, one.postcode))) for one in value)
    if name == "times" and parts_of(value) == parts_of(listed.times):
        return listed.times
    return value


def _placed(place: RecordPlace, known: RecordPlace | None) -> RecordPlace:
    if known is None or place.latitude is not None:
        return place
    return replace(place, latitude=known.latitude, longitude=known.longitude, key=place.key or known.key)
