"""Small invented archives: what stories say and have, before it is rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from hypothesis import strategies as st

from archive.models import Statement
from tests import factories as make

# Words that the English stemmer leaves alone, and no two of which share a stem.
WORDS = ["zorn", "quil", "brack", "fenlow"]
DAYS = [date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 17)]
STATES = ["proposed", "proposed", "confirmed", "rejected"]
KNOWN: dict[str, dict[str, str]] = {
    "topics": {"shipping": "Shipping", "grain": "Grain"},
    "sources": {"harbour-gazette": "Harbour Gazette", "capital-ledger": "Capital Ledger"},
    "people": {"marta-velisk": "Marta Velisk", "henrik-aldane": "Henrik Aldane", "selim-arkan": "Selim Arkan"},
    "organizations": {"ports-board": "Ports Board", "halden-centre": "Halden Centre"},
    "countries": {"RO": "Romania", "TR": "Türkiye", "EG": "Egypt"},
    "sections": {"economy": "Economy", "defence": "Defence"},
}


@dataclass
class Said:
    words: list[str]
    person: str | None
    via: str | None
    state: str

    @property
    def stands(self) -> bool:
        return self.state != "rejected"


@dataclass
class Story:
    """A story as invented: `links` are (filter, slug, state, how)."""

    published: bool
    day: date
    section: str
    title: list[str]
    body: list[str]
    links: list[tuple[str, str, str, str]]
    said: list[Said]
    pk: int = 0

    def has(self, name: str) -> set[str]:
        """The values of one filter that the story is found by."""
        if name == "sections":
            return {self.section} - {""}
        values = {slug for kind, slug, state, _how in self.links if kind == name and state != "rejected"}
        if name == "people":
            values |= {one.person for one in self.said if one.stands and one.person}
        if name == "sources":
            values |= {one.via for one in self.said if one.stands and one.via}
        return values


STATE = st.sampled_from(STATES)
TEXT = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5)
LINK = st.sampled_from(["topics", "sources", "people", "organizations", "countries"]).flatmap(
    lambda name: st.tuples(
        st.just(name), st.sampled_from(sorted(KNOWN[name])), STATE, st.sampled_from(["mention", "role"])
    )
)
SAID = st.builds(
    Said,
    words=TEXT,
    person=st.none() | st.sampled_from(sorted(KNOWN["people"])),
    via=st.none() | st.sampled_from(sorted(KNOWN["sources"])),
    state=STATE,
)
STORY = st.builds(
    Story,
    published=st.sampled_from([True, True, True, False]),
    day=st.sampled_from(DAYS),
    section=st.sampled_from(["", "economy", "defence"]),
    title=TEXT,
    body=TEXT,
    links=st.lists(LINK, max_size=6, unique_by=lambda link: link[:2]),
    said=st.lists(SAID, max_size=3),
)


@contextmanager
def undone() -> Iterator[None]:
    """What is written inside is gone afterwards: every example starts from nothing."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def write(story: Story) -> None:
    """The story as rows."""
    said = [" ".join(one.words) for one in story.said]
    paragraphs = [" ".join(story.body), *said]
    digest = make.make_digest("\n\n".join(paragraphs) + f"\n\n{id(story)}", day=story.day, published=story.published)
    article = make.make_article(
        digest, title=" ".join(story.title), section=KNOWN["sections"].get(story.section, ""),
        body=" ".join(story.body), slug=f"story-{digest.pk}" if story.published else None,
    )  # fmt: skip
    story.pk = article.pk
    for name, slug, state, how in story.links:
        called = KNOWN[name][slug]
        span = {"start": 0, "end": 1, "state": state}
        if name == "topics":
            article.articletopics.create(topic=make.make_topic(called), **span)
        elif name == "sources":
            article.articlesources.create(source=make.make_source(called), **span)
        elif name == "countries":
            article.mentions.create(country=make.make_country(slug, called), **span)
        elif name == "organizations":
            article.mentions.create(organization=make.make_organization(called), **span)
        elif how == "role":
            article.roles.create(person=make.make_person(called), text="captain", **span)
        else:
            article.mentions.create(person=make.make_person(called), **span)
    for at, one in enumerate(story.said):
        Statement.objects.create(
            article=article, start=at, end=at + 1, text=" ".join(one.words), kind="direct", state=one.state,
            person=make.make_person(KNOWN["people"][one.person]) if one.person else None,
            unnamed="" if one.person else "a captain",
            via=make.make_source(KNOWN["sources"][one.via]) if one.via else None,
        )  # fmt: skip


def know_everything() -> None:
    """One published story that has every value, so that every slug is known."""
    story = Story(True, date(2020, 1, 1), "economy", ["known"], ["known"], [], [])
    story.links = [(name, slug, "confirmed", "mention") for name in KNOWN if name != "sections" for slug in KNOWN[name]]
    write(story)
    write(Story(True, date(2020, 1, 1), "defence", ["known"], ["known"], [], []))
