"""Makes the Debian package from the frozen folder: ``python -m installers.linux.build_deb``.

    dist/workwell-desktop_VERSION_amd64.deb

The program lies in /usr/lib/workwell-desktop: it is a private folder of one package, which is what the file system
standard keeps that place for. /opt is for software that stays outside the package manager's ways.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from installers import artwork
from installers.facts import ROOT, CannotBuild, build_toml, commit, commit_time, read_update_key
from installers.frozen import freeze as freezing
from installers.frozen.freeze import ADMIN, PROGRAM, RESOURCES
from installers.linux import words
from installers.notices.parts import NoticeMissing, Part, what_is_inside
from installers.notices.third_party import write_third_party
from workwell_desktop import __version__

DIST = ROOT / "dist"
WORK = ROOT / "build" / "deb"
HOME = Path("usr", "lib", words.NAME)
BUILD_TOML = "build/build.toml"
_KINDS = ("preinst", "postrm")


@dataclass(frozen=True)
class Order:
    """What is built: which version, for whom, with which key for updates, and how hard it is packed."""

    version: str = __version__
    maintainer: str = words.NOBODY
    update_key: str = ""
    quick: bool = False

    @property
    def made_on(self) -> datetime:
        """The time of the commit: what is in the package is as old as that."""
        return datetime.fromtimestamp(commit_time(), UTC)


def build_deb(order: Order, frozen: Path, into: Path) -> Path:
    """Make the package from a frozen folder and return its file. Raises ``CannotBuild``."""
    _refuse_without("dpkg-deb", "dpkg-shlibdeps")
    shutil.rmtree(WORK, ignore_errors=True)
    tree = WORK / "debian" / words.NAME
    fill(order, frozen, tree)
    control_folder = tree / "DEBIAN"
    control_folder.mkdir()
    depends = libraries_needed(tree)
    size_kb = sum(-(-file.lstat().st_size // 1024) for file in tree.rglob("*") if not file.is_dir())
    _write(control_folder / "control", words.control(order.version, order.maintainer, depends, size_kb))
    _write(control_folder / "md5sums", _md5sums(tree))
    for name in _KINDS:
        _write(control_folder / name, words.filled(name, order.version, order.made_on))
        (control_folder / name).chmod(0o755)
    _same_age(tree, commit_time())
    into.mkdir(parents=True, exist_ok=True)
    made = into.absolute() / words.file_name(order.version)
    packing = ["-Zgzip", "-z1"] if order.quick else ["-Zxz", "-z6", "--threads-max=2"]
    _run(
        ["dpkg-deb", "--root-owner-group", *packing, "--build", str(tree), str(made)],
        "dpkg-deb could not make the package.",
    )
    return made


def fill(order: Order, frozen: Path, tree: Path) -> None:
    """Lay out all files of the package below ``tree``, but what dpkg is told."""
    home = tree / HOME
    shutil.copytree(frozen, home, symlinks=True)
    _write(home / RESOURCES / BUILD_TOML, build_facts(order))
    programs = tree / "usr" / "bin"
    programs.mkdir(parents=True)
    for name in (PROGRAM, ADMIN):
        (programs / name).symlink_to(Path("..", "lib", words.NAME, name))
    share = tree / "usr" / "share"
    _write(share / "applications" / f"{words.NAME}.desktop", _filled(order, "workwell-desktop.desktop"))
    _write(share / "metainfo" / "desktop.workwell.WorkWell.metainfo.xml", _filled(order, "metainfo.xml"))
    for name in (PROGRAM, ADMIN):
        _packed(share / "man" / "man1" / f"{name}.1.gz", _filled(order, f"{name}.1"))
    _icons(share / "icons" / "hicolor")
    _papers(order, share / "doc" / words.NAME)
    _write(share / "lintian" / "overrides" / words.NAME, words.overrides_text(words.overrides()))
    for path in tree.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path == home / PROGRAM else 0o644)


def build_facts(order: Order) -> str:
    """Return what the installed program reads of its own build."""
    return build_toml(order.version, commit(), order.made_on.date(), "deb", order.update_key)


def libraries_needed(tree: Path) -> str:
    """Return the packages whose libraries ours need, as dpkg-shlibdeps finds them.

    This is a gate too: a library that is neither inside nor in any package here stops the build.
    """
    _write(WORK / "debian" / "control", f"Source: {words.NAME}\n\nPackage: {words.NAME}\nArchitecture: any\n")
    ours = sorted(
        path for path in (tree / HOME).rglob("*") if path.is_file() and not path.is_symlink() and _is_elf(path)
    )
    folders = sorted({str(path.parent) for path in ours})
    said = _run(
        [
            "dpkg-shlibdeps",
            "-O",
            "--ignore-missing-info",
            "--warnings=0",
            *(f"-l{one}" for one in folders),
            *map(str, ours),
        ],
        "A library that the program needs was not found.",
    )
    found = [line.removeprefix("shlibs:Depends=") for line in said.splitlines() if line.startswith("shlibs:Depends=")]
    if not found:
        raise CannotBuild("dpkg-shlibdeps named no package that the program needs.")
    return found[0]


def what_is_in_it() -> tuple[Part, ...]:
    """Return what others made and what is inside. Raises ``CannotBuild`` where a licence cannot be shown."""
    try:
        return what_is_inside(ROOT / "requirements" / "run.txt", Path(sysconfig.get_path("purelib")), "linux")
    except NoticeMissing as problem:
        raise CannotBuild(str(problem)) from problem


def _papers(order: Order, folder: Path) -> None:
    parts = what_is_in_it()
    _write(folder / "copyright", words.copyright_text(parts, (ROOT / "LICENSE").read_text("utf-8")))
    _packed(folder / "changelog.gz", words.changelog(order.version, order.maintainer, order.made_on))
    _packed(folder / "CHANGELOG.md.gz", (ROOT / "CHANGELOG.md").read_text("utf-8"))
    notices = write_third_party(parts, order.version, folder)
    _packed(folder / f"{notices.name}.gz", notices.read_text("utf-8"))
    notices.unlink()


def _icons(folder: Path) -> None:
    try:
        pictures = artwork.png_sizes(artwork.DRAWING, artwork.DESKTOP_SIZES)
    except artwork.NoDrawing as problem:
        raise CannotBuild(str(problem)) from problem
    for size, picture in pictures.items():
        file = folder / f"{size}x{size}" / "apps" / f"{words.NAME}.png"
        file.parent.mkdir(parents=True)
        file.write_bytes(picture)
    drawing = folder / "scalable" / "apps" / f"{words.NAME}.svg"
    drawing.parent.mkdir(parents=True)
    shutil.copyfile(artwork.DRAWING, drawing)


def _filled(order: Order, name: str) -> str:
    return words.filled(name, order.version, order.made_on)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8", newline="\n")


def _packed(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))


def _md5sums(tree: Path) -> str:
    files = sorted(path for path in (tree / "usr").rglob("*") if path.is_file() and not path.is_symlink())
    digests = ((hashlib.md5(file.read_bytes(), usedforsecurity=False), file) for file in files)
    return "".join(f"{digest.hexdigest()}  {file.relative_to(tree)}\n" for digest, file in digests)


def _same_age(tree: Path, seconds: int) -> None:
    for path in (tree, *tree.rglob("*")):
        os.utime(path, (seconds, seconds), follow_symlinks=False)


def _is_elf(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(4) == b"\x7fELF"


def _refuse_without(*commands: str) -> None:
    missing = [one for one in commands if shutil.which(one) is None]
    if missing:
        raise CannotBuild(f"These commands are needed and are not here: {', '.join(missing)}.", "On Debian: dpkg-dev.")


def _run(command: Sequence[str], sorrow: str) -> str:
    """Run a system's tool in the build's folder and return what it says. Raises ``CannotBuild`` with its own words."""
    calm = os.environ | {"SOURCE_DATE_EPOCH": str(commit_time()), "LC_ALL": "C.UTF-8"}
    ran = subprocess.run(command, cwd=WORK, env=calm, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise CannotBuild(sorrow, "\n".join(ran.stderr.strip().splitlines()[:3]))
    return ran.stdout


def sum_of(file: Path) -> str:
    """Return a file's SHA-256 in hexadecimal digits."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def order_from(arguments: argparse.Namespace) -> Order:
    """Return what is asked for; who builds it may say so as Debian's own tools are told."""
    name, mail = os.environ.get("DEBFULLNAME", ""), os.environ.get("DEBEMAIL", "")
    return Order(
        version=arguments.version,
        maintainer=f"{name} <{mail}>" if name and mail else words.NOBODY,
        update_key=read_update_key(arguments.update_key) if arguments.update_key else "",
        quick=arguments.quick,
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Make the package, say its size and sum, and return 0; or 1 after a sentence that says what is wrong."""
    arguments = _arguments(argv)
    try:
        order = order_from(arguments)
        sums = []
        for round_ in range(2 if arguments.twice else 1):
            frozen = freezing.FOLDER if arguments.keep_frozen else freezing.freeze()
            if round_ == 0:
                print(freezing.told(frozen), flush=True)
            made = build_deb(order, frozen, arguments.into if round_ == 0 else WORK / "again")
            sums.append(sum_of(made))
            print(f"deb: {made.name}, {made.stat().st_size / 1e6:.1f} MB, SHA-256 {sums[-1]}", flush=True)
    except CannotBuild as problem:
        print(f"deb: {problem.sentence} {problem.next_step}", file=sys.stderr)
        return 1
    if len(set(sums)) > 1:
        print("deb: two builds of the same commit gave different files", file=sys.stderr)
        return 1
    return 0


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m installers.linux.build_deb", description=__doc__)
    parser.add_argument("--version", default=__version__, help="stamp the package with another version, for trials")
    parser.add_argument("--update-key", type=Path, metavar="FILE", help="the public key that updates are checked with")
    parser.add_argument("--into", type=Path, default=DIST, metavar="FOLDER", help="where the package goes")
    parser.add_argument("--keep-frozen", action="store_true", help="take the frozen folder that is there")
    parser.add_argument("--quick", action="store_true", help="pack it less hard, for trials")
    parser.add_argument("--twice", action="store_true", help="make it twice and compare")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
