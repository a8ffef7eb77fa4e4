"""The Windows build as far as can be seen without Windows: what goes in, what is refused, what is written down."""

from __future__ import annotations

import base64
import hashlib
import io
import struct
import tomllib
import zipfile
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from installers.facts import CannotBuild, read_update_key
from installers.windows import build_windows
from installers.windows.assemble import Facts, manifest_of, with_facts
from installers.windows.binary import AMD64, NotABinary, read_binary
from installers.windows.build_windows import names_of, take_away_old
from installers.windows.check_dlls import binaries_among, missing_imports
from installers.windows.contents import Contents, ContentsChanged, read_contents, wanted
from installers.windows.icon import SIZES, ico, write_ico
from installers.windows.launcher import CONSOLE, WINDOWED, four_numbers, resource_script
from installers.windows.nsis import install_list, refuse_half_a_program, uninstall_list
from installers.windows.runtime import LEFT_OUT, RuntimeRefused, accepted_archives, read_runtime
from tests.tree import ROOT

FACTS = Facts("1.2.3", "a" * 40, date(2026, 11, 27), 1_764_000_000, "")


def binary(*asked: str, machine: int = AMD64, version: tuple[int, int, int, int] | None = None) -> bytes:
    """Return a 64-bit binary of Windows that asks for these libraries and says this version. It does nothing."""
    section, in_file = 0x1000, 0x200
    names = b"".join(name.encode() + b"\0" for name in asked)
    names_at = section + 20 * (len(asked) + 1)
    table, offset = b"", names_at
    for name in asked:
        table += struct.pack("<IIIII", 0, 0, 0, offset, 0)
        offset += len(name) + 1
    body = table + bytes(20) + names
    if version:
        first, second, third, fourth = version
        body += bytes(-len(body) % 4) + struct.pack("<II", 0xFEEF04BD, 0x10000) + bytes(8)
        body += struct.pack("<II", first << 16 | second, third << 16 | fourth)
    tables = [(0, 0), (section, len(body)), *[(0, 0)] * 14]
    optional = (
        struct.pack("<H", 0x20B) + bytes(106) + struct.pack("<I", 16) + b"".join(struct.pack("<II", *t) for t in tables)
    )
    coff = struct.pack("<HHIIIHH", machine, 1, 0, 0, 0, len(optional), 0x2022)
    header = b".data\0\0\0" + struct.pack("<IIII", len(body), section, len(body), in_file) + bytes(16)
    whole = b"MZ" + bytes(0x3A) + struct.pack("<I", 0x40) + b"PE\0\0" + coff + optional + header
    return whole.ljust(in_file, b"\0") + body


PYTHON = binary("kernel32.dll", version=(3, 12, 10150, 1013))
RUNTIME = {
    "python312.dll": PYTHON,
    "python3.dll": binary("python312.dll"),
    "python312.zip": b"the standard library",
    "python312._pth": b"python312.zip\r\n.\r\n",
    "_ctypes.pyd": binary("python312.dll", "libffi-8.dll"),
    "_hashlib.pyd": binary("python312.dll"),
    "LICENSE.txt": b"PSF",
    "python.exe": binary("python312.dll"),
    "_wmi.pyd": binary("python312.dll"),
}


def archive(folder: Path, files: dict[str, bytes]) -> Path:
    """Write a runtime as an archive."""
    file = folder / "python-3.12.10-embed-amd64.zip"
    with zipfile.ZipFile(file, "w") as packed:
        for name, body in files.items():
            packed.writestr(name, body)
    return file


def accepted(file: Path, version: str = "3.12.10") -> dict[str, tuple[str, str]]:
    return {hashlib.sha256(file.read_bytes()).hexdigest(): (version, file.name)}


def test_a_listed_archive_is_the_runtime_of_a_release(tmp_path: Path) -> None:
    file = archive(tmp_path, RUNTIME)
    runtime = read_runtime(file, accepted(file))
    assert (runtime.version, runtime.tag, runtime.library, runtime.official) == (
        "3.12.10",
        "312",
        "python312.dll",
        True,
    )
    assert runtime.archive == hashlib.sha256(file.read_bytes()).hexdigest()
    assert set(runtime.files) == set(RUNTIME) - LEFT_OUT - {"python312._pth"}, (
        "our launchers and our ._pth stand instead"
    )


def test_a_changed_archive_is_no_longer_official(tmp_path: Path) -> None:
    file = archive(tmp_path, RUNTIME)
    listed = accepted(file)
    changed = archive(tmp_path, {**RUNTIME, "python312.zip": b"something else"})
    assert not read_runtime(changed, listed).official


def test_a_folder_is_never_official(tmp_path: Path) -> None:
    for name, body in RUNTIME.items():
        (tmp_path / name).write_bytes(body)
    runtime = read_runtime(tmp_path, accepted_archives())
    assert (runtime.version, runtime.official, runtime.archive) == ("3.12.10", False, "")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"python3.dll": None}, "python3.dll is missing"),
        ({"python312.dll": None}, "no Python library"),
        ({"python311.dll": PYTHON}, "or more than one"),
        ({"python312.dll": b"MZ, and nothing else"}, "not a library"),
        ({"python312.dll": binary(machine=0x14C)}, "64-bit"),
        ({"DLLs/_ssl.pyd": b""}, "holds folders"),
    ],
)
def test_a_runtime_that_is_not_one_is_refused(tmp_path: Path, change: dict[str, bytes | None], words: str) -> None:
    files = {name: body for name, body in {**RUNTIME, **change}.items() if body is not None}
    with pytest.raises(RuntimeRefused, match=words):
        read_runtime(archive(tmp_path, files), {})


def test_a_library_of_another_version_than_the_list_says_is_refused(tmp_path: Path) -> None:
    file = archive(tmp_path, RUNTIME)
    with pytest.raises(RuntimeRefused, match=r"3\.12\.9"):
        read_runtime(file, accepted(file, "3.12.9"))


def test_the_lists_of_accepted_archives_are_sums_with_a_version() -> None:
    archives = accepted_archives()
    assert archives
    for digest, (version, name) in archives.items():
        assert len(bytes.fromhex(digest)) == 32
        assert version in name


def test_without_a_runtime_no_windows_setup_is_left_and_it_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stays = tmp_path / "workwell-desktop_1.2.3_amd64.deb"
    old = [tmp_path / name for version in ("0.9", "1.2.3") for name in names_of(version, test_only=False).values()]
    for file in [stays, *old]:
        file.touch()
    assert build_windows.main(["--out", str(tmp_path)]) == 0
    assert list(tmp_path.iterdir()) == [stays]
    said = capsys.readouterr().out
    assert said.startswith("No Windows setup was made: it needs Python's own archive")
    assert said.count("\n") == 1


def test_an_unknown_runtime_makes_no_setup_for_release(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build_windows.main(["--out", str(tmp_path / "dist"), "--runtime", str(archive(tmp_path, RUNTIME))]) == 1
    assert "--test-only" in capsys.readouterr().err
    assert not list(tmp_path.glob("dist/*"))


def test_a_trial_says_so_in_every_name() -> None:
    assert all("TEST-ONLY" in name for name in names_of("1.2.3", test_only=True).values())
    assert not any("TEST" in name for name in names_of("1.2.3", test_only=False).values())


def test_old_setups_of_any_version_go_and_nothing_else(tmp_path: Path) -> None:
    keep = [tmp_path / "WorkWell-guide.pdf", tmp_path / "SHA256SUMS"]
    for file in [*keep, *(tmp_path / name for name in names_of("0.1", test_only=False).values())]:
        file.touch()
    take_away_old(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted(keep)


@pytest.mark.parametrize(("text", "right"), [(bytes(32), True), (bytes(31), False), (bytes(33), False), (b"", False)])
def test_an_update_key_is_32_bytes(tmp_path: Path, text: bytes, right: bool) -> None:
    file = tmp_path / "update.pub"
    file.write_bytes(base64.b64encode(text) + b"\n")
    if right:
        assert read_update_key(file) == base64.b64encode(text).decode()
    else:
        with pytest.raises(CannotBuild):
            read_update_key(file)


def test_a_key_that_is_not_base64_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "update.pub"
    file.write_text("-----BEGIN PUBLIC KEY-----\n", "utf-8")
    with pytest.raises(CannotBuild):
        read_update_key(file)


@pytest.mark.parametrize(
    ("version", "numbers"), [("1.2.3", (1, 2, 3, 0)), ("0.1", (0, 1, 0, 0)), ("1.2.3.4", (1, 2, 3, 4))]
)
def test_windows_counts_versions_in_four_numbers(version: str, numbers: tuple[int, ...]) -> None:
    assert four_numbers(version) == numbers


@pytest.mark.parametrize("version", ["1.2.3rc1", "1", "1.2.3.4.5", "1.70000", "1.2.3+local", ""])
def test_a_version_that_windows_cannot_order_is_refused(version: str) -> None:
    with pytest.raises(ValueError, match="version"):
        four_numbers(version)


def test_both_launchers_say_their_name_version_and_manifest() -> None:
    for name in (WINDOWED, CONSOLE):
        script = resource_script(name, "1.2.3", Path("icons/workwell.ico"))
        assert f'VALUE "OriginalFilename", "{name}"' in script
        assert "FILEVERSION 1,2,3,0" in script
        assert 'VALUE "ProductVersion", "1.2.3"' in script
    manifest = (ROOT / "installers/windows/launcher.manifest").read_text("utf-8")
    assert all(word in manifest for word in ("asInvoker", "PerMonitorV2", "longPathAware"))


def test_every_size_of_the_icon_is_in_the_file_and_drawn(tmp_path: Path, qapp: object) -> None:
    write_ico(ROOT / "resources/icons/door.svg", tmp_path / "own.ico")
    with Image.open(tmp_path / "own.ico") as read:
        assert read.ico.sizes() == {(size, size) for size in SIZES}  # type: ignore[attr-defined]  # of Pillow's ICO reader
        for size in SIZES:
            assert read.ico.getimage((size, size)).getbbox() is not None  # type: ignore[attr-defined]  # as above


def test_a_picture_in_the_icon_is_the_picture_given() -> None:
    red = Image.new("RGBA", (16, 16), (200, 10, 20, 255))
    red.putpixel((3, 5), (0, 90, 0, 255))
    with Image.open(io.BytesIO(ico([red]))) as read:
        assert read.convert("RGBA").tobytes() == red.tobytes()


def test_what_is_asked_for_is_found_in_a_binary() -> None:
    assert read_binary(binary("KERNEL32.dll", "Qt6Core.dll")).imports() == ["kernel32.dll", "qt6core.dll"]
    assert read_binary(binary()).imports() == []
    for other in (b"", b"MZ", b"#!/bin/sh\n" * 40):
        with pytest.raises(NotABinary):
            read_binary(other)


def test_a_library_that_nobody_brings_is_named(tmp_path: Path) -> None:
    files = {
        "lib/one.pyd": binary("KERNEL32.dll", "api-ms-win-crt-heap-l1-1-0.dll", "Two.dll"),
        "runtime/two.dll": binary(),
    }
    lie = {}
    for name, body in files.items():
        lie[name] = tmp_path / name.replace("/", "-")
        lie[name].write_bytes(body)
    assert missing_imports(binaries_among(lie), lie) == []
    del lie["runtime/two.dll"]
    assert missing_imports(binaries_among(lie), lie) == ["lib/one.pyd asks for two.dll"]


FOLDERS = ("PySide6/",)
HELD = Contents(FOLDERS, frozenset({"PySide6/QtCore.pyd"}), ("*.pyi",))


def test_a_whitelisted_folder_brings_nothing_in_unasked() -> None:
    there = [
        "PySide6/QtCore.pyd",
        "PySide6/QtNew.pyd",
        "six.py",
        "six.pyi",
        "a-1.dist-info/RECORD",
        "a/__pycache__/b.pyc",
    ]
    assert wanted(there, HELD) == ("PySide6/QtCore.pyd", "six.py")


def test_a_list_that_has_gone_stale_stops_the_build() -> None:
    with pytest.raises(ContentsChanged, match=r"QtCore\.pyd"):
        wanted(["six.py", "six.pyi"], HELD)
    with pytest.raises(ContentsChanged, match=r"\*\.pyi"):
        wanted(["PySide6/QtCore.pyd", "six.py"], HELD)


def test_the_lists_that_ship_can_be_read() -> None:
    contents = read_contents()
    assert "PySide6/plugins/platforms/qwindows.dll" in contents.keep
    assert not any("network" in name.lower() for name in contents.keep), "the program opens no socket"


BACK = "\\"
BASE = f"$INSTDIR{BACK}"
NAMES = {name: Path("/somewhere", name) for name in ("WorkWell.exe", "lib/a/b.py", "lib/a/c.py", "lib/d.py")}


def test_every_file_is_installed_in_its_folder_and_deleted_by_its_name() -> None:
    put, away = install_list(NAMES).splitlines(), uninstall_list(NAMES).splitlines()
    assert put == [
        'SetOutPath "$INSTDIR"', 'File "/oname=WorkWell.exe" "/somewhere/WorkWell.exe"',
        'SetOutPath "$INSTDIR\\lib"', 'File "/oname=d.py" "/somewhere/lib/d.py"',
        'SetOutPath "$INSTDIR\\lib\\a"', 'File "/oname=b.py" "/somewhere/lib/a/b.py"',
        'File "/oname=c.py" "/somewhere/lib/a/c.py"',
    ]  # fmt: skip
    deleted = {line for line in away if line.startswith("Delete")}
    assert deleted == {f'Delete "{BASE}{name.replace("/", BACK)}"' for name in NAMES}
    assert away[-2:] == ['RMDir "$INSTDIR\\lib\\a"', 'RMDir "$INSTDIR\\lib"'], "the deepest folder first"


def test_no_script_deletes_a_folder_with_what_is_in_it() -> None:
    script = (ROOT / "installers/windows/workwell.nsi").read_text("utf-8")
    assert "RMDir" in script
    assert "/r" not in uninstall_list(NAMES) + "".join(line for line in script.splitlines(True) if "RMDir" in line)


@pytest.mark.parametrize("name", ["lib/$HOME.py", 'lib/"a".py', "lib/a\\b.py"])
def test_a_name_that_nsis_would_read_otherwise_is_refused(name: str) -> None:
    with pytest.raises(CannotBuild):
        install_list({name: Path("a")})


def test_a_setup_of_half_a_program_is_refused(tmp_path: Path) -> None:
    lie = tmp_path / "file"
    lie.touch()
    needed = ("WorkWell.exe", "workwell-admin.exe", "runtime/python3.dll", "lib/workwell_desktop/__main__.py")
    whole = {**{f"lib/{number}.py": lie for number in range(1000)}, **dict.fromkeys(needed, lie)}
    whole["licenses/THIRD-PARTY.txt"] = lie
    refuse_half_a_program(whole)
    for half in (
        {name: file for name, file in whole.items() if name != "WorkWell.exe"},
        dict(list(whole.items())[900:]),
        {**whole, "lib/gone.py": tmp_path / "gone"},
    ):
        with pytest.raises(CannotBuild):
            refuse_half_a_program(half)


@pytest.mark.parametrize("kind", ["windows-user", "windows-machine"])
def test_each_kind_says_what_it_is_and_lists_all_its_files(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "program"
    (folder / "lib").mkdir(parents=True)
    (folder / "WorkWell.exe").write_bytes(b"program")
    (folder / "lib" / "a.pyc").write_bytes(b"code")
    files = with_facts(folder, FACTS, kind, tmp_path / kind)
    facts = tomllib.loads(files["lib/workwell_desktop/resources/build/build.toml"].read_text("utf-8"))
    assert facts == {"version": "1.2.3", "commit": "a" * 40, "made_on": date(2026, 11, 27), "kind": kind}
    listed = dict(reversed(line.split("  ")) for line in files["MANIFEST.sha256"].read_text("utf-8").splitlines())
    assert listed.keys() == files.keys() - {"MANIFEST.sha256"}
    assert listed["WorkWell.exe"] == hashlib.sha256(b"program").hexdigest()


def test_a_build_with_a_key_tells_the_program_that_key() -> None:
    key = base64.b64encode(bytes(32)).decode()
    facts = tomllib.loads(Facts("1.2.3", "b" * 40, date(2026, 11, 27), 0, key).toml("windows-user"))
    assert facts["update_key"] == key


def test_the_manifest_is_in_order_whatever_order_files_come_in(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text(name, "utf-8")
    files = {name: tmp_path / name for name in ("a", "b")}
    assert manifest_of(files) == manifest_of(dict(reversed(files.items())))
