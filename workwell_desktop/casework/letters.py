"""The letter to the employer: prepared line by line with the participant, and issued with their agreement only.

The lines come from what is hard at work, what would help, what can be done (as it was last signed), and dates. Words
about health that are found in them need a choice of their own (``letter_guard.py``). What the participant did not
agree to is not handed to the paper at all (``documents/letter.py`` takes agreed texts only).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework import dates
from workwell_desktop.casework.abilities import change_for, signed_lines
from workwell_desktop.casework.assessment_content import AVOID, CAN_DO, WITH_HELP, CanDo
from workwell_desktop.casework.catalogue import catalogue
from workwell_desktop.casework.diagnosis_guard import Guard, Hit, hits_in, words_of
from workwell_desktop.casework.drafts import keep_draft, load_draft
from workwell_desktop.casework.letter_guard import UNANSWERED, guard_in, unanswered
from workwell_desktop.casework.people import call_name, coach_first_name, current_episode
from workwell_desktop.casework.plain_words import paper_problem
from workwell_desktop.casework.sharing import (
    LETTER_AIM,
    SharingStopped,
    answers_of,
    sharing_verdict,
    stopped_sentence,
)
from workwell_desktop.casework.sharing_rule import may_share
from workwell_desktop.documents.letter import fixed_lines
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.employment import Employment
from workwell_desktop.models.plans import Adjustment, Plan
from workwell_desktop.vault.store import Vault

SCREEN = "letter"
AGREED = "agreed"
LEFT_OUT = "left_out"
OPENING, NOW, HELPS, ABLE, HELPED, SPARED = "opening", "now", "helps", "able", "helped", "spared"
REPLY, REVIEW = "reply", "review"
EMPTY = "Write it or leave it out."
OVER = "This day is over. Leave it out, or change the day in the plan."
OF_ABILITIES = frozenset({ABLE, HELPED, SPARED})
DAYS_TO_REPLY = 10  # a working week and a weekend on each side; the date stands on the screen and can be left out
_CAN_BE_ASKED = ("idea", "in_letter", "asked")


@dataclass(frozen=True)
class LetterLine:
    """One line that the employer may read. ``choice`` is empty until the participant agrees or leaves it out.

    ``about`` says in small words what the line is; ``key`` names it from one reading to the next. ``first_words`` are
    those it began with, ``plan_words`` these and the small words as the plan gives them now: a choice holds for these
    alone. ``over``: its last day lies behind. ``hits`` are words that tell about health, ``shared`` those of them that
    the participant shares as they are.
    """

    key: str
    kind: str
    text: str
    about: str = ""
    choice: str = ""
    until: date | None = None
    adjustment_id: int | None = None
    plan_words: str = ""
    first_words: str = ""
    over: bool = False
    hits: tuple[Hit, ...] = ()
    shared: tuple[str, ...] = ()

    @property
    def problem(self) -> str:
        """Say in a sentence why this line cannot stand in a letter; nothing when it can, or is left out."""
        if self.choice == LEFT_OUT:
            return ""
        if self.over:
            return OVER
        return paper_problem(self.text) if self.text.strip() else EMPTY

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Return the words about health that still need a choice; none when the line is left out."""
        return () if self.choice == LEFT_OUT else unanswered(self.hits, self.shared)

    @property
    def changed(self) -> bool:
        """Say whether its words were changed by hand."""
        return self.text != self.first_words


@dataclass(frozen=True)
class StaysHere:
    """One thing that is not in the letter, and why."""

    what: str
    why: str


@dataclass(frozen=True)
class LetterDraft:
    """A letter being read line by line. ``last_no`` is when sharing with the employer was last refused or taken back.

    A later yes is written down then, or there would be no letter. ``fixed`` are the sentences that stand in every
    letter and are nobody's choice. ``guard`` looks for words about health.
    """

    participant_id: int
    call_name: str
    coach: str
    employer: str
    lines: tuple[LetterLine, ...]
    stays: tuple[StaysHere, ...]
    last_no: date | None
    fixed: tuple[str, ...]
    guard: Guard | None = field(default=None, compare=False, repr=False)

    @property
    def settled(self) -> int:
        """Count the lines that were agreed or left out."""
        return sum(1 for line in self.lines if line.choice)

    @property
    def why_not(self) -> str:
        """Say in a sentence what stands in the way of the letter, or nothing when it can be issued."""
        left = len(self.lines) - self.settled
        if left:
            return "One line still needs your choice." if left == 1 else f"{left} lines still need your choice."
        if any(line.problem for line in self.lines):
            return "One line cannot be printed as it is. See the sentence below it."
        if any(line.unanswered for line in self.lines):
            return UNANSWERED
        if not any(line.kind == HELPS and line.choice == AGREED for line in self.lines):
            return "No change at work is left to ask for."
        return ""


def load_letter(vault: Vault, participant_id: int) -> LetterDraft:
    """Return the letter as it stands: lines from the plan, with the words and choices of the last reading.

    Raises ``WorkwellError`` when there is no employer or no change at work to write about, and ``SharingStopped``
    when sharing with this employer was refused or taken back, or the agreement has ended.
    """
    today = vault.clock.today()
    with vault.reading() as session:
        episode = current_episode(session, participant_id)
        job = session.scalar(select(Employment).where(Employment.episode_id == episode.id))
        if job is None or not job.employer:
            raise WorkwellError("There is no employer to write to yet.", "Write the employer's name in Intake first.")
        stop_letter(session, participant_id, call_name(session, participant_id), job.employer, today)
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
            last_no=last_no(session, participant_id, job.employer, today),
            fixed=fixed_lines(),
            guard=guard_in(session, participant_id),
        )
    kept = load_draft(vault, SCREEN, participant_id)
    return replace(
        draft, lines=tuple(_looked_through(draft, one) for one in _as_kept(draft, kept.content if kept else {}))
    )


def keep_letter(vault: Vault, draft: LetterDraft) -> None:
    """Keep words and choices of the reading, so that it goes on where it stopped. Raises ``NotKept``."""
    yes_for = _yes_for(draft)
    content = {
        line.key: {
            "text": line.text,
            "choice": line.choice,
            "plan_words": line.plan_words,
            "yes_for": yes_for,
            "shared": list(line.shared),
        }
        for line in draft.lines
    }
    keep_draft(vault, SCREEN, draft.participant_id, content)


def settle(draft: LetterDraft, key: str, choice: str) -> LetterDraft:
    """Return the draft with one line agreed, left out, or open again (empty)."""
    return replace(
        draft,
        lines=tuple(
            replace(x, choice=choice, shared=x.shared if choice == AGREED else ()) if x.key == key else x
            for x in draft.lines
        ),
    )


def reword(draft: LetterDraft, key: str, text: str) -> LetterDraft:
    """Return the draft with other words in one line, which then has to be agreed anew."""
    return replace(draft, lines=tuple(_reworded(draft, x, text) if x.key == key else x for x in draft.lines))


def share(draft: LetterDraft, key: str) -> LetterDraft:
    """Return the draft with one line agreed as it is, with the words about health that stand in it."""
    return replace(
        draft,
        lines=tuple(replace(x, choice=AGREED, shared=words_of(x.hits)) if x.key == key else x for x in draft.lines),
    )


def _reworded(draft: LetterDraft, line: LetterLine, text: str) -> LetterLine:
    return _looked_through(draft, replace(line, text=text, choice="", shared=()))


def _looked_through(draft: LetterDraft, line: LetterLine) -> LetterLine:
    """Return a line with the words in it that tell about health. A yes from before they were known is asked again."""
    seen = replace(line, hits=hits_in(line.text, draft.guard) if draft.guard else ())
    return replace(seen, choice="") if seen.unanswered else seen


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
        helps, caution = _for_employer(change)
        until = f"What would help, until {_plain(change.until)}" if change.until else "What would help"
        about = f"{until}. {caution}." if caution else until
        lines.append(LetterLine(f"helps-{change.id}", HELPS, helps, about, until=change.until, adjustment_id=change.id))
    taken = (
        set()
        if plan is None
        else set(session.scalars(select(Adjustment.catalogue_key).where(Adjustment.plan_id == plan.id)))
    )
    lines += _abilities(signed_lines(session, episode_id), taken, today)
    reply = today + timedelta(days=DAYS_TO_REPLY)
    reply += timedelta(days=7 - reply.weekday() if reply.weekday() > 4 else 0)  # never at a weekend
    lines.append(LetterLine(REPLY, REPLY, f"Please reply by {dates.full(reply)}.", "A date to reply by", until=reply))
    if plan is not None and plan.review_on is not None:
        words = f"I would like to look at this again with you on {dates.full(plan.review_on)}."
        lines.append(LetterLine(REVIEW, REVIEW, words, "When to look again", until=plan.review_on))
    return tuple(
        replace(
            line,
            plan_words=f"{line.about}: {line.text}",
            first_words=line.text,
            over=line.until is not None and line.until < today,
        )
        for line in lines
    )


def _abilities(said: Sequence[CanDo], taken: set[str], today: date) -> list[LetterLine]:
    """Return a line for each ability: not for one that is a change in the plan, nor for one whose last day is over."""
    lines, order = [], list(CAN_DO)
    for one in sorted(said, key=lambda line: order.index(line.kind)):
        change, words = change_for(one), one.words.strip().rstrip(".")
        if not words or (change and change.key in taken) or (one.until_on and one.until_on < today):
            continue
        kind, about, text = ABLE, "What you can do at work now", words
        if one.kind == AVOID:
            until = _plain(one.until_on) if one.until_on else "we look at this again"
            kind, about, text = SPARED, "What is best avoided for now", f"{words}, until {until}"
        elif one.kind == WITH_HELP:
            help_ = one.help.strip().rstrip(".")
            kind, about = HELPED, "What you could do at work with help"
            text = f"{words}. What would help: {help_}" if help_ else f"{words}, with some help"
        key = f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"
        lines.append(LetterLine(key, kind, text, about))
    return list({line.key: line for line in lines}.values())


def _for_employer(change: Adjustment) -> tuple[str, str]:
    """Return a change as it is said to an employer, and "Check before use" where nobody has checked it.

    One from the catalogue has words of its own for that (``employer`` in ``adjustments.toml``), as long as nobody has
    reworded it in the plan: then those words count.
    """
    idea = catalogue().adjustments.get(change.catalogue_key)
    if idea is None or idea.plain != change.helps_words:
        return change.helps_words, ""
    return idea.employer.removesuffix("."), idea.caution  # a date may follow: "…, until 5 March"


def _plain(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _stays(coach: str) -> tuple[StaysHere, ...]:
    """Return the parts of the record that are no part of a letter; of typed lines, the guard may miss some."""
    return (
        StaysHere("What you told us about your health", "Your employer does not need the names of conditions to help."),
        StaysHere("Your answers about mood, and every score", f"Kept between you and {coach}."),
        StaysHere("What you said about home and money", "It is not about your job."),
        StaysHere("Your own goals and steps", "They are in your plan, which is yours."),
        StaysHere(f"{coach}’s notes", "Never shared with an employer."),
    )


def stop_letter(session: Session, participant_id: int, who: str, employer: str, today: date) -> None:
    """Raise ``SharingStopped`` when a no, a withdrawal or the end of an agreement stands against a letter to them.

    A yes beforehand is not needed: the participant agrees to each line. For use inside the caller's transaction only.
    """
    verdict = sharing_verdict(session, participant_id, "employer", employer, LETTER_AIM, today)
    if verdict.stopped:
        raise SharingStopped(
            stopped_sentence(who, employer, verdict),
            "No letter can go there now. Ask again, and write the answer down in Agreements.",
        )


def last_no(session: Session, participant_id: int, employer: str, today: date) -> date | None:
    """Return the day of the last no to a letter to this employer, or of the end of a yes; it may be overtaken since."""
    days = [
        (answer.expires_on if answer.state == AGREED else answer.said_on) or date.min
        for answer in answers_of(session, participant_id)
        if may_share([answer], "employer", employer, LETTER_AIM, today).stopped
    ]
    return max(days, default=None)


def _yes_for(draft: LetterDraft) -> str:
    """Name what a yes is given for: this employer, and nothing said against it since."""
    return f"{draft.employer}, {draft.last_no or 'no refusal'}"


def _as_kept(draft: LetterDraft, kept: dict[str, Any]) -> tuple[LetterLine, ...]:
    """Put the words and choices of the last reading back, but not for a line that the plan words otherwise now.

    Of a reading for another employer, or before a no, the words stay and the choices are asked for again.
    """
    made = []
    for line in draft.lines:
        before = kept.get(line.key, {})
        if before.get("plan_words") != line.plan_words:
            before = {}
        stands = before.get("yes_for") == _yes_for(draft)
        choice = before.get("choice", "") if stands else ""
        shared = tuple(before.get("shared", ())) if stands else ()
        made.append(replace(line, text=before.get("text", line.text), choice=choice, shared=shared))
    return tuple(made)
