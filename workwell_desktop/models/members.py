"""The coaches who may open this vault, their public keys, and the few secrets that live inside it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from workwell_desktop.models.base import Base, Kept


class Member(Kept, Base):
    """A coach of this vault. The first one made the vault, and so made their own row too."""

    __tablename__ = "vault_member"

    name: Mapped[str]
    role: Mapped[str]  # "lead" or "coach"
    left_at: Mapped[datetime | None]


class MemberKey(Kept, Base):
    """The public keys of one header slot, and the coach it stands for. A dropped slot's keys stay: they prove the past.

    They stand here and not in the header: they are needed only while the vault is open, and somebody who holds
    the stolen file then has no public key to attack. A coach has more than one when they came back
    with a recovery sheet; the sheet itself has one too, in the name of the coach who made it.
    """

    __tablename__ = "vault_member_key"

    member_id: Mapped[int] = mapped_column(ForeignKey("vault_member.id"), index=True)
    slot_id: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]  # "passphrase" or "recovery"
    x25519_public: Mapped[bytes]
    ed25519_public: Mapped[bytes]
    dropped_at: Mapped[datetime | None]


class VaultSecret(Base):
    """A secret kept inside the vault.

    ``audit_mac``: the key of the audit chain (32 bytes). ``sheet_check``: the two groups of the newest recovery
    sheet that are still to be typed back; gone once they were.
    """

    __tablename__ = "vault_secret"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[bytes]
