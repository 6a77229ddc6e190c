"""An invented digest with a finding of every kind, for the desk's tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from archive.models import Article, Digest, Section, Statement
from tests import factories as make

HEAD = "REVIEW OF THE MORNING PAPERS"

FIRST = """The Lock Keeper: Barges queue below the weir

Forty barges lay below the weir at Orsova on Sunday, waiting for a pilot who speaks <b>both</b> languages.

“We could have opened the second chamber in an hour,” Tilda Marek, head of the Lower Weir Office, told The Lock Keeper.

She then went home. “Nobody asked me to stay,” Marek added.

A skipper with a dog said the dog had seen worse in Romania."""

SECOND = """Evening Ledger: A tariff for shade

Greece will count its pergolas by spring, the Shade Council announced, and Ilias Drakos called the form unreadable."""


def sample_text(stories: int = 2) -> str:
    """The digest's text; further stories repeat the second one."""
    return "\n\n".join([HEAD, FIRST, *[SECOND] * (stories - 1)])


def make_sample(*, stories: int = 2, day: date | None = date(2026, 11, 18), **fields: Any) -> Digest:
    """A digest in review: a first story with a finding of every kind, some doubtful, and plainer ones after it."""
    fields = {"title": HEAD.title(), **fields}
    digest = make.make_digest(sample_text(stories), day=day, published=False, **fields)
    _first(digest)
    at = len(HEAD) + 2 + len(FIRST) + 2
    for number in range(2, stories + 1):
        _further(digest, number, at)
        at += len(SECOND) + 2
    return digest


def _story(digest: Digest, number: int, block: str, at: int, **fields: Any) -> Article:
    """A story whose first line is its heading."""
    section = digest.sections.first() or Section.objects.create(digest=digest, position=1)
    heading, *body = block.split("\n\n")
    start, paragraphs = at + len(heading) + 2, []
    for paragraph in body:
        paragraphs.append([start, start + len(paragraph)])
        start += len(paragraph) + 2
    text = digest.text or ""
    return Article.objects.create(
        digest=digest, section=section, position=number, title=heading.partition(": ")[2], date=digest.date, start=at,
        end=at + len(block), paragraphs=paragraphs, body="\n\n".join(text[a:b] for a, b in paragraphs), **fields
    )  # fmt: skip


def _first(digest: Digest) -> None:
    story = _story(digest, 1, FIRST, len(HEAD) + 2, confidence=0.99)
    paper, marek = make.make_source("The Lock Keeper"), make.make_person("Tilda Marek")
    office = make.make_organization("Lower Weir Office")
    make.link_source(story, paper, "The Lock Keeper", confidence=0.98)
    make.link_topic(story, make.make_topic("Barges and locks"), "barges", confidence=0.62)
    make.make_mention(story, "Tilda Marek", person=marek, confidence=0.95)
    again = (digest.text or "").index("Marek added")
    make.Mention.objects.create(article=story, person=marek, start=again, end=again + 5, confidence=0.95)
    make.make_role(story, "head of the Lower Weir Office", marek, organization=office, confidence=0.91)
    make.make_mention(story, "Lower Weir Office", organization=office, confidence=0.93)
    make.make_mention(story, "Orsova", country=make.make_country("RO", "Romania"), confidence=0.75)
    make.make_statement(
        story, "“We could have opened the second chamber in an hour,” Tilda Marek, head of the Lower Weir Office, "
        "told The Lock Keeper.", person=marek, via=paper, confidence=0.97,
    )  # fmt: skip
    make.make_statement(story, "“Nobody asked me to stay,” Marek added.", person=marek, confidence=0.48)
    make.make_statement(
        story, "A skipper with a dog said the dog had seen worse in Romania.", unnamed="A skipper with a dog",
        kind=Statement.Kind.INDIRECT, confidence=0.58,
    )  # fmt: skip


def _further(digest: Digest, number: int, at: int) -> None:
    story = _story(digest, number, SECOND, at, confidence=0.54 if number == 2 else 0.97)
    paper, drakos = make.make_source("Evening Ledger"), make.make_person("Ilias Drakos")
    council = make.make_organization("Shade Council")
    for maker, words, what in (
        (make.link_source, "Evening Ledger", paper),
        (make.link_topic, "tariff", make.make_topic("Pergola levies")),
    ):
        maker(story, what, words, confidence=0.92)  # type: ignore[operator]
    passage = _passages(story, at)
    make.Mention.objects.create(article=story, person=drakos, confidence=0.9, **passage("Ilias Drakos"))
    make.Mention.objects.create(article=story, organization=council, confidence=0.81, **passage("Shade Council"))
    make.Mention.objects.create(
        article=story, country=make.make_country("GR", "Greece"), confidence=0.99, **passage("Greece")
    )
    words = "Ilias Drakos called the form unreadable"
    Statement.objects.create(
        article=story, person=drakos, text=words, kind=Statement.Kind.INDIRECT, confidence=0.88, **passage(words)
    )


def _passages(story: Article, at: int) -> Any:
    def passage(words: str) -> dict[str, int]:
        start = (story.digest.text or "").index(words, at)
        return {"start": start, "end": start + len(words)}

    return passage
