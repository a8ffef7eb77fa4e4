"""What is inside an installer: every part has a licence and its text, and the bill holds against its schema."""

from __future__ import annotations

import json
import shutil
import sysconfig
from importlib.metadata import distribution
from pathlib import Path

import pytest
from PIL import features

from installers.notices.parts import TARGETS, NoticeMissing, Part, locked, what_is_inside
from installers.notices.sbom import bill, write_bill
from installers.notices.third_party import third_party, write_third_party
from tests.tree import ROOT

LOCK = ROOT / "requirements" / "run.txt"
SITE = Path(sysconfig.get_paths()["purelib"])
MADE = 1_764_000_000


@pytest.fixture(scope="module")
def inside() -> tuple[Part, ...]:
    return what_is_inside(LOCK, SITE, "linux")


def test_every_package_of_the_lock_is_named_with_its_licence_and_text(inside: tuple[Part, ...]) -> None:
    packages = {part.name: part for part in inside if not part.carried_by}
    assert set(packages) == {name for name, _ in locked(LOCK, "linux")}
    for part in packages.values():
        assert part.licence
        assert all(words for _, words in part.texts)
        assert part.texts


@pytest.mark.parametrize(
    ("target", "has", "has_not"),
    [("linux", "secretstorage", "pywin32-ctypes"), ("windows", "pywin32-ctypes", "secretstorage")],
)
def test_the_lock_is_read_for_the_pc_it_is_installed_on(target: str, has: str, has_not: str) -> None:
    names = {name for name, _ in locked(LOCK, target)}
    assert has in names
    assert has_not not in names
    assert ("importlib-metadata" in names) == (TARGETS[target]["python"] == "3.11")


def test_what_was_compiled_into_a_package_is_named_where_it_can_be_renewed(inside: tuple[Part, ...]) -> None:
    found = {(part.carried_by, part.name): part for part in inside}
    assert found["sqlcipher3", "SQLCipher"].version == "4.19.0"
    assert found["sqlcipher3", "OpenSSL"].version != found["cryptography", "openssl"].version, (
        "two of them, by two makers"
    )
    assert ("pyside6-essentials", "PCRE2") in found
    assert ("windows", "Wintab API") not in found


def test_versions_said_by_hand_are_those_of_the_libraries_themselves(inside: tuple[Part, ...]) -> None:
    import sqlcipher3.dbapi2 as sqlcipher
    from cryptography.hazmat.backends.openssl import backend
    from lxml import etree

    found = {(part.carried_by, part.name): part.version for part in inside}
    assert found["sqlcipher3", "SQLite"] == sqlcipher.sqlite_version
    connection = sqlcipher.connect(":memory:")
    said = connection.execute("pragma cipher_version").fetchone()[0]
    connection.close()
    assert said.split()[0] == found["sqlcipher3", "SQLCipher"]
    assert backend.openssl_version_text().split()[1] == found["cryptography", "openssl"]
    numbers = [".".join(map(str, one)) for one in (etree.LIBXML_VERSION, etree.LIBXSLT_VERSION)]
    assert found["lxml", "libxml2 and libexslt, libxslt"] == " and ".join(numbers)
    compiled = next(SITE.joinpath("sqlcipher3").glob("*.so")).read_bytes()
    assert f"OpenSSL {found['sqlcipher3', 'OpenSSL']} ".encode() in compiled
    assert f"libpng version {found['pyside6-essentials', 'libpng']}".encode() in qt_library("libQt6Gui.so.6")
    assert f"{found['pyside6-essentials', 'PCRE2']} 20".encode() in qt_library("libQt6Core.so.6")


def qt_library(name: str) -> bytes:
    return SITE.joinpath("PySide6", "Qt", "lib", name).read_bytes()


def test_what_is_said_not_to_be_inside_is_not(inside: tuple[Part, ...]) -> None:
    assert not features.check("libimagequant")
    assert not any("gpl-3" in part.licence.lower() and "lgpl" not in part.licence.lower() for part in inside)


def test_the_qt_packages_come_with_the_lgpl_and_where_their_source_is(inside: tuple[Part, ...]) -> None:
    words = third_party(inside, "1.2.3")
    assert "WorkWell Desktop 1.2.3" in words
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in words
    assert "GNU GENERAL PUBLIC LICENSE" in words
    assert "three years" in words
    assert words.count("GNU LESSER GENERAL PUBLIC LICENSE\n") == 1, "a text that many parts share stands once"
    for part in inside:
        assert f"- {part.name}" in words


def test_a_package_that_is_not_there_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(NoticeMissing, match=r"alembic .* is not installed in site"):
        what_is_inside(LOCK, tmp_path / "site", "linux")


def test_a_package_without_a_text_of_its_licence_stops_the_build(tmp_path: Path) -> None:
    lock, site = tmp_path / "lock.txt", tmp_path / "site"
    version = distribution("six").version
    lock.write_text(f"six=={version} \\\n    --hash=sha256:{'0' * 64}\n")
    info = site / f"six-{version}.dist-info"
    info.mkdir(parents=True)
    shutil.copy(SITE / info.name / "METADATA", info / "METADATA")
    (info / "RECORD").write_text("six.py,,\n")
    with pytest.raises(NoticeMissing, match=f"six {version} brings no text of its licence"):
        what_is_inside(lock, site, "linux")


def test_the_bill_is_the_same_for_the_same_build_and_names_every_part(inside: tuple[Part, ...], tmp_path: Path) -> None:
    first = bill(inside, "1.2.3", "abc", "linux", MADE)
    assert first == bill(tuple(reversed(inside)), "1.2.3", "abc", "linux", MADE)
    said = json.loads(first)
    assert said["specVersion"] == "1.6"
    assert len(said["components"]) == len(inside)
    assert said["metadata"]["component"]["version"] == "1.2.3"
    assert all(one["licenses"] for one in said["components"])
    file = write_bill(inside, "1.2.3", "abc", "linux", MADE, tmp_path / "dist")
    assert file.name == "workwell-desktop_1.2.3_linux.cdx.json"
    assert write_third_party(inside, "1.2.3", tmp_path / "dist").stat().st_size > 100_000
