"""This PC's extra key in a real keyring: the Secret Service of a Linux desktop, started for this test alone.

Each step is a program of its own, as after a restart.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.needs import programs
from tests.vaults import NEW_PASSPHRASE, PASSPHRASE, Template

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("dbus-run-session", "gnome-keyring-daemon")

BEGIN = """
import sys
from pathlib import Path
from workwell_desktop.clock import Clock
from workwell_desktop.errors import ExtraKeyMissing
from workwell_desktop.vault.device import DeviceKeyring
from workwell_desktop.vault.store import coaches, unlock, unlock_with_sheet
folder, passphrase, sheet, new = Path(sys.argv[1]), *sys.argv[2:5]
keyring = DeviceKeyring(patience_s=20)
slot = coaches(folder)[0]

def enter(passphrase):
    return unlock(folder, slot.slot_id, passphrase, clock=Clock(), keyring=keyring)
"""

STEPS = {
    "on": """
assert keyring.why_not() == "", keyring.why_not()
vault = enter(passphrase)
vault.extra_key_on(passphrase, keyring)
vault.extra_key_test(keyring)
vault.close()
""",
    "after a restart": """
assert slot.device
vault = enter(passphrase)
vault.extra_key_test(keyring)
vault.close()
""",
    "lost, and back with the sheet": """
keyring.forget(folder.name)
try:
    enter(passphrase)
except ExtraKeyMissing as problem:
    assert "recovery sheet" in problem.next_step
else:
    raise SystemExit("opened without the extra key")
vault = unlock_with_sheet(folder, sheet, new_passphrase=new, clock=Clock())
assert not vault.has_extra_key
vault.close()
assert not coaches(folder)[0].device
""",
}


def test_on_restart_lost_and_back_with_the_sheet(vault_folder: Path, template: Template, tmp_path: Path) -> None:
    programs(*NEEDED)
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    arguments = [str(vault_folder), PASSPHRASE, template.sheet.text, NEW_PASSPHRASE]
    for number, code in enumerate(STEPS.values()):
        (tmp_path / f"step{number}.py").write_text(BEGIN + code)
    steps = " && ".join(f'"$python" "$folder/step{number}.py" "$@"' for number in range(len(STEPS)))
    script = (
        f'python="$1"; folder="$2"; shift 2; printf "session\\n" | gnome-keyring-daemon --unlock --components=secrets '
        f">/dev/null && {steps}"
    )
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(runtime), "PYTHONPATH": str(ROOT),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring", "LANG": "C.UTF-8",
    }  # fmt: skip
    done = subprocess.run(
        ["dbus-run-session", "--", "bash", "-c", script, "bash", sys.executable, str(tmp_path), *arguments],
        env=environment, capture_output=True, text=True, check=False, cwd=ROOT, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    kept = [file for file in (tmp_path / ".local").rglob("*") if file.is_file()]
    assert kept  # the keyring did write to a disk of its own
