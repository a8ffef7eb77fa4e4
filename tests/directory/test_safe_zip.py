"""A zip or a folder from a stranger: what it claims is looked at first, and nothing is ever written."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from workwell_desktop.directory.safe_zip import ZipLimits, ZipProblem, open_members

SMALL = ZipLimits(most_packed=100_000, most_unpacked=5_000, most_of_one=3_000, most_files=3, most_deep=2)


def zipped(files: dict[str, bytes] | list[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items() if isinstance(files, dict) else files:
            archive.writestr(name, data)
    return out.getvalue()


def kept(folder: Path, data: bytes) -> Path:
    path = folder / "list.zip"
    path.write_bytes(data)
    return path


def read_all(path: Path, limits: ZipLimits) -> None:
    with open_members(path, limits) as members:
        for name in members.sizes:
            members.read(name, 10_000)


def refused(path: Path, limits: ZipLimits = SMALL) -> str:
    with pytest.raises(ZipProblem) as caught:
        read_all(path, limits)
    assert caught.value.next_step
    return caught.value.sentence


def claiming(data: bytes, size: int) -> bytes:
    """Return a zip whose table of contents claims another size for its last file."""
    at = data.rindex(b"PK\x01\x02") + 24
    return data[:at] + struct.pack("<I", size) + data[at + 4 :]


def test_files_are_read_and_nothing_is_written(tmp_path: Path) -> None:
    path = kept(tmp_path, zipped({"lists/services.csv": b"id,name\n", "__MACOSX/._x": b"?", "lists/.DS_Store": b"?"}))
    with open_members(path, SMALL) as members:
        assert dict(members.sizes) == {"lists/services.csv": 8}
        assert members.read("lists/services.csv", 100) == b"id,name\n"
        with members.open("lists/services.csv") as opened:
            assert opened.readline() == b"id,name\n"
        with pytest.raises(ZipProblem, match="larger"):
            members.read("lists/services.csv", 5)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "name", ["../services.csv", "a/../../b.csv", "/etc/passwd", "\\\\host\\share", "C:\\services.csv", "a\\..\\..\\b"]
)
def test_a_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    assert "leads out" in refused(kept(tmp_path, zipped([(name, b"x")])))


def test_a_link_is_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("services.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "link" in refused(kept(tmp_path, zipped([(link, b"/etc/passwd")])))


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    assert "two files" in refused(kept(tmp_path, zipped([("services.csv", b"a"), ("Services.CSV", b"b")])))


def test_a_zip_in_a_zip_stays_closed_and_is_told(tmp_path: Path) -> None:
    path = kept(tmp_path, zipped({"services.csv": b"id", "more.zip": zipped({"x": b"y"})}))
    with open_members(path, SMALL) as members:
        assert list(members.sizes) == ["services.csv"]
        assert [(one.where, one.row) for one in members.refused] == [("more.zip", 2)]


def test_claims_are_refused_before_anything_is_unpacked(tmp_path: Path) -> None:
    gigabyte = claiming(zipped({"services.csv": b"id,name\n"}), 1024**3)
    assert "500 MB" in refused(kept(tmp_path, gigabyte), ZipLimits())
    assert "200 MB" in refused(kept(tmp_path, claiming(gigabyte, 300 * 1024**2)), ZipLimits())
    assert "claims" in refused(kept(tmp_path, claiming(gigabyte, 20 * 1024**2)), ZipLimits())
    assert "larger than" in refused(kept(tmp_path, zipped({"a": b"x" * 3_500})))
    assert "larger than" in refused(kept(tmp_path, zipped({"a": b"x" * 2_900, "b": b"x" * 2_900})))
    assert "more than 3 files" in refused(kept(tmp_path, zipped({str(one): b"" for one in range(4)})))
    assert "nested" in refused(kept(tmp_path, zipped({"a/b/c/d.csv": b""})))


def test_a_file_that_holds_more_or_less_than_it_said_is_refused(tmp_path: Path) -> None:
    data = zipped({"services.csv": b"id,name\n" * 100})
    for size in (10, 799, 2_000):
        assert "damaged" in refused(kept(tmp_path, claiming(data, size)))


def test_passwords_strange_packings_and_damage_are_told(tmp_path: Path) -> None:
    data = zipped({"services.csv": b"id,name\n"})
    locked = data.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
    assert locked != data
    assert "password" in refused(kept(tmp_path, locked))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("services.csv", b"id")
    assert "packed in a way" in refused(kept(tmp_path, out.getvalue()))
    assert "damaged" in refused(kept(tmp_path, data[:40]))
    assert "damaged" in refused(kept(tmp_path, b"PK\x03\x04 nothing more"))
    assert "damaged" in refused(tmp_path / "missing.zip")


def test_a_bug_in_the_block_is_not_taken_for_damage(tmp_path: Path) -> None:
    path = kept(tmp_path, zipped({"a": b"b"}))
    with pytest.raises(KeyError), open_members(path) as members:
        members.sizes["not there"]
    with pytest.raises(ValueError, match="ours"), open_members(path) as members, members.open("a"):
        raise ValueError("ours")


def test_a_folder_is_read_without_following_links(tmp_path: Path) -> None:
    folder = tmp_path / "list"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "services.csv").write_bytes(b"id\n")
    (folder / "more.zip").write_bytes(b"PK")
    (tmp_path / "secret.csv").write_bytes(b"secret")
    (folder / "link.csv").symlink_to(tmp_path / "secret.csv")
    (folder / "round").symlink_to(folder)
    with open_members(folder) as members:
        assert dict(members.sizes) == {"deep/services.csv": 3}
        assert members.read("deep/services.csv", 10) == b"id\n"
        assert {one.where for one in members.refused} == {"more.zip", "link.csv", "round"}


def test_a_folder_has_limits_too(tmp_path: Path) -> None:
    folder = tmp_path / "list"
    folder.mkdir()
    (folder / "a.csv").write_bytes(b"x" * 3_500)
    assert "larger" in refused(folder)
    (folder / "a.csv").write_bytes(b"x" * 2_900)
    (folder / "b.csv").write_bytes(b"x" * 2_900)
    assert "larger" in refused(folder)
    for name in "cdef":
        (folder / name).write_bytes(b"")
    assert "more than 3 files" in refused(folder)
    (tmp_path / "deep" / "a" / "b" / "c").mkdir(parents=True)
    assert "nested" in refused(tmp_path / "deep")
    with open_members(tmp_path / "deep", ZipLimits(most_deep=3)) as members:
        assert not members.sizes


def test_a_file_that_grows_while_it_is_read_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "list"
    folder.mkdir()
    (folder / "a.csv").write_bytes(b"x")
    with open_members(folder, SMALL) as members:
        (folder / "a.csv").write_bytes(b"xyz")
        with pytest.raises(ZipProblem, match="damaged"):
            members.read("a.csv", 10)
