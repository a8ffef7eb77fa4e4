"""The main job with a person who is made up: a vault, an intake, an assessment, a plan, a letter, and their papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from workwell_desktop.casework import access, agreements, assessment, finding, letters, papers, plan_agreement, planning
from workwell_desktop.casework.agreements import AnswerEntry
from workwell_desktop.casework.assessment_content import AssessmentEntry
from workwell_desktop.casework.intake import IntakeEntry, save_intake
from workwell_desktop.casework.letter_issue import issue_letter
from workwell_desktop.casework.plan_papers import issue_recorded
from workwell_desktop.casework.plan_register import StandEntry, move_on
from workwell_desktop.casework.planning import ChangeEntry, GoalEntry, StepEntry
from workwell_desktop.clock import Clock
from workwell_desktop.errors import WrongPassphrase
from workwell_desktop.paths import Places
from workwell_desktop.self_test.steps import NotAsItShould, Step, Trial
from workwell_desktop.ui.printing import page_count, page_text

COACH, CALLED, LAST_NAME, EMPLOYER = "Sam Example", "Robin", "Example-Selftest", "Harbour Foods Example"
GOAL, STOOL, LATER = "I want to be back at the counter", "A stool at the counter", "Start at ten in the first month"
PLAN, LETTER = "the plan as a PDF, read back", "the letter to the employer as a PDF, read back"
_VAULT = "a vault is made with its real lock"


def job_steps() -> Iterator[Step]:
    """Give the steps of the job, each of which stands on the one before it."""
    steps: tuple[tuple[str, Callable[[Trial], str]], ...] = (
        (_VAULT, make_vault),
        ("a wrong passphrase is refused", refuse_wrong_passphrase),
        ("the right one opens it", open_again),
        ("an intake is kept", keep_intake),
        ("an answer about taking part is kept", keep_answer),
        ("an assessment is signed", sign_assessment),
        ("a plan with changes at work is agreed", agree_plan),
        (PLAN, plan_as_pdf),
        (LETTER, letter_as_pdf),
        ("the letter as a Word file", letter_as_word),
        ("the person is found by a part of their name", find_person),
        ("the vault is checked through", check_vault),
        ("nothing in the vault’s files can be read from outside", nothing_in_plain),
    )
    before = ""
    for name, deed in steps:
        yield Step(name, deed, before)
        before = name


def make_vault(trial: Trial) -> str:
    """Make a vault with words drawn by chance, at the cost that this PC can bear."""
    words = access.suggest_passphrase()
    vault, _ = access.create(Places.under(trial.home), COACH, words, Clock())
    trial.made |= {"passphrase": words, "folder": vault.folder}
    vault.close()
    return ""


def refuse_wrong_passphrase(trial: Trial) -> str:
    """Try words that are not the passphrase."""
    try:
        _unlocked(trial, access.suggest_passphrase()).close()
    except WrongPassphrase:
        return ""
    raise NotAsItShould("it opened the vault")


def open_again(trial: Trial) -> str:
    """Open the vault with its passphrase. It is closed again when all steps are done."""
    vault = _unlocked(trial, trial.made["passphrase"])
    trial.made["vault"] = vault
    trial.at_end.append(vault.close)
    return ""


def _unlocked(trial: Trial, passphrase: str) -> access.Vault:
    folder: Path = trial.made["folder"]
    return access.unlock(folder, access.coaches(folder)[0].slot_id, passphrase, Clock())


def keep_intake(trial: Trial) -> str:
    """Keep the intake of somebody who is off sick from a job."""
    entry = IntakeEntry(
        source="gp", received_on="yesterday", reason="I want to keep my job.", first_name=CALLED, last_name=LAST_NAME,
        work_status="off_sick", employer=EMPLOYER, manager_name="Lena Example", manager_role="Manager",
        employer_address="40 Quay Road\nNorthfield",
    )  # fmt: skip
    trial.made["person"] = save_intake(trial.made["vault"], 0, entry)
    return ""


def keep_answer(trial: Trial) -> str:
    """Write down that they take part."""
    entry = AnswerEntry(agreements.TAKE_PART, "", "", "", "agreed", shared=(), decided_on="today", method="said")
    agreements.write_answer(*_case(trial), entry)
    return ""


def sign_assessment(trial: Trial) -> str:
    """Keep a few answers, and sign them."""
    vault, person = _case(trial)
    assessment.save_assessment(vault, person, AssessmentEntry(answers={"want_words": GOAL}))
    number = assessment.sign_assessment(vault, person, method="said", signed_on="today")
    return f"version {number}"


def agree_plan(trial: Trial) -> str:
    """Write a goal, a step and two changes at work; the employer agrees to one, and the plan is agreed."""
    vault, person = _case(trial)
    planning.set_plan_type(vault, person, "return")
    planning.save_goal(vault, person, GoalEntry(GOAL, "in 6 weeks", 4))
    planning.save_step(vault, person, StepEntry("Walk ten minutes a day", CALLED, "in 7 days", "doing"))
    stool = planning.save_change(vault, person, ChangeEntry(STOOL, "Standing for long is hard", "in 3 months"))
    planning.save_change(vault, person, ChangeEntry(LATER, "Mornings are slow", "in 3 months"))
    move_on(vault, person, stool, StandEntry("agreed", "today", "Lena Example"))
    number = plan_agreement.agree_plan(vault, person, agreed_on="today", how="said")
    return f"version {number}"


def plan_as_pdf(trial: Trial) -> str:
    """Make the plan's paper, and find its words on it."""
    paper = issue_recorded(*_case(trial))
    return _found(trial.made["vault"], paper, (LAST_NAME, GOAL, STOOL, LATER))


def letter_as_pdf(trial: Trial) -> str:
    """Agree every line of a letter to the employer, make it, and find its words on it."""
    vault, person = _case(trial)
    draft = letters.load_letter(vault, person)
    for line in draft.lines:
        draft = letters.settle(draft, line.key, letters.AGREED)
    paper = issue_letter(vault, draft, agreed_on=vault.clock.today(), method="said")
    trial.made["letter"] = paper
    return _found(vault, paper, (LAST_NAME, EMPLOYER, LATER))


def letter_as_word(trial: Trial) -> str:
    """Save the letter as a file for a word processor, and find its words in it."""
    import docx  # noqa: PLC0415 - not part of the start

    file = trial.home / "letter.docx"
    papers.save_copy(trial.made["vault"], trial.made["letter"], file)
    with file.open("rb") as saved:
        document = docx.Document(saved)
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    _look_for((LATER,), " ".join([*(line.text for line in document.paragraphs), *cells]))
    return ""


def find_person(trial: Trial) -> str:
    """Look for the beginning of a name in the index of names."""
    vault, person = _case(trial)
    found = [row.participant_id for row in finding.find_people(vault, LAST_NAME[:6].lower())]
    if found != [person]:
        raise NotAsItShould(f"{len(found)} people were found")
    return ""


def check_vault(trial: Trial) -> str:
    """Have every page, event and signed version checked."""
    wrong = access.check(trial.made["vault"])
    if wrong:
        raise NotAsItShould(" ".join(wrong))
    return ""


def nothing_in_plain(trial: Trial) -> str:
    """Look through the bytes of every file of the vault for words that were written into it."""
    folder: Path = trial.made["folder"]
    files = [file for file in folder.rglob("*") if file.is_file()]
    words = [word.encode(code) for word in (LAST_NAME, GOAL, STOOL, EMPLOYER) for code in ("utf-8", "utf-16-le")]
    for file in files:
        data = file.read_bytes()
        if b"SQLite format 3" in data or any(word in data for word in words):
            raise NotAsItShould(f"{file.name} holds plain words")
    if not any(file.suffix == ".db" or file.stat().st_size > 100_000 for file in files):
        raise NotAsItShould("the database was not found")
    return f"{len(files)} files"


def _case(trial: Trial) -> tuple[Any, int]:
    return trial.made["vault"], trial.made["person"]


def _found(vault: access.Vault, paper: int, words: tuple[str, ...]) -> str:
    pdf = papers.paper_bytes(vault, paper)
    pages = page_count(pdf)
    _look_for(words, " ".join(page_text(pdf, number) for number in range(pages)))
    return "1 page" if pages == 1 else f"{pages} pages"


def _look_for(words: tuple[str, ...], text: str) -> None:
    """Look for words however the lines are broken."""
    said = "".join(text.split())
    missing = [each for each in words if "".join(each.split()) not in said]
    if missing:
        raise NotAsItShould(f"these words are missing: {'; '.join(missing)}")
