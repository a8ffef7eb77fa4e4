"""Handing the screen to a participant for one questionnaire: the way through it, what is said, and the way back.

No total and no band is known here: what the person sees are the questions and their own answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workwell_desktop import forms
from workwell_desktop.casework.drafts import discard_draft, keep_draft, load_draft
from workwell_desktop.casework.service_profile import CrisisContact, Profile, load_profile
from workwell_desktop.errors import NotKept
from workwell_desktop.forms import (
    DOES_NOT_APPLY,
    NON_ANSWERS,
    NOT_ASKED,
    RATHER_NOT,
    RATHER_NOT_SAY,
    Answer,
    Item,
    Questionnaire,
)
from workwell_desktop.later import Later
from workwell_desktop.vault.store import Vault

if TYPE_CHECKING:
    from workwell_desktop.casework import crisis
else:  # the workspace asks here at its start whom the screen was handed to; the contacts are read at the end
    crisis = Later("workwell_desktop.casework.crisis")

_NOT_SAID = {DOES_NOT_APPLY: NON_ANSWERS[DOES_NOT_APPLY], RATHER_NOT_SAY: RATHER_NOT}
_PLACE = "hand_over"  # the draft that remembers whom the screen was handed to
_MOST_HELP = 2  # contacts on the thank-you page: more would not be read there


@dataclass
class Walk:
    """One way through a questionnaire, question by question. ``at`` is the id of the present one, or nothing.

    Answers to questions that are not asked any more stay as they are: the way may lead there again.
    """

    form: Questionnaire
    answers: dict[str, Answer] = field(default_factory=dict)
    at: str = ""

    def __post_init__(self) -> None:
        """Begin before the first question where the place is unknown, as with another version of the form."""
        if self.at not in self._ids():
            self.at = ""

    @property
    def item(self) -> Item | None:
        """The present question, or nothing before the first."""
        return self.form.item(self.at) if self.at else None

    def begin(self) -> bool:
        """Go to the first question. Return whether there is one."""
        return self._go(0)

    def forward(self) -> bool:
        """Go to the next question. Return false at the last one, and stay."""
        return self._go(self._ids().index(self.at) + 1) if self.at else self.begin()

    def back(self) -> bool:
        """Go to the question before. Return false at the first one, and stay."""
        return bool(self.at) and self._go(self._ids().index(self.at) - 1)

    def put(self, answer: Answer) -> None:
        """Take the answer to the present question; nothing takes it away."""
        if forms.is_answered(answer):
            self.answers[self.at] = answer
        else:
            self.answers.pop(self.at, None)

    def problem(self) -> str:
        """Return what is wrong with the answer to the present question, or nothing."""
        found = forms.check(self.form, self.answers).get(self.at, "")
        return f"{found} You can also choose “{RATHER_NOT}”." if found else ""

    def first_problem(self) -> bool:
        """Go to the first question whose answer needs another look. Return whether there is one."""
        wrong = forms.check(self.form, self.answers)
        places = [place for place, name in enumerate(self._ids()) if name in wrong]
        return bool(places) and self._go(places[0])

    def progress(self) -> str:
        """Say which question this is."""
        names = self._ids()
        return f"Question {names.index(self.at) + 1} of {len(names)}" if self.at else ""

    def frame(self) -> str:
        """Return the words that hold for the present question: the form's opening and that of its section."""
        section = next((one for one in self.form.sections if any(item.id == self.at for item in one.items)), None)
        parts = dict.fromkeys((self.form.intro, section.intro if section else ""))
        return " ".join(part for part in parts if part)

    def welcome(self) -> tuple[str, str]:
        """Return the heading before the first question, and what goes with it."""
        most = len(self.form.items)
        up_to = "up to " if any(item.show_if for item in self.form.items) else ""
        head = "This is one question." if most == 1 else f"These are {up_to}{most} questions."
        return head, "There are no right answers. You may skip any."

    def who_reads(self, coach: str) -> str:
        """Return who sees the answers, as it is said before the first question."""
        return f"{coach} reads your answers when you are done."

    def _ids(self) -> list[str]:
        return [item.id for item in forms.shown_items(self.form, self.answers)]

    def _go(self, place: int) -> bool:
        names = self._ids()
        if 0 <= place < len(names):
            self.at = names[place]
            return True
        return False


def said_back(item: Item, answer: Answer) -> str:
    """Say back what was chosen, in words; nothing while there is no answer, or where it stands in the field itself."""
    if isinstance(answer, str) and answer in _NOT_SAID:
        return f"Your answer: {_NOT_SAID[answer]}."
    words = forms.in_words(item, answer).rstrip(".")
    if not words or item.kind not in {"choice", "multi", "scale"}:
        return ""
    return f"Your answers: {words}." if item.kind == "multi" else f"Your answer: {words}."


def ways_of_not_saying(item: Item) -> dict[str, str]:
    """Return the non-answers that stand below a question's answers, with their words."""
    ways = {DOES_NOT_APPLY: NON_ANSWERS[DOES_NOT_APPLY]} if forms.offers_does_not_apply(item) else {}
    return ways | {RATHER_NOT_SAY: RATHER_NOT}


def read_aloud(walk: Walk, coach: str) -> str:
    """Return what the PC's voice reads: the question and what can be answered, never what was answered."""
    item = walk.item
    if item is None:
        return " ".join((*walk.welcome(), walk.who_reads(coach)))
    parts = [walk.frame(), item.text, item.hint]
    labels = [option.label for option in item.options]
    apart = "; or, ".join(ways_of_not_saying(item).values())
    if item.kind == "choice":
        parts.append(f"You can answer: {'; '.join(labels)}; or, {apart}")
    elif item.kind == "multi":
        parts.append(f"You can choose more than one: {'; '.join(labels)}; or, {apart}")
    elif item.kind == "scale":
        parts.append(f"Choose a number from {item.low} to {item.high}. {scale_ends(item)} Or choose: {apart}")
    else:
        parts.append(f"Write your answer, or choose: {apart}")
    return " ".join(part if part[-1] in ".?!:" else f"{part}." for part in parts if part)


def help_now(vault: Vault, coach: str) -> tuple[str, ...]:
    """Return what everybody is told at the end, whatever was answered: whom to turn to when they feel unsafe."""
    lines = (f"{one.name}: {_within(one.contact)}" for one in contacts_now(load_profile(vault), _MOST_HELP))
    return (f"If you feel unsafe now, tell {coach}, or ring 999.", *(line.rstrip(".") + "." for line in lines))


def contacts_now(profile: Profile, most: int) -> tuple[CrisisContact, ...]:
    """Return whom somebody may turn to: the service's own contacts once it confirmed them, else NHS 111 as it ships."""
    if profile.crisis and profile.crisis_confirmed_on is not None:
        return profile.crisis[:most]
    return tuple(CrisisContact(one.name, one.contact, one.when) for one in crisis.crisis_suggestions()[:1])


def _within(contact: str) -> str:
    """Return how to reach somebody inside a sentence: a deed begins small there, a name does not."""
    return contact[0].lower() + contact[1:] if contact.startswith(("Ring ", "Text ")) else contact


def remember_place(vault: Vault, participant_id: int) -> None:
    """Remember whom the screen is handed to, so that unlocking leads back to them. Raises ``NotKept``."""
    keep_draft(vault, _PLACE, 0, {"participant": participant_id, "on": vault.clock.today().isoformat()})


def take_place(vault: Vault) -> int:
    """Return whom the screen was handed to today and was not turned back from, or 0; and forget it."""
    kept = load_draft(vault, _PLACE, 0)
    if kept is None:
        return 0
    with suppress(NotKept):
        discard_draft(vault, _PLACE, 0)
    return int(kept.content["participant"]) if kept.content["on"] == vault.clock.today().isoformat() else 0


def starting_answers(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Return kept answers as a walk takes them: none of the lists in them is shared.

    What the coach marked as not asked is asked now.
    """
    return {name: answer if isinstance(answer, (str, int, float)) or answer is None else list(answer)
            for name, answer in answers.items() if answer != NOT_ASKED}  # fmt: skip


def scale_ends(item: Item) -> str:
    """Say what the ends of a scale mean, and the numbers between them that have words too."""
    ends = ((item.low, item.low_words), *item.marks, (item.high, item.high_words))
    return " ".join(f"{number} means: {words.rstrip('.')}." for number, words in ends if words)
