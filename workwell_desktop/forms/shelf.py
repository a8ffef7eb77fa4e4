"""All questionnaires that can be used here: those that ship, and a service's own from a folder of its own.

A service writes a file as ``docs/questionnaires.md`` describes and puts it into that folder; nothing else is needed. A
file that is not sound is left out with its reason, and the others are used all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from workwell_desktop.datafiles import DataFileProblem, Table, read_text
from workwell_desktop.forms.files import OTHER, questionnaire_of, read_questionnaire
from workwell_desktop.forms.parts import Questionnaire
from workwell_desktop.paths import resources

MOST_BYTES = 256 * 1024
_MEND = "Mend the file in the folder of your own questionnaires, then open WorkWell again."


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
            refused.append(DataFileProblem(problem.sentence, _MEND))
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
    try:
        top = read_text(_text(path), path.name)
        form = questionnaire_of(top, path.stem)
    except RecursionError as problem:
        raise DataFileProblem(f"The file {path.name} is nested too deeply to be a questionnaire.", _MEND) from problem
    except ValueError as problem:  # a number with thousands of digits
        raise DataFileProblem(f"A number in the file {path.name} is too long.", _MEND) from problem
    if form.id in shipped:
        raise top.problem(f"{form.id} is the id of a questionnaire that ships with WorkWell. Take another.", "id")
    _check_items(top, form, taken)
    for number, section in enumerate(form.sections):
        for name in section.includes:
            other = taken.get(name.removeprefix(OTHER)) if name.startswith(OTHER) else None
            if other is None or any(part.includes for part in other.sections):
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


def _text(path: Path) -> str:
    """Return the text of a file. Raises ``DataFileProblem`` for one that cannot be a questionnaire."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as problem:
        raise DataFileProblem(f"The file {path.name} cannot be opened.", _MEND) from problem
    if len(data) > MOST_BYTES:
        raise DataFileProblem(f"The file {path.name} is larger than 256 KB, so it is no questionnaire.", _MEND)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise DataFileProblem(f"The file {path.name} is not a text file (UTF-8).", _MEND) from problem
