"""Everything the Intake shows of one participant, read before anything of it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workwell_desktop.casework import intake
from workwell_desktop.casework.agreements import was_asked
from workwell_desktop.casework.banner import call_name_of
from workwell_desktop.casework.drafts import KeptDraft, load_draft
from workwell_desktop.ui.intake_values import typed_of

if TYPE_CHECKING:
    from workwell_desktop.casework.access import Vault


@dataclass(frozen=True)
class IntakeRead:
    """The name they go by, what is saved, whether taking part was asked, and the draft if there is one."""

    name: str
    saved: dict[str, Any]
    answered: bool
    draft: KeptDraft | None


def read_intake(vault: Vault, participant_id: int) -> IntakeRead:
    """Read the intake of a participant. Raises ``WorkwellError`` when something of it cannot be read."""
    return IntakeRead(
        name=call_name_of(vault, participant_id),
        saved=typed_of(intake.load_intake(vault, participant_id)),
        answered=was_asked(vault, participant_id),
        draft=load_draft(vault, intake.SCREEN, participant_id),
    )
