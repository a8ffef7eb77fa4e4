"""The coaches who may open this vault, and the one secret that lives inside it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from workwell_desktop.models.base import Base, Kept


class Member(Kept, Base):
    """A coach of this vault. The first one made the vault, and so made their own row too.

    The public keys stand here and not in the header: they are needed only while the vault is open, and
    somebody who holds the stolen file then has no public key to attack (trust.md 4.2). ``slot_ids`` are the
    header slots that open the vault as this coach, one space between them.
    """

    __tablename__ = "vault_member"

    name: Mapped[str]
    role: Mapped[str]  # "lead" or "coach"
    slot_ids: Mapped[str]
    x25519_public: Mapped[bytes]
    ed25519_public: Mapped[bytes]
    left_at: Mapped[datetime | None]


class VaultSecret(Base):
    """A secret made with the vault and kept inside it: ``audit_mac`` is the key of the audit chain (32 bytes)."""

    __tablename__ = "vault_secret"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[bytes]
