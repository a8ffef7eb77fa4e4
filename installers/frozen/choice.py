"""What goes into the frozen folder and what stays out: a list of what is wanted, so that nothing slips in.

Qt's plugins and libraries are taken by name. Libraries of the system stay out: the package asks for them, and the
system renews them when something in them turns out to be unsafe.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath

from workwell_desktop.self_test.plugins import NEEDED, OFFERED

Entry = tuple[str, str, str]
"""A file as PyInstaller lists it: its place in the folder, where it comes from, and its kind."""

QT_PLUGINS = frozenset((*NEEDED["linux"], *OFFERED["linux"]))
QT_LIBRARIES = frozenset(
    {
        *(f"libQt6{name}.so.6" for name in ("Core", "DBus", "Gui", "PrintSupport", "Svg", "Test", "Widgets")),
        *(f"libQt6{name}.so.6" for name in ("WaylandClient", "WlShellIntegration", "XcbQpa")),
        "libicudata.so.73",  # 32 MB, and QtCore does not start without it
        "libicui18n.so.73",
        "libicuuc.so.73",
    }
)
QT_MODULES = frozenset({"QtCore", "QtDBus", "QtGui", "QtPrintSupport", "QtSvg", "QtTest", "QtWidgets"})
QT_TRANSLATIONS = frozenset[str]()  # the program is in British English, which is what Qt says by itself

LEFT_OUT_OF_OURS = ("workwell_desktop.bench", "workwell_desktop.demo")
"""What measures and shows the program is of no use in a clinic."""
AS_FILES = "workwell_desktop.vault.migrations"
"""Alembic reads the steps from one shape of the tables to the next as files."""

EXCLUDED = (
    "_curses", "curses", "doctest", "ensurepip", "idlelib", "lib2to3", "pydoc", "pydoc_data", "readline",
    "sqlite3.test", "test", "tkinter", "_tkinter", "turtle", "venv",
    "PIL.ImageTk", "PIL.ImageQt", "PIL._avif", "PIL._imagingtk", "PIL._webp",
    "setuptools", "pkg_resources", "_distutils_hack", "pip", "PyInstaller",
    "mypy", "pytest", "_pytest", "ruff", "hypothesis",
    *LEFT_OUT_OF_OURS,
)  # fmt: skip

NAMED_AS_TEXT = (
    "keyring.backends.SecretService",
    "keyring.backends.kwallet",
    "keyring.backends.libsecret",
    "holidays.countries.united_kingdom",
    "pyttsx3.drivers._espeak",
    "logging.config",
    "sqlalchemy.dialects.sqlite.pysqlite",
)
"""Modules that are loaded by a name in a text, which no import statement shows."""


def our_modules(found: Iterable[str]) -> list[str]:
    """Return which of our modules go in: all but what shows and measures, and but what Alembic reads as files."""
    out = (*LEFT_OUT_OF_OURS, AS_FILES)
    return sorted(name for name in found if not any(name == one or name.startswith(f"{one}.") for one in out))


def wanted_files(entries: Iterable[Entry]) -> list[Entry]:
    """Return the files that go in, by their place in the folder."""
    return sorted(entry for entry in entries if is_wanted(*entry))


def is_wanted(place: str, source: str, kind: str) -> bool:
    """Say whether one file goes into the folder."""
    path = PurePosixPath(place)
    if "PySide6" in path.parts:
        return _is_wanted_of_qt(path)
    if kind == "BINARY":
        return not _is_of_the_system(source)
    if kind == "SYMLINK" and "PySide6" in PurePosixPath(source).parts:  # a short way to one of Qt's libraries
        return _is_wanted_of_qt(PurePosixPath(source))
    return True


def _is_wanted_of_qt(path: PurePosixPath) -> bool:
    parts = path.parts[path.parts.index("PySide6") + 1 :]
    if parts[:2] == ("Qt", "plugins"):
        return "/".join(parts[2:]) in QT_PLUGINS
    if parts[:2] == ("Qt", "lib"):
        return parts[-1] in QT_LIBRARIES
    if parts[:2] == ("Qt", "translations"):
        return parts[-1] in QT_TRANSLATIONS
    if parts[0] == "Qt":
        return False
    name = parts[-1]
    return name.startswith("libpyside6.") or name.split(".")[0] in QT_MODULES


def _is_of_the_system(source: str) -> bool:
    """Say whether a library belongs to a package of the system. Python's own does not count: it goes with us."""
    path = PurePosixPath(source)
    of_python = path.name.startswith("libpython3.")
    return not of_python and any(path.is_relative_to(folder) for folder in ("/lib", "/usr/lib"))


def told_by_version(pyproject: Path) -> list[str]:
    """Return the packages that the program needs and that are installed here, whose versions the window tells."""
    asked = tomllib.loads(pyproject.read_text("utf-8"))["project"]["dependencies"]
    names = [re.match(r"[A-Za-z0-9_.-]+", one) for one in asked]
    return sorted(name[0] for name in names if name and _is_installed(name[0]))


def _is_installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True
