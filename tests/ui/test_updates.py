"""Updates from a stick: what is not signed, not whole, older or not for this PC is refused in a sentence."""

from __future__ import annotations

import base64
import io
import os
import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from installers.updates.sign_update import PRIVATE, CannotSign, kind_of, main, new_key, sign
from workwell_desktop import __version__
from workwell_desktop.admin import main as admin
from workwell_desktop.app import main as program_main
from workwell_desktop.build_facts import FILE, BuildFacts, build_facts, version_told
from workwell_desktop.datafiles import DataFileProblem
from workwell_desktop.policy import CLOSED, NotAllowed, Policy
from workwell_desktop.ui.desk import Desk
from workwell_desktop.ui.doors import ReadyDoors
from workwell_desktop.ui.hand import Hand
from workwell_desktop.ui.settings_view import SettingsDialog
from workwell_desktop.ui.style.theme import Look
from workwell_desktop.ui.update_part import UpdatePart
from workwell_desktop.updates import UpdateRefused, read_offer, take
from workwell_desktop.updates.manifest import MANIFEST, MOST_BYTES, SIGNATURE, numbers
from workwell_desktop.updates.package import Stopped, command_for

Show = Callable[[QWidget], Hand]
WORD = b"orbit candle velvet maple"
NEWS = "Plans print faster."
DEB, SETUP = "workwell-desktop_1.1.0_amd64.deb", "WorkWell-1.1.0-windows-user-setup.exe"
OURS = BuildFacts("1.0.0", "abc", date(2026, 11, 1), "deb")


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    new_key(folder, WORD)
    return folder


@pytest.fixture
def facts(keys: Path) -> BuildFacts:
    return replace(OURS, update_key=base64.b64decode((keys / "update-key.pub").read_text()))


@pytest.fixture
def stick(keys: Path, tmp_path: Path) -> Path:
    return signed(keys, tmp_path)


def signed(keys: Path, tmp_path: Path, version: str = "1.1.0", oldest: str = "1.0.0") -> Path:
    made = tmp_path / "made"
    made.mkdir(exist_ok=True)
    packages = [made / DEB, made / SETUP]
    for package in packages:
        package.write_bytes(b"a package " * 400_000)
    sign(keys / PRIVATE, WORD, version, oldest, [NEWS], date(2026, 11, 20), packages, tmp_path / "stick")
    return tmp_path / "stick"


def refused(stick: Path, facts: BuildFacts) -> str:
    with pytest.raises(UpdateRefused) as found:
        read_offer(stick, facts)
    assert found.value.next_step
    return found.value.sentence


def test_a_signed_update_is_taken_whole_into_a_private_folder(stick: Path, facts: BuildFacts, tmp_path: Path) -> None:
    offer = read_offer(stick, facts)
    assert (offer.version, offer.news, offer.package.name) == ("1.1.0", (NEWS,), DEB)
    shares: list[float] = []
    into = tmp_path / "private"
    into.mkdir()
    (into / "old.deb").write_text("of last time")
    copy = take(offer, into, lambda share: bool(shares.append(share) or True))
    assert copy.read_bytes() == (stick / DEB).read_bytes()
    assert shares[-1] == 1.0
    assert len(shares) > 3
    assert [one.name for one in into.iterdir()] == [DEB]
    assert into.stat().st_mode & 0o077 == 0
    assert copy.stat().st_mode & 0o077 == 0
    assert command_for("deb", copy) == f"sudo apt install '{copy}'"
    assert command_for("windows-machine", copy) == f'"{copy}" /S'
    assert command_for("windows-user", copy) == ""


def test_a_build_without_a_key_takes_nothing(stick: Path) -> None:
    assert "takes no updates" in refused(stick, OURS)


def test_one_letter_changed_or_another_key_is_seen(stick: Path, facts: BuildFacts, tmp_path: Path) -> None:
    manifest = stick / MANIFEST
    said = manifest.read_bytes()
    manifest.write_bytes(said.replace(b"faster", b"slower"))
    assert "not signed" in refused(stick, facts)
    manifest.write_bytes(said)
    new_key(tmp_path / "others", WORD)
    other = replace(facts, update_key=base64.b64decode((tmp_path / "others" / "update-key.pub").read_text()))
    assert "not signed" in refused(stick, other)
    for wrong in (b"", b"nonsense!", base64.b64encode(b"x" * 64), base64.b64encode(b"x" * 9)):
        (stick / SIGNATURE).write_bytes(wrong)
        assert "not signed" in refused(stick, facts)


@settings(max_examples=60)
@given(place=st.integers(min_value=0), bit=st.integers(0, 7))
def test_no_bit_of_the_manifest_can_be_turned(
    tmp_path_factory: pytest.TempPathFactory, keys: Path, place: int, bit: int
) -> None:
    folder = tmp_path_factory.mktemp("turned")
    package = folder / DEB
    package.write_bytes(b"x")
    sign(keys / PRIVATE, WORD, "1.1.0", "1.0.0", [], date(2026, 11, 20), [package], folder)
    said = bytearray((folder / MANIFEST).read_bytes())
    said[place % len(said)] ^= 1 << bit
    (folder / MANIFEST).write_bytes(said)
    key = base64.b64decode((keys / "update-key.pub").read_text())
    assert "not signed" in refused(folder, replace(OURS, update_key=key))


@pytest.mark.parametrize(
    ("ours", "words"), [("1.1.0", "already"), ("1.1", "already"), ("2.0", "already"), ("0.9", "follow on")]
)
def test_an_older_or_the_same_version_and_one_out_of_reach_are_refused(
    stick: Path, facts: BuildFacts, ours: str, words: str
) -> None:
    assert words in refused(stick, replace(facts, version=ours))


def test_nothing_for_this_kind_of_installation_is_said(stick: Path, facts: BuildFacts) -> None:
    assert "the way in which WorkWell is installed" in refused(stick, replace(facts, kind="windows-machine"))


def test_a_folder_that_it_does_not_allow_is_refused(stick: Path, facts: BuildFacts, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed, match="Your IT lets updates come only from"):
        read_offer(stick, facts, policy=Policy(update_source=tmp_path / "elsewhere"))
    with pytest.raises(NotAllowed):
        read_offer(stick, facts, policy=CLOSED)
    assert read_offer(stick, facts, policy=Policy(update_source=tmp_path)).version == "1.1.0"


def test_what_is_missing_too_long_or_a_link_is_refused(stick: Path, facts: BuildFacts, tmp_path: Path) -> None:
    manifest = stick / MANIFEST
    said = manifest.read_bytes()
    manifest.write_bytes(b"#" * (MOST_BYTES + 1))
    assert "too long" in refused(stick, facts)
    manifest.unlink()
    assert MANIFEST in refused(stick, facts)
    (tmp_path / "real").write_bytes(said)
    manifest.symlink_to(tmp_path / "real")
    assert MANIFEST in refused(stick, facts)
    assert MANIFEST in refused(tmp_path / "nowhere", facts)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (DEB, f"../{DEB}"), (DEB, f"/{DEB}"), (DEB, ".hidden"), ("format = 1", "format = 2"),
        ('"deb"', '"windows-user"'), ("size = 4000000", "size = 0"), ("released_on = 2026-11-20", "released_on = 1"),
        ("[[files]]", "spare = 1\n[[files]]"),
    ],
)  # fmt: skip
def test_even_a_signed_manifest_is_read_strictly(
    stick: Path, facts: BuildFacts, keys: Path, old: str, new: str
) -> None:
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    said = (stick / MANIFEST).read_text("utf-8").replace(old, new, 1).encode()
    assert said != (stick / MANIFEST).read_bytes()
    (stick / MANIFEST).write_bytes(said)
    key = load_pem_private_key((keys / PRIVATE).read_bytes(), WORD)
    (stick / SIGNATURE).write_bytes(base64.b64encode(key.sign(said)))  # type: ignore[union-attr,call-arg]  # our own kind
    assert "cannot be read" in refused(stick, facts)


@pytest.mark.parametrize(
    "body", [b"", b"a package " * 399_999, b"a package " * 400_000 + b"!", b"A package " * 400_000]
)
def test_a_package_that_is_not_the_one_that_was_signed_leaves_nothing(
    stick: Path, facts: BuildFacts, tmp_path: Path, body: bytes
) -> None:
    offer = read_offer(stick, facts)
    (stick / DEB).write_bytes(body)
    with pytest.raises(UpdateRefused, match=DEB):
        take(offer, tmp_path / "private")
    assert list((tmp_path / "private").iterdir()) == []


def test_a_stop_and_a_package_that_is_gone_leave_nothing(stick: Path, facts: BuildFacts, tmp_path: Path) -> None:
    offer = read_offer(stick, facts)
    with pytest.raises(Stopped):
        take(offer, tmp_path / "private", lambda _share: False)
    (stick / DEB).unlink()
    with pytest.raises(UpdateRefused, match=DEB):
        take(offer, tmp_path / "private")
    assert list((tmp_path / "private").iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="pipes")
@pytest.mark.parametrize("which", [MANIFEST, SIGNATURE])
@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo])
def test_a_folder_or_a_pipe_in_place_of_a_file_is_refused_and_not_waited_for(
    stick: Path, facts: BuildFacts, which: str, make: Callable[[Path], None]
) -> None:
    (stick / which).unlink()
    make(stick / which)
    assert f"{which} is not a plain file" in refused(stick, facts)


def test_a_stick_that_is_pulled_out_while_it_is_read_is_said(
    stick: Path, facts: BuildFacts, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Gone(io.BytesIO):
        def read(self, _count: int | None = -1) -> bytes:
            raise OSError("no such device")

    @contextmanager
    def gone(_file: Path) -> Iterator[Gone]:
        yield Gone()

    monkeypatch.setattr("workwell_desktop.updates.manifest.opened", gone)
    assert "cannot be read" in refused(stick, facts)


def test_the_command_for_it_is_one_even_where_a_folder_has_an_apostrophe(tmp_path: Path) -> None:
    package = tmp_path / "o'neil; true" / DEB
    assert shlex.split(command_for("deb", package)) == ["sudo", "apt", "install", str(package)]


def test_versions_are_compared_as_numbers() -> None:
    assert numbers("1.10.0") > numbers("1.9")
    assert numbers("1.2.0") == numbers("1.2")
    for wrong in ("1", "1.x", "1.2.3.4.5", "", "1..2", "-1.2", "1.2\n"):
        with pytest.raises(UpdateRefused):
            numbers(wrong)


def test_a_key_is_made_once_under_a_passphrase_and_packages_are_known_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    word = tmp_path / "word"
    word.write_bytes(WORD + b"\n")
    assert main(["new-key", "--passphrase-file", str(word), str(tmp_path / "keys")]) == 0
    assert b"ENCRYPTED" in (tmp_path / "keys" / PRIVATE).read_bytes()
    assert (tmp_path / "keys" / PRIVATE).stat().st_mode & 0o077 == 0
    assert main(["new-key", "--passphrase-file", str(word), str(tmp_path / "keys")]) == 1
    assert "already" in capsys.readouterr().err
    with pytest.raises(CannotSign):
        new_key(tmp_path / "none", b"")
    assert kind_of(Path(SETUP)) == "windows-user"
    assert kind_of(Path("WorkWell-1-windows-machine-setup.exe")) == "windows-machine"
    with pytest.raises(CannotSign):
        kind_of(Path("notes.txt"))


def test_what_an_installer_writes_is_read_and_what_is_wrong_is_named(tmp_path: Path, keys: Path) -> None:
    assert build_facts(tmp_path) == BuildFacts()
    assert not build_facts().update_key, "a checkout has no key"
    file = tmp_path / FILE
    file.parent.mkdir()
    key = (keys / "update-key.pub").read_text().strip()
    whole = f'version = "1.0.0"\ncommit = "abc"\nmade_on = 2026-11-01\nkind = "deb"\nupdate_key = "{key}"\n'
    file.write_text(whole)
    assert build_facts(tmp_path) == replace(OURS, update_key=base64.b64decode(key))
    for old, new in (("deb", "rpm"), (key, key[:-4]), (key, "?"), ("2026-11-01", "1"), ("kind", "kinds")):
        file.write_text(whole.replace(old, new))
        with pytest.raises(DataFileProblem, match=r"build\.toml"):
            build_facts(tmp_path)


def test_the_version_is_told_with_how_it_was_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert version_told("WorkWell Desktop", tmp_path) == f"WorkWell Desktop {__version__}"
    file = tmp_path / FILE
    file.parent.mkdir()
    file.write_text('version = "1.0.0"\ncommit = "abcdef0123456789"\nmade_on = 2026-11-01\nkind = "deb"\n')
    monkeypatch.setattr("workwell_desktop.build_facts.resources", lambda: tmp_path)
    how = "1.0.0\nInstalled as a Debian package; made from commit abcdef012345 of 1 November 2026."
    for program, asked in (("WorkWell Desktop", program_main), ("workwell-admin", admin)):
        with pytest.raises(SystemExit) as ended:
            asked(["--version"])
        assert (ended.value.code, capsys.readouterr().out) == (0, f"{program} {how}\n")
    file.write_text("kind = 1")
    assert version_told("WorkWell Desktop").startswith(f"WorkWell Desktop {__version__}\nThe file build.toml")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--version", "1.1.0rc1"], "1.1.0rc1"),
        (["--version", "1.1.0", "--from", "one"], "one"),
        (["--news", ""], "news"),
        (["--from", "1.1"], "newer"),
    ],
)
def test_what_whoever_signs_got_wrong_is_said_in_one_line(
    keys: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], words: str
) -> None:
    package = tmp_path / DEB
    package.write_bytes(b"x")
    (tmp_path / "word").write_bytes(WORD)
    usual = ["--version", "1.1.0", "--from", "1.0.0", "--passphrase-file", str(tmp_path / "word")]
    order = ["sign", "--key", str(keys / PRIVATE), "--into", str(tmp_path / "stick"), *usual, *more, str(package)]
    assert main(order) == 1
    said = capsys.readouterr().err
    assert said.startswith("sign_update: ")
    assert words in said
    assert said.count("\n") == 1
    assert not (tmp_path / "stick" / MANIFEST).exists()


def test_nothing_is_signed_that_no_program_would_take(keys: Path, tmp_path: Path) -> None:
    package, into = tmp_path / DEB, tmp_path / "stick"
    package.write_bytes(b"")
    with pytest.raises(CannotSign, match="size"):
        sign(keys / PRIVATE, WORD, "1.1.0", "1.0.0", [], date(2026, 11, 20), [package], into)
    package.write_bytes(b"x")
    with pytest.raises(CannotSign, match="twice"):
        sign(keys / PRIVATE, WORD, "1.1.0", "1.0.0", [], date(2026, 11, 20), [package, package], into)
    assert not (into / MANIFEST).exists()


def test_a_key_without_a_passphrase_signs_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bare = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "bare.pem").write_bytes(bare)
    (tmp_path / "word").write_bytes(WORD)
    (tmp_path / DEB).write_bytes(b"x")
    words = ["--version", "1.1.0", "--from", "1.0.0", "--passphrase-file", str(tmp_path / "word")]
    assert (
        main(["sign", "--key", str(tmp_path / "bare.pem"), "--into", str(tmp_path), *words, str(tmp_path / DEB)]) == 1
    )
    assert "passphrase" in capsys.readouterr().err


# -- on the screen -----------------------------------------------------------------------------------------------


def part_of(desk: Desk, look: Look, facts: BuildFacts, stick: Path, into: Path, started: list[list[str]]) -> UpdatePart:
    ready = replace(desk, doors=ReadyDoors(look, folders=[stick]))
    part = UpdatePart(ready, facts, Policy(), into)
    part.ready.connect(started.append)
    return part


def words(view: QWidget) -> str:
    return " ".join(one.text() for one in view.findChildren(QLabel) if one.isVisible())


def test_it_is_shown_the_one_command(
    qtbot: QtBot, desk: Desk, look: Look, shown: Show, facts: BuildFacts, stick: Path, tmp_path: Path
) -> None:
    part = part_of(desk, look, facts, stick, tmp_path / "private", [])
    hand = shown(part)
    assert not part.command.isVisible()
    hand.press("Update WorkWell from a stick")
    qtbot.waitUntil(part.command.isVisible)
    assert part.command.text() == f"sudo apt install '{tmp_path / 'private' / DEB}'"
    assert NEWS in words(part)
    hand.press("Copy")
    assert QApplication.clipboard().text() == part.command.text()
    assert not part.begin.isVisible()


def test_one_persons_windows_hands_on_what_was_checked(
    qtbot: QtBot, desk: Desk, look: Look, shown: Show, facts: BuildFacts, stick: Path, tmp_path: Path
) -> None:
    started: list[list[str]] = []
    part = part_of(desk, look, replace(facts, kind="windows-user"), stick, tmp_path / "private", started)
    hand = shown(part)
    hand.press("Update WorkWell from a stick")
    qtbot.waitUntil(part.begin.isVisible)
    assert not part.command.isVisible()
    hand.press("Close WorkWell and update")
    assert started == [[str(tmp_path / "private" / SETUP), "/S", "/WAIT", "/OPEN"]]


def test_a_refusal_is_said_where_one_looks_and_it_can_be_tried_again(
    qtbot: QtBot, desk: Desk, look: Look, shown: Show, facts: BuildFacts, stick: Path, tmp_path: Path
) -> None:
    (stick / MANIFEST).write_text("format = 1")
    part = part_of(desk, look, facts, stick, tmp_path / "private", [])
    hand = shown(part)
    hand.press("Update WorkWell from a stick")
    qtbot.waitUntil(lambda: "not signed" in words(part))
    assert part.choose.isEnabled()
    assert not part.command.isVisible()


@pytest.mark.parametrize("with_key", [True, False])
def test_only_a_build_with_a_key_has_the_item(
    desk: Desk, shown: Show, facts: BuildFacts, monkeypatch: pytest.MonkeyPatch, with_key: bool
) -> None:
    monkeypatch.setattr("workwell_desktop.ui.settings_view.build_facts", lambda: facts if with_key else OURS)
    window = QWidget()
    shown(window)
    dialog = SettingsDialog(desk, window)
    dialog.open()
    assert bool(dialog.findChildren(UpdatePart)) == with_key
    dialog.close()


def test_it_checks_a_stick_from_the_console(
    stick: Path, facts: BuildFacts, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("workwell_desktop.admin.updating.build_facts", lambda: facts)
    assert admin(["check-update", str(stick)]) == 0
    assert f"{DEB}: WorkWell 1.1.0 of 2026-11-20, signed and whole." in capsys.readouterr().out
    (stick / DEB).write_bytes(b"")
    assert admin(["check-update", str(stick)]) == 2
    assert "not whole" in capsys.readouterr().err


def test_it_keeps_a_checked_copy_where_no_coach_can_change_it(
    stick: Path, facts: BuildFacts, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("workwell_desktop.admin.updating.build_facts", lambda: facts)
    theirs, kept = tmp_path / "theirs", tmp_path / "kept"
    theirs.mkdir()
    (theirs / "notes.txt").write_text("of somebody else")
    assert admin(["check-update", str(stick), "--into", str(theirs)]) == 2
    assert [one.name for one in theirs.iterdir()] == ["notes.txt"], "nothing is tidied away in a folder that was there"
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    assert admin(["check-update", str(stick), "--into", str(tmp_path / "link")]) == 2
    assert capsys.readouterr().out == ""
    assert admin(["check-update", str(stick), "--into", str(kept)]) == 0
    assert f"sudo apt install '{kept / DEB}'" in capsys.readouterr().out
    assert (kept / DEB).read_bytes() == (stick / DEB).read_bytes()
    assert kept.stat().st_mode & 0o077 == 0
    (stick / DEB).write_bytes(b"")
    assert admin(["check-update", str(stick), "--into", str(tmp_path / "more")]) == 2
    assert not (tmp_path / "more" / DEB).exists()
