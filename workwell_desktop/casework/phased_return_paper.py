"""Going back in stages on paper: the person's own calendar, and the manager's, which only their agreement lets go."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from workwell_desktop.casework import dates, papers
from workwell_desktop.casework.agreements import SHARE, add_agreement
from workwell_desktop.casework.letters import last_no, stop_letter
from workwell_desktop.casework.needs import print_format
from workwell_desktop.casework.papers import STAGES
from workwell_desktop.casework.people import coach_first_name, coach_name, current_episode, full_name, participant
from workwell_desktop.casework.phased_return import StagesState, load_stages, read_agreed
from workwell_desktop.casework.phased_return_rules import Week, week_line
from workwell_desktop.casework.phased_return_words import PayWords, rules
from workwell_desktop.casework.service_profile import profile_in
from workwell_desktop.casework.sharing import LETTER_AIM
from workwell_desktop.casework.shift_times import clock, hours_words
from workwell_desktop.documents.kept import KeptDocument
from workwell_desktop.documents.stages import (
    WORK_STYLE,
    OwnStages,
    StagesDay,
    StagesWeek,
    WorkStages,
    own_stages_document,
    own_stages_pdf,
    own_stages_style,
    work_stages_document,
    work_stages_pdf,
)
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.papers import Paper
from workwell_desktop.vault.store import Vault


@dataclass(frozen=True)
class Release:
    """What the manager would read, before anybody agreed to it: whose they are, and every line."""

    participant_id: int
    call_name: str
    employer: str
    lines: tuple[str, ...]


def own_stages(vault: Vault, participant_id: int, reference: str) -> OwnStages:
    """Return the person's own calendar as data, in the size that they need. Raises ``WorkwellError`` before a plan."""
    state = _planned(vault, participant_id)
    with vault.reading() as session:
        profile, episode = profile_in(session), current_episode(session, participant_id)
        return OwnStages(
            participant=full_name(participant(session, participant_id)),
            coach=coach_name(session, episode),
            coach_called=coach_first_name(session, episode),
            coach_phone=profile.coach_phone,
            made_on=vault.clock.today(),
            agreed_on=state.agreed_on,
            weeks=_weeks(state),
            reviews=state.content.reviews if state.content else (),
            pay=_pay(state).own,
            note=state.content.note if state.content else "",
            size=print_format(session, participant_id).size,
            reference=reference,
        )


def issue_own_stages(vault: Vault, participant_id: int) -> int:
    """Make the person's own calendar, keep it in the vault and return its id. Slow: on the worker.

    When nothing changed since the last one was made today, that one is the answer. Raises ``WorkwellError`` before
    anything is planned, ``PaperProblem`` when a text cannot be printed; ``NotKept``.
    """
    paper = own_stages(vault, participant_id, papers.fresh_reference(STAGES, vault.clock))
    content = asdict(paper)
    with vault.reading() as session:
        last = session.scalar(_of_kind(participant_id, paper.participant).order_by(Paper.id.desc()).limit(1))
        if last is not None and papers.content_text(content | {"reference": last.reference}) == last.content:
            return last.id
    pdf = own_stages_pdf(paper)
    document = KeptDocument(own_stages_document(paper), own_stages_style(paper))
    with vault.transaction() as transaction:
        return papers.keep_paper(
            transaction,
            participant_id=participant_id,
            kind=STAGES,
            number=papers.next_number(transaction.session, participant_id, STAGES, paper.participant),
            reference=paper.reference,
            pdf=pdf,
            content=content,
            document=document,
            recipient=paper.participant,
        )


def load_release(vault: Vault, participant_id: int) -> Release:
    """Return every line that the manager would read, to be agreed.

    Raises ``WorkwellError`` while the weeks are not agreed or nobody is named to send them to, and ``SharingStopped``
    when a no, a withdrawal or the end of an agreement stands against it.
    """
    state = _planned(vault, participant_id)
    with vault.reading() as session:
        _check(session, state, vault.clock.today())
    reviews = [dates.full(day) for day in state.content.reviews] if state.content else []
    lines = [week_line(week) for week in state.weeks]
    lines += [f"Look together at how it goes on {' and '.join(reviews)}."] if reviews else []
    return Release(participant_id, state.call_name, state.employer, (*lines, _pay(state).employer))


def issue_work_stages(vault: Vault, release: Release, *, agreed_on: str, how: str) -> int:
    """Make the manager's calendar of the lines that were agreed, keep it with that agreement, and return its id.

    Slow: on the worker. ``agreed_on`` is the day as it is typed, ``how`` a code of the agreement methods. Raises
    ``InputProblem`` for both; ``WorkwellError`` when the lines are others by now or a later no stands against it;
    ``SharingStopped``; ``PaperProblem``; ``NotKept``. Nothing is kept then.
    """
    day = read_agreed(vault.clock.today(), agreed_on, how)
    if load_release(vault, release.participant_id) != release:
        raise WorkwellError("The weeks are others now.", "Read them together again.")
    state = _planned(vault, release.participant_id)
    with vault.reading() as session:
        said_no = last_no(session, release.participant_id, release.employer, vault.clock.today())
        if said_no is not None and day < said_no:
            raise WorkwellError(
                f"{release.call_name} said no to sharing on {dates.plain(said_no)}.",
                "Ask again, and write the day it was agreed after that.",
            )
        paper = _work_stages(session, vault, state, day)
    pdf = work_stages_pdf(paper)
    document = KeptDocument(work_stages_document(paper), WORK_STYLE)
    with vault.transaction() as transaction:
        agreement = add_agreement(transaction, _agreement(release, day, how))
        return papers.keep_paper(
            transaction,
            participant_id=release.participant_id,
            kind=STAGES,
            number=papers.next_number(transaction.session, release.participant_id, STAGES, paper.employer),
            reference=paper.reference,
            pdf=pdf,
            content=asdict(paper),
            document=document,
            recipient=paper.employer,
            agreement_id=agreement,
        )


def _work_stages(session: Session, vault: Vault, state: StagesState, agreed_on: date) -> WorkStages:
    profile = profile_in(session)
    return WorkStages(
        participant=full_name(participant(session, state.participant_id)),
        employer=state.employer,
        coach=vault.coach,
        coach_phone=profile.coach_phone,
        service=profile.name,
        made_on=vault.clock.today(),
        agreed_on=agreed_on,
        weeks=_weeks(state),
        reviews=state.content.reviews if state.content else (),
        pay=_pay(state).employer,
        reference=papers.fresh_reference(STAGES, vault.clock),
    )


def _agreement(release: Release, day: date, how: str) -> dict[str, object]:
    """Return the yes to these lines, for this employer; it is spent with this paper."""
    return {
        "participant_id": release.participant_id,
        "purpose": SHARE,
        "recipient": "employer",
        "recipient_name": release.employer,
        "aim": LETTER_AIM,
        "state": "agreed",
        "decided_on": day,
        "expires_on": None,
        "method": how,
        "items": json.dumps(release.lines, ensure_ascii=False),
        "shared": "",
        "note": "",
    }


def _check(session: Session, state: StagesState, today: date) -> None:
    if not state.agreed:
        raise WorkwellError("These weeks are not agreed yet.", f"Agree them with {state.call_name} first.")
    if not state.employer:
        raise WorkwellError("There is no employer to write to yet.", "Write the employer's name in Intake first.")
    stop_letter(session, state.participant_id, state.call_name, state.employer, today)


def _planned(vault: Vault, participant_id: int) -> StagesState:
    state = load_stages(vault, participant_id)
    if state.content is None or not state.content.days:
        raise WorkwellError("No work is planned yet.", "Make the weeks first.")
    return state


def _pay(state: StagesState) -> PayWords:
    """Return what is said about pay in the weeks of this plan."""
    first = min(state.content.days) if state.content else date.max
    return rules().pay_on(first)


def _of_kind(participant_id: int, recipient: str) -> Select[Paper]:
    return select(Paper).where(
        Paper.participant_id == participant_id,
        Paper.kind == STAGES,
        Paper.recipient == recipient,
        Paper.agreement_id.is_(None),
    )


def _weeks(state: StagesState) -> tuple[StagesWeek, ...]:
    return tuple(
        StagesWeek(week.number, week.monday, _days(state, week), hours_words(week.minutes)) for week in state.weeks
    )


def _days(state: StagesState, week: Week) -> tuple[StagesDay, ...]:
    """Return the days that are worked, and the bank holidays among the usual days that are not."""
    worked: Mapping[date, object] = dict(week.days)
    usual: Sequence[int] = sorted(state.content.pattern) if state.content else ()
    free = [week.monday + timedelta(days=weekday) for weekday in usual]
    days = [
        StagesDay(day, clock(shift.starts), clock(shift.ends), shift.pause, day in state.holidays)
        for day, shift in week.days
    ]
    days += [StagesDay(day, holiday=True) for day in free if day in state.holidays and day not in worked]
    return tuple(sorted(days, key=lambda one: one.on))
