"""What stays in the room when a letter goes: parts of the record that are in no letter to this reader by themselves."""

from __future__ import annotations

from dataclasses import dataclass

from workwell_desktop.casework.letter_kinds import EMPLOYER


@dataclass(frozen=True)
class StaysHere:
    """One thing that is not in the letter, and why."""

    what: str
    why: str


def stays_here(to: str, coach: str) -> tuple[StaysHere, ...]:
    """Return what is no part of a letter to this reader: typed lines are not checked for it."""
    answers = StaysHere("Your answers about mood, and every score", f"Kept between you and {coach}.")
    if to == EMPLOYER:
        return (
            StaysHere(
                "What you told us about your health", "Your employer does not need the names of conditions to help."
            ),
            answers,
            StaysHere("What you said about home and money", "It is not about your job."),
            StaysHere("Your own goals and steps", "They are in your plan, which is yours."),
            StaysHere(f"{coach}’s notes", "Never shared with an employer."),
        )
    return (
        answers,
        StaysHere("What you said about home and money", "It is no part of this letter."),
        StaysHere(f"{coach}’s notes", "They are in no letter."),
    )
