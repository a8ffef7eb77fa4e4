"""The Debian package's own texts, what goes into the frozen folder, and how a trial reads what it sees."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as Tree

import pytest

from installers.frozen import choice
from installers.frozen.start import clean_environment
from installers.linux import words
from installers.linux.bare_system import mirror_of
from installers.linux.build_deb import Order, build_facts
from installers.linux.deb_trial import EARLIER, internet_calls
from installers.notices.parts import Part
from tests.tree import ROOT
from workwell_desktop import __version__
from workwell_desktop.paths import Places

PACKAGE = ROOT / "installers" / "linux" / "package"
DAY = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
SOMEBODY = "Sam Example <sam@example.org>"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("0.1.0", "0.1.0"), ("0.2.0rc1", "0.2.0~rc1"), ("1.0.0.dev1", "1.0.0~dev1"), ("1.0b2", "1.0~b2")],
)
def test_a_version_is_written_as_debian_orders_it(ours: str, theirs: str) -> None:
    assert words.debian_version(ours) == theirs


@pytest.mark.parametrize("wrong", ["", "one", "1.0-1", "1.0; rm", "../1.0"])
def test_what_is_no_version_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="no version"):
        words.debian_version(wrong)


@pytest.mark.skipif(shutil.which("dpkg") is None, reason="dpkg is asked")
@pytest.mark.parametrize(
    ("earlier", "later"),
    [("0.2.0rc1", "0.2.0"), ("0.2.0.dev1", "0.2.0rc1"), ("0.9.0", "0.10.0"), (EARLIER, __version__)],
)
def test_dpkg_orders_versions_as_we_do(earlier: str, later: str) -> None:
    asked = ["dpkg", "--compare-versions", words.debian_version(earlier), "lt", words.debian_version(later)]
    assert subprocess.run(asked, check=False).returncode == 0


def test_the_control_file_says_what_dpkg_asks_for() -> None:
    text = words.control("0.2.0rc1", SOMEBODY, "libc6 (>= 2.35), libgl1", 190_000)
    fields = dict(line.split(": ", 1) for line in text.splitlines() if not line.startswith(" "))
    assert fields["Package"] == "workwell-desktop"
    assert fields["Version"] == "0.2.0~rc1"
    assert fields["Architecture"] == "amd64"
    assert fields["Depends"] == "libc6 (>= 2.35), libgl1"
    assert fields["Installed-Size"] == "190000"
    assert fields["Maintainer"] == SOMEBODY
    assert words.file_name("0.2.0rc1") == "workwell-desktop_0.2.0~rc1_amd64.deb"
    assert all(len(line) <= 80 for line in text.splitlines() if line.startswith(" "))


def test_the_changelog_is_as_old_as_the_commit() -> None:
    text = words.changelog("0.2.0", SOMEBODY, DAY)
    assert text.startswith("workwell-desktop (0.2.0) unstable; urgency=medium\n")
    assert f"\n -- {SOMEBODY}  Fri, 27 Nov 2026 12:00:00 +0000\n" in text


def test_the_copyright_file_names_what_others_made() -> None:
    parts = (
        Part("qt-example", "6.1", "LGPL-3.0-only", (), ""),
        Part("ICU", "73", "ICU", (), "", carried_by="qt-example"),
        Part("CPython", "", "PSF-2.0", (), "", carried_by="all"),
    )
    text = words.copyright_text(parts, (ROOT / "LICENSE").read_text("utf-8"))
    assert "\n  qt-example 6.1: LGPL-3.0-only\n  ICU 73 (inside qt-example): ICU\n  CPython: PSF-2.0\n" in text
    assert "\nCopyright: 2026 WorkWell Desktop contributors\nLicense: Expat\n" in text
    own = text.rpartition("License: Expat\n")[2]
    assert own.startswith(" Permission is hereby granted")
    assert all(line.startswith(" ") for line in own.splitlines())


def test_another_licence_of_ours_is_not_called_mit() -> None:
    with pytest.raises(ValueError, match="another"):
        words.copyright_text((), "GPL\n\nCopyright (c) 2026 Somebody\n\nTerms.")


def test_the_desktop_entry_starts_the_program() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]  # keys keep their letters
    entry.read(PACKAGE / "workwell-desktop.desktop", "utf-8")
    section = entry["Desktop Entry"]
    assert section["Exec"] == "workwell-desktop"
    assert section["Icon"] == words.NAME
    assert section["Type"] == "Application"
    assert section["Terminal"] == "false"


def test_the_software_centre_is_told_of_the_same_program_and_version() -> None:
    told = Tree.fromstring(words.filled("metainfo.xml", "0.2.0", DAY))  # noqa: S314 - our own file
    assert told.findtext("launchable") == "workwell-desktop.desktop"
    release = told.find("releases/release")
    assert release is not None
    assert release.attrib == {"version": "0.2.0", "date": "2026-11-27"}
    assert told.findtext("project_license") == "MIT"


@pytest.mark.parametrize("name", ["workwell-desktop.1", "workwell-admin.1", "metainfo.xml", "preinst", "postrm"])
def test_no_place_stays_unfilled(name: str) -> None:
    assert not re.search(r"@[A-Z]+@", words.filled(name, "0.2.0", DAY))


def test_the_manual_names_the_folders_that_the_program_uses(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    places = Places.for_this_person()
    page = (PACKAGE / "workwell-desktop.1").read_text("utf-8")
    purge = (PACKAGE / "postrm").read_text("utf-8")
    for folder in (places.vaults, places.config):
        assert f"~/{folder.relative_to(tmp_path)}" in page
    assert f"~/{places.vaults.parent.relative_to(tmp_path)}" in purge
    assert f"~/{places.config.relative_to(tmp_path)}" in purge


@pytest.mark.parametrize("name", ["preinst", "postrm"])
def test_no_script_of_the_package_touches_a_file(name: str) -> None:
    text = (PACKAGE / name).read_text("utf-8")
    commands = "\n".join(line for line in text.splitlines() if not line.strip().startswith(("#", "echo")))
    assert not re.search(r"\b(rm|mv|cp|chown|chmod|find|unlink|kill|dd)\b|>(?!/dev/null)", commands)
    assert subprocess.run(["sh", "-n", PACKAGE / name], check=False).returncode == 0


def test_each_override_has_a_reason_that_stands_above_it() -> None:
    known = words.overrides()
    assert len({(one.tag, one.context) for one in known}) == len(known)
    assert all(len(one.reason) > 20 for one in known)
    lines = words.overrides_text(known).splitlines()
    for reason, line in zip(lines[::2], lines[1::2], strict=True):
        assert reason.startswith("# ")
        assert re.match(r"workwell-desktop: [a-z-]+( \S|$)", line)


def test_a_build_says_what_it_is() -> None:
    facts = build_facts(Order(version="0.2.0", update_key="a2V5"))
    assert 'version = "0.2.0"\n' in facts
    assert 'kind = "deb"\n' in facts
    assert 'update_key = "a2V5"\n' in facts
    assert re.search(r"^made_on = \d{4}-\d\d-\d\d$", facts, re.MULTILINE)
    assert "update_key" not in build_facts(Order())


SOURCES = """\
Types: deb
# another line
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main

Types: deb
URIs: http://other.example/debian-security
Suites: bookworm-security
"""


@pytest.mark.parametrize(
    ("sources", "mirror"),
    [
        ([SOURCES], "http://mirror.example/debian"),
        (["", "deb [signed-by=/a/key.gpg] http://one.example/debian bookworm main"], "http://one.example/debian"),
        (["deb http://tools.example/apt tools main\n" + SOURCES], "http://mirror.example/debian"),
        (["deb http://tools.example/apt tools main"], ""),
        ([], ""),
    ],
)
def test_the_trial_takes_its_debian_from_where_this_pc_does(sources: list[str], mirror: str) -> None:
    assert mirror_of(sources) == mirror


def test_a_socket_of_the_internet_is_seen_in_a_trace() -> None:
    local = '12 connect(3, {sa_family=AF_UNIX, sun_path="/tmp/.X11-unix/X1"}, 20) = 0'
    four = "12 socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 4"
    six = "13 socket(AF_INET6, SOCK_DGRAM|SOCK_CLOEXEC, IPPROTO_IP) = 5"
    assert internet_calls("\n".join((local, four, six))) == [four, six]
    assert internet_calls(local) == []


@pytest.mark.parametrize(
    ("place", "source", "kind", "goes_in"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "/v/PySide6/Qt/plugins/platforms/libqxcb.so", "BINARY", True),
        ("PySide6/Qt/plugins/tls/libqopensslbackend.so", "/v/x", "BINARY", False),
        ("PySide6/Qt/lib/libQt6Network.so.6", "/v/x", "BINARY", False),
        ("PySide6/QtNetwork.abi3.so", "/v/x", "EXTENSION", False),
        ("PySide6/QtGui.abi3.so", "/v/x", "EXTENSION", True),
        ("PySide6/Qt/translations/qtbase_de.qm", "/v/x", "DATA", False),
        ("libQt6Network.so.6", "PySide6/Qt/lib/libQt6Network.so.6", "SYMLINK", False),
        ("libssl.so.3", "/usr/lib/x86_64-linux-gnu/libssl.so.3", "BINARY", False),
        ("libpython3.11.so.1.0", "/usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0", "BINARY", True),
        ("pillow.libs/libtiff.so.6", "/v/pillow.libs/libtiff.so.6", "BINARY", True),
        ("resources/spelling/en_GB.dic", "/v/resources/spelling/en_GB.dic", "DATA", True),
    ],
)
def test_what_goes_into_the_folder_is_chosen_by_name(place: str, source: str, kind: str, goes_in: bool) -> None:
    assert choice.is_wanted(place, source, kind) is goes_in


def test_what_measures_and_shows_stays_out_and_so_do_the_steps_that_are_read_as_files() -> None:
    found = [
        "workwell_desktop.app", "workwell_desktop.bench", "workwell_desktop.bench.talk", "workwell_desktop.demo.play",
        "workwell_desktop.vault.migrations.env", "workwell_desktop.vault.schema", "workwell_desktop.benches",
    ]  # fmt: skip
    assert choice.our_modules(found) == [
        "workwell_desktop.app",
        "workwell_desktop.benches",
        "workwell_desktop.vault.schema",
    ]


def test_programs_that_ours_starts_are_told_nothing_of_our_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/ours")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/theirs")
    monkeypatch.setenv("_PYI_ARCHIVE_FILE", "/ours/program")
    clean_environment()
    import os

    assert os.environ["LD_LIBRARY_PATH"] == "/theirs"
    assert not {"LD_LIBRARY_PATH_ORIG", "_PYI_ARCHIVE_FILE"} & set(os.environ)
    clean_environment()
    assert "LD_LIBRARY_PATH" not in os.environ
