"""The two papers of going back in stages, as the page asks for them: what draws paper is loaded when one is wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from workwell_desktop.casework.phased_return import read_agreed
from workwell_desktop.ui.desk import Desk

if TYPE_CHECKING:
    from workwell_desktop.casework.access import Vault
    from workwell_desktop.casework.phased_return_paper import Release

Issue: TypeAlias = "Callable[[Vault, int], int]"  # makes a paper about a participant, and returns its id


def for_them() -> Issue:
    """Return what makes the person's own calendar."""
    from workwell_desktop.casework.phased_return_paper import issue_own_stages  # noqa: PLC0415 - see above

    return issue_own_stages


def lines_for_work(desk: Desk, participant_id: int) -> Release:
    """Return every line that the manager would read. Raises ``WorkwellError`` as ``load_release`` does."""
    from workwell_desktop.casework.phased_return_paper import load_release  # noqa: PLC0415 - see above

    return load_release(desk.vault, participant_id)


def for_work(desk: Desk, release: Release, answer: dict[str, str]) -> Issue:
    """Return what makes the manager's calendar. Raises ``InputProblem`` when the answer is not whole."""
    from workwell_desktop.casework.phased_return_paper import issue_work_stages  # noqa: PLC0415 - see above

    read_agreed(desk.clock.today(), answer["agreed_on"], answer["how"])
    return lambda vault, _person: issue_work_stages(vault, release, **answer)
