"""A participant's list of services on paper, in the form that they need, and as plain text to send.

Why a service was suggested stands on it only where they chose so; see ``shortlist``. What is kept secret is not among
the facts from which it is made.
"""

from __future__ import annotations

from dataclasses import dataclass

from workwell_desktop.casework import papers
from workwell_desktop.casework.easy_paper import help_lines
from workwell_desktop.casework.needs import Undone, print_format
from workwell_desktop.casework.people import call_name, coach_first_name, current_episode, full_name, participant
from workwell_desktop.casework.plan_paper import SIZES, keep_once
from workwell_desktop.casework.service_facts import credits_of, shortlist_words
from workwell_desktop.casework.service_profile import profile_in
from workwell_desktop.casework.shortlist import Shortlisted, load_shortlist
from workwell_desktop.documents.kept import KeptDocument
from workwell_desktop.documents.model import Size
from workwell_desktop.documents.shortlist import (
    ListedService,
    ShortlistPaper,
    shortlist_document,
    shortlist_pdf,
)
from workwell_desktop.documents.shortlist import shortlist_text as text_of
from workwell_desktop.documents.shortlist_easy import shortlist_easy_document, shortlist_easy_pdf
from workwell_desktop.errors import InputProblem
from workwell_desktop.vault.store import Vault

FORMS = {
    "standard": "Usual size, 14 point",
    "large": "Large print, 18 point",
    "giant": "Giant print, 24 point",
    "spaced": "Dyslexia-friendly",
    papers.EASY_READ: "Easy read, with pictures",
}


@dataclass(frozen=True)
class ShortlistForms:
    """The forms that a list can be printed in as code and word, the recorded one first, and what cannot be printed."""

    call_name: str
    forms: tuple[tuple[str, str], ...]
    undone: tuple[Undone, ...]

    @property
    def recorded(self) -> str:
        """The code of the form that is recorded as needed."""
        return self.forms[0][0]


def shortlist_forms(vault: Vault, participant_id: int) -> ShortlistForms:
    """Return the forms of somebody's list of services, the one that is recorded as needed first."""
    with vault.reading() as session:
        needed = print_format(session, participant_id)
        undone = print_format(session, participant_id, kind=needed.plan_form).undone
        name = call_name(session, participant_id)
    order = sorted(FORMS, key=lambda code: code != needed.plan_form)
    return ShortlistForms(name, tuple((code, FORMS[code]) for code in order), undone)


def shortlist_paper(vault: Vault, participant_id: int, reference: str, size: Size | None = None) -> ShortlistPaper:
    """Return somebody's list as the data of its paper, in the size that they need unless one is named."""
    listed = load_shortlist(vault, participant_id)
    with vault.reading() as session:
        profile = profile_in(session)
        return ShortlistPaper(
            service_name=profile.name,
            participant=full_name(participant(session, participant_id)),
            name=listed.call_name,
            coach=coach_first_name(session, current_episode(session, participant_id)),
            made_on=vault.clock.today(),
            services=tuple(map(_listed, listed.rows)),
            coach_phone=profile.coach_phone,
            help_lines=help_lines(profile.crisis),
            credits=credits_of(session, [row.id for row in listed.rows]),
            miles=any(row.facts.how_far for row in listed.rows),
            size=size or print_format(session, participant_id).size,
            reference=reference,
        )


def issue_shortlist(vault: Vault, participant_id: int, form: str = "", reason: str = "") -> int:
    """Make the list in the recorded form, or in another with a ``reason``; keep it and return the paper's id.

    ``form`` is a code of ``FORMS``. What was made today from the same list is not made again. Raises ``InputProblem``
    (form, reason); ``PaperProblem`` when a text cannot be printed; ``NotKept``.
    """
    offered = shortlist_forms(vault, participant_id)
    form = form or offered.recorded
    problems = {}
    if form not in FORMS:
        problems["form"] = "Choose one of these."
    if form != offered.recorded and not reason.strip():
        need = FORMS[offered.recorded]
        problems["reason"] = f"Say why {offered.call_name} gets another form. Recorded is: {need}."
    if problems:
        raise InputProblem(problems)
    easy = form == papers.EASY_READ
    kind = papers.SHORTLIST_EASY if easy else papers.SHORTLIST
    reference = papers.fresh_reference(kind, vault.clock)
    paper = shortlist_paper(vault, participant_id, reference, SIZES.get(form))
    document = (
        KeptDocument(shortlist_easy_document(paper), f"easy_read_{paper.size}")
        if easy
        else KeptDocument(shortlist_document(paper), f"shortlist_{paper.size}")
    )
    with vault.reading() as session:
        number = papers.next_number(session, participant_id, kind)
    return keep_once(
        vault, participant_id, kind, paper, lambda: shortlist_easy_pdf(paper) if easy else shortlist_pdf(paper),
        number=number, recipient=paper.participant, reason=reason.strip() if form != offered.recorded else "",
        document=document,
    )  # fmt: skip


def shortlist_text(vault: Vault, participant_id: int) -> str:
    """Return the list as plain text to paste into a message: the words of its paper, without their full name."""
    return text_of(shortlist_paper(vault, participant_id, "", "standard"))


def _listed(row: Shortlisted) -> ListedService:
    facts, words = row.facts, shortlist_words()
    ways = [words.ways_in[code] for code in facts.access if code in words.ways_in]
    return ListedService(
        name=facts.name,
        what=facts.what,
        phone=facts.phone,
        text_number=facts.text_number,
        email=facts.email,
        web=facts.web,
        address=facts.address,
        far=facts.how_far,
        when=facts.when,
        how_in=facts.how_to_refer or " ".join(ways),
        getting_in=facts.getting_in,
        cost=facts.cost,
        why=row.reason,
        own_why=row.why_printed and bool(row.why),
        checked=facts.checked,
        stale=facts.stale,
        topics=facts.topics,
        access=facts.access,
    )
