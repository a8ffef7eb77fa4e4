"""From what gets in the way to what is done about it: the steps, services and changes at work that answer it.

A line of the plan names the obstacle that it is about by its number. Where that obstacle was taken out of the
assessment and written anew, the same words join them again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework.plan_content import Change, Step
from workwell_desktop.models.assessments import Obstacle
from workwell_desktop.models.services import Service, ServiceFace

NOTHING_YET = "Nothing planned yet"
_DROPPED = ("stopped", "refused", "ended")


@dataclass(frozen=True)
class Thread:
    """One obstacle in the participant's words, with its steps and changes at work, and the services of the steps."""

    obstacle_id: int
    words: str
    steps: tuple[Step, ...] = ()
    changes: tuple[Change, ...] = ()
    services: Mapping[int, str] | None = None

    @property
    def answered(self) -> bool:
        """Whether anything is planned about it that was not left out, refused or ended."""
        states = [step.state for step in self.steps] + [change.state for change in self.changes]
        return any(state not in _DROPPED for state in states)

    @property
    def lines(self) -> tuple[str, ...]:
        """What is done about it, a line each: the words, the service where it is not named there, and how it stands."""
        said = [f"{self._step(step)}: {step.state_word.lower()}" for step in self.steps]
        return (*said, *(f"{change.helps}: {change.state_word.lower()}" for change in self.changes))

    def _step(self, step: Step) -> str:
        service = (self.services or {}).get(step.service_id or 0, "")
        known = not service or service.casefold() in step.what.casefold()
        return step.what.rstrip(".") if known else f"{step.what.rstrip('.')} ({service})"


def threads(
    obstacles: Sequence[tuple[int, str]],
    steps: Sequence[Step],
    changes: Sequence[Change],
    services: Mapping[int, str] | None = None,
) -> tuple[Thread, ...]:
    """Return a thread for each obstacle (number and words), in their order; each line stands in one of them at most."""
    found = []
    for number, words in obstacles:
        mine = tuple(step for step in steps if _is_about(step, number, words))
        theirs = tuple(change for change in changes if _is_about(change, number, words))
        found.append(Thread(number, words, mine, theirs, services))
    return tuple(found)


def obstacle_words(rows: Iterable[Obstacle]) -> tuple[tuple[int, str], ...]:
    """Return number and words of obstacles that were written down, without those that are still empty."""
    return tuple((row.id, row.words.strip()) for row in rows if row.words.strip())


def service_names(session: Session, steps: Iterable[Step]) -> dict[int, str]:
    """Return the names of the services of some steps; for use inside the caller's transaction only."""
    wanted = {step.service_id for step in steps if step.service_id}
    found = (
        select(Service.id, ServiceFace.name)
        .join(ServiceFace, ServiceFace.id == Service.face_id)
        .where(Service.id.in_(wanted))
    )
    return {row.id: row.name for row in session.execute(found)} if wanted else {}


def _is_about(line: Step | Change, number: int, words: str) -> bool:
    if line.obstacle_id is not None:
        return line.obstacle_id == number
    return bool(line.about) and line.about.strip().casefold() == words.casefold()
