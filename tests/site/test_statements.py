"""Statements with everything that is shown beside them, from querysets and by id."""

import pytest

from archive.models import Fact, Series, Statement
from archive.site.statements import by_id, for_show, passage
from archive.templatetags.rows import statement_row
from tests.factories import (
    make_article,
    make_digest,
    make_organization,
    make_person,
    make_role,
    make_series,
    make_source,
    make_statement,
)

pytestmark = pytest.mark.django_db

TEXT = (
    "The pilot, once a clerk, spoke to the captain.\n\n"
    "“Ice comes early.” The board denied it. “We counted,” the paper wrote. Somebody laughed. “Not here.”"
)


@pytest.fixture
def keys() -> list[int]:
    """A statement of each kind of speaker; one person has three roles in the story, one of them rejected."""
    article = make_article(make_digest(TEXT, series=make_series(rights=Series.Rights.EXCERPT)), title="Ice & salt")
    marta, gazette = make_person("Marta Velisk"), make_source()
    make_role(article, "clerk", marta)
    make_role(article, "captain", marta)
    make_role(article, "pilot", marta, state=Fact.State.REJECTED)
    return [
        make_statement(article, "“Ice comes early.”", person=marta, via=gazette).pk,
        make_statement(article, "The board denied it.", organization=make_organization(), kind="indirect").pk,
        make_statement(article, "“We counted,”", newspaper=gazette, via=gazette, state="confirmed").pk,
        make_statement(article, "Somebody laughed.", unnamed="somebody on board").pk,
        make_statement(article, "“Not here.”", person=make_person("Henrik Aldane")).pk,
    ]


def test_statements_by_id_are_what_a_queryset_of_them_shows(keys: list[int], django_assert_num_queries) -> None:
    listed = list(for_show(Statement.objects.filter(pk__in=keys)).order_by("pk"))
    with django_assert_num_queries(1):
        found = sorted(by_id(keys), key=lambda one: one.pk)
        shown = [(statement_row(one, None, as_of=True), statement_row(one, passage(one))) for one in found]
    assert shown == [(statement_row(one, None, as_of=True), statement_row(one, passage(one))) for one in listed]
    assert [(one.role_text, one.rights) for one in found] == [(one.role_text, one.rights) for one in listed]
    assert [one.role_text for one in found] == ["captain", "", "", "", ""]


def test_no_statements_are_asked_for_without_a_query(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert by_id([]) == []
