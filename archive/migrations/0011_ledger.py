"""The ledger is written by the database: one trigger for each thing that a statement can do to each table."""

import django.db.models.deletion
from django.db import migrations, models

# Table -> what is no part of a change there: what was received and never changes, and what is computed. What is removed
# is kept whole but for what is computed.
TABLES = {
    "archive_series": "{}",
    "archive_country": "{}",
    "archive_source": "{}",
    "archive_topic": "{}",
    "archive_person": "{}",
    "archive_organization": "{}",
    "archive_alias": "{}",
    "archive_formerslug": "{}",
    "archive_notsame": "{}",
    "archive_digest": "{raw,text}",
    "archive_section": "{}",
    "archive_article": "{search}",
    "archive_statement": "{}",
    "archive_mention": "{}",
    "archive_role": "{}",
    "archive_articlesource": "{}",
    "archive_articletopic": "{}",
}
EVENTS = {
    "insert": "NEW TABLE AS now_rows",
    "update": "OLD TABLE AS was_rows NEW TABLE AS now_rows",
    "delete": "OLD TABLE AS was_rows",
}

FUNCTIONS = """
-- The change set that the transaction writes to: the one that it named in "archive.changeset", or one of its own.
CREATE FUNCTION archive_changeset_now() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE found bigint := nullif(current_setting('archive.changeset', true), '')::bigint;
BEGIN
    IF found IS NULL THEN
        INSERT INTO archive_changeset (at, verb, summary) VALUES (now(), 'direct', '')
            RETURNING id INTO found;
        PERFORM set_config('archive.changeset', found::text, true);
    END IF;
    RETURN found;
END
$$;

"""

# Arguments of each trigger: the name of the kind, and the columns that are no part of a change.
EVENT_FUNCTIONS = """
CREATE FUNCTION archive_ledger_insert_{key}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO archive_change (changeset_id, kind, "row", after)
        SELECT archive_changeset_now(), TG_ARGV[0], n.{key}::text, '{{}}' FROM now_rows n;
    RETURN NULL;
END
$$;

CREATE FUNCTION archive_ledger_update_{key}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO archive_change (changeset_id, kind, "row", before, after)
        SELECT archive_changeset_now(), TG_ARGV[0], w.{key}::text, differs.before, differs.after
        FROM was_rows w JOIN now_rows n ON n.{key} = w.{key}
        CROSS JOIN LATERAL (SELECT to_jsonb(w) - TG_ARGV[1]::text[] AS was, to_jsonb(n) AS now OFFSET 0) whole
        CROSS JOIN LATERAL (
            SELECT jsonb_object_agg(key, value) AS before, jsonb_object_agg(key, whole.now -> key) AS after
            FROM jsonb_each(whole.was) WHERE whole.now -> key IS DISTINCT FROM value) differs
        WHERE differs.before IS NOT NULL;
    RETURN NULL;
END
$$;

CREATE FUNCTION archive_ledger_delete_{key}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO archive_change (changeset_id, kind, "row", before)
        SELECT archive_changeset_now(), TG_ARGV[0], w.{key}::text, to_jsonb(w) - 'search' FROM was_rows w;
    RETURN NULL;
END
$$;
"""

TRIGGER = """
CREATE TRIGGER {table}_ledger_{event} AFTER {event} ON {table} REFERENCING {rows}
    FOR EACH STATEMENT EXECUTE FUNCTION archive_ledger_{event}_{key}('{kind}', '{left_out}');
"""

# What the change sets of before hold in a list of their own: one row each, of changed rows only what differs.
MOVE = """
INSERT INTO archive_change (changeset_id, kind, "row", before, after)
SELECT c.id, lower(x ->> 'table'), x ->> 'id',
    CASE WHEN x -> 'after' = 'null' THEN x -> 'before' ELSE differs.before END,
    CASE WHEN x -> 'before' = 'null' THEN '{}' ELSE differs.after END
FROM archive_changeset c CROSS JOIN LATERAL jsonb_array_elements(c.old_changes) WITH ORDINALITY AS one (x, place)
LEFT JOIN LATERAL (
    SELECT jsonb_object_agg(key, value) AS before, jsonb_object_agg(key, x -> 'after' -> key) AS after
    FROM jsonb_each(CASE WHEN jsonb_typeof(x -> 'before') = 'object' THEN x -> 'before' ELSE '{}' END)
    WHERE x -> 'after' -> key IS DISTINCT FROM value AND x -> 'after' <> 'null') differs ON true
WHERE x -> 'before' = 'null' OR x -> 'after' = 'null' OR differs.before IS NOT NULL
ORDER BY c.id, place;
"""

# Which act an undo took back was told by its words alone; where those tell nothing it is itself.
UNDONE = """
UPDATE archive_changeset c SET undone_by_id = coalesce((
    SELECT min(u.id) FROM archive_changeset u WHERE u.id > c.id AND u.verb IN ('undo', 'unmerge')
        AND u.digest_id IS NOT DISTINCT FROM c.digest_id AND right(u.summary, length(c.summary)) = c.summary), c.id)
WHERE c.undone;
"""


def _drop(table):
    return "".join(f"DROP TRIGGER {table}_ledger_{event} ON {table};" for event in EVENTS)


class Migration(migrations.Migration):
    dependencies = [("archive", "0010_pairs_that_are_two")]

    operations = [
        migrations.RenameField("changeset", "changes", "old_changes"),
        migrations.AlterField(
            "changeset",
            "digest",
            models.ForeignKey(
                null=True,
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="changesets",
                to="archive.digest",
            ),
        ),
        migrations.AddField(
            "changeset",
            "undone_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="undid",
                verbose_name="undone by",
                to="archive.changeset",
            ),
        ),
        migrations.CreateModel(
            "Change",
            [
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("row", models.CharField(max_length=20)),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
                (
                    "changeset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="archive.changeset"
                    ),
                ),
            ],
            options={
                "verbose_name": "changed row",
                "verbose_name_plural": "changed rows",
                "ordering": ["id"],
                "indexes": [
                    models.Index(fields=["kind", "row"], name="change_row"),
                    models.Index(
                        condition=models.Q(("after__isnull", True), ("kind", "alias")),
                        fields=["id"],
                        name="change_alias_gone",
                    ),
                ],
            },
        ),
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        migrations.RunSQL(UNDONE, migrations.RunSQL.noop),
        migrations.RemoveField("changeset", "undone"),
        migrations.RemoveField("changeset", "old_changes"),
        migrations.RunSQL(FUNCTIONS, "DROP FUNCTION archive_changeset_now()"),
        *(
            migrations.RunSQL(
                EVENT_FUNCTIONS.format(key=key),
                "".join(f"DROP FUNCTION archive_ledger_{event}_{key}();" for event in EVENTS),
            )
            for key in ("id", "code")
        ),
        *(
            migrations.RunSQL(
                "".join(
                    TRIGGER.format(
                        table=table,
                        event=event,
                        rows=rows,
                        kind=table.removeprefix("archive_"),
                        key="code" if table == "archive_country" else "id",
                        left_out=left_out,
                    )
                    for event, rows in EVENTS.items()
                ),
                _drop(table),
            )
            for table, left_out in TABLES.items()
        ),
    ]
