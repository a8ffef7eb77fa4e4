"""The two kinds of error: one that we can explain, and a bug.

Everything we can explain is a :class:`WorkwellError`: a plain sentence that says what happened and,
where there is one, what to do next. Anything else that is raised is a bug. No error carries a
participant's words.

    WorkwellError
      InputProblem            what was typed cannot be kept as it is (beside which field, and why)
      VaultProblem
        WrongPassphrase       not the passphrase or not the recovery sheet
        TooManyTries          wait before the next try (seconds)
        HeaderDamaged         vault.json cannot be trusted
        DatabaseDamaged       the database cannot be read
        NewerVersion          made by a newer WorkWell
        VaultMissing          there is no vault in this folder
        VaultInUse            another program has it open (who, since when)
        FolderRefused         the live vault must not lie here (why)
        ExtraKeyMissing       this PC's extra key is not there
        OlderCopy             this file is older than the one last used here
        NotKept               the disk is full or refuses to write
        BackupUnreadable      the backup could not be read back
      PaperProblem            a paper cannot be made as it stands
"""

from __future__ import annotations


class WorkwellError(Exception):
    """Something went wrong that we can explain to the person at the screen.

    ``sentence`` says what happened; ``next_step`` says what to do, and may be empty.
    """

    def __init__(self, sentence: str, next_step: str = "") -> None:
        """Keep the sentence and the next step. Neither may hold a participant's words."""
        super().__init__(f"{sentence} {next_step}".strip())
        self.sentence = sentence
        self.next_step = next_step


class InputProblem(WorkwellError):
    """What was typed cannot be kept as it is. ``fields`` maps a field's name to its plain sentence."""

    def __init__(self, fields: dict[str, str]) -> None:
        """Keep one sentence for each field that needs another look."""
        super().__init__("Something needs another look.", "See the sentences beside the fields.")
        self.fields = fields


class VaultProblem(WorkwellError):
    """The locked box cannot do what was asked."""


class WrongPassphrase(VaultProblem):
    """The passphrase or the recovery sheet does not open this vault."""


class TooManyTries(VaultProblem):
    """Too many wrong tries. ``seconds`` says how long to wait before the next one."""

    def __init__(self, sentence: str, next_step: str = "", *, seconds: int = 0) -> None:
        """Keep how many seconds are left to wait."""
        super().__init__(sentence, next_step)
        self.seconds = seconds


class HeaderDamaged(VaultProblem):
    """The vault's header (vault.json) is damaged or was changed."""


class DatabaseDamaged(VaultProblem):
    """The vault's database is damaged."""


class NewerVersion(VaultProblem):
    """The vault was made or changed by a newer WorkWell."""


class VaultMissing(VaultProblem):
    """There is no vault where we looked, or a part of it is gone."""


class VaultInUse(VaultProblem):
    """Another running program holds this vault."""


class FolderRefused(VaultProblem):
    """The live vault must not lie in this folder."""


class ExtraKeyMissing(VaultProblem):
    """This PC's extra key is not in its keyring, or the keyring does not answer."""


class OlderCopy(VaultProblem):
    """This vault is older than the one that was last used on this PC."""


class NotKept(VaultProblem):
    """Nothing could be written: the disk is full, or refuses."""


class BackupUnreadable(VaultProblem):
    """A backup could not be read back."""


class PaperProblem(WorkwellError):
    """A paper cannot be made as it stands."""
