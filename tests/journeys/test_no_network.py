"""The whole day goes by without a network, and nobody even asks for one."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.seeker import planted_in
from tests.journeys.story import planted_words
from tests.journeys.trace import TracedDay, play_traced


def test_the_whole_day_is_played_without_a_network(traced_day: TracedDay) -> None:
    for step in ("vault made", "assessed", "papers saved", "backed up", "restored"):
        assert step in traced_day.trace.said
    assert all(paper.read_bytes().startswith(b"%PDF-") for paper in traced_day.papers)


def test_no_internet_socket_is_opened(traced_day: TracedDay) -> None:
    assert [one for one in traced_day.trace.sockets if "AF_INET" in one or "AF_PACKET" in one] == []


def test_no_other_program_is_started(traced_day: TracedDay) -> None:
    assert [Path(one).name for one in traced_day.trace.started[1:]] == []


def test_a_careless_program_would_be_seen(tracing: None, tmp_path: Path) -> None:
    trace = play_traced(tmp_path, "tests.journeys.careless")
    assert any("AF_INET," in one for one in trace.sockets)
    assert any("AF_INET6," in one for one in trace.sockets)
    assert trace.said.split() == ["unreachable", "unreachable"]
    assert Path(trace.started[-1]).name == "true"
    assert {word for data in trace.written.values() for word in planted_in(bytes(data))} == set(planted_words(3))
    assert not any((tmp_path / "tmp").iterdir())
