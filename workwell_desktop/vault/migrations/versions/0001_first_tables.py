"""The first tables.

Written from the models by ``python -m tests.tools.write_first_migration``; not by hand.
"""
# ruff: noqa: E501, PLR0915 - generated: one line a constraint, one statement a table

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# What the models cannot say: search tables and triggers.
HAND_KEPT: tuple[str, ...] = (
    "CREATE TRIGGER case_employment_insert AFTER INSERT ON employment BEGIN UPDATE episode SET work_status = coalesce((SELECT work_status FROM employment WHERE episode_id = episode.id), '') WHERE (id = NEW.episode_id) AND (work_status IS NOT coalesce((SELECT work_status FROM employment WHERE episode_id = episode.id), '')); END",
    "CREATE TRIGGER case_employment_update AFTER UPDATE OF work_status, episode_id ON employment BEGIN UPDATE episode SET work_status = coalesce((SELECT work_status FROM employment WHERE episode_id = episode.id), '') WHERE (id = NEW.episode_id OR id = OLD.episode_id) AND (work_status IS NOT coalesce((SELECT work_status FROM employment WHERE episode_id = episode.id), '')); END",
    "CREATE TRIGGER case_employment_delete AFTER DELETE ON employment BEGIN UPDATE episode SET work_status = coalesce((SELECT work_status FROM employment WHERE episode_id = episode.id), '') WHERE (id = OLD.episode_id) AND (work_status IS NOT coalesce((SELECT work_status FROM employment WHERE episode_id = episode.id), '')); END",
    "CREATE TRIGGER case_fit_note_insert AFTER INSERT ON fit_note BEGIN UPDATE episode SET fit_note_ends_on = (SELECT max(ends_on) FROM fit_note WHERE withdrawn_on IS NULL AND episode_id IN (SELECT id FROM episode AS spell WHERE spell.participant_id = episode.participant_id)) WHERE (participant_id = (SELECT participant_id FROM episode AS spell WHERE spell.id = NEW.episode_id)) AND (fit_note_ends_on IS NOT (SELECT max(ends_on) FROM fit_note WHERE withdrawn_on IS NULL AND episode_id IN (SELECT id FROM episode AS spell WHERE spell.participant_id = episode.participant_id))); END",
    "CREATE TRIGGER case_fit_note_update AFTER UPDATE OF ends_on, withdrawn_on, episode_id ON fit_note BEGIN UPDATE episode SET fit_note_ends_on = (SELECT max(ends_on) FROM fit_note WHERE withdrawn_on IS NULL AND episode_id IN (SELECT id FROM episode AS spell WHERE spell.participant_id = episode.participant_id)) WHERE (participant_id = (SELECT participant_id FROM episode AS spell WHERE spell.id = NEW.episode_id) OR participant_id = (SELECT participant_id FROM episode AS spell WHERE spell.id = OLD.episode_id)) AND (fit_note_ends_on IS NOT (SELECT max(ends_on) FROM fit_note WHERE withdrawn_on IS NULL AND episode_id IN (SELECT id FROM episode AS spell WHERE spell.participant_id = episode.participant_id))); END",
    "CREATE TRIGGER case_fit_note_delete AFTER DELETE ON fit_note BEGIN UPDATE episode SET fit_note_ends_on = (SELECT max(ends_on) FROM fit_note WHERE withdrawn_on IS NULL AND episode_id IN (SELECT id FROM episode AS spell WHERE spell.participant_id = episode.participant_id)) WHERE (participant_id = (SELECT participant_id FROM episode AS spell WHERE spell.id = OLD.episode_id)) AND (fit_note_ends_on IS NOT (SELECT max(ends_on) FROM fit_note WHERE withdrawn_on IS NULL AND episode_id IN (SELECT id FROM episode AS spell WHERE spell.participant_id = episode.participant_id))); END",
    "CREATE TRIGGER case_contact_insert AFTER INSERT ON contact BEGIN UPDATE episode SET next_contact_at = (SELECT min(starts_at) FROM contact WHERE episode_id = episode.id AND state = 'booked'), last_contact_on = nullif(max(coalesce((SELECT max(date(starts_at, 'localtime')) FROM contact WHERE episode_id = episode.id AND state = 'attended'), ''), coalesce((SELECT max(date(tried_at, 'localtime')) FROM contact_attempt WHERE episode_id = episode.id), ''), coalesce((SELECT max(happened_on) FROM note WHERE episode_id = episode.id), '')), '') WHERE (id = NEW.episode_id) AND (next_contact_at IS NOT (SELECT min(starts_at) FROM contact WHERE episode_id = episode.id AND state = 'booked') OR last_contact_on IS NOT nullif(max(coalesce((SELECT max(date(starts_at, 'localtime')) FROM contact WHERE episode_id = episode.id AND state = 'attended'), ''), coalesce((SELECT max(date(tried_at, 'localtime')) FROM contact_attempt WHERE episode_id = episode.id), ''), coalesce((SELECT max(happened_on) FROM note WHERE episode_id = episode.id), '')), '')); END",
    "CREATE TRIGGER case_contact_update AFTER UPDATE OF state, starts_at, episode_id ON contact BEGIN UPDATE episode SET next_contact_at = (SELECT min(starts_at) FROM contact WHERE episode_id = episode.id AND state = 'booked'), last_contact_on = nullif(max(coalesce((SELECT max(date(starts_at, 'localtime')) FROM contact WHERE episode_id = episode.id AND state = 'attended'), ''), coalesce((SELECT max(date(tried_at, 'localtime')) FROM contact_attempt WHERE episode_id = episode.id), ''), coalesce((SELECT max(happened_on) FROM note WHERE episode_id = episode.id), '')), '') WHERE (id = NEW.episode_id OR id = OLD.episode_id) AND (next_contact_at IS NOT (SELECT min(starts_at) FROM contact WHERE episode_id = episode.id AND state = 'booked') OR last_contact_on IS NOT nullif(max(coalesce((SELECT max(date(starts_at, 'localtime')) FROM contact WHERE episode_id = episode.id AND state = 'attended'), ''), coalesce((SELECT max(date(tried_at, 'localtime')) FROM contact_attempt WHERE episode_id = episode.id), ''), coalesce((SELECT max(happened_on) FROM note WHERE episode_id = episode.id), '')), '')); END",
    "CREATE TRIGGER case_contact_delete AFTER DELETE ON contact BEGIN UPDATE episode SET next_contact_at = (SELECT min(starts_at) FROM contact WHERE episode_id = episode.id AND state = 'booked'), last_contact_on = nullif(max(coalesce((SELECT max(date(starts_at, 'localtime')) FROM contact WHERE episode_id = episode.id AND state = 'attended'), ''), coalesce((SELECT max(date(tried_at, 'localtime')) FROM contact_attempt WHERE episode_id = episode.id), ''), coalesce((SELECT max(happened_on) FROM note WHERE episode_id = episode.id), '')), '') WHERE (id = OLD.episode_id) AND (next_contact_at IS NOT (SELECT min(starts_at) FROM contact WHERE episode_id = episode.id AND state = 'booked') OR last_contact_on IS NOT nullif(max(coalesce((SELECT max(date(starts_at, 'localtime')) FROM contact WHERE episode_id = episode.id AND state = 'attended'), ''), coalesce((SELECT max(date(tried_at, 'localtime')) FROM contact_attempt WHERE episode_id = episode.id), ''), coalesce((SELECT max(happened_on) FROM note WHERE episode_id = episode.id), '')), '')); END",
    "CREATE TRIGGER case_contact_attempt_insert AFTER INSERT ON contact_attempt BEGIN UPDATE episode SET last_contact_on = nullif(max(coalesce((SELECT max(date(starts_at, 'localtime')) FROM contact WHERE episode_id = episode.id AND state = 'attended'), ''), coalesce((SELECT max(date(tried_at, 'localtime')) FROM contact_attempt WHERE episode_id = episode.id), ''), coalesce((SELECT max(happened_on) FROM note WHERE episode_id = episode.id), '')), '') WHERE (id = NEW.episode_id) AND (last_contact_on IS NOT nullif(max(coalesce((SELECT max(date(starts_at, 'localtime')) FROM contact WHERE episode_id = episode.id AND state = 'attended'), ''), coalesce((SELECT max(date(tried_at, 'localtime')) FROM contact_attempt WHERE episode_id = episode.id), ''), coalesce((SELECT max(happened_on) FROM note WHERE episode_id = episode.id), '')), '')); END",
    "CREATE TRIGGER case_contact_attempt_update AFTER UPDATE OF tried_at, episode_id ON contact_attempt BEGIN UPDATE episode SET last_contact_on = nullif(max(coalesce((SELECT max(date(starts_at, 'localtime')) FROM contact WHERE episode_id = episode.id AND state = 'attended'), ''), coalesce((SELECT max(date(tried_at, 'localtime')) FROM contact_attempt WHERE episode_id = episode.id), ''), coalesce((SELECT max(happened_on) FROM note WHERE episode_id = episode.id), '')), '') WHERE (id = NEW.episode_id OR id = OLD.episode_id) AND (last_contact_on IS NOT nullif(max(coalesce((SELECT max(date(starts_at, 'localtime')) FROM contact WHERE episode_id = episode.id AND state = 'attended'), ''), coalesce((SELECT max(date(tried_at, 'localtime')) FROM contact_attempt WHERE episode_id = episode.id), ''), coalesce((SELECT max(happened_on) FROM note WHERE episode_id = episode.id), '')), '')); END",
    "CREATE TRIGGER case_contact_attempt_delete AFTER DELETE ON contact_attempt BEGIN UPDATE episode SET last_contact_on = nullif(max(coalesce((SELECT max(date(starts_at, 'localtime')) FROM contact WHERE episode_id = episode.id AND state = 'attended'), ''), coalesce((SELECT max(date(tried_at, 'localtime')) FROM contact_attempt WHERE episode_id = episode.id), ''), coalesce((SELECT max(happened_on) FROM note WHERE episode_id = episode.id), '')), '') WHERE (id = OLD.episode_id) AND (last_contact_on IS NOT nullif(max(coalesce((SELECT max(date(starts_at, 'localtime')) FROM contact WHERE episode_id = episode.id AND state = 'attended'), ''), coalesce((SELECT max(date(tried_at, 'localtime')) FROM contact_attempt WHERE episode_id = episode.id), ''), coalesce((SELECT max(happened_on) FROM note WHERE episode_id = episode.id), '')), '')); END",
    "CREATE TRIGGER case_note_insert AFTER INSERT ON note BEGIN UPDATE episode SET last_contact_on = nullif(max(coalesce((SELECT max(date(starts_at, 'localtime')) FROM contact WHERE episode_id = episode.id AND state = 'attended'), ''), coalesce((SELECT max(date(tried_at, 'localtime')) FROM contact_attempt WHERE episode_id = episode.id), ''), coalesce((SELECT max(happened_on) FROM note WHERE episode_id = episode.id), '')), '') WHERE (id = NEW.episode_id) AND (last_contact_on IS NOT nullif(max(coalesce((SELECT max(date(starts_at, 'localtime')) FROM contact WHERE episode_id = episode.id AND state = 'attended'), ''), coalesce((SELECT max(date(tried_at, 'localtime')) FROM contact_attempt WHERE episode_id = episode.id), ''), coalesce((SELECT max(happened_on) FROM note WHERE episode_id = episode.id), '')), '')); END",
    "CREATE TRIGGER case_note_update AFTER UPDATE OF happened_on, episode_id ON note BEGIN UPDATE episode SET last_contact_on = nullif(max(coalesce((SELECT max(date(starts_at, 'localtime')) FROM contact WHERE episode_id = episode.id AND state = 'attended'), ''), coalesce((SELECT max(date(tried_at, 'localtime')) FROM contact_attempt WHERE episode_id = episode.id), ''), coalesce((SELECT max(happened_on) FROM note WHERE episode_id = episode.id), '')), '') WHERE (id = NEW.episode_id OR id = OLD.episode_id) AND (last_contact_on IS NOT nullif(max(coalesce((SELECT max(date(starts_at, 'localtime')) FROM contact WHERE episode_id = episode.id AND state = 'attended'), ''), coalesce((SELECT max(date(tried_at, 'localtime')) FROM contact_attempt WHERE episode_id = episode.id), ''), coalesce((SELECT max(happened_on) FROM note WHERE episode_id = episode.id), '')), '')); END",
    "CREATE TRIGGER case_note_delete AFTER DELETE ON note BEGIN UPDATE episode SET last_contact_on = nullif(max(coalesce((SELECT max(date(starts_at, 'localtime')) FROM contact WHERE episode_id = episode.id AND state = 'attended'), ''), coalesce((SELECT max(date(tried_at, 'localtime')) FROM contact_attempt WHERE episode_id = episode.id), ''), coalesce((SELECT max(happened_on) FROM note WHERE episode_id = episode.id), '')), '') WHERE (id = OLD.episode_id) AND (last_contact_on IS NOT nullif(max(coalesce((SELECT max(date(starts_at, 'localtime')) FROM contact WHERE episode_id = episode.id AND state = 'attended'), ''), coalesce((SELECT max(date(tried_at, 'localtime')) FROM contact_attempt WHERE episode_id = episode.id), ''), coalesce((SELECT max(happened_on) FROM note WHERE episode_id = episode.id), '')), '')); END",
    "CREATE TRIGGER case_plan_insert AFTER INSERT ON plan BEGIN UPDATE episode SET review_on = (SELECT max(review_on) FROM plan WHERE episode_id = episode.id) WHERE (id = NEW.episode_id) AND (review_on IS NOT (SELECT max(review_on) FROM plan WHERE episode_id = episode.id)); END",
    "CREATE TRIGGER case_plan_update AFTER UPDATE OF review_on, episode_id ON plan BEGIN UPDATE episode SET review_on = (SELECT max(review_on) FROM plan WHERE episode_id = episode.id) WHERE (id = NEW.episode_id OR id = OLD.episode_id) AND (review_on IS NOT (SELECT max(review_on) FROM plan WHERE episode_id = episode.id)); END",
    "CREATE TRIGGER case_plan_delete AFTER DELETE ON plan BEGIN UPDATE episode SET review_on = (SELECT max(review_on) FROM plan WHERE episode_id = episode.id) WHERE (id = OLD.episode_id) AND (review_on IS NOT (SELECT max(review_on) FROM plan WHERE episode_id = episode.id)); END",
    "CREATE TRIGGER case_referral_insert AFTER INSERT ON referral BEGIN UPDATE episode SET referred_on = coalesce((SELECT max(received_on) FROM referral WHERE episode_id = episode.id), opened_on) WHERE (id = NEW.episode_id) AND (referred_on IS NOT coalesce((SELECT max(received_on) FROM referral WHERE episode_id = episode.id), opened_on)); END",
    "CREATE TRIGGER case_referral_update AFTER UPDATE OF received_on, episode_id ON referral BEGIN UPDATE episode SET referred_on = coalesce((SELECT max(received_on) FROM referral WHERE episode_id = episode.id), opened_on) WHERE (id = NEW.episode_id OR id = OLD.episode_id) AND (referred_on IS NOT coalesce((SELECT max(received_on) FROM referral WHERE episode_id = episode.id), opened_on)); END",
    "CREATE TRIGGER case_referral_delete AFTER DELETE ON referral BEGIN UPDATE episode SET referred_on = coalesce((SELECT max(received_on) FROM referral WHERE episode_id = episode.id), opened_on) WHERE (id = OLD.episode_id) AND (referred_on IS NOT coalesce((SELECT max(received_on) FROM referral WHERE episode_id = episode.id), opened_on)); END",
    "CREATE TRIGGER case_participant_update AFTER UPDATE OF area, interpreter ON participant BEGIN UPDATE episode SET area = coalesce((SELECT area FROM participant WHERE id = episode.participant_id), ''), needs_format = (EXISTS (SELECT 1 FROM participant WHERE id = episode.participant_id AND interpreter NOT IN ('', 'none')) OR EXISTS (SELECT 1 FROM communication_need WHERE participant_id = episode.participant_id AND (code GLOB 'format_*' OR code IN ('person_bsl', 'person_deafblind', 'person_lipspeaker', 'person_language')))) WHERE (participant_id = NEW.id OR participant_id = OLD.id) AND (area IS NOT coalesce((SELECT area FROM participant WHERE id = episode.participant_id), '') OR needs_format IS NOT (EXISTS (SELECT 1 FROM participant WHERE id = episode.participant_id AND interpreter NOT IN ('', 'none')) OR EXISTS (SELECT 1 FROM communication_need WHERE participant_id = episode.participant_id AND (code GLOB 'format_*' OR code IN ('person_bsl', 'person_deafblind', 'person_lipspeaker', 'person_language'))))); END",
    "CREATE TRIGGER case_communication_need_insert AFTER INSERT ON communication_need BEGIN UPDATE episode SET needs_format = (EXISTS (SELECT 1 FROM participant WHERE id = episode.participant_id AND interpreter NOT IN ('', 'none')) OR EXISTS (SELECT 1 FROM communication_need WHERE participant_id = episode.participant_id AND (code GLOB 'format_*' OR code IN ('person_bsl', 'person_deafblind', 'person_lipspeaker', 'person_language')))) WHERE (participant_id = NEW.participant_id) AND (needs_format IS NOT (EXISTS (SELECT 1 FROM participant WHERE id = episode.participant_id AND interpreter NOT IN ('', 'none')) OR EXISTS (SELECT 1 FROM communication_need WHERE participant_id = episode.participant_id AND (code GLOB 'format_*' OR code IN ('person_bsl', 'person_deafblind', 'person_lipspeaker', 'person_language'))))); END",
    "CREATE TRIGGER case_communication_need_update AFTER UPDATE OF code, participant_id ON communication_need BEGIN UPDATE episode SET needs_format = (EXISTS (SELECT 1 FROM participant WHERE id = episode.participant_id AND interpreter NOT IN ('', 'none')) OR EXISTS (SELECT 1 FROM communication_need WHERE participant_id = episode.participant_id AND (code GLOB 'format_*' OR code IN ('person_bsl', 'person_deafblind', 'person_lipspeaker', 'person_language')))) WHERE (participant_id = NEW.participant_id OR participant_id = OLD.participant_id) AND (needs_format IS NOT (EXISTS (SELECT 1 FROM participant WHERE id = episode.participant_id AND interpreter NOT IN ('', 'none')) OR EXISTS (SELECT 1 FROM communication_need WHERE participant_id = episode.participant_id AND (code GLOB 'format_*' OR code IN ('person_bsl', 'person_deafblind', 'person_lipspeaker', 'person_language'))))); END",
    "CREATE TRIGGER case_communication_need_delete AFTER DELETE ON communication_need BEGIN UPDATE episode SET needs_format = (EXISTS (SELECT 1 FROM participant WHERE id = episode.participant_id AND interpreter NOT IN ('', 'none')) OR EXISTS (SELECT 1 FROM communication_need WHERE participant_id = episode.participant_id AND (code GLOB 'format_*' OR code IN ('person_bsl', 'person_deafblind', 'person_lipspeaker', 'person_language')))) WHERE (participant_id = OLD.participant_id) AND (needs_format IS NOT (EXISTS (SELECT 1 FROM participant WHERE id = episode.participant_id AND interpreter NOT IN ('', 'none')) OR EXISTS (SELECT 1 FROM communication_need WHERE participant_id = episode.participant_id AND (code GLOB 'format_*' OR code IN ('person_bsl', 'person_deafblind', 'person_lipspeaker', 'person_language'))))); END",
    "CREATE TRIGGER case_episode_insert AFTER INSERT ON episode BEGIN UPDATE episode SET area = coalesce((SELECT area FROM participant WHERE id = episode.participant_id), ''), needs_format = (EXISTS (SELECT 1 FROM participant WHERE id = episode.participant_id AND interpreter NOT IN ('', 'none')) OR EXISTS (SELECT 1 FROM communication_need WHERE participant_id = episode.participant_id AND (code GLOB 'format_*' OR code IN ('person_bsl', 'person_deafblind', 'person_lipspeaker', 'person_language')))), referred_on = coalesce((SELECT max(received_on) FROM referral WHERE episode_id = episode.id), opened_on), fit_note_ends_on = (SELECT max(ends_on) FROM fit_note WHERE withdrawn_on IS NULL AND episode_id IN (SELECT id FROM episode AS spell WHERE spell.participant_id = episode.participant_id)), quiet_since = max(coalesce(last_contact_on, opened_on), date(created_at, 'localtime')) WHERE (participant_id = NEW.participant_id) AND (area IS NOT coalesce((SELECT area FROM participant WHERE id = episode.participant_id), '') OR needs_format IS NOT (EXISTS (SELECT 1 FROM participant WHERE id = episode.participant_id AND interpreter NOT IN ('', 'none')) OR EXISTS (SELECT 1 FROM communication_need WHERE participant_id = episode.participant_id AND (code GLOB 'format_*' OR code IN ('person_bsl', 'person_deafblind', 'person_lipspeaker', 'person_language')))) OR referred_on IS NOT coalesce((SELECT max(received_on) FROM referral WHERE episode_id = episode.id), opened_on) OR fit_note_ends_on IS NOT (SELECT max(ends_on) FROM fit_note WHERE withdrawn_on IS NULL AND episode_id IN (SELECT id FROM episode AS spell WHERE spell.participant_id = episode.participant_id)) OR quiet_since IS NOT max(coalesce(last_contact_on, opened_on), date(created_at, 'localtime'))); END",
    "CREATE TRIGGER case_episode_update AFTER UPDATE OF participant_id, opened_on, last_contact_on, created_at ON episode BEGIN UPDATE episode SET area = coalesce((SELECT area FROM participant WHERE id = episode.participant_id), ''), needs_format = (EXISTS (SELECT 1 FROM participant WHERE id = episode.participant_id AND interpreter NOT IN ('', 'none')) OR EXISTS (SELECT 1 FROM communication_need WHERE participant_id = episode.participant_id AND (code GLOB 'format_*' OR code IN ('person_bsl', 'person_deafblind', 'person_lipspeaker', 'person_language')))), referred_on = coalesce((SELECT max(received_on) FROM referral WHERE episode_id = episode.id), opened_on), fit_note_ends_on = (SELECT max(ends_on) FROM fit_note WHERE withdrawn_on IS NULL AND episode_id IN (SELECT id FROM episode AS spell WHERE spell.participant_id = episode.participant_id)), quiet_since = max(coalesce(last_contact_on, opened_on), date(created_at, 'localtime')) WHERE (participant_id = NEW.participant_id OR participant_id = OLD.participant_id) AND (area IS NOT coalesce((SELECT area FROM participant WHERE id = episode.participant_id), '') OR needs_format IS NOT (EXISTS (SELECT 1 FROM participant WHERE id = episode.participant_id AND interpreter NOT IN ('', 'none')) OR EXISTS (SELECT 1 FROM communication_need WHERE participant_id = episode.participant_id AND (code GLOB 'format_*' OR code IN ('person_bsl', 'person_deafblind', 'person_lipspeaker', 'person_language')))) OR referred_on IS NOT coalesce((SELECT max(received_on) FROM referral WHERE episode_id = episode.id), opened_on) OR fit_note_ends_on IS NOT (SELECT max(ends_on) FROM fit_note WHERE withdrawn_on IS NULL AND episode_id IN (SELECT id FROM episode AS spell WHERE spell.participant_id = episode.participant_id)) OR quiet_since IS NOT max(coalesce(last_contact_on, opened_on), date(created_at, 'localtime'))); END",
    "CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event BEGIN SELECT RAISE(ABORT, 'audit_event only grows'); END",
    "CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event BEGIN SELECT RAISE(ABORT, 'audit_event only grows'); END",
    "CREATE TRIGGER record_version_no_update BEFORE UPDATE ON record_version BEGIN SELECT RAISE(ABORT, 'record_version only grows'); END",
    "CREATE TRIGGER record_version_no_delete BEFORE DELETE ON record_version BEGIN SELECT RAISE(ABORT, 'record_version only grows'); END",
    "CREATE TRIGGER audit_event_no_insert BEFORE INSERT ON audit_event WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit_event) BEGIN SELECT RAISE(ABORT, 'audit_event only grows'); END",
    "CREATE TRIGGER record_version_no_insert BEFORE INSERT ON record_version WHEN EXISTS (SELECT 1 FROM record_version WHERE id = NEW.id OR (entity = NEW.entity AND entity_id = NEW.entity_id AND number = NEW.number)) BEGIN SELECT RAISE(ABORT, 'record_version only grows'); END",
    "CREATE VIRTUAL TABLE person_fts USING fts5(\n  words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0', detail='none', prefix='1 2 3'\n)",
    "CREATE VIRTUAL TABLE person_number_fts USING fts5(\n  numbers, born, content='', contentless_delete=1, tokenize='trigram'\n)",
    "CREATE VIRTUAL TABLE service_fts USING fts5(\n  name, words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='1 2 3'\n)",
    "CREATE VIRTUAL TABLE service_fts_word USING fts5vocab('service_fts', 'row')",
)


def upgrade() -> None:
    """Make every table, then the search tables and triggers."""
    op.create_table(
        "name_word",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_name_word")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "vault_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("left_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_vault_member_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_vault_member_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vault_member")),
    )
    op.create_table(
        "vault_secret",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_vault_secret")),
    )
    op.create_table(
        "audit_event",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("utc", sa.DateTime(), nullable=False),
        sa.Column("utc_offset_minutes", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("detail_hash", sa.LargeBinary(), nullable=False),
        sa.Column("prev", sa.LargeBinary(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.Column("sig", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["vault_member.id"], name=op.f("fk_audit_event_member_id_vault_member")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_event")),
    )
    op.create_index(op.f("ix_audit_event_entity_id"), "audit_event", ["entity_id"], unique=False)
    op.create_table(
        "dir_mapping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_dir_mapping_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_dir_mapping_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dir_mapping")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_dir_mapping_fingerprint")),
    )
    op.create_table(
        "dir_source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("licence", sa.String(), nullable=False),
        sa.Column("attribution", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("trust", sa.Integer(), nullable=False),
        sa.Column("last_import", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_dir_source_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_dir_source_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dir_source")),
        sa.UniqueConstraint("key", name=op.f("uq_dir_source_key")),
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("screen", sa.String(length=24), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["vault_member.id"], name=op.f("fk_draft_created_by_vault_member")),
        sa.ForeignKeyConstraint(["updated_by"], ["vault_member.id"], name=op.f("fk_draft_updated_by_vault_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    op.create_index("ix_draft_oldest", "draft", ["created_by", "updated_at"], unique=False)
    op.create_index("ix_draft_place", "draft", ["created_by", "screen", "participant_id"], unique=True)
    op.create_table(
        "known_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_known_word_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_known_word_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_word")),
        sa.UniqueConstraint("word", name=op.f("uq_known_word_word")),
    )
    op.create_table(
        "letter_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("base", sa.String(length=24), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_letter_template_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_letter_template_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_template")),
    )
    op.create_table(
        "own_need_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=True),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column("scored_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["vault_member.id"], name=op.f("fk_own_need_rules_changed_by_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_own_need_rules_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_own_need_rules_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_need_rules")),
    )
    op.create_table(
        "participant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("known_as", sa.Text(), nullable=False),
        sa.Column("sort_name", sa.Text(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("sex", sa.String(length=24), nullable=False),
        sa.Column("gender", sa.String(length=24), nullable=False),
        sa.Column("ethnic_group", sa.String(length=48), nullable=False),
        sa.Column("nhs_number", sa.String(length=10), nullable=False),
        sa.Column("nino", sa.String(length=9), nullable=False),
        sa.Column("right_to_work", sa.String(length=24), nullable=False),
        sa.Column("mobile", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("contact_way", sa.String(length=24), nullable=False),
        sa.Column("safe_to_message", sa.String(length=24), nullable=False),
        sa.Column("best_time", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("area", sa.String(length=16), nullable=False),
        sa.Column("lives_in_area", sa.String(length=24), nullable=False),
        sa.Column("gp_practice", sa.Text(), nullable=False),
        sa.Column("gp_in_area", sa.String(length=24), nullable=False),
        sa.Column("jobcentre", sa.Text(), nullable=False),
        sa.Column("jobcentre_in_area", sa.String(length=24), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("interpreter", sa.String(length=24), nullable=False),
        sa.Column("needs_note", sa.Text(), nullable=False),
        sa.Column("needs_asked", sa.String(length=24), nullable=False),
        sa.Column("needs_checked_on", sa.Date(), nullable=True),
        sa.Column("needs_review_on", sa.Date(), nullable=True),
        sa.Column("conditions_words", sa.Text(), nullable=False),
        sa.Column("binned_at", sa.DateTime(), nullable=True),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_participant_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["merged_into"], ["participant.id"], name=op.f("fk_participant_merged_into_participant")
        ),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_participant_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
        sa.UniqueConstraint("uid", name=op.f("uq_participant_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_participant_binned_at"), "participant", ["binned_at"], unique=False)
    op.create_index(op.f("ix_participant_merged_into"), "participant", ["merged_into"], unique=False)
    op.create_index(op.f("ix_participant_needs_checked_on"), "participant", ["needs_checked_on"], unique=False)
    op.create_index(op.f("ix_participant_needs_review_on"), "participant", ["needs_review_on"], unique=False)
    op.create_index(op.f("ix_participant_nhs_number"), "participant", ["nhs_number"], unique=False)
    op.create_index(op.f("ix_participant_sort_name"), "participant", ["sort_name"], unique=False)
    op.create_table(
        "record_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("content_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_record_version_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_record_version_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_version")),
        sa.UniqueConstraint("entity", "entity_id", "number", name=op.f("uq_record_version_entity_entity_id_number")),
    )
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_saved_view_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_saved_view_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
    )
    op.create_index("ix_saved_view_owner_name", "saved_view", ["created_by", "name"], unique=True)
    op.create_table(
        "service",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("face_id", sa.Integer(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("starred", sa.Boolean(), nullable=False),
        sa.Column("touched_in", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["vault_member.id"], name=op.f("fk_service_created_by_vault_member")),
        sa.ForeignKeyConstraint(["updated_by"], ["vault_member.id"], name=op.f("fk_service_updated_by_vault_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
        sa.UniqueConstraint("uid", name=op.f("uq_service_uid")),
    )
    op.create_index(op.f("ix_service_face_id"), "service", ["face_id"], unique=False)
    op.create_table(
        "service_profile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("letterhead", sa.Text(), nullable=False),
        sa.Column("coach_phone", sa.Text(), nullable=False),
        sa.Column("coach_role", sa.Text(), nullable=False),
        sa.Column("meeting_place", sa.Text(), nullable=False),
        sa.Column("area", sa.String(length=16), nullable=False),
        sa.Column("crisis", sa.Text(), nullable=False),
        sa.Column("crisis_confirmed_on", sa.Date(), nullable=True),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("rules_name", sa.Text(), nullable=False),
        sa.Column("rules_since", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_service_profile_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_service_profile_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_profile")),
    )
    op.create_table(
        "spreadsheet_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("duplicates", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_spreadsheet_import_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_spreadsheet_import_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spreadsheet_import")),
    )
    op.create_index(op.f("ix_spreadsheet_import_sha256"), "spreadsheet_import", ["sha256"], unique=False)
    op.create_table(
        "stored_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_stored_file_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_stored_file_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
        sa.UniqueConstraint("sha256", name=op.f("uq_stored_file_sha256")),
    )
    op.create_table(
        "vault_member_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("x25519_public", sa.LargeBinary(), nullable=False),
        sa.Column("ed25519_public", sa.LargeBinary(), nullable=False),
        sa.Column("dropped_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_vault_member_key_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["vault_member.id"], name=op.f("fk_vault_member_key_member_id_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_vault_member_key_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vault_member_key")),
        sa.UniqueConstraint("slot_id", name=op.f("uq_vault_member_key_slot_id")),
    )
    op.create_index(op.f("ix_vault_member_key_member_id"), "vault_member_key", ["member_id"], unique=False)
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["vault_member.id"], name=op.f("fk_absence_created_by_vault_member")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_absence_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(["updated_by"], ["vault_member.id"], name=op.f("fk_absence_updated_by_vault_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index(op.f("ix_absence_participant_id"), "absence", ["participant_id"], unique=False)
    op.create_table(
        "agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=24), nullable=False),
        sa.Column("recipient", sa.String(length=24), nullable=False),
        sa.Column("recipient_name", sa.Text(), nullable=False),
        sa.Column("aim", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("method", sa.String(length=32), nullable=False),
        sa.Column("items", sa.Text(), nullable=False),
        sa.Column("shared", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["vault_member.id"], name=op.f("fk_agreement_created_by_vault_member")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_agreement_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(["updated_by"], ["vault_member.id"], name=op.f("fk_agreement_updated_by_vault_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
    )
    op.create_index(op.f("ix_agreement_expires_on"), "agreement", ["expires_on"], unique=False)
    op.create_index("ix_agreement_participant_purpose", "agreement", ["participant_id", "purpose"], unique=False)
    op.create_index("ix_agreement_state_decided_on", "agreement", ["state", "decided_on"], unique=False)
    op.create_table(
        "communication_need",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=48), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_communication_need_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_communication_need_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_communication_need_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_communication_need")),
    )
    op.create_index(
        "ix_communication_need_participant_code", "communication_need", ["participant_id", "code"], unique=True
    )
    op.create_table(
        "condition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=48), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["vault_member.id"], name=op.f("fk_condition_created_by_vault_member")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_condition_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(["updated_by"], ["vault_member.id"], name=op.f("fk_condition_updated_by_vault_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_condition")),
    )
    op.create_index("ix_condition_participant_code", "condition", ["participant_id", "code"], unique=True)
    op.create_table(
        "dir_release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("file_sha256", sa.String(), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.Column("partial", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("staged_in", sa.Integer(), nullable=False),
        sa.Column("live_in", sa.Integer(), nullable=True),
        sa.Column("live_at", sa.DateTime(), nullable=True),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_dir_release_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["dir_source.id"], name=op.f("fk_dir_release_source_id_dir_source")),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_dir_release_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dir_release")),
    )
    op.create_index(op.f("ix_dir_release_source_id"), "dir_release", ["source_id"], unique=False)
    op.create_table(
        "episode",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("sort_name", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("state_before", sa.String(length=16), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("support_level", sa.String(length=24), nullable=False),
        sa.Column("plan_type", sa.String(length=24), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=True),
        sa.Column("weeks_end_on", sa.Date(), nullable=True),
        sa.Column("close_reason", sa.String(length=32), nullable=False),
        sa.Column("close_note", sa.Text(), nullable=False),
        sa.Column("outcome_work_status", sa.String(length=32), nullable=False),
        sa.Column("outcome_employer", sa.String(length=24), nullable=False),
        sa.Column("outcome_hours", sa.Double(), nullable=True),
        sa.Column("outcome_adjustments", sa.String(length=24), nullable=False),
        sa.Column("last_contact_on", sa.Date(), nullable=True),
        sa.Column("quiet_since", sa.Date(), nullable=True),
        sa.Column("work_status", sa.String(length=32), nullable=False),
        sa.Column("area", sa.String(length=16), nullable=False),
        sa.Column("needs_format", sa.Boolean(), nullable=False),
        sa.Column("referred_on", sa.Date(), nullable=True),
        sa.Column("fit_note_ends_on", sa.Date(), nullable=True),
        sa.Column("next_contact_at", sa.DateTime(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["vault_member.id"], name=op.f("fk_episode_created_by_vault_member")),
        sa.ForeignKeyConstraint(["owner_id"], ["vault_member.id"], name=op.f("fk_episode_owner_id_vault_member")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_episode_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(["updated_by"], ["vault_member.id"], name=op.f("fk_episode_updated_by_vault_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_episode")),
        sa.UniqueConstraint("uid", name=op.f("uq_episode_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_episode_caseload",
        "episode",
        [
            "owner_id",
            "state",
            "sort_name",
            "id",
            "participant_id",
            "plan_type",
            "support_level",
            "work_status",
            "area",
            "needs_format",
            "opened_on",
            "referred_on",
            "closed_on",
            "fit_note_ends_on",
            "next_contact_at",
            "last_contact_on",
            "review_on",
        ],
        unique=False,
    )
    op.create_index(op.f("ix_episode_closed_on"), "episode", ["closed_on"], unique=False)
    op.create_index(op.f("ix_episode_last_contact_on"), "episode", ["last_contact_on"], unique=False)
    op.create_index(op.f("ix_episode_opened_on"), "episode", ["opened_on"], unique=False)
    op.create_index(op.f("ix_episode_participant_id"), "episode", ["participant_id"], unique=False)
    op.create_index("ix_episode_quiet", "episode", ["owner_id", "state", "quiet_since"], unique=False)
    op.create_index(op.f("ix_episode_weeks_end_on"), "episode", ["weeks_end_on"], unique=False)
    op.create_table(
        "imported_row",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("entity", sa.String(length=24), nullable=False),
        sa.Column("entity_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["spreadsheet_import.id"], name=op.f("fk_imported_row_import_id_spreadsheet_import")
        ),
        sa.PrimaryKeyConstraint("import_id", "entity", "entity_id", name=op.f("pk_imported_row")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_imported_row_entity", "imported_row", ["entity", "entity_id"], unique=False)
    op.create_table(
        "match_key",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_match_key_participant_id_participant"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("kind", "value", "participant_id", name=op.f("pk_match_key")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_match_key_participant_id"), "match_key", ["participant_id"], unique=False)
    op.create_table(
        "merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("merged_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["vault_member.id"], name=op.f("fk_merge_created_by_vault_member")),
        sa.ForeignKeyConstraint(["kept_id"], ["participant.id"], name=op.f("fk_merge_kept_id_participant")),
        sa.ForeignKeyConstraint(["merged_id"], ["participant.id"], name=op.f("fk_merge_merged_id_participant")),
        sa.ForeignKeyConstraint(["updated_by"], ["vault_member.id"], name=op.f("fk_merge_updated_by_vault_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge")),
    )
    op.create_index(op.f("ix_merge_kept_id"), "merge", ["kept_id"], unique=False)
    op.create_index(op.f("ix_merge_merged_id"), "merge", ["merged_id"], unique=False)
    op.create_table(
        "name_key",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_name_key_participant_id_participant"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("name", "participant_id", name=op.f("pk_name_key")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_name_key_participant_id"), "name_key", ["participant_id"], unique=False)
    op.create_table(
        "not_the_same",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_not_the_same_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(["first_id"], ["participant.id"], name=op.f("fk_not_the_same_first_id_participant")),
        sa.ForeignKeyConstraint(["second_id"], ["participant.id"], name=op.f("fk_not_the_same_second_id_participant")),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_not_the_same_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_not_the_same")),
    )
    op.create_index("ix_not_the_same_pair", "not_the_same", ["first_id", "second_id"], unique=True)
    op.create_index(op.f("ix_not_the_same_second_id"), "not_the_same", ["second_id"], unique=False)
    op.create_table(
        "past_job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("employer", sa.Text(), nullable=False),
        sa.Column("job_title", sa.Text(), nullable=False),
        sa.Column("hours_per_week", sa.Double(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("why_ended", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["vault_member.id"], name=op.f("fk_past_job_created_by_vault_member")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_past_job_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(["updated_by"], ["vault_member.id"], name=op.f("fk_past_job_updated_by_vault_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_job")),
    )
    op.create_index(op.f("ix_past_job_participant_id"), "past_job", ["participant_id"], unique=False)
    op.create_table(
        "safety_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("noticed_on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("close_reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_safety_record_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_safety_record_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_safety_record_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_record")),
    )
    op.create_index(op.f("ix_safety_record_participant_id"), "safety_record", ["participant_id"], unique=False)
    op.create_index("ix_safety_record_state_review_on", "safety_record", ["state", "review_on"], unique=False)
    op.create_table(
        "service_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_service_check_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_service_check_service_id_service")),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_service_check_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_check")),
    )
    op.create_index(
        op.f("ix_service_check_service_id_checked_on"), "service_check", ["service_id", "checked_on"], unique=False
    )
    op.create_table(
        "service_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("field", sa.String(length=32), nullable=False),
        sa.Column("was", sa.Text(), nullable=False),
        sa.Column("right", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_service_correction_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_service_correction_service_id_service")),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_service_correction_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_correction")),
    )
    op.create_index(
        op.f("ix_service_correction_service_id_ended_on"),
        "service_correction",
        ["service_id", "ended_on"],
        unique=False,
    )
    op.create_table(
        "service_face",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sort_name", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("text_number", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("web", sa.String(), nullable=False),
        sa.Column("how_to_refer", sa.Text(), nullable=False),
        sa.Column("getting_in", sa.Text(), nullable=False),
        sa.Column("eligibility", sa.Text(), nullable=False),
        sa.Column("minimum_age", sa.Integer(), nullable=True),
        sa.Column("maximum_age", sa.Integer(), nullable=True),
        sa.Column("hinted_minimum_age", sa.Integer(), nullable=True),
        sa.Column("hinted_maximum_age", sa.Integer(), nullable=True),
        sa.Column("cost", sa.String(), nullable=False),
        sa.Column("cost_note", sa.String(), nullable=False),
        sa.Column("national", sa.Boolean(), nullable=False),
        sa.Column("assured_on", sa.Date(), nullable=True),
        sa.Column("updated_on", sa.Date(), nullable=True),
        sa.Column("alert", sa.String(), nullable=False),
        sa.Column("closed_words", sa.String(), nullable=False),
        sa.Column("wait", sa.String(), nullable=False),
        sa.Column("wait_said_on", sa.Date(), nullable=True),
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        sa.Column("organisation_key", sa.String(), nullable=False),
        sa.Column("scored_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_service_face_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_service_face_service_id_service")),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_service_face_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_face")),
    )
    op.create_index(op.f("ix_service_face_scored_by"), "service_face", ["scored_by"], unique=False)
    op.create_index(op.f("ix_service_face_service_id"), "service_face", ["service_id"], unique=False)
    op.create_index(op.f("ix_service_face_status_sort_name"), "service_face", ["status", "sort_name"], unique=False)
    op.create_table(
        "service_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_service_note_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_service_note_service_id_service")),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_service_note_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_note")),
    )
    op.create_index(op.f("ix_service_note_service_id"), "service_note", ["service_id"], unique=False)
    op.create_table(
        "service_override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_service_override_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_service_override_service_id_service")),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_service_override_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_override")),
    )
    op.create_index(op.f("ix_service_override_service_id"), "service_override", ["service_id"], unique=False)
    op.create_index(
        "uq_service_override_live",
        "service_override",
        ["service_id", "field"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "service_twin",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("kept_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_service_twin_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["vault_member.id"], name=op.f("fk_service_twin_decided_by_vault_member")
        ),
        sa.ForeignKeyConstraint(["first_id"], ["service.id"], name=op.f("fk_service_twin_first_id_service")),
        sa.ForeignKeyConstraint(["kept_id"], ["service.id"], name=op.f("fk_service_twin_kept_id_service")),
        sa.ForeignKeyConstraint(["second_id"], ["service.id"], name=op.f("fk_service_twin_second_id_service")),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_service_twin_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_twin")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_service_twin_first_id_second_id")),
    )
    op.create_index(op.f("ix_service_twin_kept_id"), "service_twin", ["kept_id"], unique=False)
    op.create_index(op.f("ix_service_twin_second_id"), "service_twin", ["second_id"], unique=False)
    op.create_index(op.f("ix_service_twin_state_score"), "service_twin", ["state", "score"], unique=False)
    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("new_version_reason", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_assessment_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name=op.f("fk_assessment_episode_id_episode")),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_assessment_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint("episode_id", name=op.f("uq_assessment_episode_id")),
    )
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=24), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("interpreter_booked", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("state_note", sa.Text(), nullable=False),
        sa.Column("cancelled_by", sa.String(length=24), nullable=False),
        sa.Column("moved_to", sa.Integer(), nullable=True),
        sa.Column("agenda", sa.Text(), nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["vault_member.id"], name=op.f("fk_contact_created_by_vault_member")),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name=op.f("fk_contact_episode_id_episode")),
        sa.ForeignKeyConstraint(["moved_to"], ["contact.id"], name=op.f("fk_contact_moved_to_contact")),
        sa.ForeignKeyConstraint(["updated_by"], ["vault_member.id"], name=op.f("fk_contact_updated_by_vault_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    op.create_index("ix_contact_episode_state_starts_at", "contact", ["episode_id", "state", "starts_at"], unique=False)
    op.create_index(
        "ix_contact_running",
        "contact",
        ["began_at"],
        unique=False,
        sqlite_where=sa.text("began_at IS NOT NULL AND closed_at IS NULL"),
    )
    op.create_index(op.f("ix_contact_starts_at"), "contact", ["starts_at"], unique=False)
    op.create_index("ix_contact_state_starts_at", "contact", ["state", "starts_at"], unique=False)
    op.create_table(
        "contact_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("tried_at", sa.DateTime(), nullable=False),
        sa.Column("timed", sa.Boolean(), nullable=False),
        sa.Column("way", sa.String(length=24), nullable=False),
        sa.Column("outcome", sa.String(length=24), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_contact_attempt_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name=op.f("fk_contact_attempt_episode_id_episode")),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_contact_attempt_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_attempt")),
    )
    op.create_index(op.f("ix_contact_attempt_episode_id"), "contact_attempt", ["episode_id"], unique=False)
    op.create_table(
        "dir_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("said_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("first_release_id", sa.Integer(), nullable=False),
        sa.Column("last_release_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_dir_record_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["first_release_id"], ["dir_release.id"], name=op.f("fk_dir_record_first_release_id_dir_release")
        ),
        sa.ForeignKeyConstraint(
            ["last_release_id"], ["dir_release.id"], name=op.f("fk_dir_record_last_release_id_dir_release")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["dir_source.id"], name=op.f("fk_dir_record_source_id_dir_source")),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_dir_record_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dir_record")),
    )
    op.create_index(op.f("ix_dir_record_said_id"), "dir_record", ["said_id"], unique=False)
    op.create_index(op.f("ix_dir_record_source_id_status"), "dir_record", ["source_id", "status"], unique=False)
    op.create_table(
        "employment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("work_status", sa.String(length=32), nullable=False),
        sa.Column("employer", sa.Text(), nullable=False),
        sa.Column("employer_size", sa.String(length=16), nullable=False),
        sa.Column("employer_address", sa.Text(), nullable=False),
        sa.Column("manager_name", sa.Text(), nullable=False),
        sa.Column("manager_role", sa.Text(), nullable=False),
        sa.Column("job_title", sa.Text(), nullable=False),
        sa.Column("hours_per_week", sa.Double(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("last_worked_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_employment_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name=op.f("fk_employment_episode_id_episode")),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_employment_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employment")),
        sa.UniqueConstraint("episode_id", name=op.f("uq_employment_episode_id")),
    )
    op.create_table(
        "episode_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_episode_change_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name=op.f("fk_episode_change_episode_id_episode")),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_episode_change_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_episode_change")),
    )
    op.create_index(op.f("ix_episode_change_episode_id"), "episode_change", ["episode_id"], unique=False)
    op.create_table(
        "episode_pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("back_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_episode_pause_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name=op.f("fk_episode_pause_episode_id_episode")),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_episode_pause_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_episode_pause")),
    )
    op.create_index(op.f("ix_episode_pause_back_on"), "episode_pause", ["back_on"], unique=False)
    op.create_index(op.f("ix_episode_pause_episode_id"), "episode_pause", ["episode_id"], unique=False)
    op.create_table(
        "fit_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("advice", sa.String(length=24), nullable=False),
        sa.Column("phased_return", sa.Boolean(), nullable=False),
        sa.Column("altered_hours", sa.Boolean(), nullable=False),
        sa.Column("amended_duties", sa.Boolean(), nullable=False),
        sa.Column("workplace_adaptations", sa.Boolean(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("assess_again", sa.String(length=16), nullable=False),
        sa.Column("certifier_name", sa.Text(), nullable=False),
        sa.Column("certifier_profession", sa.String(length=32), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["vault_member.id"], name=op.f("fk_fit_note_created_by_vault_member")),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name=op.f("fk_fit_note_episode_id_episode")),
        sa.ForeignKeyConstraint(["updated_by"], ["vault_member.id"], name=op.f("fk_fit_note_updated_by_vault_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fit_note")),
    )
    op.create_index("ix_fit_note_ends_on", "fit_note", ["ends_on"], unique=False)
    op.create_index(op.f("ix_fit_note_episode_id"), "fit_note", ["episode_id"], unique=False)
    op.create_table(
        "paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=32), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("document_sha256", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_paper_agreement_id_agreement")),
        sa.ForeignKeyConstraint(["created_by"], ["vault_member.id"], name=op.f("fk_paper_created_by_vault_member")),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name=op.f("fk_paper_episode_id_episode")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_paper_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(["updated_by"], ["vault_member.id"], name=op.f("fk_paper_updated_by_vault_member")),
        sa.ForeignKeyConstraint(["version_id"], ["record_version.id"], name=op.f("fk_paper_version_id_record_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
        sa.UniqueConstraint("reference", name=op.f("uq_paper_reference")),
        sa.UniqueConstraint("uid", name=op.f("uq_paper_uid")),
    )
    op.create_index(op.f("ix_paper_episode_id"), "paper", ["episode_id"], unique=False)
    op.create_index("ix_paper_kind_issued_on", "paper", ["kind", "issued_on"], unique=False)
    op.create_index(op.f("ix_paper_participant_id"), "paper", ["participant_id"], unique=False)
    op.create_table(
        "phased_return",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=8), nullable=False),
        sa.Column("rest_between", sa.Boolean(), nullable=False),
        sa.Column("on_bank_holidays", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("agreed_how", sa.String(length=32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_phased_return_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name=op.f("fk_phased_return_episode_id_episode")),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_phased_return_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phased_return")),
        sa.UniqueConstraint("episode_id", name=op.f("uq_phased_return_episode_id")),
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("agreed_how", sa.String(length=32), nullable=False),
        sa.Column("new_version_reason", sa.Text(), nullable=False),
        sa.Column("set_aside", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["vault_member.id"], name=op.f("fk_plan_created_by_vault_member")),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name=op.f("fk_plan_episode_id_episode")),
        sa.ForeignKeyConstraint(["updated_by"], ["vault_member.id"], name=op.f("fk_plan_updated_by_vault_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("episode_id", name=op.f("uq_plan_episode_id")),
    )
    op.create_index(op.f("ix_plan_agreed_on"), "plan", ["agreed_on"], unique=False)
    op.create_index(op.f("ix_plan_review_on"), "plan", ["review_on"], unique=False)
    op.create_table(
        "referral",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=24), nullable=False),
        sa.Column("referrer_name", sa.Text(), nullable=False),
        sa.Column("referrer_organisation", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("mail", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("waiting_until", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_reason", sa.String(length=32), nullable=False),
        sa.Column("decided_note", sa.Text(), nullable=False),
        sa.Column("signposted_to", sa.Text(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("override_reason", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["vault_member.id"], name=op.f("fk_referral_created_by_vault_member")),
        sa.ForeignKeyConstraint(["decided_by"], ["vault_member.id"], name=op.f("fk_referral_decided_by_vault_member")),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name=op.f("fk_referral_episode_id_episode")),
        sa.ForeignKeyConstraint(["updated_by"], ["vault_member.id"], name=op.f("fk_referral_updated_by_vault_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
    )
    op.create_index("ix_referral_decided_on", "referral", ["decided_on"], unique=False)
    op.create_index(op.f("ix_referral_episode_id"), "referral", ["episode_id"], unique=False)
    op.create_index("ix_referral_state_answer_by", "referral", ["state", "answer_by"], unique=False)
    op.create_index("ix_referral_state_waiting_until", "referral", ["state", "waiting_until"], unique=False)
    op.create_table(
        "safety_due",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("about", sa.String(length=64), nullable=False),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("safety_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_safety_due_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_safety_due_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(
            ["safety_id"], ["safety_record.id"], name=op.f("fk_safety_due_safety_id_safety_record")
        ),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_safety_due_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_due")),
    )
    op.create_index("ix_safety_due_participant_state", "safety_due", ["participant_id", "state"], unique=False)
    op.create_table(
        "safety_told",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("safety_id", sa.Integer(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=False),
        sa.Column("way", sa.String(length=24), nullable=False),
        sa.Column("agreed", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_safety_told_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["safety_id"], ["safety_record.id"], name=op.f("fk_safety_told_safety_id_safety_record")
        ),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_safety_told_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_told")),
    )
    op.create_index(op.f("ix_safety_told_safety_id"), "safety_told", ["safety_id"], unique=False)
    op.create_table(
        "service_location",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("face_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("at_latitude", sa.Double(), nullable=True),
        sa.Column("at_longitude", sa.Double(), nullable=True),
        sa.Column("unsure_km", sa.Double(), nullable=False),
        sa.Column("placed", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("getting_in", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_service_location_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["face_id"], ["service_face.id"], name=op.f("fk_service_location_face_id_service_face")
        ),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_service_location_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_location")),
        sa.UniqueConstraint("face_id", "number", name=op.f("uq_service_location_face_id_number")),
    )
    op.create_table(
        "service_need",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("face_id", sa.Integer(), nullable=False),
        sa.Column("need", sa.String(), nullable=False),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("found", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["face_id"], ["service_face.id"], name=op.f("fk_service_need_face_id_service_face")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_need")),
        sa.UniqueConstraint("face_id", "need", name=op.f("uq_service_need_face_id_need")),
    )
    op.create_index(op.f("ix_service_need_need_points"), "service_need", ["need", "points"], unique=False)
    op.create_table(
        "service_schedule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("face_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("byday", sa.String(), nullable=False),
        sa.Column("opens_at", sa.Time(), nullable=True),
        sa.Column("closes_at", sa.Time(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("freq", sa.String(), nullable=False),
        sa.Column("interval", sa.Integer(), nullable=False),
        sa.Column("bymonthday", sa.String(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_service_schedule_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["face_id"], ["service_face.id"], name=op.f("fk_service_schedule_face_id_service_face")
        ),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_service_schedule_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_schedule")),
        sa.UniqueConstraint("face_id", "number", name=op.f("uq_service_schedule_face_id_number")),
    )
    op.create_table(
        "service_tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("face_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["face_id"], ["service_face.id"], name=op.f("fk_service_tag_face_id_service_face")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_tag")),
        sa.UniqueConstraint("face_id", "kind", "code", name=op.f("uq_service_tag_face_id_kind_code")),
    )
    op.create_index(op.f("ix_service_tag_kind_code_face_id"), "service_tag", ["kind", "code", "face_id"], unique=False)
    op.create_table(
        "shared",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=True),
        sa.Column("recipient", sa.String(length=24), nullable=False),
        sa.Column("recipient_name", sa.Text(), nullable=False),
        sa.Column("aim", sa.String(length=32), nullable=False),
        sa.Column("shared_on", sa.Date(), nullable=False),
        sa.Column("way", sa.String(length=24), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_shared_agreement_id_agreement")),
        sa.ForeignKeyConstraint(["created_by"], ["vault_member.id"], name=op.f("fk_shared_created_by_vault_member")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_shared_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(["updated_by"], ["vault_member.id"], name=op.f("fk_shared_updated_by_vault_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared")),
    )
    op.create_index(op.f("ix_shared_participant_id"), "shared", ["participant_id"], unique=False)
    op.create_table(
        "shortlist_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("why_printed", sa.Boolean(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_shortlist_line_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name=op.f("fk_shortlist_line_episode_id_episode")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_shortlist_line_service_id_service")),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_shortlist_line_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlist_line")),
    )
    op.create_index(op.f("ix_shortlist_line_episode_id"), "shortlist_line", ["episode_id"], unique=False)
    op.create_index(op.f("ix_shortlist_line_service_id"), "shortlist_line", ["service_id"], unique=False)
    op.create_table(
        "ability",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("help", sa.Text(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_ability_assessment_id_assessment")),
        sa.ForeignKeyConstraint(["created_by"], ["vault_member.id"], name=op.f("fk_ability_created_by_vault_member")),
        sa.ForeignKeyConstraint(["updated_by"], ["vault_member.id"], name=op.f("fk_ability_updated_by_vault_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ability")),
    )
    op.create_index(op.f("ix_ability_assessment_id"), "ability", ["assessment_id"], unique=False)
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("fit_note_id", sa.Integer(), nullable=True),
        sa.Column("about", sa.String(length=24), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_attachment_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name=op.f("fk_attachment_episode_id_episode")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_attachment_file_id_stored_file")),
        sa.ForeignKeyConstraint(["fit_note_id"], ["fit_note.id"], name=op.f("fk_attachment_fit_note_id_fit_note")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_attachment_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_attachment_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_episode_id"), "attachment", ["episode_id"], unique=False)
    op.create_index(op.f("ix_attachment_file_id"), "attachment", ["file_id"], unique=False)
    op.create_index(op.f("ix_attachment_fit_note_id"), "attachment", ["fit_note_id"], unique=False)
    op.create_index(op.f("ix_attachment_participant_id"), "attachment", ["participant_id"], unique=False)
    op.create_index(op.f("ix_attachment_removed_at"), "attachment", ["removed_at"], unique=False)
    op.create_table(
        "dir_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("where", sa.String(), nullable=False),
        sa.Column("said_before", sa.Integer(), nullable=True),
        sa.Column("said_after", sa.Integer(), nullable=True),
        sa.Column("status_before", sa.String(), nullable=False),
        sa.Column("status_after", sa.String(), nullable=False),
        sa.Column("face_before", sa.Integer(), nullable=True),
        sa.Column("face_after", sa.Integer(), nullable=True),
        sa.Column("release_before", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_dir_change_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(["record_id"], ["dir_record.id"], name=op.f("fk_dir_change_record_id_dir_record")),
        sa.ForeignKeyConstraint(["release_id"], ["dir_release.id"], name=op.f("fk_dir_change_release_id_dir_release")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_dir_change_service_id_service")),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_dir_change_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dir_change")),
    )
    op.create_index(op.f("ix_dir_change_face_after"), "dir_change", ["face_after"], unique=False)
    op.create_index(
        op.f("ix_dir_change_face_before"),
        "dir_change",
        ["face_before"],
        unique=False,
        sqlite_where=sa.text("face_before IS NOT NULL"),
    )
    op.create_index(op.f("ix_dir_change_record_id"), "dir_change", ["record_id"], unique=False)
    op.create_index(op.f("ix_dir_change_release_id_kind"), "dir_change", ["release_id", "kind"], unique=False)
    op.create_index(
        op.f("ix_dir_change_said_before"),
        "dir_change",
        ["said_before"],
        unique=False,
        sqlite_where=sa.text("said_before IS NOT NULL"),
    )
    op.create_index(op.f("ix_dir_change_service_id"), "dir_change", ["service_id"], unique=False)
    op.create_table(
        "dir_said",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("source_key", sa.String(), nullable=False),
        sa.Column("known_name", sa.String(), nullable=False),
        sa.Column("known_postcode", sa.String(), nullable=False),
        sa.Column("known_phone", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["vault_member.id"], name=op.f("fk_dir_said_created_by_vault_member")),
        sa.ForeignKeyConstraint(["record_id"], ["dir_record.id"], name=op.f("fk_dir_said_record_id_dir_record")),
        sa.ForeignKeyConstraint(["release_id"], ["dir_release.id"], name=op.f("fk_dir_said_release_id_dir_release")),
        sa.ForeignKeyConstraint(["updated_by"], ["vault_member.id"], name=op.f("fk_dir_said_updated_by_vault_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dir_said")),
    )
    op.create_index(op.f("ix_dir_said_record_id"), "dir_said", ["record_id"], unique=False)
    op.create_index(op.f("ix_dir_said_release_id"), "dir_said", ["release_id"], unique=False)
    op.create_table(
        "job_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("good_day", sa.Integer(), nullable=True),
        sa.Column("bad_day", sa.Integer(), nullable=True),
        sa.Column("can_if", sa.Text(), nullable=False),
        sa.Column("difficulty", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_job_task_assessment_id_assessment")
        ),
        sa.ForeignKeyConstraint(["created_by"], ["vault_member.id"], name=op.f("fk_job_task_created_by_vault_member")),
        sa.ForeignKeyConstraint(["updated_by"], ["vault_member.id"], name=op.f("fk_job_task_updated_by_vault_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_task")),
    )
    op.create_index(op.f("ix_job_task_assessment_id"), "job_task", ["assessment_id"], unique=False)
    op.create_table(
        "measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("view", sa.String(length=8), nullable=False),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("place", sa.String(length=64), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_measure_assessment_id_assessment")),
        sa.ForeignKeyConstraint(["created_by"], ["vault_member.id"], name=op.f("fk_measure_created_by_vault_member")),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name=op.f("fk_measure_episode_id_episode")),
        sa.ForeignKeyConstraint(["updated_by"], ["vault_member.id"], name=op.f("fk_measure_updated_by_vault_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
    )
    op.create_index("ix_measure_assessment_round", "measure", ["assessment_id", "round"], unique=False)
    op.create_index(op.f("ix_measure_code"), "measure", ["code"], unique=False)
    op.create_index("ix_measure_episode_form_asked_on", "measure", ["episode_id", "form", "asked_on"], unique=False)
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("copied", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("signed_at", sa.DateTime(), nullable=True),
        sa.Column("locked_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_note_contact_id_contact")),
        sa.ForeignKeyConstraint(["created_by"], ["vault_member.id"], name=op.f("fk_note_created_by_vault_member")),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name=op.f("fk_note_episode_id_episode")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_note_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(["updated_by"], ["vault_member.id"], name=op.f("fk_note_updated_by_vault_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index(op.f("ix_note_contact_id"), "note", ["contact_id"], unique=False)
    op.create_index(op.f("ix_note_episode_id"), "note", ["episode_id"], unique=False)
    op.create_index("ix_note_participant_happened_on", "note", ["participant_id", "happened_on"], unique=False)
    op.create_index("ix_note_waiting", "note", ["created_by", "state", "happened_on"], unique=False)
    op.create_table(
        "obstacle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("domain", sa.String(length=24), nullable=False),
        sa.Column("difficulty", sa.String(length=16), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("can_change", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_obstacle_assessment_id_assessment")
        ),
        sa.ForeignKeyConstraint(["created_by"], ["vault_member.id"], name=op.f("fk_obstacle_created_by_vault_member")),
        sa.ForeignKeyConstraint(["updated_by"], ["vault_member.id"], name=op.f("fk_obstacle_updated_by_vault_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obstacle")),
    )
    op.create_index(op.f("ix_obstacle_assessment_id"), "obstacle", ["assessment_id"], unique=False)
    op.create_table(
        "paper_sent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=24), nullable=False),
        sa.Column("to_whom", sa.Text(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_paper_sent_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_paper_sent_paper_id_paper")),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_paper_sent_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_sent")),
    )
    op.create_index(op.f("ix_paper_sent_paper_id"), "paper_sent", ["paper_id"], unique=False)
    op.create_table(
        "phased_return_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("phased_return_id", sa.Integer(), nullable=False),
        sa.Column("worked_on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.Integer(), nullable=False),
        sa.Column("break_minutes", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_phased_return_day_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["phased_return_id"], ["phased_return.id"], name=op.f("fk_phased_return_day_phased_return_id_phased_return")
        ),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_phased_return_day_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phased_return_day")),
        sa.UniqueConstraint(
            "phased_return_id", "worked_on", name=op.f("uq_phased_return_day_phased_return_id_worked_on")
        ),
    )
    op.create_table(
        "phased_return_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("phased_return_id", sa.Integer(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_phased_return_review_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["phased_return_id"],
            ["phased_return.id"],
            name=op.f("fk_phased_return_review_phased_return_id_phased_return"),
        ),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_phased_return_review_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phased_return_review")),
        sa.UniqueConstraint(
            "phased_return_id", "review_on", name=op.f("uq_phased_return_review_phased_return_id_review_on")
        ),
    )
    op.create_table(
        "phased_return_usual_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("phased_return_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.Integer(), nullable=False),
        sa.Column("break_minutes", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_phased_return_usual_day_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["phased_return_id"],
            ["phased_return.id"],
            name=op.f("fk_phased_return_usual_day_phased_return_id_phased_return"),
        ),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_phased_return_usual_day_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phased_return_usual_day")),
        sa.UniqueConstraint(
            "phased_return_id", "weekday", name=op.f("uq_phased_return_usual_day_phased_return_id_weekday")
        ),
    )
    op.create_table(
        "plan_goal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_date", sa.Date(), nullable=True),
        sa.Column("confidence", sa.Integer(), nullable=True),
        sa.Column("confidence_before", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["vault_member.id"], name=op.f("fk_plan_goal_created_by_vault_member")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_goal_plan_id_plan")),
        sa.ForeignKeyConstraint(["updated_by"], ["vault_member.id"], name=op.f("fk_plan_goal_updated_by_vault_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_goal")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_plan_goal_plan_id"), "plan_goal", ["plan_id"], unique=False)
    op.create_table(
        "plan_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_plan_review_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_review_plan_id_plan")),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_plan_review_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_review")),
    )
    op.create_index(op.f("ix_plan_review_plan_id"), "plan_review", ["plan_id"], unique=False)
    op.create_table(
        "service_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_service_link_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(["record_id"], ["dir_record.id"], name=op.f("fk_service_link_record_id_dir_record")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_service_link_service_id_service")),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_service_link_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_link")),
        sa.UniqueConstraint("record_id", name=op.f("uq_service_link_record_id")),
    )
    op.create_index(op.f("ix_service_link_service_id"), "service_link", ["service_id"], unique=False)
    op.create_table(
        "adjustment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("difficulty", sa.String(length=16), nullable=False),
        sa.Column("catalogue_key", sa.String(length=64), nullable=False),
        sa.Column("now_words", sa.Text(), nullable=False),
        sa.Column("helps_words", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("lasting", sa.String(length=16), nullable=False),
        sa.Column("cost", sa.String(length=16), nullable=False),
        sa.Column("access_to_work", sa.Boolean(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("carried", sa.Integer(), nullable=False),
        sa.Column("obstacle_id", sa.Integer(), nullable=True),
        sa.Column("goal_id", sa.Integer(), nullable=True),
        sa.Column("obstacle_words", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_adjustment_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["plan_goal.id"], name=op.f("fk_adjustment_goal_id_plan_goal"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["obstacle_id"], ["obstacle.id"], name=op.f("fk_adjustment_obstacle_id_obstacle"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_adjustment_plan_id_plan")),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_adjustment_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustment")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_adjustment_goal_id"), "adjustment", ["goal_id"], unique=False)
    op.create_index(
        "ix_adjustment_in_place_review_on",
        "adjustment",
        ["review_on"],
        unique=False,
        sqlite_where=sa.text("state = 'in_place'"),
    )
    op.create_index(op.f("ix_adjustment_obstacle_id"), "adjustment", ["obstacle_id"], unique=False)
    op.create_index(op.f("ix_adjustment_plan_id"), "adjustment", ["plan_id"], unique=False)
    op.create_table(
        "note_addendum",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_note_addendum_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name=op.f("fk_note_addendum_note_id_note")),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_note_addendum_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_addendum")),
    )
    op.create_index(op.f("ix_note_addendum_note_id"), "note_addendum", ["note_id"], unique=False)
    op.create_table(
        "plan_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=True),
        sa.Column("refers", sa.Boolean(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("who_kind", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("carried", sa.Integer(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("obstacle_id", sa.Integer(), nullable=True),
        sa.Column("goal_id", sa.Integer(), nullable=True),
        sa.Column("obstacle_words", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_plan_action_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["plan_goal.id"], name=op.f("fk_plan_action_goal_id_plan_goal"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["obstacle_id"], ["obstacle.id"], name=op.f("fk_plan_action_obstacle_id_obstacle"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_action_plan_id_plan")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_plan_action_service_id_service")),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_plan_action_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_action")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_plan_action_goal_id"), "plan_action", ["goal_id"], unique=False)
    op.create_index(op.f("ix_plan_action_obstacle_id"), "plan_action", ["obstacle_id"], unique=False)
    op.create_index(
        "ix_plan_action_open_due_on",
        "plan_action",
        ["due_on"],
        unique=False,
        sqlite_where=sa.text("state IN ('todo', 'doing', 'waiting')"),
    )
    op.create_index(op.f("ix_plan_action_plan_id"), "plan_action", ["plan_id"], unique=False)
    op.create_index(op.f("ix_plan_action_service_id"), "plan_action", ["service_id"], unique=False)
    op.create_table(
        "plan_review_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("answer", sa.String(length=8), nullable=False),
        sa.Column("before", sa.String(length=16), nullable=False),
        sa.Column("after", sa.String(length=16), nullable=False),
        sa.Column("due_before", sa.Date(), nullable=True),
        sa.Column("due_after", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_plan_review_line_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["plan_review.id"], name=op.f("fk_plan_review_line_review_id_plan_review")
        ),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_plan_review_line_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_review_line")),
    )
    op.create_index(op.f("ix_plan_review_line_review_id"), "plan_review_line", ["review_id"], unique=False)
    op.create_table(
        "adjustment_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("adjustment_id", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["adjustment_id"], ["adjustment.id"], name=op.f("fk_adjustment_event_adjustment_id_adjustment")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_adjustment_event_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_adjustment_event_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustment_event")),
    )
    op.create_index(op.f("ix_adjustment_event_adjustment_id"), "adjustment_event", ["adjustment_id"], unique=False)
    op.create_table(
        "service_referral",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("state_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("chase_on", sa.Date(), nullable=True),
        sa.Column("service_uid", sa.String(), nullable=False),
        sa.Column("service_name", sa.String(), nullable=False),
        sa.Column("service_phone", sa.String(), nullable=False),
        sa.Column("service_address", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_service_referral_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_service_referral_service_id_service")),
        sa.ForeignKeyConstraint(["step_id"], ["plan_action.id"], name=op.f("fk_service_referral_step_id_plan_action")),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_service_referral_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_referral")),
        sa.UniqueConstraint("step_id", name=op.f("uq_service_referral_step_id")),
    )
    op.create_index(
        "ix_service_referral_chase_on",
        "service_referral",
        ["chase_on"],
        unique=False,
        sqlite_where=sa.text("chase_on IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_service_referral_service_id_kind_state_reason_sent_on_started_on_state_on"),
        "service_referral",
        ["service_id", "kind", "state", "reason", "sent_on", "started_on", "state_on"],
        unique=False,
    )
    op.create_table(
        "service_referral_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["vault_member.id"], name=op.f("fk_service_referral_event_created_by_vault_member")
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["service_referral.id"],
            name=op.f("fk_service_referral_event_referral_id_service_referral"),
        ),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["vault_member.id"], name=op.f("fk_service_referral_event_updated_by_vault_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_referral_event")),
    )
    op.create_index(
        op.f("ix_service_referral_event_referral_id"), "service_referral_event", ["referral_id"], unique=False
    )
    for statement in HAND_KEPT:
        op.get_bind().exec_driver_sql(statement)
