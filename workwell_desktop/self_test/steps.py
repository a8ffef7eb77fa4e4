"""Steps that are run one after the other, each told in one line with its milliseconds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workwell_desktop import crash
from workwell_desktop.errors import WorkwellError

GOOD, FAULT, LEFT = "good", "FAULT", "left out"


class NotAsItShould(Exception):
    """A step found something else than it should. The text says what; everybody in a self-test is made up."""


@dataclass
class Trial:
    """What the steps of one run share: the private folder, what was made so far, and what was measured."""

    home: Path
    made: dict[str, Any] = field(default_factory=dict)
    first_window_ms: int | None = None
    at_end: list[Callable[[], object]] = field(default_factory=list)


@dataclass(frozen=True)
class Step:
    """One thing that is tried. ``deed`` returns words about what it found, which may be empty, or raises.

    ``needs`` names the step without which this one cannot be tried.
    """

    name: str
    deed: Callable[[Trial], str]
    needs: str = ""


@dataclass(frozen=True)
class Outcome:
    """How one step did: ``state`` is ``GOOD``, ``FAULT`` or ``LEFT``."""

    name: str
    state: str
    ms: int
    said: str

    @property
    def line(self) -> str:
        """The step in one line."""
        return f"{self.state:<8}  {self.ms:>6,} ms  {self.name}{': ' if self.said else ''}{self.said}"


@dataclass(frozen=True)
class Report:
    """How all steps did."""

    outcomes: tuple[Outcome, ...]
    first_window_ms: int | None = None

    @property
    def good(self) -> bool:
        """Say whether every step did well."""
        return all(one.state == GOOD for one in self.outcomes)

    def joined(self, other: Report) -> Report:
        """Return this report with the steps of another behind it."""
        return Report(self.outcomes + other.outcomes, self.first_window_ms)

    def figures(self) -> dict[str, Any]:
        """Return the report as plain values for JSON."""
        return {
            "ok": self.good,
            "failed": [one.name for one in self.outcomes if one.state == FAULT],
            "first_window_ms": self.first_window_ms,
            "steps": [{"name": x.name, "state": x.state, "ms": x.ms, "said": x.said} for x in self.outcomes],
        }


def run_steps(steps: Iterable[Step], home: Path, tell: Callable[[str], object]) -> Report:
    """Run steps in a folder, tell a line for each, and return the report. A fault stops only what needs that step."""
    trial = Trial(home)
    outcomes: list[Outcome] = []
    failed: set[str] = set()
    try:
        for step in steps:
            outcome = _left_out(step) if step.needs in failed else _tried(step, trial)
            outcomes.append(outcome)
            tell(outcome.line)
            if outcome.state != GOOD:
                failed.add(step.name)
    finally:
        for deed in reversed(trial.at_end):
            deed()
    return Report(tuple(outcomes), trial.first_window_ms)


def _left_out(step: Step) -> Outcome:
    return Outcome(step.name, LEFT, 0, f"it needs this first: {step.needs}")


def _tried(step: Step, trial: Trial) -> Outcome:
    began = time.perf_counter()
    try:
        state, said = GOOD, step.deed(trial)
    except (NotAsItShould, WorkwellError) as problem:
        state, said = FAULT, str(problem)
    except (Exception, SystemExit) as bug:  # noqa: BLE001 - whatever it is, the other steps are tried, and it is told
        where = " ".join(crash.report(type(bug), bug.__traceback__).split())
        state, said = FAULT, f"{bug} ({where})"
    return Outcome(step.name, state, round((time.perf_counter() - began) * 1000), said)
