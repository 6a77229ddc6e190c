"""A changed name is told like a changed digest, under the number that no digest has (search/index/outbox.py)."""

from django.db import migrations

TABLES = ("archive_person", "archive_organization", "archive_source", "archive_topic", "archive_country")

FUNCTION = """
CREATE FUNCTION archive_name_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO archive_digestchange (digest_id) VALUES (0)
    ON CONFLICT (digest_id) DO UPDATE SET xact = pg_current_xact_id(), version = archive_digestchange.version + 1;
    RETURN NULL;
END
$$;
"""

TRIGGER = """
CREATE TRIGGER {table}_name_changed AFTER UPDATE OR DELETE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION archive_name_changed();
"""


class Migration(migrations.Migration):
    dependencies = [("archive", "0005_names_in_small_letters")]

    operations = [
        migrations.RunSQL(
            FUNCTION + "".join(TRIGGER.format(table=table) for table in TABLES),
            "DROP FUNCTION archive_name_changed() CASCADE",
        ),
    ]
