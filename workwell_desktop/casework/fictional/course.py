"""The course of a spell of support, made up: the referral and its answer, pauses, and how things stood at the end."""

from __future__ import annotations

from datetime import date, timedelta

from workwell_desktop.casework.fictional.pad import HAS_JOB, Pad, Row
from workwell_desktop.casework.local_rules import EXAMPLE, shipped_rules
from workwell_desktop.casework.programme import Pause, used_up_on
from workwell_desktop.casework.working_days import after_working_days
from workwell_desktop.models.episodes import EpisodePause, Referral

_NEW_FOR = 7  # days in which a referral may still wait for its answer
_ENDS = (
    *(("completed", 45), ("back_at_work", 15), ("found_work", 12), ("weeks_over", 8), ("lost_contact", 8)),
    *(("did_not_want", 6), ("passed_on", 3), ("not_now", 2), ("moved_away", 1)),
)
_REASONS, _SHARES = tuple(code for code, _share in _ENDS), tuple(share for _code, share in _ENDS)
_NEVER_SEEN_AGAIN = ("lost_contact", "did_not_want", "moved_away")


def still_referred(pad: Pad, arrived: date) -> bool:
    """Say whether nobody has answered yet the referral of somebody who arrived on this day."""
    return (pad.setting.today - arrived).days <= _NEW_FOR and pad.chance.random() < 0.5


def referral(pad: Pad, episode: int, opened: date, *, answered: bool) -> None:
    """Make a referral up. One that was answered arrived some days before support opened."""
    chance = pad.chance
    source = pad.words.shares["source"].one(chance)
    named = source != "self"
    received = opened - timedelta(days=chance.choice((0, 0, 1, 1, 2, 3, 5))) if answered else opened
    pad.add(
        Referral,
        episode_id=episode,
        source=source,
        referrer_name=pad.word("referrers") if named else "",
        referrer_organisation=pad.word("gp_practices") if source == "gp" else "",
        received_on=received,
        reason=pad.word("reasons"),
        state="accepted" if answered else "new",
        answer_by=after_working_days(received, shipped_rules(EXAMPLE).answer_days),
        decided_on=opened if answered else None,
        decided_by=pad.setting.coach_id if answered else None,
    )


def run_weeks(pad: Pad, episode: Row, status: str, first_met: date | None) -> None:
    """Begin the weeks of support with the first meeting; a few of the open spells are paused."""
    chance, today = pad.chance, pad.setting.today
    episode["started_on"] = first_met
    if episode["state"] != "open":
        return
    began = first_met or episode["opened_on"]
    paused: tuple[Pause, ...] = ()
    if (today - began).days > 28 and chance.random() < 0.02:
        stopped = today - timedelta(days=chance.randint(0, 20))
        back = today + timedelta(days=chance.randint(-2, 40))
        pad.add(EpisodePause, episode_id=episode["id"], starts_on=stopped, back_on=back, ends_on=None)
        paused = (Pause(stopped, None),)
    # Weeks that were used up before a pause began are used up all the same, as they are for anybody.
    episode["weeks_end_on"] = used_up_on(began, shipped_rules(EXAMPLE).weeks.get(status), paused)


def end(pad: Pad, episode: Row, status: str) -> None:
    """Close a spell of support with a reason and how things stood; a few were not asked yet."""
    chance = pad.chance
    reason = chance.choices(_REASONS, _SHARES)[0]
    episode["close_reason"] = reason
    if reason in _NEVER_SEEN_AGAIN or chance.random() < 0.03:
        return
    works = reason in ("back_at_work", "found_work") or (status in HAS_JOB and chance.random() < 0.7)
    episode["outcome_work_status"] = "in_work" if works else status if status not in HAS_JOB else "out_of_work"
    if works:
        episode["outcome_employer"] = "same" if status in HAS_JOB and reason != "found_work" else "new"
        episode["outcome_hours"] = chance.choice((16.0, 20.0, 30.0, 37.5))
        episode["outcome_adjustments"] = chance.choice(("all", "some", "some", "none", "not_needed"))
