"""Which story has which value of each filter, and what the values are called: the SQL that search and counts share.

A value is the id of a row (topics, sources, people, organizations), a country's code or a section's slug.
"""

from __future__ import annotations

from typing import NamedTuple

# What links stories to values, by kind of fact: pairs (article_id, value). Only standing facts; whether the story is
# published is asked elsewhere.
# A newspaper belongs to a story that is drawn from it, in which somebody speaks to it, or in which it speaks itself.
LINKING: dict[str, tuple[str, ...]] = {
    "topics": ("SELECT article_id, topic_id AS value FROM archive_articletopic WHERE state <> 'rejected'",),
    "sources": (
        "SELECT article_id, source_id AS value FROM archive_articlesource WHERE state <> 'rejected'",
        """SELECT article_id, via_id AS value FROM archive_statement
        WHERE state <> 'rejected' AND via_id IS NOT NULL""",
        """SELECT article_id, newspaper_id AS value FROM archive_statement
        WHERE state <> 'rejected' AND newspaper_id IS NOT NULL""",
    ),
    # Somebody is in a story who is named, is given a role or speaks in it.
    "people": (
        """SELECT article_id, person_id AS value FROM archive_mention
        WHERE state <> 'rejected' AND person_id IS NOT NULL""",
        """SELECT article_id, person_id AS value FROM archive_statement
        WHERE state <> 'rejected' AND person_id IS NOT NULL""",
        "SELECT article_id, person_id AS value FROM archive_role WHERE state <> 'rejected'",
    ),
    "organizations": (
        """SELECT article_id, organization_id AS value FROM archive_mention
        WHERE state <> 'rejected' AND organization_id IS NOT NULL""",
        """SELECT article_id, organization_id AS value FROM archive_statement
        WHERE state <> 'rejected' AND organization_id IS NOT NULL""",
        """SELECT article_id, organization_id AS value FROM archive_role
        WHERE state <> 'rejected' AND organization_id IS NOT NULL""",
    ),
    "countries": (
        """SELECT DISTINCT article_id, country_id AS value FROM archive_mention
        WHERE state <> 'rejected' AND country_id IS NOT NULL""",
    ),
    "sections": (
        """SELECT a.id AS article_id, s.slug AS value
        FROM archive_article a JOIN archive_section s ON s.id = a.section_id WHERE s.slug <> ''""",
    ),
}

# The same pairs, each once.
LINKS: dict[str, str] = {name: " UNION ".join(facts) for name, facts in LINKING.items()}

# Pairs (statement_id, value), each once: whose a statement is, to which newspaper, and what its story is about.
# Whether the statement stands and is published is asked elsewhere.
SAID: dict[str, str] = {
    "people": "SELECT id AS statement_id, person_id AS value FROM archive_statement WHERE person_id IS NOT NULL",
    # An organization speaks itself or through somebody who is printed with it in that story.
    "organizations": """
        SELECT id AS statement_id, organization_id AS value FROM archive_statement WHERE organization_id IS NOT NULL
        UNION SELECT s.id, r.organization_id FROM archive_statement s
              JOIN archive_role r ON r.article_id = s.article_id AND r.person_id = s.person_id
              WHERE r.organization_id IS NOT NULL AND r.state <> 'rejected'""",
    # The newspaper that it was told to or that speaks itself; where neither is said, those the story is drawn from.
    "sources": """
        SELECT id AS statement_id, via_id AS value FROM archive_statement WHERE via_id IS NOT NULL
        UNION SELECT id, newspaper_id FROM archive_statement WHERE newspaper_id IS NOT NULL
        UNION SELECT s.id, k.source_id FROM archive_statement s
              JOIN archive_articlesource k ON k.article_id = s.article_id
              WHERE s.via_id IS NULL AND s.newspaper_id IS NULL AND k.state <> 'rejected'""",
    "countries": """
        SELECT DISTINCT s.id AS statement_id, m.country_id AS value FROM archive_statement s
        JOIN archive_mention m ON m.article_id = s.article_id
        WHERE m.country_id IS NOT NULL AND m.state <> 'rejected'""",
    "topics": """
        SELECT s.id AS statement_id, t.topic_id AS value FROM archive_statement s
        JOIN archive_articletopic t ON t.article_id = s.article_id WHERE t.state <> 'rejected'""",
    "kind": "SELECT id AS statement_id, kind AS value FROM archive_statement",
    # Who else speaks in the same story.
    "beside": """
        SELECT DISTINCT s.id AS statement_id, o.person_id AS value FROM archive_statement s
        JOIN archive_statement o ON o.article_id = s.article_id
        WHERE o.person_id IS NOT NULL AND o.state <> 'rejected' AND o.person_id IS DISTINCT FROM s.person_id""",
}

# (value, slug, name, sort_key) of everything that could be chosen.
NAMES: dict[str, str] = {
    "topics": "SELECT id AS value, slug, name, lower(name) AS sort_key FROM archive_topic",
    "sources": "SELECT id AS value, slug, name, sort_key FROM archive_source",
    "people": "SELECT id AS value, slug, name, sort_key FROM archive_person",
    "organizations": "SELECT id AS value, slug, name, sort_key FROM archive_organization",
    "countries": "SELECT code AS value, code AS slug, name, lower(name) AS sort_key FROM archive_country",
    # A section's slug runs through many digests; it is called what the published one that came last calls it.
    "sections": """
        SELECT DISTINCT ON (s.slug) s.slug AS value, s.slug, s.heading AS name, s.slug AS sort_key
        FROM archive_section s JOIN archive_digest d ON d.id = s.digest_id
        WHERE s.slug <> '' AND d.state = 'published' ORDER BY s.slug, s.id DESC""",
}


class Join(NamedTuple):
    """A column's type, and the SQL that joins a name (n) to each of its values (c.value)."""

    type: str
    join: str


# The same names, found for a few values quickly.
NAMED: dict[str, Join] = {
    name: Join("text" if name == "countries" else "bigint", f"JOIN ({names}) n ON n.value = c.value")
    for name, names in NAMES.items()
} | {
    "sections": Join(
        "text",
        """CROSS JOIN LATERAL (
        SELECT s.slug, s.heading AS name, s.slug AS sort_key
        FROM archive_section s JOIN archive_digest d ON d.id = s.digest_id
        WHERE s.slug = c.value AND d.state = 'published' ORDER BY s.id DESC LIMIT 1) n""",
    )
}

NAMED["beside"] = NAMED["people"]

# Kept lists, known before any story has them; the others exist for readers once a published story names them.
ALWAYS_KNOWN = frozenset({"topics", "countries"})
