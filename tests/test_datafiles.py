"""The strict reader of data files: what is wrong is named with its file, its entry and the reason."""

from __future__ import annotations

from datetime import date

import pytest

from workwell_desktop.datafiles import DataFileProblem, Table, read_table


def table(**values: object) -> Table:
    return Table("sample.toml", "people[7]", values)


def test_what_is_there_is_read():
    found = table(a="text", b=3, c=True, d=["x", "y"], e={"f": "deep"}, g=[{"id": "one"}], h=date(2026, 11, 21))
    assert (found.text("a"), found.whole("b"), found.flag("c"), found.texts("d")) == ("text", 3, True, ("x", "y"))
    deep = found.table("e")
    assert deep is not None
    assert deep.text("f") == "deep"
    assert [entry.where for entry in found.tables("g")] == ["people[7].g[one]"]
    assert found.day("h") == date(2026, 11, 21)
    found.done()


def test_what_is_not_there_has_its_default():
    found = table()
    assert (found.text("a", ""), found.whole("b", 4), found.flag("c", default=False)) == ("", 4, False)
    assert (found.texts("d", ()), found.table("e"), found.tables("g")) == ((), None, ())


@pytest.mark.parametrize(
    ("values", "ask", "reason"),
    [
        ({}, lambda t: t.text("a"), "“a” is missing."),
        ({"a": " "}, lambda t: t.text("a"), "“a” is empty."),
        ({"a": " x"}, lambda t: t.text("a"), "“a” begins or ends with a space."),
        ({"a": 3}, lambda t: t.text("a"), "“a” must be a text."),
        ({"a": True}, lambda t: t.whole("a"), "“a” must be a whole number."),
        ({"a": "3"}, lambda t: t.whole("a"), "“a” must be a whole number."),
        ({"a": 1}, lambda t: t.flag("a"), "“a” must be true or false."),
        ({"a": "2026"}, lambda t: t.day("a"), "“a” must be a date such as 2026-11-21."),
        ({"a": "x"}, lambda t: t.texts("a"), "“a” must be a list of texts."),
        ({"a": ["x", 1]}, lambda t: t.texts("a"), "“a” must be a list of texts."),
        ({"a": ["x", "x"]}, lambda t: t.texts("a"), "“a” says something twice."),
        ({"a": 1}, lambda t: t.table("a"), "“a” must be a table."),
        ({"a": ["x"]}, lambda t: t.tables("a"), "“a” must be a list of tables."),
        ({"a": []}, lambda t: t.tables("a", at_least=1), "“a” needs at least 1."),
        ({"lable": "x"}, lambda t: t.done(), "“lable” is not known here."),
    ],
)
def test_what_is_wrong_is_named(values, ask, reason):
    with pytest.raises(DataFileProblem) as caught:
        ask(table(**values))
    assert caught.value.sentence == f"The file sample.toml cannot be used. At people[7]: {reason}"
    assert caught.value.next_step


@pytest.mark.parametrize("content", [b"a = ", b"a = 1\na = 2", b'a = "\xff"'])
def test_a_file_that_is_not_toml_is_named(tmp_path, content):
    (tmp_path / "broken.toml").write_bytes(content)
    with pytest.raises(DataFileProblem, match=r"broken\.toml cannot be read"):
        read_table(tmp_path / "broken.toml")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataFileProblem, match=r"nowhere\.toml is missing"):
        read_table(tmp_path / "nowhere.toml")


@pytest.mark.parametrize(
    ("key", "line"), [("first", ", line 2"), ("missing", ", line 4"), ("deep", ", line 6")], ids=str
)
def test_the_line_of_what_is_wrong_is_named(tmp_path, key, line):
    (tmp_path / "people.toml").write_text(
        '# made up\nfirst = 3\n\n[[people]]\nid = "one"\ndetail = { deep = 7 }\n', "utf-8"
    )
    top = read_table(tmp_path / "people.toml")
    one = top.tables("people")[0]
    detail = one.table("detail")
    assert detail is not None
    asked = {"first": top, "missing": one, "deep": detail}[key]
    with pytest.raises(DataFileProblem) as caught:
        asked.text(key)
    assert f"{line}: “{key}” " in caught.value.sentence
