"""Printing one safety record: the only paper that holds it. It is not kept among the papers; that it was made is."""

from __future__ import annotations

from workwell_desktop.casework.people import full_name, participant
from workwell_desktop.casework.safety import ENTITY, SafetyLine, read_record
from workwell_desktop.casework.training_mark import on_paper
from workwell_desktop.documents.safety import SafetyPaper, ToldPerson, safety_pdf
from workwell_desktop.vault.store import Vault


def print_safety(vault: Vault, record_id: int) -> bytes:
    """Return one safety record as PDF bytes, to be printed at once and kept nowhere.

    That it was made stands in the record of what was done before it leaves: a line without a paper is better than a
    paper without a line. Raises ``PaperProblem`` when a text cannot be printed; ``NotKept``.
    """
    with vault.reading() as session:
        person_id, record = read_record(session, record_id)
        paper = _paper(record, full_name(participant(session, person_id)), vault)
    pdf = safety_pdf(paper)
    with vault.transaction() as transaction:
        transaction.record("print", ENTITY, record_id)
        return on_paper(transaction.session, pdf)


def _paper(record: SafetyLine, name: str, vault: Vault) -> SafetyPaper:
    return SafetyPaper(
        participant=name,
        coach=record.coach,
        printed_on=vault.clock.today(),
        kind=record.kind_words,
        noticed_on=record.noticed_on,
        words=record.words,
        done=record.done,
        told=tuple(ToldPerson(one.who, one.at, one.way, one.ground, one.note) for one in record.told),
        review_on=record.review_on,
        closed_on=record.closed_on,
        close_reason=record.close_reason,
    )
