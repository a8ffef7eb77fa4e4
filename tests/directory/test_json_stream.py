"""JSON lists come in many shapes, whole or broken: every good entry comes in, and a sentence says what did not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.directory.hsds_lists import as_zip
from tests.directory.json_lists import (
    TODAY,
    full,
    others,
    page,
    pieces,
    records,
    thin,
    version_1,
    written,
)
from workwell_desktop.directory.json_stream import read_json, read_packed_json
from workwell_desktop.directory.opening import ListRefused, look
from workwell_desktop.directory.reading import Alarm, Found, Refused


def keys(path: Path) -> list[str]:
    return [record.key for record in records(pieces(path))]


@pytest.mark.parametrize("key", ["contents", "content", "data", "items", "results"])
def test_a_page(tmp_path: Path, key: str) -> None:
    found = pieces(written(tmp_path / "page.json", page(full(1), full(2), key=key)))
    assert [(one.record.key, one.where, one.row) for one in found if isinstance(one, Found)] == [
        ("service-1", "page.json", 1),
        ("service-2", "page.json", 2),
    ]
    assert others(found) == []


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([thin(1), thin(2)]),
        json.dumps([thin(1), thin(2)], indent=2),
        f"{json.dumps(thin(1))}\n{json.dumps(thin(2))}\n",
        f"{json.dumps(thin(1))}\r\n\r\n{json.dumps(thin(2))}",
        json.dumps(thin(1), indent=1) + json.dumps(thin(2), indent=1),
        page(thin(1)) + "\n" + page(thin(2)),
        json.dumps({"result": {"records": [thin(1), thin(2)]}}),
        json.dumps({"page": 1, "size": 2, "content": [thin(1), thin(2)], "totalElements": 2}),
        json.dumps({"services": [thin(1), thin(2)]}),
    ],
    ids=["array", "indented", "lines", "windows lines", "one after another", "pages", "nested", "outpost", "services"],
)
def test_other_shapes(tmp_path: Path, text: str) -> None:
    found = pieces(written(tmp_path / "list.json", text))
    assert [record.key for record in records(found)] == ["service-1", "service-2"]
    assert others(found) == []


def test_one_object(tmp_path: Path) -> None:
    assert keys(written(tmp_path / "one.json", json.dumps(full(), indent=2))) == ["service-1"]


def test_a_service_at_a_location_gathers_its_places(tmp_path: Path) -> None:
    entries = [
        {"id": f"at-{n}", "location": {"id": f"p-{n}", "addresses": [{"city": f"Town {n}"}]}, "service": thin()}
        for n in (1, 2)
    ]
    found = pieces(written(tmp_path / "at.json", page(*entries)))
    assert [[place.key for place in record.places] for record in records(found)] == [["p-1", "p-2"]]
    assert others(found) == []


def test_an_organisation_with_services_and_one_without(tmp_path: Path) -> None:
    with_ = {"id": "org-1", "name": "Example Trust", "website": "x.org", "services": [{"id": "s", "name": "Help"}]}
    without = {"id": "org-2", "name": "Example Club", "website": "example.org"}
    found = records(pieces(written(tmp_path / "organisations.json", json.dumps([with_, without]))))
    assert [(one.key, one.organisation) for one in found] == [
        ("s", "Example Trust"),
        ("organisation/org-2", "Example Club"),
    ]


def test_a_service_that_only_names_its_organisation_gets_it_from_another_file(tmp_path: Path) -> None:
    service = {"id": "s", "name": "Help", "status": "active", "organization_id": "org-1"}
    first = written(tmp_path / "a.json", json.dumps([service]))
    second = written(tmp_path / "b.json", json.dumps([{"id": "org-1", "name": "Example Trust", "website": "x.org"}]))
    assert [one.organisation for one in records(pieces(first, second))] == ["Example Trust"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_full_form_wins_over_the_thin_one_in_any_order(tmp_path: Path, order: tuple[int, int]) -> None:
    texts = [page(thin(1, description="Old words.", fax="x")), json.dumps(full(1) | {"alert": "Full"})]
    files = [written(tmp_path / f"{n}.json", texts[which]) for n, which in enumerate(order)]
    found = pieces(*files)
    assert [(one.description, one.alert, one.minimum_age) for one in records(found)] == [("Helps people.", "Full", 18)]
    assert others(found) == []


def test_a_full_form_with_another_name_wins_alone(tmp_path: Path) -> None:
    first = written(tmp_path / "1.json", page(thin(1) | {"name": "Old Name", "summary": "Old"}))
    found = pieces(first, written(tmp_path / "2.json", json.dumps(full(1, eligibility_description="All"))))
    assert [(one.name, one.summary) for one in records(found)] == [("Example Service 1", "")]
    assert others(found) == []


def test_the_same_entry_twice_comes_in_once(tmp_path: Path) -> None:
    found = pieces(written(tmp_path / "list.json", json.dumps([full(1), full(2), dict(reversed(full(1).items()))])))
    assert [record.key for record in records(found)] == ["service-1", "service-2"]
    assert others(found) == [Refused("list.json", 3, "This entry was left out: it stands there twice.")]


def test_two_entries_under_one_id_keep_the_first(tmp_path: Path) -> None:
    found = pieces(written(tmp_path / "list.json", json.dumps([full(1), full(1) | {"name": "Another"}])))
    assert [record.name for record in records(found)] == ["Example Service 1"]
    assert [(one.row, "same id" in one.reason) for one in others(found) if isinstance(one, Refused)] == [(2, True)]


def test_a_service_without_an_id_has_the_same_key_every_time(tmp_path: Path) -> None:
    entry = full()
    del entry["id"]
    first = keys(written(tmp_path / "a.json", json.dumps([entry])))
    assert first == keys(written(tmp_path / "b.json", page(thin(5), entry)))[1:]
    assert first[0].startswith("name/")


@pytest.mark.parametrize("cut", [10, 60, 200])
def test_a_text_that_breaks_off_gives_what_stands_before(tmp_path: Path, cut: int) -> None:
    text = page(full(1), full(2), full(3))
    found = pieces(written(tmp_path / "list.json", text[:-cut]))
    assert [record.key for record in records(found)] == ["service-1", "service-2"]
    assert [one.kind for one in others(found) if isinstance(one, Alarm)] == ["truncated"]


def test_lines_that_break_off(tmp_path: Path) -> None:
    text = "\n".join(json.dumps(thin(n)) for n in (1, 2, 3))
    found = pieces(written(tmp_path / "list.ndjson", text[:-9]))
    assert len(records(found)) == 2
    assert [(one.kind, "line 3" in one.sentence) for one in others(found) if isinstance(one, Alarm)] == [
        ("truncated", True)
    ]


def test_a_broken_entry_spoils_no_other(tmp_path: Path) -> None:
    entries = [json.dumps(thin(n), indent=1) for n in (1, 2, 3)]
    entries[1] = entries[1].replace('"name": "Example Service 2"', '"name": Example Service 2')
    found = pieces(written(tmp_path / "list.json", "[" + ",\n".join(entries) + "]"))
    assert [record.key for record in records(found)] == ["service-1", "service-3"]
    (refused,) = others(found)
    assert isinstance(refused, Refused)
    assert (refused.row, "not sound JSON" in refused.reason) == (2, True)


def test_a_missing_quotation_mark_spoils_no_other(tmp_path: Path) -> None:
    text = json.dumps([thin(1), thin(2), thin(3)], indent=1).replace('"Example Service 2"', '"Example Service 2')
    found = pieces(written(tmp_path / "list.json", text))
    assert [record.key for record in records(found)] == ["service-1", "service-3"]


def test_spare_commas_and_raw_line_breaks_are_forgiven(tmp_path: Path) -> None:
    text = '[{"id": "a", "name": "One,]", "status": "active",},\n{"id": "b", "name": "Two\nlines", "status": ""},]'
    assert [record.name for record in records(pieces(written(tmp_path / "list.json", text)))] == ["One,]", "Two lines"]


def test_curly_quotes_are_put_right_and_said(tmp_path: Path) -> None:
    text = json.dumps({"contents": [thin(1, description="He said ‘yes’")]}, indent=1, ensure_ascii=False)
    for straight, curly in (('": ', "”: "), ('",', "”,"), ('"\n', "”\n"), ('"', "“")):
        text = text.replace(straight, curly)
    found = pieces(written(tmp_path / "list.json", text))
    assert [record.description for record in records(found)] == ["He said ‘yes’"]
    (alarm,) = others(found)
    assert isinstance(alarm, Alarm)
    assert (alarm.kind, "curly" in alarm.sentence, "line 2" in alarm.sentence) == ("encoding", True, True)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (json.dumps([thin(1, description="Café")], ensure_ascii=False).encode("cp1252"), "Windows-1252"),
        (json.dumps([thin(1, description="CafÃ©")], ensure_ascii=False).encode(), "garbled"),
        (json.dumps([thin(1, description="CafÃ©")]).encode(), "garbled"),
    ],
    ids=["cp1252", "garbled", "garbled escapes"],
)
def test_an_encoding_that_had_to_be_mended_is_said(tmp_path: Path, data: bytes, said: str) -> None:
    found = pieces(written(tmp_path / "list.json", data))
    assert [record.description for record in records(found)] == ["Café"]
    (alarm,) = others(found)
    assert isinstance(alarm, Alarm)
    assert (alarm.kind, said in alarm.sentence) == ("encoding", True)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_sound_encodings_need_no_word(tmp_path: Path, encoding: str) -> None:
    text = json.dumps([thin(1, description="Café £")], ensure_ascii=False)
    found = pieces(written(tmp_path / "list.json", text.encode(encoding)))
    assert [record.description for record in records(found)] == ["Café £"]
    assert others(found) == []


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (7.5, None),
        ("text", "not an object"),
        ([1], "not an object"),
        ({"id": "x"}, "no name"),
        ({"id": "x", "status": "active", "name": "N/A"}, "no name"),
        ({"name": [{"value": "x"}], "status": "active"}, "no name"),
        ({"id": "x", "name": "A", "vocabulary": "y"}, "categories, not services"),
        ({"id": "x", "name": "A", "location_type": "physical", "languages": [{}]}, "places, not services"),
        (thin(1, description="x" * 300_000), "longer than 200,000 letters"),
        (thin(1, description="x" * 2_100_000), "2 million"),
        (thin(1, description="x\\" * 1_500_000), "2 million"),
        (thin(1, x=json.loads("[" * 70 + "]" * 70)), "too deep"),
    ],
    ids=lambda value: None if isinstance(value, str) and len(value) < 99 else "entry",
)
def test_an_entry_of_another_kind_is_refused_with_its_row_and_the_reason(
    tmp_path: Path, entry: object, reason: str | None
) -> None:
    found = pieces(written(tmp_path / "list.json", json.dumps([thin(8), entry, thin(9)])))
    assert [record.key for record in records(found)] == ["service-8", "service-9"]
    if reason:
        assert [reason in one.reason for one in others(found) if isinstance(one, Refused)] == [True]


def test_a_number_of_thousands_of_digits_is_refused(tmp_path: Path) -> None:
    text = page(thin(1), thin(2)).replace('"service-1"', "9" * 5_000)
    found = pieces(written(tmp_path / "list.json", text))
    assert [record.key for record in records(found)] == ["service-2"]


def test_missing_pages_are_said(tmp_path: Path) -> None:
    found = pieces(written(tmp_path / "page.json", page(thin(1), total_items=520)))
    (alarm,) = others(found)
    assert isinstance(alarm, Alarm)
    assert (alarm.kind, "520" in alarm.sentence) == ("truncated", True)


def test_a_file_with_nothing_in_it_and_one_that_is_gone_are_said(tmp_path: Path) -> None:
    assert "no service" in str(pieces(written(tmp_path / "a.json", "[]")))
    assert "cannot be opened" in str(pieces(tmp_path / "gone.json"))


def test_the_front_page_of_an_interface_is_no_entry(tmp_path: Path) -> None:
    root = written(tmp_path / "api.json", json.dumps({"version": "3.0", "profile": "x", "openapi_url": "y"}))
    assert pieces(root) == []


def test_street_support(tmp_path: Path) -> None:
    entry = {
        "id": "s1",
        "categoryName": "Advice",
        "categorySynopsis": "Advice and help.",
        "location": {
            "streetLine1": "Elliott&#39;s ", "city": "Exampleton ", "postcode": "M21 9aq ",
            "latitude": 53.4, "longitude": -2.2,
        },
        "openingTimes": [{"startTime": "07:30", "endTime": "16:30", "day": "Monday"}],
        "serviceProviderId": "example-trust",
        "serviceProviderName": "Example Trust ",
        "telephone": "0161 496 0100",
        "isPublished": True,
        "subCategories": [{"id": "general", "name": "General support"}],
        "isAppointmentOnly": True,
    }  # fmt: skip
    (record,) = records(pieces(written(tmp_path / "list.json", json.dumps({"providers": [entry]}))))
    assert record.name == "Example Trust: General support"
    assert (record.places[0].address, record.places[0].postcode) == ("Elliott's, Exampleton", "M21 9AQ")
    assert (record.phone, record.access, record.times[0].byday) == ("0161 496 0100", ("appointment",), "MO")
    assert [term.label for term in record.terms] == ["Advice", "General support"]


def test_progress_is_told_and_a_reader_that_is_closed_stops(tmp_path: Path) -> None:
    path = written(tmp_path / "list.json", page(*(version_1(n) for n in range(300))))
    told: list[tuple[int, int]] = []
    reading = read_json((path,), path, TODAY, lambda done, of: told.append((done, of)))
    assert isinstance(next(iter(reading)), Found)
    assert told[-1] == (path.stat().st_size, path.stat().st_size)


def test_pages_in_a_zip_are_read_as_pages_in_a_folder(tmp_path: Path) -> None:
    pages = {"1.json": page(full(1), thin(2)), "2.json": page(full(2), {"id": "nameless"}), "more.zip": "PK"}
    (tmp_path / "list.zip").write_bytes(as_zip(pages))
    offer = look(tmp_path / "list.zip")
    told: list[tuple[int, int]] = []
    found = list(read_packed_json(offer.files[0], offer.packed, TODAY, lambda done, of: told.append((done, of))))
    loose = pieces(*(written(tmp_path / name, pages[name]) for name in ("1.json", "2.json")))
    assert found == [Refused("more.zip", 3, "This is a packed file inside a zip. It was left closed."), *loose]
    assert len(records(found)) == 2
    size = sum(len(pages[name]) for name in offer.packed)
    assert told[-1] == (size, size)
    (tmp_path / "list.zip").write_bytes(as_zip({"other.json": page(full(1))}))
    with pytest.raises(ListRefused, match="another file now"):
        list(read_packed_json(offer.files[0], offer.packed, TODAY))


def test_one_page_again_and_again_under_other_numbers_is_said(tmp_path: Path) -> None:
    found = pieces(written(tmp_path / "page.json", page(*[thin(1)] * 5, total_items=5)))
    assert len(records(found)) == 1
    assert len([one for one in others(found) if isinstance(one, Refused)]) == 4
    assert [one.kind for one in others(found) if isinstance(one, Alarm)] == ["truncated"]


@pytest.mark.parametrize("between", [",\n", "\n,"])
@pytest.mark.parametrize("head", ['{"total_items": 3, "contents": [\n', "[\n"])
@pytest.mark.parametrize("count", [2, 3, 9])
def test_a_page_with_an_entry_a_line_is_a_page(tmp_path: Path, head: str, between: str, count: int) -> None:
    entries = between.join(json.dumps(full(number)) for number in range(count))
    tail = "\n]" if head.startswith("[") else "\n]}"
    path = written(tmp_path / "list.json", head + entries + tail)
    found = pieces(path)
    keys = [piece.record.key for piece in found if isinstance(piece, Found)]
    assert keys == [f"service-{number}" for number in range(count)]
    assert not [piece for piece in found if isinstance(piece, Refused)]
