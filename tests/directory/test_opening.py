"""What somebody chose is told apart without reading it whole, and what is no list is refused in a plain sentence."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest

from tests.directory.json_lists import full, page, thin, version_1, written
from workwell_desktop.directory import opening
from workwell_desktop.directory.opening import ListRefused, look
from workwell_desktop.errors import WorkwellError


def packed(path: Path, **files: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in files.items():
            file.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return path


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.json", page(full(1), total_items=1), "oruk3"),
        ("a.json", page(thin(1), total_items=1), "oruk3"),
        ("a.json", page(version_1(1), key="content", totalElements=1), "oruk1"),
        ("a.json", json.dumps([version_1(1)]), "oruk1"),
        ("a.ndjson", json.dumps(full(1)), "oruk3"),
        ("list", json.dumps([full(1)]), "oruk3"),
        (
            "a.json",
            json.dumps(full(1, alternate_name="x", licenses="y", interpretation_services="z", tax_status="n")),
            "hsds3_json",
        ),
        ("a.csv", "Name,Postcode\nExample,M21 9AQ\n", "table"),
        ("a.csv", "[sic],{x}\n", "table"),
        ("a.txt", "Name\tPostcode\n", "table"),
        ("a.csv", page(full(1), total_items=1), "oruk3"),
        ("a.csv", json.dumps([version_1(1)]), "oruk1"),
        ("a.json", "Name,Postcode\nExample,M21 9AQ\n", "table"),
        ("a.json", "<!DOCTYPE html><style>a {b: c}</style><p>503</p>", "table"),
    ],
)
def test_a_file_is_told_apart(tmp_path: Path, name: str, text: str, expected: str) -> None:
    offer = look(written(tmp_path / name, text))
    assert (offer.format, offer.size) == (expected, len(text.encode()))
    assert offer.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert offer.title.endswith(".")


def test_a_file_in_utf_16_is_told_apart(tmp_path: Path) -> None:
    assert look(written(tmp_path / "a.json", json.dumps([version_1(1)]).encode("utf-16"))).format == "oruk1"


def test_a_folder_of_pages_is_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for number in (10, 2, 1):
        written(tmp_path / f"page_{number}.json", page(full(number)))
    written(tmp_path / "README.txt", "Hello")
    written(tmp_path / ".hidden.json", "[]")
    offer = look(tmp_path)
    assert [one.name for one in offer.files] == ["page_1.json", "page_2.json", "page_10.json"]
    assert (offer.format, offer.root) == ("oruk3", tmp_path)


def test_the_sum_of_a_folder_is_of_names_and_bytes(tmp_path: Path) -> None:
    written(tmp_path / "a.json", page(full(1)))
    before = look(tmp_path).sha256
    assert look(tmp_path).sha256 == before
    (tmp_path / "a.json").rename(tmp_path / "b.json")
    assert look(tmp_path).sha256 != before


def test_folders_and_zips_of_tables_that_belong_together(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    written(folder / "services.csv", "id,name\n")
    assert look(folder).format == "table"
    written(folder / "organizations.csv", "id,name\n")
    assert look(folder).format == "hsds_tabular"
    assert look(packed(tmp_path / "a.zip", services_dot_csv="id\n", other_dot_csv="id\n")).format == "hsds_tabular"
    assert look(packed(tmp_path / "b.zip", x__datapackage_dot_json="{}", x__a_dot_csv="id\n")).format == "hsds_tabular"
    assert look(packed(tmp_path / "c.zip", list_dot_csv="id\n")).format == "table"
    assert look(packed(tmp_path / "d.xlsx", **{"[Content_Types]_dot_xml": "<x/>"})).format == "table"


def test_a_zip_of_pages_is_told_apart_and_its_pages_are_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    pages = {f"list__page_{number}_dot_json": page(full(number)) for number in (1, 10, 2)}
    offer = look(packed(tmp_path / "a.zip", **pages, read_dot_txt="x", **{".page_3.json": "x"}))
    assert (offer.format, offer.root) == ("oruk3", tmp_path / "a.zip")
    assert offer.packed == ("list/page_1.json", "list/page_2.json", "list/page_10.json")
    assert look(packed(tmp_path / "b.zip", a_dot_json=json.dumps([version_1(1)]))).format == "oruk1"
    assert look(packed(tmp_path / "c.zip", services_dot_csv="id\n", a_dot_json="{}")).packed == ()
    assert look(written(tmp_path / "a.json", page(full(1)))).packed == ()
    beside = {"list_dot_csv": "Name,Postcode\nA,M1 1AE\n", "metadata_dot_json": '{"name": "List", "resources": []}'}
    assert look(packed(tmp_path / "d.zip", **beside)).format == "table"
    assert look(packed(tmp_path / "e.zip", list_dot_csv="Name\n", a_dot_json=page(full(1)))).packed == ("a.json",)


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.json", b"", "empty"),
        ("a.json", b" \n ", "empty"),
        ("a.pdf", b"%PDF-1.7", "not a list"),
        ("a.zip", b"PK\x03\x04 broken", "damaged"),
    ],
)
def test_what_is_no_list_is_refused(tmp_path: Path, name: str, data: bytes, word: str) -> None:
    with pytest.raises(ListRefused, match=word) as refused:
        look(written(tmp_path / name, data))
    assert refused.value.next_step


def test_a_zip_without_tables_and_a_folder_without_lists_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ListRefused, match="Unpack"):
        look(packed(tmp_path / "a.zip", a_dot_pdf="%PDF-1.7"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(ListRefused, match="no list"):
        look(tmp_path / "empty")
    with pytest.raises(ListRefused, match="not there"):
        look(tmp_path / "gone")
    (tmp_path / "two").mkdir()
    for name in ("a.csv", "b.csv"):
        written(tmp_path / "two" / name, "x")
    with pytest.raises(ListRefused, match="several"):
        look(tmp_path / "two")


def test_a_zip_that_unpacks_to_far_too_much_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ListRefused, match="unpacks"):
        look(packed(tmp_path / "a.zip", services_dot_csv="0" * 5_000_000))


def test_limits_of_size_and_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        written(tmp_path / f"{number}.json", page(full(number)))
    monkeypatch.setattr(opening, "MOST_FILES", 3)
    with pytest.raises(ListRefused, match="60,000"):
        look(tmp_path)
    monkeypatch.setattr(opening, "MOST_BYTES", 100)
    with pytest.raises(ListRefused, match="200 MB"):
        look(tmp_path / "1.json")


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside = written(tmp_path / "outside.json", page(full(1)))
    folder = tmp_path / "list"
    folder.mkdir()
    written(folder / "in.json", page(full(2)))
    try:
        (folder / "link.json").symlink_to(outside)
    except OSError:
        pytest.skip("no links here")
    assert [one.name for one in look(folder).files] == ["in.json"]


def test_a_read_only_folder_will_do_and_progress_is_told(tmp_path: Path) -> None:
    path = written(tmp_path / "a.json", page(full(1)))
    path.chmod(0o400)
    tmp_path.chmod(0o500)
    told: list[tuple[int, int]] = []
    try:
        look(tmp_path, lambda done, of: told.append((done, of)))
    finally:
        tmp_path.chmod(0o700)
    assert told[-1] == (path.stat().st_size, path.stat().st_size)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.json"]


def test_a_publisher_with_a_shape_of_its_own_is_named(tmp_path: Path) -> None:
    offer = look(written(tmp_path / "a.json", json.dumps({"providers": [{"serviceProviderName": "Example Trust"}]})))
    assert "StreetSupport" in offer.title


@pytest.mark.parametrize(
    "names", [("service.csv", "phone.csv"), ("SERVICES.CSV", "PHONES.CSV"), ("services.csv", "x.csv")]
)
def test_tables_are_known_by_either_form_of_their_names(tmp_path: Path, names: tuple[str, ...]) -> None:
    folder = tmp_path / "list"
    folder.mkdir()
    for name in names:
        written(folder / name, "id,name\n1,Example\n")
    assert look(folder).format == "hsds_tabular"
    with zipfile.ZipFile(tmp_path / "list.zip", "w") as file:
        for name in names:
            file.writestr(name, "id,name\n1,Example\n")
    assert look(tmp_path / "list.zip").format == "hsds_tabular"


def test_a_zip_of_pages_that_leads_out_of_itself_or_claims_too_much_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkwellError, match="leads out") as refused:
        look(packed(tmp_path / "a.zip", **{"../a.json": page(full(1))}))
    assert refused.value.next_step
    with pytest.raises(WorkwellError, match="unpacks to more"):
        look(packed(tmp_path / "b.zip", a_dot_json=page(*[thin(1)] * 200_000)))
