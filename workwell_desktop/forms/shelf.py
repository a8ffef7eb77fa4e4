"""All questionnaires that can be used here: those that ship, and a service's own from a folder of its own.

A service writes a file as ``docs/questionnaires.md`` describes and puts it into that folder; nothing else is needed. A
file that is not sound is left out with its reason, and the others are used all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from workwell_desktop.datafiles import DataFileProblem, Table, limited_text, read_text
from workwell_desktop.forms.files import questionnaire_of, read_questionnaire
from workwell_desktop.forms.parts import Questionnaire
from workwell_desktop.paths import resources

MOST_KB = 256
MEND = "Mend the file in the folder of your own questionnaires, then read them again."


@dataclass(frozen=True)
class Shelf:
    """The questionnaires by their ids. ``own`` names those of the service, ``refused`` says why a file is not used."""

    forms: Mapping[str, Questionnaire]
    own: tuple[str, ...] = ()
    refused: tuple[DataFileProblem, ...] = ()


def read_shelf(folder: Path | None = None) -> Shelf:
    """Return the shipped questionnaires and the sound ones in a service's folder, which need not be there.

    A shipped file that is not sound raises ``DataFileProblem``: the installation is broken.
    """
    shipped = {path.stem: read_questionnaire(path) for path in _files(resources() / "questionnaires")}
    forms, refused = dict(shipped), []
    for path in _files(folder) if folder else ():
        try:
            form = _own(path, forms, shipped)
        except DataFileProblem as problem:
            refused.append(DataFileProblem(problem.sentence, MEND))
        else:
            forms[form.id] = form
    own = tuple(name for name in forms if name not in shipped)
    return Shelf(forms, own, tuple(refused))


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.glob("*.toml") if path.is_file())
    except OSError:
        return []


def _own(path: Path, taken: Mapping[str, Questionnaire], shipped: Iterable[str]) -> Questionnaire:
    """Read one file of a service. What is taken by another questionnaire stays with that one."""
    top = read_text(limited_text(path, MOST_KB, MEND), path.name)
    form = questionnaire_of(top, path.stem)
    if form.id in shipped:
        raise top.problem(f"{form.id} is the id of a questionnaire that ships with WorkWell. Take another.", "id")
    _check_items(top, form, taken)
    for number, section in enumerate(form.sections):
        for name in section.includes:  # only the assessment's own pages show what is included
            raise top.tables("sections")[number].problem(f"“includes” cannot name {name} here.", "includes")
    return form


def _check_items(top: Table, form: Questionnaire, taken: Mapping[str, Questionnaire]) -> None:
    """Refuse an item's id that another questionnaire has: answers of all of them are kept side by side."""
    owners = {item.id: other.id for other in taken.values() for item in other.items}
    for section in top.tables("sections"):
        for entry in section.tables("items"):
            name = entry.text("id")
            if name in owners:
                raise entry.problem(f"{name} is the id of a question in {owners[name]}. Take another.", "id")
    if form.id in taken:
        raise top.problem("this id is used twice.", "id")
