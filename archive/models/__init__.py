"""What is kept. Every model is importable from here."""

from .changes import Change, ChangeSet, NotSame, Presence
from .coming_in import Import, ImportedFile, NearDuplicate, Token
from .digests import Article, Digest, Section, Series
from .facts import DOUBTFUL_UNDER, Fact
from .people import Alias, FormerSlug, Organization, Person, Role
from .readings import Difference, Reading
from .rules import Rule
from .sources import ArticleSource, ArticleTopic, Country, Source, Topic
from .statements import Mention, Statement
from .tallies import StoryCount, TalliedDigest, Word

FACTS: tuple[type[Fact], ...] = (ArticleSource, ArticleTopic, Role, Statement, Mention)

__all__ = [
    "DOUBTFUL_UNDER",
    "FACTS",
    "Alias",
    "Article",
    "ArticleSource",
    "ArticleTopic",
    "Change",
    "ChangeSet",
    "Country",
    "Difference",
    "Digest",
    "Fact",
    "FormerSlug",
    "Import",
    "ImportedFile",
    "Mention",
    "NearDuplicate",
    "NotSame",
    "Organization",
    "Person",
    "Presence",
    "Reading",
    "Role",
    "Rule",
    "Section",
    "Series",
    "Source",
    "Statement",
    "StoryCount",
    "TalliedDigest",
    "Token",
    "Topic",
    "Word",
]
