"""Where the values of a filter lead."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from archive.search import Facet, FacetValue, SearchRequest
from archive.search.query import FILTERS, PARAMS
from archive.site.facets import block, search_url

SLUGS = st.from_regex(r"[-a-zA-Z0-9_]{1,12}", fullmatch=True)
WORDS = st.one_of(st.text(max_size=20), st.sampled_from(["%00", "a\0b", "%", "&topic=", "-any-"]))


@pytest.mark.parametrize("name", [name for name, _param in FILTERS])
@given(words=WORDS, chosen=st.lists(SLUGS, max_size=2), slugs=st.lists(SLUGS, min_size=1, max_size=3))
def test_each_value_leads_to_the_question_with_it(name: str, words: str, chosen: list[str], slugs: list[str]) -> None:
    request = SearchRequest.from_query(QueryDict.fromkeys(["q"], words)).with_(name, *chosen)
    facet = Facet(name, tuple(FacetValue(slug, slug, 1, slug in chosen) for slug in slugs), len(slugs))
    rows = block(request, facet).rows
    assert [row.id for row in rows] == [f"{PARAMS[name]}-{slug}" for slug in slugs]
    assert [row.url for row in rows] == [
        search_url(request.without(name, slug) if slug in chosen else request.with_(name, slug)) for slug in slugs
    ]
