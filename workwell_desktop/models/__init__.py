"""What we keep: the tables of the vault, one family a file, without behaviour.

Importing this package brings every table into ``Base.metadata``.
"""

from workwell_desktop.models import (
    agreements,
    assessments,
    attachments,
    audit,
    contacts,
    drafts,
    employment,
    episodes,
    lists,
    members,
    papers,
    participants,
    phased_returns,
    plans,
    profile,
    service_referrals,
    service_twins,
    services,
    shortlists,
)

__all__ = [
    "agreements",
    "assessments",
    "attachments",
    "audit",
    "contacts",
    "drafts",
    "employment",
    "episodes",
    "lists",
    "members",
    "papers",
    "participants",
    "phased_returns",
    "plans",
    "profile",
    "service_referrals",
    "service_twins",
    "services",
    "shortlists",
]
