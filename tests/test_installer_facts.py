"""What a builder writes of its build is what the installed program reads, whichever builder it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from installers.facts import CannotBuild, build_toml, read_update_key
from installers.linux import build_deb
from installers.updates.sign_update import new_key
from installers.windows.assemble import Facts
from workwell_desktop.build_facts import FILE, BuildFacts, build_facts

DAY = date(2026, 11, 27)


def read(folder: Path, text: str) -> BuildFacts:
    (folder / FILE).parent.mkdir(exist_ok=True)
    (folder / FILE).write_text(text, "utf-8")
    return build_facts(folder)


@pytest.mark.parametrize("kind", ["windows-user", "windows-machine"])
def test_the_program_reads_what_the_windows_build_wrote(tmp_path: Path, kind: str) -> None:
    key = read_update_key(new_key(tmp_path / "keys", b"a throwaway word"))
    facts = read(tmp_path, Facts("1.2.3", "a" * 40, DAY, 0, key).toml(kind))
    assert (facts.version, facts.commit, facts.made_on, facts.kind) == ("1.2.3", "a" * 40, DAY, kind)
    assert len(facts.update_key) == 32
    assert read(tmp_path, Facts("1.2.3", "", DAY, 0, "").toml(kind)) == BuildFacts("1.2.3", "", DAY, kind)


def test_the_debian_build_takes_the_key_from_the_same_file(tmp_path: Path) -> None:
    public = new_key(tmp_path / "keys", b"a throwaway word")
    order = build_deb.order_from(build_deb._arguments(["--version", "0.1.1", "--update-key", str(public)]))
    facts = read(tmp_path, build_deb.build_facts(order))
    assert (facts.version, facts.kind, facts.made_on) == ("0.1.1", "deb", order.made_on.date())
    assert len(facts.update_key) == 32


def test_a_file_that_holds_no_key_stops_the_debian_build_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "key.pub").write_text("-----BEGIN PUBLIC KEY-----\n", "ascii")
    assert build_deb.main(["--keep-frozen", "--update-key", str(tmp_path / "key.pub")]) == 1
    assert "does not hold an Ed25519 public key" in capsys.readouterr().err
    with pytest.raises(CannotBuild, match="cannot be read"):
        read_update_key(tmp_path / "nowhere.pub")


def test_a_build_outside_git_names_no_commit() -> None:
    assert "commit" not in build_toml("1.2.3", "", DAY, "deb", "")
