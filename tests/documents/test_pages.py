"""Pages are filled so that nothing is lost, nothing stands alone, and heads are repeated."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from workwell_desktop.documents.house_style import Face
from workwell_desktop.documents.lines import Line
from workwell_desktop.documents.pieces import WHOLE, Cells, Group, Part, Placed, SecondPage, Words, head_rule, share_out
from workwell_desktop.documents.text import Piece

ROOM = 500.0
FACE = Face(14, 20)


def words(name: str, lines: int = 1, **other: bool) -> Words:
    return Words(tuple(Line((Piece("Plain", f"{name}.{n}"),), 10.0, tag=1) for n in range(lines)), FACE, **other)


def row(name: str, lines: int, head: Cells | None = None) -> Cells:
    return Cells(((0.0, words(name, lines)), (50.0, words(f"{name}b", 1))), 100.0, 5.0, 5.0, head=head)


@dataclass
class Reader:
    """A pen that writes down the words in the order in which they are drawn, with their place."""

    found: list[tuple[str, float]]

    def line(self, line: Line, _face: Face, _x: float, top: float) -> None:
        self.found.extend((piece.words, top) for piece in line.pieces)

    def rule(self, *_measures: object) -> None:
        """Rules are not read."""

    bar = frame = rule

    def tick_box(self, x: float, top: float, size: float, *, ticked: bool) -> None:
        """Boxes are not read."""


def read(page: Placed) -> list[str]:
    reader = Reader([])
    for offset, part in page:
        part.draw(reader, 0.0, offset)
    assert all(top >= 0 and top + FACE.leading <= ROOM + 0.1 for _words, top in reader.found)
    return [words for words, _top in reader.found]


def read_all(parts: list[Part]) -> list[list[str]]:
    return [read(page) for page in share_out(parts, ROOM)]


PARTS = st.lists(
    st.one_of(
        st.tuples(st.just("words"), st.integers(1, 60), st.booleans()),
        st.tuples(st.just("row"), st.integers(1, 60), st.booleans()),
        st.tuples(st.just("group"), st.integers(1, 40), st.booleans()),
        st.tuples(st.just("frame"), st.integers(1, 40), st.booleans()),
    ),
    max_size=12,
)


@given(PARTS)
def test_every_line_is_drawn_once_in_order_and_inside_its_page(shapes: list[tuple[str, int, bool]]) -> None:
    parts: list[Part] = []
    for n, (kind, lines, keep) in enumerate(shapes):
        if kind == "words":
            parts.append(words(f"{n}", lines, keep=keep))
        elif kind == "row":
            parts.append(row(f"{n}", lines))
        else:
            inner = (words(f"{n}", lines), words(f"{n}c", 2))
            parts.append(Group(inner, 100.0, kind="frame" if kind == "frame" else "bar", pad=12.0, keep=keep))
    expected = sorted(name for part in parts for _offset, placed in [(0.0, part)] for name in _names(placed))
    pages = read_all(parts)
    assert sorted(name for page in pages for name in page) == expected
    for kind in ("", "b", "c"):  # each text is read from its first line to its last
        for n in range(len(shapes)):
            seen = [name for page in pages for name in page if name.startswith(f"{n}{kind}.")]
            assert seen == sorted(seen, key=lambda name: int(name.rsplit(".", 1)[1]))


def _names(part: Part) -> list[str]:
    reader = Reader([])
    part.draw(reader, 0.0, 0.0)
    return [name for name, _top in reader.found]


def test_nothing_gives_one_empty_page() -> None:
    assert read_all([]) == [[]]


def test_a_heading_goes_with_what_it_heads() -> None:
    pages = read_all([words("text", 24), words("heading", keep=True), words("next", 3)])
    assert pages[1][0] == "heading.0"


def test_a_paragraph_leaves_no_line_alone() -> None:
    pages = read_all([words("text", 24), words("next", 3)])
    assert [len(page) for page in pages] == [24, 3]
    pages = read_all([words("text", 22), words("next", 4)])
    assert [len(page) for page in pages] == [24, 2]


def test_a_table_s_head_is_repeated_on_each_page_and_never_stands_alone() -> None:
    head = head_rule(row("head", 1))
    pages = read_all([words("text", 22), head, *(row(f"r{n}", 2, head) for n in range(30))])
    assert "head.0" not in pages[0]
    assert len(pages) == 5
    assert all(page[0] == "head.0" for page in pages[1:])


def test_a_row_of_three_pages_is_parted_with_its_head() -> None:
    head = head_rule(row("head", 1))
    pages = read_all([head, row("long", 60, head)])
    assert [page[0] for page in pages] == ["head.0"] * 3
    assert sum(name.startswith("long.") for page in pages for name in page) == 60


def test_what_is_lower_than_a_third_of_a_page_stays_whole() -> None:
    low = row("low", int(WHOLE / 20) - 1)
    assert [page[0] for page in read_all([words("text", 15), low])] == ["text.0", "low.0"]


def test_the_second_page_begins_once() -> None:
    assert [len(page) for page in read_all([words("a"), SecondPage(), words("b")])] == [1, 1]
    assert [len(page) for page in read_all([words("a", 30), SecondPage(), words("b")])] == [25, 6]


def test_the_last_words_stand_at_the_bottom() -> None:
    bottom = Group((words("bottom", 2),), 100.0, above=10.0, sticky=True)
    (page,) = share_out([words("a"), bottom], ROOM)
    assert [offset for offset, _part in page] == [0.0, ROOM - 40.0]
    pages = share_out([words("a", 24), bottom], ROOM)
    assert [offset for offset, _part in pages[1]] == [ROOM - 40.0]
