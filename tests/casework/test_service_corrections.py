"""What coaches find wrong in the directory: shown at once, kept over every release, and told to the list's keeper."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.plans import NOW, make_jo, still_clock
from tests.service_steps import QUAY, add_quay, agree, bring_in, listed_quay, quay_record, source_of
from workwell_desktop.casework.directory_live import undo_last
from workwell_desktop.casework.service_corrections import (
    WrongEntry,
    corrections,
    lift_pauses,
    mark_sent,
    report,
    reported,
    right_again,
)
from workwell_desktop.casework.service_evidence import service_evidence
from workwell_desktop.casework.service_referral_rules import FORMAL
from workwell_desktop.casework.service_referrals import AskFirst, MoveEntry, load_referrals, make, move_on
from workwell_desktop.casework.services import service_details
from workwell_desktop.clock import Clock
from workwell_desktop.errors import InputProblem, WorkwellError
from workwell_desktop.vault.store import Vault

LATER = Clock(utc=lambda: NOW + timedelta(days=10))


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture(params=["listed", "own"])
def quay(request: pytest.FixtureRequest, open_vault: Vault) -> int:
    """A service of a list, and one that coaches here keep themselves: both are put right in the same way."""
    if request.param == "own":
        return add_quay(open_vault)
    bring_in(open_vault, quay_record())
    return listed_quay(open_vault)


def state(vault: Vault, quay: int) -> tuple[str, str, str]:
    details = service_details(vault, quay)
    return details.status, details.warning, details.form.phone


def in_doubt(vault: Vault) -> frozenset[int]:
    with vault.reading() as session:
        return reported(session)


def test_a_wrong_detail_is_shown_as_it_should_be(open_vault: Vault, quay: int) -> None:
    number = report(open_vault, quay, WrongEntry("detail", "phone", " 01632 960199 ", note="They told us."))
    assert state(open_vault, quay) == ("active", "", "01632 960199")
    (line,) = corrections(open_vault)
    assert (line.id, line.to_send, line.found) == (number, True, "Found 24 November, by Sam Example")
    assert line.what == "Phone: 01632 960199. It said: 01632 960114. They told us."
    report(open_vault, quay, WrongEntry("detail", "phone", "01632 960198"))
    assert [one.to_send for one in corrections(open_vault)] == [True, False], "the newer one holds"
    right_again(open_vault, corrections(open_vault)[0].id)
    own = service_details(open_vault, quay).own
    assert state(open_vault, quay)[2] == ("01632 960199" if own else "01632 960114"), (
        "what was before; what the list says"
    )
    with pytest.raises(WorkwellError):
        right_again(open_vault, number)


def test_a_service_that_closed_is_found_no_more_until_it_is_right_again(open_vault: Vault, quay: int) -> None:
    number = report(open_vault, quay, WrongEntry("closed"))
    assert state(open_vault, quay)[:2] == (
        "withdrawn",
        f"{QUAY} is not listed any more. A coach found on 24 November 2037 that it has closed.",
    )
    right_again(open_vault, number)
    assert state(open_vault, quay)[:2] == ("active", "")
    (line,) = corrections(open_vault)
    assert (line.to_send, line.ended) == (False, "No longer so since 24 November")


def test_no_referrals_until_a_day_and_then_again(open_vault: Vault, quay: int) -> None:
    jo = make_jo(open_vault)
    report(open_vault, quay, WrongEntry("not_taking", until="in 10 days"))
    assert state(open_vault, quay)[:2] == ("paused", "They take no referrals until 4 December 2037.")
    with pytest.raises(AskFirst, match="until 4 December"):
        make(open_vault, jo, quay, FORMAL)
    assert lift_pauses(open_vault) == 0, "the day has not come"
    open_vault.clock = LATER
    assert lift_pauses(open_vault) == 1
    assert state(open_vault, quay)[:2] == ("active", "")
    assert lift_pauses(open_vault) == 0
    make(open_vault, jo, quay, FORMAL)


def test_several_things_are_wrong_at_once_and_each_goes_by_itself(open_vault: Vault, quay: int) -> None:
    other = report(open_vault, quay, WrongEntry("other", note="The door is at the back."))
    assert state(open_vault, quay)[:2] == ("active", "Something here may be wrong: The door is at the back.")
    paused = report(open_vault, quay, WrongEntry("not_taking"))
    closed = report(open_vault, quay, WrongEntry("closed"))
    assert state(open_vault, quay)[0] == "withdrawn"
    assert in_doubt(open_vault) == {quay}
    right_again(open_vault, closed)
    assert state(open_vault, quay)[0] == "paused"
    right_again(open_vault, other)
    assert state(open_vault, quay)[:2] == ("paused", "They take no referrals now.")
    right_again(open_vault, paused)
    assert state(open_vault, quay)[:2] == ("active", "")
    report(open_vault, quay, WrongEntry("detail", "phone", "01632 960199"))
    assert in_doubt(open_vault) == set()


def test_a_postcode_is_kept_as_it_is_written(open_vault: Vault, quay: int) -> None:
    report(open_vault, quay, WrongEntry("detail", "postcode", "m2 1ab"))
    assert service_details(open_vault, quay).form.postcode == "M2 1AB"


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (WrongEntry("perhaps"), "kind"), (WrongEntry("detail", "shoe_size", "7"), "field"),
        (WrongEntry("detail", "phone", ""), "right"), (WrongEntry("detail", "phone", "none"), "right"),
        (WrongEntry("detail", "phone", "01632 960114"), "right"), (WrongEntry("detail", "email", "no at"), "right"),
        (WrongEntry("not_taking", until="yesterday"), "until"), (WrongEntry("other"), "note"),
        (WrongEntry("closed", note="w" * 501), "note"),
    ],
)  # fmt: skip
def test_what_is_typed_is_asked_about(open_vault: Vault, entry: WrongEntry, field: str) -> None:
    quay = add_quay(open_vault)
    with pytest.raises(InputProblem) as caught:
        report(open_vault, quay, entry)
    assert set(caught.value.fields) == {field}
    assert corrections(open_vault) == ()


def test_what_was_sent_is_marked_and_can_be_unmarked(open_vault: Vault, quay: int) -> None:
    first = report(open_vault, quay, WrongEntry("closed"))
    second = report(open_vault, quay, WrongEntry("other", note="No sign at the door."))
    mark_sent(open_vault, [first])
    assert [(one.id, one.sent) for one in corrections(open_vault)] == [(second, ""), (first, "Sent 24 November")]
    mark_sent(open_vault, [first], sent=False)
    assert all(one.to_send for one in corrections(open_vault))


# -- with the next release of the list


def test_the_next_release_leaves_what_coaches_wrote(open_vault: Vault) -> None:
    bring_in(open_vault, quay_record())
    quay, jo = listed_quay(open_vault), make_jo(open_vault)
    agree(open_vault, jo)
    step = make(open_vault, jo, quay, FORMAL)
    move_on(open_vault, jo, step, MoveEntry("sent"))
    report(open_vault, quay, WrongEntry("detail", "web", "www.example.org"))
    report(open_vault, quay, WrongEntry("not_taking", until="in 10 days"))
    before = load_referrals(open_vault, jo), corrections(open_vault), service_evidence(open_vault, quay)

    bring_in(open_vault, quay_record(summary="Advice on debts", web="www.example.com", status="active"))

    details = service_details(open_vault, quay)
    assert (details.summary, details.form.web, details.status) == ("Advice on debts", "www.example.org", "paused")
    assert (load_referrals(open_vault, jo), corrections(open_vault), service_evidence(open_vault, quay)) == before

    bring_in(open_vault, quay_record(key="q2", name="Another Example", phone="01632 960777"))
    assert service_details(open_vault, quay).status == "withdrawn", "the list has it no more"
    (line,) = load_referrals(open_vault, jo).lines
    assert (line.state, line.name) == ("sent", QUAY)
    assert "not listed any more" in line.now


@pytest.mark.parametrize("used", ["referral", "correction"])
def test_a_service_that_was_used_outlives_the_import_it_came_with(open_vault: Vault, used: str) -> None:
    jo = make_jo(open_vault)
    bring_in(open_vault, quay_record(key="q0", name="First Example", phone="01632 960001"))
    bring_in(open_vault, quay_record(key="q0", name="First Example", phone="01632 960001"), quay_record())
    quay = listed_quay(open_vault)
    if used == "referral":
        make(open_vault, jo, quay, FORMAL)
    else:
        report(open_vault, quay, WrongEntry("other", note="No sign at the door."))
    undo_last(open_vault, source_of(open_vault))
    assert service_details(open_vault, quay).status == "withdrawn"
    if used == "referral":
        assert load_referrals(open_vault, jo).lines[0].service_id == quay
    else:
        assert corrections(open_vault)[0].service_id == quay


def test_the_publishers_day_and_our_own_check_stand_apart(open_vault: Vault) -> None:
    bring_in(open_vault, quay_record())
    details = service_details(open_vault, listed_quay(open_vault))
    assert (details.assured, details.checked_by) == ("4 May 2037", "")


def test_what_only_a_sentence_says_is_flagged(open_vault: Vault) -> None:
    bring_in(open_vault, quay_record(closed_words="We have heard that this is no longer open."))
    quay, jo = listed_quay(open_vault), make_jo(open_vault)
    assert "no longer open" in service_details(open_vault, quay).warning
    with pytest.raises(AskFirst, match="no longer open"):
        make(open_vault, jo, quay, FORMAL)
