"""What a question's tree finds, against a reading of the same tree by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.search import SearchRequest, search
from archive.search.language import read_query
from archive.search.tree import Dated, Either, Every, Named, Near, Node, Not, Within, Words, written

from .invented import DAYS, KNOWN, STORY, WORDS, Said, Story, know_everything, undone, write

pytestmark = pytest.mark.django_db

WORD = st.sampled_from(WORDS).map(Words)
PHRASE = st.lists(st.sampled_from(WORDS), min_size=2, max_size=2).map(lambda words: Words(" ".join(words), phrase=True))
PREFIX = st.sampled_from(["zo", "bra", "fenlow", "x"]).map(lambda text: Words(text, prefix=True))
NEAR = st.builds(Near, WORD, WORD | PHRASE, st.integers(1, 3))
TEXT = st.recursive(
    WORD | PHRASE | PREFIX | NEAR,
    lambda inner: st.builds(Not, inner) | st.lists(inner, min_size=2, max_size=2).map(lambda nodes: Either((*nodes,))),
    max_leaves=3,
)
NAMED = st.sampled_from(sorted(KNOWN)).flatmap(
    lambda name: st.builds(Named, st.just(name), st.sampled_from(sorted(KNOWN[name].values())))
)
DATED = st.builds(Dated, st.sampled_from(DAYS), st.none() | st.sampled_from(DAYS))
CLAUSE = TEXT | st.builds(Within, st.sampled_from(["title", "said"]), TEXT) | NAMED | DATED
TREE = st.recursive(
    CLAUSE,
    lambda inner: (
        st.builds(Not, inner)
        | st.lists(inner, min_size=2, max_size=3).map(lambda nodes: Every((*nodes,)))
        | st.lists(inner, min_size=2, max_size=2).map(lambda nodes: Either((*nodes,)))
    ),
    max_leaves=4,
)


def says(node: Node, text: list[str]) -> bool:
    """Whether a text answers words and what joins them."""
    match node:
        case Words():
            return bool(_ends(node, text))
        case Near():
            pairs = [(node.one, node.other), (node.other, node.one)]
            return any(
                1 <= at - len(right.text.split()) + 1 - end <= node.distance
                for left, right in pairs
                for end in _ends(left, text)
                for at in _ends(right, text)
            )
        case Not():
            return not says(node.node, text)
        case Every():
            return all(says(one, text) for one in node.nodes)
        case Either():
            return any(says(one, text) for one in node.nodes)
    raise TypeError(node)


def _ends(node: Words, text: list[str]) -> list[int]:
    """Where the last words of its occurrences stand."""
    if node.prefix:
        return [at for at, word in enumerate(text) if word.startswith(node.text)]
    words = node.text.split()
    return [at + len(words) - 1 for at in range(len(text)) if text[at : at + len(words)] == words]


def finds(node: Node, story: Story) -> bool:
    """Whether a story answers a tree."""
    match node:
        case Named():
            return _slug(node) in story.has(node.filter)
        case Dated():
            return (not node.first or story.day >= node.first) and (not node.last or story.day <= node.last)
        case Within(field="title"):
            return says(node.node, story.title)
        case Within():
            return any(one.stands and says(node.node, one.words) for one in story.said)
        case Not():
            return not finds(node.node, story)
        case Either():
            return any(finds(one, story) for one in node.nodes)
        case Every():
            # What is said, and who says it to whom, must hold of one and the same statement.
            said = [one for one in node.nodes if isinstance(one, Within) and one.field == "said"]
            by = [one for one in node.nodes if isinstance(one, Named) and one.filter in ("people", "sources",
                                                                                        "organizations")]  # fmt: skip
            together = not said or any(
                one.stands
                and all(says(words.node, one.words) for words in said)
                and all(_slug(name) in _speakers(one, story, name.filter) for name in by)
                for one in story.said
            )
            return together and all(finds(one, story) for one in node.nodes)
    return says(node, story.title + story.body)


def _speakers(one: Said, story: Story, name: str) -> set[str]:
    if name == "people":
        return {one.person} - {None}  # type: ignore[return-value]
    if name == "organizations":
        return set()
    standing = {slug for kind, slug, state, _how in story.links if kind == "sources" and state != "rejected"}
    return {one.via} if one.via else standing


def _slug(node: Named) -> str:
    return next(slug for slug, called in KNOWN[node.filter].items() if called == node.value)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(STORY, min_size=2, max_size=5), TREE)
def test_the_stories_are_those_found_by_hand(stories: list[Story], tree: Node) -> None:
    asked = written(tree)
    tree = read_query(asked).tree or tree
    with undone():
        know_everything()
        for story in stories:
            write(story)
        # The two stories that make every value known stand years before; they are asked away.
        page = search(SearchRequest(q=asked, after=date(2026, 1, 1), show="stories", per_page=10))
        assert sorted(hit.article.pk for hit in page.hits) == sorted(
            story.pk for story in stories if story.published and finds(tree, story)
        )
