"""One line of a letter as it is read together: its words, what it is, and whether it was agreed or left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from workwell_desktop.casework.diagnosis_guard import Hit
from workwell_desktop.casework.letter_guard import unanswered
from workwell_desktop.casework.plain_words import paper_problem

AGREED = "agreed"
LEFT_OUT = "left_out"
OPENING, NOW, HELPS, ABLE, HELPED, SPARED, STAGE = "opening", "now", "helps", "able", "helped", "avoid", "stages"
REPLY, REVIEW = "reply", "review"
EMPTY = "Write it or leave it out."
OVER = "This day is over. Leave it out, or change the day in the plan."
OF_ABILITIES = frozenset({ABLE, HELPED, SPARED})
AS_THEY_ARE = frozenset({REPLY, REVIEW, STAGE})  # kinds that come from the plan: only kept or left out


@dataclass(frozen=True)
class LetterLine:
    """One line that the reader may see. ``choice`` is empty until the participant agrees or leaves it out.

    ``about`` says in small words what the line is; ``key`` names it from one reading to the next, ``part`` the part of
    the letter it stands in. ``first_words`` are those it began with, ``plan_words`` these and the small words as the
    plan gives them now: a choice holds for these alone. ``over``: its last day lies behind. ``cells`` are the columns
    of a week. ``of_health``: it may tell about their health. ``written``: it was written here, by hand. ``hits`` are
    words in it that tell about health, ``shared`` those of them that the participant shares as they are.
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
    part: str = ""
    cells: tuple[str, ...] = ()
    of_health: bool = False
    written: bool = False
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


def as_first(line: LetterLine, today: date) -> LetterLine:
    """Return a line as the plan gives it now, so that later words can be told from its first ones."""
    over = line.until is not None and line.until < today
    return replace(line, plan_words=f"{line.about}: {line.text}", first_words=line.text, over=over)
