"""A letter to an employer, a GP or a service: read line by line with the participant, before anything leaves the room.

Its lines come from the plan, what can be done (as it was last signed), dates, and what is written here; for a GP or a
service also from what they said about their health. Words about health that are found in a letter to an employer need
a choice of their own (``letter_guard.py``). What the participant did not agree to is not handed to the paper at all
(``documents/agreed.py`` is a type for agreed texts).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from workwell_desktop.casework.diagnosis_guard import Guard, hits_in, told_sentence, words_of
from workwell_desktop.casework.drafts import keep_draft, load_draft
from workwell_desktop.casework.letter_facts import Facts, above_lines, facts_of
from workwell_desktop.casework.letter_gaps import Gap, gaps_of
from workwell_desktop.casework.letter_guard import UNANSWERED, guard_in
from workwell_desktop.casework.letter_kinds import EMPLOYER, FIXED, GP, SUPPORT, LetterKind
from workwell_desktop.casework.letter_line import (
    AGREED,
    AS_THEY_ARE,
    LEFT_OUT,
    NOW,
    OF_ABILITIES,
    OPENING,
    LetterLine,
)
from workwell_desktop.casework.letter_slots import lines_of
from workwell_desktop.casework.letter_stays import StaysHere, stays_here
from workwell_desktop.casework.letter_templates import find_kind
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
from workwell_desktop.documents.letter import law_line
from workwell_desktop.errors import WorkwellError
from workwell_desktop.vault.store import Vault

__all__ = ["AGREED", "LEFT_OUT", "OF_ABILITIES", "OPENING", "LetterDraft", "LetterLine", "StaysHere"]

SCREEN = "letter"  # of the coach's supporting letter; the others have screens of their own (``screen_of``)
_WRITTEN = "written."  # how the key of a line that was written here begins
_OF_THE_MAKING = ("{author}", "{agreed_on}", "{recipient}")  # what is only known when the letter is made


@dataclass(frozen=True)
class LetterDraft:
    """A letter being read line by line. ``last_no`` is when sharing with this reader was last refused or taken back.

    A later yes is written down then, or there would be no letter. ``fixed`` are the sentences that stand in every
    letter of this kind and are nobody's choice; ``gaps`` is what is not known and would make it complete.
    ``recipient_id`` is the id of the service it goes to, else 0. ``guard`` looks for words about health in a letter to
    an employer; a GP or a service may read what was agreed. ``above`` is what stands above the lines: to whom the
    letter goes, the greeting and the heading.
    """

    participant_id: int
    call_name: str
    coach: str
    recipient: str
    lines: tuple[LetterLine, ...]
    stays: tuple[StaysHere, ...]
    last_no: date | None
    fixed: tuple[str, ...]
    kind: LetterKind
    recipient_id: int = 0
    gaps: tuple[Gap, ...] = ()
    guard: Guard | None = field(default=None, compare=False, repr=False)
    above: tuple[str, ...] = ()

    @property
    def told_above(self) -> str:
        """Say which words above the lines tell about health; nothing when none was found.

        They are shown and not asked about: somebody's name, or a road, can be such a word by chance.
        """
        hits = [hit for words in self.above for hit in (hits_in(words, self.guard) if self.guard else ())]
        return told_sentence(words_of(hits), self.recipient)

    @property
    def settled(self) -> int:
        """Count the lines that were agreed or left out."""
        return sum(1 for line in self.lines if line.choice)

    @property
    def agreed(self) -> tuple[LetterLine, ...]:
        """Return the lines that were agreed, in the order of the letter."""
        return tuple(line for line in self.lines if line.choice == AGREED)

    @property
    def reader(self) -> str:
        """Return who reads it as the participant would say it: ``your employer``."""
        return {EMPLOYER: "your employer", GP: "your GP practice"}.get(self.kind.to, self.recipient)

    @property
    def reads(self) -> str:
        """Return the heading above what the reader will see."""
        return f"What {self.reader} will read"

    @property
    def also(self) -> str:
        """Say what else stands in the letter: who wrote it, and when it was agreed, as far as the kind says so."""
        if self.kind.voice != "participant":
            return f"Your name, the name of {self.coach}, and the day you agreed."
        with_coach = any("{author}" in words for words in self.kind.small_print)
        return "Your name, who wrote it with you, and the day you agreed." if with_coach else "Your name and the date."

    @property
    def screen(self) -> str:
        """Return the screen under which words and choices of this reading are kept."""
        return screen_of(self.kind.code, self.recipient_id)

    @property
    def why_not(self) -> str:
        """Say in a sentence what stands in the way of the letter, or nothing when it can be issued."""
        if any(paper_problem(words) for words in self.above):
            return "The name or the address has a sign that cannot be printed. Write it again in Intake."
        left = len(self.lines) - self.settled
        if left:
            return "One line still needs your choice." if left == 1 else f"{left} lines still need your choice."
        if any(line.problem for line in self.lines):
            return "One line cannot be printed as it is. See the sentence below it."
        if any(line.unanswered for line in self.lines):
            return UNANSWERED
        if not any(line.part in self.kind.needed and line.kind != NOW for line in self.agreed):
            return self.kind.needed_left
        return ""


def screen_of(kind: str, recipient_id: int = 0) -> str:
    """Return the screen of drafts under which a letter of this kind, to this service, is being read."""
    if kind == SUPPORT:
        return SCREEN
    return f"{SCREEN}.{kind}.{recipient_id}" if recipient_id else f"{SCREEN}.{kind}"


def load_letter(vault: Vault, participant_id: int, kind: str = SUPPORT, recipient_id: int = 0) -> LetterDraft:
    """Return the letter as it stands: lines from the record, with the words and choices of the last reading.

    Raises ``WorkwellError`` when something is missing without which there is no letter, and ``SharingStopped`` when
    sharing with this reader was refused or taken back, or the agreement has ended.
    """
    today = vault.clock.today()
    with vault.reading() as session:
        found = find_kind(session, kind)
        coach = coach_first_name(session, current_episode(session, participant_id))
        facts = facts_of(session, found, participant_id, recipient_id, today, vault.coach)
        lines = lines_of(session, found, facts, recipient_id, today)
        gaps = gaps_of(found, facts, lines)
        _refuse_without(facts, gaps)
        who = call_name(session, participant_id)
        stop_letter(session, participant_id, who, facts.recipient, today, to=found.to, aim=found.aim)
        for gap in gaps:
            if gap.required:
                raise WorkwellError(gap.sentence, gap.step)
        draft = LetterDraft(
            participant_id=participant_id,
            call_name=who,
            coach=coach,
            recipient=facts.recipient,
            lines=lines,
            stays=stays_here(found.to, coach),
            last_no=last_no(session, participant_id, facts.recipient, today, to=found.to, aim=found.aim),
            fixed=_fixed(found, facts),
            kind=found,
            recipient_id=recipient_id,
            gaps=gaps,
            above=above_lines(found, facts),
            guard=guard_in(session, participant_id) if found.to == EMPLOYER else None,
        )
    kept = load_draft(vault, draft.screen, participant_id)
    as_kept = draft.lines if kept is None else _as_kept(draft, kept.content)
    return replace(draft, lines=tuple(_looked_through(draft, line) for line in as_kept))


def _refuse_without(facts: Facts, gaps: tuple[Gap, ...]) -> None:
    """Refuse a letter to nobody, before anything is asked about sharing with them."""
    if not facts.recipient:
        raise WorkwellError(gaps[0].sentence, gaps[0].step)


def _fixed(kind: LetterKind, facts: Facts) -> tuple[str, ...]:
    """Return the sentences that stand in every letter of this kind, but those only known when it is made."""
    law = [law_line()] if kind.to == EMPLOYER and any(part.words == "changes" for part in kind.parts) else []
    said = [part.words for part in kind.parts if part.sort == FIXED]
    small = [words for words in kind.small_print if not any(name in words for name in _OF_THE_MAKING)]
    return tuple(facts.fill_any(words) for words in (*law, *said, *small))


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
    keep_draft(vault, draft.screen, draft.participant_id, content)


def settle(draft: LetterDraft, key: str, choice: str) -> LetterDraft:
    """Return the draft with one line agreed, left out, or open again (empty).

    A line that was to be written here, left out before it has words, is gone.
    """
    gone = {x.key for x in draft.lines if x.key == key and x.written and choice == LEFT_OUT and not x.text.strip()}
    lines = (
        replace(x, choice=choice, shared=x.shared if choice == AGREED else ()) if x.key == key else x
        for x in draft.lines
        if x.key not in gone
    )
    return replace(draft, lines=tuple(lines))


def reword(draft: LetterDraft, key: str, text: str) -> LetterDraft:
    """Return the draft with other words in one line, which then has to be agreed anew.

    A date or a week stays as it is: it comes from the plan, and what is printed beside it would not be what was agreed.
    """
    return replace(draft, lines=tuple(_reworded(draft, x, text) if x.key == key else x for x in draft.lines))


def share(draft: LetterDraft, key: str) -> LetterDraft:
    """Return the draft with one line agreed as it is, with the words about health that stand in it."""
    return replace(
        draft,
        lines=tuple(replace(x, choice=AGREED, shared=words_of(x.hits)) if x.key == key else x for x in draft.lines),
    )


def _reworded(draft: LetterDraft, line: LetterLine, text: str) -> LetterLine:
    if line.kind in AS_THEY_ARE:
        return line
    return _looked_through(draft, replace(line, text=text, choice="", shared=()))


def _looked_through(draft: LetterDraft, line: LetterLine) -> LetterLine:
    """Return a line with the words in it that tell about health. A yes from before they were known is asked again."""
    seen = replace(line, hits=hits_in(line.text, draft.guard) if draft.guard else ())
    return replace(seen, choice="") if seen.unanswered else seen


def add_line(draft: LetterDraft, part: str) -> tuple[LetterDraft, str]:
    """Return the draft with one more empty line in a part whose lines are written here, and the line's key."""
    numbers = [int(x.key.rsplit(".", 1)[1]) for x in draft.lines if x.written and x.part == part]
    line = _written(draft.kind, part, max(numbers, default=0) + 1, "")
    return replace(draft, lines=_in_order(draft.kind, (*draft.lines, line))), line.key


def _written(kind: LetterKind, part: str, number: int, text: str) -> LetterLine:
    heading = kind.part(part).heading
    return LetterLine(f"{_WRITTEN}{part}.{number}", part, text, heading, first_words="", part=part, written=True)


def _in_order(kind: LetterKind, lines: tuple[LetterLine, ...]) -> tuple[LetterLine, ...]:
    """Return lines in the order of the parts of the letter; those of one part stay as they are."""
    order = [part.code for part in kind.parts]
    return tuple(sorted(lines, key=lambda line: order.index(line.part)))


def stop_letter(
    session: Session,
    participant_id: int,
    who: str,
    name: str,
    today: date,
    *,
    to: str = EMPLOYER,
    aim: str = LETTER_AIM,
) -> None:
    """Raise ``SharingStopped`` when a no, a withdrawal or the end of an agreement stands against a letter to them.

    A yes beforehand is not needed: the participant agrees to each line. For use inside the caller's transaction only.
    """
    verdict = sharing_verdict(session, participant_id, to, name, aim, today)
    if verdict.stopped:
        raise SharingStopped(
            stopped_sentence(who, name, verdict),
            "No letter can go there now. Ask again, and write the answer down in Agreements.",
        )


def last_no(
    session: Session, participant_id: int, name: str, today: date, *, to: str = EMPLOYER, aim: str = LETTER_AIM
) -> date | None:
    """Return the day of the last no to a letter to this reader, or of the end of a yes; it may be overtaken since."""
    days = [
        (answer.expires_on if answer.state == AGREED else answer.said_on) or date.min
        for answer in answers_of(session, participant_id)
        if may_share([answer], to, name, aim, today).stopped
    ]
    return max(days, default=None)


def _yes_for(draft: LetterDraft) -> str:
    """Name what a yes is given for: this reader, and nothing said against it since."""
    return f"{draft.recipient}, {draft.last_no or 'no refusal'}"


def _as_kept(draft: LetterDraft, kept: Mapping[str, Mapping[str, Any]]) -> tuple[LetterLine, ...]:
    """Put the words and choices of the last reading back, but not for a line that the record words otherwise now.

    Of a reading for another reader, or before a no, the words stay and the choices are asked for again.
    """
    written = [_kept_written(draft.kind, key, one["text"]) for key, one in kept.items() if key.startswith(_WRITTEN)]
    lines = _in_order(draft.kind, (*draft.lines, *(line for line in written if line is not None)))
    made = []
    for line in lines:
        before = kept.get(line.key, {})
        if before.get("plan_words") != line.plan_words:
            before = {}
        stands = before.get("yes_for") == _yes_for(draft)
        choice = before.get("choice", "") if stands else ""
        shared = tuple(before.get("shared", ())) if stands else ()
        text = line.text if line.kind in AS_THEY_ARE else before.get("text", line.text)
        made.append(replace(line, text=text, choice=choice, shared=shared))
    return tuple(made)


def _kept_written(kind: LetterKind, key: str, text: str) -> LetterLine | None:
    """Return a line that was written here, unless the kind has no such part any more."""
    part, number = key.removeprefix(_WRITTEN).rsplit(".", 1)
    known = {one.code for one in kind.to_write}
    return _written(kind, part, int(number), text) if part in known else None
