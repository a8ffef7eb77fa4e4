"""The letter to the employer: prepared line by line with the participant, and issued with their agreement only.

Nothing about health is among the lines: they come from what is hard at work, what would help, and dates. What the
participant did not agree to is not handed to the paper at all (``documents/letter.py`` takes agreed texts only).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework import dates, papers
from workwell_desktop.casework.drafts import drop_draft, keep_draft, load_draft
from workwell_desktop.casework.people import call_name, coach_first_name, current_episode, full_name, participant
from workwell_desktop.casework.service_profile import Profile, profile_in
from workwell_desktop.documents.letter import AgreedText, EmployerLetter, LetterRow, agree, letter_pdf
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.agreements import Agreement
from workwell_desktop.models.employment import Employment
from workwell_desktop.models.plans import Adjustment, Plan
from workwell_desktop.vault.store import Vault

SCREEN = "letter"
AGREED = "agreed"
LEFT_OUT = "left_out"
OPENING, NOW, HELPS, REPLY, REVIEW = "opening", "now", "helps", "reply", "review"
DAYS_TO_REPLY = 10  # a working week and a weekend on each side; the date stands on the screen and can be left out
_CAN_BE_ASKED = ("idea", "in_letter", "asked")
_TITLES = ("mr", "mrs", "ms", "miss", "mx", "dr", "prof")


@dataclass(frozen=True)
class LetterLine:
    """One line that the employer may read. ``choice`` is empty until the participant agrees or leaves it out.

    ``about`` says in small words what the line is; ``key`` names it from one reading to the next.
    """

    key: str
    kind: str
    text: str
    about: str = ""
    choice: str = ""
    until: date | None = None
    adjustment_id: int | None = None


@dataclass(frozen=True)
class StaysHere:
    """One thing that is not in the letter, and why."""

    what: str
    why: str


@dataclass(frozen=True)
class LetterDraft:
    """A letter being read line by line. ``refused_on`` is when sharing with the employer was refused or taken back."""

    participant_id: int
    call_name: str
    coach: str
    employer: str
    lines: tuple[LetterLine, ...]
    stays: tuple[StaysHere, ...]
    refused_on: date | None

    @property
    def settled(self) -> int:
        """Count the lines that were agreed or left out."""
        return sum(1 for line in self.lines if line.choice)

    @property
    def can_be_issued(self) -> bool:
        """Say whether every line is settled and at least one is agreed."""
        return self.settled == len(self.lines) and any(line.choice == AGREED for line in self.lines)


def load_letter(vault: Vault, participant_id: int) -> LetterDraft:
    """Return the letter as it stands: lines from the plan, with the words and choices of the last reading.

    Raises ``WorkwellError`` when there is no employer or no change at work to write about.
    """
    today = vault.clock.today()
    with vault.reading() as session:
        episode = current_episode(session, participant_id)
        job = session.scalar(select(Employment).where(Employment.episode_id == episode.id))
        if job is None or not job.employer:
            raise WorkwellError("There is no employer to write to yet.", "Write the employer's name in Intake first.")
        lines = _lines(session, episode.id, today)
        coach = coach_first_name(session, episode)
        if not any(line.kind == HELPS for line in lines):
            raise WorkwellError("There is no change at work to ask for yet.", "Add one to the plan first.")
        draft = LetterDraft(
            participant_id=participant_id,
            call_name=call_name(session, participant_id),
            coach=coach,
            employer=job.employer,
            lines=lines,
            stays=_stays(coach),
            refused_on=_refused_on(session, participant_id),
        )
    kept = load_draft(vault, SCREEN, participant_id)
    return draft if kept is None else replace(draft, lines=_as_kept(draft.lines, kept.content))


def keep_letter(vault: Vault, draft: LetterDraft) -> None:
    """Keep words and choices of the reading, so that it goes on where it stopped. Raises ``NotKept``."""
    content = {line.key: {"text": line.text, "choice": line.choice} for line in draft.lines}
    keep_draft(vault, SCREEN, draft.participant_id, content)


def settle(draft: LetterDraft, key: str, choice: str) -> LetterDraft:
    """Return the draft with one line agreed, left out, or open again (empty)."""
    return replace(draft, lines=tuple(replace(x, choice=choice) if x.key == key else x for x in draft.lines))


def reword(draft: LetterDraft, key: str, text: str) -> LetterDraft:
    """Return the draft with other words in one line, which then has to be agreed anew."""
    return replace(draft, lines=tuple(replace(x, text=text, choice="") if x.key == key else x for x in draft.lines))


def issue_letter(vault: Vault, draft: LetterDraft, *, agreed_on: date, method: str) -> int:
    """Make the letter of the agreed lines, keep it with the agreement, and return the paper's id. Slow: on the worker.

    ``method`` is a code of the agreement methods. Raises ``WorkwellError`` when a line is not settled yet, and
    ``PaperProblem`` when a text cannot be printed. Nothing is kept then.
    """
    if not draft.can_be_issued:
        raise WorkwellError("Some lines are not settled yet.", "Agree each line or leave it out.")
    with vault.reading() as session:
        letter = _letter(session, vault, draft, agreed_on)
        taken = participant(session, draft.participant_id).uid
    pdf = letter_pdf(letter)
    agreed = [line for line in draft.lines if line.choice == AGREED]
    with vault.transaction() as transaction:
        session = transaction.session
        agreement = Agreement(
            participant_id=draft.participant_id,
            purpose="share",
            recipient="employer",
            recipient_name=draft.employer,
            state=AGREED,
            decided_on=agreed_on,
            method=method,
            items=json.dumps([line.text for line in agreed], ensure_ascii=False),
        )
        session.add(agreement)
        for line in agreed:
            if line.kind == HELPS and line.adjustment_id is not None:
                row = session.get_one(Adjustment, line.adjustment_id)
                row.state = "in_letter" if row.state == "idea" else row.state
        session.flush()
        transaction.record("agree", "agreement", agreement.id, {"participant": taken})
        paper = papers.keep_paper(
            transaction,
            participant_id=draft.participant_id,
            kind=papers.LETTER,
            number=letter.number,
            reference=letter.reference,
            pdf=pdf,
            content=_content(letter),
            recipient=draft.employer,
            agreement_id=agreement.id,
        )
        drop_draft(transaction, SCREEN, draft.participant_id)
        return paper


def agreed_letter(facts: LetterFacts, lines: Sequence[LetterLine], agreed_on: date) -> EmployerLetter:
    """Return the letter that holds the agreed lines and nothing else of what was prepared."""
    said = {line.key: agree(line.text, agreed_on) for line in lines if line.choice == AGREED}
    rows: dict[int, dict[str, Any]] = {}
    for line in lines:
        if line.key in said and line.adjustment_id is not None:
            row = rows.setdefault(line.adjustment_id, {NOW: None, HELPS: None, "until": None})
            row[line.kind] = said[line.key]
            row["until"] = line.until if line.kind == HELPS else row["until"]
    kept = {line.kind: line for line in lines if line.key in said}
    opening: tuple[AgreedText, ...] = tuple(said[x.key] for x in lines if x.kind == OPENING and x.key in said)
    return EmployerLetter(
        **asdict(facts),
        opening=opening,
        rows=tuple(LetterRow(row[NOW], row[HELPS], row["until"]) for row in rows.values()),
        closing=(),
        reply_by=kept[REPLY].until if REPLY in kept else None,
        review_on=kept[REVIEW].until if REVIEW in kept else None,
        agreed_on=agreed_on,
    )


@dataclass(frozen=True)
class LetterFacts:
    """What stands in every letter besides the agreed lines: who writes to whom, and when."""

    to_lines: tuple[str, ...]
    from_lines: tuple[str, ...]
    written_on: date
    salutation: str
    heading: str
    participant: str
    participant_called: str
    coach: str
    coach_phone: str
    employer: str
    number: int
    reference: str
    service_name: str


def _letter(session: Session, vault: Vault, draft: LetterDraft, agreed_on: date) -> EmployerLetter:
    person = participant(session, draft.participant_id)
    episode = current_episode(session, draft.participant_id)
    job = session.scalars(select(Employment).where(Employment.episode_id == episode.id)).one()
    profile = profile_in(session)
    facts = LetterFacts(
        to_lines=_to_lines(job),
        from_lines=_from_lines(full_name(person), profile),
        written_on=vault.clock.today(),
        salutation=_salutation(job.manager_name),
        heading="Changes at work that would help",
        participant=full_name(person),
        participant_called=draft.call_name,
        coach=vault.coach,
        coach_phone=profile.coach_phone,
        employer=job.employer,
        number=papers.next_number(session, draft.participant_id, papers.LETTER, job.employer),
        reference=papers.fresh_reference(papers.LETTER, vault.clock),
        service_name=profile.name,
    )
    return agreed_letter(facts, draft.lines, agreed_on)


def _to_lines(job: Employment) -> tuple[str, ...]:
    who = ", ".join(part for part in (job.manager_name, job.manager_role) if part)
    address = [line.strip() for line in job.employer_address.splitlines() if line.strip()]
    return tuple(line for line in (who, job.employer, *address) if line)


def _from_lines(name: str, profile: Profile) -> tuple[str, ...]:
    address = [line.strip() for line in profile.letterhead.splitlines() if line.strip()]
    care_of = f"c/o {profile.name}" if profile.name else ""
    return tuple(line for line in (name, care_of, *address) if line)


def _salutation(manager: str) -> str:
    """Greet by first name as the papers of the service do, or by title and name where a title was written."""
    words = manager.split()
    if not words:
        return "Hello,"
    titled = words[0].rstrip(".").casefold() in _TITLES
    return f"Dear {manager if titled else words[0]},"


def _lines(session: Session, episode_id: int, today: date) -> tuple[LetterLine, ...]:
    """Return every line that could be shared, in the order of the letter."""
    plan = session.scalar(select(Plan).where(Plan.episode_id == episode_id))
    lines = [
        LetterLine(
            OPENING,
            OPENING,
            "These changes would help me do my job well. Could we meet to talk them through?",
            "How the letter begins",
        )
    ]
    changes: Sequence[Adjustment] = ()
    if plan is not None:
        changes = session.scalars(
            select(Adjustment)
            .where(Adjustment.plan_id == plan.id, Adjustment.state.in_(_CAN_BE_ASKED))
            .order_by(Adjustment.position)
        ).all()
    for change in changes:
        if change.now_words:
            lines.append(LetterLine(f"now-{change.id}", NOW, change.now_words, "At work now", adjustment_id=change.id))
        until = f"What would help, until {_plain(change.until)}" if change.until else "What would help"
        lines.append(
            LetterLine(
                f"helps-{change.id}", HELPS, change.helps_words, until, until=change.until, adjustment_id=change.id
            )
        )
    reply = today + timedelta(days=DAYS_TO_REPLY)
    reply += timedelta(days=7 - reply.weekday() if reply.weekday() > 4 else 0)  # never at a weekend
    lines.append(LetterLine(REPLY, REPLY, f"Please reply by {dates.full(reply)}.", "A date to reply by", until=reply))
    if plan is not None and plan.review_on is not None:
        words = f"I would like to look at this again with you on {dates.full(plan.review_on)}."
        lines.append(LetterLine(REVIEW, REVIEW, words, "When to look again", until=plan.review_on))
    return tuple(lines)


def _plain(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _stays(coach: str) -> tuple[StaysHere, ...]:
    return (
        StaysHere("The names of your health conditions", "Your employer does not need them to help."),
        StaysHere("Your mood and work ability answers", f"Kept between you and {coach}."),
        StaysHere("What you said about home and money", "It is not about your job."),
        StaysHere("Your own goals and steps", "They are in your plan, which is yours."),
        StaysHere(f"{coach}’s notes", "Never shared with an employer."),
    )


def _refused_on(session: Session, participant_id: int) -> date | None:
    """Return when sharing with the employer was last refused or taken back, unless it was agreed after that."""
    last = session.scalar(
        select(Agreement)
        .where(
            Agreement.participant_id == participant_id,
            Agreement.purpose == "share",
            Agreement.recipient == "employer",
        )
        .order_by(Agreement.id.desc())
        .limit(1)
    )
    return last.decided_on if last is not None and last.state in {"refused", "withdrawn"} else None


def _as_kept(lines: Sequence[LetterLine], kept: dict[str, Any]) -> tuple[LetterLine, ...]:
    """Put the words and choices of the last reading back, but not for a line whose date has changed since."""
    made = []
    for line in lines:
        before = kept.get(line.key, {})
        if line.kind in {REPLY, REVIEW} and before.get("text") != line.text:
            before = {}
        made.append(replace(line, text=before.get("text", line.text), choice=before.get("choice", "")))
    return tuple(made)


def _content(letter: EmployerLetter) -> dict[str, object]:
    """Return what the letter was made from, for its record."""
    return asdict(letter)
