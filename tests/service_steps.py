"""Referrals to services for tests: a service, a yes to it, and every deed that moves a referral or its step."""

from __future__ import annotations

from collections.abc import Sequence

from tests.plans import say
from workwell_desktop.casework import services
from workwell_desktop.vault.store import Vault

QUAY = "Quay Advice Example"


def add_quay(vault: Vault, name: str = QUAY) -> int:
    """Add a service and return its id."""
    form = services.ServiceForm(
        name=name, topics=("back_and_joints",), phone="01632 960114", address="1 Quay Street", postcode="M1 1AE"
    )
    return services.add_service(vault, form)


def agree(vault: Vault, person: int, states: Sequence[str] = ("agreed",), name: str = QUAY) -> None:
    """Write down what was said about a referral to a service."""
    for state in states:
        say(vault, person, state, "service", name, "refer")
