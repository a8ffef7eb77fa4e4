"""workwell-admin's commands for the service directory, on a real vault."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.directory_lists import CLUBS, pages, service, table
from tests.directory_world import pointers, shown, table_counts
from tests.vaults import PASSPHRASE, Template
from workwell_desktop import admin
from workwell_desktop.clock import Clock

IMPORT_KEYS = {
    "source", "format", "dry_run", "services", "organisations", "locations", "schedules", "new", "changed",
    "unchanged", "withdrawn", "rejected", "rejected_count", "alarms",
}  # fmt: skip
FOUND_KEYS = {"id", "name", "organisation", "postcode", "distance_km", "reasons"}
DEBT, NATIONAL = "Money Table Example", "Anywhere Example"


class Desk:
    """A vault on the disk, and the program that is run on it."""

    def __init__(self, template: Template, folder: Path, secret: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.template, self.folder, self.secret, self._capsys = template, folder, secret, capsys

    def say(self, *arguments: object) -> tuple[int, str, str]:
        usual = ("--vault", self.folder, "--passphrase-file", self.secret)
        try:
            code = admin.main([str(one) for one in (*arguments, *usual)])
        except SystemExit as left:  # what is not understood ends before any command
            code = int(left.code or 0)
        said = self._capsys.readouterr()
        return code, said.out, said.err

    def json(self, *arguments: object) -> Any:
        code, out, err = self.say(*arguments, "--json")
        assert (code, err) == (0, "")
        return json.loads(out)

    def refused(self, *arguments: object) -> str:
        code, out, err = self.say(*arguments)
        assert (code, out) == (admin.WRONG_USE, "")
        (line,) = err.splitlines()
        assert line.startswith("workwell-admin: ")
        return line

    def look(self) -> Any:
        vault = self.template.open(self.folder, Clock())
        try:
            return shown(vault), table_counts(vault), pointers(vault)
        finally:
            vault.close()


@pytest.fixture
def desk(template: Template, vault_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    secret = tmp_path / "passphrase.txt"
    secret.write_text(PASSPHRASE, "utf-8")
    made = Desk(template, vault_folder, secret, capsys)
    made.say("find-services", "x")  # the list that ships comes in when a vault is opened for the first time
    return made


def clubs(path: Path, count: int = 5) -> Path:
    return table(path, CLUBS[:count])


def full_page(path: Path) -> Path:
    """Write a page: a service with a place and hours, one from everywhere, and an organisation without a service."""
    place = {
        "id": "p1", "location_type": "physical", "name": "Hall", "latitude": 53.48, "longitude": -2.24,
        "addresses": [{"address_1": "1 High Street", "city": "Manchester", "postal_code": "M1 1AE"}],
    }  # fmt: skip
    return pages(
        path,
        service(
            "s1", DEBT, description="Free debt advice and help with bills.", service_at_locations=[{"location": place}],
            schedules=[{"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "12:00"}],
        ),
        service("s2", NATIONAL, description="Debt advice by phone all over England.", phones=[{"number": "0300 1"}]),
    )  # fmt: skip


def test_a_trial_run_shows_nothing_and_then_the_list_is_brought_in(desk: Desk, tmp_path: Path) -> None:
    path = clubs(tmp_path / "clubs.csv")
    with path.open("a", encoding="utf-8") as file:
        file.write(",,No name,M1 1AA,,\n")
    before = desk.look()
    tried = desk.json("import-directory", path, "--source", "Clubs", "--dry-run")
    assert set(tried) == IMPORT_KEYS
    assert (tried["dry_run"], tried["source"], tried["format"]) == (True, "Clubs", "table")
    counted = {name: tried[name] for name in ("services", "new", "changed", "unchanged", "withdrawn")}
    assert counted == {"services": 5, "new": 5, "changed": 0, "unchanged": 0, "withdrawn": 0}
    assert tried["alarms"] == []
    after = desk.look()
    assert (after[0], after[2]) == (before[0], before[2])
    assert {**after[1], "dir_mapping": 0} == {**before[1], "dir_mapping": 0}  # what the columns are is remembered
    done = desk.json("import-directory", path, "--source", "Clubs")
    assert {**done, "dry_run": True} == tried
    assert len(desk.look()[0]) == len(before[0]) + 5
    (bad,) = done["rejected"]
    assert (set(bad), bad["row"], done["rejected_count"]) == ({"file", "row", "reason"}, 9, 1)
    assert bad["reason"].endswith(".")
    again = desk.json("import-directory", path, "--source", "Clubs")
    assert (again["new"], again["unchanged"]) == (0, 5)


def test_a_part_takes_nothing_off_and_a_whole_list_does_with_an_alarm(desk: Desk, tmp_path: Path) -> None:
    desk.json("import-directory", clubs(tmp_path / "clubs.csv"), "--source", "Clubs")
    part = desk.json("import-directory", clubs(tmp_path / "part.csv", 3), "--source", "Clubs", "--partial")
    assert (part["withdrawn"], part["unchanged"], part["alarms"]) == (0, 3, [])
    whole = desk.json("import-directory", clubs(tmp_path / "less.csv", 3), "--source", "Clubs", "--dry-run")
    assert whole["withdrawn"] == 2
    assert [set(one) for one in whole["alarms"]] == [{"kind", "sentence"}]
    assert whole["alarms"][0]["kind"] == "shrunk"
    one_less = desk.json("import-directory", clubs(tmp_path / "less.csv", 4), "--source", "Clubs", "--dry-run")
    assert (one_less["withdrawn"], one_less["alarms"]) == (1, [])
    assert len(desk.json("find-services", "example", "--limit", 100)) >= 5


def test_a_renumbered_a_broken_and_a_wrongly_written_list_ring(desk: Desk, tmp_path: Path) -> None:
    names = ("Oak Example", "Elm Example", "Ash Example", "Fir Example")
    made = [
        service(str(number), name, description=f"About {name}.", phones=[{"number": f"0161 496 000{number}"}])
        for number, name in enumerate(names)
    ]
    desk.json("import-directory", pages(tmp_path / "a.json", *made), "--source", "Trees")
    moved = [{**one, "id": str((number + 1) % 4)} for number, one in enumerate(made)]
    rung = desk.json("import-directory", pages(tmp_path / "b.json", *moved), "--source", "Trees", "--dry-run")
    assert [one["kind"] for one in rung["alarms"]] == ["renumbered"]
    assert (rung["new"], rung["withdrawn"]) == (0, 0)
    cut = tmp_path / "c.json"
    cut.write_bytes(pages(tmp_path / "d.json", *made).read_bytes()[:-80])
    rung = desk.json("import-directory", cut, "--source", "Trees", "--dry-run")
    assert "truncated" in [one["kind"] for one in rung["alarms"]]
    assert rung["withdrawn"] == 0
    text = tmp_path / "e.csv"
    text.write_bytes(clubs(tmp_path / "f.csv").read_text("utf-8").replace("Rest Easy", "Café").encode("cp1252"))
    rung = desk.json("import-directory", text, "--source", "Clubs", "--dry-run")
    assert [one["kind"] for one in rung["alarms"]] == ["encoding"]


def test_services_are_found_by_words_with_distances(desk: Desk, tmp_path: Path) -> None:
    desk.json("import-directory", full_page(tmp_path / "list.json"), "--source", "Pages")
    found = desk.json("find-services", "debt advice", "--near", "M1 1AE", "--limit", 50)
    assert all(set(one) == FOUND_KEYS for one in found)
    mine = {one["name"]: one for one in found}
    assert (mine[DEBT]["id"], mine[DEBT]["organisation"], mine[DEBT]["postcode"]) == ("s1", "Harbour Example", "M1 1AE")
    assert 0 <= mine[DEBT]["distance_km"] < 5
    assert mine[NATIONAL]["distance_km"] is None
    assert all(isinstance(reason, str) for one in found for reason in one["reasons"])
    assert desk.json("find-services", "debt advice")[0]["distance_km"] is None
    assert len(desk.json("find-services", "", "--limit", 2)) == 2
    assert desk.json("find-services", "zzzzqqqq") == []
    needy = desk.json("find-services", "", "--need", "debt_money", "--limit", 50)
    assert DEBT in {one["name"] for one in needy}
    assert "No service fits" in desk.say("find-services", "zzzzqqqq")[1]


def test_a_whole_word_is_found_without_what_only_begins_so(desk: Desk, tmp_path: Path) -> None:
    desk.json(
        "import-directory",
        pages(tmp_path / "a.json", service("r1", "Cobbler Example"), service("r2", "Cobblerfest Example")),
        "--source", "Pages",
    )  # fmt: skip
    assert [one["name"] for one in desk.json("find-services", "cobbler")] == ["Cobbler Example"]


def placed(key: str, name: str, latitude: float, description: str = "Zither evenings.") -> dict[str, Any]:
    place = {"id": f"p{key}", "location_type": "physical", "name": "Hall", "latitude": latitude, "longitude": -2.24}
    return service(key, name, description=description, service_at_locations=[{"location": place}])


def test_with_a_postcode_the_nearer_of_what_fits_as_well_comes_first(desk: Desk, tmp_path: Path) -> None:
    path = pages(
        tmp_path / "a.json",
        placed("a", "Ash Example", 53.70), placed("b", "Beech Example", 53.48), placed("c", "Cedar Example", 53.52),
        placed("d", "Zither Far", 50.80), placed("e", "Zither Near", 53.50),
    )  # fmt: skip
    desk.json("import-directory", path, "--source", "Pages")
    found = desk.json("find-services", "zither", "--near", "M1 1AE")
    assert [one["id"] for one in found] == ["e", "b", "c", "a", "d"]


@pytest.mark.parametrize("near", ["ZZ99 9ZZ", "BT1 1AA", "M", "nowhere"])
def test_where_a_postcode_is_not_known_there_are_no_distances_and_it_says_so(
    desk: Desk, tmp_path: Path, near: str
) -> None:
    desk.json("import-directory", full_page(tmp_path / "list.json"), "--source", "Pages")
    for asked in (("find-services", "debt advice"), ("match-services", "--need", "debt_money")):
        found = desk.json(*asked, "--near", near)
        assert found
        assert all(one["distance_km"] is None for one in found)
        code, out, err = desk.say(*asked, "--near", near)
        assert (code, err) == (0, "")
        assert "No distances are known." in out.splitlines()[0]


def test_services_are_matched_to_needs_with_reasons(desk: Desk, tmp_path: Path) -> None:
    desk.json("import-directory", full_page(tmp_path / "list.json"), "--source", "Pages")
    for needs in (["debt_money"], ["debt_money", "mental_health_common"]):
        found = desk.json("match-services", "--need", *needs, "--near", "M1 1AE", "--limit", 10)
        assert all(set(one) == FOUND_KEYS for one in found)
        assert DEBT in {one["name"] for one in found}
        assert all(one["reasons"] for one in found)
    one_each = desk.json("match-services", "--need", "debt_money", "--need", "mental_health_common", "--limit", 10)
    assert {one["name"] for one in one_each} >= {DEBT}
    assert DEBT in desk.say("match-services", "--need", "debt_money", "--near", "M1 1AE")[1]


@pytest.mark.parametrize("form", ["oruk3", "csv"])
def test_the_directory_is_written_out_and_comes_in_again(desk: Desk, tmp_path: Path, form: str) -> None:
    desk.json("import-directory", full_page(tmp_path / "list.json"), "--source", "Pages")
    there = ("s1", "s2")  # the list that ships stays out
    out = tmp_path / f"out.{form}"
    done = desk.json("export-directory", "--format", form, out)
    assert done == {"services": len(there), "file": str(out), "credits": f"{out}.credits.txt"}
    assert "Pages" in Path(done["credits"]).read_text("utf-8")
    if form == "oruk3":
        assert len(json.loads(out.read_text("utf-8"))["contents"]) == len(there)
    else:
        with out.open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.DictReader(file))) == len(there)
    back = desk.json("import-directory", out, "--source", "Back", "--dry-run")
    assert (back["services"], back["rejected_count"]) == (len(there), 0)
    desk.refused("export-directory", "--format", form, out)


def test_an_id_of_the_list_stays_and_a_second_service_with_it_gets_ours(desk: Desk, tmp_path: Path) -> None:
    one, other = "6f2f7c1e-1111-4a6b-8c9d-0123456789ab", "6f2f7c1e-2222-4a6b-8c9d-0123456789ab"
    first = pages(tmp_path / "a.json", service(one, "Anvil Example"), service(other, "Bellows Example"))
    desk.json("import-directory", first, "--source", "First")
    desk.json("import-directory", pages(tmp_path / "b.json", service(one, "Chisel Example")), "--source", "Second")
    out = tmp_path / "out.json"
    desk.json("export-directory", "--format", "oruk3", out)
    keys = {said["name"]: said["id"] for said in json.loads(out.read_text("utf-8"))["contents"]}
    assert (keys["Anvil Example"], keys["Bellows Example"]) == (one, other)
    assert keys["Chisel Example"] not in {one, other}
    beside = Path(f"{out}.credits.txt").read_text("utf-8")
    assert "First" in beside
    assert "Second" in beside


def test_wrong_use_is_told_in_a_line(desk: Desk, tmp_path: Path) -> None:
    assert "no such file" in desk.refused("import-directory", tmp_path / "nothing.csv")
    empty = tmp_path / "empty.csv"
    empty.write_text("", "utf-8")
    before = desk.look()
    assert desk.refused("import-directory", empty)
    assert "There is no need" in desk.refused("find-services", "x", "--need", "gold")
    assert "There is no need" in desk.refused("match-services", "--need", "gold", "--near", "M1 1AE")
    assert desk.refused("export-directory", "--format", "csv", tmp_path)
    assert desk.refused("import-directory", clubs(tmp_path / "a.csv"), "--source", "x" * 200)
    for wrong in (
        ["find-services"], ["find-services", "x", "--limit", "0"], ["find-services", "x", "--limit", "many"],
        ["match-services", "--near", "M1 1AE"], ["export-directory", tmp_path / "x"], ["import-directory"],
        ["export-directory", "--format", "xml", tmp_path / "x"],
    ):  # fmt: skip
        assert desk.refused(*wrong)
    assert desk.look() == before


def test_another_passphrase_opens_nothing(desk: Desk, tmp_path: Path) -> None:
    desk.secret.write_text("some other words here", "utf-8")
    code, out, err = desk.say("import-directory", clubs(tmp_path / "a.csv"))
    assert (code not in {0, admin.WRONG_USE}, out, len(err.splitlines())) == (True, "", 1)
