"""What the About page says: the version, what the program is for, and the licences of what it carries."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from workwell_desktop import __version__
from workwell_desktop.build_facts import build_facts, how_built
from workwell_desktop.casework.areas import area_attributions
from workwell_desktop.casework.intended_purpose import intended_purpose
from workwell_desktop.casework.service_import import list_attributions
from workwell_desktop.forms import questionnaire, questionnaire_names
from workwell_desktop.places.districts import place_attributions

if TYPE_CHECKING:
    from workwell_desktop.casework.access import Vault

_CARRIED = (
    ("PySide6-Essentials", "LGPL-3.0", "the window"),
    ("SQLAlchemy", "MIT", "the tables"),
    ("sqlcipher3", "zlib; SQLCipher: BSD", "the encrypted database"),
    ("alembic", "MIT", "changes of the tables"),
    ("cryptography", "Apache-2.0 or BSD", "keys"),
    ("argon2-cffi", "MIT", "the passphrase"),
    ("keyring", "MIT", "this PC's extra key"),
    ("reportlab", "BSD", "paper"),
    ("pillow", "MIT-CMU", "pictures on paper"),
    ("python-docx", "MIT", "Word files"),
    ("holidays", "MIT", "bank holidays"),
    ("platformdirs", "MIT", "where data lies"),
    ("pypdfium2", "Apache-2.0 or BSD", "preview"),
    ("RapidFuzz", "MIT", "near matches"),
    ("nhs-number", "MIT", "NHS numbers"),
    ("phonenumbers", "Apache 2.0", "phone numbers"),
    ("chunspell", "MIT, with Hunspell under LGPL 2.1, GPL 2 or MPL 1.1", "spelling"),
    ("python-calamine", "MIT", "spreadsheets"),
    ("zxcvbn", "MIT", "strength of passphrases"),
    ("pyttsx3", "MPL-2.0", "reading aloud"),
)


def about_text(vault: Vault) -> str:
    """Return the text of the About page: versions as installed on this PC, and the lists that this vault holds."""
    lines = [
        f"WorkWell Desktop {__version__}, on Python {sys.version.split()[0]}. MIT licence.",
        *filter(None, [how_built(build_facts())]),
        "What it is for:",
        *intended_purpose(),
        "What it carries:",
        *(f"{name} {_version(name)}, {licence}: {purpose}" for name, licence, purpose in _CARRIED),
        "Typefaces: Atkinson Hyperlegible Next, Lexend and Noto Sans, SIL Open Font License 1.1.",
        "Words for passphrases: EFF long word list, CC BY 3.0 US.",
        "British spelling: SCOWL word list, © 2000-2018 Kevin Atkinson and others; its licence lies beside it.",
        *(f"Areas: {line}" for line in area_attributions()),
        *(f"Places: {line}" for line in place_attributions()),
        *(f"{title}: {licence}" for title, licence in _instruments()),
        *list_attributions(vault),
    ]
    return "\n".join(lines)


def _instruments() -> list[tuple[str, str]]:
    """Return title and licence of each questionnaire that is not in our own words."""
    shipped = (questionnaire(name) for name in questionnaire_names())
    return [(form.title, form.licence) for form in shipped if form.scoring and not form.own_words]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(version unknown)"
