"""Centre points: sector, else outcode, else it is said why not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tree import ROOT
from tools.make_places import made_from, main
from workwell_desktop.datafiles import DataFileProblem
from workwell_desktop.paths import resources
from workwell_desktop.places.boards import shipped_boards
from workwell_desktop.places.districts import shipped_districts
from workwell_desktop.places.points import Place, place_of, read_places, shipped_places, why_unknown
from workwell_desktop.places.postcodes import Postcode, normal_postcode

SHARED = Path(os.environ.get("WORKWELL_SHARED_DATA", ROOT.parent / "shared" / "data")) / "geo"
BORDER = {"QHM", "QOC", "QGH", "QR1", "QYG"}  # boards beside Scotland and Wales
HEAD = "latitude,longitude,radius_km,district,board,board_share"
SECTORS = f"sector,{HEAD}\nM33 7,53.4260,-2.3218,0.8,E08000009,QOP,0.900\nM33 9,53.4,-2.3,0.0,,QOP,\n"
OUTCODES = f"outcode,{HEAD}\nM33,53.4240,-2.3260,1.9,E08000009,QOP,\n"


def tables(folder: Path, sectors: str = SECTORS, outcodes: str = OUTCODES) -> Path:
    """Write both tables into a folder and return it."""
    (folder / "sectors.csv").write_text(sectors, "utf-8")
    (folder / "outcodes.csv").write_text(outcodes, "utf-8")
    return folder


def every_place() -> list[Place]:
    """Return every place that ships."""
    table = shipped_places()
    found = [table.find(Postcode(*name.split(" "))) for name in (*table.sectors, *table.outcodes)]
    assert all(found)
    return [place for place in found if place]


def test_the_sector_is_used_then_the_outcode(tmp_path: Path) -> None:
    table = read_places(tables(tmp_path))
    assert place_of("m337ab", table) == Place("M33 7", 53.4260, -2.3218, 0.8, "E08000009", "QOP", 0.9, "sector")
    newer = place_of("M33 5ZZ", table)  # a sector that is newer than the table
    assert newer is not None
    assert (newer.name, newer.used, newer.board_share, newer.country) == ("M33", "outcode", 1.0, "England")
    assert place_of("M34 5ZZ", table) is None
    assert place_of("not known", table) is None


def test_a_sector_without_a_district_has_that_of_its_outcode(tmp_path: Path) -> None:
    found = place_of("M33 9AA", read_places(tables(tmp_path)))
    assert found is not None
    assert (found.used, found.district, found.latitude) == ("sector", "E08000009", 53.4)


def test_a_guessed_postcode_is_marked(tmp_path: Path) -> None:
    table = read_places(tables(tmp_path))
    found = place_of("M337 1HFX", table)
    assert found is not None
    assert (found.name, found.guessed) == ("M33", True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ""),
        ("M33 7AB", ""),
        ("Sale", "This is not a UK postcode, so it is not known how far it is."),
        ("BT1 1AA", "Northern Ireland is not in our list of places, so it is not known how far it is."),
        ("IM1 1AA", "The Isle of Man is not in our list of places, so it is not known how far it is."),
        ("BFPO 57", "A forces’ post office has no place, so it is not known how far it is."),
        ("BF1 2AB", "A forces’ post office has no place, so it is not known how far it is."),
        ("M34 7AB", "This postcode is not in our list of places, so it is not known how far it is."),
    ],
)
def test_why_a_place_is_not_known_is_said(tmp_path: Path, text: str, said: str) -> None:
    assert why_unknown(text, read_places(tables(tmp_path))) == said


@given(st.text())
def test_any_text_has_a_place_or_a_reason(text: str) -> None:
    assert bool(place_of(text)) != bool(why_unknown(text) or not text.strip())


def test_every_place_lies_in_great_britain_and_names_what_is_known() -> None:
    places = every_place()
    assert len(shipped_places().sectors) == 10_846
    assert len(shipped_places().outcodes) == 2_863
    boards = {area.ods for area in shipped_boards().areas.values() if area.ods}
    districts = shipped_districts().districts
    for place in places:
        assert 49.8 < place.latitude < 60.9, place.name
        assert -8.2 < place.longitude < 1.8, place.name
        assert 0 <= place.radius_km < 70, place.name
        assert place.district in districts, place.name
        assert place.board in (boards if place.country == "England" else {*BORDER, ""}), place.name
        assert 0.2 < place.board_share <= 1 or not place.board, place.name
    assert {place.country for place in places} == {"England", "Scotland", "Wales"}


def test_every_name_is_one_that_a_written_postcode_leads_to() -> None:
    for name in (*shipped_places().sectors, *shipped_places().outcodes):
        read = normal_postcode(name)
        assert read is not None
        assert (read.text, read.repaired, read.guessed) == (name, False, False)


def test_the_tables_are_small() -> None:
    files = list((resources() / "places").glob("*.csv"))
    assert len(files) == 3
    assert sum(path.stat().st_size for path in files) < 700 * 1024


@pytest.mark.parametrize(
    ("sectors", "said"),
    [
        ("", "The file sectors.csv is missing or cannot be read."),
        ("sector,x\n", "The file sectors.csv has other columns than this program knows."),
        (f"sector,{HEAD}\nM33 7,north,1,1,,,\n", "The row M33 7 of the table of places cannot be read."),
        (f"sector,{HEAD}\nM33 7,1\n", "The row M33 7 of the table of places cannot be read."),
    ],
)
def test_a_broken_table_is_named(tmp_path: Path, sectors: str, said: str) -> None:
    with pytest.raises(DataFileProblem, match=said):
        place_of("M33 7AB", read_places(tables(tmp_path, sectors)))


def test_the_tables_are_made_from_those_they_were_drawn_from(tmp_path: Path) -> None:
    (tmp_path / "sectors_gb.csv").write_text(
        "sector,latitude,longitude,postcodes,radius_km_p90,main_lad_code,main_icb_ods,main_icb_share\n"
        "M33 7,53.42604,-2.32181,150,0.84,E08000009,QOP,0.900\nAB10 1,57.14486,-2.10696,200,0.86,S12000033,,\n",
        "utf-8",
    )
    (tmp_path / "outcodes_gb.csv").write_text(
        "outcode,latitude,longitude,radius_km_p90,main_lad_code,main_lad_name,main_icb_ods,main_icb_share\n"
        'M33,53.42404,-2.32601,1.94,E08000009,"Somewhere, and Sale",QOP,1.000\n',
        "utf-8",
    )
    (tmp_path / "lad_icb.csv").write_text("lad_code,lad_name\nE08000009,Trafford\nE06000001,Hartlepool\n", "utf-8")
    into = tmp_path / "into"
    into.mkdir()
    assert main([str(tmp_path), "--into", str(into)]) == 0
    assert (into / "sectors.csv").read_text("utf-8") == (
        f"sector,{HEAD}\nAB10 1,57.1449,-2.1070,0.9,S12000033,,\nM33 7,53.4260,-2.3218,0.8,E08000009,QOP,0.900\n"
    )
    assert (into / "outcodes.csv").read_text("utf-8") == (f"outcode,{HEAD}\nM33,53.4240,-2.3260,1.9,E08000009,QOP,\n")
    assert (into / "districts.csv").read_text("utf-8") == "code,name\nE06000001,Hartlepool\nE08000009,Trafford\n"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the tables that ours are drawn from are not here")
def test_what_ships_is_what_the_tool_makes() -> None:
    for name, lines in made_from(SHARED).items():
        assert (resources() / "places" / name).read_text("utf-8").splitlines() == lines
