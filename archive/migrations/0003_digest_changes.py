"""archive_digestchange: which digests changed, for whoever keeps something derived from them (search/index/outbox.py)."""

from django.db import migrations

# Table -> how its changed rows (c) tell their digest.
OF_ARTICLE = "SELECT a.digest_id FROM changed c JOIN archive_article a ON a.id = c.article_id"
TABLES = {
    "archive_article": "SELECT c.digest_id FROM changed c",
    "archive_section": "SELECT c.digest_id FROM changed c",
    "archive_digest": "SELECT c.id FROM changed c",
    "archive_statement": OF_ARTICLE,
    "archive_mention": OF_ARTICLE,
    "archive_role": OF_ARTICLE,
    "archive_articlesource": OF_ARTICLE,
    "archive_articletopic": OF_ARTICLE,
}
EVENTS = {"insert": "NEW", "update": "NEW", "delete": "OLD"}

CREATE = """
CREATE TABLE archive_digestchange (
    digest_id bigint PRIMARY KEY,
    xact xid8 NOT NULL DEFAULT pg_current_xact_id(),
    version bigint NOT NULL DEFAULT 1
);
CREATE INDEX digestchange_xact ON archive_digestchange (xact);
"""

FUNCTION = """
CREATE FUNCTION {table}_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO archive_digestchange (digest_id)
        SELECT DISTINCT digest_id FROM ({digests}) found (digest_id) ORDER BY digest_id
    ON CONFLICT (digest_id) DO UPDATE SET xact = pg_current_xact_id(), version = archive_digestchange.version + 1;
    RETURN NULL;
END
$$;
"""

TRIGGER = """
CREATE TRIGGER {table}_{event}_changed AFTER {event} ON {table} REFERENCING {rows} TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_changed();
"""


class Migration(migrations.Migration):
    dependencies = [("archive", "0002_statement_other")]

    operations = [
        migrations.RunSQL(CREATE, "DROP TABLE archive_digestchange"),
        *(
            migrations.RunSQL(
                FUNCTION.format(table=table, digests=digests)
                + "".join(TRIGGER.format(table=table, event=event, rows=rows) for event, rows in EVENTS.items()),
                f"DROP FUNCTION {table}_changed() CASCADE",
            )
            for table, digests in TABLES.items()
        ),
    ]
