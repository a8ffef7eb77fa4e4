"""The card of what changed since the last meeting on paper: what may stand on it, in which size, kept as issued."""

from __future__ import annotations

from dataclasses import asdict

from workwell_desktop.casework import papers
from workwell_desktop.casework.diagnosis_guard import guard_for, of_their_health
from workwell_desktop.casework.guard_facts import load_facts
from workwell_desktop.casework.needs import print_format
from workwell_desktop.casework.people import current_episode, participant
from workwell_desktop.casework.plan_paper import meeting_words
from workwell_desktop.casework.plan_state import next_meeting
from workwell_desktop.casework.since_last import since_in
from workwell_desktop.documents.since_card import CardLine, SincePaper, since_card_pdf
from workwell_desktop.vault.store import Vault

CARD = "card"


def since_paper(vault: Vault, participant_id: int, reference: str) -> SincePaper:
    """Return what stands on somebody's card: no surname, no score, and no line with a word of their own health."""
    guard = guard_for(load_facts(vault, participant_id))
    today = vault.clock.today()
    with vault.reading() as session:
        card = since_in(session, participant_id, today)
        episode = current_episode(session, participant_id)
        coming = next_meeting(session, episode.id, vault.clock.utc())
        where = f", {coming.place}" if coming and coming.place else ""
        person = participant(session, participant_id)
        return SincePaper(
            name=person.known_as or person.first_name,
            last_met=card.last_met,
            made_on=today,
            lines=tuple(
                CardLine(line.label, f"{line.words.rstrip('.')}.")
                for line in card.lines
                if not line.about_health and not of_their_health(line.words, guard)
            ),
            next_meeting=f"{meeting_words(coming.starts_at)}{where}." if coming else "",
            size=print_format(session, participant_id).size,
            reference=reference,
        )


def issue_card(vault: Vault, participant_id: int) -> int:
    """Make the card, keep it in the vault and return its id. Raises ``PaperProblem``; ``NotKept``."""
    paper = since_paper(vault, participant_id, papers.fresh_reference(CARD, vault.clock))
    pdf = since_card_pdf(paper)
    with vault.transaction() as transaction:
        number = papers.next_number(transaction.session, participant_id, CARD)
        return papers.keep_paper(
            transaction,
            participant_id=participant_id,
            kind=CARD,
            number=number,
            reference=paper.reference,
            pdf=pdf,
            content=asdict(paper),
            recipient=paper.name,
        )
