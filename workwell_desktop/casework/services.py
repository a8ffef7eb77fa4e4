"""The service directory: find a service, read it, add or change one, check it, leave a note.

What screens import stands here; the parts lie in the ``service_*`` modules beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select

from workwell_desktop.casework.dates import short
from workwell_desktop.casework.directory_live import ImportResult
from workwell_desktop.casework.service_details import Fact, ListLine, NoteLine, ServiceDetails, service_details
from workwell_desktop.casework.service_finding import Asked, ServicePage, find_services
from workwell_desktop.casework.service_forms import ServiceForm, add_service, change_service, check_service
from workwell_desktop.casework.service_import import load_starter
from workwell_desktop.casework.service_listing import ServiceRow
from workwell_desktop.casework.service_rows import effective, write_values
from workwell_desktop.casework.service_text import ACCESS_LABELS, COST_LABELS, METHOD_LABELS, MODE_LABELS, NOT_CHECKED
from workwell_desktop.casework.service_topics import Topic, topics
from workwell_desktop.errors import InputProblem
from workwell_desktop.models.services import DirRelease, Service, ServiceCheck, ServiceFace, ServiceNote
from workwell_desktop.vault.store import Vault

__all__ = [
    "ACCESS_LABELS", "COST_LABELS", "METHOD_LABELS", "MODE_LABELS", "NOT_CHECKED",
    "Asked", "Fact", "ImportResult", "ListLine", "NoteLine", "ServiceDetails", "ServiceForm",
    "ServicePage", "ServiceRow", "Topic",
    "add_note", "add_service", "change_service", "check_service", "check_today", "directory_line", "find_services",
    "give_star", "load_starter", "service_details", "topic_choices",
]  # fmt: skip

_LONGEST_NOTE = 2_000


def topic_choices() -> Sequence[tuple[str, str]]:
    """Return every topic as code and label, in the order they are shown."""
    return tuple((topic.code, topic.label) for topic in topics().values())


def directory_line(vault: Vault) -> str:
    """Say in a sentence how many services are on this PC, and of which day the newest list is."""
    today = vault.clock.today()
    with vault.reading() as session:
        number = (
            session.scalar(
                select(func.count())
                .select_from(Service)
                .join(ServiceFace, ServiceFace.id == Service.face_id)
                .where(ServiceFace.status != "withdrawn")
            )
            or 0
        )
        day = session.scalar(select(func.max(DirRelease.released_on)).where(DirRelease.state == "live"))
    there = f"{number} service{'' if number == 1 else 's'} on this PC"
    return f"{there}, list updated {short(day, today)}." if day else f"{there}."


def check_today(vault: Vault, service_id: int, method: str) -> date:
    """Write down that the coach made sure today that a service's details are right; return the day.

    ``method`` is a code of ``METHOD_LABELS``; another one is a bug (``KeyError``). Raises ``NotKept``.
    """
    METHOD_LABELS[method]
    with vault.transaction() as transaction:
        day = transaction.clock.today()
        service = transaction.session.get_one(Service, service_id)
        service.checked_on = day
        transaction.session.add(ServiceCheck(service_id=service.id, checked_on=day, method=method, result="right"))
        transaction.record("check", "service", service.id, {"method": method})
        return day


def give_star(vault: Vault, service_id: int, *, starred: bool) -> None:
    """Put a star on a service, so that coaches here find it first, or take it away. Raises ``NotKept``."""
    with vault.transaction() as transaction:
        service = transaction.session.get_one(Service, service_id)
        if service.starred != starred:
            service.starred = starred
            transaction.record("star" if starred else "unstar", "service", service.id)


def add_note(vault: Vault, service_id: int, text: str) -> int:
    """Keep a note about a service for the next coach and return its id; services are found by their notes too.

    Raises ``InputProblem`` (``note``) when it is empty or longer than 2,000 letters, and ``NotKept``.
    """
    text = text.strip()
    if not text:
        raise InputProblem({"note": "Write something first."})
    if len(text) > _LONGEST_NOTE:
        raise InputProblem({"note": f"This is too long. Use at most {_LONGEST_NOTE} letters."})
    with vault.transaction() as transaction:
        session = transaction.session
        service = session.get_one(Service, service_id)
        note = ServiceNote(service_id=service.id, text=text)
        session.add(note)
        session.flush()
        write_values(transaction, service, effective(session, service.id).values)
        transaction.record("note", "service", service.id, {"note": note.id})
        return note.id
