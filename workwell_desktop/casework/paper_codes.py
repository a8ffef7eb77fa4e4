"""Questionnaires on paper: a blank one is given out with a code, and found again by it when its answers are keyed.

The code is in Crockford's base 32, as that of every paper, and ends with a check character: a number below 2^25 and its
rest by 37 (Crockford's own check), drawn again until the rest is a character of base 32 too. One mistyped character, or
two that changed places, never gives another paper's code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop import forms
from workwell_desktop.casework import papers
from workwell_desktop.casework.hand_over import contacts_now
from workwell_desktop.casework.measures import DONE, ENTITY, GIVEN, LEFT_OUT, PAPER
from workwell_desktop.casework.needs import print_format
from workwell_desktop.casework.people import call_name, current_episode
from workwell_desktop.casework.plan_paper import crisis_sentence
from workwell_desktop.casework.questionnaire_paper import blank
from workwell_desktop.casework.service_profile import profile_in
from workwell_desktop.casework.training_mark import on_paper
from workwell_desktop.clock import Clock
from workwell_desktop.documents.questionnaire import questionnaire_pdf
from workwell_desktop.errors import InputProblem
from workwell_desktop.forms import Answer, Questionnaire, Shelf
from workwell_desktop.forms.readings import PERSON
from workwell_desktop.models.assessments import Measure
from workwell_desktop.models.episodes import Episode
from workwell_desktop.vault.store import Vault

_BEGIN = "Q"
_LENGTH = 5  # characters before the check: 2^25 numbers
_CHECK = 37
_SAME = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, "‐": None, "‑": None, "–": None, "—": None})
_MOST_CRISIS = 3
_EMERGENCY = "If a life is in danger: ring 999."

UNREADABLE = "This is not a code of one of our papers. Read it again, letter by letter. It looks like Q-7F3K2-M."


@dataclass(frozen=True)
class GivenPaper:
    """A blank questionnaire that was made to be given out: its row, its code, and the bytes to print."""

    measure_id: int
    code: str
    pdf: bytes


@dataclass(frozen=True)
class PaperToKey:
    """A paper whose answers are being keyed: which form it is, what was keyed so far, and where the coach was."""

    measure_id: int
    participant_id: int
    call_name: str
    form_id: str
    version: int
    code: str
    answers: Mapping[str, Answer]
    place: str


def fresh_code(clock: Clock) -> str:
    """Return a code such as ``Q-7F3K2-M``. It counts nothing and says nothing about anybody."""
    while True:
        number = int(clock.new_uid(), 16) & ((1 << 5 * _LENGTH) - 1)
        if number % _CHECK < len(papers.DIGITS):
            text = "".join(papers.DIGITS[(number >> shift) & 31] for shift in range(5 * _LENGTH - 5, -1, -5))
            return f"{_BEGIN}-{text}-{papers.DIGITS[number % _CHECK]}"


def read_code(typed: str) -> str:
    """Return a typed code as it stands on the paper, or nothing when it is none.

    Small letters, spaces and a missing Q do no harm; O is read as 0, I and L as 1.
    """
    text = "".join(typed.upper().translate(_SAME).split())
    if len(text) == _LENGTH + 2 and text.startswith(_BEGIN):
        text = text[1:]
    if len(text) != _LENGTH + 1 or not set(text) <= set(papers.DIGITS):
        return ""
    number = 0
    for sign in text[:_LENGTH]:
        number = number * len(papers.DIGITS) + papers.DIGITS.index(sign)
    return f"{_BEGIN}-{text[:_LENGTH]}-{text[-1]}" if number % _CHECK == papers.DIGITS.index(text[-1]) else ""


def give_paper(vault: Vault, participant_id: int, form: Questionnaire, view: str = PERSON) -> GivenPaper:
    """Make a blank questionnaire for somebody, in the size they need, and write down its code.

    ``view`` says whose view is asked for: person or coach. Raises ``PaperProblem`` when the form cannot be filled in by
    hand or a text cannot be printed; nothing is written down then. Raises ``NotKept``.
    """
    with vault.reading() as session:
        profile = profile_in(session)
        code = _unused(session, vault.clock)
        paper = blank(
            form,
            service_name=profile.name,
            code=code,
            made_on=vault.clock.today(),
            size=print_format(session, participant_id).size,
            crisis=(_EMERGENCY, *(crisis_sentence(one) for one in contacts_now(profile, _MOST_CRISIS))),
        )
    pdf = questionnaire_pdf(paper)
    with vault.transaction() as transaction:
        episode = current_episode(transaction.session, participant_id)
        row = Measure(
            episode_id=episode.id, form=form.id, version=form.version, view=view, way=PAPER, state=GIVEN, code=code
        )
        transaction.session.add(row)
        transaction.session.flush()
        transaction.record("print", ENTITY, row.id, {"form": form.id, "version": form.version, "code": code})
        return GivenPaper(row.id, code, on_paper(transaction.session, pdf))


def find_paper(vault: Vault, participant_id: int, typed: str, shelf: Shelf) -> int:
    """Return which questionnaire of this participant a typed code belongs to.

    Raises ``InputProblem`` for ``code``: mistyped, not one of theirs (somebody else is never named), keyed in already,
    left out, or of a form that is another one now.
    """
    code = read_code(typed)
    if not code:
        raise InputProblem({"code": UNREADABLE})
    with vault.reading() as session:
        row = session.scalar(
            select(Measure)
            .join(Episode, Episode.id == Measure.episode_id)
            .where(Measure.code == code, Episode.participant_id == participant_id)
        )
        if row is None:
            who = call_name(session, participant_id)
            raise InputProblem({"code": f"This code does not belong to {who}’s papers. Look whose paper it is."})
        problem = _problem(row, shelf)
        if problem:
            raise InputProblem({"code": problem})
        return row.id


def paper_to_key(vault: Vault, measure_id: int) -> PaperToKey:
    """Return a paper as it is keyed: what stands there so far, and where to go on."""
    with vault.reading() as session:
        row = session.get_one(Measure, measure_id)
        person = session.get_one(Episode, row.episode_id).participant_id
        return PaperToKey(
            measure_id=row.id,
            participant_id=person,
            call_name=call_name(session, person),
            form_id=row.form,
            version=row.version,
            code=row.code,
            answers=forms.read_answers(row.answers),
            place=row.place,
        )


def _problem(row: Measure, shelf: Shelf) -> str:
    if row.state == DONE:
        return "This paper is keyed in already. To change an answer, correct it where it stands."
    if row.state == LEFT_OUT:
        return "This paper was left out. Take it up again first."
    form = shelf.forms.get(row.form)
    if form is None:
        return "The questions of this paper are no longer here. Keep the paper, and ask with another form."
    if form.version != row.version:
        return "The questions have changed since this paper was printed. Print a new one and fill that in."
    return ""


def _unused(session: Session, clock: Clock) -> str:
    """Return a code that no paper bears yet."""
    while True:
        code = fresh_code(clock)
        if session.scalar(select(Measure.id).where(Measure.code == code).limit(1)) is None:
            return code
