"""A new referral of somebody we know. It waits for an answer as any other does; nothing begins by itself."""

from __future__ import annotations

from workwell_desktop.casework import lists
from workwell_desktop.casework.dates import plain
from workwell_desktop.casework.entry_check import Check
from workwell_desktop.casework.episode_closing import ReferralEntry, begin_again
from workwell_desktop.casework.episodes import CLOSED, REFERRED
from workwell_desktop.casework.local_rules import rules_in
from workwell_desktop.casework.people import current_episode
from workwell_desktop.casework.working_days import after_working_days
from workwell_desktop.errors import WorkwellError
from workwell_desktop.models.episodes import Referral
from workwell_desktop.vault.store import Vault


def refer_for_an_answer(vault: Vault, participant_id: int, entry: ReferralEntry) -> int:
    """Take a new referral of somebody whose last one was declined or whose support is closed; return its id.

    It stands in the queue with its own day to answer by. Assessment and plan begin empty, and their work is taken
    over, to be checked. Raises ``InputProblem`` by field; ``WorkwellError`` while something of theirs is open or
    waits; ``NotKept``.
    """
    check = Check(vault.clock.today())
    day = check.past(entry.received_on or "today", "received_on", "Write the day this referral arrived.")
    if lists.find("referral_source", entry.source) is None:
        check.problems["source"] = "Choose where this referral came from."
    with vault.transaction() as transaction:
        session = transaction.session
        last = current_episode(session, participant_id)
        if last.state not in {CLOSED, "declined"}:
            raise WorkwellError("Support is open, or a referral waits for its answer.", "Look at the page again.")
        if day is not None and last.closed_on is not None and day < last.closed_on:
            check.problems["received_on"] = f"Support was open until {plain(last.closed_on)}. Check the day."
        check.done()
        arrived = day or transaction.clock.today()
        episode = begin_again(transaction, participant_id, arrived, state=REFERRED)
        texts = {name: getattr(entry, name).strip() for name in ("referrer_name", "referrer_organisation", "reason")}
        if entry.source == "self":
            texts |= {"referrer_name": "", "referrer_organisation": ""}
        referral = Referral(
            episode_id=episode.id,
            source=entry.source,
            received_on=arrived,
            state="new",
            answer_by=after_working_days(arrived, rules_in(session).answer_days),
            **texts,
        )
        session.add(referral)
        session.flush()
        transaction.record("add", "referral", referral.id)
        return referral.id
