"""The files of corrections that go back to a list's keeper: right, valid, and about nobody."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.directory.test_export_oruk import faults
from tests.plans import make_jo, still_clock
from tests.service_steps import QUAY, agree, bring_in, listed_quay, quay_record
from workwell_desktop.casework.service_corrections import WrongEntry, mark_sent, report, right_again
from workwell_desktop.casework.service_corrections_file import save_corrections
from workwell_desktop.casework.service_referral_rules import FORMAL
from workwell_desktop.casework.service_referrals import MoveEntry, make, move_on
from workwell_desktop.casework.services import add_note
from workwell_desktop.clock import Clock
from workwell_desktop.errors import NotKept
from workwell_desktop.models.audit import AuditEvent
from workwell_desktop.vault.store import Vault


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def quay(open_vault: Vault) -> int:
    bring_in(open_vault, quay_record())
    return listed_quay(open_vault)


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


def test_the_table_says_what_the_list_says_and_what_it_should(open_vault: Vault, quay: int, tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    report(open_vault, quay, WrongEntry("detail", "phone", "01632 960198"))
    wrong = report(open_vault, quay, WrongEntry("detail", "phone", "01632 960199", note="They told us."))
    paused = report(open_vault, quay, WrongEntry("not_taking", until="in 10 days"))
    other = report(open_vault, quay, WrongEntry("other", note="No sign at the door."))
    assert save_corrections(open_vault, path, "csv") == (wrong, paused, other)
    first, second, third = rows(path)
    assert (first["Service ID"], first["Service"], first["Field"]) == ("q1", QUAY, "phone")
    assert (first["The list says"], first["It should say"]) == ("01632 960114", "01632 960199")
    assert first["Reason"] == "They told us."
    assert second["Not taking referrals until"] == "2037-12-04"
    assert (third["What is wrong"], third["Reason"]) == ("Something else", "No sign at the door.")
    mark_sent(open_vault, [wrong])
    right_again(open_vault, paused)
    assert save_corrections(open_vault, path, "csv") == (other,), "what went, and what is right again, goes no more"


def test_the_page_is_valid_and_says_how_it_should_be(open_vault: Vault, quay: int, tmp_path: Path) -> None:
    path = tmp_path / "corrections.json"
    report(open_vault, quay, WrongEntry("detail", "phone", "01632 960199"))
    report(open_vault, quay, WrongEntry("closed"))
    report(open_vault, quay, WrongEntry("other", note="No sign at the door."))
    save_corrections(open_vault, path, "oruk")
    text = path.read_text("utf-8")
    page = json.loads(text)
    (service,) = page["contents"]
    assert faults(service) == []
    assert (service["workwell_original_id"], service["status"]) == ("q1", "inactive")
    assert service["assured_date"] == "2037-11-24"
    assert "01632 960199" in text
    assert len(service["workwell_corrections"]) == 3
    assert "Example Council" in page["workwell_credits"][0]


@pytest.mark.parametrize("form", ["csv", "oruk"])
def test_nothing_of_a_participant_or_of_a_note_leaves(open_vault: Vault, quay: int, tmp_path: Path, form: str) -> None:
    path = tmp_path / "file"
    jo = make_jo(open_vault)
    agree(open_vault, jo)
    step = make(open_vault, jo, quay, FORMAL)
    move_on(open_vault, jo, step, MoveEntry("declined", who="Kim Example", reason="closed", note="Joanne was sad"))
    add_note(open_vault, quay, "Ask for Kim.")
    report(open_vault, quay, WrongEntry("closed"))
    save_corrections(open_vault, path, form)  # type: ignore[arg-type]  # the two there are
    text = path.read_text("utf-8-sig")
    assert QUAY in text
    for word in ("Joanne", "Jo ", "Kim", "sad", "Harbour Foods", "declined", "Sam"):
        assert word not in text


def test_it_is_written_down_that_a_file_left(open_vault: Vault, quay: int, tmp_path: Path) -> None:
    report(open_vault, quay, WrongEntry("closed"))
    with pytest.raises(NotKept):
        save_corrections(open_vault, tmp_path / "no folder" / "file.csv", "csv")
    save_corrections(open_vault, tmp_path / "file.csv", "csv")
    with open_vault.reading() as session:
        left = session.scalars(select(AuditEvent.entity).where(AuditEvent.action == "export")).all()
    assert left == ["service_correction"] * 2
