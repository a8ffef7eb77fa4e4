"""Every letter to an employer is looked through for words about health, whoever wrote them; what is around them too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.casework.test_letters import words_on
from tests.plans import TODAY, make_jo, still_clock, write_plan
from workwell_desktop.casework import letters, planning
from workwell_desktop.casework.intake import load_intake, save_intake
from workwell_desktop.casework.letter_guard import UNANSWERED
from workwell_desktop.casework.letter_issue import issue_letter
from workwell_desktop.casework.letter_kinds import EMPLOYER, letter_kinds
from workwell_desktop.casework.letter_line import AGREED
from workwell_desktop.casework.letter_templates import save_letter, wordings
from workwell_desktop.casework.letters import LetterDraft
from workwell_desktop.casework.papers import paper_bytes, papers_of
from workwell_desktop.casework.planning import ChangeEntry
from workwell_desktop.clock import Clock
from workwell_desktop.errors import WorkwellError
from workwell_desktop.vault.store import Vault

EMPLOYERS = [code for code, kind in letter_kinds().items() if kind.to == EMPLOYER]
WRITTEN = [code for code in EMPLOYERS if letter_kinds()[code].to_write]


@pytest.fixture
def clock() -> Clock:
    return still_clock()


@pytest.fixture
def jo(open_vault: Vault) -> int:
    person = make_jo(open_vault)
    about(open_vault, person, conditions=("depression_anxiety",), conditions_words="Depression since spring")
    write_plan(open_vault, person)
    planning.save_change(open_vault, person, ChangeEntry("Start at nine", "Mornings are slow"))
    return person


def about(vault: Vault, person: int, **known: object) -> None:
    save_intake(vault, person, replace(load_intake(vault, person), **known))  # type: ignore[arg-type]  # by name


def settled(draft: LetterDraft) -> LetterDraft:
    for line in draft.lines:
        draft = letters.settle(draft, line.key, AGREED)
    return draft


def refused(vault: Vault, person: int, draft: LetterDraft) -> bool:
    with pytest.raises(WorkwellError) as told:
        issue_letter(vault, draft, agreed_on=TODAY, method="said")
    assert papers_of(vault, person) == ()
    return told.value.sentence == UNANSWERED


@pytest.mark.parametrize("kind", EMPLOYERS)
def test_words_of_the_plan_are_looked_through_in_every_letter_to_an_employer(
    open_vault: Vault, jo: int, kind: str
) -> None:
    for state in ("idea", "agreed"):
        planning.save_change(open_vault, jo, ChangeEntry(f"Rest for my depression ({state})", "", state=state))
    draft = settled(letters.load_letter(open_vault, jo, kind))
    assert refused(open_vault, jo, draft)
    blind = replace(draft, guard=None, lines=tuple(replace(line, hits=()) for line in draft.lines))
    if not blind.why_not:
        assert refused(open_vault, jo, blind), "by the room alone, whatever the screen looked through"


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_line_written_by_hand_is_looked_through(open_vault: Vault, jo: int, kind: str) -> None:
    draft, key = letters.add_line(letters.load_letter(open_vault, jo, kind), letter_kinds()[kind].to_write[0].code)
    draft = settled(letters.reword(draft, key, "We spoke about my sertraline."))
    assert refused(open_vault, jo, draft)
    assert issue_letter(open_vault, letters.share(draft, key), agreed_on=TODAY, method="said")


def test_words_that_a_name_brings_into_a_letter_of_our_own_are_looked_through(open_vault: Vault, jo: int) -> None:
    about(open_vault, jo, job_title="Baker (off with depression)")
    words = {text.where: text.words for text in wordings("support")} | {"title": "Ours"}
    words["parts.opening"] = "My job is {job}. Could we meet?"
    own = save_letter(open_vault, "support", words)
    assert refused(open_vault, jo, settled(letters.load_letter(open_vault, jo, f"own-{own}")))


def test_what_stands_above_the_lines_is_read_before_it_goes(open_vault: Vault, jo: int) -> None:
    """Name, job and address of the manager are no lines: they are shown, and words about health in them are told."""
    about(
        open_vault, jo, manager_name="Lena Example", manager_role="knows of the depression", employer_address="1 Quay"
    )
    draft = letters.load_letter(open_vault, jo)
    assert draft.above == (
        "To: Lena Example, knows of the depression, Harbour Foods Example, 1 Quay",
        "Dear Lena,",
        "Coming back to work",
    )
    assert draft.told_above == "“depression” tells Harbour Foods Example about your health."
    words = words_on(paper_bytes(open_vault, issue_letter(open_vault, settled(draft), agreed_on=TODAY, method="said")))
    assert all(line in words for line in draft.above[1:])
    about(open_vault, jo, manager_role="Manager")
    assert letters.load_letter(open_vault, jo).told_above == ""


# Names and addresses as somebody may have typed them

LONG = "\n".join(f"Floor {n} of the house" for n in range(200))
HOSTILE = ("<b>Lena</b> & Co", "{author} {coach}", "**Lena**", "Łucja Żółć", "Ngọc Ánh", "Lena " * 40, "-- '; DROP")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_printed_as_it_was_typed_and_fills_nothing(open_vault: Vault, jo: int, name: str) -> None:
    about(open_vault, jo, manager_name=name, employer_address=f"{name}\n1 Quay")
    draft = settled(letters.load_letter(open_vault, jo))
    words = words_on(paper_bytes(open_vault, issue_letter(open_vault, draft, agreed_on=TODAY, method="said")))
    said = " ".join(name.split())
    assert words.count(said) >= 2, words[:600]


def test_an_address_of_two_hundred_lines_is_printed_whole(open_vault: Vault, jo: int) -> None:
    about(open_vault, jo, employer_address=LONG)
    draft = settled(letters.load_letter(open_vault, jo))
    words = words_on(paper_bytes(open_vault, issue_letter(open_vault, draft, agreed_on=TODAY, method="said")))
    assert all(line in words for line in LONG.splitlines())


@pytest.mark.parametrize("name", ["Lena \N{GRINNING FACE}", "李娜", "Lena\N{RIGHT-TO-LEFT OVERRIDE}gnp"])
def test_a_name_that_cannot_be_printed_is_told_while_the_letter_is_read(open_vault: Vault, jo: int, name: str) -> None:
    about(open_vault, jo, manager_name=name)
    draft = settled(letters.load_letter(open_vault, jo))
    assert draft.why_not == "The name or the address has a sign that cannot be printed. Write it again in Intake."
    assert not refused(open_vault, jo, draft)
