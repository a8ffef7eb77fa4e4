"""What we keep: the tables of the vault, one family a file, without behaviour.

Importing this package brings every table into ``Base.metadata``.
"""

from workwell_desktop.models import (
    agreements,
    assessments,
    audit,
    contacts,
    drafts,
    employment,
    episodes,
    members,
    papers,
    participants,
    plans,
    profile,
    services,
)

__all__ = [
    "agreements",
    "assessments",
    "audit",
    "contacts",
    "drafts",
    "employment",
    "episodes",
    "members",
    "papers",
    "participants",
    "plans",
    "profile",
    "services",
]
