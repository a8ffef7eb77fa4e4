"""What stands on the plan in easy read and on the card for the pocket, from the participant's plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workwell_desktop.casework.catalogue import catalogue
from workwell_desktop.casework.diagnosis_guard import guard_for, of_their_health
from workwell_desktop.casework.guard_facts import load_facts
from workwell_desktop.casework.needs import print_format
from workwell_desktop.casework.people import coach_first_name, current_episode, participant
from workwell_desktop.casework.plan_content import Change, Step
from workwell_desktop.casework.plan_paper import ON_PAPER, service_lines
from workwell_desktop.casework.plan_rows import plan_of
from workwell_desktop.casework.plan_state import PlanState, load_plan
from workwell_desktop.casework.service_profile import CrisisContact, profile_in
from workwell_desktop.casework.service_text import NOT_CHECKED
from workwell_desktop.casework.service_topics import topics
from workwell_desktop.documents.easy_read import ME, EasyChange, EasyReadPlan, EasyService
from workwell_desktop.documents.plan import PlanGoal, PlanStep
from workwell_desktop.documents.pocket_card import MOST_STEPS, CardStep, HelpLine, PocketCard
from workwell_desktop.models.contacts import Contact
from workwell_desktop.models.participants import Participant
from workwell_desktop.models.services import Service, ServiceTag
from workwell_desktop.vault.store import Vault

_MOST_HELP = 3  # as many as on the other papers: a short list is read in need


def easy_read_plan(vault: Vault, participant_id: int, reference: str) -> EasyReadPlan:
    """Return the participant's plan as the data of its easy read. Left out is what stands on no paper of theirs."""
    state = load_plan(vault, participant_id)
    with vault.reading() as session:
        episode = current_episode(session, participant_id)
        plan = plan_of(session, episode.id)
        profile = profile_in(session)
        meets_at, place, way = _meeting(session, state)
        return EasyReadPlan(
            name=_short_name(participant(session, participant_id)),
            coach=coach_first_name(session, episode),
            coach_phone=profile.coach_phone,
            made_on=vault.clock.today(),
            agreed_on=plan.agreed_on if plan else None,
            plan_type=state.plan_type,
            goals=tuple(PlanGoal(goal.words, goal.by, goal.confidence) for goal in state.goals),
            steps=tuple(
                PlanStep(step.what, ME if _is_theirs(step, state) else step.who, step.by, step.state == "done")
                for step in state.steps
                if step.state != "stopped"
            ),
            changes=tuple(_change(change) for change in state.changes if change.state in ON_PAPER),
            services=tuple(_services(session, state)),
            meets_at=meets_at,
            place=place,
            meeting_way=way,
            review_on=state.review_on,
            help_lines=help_lines(profile.crisis),
            size=print_format(session, participant_id).size,
            reference=reference,
        )


def pocket_card(vault: Vault, participant_id: int, reference: str) -> PocketCard:
    """Return what stands on somebody's card: no last name, and no step with a word of their own health."""
    state = load_plan(vault, participant_id)
    guard = guard_for(load_facts(vault, participant_id))
    with vault.reading() as session:
        profile = profile_in(session)
        meets_at, place, _way = _meeting(session, state)
        return PocketCard(
            name=_short_name(participant(session, participant_id)),
            coach=coach_first_name(session, current_episode(session, participant_id)),
            coach_phone=profile.coach_phone,
            made_on=vault.clock.today(),
            meets_at=meets_at,
            place=place,
            steps=tuple(
                CardStep(step.what, step.by, "" if not step.who or _is_theirs(step, state) else step.who)
                for step in next_steps(state)
                if not of_their_health(step.what, guard)
            )[:MOST_STEPS],
            help_lines=help_lines(profile.crisis),
            size=print_format(session, participant_id).size,
            reference=reference,
        )


def left_off_the_card(vault: Vault, participant_id: int) -> tuple[str, ...]:
    """Return the open steps that stay off the card because they name the participant's own health."""
    guard = guard_for(load_facts(vault, participant_id))
    steps = next_steps(load_plan(vault, participant_id))
    return tuple(step.what for step in steps if of_their_health(step.what, guard))


def next_steps(state: PlanState) -> tuple[Step, ...]:
    """Return the open steps in the order in which they are wanted on a card.

    The participant's own come first; the first to be done before the others, and those without a day last.
    """
    left = [step for step in state.steps if step.state not in {"done", "stopped"}]
    return tuple(
        sorted(left, key=lambda step: (bool(step.who) and not _is_theirs(step, state), step.by or date.max, step.id))
    )


def help_lines(contacts: tuple[CrisisContact, ...]) -> tuple[HelpLine, ...]:
    """Return where help is near as a card says it: the name, and the number alone where it is rung."""
    return tuple(_help_line(contact) for contact in contacts[:_MOST_HELP])


def _help_line(contact: CrisisContact) -> HelpLine:
    how = contact.contact.strip().rstrip(".")
    when = "" if contact.when == NOT_CHECKED else contact.when.strip()
    return HelpLine(contact.name.strip(), how.removeprefix("Ring "), when)


def _short_name(person: Participant) -> str:
    """Return what somebody is called, without their last name even where it was written into the name they go by."""
    name = person.known_as or person.first_name
    last = person.last_name
    return name.removesuffix(last).rstrip() if last and name.endswith(f" {last}") else name


def _is_theirs(step: Step, state: PlanState) -> bool:
    return step.who.casefold() == state.call_name.casefold()


def _change(change: Change) -> EasyChange:
    """Return a change at work: in easy words where it stands as the catalogue has it, else in the words typed."""
    row = catalogue().adjustments.get(change.catalogue_key)
    as_listed = row is not None and row.plain == change.helps
    return EasyChange("" if as_listed else change.helps, change.catalogue_key, change.state, change.until)


def _services(session: Session, state: PlanState) -> Iterator[EasyService]:
    wanted = dict.fromkeys(step.service_id for step in state.steps if step.service_id and step.state != "stopped")
    for service_id in wanted:
        service = session.get_one(Service, service_id)
        mine = (ServiceTag.face_id == service.face_id, ServiceTag.kind == "topic")
        found = set(session.scalars(select(ServiceTag.code).where(*mine)))
        lines = service_lines(service)
        in_order = tuple(code for code in topics() if code in found)
        yield EasyService(service.face.name, in_order, service.face.phone, lines[0] if lines else "")


def _meeting(session: Session, state: PlanState) -> tuple[datetime | None, str, str]:
    """Return when and where they meet next, and how (a code of ``meeting_way``)."""
    if state.meeting is None:
        return None, "", ""
    return state.meeting.starts_at, state.meeting.place, session.get_one(Contact, state.meeting.id).mode
