"""Of a series that lets only titles be shown no word of a story without a title is on any page."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from archive.models import Series
from tests import factories as make

pytestmark = pytest.mark.django_db

SECRET = ("Quillon", "brackwater", "Zornfield", "fenlow")


@pytest.mark.parametrize(
    "url",
    [
        "/",
        "/search/",
        "/search/?format=json",
        "/search/?q=zornfield",
        "/search/?show=statements",
        "/digests/",
        "/digests/DIGEST/",
        "/calendar/2026/11/17/",
        "/people/marta-velisk/",
        "/people/marta-velisk/?printed=clerk",
        "/newspapers/the-harbour-gazette/",
        "/organizations/danube-ports-board/",
        "/countries/RO/",
        "/topics/shipping/",
        "/compare/?of=people&one=marta-velisk&one=henrik-aldane",
        "/articles/kept-back/",
        "/articles/kept-back/cite.bib",
        "/articles/shown/",
        "/about/",
    ],
)
def test_no_word_is_shown(client: Client, url: str) -> None:
    text = f"{SECRET[0]} {SECRET[1]} calm, clerk. {SECRET[2]} {SECRET[3]} calm, former clerk."
    for title, slug, role in (("", "kept-back", "clerk"), ("Shown", "shown", "former clerk")):
        digest = make.make_digest(text + title, day=date(2026, 11, 17), title=f"Bulletin {title}".strip())
        story = make.make_article(digest, title=title, slug=slug, body=text)
        make.make_statement(story, f"{SECRET[0]} {SECRET[1]} calm", via=make.make_source())
        make.make_statement(story, f"{SECRET[2]} {SECRET[3]} calm", person=make.make_person("Henrik Aldane"))
        make.make_role(story, role, make.make_person(), organization=make.make_organization())
        make.make_mention(story, "calm", country=make.make_country())
        make.link_topic(story, make.make_topic(), "calm")
    Series.objects.update(rights=Series.Rights.LINK)
    response = client.get(url.replace("DIGEST", digest.slug))
    assert response.status_code == 200
    # What was asked for is said back; nothing else of the text is.
    shown = {word for word in SECRET if word.lower() in response.content.decode().lower()}
    assert shown == {word for word in SECRET if word.lower() in url}
