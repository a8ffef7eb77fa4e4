"""One plan, four papers: in which forms it can be printed, which one is recorded as needed, and all in one go.

The recorded form is chosen by itself. Any other needs a reason, which is kept with the paper; the card for the pocket
goes with every form and needs none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workwell_desktop.casework import papers
from workwell_desktop.casework.easy_paper import easy_read_plan, left_off_the_card, pocket_card
from workwell_desktop.casework.needs import Undone, print_format
from workwell_desktop.casework.people import call_name, full_name, participant
from workwell_desktop.casework.plan_paper import SIZES, issue_plan, keep_once, version_id
from workwell_desktop.casework.plan_state import load_plan
from workwell_desktop.documents.easy_read import easy_read_document, easy_read_pdf
from workwell_desktop.documents.kept import KeptDocument
from workwell_desktop.documents.pocket_card import pocket_card_pdf
from workwell_desktop.errors import InputProblem
from workwell_desktop.vault.store import Vault

ALL_IN_ONE_GO = ("standard", "large", papers.EASY_READ, papers.POCKET_CARD)
REASONS = ("They asked for it this time", "It is for somebody who helps them", "To look at together")
_WORDS = {
    "standard": ("Plan", "The usual size, 14 point. Steps in a table with boxes to tick."),
    "large": ("Plan in large print", "18 point. Each step on lines of its own, without tables."),
    "giant": ("Plan in giant print", "24 point. As large print, on more pages."),
    "spaced": ("Plan, dyslexia-friendly", "14 point, with more space and short lines. No tables."),
    papers.EASY_READ: ("Easy read", "A picture and two short sentences for each thing. Four on a page."),
    papers.POCKET_CARD: ("Pocket card", "One sheet, folded twice: the next meeting, three steps, who to ring."),
}


@dataclass(frozen=True)
class PaperForm:
    """One form of the plan: its code, its name, what it is in words, and whether it is the one that is needed."""

    code: str
    word: str
    second: str
    recorded: bool = False


@dataclass(frozen=True)
class PlanPapers:
    """The forms that the plan can be printed in, the recorded one first; it and the card are chosen by themselves.

    ``undone`` is what is to be thought of before printing (yellow paper). ``left_off`` are the steps that stay off the
    card because they name the participant's health.
    """

    participant_id: int
    call_name: str
    title: str
    forms: tuple[PaperForm, ...]
    undone: tuple[Undone, ...]
    left_off: tuple[str, ...]

    @property
    def recorded(self) -> str:
        """The code of the form that is recorded as needed."""
        return self.forms[0].code

    @property
    def also(self) -> tuple[str, ...]:
        """All four papers for one go; the recorded form is always among them."""
        return tuple(form.code for form in self.forms if form.code in {self.recorded, *ALL_IN_ONE_GO})

    def needs_reason(self, codes: Iterable[str]) -> bool:
        """Say whether one of these forms is another than the one that is recorded as needed."""
        return bool(set(codes) - {self.recorded, papers.POCKET_CARD})


def plan_papers(vault: Vault, participant_id: int) -> PlanPapers:
    """Return the forms of somebody's plan, the one that is recorded as needed first."""
    title = load_plan(vault, participant_id).title
    left_off = left_off_the_card(vault, participant_id)
    with vault.reading() as session:
        needed = print_format(session, participant_id)
        undone = print_format(session, participant_id, kind=needed.plan_form).undone
        name = call_name(session, participant_id)
    codes = sorted(_WORDS, key=lambda code: code != needed.plan_form)
    forms = tuple(PaperForm(code, *_WORDS[code], recorded=code == needed.plan_form) for code in codes)
    return PlanPapers(participant_id, name, title, forms, undone, left_off)


def issue_papers(vault: Vault, participant_id: int, codes: Sequence[str], reason: str = "") -> tuple[int, ...]:
    """Make the plan in each of these forms, keep them in the vault and return their ids in the same order.

    What was made today from the same plan is not made again. Raises ``InputProblem`` when no form is chosen, or one is
    another than the recorded one and there is no ``reason``; ``PaperProblem`` when a text cannot be printed;
    ``NotKept``.
    """
    offered = plan_papers(vault, participant_id)
    problems = {}
    if not codes:
        problems["codes"] = "Choose at least one."
    if offered.needs_reason(codes) and not reason.strip():
        need = offered.forms[0].word
        problems["reason"] = f"Say why {offered.call_name} gets another form. Recorded is: {need}."
    if problems:
        raise InputProblem(problems)
    return tuple(
        _issue(vault, participant_id, code, reason.strip() if offered.needs_reason([code]) else "") for code in codes
    )


def issue_recorded(vault: Vault, participant_id: int) -> int:
    """Make the plan in the form that is recorded as needed, keep it and return its id. Raises as the others do."""
    return issue_papers(vault, participant_id, [plan_papers(vault, participant_id).recorded])[0]


def _issue(vault: Vault, participant_id: int, code: str, reason: str) -> int:
    if code in SIZES:
        return issue_plan(vault, participant_id, size=SIZES[code], reason=reason)
    reference = papers.fresh_reference(code, vault.clock)
    state = load_plan(vault, participant_id)
    with vault.reading() as session:
        whose = full_name(participant(session, participant_id))
        agreed = version_id(session, participant_id, state.number) if state.agreed else None
    if code == papers.EASY_READ:
        plan = easy_read_plan(vault, participant_id, reference)
        return keep_once(
            vault, participant_id, code, plan, lambda: easy_read_pdf(plan),
            number=state.number, recipient=whose, version=agreed, reason=reason,
            document=KeptDocument(easy_read_document(plan), f"easy_read_{plan.size}"),
        )  # fmt: skip
    card = pocket_card(vault, participant_id, reference)
    return keep_once(
        vault, participant_id, code, card, lambda: pocket_card_pdf(card), number=state.number, recipient=whose,
        version=agreed,
    )  # fmt: skip
