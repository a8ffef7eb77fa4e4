"""Whom to ring when it cannot wait: the shipped suggestions, which a service confirms before anybody relies on them."""

from __future__ import annotations

from dataclasses import dataclass

from workwell_desktop.casework.service_text import NOT_CHECKED, source_sentence
from workwell_desktop.directory.starter import SuggestedContact, read_suggested_contacts
from workwell_desktop.paths import resources


@dataclass(frozen=True)
class CrisisSuggestion:
    """A contact to confirm: name, how to reach it ("Ring 116 123"), when it helps, hours, and where that is from."""

    name: str
    contact: str
    helps: str
    when: str
    source: str
    source_address: str


def crisis_suggestions() -> tuple[CrisisSuggestion, ...]:
    """Return the shipped crisis contacts in the order to offer them; a missing number reads "Not checked yet".

    Raises ``DataFileProblem`` when the shipped file is damaged.
    """
    return tuple(map(_suggestion, read_suggested_contacts(resources() / "services" / "crisis.toml")))


def _suggestion(contact: SuggestedContact) -> CrisisSuggestion:
    ways = [
        f"Ring {contact.phone}" if contact.phone else "",
        f"Text {contact.text_number}" if contact.text_number else "",
    ]
    source = contact.sources.get("phone") or contact.sources.get("text_number")
    return CrisisSuggestion(
        name=contact.name,
        contact=" or ".join(filter(None, ways)) or NOT_CHECKED,
        helps=contact.helps,
        when=contact.when or NOT_CHECKED,
        source=source_sentence(source) if source else "",
        source_address=source.address if source else "",
    )
