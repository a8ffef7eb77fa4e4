"""The parts that the program is made of: our modules, other people's, the shipped files, Qt's plugins, spelling."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import io
import pkgutil
import sys
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QPluginLoader
from PySide6.QtGui import QRawFont
from PySide6.QtSvg import QSvgRenderer

import workwell_desktop
from workwell_desktop.errors import ExtraKeyMissing
from workwell_desktop.own_program import is_installed_program
from workwell_desktop.paths import resources
from workwell_desktop.self_test.plugins import NEEDED, OFFERED
from workwell_desktop.self_test.steps import NotAsItShould, Step, Trial

FILES_LIST = "build/files.sha256"
"""In the resources of a build: every shipped file with its sum, as ``sha256sum`` writes it. A checkout has none."""

_NOT_SHIPPED = ("workwell_desktop.bench", "workwell_desktop.demo", "workwell_desktop.vault.migrations")
_OTHERS = (
    "alembic", "argon2", "cryptography.hazmat.primitives.ciphers.aead", "docx", "holidays", "hunspell",
    "keyring.backend", "lxml.etree", "nhs_number", "phonenumbers", "PIL.Image", "PIL.ImageDraw", "pypdfium2",
    "python_calamine", "pyttsx3", "rapidfuzz.distance", "reportlab.pdfgen.canvas", "sqlalchemy.orm",
    "sqlcipher3.dbapi2", "zxcvbn",
)  # fmt: skip
_VOICES = {"linux": "pyttsx3.drivers._espeak", "win32": "pyttsx3.drivers.sapi5"}


def part_steps() -> Iterator[Step]:
    """Give the steps that look at parts; each stands by itself."""
    yield Step("our own modules load", own_modules)
    yield Step("other people’s modules load", other_modules)
    yield Step("every shipped file can be read", shipped_files)
    yield Step("Qt’s plugins load", qt_plugins)
    yield Step("the British dictionary knows a word", dictionary)
    yield Step("a picture comes onto a page", picture)
    yield Step("this PC’s keyring is looked for", keyring)


def own_modules(_trial: Trial) -> str:
    """Load each module of ours, but what shows and measures the program and what Alembic reads as files."""
    names = list(_names(workwell_desktop.__path__, "workwell_desktop."))
    for name in names:
        importlib.import_module(name)
    if len(names) < 100:
        raise NotAsItShould(f"only {len(names)} were found")
    return f"{len(names)} of them"


def _names(path: Iterable[str], prefix: str) -> Iterator[str]:
    for module in pkgutil.iter_modules(path, prefix):
        if module.name in _NOT_SHIPPED or module.name.endswith(".__main__"):  # those begin to run
            continue
        yield module.name
        if module.ispkg:
            yield from _names(importlib.import_module(module.name).__path__, f"{module.name}.")


def other_modules(_trial: Trial) -> str:
    """Load what others made, also what the program loads late, and ask those that carry data for some of it."""
    for name in _OTHERS:
        importlib.import_module(name)
    voice = _VOICES.get(sys.platform)
    if voice is not None and importlib.util.find_spec(voice) is None:
        raise NotAsItShould(f"{voice} is not there")
    from holidays import country_holidays  # noqa: PLC0415 - it is what is tried
    from phonenumbers import is_valid_number, parse  # noqa: PLC0415 - as above

    if date(2026, 12, 28) not in country_holidays("GB", subdiv="ENG", years=2026):
        raise NotAsItShould("the bank holidays do not know Boxing Day of 2026")
    if not all(is_valid_number(parse(number)) for number in ("+44 20 7946 0018", "+48 22 555 01 23")):
        raise NotAsItShould("phone numbers are not understood")
    return ""


def shipped_files(_trial: Trial) -> str:
    """Read every shipped file. In a build each must be there with the bytes it was shipped with."""
    folder = resources()
    listed = folder / FILES_LIST
    if listed.is_file():
        names = _as_shipped(folder, listed.read_text("utf-8"))
    else:
        names = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
    for name in names:
        if not _is_sound(folder / name):
            raise NotAsItShould(f"{name} cannot be used")
    return f"{len(names)} of them"


def files_list(folder: Path) -> str:
    """Return the list of all files below a folder of resources with their sums, for a build to ship."""
    files = sorted(
        file for file in folder.rglob("*") if file.is_file() and "build" not in file.relative_to(folder).parts
    )
    return "".join(f"{_sum(file)}  {file.relative_to(folder).as_posix()}\n" for file in files)


def _as_shipped(folder: Path, listed: str) -> list[str]:
    names = []
    for line in listed.splitlines():
        told, name = line.split("  ", 1)
        file = folder / name
        if not file.is_file():
            raise NotAsItShould(f"{name} is missing")
        if _sum(file) != told:
            raise NotAsItShould(f"{name} is not as it was shipped")
        names.append(name)
    return names


def _sum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _is_sound(file: Path) -> bool:
    data = file.read_bytes()
    if file.suffix == ".toml":
        tomllib.loads(data.decode("utf-8"))
    elif file.suffix == ".svg":
        return QSvgRenderer(data).isValid()
    elif file.suffix == ".ttf":
        return QRawFont(data, 12).isValid()
    return bool(data)


def qt_plugins(_trial: Trial) -> str:
    """Load the plugins of Qt that the program needs; in an installed program, all that it brings."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    names = NEEDED.get(sys.platform, ()) + (OFFERED.get(sys.platform, ()) if is_installed_program() else ())
    for name in names:
        loader = QPluginLoader(str(folder / name))
        if not loader.load():
            raise NotAsItShould(f"{name}: {loader.errorString()}")
    return f"{len(names)} of them"


def dictionary(_trial: Trial) -> str:
    """Look up a word that only British English spells so, and one that it does not."""
    from workwell_desktop.casework.spelling import load_dictionary  # noqa: PLC0415 - it needs tables, loaded by now

    known = load_dictionary("checker")
    if not known.spell("colour") or known.spell("colorr"):
        raise NotAsItShould("it gives wrong answers")
    return ""


def picture(_trial: Trial) -> str:
    """Draw a picture, put it on a page, and find its colour on the page again."""
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415 - ships no types; not part of the start
    from PIL import Image, ImageDraw  # noqa: PLC0415 - as above
    from reportlab.lib.utils import ImageReader  # noqa: PLC0415 - as above
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - as above

    drawn = Image.new("RGB", (60, 60), "white")
    ImageDraw.Draw(drawn).rectangle((0, 0, 59, 59), fill=(0, 90, 160))
    png, pdf = io.BytesIO(), io.BytesIO()
    drawn.save(png, "PNG")
    page = Canvas(pdf, pagesize=(100, 100))
    page.drawImage(ImageReader(png), 20, 20, 60, 60)
    page.save()
    document = pypdfium2.PdfDocument(pdf.getvalue())
    try:
        colour = document[0].render(scale=1, rev_byteorder=True).to_pil().convert("RGB").getpixel((50, 50))
    finally:
        document.close()
    if colour != (0, 90, 160):
        raise NotAsItShould(f"its colour on the page is {colour}")
    return ""


def keyring(_trial: Trial) -> str:
    """Name the keyring that could keep an extra key. To have none is all right."""
    from workwell_desktop.vault.device import system_backend  # noqa: PLC0415 - it needs keys, loaded by now

    try:
        backend = type(system_backend())
    except ExtraKeyMissing:
        return "none"
    return f"{backend.__module__.rpartition('.')[2]}.{backend.__name__}"
