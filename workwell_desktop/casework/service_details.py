"""One service in full: what it does, how to reach it, where each fact is from, who checked it, what coaches noted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework.dates import plain, short
from workwell_desktop.casework.service_evidence import NOTHING, evidence_of, taken_up_words, wait_words
from workwell_desktop.casework.service_form import ServiceForm, form_of, place_line
from workwell_desktop.casework.service_rows import effective, listed_values, live_overrides
from workwell_desktop.casework.service_said import (
    NOT_GIVEN_OUT,
    getting_in_of,
    hours_of,
    place_lines,
    wait_line,
    who_lines,
)
from workwell_desktop.casework.service_shipped import shipped_on
from workwell_desktop.casework.service_standing import standing
from workwell_desktop.casework.service_text import (
    ACCESS_LABELS,
    FIRST_REAL_DAY,
    METHOD_LABELS,
    NOT_CHECKED,
    CheckedState,
    freshness,
    line_of,
    source_sentence,
)
from workwell_desktop.casework.service_topics import topic_labels
from workwell_desktop.directory.merge import SAID_HERE, SINGLE
from workwell_desktop.directory.record import FACTS, FactSource
from workwell_desktop.models.members import Member
from workwell_desktop.models.services import (
    DirRecord,
    DirSource,
    Service,
    ServiceCheck,
    ServiceLink,
    ServiceNote,
    ServiceOverride,
)
from workwell_desktop.vault.store import Vault

FACT_LABELS = {
    "phone": "Phone",
    "text_number": "Text message",
    "email": "E-mail",
    "web": "Website",
    "address": "Address",
    "postcode": "Postcode",
    "when": "When",
}
_ONLY_WHEN_KNOWN = {"text_number", "postcode", "email"}


@dataclass(frozen=True)
class Fact:
    """One fact: what to show ("Not checked yet" when nobody has said) and where it is from, with the page's address."""

    name: str
    label: str
    value: str
    shown: str
    source: str
    source_address: str


@dataclass(frozen=True)
class NoteLine:
    """What a coach noted about a service, who, and on which day in words."""

    text: str
    who: str
    when: str


@dataclass(frozen=True)
class ListLine:
    """A list that has the service: its name, who publishes it, under which licence."""

    name: str
    publisher: str
    licence: str
    attribution: str


@dataclass(frozen=True)
class ServiceDetails:
    """Everything the details pane shows. ``form`` is what "Change" starts from; ``changed_here`` names its fields.

    ``how_to_refer`` is one or two sentences; ``access`` says who may send somebody; ``checked`` is one line with its
    state; ``checked_by`` says who checked and how ("3 November, by Ruth, by phone"), empty when nobody here has;
    ``looked_at`` is the day of the list that ships, where nobody has vouched for what it says of this service;
    ``assured`` is the day on which the publisher last vouched for it, in words, apart from our own check. ``warning``
    says why it takes nobody now, or what may be wrong. ``taken_up`` and ``waits`` are what our own referrals showed.
    ``who`` says who may come, ``wait`` how long people wait as somebody said, ``other_places`` where else it is,
    ``secret`` that its address is not given out. ``listed`` is what the lists say; nothing for a service of our own.
    """

    id: int
    uid: str
    own: bool
    starred: bool
    status: str
    national: bool
    name: str
    subtitle: str
    summary: str
    description: str
    line: str
    topics: tuple[str, ...]
    how_to_refer: str
    access: tuple[str, ...]
    getting_in: str
    facts: tuple[Fact, ...]
    checked: str
    checked_state: CheckedState
    checked_by: str
    looked_at: str
    assured: str
    warning: str
    who: tuple[str, ...]
    wait: str
    other_places: tuple[str, ...]
    secret: str
    taken_up: str
    waits: str
    notes: tuple[NoteLine, ...]
    lists: tuple[ListLine, ...]
    changed_here: frozenset[str]
    form: ServiceForm
    listed: ServiceForm | None


def service_details(vault: Vault, service_id: int) -> ServiceDetails:
    """Return one service in full. An id that is not there is a bug (``NoResultFound``)."""
    today = vault.clock.today()
    with vault.reading() as session:
        service = session.get_one(Service, service_id)
        merged = effective(session, service.id)
        values, shown = merged.values, form_of(merged.values)
        shipped = shipped_on(session, [service.id]).get(service.id)
        checked, state = freshness((service.checked_on, values.assured_on), today, shipped)
        names = {row.id: row.name for row in session.execute(select(Member.id, Member.name))}
        evidence = evidence_of(session, [service.id], today).get(service.id, NOTHING)
        return ServiceDetails(
            id=service.id,
            uid=service.uid,
            own=service.own,
            starred=service.starred,
            status=values.status,
            national=values.national,
            name=values.name,
            subtitle=(place_line(shown.places[0]) if shown.places else "")
            or (values.organisation if values.organisation != values.name else "")
            or ("Everywhere in England" if values.national else ""),
            summary=values.summary,
            description=values.description,
            line=line_of(values.modes, values.cost),
            topics=topic_labels(values.topics),
            how_to_refer=values.how_to_refer,
            access=tuple(label for code, label in ACCESS_LABELS.items() if code in values.access),
            getting_in=getting_in_of(shown),
            facts=_facts(session, service, shown, values.sources, names, today),
            checked=checked,
            checked_state=state,
            checked_by=_checked_by(session, service.id, names, vault),
            looked_at=plain(shipped) if state == "list" and shipped else "",
            assured=_assured(values.assured_on, today),
            warning=standing(session, service.id) or values.alert,
            who=who_lines(shown),
            wait=wait_line(shown, today),
            other_places=place_lines(shown.places[1:]),
            secret=NOT_GIVEN_OUT if values.sensitive else "",
            taken_up=taken_up_words(evidence, today),
            waits=wait_words(evidence),
            notes=_notes(session, service.id, names, vault),
            lists=_lists(session, service.id),
            changed_here=_changed_here(merged.overridden),
            form=form_of(effective(session, service.id, standing=False).values),
            listed=None if service.own else form_of(listed_values(session, service.id)),
        )


def _changed_here(overridden: frozenset[str]) -> frozenset[str]:
    """Return the details that coaches changed, by their names in the form and, for a single one, by its own."""
    kept_as = {kept: name for name, kept in SAID_HERE.items()}
    return frozenset(kept_as.get(name, name) for name in overridden if name not in SAID_HERE)


def told_why(details: ServiceDetails, reasons: Sequence[str], name: str, why_not: str = "") -> ServiceDetails:
    """Return the details with all that speaks for this service for the participant called ``name``, or against it."""
    said = (
        ("why", f"Why it fits {name}", "\n".join(reasons)),
        ("why_not", f"Why it is not suggested to {name}", why_not),
    )
    facts = [Fact(code, label, words, words, "", "") for code, label, words in said if words]
    return replace(details, facts=(*facts, *details.facts))


def _facts(
    session: Session,
    service: Service,
    form: ServiceForm,
    sources: Mapping[str, FactSource],
    names: Mapping[int, str],
    today: date,
) -> tuple[Fact, ...]:
    """Return the facts; one that nobody has checked is said to be so, an address where people go there."""
    in_person = "in_person" in form.modes
    overrides = live_overrides(session, service.id)
    hours = "\n".join(hours_of(form, today))
    facts = []
    for name in FACTS:
        value: str = getattr(form, name)
        if value or not (name in _ONLY_WHEN_KNOWN or (name == "address" and not in_person)):
            source = sources.get(name) if value else None
            override = overrides.get(name) or overrides.get(SINGLE.get(name, name))
            said = source_sentence(source) if source else _said_here(service, override, names) if value else ""
            shown = (hours if name == "when" else value) or NOT_CHECKED
            facts.append(Fact(name, FACT_LABELS[name], value, shown, said, source.address if source else ""))
    return tuple(facts)


def _said_here(service: Service, override: ServiceOverride | None, names: Mapping[int, str]) -> str:
    if override is not None:
        return f"Changed here by {names[override.created_by]}."
    return f"Written here by {names[service.updated_by]}." if service.own else ""


def _assured(day: date | None, today: date) -> str:
    """Say when the publisher last vouched for it; a day that cannot be is nothing that was said."""
    return plain(day) if day is not None and FIRST_REAL_DAY <= day <= today else ""


def _checked_by(session: Session, service_id: int, names: Mapping[int, str], vault: Vault) -> str:
    check = session.scalar(
        select(ServiceCheck)
        .where(ServiceCheck.service_id == service_id)
        .order_by(ServiceCheck.checked_on.desc(), ServiceCheck.id.desc())
        .limit(1)
    )
    if check is None:
        return ""
    day = short(check.checked_on, vault.clock.today())
    return ", ".join(filter(None, [day, f"by {names[check.created_by]}", METHOD_LABELS.get(check.method, "")]))


def _notes(session: Session, service_id: int, names: Mapping[int, str], vault: Vault) -> tuple[NoteLine, ...]:
    rows = session.scalars(
        select(ServiceNote).where(ServiceNote.service_id == service_id).order_by(ServiceNote.id.desc())
    )
    today = vault.clock.today()
    return tuple(
        NoteLine(row.text, names[row.created_by], short(row.created_at.astimezone().date(), today)) for row in rows
    )


def _lists(session: Session, service_id: int) -> tuple[ListLine, ...]:
    rows = session.execute(
        select(DirSource.name, DirSource.publisher, DirSource.licence, DirSource.attribution)
        .join(DirRecord, DirRecord.source_id == DirSource.id)
        .join(ServiceLink, ServiceLink.record_id == DirRecord.id)
        .where(ServiceLink.service_id == service_id, DirRecord.status == "listed")
        .order_by(DirSource.trust, DirSource.id)
    )
    return tuple(ListLine(row.name, row.publisher, row.licence, row.attribution) for row in rows)
