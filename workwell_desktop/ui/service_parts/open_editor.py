"""Opens the page on which a service is written down: a new one, one that is there, or one that was being typed."""

from __future__ import annotations

from workwell_desktop.casework.service_typing import Typed
from workwell_desktop.casework.services import ServiceForm, add_service, change_service, service_details
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.service_editor import ServiceEditor


def open_editor(desk: Desk, service_id: int, typed: Typed | None = None) -> ServiceEditor:
    """Return the page for a service, 0 for a new one; ``typed`` is a draft to go on with."""
    today = desk.vault.clock.today()
    if not service_id:
        title = "Go on with this service" if typed else "Add a service"
        return ServiceEditor(desk.look, ServiceForm(), title=title, today=today, typed=typed)
    details = service_details(desk.vault, service_id)
    title = "Go on with this service" if typed else f"Put {details.name} right"
    return ServiceEditor(desk.look, details.form, title=title, today=today, listed=details.listed, typed=typed)


def save_service(desk: Desk, service_id: int, form: ServiceForm) -> int:
    """Keep a service, 0 for a new one, and return its id. Raises ``InputProblem`` and ``NotKept``."""
    if not service_id:
        return add_service(desk.vault, form)
    change_service(desk.vault, service_id, form)
    return service_id
