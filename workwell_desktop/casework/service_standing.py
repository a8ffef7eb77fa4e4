"""Whether a service takes people now, as far as is known: asked before somebody is sent there, and shown above it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from workwell_desktop.models.services import Service


def standing(session: Session, service_id: int) -> str:
    """Say in a sentence why a service takes nobody now as far as is known; nothing where it does."""
    face = session.get_one(Service, service_id).face
    if face.status == "withdrawn":
        return f"{face.name} is not listed any more. {face.alert or 'It may have closed.'}"
    if face.status == "paused":
        return face.alert or f"{face.name} is closed for now."
    return f"{face.name} may have closed. Its list says: “{face.closed_words}”" if face.closed_words else ""
